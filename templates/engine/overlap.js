/* Overlap and duplication candidates: a port of agencymap/analysis/overlap.py (D2, D3). */
const PRECISION_RANK = { exact: 0, nested: 1, flagged: 2 };

/** Return [{id, agencies, function, pairs, places, precision, grade, extraterritorial, duplicationCandidate, records}]. */
function findOverlaps(snapshot, options = {}) { return overlapsAmong(snapshot, options, false); }
function findExtraterritorial(snapshot, options = {}) { return overlapsAmong(snapshot, options, true); }
function overlapsAmong(snapshot, { country = null, functions = null, agency = null, ignoreGeography = false }, across) {
  const registry = snapshot.registry, grouped = new Map(), byDomain = new Map();
  for (const x of snapshot.counted) {
    if (x.agency.country === "int") continue;
    const d = registry.domainOf.get(x.r.function).id;
    if (!byDomain.has(d)) byDomain.set(d, []);
    byDomain.get(d).push(x);
  }
  for (const list of byDomain.values()) {
    list.sort((a, b) => compareText(a.id, b.id));
    for (let i = 0; i < list.length; i++) for (let j = i + 1; j < list.length; j++) {
      const [one, other] = list[i].agency.id > list[j].agency.id ? [list[j], list[i]] : [list[i], list[j]];
      if ((one.agency.country !== other.agency.country) !== across) continue;
      if (country !== null && one.agency.country !== country) continue;
      if (agency !== null && one.agency.id !== agency && other.agency.id !== agency) continue;
      const pair = areasMeet(snapshot, one, other, ignoreGeography, across);
      if (!pair || (functions !== null && !functions.some((f) => registry.functionWithin(pair.function, f)))) continue;
      const key = `${one.agency.id} ${other.agency.id} ${pair.function}`;
      if (!grouped.has(key)) grouped.set(key, []);
      grouped.get(key).push(pair);
    }
  }
  const order = new Map([...registry.functionTree.keys()].map((f, n) => [f, n]));
  return [...grouped.values()].map((pairs) => overlapOf(snapshot, pairs, across)).sort((a, b) => (snapshot.country(a.agencies[0]) !== "us") - (snapshot.country(b.agencies[0]) !== "us")
    || order.get(a.function) - order.get(b.function) || compareText(a.agencies[0], b.agencies[0]) || compareText(a.agencies[1], b.agencies[1]));
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
