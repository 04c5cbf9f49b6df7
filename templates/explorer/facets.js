/* -- facets: which agencies, holders, ties and changes remain ---------------------------------------- */
const ROLES = { A: "accountable", R: "responsible", S: "supporting", C: "consulted", I: "informed" };
const TIE_STYLES = ["standing", "contact", "lapsed", "withheld", "announced", "attended"];
const ONLY = ["cross", "open"];
const NO_CHOICE = { country: [], level: [], fn: "", role: [], in: "", tie: [], only: [] };
const FACET_NAMES = ["country", "level", "fn", "role", "in", "tie", "cross", "open"];
/* the facets that apply to what a view shows; a view of none of these has no filters */
const FACET_USE = {
  agencies: FACET_NAMES, ties: FACET_NAMES,
  holders: ["country", "level", "role", "in", "open"],
  members: ["country", "level"],
  near: ["country", "level", "role", "in", "cross", "open"],
  changes: ["country", "level", "fn", "cross"],
};
let picked = NO_CHOICE;

/** What the page shows now, as far as facets are concerned: a key of POOLS, or "". */
function poolName() {
  const is = (kinds) => Object.entries(kinds).some(([kind, known]) => state.kind === kind && known.has(state.id));
  if (state.view === "map") return is({ agency: agencies, series }) ? "ties" : is({ function: functions, domain: domains }) ? "holders" : is({ mechanism: mechanisms }) ? "members" : "agencies";
  if (state.view === "function") return functions.has(state.f) ? "holders" : "";
  if (state.view === "agency") return agencies.has(state.a) ? "near" : "";
  return { matrix: "agencies", changes: "changes" }[state.view] || "";
}
const facetsHere = () => FACET_USE[poolName()] || [];
/** Read what is chosen from the state: a facet that does not apply here is kept in the address, not used. */
function readChoice() {
  const here = facetsHere(), used = (key) => (here.includes(key) ? state[key] : NO_CHOICE[key]);
  picked = Object.assign(Object.fromEntries(["country", "level", "fn", "role", "in", "tie"].map((key) => [key, used(key)])), { only: state.only.filter((key) => here.includes(key)) });
}
const chosenFacets = () => FACET_NAMES.filter((key) => (ONLY.includes(key) ? picked.only.includes(key) : picked[key].length));
const filtering = () => chosenFacets().length > 0;
/** The facets without one of them. */
const without = (key) => (ONLY.includes(key) ? { only: picked.only.filter((x) => x !== key) } : { [key]: NO_CHOICE[key] });
/** The value of *make* as if nothing were chosen. */
function unfiltered(make) {
  const before = picked;
  picked = NO_CHOICE;
  try { return make(); } finally { picked = before; }
}

