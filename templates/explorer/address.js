/* -- the address: subject, language, form and filters ---------------------------------------- */
const isDay = (text) => /^(1[6-9]|20|21)\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().slice(0, 10) === text;
function readAddress() {
  const p = new URLSearchParams(location.hash.slice(1));
  state.kind = state.id = null;
  const read = (key, known) => (known(p.get(key) || "") ? p.get(key) : "");
  state.view = VIEW_NAMES.includes(p.get("view")) ? p.get("view") : "map";
  for (const key of ["a", "b"]) state[key] = read(key, (x) => registry.agencies.has(x));
  state.f = read("f", (x) => registry.functionTree.has(x));
  state.p = read("p", (x) => registry.places.has(x));
  state.from = read("from", isDay);
  state.sort = read("sort", (x) => ["held", "ties"].includes(x));
  state.steps = read("steps", (x) => ["2", "3"].includes(x));
  state.open = (p.get("open") || "").split(",").filter((d) => registry.functionTree.get(d) === null);
  for (const kind of SUBJECTS) if (p.get(kind)) { state.kind = kind; state.id = p.get(kind); break; }
  if (LANGS.includes(p.get("lang"))) state.lang = p.get("lang");
  const on = p.get("on") || "";
  state.day = isDay(on) ? on : DATA.meta.asOf;
  setDay(state.day);
  state.form = ["table", "sentences"].includes(p.get("form")) ? p.get("form") : "diagram";
  const list = (k) => (p.get(k) || "").split(",").filter(Boolean);
  state.country = list("country").filter((c) => D.agencies.some((a) => a.c === c));
  state.level = list("level").filter((v) => D.agencies.some((a) => a.lv === v));
  state.fn = read("for", (x) => registry.functionTree.has(x));
  state.in = read("in", (x) => registry.places.has(x));
  for (const [key, known] of [["role", Object.keys(ROLES)], ["tie", TIE_STYLES], ["only", ONLY]]) state[key] = known.filter((x) => list(key).includes(x));
  L = LANGS.indexOf(state.lang);
  readChoice();
  trouble = readTrouble(p);
  if (state.kind && !ofKind(state.kind).has(state.id)) state.kind = state.id = null;
}
function address(changes) {
  const s = Object.assign({}, state, changes);
  const p = new URLSearchParams();
  if (s.view !== "map") p.set("view", s.view);
  if (s.kind) p.set(s.kind, s.id);
  for (const key of ["a", "b", "f", "p", "from", "sort", "steps"]) if (s[key]) p.set(key, s[key]);
  if (s.open.length) p.set("open", s.open.join(","));
  p.set("lang", s.lang);
  if (s.day !== DATA.meta.asOf) p.set("on", s.day);
  if (s.form !== "diagram") p.set("form", s.form);
  for (const key of ["country", "level", "role", "tie", "only"]) if (s[key].length) p.set(key, s[key].join(","));
  if (s.fn) p.set("for", s.fn);
  if (s.in) p.set("in", s.in);
  return "#" + p.toString().replace(/%2C/g, ",");
}
function go(kind, id) {
  if (state.kind === kind && state.id === id) { $("panel").focus(); return; }
  location.hash = address({ view: "map", kind, id });
}
/* a new question is a new step back; how it is shown is not */
function ask(changes) { location.hash = address(Object.assign({ kind: null, id: null }, changes)); }
function set(changes) {
  history.replaceState(null, "", address(changes) + lost);
  readAddress();
  render();
}
const link = (kind, id, text, attributes) => h("a", Object.assign({ href: address({ view: "map", kind, id }), text }, attributes));
function agencyLink(id, attributes) {
  const a = agencies.get(id) || gone.get(id);
  if (!a) return h("span", { text: id });
  return link("agency", id, t(a.s), Object.assign({ title: official(a) || t(a.n) }, attributes));
}
