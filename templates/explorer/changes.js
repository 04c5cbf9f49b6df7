/* -- what differs between two days ------------------------------------------------------------------ */
const CHANGE_KINDS = ["event", "agency", "parent", "duty", "mechanism", "link", "overlap"];
VIEWS.changes = {
  before() {
    const earlier = (registry.info.turning_points || []).map((x) => x.day).filter((d) => d < state.day);
    return state.from || earlier[earlier.length - 1] || "";
  },
  fields() {
    const points = (registry.info.turning_points || []).map((x) => [x.day, `${shortDay(x.day, state.lang)}: ${spoken(x.reason)}`]);
    const input = h("input", { type: "date", value: this.before(), min: "1900-01-01", max: "2199-12-31", on: { change(e) { if (isDay(e.target.value)) set({ from: e.target.value }); } } });
    input.value = this.before();
    return [field("from", "changesSince", input), field("turn", "turning", select(this.before(), [["", [["", w("chooseOne")], ...points]]], (from) => set({ from })))];
  },
  title() {
    const from = this.before();
    return from && from !== state.day ? w("changesTitle", { a: longDay(from < state.day ? from : state.day, state.lang), b: longDay(from < state.day ? state.day : from, state.lang) }) : w("sameDay");
  },
  /** Facts that differ: [{id, kind, sign, text, citations}], the earlier day first whatever the order asked. */
  facts() {
    const other = this.before();
    if (!other || other === state.day) return [];
    const [a, b] = [other, state.day].sort();
    const key = `changes ${a} ${b} ${state.lang}`;
    return D.model.s.once(key, () => this.compare(new engine.Snapshot(registry, a), new engine.Snapshot(registry, b))).filter(keptChange);
  },
  compare(old, now) {
    const found = [], lang = state.lang, name = (id) => engine.shortOf(registry.agencies.get(id), lang), voice = new engine.Speaker(now, lang);
    const add = (kind, sign, id, text, citations, about) => found.push(Object.assign({ id: `${kind}:${sign}:${id}`, kind, sign, text, citations, agencies: [], functions: [] }, about));
    for (const e of registry.changes) { const d = engine.partial(e.change.date); if (d.latest > old.day && (d.earliest || d.latest) <= now.day) add("event", "changed", `${e.agency.id}/${e.change.date}/${e.change.kind}`, cap(`${engine.longDate(e.change.date, lang)}: ${spoken(e.change.statement)}`), e.change.citations, { agencies: [...new Set([e.agency.id, ...e.predecessors, ...e.successors])], functions: e.change.carries_functions }); }
    const differ = (kind, was, is, text, citations, about) => {
      for (const [id, x] of is) if (!was.has(id)) add(kind, "added", id, text(x), citations(x), about(x));
      for (const [id, x] of was) if (!is.has(id)) add(kind, "gone", id, text(x), citations(x), about(x));
    };
    const all = (s) => new Map([...s.agencies.keys()].map((id) => [id, registry.agencies.get(id)]));
    differ("agency", all(old), all(now), (x) => `${spoken(x.name)} (${engine.shortOf(x, lang)})`, (x) => x.citations, (x) => ({ agencies: [x.id], functions: x.responsibilities.map((r) => r.function) }));
    for (const id of now.agencies.keys()) {
      if (!old.agencies.has(id)) continue;
      const [was, is] = [registry.parents(id, old.day), registry.parents(id, now.day)];
      if (was.join() !== is.join()) add("parent", "changed", id, w("movedTo", { a: name(id), b: was.map(name).join(", ") || w("none"), c: is.map(name).join(", ") || w("none") }), registry.agencies.get(id).parents.filter((p) => is.includes(p.agency)).flatMap((p) => p.citations), { agencies: [id, ...was, ...is], functions: registry.agencies.get(id).responsibilities.map((r) => r.function) });
    }
    const areas = (s) => new Map(s.held.map((x) => [x.id, x]));
    differ("duty", areas(old), areas(now), (x) => `${name(x.agency.id)}, ${functionName(x.r.function)}: ${spoken(x.r.statement)}`, (x) => x.r.citations, (x) => ({ agencies: [x.agency.id], functions: [x.r.function] }));
    const alive = (s) => new Map([...registry.mechanisms.values()].filter((m) => s.mechanismState(m) !== "no").map((m) => [m.id, m]));
    differ("mechanism", alive(old), alive(now), (x) => `${spoken(x.name)}. ${spoken(x.purpose)}`, (x) => x.citations, (x) => ({ agencies: x.participants.map((p) => p.agency), functions: x.functions }));
    const links = (s) => new Map([...registry.cooperations.values()].filter((x) => engine.HELD.has(x.status) && engine.holdsOn(s.day, x.since, x.until) !== "no" && x.parties.every((p) => s.agencies.has(p))).map((x) => [x.id, x]));
    differ("link", links(old), links(now), (x) => spoken(x.statement), (x) => x.citations, (x) => ({ agencies: x.parties, functions: x.functions }));
    const overlaps = (s) => new Map(engine.findOverlaps(s).map((o) => [o.id, o])), [was, is] = [overlaps(old), overlaps(now)];
    const concerns = (o) => ({ agencies: o.agencies, functions: [o.function] });
    const pair = (o) => w("pairOn", { a: name(o.agencies[0]), b: name(o.agencies[1]), f: functionName(o.function) });
    differ("overlap", was, is, (o) => `${pair(o)}, ${w("gradeN", { n: o.grade.value })}`, () => [], concerns);
    for (const [id, o] of is) if (was.has(id) && was.get(id).grade.value !== o.grade.value) add("overlap", "changed", id, w("regraded", { a: name(o.agencies[0]), b: name(o.agencies[1]), f: functionName(o.function), m: was.get(id).grade.value, n: o.grade.value }), [], concerns(o));
    return found;
  },
  diagram() {
    const facts = this.facts();
    if (!facts.length) return [h("p", { class: "lede", text: w(this.title() === w("sameDay") ? "sameDay" : "noChange") })];
    const marks = { added: "+", gone: "−", changed: "≠" };
    const count = (kind, sign) => facts.filter((x) => x.kind === kind && x.sign === sign).length;
    const summary = h("table", { class: "count" }, h("caption", { class: "sr", text: this.title() }), h("thead", {}, h("tr", {}, h("th", { scope: "col", text: w("colWhat") }), Object.keys(marks).map((s) => h("th", { scope: "col", class: "num", text: `${marks[s]} ${w(`sign.${s}`)}` })))), h("tbody", {}, CHANGE_KINDS.filter((k) => facts.some((x) => x.kind === k)).map((k) => h("tr", {}, h("th", { scope: "row" }, h("a", { href: address({}), text: w(`change.${k}`), on: { click(e) { e.preventDefault(); document.getElementById(`kind-${k}`).scrollIntoView(); } } })), Object.keys(marks).map((s) => h("td", { class: "num", text: String(count(k, s) || "") }))))));
    return [summary, ...CHANGE_KINDS.map((k) => {
      const mine = facts.filter((x) => x.kind === k);
      if (!mine.length) return "";
      return h("section", { class: "wide", id: `kind-${k}` }, h("h3", {}, w(`change.${k}`), h("span", { text: String(mine.length) })), list(mine, (x) => fact(x.id, "li", { class: `claim ${x.sign}` }, h("span", { class: "sign", title: w(`sign.${x.sign}`) }, h("span", { "aria-hidden": "true", text: marks[x.sign] }), h("span", { class: "sr", text: w(`sign.${x.sign}`) })), h("p", { text: x.text }), x.citations.length ? cites(cited(x.citations.slice(0, 2))) : ""), 8));
    })];
  },
  table() {
    return factTable(this.title(), ["colWhat", "colChange", "colStatement", "colSource"].map((k) => w(k)), this.facts().map((x) => [x.id, [w(`change.${x.kind}`), w(`sign.${x.sign}`), x.text, x.citations.length ? sourceOf(x.citations) : ""]]));
  },
  sentences() { return says(this.facts().map((x) => [x.id, `${cap(w(`sign.${x.sign}`))}: ${x.text}`, x.citations.length ? cited(x.citations.slice(0, 1)) : null])); },
  panel() { return restPanel(); },
};
