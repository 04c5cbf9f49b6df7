/* What an agency needs from another, and whether a record shows it gets it: a port of
   agencymap/analysis/needs.py. */
const FLOWS = new Set(["service", "information-sharing"]);

/** Needs of the day, by agency id: {agency, need, metBy, refusals, certain, id, unmet}. */
function findNeeds(snapshot, { agency = null } = {}) {
  const all = snapshot.once("needs", () => {
    const registry = snapshot.registry, found = [];
    const links = [...registry.cooperations.values()].filter((l) => HELD.has(l.status) && holdsOn(snapshot.day, l.since, l.until) !== "no");
    for (const holder of registry.agencies.values()) for (const need of holder.needs) {
      if (!HELD.has(need.status) || !snapshot.agencies.has(holder.id)) continue;
      const certain = registry.statementHolds(need, snapshot.day);
      if (certain === "no") continue;
      const between = links.filter((l) => sameSet(l.parties, [holder.id, need.provider]));
      const metBy = between.find((l) => delivers(registry, l, need)) ?? null;
      const refusals = between.filter((l) => l.kind === "withheld-data");
      found.push({ agency: holder, need, metBy, refusals, certain, id: `need:${holder.id}/${need.id}`, unmet: metBy === null });
    }
    return found;
  });
  return agency === null ? all : all.filter((n) => n.agency.id === agency);
}
/** Unmet needs that sources speak of by the day, those refused outright first. */
function foremost(needs) {
  return needs.filter((n) => n.unmet && n.certain === "yes").sort((a, b) => !a.refusals.length - !b.refusals.length);
}
function delivers(registry, link, need) {
  if (!FLOWS.has(link.kind) || (link.direction === "first-to-second" && link.parties[0] !== need.provider)) return false;
  return link.products.some((p) => registry.functionWithin(need.product_of, p));
}
