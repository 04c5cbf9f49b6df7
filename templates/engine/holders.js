/* Who holds a function, and whether it is fragmented: a port of agencymap/analysis/holders.py (D1). */
const SUBUNITS = new Set(["division", "office", "unit", "center"]);

/** Return X(t) for a function: counted areas of it or of a part of it. */
function areasFor(snapshot, f, { country = null, place = null, levels = null, related = false } = {}) {
  const registry = snapshot.registry, test = related ? "functionsRelated" : "functionWithin";
  return snapshot.counted.filter((x) => registry[test](x.r.function, f)
    && (country === null || x.agency.country === country)
    && (levels === null || levels.includes(x.agency.level))
    && (place === null || snapshot.placesOf(x).some((p) => registry.placesMeet(p, place))));
}
function reportingAgency(snapshot, agency) {
  let here = agency;
  while (SUBUNITS.has(snapshot.registry.agencies.get(here).classification)) {
    const above = snapshot.ancestors.get(here);
    if (!above.length || !snapshot.ancestors.get(above[0]).length) break;
    here = above[0];
  }
  return here;
}
/** Return {id, function, country, holders, areas, announced, equalIndex, areaIndex, fragmented, soleHolder}. */
function fragmentation(snapshot, f, country, levels = null) {
  const areas = areasFor(snapshot, f, { country, levels }), share = new Map();
  for (const x of areas) { const a = reportingAgency(snapshot, x.agency.id); share.set(a, (share.get(a) || 0) + 1); }
  const above = new Set([...share.keys()].flatMap((h) => snapshot.ancestors.get(h)));
  for (const a of above) share.delete(a);
  const counts = [...share.values()], total = counts.reduce((n, x) => n + x, 0), holders = [...share.keys()].sort();
  return {
    id: `fragmentation:${country}:${f}`, function: f, country, holders, areas,
    announced: snapshot.announced.filter((x) => x.agency.country === country && snapshot.registry.functionWithin(x.r.function, f) && (levels === null || levels.includes(x.agency.level))),
    equalIndex: holders.length ? 1 - 1 / holders.length : null,
    areaIndex: holders.length ? 1 - counts.reduce((n, x) => n + (x / total) ** 2, 0) : null,
    fragmented: holders.length >= 2, soleHolder: holders.length === 1 ? holders[0] : null,
  };
}
