/* -- briefs of at most two printed pages: one agency, or a meeting of two --------------------------- */
/* A brief is {kind, name, head, sections}. A section is {key, title, weight, least, pair, rows}; a row is a
   list of facts, one for each side where the section is a pair (either may be null). A fact is {id, lead,
   text, mark, notes, src, lang}. What does not fit is folded by rule: see foldOrder. */
const FORMS_OF_ROLE = "ARSCI", OLD_YEARS = 3, BRIEF_LEAVES = 2, NAMES_SHOWN = 4, SLACK = 8;
const point = (id, lead, text, src, more = {}) => Object.assign({ id: id.replace(/\s/g, "_"), lead, text, src: src || [], mark: "", notes: [] }, more);
const part = (key, title, weight, least, rows, more = {}) => Object.assign({ key, title, weight, least, rows }, more);
const singly = (facts) => facts.map((x) => [x]);
const briefName = (id) => engine.shortOf(registry.agencies.get(id), state.lang);
const namesOf = (ids) => String(speaker().agencies(ids));
const functionTitle = (f) => cap(functionName(f));
/** The first names of a list and how many more there are. */
const listed = (names) => names.slice(0, NAMES_SHOWN).join(", ") + (names.length > NAMES_SHOWN ? ` ${w("brief.others", { n: names.length - NAMES_SHOWN })}` : "");
const lower = (s) => s[0].toLowerCase() + s.slice(1);
/* eTrace keeps its small letter */
const capName = (s) => (/^.[A-Z]/.test(s) ? s : cap(s));
/** Rows of two sides; where only one has facts, *empty* makes the word for the other. */
function paired(left, right, empty = () => []) {
  if (!left.length !== !right.length) [left, right] = [left.length ? left : empty(0), right.length ? right : empty(1)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => [left[i] || null, right[i] || null]);
}

