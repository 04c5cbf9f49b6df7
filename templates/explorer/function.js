/* -- who holds a function on each side, and what joins them ---------------------------------------- */
VIEWS.function = {
  ids() { const mirror = registry.mirrorOf(state.f); return [state.f, ...(mirror && mirror !== "none" && mirror !== state.f ? [mirror] : [])]; },
  ask() { return state.f && functions.has(state.f); },
  facts() {
    const s = D.model.s, ids = this.ids(), about = (list) => list.some((f) => ids.some((id) => registry.functionWithin(f, id)));
    const areas = (list) => list.filter((x) => ids.some((id) => registry.functionWithin(x.r.function, id)));
    return {
      held: areas(s.held), announced: areas(s.announced), absent: areas(s.assertedAbsent),
      mechanisms: [...registry.mechanisms.values()].filter((m) => s.mechanismState(m) !== "no" && about(m.functions)),
      instruments: [...registry.instruments.values()].filter((i) => s.signed(i) && about(i.functions)),
      overlaps: D.overlaps.filter((o) => ids.includes(o.f)),
    };
  },
  fields() { return [field("f", "theFunction", functionSelect(state.f, (f) => ask({ f }), [], "chooseOne"))]; },
  title() { return this.ask() ? cap(this.ids().map(functionName).join(" ↔ ")) : w("view.function"); },
  duty(x, standing) {
    const notes = [standing, x.r.places.length ? x.r.places.map(placeName).join(", ") : ""].filter(Boolean).join("; ");
    return fact(`area:${x.id}`, "li", { class: "claim" }, h("span", { class: `role ${x.r.role[0].toUpperCase()} ${x.r.status}`, title: engine.label("Role", x.r.role, state.lang), text: x.r.role[0].toUpperCase() }), h("p", {}, agencyLink(x.agency.id), `: ${spoken(x.r.statement)}`), notes ? h("p", { class: "stat", text: notes }) : "", cites(cited(x.r.citations.slice(0, 1))));
  },
  all(f) { return [...f.held.map((x) => [x, x.r.status === "contested" ? engine.label("Status", "contested", state.lang) : ""]), ...f.announced.map((x) => [x, w("announced")]), ...f.absent.map((x) => [x, w("ruledOut")])]; },
  diagram() {
    if (!this.ask()) return [h("p", { class: "lede", text: w("functionHow") })];
    const f = this.facts(), side = (c) => this.all(f).filter(([x]) => x.agency.country === c);
    const column = (c) => h("section", { class: `column ${c}` }, h("h3", {}, w(c), h("span", { text: String(side(c).length) })), this.ids().map((id) => (functions.get(id).sides[c] ? h("p", { class: "stat", text: t(functions.get(id).sides[c].t) }) : "")), h("ul", {}, side(c).map(([x, note]) => this.duty(x, note))));
    const count = (m, c) => D.model.s.participants(m).filter((p) => D.model.s.country(p.agency) === c).length;
    const middle = h("section", { class: "column" }, h("h3", {}, w("between")), h("ul", {}, f.mechanisms.map((m) => fact(`mechanism:${m.id}`, "li", { class: "hex" }, link("mechanism", m.id, spoken(m.acronym || m.name)), h("span", { class: "stat", text: `${engine.label("MechanismKind", m.kind, state.lang)}; ${w("us")} ${count(m, "us")}, ${w("mx")} ${count(m, "mx")}` }))), f.instruments.map((i) => fact(`instrument:${i.id}`, "li", { class: "hex text" }, link("instrument", i.id, spoken(i.short_name || i.name)), h("span", { class: "stat", text: engine.label("InstrumentKind", i.kind, state.lang) })))));
    const more = side("int");
    return [
      h("div", { class: "three" }, column("us"), middle, column("mx")),
      more.length ? h("section", { class: "wide" }, h("h3", { text: w("int") }), h("ul", {}, more.map(([x, note]) => this.duty(x, note)))) : "",
      h("section", { class: "wide" }, h("h3", {}, w("overlaps"), h("span", { text: String(f.overlaps.length) })), list(f.overlaps, (o) => fact(o.id, "li", { class: "claim" }, h("span", { text: String(o.g) }), h("p", {}, gradeMark(o.g), t(o.t))), 12)),
    ];
  },
  table() {
    if (!this.ask()) return this.diagram();
    const f = this.facts();
    const rows = this.all(f).map(([x, note]) => [`area:${x.id}`, [agencyLink(x.agency.id), w(x.agency.country), `${x.r.role[0].toUpperCase()} ${engine.label("Role", x.r.role, state.lang)}`, x.r.places.map(placeName).join(", "), note, sourceOf(x.r.citations)]]);
    const between = [...f.mechanisms.map((m) => [`mechanism:${m.id}`, [w("mechanism"), link("mechanism", m.id, spoken(m.name)), sourceOf(m.citations)]]), ...f.instruments.map((i) => [`instrument:${i.id}`, [w("instrument"), link("instrument", i.id, spoken(i.name)), sourceOf(i.citations)]])];
    const overlaps = f.overlaps.map((o) => [o.id, [agencyLink(o.a[0]), agencyLink(o.a[1]), o.g]]);
    return [
      ...factTable(w("holders"), ["colAgency", "colCountry", "colRole", "colPlace", "colState", "colSource"].map((k) => w(k)), rows),
      ...(between.length ? factTable(w("between"), ["colKind", "colWhat", "colSource"].map((k) => w(k)), between) : []),
      ...(overlaps.length ? factTable(w("overlaps"), ["colAgency", "colWith", "colGrade"].map((k) => w(k)), overlaps) : []),
    ];
  },
  sentences() {
    if (!this.ask()) return this.diagram();
    const f = this.facts();
    return says([
      ...this.all(f).map(([x, note]) => [`area:${x.id}`, spoken(x.r.statement) + (note ? ` (${note})` : ""), cited(x.r.citations)]),
      ...f.mechanisms.map((m) => [`mechanism:${m.id}`, `${spoken(m.name)}: ${spoken(m.purpose)}`, cited(m.citations.slice(0, 2))]),
      ...f.instruments.map((i) => [`instrument:${i.id}`, `${spoken(i.name)}: ${spoken(i.summary)}`, cited(i.citations.slice(0, 2))]),
      ...f.overlaps.map((o) => [o.id, t(o.t), null]),
    ]);
  },
  panel() { return restPanel(); },
};
