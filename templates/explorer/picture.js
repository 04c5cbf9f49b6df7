/* -- pictures: a view as SVG, made of what the page draws and lays out, each part at its own place ---- */
const PICTURE = { width: 1056, screen: 1440 };
const neat = (x) => String(Math.round(x * 100) / 100);
const ruler = document.createElement("canvas").getContext("2d");
/* fill and fill-opacity (or stroke) of a CSS colour; readers of SVG agree on six hexadecimal digits */
function paint(name, color) {
  ruler.fillStyle = "#000";
  ruler.fillStyle = color;
  const [, rgb, alpha] = /^rgba?\((.+), ?([\d.]+)\)$/.exec(ruler.fillStyle) || [];
  if (!rgb) return { [name]: ruler.fillStyle };
  const hex = rgb.split(",").map((x) => Number(x).toString(16).padStart(2, "0")).join("");
  return { [name]: `#${hex}`, [`${name}-opacity`]: alpha };
}
const clear0 = (color) => color === "transparent" || /, 0\)$|\/ 0\)$/.test(color);
/* how far above a line of text its baseline lies, as a part of the height of its letters */
function ascent(font) {
  ruler.font = font;
  ruler.textBaseline = "alphabetic";
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = ruler.measureText("x");
  return { up, part: up / (up + down) };
}
/** A canvas context that keeps what is drawn as SVG: the part of the interface that drawing.js uses. */
class Recorder {
  constructor() {
    Object.assign(this, { parts: [], saved: [], d: "", box: null, moves: "", dash: [], font: "12px sans-serif", fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineCap: "butt", lineJoin: "miter", globalAlpha: 1, textAlign: "left", textBaseline: "alphabetic" });
    this.into = this.parts;
  }
  save() { const { parts, saved, into, d, box, ...kept } = this; saved.push(kept); }
  restore() { Object.assign(this, this.saved.pop()); }
  /* what *work* draws, as one named group */
  group(name, work) {
    const outer = this.into;
    this.into = [];
    work();
    outer.push(svg("g", {}, svg("title", {}, name), this.into));
    this.into = outer;
  }
  translate(x, y) { this.moves += `translate(${neat(x)} ${neat(y)})`; }
  scale(x, y) { this.moves += `scale(${x} ${y})`; }
  rotate(angle) { this.moves += `rotate(${neat((angle * 180) / Math.PI)})`; }
  beginPath() { this.d = ""; this.box = null; }
  step(letter, ...numbers) { this.d += letter + numbers.map(neat).join(" "); this.box = null; }
  moveTo(x, y) { this.step("M", x, y); }
  lineTo(x, y) { this.step("L", x, y); }
  quadraticCurveTo(...p) { this.step("Q", ...p); }
  bezierCurveTo(...p) { this.step("C", ...p); }
  closePath() { this.step("Z"); }
  rect(x, y, w, h) { this.roundRect(x, y, w, h, 0); }
  roundRect(x, y, width, height, r) {
    const alone = !this.d;
    this.step("M", x + r, y);
    this.d += `h${neat(width - 2 * r)}a${r} ${r} 0 0 1 ${r} ${r}v${neat(height - 2 * r)}a${r} ${r} 0 0 1 ${-r} ${r}h${neat(2 * r - width)}a${r} ${r} 0 0 1 ${-r} ${-r}v${neat(2 * r - height)}a${r} ${r} 0 0 1 ${r} ${-r}z`;
    if (alone) this.box = { x: neat(x), y: neat(y), width: neat(width), height: neat(height), rx: r || null };
  }
  arc(x, y, r, from, to, back) {
    const at = (a) => [x + r * Math.cos(a), y + r * Math.sin(a)], whole = Math.abs(to - from) >= 2 * Math.PI - 1e-6;
    this.step(this.d ? "L" : "M", ...at(from));
    const stops = whole ? [from + Math.PI, from + 2 * Math.PI] : [to];
    for (const a of stops) this.step("A", r, r, 0, whole ? 0 : Number(Math.abs(to - from) > Math.PI), back ? 0 : 1, ...at(a));
  }
  add(tag, attributes, ...children) {
    const made = svg(tag, Object.assign({}, attributes, { transform: this.moves || null, opacity: this.globalAlpha < 1 ? this.globalAlpha : null }), ...children);
    this.into.push(made);
    return made;
  }
  outline(attributes) { return this.box ? this.add("rect", Object.assign({}, this.box, attributes)) : this.add("path", Object.assign({ d: this.d }, attributes)); }
  fill() { this.filled = { d: this.d, e: this.outline(paint("fill", this.fillStyle)) }; }
  stroke() {
    const line = Object.assign(paint("stroke", this.strokeStyle), { "stroke-width": neat(this.lineWidth), "stroke-dasharray": this.dash.join(" ") || null, "stroke-linecap": this.lineCap === "butt" ? null : this.lineCap });
    const same = this.filled && this.filled.d === this.d && this.filled.e === this.into.at(-1);
    if (!same) { this.outline(Object.assign({ fill: "none" }, line)); return; }
    for (const [k, v] of Object.entries(line)) if (v !== null) this.filled.e.setAttribute(k, v); // a box is one shape
  }
  fillRect(x, y, width, height) { this.add("rect", Object.assign({ x: neat(x), y: neat(y), width: neat(width), height: neat(height) }, paint("fill", this.fillStyle))); }
  strokeRect(x, y, width, height) { this.beginPath(); this.rect(x, y, width, height); this.stroke(); }
  setLineDash(dash) { this.dash = dash; }
  measureText(text) { ruler.font = this.font; ruler.textBaseline = this.textBaseline; return ruler.measureText(text); }
  fillText(text, x, y, most = Infinity) {
    const m = this.measureText(text), width = Math.min(m.width, most);
    const left = { right: x - width, end: x - width, center: x - width / 2 }[this.textAlign] ?? x;
    const [, weight, size] = /^(?:(\w+) )?([\d.]+)px/.exec(this.font);
    const base = y + ascent(this.font).up - m.fontBoundingBoxAscent; // the asked baseline, as an alphabetic one
    this.add("text", Object.assign({ x: neat(left), y: neat(base), "font-size": size, "font-weight": weight || null, textLength: neat(width), lengthAdjust: "spacingAndGlyphs" }, paint("fill", this.fillStyle)), text);
  }
}
/** The whole map of the subject, at scale 1, in the light colours of *root*; the page's own stays as it is. */
function mapPicture(root) {
  const kept = [C, drawing, boxes, focusBox];
  [wide, focusBox, C] = [true, null, palette(root)];
  try {
    const { p, all, ties } = layOut(), ctx = new Recorder();
    heads(ctx);
    for (const tie of ties) drawTie(ctx, tie);
    for (const b of all) ctx.group(fullName(b), () => draw(ctx, b));
    afterDrawing(ctx);
    const height = Math.max(772, ...all.map((b) => b.y + b.h + 12));
    const key = state.kind ? tieLegend(p) : [h("span", { text: w("mapDrawn", { b: boxes.size, t: D.map.restTies }) })];
    return { map: svg("svg", { class: "map", width: PICTURE.width, height, viewBox: `0 0 ${PICTURE.width} ${height}` }, ctx.parts), key };
  } finally {
    wide = false;
    [C, drawing, boxes, focusBox] = kept;
  }
}
/* as vis-network draws it: a cubic curve, level at both ends; dashes have round ends */
function drawTie(ctx, { x1, y1, x2, y2, width, dashes, color, opacity }) {
  const mid = (x1 + x2) / 2;
  ctx.save();
  Object.assign(ctx, { lineWidth: width, strokeStyle: color, globalAlpha: opacity, lineCap: dashes ? "round" : "butt" });
  ctx.setLineDash(dashes || []);
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.bezierCurveTo(mid, y1, mid, y2, x2, y2);
  ctx.stroke();
  ctx.restore();
}
function fullName(b) { const a = agencies.get(b.real || b.id); return a ? official(a) || t(a.n) : boxName(b); }

