/* -- to take away: the diagram as a picture, any table as CSV ---------------------------------------- */
function download(name, blob) {
  const url = URL.createObjectURL(blob);
  const a = h("a", { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  say(w("saved", { f: name }));
}
const fileStem = () => ["agencymap", state.view === "map" ? state.id || "map" : state.view, state.day, state.lang].join("-").replace(/[^\w-]+/g, "-");
function cellText(cell) {
  const summary = cell.querySelector("summary"); // a source: its line, not what opens below it
  return (summary || cell).textContent.replace(/\s+/g, " ").trim();
}
/* a leading sign that a spreadsheet would run as a formula is kept as text */
const csvCell = (text) => { const safe = /^[=+@\t\r-]/.test(text) ? `'${text}` : text; return /[",\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe; };
function tableCsv(tables) {
  const lines = tables.map((e) => [...e.rows].map((row) => [...row.cells].map((c) => csvCell(cellText(c))).join(",")).join("\r\n"));
  return `\ufeff${lines.join("\r\n\r\n")}\r\n`;
}
function wholeTables() {
  const host = h("div", {}, (state.view === "map" ? tableParts() : VIEWS[state.view].table()).flat(3).filter(Boolean));
  for (let more; (more = host.querySelector("button.link")); ) more.click();
  return [...host.querySelectorAll("table")];
}
function save() {
  if (state.view === "map" && state.form === "diagram") {
    const canvas = $("canvas").querySelector("canvas"), picture = document.createElement("canvas");
    picture.width = canvas.width;
    picture.height = canvas.height;
    const ctx = picture.getContext("2d");
    ctx.fillStyle = C.canvas;
    ctx.fillRect(0, 0, picture.width, picture.height);
    ctx.drawImage(canvas, 0, 0);
    picture.toBlob((blob) => download(`${fileStem()}.png`, blob));
  } else download(`${fileStem()}.csv`, new Blob([tableCsv(wholeTables())], { type: "text/csv" }));
}
