function render() {
  renderWords();
  renderFilters();
  renderPanel();
  renderTwin();
  if (state.form === "diagram") renderDiagram(); else renderLegend({ legend: new Set() });
}
addEventListener("hashchange", () => {
  readAddress();
  render();
  const a = state.kind === "agency" && agencies.get(state.id);
  if (a) say(w("chosen", { a: t(a.s), d: a.d.length, n: tiesOf(family(a.id)).filter(across).length }));
  else if (subjectName()) say(subjectName());
});
if (!location.hash && /^es\b/i.test(navigator.language || "")) state.lang = "es";
readAddress();
render();
document.body.dataset.ready = "true";
