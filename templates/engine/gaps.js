/* Gaps: what is on file on one side only, without a channel, or without anyone accountable; a port
   of agencymap/analysis/gaps.py (D8). "Not on file" is never "no agency does it". */
const GAP_KINDS = ["side", "channel", "place", "accountability", "need"];
const GAP_NUMBERS = Object.fromEntries(GAP_KINDS.map((kind, n) => [kind, `G${n + 1}`]));
const SIDES = [["us", "mx"], ["mx", "us"]];

/** Return [{id, kind, epistemic, function, country, place, present, areas, mirror, need}], by kind. */
function findGaps(snapshot, { function: wanted = null } = {}) {
  const registry = snapshot.registry;
  const all = snapshot.once("gaps", () => {
    const found = [...registry.functions.keys()].flatMap((f) => [...sideGaps(snapshot, f), ...channelGap(snapshot, f), ...accountabilityGaps(snapshot, f)]);
    found.push(...placeGaps(snapshot), ...findNeeds(snapshot).filter((n) => n.unmet)
      .map((n) => gapOf("need", n.need.function, n.agency.country, { present: [n.agency.id, n.need.provider], need: n })));
    return found.sort((a, b) => GAP_KINDS.indexOf(a.kind) - GAP_KINDS.indexOf(b.kind));
  });
  return wanted === null ? all : all.filter((g) => registry.functionWithin(g.function, wanted));
}
function gapOf(kind, fn, country, { absent = false, place = null, present, areas = [], mirror = null, need = null }) {
  const tail = need ? [need.id] : absent ? areas.map((x) => x.id) : EMPTY;
  return {
    id: ["gap", kind, fn, country || "both", place || "anywhere", ...tail].join(":"), kind, epistemic: absent ? "asserted-absent" : "not-on-file",
    function: fn, country, place, present, areas, mirror, need,
  };
}
const holders = (snapshot, fn, country = null) => idsOf(areasFor(snapshot, fn, { country }));
/** The mirror of a function across the border; null when there is none or it is not determined. */
function mirrorAcross(registry, fn) {
  const mirror = registry.mirrorOf(fn);
  return mirror === "none" ? null : mirror;
}
function sideGaps(snapshot, fn) {
  const mirror = mirrorAcross(snapshot.registry, fn);
  if (mirror === null) return [];
  return SIDES.flatMap(([here, there]) => {
    const ours = areasFor(snapshot, fn, { country: here });
    if (!ours.length || areasFor(snapshot, mirror, { country: there, related: true }).length) return [];
    const absent = snapshot.assertedAbsent.filter((x) => x.agency.country === there && x.r.function === mirror && sameSet(snapshot.placesOf(x), [there.toUpperCase()]));
    return [gapOf("side", fn, there, { absent: absent.length > 0, present: idsOf(ours), areas: absent.length ? absent : ours, mirror })];
  });
}
/** The gap of a function held on both sides without a channel of grade 2 or more. */
function channelGap(snapshot, fn) {
  const mirror = mirrorAcross(snapshot.registry, fn);
  if (mirror === null) return [];
  const pairs = SIDES.flatMap(([here, there]) => {
    const theirs = holders(snapshot, mirror, there);
    return holders(snapshot, fn, here).flatMap((a) => theirs.map((b) => [a, b]));
  });
  if (!pairs.length || openQuestions(snapshot, fn).length) return []; // an agency not named is an open question
  if (fn > mirror && heldOnBoth(snapshot, mirror)) return []; // reported under the mirror that sorts first
  const functions = [fn, mirror];
  if (anyChannel(snapshot, functions) || pairs.some(([a, b]) => grade(snapshot, a, b, functions).value >= 2)) return [];
  return [gapOf("channel", fn, null, { present: [...new Set(pairs.flat())].sort(), mirror })];
}
function heldOnBoth(snapshot, fn) {
  const mirror = mirrorAcross(snapshot.registry, fn);
  return mirror !== null && SIDES.some(([here, there]) => holders(snapshot, fn, here).length && holders(snapshot, mirror, there).length);
}
function anyChannel(snapshot, functions) {
  return snapshot.channels.some((c) => c.inForce !== "no" && functions.some((f) => snapshot.functionsMeet(c.functions, f))
    && SIDES.every(([country]) => [...c.members].some((m) => snapshot.agencies.has(m) && snapshot.country(m) === country)));
}
/** Links for a function whose second agency no source names, by id. */
function openQuestions(snapshot, fn) {
  const mirror = mirrorAcross(snapshot.registry, fn), wanted = mirror === null ? [fn] : [fn, mirror];
  return [...snapshot.registry.cooperations.values()].filter((link) => link.unnamed && !NO_CONTACT.has(link.kind) && HELD.has(link.status)
    && holdsOn(snapshot.day, link.since, link.until) !== "no" && link.unnamed.country !== snapshot.country(link.parties[0])
    && wanted.some((f) => snapshot.functionsMeet(link.functions, f)));
}
function accountabilityGaps(snapshot, fn) {
  return ["us", "mx"].flatMap((country) => {
    const areas = areasFor(snapshot, fn, { country }), roles = new Set(areas.map((x) => x.r.role));
    return roles.has("responsible") && !roles.has("accountable") ? [gapOf("accountability", fn, country, { present: idsOf(areas), areas })] : [];
  });
}
/** Gaps at a place: asserted by a source, or one side only of two facing places. */
function placeGaps(snapshot) {
  const registry = snapshot.registry;
  const asserted = snapshot.assertedAbsent.flatMap((area) => {
    const fn = area.r.function, country = area.agency.country;
    return area.r.places.filter((place) => place !== country.toUpperCase())
      .map((place) => gapOf("place", fn, country, { absent: true, place, present: idsOf(areasFor(snapshot, fn, { place, country })), areas: [area] }));
  });
  return [...asserted, ...[...registry.places.values()].flatMap((p) => p.mirror.flatMap((facing) => facingGaps(snapshot, p.id, facing)))];
}
/** Gaps of functions held at a place by name, and by nobody across the border there. */
function facingGaps(snapshot, place, facing) {
  const registry = snapshot.registry, here = registry.places.get(place).country, there = registry.places.get(facing).country;
  const named = snapshot.counted.filter((x) => x.agency.country === here && x.r.places.includes(place));
  return [...new Set(named.map((x) => x.r.function))].sort().flatMap((fn) => {
    const mirror = mirrorAcross(registry, fn);
    if (mirror === null || !areasFor(snapshot, mirror, { country: there, related: true }).length) return []; // or already a gap of the whole side
    if (areasFor(snapshot, mirror, { country: there, place: facing, related: true }).length) return [];
    const ours = named.filter((x) => x.r.function === fn);
    return [gapOf("place", fn, there, { place: facing, present: idsOf(ours), areas: ours, mirror })];
  });
}
