/* What the page shows of one day, from the registry: agencies, functions, mechanisms, ties and the
   map. Texts are pairs, English and Spanish; citations point into one list of sources. */
const ROLE_LETTER = { accountable: "A", responsible: "R", supporting: "S", consulted: "C", informed: "I" };
const SOURCE_BARS = { statute: 3, treaty: 3, court: 3, official: 3, audit: 3, "official-republished": 2, testimony: 2, research: 2, report: 2, news: 1, reference: 1 };
const MAX_REST_TIES = 40;
const REST_WIDTHS = [[10, 8], [5, 5], [3, 3], [2, 1.5]];

const LANGS = ["en", "es"];
const pairOf = (text) => [text.en, text.es];

/** Folded id, acronyms and names, present and former, by which an agency is found. */
function searchNames(agency) {
  const names = [agency.id];
  for (const x of [agency.acronym, agency.name, agency.short_name]) if (x) names.push(x.en, x.es);
  for (const o of agency.other_names) names.push(...[o.name, o.acronym].filter(Boolean));
  return [...new Set(names.map(fold))].sort();
}

/** Give *entry* a property that is computed when it is first asked for. */
function later(entry, key, make) {
  Object.defineProperty(entry, key, { enumerable: true, configurable: true, get() { const value = make(); Object.defineProperty(entry, key, { value, enumerable: true }); return value; } });
}

/* fields of a record that are computed when first asked for stand on its prototype */
const BEHIND = Symbol("what a record is made from");
function lazily(fields) {
  function Shown(day, source, known) { this[BEHIND] = [day, source]; Object.assign(this, known); }
  for (const [key, make] of Object.entries(fields)) {
    Object.defineProperty(Shown.prototype, key, { get() { const [day, source] = this[BEHIND], value = make(day, source, this); Object.defineProperty(this, key, { value, enumerable: true }); return value; } });
  }
  /** The whole record as plain data, its fields in their order. */
  Shown.prototype.toJSON = function () { return Object.fromEntries([...Object.keys(this), ...Object.keys(fields)].map((key) => [key, this[key]])); };
  return Shown;
}
const ifAny = (list) => (list.length ? list : undefined);