/* -- facts that both briefs state ------------------------------------------------------------------- */
function dutyPoint(d) {
  const notes = [d.sx && t(d.sx), d.unc && w("uncertain"), d.sole && w("exclusive"), d.w && t(d.w), d.pl && t(d.pl), d.lb && `${lower(w("basis"))}: ${t(d.lb)}`];
  return point(`duty:${d.id}`, functionTitle(d.f), t(d.t), d.src, { mark: d.r, state: d.st, label: t(d.rx), notes: notes.filter(Boolean) });
}
const isCounted = (d) => !["announced", "asserted-absent"].includes(d.st);
const byRole = (a, b) => isCounted(b) - isCounted(a) || FORMS_OF_ROLE.indexOf(a.r) - FORMS_OF_ROLE.indexOf(b.r);
const limitPoint = (x) => point(`limit:${x.id}`, cap(t(x.k)), t(x.t), x.src, { notes: [t(x.w)].filter(Boolean) });
const needPoint = (n) => point(n.id, "", speaker().need(n), cited(n.need.citations));
function overlapPoint(o, me) {
  const other = o.agencies.find((x) => x !== me);
  return point(o.id, cap(briefName(other)), `${functionTitle(o.function)}. ${speaker().grade(o.grade)}`, o.grade.best ? cited(o.grade.best.record.citations) : [], { mark: String(o.grade.value) });
}
const overlapOrder = ["exact", "nested", "flagged"];
const overlapsFor = (id) => D.model.foundOverlaps.filter((o) => o.agencies.includes(id)).sort((x, y) => overlapOrder.indexOf(x.precision) - overlapOrder.indexOf(y.precision) || x.grade.value - y.grade.value);
const eventPoint = (e) => point(`event:${e.agency.id}/${e.change.date}/${e.change.kind}`, cap(engine.longDate(e.change.date, state.lang)), cap(spoken(e.change.statement)), cited(e.change.citations));
const touchesAny = (e, ids) => [e.agency.id, ...e.predecessors, ...e.successors].some((x) => ids.includes(x));
function formalityPoints(country, levels) {
  return [...registry.instruments.values()].flatMap((i) => i.formalities
    .filter((x) => x.country === country && engine.holdsOn(state.day, x.since || i.since, x.until) !== "no" && (!x.levels.length || x.levels.some((v) => levels.includes(v))))
    .map((x, n) => point(`formality:${i.id}:${country}:${n}`, capName(spoken(i.short_name || i.name)), spoken(x.statement), cited(x.citations))));
}
/** The newest evidence of a channel: its day and, from three years on, its age. */
function evidence(record) {
  const day = D.model.s.newestEvidence(record.citations);
  if (!day) return "";
  const years = Math.floor((Date.parse(state.day) - Date.parse(day)) / 864e5 / 365);
  return w("brief.newest", { d: shortDay(day, state.lang) }) + (years >= OLD_YEARS ? ` (${w("yearsOld", { n: years })})` : "");
}
const channelText = ({ kind, record }) => spoken(kind === "cooperation" ? record.statement : kind === "mechanism" ? record.purpose : record.summary);
/** Whole years from the date of a source to the day, or 0. */
function sourceAge(s) {
  const when = engine.partial(D.sources[s].d);
  return when ? Math.floor((Date.parse(state.day) - Date.parse(when.latest)) / 864e5 / 365) : 0;
}
/* one row for each source on which a statement rests alone and that is weak or old */
function checkPoints(facts) {
  const found = new Map();
  for (const x of facts) {
    if (!x.src.length) continue;
    const kinds = x.src.map((c) => D.sources[c.s].kd), weak = kinds.every((k) => COPIES.includes(k)), old = x.src.every((c) => c.y >= OLD_YEARS);
    if (!weak && !old) continue;
    const first = x.src[0], known = found.get(first.s) || { n: 0, y: 0, weak: false };
    found.set(first.s, { n: known.n + 1, y: old ? Math.max(known.y, sourceAge(first.s) >= OLD_YEARS ? sourceAge(first.s) : first.y) : known.y, weak: known.weak || weak, c: known.c || first });
  }
  return [...found].sort(([, x], [, y]) => y.n - x.n || y.y - x.y).map(([s, x]) => {
    const source = D.sources[s], why = [x.weak ? w(PRESS.includes(source.kd) ? "footing.press" : "footing.republished") : "", x.y ? w("yearsOld", { n: x.y }) : ""].filter(Boolean).map(lower).join("; ");
    return point(`check:${D.model.sourceIds[s]}`, "", `${source.sh}: ${why}. ${x.n === 1 ? w("brief.rests1") : w("brief.rests", { n: x.n })}`, [x.c]);
  });
}
const allFacts = (sections) => sections.flatMap((s) => s.rows.flat().filter(Boolean));
function identity(id) {
  const a = agencies.get(id), other = a.n[a.ol === "es" ? 0 : 1], name = official(a);
  return [
    point(`name:${id}`, "", name + (t(a.s) !== name && t(a.s) !== other ? ` (${t(a.s)})` : ""), a.src, { lang: own(a) }),
    other === name ? null : point(`other:${id}`, "", `${other} (${w(a.to ? "officialTranslation" : "renderedName")})`, [], { lang: a.ol === "es" ? "en" : "es-MX" }),
    point(`chain:${id}`, "", [[w(a.c), a.c === "int" ? "" : w(a.lv)].filter(Boolean).join(", "), a.up.length ? `${w("chain")}: ${a.up.map((u) => t((agencies.get(u) || gone.get(u)).s)).join(" ‹ ")}` : ""].filter(Boolean).join(". "), []),
    ...(a.cup || []).map((x, n) => point(`contested:${id}:${n}`, "", t(x.t), x.src)),
    a.unc ? point(`uncertain:${id}`, "", cap(w("uncertain")), []) : null,
    point(`mandate:${id}`, "", t(a.m), a.src),
  ].filter(Boolean);
}

