/* How well a shared function is coordinated on paper: a port of agencymap/analysis/coordination.py
   (D4, D5, D12). */
const MONITORING_YEARS = 3, EVIDENCE_MONTHS = 36;

/** Return {value, covers: [{channel, grade, standing}], monitoring, best, unmonitored}. */
function grade(snapshot, one, other, functions, places = EMPTY) {
  const wanted = Array.isArray(functions) ? functions : [functions];
  const covers = channelsBetween(snapshot, one, other, wanted, places).map((channel) => coverOf(snapshot, channel, one, other, wanted)).filter(Boolean)
    .sort((a, b) => b.grade - a.grade || STANDING_ORDER[a.standing] - STANDING_ORDER[b.standing] || compareText(a.channel.id, b.channel.id));
  let monitoring = null;
  for (const c of covers) if (c.grade >= 3 && (monitoring = monitoringOf(snapshot, c.channel))) break;
  return { value: covers.length ? covers[0].grade : 0, covers, monitoring, best: covers.length ? covers[0].channel : null, unmonitored: monitoring !== null && monitoring.answer === "no" };
}
/** The channels about the functions and places with members on both sides. */
function channelsBetween(snapshot, one, other, functions, places) {
  const ours = snapshot.standings(one), theirs = snapshot.standings(other), found = new Set();
  for (const a of ours.keys()) for (const c of snapshot.channelsOf.get(a) || EMPTY) for (const m of c.members) if (theirs.has(m)) { found.add(c); break; }
  return [...found].filter((c) => functions.some((f) => snapshot.functionsMeet(c.functions, f))).filter((c) => !c.places.length || !places.length || c.places.some((p) => places.some((q) => snapshot.registry.placesMeet(p, q))));
}
function coverOf(snapshot, channel, one, other, functions) {
  const ours = snapshot.standings(one), theirs = snapshot.standings(other), options = [];
  for (const mine of channel.members) {
    if (!ours.has(mine)) continue;
    for (const yours of channel.members) {
      if (mine === yours || !theirs.has(yours)) continue;
      const [a, b] = [ours.get(mine), theirs.get(yours)];
      const standing = STANDING_ORDER[a[0]] >= STANDING_ORDER[b[0]] ? a[0] : b[0];
      options.push([worthOf(snapshot, channel, standing, a[1] && b[1], functions), standing]);
    }
  }
  if (!options.length) return null;
  const [value, standing] = options.sort((a, b) => b[0] - a[0] || STANDING_ORDER[a[1]] - STANDING_ORDER[b[1]])[0];
  return value ? { channel, grade: value, standing } : null;
}
function worthOf(snapshot, channel, standing, carried, functions) {
  const lapsed = channel.agreement ? 1 : 0;
  if (channel.inForce === "no") return lapsed;
  if (standing === "successor" && !carried) return lapsed;
  if (channel.kind === "instrument" && channel.inForce === "uncertain") return 1; // ended on a day not on file
  if (standing === "below") return 2;
  const texts = channel.instruments.filter((i) => BINDING_KINDS.has(i.kind) && functions.some((f) => snapshot.functionsMeet(i.functions, f)));
  if (!texts.some((i) => snapshot.instrumentInForce(i))) return 2;
  return watched(snapshot, channel, texts) ? 4 : 3;
}
/** Return the newest answer on monitoring known by the day, or null. */
function monitoringOf(snapshot, channel) {
  const found = channel.instruments.flatMap((i) => i.monitored);
  if (channel.kind === "mechanism") found.push(...channel.record.monitored);
  const known = found.filter((m) => begunBy(partial(m.as_of).earliest, snapshot.day));
  return known.sort((a, b) => comparePartial(b.as_of, a.as_of))[0] || null;
}
function watched(snapshot, channel, texts) {
  const recent = (text) => snapshot.day <= addMonths(partial(text).latest, 12 * MONITORING_YEARS);
  const newest = monitoringOf(snapshot, channel);
  if (newest) return newest.answer === "yes" && recent(newest.as_of);
  return texts.some((i) => i.replaces.length && i.signed && recent(i.signed));
}
/** Return {total, reached: {2, 3, 4}}. */
function coverage(grades) {
  return { total: grades.length, reached: Object.fromEntries([2, 3, 4].map((k) => [k, grades.filter((v) => v >= k).length])) };
}
/** Return the agreements at risk: [{id, channel, reason, day, party}]. */
function agreementsAtRisk(snapshot) {
  const renewed = new Set([...snapshot.registry.instruments.values()].filter((i) => snapshot.instrumentInForce(i)).flatMap((i) => i.replaces));
  const carried = new Set([...snapshot.predecessors.values()].flatMap((known) => [...known].filter(([, passes]) => passes).map(([before]) => before)));
  const risk = (channel, reason, day, party) => ({ id: `at-risk:${reason}:${channel.id}`, channel, reason, day, party });
  function gone(channel) {
    const member = [...channel.members].sort().find((m) => !snapshot.agencies.has(m) && !carried.has(m));
    return member ? risk(channel, "party-gone", partial(snapshot.registry.agencies.get(member).dissolved)?.latest ?? null, member) : null;
  }
  function expired(channel) {
    const until = partial(channel.record.until), over = until && endOf(until) <= snapshot.day;
    const ended = channel.kind === "instrument" && ["expired", "superseded", "repealed"].includes(channel.record.status);
    return over || (ended && !until) ? risk(channel, "expired", until ? until.latest : null, null) : null;
  }
  function old(channel) {
    const newest = snapshot.newestEvidence(channel.record.citations);
    return newest && snapshot.day > addMonths(newest, EVIDENCE_MONTHS) ? risk(channel, "old-evidence", newest, null) : null;
  }
  return snapshot.channels.filter((c) => c.agreement && !renewed.has(c.record.id) && !c.instruments.some((i) => renewed.has(i.id)) && !(c.kind === "cooperation" && c.instruments.length))
    .map((c) => gone(c) || expired(c) || old(c)).filter(Boolean);
}
