/* -- a time line: since when and until when, and how many by which date ----------------------------- */
const TIME_YEARS = 20; // what began before is cut at the left edge
const TIME_ROWS = 8, AXIS = 40, LABEL = 24; // rows at rest, height of the axis, least room of a number
const instant = (day) => Date.parse(day);
const edgeDay = (when, end) => { const p = when && engine.partial(when); return p ? (end ? p.latest || p.earliest : p.earliest || p.latest) : null; };
/** A time line of *bars* {name, c, since, until, announced, fact} and *steps* {d, n, announced, fact, text};
    what lies after the chosen day is grey, what is announced is drawn hollow. */
function timeline(title, bars, steps, total, what) {
  const days = [...bars.flatMap((b) => [edgeDay(b.since), edgeDay(b.until, true)]), ...steps.map((s) => edgeDay(s.d)), state.day].filter(Boolean).sort();
  const last = [DATA.meta.asOf, days[days.length - 1]].sort()[1], floor = `${Number(last.slice(0, 4)) - TIME_YEARS}-01-01`;
  const first = `${(days[0] > floor ? days[0] : floor).slice(0, 4)}-01-01`;
  const span = [instant(first), instant(last) + 1e10], tracks = [];
  const track = (draw, height) => { const e = svg("svg", { class: "track", "aria-hidden": "true", focusable: "false", height }); tracks.push([e, draw, height]); return h("div", { class: "trackbox" }, e); };
  const row = (b) => fact(b.fact, "li", { class: `lane ${b.c}` }, h("p", {}, b.name, h("span", { class: "stat", title: b.text, text: b.span })), track((x, width) => barShapes(b, x, width), 22));
  const host = h("div", { class: "timeline" },
    bars.length ? h("div", { class: "lanes" }, list(bars, row, TIME_ROWS)) : "",
    steps.length ? h("div", { class: "lane steps" }, h("ul", {}, steps.map((s) => fact(s.fact, "li", { class: "sr", text: s.text })), h("li", {}, what, h("small", { text: w("time.byDate") }))), track((x, width) => stepShapes(steps, total, x, width), 96)) : "",
    h("div", { class: "lane" }, h("p", { class: "sr", text: w("answerFor", { d: longDay(state.day, state.lang) }) }), track((x, width) => axisShapes(first, last, x, width), AXIS)));
  const draw = () => {
    for (const [e, shapes, height] of tracks) {
      const width = e.parentElement.clientWidth;
      if (!width) continue;
      const x = (day) => Math.max(0, Math.min(width, ((instant(day) - span[0]) / (span[1] - span[0])) * width));
      e.setAttribute("width", width);
      e.replaceChildren(svg("path", { d: `M${x(state.day)} 0V${height === AXIS ? 10 : height}`, class: "today" }), ...shapes(x, width));
    }
  };
  new ResizeObserver(draw).observe(host);
  host.redraw = draw;
  return h("section", { class: "wide times-of" }, h("h3", { text: title }), host);
}
function barShapes(b, x, width) {
  const from = b.since ? x(edgeDay(b.since)) : 0, to = b.until ? x(edgeDay(b.until, true)) : width, now = x(state.day);
  const line = (x1, x2, look) => (x2 - x1 > 0.5 ? [svg("path", { d: `M${x1} 11H${x2}`, class: look })] : []);
  if (b.announced) return [8, 13].flatMap((y) => [svg("path", { d: `M${from} ${y}H${to}`, class: "announced" })]);
  return [...line(from, Math.min(to, now), `bar ${b.c}`), ...line(Math.max(from, now), to, "bar after")];
}
/* a step at each count; a count announced is a double line of its own */
function stepShapes(steps, total, x, width) {
  const y = (n) => 90 - (n / total) * 66, shapes = [], now = x(state.day), counted = steps.filter((s) => !s.announced && s.n !== null);
  const text = (px, py, value, look) => svg("text", { x: Math.min(px, width - 4), y: py, class: look }, document.createTextNode(value));
  counted.forEach((s, i) => {
    const from = x(edgeDay(s.d)), to = counted[i + 1] ? x(edgeDay(counted[i + 1].d)) : width, later = edgeDay(s.d) > state.day;
    if (i) shapes.push(svg("path", { d: `M${from} ${y(counted[i - 1].n)}V${y(s.n)}`, class: later ? "step after" : `step ${s.c}` }));
    if (!later && now > from) shapes.push(svg("path", { d: `M${from} ${y(s.n)}H${Math.min(to, now)}`, class: `step ${s.c}` }));
    if (to > Math.max(from, now)) shapes.push(svg("path", { d: `M${Math.max(from, later ? 0 : now)} ${y(s.n)}H${to}`, class: "step after" }));
    const after = counted.slice(i + 1).find((z) => z.n !== s.n); // where two numbers would touch, the later stands
    if ((!i || counted[i - 1].n !== s.n) && (!after || x(edgeDay(after.d)) - from > LABEL)) shapes.push(text(from + 4, y(s.n) - 5, String(s.n), later ? "count after" : "count"));
  });
  for (const s of steps.filter((z) => z.announced && z.n !== null)) {
    const from = x(edgeDay(s.d));
    shapes.push(svg("path", { d: `M${from} ${y(s.n)}H${width}M${from} ${y(s.n) - 4}H${width}`, class: "announced" }), svg("text", { x: width - 2, y: y(s.n) - 9, class: "count after", "text-anchor": "end" }, document.createTextNode(w("time.announced", { n: s.n, d: engine.longDate(s.d.slice(0, 7), state.lang) }))));
  }
  return shapes;
}
function axisShapes(first, last, x, width) {
  const years = Number(last.slice(0, 4)) - Number(first.slice(0, 4)), step = [1, 2, 4, 5, 10].find((n) => (width / (years || 1)) * n > 56) || 20, shapes = [svg("path", { d: `M0 0.5H${width}`, class: "axis" })];
  const now = x(state.day), label = shortDay(state.day, state.lang), half = 46, middle = Math.max(half, Math.min(width - half, now));
  for (let year = Math.ceil(Number(first.slice(0, 4)) / step) * step; year <= Number(last.slice(0, 4)); year += step) {
    const px = x(`${year}-01-01`);
    shapes.push(svg("path", { d: `M${px} 0V5`, class: "axis" }));
    if (Math.abs(px - middle) > half + 18 && px < width - 16) shapes.push(svg("text", { x: Math.max(px, 14), y: 22, class: "year", "text-anchor": "middle" }, document.createTextNode(String(year))));
  }
  return [...shapes, svg("rect", { x: middle - half, y: 9, width: 2 * half, height: 20, class: "chosen" }), svg("text", { x: middle, y: 23, class: "chosentext", "text-anchor": "middle" }, document.createTextNode(label))];
}
