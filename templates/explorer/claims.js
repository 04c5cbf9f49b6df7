/* -- claims ---------------------------------------------------------------------------------- */
function bars(n) {
  return h("span", { class: `bars b${n}`, "aria-hidden": "true" }, h("i"), h("i"), h("i"));
}
function cite(c) {
  const s = D.sources[c.s];
  const head = h("summary", {}, bars(s.b), cap(t(s.k)), h("span", { text: `${s.sh}, ${t(c.p)}` }), c.d ? h("span", { text: c.d }) : "", c.y ? h("span", { class: "age", text: w("yearsOld", { n: c.y }) }) : "");
  const body = h("dl", {},
    h("dt", { text: w("source") }), h("dd", { text: s.t, lang: s.l === "es" ? "es-MX" : "en" }),
    c.q ? [h("dt", { text: w("quote") }), h("dd", {}, h("blockquote", { text: `“${c.q}”`, lang: c.ql === "es" ? "es-MX" : "en" }))] : "",
    h("dt", { text: w("publisher") }), h("dd", { text: s.pub + (s.pc ? `, ${t(s.pc)}` : "") + (s.d ? `, ${s.d}` : "") }),
    h("dt", { text: w("read") }), h("dd", { text: t(s.r) }),
    s.u ? h("dd", {}, h("a", { href: s.u, rel: "noreferrer noopener", text: w("openSource") })) : "");
  return h("div", { class: "cite" }, h("details", {}, head, body));
}
/* the same test as footing() of the registry: press alone, or republished copies at best */
const PRESS = ["news", "reference"], COPIES = [...PRESS, "official-republished"];
function footing(list) {
  const kinds = list.map((c) => D.sources[c.s].kd);
  const key = kinds.every((k) => PRESS.includes(k)) ? "press" : kinds.every((k) => COPIES.includes(k)) ? "republished" : "";
  return key ? h("p", { class: "stat weak", text: w(`footing.${key}`) }) : "";
}
const cites = (list) => (list && list.length ? [footing(list), ...list.map(cite)] : []);
/* a correction goes to the line in the repository, where one is named, or into a mail that says what
   it is about; *id* is that of an agency's statement (agency/name) or of a record of its own */
function propose(id, text) {
  const base = registry.info.corrections, agency = registry.agencies.get(id.split("/")[0]);
  const where = agency ? `registry/agencies/${agency.country}/${agency.id}.yaml: ${id}` : id;
  const subject = w("proposeSubject", { id }), body = `${text}\n\n${where}\n${w("edition", { e: DATA.meta.edition })}, ${DATA.meta.digest}, ${longDay(state.day, state.lang)}\n\n${w("proposeBody")}\n`;
  const href = base && DATA.where[id] ? `${base.replace(/\/$/, "")}/blob/main/registry/${DATA.where[id]}` : `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  return h("p", { class: "stat fix" }, h("a", { href, rel: "noreferrer noopener", text: w("propose") }));
}
function duty(d, withAgency) {
  const notes = [];
  if (d.sx) notes.push(t(d.sx));
  if (d.unc) notes.push(w("uncertain"));
  if (d.sole) notes.push(w("exclusive"));
  if (d.w && t(d.w)) notes.push(t(d.w));
  if (d.pl) notes.push(t(d.pl));
  return h("li", { class: "claim" },
    h("span", { class: `role ${d.r} ${d.st}`, title: t(d.rx), text: d.r }),
    h("p", {}, withAgency ? [agencyLink(withAgency), ": "] : [link("function", d.f, cap(functionName(d.f)), { style: null }), ". "], t(d.t)),
    notes.length ? h("p", { class: "stat", text: notes.join("; ") }) : "",
    d.lb ? h("p", { class: "stat", text: `${w("basis")}: ${t(d.lb)}` }) : "",
    cites(d.src), propose(d.id, t(d.t)));
}
function list(items, make, least, attributes) {
  const ul = h("ul", attributes);
  const show = (n) => { for (const x of items.slice(ul.children.length, n)) ul.append(make(x)); };
  show(least);
  if (items.length <= least) return ul;
  const more = h("button", { type: "button", class: "link", text: w("showAll", { n: items.length }), on: { click() { const first = ul.children.length; show(items.length); more.remove(); (ul.children[first].querySelector("a, summary") || ul).focus(); } } });
  return [ul, more];
}
function section(title, count, ...content) {
  return h("section", {}, h("h3", {}, title, count === null ? "" : h("span", { text: String(count) })), ...content);
}
const sentenceRow = (text, extra) => h("li", { class: "claim" }, h("span", {}), h("p", { text }), extra || "");
function gradeMark(n) {
  return h("span", { class: "grade", role: "img", "aria-label": `${w("grade")} ${n}` }, [1, 2, 3, 4].map((i) => h("i", { class: i <= n ? "on" : null })));
}
const overlapRow = (o) => h("li", { class: "claim" }, h("span", { text: String(o.g), title: w("grade") }), h("p", {}, gradeMark(o.g), t(o.t)));
function chips(ids) {
  return h("div", { class: "chips" }, ids.map((id) => agencyLink(id, { class: countryOf(id) })));
}
function heading(kind, ...title) {
  return [h("div", { class: "kind" }, h("span", { text: kind }), h("button", { type: "button", class: "link", "aria-label": w("close"), text: "✕", on: { click: clear } })), h("h2", { class: "name" }, ...title)];
}
function clear() { if (state.kind) { location.hash = address({ kind: null, id: null }); $($("diagram").hidden ? "stage" : "canvas").focus(); } }
