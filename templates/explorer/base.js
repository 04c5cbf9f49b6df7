/* The explorer. Data comes from the registry as JSON; nothing is fetched, stored or evaluated, and
   text only ever reaches the page as text. All parts share one scope, in the order of PARTS. */
const $ = (id) => document.getElementById(id);
const { Registry, Day, fold, shortDay, longDay, oneStop } = engine;
const registry = new Registry(DATA);
const LANGS = ["en", "es"];
const SUBJECTS = ["agency", "series", "block", "domain", "function", "mechanism", "place", "instrument"];
const VIEW_NAMES = ["map", "function", "agency", "counterpart", "path", "matrix", "changes", "brief"];
const PAGE = 50;
const byId = (list) => new Map(list.map((x) => [x.id, x]));
const phone = matchMedia("(max-width: 767px)");
const state = { kind: null, id: null, lang: "en", form: "diagram", country: [], level: [], fn: "", role: [], in: "", tie: [], only: [], day: DATA.meta.asOf, view: "map", a: "", b: "", f: "", p: "", from: "", open: [], sort: "", steps: "" };
let L = 0, network = null, nodes = null, edges = null, boxes = new Map(), focusBox = null;
let drawing = { chosen: null, tied: new Set(), related: null, rail: [], marks: [], open: null };

/* -- the day: all that is shown of it is computed from the registry when it is asked for --------- */
let D, agencies, gone, functions, domains, mechanisms, blocks, series;
const days = new Map();
const KEPT_DAYS = 8;
function setDay(day) {
  if (D && D.day === day) return;
  if (!days.has(day)) {
    if (days.size >= KEPT_DAYS) days.delete(days.keys().next().value);
    const model = new Day(registry, day);
    days.set(day, Object.assign(model.all(), { day, model, date: LANGS.map((lang) => shortDay(day, lang)) }));
  }
  D = days.get(day);
  [agencies, gone, functions, domains, mechanisms, blocks, series] = [D.agencies, D.gone, D.functions, D.domains, D.mechanisms, D.blocks, D.series].map(byId);
}

/* citations of a record that the day's data does not hold yet */
function cited(citations) {
  const list = D.model.cite(citations);
  while (D.sources.length < D.model.sourceIds.length) D.sources.push(D.model.source(D.model.sourceIds[D.sources.length]));
  return list;
}
const speaker = () => D.model.speakers[L];
/* a text of the registry in the language of the page */
const spoken = (text) => text[state.lang];

const t = (pair) => (pair ? pair[L] : "");
const w = (key, vars) => oneStop(DATA.words[L][key].replace(/\{(\w+)\}/g, (_, k) => vars[k]));
const cap = (s) => s.charAt(0).toUpperCase() + s.slice(1);
const official = (a) => a.n[a.ol === "es" ? 1 : 0];
const own = (a) => (a.ol === "es" ? "es-MX" : "en");
const say = (text) => { $("live").textContent = ""; requestAnimationFrame(() => { $("live").textContent = text; }); };

/* -- elements: text is only ever set as text ------------------------------------------------ */
/* a link leads to a place in this page, a file beside it, a web page or a mail: nothing else */
const leads = (href) => { const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href.replace(/[\u0000-\u0020]/g, "")); return !scheme || ["http", "https", "mailto", "blob"].includes(scheme[1].toLowerCase()); };
function h(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (v === null || v === undefined || v === false) continue;
    if (k === "on") for (const [event, f] of Object.entries(v)) e.addEventListener(event, f);
    else if (k === "text") e.textContent = v;
    else if (k === "href" && !leads(String(v))) continue;
    else e.setAttribute(k, v === true ? "" : v);
  }
  for (const c of children.flat(4)) if (c !== null && c !== undefined && c !== "") e.append(c);
  return e;
}
const SVG = "http://www.w3.org/2000/svg";
function svg(tag, attributes, ...children) {
  const e = document.createElementNS(SVG, tag);
  for (const [k, v] of Object.entries(attributes || {})) if (v !== null && v !== undefined && v !== false) e.setAttribute(k, String(v));
  e.append(...children.flat());
  return e;
}
