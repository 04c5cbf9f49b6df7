/* -- who holds which function ---------------------------------------------------------------------- */
VIEWS.matrix = {
  rows() {
    const ties = D.model.counts, held = (a) => a.d.filter((d) => "AR".includes(d.r) && !["announced", "asserted-absent"].includes(d.st)).length;
    const order = { held: (a, b) => held(b) - held(a), ties: (a, b) => (ties[b.id] || 0) - (ties[a.id] || 0), "": () => 0 }[state.sort];
    return D.agencies.filter((a) => a.d.length && matches(a)).sort((a, b) => order(a, b) || (fold(t(a.s)) < fold(t(b.s)) ? -1 : 1));
  },
  domains() { return D.domains.filter((d) => !picked.fn || within(picked.fn, d.id)); },
  columns() { return this.domains().flatMap((d) => (state.open.includes(d.id) ? d.f.map((f) => ({ id: f, d, open: true })) : [{ id: d.id, d, open: false }])); },
  duties(a, column) { return a.d.filter((d) => keptDuty(d) && (column.open ? d.f === column.id : functions.get(d.f)?.d === column.id || d.f === column.id)); },
  fields() {
    return [
      field("sort", "sortRows", select(state.sort, [["", ["", "held", "ties"].map((x) => [x, w(`sort.${x || "name"}`)])]], (sort) => set({ sort }))),
      h("p", { class: "field" }, h("button", { type: "button", text: w(state.open.length ? "closeAll" : "openAll"), on: { click() { set({ open: state.open.length ? [] : D.domains.map((d) => d.id) }); } } })),
    ];
  },
  title() { return w("matrixCaption"); },
  facts() { return this.rows().flatMap((a) => a.d.filter(keptDuty).map((d) => [`duty:${d.id}`, a, d])); },
  diagram() {
    const columns = this.columns(), rows = this.rows(), note = h("p", { class: "stat", id: "cell", role: "status", text: w("matrixHow") });
    const spans = this.domains().map((d) => ({ d, n: columns.filter((c) => c.d === d).length }));
    const toggle = (d) => h("button", { type: "button", class: "link", "aria-expanded": String(state.open.includes(d.id)), text: t(d.s), on: { click() { set({ open: state.open.includes(d.id) ? state.open.filter((x) => x !== d.id) : [...state.open, d.id] }); } } });
    const tell = (a, ds) => { note.replaceChildren(h("b", { text: `${t(a.s)}: ` }), ...ds.flatMap((d) => [`${cap(functionName(d.f))}. ${t(d.t)} `, ...cites(d.src.slice(0, 1))])); };
    const cell = (a, c) => {
      const ds = this.duties(a, c);
      if (!ds.length) return h("td", {}, h("span", { class: "sr", text: w("emptyCell") }));
      const shown = c.open ? ds.slice().sort((x, y) => "ARSCI".indexOf(x.r) - "ARSCI".indexOf(y.r))[0] : null;
      const held = ds.filter((d) => !["announced", "asserted-absent"].includes(d.st)).length;
      const name = `${t(a.s)}, ${c.open ? functionName(c.id) : t(c.d.n)}: ${c.open ? t(shown.rx) + (shown.sx ? `, ${t(shown.sx)}` : "") : held || `${ds.length}, ${w("announced")}`}`;
      return h("td", { "data-facts": ds.map((d) => `duty:${d.id}`).join(" ") }, h("button", { type: "button", tabindex: "-1", class: c.open ? `role ${shown.r} ${shown.st}` : held ? "num" : "num announced", "aria-label": name, text: c.open ? shown.r : String(held || ds.length), on: { click() { tell(a, ds); } } }));
    };
    const groups = ["us", "mx", "int"].map((c) => [c, rows.filter((a) => a.c === c)]).filter(([, list]) => list.length);
    const body = groups.flatMap(([c, list]) => [h("tr", { class: `side ${c}` }, h("th", { colspan: columns.length + 1, scope: "rowgroup", text: w(c) })), ...list.map((a) => h("tr", {}, h("th", { scope: "row" }, agencyLink(a.id), h("small", { text: t(a.s) === official(a) ? "" : official(a), lang: own(a) })), columns.map((x) => cell(a, x))))]);
    const grid = h("table", { class: "matrix" }, h("caption", { text: `${w("matrixCaption")} (${rows.length} × ${columns.length})` }),
      h("thead", {}, h("tr", {}, h("td", {}), spans.map(({ d, n }) => h("th", { scope: "colgroup", colspan: n }, toggle(d)))),
        h("tr", { class: "names" }, h("td", {}), columns.map((c) => h("th", { scope: "col" }, h("span", { text: c.open ? cap(functionName(c.id)) : w(c.d.f.length === 1 ? "function1" : "functionsN", { n: c.d.f.length }) }))))),
      h("tbody", {}, body));
    grid.addEventListener("keydown", walkCells);
    const first = grid.querySelector("tbody button");
    if (first) first.tabIndex = 0;
    return [note, rows.length ? h("div", { class: "scroll grid" }, grid) : h("p", { text: w("nothing") })];
  },
  table() {
    const rows = this.facts().map(([id, a, d]) => [id, [agencyLink(a.id), w(a.c), link("function", d.f, cap(functionName(d.f))), `${d.r} ${t(d.rx)}`, d.sx ? t(d.sx) : "", firstSource(d.src)]]);
    return factTable(w("matrixCaption"), ["colAgency", "colCountry", "theFunction", "colRole", "colState", "colSource"].map((k) => w(k)), rows);
  },
  sentences() { return saysPaged(this.facts().map(([id, , d]) => [id, t(d.t) + (d.sx ? ` (${t(d.sx)})` : ""), d.src])); },
  panel() { return restPanel(); },
};
/* arrows go to the next filled cell of the row or column; Home and End to the ends of the row */
function walkCells(e) {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -999], End: [0, 999] }[e.key];
  const here = e.target.closest("td");
  if (!step || !here) return;
  e.preventDefault();
  const rows = [...e.currentTarget.tBodies[0].rows], row = here.parentElement;
  let r = rows.indexOf(row), c = here.cellIndex, found = null;
  const at = (i, j) => rows[i]?.cells[j]?.querySelector("button");
  if (Math.abs(step[1]) > 1) { const filled = [...row.cells].filter((x) => x.querySelector("button")); found = (step[1] < 0 ? filled[0] : filled[filled.length - 1]).querySelector("button"); }
  else while (!found && (r += step[0]) >= 0 && r < rows.length && (c += step[1]) > 0 && c < row.cells.length) found = at(r, c);
  if (!found) return;
  e.target.closest("button").tabIndex = -1;
  found.tabIndex = 0;
  found.focus();
}
