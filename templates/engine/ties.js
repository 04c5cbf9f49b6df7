/* What the map draws between two agencies: a port of agencymap/analysis/ties.py. */
const FORUM_CAP = 12;
const COUNTED_STYLES = new Set(["standing", "contact", "lapsed"]);
const STANDING_KINDS = new Set(["service", "information-sharing", "agreement", "joint-operation", "task-force", "vetted-unit", "liaison", "legal-assistance"]);

/** Return [{agency, other (null: not named), style, record, domains, counted}], by record, then agencies. */
function findTies(snapshot) {
  const { registry } = snapshot, found = [];
  const domainsOf = (functions) => { const wanted = new Set(functions.map((f) => registry.domainOf.get(f).id)); return registry.domains.map((d) => d.id).filter((d) => wanted.has(d)); };
  const add = (agency, other, style, record) => found.push({ agency, other, style, record, domains: domainsOf(record.functions), counted: COUNTED_STYLES.has(style) });
  for (const link of registry.cooperations.values()) {
    const style = linkStyle(snapshot, link);
    if (style && link.parties.every((p) => snapshot.agencies.has(p))) add(link.parties[0], link.parties[1] ?? null, style, link);
  }
  const linked = new Set([...registry.cooperations.values()].map((x) => `${x.instrument} ${[...new Set(x.parties)].sort()}`));
  for (const c of snapshot.channels.filter((x) => x.kind === "instrument")) {
    const present = [...c.members].filter((m) => snapshot.agencies.has(m)).sort();
    const lapsed = present.length < c.members.size || c.inForce !== "yes";
    for (const [one, other] of twos(present)) if (!linked.has(`${c.record.id} ${[one, other]}`)) add(one, other, lapsed ? "lapsed" : "standing", c.record);
  }
  for (const c of snapshot.channels.filter((x) => x.kind === "mechanism")) {
    const forum = FORUM_KINDS.has(c.record.kind), members = [...c.members].filter((m) => snapshot.agencies.has(m)).sort();
    if (members.length > FORUM_CAP && forum) continue;
    for (const [one, other] of twos(members)) if (snapshot.country(one) !== snapshot.country(other)) add(one, other, forum ? "contact" : "standing", c.record);
  }
  return found;
}
const twos = (list) => list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b]));
function linkStyle(snapshot, link) {
  const state = holdsOn(snapshot.day, link.since, link.until);
  if (link.status === "announced") return state !== "no" ? "announced" : null;
  if (!HELD.has(link.status)) return null;
  if (state === "no") return link.until && endOf(partial(link.until)) <= snapshot.day && link.kind === "agreement" ? "lapsed" : null;
  if (NEGATIVE_KINDS.has(link.kind)) return "withheld";
  if (link.kind === "co-participation" || link.kind === "oversight") return "attended";
  return STANDING_KINDS.has(link.kind) ? "standing" : "contact";
}
/** Return, for each agency, the number of its counted ties across the border. */
function crossBorderCounts(snapshot, ties) {
  const counts = {};
  for (const x of ties) if (x.counted && x.other && snapshot.country(x.agency) !== snapshot.country(x.other)) for (const end of [x.agency, x.other]) counts[end] = (counts[end] || 0) + 1;
  return counts;
}
