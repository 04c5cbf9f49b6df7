/* -- help: the guided tour, the key, the pages beside this one ----------------------------------------- */
/* One minute through the real controls. Nothing is stored, so it never starts by itself: Help has it,
   and the panel of an empty start offers it once. Controls that are not on screen are left out. */
const TOUR = [["search", ".search"], ["date", "#date"], ["views", "#views"], ["forms", ".forms"], ["panel", "#stage, #panel"], ["take", "#save, #copy, #print"]];
const tour = { steps: [], at: -1, opener: null, offered: !location.hash };
const onScreen = (e) => e.getClientRects().length > 0;
const tourTargets = (selector) => [...document.querySelectorAll(selector)].filter(onScreen);
const tourBox = h("div", { id: "tour", role: "dialog", "aria-labelledby": "tour-title", "aria-describedby": "tour-text", hidden: true },
  h("p", { class: "stat", id: "tour-at" }), h("h2", { id: "tour-title" }), h("p", { id: "tour-text" }),
  h("p", { class: "moves" },
    h("button", { type: "button", id: "tour-back", "data-w": "tour.back", on: { click() { tourStep(tour.at - 1); } } }),
    h("button", { type: "button", class: "primary", id: "tour-next", on: { click() { tourStep(tour.at + 1); } } }),
    h("button", { type: "button", class: "link", id: "tour-end", "data-w": "tour.end", on: { click: endTour } })));
document.body.append(tourBox);
function startTour(opener) {
  $("help").close();
  tour.offered = false;
  tour.opener = opener;
  tour.steps = TOUR.filter(([, selector]) => tourTargets(selector).length);
  tourBox.hidden = false;
  tourStep(0);
  $("tour-next").focus();
}
function spotlight(targets) {
  for (const e of document.querySelectorAll(".spot")) e.classList.remove("spot");
  for (const e of targets) e.classList.add("spot");
}
function tourStep(at) {
  if (at >= tour.steps.length) { endTour(); return; }
  tour.at = Math.max(at, 0);
  const targets = tourTargets(tour.steps[tour.at][1]);
  spotlight(targets);
  targets[0]?.scrollIntoView({ block: targets[0].offsetHeight > innerHeight / 2 ? "start" : "center" });
  renderTour();
  if (!tour.at && document.activeElement === document.body) $("tour-next").focus();
  say([$("tour-at"), $("tour-title"), $("tour-text")].map((e) => e.textContent).join(". "));
}
function renderTour() {
  if (tourBox.hidden) return;
  const name = tour.steps[tour.at][0], n = tour.steps.length;
  $("tour-at").textContent = w("tour.at", { i: tour.at + 1, n });
  $("tour-title").textContent = w(`tour.${name}`);
  $("tour-text").textContent = w(`tour.${name}Text`);
  $("tour-back").textContent = w("tour.back");
  $("tour-back").hidden = tour.at === 0;
  $("tour-next").textContent = w(tour.at + 1 < n ? "tour.next" : "tour.done");
  $("tour-end").textContent = w("tour.end");
}
function endTour() {
  tourBox.hidden = true;
  spotlight([]);
  say(w("tour.ended"));
  (tour.opener && tour.opener.isConnected && onScreen(tour.opener) ? tour.opener : $("help-open")).focus();
}
/* before any other use of Escape: it ends the tour wherever the focus is */
document.addEventListener("keydown", (e) => { if (e.key === "Escape" && !tourBox.hidden && !$("help").open) { e.preventDefault(); e.stopPropagation(); endTour(); } }, true);
function tourOffer() {
  if (!tour.offered) return "";
  const dismiss = () => { tour.offered = false; renderPanel(); $("panel").focus(); };
  return h("p", { class: "offer" }, h("button", { type: "button", class: "link", id: "tour-offer", text: w("tour.offer"), on: { click() { startTour($("help-open")); renderPanel(); } } }), h("button", { type: "button", class: "link", "aria-label": w("tour.dismiss"), text: "✕", on: { click: dismiss } }));
}
$("tour-start").addEventListener("click", () => startTour($("help-open")));

/* the page of a record, which needs no script: it says what is on file on the day of the build */
const RECORD_PAGES = { agency: "agencies", function: "functions", mechanism: "mechanisms", instrument: "instruments" };
function recordPage() {
  const folder = RECORD_PAGES[state.kind];
  if (state.view !== "map" || !folder || !registry[folder].has(state.id)) return document.createDocumentFragment();
  return h("p", { class: "page" }, h("a", { href: `${folder}/${state.id}.${state.lang}.html`, text: w("recordPage", { d: shortDay(DATA.meta.asOf, state.lang) }) }));
}
function renderHelp() {
  for (const [id, path] of [["accessibility", "accessibility"], ["record-pages", "agencies/index"]]) $(id).href = `${path}.${state.lang}.html`;
  const styles = [...STRONG, "bar"];
  $("help-key").replaceChildren(key(), h("div", { class: "keys" }, styles.map((style) => h("span", {}, tieGlyph(style), w(`legend.${style}`)))));
  renderTour();
}
