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

class Day {
  constructor(registry, day) {
    this.registry = registry;
    this.day = day;
    this.s = new Snapshot(registry, day);
    this.speakers = LANGS.map((lang) => new Speaker(this.s, lang));
    this.sourceNumbers = new Map();
    this.sourceIds = [];
    this.foundTies = findTies(this.s);
    this.counts = crossBorderCounts(this.s, this.foundTies);
    this.layout = mapLayout(this.s, this.counts);
    this.foundOverlaps = findOverlaps(this.s);
    this.foundNeeds = findNeeds(this.s);
  }
  get foundGaps() { return findGaps(this.s); }
  say(method, ...args) { return this.speakers.map((speaker) => speaker[method](...args)); }
  labels(kind, value) { return LANGS.map((lang) => label(kind, value, lang)); }
  span(x) { return LANGS.map((lang) => spanText(x.since, x.until, lang)); }
  cite(citations) {
    return citations.map((c) => {
      if (!this.sourceNumbers.has(c.source)) { this.sourceNumbers.set(c.source, this.sourceIds.length); this.sourceIds.push(c.source); }
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
    const { registry, s } = this, areas = registry.areasOf(a.id).filter((x) => registry.areaHolds(x, this.day) !== "no");
    const functions = [...new Set(s.counted.filter((x) => x.agency.id === a.id).map((x) => x.r.function))];
    const block = registry.blockOf(a.id, this.day), contested = registry.contestedParents(a.id, this.day);
    const entry = {
      id: a.id, c: a.country, lv: a.level, k: this.labels("Classification", a.classification), n: pairOf(a.name),
      s: LANGS.map((lang) => shortOf(a, lang)), ol: officialLang(a), to: a.translation_official, q: searchNames(a),
      up: s.ancestors.get(a.id), kids: registry.children(a.id, this.day).filter((c) => s.agencies.has(c)), m: pairOf(a.mandate),
      home: this.layout.home[a.id] ?? null, d: areas.map((x) => this.area(x)), src: this.cite(a.citations), chk: a.checked,
    };
    const optional = {
      block: block ? block.id : null, series: a.series, unc: s.agencies.get(a.id) === "uncertain",
      cup: a.parents.filter((p) => contested.includes(p.agency) && p.contested).map((p) => ({ t: this.say("contestedParent", a.id, p.agency), src: this.cite(p.citations) })),
      web: a.website,
      on: a.other_names.map((o) => ({ n: o.name + (o.acronym ? ` (${o.acronym})` : ""), l: o.lang, k: this.labels("NameKind", o.kind), w: this.span(o) })),
      l: a.limits.filter((x) => holdsOn(this.day, x.since, x.until) !== "no" && x.status !== "retired").map((x) => ({ id: `${a.id}/${x.id}`, k: this.labels("LimitKind", x.kind), t: pairOf(x.statement), st: x.status, w: this.span(x), src: this.cite(x.citations) })),
      nd: this.foundNeeds.filter((n) => n.agency.id === a.id).map((n) => ({ id: n.id, need: `${a.id}/${n.need.id}`, t: this.say("need", n), met: !n.unmet, src: this.cite(n.need.citations) })),
      ov: this.foundOverlaps.flatMap((o, n) => (o.agencies.includes(a.id) ? [n] : [])),
      ch: registry.changes.filter((e) => [e.agency.id, ...e.predecessors, ...e.successors].includes(a.id)).map((e) => ({ t: LANGS.map((lang) => capital(`${e.change.date}: ${e.change.statement[lang]}`)), src: this.cite(e.change.citations) })),
    };
    for (const [key, value] of Object.entries(optional)) if (Array.isArray(value) ? value.length : value) entry[key] = value;
    if (functions.length && a.country !== "int") {
      later(entry, "cp", () => functions.map((f) => { const answer = findCounterparts(s, a.id, f), first = answer.candidates.slice(0, 12); return { f, o: answer.outcome, t: this.say("counterpart", answer), a: first.map((c) => c.agency), g: first.map((c) => c.grade.value) }; }));
    }
    return entry;
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
    const f = this.registry.functions.get(id), sides = {};
    for (const country of ["us", "mx"]) {
      const answer = fragmentation(this.s, id, country);
      sides[country] = { t: this.say("fragmentation", answer), a: areasFor(this.s, id, { country }).map((x) => ({ a: x.agency.id, r: ROLE_LETTER[x.r.role], id: x.id })), ann: [...new Set(answer.announced.map((x) => x.agency.id))].sort() };
    }
    const entry = {
      id, d: this.registry.domainOf.get(id).id, n: pairOf(f.name), q: [...new Set([fold(f.name.en), fold(f.name.es), id])].sort(), def: pairOf(f.definition), mir: f.mirror, sides,
      ov: this.foundOverlaps.flatMap((o, n) => (o.function === id ? [n] : [])),
    };
    later(entry, "gaps", () => this.foundGaps.filter((g) => g.function === id && g.kind !== "need").map((g) => ({ id: g.id, t: this.say("gap", g) })));
    if (f.mirror_note) entry.mn = pairOf(f.mirror_note);
    return entry;
  }
  mechanism(m) {
    return {
      id: m.id, c: m.country, n: pairOf(m.name), s: pairOf(m.acronym || m.name), q: [...new Set([m.name, m.acronym].filter(Boolean).flatMap((x) => [fold(x.en), fold(x.es)]))].sort(),
      k: this.labels("MechanismKind", m.kind), st: this.labels("MechanismStatus", m.status), w: this.span(m), t: pairOf(m.purpose), f: m.functions,
      p: m.participants.filter((p) => holdsOn(this.day, p.since, p.until) !== "no").map((p) => ({ a: p.agency, r: this.labels("ParticipantRole", p.role), st: p.status, w: this.span(p), src: this.cite(p.citations) })),
      un: m.unnamed.map(pairOf), in: m.instruments.map((i) => LANGS.map((lang) => instrumentName(this.registry.instruments.get(i), lang))), src: this.cite(m.citations),
    };
  }
  /* -- ties and the map -------------------------------------------------------------------- */
  tie(x) {
    const r = x.record, entry = { a: x.agency, b: x.other, y: x.style, d: x.domains, id: r.id };
    if (r.parties && r.statement) {
      Object.assign(entry, { k: this.labels("CooperationKind", r.kind), f: r.functions, t: pairOf(r.statement), w: this.span(r), src: this.cite(r.citations) });
      if (r.unnamed) { entry.un = pairOf(r.unnamed.description); entry.uc = r.unnamed.country; }
      if (r.mechanism) entry.m = r.mechanism;
    } else if (r.participants) entry.m = r.id;
    else Object.assign(entry, { k: this.labels("InstrumentKind", r.kind), f: r.functions, t: pairOf(r.summary), n: LANGS.map((lang) => instrumentName(r, lang)), w: [r.signed || r.since || "", r.signed || r.since || ""], src: this.cite(r.citations) });
    return entry;
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
    if (b.kind === "block" && [...this.s.agencies.keys()].some((a) => this.counts[a] && this.registry.blockOf(a, this.day)?.id === b.block)) entry.x2 = 1;
    if (b.kind === "agency" || b.kind === "series") {
      entry.t = LANGS.map((lang) => this.layout.label(b.id, lang));
      if ((this.layout.members[b.id] || [b.id]).some((m) => this.counts[m])) entry.x2 = 1;
    }
    return entry;
  }
  restTies(all) {
    const byBox = new Map(all.map((b) => [b.id, b])), records = new Map();
    for (const x of this.foundTies) {
      if (!x.counted || x.other === null) continue;
      const sides = [this.s.country(x.agency), this.s.country(x.other)].sort().join();
      if (sides !== "mx,us") continue;
      for (const end of [x.agency, x.other]) {
        const block = this.registry.blockOf(end, this.day);
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
      overlaps: this.foundOverlaps.map((o) => this.overlap(o)), mechanisms: mechanisms.map((m) => this.mechanism(m)),
      blocks: registry.blocks.map((b) => ({ id: b.id, c: b.country, n: pairOf(b.name), s: pairOf(b.short_name || b.name) })),
      series: [...registry.series.values()].map((x) => ({ id: x.id, n: pairOf(x.name), total: x.total, tallies: x.tallies.map((y) => ({ t: pairOf(y.statement), f: y.function, d: y.as_of, src: this.cite(y.citations) })) })),
      ties: this.foundTies.map((x) => this.tie(x)), onFile: this.onFile(), map: this.map(),
    };
    data.sources = this.sourceIds.map((id) => this.source(id));
    data.counts = {
      agencies: s.agencies.size, functions: registry.functions.size, domains: registry.domains.length, mechanisms: mechanisms.length,
      links: registry.cooperations.size + [...registry.mechanisms.values()].reduce((n, m) => n + m.participants.length, 0), us: side("us"), mx: side("mx"),
    };
    return data;
  }
}
