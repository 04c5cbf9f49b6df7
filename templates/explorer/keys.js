/* -- choosing, by pointer and by keys ---------------------------------------------------------- */
function choose(id) {
  if (id.startsWith("rest:") || id.startsWith("tie:")) return;
  if (id.startsWith("open:")) id = id.slice(5);
  if (id.startsWith("block:")) { if (state.kind === "block" && state.id === id.slice(6)) clear(); else go("block", id.slice(6)); }
  else if (id.startsWith("more:")) go("block", id.slice(5));
  else if (id.startsWith("domain:")) go("domain", id.slice(7));
  else if (id.startsWith("series:")) go("series", id.slice(7));
  else go("agency", id);
}
function boxName(b) {
  if (!b) return "";
  if (b.k === "domain") return t(domains.get(b.id.slice(7)).n);
  if (b.k === "block") return t(blocks.get(b.bl).n);
  if (b.k === "more") return w("openGroup", { n: b.n, b: t(blocks.get(b.bl).n) });
  return b.t ? t(b.t) : b.id;
}
function move(dx, dy) {
  const all = [...boxes.values()];
  if (boxes.has(`open:${focusBox}`)) focusBox = `open:${focusBox}`;
  const from = boxes.get(focusBox) || all[0];
  if (!boxes.has(focusBox)) { focusBox = from.id; }
  else {
    const cx = from.x + from.w / 2, cy = from.y + from.h / 2;
    let best = null, cost = Infinity;
    for (const b of all) {
      if (b === from) continue;
      const x = b.x + b.w / 2 - cx, y = (b.k === "block" ? b.y + 12 : b.y + b.h / 2) - (from.k === "block" ? from.y + 12 : cy);
      const along = dx ? x * dx : y * dy, aside = dx ? Math.abs(y) : Math.abs(x);
      if (along < 4) continue;
      const c = along + aside * 3;
      if (c < cost) { cost = c; best = b; }
    }
    if (best) focusBox = best.id;
  }
  const b = boxes.get(focusBox);
  keepInView(b);
  network.redraw();
  say(boxName(b));
}
function keepInView(b) {
  const tl = network.canvasToDOM({ x: b.x - 8, y: b.y - 8 }), br = network.canvasToDOM({ x: b.x + b.w + 8, y: b.y + b.h + 8 });
  const width = $("canvas").clientWidth, height = $("canvas").clientHeight, at = network.getViewPosition(), scale = network.getScale();
  let dx = 0, dy = 0;
  if (tl.x < 0) dx = tl.x; else if (br.x > width) dx = br.x - width;
  if (tl.y < 0) dy = tl.y; else if (br.y > height) dy = br.y - height;
  if (dx || dy) network.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale }, scale });
}
function zoom(factor) { network.moveTo({ scale: Math.min(3, Math.max(0.4, network.getScale() * factor)) }); }
$("canvas").addEventListener("keydown", (e) => {
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (arrows[e.key]) { e.preventDefault(); move(...arrows[e.key]); }
  else if ((e.key === "Enter" || e.key === " ") && boxes.has(focusBox)) { e.preventDefault(); choose(focusBox); }
  else if (e.key === "Escape") { e.preventDefault(); clear(); }
  else if (e.key === "+" || e.key === "=") zoom(1.25);
  else if (e.key === "-") zoom(0.8);
  else if (e.key === "0") fitMap();
});
$("canvas").addEventListener("focus", () => { if (!boxes.has(focusBox)) focusBox = boxes.keys().next().value; network.redraw(); });
$("canvas").addEventListener("blur", () => network.redraw());
/* Escape closes what is open; else it lets go of what is chosen on the map */
function stepBack() {
  if ($("help").open || document.activeElement === $("q")) return;
  const open = ["filters", "date", "save"].find((id) => $(id).open);
  if (open) { $(open).open = false; $(open).firstElementChild.focus(); }
  else if (state.view === "map") clear();
}
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape" && !e.defaultPrevented) { stepBack(); return; }
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (typing || e.ctrlKey || e.metaKey || e.altKey || $("help").open) return;
  if (e.key === "/") { e.preventDefault(); $("q").focus(); }
  if (e.key === "?") { e.preventDefault(); $("help").showModal(); }
});
