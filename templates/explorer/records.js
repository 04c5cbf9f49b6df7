/* -- places and instruments: panels of records that the map does not draw ---------------------------- */
const placeKind = (p) => LANGS.map((lang) => `${engine.label("PlaceKind", p.kind, lang)}, ${engine.label("Country", p.country, lang)}`);
const placeName = (id) => spoken(registry.places.get(id).name);
function placeSubject(id) { const p = registry.places.get(id); return p ? { n: [p.name.en, p.name.es] } : null; }
function instrumentSubject(id) { const i = registry.instruments.get(id); return i ? { n: [(i.short_name || i.name).en, (i.short_name || i.name).es] } : null; }
const placeChips = (ids) => h("div", { class: "chips" }, ids.map((p) => link("place", p, placeName(p), { class: registry.places.get(p).country })));
/* agencies that the place or instrument in question concerns */
function recordAgencies() {
  if (state.kind === "instrument") return (registry.instruments.get(state.id)?.parties || []).filter((a) => agencies.has(a));
  return [...new Set(D.model.s.held.filter((x) => x.r.places.includes(state.id)).map((x) => x.agency.id))];
}
PANELS.place = (id) => {
  const p = registry.places.get(id);
  if (!p) return null;
  const held = D.agencies.flatMap((a) => a.d.filter((d) => registry.agencies.get(a.id).responsibilities.some((r) => `${a.id}/${r.id}` === d.id && r.places.includes(id))).map((d) => [a, d]));
  return [
    ...heading(`${w("place")}, ${t(placeKind(p))}`, spoken(p.name), ` (${p.id})`),
    p.within.length ? section(w("within"), null, placeChips(p.within)) : "",
    p.mirror.length ? section(w("facing"), p.mirror.length, placeChips(p.mirror)) : "",
    p.contains.length ? section(w("inside"), p.contains.length, placeChips(p.contains)) : "",
    section(w("placeHolders"), held.length, held.length ? list(held, ([a, d]) => duty(d, a.id), 6) : h("p", { text: w("nothing") })),
    p.citations.length ? section(w("identity"), null, cites(cited(p.citations)), propose(p.id, spoken(p.name))) : "",
  ];
};
PANELS.instrument = (id) => {
  const i = registry.instruments.get(id);
  if (!i) return null;
  const rests = [...registry.agencies.values()].filter((a) => D.model.s.agencies.has(a.id)).flatMap((a) => [...a.responsibilities, ...a.limits].filter((x) => x.legal_basis.some((b) => b.instrument === id) && engine.holdsOn(state.day, x.since, x.until) !== "no").map((x) => [a, x]));
  return [
    ...heading([w("instrument"), engine.label("InstrumentKind", i.kind, state.lang), engine.label("InstrumentStatus", i.status, state.lang)].join(", "), spoken(i.name)),
    i.signed || i.since ? h("p", { class: "chain", text: engine.spanText(i.since || i.signed, i.until, state.lang) }) : "",
    h("p", { class: "lede", text: spoken(i.summary) }),
    cites(cited(i.citations)), propose(i.id, spoken(i.name)),
    i.parties.length ? section(w("parties"), i.parties.length, chips(i.parties)) : "",
    i.functions.length ? section(w("functions"), i.functions.length, h("div", { class: "chips" }, i.functions.map((f) => link(functions.has(f) ? "function" : "domain", f, cap(functionName(f)), { class: "int" })))) : "",
    i.formalities.length ? section(w("formalities"), i.formalities.length, list(i.formalities, (x) => sentenceRow(spoken(x.statement), cites(cited(x.citations))), 4)) : "",
    rests.length ? section(w("restsOnIt"), rests.length, list(rests, ([a, x]) => h("li", { class: "claim" }, h("span", {}), h("p", {}, agencyLink(a.id), ": ", spoken(x.statement)), cites(cited(x.citations))), 6)) : "",
  ];
};
