/* -- questions typed into the search: "atf rastreo baja california" leads to the view that answers them -- */
/* words that join the names in a question, without accents; what is left must be names on file */
const JOINING = new Set(("a about acerca agency agreement al and ante answers are at between by can con country channel counterpart cual de del do does el else en entre es for from has have hay how in institucion is la las los may me mi my number of on one opposite or otra other others para path pais por pueden puede que quien quienes se son sobre soy talk tell the their they through to un una via what which who whom whose with work working works y "
  + "acuerdo camino comparten contraparte convenio hablan homologa homologo habla mas over share shares").split(" "));
const BRIEF_WORDS = new Set("brief informativa page pagina print imprimir tarjeta ficha".split(" "));
const MOST_WORDS = 16;
const wordsOf = (q) => q.split(/[\s,;:.¿?¡!]+/).filter(Boolean);
const nearerNamed = (a, b) => a.s - b.s || t(a.x.s).length - t(b.x.s).length || a.owner - b.owner;
/** Entries whose name is, begins with, or has a word that begins with a text: [{x, s}], the nearest first. */
function namedBy(index, part) {
  const best = new Map();
  holding(index, part, (n, name) => { const s = name === part ? 0 : name.startsWith(part) ? 1 : name.includes(` ${part}`) ? 2 : 3, owner = index.owners[n]; if (s < 3 && !(best.get(owner)?.s <= s)) best.set(owner, { x: index.entries[owner], s, owner }); });
  return [...best.values()].sort(nearerNamed);
}
/** The one record a text names beyond doubt, or nothing. A domain stands for its functions. */
function meant(index, part) {
  const found = namedBy(index, part), of = (kind, most) => found.filter((f) => f.x.kind === kind && f.s <= most), kinds = ["agency", "place", "domain", "function"];
  for (const kind of kinds) if (of(kind, 0).length) return of(kind, 0)[0].x;
  if (part.length < 4) return null; // a few letters mean too many things
  for (const [kind, most] of [["place", 1], ["domain", 2], ["function", 2]]) if (of(kind, most).length) return of(kind, most)[0].x;
  return !part.includes(" ") && of("agency", 1).length === 1 ? of("agency", 1)[0].x : null;
}
/** The records that all words of a question name: {agency, function, place, brief}, or nothing. */
function understood(index, q) {
  const words = wordsOf(q), found = { agency: [], function: [], place: [], brief: false };
  if (words.length < 2 || words.length > MOST_WORDS) return null;
  for (let i = 0; i < words.length; ) {
    let x = null, end = Math.min(words.length, i + 6);
    if (BRIEF_WORDS.has(words[i])) { found.brief = true; i += 1; continue; }
    for (; end > i && !x; end--) if (!(end === i + 1 && JOINING.has(words[i]))) x = meant(index, words.slice(i, end).join(" "));
    if (!x && !JOINING.has(words[i])) return null;
    if (x) found[x.kind === "domain" ? "function" : x.kind].push(x.id);
    i = x ? end + 1 : i + 1;
  }
  return found;
}
/** What may be asked of them: [{view, a, b, f, p}], the likeliest first. */
function questions(index, q) {
  const found = understood(index, q);
  if (!found) return [];
  const [a, b] = found.agency, [f] = found.function, [p] = found.place, sided = a && registry.agencies.get(a).country !== "int";
  if (b) return [{ view: "path", a, b, f }, { view: "brief", a, b, f: registry.functions.has(f) ? f : "" }];
  if (a && found.brief) return [{ view: "brief", a }];
  if (a && (f || p)) return sided ? [{ view: "counterpart", a, f, p }] : [];
  if (f && p) return [{ view: "counterpart", f, p }, ...(registry.functions.has(f) ? [{ view: "function", f }] : [])];
  return f && registry.functions.has(f) ? [{ view: "function", f }] : [];
}
function questionRow(asked, number) {
  const { view, a = "", b = "", f = "", p = "" } = asked, names = [a, b].filter(Boolean).map((id) => engine.shortOf(registry.agencies.get(id), state.lang)).concat(f ? cap(functionName(f)) : [], p ? placeName(p) : []);
  const arrow = glyph(18, 16, ["path", { d: "M2 8H15M10 3L15 8L10 13" }]);
  arrow.setAttribute("class", "mark-question");
  const href = address({ view, a, b, f, p, kind: null, id: null });
  return h("div", { class: "hit", role: "option", id: `hit-${number}`, "aria-selected": "false", "data-href": href, on: { click() { pick(this); } } }, arrow, h("div", {}, h("p", {}, h("b", { text: w(`view.${view}`) }), `: ${names.join(", ")}`), view === "counterpart" && !a ? h("small", { text: w("thenChoose") }) : ""), h("kbd", { "aria-hidden": "true", text: w("enterKey") }));
}
/** What holds most of the words, by kind as matchesOf() gives it, for where nothing holds all of them. */
function partly(index, q) {
  const words = wordsOf(q).filter((x) => x.length > 2 && !JOINING.has(x)), tally = new Map();
  if (wordsOf(q).length < 2) return [];
  for (const word of words) for (const f of namedBy(index, word)) { const known = tally.get(f.owner); if (known) { known.n += 1; known.s = Math.max(known.s, f.s); } else tally.set(f.owner, Object.assign(f, { n: 1, by: word })); }
  const most = Math.max(0, ...[...tally.values()].map((f) => f.n));
  const kept = [...tally.values()].filter((f) => f.n === most).sort(nearerNamed);
  return GROUPS.map((kind) => { const all = kept.filter((f) => (GROUP_OF[f.x.kind] || f.x.kind) === kind); return { kind, n: all.length, first: all.slice(0, SHOWN_OF_GROUP) }; }).filter((group) => group.n);
}
