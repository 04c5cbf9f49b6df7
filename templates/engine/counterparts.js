/* Who is my opposite number: counterparts in order, with the reason of each rank; a port of
   agencymap/analysis/counterparts.py (D7). */
const NO_COVER = 1e6;
const across = (country) => (country === "us" ? "mx" : "us");

/** Return {id, agency, function, answering, place, outcome, candidates: [{area, agency, grade, met,
    placeSize, newest, decidedBy, certain}], ruledOut, announced, formalities: [{instrument, formality}]}. */
function findCounterparts(snapshot, agency, fn, place = null) {
  const registry = snapshot.registry, own = registry.agencies.get(agency);
  if (own.country === "int") throw new Error(`${agency} is a body of no single country and has no counterpart across the border; name an agency of the United States or Mexico`);
  const far = across(own.country), related = registry.functionsRelated.bind(registry);
  const rolesIn = (f) => new Set(snapshot.counted.filter((x) => x.agency.id === agency && related(x.r.function, f)).map((x) => x.r.role));
  let roles = rolesIn(fn), answering = registry.mirrorOf(fn);
  if (!roles.size && answering !== null && answering !== "none") {
    const swapped = rolesIn(answering); // asked by the name the other side gives it
    if (swapped.size) [roles, answering] = [swapped, fn];
  }
  const answer = (outcome, candidates = [], ruledOut = [], announced = []) => ({
    id: `counterpart:${agency}:${fn}:${place || "anywhere"}`, agency, function: fn, answering: answering === "none" ? null : answering,
    place, outcome, candidates, ruledOut, announced, formalities: formalities(snapshot, far, candidates),
  });
  if (answering === "none") return answer("no-mirror");
  if (answering === null) return answer("mirror-undetermined");
  const targets = targetPlaces(registry, far, place);
  const fits = (x) => x.agency.country === far && related(x.r.function, answering)
    && snapshot.placesOf(x).some((p) => targets.some((q) => registry.placesMeet(p, q)));
  const ruledOut = snapshot.assertedAbsent.filter(fits), announced = snapshot.announced.filter(fits), best = new Map();
  for (const area of snapshot.counted.filter(fits)) {
    const found = candidateOf(snapshot, own, [fn, answering], area, roles, targets), known = best.get(found.agency);
    if (!known || compareCandidates(found, known) < 0) best.set(found.agency, found);
  }
  const ordered = [...best.values()].sort(compareCandidates);
  if (ordered.length) return answer("found", withReasons(ordered), ruledOut, announced);
  return answer(ruledOut.length && place !== null ? "closed" : "open", [], ruledOut, announced);
}
/** Places of the other country that answer to a place; without a place or mirrors, all of it. */
function targetPlaces(registry, far, place) {
  const record = place === null ? null : registry.places.get(place);
  if (record?.country === far) return [place];
  return record?.mirror.length ? record.mirror : [far.toUpperCase()];
}
function candidateOf(snapshot, own, functions, area, roles, targets) {
  const registry = snapshot.registry, earned = grade(snapshot, own.id, area.agency.id, functions), places = snapshot.placesOf(area);
  const covering = places.filter((p) => targets.some((q) => registry.placeWithin(q, p)));
  const touching = places.filter((p) => targets.some((q) => registry.placesMeet(p, q)));
  const met = [];
  if (earned.value >= 2) met.push("channel");
  if (roles.has(area.r.role)) met.push("role");
  if (sameSet(area.r.places, targets)) met.push("place");
  if (area.agency.level === own.level) met.push("level");
  return {
    area, agency: area.agency.id, grade: earned, met,
    placeSize: covering.length ? Math.min(...covering.map((p) => registry.placeSize(p))) : NO_COVER + touching.length,
    newest: snapshot.newestEvidence(area.r.citations), decidedBy: "name", certain: snapshot.certainty(area),
  };
}
/** The five tests in the order in which they decide; each returns less than 0 when *a* comes first. */
const fails = (test) => (a, b) => !a.met.includes(test) - !b.met.includes(test);
const TESTS = [
  ["channel", fails("channel")],
  ["role", fails("role")],
  ["place", (a, b) => a.placeSize - b.placeSize],
  ["level", fails("level")],
  ["source", (a, b) => compareText(b.newest || "", a.newest || "")],
];
function compareCandidates(a, b) {
  for (const [, test] of TESTS) { const d = test(a, b); if (d) return d; }
  return compareText(a.area.id, b.area.id);
}
function withReasons(ordered) {
  return ordered.map((c, rank) => {
    const rival = ordered[rank + 1] || ordered[rank - 1];
    return { ...c, decidedBy: (rival ? TESTS.find(([, test]) => test(c, rival))?.[0] : c.met[0]) ?? "name" };
  });
}
/** Requirements on contact with the candidates, or with any agency of the country. */
function formalities(snapshot, country, candidates) {
  const levels = new Set(candidates.map((c) => c.area.agency.level));
  return [...snapshot.registry.instruments.values()].flatMap((instrument) => instrument.formalities
    .filter((f) => f.country === country && holdsOn(snapshot.day, f.since || instrument.since, f.until) !== "no"
      && (!f.levels.length || !levels.size || f.levels.some((x) => levels.has(x))))
    .map((formality) => ({ instrument, formality })));
}
