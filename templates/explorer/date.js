/* -- the day: any, and those on which things turned ----------------------------------------------- */
function chooseDay(day) { $("date").open = false; set({ day }); say(t(D.date)); }
function renderDate() {
  const input = $("on");
  if (document.activeElement !== input) input.value = state.day;
  $("on-note").textContent = "";
  const points = [...(registry.info.turning_points || []).map((x) => [x.day, spoken(x.reason)]), [DATA.meta.asOf, w("theBuild")]];
  $("turning").replaceChildren(...points.map(([day, reason]) => h("li", {}, h("button", { type: "button", class: "link", "aria-pressed": String(day === state.day), text: shortDay(day, state.lang), on: { click() { chooseDay(day); $("date").firstElementChild.focus(); } } }), h("span", { text: reason }))));
}
$("on").addEventListener("change", () => {
  if (isDay($("on").value)) set({ day: $("on").value });
  else $("on-note").textContent = w("wrongDay");
});
