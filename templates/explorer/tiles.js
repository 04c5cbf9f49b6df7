/* -- the states of Mexico as equal tiles, and any other series as a list ---------------------------- */
/* rough geographic order: one row of tiles a line, "." where no tile stands */
const STATE_GRID = [
  "BCN SON CHH COA NLE TAM",
  "BCS SIN DUR ZAC SLP",
  ". NAY JAL AGU GUA QUE HID",
  ". COL MIC MEX CMX TLA VER . YUC",
  ". . . GRO MOR PUE TAB CAM ROO",
  ". . . . . OAX CHP",
].map((row) => row.split(" "));
const TILE_STATES = ["held", "absent", "contested", "announced", "empty"];
/** How an agency stands to a function, from its areas: what is held counts before what is said absent. */
function tileState(areas) {
  const has = (status) => areas.some((x) => x.r.status === status);
  return has("contested") ? "contested" : has("asserted") ? "held" : has("asserted-absent") ? "absent" : has("announced") ? "announced" : "empty";
}
/** The code of the state an agency is of, or "": from the places its duties name, else from its id. */
function stateCode(id) {
  const places = registry.agencies.get(id).responsibilities.flatMap((r) => r.places), known = (code) => STATE_GRID.some((row) => row.includes(code));
  const named = places.map((p) => p.slice(3)).find((code, n) => places[n].startsWith("MX-") && known(code)), own = id.slice(-3).toUpperCase();
  return named || (registry.agencies.get(id).country === "mx" && known(own) ? own : "");
}
/** Tiles of the members of a series: by state where each is of one, else in alphabetical order. */
function seriesTiles(members, areasOf) {
  const codes = new Map(members.map((id) => [stateCode(id), id]).filter(([code]) => code)), byState = codes.size >= 3 && codes.size === members.length;
  const counts = Object.fromEntries(TILE_STATES.map((x) => [x, 0]));
  const tile = (id, text, place) => {
    const areas = id ? areasOf(id) : [], status = tileState(areas), facts = areas.map((x) => `area:${x.id}`).join(" ") || null;
    counts[status] += 1;
    const name = `${text}, ${place ? `${place}: ` : ""}${w(`tile.${status}`)}`, look = { class: `tile ${status}`, "data-facts": facts };
    return id ? agencyLink(id, Object.assign(look, { text, "aria-label": name, title: name, "data-code": text })) : h("span", Object.assign(look, { text, title: name, "data-code": text }), h("span", { class: "sr", text: `, ${place}: ${w("tile.empty")}` }));
  };
  const cells = byState
    ? STATE_GRID.flatMap((row, y) => row.flatMap((code, x) => (code === "." ? [] : [[x, y, tile(codes.get(code), code, placeName(`MX-${code}`))]])))
    : members.map((id) => [id, shortName(id)]).sort(bySort).map(([id, text]) => [null, null, tile(id, text, "")]);
  const map = h("ul", { class: byState ? "tiles map" : "tiles" }, cells.map(([x, y, e]) => { const li = h("li", {}, e); if (byState) { li.style.gridColumn = x + 1; li.style.gridRow = y + 1; } return li; }));
  const legend = h("p", { class: "tilekey" }, TILE_STATES.filter((x) => counts[x]).map((x) => h("span", {}, h("b", { class: `tile ${x}`, text: String(counts[x]) }), ` ${w(`tile.${x}`)}`)));
  return [map, legend];
}
const shortName = (id) => t((agencies.get(id) || gone.get(id)).s);
