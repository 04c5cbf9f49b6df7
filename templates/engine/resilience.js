/* What hangs on one agency: single points of failure and brokers; a port of
   agencymap/analysis/resilience.py (D10, D11). Agencies are left out of a search instead of
   removed from a copy of the graph. */

/** Single points of failure of the day: [{id, kind, agency, function, country, cutOff, users, targets,
    places, areas, impact}], in the order of functions. */
function findSinglePoints(snapshot, { function: wanted = null } = {}) {
  const registry = snapshot.registry;
  return [...registry.functions.keys()].filter((f) => wanted === null || registry.functionWithin(f, wanted))
    .flatMap((f) => snapshot.once(`single points ${f}`, () => [...["us", "mx"].flatMap((c) => soleHolder(snapshot, f, c)), ...gateways(snapshot, f)]));
}
function singlePoint(snapshot, kind, agency, fn, country, areas, cutOff = [], users = [], targets = []) {
  const places = [...new Set(areas.flatMap((x) => snapshot.placesOf(x)))].sort();
  return {
    id: `single-point:${kind}:${country}:${fn}:${agency}`, kind, agency, function: fn, country, cutOff, users, targets, places, areas,
    impact: users.length ? cutOff.length / users.length : 1,
  };
}
function soleHolder(snapshot, fn, country) {
  const found = fragmentation(snapshot, fn, country);
  return found.soleHolder === null ? [] : [singlePoint(snapshot, "sole-holder", found.soleHolder, fn, country, found.areas)];
}
function gateways(snapshot, fn) {
  const mirror = mirrorAcross(snapshot.registry, fn);
  if (mirror === null) return [];
  const graph = channelGraph(snapshot, fn);
  return SIDES.flatMap(([here, there]) => {
    const areas = areasFor(snapshot, fn, { country: here }), targets = holders(snapshot, mirror, there);
    const towards = stepsTowards(graph, targets), reached = idsOf(areas).filter((u) => towards.has(u));
    if (reached.length < 2) return [];
    return onOnePath(snapshot, towards, reached, targets).flatMap((gateway) => {
      const still = stepsTowards(graph, targets, gateway);
      const cut = reached.filter((u) => !still.has(u) && snapshot.distinct(u, gateway));
      return cut.length ? [singlePoint(snapshot, "gateway", gateway, fn, here, areas.filter((x) => cut.includes(x.agency.id)), cut, reached, targets)] : [];
    });
  });
}
/** Every node from which a target can be reached → the next step towards one (null: it is one). */
function stepsTowards(graph, targets, without = null) {
  const next = new Map(targets.filter((t) => graph.has(t) && t !== without).map((t) => [t, null])), queue = [...next.keys()];
  for (const node of queue) for (const step of graph.get(node).keys()) {
    if (step !== without && !next.has(step)) { next.set(step, node); queue.push(step); }
  }
  return next;
}
/** Agencies inside one shortest path from each user to the targets, by id: what lies on every path
    lies on this one. */
function onOnePath(snapshot, towards, users, targets) {
  const found = new Set();
  for (const user of users) for (let step = user; step !== null && !found.has(step); step = towards.get(step)) found.add(step);
  return [...found].filter((step) => snapshot.registry.agencies.has(step) && !targets.includes(step)).sort();
}
/** Brokers for a function, most pairs first, then by id: [{id, agency, function, pairs: [{one, other,
    before, after}], allTraffic}]. */
function findBrokers(snapshot, fn) {
  const mirror = mirrorAcross(snapshot.registry, fn);
  if (mirror === null) return [];
  return snapshot.once(`brokers ${fn}`, () => {
    const graph = channelGraph(snapshot, fn), wanted = new Map(), pairs = [], through = new Map();
    for (const [ours, theirs] of [[fn, mirror], [mirror, fn]]) for (const one of holders(snapshot, ours, "us")) {
      wanted.set(one, new Set([...(wanted.get(one) || EMPTY), ...holders(snapshot, theirs, "mx")]));
    }
    for (const one of [...wanted.keys()].sort()) {
      const { costs, before } = shortest(graph, one);
      for (const other of [...wanted.get(one)].sort()) {
        if (!costs.has(other)) continue;
        const pair = [one, other, channelsIn(costs.get(other))];
        pairs.push(pair);
        // only what lies on every shortest path, so on any one of them, can lengthen the way
        for (let [step] = before.get(other); step !== undefined && step !== one; [step] = before.get(step)) {
          if (!snapshot.agencies.has(step) || !snapshot.distinct(one, step) || !snapshot.distinct(other, step)) continue;
          if (!through.has(step)) through.set(step, []);
          through.get(step).push(pair);
        }
      }
    }
    const found = [];
    for (const [broker, routed] of through) {
      const without = new Set([broker]), searches = new Map(), longer = [];
      for (const [one, other, before] of routed) {
        if (!searches.has(one)) searches.set(one, shortest(graph, one, null, without).costs);
        const after = channelsIn(searches.get(one).get(other));
        if (after === null || after > before) longer.push({ one, other, before, after });
      }
      if (!longer.length) continue;
      const allTraffic = pairs.every(([one, other]) => !(searches.get(one) || stepsTowards(graph, [one], broker)).has(other));
      found.push({ id: `broker:${fn}:${broker}`, agency: broker, function: fn, pairs: longer, allTraffic });
    }
    return found.sort((a, b) => b.pairs.length - a.pairs.length || compareText(a.agency, b.agency));
  });
}