const ShownAgency = lazily({
  k: (day, a) => day.labels("Classification", a.classification),
  q: (day, a) => searchNames(a),
  up: (day, a) => day.s.ancestors.get(a.id),
  kids: (day, a) => day.registry.children(a.id, day.day).filter((c) => day.s.agencies.has(c)),
  m: (day, a) => pairOf(a.mandate),
  d: (day, a) => day.registry.areasOf(a.id).filter((x) => day.registry.areaHolds(x, day.day) !== "no").map((x) => day.area(x)),
  src: (day, a) => day.cite(a.citations),
  chk: (day, a) => a.checked,
  unc: (day, a) => day.s.agencies.get(a.id) === "uncertain" || undefined,
  cup: (day, a) => {
    const contested = day.registry.contestedParents(a.id, day.day);
    return ifAny(a.parents.filter((p) => contested.includes(p.agency) && p.contested).map((p) => ({ t: day.say("contestedParent", a.id, p.agency), src: day.cite(p.citations) })));
  },
  web: (day, a) => a.website || undefined,
  on: (day, a) => ifAny(a.other_names.map((o) => ({ n: o.name + (o.acronym ? ` (${o.acronym})` : ""), l: o.lang, k: day.labels("NameKind", o.kind), w: day.span(o) }))),
  l: (day, a) => ifAny(a.limits.filter((x) => holdsOn(day.day, x.since, x.until) !== "no" && x.status !== "retired").map((x) => ({ id: `${a.id}/${x.id}`, k: day.labels("LimitKind", x.kind), t: pairOf(x.statement), st: x.status, w: day.span(x), src: day.cite(x.citations) }))),
  nd: (day, a) => ifAny(day.foundNeeds.filter((n) => n.agency.id === a.id).map((n) => ({ id: n.id, need: `${a.id}/${n.need.id}`, t: day.say("need", n), met: !n.unmet, src: day.cite(n.need.citations) }))),
  ov: (day, a) => ifAny(day.foundOverlaps.flatMap((o, n) => (o.agencies.includes(a.id) ? [n] : []))),
  ch: (day, a) => ifAny(day.registry.changes.filter((e) => [e.agency.id, ...e.predecessors, ...e.successors].includes(a.id)).map((e) => ({ t: LANGS.map((lang) => capital(`${e.change.date}: ${e.change.statement[lang]}`)), src: day.cite(e.change.citations) }))),
  cp: (day, a) => {
    if (a.country === "int") return undefined;
    return ifAny([...new Set(day.s.countedOf(a.id).map((x) => x.r.function))].map((f) => { const answer = findCounterparts(day.s, a.id, f), first = answer.candidates.slice(0, 12); return { f, o: answer.outcome, t: day.say("counterpart", answer), a: first.map((c) => c.agency), g: first.map((c) => c.grade.value) }; }));
  },
});
const ShownMechanism = lazily({
  q: (day, m) => [...new Set([m.name, m.acronym].filter(Boolean).flatMap((x) => [fold(x.en), fold(x.es)]))].sort(),
  k: (day, m) => day.labels("MechanismKind", m.kind),
  st: (day, m) => day.labels("MechanismStatus", m.status),
  w: (day, m) => day.span(m),
  t: (day, m) => pairOf(m.purpose),
  p: (day, m) => m.participants.filter((p) => holdsOn(day.day, p.since, p.until) !== "no").map((p) => ({ a: p.agency, r: day.labels("ParticipantRole", p.role), st: p.status, w: day.span(p), src: day.cite(p.citations) })),
  un: (day, m) => m.unnamed.map(pairOf),
  in: (day, m) => m.instruments.map((i) => LANGS.map((lang) => instrumentName(day.registry.instruments.get(i), lang))),
  src: (day, m) => day.cite(m.citations),
});
const isLink = (r) => r.parties && r.statement;
const isInstrument = (r) => !isLink(r) && !r.participants;
const ShownTie = lazily({
  k: (day, r) => (isLink(r) ? day.labels("CooperationKind", r.kind) : isInstrument(r) ? day.labels("InstrumentKind", r.kind) : undefined),
  f: (day, r) => (r.participants ? undefined : r.functions),
  t: (day, r) => (isLink(r) ? pairOf(r.statement) : isInstrument(r) ? pairOf(r.summary) : undefined),
  n: (day, r) => (isInstrument(r) ? LANGS.map((lang) => instrumentName(r, lang)) : undefined),
  w: (day, r) => (isLink(r) ? day.span(r) : isInstrument(r) ? [r.signed || r.since || "", r.signed || r.since || ""] : undefined),
  src: (day, r) => (r.participants ? undefined : day.cite(r.citations)),
  un: (day, r) => (isLink(r) && r.unnamed ? pairOf(r.unnamed.description) : undefined),
  uc: (day, r) => (isLink(r) && r.unnamed ? r.unnamed.country : undefined),
  m: (day, r) => (r.participants ? r.id : (isLink(r) && r.mechanism) || undefined),
});

