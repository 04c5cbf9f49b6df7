/* -- to take away: the diagram as a picture, its table as CSV -------------------------------------------- */
function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const a = h("a", { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  say(w("saved", { f: name }));
}
function fileStem() {
  const asked = state.view === "map" ? [state.id || "map"] : [state.view, state.a, state.b, state.f, state.p, state.from];
  return ["agencymap", ...asked, state.day, state.lang].filter(Boolean).join("-").replace(/[^\w-]+/g, "-");
}
function cellText(cell) {
  const summary = cell.querySelector("summary"); // a source: its line, not what opens below it
  const texts = [...(summary || cell).childNodes].map((c) => c.textContent.replace(/\s+/g, " ").trim()).filter(Boolean);
  return texts.join(summary ? "; " : " ");
}
/* a leading sign that a spreadsheet would run as a formula is kept as text */
const csvCell = (text) => { const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text; return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe; };
function tableCsv(tables) {
  const lines = tables.map((e) => [...e.rows].map((row) => [...row.cells].map((c) => csvCell(cellText(c))).join(",")).join("\r\n"));
  return `\ufeff${lines.join("\r\n\r\n")}\r\n`;
}
function wholeTables() {
  const host = h("div", {}, (state.view === "map" ? tableParts() : VIEWS[state.view].table()).flat(3).filter(Boolean));
  for (const more of host.querySelectorAll("button.link:not([aria-expanded])")) while (more.parentElement) { const had = host.querySelectorAll("tr").length; more.click(); if (host.querySelectorAll("tr").length === had) break; }
  const tables = [...host.querySelectorAll("table")];
  return tables.length ? tables : [h("table", {}, h("tbody", {}, [...host.children].map((e) => h("tr", {}, h("td", { text: e.textContent })))))]; // nothing is asked yet
}
const saveCsv = () => download(`${fileStem()}.csv`, new Blob([tableCsv(wholeTables())], { type: "text/csv;charset=utf-8" }));
const saveSvg = () => download(`${fileStem()}.svg`, new Blob([svgText(picture())], { type: "image/svg+xml" }));
/* twice the size on the screen; less where a canvas of that size would be refused */
const MOST = { side: 16384, area: 120e6 };
function savePng() {
  const name = `${fileStem()}.png`, drawn = picture(), image = new Image();
  const [width, height] = ["width", "height"].map((k) => Number(drawn.getAttribute(k)));
  const scale = Math.min(2, MOST.side / Math.max(width, height), Math.sqrt(MOST.area / (width * height)));
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => download(name, blob), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(drawn))}`;
}
/* the menu opens to the side that has room for it */
$("save").addEventListener("toggle", () => { const sheet = $("save").querySelector(".sheet"); sheet.classList.toggle("rightward", $("save").getBoundingClientRect().right < sheet.offsetWidth + 8); });
function shutSave(refocus) { $("save").open = false; if (refocus) $("save").firstElementChild.focus(); }
for (const [id, work] of [["save-svg", saveSvg], ["save-png", savePng], ["save-csv", saveCsv]]) $(id).addEventListener("click", () => { shutSave(true); work(); });
document.addEventListener("pointerdown", (e) => { if ($("save").open && !$("save").contains(e.target)) shutSave(false); });
