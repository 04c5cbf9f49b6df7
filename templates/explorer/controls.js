/* -- buttons, language ----------------------------------------------------------------- */
/* what is chosen in a view: its subject, or what it is asked */
const ASKED = { function: ["f"], agency: ["a", "f"], counterpart: ["a", "f", "p"], path: ["a", "b", "f"], brief: ["a", "b", "f", "p"] };
function chosenNames() {
  if (state.view === "map") return subjectName() || "";
  const name = { a: (id) => engine.shortOf(registry.agencies.get(id), state.lang), f: (id) => cap(functionName(id)), p: placeName };
  return (ASKED[state.view] || []).filter((key) => state[key]).map((key) => (name[key] || name.a)(state[key])).join(", ");
}
/* what is chosen on the map is what the next view is asked about */
function carried() {
  const key = state.view === "map" && { agency: "a", function: "f", domain: "f", place: "p" }[state.kind];
  return key ? { [key]: state.id } : {};
}
function renderWords() {
  document.documentElement.lang = state.lang === "es" ? "es-MX" : "en";
  for (const e of document.querySelectorAll("[data-w]")) e.textContent = w(e.dataset.w);
  $("q").placeholder = w("searchPlaceholder");
  $("hits").setAttribute("aria-label", w("search"));
  $("site-title").textContent = registry.info.title[state.lang];
  $("day").textContent = t(D.date);
  $("help-open").setAttribute("aria-label", w("help"));
  $("about").href = `about.${state.lang}.html`;
  renderHelp();
  if ($("glossary")) $("glossary").href = `glossary.${state.lang}.html`;
  $("canvas").setAttribute("aria-label", w("canvasName"));
  $("views").replaceChildren(...VIEW_NAMES.filter((view) => view !== "brief").map((view) => h("a", { href: address({ ...carried(), view, kind: null, id: null }), "aria-current": view === state.view ? "page" : null, text: w(`view.${view}`) })));
  renderDate();
  for (const [id, key] of [["zoom-in", "zoomIn"], ["zoom-out", "zoomOut"], ["zoom-fit", "fit"]]) $(id).setAttribute("aria-label", w(key));
  for (const lang of LANGS) $(`lang-${lang}`).setAttribute("aria-pressed", String(lang === state.lang));
  for (const b of document.querySelectorAll("[data-form]")) b.setAttribute("aria-pressed", String(b.dataset.form === state.form));
  const name = subjectName();
  const chosen = chosenNames();
  $("chosen-clear").hidden = !chosen;
  $("chosen-clear").replaceChildren(h("span", { text: chosen }), " ✕");
  $("chosen-clear").title = chosen; // the button shows as much of it as it has room for
  $("chosen-clear").setAttribute("aria-label", `${chosen}: ${w(state.view === "map" ? "back" : "askAnew")}`);
  document.title = `${name ? `${name}, ` : ""}agencymap: ${registry.info.title[state.lang]}, ${t(D.date)}`;
}
$("chosen-clear").addEventListener("click", () => { if (state.view === "map") clear(); else { ask({ a: "", b: "", f: "", p: "" }); $("stage").focus(); } });
for (const lang of LANGS) $(`lang-${lang}`).addEventListener("click", () => set({ lang }));
for (const b of document.querySelectorAll("[data-form]")) b.addEventListener("click", () => set({ form: b.dataset.form }));
$("zoom-in").addEventListener("click", () => zoom(1.25));
$("zoom-out").addEventListener("click", () => zoom(0.8));
$("zoom-fit").addEventListener("click", fitMap);
$("print").addEventListener("click", () => window.print());
$("copy").addEventListener("click", () => { const done = () => say(w("copied")); if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, () => {}); });
$("help-open").addEventListener("click", () => $("help").showModal());
$("help-close").addEventListener("click", () => $("help").close());
$("skip").addEventListener("click", (e) => { e.preventDefault(); $("panel").focus(); });
phone.addEventListener("change", () => { fitted = false; render(); });
for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", render);
addEventListener("resize", () => { if (network && fitted) requestAnimationFrame(() => { if (narrow()) renderDiagram(); fitMap(); }); });