/* -- what fits a choice ------------------------------------------------------------------------ */
function grouped(items, keysOf) {
  const found = new Map();
  for (const x of items) for (const key of keysOf(x)) { if (!found.has(key)) found.set(key, []); found.get(key).push(x); }
  return found;
}
const heldIn = (id) => (D.heldIn ||= grouped(D.model.s.held, (x) => [x.agency.id])).get(id) || [];
const tiesIn = (id) => (D.tiesIn ||= grouped(D.ties, (x) => (x.b ? [x.a, x.b] : [x.a]))).get(id) || [];
const openIn = (id) => (D.openIn ||= grouped(D.overlaps.filter((o) => o.g === 0), (o) => o.a)).get(id) || [];
const within = (f, wanted) => !wanted || registry.functionWithin(f, wanted);
const oneOf = (list, value) => !list.length || list.includes(value);
/** A duty fits a place that it contains, or that contains it. */
const fitsPlace = (places, wanted) => !wanted || places.some((p) => registry.placeWithin(wanted, p) || registry.placeWithin(p, wanted));
const fitsArea = (x, c) => within(x.r.function, c.fn) && oneOf(c.role, x.r.role[0].toUpperCase()) && fitsPlace(D.model.s.placesOf(x), c.in);
const tieIds = (tie) => tie.f || mechanisms.get(tie.m)?.f || [];
const crosses = (tie) => countryOf(tie.a) !== (tie.b ? countryOf(tie.b) : tie.uc);
const fitsLine = (tie, c) => oneOf(c.tie, tie.y) && (!c.only.includes("cross") || crosses(tie)) && (!c.fn || tieIds(tie).some((f) => within(f, c.fn)));
/** One and the same duty has the function, the role and the place; one and the same tie the kind and the border. */
function fitsAgency(a, c) {
  if (!oneOf(c.country, a.c) || !oneOf(c.level, a.lv)) return false;
  if ((c.fn || c.role.length || c.in) && !heldIn(a.id).some((x) => fitsArea(x, c))) return false;
  if ((c.tie.length || c.only.includes("cross")) && !tiesIn(a.id).some((tie) => fitsLine(tie, c))) return false;
  return !c.only.includes("open") || openIn(a.id).some((o) => within(o.f, c.fn));
}
/** The other end of a tie fits: its country, level and duties; of a party not named only the country is known. */
function fitsTie(tie, c) {
  if (!fitsLine(tie, c)) return false;
  const open = c.only.filter((x) => x === "open"), asks = c.role.length || c.in || open.length;
  const end = Object.assign({}, c, { tie: [], only: open, fn: asks ? c.fn : "" });
  const fits = (id) => (agencies.has(id) ? fitsAgency(agencies.get(id), end) : oneOf(c.country, tie.uc) && !c.level.length && !asks);
  return "other" in tie ? fits(tie.other) : fits(tie.a) || fits(tie.b);
}
/** A holder by the duty that makes it one; without coordination: in an overlap of grade 0 in the function. */
function fitsHolder(x, c) {
  return oneOf(c.country, x.agency.country) && oneOf(c.level, x.agency.level) && fitsArea(x, Object.assign({}, c, { fn: "" }))
    && (!c.only.includes("open") || openIn(x.agency.id).some((o) => registry.functionsRelated(o.f, x.r.function)));
}
function fitsNear(x, c) {
  if (c.only.includes("cross") && countryOf(x.id) === countryOf(state.a)) return false;
  return fitsAgency(agencies.get(x.id), Object.assign({}, c, { only: c.only.filter((key) => key !== "cross") }));
}
/** A change fits by any agency and any function that it names. */
function fitsChange(x, c) {
  const who = x.agencies.map((id) => registry.agencies.get(id));
  return (!c.country.length || who.some((a) => c.country.includes(a.country))) && (!c.level.length || who.some((a) => c.level.includes(a.level)))
    && (!c.fn || x.functions.some((f) => within(f, c.fn))) && (!c.only.includes("cross") || new Set(who.map((a) => a.country)).size > 1);
}
const matches = (a) => fitsAgency(a, picked);
const kept = (id) => { const a = agencies.get(id); return Boolean(a) && fitsAgency(a, picked); };
const keptTie = (tie) => fitsTie(tie, picked);
const keptHolder = (x) => fitsHolder(x, picked);
const keptNear = (x) => fitsNear(x, picked);
const keptChange = (x) => fitsChange(x, picked);
const keptMember = (p) => !filtering() || (agencies.has(p.a) && kept(p.a));
const keptOverlap = (o) => (!picked.only.includes("open") || o.g === 0) && oneOf(picked.country, countryOf(o.a[0])) && o.a.some((id) => oneOf(picked.level, agencies.get(id).lv));
const areaOf = (id) => (registry.areaById ||= new Map(registry.areas.map((x) => [x.id, x]))).get(id);
/** A duty of an agency as the matrix shows it, in any standing. */
const keptDuty = (d) => fitsArea(areaOf(d.id), picked);

/** Ties at rest that are drawn under the filters, as wide as the links that remain. */
function keptRest() {
  const records = new Map(), only = picked.fn && registry.domainOf.get(picked.fn).id;
  for (const tie of D.ties) {
    if (!tie.b || !["standing", "contact", "lapsed"].includes(tie.y) || !crosses(tie) || !keptTie(tie)) continue;
    for (const id of [tie.a, tie.b]) for (const d of tie.d) {
      const key = `${agencies.get(id).block} ${d}`;
      if (only && d !== only) continue;
      if (!records.has(key)) records.set(key, new Set());
      records.get(key).add(tie.id);
    }
  }
  const wide = (x) => { const n = records.get(`${x.block} ${x.domain}`)?.size; return n && [[10, 8], [5, 5], [3, 3], [1, 1.5]].find(([least]) => n >= least)[1]; };
  const all = (narrow() ? D.map.phoneTies : D.map.rest).map((x) => [x, wide(x)]).filter(([, width]) => width);
  return all.map(([x, width], i) => ({ id: `rest:${i}`, ports: [x.from, x.to], width: narrow() ? Math.max(1.5, width * 0.6) : width, country: x.country }));
}

