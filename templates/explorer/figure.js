/* -- figures: boxes laid out by the page, and lines drawn between them from where they stand ---------- */
const LINE_WIDTH = { standing: 4, withheld: 4, contact: 2.25, lapsed: 2.25, announced: 5, attended: 1, bar: 4, plain: 1.25 };
const DASH = { contact: [8, 5], lapsed: [1.5, 5], attended: [2, 3] };
/** A figure: *content* holds boxes marked data-box (those of class "hexagon" get their outline here);
    each of *lines* is {from, to, style, side, width} with the marks of two boxes, a style of LINE_WIDTH, and
    "us", "mx" or "" for the colour; rail: down beside the column; dot: its ends are marked. Lines leave a box on the side that faces the other, each at a place
    of its own, and follow when the page is laid out anew. */
function figure(content, lines = [], attributes = {}) {
  const under = svg("svg", { class: "lines", "aria-hidden": "true", focusable: "false" });
  const host = h("div", Object.assign({}, attributes, { class: `figure ${attributes.class || ""}` }), under, content);
  const redraw = () => drawFigure(host, under, lines);
  host.redraw = redraw; // for who lays it out and cannot wait
  new ResizeObserver(redraw).observe(host);
  // a group that opens in place need not change the size of the whole
  host.addEventListener("toggle", redraw, true);
  new MutationObserver(redraw).observe(content, { childList: true, subtree: true });
  return host;
}
function drawFigure(host, under, lines) {
  const frame = host.getBoundingClientRect();
  if (!frame.width) return;
  const where = new Map();
  for (const e of host.querySelectorAll("[data-box]")) {
    const r = e.getBoundingClientRect();
    if (!r.width) continue; // folded away
    where.set(e.dataset.box, { e, x: r.left - frame.left, y: r.top - frame.top, w: r.width, h: r.height });
  }
  under.setAttribute("width", frame.width);
  under.setAttribute("height", frame.height);
  under.replaceChildren(...ends(lines, where).flatMap(lineShapes), ...[...where.values()].filter((b) => b.e.classList.contains("hexagon")).map(hexagon));
}
/* where each line leaves and arrives: facing sides, spread over the side in the order of the other ends */
function ends(lines, where) {
  const made = [], sides = new Map();
  for (const line of lines) {
    const a = where.get(line.from), b = where.get(line.to);
    if (!a || !b) continue;
    if (line.rail) { made.push(railEnds(line, a, b, made.filter((x) => x.rail).length)); continue; }
    const across = a.x + a.w <= b.x ? 1 : b.x + b.w <= a.x ? -1 : 0;
    const end = { line, across, down: a.y <= b.y ? 1 : -1 };
    made.push(end);
    for (const [box, other, key] of [[a, b, "a"], [b, a, "b"]]) {
      const side = across ? (box.x < other.x ? "right" : "left") : box.y <= other.y ? "bottom" : "top";
      const id = `${box.e.dataset.box} ${side}`;
      if (!sides.has(id)) sides.set(id, []);
      sides.get(id).push({ end, key, box, other, side });
    }
  }
  for (const group of sides.values()) {
    const upright = ["left", "right"].includes(group[0].side);
    group.sort((p, q) => (upright ? p.other.y + p.other.h / 2 - (q.other.y + q.other.h / 2) : p.other.x + p.other.w / 2 - (q.other.x + q.other.w / 2)));
    const room = (upright ? group[0].box.h : group[0].box.w) * 0.8, step = Math.min(14, room / group.length);
    const hex = group[0].box.e.classList.contains("hexagon");
    group.forEach(({ end, key, box, side }, n) => {
      const off = hex ? 0 : (n - (group.length - 1) / 2) * step;
      end[key] = upright ? [side === "right" ? box.x + box.w : box.x, box.y + box.h / 2 + off] : [box.x + box.w / 2 + off, side === "bottom" ? box.y + box.h : box.y];
    });
  }
  return made;
}
/* a line between two boxes of one column runs down beside it, on the side that faces the other country */
function railEnds(line, a, b, n) {
  const us = !b.e.classList.contains("mx"), edge = (box) => (us ? box.x + box.w : box.x), out = 12 + n * 8;
  return { line, rail: us ? Math.max(edge(a), edge(b)) + out : Math.min(edge(a), edge(b)) - out, a: [edge(a), a.y + a.h - 12 - n * 6], b: [edge(b), b.y + b.h / 2] };
}
function railShapes({ line, rail, a: [x1, y1], b: [x2, y2] }) {
  const d = `M${x1} ${y1}H${rail}V${y2}H${x2}`, style = line.style || "plain", my = y2 - 20;
  const slashes = style === "withheld" ? [-3, 3].map((o) => svg("path", { d: `M${rail - 7} ${my + o + 4}L${rail + 7} ${my + o - 4}`, class: "line ink", "stroke-width": 2 })) : [];
  return [svg("path", { d, class: "line ink", "stroke-width": 1.5, "stroke-dasharray": DASH[style]?.join(" ") }), ...slashes];
}
function lineShapes(end) {
  if (end.rail) return railShapes(end);
  const { line, a, b, across, down } = end;
  const [x1, y1] = a, [x2, y2] = b, style = line.style || "plain";
  const reach = across ? Math.max(12, Math.abs(x2 - x1) / 2) * across : Math.max(8, Math.abs(y2 - y1) / 2) * down;
  const d = across ? `M${x1} ${y1}C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}` : `M${x1} ${y1}C${x1} ${y1 + reach} ${x2} ${y2 - reach} ${x2} ${y2}`;
  const wide = line.width || LINE_WIDTH[style];
  const path = (width, extra) => svg("path", Object.assign({ d, class: `line ${line.side || "ink"}`, "stroke-width": width, "stroke-dasharray": DASH[style]?.join(" "), "stroke-linecap": style === "lapsed" ? "round" : null }, extra));
  const [mx, my] = [(x1 + x2) / 2, (y1 + y2) / 2];
  if (style === "announced") return [path(LINE_WIDTH.announced), path(LINE_WIDTH.announced - 3, { class: "line hollow" })];
  if (style === "withheld") return [path(wide), ...[-3, 3].map((o) => svg("path", { d: `M${mx + o - 4} ${my + 8}L${mx + o + 4} ${my - 8}`, class: "line ink", "stroke-width": 2 }))];
  const dots = line.dot ? [a, b].map(([cx, cy]) => svg("circle", { cx, cy, r: 3.5, class: "dot" })) : [];
  return [path(wide), ...dots];
}
function hexagon({ e, x, y, w, h: height }) {
  const cut = Math.min(14, height / 3), m = y + height / 2;
  const contact = e.classList.contains("contact");
  return svg("path", { d: `M${x} ${m}L${x + cut} ${y}H${x + w - cut}L${x + w} ${m}L${x + w - cut} ${y + height}H${x + cut}Z`, class: `hexline${contact ? " contact" : ""}` });
}
