/* -- what belongs to what -------------------------------------------------------------------- */
function family(id) {
  const found = [id];
  for (let i = 0; i < found.length; i++) for (const k of agencies.get(found[i])?.kids || []) if (!found.includes(k)) found.push(k);
  return found;
}
const membersOf = (box) => D.map.members[box] || (agencies.has(box) ? family(box) : []);
function tiesOf(ids) {
  const mine = new Set(ids);
  const found = [];
  for (const tie of D.ties) {
    const a = mine.has(tie.a), b = tie.b && mine.has(tie.b);
    if (a === !!b) continue;
    found.push(Object.assign(Object.create(tie), { me: a ? tie.a : tie.b, other: a ? tie.b : tie.a }));
  }
  return found;
}
const countryOf = (id) => (agencies.get(id) || gone.get(id) || {}).c;
const across = (tie) => (tie.other ? countryOf(tie.other) !== countryOf(tie.me) : tie.uc !== countryOf(tie.me));
const overlapsOf = (x) => D.model.overlapsOf(x.id);
const functionName = (id) => t((functions.get(id) || domains.get(id) || { n: [id, id] }).n);
function tieFunctions(tie) {
  const ids = tie.f || mechanisms.get(tie.m)?.f || [];
  return ids.map(functionName).join(", ");
}
const tieKind = (tie) => (tie.k ? t(tie.k) : t(mechanisms.get(tie.m).k));
const tieText = (tie) => tie.t ? t(tie.t) : `${t(mechanisms.get(tie.m).s)}: ${t(mechanisms.get(tie.m).t)}`;
function tieSources(tie) {
  if (tie.src) return tie.src;
  const m = mechanisms.get(tie.m);
  const mine = m.p.filter((p) => p.a === tie.other || p.a === tie.me).flatMap((p) => p.src);
  return mine.length ? mine : m.src;
}
