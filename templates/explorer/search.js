/* -- search ------------------------------------------------------------------------------------ */
function searchIndex() {
  D.index ||= [
    ...D.agencies.map((a) => ({ kind: "agency", id: a.id, s: a.s, n: a.n, q: a.q, c: a.c })),
    ...D.gone.map((a) => ({ kind: "agency", id: a.id, s: a.s, n: a.n, q: a.q, c: a.c })),
    ...D.functions.map((f) => ({ kind: "function", id: f.id, s: f.n, n: f.def, q: f.q })),
    ...D.mechanisms.map((m) => ({ kind: "mechanism", id: m.id, s: m.s, n: m.n, q: m.q })),
    ...[...registry.places.values()].map((p) => ({ kind: "place", id: p.id, s: [p.name.en, p.name.es], n: placeKind(p), q: [...new Set([p.id, p.name.en, p.name.es].map(fold))] })),
    ...[...registry.instruments.values()].map((i) => { const names = [i.short_name, i.name].filter(Boolean); return { kind: "instrument", id: i.id, s: [names[0].en, names[0].es], n: [i.name.en, i.name.es], q: [...new Set([i.id, ...names.flatMap((x) => [x.en, x.es])].map(fold))] }; }),
  ];
  return D.index;
}
function near(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return false;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] <= most;
}
const alike = (typed, word) => typed.length >= 4 && near(typed, word, typed.length >= 8 ? 2 : 1);
function score(names, q) {
  let best = 9, by = "";
  const parts = q.split(/ +/).filter(Boolean);
  for (const name of names) {
    let s = 9;
    if (name === q) s = 0;
    else if (name.startsWith(q)) s = 1;
    else if (name.includes(` ${q}`)) s = 2;
    else if (name.includes(q)) s = 3;
    else if (parts.length > 1 && parts.every((part) => name.includes(part))) s = 3.5;
    else { const words = name.split(" "); if (parts.every((part) => words.some((word) => word.startsWith(part) || alike(part, word)))) s = 4; }
    if (s < best || (s === best && name.length < by.length)) { best = s; by = name; }
  }
  return [best, by];
}
let active = -1;
function search() {
  const q = fold($("q").value.trim());
  const hits = $("hits");
  active = -1;
  $("q").removeAttribute("aria-activedescendant");
  if (!q) { close(); return; }
  const found = searchIndex().map((x) => { const [s, by] = score(x.q, q); return { x, s, by }; }).filter((f) => f.s < 9);
  const least = Math.min(...found.map((f) => f.s), 9);
  const kept = found.filter((f) => f.s < 4 || least === 4);
  kept.sort((a, b) => a.s - b.s || t(a.x.s).length - t(b.x.s).length || (t(a.x.s) < t(b.x.s) ? -1 : 1));
  const parts = [];
  let number = 0;
  for (const [kind, title] of [["agency", "agency"], ["function", "function"], ["mechanism", "mechanism"], ["place", "place"], ["instrument", "instrument"]]) {
    const group = kept.filter((f) => f.x.kind === kind).slice(0, 8);
    if (!group.length) continue;
    parts.push(h("div", { class: "group", role: "presentation", text: w(title) }));
    for (const f of group) {
      const shown = fold(t(f.x.s) + " " + t(f.x.n)).includes(f.by) ? "" : `  (${w("foundBy", { q: f.by })})`;
      parts.push(h("div", { class: "hit", role: "option", id: `hit-${number++}`, "aria-selected": "false", "data-kind": f.x.kind, "data-id": f.x.id, on: { click() { pick(this); } } }, h("b", { text: cap(t(f.x.s)) }), h("small", { text: `${f.x.kind === "agency" ? official(agencies.get(f.x.id) || gone.get(f.x.id)) || t(f.x.n) : t(f.x.n)}${shown}` })));
    }
  }
  const n = kept.length;
  if (!n) parts.push(h("div", { class: "note", role: "presentation", text: w("results0", { q: $("q").value.trim() }) }));
  hits.replaceChildren(...parts);
  hits.hidden = false;
  $("q").setAttribute("aria-expanded", "true");
  say(n === 1 ? w("result1") : n ? w("results", { n }) : w("results0", { q: $("q").value.trim() }));
}
function close() { $("hits").hidden = true; $("q").setAttribute("aria-expanded", "false"); }
function pick(e) { const kind = e.dataset.kind, id = e.dataset.id; $("q").value = ""; close(); go(kind, id); $("panel").focus({ preventScroll: false }); }
$("q").addEventListener("input", search);
$("q").addEventListener("keydown", (e) => {
  const options = [...$("hits").querySelectorAll("[role=option]")];
  if (e.key === "Escape") { close(); return; }
  if (e.key === "Enter" && options.length && !$("hits").hidden) { e.preventDefault(); pick(options[Math.max(active, 0)]); return; }
  if (e.key !== "ArrowDown" && e.key !== "ArrowUp" || !options.length) return;
  e.preventDefault();
  active = (active + (e.key === "ArrowDown" ? 1 : -1) + options.length) % options.length;
  options.forEach((o, i) => o.setAttribute("aria-selected", String(i === active)));
  $("q").setAttribute("aria-activedescendant", options[active].id);
  options[active].scrollIntoView({ block: "nearest" });
});
document.addEventListener("click", (e) => { if (!e.target.closest(".search")) close(); for (const id of ["filters", "date"]) if (!e.target.closest(`#${id}`)) $(id).open = false; });
