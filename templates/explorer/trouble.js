/* -- addresses that name what is not there ------------------------------------------------------- */
const ADDRESS_KEYS = new Set(["view", ...SUBJECTS, "a", "b", "f", "p", "from", "sort", "steps", "open", "lang", "on", "form", "country", "level", "role", "tie", "only", "for", "in"]);
const ASKED_KINDS = { a: "agency", b: "agency", f: "function", p: "place" };
const SHOWN_OF_ADDRESS = 60;
let trouble = [], lastGood = "";
let lost = ""; // what the address named in vain stays in it while only the form, the language or a filter changes
const ofKind = (kind) => ({ agency: registry.agencies, series: registry.series, block: blocks, domain: domains, function: registry.functions, mechanism: registry.mechanisms, place: registry.places, instrument: registry.instruments })[kind];
/** What the address asks for in vain: [{kind, q}]; a kind of "" is a fragment in which nothing is known. */
function readTrouble(p) {
  const found = [], text = (key) => p.get(key) || "";
  const add = (kind, q) => found.push({ kind, q }), lose = (key, kind) => { add(kind, text(key)); lost += `&${key}=${encodeURIComponent(text(key))}`; };
  lost = "";
  if (text("view") && !VIEW_NAMES.includes(text("view"))) lose("view", "view");
  for (const [key, kind] of Object.entries(ASKED_KINDS)) if (text(key) && !ofKind(kind).has(text(key)) && !(key === "f" && registry.functionTree.has(text(key)))) lose(key, kind);
  for (const kind of SUBJECTS) if (text(kind) && !ofKind(kind).has(text(kind))) lose(kind, kind);
  for (const key of ["on", "from"]) if (text(key) && !isDay(text(key))) add("day", text(key));
  const keys = [...p.keys()];
  if (keys.length && !keys.some((key) => ADDRESS_KEYS.has(key))) add("", keys[0] || text(keys[0]));
  if (!found.length && state.day > DATA.meta.asOf) add("late", state.day);
  if (!found.length && state.day < firstDay()) add("early", state.day);
  for (const key of ["a", "b"]) if (state.view !== "map" && registry.agencies.has(text(key)) && !agencies.has(text(key))) add("gone", text(key));
  return found;
}
/** The first day of which any record speaks. */
function firstDay() {
  registry.firstDay ||= [...registry.agencies.values()].flatMap((a) => [a.founded, ...a.responsibilities.map((r) => r.since), ...a.changes.map((c) => c.date)])
    .concat([...registry.instruments.values()].flatMap((i) => [i.signed, i.since]), [...registry.mechanisms.values()].map((m) => m.since), [...registry.cooperations.values()].map((c) => c.since))
    .map((x) => { const d = engine.partial(x); return d ? d.earliest || d.latest : null; }).filter(Boolean).sort()[0] || DATA.meta.asOf;
  return registry.firstDay;
}

/* -- the records whose ids or names come nearest ------------------------------------------------- */
function edits(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length];
}
const plainWords = (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
function knownNames(kind, id) {
  const x = kind === "function" ? registry.functions.get(id) : ofKind(kind).get(id);
  const pairs = [x.name, x.acronym, x.short_name].filter(Boolean).flatMap((n) => [n.en, n.es]);
  const named = x.n ? [...x.n, ...(x.s || [])] : []; // what the page made of a record of the day
  return [id, id.replace(/^(?:us|mx|int)-/, ""), ...pairs, ...named, ...(x.other_names || []).flatMap((o) => [o.name, o.acronym].filter(Boolean))];
}
function closest(kind, asked, most = 3) {
  const typed = plainWords(asked.slice(0, 200)), far = Math.min(typed.length - 1, typed.length < 5 ? 1 : Math.max(2, Math.floor(typed.length * 0.34)));
  if (!typed) return [];
  const kinds = kind ? [kind] : SUBJECTS, rated = [];
  for (const k of kinds) for (const id of ofKind(k).keys()) {
    let best = 99;
    for (const name of new Set(knownNames(k, id).map(plainWords))) {
      if (Math.abs(name.length - typed.length) <= far) best = Math.min(best, edits(typed, name));
      else if (typed.length >= 3 && ` ${name}`.includes(` ${typed}`)) best = Math.min(best, 1.5);
      else if (name.length >= 3 && ` ${typed} `.includes(` ${name} `)) best = Math.min(best, 2);
    }
    if (best <= far) rated.push([best, k, id]);
  }
  return rated.sort((a, b) => a[0] - b[0] || (a[2] < b[2] ? -1 : 1)).slice(0, most);
}
/** What an address may say on the page: no sign that turns or hides the text around it, and not all of a long one. */
function quoted(text) {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, "�");
  return plain.length > SHOWN_OF_ADDRESS ? `${plain.slice(0, SHOWN_OF_ADDRESS)}…` : plain;
}
function recordName(kind, id) {
  if (kind === "agency") { const a = registry.agencies.get(id), short = engine.shortOf(a, state.lang), full = spoken(a.name); return short === full ? full : `${short}, ${full}`; }
  if (kind === "function" || kind === "domain") return cap(functionName(id));
  const x = ofKind(kind).get(id);
  return cap(x.name ? spoken(x.name) : t(x.n));
}
/** Where the nearest record is shown: as the subject of the map, or in the place that the view asked for. */
function nearestLink(kind, id) {
  const asked = state.view !== "map" && Object.entries(ASKED_KINDS).find(([key, k]) => k === kind && !state[key]);
  return h("a", { href: asked ? address({ [asked[0]]: id }) : address({ view: "map", kind, id }), text: recordName(kind, id) });
}
const inRow = (nodes) => nodes.flatMap((x, i) => (i ? ["; ", x] : [x]));
function closestLinks({ kind, q }) {
  if (kind === "view") {
    const typed = plainWords(q), words = (v) => [v, ...LANGS.map((_, i) => DATA.words[i][`view.${v}`])].map(plainWords);
    const rated = VIEW_NAMES.map((v) => [Math.min(...words(v).map((x) => edits(typed, x))), v]).filter(([n]) => n <= 3).sort((a, b) => a[0] - b[0]).slice(0, 1);
    return rated.map(([, v]) => h("a", { href: address({ view: v }), text: w(`view.${v}`) }));
  }
  return kind === "day" ? [] : closest(kind, q).map(([, k, id]) => nearestLink(k, id));
}

