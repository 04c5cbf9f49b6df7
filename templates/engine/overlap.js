/* Overlap and duplication candidates: a port of agencymap/analysis/overlap.py (D2, D3). */
const PRECISION_RANK = { exact: 0, nested: 1, flagged: 2 };

/** Return [{id, agencies, function, pairs, places, precision, grade, extraterritorial, duplicationCandidate, records}]. */
function findOverlaps(snapshot, options = {}) { return overlapsAmong(snapshot, options, false); }
function findExtraterritorial(snapshot, options = {}) { return overlapsAmong(snapshot, options, true); }
function overlapsAmong(snapshot, { country = null, functions = null, agency = null, ignoreGeography = false }, across) {
  const registry = snapshot.registry, grouped = new Map();
  const add = (one, other, f) => {
    if (country !== null && one.agency.country !== country) return;
    const pair = areasMeet(snapshot, one, other, ignoreGeography, across);
    if (!pair) return;
    const key = `${one.agency.id} ${other.agency.id} ${f}`;
    if (!grouped.has(key)) grouped.set(key, []);
    grouped.get(key).push(pair);
  };
  for (const [f, domain] of registry.functionTree) {
    if (functions !== null && !functions.some((x) => registry.functionWithin(f, x))) continue;
    const own = agency === null ? null : snapshot.countedOf(agency).filter((x) => x.r.function === f || x.r.function === domain);
    if (own && !own.length) continue;
    const here = ownCountry(snapshot, f), all = domain === null ? here : [...here, ...ownCountry(snapshot, domain)];
    const near = own || ignoreGeography ? null : groundOf(snapshot, all);
    for (const x of here) for (const y of near ? near(x) : own && x.agency.id !== agency ? own : all) {
      if ((x.agency.country !== y.agency.country) !== across || y.agency.country === "int") continue;
      if (x.agency.id < y.agency.id) add(x, y, f);
      else if (y.agency.id < x.agency.id && y.r.function !== f) add(y, x, f); // a pair inside one function is met from both of its ends
    }
  }
  const order = new Map([...registry.functionTree.keys()].map((f, n) => [f, n]));
  return [...grouped.values()].map((pairs) => overlapOf(snapshot, pairs, across)).sort((a, b) => (snapshot.country(a.agencies[0]) !== "us") - (snapshot.country(b.agencies[0]) !== "us")
    || order.get(a.function) - order.get(b.function) || compareText(a.agencies[0], b.agencies[0]) || compareText(a.agencies[1], b.agencies[1]));
}
/** Counted areas of a function, without those of bodies of no single country. */
const ownCountry = (snapshot, f) => (snapshot.countedByFunction.get(f) || EMPTY).filter((x) => x.agency.country !== "int");
/** A function from an area to those of *areas* that share ground with it. */
function groundOf(snapshot, areas) {
  const at = new Map();
  for (const x of areas) for (const p of snapshot.placesOf(x)) { if (!at.has(p)) at.set(p, []); at.get(p).push(x); }
  const near = (p) => { const meeting = snapshot.registry.placesMeeting(p); return meeting.size < at.size ? [...meeting].filter((q) => at.has(q)) : [...at.keys()].filter((q) => meeting.has(q)); };
  return (area) => new Set(snapshot.placesOf(area).flatMap((p) => near(p).flatMap((q) => at.get(q))));
}
const sameSet = (a, b) => a.every((x) => b.includes(x)) && b.every((x) => a.includes(x));
function areasMeet(snapshot, one, other, ignoreGeography, across) {
  const registry = snapshot.registry, a = one.r, b = other.r;
  if (!registry.functionsRelated(a.function, b.function) || !snapshot.distinct(one.agency.id, other.agency.id)) return null;
  if (across && !(a.places.length && b.places.length)) return null; // unspecified ground is the own country
  if (!subjectsMeet(registry, a.subjects, b.subjects)) return null;
  const places = sharedGround(registry, snapshot.placesOf(one), snapshot.placesOf(other));
  if (!places.length && !ignoreGeography) return null;
  const unspecified = [one, other].filter((x) => !x.r.places.length || !x.r.subjects.length).map((x) => x.id).sort();
  const equal = a.function === b.function && sameSet(a.places, b.places) && sameSet(a.subjects, b.subjects);
  const precision = unspecified.length ? "flagged" : equal ? "exact" : "nested";
  return {
    one, other, function: registry.functionWithin(a.function, b.function) ? a.function : b.function, places, precision, unspecified,
    duplicationCandidate: !across && precision === "exact" && registry.functions.has(a.function) && a.stage === b.stage && a.role === b.role && COUNTED_ROLES.has(a.role)
      && a.status === "asserted" && b.status === "asserted" && !a.division_of_labor && !b.division_of_labor,
  };
}
function subjectsMeet(registry, ours, theirs) {
  return !ours.length || !theirs.length || ours.some((x) => theirs.some((y) => registry.subjectWithin(x, y) || registry.subjectWithin(y, x)));
}
function sharedGround(registry, ours, theirs) {
  const found = new Set(), narrower = (x, y) => registry.placeSize(x) - registry.placeSize(y) || compareText(x, y);
  for (const x of ours) for (const y of theirs) {
    if (!registry.placesMeet(x, y)) continue;
    if (registry.placeWithin(x, y)) found.add(x);
    else if (registry.placeWithin(y, x)) found.add(y);
    else found.add(narrower(x, y) <= 0 ? x : y);
  }
  return [...found].filter((p) => ![...found].some((q) => p !== q && registry.placeWithin(q, p))).sort();
}
function overlapOf(snapshot, pairs, across) {
  const ordered = pairs.slice().sort((a, b) => PRECISION_RANK[a.precision] - PRECISION_RANK[b.precision] || compareText(a.one.id, b.one.id) || compareText(a.other.id, b.other.id));
  const places = [...new Set(ordered.flatMap((p) => p.places))].sort(), agencies = [ordered[0].one.agency.id, ordered[0].other.agency.id], f = ordered[0].function;
  return {
    id: `${across ? "extraterritorial" : "overlap"}:${agencies[0]}:${agencies[1]}:${f}`, agencies, function: f, pairs: ordered, places, precision: ordered[0].precision,
    grade: grade(snapshot, ...agencies, f, places), extraterritorial: across, duplicationCandidate: ordered.some((p) => p.duplicationCandidate),
    records: [...new Set(ordered.flatMap((p) => [p.one.id, p.other.id]))].sort(),
  };
}