/* -- the studio: a page of its own in which a view is laid out as on a wide screen and in light colours,
   whatever the screen and its colours are; all of it happens before the browser paints */
function inStudio(width, className, parts, work) {
  const frame = h("iframe", { class: "studio", "aria-hidden": "true", tabindex: "-1", width: PICTURE.screen, height: 900 });
  document.body.append(frame);
  try {
    const page = frame.contentDocument;
    page.open();
    page.write("<!doctype html>"); // without it, tables would take no font from their page
    page.close();
    const style = page.createElement("style");
    style.textContent = [...document.querySelectorAll("head style")].find((e) => e.textContent.startsWith(":root")).textContent; // ours, not the one of vis-network
    page.head.append(style);
    dropRules(style.sheet);
    page.documentElement.lang = document.documentElement.lang;
    page.documentElement.style.colorScheme = "light";
    page.documentElement.style.forcedColorAdjust = "none";
    const host = h("div", { class: `takeaway ${className}` });
    host.style.width = `${width}px`;
    page.body.className = "studio";
    page.body.append(host);
    host.append(...parts(page.documentElement).flat(3).filter(Boolean));
    unfold(host);
    redraw(host);
    return work(host);
  } finally {
    frame.remove();
  }
}
function dropRules(sheet) {
  for (let i = sheet.cssRules.length - 1; i >= 0; i -= 1) if (/prefers-color-scheme|forced-colors|min-width/.test(sheet.cssRules[i].conditionText || "")) sheet.deleteRule(i);
}
/* what scrolls on the screen lies open on paper, and what the style sheet writes is written out */
function unfold(host) {
  const view = host.ownerDocument.defaultView;
  for (const e of [...host.querySelectorAll("*")]) {
    const s = view.getComputedStyle(e);
    if (/auto|scroll/.test(s.overflow)) Object.assign(e.style, { overflow: "visible", maxHeight: "none", height: "auto" });
    if (e.matches("thead button")) { e.replaceWith(h("span", { class: e.className, text: e.textContent })); continue; } // repeated on each page
    if (e.tagName === "SUMMARY") e.style.listStyleType = "none";
    if (s.position === "sticky") e.style.position = "static";
    if (e.matches("button.link") && e.textContent === w("showAll", { n: /\d+/.exec(e.textContent) })) e.replaceWith(h("p", { class: "stat", text: w("allInTable", { n: /\d+/.exec(e.textContent) }) }));
    for (const side of ["before", "after"]) {
      const p = view.getComputedStyle(e, `::${side}`);
      if (e.namespaceURI === SVG || !/^"/.test(p.content) || p.display === "none") continue;
      const real = h("span", { class: "written", text: JSON.parse(p.content) });
      for (const name of p) if (name !== "content") real.style.setProperty(name, p.getPropertyValue(name));
      e.classList.add(`no-${side}`);
      if (side === "before") e.prepend(real); else e.append(real);
    }
  }
}
/* what draws itself once it knows its place */
const redraw = (host) => { for (const e of host.querySelectorAll("*")) if (typeof e.redraw === "function") e.redraw(); };
/* title, day and what the reader needs to quote it, around the diagram of the view */
function pictureTitle() {
  if (state.view !== "map") return VIEWS[state.view].title();
  const short = subjectName(), long = state.kind === "agency" && agencies.has(state.id) ? official(agencies.get(state.id)) : short;
  return short === long ? short || w("restTitle") : `${short}: ${long}`;
}
const provenance = () => [`${w("asOf")} ${longDay(state.day, state.lang)}`, `${w("edition", { e: DATA.meta.edition })}, ${DATA.meta.digest}`, registry.info.handling[state.lang]];
const viewClass = () => (state.view === "map" ? "mapview" : `view ${state.view}`);
function diagramParts(root) {
  if (state.view !== "map") return VIEWS[state.view].diagram();
  const { map, key } = mapPicture(root);
  return [map, h("p", { class: "key" }, key)];
}
function answerParts(root) {
  const sub = state.view === "map" ? "" : VIEWS[state.view].sub?.();
  return h("div", { class: "answer" }, h("p", { class: "when", text: provenance()[0] }), h("h2", { text: pictureTitle() }), sub ? h("p", { class: "sub", text: sub }) : "", diagramParts(root).flat(3).filter(Boolean));
}
function pictureParts(root) {
  const [, edition, handling] = provenance();
  return [answerParts(root), h("p", { class: "made" }, h("span", { text: `agencymap: ${registry.info.title[state.lang]}. ${handling}` }), h("span", { text: edition }))];
}
/** The picture of the view: an SVG element. */
function picture() {
  return inStudio(PICTURE.width, viewClass(), pictureParts, (host) => {
    if (host.scrollWidth > PICTURE.width) host.style.width = `${host.scrollWidth + 30}px`; // with a margin and a border
    redraw(host);
    const { width, height } = host.getBoundingClientRect(), tracer = new Tracer(host), body = svg("g", {});
    tracer.element(host, body, "none");
    const all = svg("svg", { width: neat(width), height: neat(height), viewBox: `0 0 ${neat(width)} ${neat(height)}`, role: "img", lang: document.documentElement.lang, "font-family": FONT },
      svg("title", {}, pictureTitle()), svg("desc", {}, `${provenance().join(". ")}`), tracer.defs.length ? svg("defs", {}, tracer.defs) : "", body);
    return all;
  });
}
const svgText = (e) => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(e)}\n`;

/* -- what is laid out, as SVG ------------------------------------------------------------------------- */
const SIDES = ["Top", "Right", "Bottom", "Left"];
const UNSEEN = new Set(["SCRIPT", "STYLE", "TEMPLATE", "INPUT", "SELECT", "TEXTAREA", "IFRAME"]);
const PAINTED = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "paint-order", "font-size", "font-weight", "text-anchor"];
const PLAIN = { stroke: "none", "stroke-dasharray": "none", "stroke-linecap": "butt", "stroke-linejoin": "miter", "paint-order": "normal", "font-weight": "400", "text-anchor": "start" };
class Tracer {
  constructor(host) {
    const { left, top } = host.getBoundingClientRect();
    Object.assign(this, { left, top, defs: [], page: host.ownerDocument, view: host.ownerDocument.defaultView });
  }
  place(r) { return { x: r.left - this.left, y: r.top - this.top, width: r.width, height: r.height }; }
  element(e, into, decoration) {
    if (UNSEEN.has(e.tagName) || e.classList.contains("sr")) return;
    const s = this.view.getComputedStyle(e);
    if (s.display === "none" || s.visibility !== "visible" || s.opacity === "0") return;
    if (e.namespaceURI === SVG) { into.append(this.drawn(e)); return; }
    let group = into;
    if (s.opacity !== "1") { group = svg("g", { opacity: s.opacity }); into.append(group); }
    if (s.display !== "contents") for (const r of s.display === "inline" ? e.getClientRects() : [e.getBoundingClientRect()]) if (r.width && r.height) this.box(this.place(r), s, group);
    group = this.clipped(e, s, group);
    const line = s.textDecorationLine.includes("underline") ? "underline" : /^inline-/.test(s.display) ? "none" : decoration;
    const closed = e.tagName === "DETAILS" && !e.open;
    for (const child of this.inOrder(e)) {
      if (child.nodeType === Node.TEXT_NODE) this.text(child, e, s, group, line);
      else if (child.nodeType === Node.ELEMENT_NODE && (!closed || child.tagName === "SUMMARY")) this.element(child, group, line);
    }
  }
  inOrder(e) {
    const depth = (c) => (c.nodeType === Node.ELEMENT_NODE ? Math.sign(Number(this.view.getComputedStyle(c).zIndex) || 0) : 0);
    return [...e.childNodes].map((c) => [depth(c), c]).sort((a, b) => a[0] - b[0]).map(([, c]) => c);
  }
  /* corners that cut what they hold */
  clipped(e, s, into) {
    if (!/hidden|clip/.test(s.overflow) || !parseFloat(s.borderTopLeftRadius)) return into;
    const { x, y, width, height } = this.place(e.getBoundingClientRect()), id = `clip${this.defs.length}`;
    this.defs.push(svg("clipPath", { id }, svg("rect", { x: neat(x), y: neat(y), width: neat(width), height: neat(height), rx: neat(parseFloat(s.borderTopLeftRadius)) })));
    const group = svg("g", { "clip-path": `url(#${id})` });
    into.append(group);
    return group;
  }
  box({ x, y, width, height }, s, into) {
    const round = s.borderTopLeftRadius.endsWith("%") ? (parseFloat(s.borderTopLeftRadius) / 100) * width : parseFloat(s.borderTopLeftRadius) || 0;
    const rect = (inset, attributes) => into.append(svg("rect", Object.assign({ x: neat(x + inset), y: neat(y + inset), width: neat(width - 2 * inset), height: neat(height - 2 * inset), rx: round > inset ? neat(Math.min(round, width / 2, height / 2) - inset) : null }, attributes)));
    const borders = SIDES.map((side) => ({ width: parseFloat(s[`border${side}Width`]) || 0, style: s[`border${side}Style`], color: s[`border${side}Color`] })).map((b) => (b.style === "none" || b.style === "hidden" || clear0(b.color) ? { width: 0 } : b));
    const first = borders[0], even = first.width && borders.every((b) => b.width === first.width && b.style === first.style && b.color === first.color);
    const filled = !clear0(s.backgroundColor), image = s.backgroundImage !== "none";
    const stroke = (b, thin) => Object.assign(paint("stroke", b.color), { "stroke-width": neat(thin || b.width), "stroke-dasharray": b.style === "dashed" ? `${neat(b.width * 3)} ${neat(b.width * 2)}` : b.style === "dotted" ? `${neat(b.width)} ${neat(b.width)}` : null });
    if (even && !image && first.style !== "double") { rect(first.width / 2, Object.assign(filled ? paint("fill", s.backgroundColor) : { fill: "none" }, stroke(first))); return; }
    if (filled) rect(0, paint("fill", s.backgroundColor));
    if (image) this.image(x, y, width, height, round, s, into);
    if (even) {
      const double = first.style === "double" && first.width >= 3, thin = first.width / 3;
      for (const [inset, wide] of double ? [[thin / 2, thin], [first.width - thin / 2, thin]] : [[first.width / 2, first.width]]) rect(inset, Object.assign({ fill: "none" }, stroke(first, wide)));
      return;
    }
    borders.forEach((b, i) => {
      if (!b.width) return;
      const double = b.style === "double" && b.width >= 3;
      for (const [inset, wide] of double ? [[b.width / 6, b.width / 3], [(b.width * 5) / 6, b.width / 3]] : [[b.width / 2, b.width]]) {
        const [x1, y1, x2, y2] = [[x, y + inset, x + width, y + inset], [x + width - inset, y, x + width - inset, y + height], [x, y + height - inset, x + width, y + height - inset], [x + inset, y, x + inset, y + height]][i];
        into.append(svg("line", Object.assign({ x1: neat(x1), y1: neat(y1), x2: neat(x2), y2: neat(y2) }, stroke(b, wide))));
      }
    });
  }
  /* the page has two kinds of gradients: hatching, and a slash from corner to corner of a box or of a
     small square in its corner; a slash lies across the way that its gradient runs */
  image(x, y, width, height, round, s, into) {
    const color = (s.backgroundImage.match(/rgba?\([^)]*\)/g) || []).filter((c) => !clear0(c)).at(-1);
    if (!color) return;
    if (s.backgroundImage.startsWith("repeating-linear")) {
      const id = `hatch${this.defs.length}`, step = Math.max(...(s.backgroundImage.match(/[\d.]+px/g) || ["8px"]).map(parseFloat));
      this.defs.push(svg("pattern", { id, width: step, height: step, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, svg("path", Object.assign({ d: `M0 0V${step}`, "stroke-width": 1 }, paint("stroke", color)))));
      into.append(svg("rect", { x: neat(x), y: neat(y), width: neat(width), height: neat(height), rx: neat(round), fill: `url(#${id})` }));
      return;
    }
    const [ways, sizes, spots] = [s.backgroundImage.match(/to (right (top|bottom)|(top|bottom) right)/g) || [], s.backgroundSize.split(", "), s.backgroundPosition.split(", ")];
    ways.forEach((way, i) => {
      const small = /^([\d.]+)px/.exec(sizes[i % sizes.length])?.[1], [w0, h0] = small ? [Number(small), Number(small)] : [width, height];
      const [px, py] = spots[i % spots.length].split(" ").map((p) => parseFloat(p) / 100 || 0), cut = round ? Math.min(w0, h0) * 0.15 : 0;
      const [left, top] = [x + px * (width - w0), y + py * (height - h0)], [from, to] = way.includes("top") ? [top + cut, top + h0 - cut] : [top + h0 - cut, top + cut];
      into.append(svg("line", Object.assign({ x1: neat(left + cut), y1: neat(from), x2: neat(left + w0 - cut), y2: neat(to), "stroke-width": small ? 1 : 2 }, paint("stroke", color))));
    });
  }
  drawn(e) {
    const { x, y, width, height } = this.place(e.getBoundingClientRect());
    return svg("svg", { x: neat(x), y: neat(y), width: neat(width), height: neat(height), viewBox: e.getAttribute("viewBox"), overflow: this.view.getComputedStyle(e).overflow.includes("visible") ? "visible" : null }, [...e.children].map((c) => this.shape(c)).filter(Boolean));
  }
  shape(e) {
    const s = this.view.getComputedStyle(e), copy = svg(e.localName, {}), leaf = !["g", "svg", "defs", "title", "desc", "clipPath", "pattern"].includes(e.localName);
    if (leaf && s.display === "none") return null;
    for (const { name, value } of e.attributes) if (!/^(class|style|href|on|data-|aria-|focusable|xlink|tabindex|role)/.test(name)) copy.setAttribute(name, value);
    if (leaf) for (const name of PAINTED) {
      const value = s.getPropertyValue(name), isText = ["text", "tspan"].includes(e.localName);
      if (value === PLAIN[name] || (/^(font|text)/.test(name) && !isText) || (name.startsWith("stroke-") && s.stroke === "none")) { copy.removeAttribute(name); continue; }
      const painted = ["fill", "stroke"].includes(name) && value !== "none" && !value.startsWith("url") ? paint(name, value) : { [name]: value.replace(/px/g, "") };
      for (const [k, v] of Object.entries(painted)) copy.setAttribute(k, v);
    }
    for (const c of e.childNodes) {
      if (c.nodeType === Node.TEXT_NODE) copy.append(c.data);
      else { const inner = this.shape(c); if (inner) copy.append(inner); }
    }
    return copy;
  }
  text(node, parent, s, into, decoration) {
    if (!node.data.trim()) return;
    const upright = !/^(vertical|sideways)/.test(s.writingMode), font = `${s.fontWeight} ${s.fontSize} ${s.fontFamily}`, { part } = ascent(font);
    const lang = parent.closest("[lang]")?.getAttribute("lang"), own = this.page.documentElement.lang;
    for (const { text, rect } of this.lines(node, upright)) {
      const { x, y, width, height } = this.place(rect), shown = this.cut(text, parent, rect, font);
      if (!shown) continue;
      const turned = /^matrix\(-1/.test(s.transform);
      const other = s.fontFamily === FONT ? null : s.fontFamily, at = upright ? { x: neat(x), y: neat(y + height * part) } : { transform: turned ? `translate(${neat(x + width * part)} ${neat(y + height)})rotate(-90)` : `translate(${neat(x + width * (1 - part))} ${neat(y)})rotate(90)` };
      const length = shown === text ? (upright ? width : height) : null;
      into.append(svg("text", Object.assign(at, { "font-family": other, "font-size": parseFloat(s.fontSize), "font-weight": s.fontWeight === "400" ? null : s.fontWeight, "text-decoration": decoration === "none" ? null : decoration, lang: lang && lang !== own ? lang : null, textLength: length && neat(length), lengthAdjust: length ? "spacingAndGlyphs" : null }, paint("fill", s.color)), shown));
    }
  }
  /* the lines that a text was broken into */
  lines(node, upright) {
    const range = this.page.createRange(), found = [];
    const rects = (from, to) => { range.setStart(node, from); range.setEnd(node, to); return [...range.getClientRects()].filter((r) => r.width && r.height); };
    const same = (a, b) => Math.abs(upright ? a.top - b.top : a.left - b.left) < 2;
    const put = (from, to, r) => { const last = found.at(-1); if (last && same(last.r, r)) last.to = to; else found.push({ from, to, r }); };
    for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
      const at = rects(index, index + word.length);
      if (!at.length) continue;
      if (at.every((r) => same(r, at[0]))) put(index, index + word.length, at[0]);
      else for (let i = index; i < index + word.length; i += 1) { const [r] = rects(i, i + 1); if (r) put(i, i + 1, r); }
    }
    return found.map(({ from, to }) => { rects(from, to); return { text: node.data.slice(from, to).replace(/\s+/g, " "), rect: range.getBoundingClientRect() }; });
  }
  /* what the page cuts with three dots */
  cut(text, parent, rect, font) {
    const holder = parent.closest("*");
    const s = this.view.getComputedStyle(holder);
    if (s.textOverflow !== "ellipsis" || holder.scrollWidth <= holder.clientWidth) return text;
    const room = holder.getBoundingClientRect().right - rect.left;
    ruler.font = font;
    if (ruler.measureText(text).width <= room) return text;
    let short = text;
    while (short && ruler.measureText(`${short}…`).width > room) short = short.slice(0, -1).trimEnd();
    return `${short}…`;
  }
}