/* -- agencies that are not in being on the day ---------------------------------------------------- */
/** Those in being that followed an agency, or came before it, at any remove. */
function lineOf(id, from, to) {
  const found = new Set(), seen = new Set([id]), queue = [id];
  while (queue.length) {
    const here = queue.shift();
    for (const e of registry.changes) if (e[from].includes(here)) for (const next of e[to]) {
      if (seen.has(next)) continue;
      seen.add(next);
      if (agencies.has(next)) found.add(next); else queue.push(next);
    }
  }
  return [...found];
}
function dayBefore(day) { const d = new Date(`${day}T00:00:00Z`); d.setUTCDate(d.getUTCDate() - 1); return d.toISOString().slice(0, 10); }
/** A day on which a record was in being, nearest to the day shown. */
function aliveDay(begun, ended) {
  const over = engine.partial(ended), start = engine.partial(begun);
  if (over?.earliest && over.earliest <= state.day) return dayBefore(over.earliest);
  return start && start.latest > state.day ? start.latest : null;
}
function goneNotes(id) {
  const a = registry.agencies.get(id), after = lineOf(id, "predecessors", "successors"), before = lineOf(id, "successors", "predecessors"), day = aliveDay(a.founded, a.dissolved);
  const chain = (key, ids) => (ids.length ? [h("p", { text: `${w(key)}:` }), chips(ids)] : "");
  const over = a.dissolved && engine.holdsOn(state.day, null, a.dissolved) === "no";
  return [over ? chain("afterIt", after) : chain("beforeIt", before), day && isDay(day) ? h("p", {}, h("a", { href: address({ day }), text: w("showOn", { d: longDay(day, state.lang) }) })) : ""];
}
function mechanismGone(id) {
  const m = registry.mechanisms.get(id);
  if (!m) return null;
  const day = aliveDay(m.since, m.until);
  return [...heading(w("mechanism"), spoken(m.name)), h("p", { class: "note", text: w("notInDay", { a: spoken(m.acronym || m.name) }) }), h("p", { class: "lede", text: spoken(m.purpose) }), day && isDay(day) ? h("p", {}, h("a", { href: address({ day }), text: w("showOn", { d: longDay(day, state.lang) }) })) : "", cites(cited(m.citations))];
}

/* -- the message --------------------------------------------------------------------------------- */
function troubleText(x) {
  if (x.kind === "late") return [h("p", { text: w("dayLate", { d: longDay(x.q, state.lang), e: longDay(DATA.meta.asOf, state.lang) }) })];
  if (x.kind === "early") return [h("p", { text: w("dayEarly", { d: longDay(x.q, state.lang), e: longDay(firstDay(), state.lang) }) })];
  if (x.kind === "gone") return [h("p", { text: w("notInDay", { a: recordName("agency", x.q) }) }), ...goneNotes(x.q)];
  const links = closestLinks(x);
  return [h("p", { text: x.kind === "day" ? w("badDay", { q: quoted(x.q), d: longDay(state.day, state.lang) }) : w("badAddress", { q: quoted(x.q) }) }), links.length ? h("p", {}, `${w("closest")}: `, inRow(links)) : ""];
}
function renderTrouble() {
  const host = $("trouble"), title = { late: "dayTitle", early: "dayTitle", gone: "goneTitle" }[trouble[0]?.kind] || "notShown";
  const was = host.hidden;
  host.hidden = !trouble.length;
  if (was !== host.hidden && network) requestAnimationFrame(() => requestAnimationFrame(fitMap)); // the stage has another height
  if (!trouble.length) { host.replaceChildren(); lastGood = address({}); return; }
  const start = `#lang=${state.lang}`, back = lastGood && lastGood !== start ? h("a", { href: lastGood, text: w("previousView") }) : "";
  host.replaceChildren(h("div", { class: "calm" }, h("p", { class: "title", text: w(title) }), trouble.flatMap(troubleText), h("p", { class: "links" }, back, h("a", { href: start, text: w("startView") }))));
}