class Day {
  constructor(registry, day) {
    this.registry = registry;
    this.day = day;
    this.s = new Snapshot(registry, day);
    this.speakers = LANGS.map((lang) => new Speaker(this.s, lang));
    this.sourceNumbers = new Map();
    this.sourceIds = [];
    this.sources = [];
    this.foundTies = findTies(this.s);
    this.counts = crossBorderCounts(this.s, this.foundTies);
    this.layout = mapLayout(this.s, this.counts);
  }
  get foundOverlaps() { return this.s.once("overlaps", () => findOverlaps(this.s)); }
  get foundNeeds() { return findNeeds(this.s); }
  get foundGaps() { return findGaps(this.s); }
  say(method, ...args) { return this.speakers.map((speaker) => speaker[method](...args)); }
  labels(kind, value) { return LANGS.map((lang) => label(kind, value, lang)); }
  span(x) { return LANGS.map((lang) => spanText(x.since, x.until, lang)); }
  cite(citations) {
    return citations.map((c) => {
      if (!this.sourceNumbers.has(c.source)) { this.sourceNumbers.set(c.source, this.sourceIds.length); this.sourceIds.push(c.source); this.sources.push(this.source(c.source)); }
      const source = this.registry.sources.get(c.source), spoken = c.as_of || source.date;
      const entry = { s: this.sourceNumbers.get(c.source), p: LANGS.map((lang) => pinpointText(c.pinpoint, lang)) };
      if (spoken) {
        entry.d = spoken;
        const years = Math.floor((Date.parse(this.day) - Date.parse(partial(spoken).latest)) / 864e5 / 365);
        if (years >= 3) entry.y = years;
      }
      if (c.quote) { entry.q = c.quote.text; entry.ql = c.quote.lang; }
      return entry;
    });
  }
  /* -- agencies ---------------------------------------------------------------------------- */
  area(x) {
    const r = x.r, entry = { id: x.id, f: r.function, r: ROLE_LETTER[r.role], rx: this.labels("Role", r.role), st: r.status, t: pairOf(r.statement), src: this.cite(r.citations), chk: r.checked };
    if (r.status !== "asserted") entry.sx = this.labels("Status", r.status);
    if (r.since || r.until) entry.w = this.span(r);
    if (this.s.certainty(x) === "uncertain") entry.unc = true;
    if (r.exclusive === "sole") entry.sole = true;
    if (r.places.length) entry.pl = LANGS.map((lang) => r.places.map((p) => this.registry.places.get(p).name[lang]).join(", "));
    if (r.legal_basis.length) entry.lb = LANGS.map((lang) => r.legal_basis.map((b) => instrumentName(this.registry.instruments.get(b.instrument), lang) + (b.pinpoint ? `, ${pinpointText(b.pinpoint, lang)}` : "")).join("; "));
    return entry;
  }
  agency(a) {
    const block = this.s.blocks.get(a.id), known = {
      id: a.id, c: a.country, lv: a.level, n: pairOf(a.name), s: LANGS.map((lang) => shortOf(a, lang)), ol: officialLang(a), to: a.translation_official, home: this.layout.home[a.id] ?? null,
    };
    if (block) known.block = block.id;
    if (a.series) known.series = a.series;
    return new ShownAgency(this, a, known);
  }
  overlap(o) {
    const entry = { id: o.id, a: o.agencies, f: o.function, g: o.grade.value, p: o.precision };
    later(entry, "t", () => this.say("overlap", o));
    return entry;
  }
  gone() {
    return [...this.registry.agencies.values()].filter((a) => !this.s.agencies.has(a.id)).map((a) => ({
      id: a.id, c: a.country, n: pairOf(a.name), s: LANGS.map((lang) => shortOf(a, lang)), full: LANGS.map((lang) => fullName(a, lang)), q: searchNames(a),
      to: [...new Set(this.registry.changes.filter((e) => e.predecessors.includes(a.id)).flatMap((e) => e.successors).filter((x) => this.s.agencies.has(x)))],
    }));
  }
  /* -- functions and mechanisms ------------------------------------------------------------ */
  domain(d) {
    return {
      id: d.id, n: pairOf(d.name), s: pairOf(d.short_name || d.name), f: d.functions.map((f) => f.id),
      m: [...this.registry.mechanisms.values()].filter((m) => m.functions.some((f) => this.registry.domainOf.get(f).id === d.id) && this.s.mechanismState(m) !== "no").length,
      linked: this.foundTies.some((x) => x.domains.includes(d.id) && x.other),
    };
  }
  function(id) {
    const f = this.registry.functions.get(id), entry = { id, d: this.registry.domainOf.get(id).id, n: pairOf(f.name), q: [...new Set([fold(f.name.en), fold(f.name.es), id])].sort(), def: pairOf(f.definition), mir: f.mirror };
    later(entry, "sides", () => Object.fromEntries(["us", "mx"].map((country) => {
      const answer = fragmentation(this.s, id, country);
      return [country, { t: this.say("fragmentation", answer), a: answer.areas.map((x) => ({ a: x.agency.id, r: ROLE_LETTER[x.r.role], id: x.id })), ann: [...new Set(answer.announced.map((x) => x.agency.id))].sort() }];
    })));
    later(entry, "ov", () => this.foundOverlaps.flatMap((o, n) => (o.function === id ? [n] : [])));
    later(entry, "gaps", () => this.foundGaps.filter((g) => g.function === id && g.kind !== "need").map((g) => ({ id: g.id, t: this.say("gap", g) })));
    if (f.mirror_note) entry.mn = pairOf(f.mirror_note);
    return entry;
  }
  mechanism(m) { return new ShownMechanism(this, m, { id: m.id, c: m.country, n: pairOf(m.name), s: pairOf(m.acronym || m.name), f: m.functions }); }
  /* -- ties and the map -------------------------------------------------------------------- */
  tie(x) { return new ShownTie(this, x.record, { a: x.agency, b: x.other, y: x.style, d: x.domains, id: x.record.id }); }
  /** The overlaps of an agency, or of functions, without finding all. */
  overlapsOf(...ids) {
    return this.s.once(`overlaps ${ids}`, () => findOverlaps(this.s, this.registry.agencies.has(ids[0]) ? { agency: ids[0] } : { functions: ids }).map((o) => this.overlap(o)));
  }
  onFile() {
    const found = [];
    for (const s of this.registry.series.values()) {
      const known = s.tallies.filter((x) => { const p = partial(x.as_of); return (p.earliest || p.latest) <= this.day; });
      if (!known.length) continue;
      const newest = known.reduce((best, x) => { const [a, b] = [x.status === "asserted", best.status === "asserted"]; return a !== b ? (a ? x : best) : comparePartial(x.as_of, best.as_of) > 0 ? x : best; });
      found.push({ t: pairOf(newest.statement), src: this.cite(newest.citations) });
    }
    for (const n of foremost(this.foundNeeds)) found.push({ t: this.say("need", n), src: this.cite(n.need.citations) });
    return found.slice(0, 4);
  }
  box(b) {
    const entry = { id: b.id, k: b.kind, bl: b.block, x: b.x, y: b.y, w: b.w, h: b.h };
    if (b.inside) entry.n = b.inside;
    if (b.kind === "block" && this.tiedBlocks.has(b.block)) entry.x2 = 1;
    if (b.kind === "agency" || b.kind === "series") {
      entry.t = LANGS.map((lang) => this.layout.label(b.id, lang));
      if ((this.layout.members[b.id] || [b.id]).some((m) => this.counts[m])) entry.x2 = 1;
    }
    return entry;
  }
  /** Ids of the blocks in which an agency has a tie across the border. */
  get tiedBlocks() { return this.s.once("tied blocks", () => new Set(Object.keys(this.counts).map((a) => this.s.blocks.get(a)?.id))); }
  restTies(all) {
    const byBox = new Map(all.map((b) => [b.id, b])), records = new Map();
    for (const x of this.foundTies) {
      if (!x.counted || x.other === null) continue;
      const sides = [this.s.country(x.agency), this.s.country(x.other)].sort().join();
      if (sides !== "mx,us") continue;
      for (const end of [x.agency, x.other]) {
        const block = this.s.blocks.get(end);
        if (block) for (const d of x.domains) {
          const key = `${block.id} ${d}`;
          if (!records.has(key)) records.set(key, { block, d, ids: new Set() });
          records.get(key).ids.add(`${x.record.parties && x.record.statement ? "c" : x.record.participants ? "m" : "i"}/${x.record.id}`);
        }
      }
    }
    const order = new Map(this.registry.blocks.map((b, n) => [b.id, n])), places = new Map(this.registry.domains.map((d, n) => [d.id, n]));
    const kept = [...records.values()].map((k) => Object.assign(k, { n: k.ids.size })).filter((k) => k.n >= 2)
      .sort((a, b) => b.n - a.n || order.get(a.block.id) - order.get(b.block.id) || places.get(a.d) - places.get(b.d)).slice(0, MAX_REST_TIES);
    for (const k of kept) k.width = REST_WIDTHS.find(([least]) => k.n >= least)[1];
    const ends = new Map(), put = (box, side, k) => { const key = `${box} ${side}`; if (!ends.has(key)) ends.set(key, [box, []]); ends.get(key)[1].push(k); };
    for (const k of kept) { put(`block:${k.block.id}`, "out", k); put(`domain:${k.d}`, k.block.country, k); }
    for (const [id, ties] of ends.values()) {
      const box = byBox.get(id), own = id.startsWith("block:");
      const other = (k) => byBox.get(own ? `domain:${k.d}` : `block:${k.block.id}`).y;
      ties.sort((a, b) => other(a) - other(b) || compareText(a.block.id, b.block.id) || compareText(a.d, b.d));
      const total = ties.reduce((n, k) => n + k.width, 0) + 3 * (ties.length - 1), scale = Math.min(1, (box.h - 12) / total);
      let y = box.y + box.h / 2 - (total * scale) / 2;
      for (const k of ties) { k[own ? "yb" : "yd"] = tenth(y + (k.width * scale) / 2); y += (k.width + 3) * scale; }
    }
    return kept.sort((a, b) => a.width - b.width || compareText(a.block.id, b.block.id) || compareText(a.d, b.d)).map((k) => {
      const b = byBox.get(`block:${k.block.id}`), d = byBox.get(`domain:${k.d}`), us = k.block.country === "us";
      const start = [b.id, us ? b.x + b.w : b.x, k.yb], end = [d.id, us ? d.x : d.x + d.w, k.yd];
      return { from: us ? start : end, to: us ? end : start, width: k.width, country: k.block.country, n: k.n, block: k.block.id, domain: k.d };
    });
  }
  map() {
    const { rest, opened, phone, members } = this.layout;
    const ties = this.restTies(rest);
    return {
      rest: ties, restTies: ties.length, boxes: rest.map((b) => this.box(b)),
      opened: Object.fromEntries(Object.entries(opened).map(([k, v]) => [k, v.map((b) => this.box(b))])),
      phone: phone.map((b) => this.box(b)), phoneTies: this.restTies(phone), members,
    };
  }
  source(id) {
    const s = this.registry.sources.get(id);
    return { t: s.title, l: s.lang, sh: s.short_title || s.publisher, pub: s.publisher, pc: s.publisher_country ? this.labels("Country", s.publisher_country) : null, k: this.labels("SourceKind", s.kind), kd: s.kind, b: SOURCE_BARS[s.kind], r: this.labels("HowRead", s.read), u: s.url, d: s.date };
  }
  /** Everything the page shows of the day. */
  all() {
    const { registry, s } = this, mechanisms = [...registry.mechanisms.values()].filter((m) => s.mechanismState(m) !== "no");
    const side = (c) => [...s.agencies.keys()].filter((a) => s.country(a) === c).length;
    const data = {
      agencies: [...s.agencies.keys()].map((a) => this.agency(registry.agencies.get(a))),
      gone: this.gone(), domains: registry.domains.map((d) => this.domain(d)), functions: [...registry.functions.keys()].map((f) => this.function(f)),
    };
    later(data, "overlaps", () => this.foundOverlaps.map((o) => this.overlap(o)));
    data.mechanisms = mechanisms.map((m) => this.mechanism(m));
    data.blocks = registry.blocks.map((b) => ({ id: b.id, c: b.country, n: pairOf(b.name), s: pairOf(b.short_name || b.name) }));
    later(data, "series", () => [...registry.series.values()].map((x) => ({ id: x.id, n: pairOf(x.name), total: x.total, tallies: x.tallies.map((y) => ({ t: pairOf(y.statement), f: y.function, d: y.as_of, src: this.cite(y.citations) })) })));
    data.ties = this.foundTies.map((x) => this.tie(x));
    later(data, "onFile", () => this.onFile());
    data.map = this.map();
    data.sources = this.sources;
    data.counts = {
      agencies: s.agencies.size, functions: registry.functions.size, domains: registry.domains.length, mechanisms: mechanisms.length,
      links: registry.cooperations.size + [...registry.mechanisms.values()].reduce((n, m) => n + m.participants.length, 0), us: side("us"), mx: side("mx"),
    };
    return data;
  }
}
