/* The registry as of one day: who is in being, who holds what, and the channels between agencies.
   A port of agencymap/snapshot.py. */
const HELD = new Set(["asserted", "contested"]);
const COUNTED_ROLES = new Set(["accountable", "responsible"]);
const FORUM_KINDS = new Set(["framework", "dialogue", "working-group", "commission", "meeting"]);
const SUCCESSION = new Set(["replace", "absorb", "split-off"]);
const NEGATIVE_KINDS = new Set(["withheld-data", "statutory-limit"]);
const NO_CONTACT = new Set(["oversight", "co-participation", ...NEGATIVE_KINDS]);
const AGREEMENT_KINDS = new Set(["treaty", "agreement", "memorandum", "letter"]);
const BINDING_KINDS = new Set([...AGREEMENT_KINDS, "constitution", "statute", "regulation", "decree"]);
const STANDING_ORDER = { named: 0, below: 1, successor: 2 };

class Snapshot {
  constructor(registry, day) {
    this.registry = registry;
    this.day = day;
    this.known = new Map();
    this.standingsOf = new Map();
  }
  /** Compute once: the value of *make* under *key*. */
  once(key, make) {
    if (!this.known.has(key)) this.known.set(key, make());
    return this.known.get(key);
  }
  /** id → "yes" or "uncertain", in the order of the registry (by id). */
  get agencies() {
    return this.once("agencies", () => new Map([...this.registry.agencies.keys()].map((a) => [a, this.registry.exists(a, this.day)]).filter(([, answer]) => answer !== "no")));
  }
  get ancestors() {
    return this.once("ancestors", () => new Map([...this.registry.agencies.keys()].map((a) => [a, this.registry.ancestors(a, this.day)])));
  }
  distinct(one, other) {
    return one !== other && !this.ancestors.get(other).includes(one) && !this.ancestors.get(one).includes(other);
  }
  country(id) { return this.registry.agencies.get(id).country; }
  areasWith(...statuses) {
    return this.registry.areas.filter((x) => statuses.includes(x.r.status) && this.registry.areaHolds(x, this.day) !== "no");
  }
  get held() { return this.once("held", () => this.areasWith("asserted", "contested")); }
  get counted() { return this.once("counted", () => this.held.filter((x) => COUNTED_ROLES.has(x.r.role))); }
  get announced() { return this.once("announced", () => this.areasWith("announced")); }
  get assertedAbsent() { return this.once("absent", () => this.areasWith("asserted-absent")); }
  certainty(area) { return this.registry.areaHolds(area, this.day); }
  placesOf(area) {
    if (area.r.places.length) return area.r.places;
    return (area.agency.country === "int" ? ["us", "mx"] : [area.agency.country]).map((c) => c.toUpperCase());
  }
  get succession() {
    return this.once("succession", () => this.registry.changes.filter((e) => SUCCESSION.has(e.change.kind) && begunBy(partial(e.change.date).earliest, this.day)));
  }
  /** agency → (predecessor at any remove → do agreements pass on). */
  get predecessors() {
    return this.once("predecessors", () => {
      const direct = new Map();
      for (const event of this.succession) for (const after of event.successors) {
        if (!direct.has(after)) direct.set(after, new Map());
        const known = direct.get(after);
        for (const before of event.predecessors) known.set(before, known.get(before) || event.change.carries_agreements === "yes");
      }
      return new Map([...direct.keys()].map((a) => [a, Snapshot.allBefore(a, direct)]));
    });
  }
  static allBefore(agency, direct) {
    const found = new Map(), queue = [[agency, true]];
    while (queue.length) {
      const [here, carried] = queue.pop();
      for (const [before, passes] of direct.get(here) || EMPTY) {
        const total = carried && passes;
        if (before === agency || (found.has(before) && (found.get(before) || !total))) continue;
        found.set(before, total);
        queue.push([before, total]);
      }
    }
    return found;
  }
  /** party in whose shoes the agency may stand → [standing, agreements pass on]. */
  standings(agency) {
    if (!this.standingsOf.has(agency)) {
      const found = new Map([[agency, ["named", true]]]);
      const add = (id, value) => { if (!found.has(id)) found.set(id, value); };
      for (const step of this.ancestors.get(agency)) add(step, ["below", true]);
      for (const holder of [agency, ...this.ancestors.get(agency)]) for (const [before, carried] of this.predecessors.get(holder) || EMPTY) add(before, ["successor", carried]);
      this.standingsOf.set(agency, found);
    }
    return this.standingsOf.get(agency);
  }
  begun(since) { return begunBy(partial(since)?.earliest, this.day); }
  signed(instrument) { return this.begun(instrument.since || instrument.signed); }
  instrumentState(instrument) {
    const state = holdsOn(this.day, instrument.since || instrument.signed, instrument.until);
    return ["expired", "repealed", "superseded"].includes(instrument.status) && !instrument.until ? "uncertain" : state;
  }
  instrumentInForce(instrument) {
    return !["signed", "unknown"].includes(instrument.status) && this.signed(instrument) && this.instrumentState(instrument) === "yes";
  }
  mechanismState(m) {
    if (m.status === "announced") return "no";
    const state = holdsOn(this.day, m.since, m.until);
    return m.status === "ended" && !m.until ? both(state, "uncertain") : state;
  }
  participants(m) {
    return m.participants.filter((p) => HELD.has(p.status) && p.role !== "overseer" && holdsOn(this.day, p.since, p.until) !== "no" && this.registry.exists(p.agency, this.day) !== "no");
  }
  /** Channels begun by the day, sorted by id: {id, kind, record, members (Set), functions (Set), places, inForce, agreement, instruments, forum}. */
  get channels() {
    return this.once("channels", () => {
      const found = [];
      for (const link of this.registry.cooperations.values()) found.push(this.cooperationChannel(link));
      for (const i of this.registry.instruments.values()) found.push(this.instrumentChannel(i));
      for (const m of this.registry.mechanisms.values()) found.push(...this.mechanismChannels(m));
      return found.filter(Boolean).sort((a, b) => compareText(a.id, b.id));
    });
  }
  get channelsAbout() {
    return this.once("about", () => {
      const tree = this.registry.functionTree, found = new Map([...tree.keys()].map((f) => [f, []]));
      const related = new Map([...tree.keys()].map((f) => [f, [...tree.keys()].filter((g) => this.registry.functionsRelated(f, g))]));
      for (const c of this.channels) for (const f of new Set([...c.functions].flatMap((x) => related.get(x)))) found.get(f).push(c);
      return found;
    });
  }
  /** agency → the channels of which it is a member. */
  get channelsOf() {
    return this.once("channels of", () => {
      const found = new Map();
      for (const c of this.channels) for (const m of c.members) { if (!found.has(m)) found.set(m, []); found.get(m).push(c); }
      return found;
    });
  }
  /** Counted areas by function or domain, and by agency. */
  get countedByFunction() { return this.once("by function", () => this.countedBy((x) => x.r.function)); }
  get countedByAgency() { return this.once("by agency", () => this.countedBy((x) => x.agency.id)); }
  countedBy(key) {
    const found = new Map();
    for (const x of this.counted) { if (!found.has(key(x))) found.set(key(x), []); found.get(key(x)).push(x); }
    return found;
  }
  countedOf(agency) { return this.countedByAgency.get(agency) || EMPTY; }
  /** agency in being → its block of the map, or null. */
  get blocks() { return this.once("blocks", () => new Map([...this.agencies.keys()].map((a) => [a, this.registry.blockOf(a, this.day)]))); }
  functionsMeet(functions, f) { for (const x of functions) if (this.registry.functionsRelated(x, f)) return true; return false; }
  cooperationChannel(link) {
    if (NO_CONTACT.has(link.kind) || !HELD.has(link.status) || link.parties.length < 2 || !this.begun(link.since)) return null;
    const agreement = link.kind === "agreement", inForce = holdsOn(this.day, link.since, link.until);
    if (inForce === "no" && !agreement) return null;
    const written = link.instrument ? [this.registry.instruments.get(link.instrument)] : EMPTY;
    return { id: `cooperation/${link.id}`, kind: "cooperation", record: link, members: new Set(link.parties), functions: new Set(link.functions), places: link.places, inForce, agreement, instruments: written.filter((i) => this.signed(i)), forum: false };
  }
  instrumentChannel(i) {
    if (!AGREEMENT_KINDS.has(i.kind) || i.parties.length < 2 || !this.signed(i)) return null;
    return { id: `instrument/${i.id}`, kind: "instrument", record: i, members: new Set(i.parties), functions: new Set(i.functions), places: i.places, inForce: this.instrumentState(i), agreement: true, instruments: [i], forum: false };
  }
  mechanismChannels(m) {
    const inForce = this.mechanismState(m);
    if (inForce === "no") return [];
    const present = this.participants(m), members = [...new Set(present.map((p) => p.agency))].sort();
    let groups = [["", members]];
    if (m.kind === "shared-system") {
      const operators = [...new Set(present.filter((p) => p.role === "operator" || p.role === "lead").map((p) => p.agency))];
      if (operators.length) groups = members.filter((x) => !operators.includes(x)).map((x) => [`/${x}`, [...operators, x]]);
    }
    const instruments = m.instruments.map((i) => this.registry.instruments.get(i)).filter((i) => this.signed(i));
    return groups.filter(([, g]) => new Set(g).size > 1).map(([suffix, g]) => ({ id: `mechanism/${m.id}${suffix}`, kind: "mechanism", record: m, members: new Set(g), functions: new Set(m.functions), places: m.places, inForce, agreement: false, instruments, forum: FORUM_KINDS.has(m.kind) }));
  }
  evidenceDay(citation) {
    const spoken = partial(citation.as_of || this.registry.sources.get(citation.source).date);
    return spoken ? (spoken.latest < this.day ? spoken.latest : this.day) : null;
  }
  newestEvidence(citations) {
    const days = citations.map((c) => this.evidenceDay(c)).filter(Boolean).sort();
    return days.length ? days[days.length - 1] : null;
  }
}