/* -- the brief of an agency ------------------------------------------------------------------------- */
/** Channels of which the agency is a member, those across the border first, then those in force. */
function reachPoints(id) {
  const s = D.model.s, mine = s.country(id), groups = new Map();
  for (const c of s.channels) {
    const others = [...c.members].filter((m) => m !== id && s.agencies.has(m));
    if (!c.members.has(id) || !others.length) continue;
    const key = `${c.kind}/${c.record.id}`, group = groups.get(key) || { key, c, others: new Set() };
    for (const x of others) group.others.add(x);
    groups.set(key, group);
  }
  const states = ["yes", "uncertain", "no"], kinds = ["instrument", "mechanism", "cooperation"];
  const ranked = [...groups.values()].map((g) => {
    const far = [...g.others].filter((x) => s.country(x) !== mine);
    return Object.assign(g, { far, rank: [far.length ? 0 : 1, states.indexOf(g.c.inForce), kinds.indexOf(g.c.kind)], newest: s.newestEvidence(g.c.record.citations) || "" });
  });
  ranked.sort((x, y) => x.rank[0] - y.rank[0] || x.rank[1] - y.rank[1] || x.rank[2] - y.rank[2] || (x.newest < y.newest ? 1 : x.newest > y.newest ? -1 : 0) || (x.key < y.key ? -1 : 1));
  return ranked.map(({ key, c, far, others }) => {
    const with_ = namesOf((far.length ? far : [...others]).sort()), link = c.kind === "cooperation";
    const fs = listed([...c.functions].map(functionName)), title = channelTitle(c);
    const notes = [link ? capName(title) : "", engine.spanText(c.record.since || c.record.signed, c.record.until, state.lang), c.inForce === "no" ? w("legend.lapsed") : c.inForce === "uncertain" ? w("uncertain") : "", evidence(c.record)];
    return point(`channel:${key}`, capName(link ? with_ : title), link ? channelText(c) : w("brief.with", { a: with_, f: fs }), cited(c.record.citations), { notes: notes.filter(Boolean) });
  });
}
function counterpartPoints(id) {
  const found = [], open = [];
  for (const f of heldBy(id)) {
    const answer = engine.findCounterparts(D.model.s, id, f), list = answer.candidates, sentence = speaker().counterpart(answer);
    if (!list.length) { (["open", "closed"].includes(answer.outcome) ? open : found).push({ f, best: -1, x: point(`counterpart:${f}`, functionTitle(f), sentence, cited(answer.ruledOut.flatMap((x) => x.r.citations))) }); continue; }
    const names = list.slice(0, NAMES_SHOWN).map((c, i) => `${i + 1}. ${briefName(c.agency)} (${w("gradeN", { n: c.grade.value })})`).join("; ");
    const more = list.length - NAMES_SHOWN;
    found.push({ f, best: Math.max(...list.map((c) => c.grade.value)), x: point(`counterpart:${f}`, functionTitle(f), names + (more > 0 ? `; ${w("brief.others", { n: more })}` : "") + ".", cited(list[0].area.r.citations)) });
  }
  found.sort((x, y) => y.best - x.best);
  return [found.map((y) => y.x), open.map((y) => y.x)];
}
function gapPoints(keep) {
  return D.model.foundGaps.filter((g) => g.kind !== "need" && keep(g)).map((g) => point(g.id, "", speaker().gap(g), g.areas.length ? cited(g.areas[0].r.citations) : []));
}
function nothingPoints(id, empty) {
  return Object.entries(empty).filter(([, list]) => !list.length).map(([key]) => point(`nothing:${key}:${id}`, "", w(key), []));
}
function agencyBrief(id) {
  const a = agencies.get(id), border = a.c !== "int";
  const duties = a.d.slice().sort(byRole), reach = reachPoints(id), [counterparts, open] = border ? counterpartPoints(id) : [[], []];
  const before = border ? formalityPoints(a.c, [a.lv]) : [], mine = D.model.foundNeeds.filter((n) => n.agency.id === id);
  const events = registry.changes.filter((e) => touchesAny(e, [id]) && (engine.partial(e.change.date).earliest || "") <= state.day).reverse();
  const names = (a.on || []).map((o, n) => point(`former:${id}:${n}`, cap(t(o.k)), `${o.n}${t(o.w) ? `, ${t(o.w)}` : ""}`, a.src));
  const gaps = gapPoints((g) => g.present.includes(id) || g.areas.some((x) => x.agency.id === id));
  const limits = (a.l || []).map(limitPoint);
  const missing = [...nothingPoints(id, { noDuty: duties, noLimit: limits, noTie: reach, noFormality: border ? before : [0] }), ...open];
  const sections = [
    part("duties", w("duties"), 4, 4, singly(duties.map(dutyPoint))),
    part("limits", w("limits"), 2.5, 2, singly(limits)),
    part("needs", w("needs"), 2, 1, singly(mine.map(needPoint))),
    part("reach", w("brief.reach"), 3, 3, singly(reach)),
    part("counterparts", w("counterparts"), 2.5, 2, singly(counterparts)),
    part("before", w("beforeContact"), 2, 1, singly(before)),
    part("overlaps", w("overlaps"), 1, 1, singly(overlapsFor(id).map((o) => overlapPoint(o, id)))),
    part("gaps", w("gaps"), 1, 1, singly(gaps)),
    part("changes", w("changes"), 1, 1, singly([...events.map(eventPoint), ...names])),
    part("missing", w("brief.missing"), 1.5, 1, singly(missing)),
  ];
  return { kind: "agency", name: t(a.s), head: identity(id), sections };
}

