/* -- views other than the map: a question, its answer, and the same facts in three forms -------------- */
/* VIEWS[name] is {title(), fields(), diagram(), table(), sentences(), panel()}; every element that states
   a fact bears its id in data-fact, and the three forms state the same facts */
const VIEWS = {};
function renderView() {
  const view = VIEWS[state.view];
  $("diagram").hidden = true;
  $("twin").hidden = false;
  $("twin").className = `view ${state.view}`;
  renderLegend({ legend: new Set() });
  const had = document.activeElement?.id?.startsWith("field-") ? document.activeElement.id : null;
  const foot = view.foot ? view.foot() : [];
  if (foot.length) $("legend").replaceChildren(...foot);
  const sub = view.sub ? view.sub() : "";
  const answer = [h("p", { class: "when", text: w("answerFor", { d: longDay(state.day, state.lang) }) }), h("h2", { text: view.title() }), sub ? h("p", { class: "sub", text: sub }) : "", ...view[state.form]()].flat(2).filter(Boolean);
  const fields = h("div", { class: "fields" }, view.fields());
  // a view with something to say about the question has a column of its own for it
  $("twin").replaceChildren(...(view.beside ? [fields, h("div", { class: "answer" }, answer), h("div", { class: "beside" }, view.beside())] : [fields, ...answer]));
  if (had) $(had)?.focus();
}
const fact = (id, tag, attributes, ...children) => h(tag, Object.assign({ "data-fact": id }, attributes), ...children);
const says = (rows) => [h("ol", { class: "says" }, rows.map(([id, text, src]) => fact(id, "li", {}, h("p", { text }), src ? cites(src) : "")))];
/** A table whose rows state facts: rows of [id, cells]. */
function factTable(caption, heads, rows) {
  return table(caption, heads, rows.map(([, cells]) => cells), rows.map(([id]) => id));
}
function field(id, key, control) { control.id = `field-${id}`; return h("p", { class: "field" }, h("label", { for: control.id, text: w(key) }), control); }
const MANY_OPTIONS = 2000;
/** A choice of [value, text] in groups of [title, options]; a very long one is filled when it is first used. */
function select(value, groups, change) {
  const option = ([v, text]) => h("option", { value: v, text });
  const filled = () => groups.flatMap(([title, options]) => (title ? [h("optgroup", { label: title }, options.map(option))] : options.map(option)));
  const e = h("select", { on: { change() { change(e.value); } } });
  const fill = () => { const now = e.value; e.replaceChildren(...filled()); e.value = now; };
  if (groups.reduce((n, [, options]) => n + options.length, 0) > MANY_OPTIONS) {
    e.append(...groups.flatMap(([, options]) => options.filter(([v]) => v === value || v === "").map(option)));
    for (const event of ["pointerdown", "focus"]) e.addEventListener(event, () => { if (!e.full) { e.full = true; fill(); } });
  } else e.append(...filled());
  e.value = value;
  return e;
}
const bySort = (a, b) => (fold(a[1]) < fold(b[1]) ? -1 : 1);
/** Pairs of id and name in the order of their names: sorted once for a day and a language. */
function sortedOnce(host, key, make) {
  host.sorted ||= new Map();
  if (!host.sorted.has(key)) host.sorted.set(key, make().map((x) => [fold(x[1]), x]).sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)).map(([, x]) => x));
  return host.sorted.get(key);
}
function agencySelect(value, change, sides = ["us", "mx", "int"]) {
  const named = (a) => (t(a.s) === official(a) ? official(a) : `${t(a.s)} – ${official(a)}`);
  return select(value, [["", [["", w("chooseOne")]]], ...sides.map((c) => [w(c), sortedOnce(D, `${c} ${L}`, () => D.agencies.filter((a) => a.c === c).map((a) => [a.id, named(a)]))])], change);
}
function functionSelect(value, change, first, empty, { whole = false } = {}) {
  const all = D.domains.map((d) => [t(d.n), [...(whole ? [[d.id, w("allOf", { d: t(d.n) })]] : []), ...d.f.map((f) => [f, cap(functionName(f))])]]);
  return select(value, [["", [["", w(empty)]]], ...(first.length ? [[w("heldByIt"), first.map((f) => [f, cap(functionName(f))])]] : []), ...all.map(([title, fs]) => [title, fs.filter(([f]) => !first.includes(f))])], change);
}
function placeSelect(value, change) {
  const groups = new Map();
  for (const p of registry.places.values()) { const k = t(placeKind(p)); if (!groups.has(k)) groups.set(k, []); groups.get(k).push([p.id, spoken(p.name)]); }
  const order = [...groups].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return select(value, [["", [["", w("anyPlace")]]], ...order.map(([k, list]) => [cap(k), sortedOnce(registry, `${k} ${L}`, () => list)])], change);
}
const heldBy = (id) => [...new Set(D.model.s.counted.filter((x) => x.agency.id === id).map((x) => x.r.function))].filter((f) => functions.has(f));
const channelTitle = (channel) => speaker().title(channel);
function channelLink(channel) {
  const r = channel.record;
  if (channel.kind === "mechanism") return link("mechanism", r.id, channelTitle(channel));
  return channel.kind === "instrument" ? link("instrument", r.id, channelTitle(channel)) : h("span", { text: channelTitle(channel) });
}
function agencyBox(id) {
  const a = agencies.get(id);
  return h("div", { class: `unit ${a.c}` }, agencyLink(id), h("small", { text: w(a.c) }));
}
/* -- channels in a figure: what each is called, since when, and how it is drawn ------------------------ */
/** "since 2010", "by 2008", or nothing: as short as a figure needs it. */
function sinceYear(when) {
  const day = engine.partial(when);
  if (!day) return "";
  const last = day.latest.slice(0, 4), first = day.earliest?.slice(0, 4);
  return first ? w("sinceYear", { y: first === last ? last : `${first}–${last}` }) : w("byYear", { y: last });
}
/** {name, link, note} of a channel; a link that runs through a mechanism is named by the mechanism. */
function channelParts(channel) {
  const { kind, record: r } = channel, through = kind === "cooperation" && r.mechanism ? registry.mechanisms.get(r.mechanism) : kind === "mechanism" ? r : null;
  const text = kind === "instrument" ? r : kind === "cooperation" && r.instrument ? registry.instruments.get(r.instrument) : null;
  const since = kind === "instrument" ? r.signed || r.since : r.since || channel.instruments[0]?.signed;
  const named = through ? [spoken(through.acronym || through.name), "mechanism", through.id] : text ? [spoken(text.short_name || text.name), "instrument", text.id] : [cap(engine.label("CooperationKind", r.kind, state.lang))];
  const what = kind === "cooperation" && (through || text) ? engine.label("CooperationKind", r.kind, state.lang) : kind === "mechanism" ? engine.label("MechanismKind", r.kind, state.lang) : "";
  const year = sinceYear(since);
  return { name: named[0], link: named[1] ? link(named[1], named[2], named[0]) : h("span", { text: named[0] }), note: [what, named[0].includes(year.slice(-4)) && year ? "" : year].filter(Boolean).join(", ") };
}
const risks = () => { D.risks ||= engine.agreementsAtRisk(D.model.s); return D.risks; };
/** The agreement at risk that a channel is, or rests on; or nothing. */
const riskOf = (channel) => risks().find((r) => r.channel.id === channel.id || channel.instruments.some((i) => `instrument/${i.id}` === r.channel.id));
function channelStyle(channel) {
  // what rests on an agreement at risk may still be in use; the agreement itself is drawn as lapsed
  if ((channel.agreement && riskOf(channel)) || channel.inForce === "no") return "lapsed";
  return channel.forum || (channel.kind === "cooperation" && !engine.STANDING_KINDS.has(channel.record.kind)) ? "contact" : "standing";
}
function hexagonOf(channel, mark) {
  const { link: name, note } = channelParts(channel), risk = riskOf(channel), newest = D.model.s.newestEvidence(channel.record.citations);
  const last = newest && Number(state.day.slice(0, 4)) - Number(newest.slice(0, 4)) > 3 ? newest.slice(0, 4) : "";
  return h("div", { class: `hexagon${channelStyle(channel) === "standing" ? "" : " contact"}`, "data-box": mark }, h("b", {}, name), note ? h("small", { text: note }) : "", last ? h("small", { text: w("lastSource", { y: last }) }) : "", risk ? h("small", {}, h("b", { text: w(channel.agreement ? "atRisk" : "textAtRisk") })) : "");
}
/** Two agencies and what joins them, in one line. */
function joined(a, channel, b) {
  const end = (id, mark) => h("li", { class: `unit end ${countryOf(id)}`, "data-box": mark }, agencyLink(id)), style = channelStyle(channel);
  return figure(h("ol", { class: "joined" }, end(a, "a"), h("li", {}, hexagonOf(channel, "via")), end(b, "b")), [{ from: "a", to: "via", style, side: countryOf(a) }, { from: "via", to: "b", style, side: countryOf(b) }]);
}
const tag = (text, style) => h("span", { class: `tag ${style || ""}`, text });
const briefAddress = (a, b, f, p) => address({ view: "brief", a, b, f, p, kind: null, id: null });
/** Formalities of contact as claims, each stating its fact. */
const formalityRows = (rows, least = 3) => (rows.length ? list(rows, ([id, x]) => fact(id, "li", { class: "claim flat" }, h("p", { text: spoken(x.formality.statement) }), cites(cited(x.formality.citations).slice(0, 1))), least) : h("p", { class: "stat", text: w("noFormality") }));
const sourceOf = (citations) => firstSource(cited(citations.slice(0, 1)));
