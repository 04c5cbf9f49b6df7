/* -- how to reach an agency ---------------------------------------------------------------------- */
VIEWS.path = {
  answer() {
    const inDay = (id) => id && D.model.s.agencies.has(id);
    return inDay(state.a) && inDay(state.b) && state.a !== state.b ? engine.findPaths(D.model.s, state.a, state.b, state.f || null) : null;
  },
  fields() {
    return [
      field("a", "from", agencySelect(state.a, (a) => ask({ a }))),
      h("p", { class: "toward", "aria-hidden": "true", text: "›" }),
      field("b", "to", agencySelect(state.b, (b) => ask({ b }))),
      field("f", "for", functionSelect(state.f, (f) => ask({ f }), [], "anyFunction", { whole: true })),
    ];
  },
  /** The agencies of a path between its ends as runs: [{ids, top}], one run for each chain of command;
      the first and the last hold the two ends. */
  runs(path) {
    const s = D.model.s, runs = [[path.steps[0].source]];
    for (const step of path.steps) if (step.channel) runs.push([step.target]); else runs[runs.length - 1].push(step.target);
    return runs.map((ids) => ({ ids, top: ids.find((x) => ids.every((y) => x === y || s.ancestors.get(y).includes(x))) || ids[0] }));
  },
  title() {
    const answer = this.answer();
    if (!answer) return w("view.path");
    if (!answer.paths.length) return speaker().path(answer);
    const sp = speaker(), best = answer.paths[0], n = best.distance, runs = this.runs(best), [a, b] = [sp.agency(state.a), sp.agency(state.b)];
    const names = { a: String(a), b: String(b), alb: b.a, forF: state.f ? w("forFunction", { f: String(sp.function(state.f)) }) : "" };
    if (!n) return cap(w("oneChain", names));
    if (n === 1) return cap(w(best.referrals ? "pathOneVia" : "pathOne", { ...names, c: channelParts(best.steps.find((x) => x.channel).channel).name }));
    const inner = [...new Set(runs.slice(1, -1).map((r) => r.top))];
    return cap(w("pathMany", { ...names, n: engine.count(n, state.lang), x: sp.agencies(inner), dex: inner.length === 1 ? sp.agency(inner[0]).de : `de ${sp.agencies(inner)}` }));
  },
  sub() {
    const answer = this.answer();
    if (!answer?.paths.length) return "";
    const best = answer.paths[0], k = answer.paths.length, atRisk = best.steps.filter((x) => x.channel && riskOf(x.channel)).length, some = (key, n) => (n ? w(n === 1 ? `${key}1` : `${key}N`, { n: engine.count(n, state.lang) }) : "");
    const chain = best.distance > 1 || !best.distance ? best.steps.flatMap((x, i) => [...(i ? [] : [t(agencies.get(x.source).s)]), ...(x.channel ? [channelParts(x.channel).name] : []), t(agencies.get(x.target).s)]).join(", ") : "";
    return [chain ? w("chainSub", { c: chain }) : "", best.distance ? some("referrals", best.referrals) : "", some("needsCheck", atRisk), k > 1 ? cap(w(answer.more ? "samePathsMore" : "samePathsN", { n: engine.count(k, state.lang, true) })) : ""].filter(Boolean).join(" ");
  },
  /** What this channel itself is worth between the two, 0 to 4. */
  grade(step) {
    const covers = engine.grade(D.model.s, step.source, step.target, state.f || [...step.channel.functions]).covers;
    return covers.find((x) => x.channel.id === step.channel.id)?.grade ?? 0;
  },
  gradeSays(step) { const n = this.grade(step); return w(n === 2 && step.channel.kind === "instrument" ? "gradeSays.2text" : `gradeSays.${n}`); },
  stepText(s) {
    const a = t(agencies.get(s.source).s), b = t(agencies.get(s.target).s);
    return s.channel ? w("stepTitle", { a, b, c: channelTitle(s.channel) }) : w("referralStep", { a, b });
  },
  /* what the record of the channel says of it */
  stepSays(s) { const r = s.channel.record; return spoken(r.statement || r.purpose || r.summary); },
  without(answer) {
    if (!answer.paths.length) return [];
    const inner = [...new Set(this.runs(answer.paths[0]).slice(1, -1).map((r) => r.top))];
    return inner.map((x) => {
      const other = engine.findPaths(D.model.s, state.a, state.b, state.f || null, { without: [x] });
      const names = { x: String(speaker().agency(x)), a: String(speaker().agency(state.a)), b: String(speaker().agency(state.b)) };
      return [`without:${x}`, cap(!other.paths.length ? w("withoutCut", names) : other.distance > answer.distance ? w("withoutLonger", Object.assign({ n: other.distance }, names)) : w("withoutSame", names)), x];
    });
  },
  steps(answer) { return answer.paths.flatMap((p, n) => p.steps.map((s, i) => [`step:${n}:${i}`, n, i, s])); },
  /** Agreements at risk on the first path: [id, sentence, citations]. */
  risks(answer) {
    const found = answer.paths.length ? answer.paths[0].steps.filter((x) => x.channel).map((x) => riskOf(x.channel)).filter(Boolean) : [];
    return [...new Set(found)].map((r) => [`risk:${r.id}`, speaker().atRisk(r), r.channel.record.citations]);
  },
  /** What joins the two and was not counted: [id, name, statement, why, citations]. */
  leftOut(answer) {
    const s = D.model.s, both = (list) => [state.a, state.b].every((x) => list.includes(x)), made = new Map();
    const add = (kind, r, name, why) => { const id = `left:${kind}/${r.id}`; if (!made.has(id)) made.set(id, [id, name, spoken(r.statement || r.purpose || r.summary), why, r.citations]); };
    for (const c of answer.leftOut) add(c.kind, c.record, channelTitle(c), "large");
    if (state.f) {
      const kept = new Set(engine.countedChannels(s, state.f).kept.map((c) => c.id));
      for (const c of engine.countedChannels(s, null).kept) if (!kept.has(c.id) && both([...c.members])) add(c.kind, c.record, channelTitle(c), "function");
    }
    const begun = (r) => { const day = engine.partial(r.since); return !day || (day.earliest || day.latest) <= state.day; };
    for (const r of registry.cooperations.values()) {
      if (!both(r.parties) || !begun(r)) continue;
      const over = engine.holdsOn(state.day, r.since, r.until) === "no", name = [cap(engine.label("CooperationKind", r.kind, state.lang)), r.since ? engine.longDate(r.since, state.lang) : ""].filter(Boolean).join(", ");
      if (r.status === "announced") { if (!over) add("cooperation", r, name, "announced"); }
      else if (r.kind === "co-participation" || r.kind === "oversight") add("cooperation", r, name, "attended");
      else if (["withheld-data", "statutory-limit"].includes(r.kind)) { if (!over && engine.HELD.has(r.status)) add("cooperation", r, name, "withheld"); }
      else if (over && engine.HELD.has(r.status)) add("cooperation", r, name, "ended");
    }
    const told = [...registry.cooperations.values()].filter((r) => both(r.parties) && made.has(`left:cooperation/${r.id}`)).map((r) => r.mechanism);
    for (const m of registry.mechanisms.values()) {
      if (told.includes(m.id) || !both(m.participants.filter((p) => engine.HELD.has(p.status)).map((p) => p.agency)) || !begun(m)) continue;
      const why = m.status === "announced" ? "announced" : s.mechanismState(m) === "no" ? "ended" : "";
      if (why) add("mechanism", m, [spoken(m.acronym || m.name), m.since ? engine.longDate(m.since, state.lang) : ""].filter(Boolean).join(", "), why);
    }
    return [...made.values()];
  },
  formalities(answer) {
    const own = registry.agencies.get(state.a).country, b = registry.agencies.get(state.b);
    if (own === b.country || b.country === "int" || !answer.paths.length) return [];
    const held = (x) => engine.holdsOn(state.day, x.f.since || x.instrument.since, x.f.until) !== "no" && (!x.f.levels.length || x.f.levels.includes(b.level));
    return [...registry.instruments.values()].flatMap((instrument) => instrument.formalities.map((f, n) => ({ instrument, f, n }))).filter((x) => x.f.country === b.country && held(x))
      .map((x) => [`formality:${x.instrument.id}:${x.n}`, { instrument: x.instrument, formality: x.f }]);
  },
  /* -- the figure: ends, hexagons, and what lies between, drawn inside the box of its superior ------ */
  chain(path) {
    const runs = this.runs(path), parts = [], lines = [], channels = path.steps.filter((x) => x.channel), at = (s) => `step:0:${path.steps.indexOf(s)}`;
    let from = 0;
    runs.forEach((run, n) => {
      const inner = path.steps.slice(from, from + run.ids.length - 1);
      from += run.ids.length;
      parts.push(h("li", { class: "stop" }, this.stop(run, inner, n, runs.length, at)));
      const s = channels[n];
      if (!s) return;
      const style = channelStyle(s.channel), mark = `via ${n}`, value = this.grade(s), risk = riskOf(s.channel);
      parts.push(fact(at(s), "li", { class: "via", "data-facts": risk ? `risk:${risk.id}` : null }, h("span", { class: "nth", text: w("channelN", { n: n + 1 }) }), hexagonOf(s.channel, mark), h("span", { class: "stat" }, gradeMark(value), ` ${cap(w("gradeN", { n: value }))}: ${this.gradeSays(s)}`)));
      lines.push({ from: `run ${n}`, to: mark, style, side: countryOf(run.top) }, { from: mark, to: `run ${n + 1}`, style, side: countryOf(runs[n + 1].top) });
    });
    return figure(h("ol", { class: `chainrow${channels.length > 2 ? " long" : ""}` }, parts), lines);
  },
  /** A box of one run: an agency, or a chain of command with the referrals inside it. */
  stop(run, inner, n, all, at) {
    const a = agencies.get(run.top), end = n === 0 || n === all - 1;
    if (!inner.length) return h("div", { class: `unit ${a.c}${end ? " end" : ""}`, "data-box": `run ${n}` }, agencyLink(run.top), h("small", { text: end ? w(a.c) : official(a) === t(a.s) ? w(a.c) : t(a.n) }));
    const shown = run.ids.filter((id, i) => id !== run.top || (i > 0 && i < run.ids.length - 1)), into = run.ids[0] === run.top, out = run.ids[run.ids.length - 1] === run.top, arrow = () => h("span", { "aria-hidden": "true", text: "→" });
    const marked = (id) => h("span", { class: `unit ${a.c}${id === state.a || id === state.b ? " end" : ""}` }, agencyLink(id));
    return h("div", { class: `unit ${a.c} nest`, "data-box": `run ${n}`, "data-facts": inner.map(at).join(" ") },
      h("p", {}, agencyLink(run.top), h("small", { text: ` ${t(a.s) === t(a.n) ? "" : t(a.n)}` })),
      h("p", { class: "inside" }, into ? arrow() : "", shown.flatMap((id, i) => [i ? arrow() : "", marked(id)]), out && !into ? arrow() : ""),
      h("small", { text: inner.length === 1 ? w("inner1") : w("innerN", { n: engine.count(inner.length, state.lang) }) }));
  },
  diagram() {
    const answer = this.answer();
    if (!answer) return [h("p", { class: "lede", text: w("pathHow") })];
    if (!answer.paths.length) return [h("p", { class: "lede", text: w("notNone") }), state.f ? h("p", {}, h("a", { href: address({ f: "", kind: null, id: null }), text: cap(w("anyFunction")) })) : "", ...this.considered(answer)];
    const [best, ...others] = answer.paths, without = this.without(answer), formalities = this.formalities(answer);
    const named = (p, n) => fact(`step:${n}:0`, "li", { "data-facts": p.steps.map((s, i) => `step:${n}:${i}`).join(" ") }, speaker().chain(p));
    return [
      this.chain(best),
      ...this.considered(answer),
      others.length ? h("section", { class: "wide" }, h("h3", { text: w("otherPaths") }), h("ol", { class: "plain" }, others.map((p, n) => named(p, n + 1)))) : "",
      h("p", { class: "stat besides", "data-facts": [...without, ...formalities].map(([id]) => id).join(" ") || null, text: w("besidePath", { n: without.length, m: formalities.length }) }),
    ];
  },
  considered(answer) {
    const left = this.leftOut(answer), signs = { ended: "◷", function: "›" };
    const row = ([id, name, text, why, src]) => fact(id, "li", { class: "left" }, h("span", { class: "sign", "aria-hidden": "true", text: signs[why] || "⊘" }), h("b", { text: name }), h("p", { text }), h("div", {}, tag(w(`why.${why}`), why), cites(cited(src.slice(0, 1)))));
    return left.length ? [h("section", { class: "thin" }, h("h3", { text: w("alsoConsideredTitle") }), list(left, row, 4))] : [];
  },
  /** What the diagram says only beside itself: [id, what, sentence, citations]. */
  others(answer) {
    return [
      ...this.risks(answer).map(([id, text, src]) => [id, w("riskTitle"), text, src]),
      ...this.without(answer).map(([id, text]) => [id, w("withoutOne"), text, null]),
      ...this.formalities(answer).map(([id, x]) => [id, w("beforeContact"), spoken(x.formality.statement), x.formality.citations]),
      ...this.leftOut(answer).map(([id, name, text, why, src]) => [id, `${w("alsoConsideredTitle")}. ${w(`why.${why}`)}`, `${name}. ${text}`, src]),
    ];
  },
  table() {
    const answer = this.answer();
    if (!answer) return this.diagram();
    const steps = this.steps(answer).map(([id, n, i, s]) => [id, [`${n + 1}.${i + 1}`, agencyLink(s.source), agencyLink(s.target), s.channel ? channelLink(s.channel) : w("referral"), s.channel ? h("span", {}, gradeMark(this.grade(s)), `${this.grade(s)}: ${this.gradeSays(s)}`) : "", s.channel ? sourceOf(s.channel.record.citations) : ""]]);
    const other = this.others(answer).map(([id, what, text, src]) => [id, [what, text, src ? sourceOf(src) : ""]]);
    return [...(steps.length ? factTable(w("stepByStep"), ["colStep", "from", "to", "colChannel", "colGrade", "colSource"].map((k) => w(k)), steps) : []), ...(other.length ? factTable(w("alsoOnFile"), [w("colState"), w("colStatement"), w("colSource")], other) : [])];
  },
  sentences() {
    const answer = this.answer();
    if (!answer) return this.diagram();
    return says([
      ...this.steps(answer).map(([id, , , s]) => [id, s.channel ? `${this.stepText(s)}. ${this.stepSays(s)} ${cap(w("gradeN", { n: this.grade(s) }))}: ${this.gradeSays(s)}.` : `${this.stepText(s)}.`, s.channel ? cited(s.channel.record.citations) : null]),
      ...this.others(answer).map(([id, what, text, src]) => [id, `${what}${/[.]$/.test(what) ? "" : "."} ${text}`, src ? cited(src) : null]),
    ]);
  },
  panel() {
    const answer = this.answer();
    if (!answer) return restPanel();
    const best = answer.paths[0], names = { a: t(agencies.get(state.b).s), b: t(agencies.get(state.a).s) };
    const number = (s) => (s.channel ? String(best.steps.slice(0, best.steps.indexOf(s) + 1).filter((x) => x.channel).length) : "–");
    const step = (s) => h("li", { class: "step" }, h("span", { class: "circle", text: number(s) }), h("div", {}, h("p", {}, h("b", { text: s.channel ? w("stepTitle", { a: t(agencies.get(s.source).s), b: t(agencies.get(s.target).s), c: channelParts(s.channel).name }) : this.stepText(s) })), s.channel ? h("p", { text: this.stepSays(s) }) : "", s.channel ? cites(cited(s.channel.record.citations.slice(0, 2))) : ""));
    const without = this.without(answer), formalities = this.formalities(answer);
    return [
      h("h2", { text: w("stepByStep") }),
      best ? h("ol", {}, best.steps.map(step)) : h("p", { class: "stat", text: w("hint.path") }),
      ...this.risks(answer).map(([, text, src]) => h("div", { class: "risk" }, h("p", {}, h("b", { text: `${w("riskTitle")} ` }), text), cites(cited(src.slice(0, 1))))),
      ...(without.length ? without.map(([, text, x]) => section(w("without", { x: String(speaker().agency(x)) }), null, h("p", { text }))) : best ? [section(w("withoutOne"), null, h("p", { text: w("noAlternative") }))] : []),
      best && formalities.length ? section(w("beforeContact"), formalities.length, list(formalities, ([, x]) => h("li", { class: "claim flat" }, h("p", { text: spoken(x.formality.statement) }), cites(cited(x.formality.citations.slice(0, 1)))), 2)) : "",
      h("div", { class: "panelfoot" }, h("a", { class: "primary", href: briefAddress(state.a, state.b, state.f, ""), text: w("meetingBrief") }), h("button", { type: "button", text: w("reversePath", names), on: { click() { ask({ a: state.b, b: state.a }); } } })),
    ];
  },
};
