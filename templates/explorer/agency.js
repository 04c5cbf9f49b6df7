/* -- an agency in the middle, and those it reaches in one, two or three channels ----------------------- */
VIEWS.agency = {
  steps() { return Math.min(Math.max(Number(state.steps) || 1, 1), 3); },
  ask() { return state.a && D.model.s.agencies.has(state.a); },
  /** [{id, distance, via: [[agency before, channel]]}], nearest first, then by name. Only channels lead
      on: what an agency's superiors or offices reach is not its own. */
  facts() {
    const s = D.model.s, channels = engine.countedChannels(s, state.f || null).kept, found = new Map([[state.a, { id: state.a, distance: 0, via: [] }]]);
    for (let distance = 1; distance <= this.steps(); distance++) {
      for (const c of channels) for (const from of c.members) {
        if (found.get(from)?.distance !== distance - 1) continue;
        for (const to of c.members) {
          if (!s.agencies.has(to)) continue;
          if (!found.has(to)) found.set(to, { id: to, distance, via: [] });
          const x = found.get(to);
          if (x.distance === distance) x.via.push([from, c]);
        }
      }
    }
    found.delete(state.a);
    return this.inOrder([...found.values()].filter(keptNear));
  },
  inOrder(list) { return list.sort((a, b) => a.distance - b.distance || (fold(t(agencies.get(a.id).s)) < fold(t(agencies.get(b.id).s)) ? -1 : 1)); },
  /** Agencies tied to it in a way that is not counted as a channel, and not reached in one: [{id, tie}]. */
  uncounted(all) {
    const near = new Set(all.filter((x) => x.distance === 1).map((x) => x.id)), found = new Map(), about = (x) => !state.f || (x.f || mechanisms.get(x.m)?.f || []).some((f) => registry.functionsRelated(f, state.f));
    for (const x of tiesOf([state.a])) if (x.other && agencies.has(x.other) && !near.has(x.other) && ["lapsed", "announced", "withheld", "attended"].includes(x.y) && about(x) && !found.has(x.other)) found.set(x.other, { id: x.other, distance: 1, tie: x });
    return this.inOrder([...found.values()].filter(keptNear));
  },
  fields() {
    return [
      field("a", "agency", agencySelect(state.a, (a) => ask({ a }))),
      field("f", "for", functionSelect(state.f, (f) => ask({ f }), state.a ? heldBy(state.a) : [], "anyFunction", { whole: true })),
      field("steps", "stepsAway", select(String(this.steps()), [["", ["1", "2", "3"].map((n) => [n, n])]], (steps) => set({ steps }))),
    ];
  },
  title() {
    if (!state.a) return w("view.agency");
    if (!this.ask()) return w("notInDay", { a: engine.shortOf(registry.agencies.get(state.a), state.lang) });
    return cap(w(this.steps() === 1 ? "reaches1" : "reaches", { a: String(speaker().agency(state.a)), n: unfiltered(() => this.facts()).length, s: this.steps() }));
  },
  sub() {
    if (!this.ask()) return "";
    const all = unfiltered(() => this.facts()), on = (c) => all.filter((x) => agencies.get(x.id).c === c).length, more = unfiltered(() => this.uncounted(all)).length;
    return [w(on("int") ? "nearSub" : "nearSub2", { u: on("us"), m: on("mx"), i: on("int") }), more ? w(more === 1 ? "uncounted1" : "uncountedN", { n: more }) : ""].filter(Boolean).join(" ");
  },
  /* a line says the best of what joins the two */
  style(x) { return x.tie ? x.tie.y : ["standing", "contact", "lapsed"].find((y) => x.via.some(([, c]) => channelStyle(c) === y)); },
  /** By what it is reached, the strongest first. */
  by(x, short) {
    const rank = { standing: 0, contact: 1, lapsed: 2 }, via = [...x.via].sort((p, q) => rank[channelStyle(p[1])] - rank[channelStyle(q[1])]);
    const named = via.map(([a, c]) => { const name = short ? channelParts(c).name : channelTitle(c); return a === state.a ? name : `${t(agencies.get(a).s)}, ${name}`; });
    const each = [...new Set(named)], most = short ? 1 : 2;
    return each.slice(0, most).join("; ") + (short && each.length > most ? ` +${each.length - most}` : "");
  },
  /* -- the figure ---------------------------------------------------------------------------------- */
  /** Boxes of one column: offices of one kind are one box. */
  boxes(list) {
    const made = new Map();
    for (const x of list) {
      const kin = agencies.get(x.id).series, key = kin && list.filter((y) => agencies.get(y.id).series === kin && !!y.tie === !!x.tie).length > 2 ? `kin ${kin} ${x.tie ? x.tie.y : ""}` : x.id;
      if (!made.has(key)) made.set(key, { key, kin: key === x.id ? null : kin, list: [] });
      made.get(key).list.push(x);
    }
    return [...made.values()];
  },
  says(x) { return x.tie ? `${cap(tieKind(x.tie))}; ${w(`legend.${x.tie.y}`)}` : this.by(x, true); },
  box(b, mark) {
    const [x] = b.list, id = (y) => `${y.tie ? "tied" : "near"}:${y.id}`;
    if (!b.kin) return fact(id(x), "li", { class: `unit ${agencies.get(x.id).c}${x.tie ? " uncounted" : ""}`, "data-box": mark }, agencyLink(x.id), h("small", { text: this.says(x) }));
    const parts = [...new Set(b.list.map((y) => this.says(y)))];
    return h("li", { class: `unit ${agencies.get(x.id).c}${x.tie ? " uncounted" : ""}`, "data-box": mark }, h("details", {}, h("summary", {}, `${cap(t(series.get(b.kin).n))} (${b.list.length})`), h("ul", { class: "kin" }, b.list.map((y) => fact(id(y), "li", {}, agencyLink(y.id), parts.length > 1 ? h("small", { text: this.says(y) }) : "")))), h("small", { text: parts[0] + (parts.length > 1 ? ` +${parts.length - 1}` : "") }));
  },
  diagram() {
    if (!this.ask()) return [h("p", { class: "lede", text: w("agencyHow") })];
    const reached = this.facts(), all = [...reached, ...this.uncounted(reached)], lines = [], mark = new Map([[state.a, "me"]]), steps = [...Array(this.steps())].map((_, i) => i + 1);
    const me = agencies.get(state.a), groups = new Map();
    for (const c of ["us", "mx", "int"]) for (const n of steps) {
      const found = this.boxes(all.filter((x) => x.distance === n && agencies.get(x.id).c === c));
      if (found.length) groups.set(`${c} ${n}`, found);
    }
    for (const [key, found] of groups) for (const b of found) for (const x of b.list) if (!x.tie) mark.set(x.id, `${key} ${b.key}`);
    const thin = groups.size && Math.max(...[...groups.values()].map((found) => found.length)) > 8;
    for (const [key, found] of groups) for (const b of found) {
      const [c] = key.split(" "), [x] = b.list, to = `${key} ${b.key}`, style = this.style(x);
      if (c === "int") continue;
      if (x.distance === 1) { lines.push({ from: "me", to, style, side: c, width: thin && style === "standing" ? 2.25 : thin && style !== "announced" ? 1.5 : null }); continue; }
      // farther on, one thin line from a neighbour on the same side; the box names the others
      const from = b.list.flatMap((y) => y.via).map(([y]) => y).find((y) => agencies.get(y).c === c);
      if (from) lines.push({ from: mark.get(from), to, style: "plain", side: c });
    }
    // about 40 boxes at rest, shared out among the columns
    let room = 40, left = groups.size;
    const share = new Map([...groups].sort((p, q) => p[1].length - q[1].length).map(([key, found]) => { const n = Math.min(found.length, Math.max(3, Math.floor(room / left))); room -= n; left -= 1; return [key, n === found.length - 1 ? found.length : n]; }));
    const lower = (text) => text.charAt(0).toLowerCase() + text.slice(1);
    const column = (c, n) => {
      const key = `${c} ${n}`, found = groups.get(key);
      if (!found) return n === 1 && c !== "int" ? h("section", { class: `ego ${c}` }, h("h3", { text: w(c) }), h("p", { class: "stat", text: w(filtering() ? "noneFits" : "nothing") })) : "";
      return h("section", { class: `ego ${c} n${n}` }, h("h3", {}, `${w(c)}: ${lower(w(n === 1 ? "step1" : "stepN", { n }))}`, h("span", { text: String(found.reduce((m, b) => m + b.list.length, 0)) })), list(found, (b) => this.box(b, `${key} ${b.key}`), share.get(key), { class: "ring" }));
    };
    const middle = h("section", { class: "ego me" }, h("div", { class: `unit ${me.c} end`, "data-box": "me" }, agencyLink(state.a), h("small", { text: w(me.c) })));
    const content = h("div", { class: `egos of${this.steps()}` }, ...[...steps].reverse().map((n) => column("us", n)), middle, ...steps.map((n) => column("mx", n)));
    const used = [...new Set(lines.map((x) => x.style))].filter((y) => y !== "plain");
    return [figure(content, lines), h("div", { class: "others" }, steps.map((n) => column("int", n))), h("p", { class: "stat linekey" }, used.map((y) => h("span", {}, tieGlyph(y), w(`legend.${y}`))))];
  },
  rows(all) {
    return [
      ...all.map((x) => [`near:${x.id}`, x, this.by(x), w(`legend.${this.style(x)}`), x.via[0][1].record.citations]),
      ...this.uncounted(all).map((x) => [`tied:${x.id}`, x, cap(tieKind(x.tie)), w(`legend.${x.tie.y}`), null]),
    ];
  },
  table() {
    if (!this.ask()) return this.diagram();
    return factTable(this.title(), ["colAgency", "colCountry", "colStep", "colChannel", "colState", "colSource"].map((k) => w(k)), this.rows(this.facts()).map(([id, x, what, state, src]) => [id, [agencyLink(x.id), w(agencies.get(x.id).c), x.distance, what, state, src ? sourceOf(src) : firstSource(tieSources(x.tie))]]));
  },
  sentences() {
    if (!this.ask()) return this.diagram();
    const a = t(agencies.get(state.a).s);
    return says(this.rows(this.facts()).map(([id, x, what, state, src]) => [id, src ? w("reachedBy", { a, b: t(agencies.get(x.id).s), n: x.distance, c: what }) : w("uncountedTie", { a, b: t(agencies.get(x.id).s), c: what, y: cap(state) }), src ? cited(src.slice(0, 2)) : tieSources(x.tie).slice(0, 2)]));
  },
  panel() { return this.ask() ? PANELS.agency(state.a) : restPanel(); },
};