/* -- on paper ------------------------------------------------------------------------------------------- */
/* Letter less its margins in CSS pixels, and how much smaller than on the screen paper may be read */
const SHEET = { tall: 725, flat: 965, scale: 0.84, map: 0.8 };
function tableNodes() { return wholeTables().map((e) => h("div", { class: "tabled" }, e)); }
function paperSources() {
  const said = h("div", {}, (state.view === "map" ? sentenceParts() : VIEWS[state.view].sentences()).flat(3).filter(Boolean)), seen = new Map();
  for (const e of said.querySelectorAll(".cite details")) {
    const head = e.querySelector("summary"), key = head.textContent;
    const about = (name) => [...e.querySelectorAll("dt")].find((x) => x.textContent === w(name))?.nextElementSibling;
    if (!seen.has(key)) seen.set(key, h("li", {}, h("span", {}, [...head.childNodes].flatMap((c) => [c, " "])), " ", about("source") ? h("cite", { lang: about("source").lang, text: `${about("source").textContent}. ` }) : "", about("publisher")?.textContent || ""));
  }
  return seen.size ? [h("h3", { text: `${w("sourcesCited")} (${seen.size})` }), h("ol", { class: "cited" }, [...seen.values()])] : [];
}
function paperParts(root) {
  const [day, edition, handling] = provenance();
  return [
    h("div", { class: "foot" }, h("p", { class: "made" }, h("span", { text: `agencymap. ${day}. ${handling}` }), h("span", { text: edition }))),
    h("div", { class: "sheetbody" }, answerParts(root), tableNodes(), paperSources()),
  ];
}
/* lines cannot follow boxes onto another page: a figure is set smaller until it fits on one of *page*,
   below what stands above it on the first */
