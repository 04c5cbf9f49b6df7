/* The explorer. Data comes from the registry as JSON; nothing is fetched, stored or evaluated, and
   text only ever reaches the page as text. All parts share one scope, in the order of PARTS. */
const $ = (id) => document.getElementById(id);
const D = JSON.parse($("data").textContent);
const LANGS = ["en", "es"];
const SUBJECTS = ["agency", "series", "block", "domain", "function", "mechanism"];
const PAGE = 50;
const byId = (list) => new Map(list.map((x) => [x.id, x]));
const agencies = byId(D.agencies), gone = byId(D.gone), functions = byId(D.functions);
const domains = byId(D.domains), mechanisms = byId(D.mechanisms), blocks = byId(D.blocks);
const series = byId(D.series);
const phone = matchMedia("(max-width: 767px)");
const state = { kind: null, id: null, lang: "en", form: "diagram", country: [], level: [], fn: "" };
let L = 0, network = null, nodes = null, edges = null, boxes = new Map(), focusBox = null;
let drawing = { chosen: null, tied: new Set(), related: null, rail: [], marks: [], open: null };

const t = (pair) => (pair ? pair[L] : "");
const w = (key, vars) => D.words[L][key].replace(/\{(\w+)\}/g, (_, k) => vars[k]);
const cap = (s) => s.charAt(0).toUpperCase() + s.slice(1);
const fold = (s) => s.replace(/’/g, "'").normalize("NFKD").toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
const official = (a) => a.n[a.ol === "es" ? 1 : 0];
const own = (a) => (a.ol === "es" ? "es-MX" : "en");
const say = (text) => { $("live").textContent = ""; requestAnimationFrame(() => { $("live").textContent = text; }); };

/* -- elements: text is only ever set as text ------------------------------------------------ */
function h(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attributes || {})) {
    if (v === null || v === undefined || v === false) continue;
    if (k === "on") for (const [event, f] of Object.entries(v)) e.addEventListener(event, f);
    else if (k === "text") e.textContent = v;
    else e.setAttribute(k, v === true ? "" : v);
  }
  for (const c of children.flat()) if (c !== null && c !== undefined && c !== "") e.append(c);
  return e;
}
