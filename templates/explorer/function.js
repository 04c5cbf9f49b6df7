/* -- who holds a function on each side, and what joins them ---------------------------------------- */
const FORUM_KINDS = ["framework", "dialogue", "working-group", "commission", "meeting"];
const COLUMN_SIZE = 9, OWN_SIZE = 3, IN_WORDS = 3; // agencies in a column, duties and units in a box, names in a head
const CLIPPED = 56; // letters of a statement that tells two duties of one agency apart
const unique = (list) => [...new Set(list)];
function together(list, key) {
  const groups = new Map();
  for (const x of list) groups.set(key(x), [...(groups.get(key(x)) || []), x]);
  return [...groups.values()];
}
const side = (c) => ["us", "mx"].includes(c);

VIEWS.function = {
  ids() { const mirror = registry.mirrorOf(state.f); return [state.f, ...(mirror && mirror !== "none" && mirror !== state.f ? [mirror] : [])]; },
  ask() { return state.f && functions.has(state.f); },
  facts() {
    const s = D.model.s, ids = this.ids(), about = (list) => list.some((f) => ids.some((id) => registry.functionWithin(f, id)));
    const areas = (list) => list.filter((x) => ids.some((id) => registry.functionWithin(x.r.function, id)) && keptHolder(x));
    const found = {
      held: areas(s.held), announced: areas(s.announced), absent: areas(s.assertedAbsent),
      mechanisms: [...registry.mechanisms.values()].filter((m) => s.mechanismState(m) !== "no" && about(m.functions)),
      instruments: [...registry.instruments.values()].filter((i) => s.signed(i) && about(i.functions)),
      overlaps: D.model.overlapsOf(...ids).filter((o) => ids.includes(o.f) && keptOverlap(o)),
      links: D.model.foundTies.filter((x) => x.record.parties && x.record.statement && about(x.record.functions) && spansBorder(x.record)).map((x) => Object.assign({ style: x.style }, { r: x.record })),
      needs: D.model.foundNeeds.filter((n) => about([n.need.product_of])),
      tallies: [...registry.series.values()].flatMap((x) => x.tallies.map((y, n) => ({ series: x, y, id: `tally:${x.id}:${n}` }))).filter(({ y }) => about([y.function])),
    };
    const shown = new Set([...found.held, ...found.announced, ...found.absent].map((x) => x.id));
    found.other = areas(registry.areas).filter((x) => !shown.has(x.id) && engine.HELD.has(x.r.status) && spanOf(x).some(Boolean));
    return found;
  },
  fields() { return [field("f", "theFunction", functionSelect(state.f, (f) => ask({ f }), [], "chooseOne"))]; },

  /* -- the two sides, in words ---------------------------------------------------------------- */
  /** The function of each side; where a function and its mirror are both held on one side, two rows. */
  rows() {
    const [f, mirror] = this.ids();
    if (!mirror) return [{ us: f, mx: f }];
    const weight = (row) => ["us", "mx"].reduce((n, c) => n + Math.min(1, holdersOf(row[c], c).length), 0);
    return [{ us: f, mx: mirror }, { us: mirror, mx: f }].sort((a, b) => weight(b) - weight(a));
  },
  title() {
    if (!this.ask()) return w("view.function");
    const row = this.rows()[0], says = (c) => {
      const ids = holdersOf(row[c], c), vars = { c: speaker().land(c), a: inWords(ids, false), f: speaker().function(row[c]) };
      return w(ids.length ? (ids.length === 1 ? "fn.holds1" : "fn.holdsN") : "fn.holds0", vars);
    };
    if (row.us !== row.mx) return cap(`${says("us")}; ${says("mx")}.`);
    const [a, b] = ["us", "mx"].map((c) => inWords(holdersOf(row[c], c), false) || w("fn.nobody"));
    if (!["us", "mx"].some((c) => holdersOf(row.us, c).length)) return w("fn.neither", { f: speaker().function(row.us) });
    return w("fn.both", { f: speaker().function(row.us), a, b });
  },
  all(f) { return [...f.held.map((x) => [x, x.r.status === "contested" ? engine.label("Status", "contested", state.lang) : ""]), ...f.announced.map((x) => [x, w("announced")]), ...f.absent.map((x) => [x, w("ruledOut")])]; },

  /* -- the diagram ---------------------------------------------------------------------------- */
  diagram() {
    if (!this.ask()) return [h("p", { class: "lede", text: w("functionHow") })];
    const f = this.facts(), plan = { boxes: new Map(), lines: [] }, all = this.all(f), rows = this.rows();
    const column = (c) => h("section", { class: `column ${c}` }, rows.flatMap((row, n) => this.holders(plan, c, row[c], all.filter(([x]) => x.agency.country === c && registry.functionWithin(x.r.function, row[c])), f, n)), this.needs(plan, c, f), this.overlapList(plan, c, f));
    const [us, mx] = ["us", "mx"].map(column), middle = this.middle(plan, f, all);
    const wide = ["us", "mx"].filter((c) => us && all.some(([x]) => x.agency.country === c && plan.boxes.get(x.agency.id)?.includes("series:")));
    return [
      figure(h("div", { class: `sides${wide.length === 1 ? ` wide-${wide[0]}` : ""}` }, us, middle, mx), plan.lines, { class: plan.lines.length > 24 ? "many" : "" }),
      this.key(plan.lines),
      this.time(f),
    ];
  },
  /** The lines in use. */
  key(lines) {
    const used = ["standing", "contact", "lapsed", "announced", "withheld", "attended"].filter((x) => lines.some((line) => line.style === x));
    return used.length ? h("p", { class: "linekey" }, used.map((x) => h("span", {}, lineGlyph(x), w(x === "attended" ? "fn.unmet" : `legend.${x}`)))) : "";
  },
  /** One function on one side: its head, and its holders inside their part of government. */
  holders(plan, c, f, areas, facts, n) {
    if (n && !areas.length) return "";
    const ids = holdersOf(f, c), key = (id) => `${f} ${id}`;
    const head = h("div", { class: "sidehead" }, h("h3", { text: cap(functionName(f)) }), h("p", { text: ids.length ? w(ids.length === 1 ? "fn.held1" : "fn.heldN", { n: ids.length, a: inWords(ids, true) }) : w("fn.held0", { c: w(c) }) }));
    const items = this.nest(areas).map((node) => ({ node, size: sizeOf(node), units: unitsOf(node) }));
    const groups = overlapGroups(facts.overlaps.filter((o) => countryOf(o.a[0]) === c && o.f === f), items), parts = [];
    items.forEach((x, i) => {
      parts.push({ size: x.size, make: () => h("li", {}, this.holder(plan, x.node, key)) });
      const here = items[i + 1] && groups.length <= 3 ? groups.find((g) => !g.drawn && joins(g, x, items[i + 1])) : null;
      if (here) { here.drawn = true; parts.push({ size: 0, make: () => h("li", { class: "between" }, this.overlapBox(plan, here, key)) }); }
      for (const id of x.units.flatMap((u) => u.members)) if (!plan.boxes.has(id)) plan.boxes.set(id, key(x.units.find((u) => u.members.includes(id)).id));
    });
    plan.drawn = [...(plan.drawn || []), ...groups.filter((g) => g.drawn).flatMap((g) => g.list.map((o) => o.id))];
    let room = COLUMN_SIZE;
    const least = Math.max(1, parts.findIndex((x) => (room -= x.size) < 0) + 1 || parts.length), hidden = parts.slice(least).some((x) => x.size);
    return [head, hidden ? list(parts, (x) => x.make(), least) : list(parts, (x) => x.make(), parts.length)];
  },
  /** Agencies under the agencies above them, offices of one kind as one, both inside their department. */
  nest(areas) {
    const s = D.model.s, byAgency = new Map(), bySeries = new Map();
    for (const [x, note] of areas) { const id = x.agency.id; if (!byAgency.has(id)) byAgency.set(id, { id, areas: [], kids: [] }); byAgency.get(id).areas.push([x, note]); }
    for (const node of byAgency.values()) { const of = registry.agencies.get(node.id).series; if (of) bySeries.set(of, [...(bySeries.get(of) || []), node]); }
    for (const [of, members] of bySeries) if (members.length >= 3) { for (const m of members) byAgency.delete(m.id); byAgency.set(`series:${of}`, { id: `series:${of}`, series: of, members, first: members[0].id, kids: [] }); }
    const roots = [], blocked = new Map();
    for (const node of byAgency.values()) { const up = s.ancestors.get(node.first || node.id).find((a) => byAgency.has(a)); (up ? byAgency.get(up).kids : roots).push(node); }
    for (const node of roots) { const block = registry.blockOf(node.first || node.id, state.day)?.id || ""; blocked.set(block, [...(blocked.get(block) || []), node]); }
    const order = registry.blocks.map((b) => b.id), nested = [...blocked].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    return nested.flatMap(([block, list]) => {
      const single = list.filter((x) => x.series || registry.blocks.find((b) => b.id === block)?.agencies.includes(x.id)), inside = list.filter((x) => !single.includes(x));
      return [...single.filter((x) => !x.series), ...(inside.length ? [{ block, kids: inside }] : []), ...single.filter((x) => x.series)];
    });
  },
  holder(plan, node, key) {
    if (node.series) return this.seriesBox(plan, node, key);
    const kids = node.kids.length ? list(node.kids, (k) => h("li", {}, this.holder(plan, k, key)), OWN_SIZE) : "";
    if (node.block !== undefined) { const block = blocks.get(node.block); return h("div", { class: `part ${block ? block.c : ""}` }, block ? h("p", { class: "partname" }, link("block", node.block, t(block.n))) : "", kids); }
    const a = agencies.get(node.id), long = t(a.n) !== t(a.s) ? h("small", { text: t(a.n) }) : "";
    return h("div", { class: `holder ${a.c}`, "data-box": key(node.id) }, list(node.areas, (x) => this.area(x, x === node.areas[0] ? h("p", { class: "who" }, agencyLink(node.id), long) : "", node.areas.length > 1), OWN_SIZE), kids);
  },
  area([x, note], name, several) {
    const places = placesText(x.r.places) || (several ? clipped(spoken(x.r.statement)) : ""), letter = x.r.role[0].toUpperCase(), sub = [engine.label("Role", x.r.role, state.lang), places, note].filter(Boolean).join("; ");
    return fact(`area:${x.id}`, "li", { class: "area" }, h("span", { class: `role ${letter} ${x.r.status}`, title: engine.label("Role", x.r.role, state.lang), text: letter }),
      h("div", {}, name, this.opens(sub, h("p", { class: "statement", text: spoken(x.r.statement) }), cites(cited(x.r.citations.slice(0, 1))))));
  },
  opens(text, ...parts) { return h("details", { class: "more" }, h("summary", {}, text, text === w("fn.record") ? "" : h("span", { class: "sr", text: `, ${w("fn.record")}` })), parts); },
  seriesBox(plan, node, key) {
    const s = series.get(node.series), all = D.agencies.filter((a) => a.series === node.series).map((a) => a.id), held = node.members.filter((m) => m.areas.some(([x]) => engine.HELD.has(x.r.status))).length;
    const areas = node.members.flatMap((m) => m.areas.map(([x]) => x)), roles = unique(areas.map((x) => x.r.role[0].toUpperCase())), shown = areas.find((x) => engine.HELD.has(x.r.status)) || areas[0];
    return h("div", { class: `holder ofseries ${s && countryOf(all[0])}`, "data-box": key(node.id) },
      h("p", { class: "who" }, roles.length === 1 ? h("span", { class: `role ${roles[0]}`, title: engine.label("Role", areas[0].r.role, state.lang), text: roles[0] }) : "", link("series", node.series, cap(t(s.n))), h("small", { text: w("fn.ofTotal", { n: held, m: s.total }) })),
      seriesTiles(all, (id) => node.members.find((m) => m.id === id)?.areas.map(([x]) => x) || []),
      this.opens(w("fn.record"), h("p", { class: "statement", text: spoken(shown.r.statement) }), cites(cited(shown.r.citations.slice(0, 2)))));
  },
  overlapBox(plan, group, key) {
    const id = `overlap ${key(group.id)}`, one = group.list.length === 1;
    plan.lines.push({ from: key(group.units[0]), to: id, dot: true }, { from: id, to: key(group.units[1]), dot: true });
    return h("div", { class: "overlapbox", "data-box": id, "data-facts": group.list.map((o) => o.id).join(" ") }, gradeMark(group.grade),
      h("p", {}, h("b", { text: overlapTitle(group) }), h("span", { class: "stat", text: gradeLine(group.grade) }), one ? "" : h("details", { class: "more" }, h("summary", { text: w("fn.pairs") }), h("ul", {}, group.list.map((o) => h("li", { class: "stat" }, agencyLink(o.a[0]), " – ", agencyLink(o.a[1])))))));
  },
  /** Overlaps that no box between two holders shows, those with the least on file first. */
  overlapList(plan, c, f) {
    const rest = f.overlaps.filter((o) => countryOf(o.a[0]) === c && !(plan.drawn || []).includes(o.id)).sort((a, b) => a.g - b.g);
    if (!rest.length) return "";
    const several = this.ids().length > 1;
    return h("div", { class: "overlaplist" }, h("h4", { text: w(rest.length === 1 ? "fn.overlap1" : "fn.overlapN", { n: rest.length }) }),
      list(rest, (o) => fact(o.id, "li", {}, gradeMark(o.g), h("p", {}, agencyLink(o.a[0]), " – ", agencyLink(o.a[1]), h("span", { class: "stat", text: (several ? `${cap(functionName(o.f))}. ` : "") + gradeLine(o.g) }))), 4));
  },
  needs(plan, c, f) {
    const mine = f.needs.filter((n) => n.agency.country === c), holds = (n) => plan.boxes.has(n.agency.id) && f.held.some((x) => x.agency.id === n.agency.id);
    const part = (title, needs) => (needs.length ? [h("h4", { text: w(title) }), h("ul", { class: "needlist" }, together(needs, sameNeed).map((same) => this.need(plan, same)))] : []);
    return mine.length ? h("div", { class: "needs" }, part("fn.needs", mine.filter((n) => !holds(n))), part("fn.needsToo", mine.filter(holds))) : "";
  },
  /** One need, or the same need with several sources. */
  need(plan, same) {
    const n = same.find((x) => x.refusals.length) || same[0], from = plan.boxes.get(n.need.provider), style = n.refusals.length ? "withheld" : n.unmet ? "attended" : "standing";
    if (from && countryOf(n.need.provider) === n.agency.country) plan.lines.push({ from, to: n.id, style, rail: true });
    return h("li", { class: `needbox ${n.agency.country}`, "data-box": n.id, "data-facts": same.map((x) => x.id).join(" ") }, h("span", { class: "needmark", "aria-hidden": "true", text: n.unmet ? "?" : "✓" }),
      h("div", {}, h("p", { class: "who" }, agencyLink(n.agency.id), h("small", { text: w("fn.needFor", { p: spoken(n.need.product), f: speaker().function(n.need.function), b: speaker().agency(n.need.provider) }) })), h("p", { class: "stat", text: needState(n) }), same.map((x) => cites(cited(x.need.citations.slice(0, 1)))).flat()));
  },
  /** What joins the two sides: mechanisms and kinds of contact as hexagons, texts as plain boxes. */
  middle(plan, f, all) {
    const s = D.model.s, [one, mirror] = this.ids(), relation = mirror ? "fn.answers" : { none: "fn.noMirror", [one]: "fn.same" }[registry.mirrorOf(one)] || "fn.unsettled";
    const inUse = f.mechanisms.map((m) => ({ m, links: f.links.filter((x) => x.r.mechanism === m.id), who: this.takesPart(plan, m, f) })).sort((a, b) => reach(b) - reach(a) || b.who.length - a.who.length);
    const loose = new Map();
    for (const x of f.links.filter((y) => !f.mechanisms.some((m) => m.id === y.r.mechanism))) { const k = `${x.r.kind} ${x.style}`; loose.set(k, [...(loose.get(k) || []), x]); }
    const int = all.filter(([x]) => !side(x.agency.country)), texts = f.instruments.slice().sort((a, b) => joinsSides(b) - joinsSides(a)), hexagons = [...inUse.map((x) => () => this.mechanism(plan, x)), ...[...loose].map(([k, list]) => () => this.contact(plan, k, list))];
    this.connect(plan, inUse, loose, texts);
    return h("section", { class: "column joint" }, h("div", { class: "sidehead" }, h("h3", { text: w(relation) }), mirror ? h("p", { text: w("fn.mirror") }) : ""),
      hexagons.length ? list(hexagons, (make) => make(), 7) : h("p", { class: "stat", text: w("fn.nothingBetween") }),
      texts.length ? [h("h4", { text: w("fn.texts") }), list(texts, (i) => fact(`instrument:${i.id}`, "li", { class: "textbox", "data-box": `i ${i.id}` }, link("instrument", i.id, spoken(i.short_name || i.name)), h("span", { class: "stat", text: [engine.label("InstrumentKind", i.kind, state.lang), s.instrumentInForce(i) ? "" : w("fn.notInForce")].filter(Boolean).join("; ") })), 5)] : "",
      int.length ? [h("h4", { text: w("int") }), list(this.nest(int).flatMap((x) => (x.block === undefined ? [x] : x.kids)), (x) => h("li", {}, this.holder(plan, x, (id) => `int ${id}`)), OWN_SIZE)] : "");
  },
  /** Agencies with a box that take part in a mechanism, and how: [id, style of the line]. */
  takesPart(plan, m, f) {
    const s = D.model.s, forum = FORUM_KINDS.includes(m.kind), now = s.mechanismState(m) === "yes", found = [];
    for (const p of m.participants) {
      if (!plan.boxes.has(p.agency) || engine.holdsOn(state.day, p.since, p.until) === "no" || !["asserted", "contested", "announced"].includes(p.status)) continue;
      found.push([p.agency, p.status === "announced" ? "announced" : !now ? "lapsed" : forum ? "contact" : "standing"]);
    }
    for (const x of f.links.filter((y) => y.r.mechanism === m.id)) for (const id of x.r.parties) if (plan.boxes.has(id)) found.push([id, x.style]);
    return found;
  },
  connect(plan, inUse, loose, texts) {
    const drawn = new Map(), put = (id, to, style) => {
      const from = plan.boxes.get(id), key = `${from}>${to}`;
      if (!from || (drawn.has(key) && (drawn.get(key) === style || ["standing", drawn.get(key)].includes(drawn.get(key)) && style !== "withheld"))) return;
      drawn.set(key, style);
      plan.lines.push({ from, to, style, side: countryOf(id) });
    };
    const strongest = (list) => list.slice().sort((a, b) => (b[1] === "standing") - (a[1] === "standing"));
    for (const { m, who } of inUse) for (const [id, style] of strongest(who)) put(id, `m ${m.id}`, style);
    for (const [k, list] of loose) for (const x of list) for (const id of x.r.parties) put(id, `k ${k}`, x.style);
    for (const i of texts.filter(joinsSides)) for (const id of i.parties) put(id, `i ${i.id}`, D.model.s.instrumentInForce(i) ? "standing" : "lapsed");
  },
  mechanism(plan, { m, links, who }) {
    const forum = FORUM_KINDS.includes(m.kind), when = sinceYear(m.since), grade = this.gradeOf(m);
    const count = (c) => unique(D.model.s.participants(m).filter((p) => D.model.s.country(p.agency) === c).map((p) => p.agency)).length;
    const members = ["us", "mx"].filter(count).map((c) => w(`fn.members.${c}`, { n: count(c) }));
    return h("li", { class: "join" }, fact(`mechanism:${m.id}`, "div", { class: `hexagon${forum || D.model.s.mechanismState(m) !== "yes" ? " contact" : ""}`, "data-box": `m ${m.id}` }, h("b", {}, link("mechanism", m.id, spoken(m.acronym || m.name))), h("span", { class: "stat", text: [engine.label("MechanismKind", m.kind, state.lang), when].filter(Boolean).join(", ") })),
      grade ? h("p", { class: "stat" }, gradeMark(grade), gradeLine(grade)) : "", members.length ? h("p", { class: "stat", text: w("fn.members", { a: members.join(", ") }) }) : "", this.linkList(links));
  },
  contact(plan, k, list) {
    const { style, r } = list[0];
    return h("li", { class: "join" }, h("div", { class: `hexagon${style === "standing" ? "" : " contact"}`, "data-box": `k ${k}` }, h("b", { text: cap(engine.label("CooperationKind", r.kind, state.lang)) }), h("span", { class: "stat", text: w(`legend.${style}`) })), this.linkList(list));
  },
  linkList(links) {
    if (!links.length) return "";
    return h("details", { class: "more" }, h("summary", { text: w(links.length === 1 ? "fn.link1" : "fn.linkN", { n: links.length }) }), h("ul", {}, links.map((x) => fact(`link:${x.r.id}`, "li", { class: "stat" }, h("p", { text: spoken(x.r.statement) }), cites(cited(x.r.citations.slice(0, 1)))))));
  },
  /** The best grade a mechanism gives a pair of holders across the border, for this function. */
  gradeOf(m) {
    const [us, mx] = ["us", "mx"].map((c) => unique(D.model.s.participants(m).map((p) => p.agency).filter((a) => D.model.s.country(a) === c))), ids = this.ids(), holds = (c) => unique(ids.flatMap((f) => holdersOf(f, c)));
    let best = 0;
    for (const a of holds("us").filter((x) => us.some((y) => x === y || D.model.s.ancestors.get(x).includes(y)))) for (const b of holds("mx").filter((x) => mx.some((y) => x === y || D.model.s.ancestors.get(x).includes(y)))) {
      for (const cover of engine.grade(D.model.s, a, b, ids).covers) if (cover.channel.record.id === m.id) best = Math.max(best, cover.grade);
    }
    return best;
  },
  /** By the date: how many, where sources counted; else since when and until when. */
  time(f) {
    const bars = [...f.held, ...f.announced].filter((x) => !registry.agencies.get(x.agency.id).series && spanOf(x).some(Boolean)).concat(f.other.filter((x) => !registry.agencies.get(x.agency.id).series));
    const lanes = bars.map((x) => { const [since, until] = spanOf(x); return { name: agencyLink(x.agency.id), c: x.agency.country, since, until, announced: x.r.status === "announced", fact: `${f.other.includes(x) ? "other" : "area"}:${x.id}`, span: yearsOf(since, until), text: engine.spanText(since, until, state.lang) }; });
    const steps = f.tallies.map(({ series: s, y, id }) => ({ c: s.country, d: y.as_of, n: y.count, announced: y.status === "announced", fact: id, text: spoken(y.statement) })).sort((a, b) => (a.d < b.d ? -1 : 1));
    const hidden = f.other.filter((x) => registry.agencies.get(x.agency.id).series);
    if (!lanes.length && !steps.length && !hidden.length) return "";
    const made = timeline(w("time.title"), lanes.sort((a, b) => ((a.since || "") < (b.since || "") ? -1 : 1)), steps, f.tallies[0]?.series.total || 1, f.tallies.length ? cap(spoken(f.tallies[0].series.name)) : "");
    if (hidden.length) made.append(h("details", { class: "more" }, h("summary", { text: w("time.others", { n: hidden.length }) }), h("ul", {}, hidden.map((x) => fact(`other:${x.id}`, "li", { class: "stat" }, agencyLink(x.agency.id), ` ${engine.spanText(...spanOf(x), state.lang)}`)))));
    made.append(h("p", { class: "stat", text: w("time.how") }));
    return made;
  },

  /* -- the same in a table and in sentences ---------------------------------------------------- */
  table() {
    if (!this.ask()) return this.diagram();
    const f = this.facts();
    const rows = this.all(f).map(([x, note]) => [`area:${x.id}`, [agencyLink(x.agency.id), w(x.agency.country), `${x.r.role[0].toUpperCase()} ${engine.label("Role", x.r.role, state.lang)}`, x.r.places.map(placeName).join(", "), note, sourceOf(x.r.citations)]]);
    const between = [...f.mechanisms.map((m) => [`mechanism:${m.id}`, [w("mechanism"), link("mechanism", m.id, spoken(m.name)), sourceOf(m.citations)]]), ...f.instruments.map((i) => [`instrument:${i.id}`, [w("instrument"), link("instrument", i.id, spoken(i.name)), sourceOf(i.citations)]]), ...f.links.map(({ r }) => [`link:${r.id}`, [engine.label("CooperationKind", r.kind, state.lang), r.parties.map((p) => shortName(p)).join(" – "), sourceOf(r.citations)]])];
    const needs = f.needs.map((n) => [n.id, [agencyLink(n.agency.id), spoken(n.need.product), agencyLink(n.need.provider), needState(n), sourceOf(n.need.citations)]]);
    const times = [...f.tallies.map(({ series: s, y, id }) => [id, [cap(spoken(s.name)), y.count ?? "", y.as_of, y.status === "announced" ? w("announced") : "", sourceOf(y.citations)]]), ...f.other.map((x) => [`other:${x.id}`, [agencyLink(x.agency.id), "", engine.spanText(...spanOf(x), state.lang), "", sourceOf(x.r.citations)]])];
    const part = (caption, heads, found) => (found.length ? factTable(w(caption), heads.map((k) => w(k)), found) : []);
    return [
      ...factTable(w("holders"), ["colAgency", "colCountry", "colRole", "colPlace", "colState", "colSource"].map((k) => w(k)), rows),
      ...part("between", ["colKind", "colWhat", "colSource"], between),
      ...part("overlaps", ["colAgency", "colWith", "colGrade"], f.overlaps.map((o) => [o.id, [agencyLink(o.a[0]), agencyLink(o.a[1]), o.g]])),
      ...part("needs", ["colAgency", "colWhat", "from", "colState", "colSource"], needs),
      ...part("time.otherDays", ["colAgency", "colNumber", "colWhen", "colState", "colSource"], times),
    ];
  },
  sentences() {
    if (!this.ask()) return this.diagram();
    const f = this.facts(), dated = (x) => ` (${engine.spanText(...spanOf(x), state.lang)}; ${w("time.notNow")})`;
    return says([
      ...this.all(f).map(([x, note]) => [`area:${x.id}`, spoken(x.r.statement) + (note ? ` (${note})` : ""), cited(x.r.citations)]),
      ...f.mechanisms.map((m) => [`mechanism:${m.id}`, `${spoken(m.name)}: ${spoken(m.purpose)}`, cited(m.citations.slice(0, 2))]),
      ...f.instruments.map((i) => [`instrument:${i.id}`, `${spoken(i.name)}: ${spoken(i.summary)}`, cited(i.citations.slice(0, 2))]),
      ...f.links.map(({ r }) => [`link:${r.id}`, spoken(r.statement), cited(r.citations)]),
      ...f.overlaps.map((o) => [o.id, t(o.t), null]),
      ...f.needs.map((n) => [n.id, speaker().need(n), cited(n.need.citations)]),
      ...f.tallies.map(({ y, id }) => [id, `${y.as_of}: ${spoken(y.statement)}`, cited(y.citations)]),
      ...f.other.map((x) => [`other:${x.id}`, spoken(x.r.statement) + dated(x), cited(x.r.citations)]),
    ]);
  },

  /* -- the panel: what is found on this day, and what comes later ------------------------------ */
  panel() {
    if (!this.ask()) return restPanel();
    const found = this.findings();
    return [
      h("h2", { class: "findings" }, w("fn.findings"), h("span", { class: "badge", text: w(found.length === 1 ? "fn.finding1" : "fn.findingN", { n: found.length }) })),
      found.length ? "" : h("p", { class: "stat", text: w("fn.noFinding") }),
      ...found.map(({ name, measure, says: list, src, more }) => h("section", { class: "finding" }, h("h3", {}, name, h("span", { text: measure })), list[0] ? h("p", { text: list[0] }) : "", list.length > 1 ? h("details", { class: "more" }, h("summary", { text: w("fn.moreSentences", { n: list.length - 1 }) }), h("ul", {}, list.slice(1).map((text) => h("li", { class: "stat", text })))) : "", src ? cites(cited(src.slice(0, 1))) : "", more || "")),
      this.later(),
    ];
  },
  findings() {
    const f = unfiltered(() => this.facts()), ids = this.ids(), s = D.model.s, found = [], add = (key, measure, list, src, more) => { if (list.length) found.push({ name: w(`finding.${key}`), measure, says: list, src, more }); };
    for (const id of ids) for (const c of ["us", "mx"]) {
      const x = engine.fragmentation(s, id, c);
      if (x.fragmented) add("fragmentation", w("fn.holdersN", { n: x.holders.length }), [speaker().fragmentation(x)], x.areas[0].r.citations);
      if (x.soleHolder) add("sole", w("fn.holders1"), [speaker().singlePoint({ kind: "sole-holder", agency: x.soleHolder, function: id, country: c })], x.areas[0].r.citations);
    }
    for (const c of ["us", "mx"]) for (const g of [0, 1, 2, 3, 4]) {
      const list = f.overlaps.filter((o) => o.g === g && countryOf(o.a[0]) === c);
      add("overlap", w(list.length === 1 ? "fn.pair1" : "fn.pairN", { n: list.length, g }), list.map((o) => t(o.t)), null);
    }
    const gaps = D.model.foundGaps.filter((g) => ids.includes(g.function) && g.kind !== "need");
    for (const kind of unique(gaps.map((g) => `${g.kind} ${g.epistemic}`))) {
      const list = gaps.filter((g) => `${g.kind} ${g.epistemic}` === kind), absent = list[0].epistemic === "asserted-absent";
      add(`gap.${list[0].kind}`, list.length === 1 ? (list[0].place ? placeName(list[0].place) : list[0].country ? w(list[0].country) : w("int")) : w(absent ? "fn.absentN" : "fn.gapN", { n: list.length }), list.map((g) => speaker().gap(g)), absent ? list[0].areas[0].r.citations : null);
    }
    for (const x of f.held.filter((y) => y.r.status === "contested")) add("contested", x.r.places.length ? placesText(x.r.places) || w(x.agency.country) : shortName(x.agency.id), [spoken(x.r.statement)], x.r.citations);
    for (const same of together(f.needs.filter((y) => y.unmet), sameNeed)) add("need", shortName(same[0].agency.id), same.map((n) => speaker().need(n)), same[0].need.citations);
    return found;
  },
  /** What the next turning point brings, and what sources counted later; nothing of it is in the answer. */
  later() {
    const ids = this.ids(), holding = (s) => unique(s.held.filter((x) => ids.some((id) => registry.functionWithin(x.r.function, id))).map((x) => x.agency.id)), now = holding(D.model.s);
    const days = unique([...(registry.info.turning_points || []).map((x) => x.day), DATA.meta.asOf]).filter((d) => d > state.day).sort(), parts = [];
    const tallies = this.facts().tallies.filter(({ y }) => edgeDay(y.as_of) > state.day);
    for (const { y } of tallies) parts.push(h("li", { text: `${cap(engine.longDate(y.as_of, state.lang))}: ${spoken(y.statement)}` }));
    for (const day of days) {
      const then = holding(new engine.Snapshot(registry, day)), more = then.filter((a) => !now.includes(a)), fewer = now.filter((a) => !then.includes(a));
      if (!more.length && !fewer.length) continue;
      const reason = (registry.info.turning_points || []).find((x) => x.day === day)?.reason, names = (list) => engine.join([...list.slice(0, 4).map((a) => shortOfAny(a)), ...(list.length > 4 ? [w("fn.others", { n: list.length - 4 })] : [])], state.lang);
      parts.push(h("li", {}, `${cap(longDay(day, state.lang))}${reason ? ` (${spoken(reason)})` : ""}: `, [more.length ? w("fn.more", { n: more.length, a: names(more) }) : "", fewer.length ? w("fn.fewer", { n: fewer.length, a: names(fewer) }) : ""].filter(Boolean).join("; "), ". ", h("a", { href: address({ day }), text: w("fn.show", { d: shortDay(day, state.lang) }) })));
      break;
    }
    const newest = tallies.filter(({ y }) => y.status === "asserted").map(({ y }) => edgeDay(y.as_of, true)).sort().pop();
    if (newest && !parts.some((li) => li.querySelector("a"))) parts.push(h("li", {}, h("a", { href: address({ day: newest }), text: w("fn.show", { d: shortDay(newest, state.lang) }) })));
    return parts.length ? h("div", { class: "after" }, h("b", { text: w("fn.after") }), h("ul", {}, parts)) : "";
  },
};
/* -- parts of the answer ---------------------------------------------------------------------------- */
const holdersOf = (f, c) => engine.fragmentation(D.model.s, f, c).holders;
const shortOfAny = (id) => engine.shortOf(registry.agencies.get(id), state.lang);
/* since and until of a duty, within the life of its agency */
const spanOf = (x) => [x.r.since || (x.r.until ? null : x.agency.founded), x.r.until || x.agency.dissolved];
const joinsSides = (i) => ["us", "mx"].every((c) => i.parties.some((p) => registry.agencies.get(p).country === c));
function spansBorder(r) {
  const ends = [...r.parties.map((p) => registry.agencies.get(p).country), ...(r.unnamed ? [r.unnamed.country] : [])];
  return ends.includes("us") && ends.includes("mx");
}
/* "2018–2023", "2012–", "–2019" */
const yearsOf = (since, until) => `${since ? edgeDay(since).slice(0, 4) : ""}–${until ? edgeDay(until, true).slice(0, 4) : ""}`;
const reach = ({ who }) => unique(who.map(([id]) => countryOf(id))).filter(side).length;
/** Holders by name, offices of one kind by their number: "the FGR and 18 of 32 state prosecutors". */
function inWords(ids, ofTotal) {
  const bySeries = new Map(), names = [];
  for (const id of ids) { const of = registry.agencies.get(id).series; if (of) bySeries.set(of, [...(bySeries.get(of) || []), id]); else names.push(String(speaker().agency(id))); }
  for (const [of, members] of bySeries) {
    if (members.length < 3) names.push(...members.map((m) => String(speaker().agency(m))));
    else { const s = registry.series.get(of); names.push(ofTotal ? w("fn.ofSeries", { n: members.length, m: s.total, s: spoken(s.name) }) : `${members.length} ${spoken(s.name)}`); }
  }
  if (names.length <= IN_WORDS + 1) return engine.join(names, state.lang);
  return ofTotal ? engine.join([...names.slice(0, IN_WORDS), w("fn.others", { n: names.length - IN_WORDS })], state.lang) : w("agenciesN", { n: ids.length });
}
function placesText(places) {
  const named = places.filter((p) => p.length > 2).map(placeName);
  return named.length > 3 ? engine.join([...named.slice(0, 2), w("fn.others", { n: named.length - 2 })], state.lang) : engine.join(named, state.lang);
}
/* the first words of a statement */
const clipped = (text) => (text.length <= CLIPPED ? text : `${text.slice(0, text.lastIndexOf(" ", CLIPPED))} …`);
const sizeOf = (node) => (node.kids || []).reduce((n, k) => n + sizeOf(k), node.block === undefined ? 1 : 0);
/** The boxes of a node and of what is nested in it: {id, members}. */
function unitsOf(node) {
  const own = node.series ? [{ id: node.id, members: node.members.map((m) => m.id) }] : node.block === undefined ? [{ id: node.id, members: [node.id] }] : [];
  return [...own, ...(node.kids || []).flatMap(unitsOf)];
}
/** Overlaps of the same two boxes and grade as one: {units, list, grade, id}. */
function overlapGroups(overlaps, items) {
  const units = items.flatMap((x) => x.units), groups = new Map();
  for (const o of overlaps) {
    const [a, b] = o.a.map((id) => units.find((u) => u.members.includes(id))?.id).sort(), id = `${a} ${b} ${o.g}`;
    if (!a || !b) continue;
    if (!groups.has(id)) groups.set(id, { id, units: [a, b], list: [], grade: o.g });
    groups.get(id).list.push(o);
  }
  return [...groups.values()];
}
/* whether a group of overlaps lies between two boxes that follow each other; its ends then take their order */
function joins(group, one, next) {
  const at = (x, id) => x.units.some((u) => u.id === id), [a, b] = group.units;
  if (at(one, a) && at(next, b)) return true;
  if (at(one, b) && at(next, a)) { group.units = [b, a]; return true; }
  return false;
}
function overlapTitle(group) {
  const name = (id) => (id.startsWith("series:") ? null : String(speaker().agency(id))), [a, b] = group.units.map(name);
  if (a && b) return cap(w("fn.overlapOf", { a, b }));
  const of = spoken(registry.series.get(group.units.find((u) => u.startsWith("series:")).slice(7)).name);
  return a || b ? w("fn.overlapEach", { n: group.list.length, a: a || b, s: of }) : w("fn.overlapAmong", { n: group.list.length, s: of });
}
/* a sample of a line, for the key; its words stand beside it */
const lineGlyph = (style) => tieGlyph(style).firstChild;
const sameNeed = (n) => [n.agency.id, n.need.provider, n.need.function, n.unmet].join();
const needState = (n) => w(n.refusals.length ? "fn.withheld" : n.unmet ? "fn.unmet" : "fn.met");
const gradeLine = (n) => w("fn.gradeLine", { n, t: w(`fn.grade${n}`) });
