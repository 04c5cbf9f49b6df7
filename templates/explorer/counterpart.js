/* -- who is my opposite number -------------------------------------------------------------------- */
const TEST_ORDER = ["channel", "role", "place", "level", "source"];
VIEWS.counterpart = {
  answer() {
    const a = registry.agencies.get(state.a);
    return state.a && state.f && D.model.s.agencies.has(state.a) && a.country !== "int" ? engine.findCounterparts(D.model.s, state.a, state.f, state.p || null) : null;
  },
  fields() {
    return [
      field("a", "myAgency", agencySelect(state.a, (a) => ask({ a }), ["us", "mx"])),
      field("f", "theFunction", functionSelect(state.f, (f) => ask({ f }), state.a ? heldBy(state.a) : [], "chooseOne")),
      field("p", "thePlace", placeSelect(state.p, (p) => ask({ p }))),
    ];
  },
  title() {
    if (state.a && registry.agencies.get(state.a).country === "int") return w("noCounterpartInt", { a: String(speaker().agency(state.a)) });
    if (state.a && !D.model.s.agencies.has(state.a)) return w("notInDay", { a: t((gone.get(state.a) || agencies.get(state.a)).s) });
    const answer = this.answer();
    return answer ? speaker().counterpart(answer) : w("findCounterpart");
  },
  reasons(c) {
    const r = c.area.r, best = c.grade.best;
    return {
      channel: [gradeMark(c.grade.value), ` ${w("gradeN", { n: c.grade.value })}`, best ? ": " : `, ${w("noChannel")}`, best ? channelLink(best) : ""],
      role: [`${r.role[0].toUpperCase()} ${engine.label("Role", r.role, state.lang)}`],
      place: [D.model.s.placesOf(c.area).map(placeName).join(", ")],
      level: [w(c.area.agency.level)],
      source: [c.newest ? shortDay(c.newest, state.lang) : "–"],
    };
  },
  extras(answer) {
    return [
      ...answer.ruledOut.map((x) => [`out:${x.id}`, x, w("ruledOut")]),
      ...answer.announced.map((x) => [`announced:${x.id}`, x, w("announced")]),
    ];
  },
  formalities(answer) { return answer.formalities.map((x, n) => [`formality:${x.instrument.id}:${n}`, x]); },
  diagram() {
    const answer = this.answer();
    if (!answer) return [h("p", { class: "lede", text: w("counterpartHow") })];
    const shown = answer.candidates.slice(0, 12), more = answer.candidates.slice(12);
    const card = (c, i) => {
      const a = agencies.get(c.agency), why = this.reasons(c);
      return fact(`candidate:${c.agency}`, "li", { class: `card ${a.c}` },
        h("div", { class: "rank", text: String(i + 1) }),
        h("div", { class: "who" }, h("h3", {}, agencyLink(c.agency), t(a.s) === official(a) ? "" : h("span", { text: ` ${official(a)}`, lang: own(a) })), h("p", { text: spoken(c.area.r.statement) }), cites(cited(c.area.r.citations.slice(0, 1)))),
        c.grade.best ? chain([{ source: answer.agency, channel: c.grade.best, target: c.agency }]) : h("p", { class: "stat", text: w("noChannel") }),
        h("dl", { class: "tests" }, TEST_ORDER.map((test, n) => h("div", { class: c.decidedBy === test ? "decides" : null }, h("dt", { text: `${n + 1}. ${w(`test.${test}`)}` }), h("dd", {}, why[test], c.decidedBy === test ? h("b", { text: ` (${w("decides")})` }) : "")))));
    };
    const rest = more.length ? h("ul", { class: "plain" }, more.map((c, i) => fact(`candidate:${c.agency}`, "li", {}, `${i + 13}. `, agencyLink(c.agency), `: ${spoken(c.area.r.statement)}`))) : "";
    return [
      h("ol", { class: "cards" }, shown.map(card)), rest,
      ...this.extras(answer).map(([id, x, what]) => fact(id, "div", { class: "card none" }, h("div", { class: "who" }, h("h3", {}, agencyLink(x.agency.id)), h("p", {}, h("b", { text: `${what}. ` }), spoken(x.r.statement)), cites(cited(x.r.citations))))),
      this.before(answer), this.overTime(),
    ];
  },
  before(answer) {
    const list = this.formalities(answer);
    return h("section", { class: "wide" }, h("h3", { text: w("beforeContact") }), list.length ? h("ul", {}, list.map(([id, x]) => fact(id, "li", { class: "claim" }, h("span", {}), h("p", { text: spoken(x.formality.statement) }), cites(cited(x.formality.citations))))) : h("p", { text: w("noFormality") }));
  },
  overTime() {
    const points = [...new Set([...(registry.info.turning_points || []).map((x) => x.day), state.day, DATA.meta.asOf])].sort();
    const first = (day) => {
      const s = new engine.Snapshot(registry, day);
      if (!s.agencies.has(state.a)) return w("notInDay", { a: engine.shortOf(registry.agencies.get(state.a), state.lang) });
      const x = engine.findCounterparts(s, state.a, state.f, state.p || null);
      const names = x.candidates.slice(0, 3).map((c) => engine.shortOf(c.area.agency, state.lang));
      return names.length ? names.join(", ") + (x.candidates.length > 3 ? ` +${x.candidates.length - 3}` : "") : w("none");
    };
    return h("section", { class: "wide" }, h("h3", { text: w("overTime") }), h("ol", { class: "times" }, points.map((day) => h("li", { class: day === state.day ? "now" : null }, h("a", { href: address({ day }), text: shortDay(day, state.lang) }), h("p", { text: first(day) })))));
  },
  table() {
    const answer = this.answer();
    if (!answer) return this.diagram();
    const rows = answer.candidates.map((c, i) => { const why = this.reasons(c); return [`candidate:${c.agency}`, [i + 1, agencyLink(c.agency), why.channel, why.role, why.place, why.level, why.source, speaker().reason(c), sourceOf(c.area.r.citations)]]; });
    const heads = ["colRank", "colAgency", "colGrade", "colRole", "colPlace", "level", "colNewest", "colReason", "colSource"].map((k) => w(k));
    const other = [...this.extras(answer).map(([id, x, what]) => [id, [what, agencyLink(x.agency.id), spoken(x.r.statement), sourceOf(x.r.citations)]]), ...this.formalities(answer).map(([id, x]) => [id, [w("beforeContact"), spoken(x.instrument.short_name || x.instrument.name), spoken(x.formality.statement), sourceOf(x.formality.citations)]])];
    return [...factTable(w("view.counterpart"), heads, rows), ...(other.length ? factTable(w("alsoOnFile"), [w("colState"), w("colWhat"), w("colStatement"), w("colSource")], other) : [])];
  },
  sentences() {
    const answer = this.answer();
    if (!answer) return this.diagram();
    return says([
      ...answer.candidates.map((c, i) => [`candidate:${c.agency}`, `${i + 1}. ${t(agencies.get(c.agency).s)}: ${speaker().reason(c)}. ${spoken(c.area.r.statement)}`, cited(c.area.r.citations)]),
      ...this.extras(answer).map(([id, x, what]) => [id, `${what}: ${spoken(x.r.statement)}`, cited(x.r.citations)]),
      ...this.formalities(answer).map(([id, x]) => [id, spoken(x.formality.statement), cited(x.formality.citations)]),
    ]);
  },
  panel() {
    return [h("h2", { text: w("counterpartOrder") }), h("ol", { class: "plain" }, TEST_ORDER.map((test, n) => h("li", { text: `${n + 1}. ${w(`test.${test}`)}` }))), h("p", { class: "stat", text: w("testsNote") }), section(w("key"), null, key())];
  },
};