/* -- what there is to choose from --------------------------------------------------------------- */
function poolAgencies() {
  if (state.view === "matrix") return D.agencies.filter((a) => a.d.length);
  if (state.kind === "block") return D.agencies.filter((a) => a.block === state.id);
  return ["place", "instrument"].includes(state.kind) ? unfiltered(recordAgencies).map((id) => agencies.get(id)) : D.agencies;
}
const subjectIds = () => (state.kind === "agency" ? family(state.id) : D.agencies.filter((a) => a.series === state.id).map((a) => a.id));
/** Holders of the function in question, and of the one that answers to it where both are shown. */
function holderAreas() {
  const s = D.model.s;
  if (state.view === "map") return subjectFunctions().flatMap((f) => ["us", "mx"].flatMap((c) => functions.get(f).sides[c].a.map((x) => areaOf(x.id))));
  const mirror = registry.mirrorOf(state.f), ids = [state.f, ...(mirror && mirror !== "none" ? [mirror] : [])];
  return [...s.held, ...s.announced, ...s.assertedAbsent].filter((x) => ids.some((id) => registry.functionWithin(x.r.function, id)));
}
const subjectFunctions = () => (state.kind === "function" ? [state.id] : domains.get(state.id).f);
const POOLS = {
  agencies: { unit: "ofAgencies", items: poolAgencies, keeps: fitsAgency },
  ties: { unit: "ofTies", items: () => tiesOf(subjectIds()), keeps: fitsTie },
  holders: { unit: "ofAgencies", items: () => [...grouped(holderAreas(), (x) => [x.agency.id]).values()], keeps: (areas, c) => areas.some((x) => fitsHolder(x, c)) },
  members: { unit: "ofAgencies", items: () => mechanisms.get(state.id).p.filter((p) => agencies.has(p.a)).map((p) => agencies.get(p.a)), keeps: fitsAgency },
  near: { unit: "ofAgencies", items: () => unfiltered(() => { const near = VIEWS.agency.facts(); return [...near, ...VIEWS.agency.uncounted(near)]; }), keeps: fitsNear },
  changes: { unit: "ofChanges", items: () => unfiltered(() => VIEWS.changes.facts()), keeps: fitsChange },
};
/** A function that counts what would remain with a change of the choice. */
function counter() {
  const pool = POOLS[poolName()], items = pool.items();
  return { all: items.length, unit: pool.unit, count: (change = {}) => { const c = Object.assign({}, picked, change); return items.filter((x) => pool.keeps(x, c)).length; } };
}
const remain = () => { const { all, unit, count } = counter(), n = count(); return w(n === 1 ? `${unit}1` : unit, { n, m: all }); };

