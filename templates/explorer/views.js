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
  $("twin").replaceChildren(...[h("div", { class: "fields" }, view.fields()), h("p", { class: "when", text: w("answerFor", { d: longDay(state.day, state.lang) }) }), h("h2", { text: view.title() }), ...view[state.form]()].flat(2).filter(Boolean));
  if (had) $(had)?.focus();
}
const fact = (id, tag, attributes, ...children) => h(tag, Object.assign({ "data-fact": id }, attributes), ...children);
const says = (rows) => [h("ol", { class: "says" }, rows.map(([id, text, src]) => fact(id, "li", {}, h("p", { text }), src ? cites(src) : "")))];
/** A table whose rows state facts: rows of [id, cells]. */
function factTable(caption, heads, rows) {
  return table(caption, heads, rows.map(([, cells]) => cells), rows.map(([id]) => id));
}
function field(id, key, control) { control.id = `field-${id}`; return h("p", { class: "field" }, h("label", { for: control.id, text: w(key) }), control); }
function select(value, groups, change) {
  const e = h("select", { on: { change() { change(e.value); } } }, groups.map(([title, options]) => { const made = options.map(([v, text]) => h("option", { value: v, text })); return title ? h("optgroup", { label: title }, made) : made; }).flat());
  e.value = value;
  return e;
}
const bySort = (a, b) => (fold(a[1]) < fold(b[1]) ? -1 : 1);
function agencySelect(value, change, sides = ["us", "mx", "int"]) {
  const named = (a) => (t(a.s) === official(a) ? official(a) : `${t(a.s)} – ${official(a)}`);
  return select(value, [["", [["", w("chooseOne")]]], ...sides.map((c) => [w(c), D.agencies.filter((a) => a.c === c).map((a) => [a.id, named(a)]).sort(bySort)])], change);
}
function functionSelect(value, change, first, empty) {
  const all = D.domains.map((d) => [t(d.n), d.f.map((f) => [f, cap(functionName(f))])]);
  return select(value, [["", [["", w(empty)]]], ...(first.length ? [[w("heldByIt"), first.map((f) => [f, cap(functionName(f))])]] : []), ...all.map(([title, fs]) => [title, fs.filter(([f]) => !first.includes(f))])], change);
}
function placeSelect(value, change) {
  const groups = new Map();
  for (const p of registry.places.values()) { const k = t(placeKind(p)); if (!groups.has(k)) groups.set(k, []); groups.get(k).push([p.id, spoken(p.name)]); }
  const order = [...groups].sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return select(value, [["", [["", w("anyPlace")]]], ...order.map(([k, list]) => [cap(k), list.sort(bySort)])], change);
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
/** Boxes of agencies and channels in a row: what a path or a counterpart looks like. */
function chain(steps, grades) {
  const parts = [h("li", { "data-box": "0" }, agencyBox(steps[0].source))], lines = [];
  let n = 0;
  steps.forEach((s, i) => {
    const [from, via, to] = [`${i}`, `${i}>`, `${i + 1}`];
    if (s.channel) {
      n += 1;
      parts.push(h("li", { class: "via" }, grades ? h("span", { class: "nth", text: w("channelN", { n }) }) : "", h("div", { class: "hexagon", "data-box": via }, channelLink(s.channel)), grades ? h("span", { class: "stat" }, gradeMark(grades(s)), ` ${w("gradeN", { n: grades(s) })}`) : ""));
      lines.push({ from, to: via, style: "standing", side: countryOf(s.source) }, { from: via, to, style: "standing", side: countryOf(s.target) });
    } else {
      parts.push(h("li", { class: "via" }, h("span", { class: "stat", "data-box": via, text: w("referral") })));
      lines.push({ from, to: via }, { from: via, to });
    }
    parts.push(h("li", { "data-box": to }, agencyBox(s.target)));
  });
  return figure(h("ol", { class: "chainrow" }, parts), lines);
}
const sourceOf = (citations) => firstSource(cited(citations.slice(0, 1)));
