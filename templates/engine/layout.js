/* Where everything stands on the map: a port of agencymap/layout.py. Units are CSS pixels at scale
   1; x grows to the right, y downwards; a box is {id, kind, block, x, y, w, h, inside, indent}. */
const LEFT = 28, SPINE = 424, RIGHT = 732, COLUMN = 296, SPINE_WIDTH = 208, TOP = 55, BOTTOM = 759;
const TITLE = 26, ROW = 24, ROW_GAP = 4, FOOT = 8, BOX_GAP = 4, BOX_PAD = 8, BLOCK_PAD = 8, CARD_GAP = 10, SPINE_GAP = 6, OPEN_COLUMNS = 3, OPEN_MOST = 180;
const PHONE_COLUMNS = [0, 134, 260], PHONE_WIDTHS = [106, 98, 106], PHONE_BOX = 40, PHONE_GAP = 6;
/* advance widths of Helvetica in thousandths of the size, from space to tilde */
const METRICS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const UNACCENTED = Object.fromEntries([..."áéíóúüñÁÉÍÓÚÜÑ’–"].map((c, i) => [c, "aeiouunAEIOUUN'-"[i]]));
const tenth = (x) => Number(x.toFixed(1));
function textWidth(text, size, bold) {
  let total = 0;
  for (const char of text) total += METRICS[(UNACCENTED[char] || char).codePointAt(0) - 32] ?? 600;
  return ((total * size) / 1000) * (bold ? 1.06 : 1);
}
const tieClass = (n) => (n > 0) + (n > 2) + (n > 7);

