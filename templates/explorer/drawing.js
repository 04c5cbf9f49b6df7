/* -- drawing ---------------------------------------------------------------------------------- */
/* a color of the system by the name it has in the style sheet, as numbers: the drawing takes no names */
function systemColor(name) {
  const probe = document.body.appendChild(h("span", { class: "probe" }));
  probe.style.color = `var(${name})`;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
function palette(root = document.documentElement) {
  const s = getComputedStyle(root);
  const forced = root === document.documentElement && matchMedia("(forced-colors: active)").matches;
  const v = (name) => (forced ? systemColor(name) : s.getPropertyValue(name).trim());
  return { paper: v("--paper"), canvas: v("--canvas"), sand: v("--sand"), sandline: v("--sandline"), ink: v("--ink"), ink2: v("--ink2"), ink3: v("--ink3"), line2: v("--line2"), us: v("--us"), usTint: v("--us-tint"), usTie: v("--us-tie"), mx: v("--mx"), mxTint: v("--mx-tint"), mxTie: v("--mx-tie"), focus: v("--focus"), inverse: v("--inverse") };
}
let C = palette();
let FONT = getComputedStyle(document.documentElement).fontFamily;
let wide = false; // a picture to take away is the wide map, on a phone too
const narrow = () => phone.matches && !wide;
/* where the font in use is wider than the one the build measured with, words are set closer,
   down to four fifths; only then are they cut */
const CLOSEST = 0.8;
function put(ctx, text, x, y, width) {
  if (ctx.measureText(text).width > width) ctx.fillText(text, x, y, width); else ctx.fillText(text, x, y);
}
const shown = (ctx, text, width) => Math.min(ctx.measureText(text).width, width);
function font(ctx, size, bold) { ctx.font = `${bold ? "700 " : ""}${size}px ${FONT}`; }
function fit(ctx, text, width) {
  const most = width / CLOSEST;
  if (ctx.measureText(text).width <= most) return text;
  let short = text;
  while (short.length > 1 && ctx.measureText(`${short}…`).width > most) short = short.slice(0, -1).trimEnd();
  return `${short}…`;
}
function lines(ctx, text, width, most) {
  const found = [];
  let line = "";
  for (const word of text.split(" ")) {
    const next = line ? `${line} ${word}` : word;
    if (ctx.measureText(next).width <= width * 1.04 || !line) line = next;
    else { found.push(line); line = word; }
  }
  found.push(line);
  if (found.length <= most) return found.map((x) => fit(ctx, x, width));
  return [...found.slice(0, most - 1), fit(ctx, found.slice(most - 1).join(" "), width)];
}
function shape(ctx, x, y, width, height, r) {
  ctx.beginPath();
  if (r) ctx.roundRect(x, y, width, height, r); else ctx.rect(x, y, width, height);
}
function blockTitle(b, ctx, width) {
  const full = t(blocks.get(b.bl).n);
  if (ctx.measureText(full).width <= width / CLOSEST) return full;
  return fit(ctx, full.replace(/ \([^)]*\)$/, ""), width);
}
const sideOf = (b) => (b.bl ? blocks.get(b.bl).c : "");
function draw(ctx, b) {
  const us = sideOf(b) === "us", between = sideOf(b) === "int";
  const x = b.x, y = b.y;
  const chosen = drawing.chosen === b.id, tied = drawing.tied.has(b.id);
  const dim = drawing.related !== null && !chosen && !tied && !drawing.related.has(b.id);
  const color = between ? C.ink : us ? C.us : C.mx;
  const tint = between ? C.sand : us ? C.usTint : C.mxTint;
  ctx.save();
  ctx.textBaseline = "middle";
  if (b.k === "domain") {
    shape(ctx, x, y, b.w, b.h, 0);
    ctx.fillStyle = C.sand; ctx.fill();
    ctx.lineWidth = chosen || tied ? 2 : 1; ctx.strokeStyle = chosen || tied ? C.ink : C.sandline; ctx.stroke();
    const d = domains.get(b.id.slice(7));
    const small = b.w < 150;
    font(ctx, 13, true);
    ctx.textAlign = "center"; ctx.fillStyle = dim ? C.ink3 : C.ink;
    const low = b.h < 50 && ctx.measureText(t(d.n)).width > b.w - 12;
    const rows = lines(ctx, t(small || low ? d.s : d.n), b.w - 12, small || !low ? 2 : 1);
    const sub = small ? "" : !d.linked ? w("cardNone") : `${w(d.f.length === 1 ? "function1" : "functionsN", { n: d.f.length })}, ${w(d.m === 1 ? "mechanism1" : "mechanismsN", { n: d.m })}`;
    const step = 16, total = rows.length * step + (sub ? step : 0);
    let ty = y + b.h / 2 - total / 2 + step / 2;
    for (const row of rows) { put(ctx, row, x + b.w / 2, ty, b.w - 12); ty += step; }
    if (sub) { font(ctx, 12, false); ctx.fillStyle = dim ? C.ink3 : C.ink2; put(ctx, fit(ctx, sub, b.w - 12), x + b.w / 2, ty, b.w - 12); }
  } else if (b.k === "block") {
    shape(ctx, x, y, b.w, b.h, us ? 10 : 0);
    const small = b.w < 150;
    ctx.fillStyle = small && b.x2 && !dim ? tint : C.paper; ctx.fill();
    ctx.lineWidth = chosen || tied ? 2.5 : dim ? 0.75 : 1.25; ctx.strokeStyle = dim ? C.line2 : color; ctx.stroke();
    font(ctx, 13, true);
    ctx.fillStyle = dim ? C.ink3 : small ? C.ink : color;
    if (between && !small && b.h < 60) {
      ctx.textAlign = "center"; ctx.fillStyle = dim ? C.ink3 : C.ink;
      put(ctx, blockTitle(b, ctx, b.w - 12), x + b.w / 2, y + b.h / 2 - 8, b.w - 12);
      font(ctx, 12, false); ctx.fillStyle = dim ? C.ink3 : C.ink2;
      put(ctx, w(b.n === 1 ? "agency1" : "agenciesN", { n: b.n }), x + b.w / 2, y + b.h / 2 + 8, b.w - 12);
    } else if (small) {
      ctx.textAlign = "left";
      const edge = b.w < 104 ? 5 : 8, rows = lines(ctx, t(blocks.get(b.bl).s), b.w - 2 * edge, Math.max(1, Math.floor((b.h - 24) / 15)));
      let ty = y + b.h / 2 - (rows.length * 15) / 2;
      for (const row of rows) { put(ctx, row, x + edge, ty, b.w - 2 * edge); ty += 15; }
      font(ctx, 12, false); ctx.fillStyle = dim ? C.ink3 : C.ink2;
      put(ctx, w(b.n === 1 ? "agency1" : "agenciesN", { n: b.n || 0 }), x + edge, ty + 1, b.w - 2 * edge);
    } else {
      ctx.textAlign = us ? "right" : "left";
      put(ctx, blockTitle(b, ctx, b.w - 56), us ? x + b.w - 10 : x + 10, y + 14, b.w - 56);
      font(ctx, 12, false); ctx.fillStyle = C.ink2; ctx.textAlign = us ? "left" : "right";
      if (b.n) ctx.fillText(String(b.n), us ? x + 10 : x + b.w - 10, y + 14);
    }
  } else if (b.k === "more") {
    font(ctx, 12, false); ctx.textAlign = "center"; ctx.fillStyle = dim ? C.ink3 : C.ink2;
    ctx.fillText(`+${b.n}`, x + b.w / 2, y + b.h / 2 + 0.5);
  } else {
    shape(ctx, x, y, b.w, b.h, us ? 8 : 0);
    ctx.fillStyle = chosen ? color : b.x2 && !dim ? tint : C.paper; ctx.fill();
    ctx.lineWidth = chosen || tied ? 2.5 : dim ? 0.75 : 1; ctx.strokeStyle = dim ? C.line2 : b.x2 || chosen || tied ? color : C.line2; ctx.stroke();
    const strong = chosen || tied;
    const name = b.t ? t(b.t) : t(agencies.get(b.id).s);
    const number = b.n ? String(b.n) : "";
    font(ctx, 12, false);
    const extra = number ? ctx.measureText(` ${number}`).width + 2 : 0;
    font(ctx, 12, strong);
    const room = b.w - 12 - extra;
    const label = fit(ctx, name, room);
    const width = shown(ctx, label, room);
    ctx.textAlign = "left";
    const tx = x + (b.w - width - extra) / 2;
    ctx.fillStyle = chosen ? C.inverse : dim ? C.ink3 : C.ink;
    put(ctx, label, tx, y + b.h / 2 + 0.5, room);
    if (number) { font(ctx, 12, false); ctx.fillStyle = chosen ? C.inverse : dim ? C.ink3 : C.ink2; ctx.fillText(number, tx + width + 4, y + b.h / 2 + 0.5); }
  }
  if (focusBox === b.id && document.activeElement === $("canvas")) {
    shape(ctx, x - 3, y - 3, b.w + 6, b.h + 6, us && b.k !== "domain" ? 10 : 0);
    ctx.lineWidth = 3; ctx.strokeStyle = C.focus; ctx.stroke();
    shape(ctx, x - 5, y - 5, b.w + 10, b.h + 10, us && b.k !== "domain" ? 12 : 0);
    ctx.lineWidth = 2; ctx.strokeStyle = C.ink; ctx.stroke();
  }
  ctx.restore();
}
function heads(ctx) {
  if (narrow()) {
    ctx.textBaseline = "middle"; ctx.textAlign = "center"; font(ctx, 13, true);
    for (const [x, key, color] of [[53, "us", C.us], [183, "functions", C.ink], [313, "mx", C.mx]]) { ctx.fillStyle = color; put(ctx, w(key), onPhone(x), 14, onPhone(106)); }
    return;
  }
  const c = D.counts;
  ctx.textBaseline = "alphabetic";
  for (const [x, width, color] of [[28, 296, C.us], [424, 208, C.sandline], [732, 296, C.mx]]) { ctx.fillStyle = color; ctx.fillRect(x, 12, width, 4); }
  font(ctx, 20, true);
  ctx.textAlign = "right"; ctx.fillStyle = C.us; ctx.fillText(w("us"), 324, 42);
  ctx.textAlign = "left"; ctx.fillStyle = C.mx; ctx.fillText(w("mx"), 732, 42);
  ctx.fillStyle = C.ink; ctx.textAlign = "center"; font(ctx, 13, true); ctx.fillText(w("functions"), 528, 32);
  font(ctx, 12, false); ctx.fillStyle = C.ink2;
  ctx.fillText(fit(ctx, w("functionsLine", { f: c.functions, d: c.domains, m: w(c.mechanisms === 1 ? "mechanism1" : "mechanismsN", { n: c.mechanisms }) }), 280), 528, 48);
  font(ctx, 20, true);
  const room = (name) => 296 - ctx.measureText(name).width - 16;
  const [left, right] = [room(w("us")), room(w("mx"))];
  font(ctx, 12, false);
  ctx.textAlign = "left"; ctx.fillText(fit(ctx, w("agenciesOnFile", { n: c.us }), left), 28, 42);
  ctx.textAlign = "right"; ctx.fillText(fit(ctx, w("agenciesOnFile", { n: c.mx }), right), 1028, 42);
}
function afterDrawing(ctx) {
  for (const r of drawing.rail) {
    ctx.save();
    ctx.strokeStyle = C.ink; ctx.lineWidth = 1.5;
    ctx.beginPath(); ctx.moveTo(r.x, r.y1); ctx.lineTo(r.x, r.y2); ctx.stroke();
    ctx.beginPath(); ctx.moveTo(r.edge, r.y1); ctx.lineTo(r.x, r.y1); ctx.stroke();
    ctx.setLineDash(DASH[r.style] || []); ctx.lineWidth = r.style === "standing" ? 3 : 2;
    ctx.beginPath(); ctx.moveTo(r.x, r.y2); ctx.lineTo(r.edge, r.y2); ctx.stroke();
    ctx.restore();
    if (r.style === "withheld") slashes(ctx, (r.x + r.edge) / 2, r.y2, C.ink);
  }
  for (const m of drawing.marks) {
    if (m.style === "withheld") slashes(ctx, m.x, m.y, m.color);
    if (m.style === "bar") { ctx.fillStyle = m.color; ctx.fillRect(m.x - 1.5, m.y - 7, 3, 14); }
    if (m.style === "announced") hollow(ctx, m);
  }
}
function slashes(ctx, x, y, color) {
  ctx.save(); ctx.setLineDash([]); ctx.strokeStyle = color; ctx.lineWidth = 2; ctx.beginPath();
  for (const dx of [-4, 2]) { ctx.moveTo(x + dx, y + 6); ctx.lineTo(x + dx + 4, y - 6); }
  ctx.stroke(); ctx.restore();
}
function hollow(ctx, m) {
  /* a wide line with its middle taken out: two thin lines */
  const mid = (m.x1 + m.x2) / 2;
  for (const [width, color] of [[6, m.color], [3.5, C.canvas]]) {
    ctx.save(); ctx.lineWidth = width; ctx.strokeStyle = color; ctx.beginPath(); ctx.moveTo(m.x1, m.y1);
    ctx.bezierCurveTo(mid, m.y1, mid, m.y2, m.x2, m.y2); ctx.stroke(); ctx.restore();
  }
}
function visNode(b) {
  return { id: b.id, x: b.x + b.w / 2, y: b.y + b.h / 2, shape: "custom", physics: false, chosen: false, ctxRenderer: ({ ctx }) => ({ drawNode() { draw(ctx, b); }, nodeDimensions: { width: b.w, height: b.h } }) };
}
const port = (id, x, y) => ({ id, x, y, shape: "custom", physics: false, chosen: false, ctxRenderer: () => ({ drawNode() {}, nodeDimensions: { width: 0, height: 0 } }) });
/* an opened department lies over its column: what it hides is neither drawn nor walked through */
function hidden(b, frame) {
  const h = b.k === "block" ? 26 : b.h;
  return (b.bl || b.k === "domain") && b.x < frame.x + frame.w && b.x + b.w > frame.x && b.y < frame.y + frame.h && b.y + h > frame.y;
}
/* a phone narrower than its map has narrower columns and gaps; the letters stay as large */
const PHONE_MAP = 366, PHONE_PARTS = [106, 28, 98, 28, 106], LEAST_GAP = 12;
const phoneWidth = () => Math.min(PHONE_MAP, ($("canvas").clientWidth || PHONE_MAP) - 8);
/** Where a place across the phone map lies on this screen. */
function onPhone(x) {
  const lack = PHONE_MAP - phoneWidth(), gap = Math.max(LEAST_GAP, 28 - lack / 2), part = (phoneWidth() - 2 * gap) / (PHONE_MAP - 56);
  let at = 0, left = x;
  for (const [i, wide] of PHONE_PARTS.entries()) { const inside = Math.min(left, wide); at += inside * (i % 2 ? gap / wide : part); left -= inside; }
  return at;
}
function currentBoxes() {
  const map = narrow() ? D.map.phone.map((b) => ({ ...b, x: onPhone(b.x), w: onPhone(b.x + b.w) - onPhone(b.x) })) : D.map.boxes;
  const opened = !narrow() && drawing.open ? D.map.opened[drawing.open].map((b) => Object.assign({}, b, { id: `open:${b.id}`, real: b.id })) : [];
  return [map, opened];
}
function restEdges() {
  if (filtering()) return keptRest();
  if (narrow()) return D.map.phoneTies.map((x, i) => ({ id: `rest:${i}`, ports: [x.from, x.to].map(([id, x1, y1]) => [id, onPhone(x1), y1]), width: Math.max(1.5, x.width * 0.6), country: x.country }));
  if (state.day !== DATA.meta.asOf) return D.map.rest.map((x, i) => ({ id: `rest:${i}`, ports: [x.from, x.to], width: x.width, country: x.country }));
  const where = new Map(DATA.diagram.nodes.map((n) => [n.id, n])); // the picture of the day of the build is made by it
  return DATA.diagram.edges.map((e, i) => ({ id: `rest:${i}`, ports: [e.from, e.to].map((p) => [p, where.get(p).x, where.get(p).y]), width: e.width, country: e.country }));
}
function homeBox(id) {
  if (drawing.open && agencies.get(id)?.block === drawing.open && D.map.opened[drawing.open].some((b) => b.id === id && b.k === "agency")) return `open:${id}`;
  const home = agencies.get(id)?.home;
  if (!home) return null;
  return narrow() ? `block:${agencies.get(id).block}` : home;
}
const STRONG = ["standing", "contact", "lapsed", "announced", "withheld", "attended"];
const stronger = (a, b) => (STRONG.indexOf(a) <= STRONG.indexOf(b) ? a : b);

