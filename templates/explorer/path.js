/* -- how to reach an agency ---------------------------------------------------------------------- */
VIEWS.path = {
  answer() {
    const inDay = (id) => id && D.model.s.agencies.has(id);
    return inDay(state.a) && inDay(state.b) && state.a !== state.b ? engine.findPaths(D.model.s, state.a, state.b, state.f || null) : null;
  },
  fields() {
    return [
      field("a", "from", agencySelect(state.a, (a) => ask({ a }))),
      field("b", "to", agencySelect(state.b, (b) => ask({ b }))),
      field("f", "for", functionSelect(state.f, (f) => ask({ f }), [], "anyFunction")),
      h("p", { class: "field" }, h("button", { type: "button", text: w("swap"), on: { click() { ask({ a: state.b, b: state.a }); } } })),
    ];
  },
  title() { const answer = this.answer(); return answer ? speaker().path(answer) : w("view.path"); },
  grade(step) { return engine.grade(D.model.s, step.source, step.target, state.f || [...step.channel.functions]).value; },
  stepText(s) {
    const a = t(agencies.get(s.source).s), b = t(agencies.get(s.target).s);
    return s.channel ? w("stepTitle", { a, b, c: channelTitle(s.channel) }) : w("referralStep", { a, b });
  },
  without(answer) {
    const inner = [...new Set(answer.paths[0].steps.slice(0, -1).map((s) => s.target))];
    return inner.map((x) => {
      const other = engine.findPaths(D.model.s, state.a, state.b, state.f || null, { without: [x] });
      const names = { x: String(speaker().agency(x)), a: String(speaker().agency(state.a)), b: String(speaker().agency(state.b)) };
      return [`without:${x}`, cap(!other.paths.length ? w("withoutCut", names) : other.distance > answer.distance ? w("withoutLonger", Object.assign({ n: other.distance }, names)) : w("withoutSame", names))];
    });
  },
  steps(answer) { return answer.paths.flatMap((p, n) => p.steps.map((s, i) => [`step:${n}:${i}`, n, i, s])); },
  leftOut(answer) { return answer.leftOut.map((c) => [`left:${c.id}`, c]); },
  diagram() {
    const answer = this.answer();
    if (!answer) return [h("p", { class: "lede", text: w("pathHow") })];
    if (!answer.paths.length) return this.rest(answer);
    const [best, ...others] = answer.paths;
    const named = (p, n) => h("li", {}, h("p", { text: speaker().chain(p) }), h("ul", { class: "plain" }, p.steps.map((s, i) => fact(`step:${n}:${i}`, "li", { text: this.stepText(s) }))));
    return [
      chain(best.steps, (s) => this.grade(s)),
      h("section", { class: "wide" }, h("h3", { text: w("stepByStep") }), h("ol", {}, best.steps.map((s, i) => fact(`step:0:${i}`, "li", { class: "claim" }, h("span", { text: s.channel ? String(best.steps.slice(0, i + 1).filter((x) => x.channel).length) : "–" }), h("p", { text: this.stepText(s) }), s.channel ? cites(cited(s.channel.record.citations.slice(0, 3))) : "")))),
      others.length ? h("section", { class: "wide" }, h("h3", { text: w("otherPaths") }), h("ol", { class: "plain" }, others.map((p, n) => named(p, n + 1)))) : "",
      ...this.rest(answer),
    ];
  },
  rest(answer) {
    const left = this.leftOut(answer), without = answer.paths.length ? this.without(answer) : [];
    return [
      without.length ? h("section", { class: "wide" }, h("h3", { text: w("withoutOne") }), h("ul", {}, without.map(([id, text]) => fact(id, "li", { class: "claim" }, h("span", {}), h("p", { text }))))) : "",
      left.length ? h("section", { class: "wide" }, h("h3", { text: w("alsoConsidered") }), h("ul", {}, left.map(([id, c]) => fact(id, "li", { class: "claim" }, h("span", {}), h("p", {}, channelLink(c), ". ", w("tooMany")))))) : "",
    ];
  },
  table() {
    const answer = this.answer();
    if (!answer) return this.diagram();
    const steps = this.steps(answer).map(([id, n, i, s]) => [id, [`${n + 1}.${i + 1}`, agencyLink(s.source), agencyLink(s.target), s.channel ? channelLink(s.channel) : w("referral"), s.channel ? this.grade(s) : "", s.channel ? sourceOf(s.channel.record.citations) : ""]]);
    const other = [...this.without(answer.paths.length ? answer : { paths: [{ steps: [] }] }).map(([id, text]) => [id, [w("withoutOne"), text]]), ...this.leftOut(answer).map(([id, c]) => [id, [w("alsoConsidered"), channelTitle(c)]])];
    return [...factTable(w("stepByStep"), ["colStep", "from", "to", "colChannel", "colGrade", "colSource"].map((k) => w(k)), steps), ...(other.length ? factTable(w("alsoOnFile"), [w("colState"), w("colStatement")], other) : [])];
  },
  sentences() {
    const answer = this.answer();
    if (!answer) return this.diagram();
    return says([
      ...this.steps(answer).map(([id, , , s]) => [id, `${this.stepText(s)}.`, s.channel ? cited(s.channel.record.citations) : null]),
      ...(answer.paths.length ? this.without(answer) : []).map(([id, text]) => [id, text, null]),
      ...this.leftOut(answer).map(([id, c]) => [id, `${channelTitle(c)}. ${w("tooMany")}`, cited(c.record.citations)]),
    ]);
  },
  panel() { return restPanel(); },
};