/** Return {rest, opened: {block: boxes}, phone, members: {box: agencies}, home: {agency: box}}. */
function mapLayout(snapshot, ties) {
  const registry = snapshot.registry, sizes = new Map();
  for (const b of snapshot.blocks.values()) if (b) sizes.set(b.id, (sizes.get(b.id) || 0) + 1);
  const size = (block) => sizes.get(block.id) || 0;
  const tied = (agencies) => agencies.reduce((n, a) => n + (ties[a] || 0), 0);
  const duties = {};
  for (const area of snapshot.counted) duties[area.agency.id] = (duties[area.agency.id] || 0) + 1;
  const owed = (agencies) => agencies.reduce((n, a) => n + (duties[a] || 0), 0);
  const entry = (box, agencies) => ({ box, agencies, rank: [-tieClass(tied(agencies)), -tieClass(owed(agencies)), box] });
  const compareRank = (a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || compareText(a.rank[2], b.rank[2]);

  function tree(block) {
    const here = [...snapshot.agencies.keys()].filter((a) => snapshot.blocks.get(a)?.id === block.id), inside = new Set(here);
    const roots = block.agencies.filter((a) => inside.has(a)), below = new Map();
    for (const a of here) {
      const parent = snapshot.ancestors.get(a).find((p) => inside.has(p)) ?? null;
      if (!below.has(parent)) below.set(parent, []);
      below.get(parent).push(a);
    }
    const family = (a) => [a, ...(below.get(a) || EMPTY).flatMap(family)];
    const tops = [...(below.get(null) || EMPTY).filter((a) => !roots.includes(a)), ...roots.flatMap((r) => below.get(r) || EMPTY)];
    const entries = [], bySeries = new Map();
    for (const a of tops) {
      const series = registry.agencies.get(a).series;
      if (!series) entries.push(entry(a, family(a)));
      else { if (!bySeries.has(series)) bySeries.set(series, []); bySeries.get(series).push(a); }
    }
    for (const [series, offices] of bySeries) {
      const sorted = offices.slice().sort();
      if (offices.length > 2) entries.push(entry(`series:${series}`, sorted.flatMap(family)));
      else entries.push(...sorted.map((o) => entry(o, family(o))));
    }
    entries.sort(compareRank);
    const order = [], weights = new Map(), weight = (a) => { if (!weights.has(a)) weights.set(a, tied(family(a))); return weights.get(a); };
    const visit = (a, depth) => {
      order.push([a, depth]);
      for (const child of (below.get(a) || EMPTY).slice().sort((x, y) => weight(y) - weight(x) || compareText(x, y))) visit(child, depth + 1);
    };
    for (const root of roots) order.push([root, 0]);
    for (const top of tops.slice().sort((x, y) => tieClass(weight(y)) - tieClass(weight(x)) || compareText(x, y))) visit(top, roots.length ? 1 : 0);
    return { roots, entries, order, size: here.length };
  }
  const trees = new Map(registry.blocks.map((b) => [b.id, tree(b)]));

  function label(box, lang) {
    if (!box.startsWith("series:")) return shortOf(registry.agencies.get(box), lang);
    const name = titleOf(registry.series.get(box.slice(7)).name, lang);
    return name.charAt(0).toUpperCase() + name.slice(1);
  }
  const unitsIn = (e) => e.agencies.length - (e.box.startsWith("series:") ? 0 : 1);
  function boxWidth(e) {
    const number = unitsIn(e), widest = Math.max(...["en", "es"].map((lang) => textWidth(label(e.box, lang), 12, true)));
    return tenth(Math.min(widest + (number ? textWidth(` ${number}`, 12) : 0) + 2 * BOX_PAD, COLUMN - 2 * BLOCK_PAD));
  }
  function linesOf(entries, limit) {
    const found = [[]];
    let used = 0;
    for (const e of entries) {
      const w = boxWidth(e), last = limit !== null && found.length === limit;
      if (found[found.length - 1].length && used + w > COLUMN - 2 * BLOCK_PAD - (last ? 34 : 0)) {
        if (last) break;
        found.push([]);
        used = 0;
      }
      found[found.length - 1].push([e, w]);
      used += w + BOX_GAP;
    }
    return found;
  }
  const heightOf = (rows) => TITLE + rows * ROW + (rows - 1) * ROW_GAP + FOOT;
  const box = (id, kind, block, x, y, w, h, inside = 0, indent = 0) => ({ id, kind, block, x, y, w, h, inside, indent });
  function boxesOf(block, entries, rows, x, y) {
    const found = [], lines = linesOf(entries, rows);
    const drawn = lines.reduce((n, l) => n + l.length, 0), hidden = entries.slice(drawn).reduce((n, e) => n + e.agencies.length, 0);
    lines.forEach((line, number) => {
      const top = tenth(y + TITLE + number * (ROW + ROW_GAP));
      let offset = BLOCK_PAD;
      const left = (w) => tenth(block.country === "us" ? x + COLUMN - offset - w : x + offset); // U.S. rows run outward
      for (const [e, w] of line) {
        found.push(box(e.box, e.box.startsWith("series:") ? "series" : "agency", block.id, left(w), top, w, ROW, unitsIn(e)));
        offset += w + BOX_GAP;
      }
      if (hidden && number === lines.length - 1) {
        const w = tenth(textWidth(`+${hidden}`, 12) + 10);
        found.push(box(`more:${block.id}`, "more", block.id, left(w), top, w, ROW, hidden));
      }
    });
    return found;
  }
  function column(side, x) {
    const wanted = new Map(side.map((b) => [b.id, linesOf(trees.get(b.id).entries, null).length])), rows = new Map(side.map((b) => [b.id, 1]));
    let room = BOTTOM - TOP - side.length * heightOf(1) - (CARD_GAP * (side.length - 1)) / 2;
    for (const limit of [2, 3]) for (const b of side) {
      const need = ROW + ROW_GAP;
      if (rows.get(b.id) === limit - 1 && wanted.get(b.id) >= limit && room >= need) { rows.set(b.id, limit); room -= need; }
    }
    const total = side.reduce((n, b) => n + heightOf(rows.get(b.id)), 0);
    const gap = Math.min(Math.max((BOTTOM - TOP - total) / Math.max(side.length - 1, 1), 4), 12), found = [];
    let y = TOP;
    for (const b of side) {
      const height = heightOf(rows.get(b.id)), t = trees.get(b.id);
      found.push(box(`block:${b.id}`, "block", b.id, x, tenth(y), COLUMN, height, t.size), ...boxesOf(b, t.entries, rows.get(b.id), x, y));
      y += height + gap;
    }
    return found;
  }
  const sideOf = (country) => registry.blocks.filter((b) => b.country === country);
  const cards = [
    ...registry.domains.map((d) => [`domain:${d.id}`, "domain", "", d.functions.length]),
    ...sideOf("int").filter(size).map((b) => [`block:${b.id}`, "block", b.id, size(b)]),
  ];
  function spine() {
    const height = Math.min((BOTTOM - TOP - SPINE_GAP * (cards.length - 1)) / cards.length, 96);
    return cards.map(([id, kind, block, inside], n) => box(id, kind, block, SPINE, tenth(TOP + n * (height + SPINE_GAP)), SPINE_WIDTH, tenth(height), inside));
  }
  const rest = [...column(sideOf("us"), LEFT), ...column(sideOf("mx"), RIGHT), ...spine()];
  const byId = new Map(rest.map((b) => [b.id, b])), members = {}, home = {};
  for (const [id, t] of trees) {
    for (const e of t.entries) {
      if (byId.has(e.box)) members[e.box] = e.agencies;
      for (const a of e.agencies) home[a] = byId.has(e.box) ? e.box : `block:${id}`;
    }
    for (const root of t.roots) home[root] = `block:${id}`;
  }
  const opened = {}, fits = Math.floor((BOTTOM - TOP - TITLE - FOOT) / (ROW + ROW_GAP));
  for (const block of registry.blocks) {
    const place = byId.get(`block:${block.id}`);
    if (!place) continue;
    const t = trees.get(block.id), every = t.order.filter(([a, d]) => d || !t.roots.includes(a)).map(([a, d]) => [a, Math.max(d - 1, 0)]);
    const left = every.length > OPEN_MOST ? every.length - OPEN_MOST + 1 : 0, units = left ? [...every.slice(0, OPEN_MOST - 1), [`more:${block.id}`, 0]] : every;
    const columns = Math.min(Math.max(Math.ceil(units.length / fits), 1), OPEN_COLUMNS), rows = Math.ceil(units.length / columns);
    const height = TITLE + Math.max(rows, 1) * (ROW + ROW_GAP) + FOOT, y = Math.max(Math.min(place.y, BOTTOM - height), TOP);
    const width = (place.w - 2 * BLOCK_PAD - (columns - 1) * BOX_GAP) / columns;
    opened[block.id] = [
      box(place.id, "block", block.id, place.x, tenth(y), place.w, tenth(height), t.size),
      ...units.map(([a, depth], n) => {
        const c = Math.floor(n / rows), indent = Math.min((columns === 1 ? 16 : 6) * depth, width / 3);
        const edge = place.x + BLOCK_PAD + c * (width + BOX_GAP) + (block.country === "us" ? 0 : indent), more = left && n === units.length - 1;
        return box(a, more ? "more" : "agency", block.id, tenth(edge), tenth(y + TITLE + (n % rows) * (ROW + ROW_GAP)), tenth(width - indent), ROW, more ? left : 0, depth);
      }),
    ];
  }
  const step = PHONE_BOX + PHONE_GAP, phone = cards.map(([id, kind, block, inside], n) => box(id, kind, block, PHONE_COLUMNS[1], 30 + n * step, PHONE_WIDTHS[1], PHONE_BOX, inside));
  for (const [country, c] of [["us", 0], ["mx", 2]]) {
    const side = sideOf(country), all = cards.length * step - PHONE_GAP;
    const height = Math.min(Math.max(side.length ? (all - PHONE_GAP * (side.length - 1)) / side.length : 0, PHONE_BOX), 84);
    side.forEach((b, n) => phone.push(box(`block:${b.id}`, "block", b.id, PHONE_COLUMNS[c], tenth(30 + n * (height + PHONE_GAP)), PHONE_WIDTHS[c], tenth(height), size(b))));
  }
  return { rest, opened, phone, members, home, label };
}
