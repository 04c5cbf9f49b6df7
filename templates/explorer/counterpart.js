/* -- who is my opposite number -------------------------------------------------------------------- */
const TEST_ORDER = ["channel", "role", "place", "level", "source"];
/* the registry as of other days, for how the answer changes with the date */
const otherDays = new Map();
function snapshotOn(day) {
  if (!otherDays.has(day)) otherDays.set(day, new engine.Snapshot(registry, day));
  return otherDays.get(day);
}
VIEWS.counterpart = {
  answer(f = state.f) {
    const a = registry.agencies.get(state.a);
    return state.a && f && registry.functions.has(f) && D.model.s.agencies.has(state.a) && a.country !== "int" ? engine.findCounterparts(D.model.s, state.a, f, state.p || null) : null;
  },
  /** A whole domain asked for: the functions of it that my agency holds, each with its answer. */
  answers() {
    if (!state.a || !state.f || registry.functionTree.get(state.f) !== null || registry.agencies.get(state.a).country === "int" || !D.model.s.agencies.has(state.a)) return null;
    return heldBy(state.a).filter((f) => registry.functionWithin(f, state.f)).map((f) => this.answer(f));
  },
  fields() {
    const day = h("input", { type: "date", min: "1900-01-01", max: "2199-12-31", value: state.day, on: { change() { if (isDay(day.value)) set({ day: day.value }); } } });
    return [
      h("p", { class: "asks", text: w("findCounterpart") }),
      field("a", "myAgency", agencySelect(state.a, (a) => ask({ a }), ["us", "mx"])),
      field("f", "theFunction", functionSelect(state.f, (f) => ask({ f }), state.a ? heldBy(state.a) : [], "chooseOne", { whole: true })),
      field("p", "thePlace", placeSelect(state.p, (p) => ask({ p }))),
      field("on", "colDate", day),
    ];
  },
  /** How the order is made and how to ask for more, beside the answer. */
  beside() {
    const own = registry.agencies.get(state.a), far = own && own.country !== "int" ? (own.country === "us" ? "mx" : "us") : null, domain = state.f && registry.functionTree.get(state.f);
    const wider = [
      far && state.p ? [address({ p: "" }), w("widenCountry", { c: w(far) })] : null,
      domain ? [address({ f: domain }), w("allOf", { d: functionName(domain) })] : null,
      state.f && registry.functions.has(state.f) ? [address({ view: "function", kind: null, id: null }), w("widenAgencies")] : null,
    ].filter(Boolean);
    return [
      h("h3", { text: w("counterpartOrder") }),
      h("ol", { class: "plain" }, TEST_ORDER.map((test, n) => h("li", { text: `${n + 1}. ${w(`test.${test}`)}` }))), h("p", { class: "stat", text: w("testsNote") }),
      ...(wider.length ? [h("h3", { text: w("widen") }), h("ul", { class: "plain" }, wider.map(([href, text]) => h("li", {}, h("a", { href, text }))))] : []),
    ];
  },
  where() { return state.p ? speaker().places([state.p]) : ""; },
  title() {
    if (state.a && registry.agencies.get(state.a).country === "int") return w("noCounterpartInt", { a: String(speaker().agency(state.a)) });
    if (state.a && !D.model.s.agencies.has(state.a)) return w("notInDay", { a: t((gone.get(state.a) || agencies.get(state.a)).s) });
    const list = this.answers();
    if (list) return w(list.length ? "allAnswers" : "allAnswers0", { a: String(speaker().agency(state.a)), d: String(speaker().function(state.f)), where: this.where() });
    const answer = this.answer();
    return answer ? this.headline(answer) : w("findCounterpart");
  },
  headline(answer) {
    if (!answer.candidates.length) return speaker().counterpart(answer);
    const a = speaker().agency(state.a), b = speaker().agency(answer.candidates[0].agency), n = answer.candidates.length - 1;
    return cap(w(n ? "counterpartN" : "counterpart1", { f: String(speaker().function(answer.function)), where: this.where(), whose: L ? a.de : `${a}’s`, b: String(b), n }));
  },
  sub() {
    const answer = this.answer();
    if (!answer) return "";
    const n = answer.candidates.length, k = answer.candidates.filter((c) => c.met.includes("channel")).length, some = (key, x) => (x ? w(x === 1 ? `${key}1` : `${key}N`, { n: x }) : "");
    const found = n === 1 ? w(k ? "found1with" : "found1without") : n ? w(k === 1 ? "foundN1" : k ? "foundNk" : "foundN0", { n, k }) : "";
    return [found, some("outBySource", answer.ruledOut.length), some("outAnnounced", answer.announced.length)].filter(Boolean).join(" ");
  },
  /** What each of the five tests found: two lines each. */
  reasons(c) {
    const s = D.model.s, r = c.area.r, best = c.grade.best, me = registry.agencies.get(state.a), letter = (role) => role[0].toUpperCase(), asked = [state.f, registry.mirrorOf(state.f)];
    const mine = [...new Set(s.counted.filter((x) => x.agency.id === state.a && asked.some((f) => f && registry.functionsRelated(x.r.function, f))).map((x) => letter(x.r.role)))], a = t(agencies.get(state.a).s);
    const same = (test, ours) => (c.met.includes(test) ? w("theSame") : ours ? w("differs", { a, x: ours }) : "");
    return {
      channel: best ? [h("span", {}, channelParts(best).link), h("span", {}, gradeMark(c.grade.value), w("gradeOf4", { n: c.grade.value }))] : [w("noChannel")],
      role: [h("span", { text: `${letter(r.role)} ${engine.label("Role", r.role, state.lang)}` }), h("span", { text: same("role", mine.join(", ")) })],
      place: [h("span", { text: s.placesOf(c.area).map(placeName).join(", ") }), h("span", { text: c.met.includes("place") ? w("exactly") : state.p ? w("covers", { p: placeName(state.p) }) : "" })],
      level: [h("span", { text: w(c.area.agency.level) }), h("span", { text: same("level", w(me.level)) })],
      source: c.newest ? [h("span", { text: shortDay(c.newest, state.lang) })] : [w("undated")],
    };
  },
  extras(answer) {
    return [
      ...answer.ruledOut.map((x) => [`out:${x.id}`, x, w("ruledOut"), "absent"]),
      ...answer.announced.map((x) => [`announced:${x.id}`, x, w("announced"), "announced"]),
    ];
  },
  formalities(answer) { return answer.formalities.map((x, n) => [`formality:${x.instrument.id}:${n}`, x]); },
  /** Limits of my agency on this function, and needs between it and the candidates: [id, sentence, citations]. */
  bounds(answer) {
    const s = D.model.s, asked = [answer.function, answer.answering].filter(Boolean), about = (f) => asked.some((x) => registry.functionsRelated(f, x)), found = new Set(answer.candidates.map((c) => c.agency));
    const limits = registry.agencies.get(state.a).limits.filter((x) => engine.HELD.has(x.status) && x.functions.some(about) && engine.holdsOn(state.day, x.since, x.until) !== "no");
    const needs = engine.findNeeds(s).filter((n) => (n.agency.id === state.a && about(n.need.function)) || (n.need.provider === state.a && found.has(n.agency.id)));
    return [...limits.map((x) => [`limit:${state.a}/${x.id}`, spoken(x.statement), x.citations]), ...needs.map((n) => [n.id, speaker().need(n), n.need.citations])];
  },
  /** What the registry lacks for this question: only what it can tell is lacking. */
  missing(answer) {
    if (!answer.candidates.length) return [];
    const s = D.model.s, c = answer.candidates[0], names = { a: String(speaker().agency(state.a)), b: String(speaker().agency(c.agency)), f: String(speaker().function(answer.function)), g: String(speaker().function(answer.answering)) }, found = [];
    if (!c.grade.best) found.push(["channel", w("lacksChannel", names)]);
    if (c.grade.value < 3) found.push(["agreement", w("lacksAgreement", names)]);
    else if (!c.grade.monitoring) found.push(["monitoring", w("lacksMonitoring", { c: channelParts(c.grade.best).name })]);
    const here = (p) => registry.placeWithin(p, state.p), inside = (id) => id === c.agency || s.ancestors.get(id).includes(c.agency);
    const far = state.p && registry.places.get(state.p).country === c.area.agency.country;
    const local = far && s.counted.some((x) => inside(x.agency.id) && registry.functionsRelated(x.r.function, answer.answering) && x.r.places.some(here));
    if (far && !local) found.push(["office", w("lacksOffice", { ...names, deb: speaker().agency(c.agency).de, where: this.where() })]);
    const answers = (x) => x.agency.country === c.area.agency.country && x.r.role === "accountable" && registry.functionsRelated(x.r.function, answer.answering);
    if (!s.counted.some(answers)) found.push(["accountable", w("lacksAccountable", { ...names, c: speaker().land(c.area.agency.country) })]);
    return found.map(([id, text]) => [`missing:${id}`, text]);
  },
  /** The answer on the turning points and on this day: [id, day, names, note]. */
  times() {
    const days = [...new Set([...(registry.info.turning_points || []).map((x) => x.day), state.day, DATA.meta.asOf])].sort();
    return days.map((day) => {
      const s = snapshotOn(day), named = (id) => engine.shortOf(registry.agencies.get(id), state.lang);
      if (!s.agencies.has(state.a)) return [`day:${day}`, day, w("notInDay", { a: named(state.a) }), ""];
      const x = engine.findCounterparts(s, state.a, state.f, state.p || null), n = x.candidates.length, k = x.candidates.filter((c) => c.met.includes("channel")).length, some = (key, v) => (v ? w(v === 1 ? `${key}1` : `${key}N`, { n: v }) : "");
      const names = n ? x.candidates.slice(0, 2).map((c) => named(c.agency)).join(", ") + (n > 2 ? ` +${n - 2}` : "") : w("notOnFile");
      return [`day:${day}`, day, names, [n ? some("channels", k) || w("channels0") : "", some("outBySource", x.ruledOut.length), some("outAnnounced", x.announced.length)].filter(Boolean).join(" ")];
    });
  },
  who(a, extra) {
    const other = a.n[a.ol === "es" ? 0 : 1], before = (D.model.s.registry.changes.filter((e) => e.successors.includes(a.id) && !e.predecessors.includes(a.id) && ["replace", "absorb"].includes(e.change.kind) && engine.partial(e.change.date).latest <= state.day)).pop();
    const past = before ? w("beforeThen", { d: engine.longDate(before.change.date, state.lang), a: before.predecessors.map((p) => engine.shortOf(registry.agencies.get(p), state.lang)).join(", ") }) : "";
    return h("div", { class: "who" },
      h("h3", {}, agencyLink(a.id), t(a.s) === official(a) ? "" : h("span", { text: ` ${official(a)}`, lang: own(a) })),
      h("p", { class: "other" }, other !== official(a) ? [h("span", { text: other, lang: a.ol === "es" ? "en" : "es-MX" }), ". "] : "", past), ...extra);
  },
  card(answer, c, i) {
    const a = agencies.get(c.agency), why = this.reasons(c);
    return fact(`candidate:${c.agency}`, "li", { class: `card ${a.c}` },
      h("div", { class: "rank", text: String(i + 1) }),
      this.who(a, [h("p", { text: spoken(c.area.r.statement) }), cites(cited(c.area.r.citations.slice(0, 1)))]),
      h("div", { class: "how" }, c.grade.best ? joined(answer.agency, c.grade.best, c.agency) : "", h("p", { class: "stat", text: w(!c.grade.best ? "noChannel" : c.grade.covers.find((x) => x.channel === c.grade.best).standing === "below" ? "throughParent" : "oneChannel") }), c.decidedBy === "name" ? h("p", { class: "stat", text: `${cap(speaker().reason(c))}.` }) : ""),
      h("dl", { class: "tests" }, TEST_ORDER.map((test, n) => h("div", { class: c.decidedBy === test ? "decides" : null }, h("dt", { text: `${n + 1}. ${w(`testName.${test}`)}${c.decidedBy === test ? `: ${w("decides")}` : ""}` }), h("dd", {}, why[test])))));
  },
  row(c, i) {
    return fact(`candidate:${c.agency}`, "li", { class: `line ${agencies.get(c.agency).c}` }, h("span", { class: "rank", text: String(i + 1) }), h("div", {}, h("b", {}, agencyLink(c.agency)), h("p", { text: spoken(c.area.r.statement) })), h("p", { class: "stat" }, `${cap(speaker().reason(c))}. `, c.grade.best ? [gradeMark(c.grade.value), channelParts(c.grade.best).name] : w("noChannel")));
  },
  diagram() {
    const many = this.answers();
    if (many) return [h("ul", { class: "cards" }, many.map((x) => fact(x.id, "li", { class: "card plain" }, h("div", { class: "who" }, h("h3", {}, h("a", { href: address({ f: x.function }), text: cap(functionName(x.function)) })), h("p", { text: this.headline(x) })))))];
    const answer = this.answer();
    if (!answer) return [h("p", { class: "lede", text: w("counterpartHow") })];
    const FULL = 3, rest = answer.candidates.slice(FULL), out = this.extras(answer);
    const lacking = ([id, x, what, kind]) => fact(id, "li", { class: `card none ${kind}` }, h("div", { class: "rank", "aria-hidden": "true", text: kind === "absent" ? "⊘" : "" }), this.who(agencies.get(x.agency.id), [h("p", { text: spoken(x.r.statement) })]), h("div", { class: "how" }, tag(what, kind), cites(cited(x.r.citations.slice(0, 3)))));
    return [
      h("ol", { class: "cards" }, answer.candidates.slice(0, FULL).map((c, i) => this.card(answer, c, i))),
      ...(rest.length ? [list(rest.map((c, i) => [c, i + FULL]), ([c, i]) => this.row(c, i), 6, { class: "ranked" })].flat() : []),
      ...(out.length ? [list(out, lacking, 3, { class: "cards" })].flat() : []),
      this.columns(answer), this.overTime(),
    ];
  },
  columns(answer) {
    const column = (key, vars, ...content) => h("section", { class: "column ink" }, h("h3", { text: w(key, vars) }), ...content);
    const bounds = this.bounds(answer), missing = this.missing(answer), claim = ([id, text, src]) => fact(id, "li", { class: "claim flat" }, h("p", { text }), cites(cited(src.slice(0, 1))));
    return h("div", { class: "thirds" },
      column("beforeContact", {}, formalityRows(this.formalities(answer))),
      column("mayAnswer", { a: String(speaker().agency(state.a)) }, bounds.length ? list(bounds, claim, 3) : h("p", { class: "stat", text: w("noLimit") })),
      column("notOnFileDay", {}, missing.length ? h("ul", {}, missing.map(([id, text]) => fact(id, "li", { class: "claim flat" }, h("p", { text }), h("p", { class: "stat", text: w("emptyFact") })))) : h("p", { class: "stat", text: w("nothingMissing") })));
  },
  overTime() {
    return h("section", { class: "wide" }, h("h3", { text: w("overTime") }), h("ol", { class: "times" }, this.times().map(([id, day, names, note]) => fact(id, "li", { class: day === state.day ? "now" : null }, h("a", { href: address({ day }), "aria-current": day === state.day ? "date" : null, text: shortDay(day, state.lang) }), h("p", { text: names }), note ? h("span", { class: "stat", text: note }) : ""))));
  },
  /** All facts beside the candidates: [id, what it is, what it is of, sentence, citations]. */
  others(answer) {
    const a = String(speaker().agency(state.a));
    return [
      ...this.extras(answer).map(([id, x, what]) => [id, what, t(agencies.get(x.agency.id).s), spoken(x.r.statement), x.r.citations]),
      ...this.formalities(answer).map(([id, x]) => [id, w("beforeContact"), spoken(x.instrument.short_name || x.instrument.name), spoken(x.formality.statement), x.formality.citations]),
      ...this.bounds(answer).map(([id, text, src]) => [id, w("mayAnswer", { a }), t(agencies.get(state.a).s), text, src]),
      ...this.missing(answer).map(([id, text]) => [id, w("notOnFileDay"), "", `${text} ${w("emptyFact")}`, null]),
      ...this.times().map(([id, day, names, note]) => [id, w("overTime"), shortDay(day, state.lang), [names, note].filter(Boolean).join(". "), null]),
    ];
  },
  table() {
    const many = this.answers();
    if (many) return factTable(this.title(), [w("function"), w("colStatement")], many.map((x) => [x.id, [h("a", { href: address({ f: x.function }), text: cap(functionName(x.function)) }), this.headline(x)]]));
    const answer = this.answer();
    if (!answer) return this.diagram();
    const spaced = (parts) => parts.flatMap((x) => [x, " "]);
    const rows = answer.candidates.map((c, i) => { const why = this.reasons(c); return [`candidate:${c.agency}`, [i + 1, agencyLink(c.agency), ...TEST_ORDER.map((test) => h("span", {}, spaced(why[test]))), speaker().reason(c), sourceOf(c.area.r.citations)]]; });
    const heads = [w("colRank"), w("colAgency"), ...TEST_ORDER.map((test) => w(`testName.${test}`)), w("colReason"), w("colSource")];
    const other = this.others(answer).map(([id, what, of, text, src]) => [id, [what, of, text, src ? sourceOf(src) : ""]]);
    return [...(rows.length ? factTable(this.title(), heads, rows) : []), ...factTable(w("alsoOnFile"), [w("colState"), w("colWhat"), w("colStatement"), w("colSource")], other)];
  },
  sentences() {
    const many = this.answers();
    if (many) return says(many.map((x) => [x.id, this.headline(x), null]));
    const answer = this.answer();
    if (!answer) return this.diagram();
    return says([
      ...answer.candidates.map((c, i) => [`candidate:${c.agency}`, `${i + 1}. ${t(agencies.get(c.agency).s)}: ${speaker().reason(c)}. ${spoken(c.area.r.statement)}`, cited(c.area.r.citations)]),
      ...this.others(answer).map(([id, what, of, text, src]) => [id, `${what}${of ? ` (${of})` : ""}: ${text}`, src ? cited(src) : null]),
    ]);
  },
  foot() {
    const answer = this.answer();
    if (!answer?.candidates.length) return [];
    const b = answer.candidates[0].agency, about = [w("briefWith", { a: t(agencies.get(state.a).s), b: t(agencies.get(b).s) }), functionName(state.f), state.p ? placeName(state.p) : "", shortDay(state.day, state.lang)].filter(Boolean).join(", ");
    return [h("a", { href: briefAddress(state.a, b, state.f, state.p), text: `${w("meetingBrief")}: ${about}` })];
  },
  panel() { return []; },
};