/* -- the brief of a meeting ------------------------------------------------------------------------- */
function mirrorsOf(f) { const m = registry.mirrorOf(f); return m && m !== "none" && m !== f ? [f, m] : [f]; }
/** Groups of functions that both hold, each a function with the one that answers to it. */
function meetingTopics(a, b, f) {
  const pairOf = (x) => (D.model.s.country(a) === D.model.s.country(b) ? [x] : mirrorsOf(x));
  if (f) return [pairOf(f)];
  const held = (id) => [...new Set(agencies.get(id).d.filter(isCounted).map((d) => d.f))], theirs = held(b), found = new Map();
  for (const x of held(a)) {
    const topic = pairOf(x);
    if (theirs.some((y) => topic.some((z) => registry.functionsRelated(y, z)))) found.set(topic.slice().sort().join(), topic);
  }
  return [...found.values()];
}
const isAbout = (topic, f) => topic.some((x) => registry.functionsRelated(x, f));
/* places of a country that answer to a place: itself, those that face it, or the whole country */
function groundOf(country, place) {
  const record = registry.places.get(place);
  return record.country === country ? [place] : record.mirror.length ? record.mirror : country === "int" ? ["US", "MX"] : [country.toUpperCase()];
}
const meetsPlace = (places, country, place) => !place || places.some((p) => groundOf(country, place).some((q) => registry.placesMeet(p, q)));
const holdsAt = (area, place) => meetsPlace(D.model.s.placesOf(area), area.agency.country, place);
function heldPairs(a, b, topics, place) {
  const used = new Set(), areas = new Map([a, b].flatMap((id) => registry.areasOf(id)).map((x) => [x.id, x]));
  const take = (id, topic) => agencies.get(id).d.filter((d) => isAbout(topic, d.f) && holdsAt(areas.get(d.id), place)).sort(byRole);
  return topics.flatMap((topic) => {
    const sides = [a, b].map((id) => {
      const all = take(id, topic), fresh = all.filter((d) => !used.has(d.id)).map(dutyPoint);
      return all.length ? fresh : [point(`none:${id}:${topic[0]}`, functionTitle(topic[0]), w("emptyCell"), [])];
    });
    for (const x of sides.flat()) used.add(x.id.slice("duty:".length));
    return paired(...sides);
  });
}
function meetingSentences(a, b, f, place, topics, answered) {
  const s = D.model.s, names = { a: String(speaker().agency(a)), b: String(speaker().agency(b)) }, facts = [];
  const border = s.country(a) !== s.country(b) && ![a, b].some((x) => s.country(x) === "int");
  if (f && border) {
    const answer = engine.findCounterparts(s, a, f, place), n = answer.candidates.findIndex((c) => c.agency === b);
    facts.push(point("answer", "", speaker().counterpart(answer), n >= 0 ? cited(answer.candidates[n].area.r.citations) : []));
    if (n < 0 || answer.candidates.length > 1) facts.push(point("rank", "", cap(n < 0 ? w("brief.unranked", names) : w("brief.rank", Object.assign({ n: n + 1, m: answer.candidates.length }, names))), []));
  } else facts.push(point("answer", "", cap(w(topics.length === 1 ? "brief.common1" : topics.length ? "brief.common" : "brief.common0", Object.assign({ n: topics.length }, names))), []));
  if (!answered.covers.length) facts.push(point("path", "", speaker().path(engine.findPaths(s, a, b, f || null)), []));
  return facts;
}
const standingNotes = ({ channel, standing }) => [standing === "named" ? "" : w(`brief.${standing}`), engine.spanText(channel.record.since || channel.record.signed, channel.record.until, state.lang), evidence(channel.record)].filter(Boolean);
function coverPoints(graded) {
  return graded.covers.filter((x) => x.channel.kind !== "instrument").map((x) => point(`cover:${x.channel.id}`, capName(channelTitle(x.channel)), channelText(x.channel), cited(x.channel.record.citations), { mark: String(x.grade), notes: standingNotes(x) }));
}
/** Texts that are channels themselves, with their grade, and those on which another channel rests. */
function agreementPoints(graded) {
  const s = D.model.s, risks = new Map(s.once("risks", () => engine.agreementsAtRisk(s)).map((r) => [r.channel.record.id, r])), texts = new Map();
  for (const cover of graded.covers) for (const i of cover.channel.instruments) if (cover.channel.kind === "instrument" || !texts.has(i.id)) texts.set(i.id, { i, cover: cover.channel.kind === "instrument" ? cover : null });
  return [...texts.values()].map(({ i, cover }) => {
    const risk = risks.get(i.id), when = i.signed || i.since;
    const facts = [engine.label("InstrumentKind", i.kind, state.lang), engine.label("InstrumentStatus", i.status, state.lang), when ? engine.longDate(when, state.lang) : ""].filter(Boolean).join(", ");
    return point(`agreement:${i.id}`, capName(spoken(i.short_name || i.name)), `${cap(facts)}. ${risk ? speaker().atRisk(risk) : spoken(i.summary)}`, cited(i.citations), cover ? { mark: String(cover.grade), notes: [cover.standing === "named" ? "" : w(`brief.${cover.standing}`), evidence(i)].filter(Boolean) } : {});
  });
}
function otherHolders(a, b, topics, place) {
  const s = D.model.s;
  return topics.flatMap((topic) => {
    const sides = [a, b].map((me) => {
      const land = s.country(me), own = topic.find((x) => s.counted.some((y) => y.agency.id === me && registry.functionsRelated(x, y.r.function))) || topic[0];
      const ids = [...new Set(s.counted.filter((x) => x.agency.country === land && registry.functionWithin(x.r.function, own) && holdsAt(x, place)).map((x) => x.agency.id))].filter((x) => x !== a && x !== b).sort();
      const src = ids.length ? cited(s.counted.find((x) => x.agency.id === ids[0] && registry.functionWithin(x.r.function, own)).r.citations) : [];
      return point(`others:${me}:${own}`, functionTitle(own), ids.length ? `${cap(namesOf(ids))}.` : w("brief.noOther"), src);
    });
    return paired([sides[0]], [sides[1]]);
  });
}
/** What differs for the two since the turning point before the day. */
function sinceTurn(a, b) {
  const from = (registry.info.turning_points || []).map((x) => x.day).filter((d) => d < state.day).pop();
  if (!from) return null;
  const s = D.model.s, old = new engine.Snapshot(registry, from), ids = [a, b], facts = [];
  for (const e of registry.changes) {
    const d = engine.partial(e.change.date);
    if (touchesAny(e, ids) && d.latest > from && (d.earliest || d.latest) <= state.day) facts.push(eventPoint(e));
  }
  const sets = [["duty", (x) => x.held.filter((y) => ids.includes(y.agency.id)), (y) => [`${cap(briefName(y.agency.id))}: ${functionName(y.r.function)}`, spoken(y.r.statement), y.r.citations]],
    ["channel", (x) => x.channels.filter((c) => c.inForce !== "no" && ids.every((id) => c.members.has(id))), (c) => [capName(channelTitle(c)), channelText(c), c.record.citations]]];
  for (const [kind, list, tell] of sets) {
    const [was, is] = [old, s].map((x) => new Map(list(x).map((y) => [y.id, y])));
    for (const [sign, here, there] of [["added", is, was], ["gone", was, is]]) for (const [id, y] of here) if (!there.has(id)) { const [lead, text, src] = tell(y); facts.push(point(`${kind}:${sign}:${id}`, lead, `${cap(w(`sign.${sign}`))}: ${text}`, cited(src))); }
  }
  return { from, facts };
}
function meetingBrief(a, b, f, place) {
  const s = D.model.s, topics = meetingTopics(a, b, f), [A, B] = [agencies.get(a), agencies.get(b)], about = (g) => topics.some((x) => isAbout(x, g));
  const graded = engine.grade(s, a, b, f ? topics[0] : [...registry.functionTree.keys()]);
  const limits = (x) => (x.l || []).filter((y) => { const fs = registry.agencies.get(x.id).limits.find((z) => `${x.id}/${z.id}` === y.id).functions; return !f || !fs.length || fs.some(about); }).map(limitPoint);
  const needs = (me, other) => D.model.foundNeeds.filter((n) => n.agency.id === me && n.need.provider === other).map(needPoint);
  const overlaps = (me) => overlapsFor(me).filter((o) => about(o.function) && meetsPlace(o.places, s.country(me), place)).map((o) => overlapPoint(o, me));
  const before = A.c === B.c ? [] : [B, A].filter((x) => x.c !== "int").flatMap((x) => formalityPoints(x.c, [x.lv]).map((y) => Object.assign(y, { lead: `${w(x.c)}: ${y.lead}` })));
  const gaps = gapPoints((g) => about(g.function) && (g.kind === "channel" || g.present.includes(a) || g.present.includes(b) || [A.c, B.c].includes(g.country)));
  const turned = sinceTurn(a, b), lacks = (key) => (side) => nothingPoints([a, b][side], { [key]: [] });
  const missing = [...nothingPoints(`${a}:${b}`, { "brief.noChannel": graded.covers, noFormality: A.c === B.c ? [0] : before, "brief.noNeed": [...needs(a, b), ...needs(b, a)] }), ...gaps];
  const sections = [
    part("held", w("brief.held"), 4, 3, heldPairs(a, b, topics, place), { pair: true }),
    part("limits", w("limits"), 2, 1, paired(limits(A), limits(B), lacks("noLimit")), { pair: true }),
    part("needs", w("brief.needs"), 3, 1, paired(needs(a, b), needs(b, a), lacks("brief.noNeedHere")), { pair: true }),
    part("channels", w("brief.channels"), 3, 2, singly(coverPoints(graded))),
    part("agreements", w("brief.agreements"), 2, 1, singly(agreementPoints(graded))),
    part("before", w("beforeContact"), 2.5, 2, singly(before)),
    part("others", w("brief.who"), 1.5, 1, [...otherHolders(a, b, topics, place), ...paired(overlaps(a), overlaps(b))], { pair: true }),
    part("missing", w("brief.missing"), 1.5, 1, singly(missing)),
    part("changes", turned ? w("brief.since", { d: shortDay(turned.from, state.lang) }) : w("changes"), 1, 1, singly(!turned ? [] : turned.facts.length ? turned.facts : nothingPoints(`${a}:${b}`, { "brief.noChange": [] }))),
  ];
  return { kind: "meeting", name: `${t(A.s)} – ${t(B.s)}`, sides: [A, B], head: meetingSentences(a, b, f, place, topics, graded), sections };
}

