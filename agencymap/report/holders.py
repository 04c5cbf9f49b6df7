"""Who does what: the matrix of agencies and functions, and fragmentation (D1)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from agencymap.analysis.holders import reporting_agency
from agencymap.analysis.scope import SIDES
from agencymap.language import (
    capital,
    pick,
)
from agencymap.report.base import Cell, Writer, t
from agencymap.vocabulary import (
    ROLE_LETTERS,
    Country,
    label,
)

MAX_COLUMNS = 13
"""Agencies of each country on one page of the matrix."""


def _column(w: Writer, agency: str) -> str:
    """Return the column of the matrix an agency stands in: its bureau, or its series."""
    top = reporting_agency(w.snapshot, agency)
    series = w.registry.agencies[top].series
    return f"series:{series}" if series else top


def _column_name(w: Writer, column: str) -> str:
    if column.startswith("series:"):
        return capital(pick(w.registry.series[column[7:]].name, w.lang))
    return w.agency(column)


def matrix(w: Writer) -> dict[str, Any]:
    """Return the matrix of agencies and functions, a table for each area."""
    order = {"A": 0, "R": 1, "S": 2, "C": 3, "I": 4}
    blocks: list[dict[str, Any]] = []
    for domain, functions in w.found.domains:
        letters: dict[str, dict[str, str]] = defaultdict(dict)
        status: dict[tuple[str, str], str] = {}
        weight: Counter[str] = Counter()
        for area in w.found.held:
            f = area.responsibility.function
            if w.registry.domain_of[f].id != domain.id:
                continue
            column = _column(w, area.agency.id)
            letter = ROLE_LETTERS[area.responsibility.role]
            known = letters[f].get(column)
            if known is None or order[letter] < order[known]:
                letters[f][column] = letter
                status[f, column] = area.responsibility.status
            weight[column] += 1
        columns: dict[str, list[str]] = {}
        for c in SIDES:
            mine = [x for x in weight if _column_country(w, x) == c]
            mine.sort(key=lambda x: (-weight[x], _column_name(w, x)))
            columns[c.value] = mine[:MAX_COLUMNS]
        rows = []
        for f in [x.id for x in functions if x.id in letters] or []:
            rows.append({
                "id": w.anchors[f],
                "name": w.fname(f),
                "us": [_letter(letters, status, f, x) for x in columns["us"]],
                "mx": [_letter(letters, status, f, x) for x in columns["mx"]],
                "n": [sum(letters[f].get(x) in ("A", "R") for x in weight if _column_country(w, x) == c) for c in SIDES],
            })  # fmt: skip
        if not rows:
            continue
        w.tables += 1
        left_out = sum(
            len([x for x in weight if _column_country(w, x) == c]) - len(columns[c.value])
            for c in SIDES
        )
        blocks.append({
            "kind": "matrix", "id": f"matrix-{domain.id}", "number": w.tables,
            "title": pick(domain.name, w.lang),
            "us": [_column_name(w, x) for x in columns["us"]],
            "mx": [_column_name(w, x) for x in columns["mx"]],
            "rows": rows,
            "note": w.either(
                "A,R: agencies that hold the function. Blank: not on file. Divisions and offices are shown under their bureau; offices of one kind in many states in one column.",
                "A,R: instituciones que tienen la función. En blanco: no consta. Las divisiones y oficinas aparecen en la institución de la que dependen; las oficinas del mismo tipo en varias entidades, en una sola columna.")
            + (w.either(f" Columns with fewest letters left out: {left_out}.", f" Columnas con menos letras que se omiten: {left_out}.") if left_out else ""),
        })  # fmt: skip
    return {
        "id": "matrix",
        "title": w.either("Who does what", "Quién hace qué"),
        "side": "",
        "landscape": True,
        "blocks": blocks,
        "legend": [(letter, label(role, w.lang)) for role, letter in ROLE_LETTERS.items()],
    }


def _column_country(w: Writer, column: str) -> Country:
    if column.startswith("series:"):
        return w.registry.series[column[7:]].country
    return w.snapshot.country(column)


def _letter(letters: Any, status: Any, f: str, column: str) -> dict[str, str] | None:
    letter = letters[f].get(column)
    return {"role": letter, "status": status[f, column]} if letter else None


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
                                    "announced, not counted: ", "anunciadas, no se cuentan: "
                                )
                                + w.names(sorted({x.agency.id for x in a.announced}))
                            }
                        ]
                    )
                cells.append(cell)
                cells.append([[t(f"{len(federal[c].holders)} / {len(a.holders)}")]])
            band.append(w.row(f.id, *cells))
        if band:
            rows += [{"band": pick(domain.name, w.lang)}, *band]
    n = len(w.found.functions)
    sentence = w.either(
        f"Of {n} functions, {split[Country.US]} have two or more holders on file in the United States and {split[Country.MX]} in Mexico",
        f"De {n} funciones, {split[Country.US]} tienen dos o más instituciones registradas en los Estados Unidos y {split[Country.MX]} en México",
    )
    return {
        "id": "fragmentation",
        "title": w.either("Fragmentation by function", "Fragmentación por función"),
        "side": w.either("Rule D1. Holders: accountable or responsible.", "Regla D1. Instituciones que rinden cuentas o ejecutan."),
        "blocks": [
            w.finding(sentence, w.either(
                "That several agencies hold a function does not by itself mean a problem. In Mexico public security is a shared function by constitutional design.",
                "Que varias instituciones tengan una función no es, por sí mismo, un defecto. En México la seguridad pública es una función concurrente de los tres órdenes de gobierno.")),
            w.table("fragmentation", w.either("Holders of each function", "Instituciones que tienen cada función"),
                       [("Id", "id", 0.45), (w.either("Function", "Función"), "text", 1.6),
                        (w.either("United States", "Estados Unidos"), "text", 2.1), (w.either("Federal / all", "Federal / todas"), "number", 0.7),
                        (w.either("Mexico", "México"), "text", 2.1), (w.either("Federal / all", "Federal / todas"), "number", 0.7)], rows,
                       notes=[(w.either("Source", "Fuente"), w.either("registry records; each has its citation in the data and in the explorer.", "asientos del registro; cada uno tiene su cita en los datos y en el explorador."))],
                       empty=w.either("No function has a holder on file.", "Ninguna función tiene institución registrada.")),
        ],
    }  # fmt: skip
