/* The registry: indexes over the public data file (data/agencymap.json); a port of
   agencymap/registry.py. Records keep the keys of the YAML; what the file leaves out is its default. */
const compareText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const byIdOf = (list) => new Map(list.map((x) => [x.id, x]));
const EMPTY = [];

/** Fill in what a record leaves out, to any depth; shapes are those of engine_data(). */
function filled(record, shape, shapes) {
  const { d, r } = shapes[shape];
  const whole = Object.assign({}, d, record);
  for (const [field, inner] of Object.entries(r)) {
    const value = whole[field];
    if (Array.isArray(value)) { if (value.length) whole[field] = value.map((x) => filled(x, inner, shapes)); }
    else if (value) whole[field] = filled(value, inner, shapes);
  }
  return whole;
}

class Registry {
  constructor(data) {
    const list = (kind) => data[kind].map((x) => filled(x, data.kinds[kind], data.shapes));
    this.info = data.registry;
    Object.assign(LABELS, data.labels);
    for (const kind of ["agencies", "mechanisms", "cooperations", "instruments", "places", "subjects", "series", "sources"]) this[kind] = byIdOf(list(kind));
    this.domains = list("domains");
    this.blocks = list("blocks");
    this.functions = new Map(this.domains.flatMap((d) => d.functions.map((f) => [f.id, f])));
    this.domainOf = new Map(this.domains.flatMap((d) => [[d.id, d], ...d.functions.map((f) => [f.id, d])]));
    this.functionTree = new Map(this.domains.flatMap((d) => [[d.id, null], ...d.functions.map((f) => [f.id, d.id])]));
    this.areas = [...this.agencies.values()].flatMap((a) => this.areasOf(a.id));
    this.below = this.placesBelow();
    this.meetings = new Map();
    this.allMeetings = new Map();
    this.namedBlocks = new Map(this.blocks.slice().reverse().flatMap((b) => b.agencies.map((a) => [a, b])));
    this.childrenOf = new Map();
    for (const a of this.agencies.values()) for (const p of a.parents) {
      if (!this.childrenOf.has(p.agency)) this.childrenOf.set(p.agency, new Set());
      this.childrenOf.get(p.agency).add(a.id);
    }
    this.changes = [...this.agencies.values()].flatMap((agency) => agency.changes.map((change) => ({
      agency, change,
      predecessors: change.predecessors.length ? change.predecessors : change.successors.length ? [agency.id] : EMPTY,
      successors: change.successors.length ? change.successors : change.predecessors.length ? [agency.id] : EMPTY,
    }))).sort((x, y) => comparePartial(x.change.date, y.change.date) || compareText(x.agency.id, y.agency.id));
  }
  /** An area of responsibility: {agency, r, id}. */
  areasOf(id) {
    const agency = this.agencies.get(id);
    return agency.responsibilities.map((r) => ({ agency, r, id: `${id}/${r.id}` }));
  }
  exists(id, day) { const a = this.agencies.get(id); return holdsOn(day, a.founded, a.dissolved); }
  parents(id, day, contested = false) {
    return this.agencies.get(id).parents.filter((p) => p.contested === contested && holdsOn(day, p.since, p.until) !== "no").map((p) => p.agency);
  }
  contestedParents(id, day) { return this.parents(id, day, true); }
  ancestors(id, day) {
    const found = [], queue = this.parents(id, day);
    while (queue.length) {
      const step = queue.shift();
      if (!found.includes(step)) { found.push(step); queue.push(...this.parents(step, day)); }
    }
    return found;
  }
  children(id, day) { return [...(this.childrenOf.get(id) || EMPTY)].sort().filter((c) => this.parents(c, day).includes(id)); }
  spoken(citation) {
    const when = partial(citation.as_of || this.sources.get(citation.source).date);
    return when ? when.earliest || when.latest : null;
  }
  statementHolds(statement, day) {
    const state = holdsOn(day, statement.since, statement.until);
    if (state === "yes" && !statement.since) {
      const spoken = statement.citations.map((c) => this.spoken(c)).filter(Boolean).sort();
      if (spoken.length && day < spoken[0]) return "uncertain";
    }
    return state;
  }
  areaHolds(area, day) { return both(this.statementHolds(area.r, day), this.exists(area.agency.id, day)); }
  footing(citations) {
    const kinds = citations.map((c) => this.sources.get(c.source).kind), press = ["news", "reference"];
    if (kinds.every((k) => press.includes(k))) return "press";
    return kinds.every((k) => press.includes(k) || k === "official-republished") ? "republished" : "firm";
  }
  placesBelow() {
    const direct = new Map([...this.places.keys()].map((p) => [p, new Set()]));
    for (const place of this.places.values()) {
      for (const inner of place.contains) direct.get(place.id).add(inner);
      for (const outer of place.within) direct.get(outer).add(place.id);
      const country = place.country.toUpperCase();
      if (direct.has(country) && country !== place.id) direct.get(country).add(place.id);
    }
    const reach = (start) => {
      const found = new Set([start]), queue = [start];
      while (queue.length) for (const step of direct.get(queue.pop())) if (!found.has(step)) { found.add(step); queue.push(step); }
      return found;
    };
    return new Map([...this.places.keys()].map((p) => [p, reach(p)]));
  }
  placeWithin(inner, outer) { return this.below.get(outer).has(inner); }
  placeSize(place) { return this.below.get(place).size; }
  placesMeet(one, other) {
    const key = one < other ? `${one} ${other}` : `${other} ${one}`;
    if (!this.meetings.has(key)) {
      const a = this.below.get(one), b = this.below.get(other);
      const touched = (places, inside) => [...places].some((p) => this.places.get(p).touches.some((x) => inside.has(x)));
      this.meetings.set(key, [...a].some((p) => b.has(p)) || touched(a, b) || touched(b, a));
    }
    return this.meetings.get(key);
  }
  /** All places with which a place shares ground, itself included. */
  placesMeeting(place) {
    if (!this.allMeetings.has(place)) {
      this.above ||= this.turned((p) => this.below.get(p));
      this.touching ||= this.turned((p) => this.places.get(p).touches);
      const parts = new Set(this.below.get(place));
      for (const p of this.below.get(place)) for (const q of [...this.places.get(p).touches, ...(this.touching.get(p) || EMPTY)]) parts.add(q);
      const found = new Set();
      for (const p of parts) for (const q of this.above.get(p)) found.add(q);
      this.allMeetings.set(place, found);
    }
    return this.allMeetings.get(place);
  }
  /** place → the places that *of* leads to it from. */
  turned(of) {
    const found = new Map();
    for (const from of this.places.keys()) for (const to of of(from)) { if (!found.has(to)) found.set(to, []); found.get(to).push(from); }
    return found;
  }
  functionWithin(narrow, broad) { return narrow === broad || this.functionTree.get(narrow) === broad; }
  functionsRelated(one, other) { return this.functionWithin(one, other) || this.functionWithin(other, one); }
  subjectWithin(narrow, broad) {
    for (let step = narrow; step; step = this.subjects.get(step).broader) if (step === broad) return true;
    return false;
  }
  functionTitle(id) { return this.functions.get(id) || this.domainOf.get(id); }
  mirrorOf(id) { return this.functions.get(id)?.mirror ?? null; }
  blockOf(id, day) {
    const record = this.agencies.get(id);
    for (const step of [id, ...this.ancestors(id, day)]) if (this.namedBlocks.has(step)) return this.namedBlocks.get(step);
    const side = this.blocks.filter((b) => b.country === record.country);
    return side.find((b) => b.levels.includes(record.level)) || side[side.length - 1] || null;
  }
}