/* -- the paper -------------------------------------------------------------------------------------- */
/** Rows in the order in which they are folded, the least important first. The importance of a row is its
    place in its section over the weight of the section; the first rows of a section, its least, go last. */
function foldOrder(sections) {
  const rows = sections.flatMap((s, n) => s.rows.map((_, i) => ({ id: `${s.key} ${i}`, n, i, first: i < s.least, rank: (i + 1) / s.weight })));
  return rows.sort((x, y) => x.first - y.first || y.rank - x.rank || y.n - x.n || y.i - x.i).map((x) => x.id);
}
/** Numbers of sources in the order of their first mention, letters for the places in one source. */
function numbering() {
  const sources = new Map();
  return {
    sources,
    mark(c) {
      if (!sources.has(c.s)) sources.set(c.s, { n: sources.size + 1, pins: [], s: c.s });
      const entry = sources.get(c.s);
      if (!entry.pins.includes(t(c.p))) entry.pins.push(t(c.p));
      return () => `${COPIES.includes(D.sources[c.s].kd) ? "◇" : ""}${entry.n}${entry.pins.length > 1 ? letter(entry.pins.indexOf(t(c.p))) : ""}`;
    },
  };
}
/* paper has room for one source of each statement: not a weak one if another is on file */
const firmest = (list) => list.find((c) => !COPIES.includes(D.sources[c.s].kd)) || list.find((c) => !PRESS.includes(D.sources[c.s].kd)) || list[0];
const letter = (n) => String.fromCharCode(97 + (n % 26)) + (n > 25 ? Math.floor(n / 26) : "");
/** The elements of one brief without the rows *folded*: {head, parts: [[section, rows]]}. */
function typeset(brief, folded) {
  const numbers = numbering(), later = [];
  const refs = (x) => {
    if (!x.src.length) return "";
    const e = h("span", { class: "ref" }), mark = numbers.mark(firmest(x.src));
    later.push(() => { e.textContent = ` [${mark()}]`; });
    return e;
  };
  const words = (x) => [x.lang ? h("span", { lang: x.lang, text: x.text }) : x.text, refs(x), x.notes.length ? h("span", { class: "aside", text: ` (${x.notes.join("; ")})` }) : ""];
  const lines = (x, a) => h("div", {}, h("small", { class: "side", text: t(a.s) }), x.lead ? h("b", { class: "over", text: x.lead }) : "", h("p", {}, words(x)));
  const mark = (x) => (/^\d$/.test(x.mark) ? h("span", { class: "deg" }, gradeMark(Number(x.mark))) : x.mark ? h("span", { class: `role ${x.mark} ${x.state || ""}`, title: x.label, text: x.mark }) : "");
  const single = (x) => fact(x.id, "li", { class: `item ${x.lead ? "" : "whole"} ${x.mark ? "" : "unmarked"}` }, mark(x), x.lead ? h("b", { text: x.lead }) : "", h("p", {}, words(x)));
  const cell = (x, side) => (x ? fact(x.id, "div", { class: "cell" }, mark(x), lines(x, brief.sides[side])) : h("div", { class: "cell" }));
  const make = (s, rows) => rows.map((row) => (s.pair ? h("li", { class: "item both" }, row.map(cell)) : single(row[0])));
  const head = h("div", { class: "head" }, brief.head.map((x, n) => (n ? fact(x.id, "p", { class: x.id.split(":")[0] }, words(x)) : fact(x.id, brief.kind === "agency" ? "h3" : "p", { class: "first" }, words(x)))));
  const parts = brief.sections.filter((s) => s.rows.length).map((s) => {
    const shown = s.rows.filter((_, i) => !folded.has(`${s.key} ${i}`)), hidden = s.rows.filter((_, i) => folded.has(`${s.key} ${i}`)).flat().filter(Boolean);
    const rows = make(s, shown);
    if (s.pair) rows.unshift(h("li", { class: "item both names" }, brief.sides.map((a) => h("div", { class: `cell ${a.c}` }, h("b", { text: t(a.s) }), s.key === "held" ? [` ${w(a.c)}`, t(a.s) === official(a) ? "" : h("span", { lang: own(a), text: `. ${official(a)}` })] : ""))));
    const more = hidden.length ? h("p", { class: "more", "data-facts": hidden.map((x) => x.id).join(" "), text: hidden.length === 1 ? w("brief.more1") : w("brief.more", { n: hidden.length }) }) : "";
    return [Object.assign({}, s, { more }), rows];
  });
  for (const fill of later) fill();
  const entries = [...numbers.sources.values()].map(sourceEntry);
  if (entries.length) parts.push([{ key: "sources", title: w("brief.sources"), whole: true }, [h("li", { class: "sources" }, h("ul", { class: "refs" }, entries), h("p", { class: "aside", text: w("brief.marks") }))]]);
  return { head, parts };
}
function sourceEntry(entry) {
  const { n, pins } = entry, s = D.sources[entry.s], y = sourceAge(entry.s), weak = COPIES.includes(s.kd), name = s.sh === s.t || s.sh !== s.pub ? s.sh : `${s.pub}, ${s.t}`;
  const where = pins.length > 1 ? pins.map((p, i) => `${letter(i)} ${p}`).join("; ") : pins[0];
  return h("li", {}, h("b", { text: String(n) }), h("span", {}, weak ? "◇ " : "", h("span", { lang: s.l === "es" ? "es-MX" : "en", text: name }), `${s.d && !name.includes(s.d) ? `, ${s.d}` : ""}: ${where}`, y >= OLD_YEARS ? h("b", { text: ` (${w("yearsOld", { n: y })})` }) : ""));
}
function leafOf(brief, n, total, content) {
  const day = `${w("asOf")} ${longDay(state.day, state.lang)}`;
  const foot = `${w("edition", { e: DATA.meta.edition })}, ${w("brief.digest", { d: DATA.meta.digest })}. ${registry.info.handling ? spoken(registry.info.handling) : ""}`;
  return h("section", { class: "leaf", "aria-label": w("brief.page", { n, m: total }) },
    h("p", { class: "run" }, h("b", { text: `${w(`brief.${brief.kind}`)}: ${brief.name}` }), h("span", { text: day })),
    h("div", { class: "matter" }, content),
    h("p", { class: "foot" }, h("span", { text: foot }), h("span", { text: w("brief.page", { n, m: total }) })));
}
const partOf = (s, rows, again) => h("div", { class: `passage at-${s.key}` }, h("div", {}, h("h3", {}, s.title, again ? h("small", { text: ` (${w("brief.continued")})` }) : ""), again ? "" : s.more || ""), rows.length ? h("ul", {}, rows) : "");
/** The rows of a brief laid out on leaves: [[part, …] for each leaf], measured in *galley* at their size on paper. */
function broken(brief, folded, galley) {
  const { head, parts } = typeset(brief, folded), made = parts.map(([s, rows]) => partOf(s, rows, false));
  galley.replaceChildren(leafOf(brief, 1, 1, [head, ...made]));
  const matter = galley.querySelector(".matter"), top = matter.getBoundingClientRect().top, room = matter.clientHeight - SLACK;
  const leaves = [[head]];
  let start = 0;
  parts.forEach(([s, rows], i) => {
    const box = made[i].getBoundingClientRect(), bounds = rows.map((r) => r.getBoundingClientRect()).map((b) => [b.top - top, b.bottom - top]);
    if (!rows.length) bounds.push([box.top - top, 0]);
    bounds[bounds.length - 1][1] = box.bottom - top;
    const titled = rows[0]?.classList.contains("names") ? 1 : 0; // the names of the two sides do not end a leaf
    let from = 0;
    bounds.forEach(([begin, end], n) => {
      if (end - start <= room) return;
      if (n > from + (from ? 0 : titled)) { leaves[leaves.length - 1].push([s, rows.slice(from, n), from > 0]); start = begin - (bounds[0][0] + top - box.top); from = n; } else start = box.top - top;
      leaves.push([]);
    });
    leaves[leaves.length - 1].push([s, rows.slice(from), from > 0]);
  });
  return leaves;
}
/** The paper of a brief: as many rows as two leaves hold. First the fewest rows to fold are found by
    halving the order; then the most important ones that were folded come back where room is left. */
