"use strict";
// Help on the report's page, which is complete without it: tables sort by a column, rows stand below
// each other on a phone, and a finding's link is copied. It makes no text of its own and holds no data.
{
  const root = document.documentElement;
  const said = document.getElementById("said");
  const compare = new Intl.Collator(root.lang, { numeric: true }).compare;
  const key = (row, column) => row.cells[column].textContent.trim();

  function sortable(table) {
    const body = table.tBodies[0];
    const order = [...body.rows];
    if (order.length < 3) return;
    const rows = order.filter((row) => !row.classList.contains("band"));
    const heads = [...table.tHead.rows[0].cells];

    function sort(column) {
      const was = heads[column].getAttribute("aria-sort");
      for (const head of heads) head.removeAttribute("aria-sort");
      if (was === "descending") return body.append(...order); // as printed
      heads[column].setAttribute("aria-sort", was ? "descending" : "ascending");
      const sign = was ? -1 : 1;
      const sorted = [...rows].sort((a, b) => sign * compare(key(a, column), key(b, column)));
      for (const row of order) row.remove(); // groups mean nothing in another order
      body.append(...sorted);
    }

    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(column));
      head.append(button);
    });
  }

  // On a phone a row is a card: each cell below the other, beside or below the head of its column.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const roleOf = (e) => roles[e.tagName] || (e.scope === "col" ? "columnheader" : "rowheader");

  function cards(table) {
    const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
    for (const row of table.tBodies[0].rows) {
      [...row.cells].forEach((cell, column) => {
        if (cell.tagName === "TD") cell.dataset.head = heads[column];
      });
    }
    // what is no longer laid out as a table is still read as one
    for (const e of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
      e.setAttribute("role", roleOf(e));
    }
    table.classList.add("cards");
  }

  const phone = matchMedia("(max-width: 640px)");
  function fit() {
    if (!phone.matches) return;
    for (const table of document.querySelectorAll("table:not(.matrix, .few, .cards)")) cards(table);
  }

  for (const table of document.querySelectorAll("table.sorts")) sortable(table);
  fit();
  phone.addEventListener("change", fit);

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.self");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      return; // no clipboard here: the link still leads to the row, and the address bar shows it
    }
    said.textContent = `${said.dataset.copied}: ${decodeURIComponent(link.hash)}`;
    said.hidden = false;
    clearTimeout(said.timer);
    said.timer = setTimeout(() => { said.hidden = true; }, 4000);
  });
}
