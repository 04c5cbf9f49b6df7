/* -- the twin: table and sentences ------------------------------------------------------------ */
function table(caption, heads, rows, facts) {
  const body = h("tbody", {});
  const show = () => { for (const [n, row] of [...rows.entries()].slice(body.children.length, body.children.length + PAGE)) body.append(h("tr", { "data-fact": facts ? facts[n] : null }, row.map((cell, i) => h(i ? "td" : "th", { scope: i ? null : "row", class: typeof cell === "number" ? "num" : null }, typeof cell === "number" ? String(cell) : cell)))); };
  show();
  const parts = [h("div", { class: "scroll" }, h("table", {}, h("caption", { text: `${caption} (${rows.length})` }), h("thead", {}, h("tr", {}, heads.map((x) => h("th", { scope: "col", text: x })))), body))];
  if (rows.length > PAGE) {
    const more = h("button", { type: "button", class: "link", text: w("moreRows", { n: PAGE }), on: { click() { show(); if (body.children.length >= rows.length) more.remove(); } } });
    parts.push(more);
  }
  return parts;
}
const firstSource = (list) => (list && list.length ? cite(list[0]) : "");
function tableParts() {
  if (state.kind === "agency" && agencies.has(state.id) || state.kind === "series" && series.has(state.id)) {
    const ids = state.kind === "agency" ? family(state.id) : D.agencies.filter((a) => a.series === state.id).map((a) => a.id);
    const rows = tiesOf(ids).map((x) => [x.other ? agencyLink(x.other) : t(x.un), agencyLink(x.me), tieFunctions(x), [tieKind(x), h("br"), h("span", { class: "stat", text: w(`legend.${x.y}`) })], t(x.w) || "", firstSource(tieSources(x))]);
    return table(w("captionTies", { a: subjectName() }), [w("colWith"), w("colAgency"), w("colFor"), w("colKind"), w("colWhen"), w("colSource")], rows);
  }
  if ((state.kind === "function" && functions.has(state.id)) || (state.kind === "domain" && domains.has(state.id))) {
    const ids = state.kind === "function" ? [state.id] : domains.get(state.id).f;
    const rows = ids.flatMap((f) => ["us", "mx"].flatMap((c) => functions.get(f).sides[c].a.map((x) => { const d = agencies.get(x.a).d.find((y) => y.id === x.id); return [agencyLink(x.a), w(c), `${d.r} ${t(d.rx)}`, t(d.t), firstSource(d.src)]; })));
    return table(w("captionHolders", { a: subjectName() }), [w("colAgency"), w("colCountry"), w("colRole"), w("colFor"), w("colSource")], rows);
  }
  if (state.kind === "mechanism" && mechanisms.has(state.id)) {
    const rows = mechanisms.get(state.id).p.map((p) => [agencyLink(p.a), w(countryOf(p.a)), t(p.r), t(p.w) || "", firstSource(p.src)]);
    return table(w("captionMembers", { a: subjectName() }), [w("colAgency"), w("colCountry"), w("colRole"), w("colWhen"), w("colSource")], rows);
  }
  const ties = new Map();
  for (const x of D.ties) if (x.b && countryOf(x.a) !== countryOf(x.b) && ["standing", "contact", "lapsed"].includes(x.y)) for (const e of [x.a, x.b]) ties.set(e, (ties.get(e) || 0) + 1);
  const rows = D.agencies.filter((a) => matches(a) && (state.kind !== "block" || a.block === state.id)).map((a) => [agencyLink(a.id), h("span", { text: official(a), lang: own(a) }), w(a.c), w(a.lv), a.d.length, ties.get(a.id) || 0]);
  return table(w("captionAgencies"), [w("colAgency"), w("colName"), w("colCountry"), w("colLevel"), w("colDuties"), w("colTies")], rows);
}
function sentenceParts() {
  let says = [];
  if (state.kind === "agency" && agencies.has(state.id)) {
    const a = agencies.get(state.id);
    says = [[t(a.m), a.src], ...a.d.map((d) => [t(d.t) + (d.sx ? ` (${t(d.sx)})` : ""), d.src]), ...(a.l || []).map((x) => [t(x.t), x.src]), ...(a.nd || []).map((x) => [t(x.t), x.src]), ...(a.cp || []).map((x) => [t(x.t), null]), ...tiesOf(family(a.id)).map((x) => [tieText(x), tieSources(x)]), ...overlapsOf(a).map((x) => [t(x.t), null])];
  } else if (state.kind === "mechanism" && mechanisms.has(state.id)) {
    const m = mechanisms.get(state.id);
    says = [[t(m.t), m.src], ...m.p.map((p) => [`${t((agencies.get(p.a) || gone.get(p.a)).s)}: ${t(p.r)}.`, p.src])];
  } else {
    const ids = state.kind === "function" && functions.has(state.id) ? [state.id] : state.kind === "domain" && domains.has(state.id) ? domains.get(state.id).f : D.functions.map((f) => f.id).filter((f) => !state.fn || f === state.fn || functions.get(f).d === state.fn);
    says = ids.flatMap((id) => { const f = functions.get(id); return [...["us", "mx"].filter((c) => !state.country.length || state.country.includes(c)).map((c) => [t(f.sides[c].t), null]), ...overlapsOf(f).map((o) => [t(o.t), null]), ...f.gaps.map((g) => [t(g.t), null])]; });
  }
  return [h("ol", { class: "says" }, says.map(([text, src]) => h("li", {}, h("p", { text }), cites(src))))];
}
function renderTwin() {
  if (state.view !== "map") { renderView(); return; }
  $("twin").className = "";
  const diagram = state.form === "diagram";
  $("diagram").hidden = !diagram;
  $("twin").hidden = diagram;
  if (diagram) return;
  const title = h("h2", { text: subjectName() || w("restTitle") });
  $("twin").replaceChildren(title, ...(state.form === "table" ? tableParts() : sentenceParts()));
}