function paper(brief) {
  const order = foldOrder(brief.sections), galley = h("div", { class: "paper galley", "aria-hidden": "true" });
  $("twin").append(galley);
  const lay = (folded) => broken(brief, new Set(folded), galley), fits = (leaves) => leaves.length <= BRIEF_LEAVES;
  let low = 0, high = order.length, folded = [], leaves = lay(folded);
  if (!fits(leaves)) {
    while (low < high) { const middle = (low + high) >> 1; if (fits(lay(order.slice(0, middle)))) high = middle; else low = middle + 1; }
    folded = order.slice(0, high);
    const full = new Set();
    for (const row of folded.slice().reverse()) {
      const section = row.split(" ")[0], fewer = folded.filter((x) => x !== row);
      if (full.has(section)) continue; // rows come back in their order or not at all
      if (fits(lay(fewer))) folded = fewer; else full.add(section);
    }
    leaves = lay(folded);
  }
  galley.remove();
  return h("div", { class: "paper" }, leaves.map((parts, n) => leafOf(brief, n + 1, leaves.length, parts.map((x) => (Array.isArray(x) ? partOf(...x) : x)))));
}

VIEWS.brief = {
  missing() { return [state.a, state.b].find((x) => x && !agencies.has(x)); },
  content() {
    const { a, b, f, p, lang } = state;
    if (!a || this.missing()) return null;
    return D.model.s.once(`brief ${[a, b, f, p, lang]}`, () => {
      const brief = b && b !== a ? meetingBrief(a, b, f, p || null) : agencyBrief(a), checks = checkPoints([...brief.head, ...allFacts(brief.sections)]);
      brief.sections.push(part("check", w("brief.check"), 1, 1, singly(checks)));
      return brief;
    });
  },
  fields() {
    const button = (key, click, more) => h("p", { class: "field" }, h("button", Object.assign({ type: "button", text: w(key), on: { click } }, more)));
    return [
      field("a", "myAgency", agencySelect(state.a, (a) => ask({ a }))),
      field("b", "brief.meet", agencySelect(state.b, (b) => ask({ b }))),
      ...(state.b ? [field("f", "theFunction", functionSelect(state.f, (f) => ask({ f }), state.a ? heldBy(state.a) : [], "brief.allCommon")), field("p", "thePlace", placeSelect(state.p, (p) => ask({ p })))] : []),
      field("lang", "language", select(state.lang, [["", [["en", "English"], ["es", "Español"]]]], (lang) => set({ lang }))),
      this.content() && state.form === "diagram" ? button("print", () => window.print(), { class: "primary" }) : "",
    ].filter(Boolean);
  },
  title() {
    const brief = this.content();
    if (brief) return `${w(`brief.${brief.kind}`)}: ${brief.name}`;
    return this.missing() ? w("notInDay", { a: briefName(this.missing()) }) : w("brief.agency");
  },
  /** Every fact, with the title of its section. */
  facts() {
    const brief = this.content();
    return brief ? [...brief.head.map((x) => [w("brief.gist"), x]), ...brief.sections.flatMap((s) => s.rows.flat().filter(Boolean).map((x) => [s.title, x]))] : [];
  },
  diagram() { const brief = this.content(); return brief ? [paper(brief)] : [h("p", { class: "lede", text: w("brief.how") })]; },
  table() {
    if (!this.content()) return this.diagram();
    return factTable(this.title(), ["brief.part", "colWhat", "colStatement", "brief.notes", "colSource"].map((k) => w(k)), this.facts().map(([title, x]) => [x.id, [title, [x.mark, x.lead].filter(Boolean).join(" "), x.text, x.notes.join("; "), firstSource(x.src)]]));
  },
  sentences() {
    if (!this.content()) return this.diagram();
    return says(this.facts().map(([title, x]) => [x.id, `${title}. ${x.lead ? `${x.lead}: ` : ""}${x.text}${x.notes.length ? ` (${x.notes.join("; ")})` : ""}`, x.src]));
  },
  panel() { return restPanel(); },
};
