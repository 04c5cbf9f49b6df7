function render() {
  renderWords();
  renderFilters();
  document.body.classList.toggle("paged", state.view !== "map");
  document.body.classList.toggle("full", ["counterpart", "matrix", "changes", "brief"].includes(state.view));
  renderPanel();
  renderTwin();
  if (state.form === "diagram" && state.view === "map") renderDiagram(); else if (state.view === "map") renderLegend({ legend: new Set() });
  renderKept();
  renderTrouble();
}
addEventListener("hashchange", () => {
  readAddress();
  render();
  const a = state.kind === "agency" && agencies.get(state.id);
  if (a) say(w("chosen", { a: t(a.s), d: a.d.length, n: tiesOf(family(a.id)).filter(across).length }));
  else if (state.view !== "map") { const title = $("twin").querySelector("h2"); if (title) say(title.textContent); }
  else say(subjectName() || w("canvasName"));
});
if (!location.hash && /^es\b/i.test(navigator.language || "")) state.lang = "es";
readAddress();
render();
$("cut").remove(); // the file is whole: its last script has run
document.body.dataset.ready = "true";
(window.requestIdleCallback || setTimeout)(() => wordIndex(searchIndex())); // so that the first letter typed need not wait for it
