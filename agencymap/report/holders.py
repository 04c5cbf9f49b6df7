"""Who does what: the matrix of agencies and functions, and fragmentation (D1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agencymap.analysis.holders import Fragmentation, reporting_agency
from agencymap.analysis.scope import SIDES
from agencymap.language import capital, country_name, join, pick, plural
from agencymap.layout import text_width
from agencymap.model import Domain, Function
from agencymap.report import orgcharts, sheets, tiles
from agencymap.report.appendices import dense
from agencymap.report.base import Cell, Paper, Writer, t
from agencymap.report.tiles import state_tiles
from agencymap.vocabulary import LANGS, ROLE_LETTERS, Country, label

MAX_COLUMNS = 13
"""Agencies of each country on one page of the matrix."""
MAX_ROWS = 16
"""Functions of areas that share a page of the matrix."""
PAGE = {Paper.LETTER: 492.0, Paper.A4: 476.0}
"""Points of height of a landscape page."""
TITLE, WIDE = 44.0, 600.0
"""Points of the chapter’s title on the first page, and of the room for columns and functions."""
FRAME, ROW, LINE = 97.0, 5.4, 10.6
"""Points of a table of the matrix without its rows, with heads of two lines; of a row, of a line."""
_ORDER = {"A": 0, "R": 1, "S": 2, "C": 3, "I": 4}


def _column(w: Writer, agency: str) -> str:
    """Return the column of the matrix an agency stands in: its bureau, or its series."""
    top = reporting_agency(w.snapshot, agency)
    series = w.registry.agencies[top].series
    return f"series:{series}" if series else top


def _column_name(w: Writer, column: str) -> str:
    if column.startswith("series:"):
        return capital(pick(w.registry.series[column[7:]].name, w.lang))
    return w.agency(column)


@dataclass(slots=True)
class _Area:
    """The letters of one area: function → column → letter, and the areas behind each column."""

    domain: Domain
    functions: tuple[Function, ...]
    letters: dict[str, dict[str, str]]
    status: dict[tuple[str, str], str]
    weight: Counter[str]


def _letters(w: Writer) -> list[_Area]:
    """Return the areas that have a letter; the firmest role stands where there are several."""
    found = {
        d.id: _Area(d, functions, defaultdict(dict), {}, Counter()) for d, functions in w.found.domains
    }  # fmt: skip
    for area in w.found.held:
        f = area.responsibility.function
        mine = found.get(w.registry.domain_of[f].id)
        if mine is None:
            continue
        column = _column(w, area.agency.id)
        letter = ROLE_LETTERS[area.responsibility.role]
        known = mine.letters[f].get(column)
        if known is None or _ORDER[letter] < _ORDER[known]:
            mine.letters[f][column] = letter
            mine.status[f, column] = area.responsibility.status
        mine.weight[column] += 1
    return [a for a in found.values() if any(f.id in a.letters for f in a.functions)]


def _side(w: Writer, areas: Sequence[_Area], country: Country) -> list[str]:
    """Return the columns of a country, those with most areas first."""
    weight: Counter[str] = Counter()
    for a in areas:
        weight.update(a.weight)
    mine = [x for x in weight if _column_country(w, x) == country]
    return sorted(mine, key=lambda x: (-weight[x], _column_name(w, x)))


def _shared(w: Writer, areas: Sequence[_Area]) -> list[list[_Area]]:
    """Put areas that follow each other in one table while their rows and columns fit it."""
    tables: list[list[_Area]] = []
    for area in areas:
        if tables:
            both = [*tables[-1], area]
            rows = sum(len(a.functions) for a in both)
            if rows <= MAX_ROWS and all(len(_side(w, both, c)) <= MAX_COLUMNS for c in SIDES):
                tables[-1] = both
                continue
        tables.append([area])
    return tables


def _tall(w: Writer, areas: Sequence[_Area]) -> float:
    """Return about how many points a table of the matrix needs, in the longer language."""
    sides = [_side(w, areas, c) for c in SIDES]
    left = sum(len(s[MAX_COLUMNS:]) for s in sides)
    names = WIDE - sum(min(len(s), MAX_COLUMNS) for s in sides) * 17.6
    lines = sum(
        1 + (max(text_width(pick(f.name, lang), 7.2) for lang in LANGS) > names)
        for a in areas
        for f in a.functions
    )
    rows = sum(len(a.functions) for a in areas) * ROW + lines * LINE
    return FRAME + rows + (len(areas) > 1) * len(areas) * 14 + -(-left // 9) * 10


def _pages(w: Writer, areas: Sequence[_Area]) -> list[list[_Area]]:
    """Return the tables of the matrix in the order in which they fill pages.

    The areas keep their order as far as pages allow: one that fits the rest of an earlier page is
    drawn there.
    """
    pages: list[tuple[float, list[list[_Area]]]] = []
    for table in _shared(w, areas):
        need = _tall(w, table)
        for n, (left, on_page) in enumerate(pages):
            if need <= left:
                pages[n] = (left - need, [*on_page, table])
                break
        else:
            room = PAGE[w.layout.paper] - (0 if pages else TITLE + 12)
            pages.append((room - need, [table]))
    return [table for _, on_page in pages for table in on_page]


def matrix(w: Writer) -> dict[str, Any]:
    """Return the section: matrix, organisation charts, list of agencies, states, fact sheets."""
    areas = _letters(w)
    wide = [_matrix(w, page, first=not n) for n, page in enumerate(_pages(w, areas))]
    wide += orgcharts.charts(w)
    listed = orgcharts.agency_list(w)
    empty = [f for d, functions in w.found.domains if d.id not in {a.domain.id for a in areas} for f in functions]  # fmt: skip
    tall: list[dict[str, Any]] = []
    if empty:
        names = "; ".join(f"{w.anchors[f.id]} {w.fname(f.id)}" for f in empty)
        tall.append({"kind": "text", "runs": [t(w.either(
            f"Functions in scope of areas in which no agency is on file: {names}. That is not proof that none does them.",
            f"Funciones del alcance en áreas en las que no consta ninguna institución: {names}. Eso no prueba que ninguna las realice."))]})  # fmt: skip
    tall += [listed, *tiles.states(w), *sheets.sheets(w)]
    return {
        "id": "matrix",
        "title": w.either("Who does what", "Quién hace qué"),
        "side": "",
        "landscape": bool(wide),
        "blocks": [*wide, *({**b, "portrait": True} for b in tall)],
        "legend": [(letter, label(role, w.lang)) for role, letter in ROLE_LETTERS.items()],
    }


def _matrix(w: Writer, areas: Sequence[_Area], *, first: bool) -> dict[str, Any]:
    """Return one table of the matrix: a band for each area where it holds several.

    The *first* says how all are read.
    """
    everyone = {c: _side(w, areas, c) for c in SIDES}
    columns = {c: everyone[c][:MAX_COLUMNS] for c in SIDES}
    rows = []
    for area in areas:
        band = pick(area.domain.name, w.lang) if len(areas) > 1 else ""
        for f in (x.id for x in area.functions):
            mine = area.letters.get(f, {})
            row = {
                "id": w.anchors[f],
                "name": w.fname(f),
                "remark": "" if mine else w.words()["none"],
                "us": [_letter(area, f, x) for x in columns[Country.US]],
                "mx": [_letter(area, f, x) for x in columns[Country.MX]],
                "n": [sum(mine.get(x) in ("A", "R") for x in everyone[c]) for c in SIDES],
            }
            if band:
                row["band"] = band
                band = ""
            rows.append(row)
    w.tables += 1
    note = "" if not first else w.either(
        "A,R: agencies that hold the function. Blank: not on file. Divisions and offices are shown under their bureau; offices of one kind in many states in one column.",
        "A,R: instituciones que tienen la función. En blanco: no consta. Las divisiones y oficinas aparecen en la institución de la que dependen; las oficinas del mismo tipo en varias entidades, en una sola columna.")  # fmt: skip
    left = [x for c in SIDES for x in everyone[c][MAX_COLUMNS:]]
    if left:
        said = []
        for x in left:
            held = [f"{letter} {w.anchors[f]}" for a in areas for f in (g.id for g in a.functions) if (letter := a.letters.get(f, {}).get(x))]  # fmt: skip
            said.append(f"{_column_name(w, x)} ({', '.join(held)})" if held else _column_name(w, x))
        note += (" " if note else "") + w.either(f"Columns left out, {len(left)}: ", f"Columnas que se omiten, {len(left)}: ") + "; ".join(said) + "."  # fmt: skip
    return {
        "kind": "matrix", "id": f"matrix-{areas[0].domain.id}", "number": w.tables,
        "title": "; ".join(pick(a.domain.name, w.lang) for a in areas),
        "us": [_column_name(w, x) for x in columns[Country.US]],
        "mx": [_column_name(w, x) for x in columns[Country.MX]],
        "rows": rows,
        "note": note,
    }  # fmt: skip


def _column_country(w: Writer, column: str) -> Country:
    if column.startswith("series:"):
        return w.registry.series[column[7:]].country
    return w.snapshot.country(column)


def _letter(area: _Area, f: str, column: str) -> dict[str, str] | None:
    letter = area.letters.get(f, {}).get(column)
    return {"role": letter, "status": area.status[f, column]} if letter else None


def _index(a: Fragmentation) -> Cell:
    """Return the index of a function in one country, by holders and by areas."""
    if a.equal_index is None or a.area_index is None:
        return [[{"m": "–"}]]
    return [[t(f"{a.equal_index:.2f}")], [{"m": f"{a.area_index:.2f}"}]]


def _sole(w: Writer, answers: dict[Country, Fragmentation]) -> str:
    """Return in which country one agency alone holds a function."""
    alone = [c for c in SIDES if answers[c].sole_holder is not None]
    if len(alone) == 2:
        return w.either("both", "ambos")
    return label(alone[0], w.lang) if alone else w.either("neither", "ninguno")


def fragments(w: Writer) -> dict[str, Any]:
    """Return the section on fragmentation (D1), a row for each function."""
    rows: list[dict[str, Any]] = []
    split = dict.fromkeys(SIDES, 0)
    for domain, functions in w.found.domains:
        band: list[dict[str, Any]] = []
        for f in functions:
            answers = {c: w.found.holders(f.id, c) for c in SIDES}
            federal = {c: w.found.holders(f.id, c, federal=True) for c in SIDES}
            if not any(a.holders for a in answers.values()):
                continue
            cells: list[Cell] = [[[t(w.anchors[f.id])]], [[{"b": w.fname(f.id)}]]]
            for c in SIDES:
                a = answers[c]
                split[c] += a.fragmented
                cell: Cell = (
                    [[t(w.names(a.holders))]] if a.holders else [[{"m": w.words()["none"]}]]
                )
                if a.announced:
                    cell.append(
                        [
                            {
                                "m": w.either(
                                    "announced, not counted: ",
                                    plural(
                                        len({x.agency.id for x in a.announced}),
                                        "anunciada, no se cuenta: ",
                                        "anunciadas, no se cuentan: ",
                                    ),
                                )
                                + w.names(sorted({x.agency.id for x in a.announced}))
                            }
                        ]
                    )
                cells.append(cell)
                cells.append([[t(f"{len(federal[c].holders)} / {len(a.holders)}")]])
                cells.append(_index(a))
            cells.append([[t(_sole(w, answers))]])
            band.append(w.row(f.id, *cells))
        if band:
            rows += [{"band": pick(domain.name, w.lang)}, *band]
    n = len(w.found.functions)
    us, mx = split[Country.US], split[Country.MX]
    sentence = w.either(
        f"Of {n} functions, {us or 'none'} {plural(us, 'has', 'have')} two or more holders on file in the United States and {mx or 'none'} in Mexico",
        f"De {n} funciones, {us or 'ninguna'} {'tienen' if us > 1 else 'tiene'} dos o más instituciones registradas en los Estados Unidos y {mx or 'ninguna'} en México",
    )
    if n == 1:
        sides = join([country_name(c, w.lang) for c in SIDES if split[c]], w.lang)
        sentence = w.either(
            f"The one function of this scope has two or more holders on file in {sides}" if sides
            else "The one function of this scope has no more than one holder on file in a country",
            f"La única función de este alcance tiene dos o más instituciones registradas en {sides}" if sides
            else "La única función de este alcance no tiene más de una institución registrada en ningún país")  # fmt: skip
    if not rows:
        sentence = w.either("No function of this scope has a holder on file", "Ninguna función de este alcance tiene institución registrada")  # fmt: skip
    return {
        "id": "fragmentation",
        "title": w.either("Fragmentation by function", "Fragmentación por función"),
        "side": w.either("Rule D1. Holders: accountable or responsible.", "Regla D1. Instituciones que rinden cuentas o ejecutan."),
        "blocks": [
            w.finding(sentence, w.either(
                "That several agencies hold a function does not by itself mean a problem. In Mexico public security is a shared function by constitutional design.",
                "Que varias instituciones tengan una función no es, por sí mismo, un defecto. En México la seguridad pública es una función concurrente de los tres órdenes de gobierno.")),
            dense(w.table("fragmentation", w.either("Holders of each function", "Instituciones que tienen cada función"),
                       [("Id", "id", 0.45), (w.either("Function", "Función"), "text", 2.05),
                        (w.either("United States", "Estados Unidos"), "text", 1.6), (w.either("Federal / all", "Federal / todas"), "number", 0.66), (w.either("Index", "Índice"), "number", 0.58),
                        (w.either("Mexico", "México"), "text", 1.75), (w.either("Federal / all", "Federal / todas"), "number", 0.66), (w.either("Index", "Índice"), "number", 0.58),
                        (w.either("Sole holder", "Institución única"), "text", 0.95)], rows,
                       notes=[(w.either("Source", "Fuente"), w.either("registry records; each has its citation in the data and in the explorer.", "asientos del registro; cada uno tiene su cita en los datos y en el explorador.")),
                              (w.either("Index", "Índice"), w.either(
                                  "1 minus the sum of squared shares. Above, each holder with an equal share: 0 for one, 0.50 for two, 0.67 for three; below, in grey, each with its share of the areas of responsibility on file. It sorts tables and says nothing by itself.",
                                  "1 menos la suma de los cuadrados de las partes. Arriba, todas las instituciones por igual: 0 si hay una, 0.50 si hay dos, 0.67 si hay tres; abajo, en gris, cada una según sus ámbitos de competencia registrados. Sirve para ordenar tablas y por sí mismo no dice nada."))],
                       empty=w.either("No function has a holder on file.", "Ninguna función tiene institución registrada."))),
        ],
    }  # fmt: skip


__all__ = ["fragments", "matrix", "state_tiles"]