/* what is drawn for the subject: curves by way of the functions, and the rail at home */
function plan() {
  const p = { chosen: null, tied: new Set(), related: null, rail: [], marks: [], open: null, curves: [], legend: new Set(), ties: 0 };
  const subject = state.kind && { agency: agencies, series, block: blocks, domain: domains, function: functions, mechanism: mechanisms }[state.kind]?.get(state.id);
  if (state.kind === "place" || state.kind === "instrument") {
    p.related = new Set();
    for (const id of recordAgencies().filter(kept)) { const target = homeBox(id); if (target) p.tied.add(target); }
    for (const id of p.tied) if (boxes.get(id)?.bl) p.related.add(`block:${boxes.get(id).bl}`);
    return p;
  }
  if (state.kind === "block" && subject) p.open = state.id;
  if (state.kind === "agency" && subject && subject.block && !D.map.members[state.id] && subject.home !== `block:${subject.block}`) p.open = subject.block;
  if (state.kind === "agency" && subject && subject.block && subject.home === `block:${subject.block}` && !D.map.opened[subject.block].every((b) => b.id !== state.id)) p.open = subject.block;
  drawing.open = p.open;
  if (!subject) {
    if (filtering()) {
      p.related = new Set();
      for (const b of D.map.boxes) if (b.k === "agency" || b.k === "series") { if (membersOf(b.id).some((m) => agencies.has(m) && matches(agencies.get(m)))) { p.related.add(b.id); p.related.add(`block:${b.bl}`); } }
      for (const a of D.agencies) if (a.home?.startsWith("block:") && matches(a)) p.related.add(a.home);
      for (const d of D.domains) if (!picked.fn || d.id === picked.fn || d.f.includes(picked.fn)) p.related.add(`domain:${d.id}`);
      if (narrow()) for (const a of D.agencies) if (a.block && matches(a)) p.related.add(`block:${a.block}`);
    }
    return p;
  }
  p.related = new Set();
  if (state.kind === "agency" || state.kind === "series") {
    const ids = subjectIds();
    p.chosen = state.kind === "series" ? (narrow() ? homeBox(ids[0]) : `series:${state.id}`) : homeBox(state.id);
    const me = state.kind === "agency" ? subject : agencies.get(ids[0]);
    if (me?.block) p.related.add(`block:${me.block}`);
    const out = new Map(), into = new Map();
    for (const tie of tiesOf(ids).filter(keptTie)) {
      p.legend.add(tie.y);
      if (across(tie)) p.ties += 1;
      const target = tie.other && homeBox(tie.other);
      if (!target) continue;
      if (across(tie)) {
        for (const d of tie.d) {
          const a = `domain:${d}`, k = `${d}|${target}`;
          out.set(a, out.has(a) ? stronger(out.get(a), tie.y) : tie.y);
          into.set(k, into.has(k) ? stronger(into.get(k), tie.y) : tie.y);
        }
      } else if (target !== p.chosen) {
        const found = p.rail.find((r) => r.target === target);
        if (found) found.style = stronger(found.style, tie.y); else p.rail.push({ target, style: tie.y });
      }
      p.tied.add(target);
    }
    if (!filtering()) for (const c of me?.cp || []) if (c.o === "no-mirror") { const a = `domain:${functions.get(c.f).d}`; if (!out.has(a)) { out.set(a, "bar"); p.legend.add("bar"); } }
    for (const [d, style] of out) { p.curves.push({ from: p.chosen, to: d, style }); if (style !== "bar") p.tied.add(d); }
    for (const [k, style] of into) { const [d, target] = k.split("|"); p.curves.push({ from: `domain:${d}`, to: target, style }); }
  } else if (state.kind === "block") {
    p.chosen = narrow() ? `block:${state.id}` : `open:block:${state.id}`;
    p.related = filtering() ? new Set(poolAgencies().filter(matches).map((a) => `open:${a.id}`)) : null;
  } else {
    const holders = new Set();
    const ids = state.kind === "function" ? [state.id] : state.kind === "domain" ? subject.f : [];
    for (const f of ids) for (const c of ["us", "mx"]) for (const x of functions.get(f).sides[c].a) if (keptHolder(areaOf(x.id))) holders.add(x.a);
    const cards = state.kind === "function" ? [subject.d] : state.kind === "domain" ? [state.id] : [...new Set(subject.f.map((f) => functions.get(f)?.d || f))];
    if (state.kind === "mechanism") for (const x of subject.p) if (x.st !== "announced" && keptMember(x)) holders.add(x.a);
    p.chosen = state.kind === "mechanism" ? null : `domain:${cards[0]}`;
    for (const d of cards) p.tied.add(`domain:${d}`);
    const seen = new Set();
    for (const id of holders) {
      const target = homeBox(id);
      if (!target) continue;
      p.tied.add(target);
      for (const d of cards) if (!seen.has(`${d}|${target}`)) { seen.add(`${d}|${target}`); p.curves.push({ from: target, to: `domain:${d}`, style: "standing" }); }
    }
    p.ties = holders.size;
  }
  for (const id of [...p.tied]) if (boxes.get(id)?.bl) p.related.add(`block:${boxes.get(id).bl}`);
  return p;
}
/* boxes and ties of the subject, with their places */
function layOut() {
  const p = plan();
  drawing = p;
  const [map, opened] = currentBoxes();
  const away = new Set(opened.length ? map.filter((b) => b.k === "block" && hidden(b, opened[0])).map((b) => b.bl) : []);
  const all = [...map.filter((b) => !opened.length || !(hidden(b, opened[0]) || away.has(b.bl))), ...opened];
  boxes = new Map(all.map((b) => [b.id, b]));
  if (p.related) for (const id of p.tied) { const b = boxes.get(id); if (b?.bl) p.related.add(`block:${b.bl}`); }
  const ties = [];
  if (p.curves.length === 0 && !state.kind) {
    for (const e of restEdges()) {
      const [[, x1, y1], [, x2, y2]] = e.ports;
      ties.push({ id: e.id, x1, y1, x2, y2, width: e.width, color: e.country === "us" ? C.usTie : C.mxTie, opacity: 1 });
    }
  }
  curvePorts(p.curves).forEach((c, i) => {
    const color = c.country === "us" ? C.us : C.mx;
    if (c.style === "announced") { p.marks.push({ style: "announced", x1: c.x1, y1: c.y1, x2: c.x2, y2: c.y2, color }); return; }
    const x2 = c.style === "bar" ? c.x2 - Math.sign(c.x2 - c.x1) * 14 : c.x2;
    ties.push({ id: `tie:${i}`, x1: c.x1, y1: c.y1, x2, y2: c.y2, width: c.style === "standing" ? 4 : c.style === "attended" ? 1 : 2.25, dashes: DASH[c.style] || false, color, opacity: 1 });
    if (c.style === "withheld") p.marks.push({ style: "withheld", x: (c.x1 + c.x2) / 2, y: (c.y1 + c.y2) / 2, color });
    if (c.style === "bar") p.marks.push({ style: "bar", x: x2, y: c.y2, color });
  });
  const railUS = 344, railMX = 712, me = boxes.get(p.chosen);
  p.rail = narrow() || !me ? [] : p.rail.map((r) => { const b = boxes.get(r.target); if (!b || !b.bl || sideOf(b) === "int" || sideOf(me) === "int") return null; const us = sideOf(b) === "us"; return { x: us ? railUS : railMX, edge: us ? 324 : 732, y1: me.y + me.h / 2, y2: b.k === "block" ? b.y + 14 : b.y + b.h / 2, style: r.style }; }).filter(Boolean);
  return { p, all, opened, ties };
}
function renderDiagram() {
  C = palette();
  const { p, all, opened, ties } = layOut();
  const vn = all.map((b) => visNode(b));
  const ve = ties.map((tie) => {
    const [from, to] = [`${tie.id}:a`, `${tie.id}:b`];
    vn.push(port(from, tie.x1, tie.y1), port(to, tie.x2, tie.y2));
    return { id: tie.id, from, to, width: tie.width, dashes: tie.dashes || false, color: { color: tie.color, opacity: tie.opacity } };
  });
  if (!network) {
    nodes = new vis.DataSet(vn); edges = new vis.DataSet(ve);
    network = new vis.Network($("canvas"), { nodes, edges }, DATA.diagram.options);
    network.on("beforeDrawing", heads);
    network.on("afterDrawing", afterDrawing);
    network.on("click", (e) => { const id = network.getNodeAt(e.pointer.DOM); if (id !== undefined) { focusBox = id; choose(id); } });
    network.on("hoverNode", () => { $("canvas").style.cursor = "pointer"; });
    for (const e of $("canvas").querySelectorAll("[tabindex]")) e.removeAttribute("tabindex");
    fitMap();
  } else {
    edges.clear(); nodes.clear(); nodes.add(vn); edges.add(ve);
  }
  if (!fitted) fitMap();
  if (p.open && !narrow()) keepInView(boxes.get(`open:${state.id}`) || opened[0]);
  renderLegend(p);
}
let fitted = false;
const phoneHeight = () => Math.max(...D.map.phone.map((b) => b.y + b.h)) + 12;
function fitMap() {
  const width = $("canvas").clientWidth, height = $("canvas").clientHeight;
  if (!width) { fitted = false; return; } // not on the screen: when it is again
  const size = narrow() ? [phoneWidth(), phoneHeight()] : [1056, 772];
  const x = width >= size[0] ? size[0] / 2 : width / 2, y = height >= size[1] ? size[1] / 2 : height / 2;
  network.moveTo({ position: { x, y }, scale: 1 });
  fitted = true;
}
/* each curve gets its own port on both boxes, sorted by the height of its other end */
function curvePorts(curves) {
  const ends = new Map();
  const made = [];
  for (const c of curves) {
    const a = boxes.get(c.from), b = boxes.get(c.to);
    if (!a || !b || sideOf(a) === "int" || sideOf(b) === "int") continue; // shown by its frame alone
    const card = a.k === "domain" ? a : b, unit = card === a ? b : a;
    const us = unit.x < card.x;
    const end = { c: Object.assign({}, c, { country: us ? "us" : "mx" }), a, b, us, unit, card };
    made.push(end);
    for (const [box, other, side] of [[unit, card, "u"], [card, unit, us ? "l" : "r"]]) { const k = `${box.id}|${side}`; if (!ends.has(k)) ends.set(k, []); ends.get(k).push({ end, box, other, side }); }
  }
  for (const group of ends.values()) {
    group.sort((x, y) => x.other.y - y.other.y);
    const box = group[0].box, room = box.h - 8, step = Math.min(8, group.length > 1 ? room / (group.length - 1) : 0);
    group.forEach((g, i) => { const y = box.y + box.h / 2 + (i - (group.length - 1) / 2) * step; if (g.side === "u") g.end.yu = y; else g.end.yc = y; });
  }
  return made.map((e) => {
    const inner = boxes.get(`${e.unit.id.startsWith("open:") ? "open:" : ""}block:${e.unit.bl}`) || e.unit;
    const xu = e.us ? Math.max(inner.x + inner.w, e.unit.x + e.unit.w) : Math.min(inner.x, e.unit.x), xc = e.us ? e.card.x : e.card.x + e.card.w;
    return Object.assign(e.c, { x1: xu, y1: e.yu, x2: xc, y2: e.yc });
  });
}
const tieLegend = (p) => [...STRONG, "bar"].filter((s) => p.legend.has(s)).map((s) => h("span", {}, tieGlyph(s), w(`legend.${s}`)));
const restCount = () => w("status.map", { b: boxes.size, t: restEdges().length });
function renderLegend(p) {
  const parts = [];
  if (state.view !== "map") parts.push(h("span", { text: w(`hint.${state.view}`) }));
  else if (state.form !== "diagram") parts.push(h("span", { text: subjectName() || "" }));
  else if (!state.kind) parts.push(h("span", { text: restCount() }));
  else {
    parts.push(...tieLegend(p));
    if (!parts.length) parts.push(h("span", { text: subjectName() || "" }));
  }
  $("legend").replaceChildren(...parts);
  $("handling").textContent = `${registry.info.handling[state.lang]} ${w("edition", { e: DATA.meta.edition })}, ${DATA.meta.digest}`;
}
