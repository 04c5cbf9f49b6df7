/* -- search ------------------------------------------------------------------------------------ */
/* all names of the day in one text, one a line, so that one pass of the browser's own search finds those that
   hold what was typed; words are kept for what was typed wrong */
const inBoth = (key) => LANGS.map((_, i) => DATA.words[i][key]);
function searchIndex() {
  D.index ||= indexed([
    ...D.agencies.map((a) => ({ kind: "agency", id: a.id, s: a.s, n: a.n, q: a.q, c: a.c })),
    ...D.gone.map((a) => ({ kind: "agency", id: a.id, s: a.s, n: a.n, q: a.q, c: a.c, gone: true })),
    ...D.series.map((x) => ({ kind: "series", id: x.id, s: x.n, n: inBoth("series"), q: [...new Set([x.id, ...x.n].map(fold))] })),
    ...D.functions.map((f) => ({ kind: "function", id: f.id, s: f.n, n: f.def, q: f.q })),
    ...D.domains.map((d) => ({ kind: "domain", id: d.id, s: d.n, n: inBoth("domainHit"), q: [...new Set([d.id, ...d.n].map(fold))] })),
    ...D.mechanisms.map((m) => ({ kind: "mechanism", id: m.id, s: m.s, n: m.n, q: m.q })),
    ...[...registry.places.values()].map((p) => ({ kind: "place", id: p.id, s: [p.name.en, p.name.es], n: placeKind(p), q: [...new Set([p.id, p.name.en, p.name.es].map(fold))] })),
    ...[...registry.instruments.values()].map((i) => { const names = [i.short_name, i.name].filter(Boolean); return { kind: "instrument", id: i.id, s: [names[0].en, names[0].es], n: [i.name.en, i.name.es], q: [...new Set([i.id, ...names.flatMap((x) => [x.en, x.es])].map(fold))] }; }),
  ]);
  return D.index;
}
function indexed(entries) {
  const names = [], owners = [], starts = [];
  let length = 0;
  entries.forEach((x, owner) => { for (const name of x.q) { names.push(name); owners.push(owner); starts.push(length); length += name.length + 1; } });
  starts.push(length);
  return { entries, names, owners, starts, text: names.join("\n") };
}
/** Word → the names it stands in, with the set of its letters as bits. */
function wordIndex(index) {
  if (!index.words) {
    const words = new Map();
    index.names.forEach((name, n) => { for (const word of new Set(name.split(" "))) { if (!words.has(word)) words.set(word, { word, letters: letters(word), names: [] }); words.get(word).names.push(n); } });
    index.words = [...words.values()];
  }
  return index.words;
}
function letters(word) {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << word.charCodeAt(i) % 31;
  return bits;
}
function apart(one, other) {
  let bits = one ^ other, n = 0;
  for (; bits; bits &= bits - 1) n++;
  return n;
}
function near(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return false;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] <= most;
}
/** Visit each name that holds *part*, once. */
function holding(index, part, visit) {
  let n = 0;
  for (let at = index.text.indexOf(part); at >= 0; at = index.text.indexOf(part, index.starts[n + 1])) {
    while (index.starts[n + 1] <= at) n++;
    visit(n, index.names[n]);
    if (n + 1 >= index.names.length) break;
  }
}
/** What is found, by kind: [{kind, n, first: [{x, s, by}]}]; the smaller s, the nearer; *by* is the name that
    was found. What was typed wrong is looked for only when nothing holds it. */
