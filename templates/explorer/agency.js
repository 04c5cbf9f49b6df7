/* -- an agency and those it reaches in one, two or three channels ------------------------------------- */
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
    return [...found.values()].sort((a, b) => a.distance - b.distance || (fold(t(agencies.get(a.id).s)) < fold(t(agencies.get(b.id).s)) ? -1 : 1));
  },
  fields() {
    return [
      field("a", "agency", agencySelect(state.a, (a) => ask({ a }))),
      field("f", "for", functionSelect(state.f, (f) => ask({ f }), state.a ? heldBy(state.a) : [], "anyFunction")),
      field("steps", "stepsAway", select(String(this.steps()), [["", ["1", "2", "3"].map((n) => [n, n])]], (steps) => set({ steps }))),
    ];
  },
  title() {
    if (!state.a) return w("view.agency");
    if (!this.ask()) return w("notInDay", { a: engine.shortOf(registry.agencies.get(state.a), state.lang) });
    return w(this.steps() === 1 ? "reaches1" : "reaches", { a: String(speaker().agency(state.a)), n: this.facts().length, s: this.steps() });
  },
  by(x) { return x.via.slice(0, 2).map(([a, c]) => (a === state.a ? channelTitle(c) : `${t(agencies.get(a).s)}, ${channelTitle(c)}`)).join("; "); },
  diagram() {
    if (!this.ask()) return [h("p", { class: "lede", text: w("agencyHow") })];
    const all = this.facts(), me = agencies.get(state.a);
    const ring = (n) => { const mine = all.filter((x) => x.distance === n); return mine.length ? h("section", { class: "column" }, h("h3", {}, w(n === 1 ? "step1" : "stepN", { n }), h("span", { text: String(mine.length) })), h("ul", { class: "ring" }, mine.map((x) => fact(`near:${x.id}`, "li", { class: `unit ${agencies.get(x.id).c}` }, agencyLink(x.id), h("small", { text: this.by(x) }))))) : ""; };
    return [h("div", { class: "three" }, h("section", { class: "column" }, h("h3", { text: w("agency") }), agencyBox(state.a), h("p", { class: "stat", text: t(me.m) })), ...[1, 2, 3].slice(0, this.steps()).map(ring))];
  },
  table() {
    if (!this.ask()) return this.diagram();
    return factTable(this.title(), ["colAgency", "colCountry", "colStep", "colChannel", "colSource"].map((k) => w(k)), this.facts().map((x) => [`near:${x.id}`, [agencyLink(x.id), w(agencies.get(x.id).c), x.distance, this.by(x), sourceOf(x.via[0][1].record.citations)]]));
  },
  sentences() {
    if (!this.ask()) return this.diagram();
    return says(this.facts().map((x) => [`near:${x.id}`, w("reachedBy", { a: t(agencies.get(state.a).s), b: t(agencies.get(x.id).s), n: x.distance, c: this.by(x) }), cited(x.via[0][1].record.citations.slice(0, 2))]));
  },
  panel() { return this.ask() ? PANELS.agency(state.a) : restPanel(); },
};
