/* -- the panel ------------------------------------------------------------------------------- */
const MEMBERS_SHOWN = 100;
const PANELS = {
  agency(id) {
    const a = agencies.get(id);
    if (!a) return gonePanel(id);
    const ties = tiesOf(family(id));
    const other = a.n[a.ol === "es" ? 0 : 1];
    const parts = [
      ...heading([w("agency"), w(a.c), a.c === "int" ? "" : w(a.lv)].filter(Boolean).join(", "), h("span", { text: official(a), lang: own(a) }), t(a.s) !== official(a) ? ` (${t(a.s)})` : ""),
      other !== official(a) ? h("p", { class: "other" }, h("span", { text: other, lang: a.ol === "es" ? "en" : "es-MX" }), ` (${w(a.to ? "officialTranslation" : "renderedName")})`) : "",
      a.up.length ? h("p", { class: "chain" }, a.up.slice().reverse().flatMap((u) => [agencyLink(u), " › "]), t(a.s)) : "",
      ...(a.cup || []).map((x) => h("div", { class: "note" }, h("p", { text: t(x.t) }), cites(x.src))),
      a.unc ? h("p", { class: "note", text: w("uncertain") }) : "",
      h("p", { class: "lede", text: t(a.m) }),
      section(w("duties"), a.d.length, a.d.length ? list(a.d, (d) => duty(d), 4) : h("p", { text: w("noDuty") })),
      section(w("limits"), (a.l || []).length, a.l ? list(a.l, (x) => h("li", { class: "claim" }, h("span", { class: "role limit", "aria-hidden": "true" }), h("p", { text: t(x.t) }), h("p", { class: "stat", text: [t(x.k), t(x.w)].filter(Boolean).join("; ") }), cites(x.src), propose(x.id, t(x.t))), 3) : h("p", { text: w("noLimit") })),
    ];
    if (a.nd) parts.push(section(w("needs"), a.nd.length, list(a.nd, (n) => sentenceRow(t(n.t), [...cites(n.src), propose(n.need, t(n.t))]), 3)));
    if (a.cp) parts.push(section(w("counterparts"), a.cp.length, list(a.cp, (c) => h("li", { class: "claim" }, h("span", {}), h("p", {}, link("function", c.f, cap(functionName(c.f))), ". ", t(c.t)), c.a.length ? chips(c.a) : ""), 4)));
    parts.push(section(w("ties"), ties.length, ties.length ? tieLists(ties) : h("p", { text: w("noTie") })));
    if (overlapsOf(a).length) parts.push(section(w("overlaps"), overlapsOf(a).length, list(overlapsOf(a), overlapRow, 3)));
    if (a.ch) parts.push(section(w("changes"), a.ch.length, list(a.ch, (c) => sentenceRow(t(c.t), cites(c.src)), 3)));
    if (a.kids.length) parts.push(section(w("units"), a.kids.length, chips(a.kids)));
    if (a.on) parts.push(section(w("otherNames"), a.on.length, h("ul", {}, a.on.map((o) => h("li", { class: "row" }, h("span", { text: t(o.k) }), h("span", {}, h("span", { text: o.n, lang: o.l === "es" ? "es-MX" : "en" }), t(o.w) ? `, ${t(o.w)}` : ""))))));
    parts.push(section(w("identity"), null, cites(a.src), propose(a.id, official(a))));
    parts.push(panelButtons(a));
    return parts;
  },
  series(id) {
    const s = series.get(id);
    if (!s) return null;
    const members = D.agencies.filter((a) => a.series === id), bounds = members.flatMap((a) => (a.l || []).map((x) => [a, x]));
    return [
      ...heading(w("series"), cap(t(s.n))),
      h("p", { class: "lede", text: w("agenciesOnFile", { n: `${members.length} / ${s.total}` }) }),
      bounds.length ? section(w("limits"), bounds.length, list(bounds, ([a, x]) => h("li", { class: "claim" }, h("span", { class: "role limit", "aria-hidden": "true" }), h("p", {}, agencyLink(a.id), ": ", t(x.t)), h("p", { class: "stat", text: [t(x.k), t(x.w)].filter(Boolean).join("; ") }), cites(x.src)), 3)) : "",
      s.tallies.length ? section(w("onFile"), s.tallies.length, list(s.tallies, (x) => sentenceRow(`${x.d}: ${t(x.t)}`, cites(x.src)), 6)) : "",
      section(w("agency"), members.length, chips(members.map((a) => a.id))),
    ];
  },
  block(id) {
    const b = blocks.get(id);
    if (!b) return null;
    const members = D.agencies.filter((a) => a.block === id), drawn = new Map((D.map.opened[id] || []).map((x, n) => [x.id, n]));
    return [
      ...heading(`${w("block")}, ${w(b.c)}`, t(b.n)),
      section(w("agency"), members.length, list([...members.filter((a) => !drawn.has(a.id)), ...members.filter((a) => drawn.has(a.id)).sort((x, y) => drawn.get(x.id) - drawn.get(y.id))], (x) => h("li", { class: "row" }, h("span", {}, agencyLink(x.id)), h("span", { text: t(x.m) })), MEMBERS_SHOWN)),
    ];
  },
  domain(id) {
    const d = domains.get(id);
    if (!d) return null;
    const used = D.mechanisms.filter((m) => m.f.some((f) => f === id || functions.get(f)?.d === id));
    return [
      ...heading(w("functions"), t(d.n)),
      section(w("functions"), d.f.length, h("ul", {}, d.f.map((f) => h("li", { class: "claim" }, h("span", {}), h("p", {}, link("function", f, cap(functionName(f))), ". ", t(functions.get(f).def)))))),
      section(w("mechanisms"), used.length, h("div", { class: "chips" }, used.map((m) => link("mechanism", m.id, t(m.s), { class: "int" })))),
    ];
  },
  function(id) {
    const f = functions.get(id);
    if (!f) return null;
    const used = D.mechanisms.filter((m) => m.f.includes(id));
    const parts = [...heading(`${w("function")}, ${t(domains.get(f.d).n)}`, cap(t(f.n))), h("p", { class: "lede", text: t(f.def) })];
    if (f.mir && f.mir !== "none" && f.mir !== id) parts.push(h("p", { class: "chain" }, "↔ ", link("function", f.mir, cap(functionName(f.mir)))));
    if (f.mn) parts.push(h("p", { class: "note", text: t(f.mn) }));
    for (const c of ["us", "mx"]) {
      const side = f.sides[c];
      const held = side.a.map((x) => [x, agencies.get(x.a).d.find((d) => d.id === x.id)]);
      parts.push(section(`${w("holders")}: ${w(c)}`, held.length, h("p", { class: "lede", text: t(side.t) }), list(held, ([x, d]) => duty(d, x.a), 4), side.ann.length ? [h("p", { class: "stat", text: w("announced") }), chips(side.ann)] : ""));
    }
    if (overlapsOf(f).length) parts.push(section(w("overlaps"), overlapsOf(f).length, list(overlapsOf(f), overlapRow, 3)));
    if (f.gaps.length) parts.push(section(w("gaps"), f.gaps.length, list(f.gaps, (g) => sentenceRow(t(g.t)), 3)));
    parts.push(section(w("mechanisms"), used.length, h("div", { class: "chips" }, used.map((m) => link("mechanism", m.id, t(m.s), { class: "int" })))));
    return parts;
  },
  mechanism(id) {
    const m = mechanisms.get(id);
    if (!m) return mechanismGone(id);
    return [
      ...heading(`${w("mechanism")}, ${t(m.k)}, ${t(m.st)}`, t(m.n)),
      t(m.w) ? h("p", { class: "chain", text: t(m.w) }) : "",
      h("p", { class: "lede", text: t(m.t) }),
      cites(m.src), propose(m.id, t(m.t)),
      section(w("participants"), m.p.length, list(m.p, (p) => h("li", { class: "claim" }, h("span", {}), h("p", {}, agencyLink(p.a), `: ${t(p.r)}`, t(p.w) ? `, ${t(p.w)}` : "", p.st === "announced" ? ` (${w("announced")})` : ""), cites(p.src)), 8), m.un.length ? h("ul", {}, m.un.map((u) => sentenceRow(`${w("unnamedParty")}: ${t(u)}`))) : ""),
      section(w("functions"), m.f.length, h("div", { class: "chips" }, m.f.map((f) => link(functions.has(f) ? "function" : "domain", f, cap(functionName(f)), { class: "int" })))),
      m.in.length ? section(w("instruments"), m.in.length, h("ul", {}, m.in.map((i) => h("li", { text: t(i) })))) : "",
    ];
  },
};
/* what one may do with an agency: at the foot of the panel, whatever is scrolled above */
function panelButtons(a) {
  const button = (view, key, attributes) => h("a", Object.assign({ href: address({ view, kind: null, id: null, a: a.id, b: "", f: "", p: "" }), text: w(key) }, attributes));
  return h("div", { class: "twobuttons" }, a.c === "int" ? "" : button("counterpart", "findCounterpartShort", { class: "primary" }), button("brief", "brief.print"));
}
function tieLists(ties) {
  const far = ties.filter(across), near = ties.filter((x) => !across(x));
  const order = ["standing", "contact", "lapsed", "withheld", "announced", "attended"];
  const sorted = (xs) => xs.slice().sort((x, y) => order.indexOf(x.y) - order.indexOf(y.y));
  const make = (tie) => h("li", { class: "claim" }, tieGlyph(tie.y), h("p", {}, tie.other ? agencyLink(tie.other) : h("span", { text: `${w("unnamedParty")} (${t(tie.un)})` }), tie.me !== state.id && state.kind === "agency" ? [" ← ", agencyLink(tie.me)] : "", `: ${tieText(tie)}`), h("p", { class: "stat", text: [tieKind(tie), tieFunctions(tie), t(tie.w)].filter(Boolean).join("; ") }), tie.m ? h("p", { class: "stat" }, link("mechanism", tie.m, t(mechanisms.get(tie.m)?.s || [tie.m, tie.m]))) : "", cites(tieSources(tie)), propose(tie.id, tieText(tie)));
  const parts = [];
  for (const [key, xs] of [["tiesAcross", far], ["tiesHome", near]]) if (xs.length) parts.push(h("h3", {}, w(key), h("span", { text: String(xs.length) })), list(sorted(xs), make, 4));
  return parts;
}
function gonePanel(id) {
  const a = gone.get(id);
  if (!a) return null;
  return [...heading(`${w("agency")}, ${w(a.c)}`, t(a.full)), h("p", { class: "note", text: w("notInDay", { a: t(a.s) }) }), ...goneNotes(id)];
}
function restPanel() {
  const c = D.counts;
  return [
    h("h2", { text: w("restTitle") }),
    tourOffer(),
    h("p", { class: "lede", text: w("restCounts", { a: c.agencies, f: c.functions, l: c.links }) }),
    h("a", { class: "go", href: `reports/overlap.${state.lang}.html` }, h("b", { text: w("report") }), h("span", { text: w("reportHtml") })),
    h("a", { class: "go", href: `reports/overlap.${state.lang}.pdf` }, h("b", { text: w("report") }), h("span", { text: w("reportPdf") })),
    D.onFile.length ? section(w("onFile"), null, h("ul", {}, D.onFile.map((x) => sentenceRow(t(x.t), cites(x.src))))) : "",
    section(w("key"), null, key()),
  ];
}
/* a small drawing from shapes [tag, attributes] */
const glyph = (width, height, ...shapes) => svg("svg", { width, height, "aria-hidden": "true" }, shapes.map(([tag, attributes]) => svg(tag, attributes)));
function tieGlyph(style) {
  const line = (y, more) => ["line", Object.assign({ x1: 0, x2: 24, y1: y, y2: y, stroke: "currentColor", "stroke-width": 2.25 }, more)];
  const shapes = {
    standing: [line(7, { "stroke-width": 3.5 })],
    contact: [line(7, { "stroke-dasharray": "8 5" })],
    lapsed: [line(7, { "stroke-dasharray": "1.5 5", "stroke-linecap": "round" })],
    announced: [line(5, { "stroke-width": 1.25 }), line(10, { "stroke-width": 1.25 })],
    withheld: [line(7, { "stroke-width": 1.5 }), ["path", { d: "M9 13L13 1M14 13L18 1", stroke: "currentColor", "stroke-width": 2 }]],
    attended: [line(7, { "stroke-width": 1, "stroke-dasharray": "2 3" })],
    bar: [line(7, { x2: 20 }), ["path", { d: "M21 1V13", stroke: "currentColor", "stroke-width": 3 }]],
  };
  const e = glyph(24, 14, ...shapes[style]);
  const s = h("span", { title: w(`legend.${style}`) }, h("span", { class: "sr", text: w(`legend.${style}`) }));
  s.prepend(e);
  return s;
}
function key() {
  const c = palette();
  const box = (stroke, fill, r) => glyph(26, 16, ["rect", { x: 1, y: 1, width: 24, height: 14, rx: r, fill, stroke, "stroke-width": 1.5 }]);
  const widths = glyph(96, 12, ...[1.5, 3, 5, 8].map((n, i) => ["line", { x1: i * 24, x2: i * 24 + 20, y1: 6, y2: 6, stroke: c.ink2, "stroke-width": n }]));
  return h("div", { class: "keys" },
    h("span", {}, box(c.us, c.usTint, 7), w("us")), h("span", {}, box(c.mx, c.mxTint, 0), w("mx")),
    h("span", {}, box(c.line2, c.paper, 7), w("keyNoFill")), h("span", {}, widths, w("keyWidths")),
    h("p", { class: "stat", text: w("keyNote") }),
    [3, 2, 1].map((n) => h("span", {}, bars(n), w(`bars${n}`))));
}
function renderPanel() {
  const panel = $("panel");
  let parts = state.view !== "map" ? VIEWS[state.view].panel() : state.kind ? PANELS[state.kind](state.id) : restPanel();
  if (!parts) parts = restPanel(); // what the address names in vain is said above
  panel.replaceChildren(...parts.flat(3).filter((x) => x));
  panel.insertBefore(recordPage(), panel.querySelector(":scope > .twobuttons"));
  panel.setAttribute("aria-label", subjectName() || w("onFile"));
  panel.scrollTop = 0;
}
function subjectName() {
  if (state.view !== "map") return w(`view.${state.view}`);
  const found = { place: placeSubject(state.id), instrument: instrumentSubject(state.id), agency: agencies.get(state.id) || gone.get(state.id), series: series.get(state.id), block: blocks.get(state.id), domain: domains.get(state.id), function: functions.get(state.id), mechanism: mechanisms.get(state.id) }[state.kind];
  return found ? cap(t(found.s || found.n)) : null;
}
