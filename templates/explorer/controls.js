/* -- filters, buttons, language ----------------------------------------------------------------- */
function checks(host, key, values) {
  const legend = host.querySelector("legend");
  host.replaceChildren(legend, ...values.map((v) => h("label", { class: "check" }, h("input", { type: "checkbox", checked: state[key].includes(v), on: { change(e) { set({ [key]: e.target.checked ? [...state[key], v] : state[key].filter((x) => x !== v) }); } } }), w(v), h("span", { text: String(D.agencies.filter((a) => a[key === "country" ? "c" : "lv"] === v).length) }))));
}
function renderFilters() {
  const had = document.activeElement && document.activeElement.closest("#filters") ? [...$("filters").querySelectorAll("input, select")].indexOf(document.activeElement) : -1;
  checks($("f-country"), "country", ["us", "mx"]);
  checks($("f-level"), "level", ["federal", "state", "municipal"].filter((v) => D.agencies.some((a) => a.lv === v)));
  const select = $("f-function");
  select.replaceChildren(h("option", { value: "", text: w("allFunctions") }), ...D.domains.map((d) => h("optgroup", { label: t(d.n) }, h("option", { value: d.id, text: t(d.n) }), d.f.map((f) => h("option", { value: f, text: cap(functionName(f)) })))));
  select.value = state.fn;
  const names = [...state.country.map((c) => w(c)), ...state.level.map((v) => w(v)), state.fn ? functionName(state.fn) : ""].filter(Boolean);
  $("filter-state").textContent = names.join(", ") || w("none");
  $("filter-count").textContent = w("filtered", { n: D.agencies.filter(matches).length, m: D.agencies.length });
  if (had >= 0) [...$("filters").querySelectorAll("input, select")][had]?.focus();
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
  if ($("glossary")) $("glossary").href = `glossary.${state.lang}.html`;
  $("canvas").setAttribute("aria-label", w("canvasName"));
  $("views").replaceChildren(...VIEW_NAMES.map((view) => h("a", { href: address({ view, kind: null, id: null }), "aria-current": view === state.view ? "page" : null, text: w(`view.${view}`) })));
  renderDate();
  for (const [id, key] of [["zoom-in", "zoomIn"], ["zoom-out", "zoomOut"], ["zoom-fit", "fit"]]) $(id).setAttribute("aria-label", w(key));
  for (const lang of LANGS) $(`lang-${lang}`).setAttribute("aria-pressed", String(lang === state.lang));
  for (const b of document.querySelectorAll("[data-form]")) b.setAttribute("aria-pressed", String(b.dataset.form === state.form));
  const name = subjectName();
  $("chosen-clear").hidden = !name || state.view !== "map";
  $("filters").hidden = !["map", "matrix"].includes(state.view);
  if (name) $("chosen-clear").replaceChildren(`${name} ✕`);
  $("chosen-clear").setAttribute("aria-label", w("back"));
  document.title = `${name ? `${name}, ` : ""}agencymap: ${registry.info.title[state.lang]}, ${t(D.date)}`;
}
$("f-function").addEventListener("change", (e) => set({ fn: e.target.value }));
$("f-reset").addEventListener("click", () => set({ country: [], level: [], fn: "" }));
$("chosen-clear").addEventListener("click", clear);
for (const lang of LANGS) $(`lang-${lang}`).addEventListener("click", () => set({ lang }));
for (const b of document.querySelectorAll("[data-form]")) b.addEventListener("click", () => set({ form: b.dataset.form }));
$("zoom-in").addEventListener("click", () => zoom(1.25));
$("zoom-out").addEventListener("click", () => zoom(0.8));
$("zoom-fit").addEventListener("click", fitMap);
$("print").addEventListener("click", () => window.print());
$("save").addEventListener("click", save);
$("copy").addEventListener("click", () => { const done = () => say(w("copied")); if (navigator.clipboard) navigator.clipboard.writeText(location.href).then(done, () => {}); });
$("help-open").addEventListener("click", () => $("help").showModal());
$("help-close").addEventListener("click", () => $("help").close());
$("skip").addEventListener("click", (e) => { e.preventDefault(); $("panel").focus(); });
phone.addEventListener("change", () => { fitted = false; render(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
addEventListener("resize", () => { if (network && fitted) requestAnimationFrame(fitMap); });
