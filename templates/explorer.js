/* The explorer. Data comes from the registry as JSON; nothing is fetched, stored or evaluated, and
   text only ever reaches the page as text. Positions and ties at rest are computed by the build. */
(function () {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const D = JSON.parse($("data").textContent);
  const LANGS = ["en", "es"];
  const SUBJECTS = ["agency", "series", "block", "domain", "function", "mechanism"];
  const PAGE = 50;
  const byId = (list) => new Map(list.map((x) => [x.id, x]));
  const agencies = byId(D.agencies), gone = byId(D.gone), functions = byId(D.functions);
  const domains = byId(D.domains), mechanisms = byId(D.mechanisms), blocks = byId(D.blocks);
  const series = byId(D.series);
  const phone = matchMedia("(max-width: 767px)");
  const state = { kind: null, id: null, lang: "en", form: "diagram", country: [], level: [], fn: "" };
  let L = 0, network = null, nodes = null, edges = null, boxes = new Map(), focusBox = null;
  let drawing = { chosen: null, tied: new Set(), related: null, rail: [], marks: [], open: null };

  const t = (pair) => (pair ? pair[L] : "");
  const w = (key, vars) => D.words[L][key].replace(/\{(\w+)\}/g, (_, k) => vars[k]);
  const cap = (s) => s.charAt(0).toUpperCase() + s.slice(1);
  const fold = (s) => s.replace(/’/g, "'").normalize("NFKD").toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const official = (a) => a.n[a.ol === "es" ? 1 : 0];
  const own = (a) => (a.ol === "es" ? "es-MX" : "en");
  const say = (text) => { $("live").textContent = ""; requestAnimationFrame(() => { $("live").textContent = text; }); };

  /* -- elements: text is only ever set as text ------------------------------------------------ */
  function h(tag, attributes, ...children) {
    const e = document.createElement(tag);
    for (const [k, v] of Object.entries(attributes || {})) {
      if (v === null || v === undefined || v === false) continue;
      if (k === "on") for (const [event, f] of Object.entries(v)) e.addEventListener(event, f);
      else if (k === "text") e.textContent = v;
      else e.setAttribute(k, v === true ? "" : v);
    }
    for (const c of children.flat()) if (c !== null && c !== undefined && c !== "") e.append(c);
    return e;
  }

  /* -- the address: subject, language, form and filters ---------------------------------------- */
  function readAddress() {
    const p = new URLSearchParams(location.hash.slice(1));
    state.kind = state.id = null;
    for (const kind of SUBJECTS) if (p.get(kind)) { state.kind = kind; state.id = p.get(kind); break; }
    if (LANGS.includes(p.get("lang"))) state.lang = p.get("lang");
    state.form = ["table", "sentences"].includes(p.get("form")) ? p.get("form") : "diagram";
    const list = (k) => (p.get(k) || "").split(",").filter(Boolean);
    state.country = list("country").filter((c) => D.agencies.some((a) => a.c === c));
    state.level = list("level").filter((v) => D.agencies.some((a) => a.lv === v));
    const fn = p.get("for") || "";
    state.fn = functions.has(fn) || domains.has(fn) ? fn : "";
    L = LANGS.indexOf(state.lang);
  }
  function address(changes) {
    const s = Object.assign({}, state, changes);
    const p = new URLSearchParams();
    if (s.kind) p.set(s.kind, s.id);
    p.set("lang", s.lang);
    if (s.form !== "diagram") p.set("form", s.form);
    if (s.country.length) p.set("country", s.country.join(","));
    if (s.level.length) p.set("level", s.level.join(","));
    if (s.fn) p.set("for", s.fn);
    return "#" + p.toString().replace(/%2C/g, ",");
  }
  function go(kind, id) {
    if (state.kind === kind && state.id === id) { $("panel").focus(); return; }
    location.hash = address({ kind, id });
  }
  function set(changes) {
    history.replaceState(null, "", address(changes));
    readAddress();
    render();
  }
  const link = (kind, id, text, attributes) => h("a", Object.assign({ href: address({ kind, id }), text }, attributes));
  function agencyLink(id, attributes) {
    const a = agencies.get(id) || gone.get(id);
    if (!a) return h("span", { text: id });
    return link("agency", id, t(a.s), Object.assign({ title: official(a) || t(a.n) }, attributes));
  }

  /* -- what belongs to what -------------------------------------------------------------------- */
  function family(id) {
    const found = [id];
    for (let i = 0; i < found.length; i++) for (const k of agencies.get(found[i])?.kids || []) if (!found.includes(k)) found.push(k);
    return found;
  }
  const membersOf = (box) => D.map.members[box] || (agencies.has(box) ? family(box) : []);
  function tiesOf(ids) {
    const mine = new Set(ids);
    const found = [];
    for (const tie of D.ties) {
      const a = mine.has(tie.a), b = tie.b && mine.has(tie.b);
      if (a === !!b) continue;
      found.push(Object.assign({}, tie, { me: a ? tie.a : tie.b, other: a ? tie.b : tie.a }));
    }
    return found;
  }
  const countryOf = (id) => (agencies.get(id) || gone.get(id) || {}).c;
  const across = (tie) => (tie.other ? countryOf(tie.other) !== countryOf(tie.me) : tie.uc !== countryOf(tie.me));
  const overlapsOf = (x) => (x.ov || []).map((n) => D.overlaps[n]);
  const functionName = (id) => t((functions.get(id) || domains.get(id) || { n: [id, id] }).n);
  function tieFunctions(tie) {
    const ids = tie.f || mechanisms.get(tie.m)?.f || [];
    return ids.map(functionName).join(", ");
  }
  const tieKind = (tie) => (tie.k ? t(tie.k) : t(mechanisms.get(tie.m).k));
  const tieText = (tie) => tie.t ? t(tie.t) : `${t(mechanisms.get(tie.m).s)}: ${t(mechanisms.get(tie.m).t)}`;
  function tieSources(tie) {
    if (tie.src) return tie.src;
    const m = mechanisms.get(tie.m);
    const mine = m.p.filter((p) => p.a === tie.other || p.a === tie.me).flatMap((p) => p.src);
    return mine.length ? mine : m.src;
  }
  function matches(a) {
    if (state.country.length && !state.country.includes(a.c)) return false;
    if (state.level.length && !state.level.includes(a.lv)) return false;
    if (state.fn && !a.d.some((d) => d.st !== "announced" && d.st !== "asserted-absent" && (d.f === state.fn || functions.get(d.f)?.d === state.fn))) return false;
    return true;
  }
  const filtering = () => state.country.length || state.level.length || state.fn;

  /* -- claims ---------------------------------------------------------------------------------- */
  function bars(n) {
    return h("span", { class: `bars b${n}`, "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  }
  function cite(c) {
    const s = D.sources[c.s];
    const head = h("summary", {}, bars(s.b), cap(t(s.k)), h("span", { text: `${s.sh}, ${t(c.p)}` }), c.d ? h("span", { text: c.d }) : "", c.y ? h("span", { class: "age", text: w("yearsOld", { n: c.y }) }) : "");
    const body = h("dl", {},
      h("dt", { text: w("source") }), h("dd", { text: s.t, lang: s.l === "es" ? "es-MX" : "en" }),
      c.q ? [h("dt", { text: w("quote") }), h("dd", {}, h("blockquote", { text: `“${c.q}”`, lang: c.ql === "es" ? "es-MX" : "en" }))] : "",
      h("dt", { text: w("publisher") }), h("dd", { text: s.pub + (s.pc ? `, ${t(s.pc)}` : "") + (s.d ? `, ${s.d}` : "") }),
      h("dt", { text: w("read") }), h("dd", { text: t(s.r) }),
      s.u ? h("dd", {}, h("a", { href: s.u, rel: "noreferrer noopener", text: w("openSource") })) : "");
    return h("div", { class: "cite" }, h("details", {}, head, body));
  }
  /* the same test as footing() of the registry: press alone, or republished copies at best */
  const PRESS = ["news", "reference"], COPIES = [...PRESS, "official-republished"];
  function footing(list) {
    const kinds = list.map((c) => D.sources[c.s].kd);
    const key = kinds.every((k) => PRESS.includes(k)) ? "press" : kinds.every((k) => COPIES.includes(k)) ? "republished" : "";
    return key ? h("p", { class: "stat weak", text: w(`footing.${key}`) }) : "";
  }
  const cites = (list) => (list && list.length ? [footing(list), ...list.map(cite)] : []);
  function duty(d, withAgency) {
    const notes = [];
    if (d.sx) notes.push(t(d.sx));
    if (d.unc) notes.push(w("uncertain"));
    if (d.sole) notes.push(w("exclusive"));
    if (d.w && t(d.w)) notes.push(t(d.w));
    if (d.pl) notes.push(t(d.pl));
    return h("li", { class: "claim" },
      h("span", { class: `role ${d.r} ${d.st}`, title: t(d.rx), text: d.r }),
      h("p", {}, withAgency ? [agencyLink(withAgency), ": "] : [link("function", d.f, cap(functionName(d.f)), { style: null }), ". "], t(d.t)),
      notes.length ? h("p", { class: "stat", text: notes.join("; ") }) : "",
      d.lb ? h("p", { class: "stat", text: `${w("basis")}: ${t(d.lb)}` }) : "",
      cites(d.src));
  }
  function list(items, make, least) {
    const ul = h("ul", {});
    const show = (n) => { for (const x of items.slice(ul.children.length, n)) ul.append(make(x)); };
    show(least);
    if (items.length <= least) return ul;
    const more = h("button", { type: "button", class: "link", text: w("showAll", { n: items.length }), on: { click() { const first = ul.children.length; show(items.length); more.remove(); (ul.children[first].querySelector("a, summary") || ul).focus(); } } });
    return [ul, more];
  }
  function section(title, count, ...content) {
    return h("section", {}, h("h3", {}, title, count === null ? "" : h("span", { text: String(count) })), ...content);
  }
  const sentenceRow = (text, extra) => h("li", { class: "claim" }, h("span", {}), h("p", { text }), extra || "");
  function gradeMark(n) {
    return h("span", { class: "grade", role: "img", "aria-label": `${w("grade")} ${n}` }, [1, 2, 3, 4].map((i) => h("i", { class: i <= n ? "on" : null })));
  }
  const overlapRow = (o) => h("li", { class: "claim" }, h("span", { text: String(o.g), title: w("grade") }), h("p", {}, gradeMark(o.g), t(o.t)));
  function chips(ids) {
    return h("div", { class: "chips" }, ids.map((id) => agencyLink(id, { class: countryOf(id) })));
  }
  function heading(kind, ...title) {
    return [h("div", { class: "kind" }, h("span", { text: kind }), h("button", { type: "button", class: "link", "aria-label": w("close"), text: "✕", on: { click: clear } })), h("h2", { class: "name" }, ...title)];
  }
  function clear() { if (state.kind) { location.hash = address({ kind: null, id: null }); $("canvas").focus(); } }

  /* -- the panel ------------------------------------------------------------------------------- */
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
        section(w("limits"), (a.l || []).length, a.l ? list(a.l, (x) => h("li", { class: "claim" }, h("span", { class: "role limit", "aria-hidden": "true" }), h("p", { text: t(x.t) }), h("p", { class: "stat", text: [t(x.k), t(x.w)].filter(Boolean).join("; ") }), cites(x.src)), 3) : h("p", { text: w("noLimit") })),
      ];
      if (a.nd) parts.push(section(w("needs"), a.nd.length, list(a.nd, (n) => sentenceRow(t(n.t), cites(n.src)), 3)));
      if (a.cp) parts.push(section(w("counterparts"), a.cp.length, list(a.cp, (c) => h("li", { class: "claim" }, h("span", {}), h("p", {}, link("function", c.f, cap(functionName(c.f))), ". ", t(c.t)), c.a.length ? chips(c.a) : ""), 4)));
      parts.push(section(w("ties"), ties.length, ties.length ? tieLists(ties) : h("p", { text: w("noTie") })));
      if (a.ov) parts.push(section(w("overlaps"), a.ov.length, list(overlapsOf(a), overlapRow, 3)));
      if (a.ch) parts.push(section(w("changes"), a.ch.length, list(a.ch, (c) => sentenceRow(t(c.t), cites(c.src)), 3)));
      if (a.kids.length) parts.push(section(w("units"), a.kids.length, chips(a.kids)));
      if (a.on) parts.push(section(w("otherNames"), a.on.length, h("ul", {}, a.on.map((o) => h("li", { class: "row" }, h("span", { text: t(o.k) }), h("span", {}, h("span", { text: o.n, lang: o.l === "es" ? "es-MX" : "en" }), t(o.w) ? `, ${t(o.w)}` : ""))))));
      parts.push(section(w("identity"), null, cites(a.src)));
      return parts;
    },
    series(id) {
      const s = series.get(id);
      if (!s) return null;
      const members = D.agencies.filter((a) => a.series === id);
      return [
        ...heading(w("series"), cap(t(s.n))),
        h("p", { class: "lede", text: w("agenciesOnFile", { n: `${members.length} / ${s.total}` }) }),
        s.tallies.length ? section(w("onFile"), s.tallies.length, list(s.tallies, (x) => sentenceRow(`${x.d}: ${t(x.t)}`, cites(x.src)), 6)) : "",
        section(w("agency"), members.length, chips(members.map((a) => a.id))),
      ];
    },
    block(id) {
      const b = blocks.get(id);
      if (!b) return null;
      const members = D.agencies.filter((a) => a.block === id);
      return [
        ...heading(`${w("block")}, ${w(b.c)}`, t(b.n)),
        section(w("agency"), members.length, h("ul", {}, [...members.filter((a) => !(D.map.opened[id] || []).some((x) => x.id === a.id)), ...(D.map.opened[id] || []).filter((x) => x.k === "agency")].map((x) => h("li", { class: "row" }, h("span", {}, agencyLink(x.id)), h("span", { text: t(agencies.get(x.id).m) }))))),
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
      if (f.ov.length) parts.push(section(w("overlaps"), f.ov.length, list(overlapsOf(f), overlapRow, 3)));
      if (f.gaps.length) parts.push(section(w("gaps"), f.gaps.length, list(f.gaps, (g) => sentenceRow(t(g.t)), 3)));
      parts.push(section(w("mechanisms"), used.length, h("div", { class: "chips" }, used.map((m) => link("mechanism", m.id, t(m.s), { class: "int" })))));
      return parts;
    },
    mechanism(id) {
      const m = mechanisms.get(id);
      if (!m) return null;
      return [
        ...heading(`${w("mechanism")}, ${t(m.k)}, ${t(m.st)}`, t(m.n)),
        t(m.w) ? h("p", { class: "chain", text: t(m.w) }) : "",
        h("p", { class: "lede", text: t(m.t) }),
        cites(m.src),
        section(w("participants"), m.p.length, list(m.p, (p) => h("li", { class: "claim" }, h("span", {}), h("p", {}, agencyLink(p.a), `: ${t(p.r)}`, t(p.w) ? `, ${t(p.w)}` : "", p.st === "announced" ? ` (${w("announced")})` : ""), cites(p.src)), 8), m.un.length ? h("ul", {}, m.un.map((u) => sentenceRow(`${w("unnamedParty")}: ${t(u)}`))) : ""),
        section(w("functions"), m.f.length, h("div", { class: "chips" }, m.f.map((f) => link(functions.has(f) ? "function" : "domain", f, cap(functionName(f)), { class: "int" })))),
        m.in.length ? section(w("instruments"), m.in.length, h("ul", {}, m.in.map((i) => h("li", { text: t(i) })))) : "",
      ];
    },
  };
  function tieLists(ties) {
    const far = ties.filter(across), near = ties.filter((x) => !across(x));
    const order = ["standing", "contact", "lapsed", "withheld", "announced", "attended"];
    const sorted = (xs) => xs.slice().sort((x, y) => order.indexOf(x.y) - order.indexOf(y.y));
    const make = (tie) => h("li", { class: "claim" }, tieGlyph(tie.y), h("p", {}, tie.other ? agencyLink(tie.other) : h("span", { text: `${w("unnamedParty")} (${t(tie.un)})` }), tie.me !== state.id && state.kind === "agency" ? [" ← ", agencyLink(tie.me)] : "", `. ${tieText(tie)}`), h("p", { class: "stat", text: [tieKind(tie), tieFunctions(tie), t(tie.w)].filter(Boolean).join("; ") }), tie.m ? h("p", { class: "stat" }, link("mechanism", tie.m, t(mechanisms.get(tie.m)?.s || [tie.m, tie.m]))) : "", cites(tieSources(tie)));
    const parts = [];
    for (const [key, xs] of [["tiesAcross", far], ["tiesHome", near]]) if (xs.length) parts.push(h("h3", {}, w(key), h("span", { text: String(xs.length) })), list(sorted(xs), make, 4));
    return parts;
  }
  function gonePanel(id) {
    const a = gone.get(id);
    if (!a) return null;
    return [...heading(`${w("agency")}, ${w(a.c)}`, t(a.full)), h("p", { class: "note", text: w("notInDay", { a: t(a.s) }) }), a.to.length ? chips(a.to) : ""];
  }
  function restPanel() {
    const c = D.meta.counts;
    return [
      h("h2", { text: w("restTitle") }),
      h("p", { class: "lede", text: w("restCounts", { a: c.agencies, f: c.functions, l: c.links }) }),
      h("a", { class: "go", href: `reports/overlap.${state.lang}.html` }, h("b", { text: w("report") }), h("span", { text: w("reportHtml") })),
      h("a", { class: "go", href: `reports/overlap.${state.lang}.pdf` }, h("b", { text: w("report") }), h("span", { text: w("reportPdf") })),
      D.onFile.length ? section(w("onFile"), null, h("ul", {}, D.onFile.map((x) => sentenceRow(t(x.t), cites(x.src))))) : "",
      section(w("key"), null, key()),
    ];
  }
  function svg(width, height, ...shapes) {
    const NS = "http://www.w3.org/2000/svg";
    const s = document.createElementNS(NS, "svg");
    s.setAttribute("width", width); s.setAttribute("height", height); s.setAttribute("aria-hidden", "true");
    for (const [tag, attributes] of shapes) {
      const e = document.createElementNS(NS, tag);
      for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
      s.append(e);
    }
    return s;
  }
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
    const e = svg(24, 14, ...shapes[style]);
    const s = h("span", { title: w(`legend.${style}`) }, h("span", { class: "sr", text: w(`legend.${style}`) }));
    s.prepend(e);
    return s;
  }
  function key() {
    const c = palette();
    const box = (stroke, fill, r) => svg(26, 16, ["rect", { x: 1, y: 1, width: 24, height: 14, rx: r, fill, stroke, "stroke-width": 1.5 }]);
    const widths = svg(96, 12, ...[1.5, 3, 5, 8].map((n, i) => ["line", { x1: i * 24, x2: i * 24 + 20, y1: 6, y2: 6, stroke: c.ink2, "stroke-width": n }]));
    return h("div", { class: "keys" },
      h("span", {}, box(c.us, c.usTint, 7), w("us")), h("span", {}, box(c.mx, c.mxTint, 0), w("mx")),
      h("span", {}, box(c.line2, c.paper, 7), w("keyNoFill")), h("span", {}, widths, w("keyWidths")),
      h("p", { class: "stat", text: w("keyNote") }),
      [3, 2, 1].map((n) => h("span", {}, bars(n), w(`bars${n}`))));
  }
  function renderPanel() {
    const panel = $("panel");
    let parts = state.kind ? PANELS[state.kind](state.id) : restPanel();
    if (!parts) parts = [h("h2", { text: w("notFound", { q: state.id }) }), h("p", {}, h("a", { href: address({ kind: null, id: null }), text: w("back") }))];
    panel.replaceChildren(...parts.flat(3).filter((x) => x));
    panel.setAttribute("aria-label", subjectName() || w("onFile"));
    panel.scrollTop = 0;
  }
  function subjectName() {
    const found = { agency: agencies.get(state.id) || gone.get(state.id), series: series.get(state.id), block: blocks.get(state.id), domain: domains.get(state.id), function: functions.get(state.id), mechanism: mechanisms.get(state.id) }[state.kind];
    return found ? cap(t(found.s || found.n)) : null;
  }

  /* -- the twin: table and sentences ------------------------------------------------------------ */
  function table(caption, heads, rows) {
    const body = h("tbody", {});
    const show = () => { for (const row of rows.slice(body.children.length, body.children.length + PAGE)) body.append(h("tr", {}, row.map((cell, i) => h(i ? "td" : "th", { scope: i ? null : "row", class: typeof cell === "number" ? "num" : null }, typeof cell === "number" ? String(cell) : cell)))); };
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
    const diagram = state.form === "diagram";
    $("diagram").hidden = !diagram;
    $("twin").hidden = diagram;
    if (diagram) return;
    const title = h("h2", { text: subjectName() || w("restTitle") });
    $("twin").replaceChildren(title, ...(state.form === "table" ? tableParts() : sentenceParts()));
  }

  /* -- drawing ---------------------------------------------------------------------------------- */
  function palette() {
    const s = getComputedStyle(document.documentElement);
    const v = (name) => s.getPropertyValue(name).trim();
    return { paper: v("--paper"), canvas: v("--canvas"), sand: v("--sand"), sandline: v("--sandline"), ink: v("--ink"), ink2: v("--ink2"), ink3: v("--ink3"), line2: v("--line2"), us: v("--us"), usTint: v("--us-tint"), usTie: v("--us-tie"), mx: v("--mx"), mxTint: v("--mx-tint"), mxTie: v("--mx-tie"), focus: v("--focus"), inverse: v("--inverse") };
  }
  let C = palette();
  let FONT = getComputedStyle(document.documentElement).fontFamily;
  /* where the font in use is wider than the one the build measured with, words are set closer,
     down to four fifths; only then are they cut */
  const CLOSEST = 0.8;
  function put(ctx, text, x, y, width) {
    if (ctx.measureText(text).width > width) ctx.fillText(text, x, y, width); else ctx.fillText(text, x, y);
  }
  const shown = (ctx, text, width) => Math.min(ctx.measureText(text).width, width);
  function font(ctx, size, bold) { ctx.font = `${bold ? "700 " : ""}${size}px ${FONT}`; }
  function fit(ctx, text, width) {
    const most = width / CLOSEST;
    if (ctx.measureText(text).width <= most) return text;
    let short = text;
    while (short.length > 1 && ctx.measureText(`${short}…`).width > most) short = short.slice(0, -1).trimEnd();
    return `${short}…`;
  }
  function lines(ctx, text, width, most) {
    const found = [];
    let line = "";
    for (const word of text.split(" ")) {
      const next = line ? `${line} ${word}` : word;
      if (ctx.measureText(next).width <= width * 1.04 || !line) line = next;
      else { found.push(line); line = word; }
    }
    found.push(line);
    if (found.length <= most) return found.map((x) => fit(ctx, x, width));
    return [...found.slice(0, most - 1), fit(ctx, found.slice(most - 1).join(" "), width)];
  }
  function shape(ctx, x, y, width, height, r) {
    ctx.beginPath();
    if (r) ctx.roundRect(x, y, width, height, r); else ctx.rect(x, y, width, height);
  }
  function blockTitle(b, ctx, width) {
    const full = t(blocks.get(b.bl).n);
    if (ctx.measureText(full).width <= width / CLOSEST) return full;
    return fit(ctx, full.replace(/ \([^)]*\)$/, ""), width);
  }
  const sideOf = (b) => (b.bl ? blocks.get(b.bl).c : "");
  function draw(ctx, b) {
    const us = sideOf(b) === "us", between = sideOf(b) === "int";
    const x = b.x, y = b.y;
    const chosen = drawing.chosen === b.id, tied = drawing.tied.has(b.id);
    const dim = drawing.related !== null && !chosen && !tied && !drawing.related.has(b.id);
    const color = between ? C.ink : us ? C.us : C.mx;
    const tint = between ? C.sand : us ? C.usTint : C.mxTint;
    ctx.save();
    ctx.textBaseline = "middle";
    if (b.k === "domain") {
      shape(ctx, x, y, b.w, b.h, 0);
      ctx.fillStyle = C.sand; ctx.fill();
      ctx.lineWidth = chosen || tied ? 2 : 1; ctx.strokeStyle = chosen || tied ? C.ink : C.sandline; ctx.stroke();
      const d = domains.get(b.id.slice(7));
      const small = b.w < 150;
      font(ctx, 13, true);
      ctx.textAlign = "center"; ctx.fillStyle = dim ? C.ink3 : C.ink;
      const low = b.h < 50 && ctx.measureText(t(d.n)).width > b.w - 12;
      const rows = lines(ctx, t(small || low ? d.s : d.n), b.w - 12, small || !low ? 2 : 1);
      const sub = small ? "" : !d.linked ? w("cardNone") : `${w(d.f.length === 1 ? "function1" : "functionsN", { n: d.f.length })}, ${w(d.m === 1 ? "mechanism1" : "mechanismsN", { n: d.m })}`;
      const step = 16, total = rows.length * step + (sub ? step : 0);
      let ty = y + b.h / 2 - total / 2 + step / 2;
      for (const row of rows) { put(ctx, row, x + b.w / 2, ty, b.w - 12); ty += step; }
      if (sub) { font(ctx, 12, false); ctx.fillStyle = dim ? C.ink3 : C.ink2; put(ctx, fit(ctx, sub, b.w - 12), x + b.w / 2, ty, b.w - 12); }
    } else if (b.k === "block") {
      shape(ctx, x, y, b.w, b.h, us ? 10 : 0);
      const small = b.w < 150;
      ctx.fillStyle = small && b.x2 && !dim ? tint : C.paper; ctx.fill();
      ctx.lineWidth = chosen || tied ? 2.5 : dim ? 0.75 : 1.25; ctx.strokeStyle = dim ? C.line2 : color; ctx.stroke();
      font(ctx, 13, true);
      ctx.fillStyle = dim ? C.ink3 : small ? C.ink : color;
      if (between && !small && b.h < 60) {
        ctx.textAlign = "center"; ctx.fillStyle = dim ? C.ink3 : C.ink;
        put(ctx, blockTitle(b, ctx, b.w - 12), x + b.w / 2, y + b.h / 2 - 8, b.w - 12);
        font(ctx, 12, false); ctx.fillStyle = dim ? C.ink3 : C.ink2;
        put(ctx, w(b.n === 1 ? "agency1" : "agenciesN", { n: b.n }), x + b.w / 2, y + b.h / 2 + 8, b.w - 12);
      } else if (small) {
        ctx.textAlign = "left";
        const rows = lines(ctx, t(blocks.get(b.bl).s), b.w - 16, Math.max(1, Math.floor((b.h - 24) / 15)));
        let ty = y + b.h / 2 - (rows.length * 15) / 2;
        for (const row of rows) { put(ctx, row, x + 8, ty, b.w - 16); ty += 15; }
        font(ctx, 12, false); ctx.fillStyle = dim ? C.ink3 : C.ink2;
        put(ctx, w(b.n === 1 ? "agency1" : "agenciesN", { n: b.n || 0 }), x + 8, ty + 1, b.w - 16);
      } else {
        ctx.textAlign = us ? "right" : "left";
        put(ctx, blockTitle(b, ctx, b.w - 56), us ? x + b.w - 10 : x + 10, y + 14, b.w - 56);
        font(ctx, 12, false); ctx.fillStyle = C.ink2; ctx.textAlign = us ? "left" : "right";
        if (b.n) ctx.fillText(String(b.n), us ? x + 10 : x + b.w - 10, y + 14);
      }
    } else if (b.k === "more") {
      font(ctx, 12, false); ctx.textAlign = "center"; ctx.fillStyle = dim ? C.ink3 : C.ink2;
      ctx.fillText(`+${b.n}`, x + b.w / 2, y + b.h / 2 + 0.5);
    } else {
      shape(ctx, x, y, b.w, b.h, us ? 8 : 0);
      ctx.fillStyle = chosen ? color : b.x2 && !dim ? tint : C.paper; ctx.fill();
      ctx.lineWidth = chosen || tied ? 2.5 : dim ? 0.75 : 1; ctx.strokeStyle = dim ? C.line2 : b.x2 || chosen || tied ? color : C.line2; ctx.stroke();
      const strong = chosen || tied;
      const name = b.t ? t(b.t) : t(agencies.get(b.id).s);
      const number = b.n ? String(b.n) : "";
      font(ctx, 12, false);
      const extra = number ? ctx.measureText(` ${number}`).width + 2 : 0;
      font(ctx, 12, strong);
      const room = b.w - 12 - extra;
      const label = fit(ctx, name, room);
      const width = shown(ctx, label, room);
      ctx.textAlign = "left";
      const tx = x + (b.w - width - extra) / 2;
      ctx.fillStyle = chosen ? C.inverse : dim ? C.ink3 : C.ink;
      put(ctx, label, tx, y + b.h / 2 + 0.5, room);
      if (number) { font(ctx, 12, false); ctx.fillStyle = chosen ? C.inverse : dim ? C.ink3 : C.ink2; ctx.fillText(number, tx + width + 4, y + b.h / 2 + 0.5); }
    }
    if (focusBox === b.id && document.activeElement === $("canvas")) {
      shape(ctx, x - 3, y - 3, b.w + 6, b.h + 6, us && b.k !== "domain" ? 10 : 0);
      ctx.lineWidth = 3; ctx.strokeStyle = C.focus; ctx.stroke();
      shape(ctx, x - 5, y - 5, b.w + 10, b.h + 10, us && b.k !== "domain" ? 12 : 0);
      ctx.lineWidth = 2; ctx.strokeStyle = C.ink; ctx.stroke();
    }
    ctx.restore();
  }
  function heads(ctx) {
    if (phone.matches) {
      ctx.textBaseline = "middle"; ctx.textAlign = "center"; font(ctx, 13, true);
      for (const [x, key, color] of [[53, "us", C.us], [183, "functions", C.ink], [313, "mx", C.mx]]) { ctx.fillStyle = color; ctx.fillText(w(key), x, 14); }
      return;
    }
    const c = D.meta.counts;
    ctx.textBaseline = "alphabetic";
    for (const [x, width, color] of [[28, 296, C.us], [424, 208, C.sandline], [732, 296, C.mx]]) { ctx.fillStyle = color; ctx.fillRect(x, 12, width, 4); }
    font(ctx, 20, true);
    ctx.textAlign = "right"; ctx.fillStyle = C.us; ctx.fillText(w("us"), 324, 42);
    ctx.textAlign = "left"; ctx.fillStyle = C.mx; ctx.fillText(w("mx"), 732, 42);
    ctx.fillStyle = C.ink; ctx.textAlign = "center"; font(ctx, 13, true); ctx.fillText(w("functions"), 528, 32);
    font(ctx, 12, false); ctx.fillStyle = C.ink2;
    ctx.fillText(fit(ctx, w("functionsLine", { f: c.functions, d: c.domains, m: w(c.mechanisms === 1 ? "mechanism1" : "mechanismsN", { n: c.mechanisms }) }), 280), 528, 48);
    font(ctx, 20, true);
    const room = (name) => 296 - ctx.measureText(name).width - 16;
    const [left, right] = [room(w("us")), room(w("mx"))];
    font(ctx, 12, false);
    ctx.textAlign = "left"; ctx.fillText(fit(ctx, w("agenciesOnFile", { n: c.us }), left), 28, 42);
    ctx.textAlign = "right"; ctx.fillText(fit(ctx, w("agenciesOnFile", { n: c.mx }), right), 1028, 42);
  }
  const DASH = { contact: [8, 5], lapsed: [1.5, 5], attended: [2, 3] };
  function afterDrawing(ctx) {
    for (const r of drawing.rail) {
      ctx.save();
      ctx.strokeStyle = C.ink; ctx.lineWidth = 1.5;
      ctx.beginPath(); ctx.moveTo(r.x, r.y1); ctx.lineTo(r.x, r.y2); ctx.stroke();
      ctx.beginPath(); ctx.moveTo(r.edge, r.y1); ctx.lineTo(r.x, r.y1); ctx.stroke();
      ctx.setLineDash(DASH[r.style] || []); ctx.lineWidth = r.style === "standing" ? 3 : 2;
      ctx.beginPath(); ctx.moveTo(r.x, r.y2); ctx.lineTo(r.edge, r.y2); ctx.stroke();
      ctx.restore();
      if (r.style === "withheld") slashes(ctx, (r.x + r.edge) / 2, r.y2, C.ink);
    }
    for (const m of drawing.marks) {
      if (m.style === "withheld") slashes(ctx, m.x, m.y, m.color);
      if (m.style === "bar") { ctx.fillStyle = m.color; ctx.fillRect(m.x - 1.5, m.y - 7, 3, 14); }
      if (m.style === "announced") hollow(ctx, m);
    }
  }
  function slashes(ctx, x, y, color) {
    ctx.save(); ctx.setLineDash([]); ctx.strokeStyle = color; ctx.lineWidth = 2; ctx.beginPath();
    for (const dx of [-4, 2]) { ctx.moveTo(x + dx, y + 6); ctx.lineTo(x + dx + 4, y - 6); }
    ctx.stroke(); ctx.restore();
  }
  function hollow(ctx, m) {
    /* a wide line with its middle taken out: two thin lines */
    const mid = (m.x1 + m.x2) / 2;
    for (const [width, color] of [[6, m.color], [3.5, C.canvas]]) {
      ctx.save(); ctx.lineWidth = width; ctx.strokeStyle = color; ctx.beginPath(); ctx.moveTo(m.x1, m.y1);
      ctx.bezierCurveTo(mid, m.y1, mid, m.y2, m.x2, m.y2); ctx.stroke(); ctx.restore();
    }
  }
  function visNode(b) {
    return { id: b.id, x: b.x + b.w / 2, y: b.y + b.h / 2, shape: "custom", physics: false, chosen: false, ctxRenderer: ({ ctx }) => ({ drawNode() { draw(ctx, b); }, nodeDimensions: { width: b.w, height: b.h } }) };
  }
  const port = (id, x, y) => ({ id, x, y, shape: "custom", physics: false, chosen: false, ctxRenderer: () => ({ drawNode() {}, nodeDimensions: { width: 0, height: 0 } }) });
  /* an opened department lies over its column: what it hides is neither drawn nor walked through */
  function hidden(b, frame) {
    const h = b.k === "block" ? 26 : b.h;
    return (b.bl || b.k === "domain") && b.x < frame.x + frame.w && b.x + b.w > frame.x && b.y < frame.y + frame.h && b.y + h > frame.y;
  }
  function currentBoxes() {
    const map = phone.matches ? D.map.phone : D.map.boxes;
    const opened = !phone.matches && drawing.open ? D.map.opened[drawing.open].map((b) => Object.assign({}, b, { id: `open:${b.id}`, real: b.id })) : [];
    return [map, opened];
  }
  function restEdges() {
    if (phone.matches) return D.map.phoneTies.map((x, i) => ({ id: `rest:${i}`, ports: [x.from, x.to], width: Math.max(1.5, x.width * 0.6), country: x.country }));
    const where = new Map(D.map.rest.nodes.map((n) => [n.id, n]));
    return D.map.rest.edges.map((e, i) => ({ id: `rest:${i}`, ports: [e.from, e.to].map((p) => [p, where.get(p).x, where.get(p).y]), width: e.width, country: e.country }));
  }
  function homeBox(id) {
    if (drawing.open && agencies.get(id)?.block === drawing.open && D.map.opened[drawing.open].some((b) => b.id === id && b.k === "agency")) return `open:${id}`;
    const home = agencies.get(id)?.home;
    if (!home) return null;
    return phone.matches ? `block:${agencies.get(id).block}` : home;
  }
  const STRONG = ["standing", "contact", "lapsed", "announced", "withheld", "attended"];
  const stronger = (a, b) => (STRONG.indexOf(a) <= STRONG.indexOf(b) ? a : b);

  /* what is drawn for the subject: curves by way of the functions, and the rail at home */
  function plan() {
    const p = { chosen: null, tied: new Set(), related: null, rail: [], marks: [], open: null, curves: [], legend: new Set(), ties: 0 };
    const subject = state.kind && { agency: agencies, series, block: blocks, domain: domains, function: functions, mechanism: mechanisms }[state.kind].get(state.id);
    if (state.kind === "block" && subject) p.open = state.id;
    if (state.kind === "agency" && subject && subject.block && !D.map.members[state.id] && subject.home !== `block:${subject.block}`) p.open = subject.block;
    if (state.kind === "agency" && subject && subject.block && subject.home === `block:${subject.block}` && !D.map.opened[subject.block].every((b) => b.id !== state.id)) p.open = subject.block;
    drawing.open = p.open;
    if (!subject) {
      if (filtering()) {
        p.related = new Set();
        for (const b of D.map.boxes) if (b.k === "agency" || b.k === "series") { if (membersOf(b.id).some((m) => agencies.has(m) && matches(agencies.get(m)))) { p.related.add(b.id); p.related.add(`block:${b.bl}`); } }
        for (const a of D.agencies) if (a.home?.startsWith("block:") && matches(a)) p.related.add(a.home);
        for (const d of D.domains) if (!state.fn || d.id === state.fn || d.f.includes(state.fn)) p.related.add(`domain:${d.id}`);
        if (phone.matches) for (const a of D.agencies) if (a.block && matches(a)) p.related.add(`block:${a.block}`);
      }
      return p;
    }
    p.related = new Set();
    if (state.kind === "agency" || state.kind === "series") {
      const ids = state.kind === "agency" ? family(state.id) : D.agencies.filter((a) => a.series === state.id).map((a) => a.id);
      p.chosen = state.kind === "series" ? (phone.matches ? homeBox(ids[0]) : `series:${state.id}`) : homeBox(state.id);
      const me = state.kind === "agency" ? subject : agencies.get(ids[0]);
      if (me?.block) p.related.add(`block:${me.block}`);
      const out = new Map(), into = new Map();
      for (const tie of tiesOf(ids)) {
        p.legend.add(tie.y);
        if (across(tie)) p.ties += 1;
        const target = tie.other && homeBox(tie.other);
        if (!target) continue;
        if (across(tie)) {
          for (const d of tie.d) {
            const a = `domain:${d}`, k = `${d}|${target}`;
            out.set(a, out.has(a) ? stronger(out.get(a), tie.y) : tie.y);
            into.set(k, into.has(k) ? stronger(into.get(k), tie.y) : tie.y);
          }
        } else if (target !== p.chosen) {
          const found = p.rail.find((r) => r.target === target);
          if (found) found.style = stronger(found.style, tie.y); else p.rail.push({ target, style: tie.y });
        }
        p.tied.add(target);
      }
      for (const c of me?.cp || []) if (c.o === "no-mirror") { const a = `domain:${functions.get(c.f).d}`; if (!out.has(a)) { out.set(a, "bar"); p.legend.add("bar"); } }
      for (const [d, style] of out) { p.curves.push({ from: p.chosen, to: d, style }); if (style !== "bar") p.tied.add(d); }
      for (const [k, style] of into) { const [d, target] = k.split("|"); p.curves.push({ from: `domain:${d}`, to: target, style }); }
    } else if (state.kind === "block") {
      p.chosen = phone.matches ? `block:${state.id}` : `open:block:${state.id}`;
      p.related = null;
    } else {
      const holders = new Set();
      const ids = state.kind === "function" ? [state.id] : state.kind === "domain" ? subject.f : [];
      for (const f of ids) for (const c of ["us", "mx"]) for (const x of functions.get(f).sides[c].a) holders.add(x.a);
      const cards = state.kind === "function" ? [subject.d] : state.kind === "domain" ? [state.id] : [...new Set(subject.f.map((f) => functions.get(f)?.d || f))];
      if (state.kind === "mechanism") for (const x of subject.p) if (x.st !== "announced") holders.add(x.a);
      p.chosen = state.kind === "mechanism" ? null : `domain:${cards[0]}`;
      for (const d of cards) p.tied.add(`domain:${d}`);
      const seen = new Set();
      for (const id of holders) {
        const target = homeBox(id);
        if (!target) continue;
        p.tied.add(target);
        for (const d of cards) if (!seen.has(`${d}|${target}`)) { seen.add(`${d}|${target}`); p.curves.push({ from: target, to: `domain:${d}`, style: "standing" }); }
      }
      p.ties = holders.size;
    }
    for (const id of [...p.tied]) if (boxes.get(id)?.bl) p.related.add(`block:${boxes.get(id).bl}`);
    return p;
  }
  function renderDiagram() {
    C = palette();
    const p = plan();
    drawing = p;
    const [map, opened] = currentBoxes();
    const away = new Set(opened.length ? map.filter((b) => b.k === "block" && hidden(b, opened[0])).map((b) => b.bl) : []);
    const all = [...map.filter((b) => !opened.length || !(hidden(b, opened[0]) || away.has(b.bl))), ...opened];
    boxes = new Map(all.map((b) => [b.id, b]));
    if (p.related) for (const id of p.tied) { const b = boxes.get(id); if (b?.bl) p.related.add(`block:${b.bl}`); }
    const vn = all.map((b) => visNode(b));
    const ve = [];
    const dimmed = p.related !== null;
    if (p.curves.length === 0 && !state.kind) {
      for (const e of restEdges()) {
        const ends = e.ports.map(([, x, y], i) => { const id = `${e.id}:${i}`; vn.push(port(id, x, y)); return id; });
        ve.push({ id: e.id, from: ends[0], to: ends[1], width: e.width, color: { color: e.country === "us" ? C.usTie : C.mxTie, opacity: dimmed ? 0.35 : 1 } });
      }
    }
    curvePorts(p.curves).forEach((c, i) => {
      const color = c.country === "us" ? C.us : C.mx;
      if (c.style === "announced") { p.marks.push({ style: "announced", x1: c.x1, y1: c.y1, x2: c.x2, y2: c.y2, color }); return; }
      const a = `tie:${i}:a`, b = `tie:${i}:b`;
      const x2 = c.style === "bar" ? c.x2 - Math.sign(c.x2 - c.x1) * 14 : c.x2;
      vn.push(port(a, c.x1, c.y1), port(b, x2, c.y2));
      ve.push({ id: `tie:${i}`, from: a, to: b, width: c.style === "standing" ? 4 : c.style === "attended" ? 1 : 2.25, dashes: DASH[c.style] || false, color: { color } });
      if (c.style === "withheld") p.marks.push({ style: "withheld", x: (c.x1 + c.x2) / 2, y: (c.y1 + c.y2) / 2, color });
      if (c.style === "bar") p.marks.push({ style: "bar", x: x2, y: c.y2, color });
    });
    const railUS = 344, railMX = 712, me = boxes.get(p.chosen);
    p.rail = phone.matches || !me ? [] : p.rail.map((r) => { const b = boxes.get(r.target); if (!b || !b.bl || sideOf(b) === "int" || sideOf(me) === "int") return null; const us = sideOf(b) === "us"; return { x: us ? railUS : railMX, edge: us ? 324 : 732, y1: me.y + me.h / 2, y2: b.k === "block" ? b.y + 14 : b.y + b.h / 2, style: r.style }; }).filter(Boolean);
    if (!network) {
      nodes = new vis.DataSet(vn); edges = new vis.DataSet(ve);
      network = new vis.Network($("canvas"), { nodes, edges }, D.map.rest.options);
      network.on("beforeDrawing", heads);
      network.on("afterDrawing", afterDrawing);
      network.on("click", (e) => { const id = network.getNodeAt(e.pointer.DOM); if (id !== undefined) { focusBox = id; choose(id); } });
      network.on("hoverNode", () => { $("canvas").style.cursor = "pointer"; });
      for (const e of $("canvas").querySelectorAll("[tabindex]")) e.removeAttribute("tabindex");
      fitMap();
    } else {
      edges.clear(); nodes.clear(); nodes.add(vn); edges.add(ve);
    }
    if (!fitted) fitMap();
    if (p.open && !phone.matches) keepInView(boxes.get(`open:${state.id}`) || opened[0]);
    renderLegend(p);
  }
  let fitted = false;
  const phoneHeight = () => Math.max(...D.map.phone.map((b) => b.y + b.h)) + 12;
  function fitMap() {
    const width = $("canvas").clientWidth, height = $("canvas").clientHeight;
    const size = phone.matches ? [366, phoneHeight()] : [1056, 772];
    const x = width >= size[0] ? size[0] / 2 : width / 2, y = height >= size[1] ? size[1] / 2 : height / 2;
    network.moveTo({ position: { x, y }, scale: phone.matches ? Math.min(1, width / size[0]) : 1 });
    fitted = true;
  }
  /* each curve gets its own port on both boxes, sorted by the height of its other end */
  function curvePorts(curves) {
    const ends = new Map();
    const made = [];
    for (const c of curves) {
      const a = boxes.get(c.from), b = boxes.get(c.to);
      if (!a || !b || sideOf(a) === "int" || sideOf(b) === "int") continue; // shown by its frame alone
      const card = a.k === "domain" ? a : b, unit = card === a ? b : a;
      const us = unit.x < card.x;
      const end = { c: Object.assign({}, c, { country: us ? "us" : "mx" }), a, b, us, unit, card };
      made.push(end);
      for (const [box, other, side] of [[unit, card, "u"], [card, unit, us ? "l" : "r"]]) { const k = `${box.id}|${side}`; if (!ends.has(k)) ends.set(k, []); ends.get(k).push({ end, box, other, side }); }
    }
    for (const group of ends.values()) {
      group.sort((x, y) => x.other.y - y.other.y);
      const box = group[0].box, room = box.h - 8, step = Math.min(8, group.length > 1 ? room / (group.length - 1) : 0);
      group.forEach((g, i) => { const y = box.y + box.h / 2 + (i - (group.length - 1) / 2) * step; if (g.side === "u") g.end.yu = y; else g.end.yc = y; });
    }
    return made.map((e) => {
      const inner = boxes.get(`${e.unit.id.startsWith("open:") ? "open:" : ""}block:${e.unit.bl}`) || e.unit;
      const xu = e.us ? Math.max(inner.x + inner.w, e.unit.x + e.unit.w) : Math.min(inner.x, e.unit.x), xc = e.us ? e.card.x : e.card.x + e.card.w;
      return Object.assign(e.c, { x1: xu, y1: e.yu, x2: xc, y2: e.yc });
    });
  }
  function renderLegend(p) {
    const parts = [];
    if (state.form !== "diagram") parts.push(h("span", { text: subjectName() || "" }));
    else if (!state.kind) parts.push(h("span", { text: w("status.map", { b: boxes.size, t: phone.matches ? D.map.phoneTies.length : D.map.restTies }) }));
    else {
      for (const s of [...STRONG, "bar"]) if (p.legend.has(s)) { const g = tieGlyph(s); parts.push(h("span", {}, g, w(`legend.${s}`))); }
      if (!parts.length) parts.push(h("span", { text: subjectName() || "" }));
    }
    $("legend").replaceChildren(...parts);
    $("handling").textContent = `${t(D.meta.handling)} ${w("edition", { e: D.meta.edition })}, ${D.meta.digest}`;
  }

  /* -- choosing, by pointer and by keys ---------------------------------------------------------- */
  function choose(id) {
    if (id.startsWith("rest:") || id.startsWith("tie:")) return;
    if (id.startsWith("open:")) id = id.slice(5);
    if (id.startsWith("block:")) { if (state.kind === "block" && state.id === id.slice(6)) clear(); else go("block", id.slice(6)); }
    else if (id.startsWith("more:")) go("block", id.slice(5));
    else if (id.startsWith("domain:")) go("domain", id.slice(7));
    else if (id.startsWith("series:")) go("series", id.slice(7));
    else go("agency", id);
  }
  function boxName(b) {
    if (!b) return "";
    if (b.k === "domain") return t(domains.get(b.id.slice(7)).n);
    if (b.k === "block") return t(blocks.get(b.bl).n);
    if (b.k === "more") return w("openGroup", { n: b.n, b: t(blocks.get(b.bl).n) });
    return b.t ? t(b.t) : b.id;
  }
  function move(dx, dy) {
    const all = [...boxes.values()];
    if (boxes.has(`open:${focusBox}`)) focusBox = `open:${focusBox}`;
    const from = boxes.get(focusBox) || all[0];
    if (!boxes.has(focusBox)) { focusBox = from.id; }
    else {
      const cx = from.x + from.w / 2, cy = from.y + from.h / 2;
      let best = null, cost = Infinity;
      for (const b of all) {
        if (b === from) continue;
        const x = b.x + b.w / 2 - cx, y = (b.k === "block" ? b.y + 12 : b.y + b.h / 2) - (from.k === "block" ? from.y + 12 : cy);
        const along = dx ? x * dx : y * dy, aside = dx ? Math.abs(y) : Math.abs(x);
        if (along < 4) continue;
        const c = along + aside * 3;
        if (c < cost) { cost = c; best = b; }
      }
      if (best) focusBox = best.id;
    }
    const b = boxes.get(focusBox);
    keepInView(b);
    network.redraw();
    say(boxName(b));
  }
  function keepInView(b) {
    const tl = network.canvasToDOM({ x: b.x - 8, y: b.y - 8 }), br = network.canvasToDOM({ x: b.x + b.w + 8, y: b.y + b.h + 8 });
    const width = $("canvas").clientWidth, height = $("canvas").clientHeight, at = network.getViewPosition(), scale = network.getScale();
    let dx = 0, dy = 0;
    if (tl.x < 0) dx = tl.x; else if (br.x > width) dx = br.x - width;
    if (tl.y < 0) dy = tl.y; else if (br.y > height) dy = br.y - height;
    if (dx || dy) network.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale }, scale });
  }
  function zoom(factor) { network.moveTo({ scale: Math.min(3, Math.max(0.4, network.getScale() * factor)) }); }
  $("canvas").addEventListener("keydown", (e) => {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (arrows[e.key]) { e.preventDefault(); move(...arrows[e.key]); }
    else if ((e.key === "Enter" || e.key === " ") && boxes.has(focusBox)) { e.preventDefault(); choose(focusBox); }
    else if (e.key === "Escape") { e.preventDefault(); clear(); }
    else if (e.key === "+" || e.key === "=") zoom(1.25);
    else if (e.key === "-") zoom(0.8);
    else if (e.key === "0") fitMap();
  });
  $("canvas").addEventListener("focus", () => { if (!boxes.has(focusBox)) focusBox = boxes.keys().next().value; network.redraw(); });
  $("canvas").addEventListener("blur", () => network.redraw());
  document.addEventListener("keydown", (e) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (typing || e.ctrlKey || e.metaKey || e.altKey || $("help").open) return;
    if (e.key === "/") { e.preventDefault(); $("q").focus(); }
    if (e.key === "?") { e.preventDefault(); $("help").showModal(); }
    if (e.key === "Escape" && $("filters").open) { $("filters").open = false; $("filters").firstElementChild.focus(); }
  });

  /* -- search ------------------------------------------------------------------------------------ */
  const index = [
    ...D.agencies.map((a) => ({ kind: "agency", id: a.id, s: a.s, n: a.n, q: a.q, c: a.c })),
    ...D.gone.map((a) => ({ kind: "agency", id: a.id, s: a.s, n: a.n, q: a.q, c: a.c })),
    ...D.functions.map((f) => ({ kind: "function", id: f.id, s: f.n, n: f.def, q: f.q })),
    ...D.mechanisms.map((m) => ({ kind: "mechanism", id: m.id, s: m.s, n: m.n, q: m.q })),
  ];
  function near(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return false;
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return row[b.length] <= most;
  }
  const alike = (typed, word) => typed.length >= 4 && near(typed, word, typed.length >= 8 ? 2 : 1);
  function score(names, q) {
    let best = 9, by = "";
    const parts = q.split(/ +/).filter(Boolean);
    for (const name of names) {
      let s = 9;
      if (name === q) s = 0;
      else if (name.startsWith(q)) s = 1;
      else if (name.includes(` ${q}`)) s = 2;
      else if (name.includes(q)) s = 3;
      else if (parts.length > 1 && parts.every((part) => name.includes(part))) s = 3.5;
      else { const words = name.split(" "); if (parts.every((part) => words.some((word) => word.startsWith(part) || alike(part, word)))) s = 4; }
      if (s < best || (s === best && name.length < by.length)) { best = s; by = name; }
    }
    return [best, by];
  }
  let active = -1;
  function search() {
    const q = fold($("q").value.trim());
    const hits = $("hits");
    active = -1;
    $("q").removeAttribute("aria-activedescendant");
    if (!q) { close(); return; }
    const found = index.map((x) => { const [s, by] = score(x.q, q); return { x, s, by }; }).filter((f) => f.s < 9);
    const least = Math.min(...found.map((f) => f.s), 9);
    const kept = found.filter((f) => f.s < 4 || least === 4);
    kept.sort((a, b) => a.s - b.s || t(a.x.s).length - t(b.x.s).length || (t(a.x.s) < t(b.x.s) ? -1 : 1));
    const parts = [];
    let number = 0;
    for (const [kind, title] of [["agency", "agency"], ["function", "function"], ["mechanism", "mechanism"]]) {
      const group = kept.filter((f) => f.x.kind === kind).slice(0, 8);
      if (!group.length) continue;
      parts.push(h("div", { class: "group", role: "presentation", text: w(title) }));
      for (const f of group) {
        const shown = fold(t(f.x.s) + " " + t(f.x.n)).includes(f.by) ? "" : `  (${w("foundBy", { q: f.by })})`;
        parts.push(h("div", { class: "hit", role: "option", id: `hit-${number++}`, "aria-selected": "false", "data-kind": f.x.kind, "data-id": f.x.id, on: { click() { pick(this); } } }, h("b", { text: cap(t(f.x.s)) }), h("small", { text: `${f.x.kind === "agency" ? official(agencies.get(f.x.id) || gone.get(f.x.id)) || t(f.x.n) : t(f.x.n)}${shown}` })));
      }
    }
    const n = kept.length;
    if (!n) parts.push(h("div", { class: "note", role: "presentation", text: w("results0", { q: $("q").value.trim() }) }));
    hits.replaceChildren(...parts);
    hits.hidden = false;
    $("q").setAttribute("aria-expanded", "true");
    say(n === 1 ? w("result1") : n ? w("results", { n }) : w("results0", { q: $("q").value.trim() }));
  }
  function close() { $("hits").hidden = true; $("q").setAttribute("aria-expanded", "false"); }
  function pick(e) { const kind = e.dataset.kind, id = e.dataset.id; $("q").value = ""; close(); go(kind, id); $("panel").focus({ preventScroll: false }); }
  $("q").addEventListener("input", search);
  $("q").addEventListener("keydown", (e) => {
    const options = [...$("hits").querySelectorAll("[role=option]")];
    if (e.key === "Escape") { close(); return; }
    if (e.key === "Enter" && options.length && !$("hits").hidden) { e.preventDefault(); pick(options[Math.max(active, 0)]); return; }
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp" || !options.length) return;
    e.preventDefault();
    active = (active + (e.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
    options.forEach((o, i) => o.setAttribute("aria-selected", String(i === active)));
    $("q").setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  });
  document.addEventListener("click", (e) => { if (!e.target.closest(".search")) close(); if (!e.target.closest("#filters")) $("filters").open = false; });

  /* -- filters, buttons, language ----------------------------------------------------------------- */
  function checks(host, key, values) {
    const legend = host.querySelector("legend");
    host.replaceChildren(legend, ...values.map((v) => h("label", { class: "check" }, h("input", { type: "checkbox", checked: state[key].includes(v), on: { change(e) { set({ [key]: e.target.checked ? [...state[key], v] : state[key].filter((x) => x !== v) }); } } }), w(v), h("span", { text: String(D.agencies.filter((a) => a[key === "country" ? "c" : "lv"] === v).length) }))));
  }
  function renderFilters() {
    const had = document.activeElement && document.activeElement.closest("#filters") ? [...$("filters").querySelectorAll("input, select")].indexOf(document.activeElement) : -1;
    checks($("f-country"), "country", ["us", "mx"]);
    checks($("f-level"), "level", ["federal", "state", "municipal"].filter((v) => D.agencies.some((a) => a.lv === v)));
    const select = $("f-function");
    select.replaceChildren(h("option", { value: "", text: w("allFunctions") }), ...D.domains.map((d) => h("optgroup", { label: t(d.n) }, h("option", { value: d.id, text: t(d.n) }), d.f.map((f) => h("option", { value: f, text: cap(functionName(f)) })))));
    select.value = state.fn;
    const names = [...state.country.map((c) => w(c)), ...state.level.map((v) => w(v)), state.fn ? functionName(state.fn) : ""].filter(Boolean);
    $("filter-state").textContent = names.join(", ") || w("none");
    $("filter-count").textContent = w("filtered", { n: D.agencies.filter(matches).length, m: D.agencies.length });
    if (had >= 0) [...$("filters").querySelectorAll("input, select")][had]?.focus();
  }
  function renderWords() {
    document.documentElement.lang = state.lang === "es" ? "es-MX" : "en";
    for (const e of document.querySelectorAll("[data-w]")) e.textContent = w(e.dataset.w);
    $("q").placeholder = w("searchPlaceholder");
    $("hits").setAttribute("aria-label", w("search"));
    $("site-title").textContent = t(D.meta.title);
    $("day").textContent = t(D.meta.day);
    $("help-open").setAttribute("aria-label", w("help"));
    $("about").href = `about.${state.lang}.html`;
    if ($("glossary")) $("glossary").href = `glossary.${state.lang}.html`;
    $("canvas").setAttribute("aria-label", w("canvasName"));
    for (const [id, key] of [["zoom-in", "zoomIn"], ["zoom-out", "zoomOut"], ["zoom-fit", "fit"]]) $(id).setAttribute("aria-label", w(key));
    for (const lang of LANGS) $(`lang-${lang}`).setAttribute("aria-pressed", String(lang === state.lang));
    for (const b of document.querySelectorAll("[data-form]")) b.setAttribute("aria-pressed", String(b.dataset.form === state.form));
    const name = subjectName();
    $("chosen-clear").hidden = !name;
    if (name) $("chosen-clear").replaceChildren(`${name} ✕`);
    $("chosen-clear").setAttribute("aria-label", w("back"));
    document.title = `${name ? `${name}, ` : ""}agencymap: ${t(D.meta.title)}, ${t(D.meta.day)}`;
  }
  $("f-function").addEventListener("change", (e) => set({ fn: e.target.value }));
  $("f-reset").addEventListener("click", () => set({ country: [], level: [], fn: "" }));
  $("chosen-clear").addEventListener("click", clear);
  for (const lang of LANGS) $(`lang-${lang}`).addEventListener("click", () => set({ lang }));
  for (const b of document.querySelectorAll("[data-form]")) b.addEventListener("click", () => set({ form: b.dataset.form }));
  $("zoom-in").addEventListener("click", () => zoom(1.25));
  $("zoom-out").addEventListener("click", () => zoom(0.8));
  $("zoom-fit").addEventListener("click", fitMap);
  $("print").addEventListener("click", () => window.print());
  $("copy").addEventListener("click", () => { const done = () => say(w("copied")); if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, () => {}); });
  $("help-open").addEventListener("click", () => $("help").showModal());
  $("help-close").addEventListener("click", () => $("help").close());
  $("skip").addEventListener("click", (e) => { e.preventDefault(); $("panel").focus(); });
  phone.addEventListener("change", () => { fitted = false; render(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
  addEventListener("resize", () => { if (network && fitted) requestAnimationFrame(fitMap); });

  function render() {
    renderWords();
    renderFilters();
    renderPanel();
    renderTwin();
    if (state.form === "diagram") renderDiagram(); else renderLegend({ legend: new Set() });
  }
  addEventListener("hashchange", () => {
    readAddress();
    render();
    const a = state.kind === "agency" && agencies.get(state.id);
    if (a) say(w("chosen", { a: t(a.s), d: a.d.length, n: tiesOf(family(a.id)).filter(across).length }));
    else if (subjectName()) say(subjectName());
  });
  if (!location.hash && /^es\b/i.test(navigator.language || "")) state.lang = "es";
  readAddress();
  render();
  document.body.dataset.ready = "true";
})();
