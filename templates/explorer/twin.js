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
    const ties = tiesOf(subjectIds()).filter(keptTie), rows = ties.map((x) => [x.other ? agencyLink(x.other) : t(x.un), agencyLink(x.me), tieFunctions(x), [tieKind(x), h("br"), h("span", { class: "stat", text: w(`legend.${x.y}`) })], t(x.w) || "", firstSource(tieSources(x))]);
    return table(w("captionTies", { a: subjectName() }), [w("colWith"), w("colAgency"), w("colFor"), w("colKind"), w("colWhen"), w("colSource")], rows, ties.map(tieFact));
  }
  if ((state.kind === "function" && functions.has(state.id)) || (state.kind === "domain" && domains.has(state.id))) {
    const held = holderDuties(), rows = held.map(([a, d]) => [agencyLink(a.id), w(a.c), `${d.r} ${t(d.rx)}`, t(d.t), firstSource(d.src)]);
    return table(w("captionHolders", { a: subjectName() }), [w("colAgency"), w("colCountry"), w("colRole"), w("colFor"), w("colSource")], rows, held.map(([, d]) => `area:${d.id}`));
  }
  if (state.kind === "mechanism" && mechanisms.has(state.id)) {
    const members = mechanisms.get(state.id).p.filter(keptMember), rows = members.map((p) => [agencyLink(p.a), w(countryOf(p.a)), t(p.r), t(p.w) || "", firstSource(p.src)]);
    return table(w("captionMembers", { a: subjectName() }), [w("colAgency"), w("colCountry"), w("colRole"), w("colWhen"), w("colSource")], rows, members.map((p) => `member:${p.a}`));
  }
  const shown = poolAgencies().filter(matches), rows = shown.map((a) => [agencyLink(a.id), h("span", { text: official(a), lang: own(a) }), w(a.c), w(a.lv), a.d.length, D.model.counts[a.id] || 0]);
  return table(w("captionAgencies"), [w("colAgency"), w("colName"), w("colCountry"), w("colLevel"), w("colDuties"), w("colTies")], rows, shown.map((a) => `agency:${a.id}`));
}
/* what the three forms of a subject share: its ties, holders and members, under the filters */
const tieFact = (tie) => `tie:${tie.id}:${tie.me}:${tie.other || ""}`;
function holderDuties() {
  return subjectFunctions().flatMap((f) => ["us", "mx"].flatMap((c) => functions.get(f).sides[c].a)).filter((x) => keptHolder(areaOf(x.id))).map((x) => { const a = agencies.get(x.a); return [a, a.d.find((d) => d.id === x.id)]; });
}
/** Sentences as rows of [id, text, citations], a page at a time. */
function saysPaged(rows) {
  const host = h("ol", { class: "says" });
  const show = () => { for (const [id, text, src] of rows.slice(host.children.length, host.children.length + PAGE)) host.append(h("li", { "data-fact": id }, h("p", { text }), cites(src))); };
  show();
  if (rows.length <= PAGE) return [host];
  return [host, h("button", { type: "button", class: "link", text: w("moreRows", { n: PAGE }), on: { click(e) { show(); if (host.children.length >= rows.length) e.target.remove(); } } })];
}
function sentenceParts() {
  const all = !filtering();
  if (poolName() === "ties") {
    const ties = tiesOf(subjectIds()).filter(keptTie).map((x) => [tieFact(x), tieText(x), tieSources(x)]), a = agencies.get(state.id);
    if (!all || state.kind === "series") return saysPaged(ties);
    return saysPaged([[null, t(a.m), a.src], ...a.d.map((d) => [null, t(d.t) + (d.sx ? ` (${t(d.sx)})` : ""), d.src]), ...(a.l || []).map((x) => [null, t(x.t), x.src]), ...(a.nd || []).map((x) => [null, t(x.t), x.src]), ...(a.cp || []).map((x) => [null, t(x.t), null]), ...ties, ...overlapsOf(a).map((x) => [null, t(x.t), null])]);
  }
  if (poolName() === "members") {
    const m = mechanisms.get(state.id);
    return saysPaged([[null, t(m.t), m.src], ...m.p.filter(keptMember).map((p) => [`member:${p.a}`, `${t((agencies.get(p.a) || gone.get(p.a)).s)}: ${t(p.r)}.`, p.src])]);
  }
  /* what counts all of a country is said of the whole, never of what filters leave */
  const whole = (ids) => ids.flatMap((id) => { const f = functions.get(id); return [...["us", "mx"].map((c) => [null, t(f.sides[c].t), null]), ...overlapsOf(f).map((o) => [null, t(o.t), null]), ...f.gaps.map((g) => [null, t(g.t), null])]; });
  if (poolName() === "holders") return saysPaged([...(all ? whole(subjectFunctions()) : []), ...holderDuties().map(([, d]) => [`area:${d.id}`, t(d.t), d.src])]);
  const shown = poolAgencies().filter(matches).map((a) => [`agency:${a.id}`, w("agencySaid", { a: t(a.s), c: a.c === "int" ? w(a.c) : `${w(a.c)}, ${w(a.lv)}`, m: t(a.m), d: a.d.length, n: D.model.counts[a.id] || 0 }), a.src]);
  return saysPaged([...(all && !state.kind ? whole(D.functions.map((f) => f.id)) : []), ...shown]);
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