function onOnePage(e, page) {
  const { top, width, height } = e.getBoundingClientRect(), above = top - e.closest(".sheetbody").getBoundingClientRect().top;
  const fit = (page - 44 - (above < page / 2 ? above : 0)) / height; // less the foot
  if (fit >= 1) return;
  e.style.width = `${width}px`;
  e.style.setProperty("--fit", String(Math.max(0.5, fit)));
}
function toPaper() {
  fromPaper();
  if (state.view === "brief") return; // laid out for paper as it is
  const flat = ["map", "matrix"].includes(state.view), scale = state.view === "map" ? SHEET.map : SHEET.scale;
  const room = (flat ? SHEET.flat : SHEET.tall) / scale;
  const paper = inStudio(room, `forpaper ${viewClass()}${flat ? " flat" : ""}`, paperParts, (host) => {
    const wanted = host.scrollWidth > Math.ceil(room) ? host.scrollWidth + 4 : room;
    host.style.width = `${wanted}px`;
    host.style.setProperty("--scale", String((scale * room) / wanted));
    redraw(host);
    for (const e of host.querySelectorAll(".figure")) onOnePage(e, (flat ? SHEET.tall : SHEET.flat) / scale);
    for (const e of host.querySelectorAll("[id]")) e.removeAttribute("id"); // the page has them already
    return host;
  });
  paper.id = "takeaway";
  document.body.classList.add("on-paper");
  document.body.append(paper);
}
function fromPaper() { $("takeaway")?.remove(); document.body.classList.remove("on-paper"); }
addEventListener("beforeprint", toPaper);
addEventListener("afterprint", fromPaper);
