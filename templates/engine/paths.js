/* How to reach an agency: channels, distance and paths; a port of agencymap/analysis/paths.py.
   A graph is a Map: node → (neighbour → cost). Nodes are ids of agencies and of channels, which
   never meet: those of channels contain a slash. */
const MAX_PATHS = 5, MAX_WALKS = 200, CHANNEL_COST = 1000, REFERRAL_COST = 1;
const NOBODY = new Set();

/** Channels in force for a function or its mirror, and the forums left out for their size: {kept, large}. */
function countedChannels(snapshot, fn, cap = FORUM_CAP) {
  return snapshot.once(`counted channels ${fn} ${cap}`, () => {
    const mirror = fn === null ? null : snapshot.registry.mirrorOf(fn), wanted = fn === null ? EMPTY : [fn];
    if (mirror !== null && mirror !== "none") wanted.push(mirror);
    const kept = [], large = [];
    for (const channel of snapshot.channels) {
      if (channel.inForce === "no") continue;
      if (wanted.length && !wanted.some((f) => snapshot.functionsMeet(channel.functions, f))) continue;
      const size = [...channel.members].filter((m) => snapshot.agencies.has(m)).length;
      if (size > 1) (channel.forum && size > cap ? large : kept).push(channel);
    }
    return { kept, large };
  });
}
/** The graph of agencies and channels; agencies of one chain of command are joined by referrals.
    The head of government refers nobody: by it every ministry would reach every other. */
function channelGraph(snapshot, fn = null, { cap = FORUM_CAP } = {}) {
  return snapshot.once(`graph ${fn} ${cap}`, () => {
    const registry = snapshot.registry, graph = new Map([...snapshot.agencies.keys()].map((a) => [a, new Map()]));
    const join = (one, other, cost) => { graph.get(one).set(other, cost); graph.get(other).set(one, cost); };
    for (const agency of snapshot.agencies.keys()) for (const parent of registry.parents(agency, snapshot.day)) {
      const head = registry.agencies.get(parent).classification === "presidency";
      if (snapshot.agencies.has(parent) && !head) join(agency, parent, REFERRAL_COST);
    }
    for (const channel of countedChannels(snapshot, fn, cap).kept) {
      graph.set(channel.id, new Map());
      for (const member of [...channel.members].sort()) if (snapshot.agencies.has(member)) join(member, channel.id, CHANNEL_COST / 2);
    }
    return graph;
  });
}
/** Dijkstra's search: {costs: node → cost, before: node → predecessors}, up to *target* if given.
    Nodes are visited by cost, then in the order found. There are two costs of a step, so a queue
    for each is always sorted. */
function shortest(graph, source, target = null, without = NOBODY) {
  const costs = new Map(), before = new Map([[source, EMPTY]]), seen = new Map([[source, 0]]);
  const referred = [[0, 0, source]], met = [];
  let r = 0, m = 0, count = 0;
  while (r < referred.length || m < met.length) {
    const x = referred[r], y = met[m];
    const [cost, , node] = !y || (x && (x[0] - y[0] || x[1] - y[1]) < 0) ? referred[r++] : met[m++];
    if (costs.has(node)) continue;
    costs.set(node, cost);
    if (node === target) break;
    for (const [next, step] of graph.get(node)) {
      if (costs.has(next) || without.has(next)) continue;
      const total = cost + step, known = seen.get(next);
      if (known === undefined || total < known) {
        seen.set(next, total);
        before.set(next, [node]);
        (step === REFERRAL_COST ? referred : met).push([total, ++count, next]);
      } else if (total === known) before.get(next).push(node);
    }
  }
  return { costs, before };
}
/** Number of channels on a shortest path, or null when there is none. */
function distance(graph, source, target, without = NOBODY) {
  if ([source, target].some((end) => !graph.has(end) || without.has(end))) return null;
  return channelsIn(shortest(graph, source, target, without).costs.get(target));
}
const channelsIn = (cost) => (cost === undefined ? null : Math.floor(cost / CHANNEL_COST));
/** Shortest paths between two agencies: {source, target, function, paths: [{steps: [{source, channel
    (null: a referral), target}], distance, referrals}], more, leftOut, distance}. */
function findPaths(snapshot, source, target, fn = null, { cap = FORUM_CAP, without = EMPTY } = {}) {
  const { kept, large } = countedChannels(snapshot, fn, cap), graph = channelGraph(snapshot, fn, { cap });
  const byId = byIdOf(kept), avoided = new Set(without);
  let found = [];
  if (source !== target && [source, target].every((end) => graph.has(end) && !avoided.has(end))) {
    const { costs, before } = shortest(graph, source, target, avoided);
    if (costs.has(target)) found = walksBack(before, source, target).map((walk) => pathOf(walk, byId)).sort((a, b) => compareText(pathKey(a), pathKey(b)));
  }
  return {
    source, target, function: fn, paths: found.slice(0, MAX_PATHS), more: found.length > MAX_PATHS,
    leftOut: large.filter((c) => c.members.has(source) && c.members.has(target)), distance: found.length ? found[0].distance : null,
  };
}
/** The first walks from source to target, in the order of the predecessors. */
function walksBack(before, source, target) {
  const found = [], walk = [];
  const visit = (node) => {
    walk.push(node);
    if (node === source) found.push(walk.slice().reverse());
    else for (const step of before.get(node)) { if (found.length === MAX_WALKS) break; visit(step); }
    walk.pop();
  };
  visit(target);
  return found;
}
function pathOf(walk, channels) {
  const steps = [];
  let here = null, through = null;
  for (const node of walk) {
    if (channels.has(node)) { through = channels.get(node); continue; }
    if (here !== null) steps.push({ source: here, channel: through, target: node });
    [here, through] = [node, null];
  }
  const count = steps.filter((s) => s.channel).length;
  return { steps, distance: count, referrals: steps.length - count };
}
const pathKey = (path) => path.steps.map((s) => `${s.target}\0${s.channel ? s.channel.id : ""}`).join("\0");