function matchesOf(index, q) {
  const { owners, names, entries } = index, found = [], best = new Float32Array(entries.length).fill(9), by = new Int32Array(entries.length), parts = q.split(/ +/).filter(Boolean);
  const add = (n, s) => {
    const owner = owners[n];
    if (best[owner] === 9) found.push(owner);
    if (s < best[owner] || (s === best[owner] && names[n].length < names[by[owner]].length)) { best[owner] = s; by[owner] = n; }
  };
  holding(index, q, (n, name) => add(n, name === q ? 0 : name.startsWith(q) ? 1 : name.includes(` ${q}`) ? 2 : 3));
  if (parts.length > 1) {
    const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
    holding(index, longest, (n, name) => { if (!name.includes(q) && parts.every((part) => name.includes(part))) add(n, 3.5); });
  }
  if (!found.length && parts.length) {
    const held = parts.map((part) => {
      const typed = letters(part), most = part.length < 4 ? 0 : part.length >= 8 ? 2 : 1, within = new Set();
      for (const x of wordIndex(index)) if (x.word.startsWith(part) || (most && apart(typed, x.letters) <= 2 * most && near(part, x.word, most))) for (const n of x.names) within.add(n);
      return within;
    });
    for (const n of held[0]) if (held.every((within) => within.has(n))) add(n, 4);
  }
  const kinds = {};
  for (const owner of found) (kinds[GROUP_OF[entries[owner].kind] || entries[owner].kind] ||= []).push(owner);
  // of what is equally near, what is in being comes first, unless its very name was typed
  const nearness = (owner) => best[owner] + (entries[owner].gone && best[owner] ? 0.5 : 0);
  const nearer = (a, b) => nearness(a) - nearness(b) || t(entries[a].s).length - t(entries[b].s).length || (t(entries[a].s) < t(entries[b].s) ? -1 : t(entries[a].s) > t(entries[b].s) ? 1 : a - b);
  return GROUPS.filter((kind) => kinds[kind]).map((kind) => ({ kind, n: kinds[kind].length, first: firstOf(kinds[kind], SHOWN_OF_GROUP, nearer).map((owner) => ({ x: entries[owner], s: best[owner], by: names[by[owner]] })) }));
}
/** The first of a list in an order, without putting all in order. */
function firstOf(list, most, compare) {
  const first = [];
  for (const x of list) {
    if (first.length === most && compare(x, first[most - 1]) > 0) continue;
    let at = first.length;
    while (at && compare(x, first[at - 1]) < 0) at--;
    first.splice(at, 0, x);
    if (first.length > most) first.pop();
  }
  return first;
}
/* -- how a result is shown: the shape of its kind, the hit underlined, and why it was found --------- */
const GROUPS = ["agency", "function", "mechanism", "place", "instrument"];
const GROUP_OF = { series: "agency", domain: "function" };
const SHOWN_OF_GROUP = 8;
function kindGlyph(x) {
  const hex = ["path", { d: "M1 8L5 2H13L17 8L13 14H5Z" }], page = ["path", { d: "M4 1.5H11L14 4.5V14.5H4Z" }], card = ["rect", { x: 2, y: 2, width: 14, height: 12, rx: x.c === "us" ? 4 : 0 }], pin = ["circle", { cx: 9, cy: 8, r: 5.5 }];
  const mark = glyph(18, 16, { mechanism: hex, instrument: page, place: pin }[x.kind] || card);
  mark.setAttribute("class", `mark-${x.kind} ${x.c || ""}`);
  return mark;
}
/** Places of the hit in a text: [[from, to]], of the whole of what was typed or of each of its words. */
function hitsIn(text, q) {
  let plain = "";
  const at = []; // where in the text each sign of its plain form comes from
  for (let i = 0; i < text.length; ) { const sign = String.fromCodePoint(text.codePointAt(i)), folded = fold(sign); for (let n = 0; n < folded.length; n++) at.push(i); plain += folded; i += sign.length; }
  at.push(text.length);
  const find = (part) => { for (let from = plain.indexOf(part); from >= 0; from = plain.indexOf(part, from + 1)) if (!from || !/[\p{L}\p{N}]/u.test(plain[from - 1])) return from; return part === q ? plain.indexOf(part) : -1; };
  const whole = find(q), parts = q.split(/ +/).map((part) => [find(part), part.length]);
  const spans = whole >= 0 ? [[whole, whole + q.length]] : parts.every(([from]) => from >= 0) ? parts.map(([from, n]) => [from, from + n]) : [];
  return spans.sort((a, b) => a[0] - b[0]).map(([from, to]) => [at[from], at[to]]).filter(([from, to], i, all) => to > from && (!i || from >= all[i - 1][1]));
}
function marked(text, q) {
  const parts = [];
  let done = 0;
  for (const [from, to] of hitsIn(text, q)) { parts.push(text.slice(done, from), h("u", { text: text.slice(from, to) })); done = to; }
  return [...parts, text.slice(done)];
}
/** Why it was found, where what is shown does not show it: a former or other name, or the id. */
function whyFound(f, shownText) {
  if (f.x.kind === "agency") {
    const a = registry.agencies.get(f.x.id), was = a.other_names.find((o) => [o.name, o.acronym].some((name) => name && fold(name) === f.by));
    if (was && was.kind === "former") return was.until ? w("foundBefore", { y: engine.partial(was.until).latest.slice(0, 4), q: was.acronym || was.name }) : w("foundFormer", { q: was.acronym || was.name });
    if (was) return w("foundBy", { q: was.acronym || was.name });
    const event = registry.changes.find((e) => e.successors.includes(a.id) && e.predecessors.some((x) => x !== a.id));
    if (event && agencies.has(a.id)) return w("foundBefore", { y: engine.partial(event.change.date).latest.slice(0, 4), q: event.predecessors.filter((x) => x !== a.id).map((x) => engine.shortOf(registry.agencies.get(x), state.lang)).join(", ") });
    if (gone.has(a.id)) { const after = lineOf(a.id, "predecessors", "successors"); return after.length ? `${w("afterIt")}: ${after.map((x) => t(agencies.get(x).s)).join(", ")}` : w("goneTitle"); }
  }
  if (fold(shownText).includes(f.by)) return "";
  const x = { function: registry.functions, mechanism: registry.mechanisms, place: registry.places, instrument: registry.instruments, agency: registry.agencies }[f.x.kind].get(f.x.id);
  if (!x) return w("foundBy", { q: f.x.s.find((name) => fold(name) === f.by) || f.x.id });
  return w("foundBy", { q: [x.name, x.acronym, x.short_name].filter(Boolean).flatMap((n) => [n.en, n.es]).find((name) => fold(name) === f.by) || f.x.id });
}
const langTag = (lang) => (lang === "es" ? "es-MX" : "en");
function hitRow(f, number, q) {
  const x = f.x, a = x.kind === "agency" ? registry.agencies.get(x.id) : null, short = cap(t(x.s));
  const tongue = a && (a.country === "mx" || (a.country === "int" && state.lang === "es")) ? ["es", "en"] : ["en", "es"];
  const full = a ? a.name[tongue[0]] : short, other = a ? a.name[tongue[1]] : t(x.n);
  const first = a && short !== full ? [h("b", {}, marked(short, q)), " ", h("span", { lang: langTag(tongue[0]) }, marked(full, q))] : h("span", { lang: a ? langTag(tongue[0]) : null }, marked(full, q));
  const why = whyFound(f, `${short} ${full} ${other}`), second = [other === full ? "" : h("span", { lang: a ? langTag(tongue[1]) : null }, marked(other, q)), why ? h("span", { text: why }) : ""].filter(Boolean);
  return h("div", { class: "hit", role: "option", id: `hit-${number}`, "aria-selected": "false", "data-kind": x.kind, "data-id": x.id, on: { click() { pick(this); } } }, kindGlyph(x), h("div", {}, h("p", {}, first), second.length ? h("small", {}, second.flatMap((e, i) => (i ? [". ", e] : [e]))) : ""), h("kbd", { "aria-hidden": "true", text: w("enterKey") }));
}
let active = -1;
function activate(n) {
  const options = [...$("hits").querySelectorAll("[role=option]")];
  active = n;
  options.forEach((o, i) => o.setAttribute("aria-selected", String(i === n)));
  $("q").setAttribute("aria-activedescendant", options[n].id);
  return options[n];
}
function search() {
  const q = fold($("q").value.trim()).replace(/ +/g, " ");
  const hits = $("hits");
  active = -1;
  $("q").removeAttribute("aria-activedescendant");
  if (!q) { close(); return; }
  const index = searchIndex(), asked = questions(index, q), whole = matchesOf(index, q), kept = whole.length ? whole : partly(index, q);
  const parts = [], n = kept.reduce((sum, group) => sum + group.n, asked.length), named = whole.some((group) => group.first[0].s < 3);
  let number = 0;
  const addAsked = () => { if (asked.length) parts.push(h("div", { class: "group", role: "presentation", text: w("group.question") }), ...asked.map((x) => questionRow(x, number++))); };
  if (!named) addAsked();
  for (const group of kept) {
    parts.push(h("div", { class: "group", role: "presentation", text: `${w(`group.${group.kind}`)}, ${group.n}` }));
    for (const f of group.first) parts.push(hitRow(f, number++, q));
  }
  if (named) addAsked();
  const count = n === 1 ? w("result1") : n ? w("results", { n }) : w("results0", { q: $("q").value.trim() });
  const said = n > number ? `${count} ${w("resultsShown", { n: number })}` : count;
  parts.push(h("div", { class: "count", role: "presentation", text: n ? `${said} ${w("resultsKeys")}` : said }));
  hits.replaceChildren(...parts);
  hits.hidden = false;
  hits.scrollTop = 0;
  if (n) activate(0);
  $("q").setAttribute("aria-expanded", "true");
  say(said);
}
function close() { $("hits").hidden = true; $("q").setAttribute("aria-expanded", "false"); }
function pick(e) {
  const { href, kind, id } = e.dataset;
  $("q").value = "";
  close();
  if (href) { location.hash = href; $("stage").focus(); return; }
  go(kind, id);
  $("panel").focus({ preventScroll: false });
}
$("q").addEventListener("input", search);
$("q").addEventListener("keydown", (e) => {
  const options = [...$("hits").querySelectorAll("[role=option]")];
  if (e.key === "Escape") { close(); return; }
  if (e.key === "Enter" && options.length && !$("hits").hidden) { e.preventDefault(); pick(options[Math.max(active, 0)]); return; }
  if (e.key !== "ArrowDown" && e.key !== "ArrowUp" || !options.length) return;
  e.preventDefault();
  activate((active + (e.key === "ArrowDown" ? 1 : -1) + options.length) % options.length).scrollIntoView({ block: "nearest" });
});
document.addEventListener("click", (e) => { if (!e.target.closest(".search")) close(); for (const id of ["filters", "date"]) if (!e.target.closest(`#${id}`)) $(id).open = false; });