/* -- the sheet, the button with what is chosen, and what to say when nothing remains -------------- */
const roleName = (letter) => cap(engine.label("Role", ROLES[letter], state.lang));
const facetWords = {
  country: () => state.country.map((c) => w(c)), level: () => state.level.map((v) => w(v)), fn: () => [functionName(state.fn)],
  role: () => state.role.map(roleName), in: () => [placeName(state.in)], tie: () => state.tie.map((y) => w(`legend.${y}`)),
  cross: () => [w("only.cross")], open: () => [w("only.open")],
};
const chosenWords = () => chosenFacets().flatMap((key) => facetWords[key]());
function facetChecks(host, key, options, count) {
  const on = (v) => (key === "only" ? picked.only : state[key]).includes(v);
  const change = (v, checked) => set({ [key]: checked ? [...state[key], v] : state[key].filter((x) => x !== v) });
  const row = ([v, text]) => {
    const n = count(key === "only" ? { only: [...new Set([...picked.only, v])] } : { [key]: [v] });
    return h("label", { class: n ? "check" : "check zero" }, h("input", { type: "checkbox", value: v, checked: on(v), on: { change(e) { change(v, e.target.checked); } } }), h("span", { class: "name", text }), h("span", { text: String(n) }));
  };
  host.hidden = !options.length;
  host.replaceChildren(host.querySelector("legend"), ...options.map(row));
}
function facetSelect(host, key, first, groups, count) {
  const e = host.querySelector("select"), counted = (v, text) => h("option", { value: v, text: `${text} (${count({ [key]: v })})` });
  host.hidden = !groups.length;
  e.replaceChildren(h("option", { value: "", text: first }), ...groups.map(([label, options]) => h("optgroup", { label }, options.map(([v, text]) => counted(v, text)))));
  e.value = state[key];
}
function placeGroups() {
  const kinds = grouped([...registry.places.values()], (p) => [cap(t(placeKind(p)))]);
  return [...kinds].sort((a, b) => (fold(a[0]) < fold(b[0]) ? -1 : 1)).map(([kind, list]) => [kind, list.map((p) => [p.id, spoken(p.name)]).sort((a, b) => (fold(a[1]) < fold(b[1]) ? -1 : 1))]);
}
/* counts are asked for only while the sheet is open */
function renderSheet() {
  if (!$("filters").open) return;
  const { count } = counter(), here = facetsHere(), use = (key, make) => (here.includes(key) ? make() : []);
  const had = [...$("filters").querySelectorAll("input, select")].indexOf(document.activeElement);
  facetChecks($("f-country"), "country", use("country", () => ["us", "mx", "int"].filter((c) => D.agencies.some((a) => a.c === c)).map((c) => [c, w(c)])), count);
  facetChecks($("f-level"), "level", use("level", () => ["federal", "state", "municipal", "international"].filter((v) => D.agencies.some((a) => a.lv === v)).map((v) => [v, cap(w(v))])), count);
  facetSelect($("f-for"), "fn", w("allFunctions"), use("fn", () => D.domains.map((d) => [t(d.n), [[d.id, t(d.n)], ...d.f.map((f) => [f, cap(functionName(f))])]])), count);
  facetChecks($("f-role"), "role", use("role", () => Object.keys(ROLES).map((letter) => [letter, roleName(letter)])), count);
  facetSelect($("f-in"), "in", cap(w("anyPlace")), use("in", placeGroups), count);
  facetChecks($("f-tie"), "tie", use("tie", () => TIE_STYLES.filter((y) => D.ties.some((x) => x.y === y)).map((y) => [y, cap(w(`legend.${y}`))])), count);
  facetChecks($("f-only"), "only", ONLY.filter((key) => here.includes(key)).map((key) => [key, w(`only.${key}`)]), count);
  if (had >= 0) [...$("filters").querySelectorAll("input, select")][had]?.focus();
}
function renderFilters() {
  const here = facetsHere(), words = chosenWords();
  $("filters").hidden = !here.length;
  if (!here.length) $("filters").open = false;
  else renderSheet();
  $("filter-state").textContent = words.length ? String(words.length) : w("none");
  $("filter-count").textContent = here.length && ($("filters").open || words.length) ? remain() : "";
  for (const id of ["filter-clear", "f-reset"]) $(id).hidden = !words.length;
  $("filter-clear").replaceChildren(h("span", { text: words.join(", ") }), " ✕");
  $("filter-clear").title = words.join(", ");
  $("filter-clear").setAttribute("aria-label", `${words.join(", ")}: ${w("reset")}`);
}
/** What was asked when nothing remains of it, and one link for each facet that may be dropped. */
function nothingFits() {
  const { count } = counter(), asked = [...chosenWords(), longDay(state.day, state.lang)].join(", ");
  const widen = (change, text) => h("a", { href: address(change), text, on: { click(e) { e.preventDefault(); set(change); } } });
  const links = chosenFacets().map((key) => { const n = count(without(key)); return widen(without(key), w("widened", { x: w(`widen.${key}`), n })); });
  return h("div", { class: "calm", id: "none-fits" }, h("p", { class: "title", text: w("noneFits") }), h("p", { text: `${cap(asked)}. ${w("notNone")}` }), h("p", { class: "links" }, links, chosenFacets().length > 1 ? widen(NO_CHOICE, w("widened", { x: w("reset"), n: count(NO_CHOICE) })) : ""));
}
/** How much remains is said with the answer; when nothing does, in its place. */
function renderKept() {
  $("none-fits")?.remove();
  if (!filtering()) return;
  const none = !counter().count(), map = !$("diagram").hidden, title = $("twin").querySelector("h2");
  if (map) $("legend").prepend(h("span", { text: remain() }));
  if (map && none) $("diagram").append(nothingFits());
  if (map) return;
  if (none) while (title.nextSibling) title.nextSibling.remove();
  title.after(none ? nothingFits() : h("p", { class: "when", text: `${remain()}: ${chosenWords().join(", ")}` }));
}
$("f-function").addEventListener("change", (e) => set({ fn: e.target.value }));
$("f-place").addEventListener("change", (e) => set({ in: e.target.value }));
for (const id of ["f-reset", "filter-clear"]) $(id).addEventListener("click", () => { set(NO_CHOICE); $("filters").firstElementChild.focus(); });
$("filters").addEventListener("toggle", () => { if ($("filters").open) renderFilters(); });
