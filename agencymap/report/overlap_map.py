"""The map of overlaps: who meets whom on each function, a mark for each overlap (F3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from agencymap.analysis.overlap import Overlap
from agencymap.language import capital, country_name, join
from agencymap.layout import text_width
from agencymap.report.base import Writer
from agencymap.vocabulary import Country

LABELLED = 40
"""Up to so many overlaps, the figure has a block with its id for each."""
TALL = 14
"""Blocks on top of each other; more stand side by side."""
SMALLEST = 3
"""Overlaps a function has in a country to be drawn as who × who; the tables list the others."""
ROWS_ON_A_PAGE = 57
"""Agencies in one column of panels on a page, with the heads of the panels."""
HEAD = 2.0
"""Height of the head of a panel and the gap after it, in such rows; one more where it wraps."""
WIDE = 232.0
"""Points of a head on one line."""
ROWS_AT_FIRST = 45
"""The same on the first page, where the section begins."""


def maps(w: Writer) -> list[dict[str, Any]]:
    """Return the figures of overlaps: blocks with ids when they are few, else who × who."""
    if not w.overlaps:
        return []
    if len(w.overlaps) <= LABELLED:
        return [_blocks(w)]
    panels = _panels(w)
    pages = _pages(panels)
    return [_who_by_who(w, page, n, len(pages)) for n, page in enumerate(pages, 1)]


# -- few: a labelled block for each ----------------------------------------------------------------


def _blocks(w: Writer) -> dict[str, Any]:
    """Return the unit chart: a column for each grade, a block with its id for each overlap."""
    columns: list[dict[str, Any]] = []
    counts = Counter(o.grade.value for o in w.overlaps)
    across = -(-max(counts.values()) // TALL)
    for grade, words in enumerate(w.grade_words()):
        mine = [o for o in w.overlaps if o.grade.value == grade]
        blocks: list[dict[str, Any]] = sorted(
            (
                {"id": w.codes[o.id], "country": w.snapshot.country(o.agencies[0]).value}
                for o in mine
            ),
            key=lambda b: (b["country"] != "us", b["id"]),
        )
        for n, block in enumerate(blocks):
            block |= {"x": n % across, "y": n // across}
        columns.append({
            "grade": grade, "text": words, "blocks": blocks,
            "empty": w.either("none", "ninguno") if not blocks else "",
        })  # fmt: skip
    word = w.either("grade", "grado")
    said = "; ".join(
        f"{word} {c['grade']}: {', '.join(b['id'] for b in c['blocks']) or c['empty']}" for c in columns
    )  # fmt: skip
    title = w.either(
        "Overlaps on file, by coordination grade",
        "Traslapes que constan, por grado de coordinación",
    )
    return w.figure(
        "overlap-blocks", "overlapblocks", title, f"{title}. {capital(said)}.",
        {"columns": columns, "across": across, "tall": -(-max(counts.values()) // across)},
        notes=[(w.either("Key", "Clave"), w.either(
            "a block for each overlap, with its id in the register; solid: United States; outlined: Mexico.",
            "un bloque por cada traslape, con su identificador en el registro; relleno: Estados Unidos; contorno: México."))])  # fmt: skip


# -- many: who × who -------------------------------------------------------------------------------


def _panels(w: Writer) -> list[dict[str, Any]]:
    """Return a panel for each country and function with several overlaps, in their order."""
    mine: dict[tuple[Country, str], list[Overlap]] = defaultdict(list)
    for o in w.overlaps:
        mine[w.snapshot.country(o.agencies[0]), o.function].append(o)
    return [
        _panel(w, country, function, overlaps)
        for (country, function), overlaps in mine.items()
        if len(overlaps) >= SMALLEST
    ]


def _panel(
    w: Writer, country: Country, function: str, overlaps: Sequence[Overlap]
) -> dict[str, Any]:
    """Return who meets whom on a function: a mark at row and column of the two, with the grade."""
    cells: dict[tuple[str, ...], list[int]] = defaultdict(list)
    members: dict[str, set[str]] = defaultdict(set)
    for o in overlaps:
        sides = tuple(w.side_of(a) for a in o.agencies)
        cells[sides].append(o.grade.value)
        for side, agency in zip(sides, o.agencies, strict=True):
            members[side].add(agency)
    names = {side: w.names(sorted(members[side])) for side in members}
    # each name stands where its row ends, so the longest come first
    order = sorted(members, key=lambda s: (-len(names[s]), names[s]))
    at = {side: n for n, side in enumerate(order)}
    marks = []
    for pair, grades in cells.items():
        places = sorted(at[s] for s in pair)
        low, high = min(grades), max(grades)
        marks.append({
            "row": places[-1], "column": places[0],
            "grade": str(low) if low == high else f"{low}+",
        })  # fmt: skip
    marks.sort(key=lambda m: (m["row"], m["column"]))
    return {
        "id": f"map-{country}-{function}",
        "title": w.fname(function),
        "country": country.value,
        "head": f"{_land(w, country)}, {len(overlaps)}",
        "agencies": [names[s] for s in order],
        "marks": marks,
        "grades": sorted((o.grade.value for o in overlaps), reverse=True),
    }  # fmt: skip


def _land(w: Writer, country: Country) -> str:
    return capital(country_name(country, w.lang)).removeprefix("The ").removeprefix("Los ")


def _pages(panels: Sequence[dict[str, Any]]) -> list[list[list[dict[str, Any]]]]:
    """Return pages of two columns of panels, filled one column after the other."""
    columns: list[list[dict[str, Any]]] = []
    room = 0.0
    for panel in panels:
        wraps = text_width(f"{panel['title']} {panel['head']}", 8.8) * 0.95 > WIDE
        height = len(panel["agencies"]) + HEAD + wraps
        if height > room:
            columns.append([])
            room = ROWS_AT_FIRST if len(columns) <= 2 else ROWS_ON_A_PAGE
        columns[-1].append(panel)
        room -= height
    return [columns[n : n + 2] for n in range(0, len(columns), 2)]


def _who_by_who(
    w: Writer, columns: list[list[dict[str, Any]]], number: int, total: int
) -> dict[str, Any]:
    panels = [p for column in columns for p in column]
    said = "; ".join(
        f"{p['title']} ({_land(w, Country(p['country']))}): {_said(w, p)}" for p in panels
    )
    part = (
        ""
        if total == 1
        else w.either(f", part {number} of {total}", f", parte {number} de {total}")
    )
    title = w.either(
        f"Who overlaps with whom, by function{part}",
        f"Quién se traslapa con quién, por función{part}",
    )
    notes = []
    if number == total:
        notes.append((w.either("Key", "Clave"), w.either(
            "the figure in a mark is the coordination grade, 0 to 4 (+: several offices, some with a higher grade); the mark stands in the row that ends with the name of one agency, in the column below the name of the other. Solid: United States; outlined: Mexico; no mark: no overlap on file. Functions with one or two overlaps are only in the tables.",
            "la cifra en la marca es el grado de coordinación, de 0 a 4 (+: varias oficinas, algunas con un grado mayor); la marca está en la fila que termina con el nombre de una institución y en la columna bajo el nombre de la otra. Relleno: Estados Unidos; contorno: México; sin marca: no consta traslape. Las funciones con uno o dos traslapes están solo en las tablas.")))  # fmt: skip
    return w.figure(
        f"overlap-map-{number}", "overlapmap", title, f"{title}. {said}.",
        {"columns": columns}, notes)  # fmt: skip


def _said(w: Writer, panel: dict[str, Any]) -> str:
    """Return how many overlaps of a panel have each grade, in words."""
    word = w.either("grade", "grado")
    counts = [
        f"{panel['grades'].count(g)} {w.either('of', 'de')} {word} {g}"
        for g in range(5)
        if g in panel["grades"]
    ]
    return join(counts, w.lang)


__all__ = ["maps"]
