"""The appendices: sources, and how to reproduce the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agencymap import __version__
from agencymap.language import date_cell, plural
from agencymap.report.appendices import dense
from agencymap.report.base import Paper, Writer, t
from agencymap.vocabulary import label


def sources(w: Writer) -> dict[str, Any]:
    """Return appendix D: every source cited, where, and by which findings.

    A row's ``key`` is the id of its source; its last run, the uses, follows from the other tables.
    """
    rows = []
    for id_, number in sorted(w.numbers.items(), key=lambda x: x[1]):
        s = w.registry.sources[id_]
        other = None if s.lang == w.lang else ("es-MX" if s.lang == "es" else "en-US")
        dated = date_cell(s.date, w.lang) or w.either("undated", "sin fecha")
        facts = [_publisher(w, s.publisher), dated, label(s.kind, w.lang), label(s.read, w.lang)]
        said = [t(s.title, other), {"m": f" · {', '.join(filter(None, facts))}"}]
        row = w.row(
            f"source-{number}",
            [[{"b": str(number)}]],
            [[*said, {"m": f" · {_uses(w, w.uses[id_])}"}]],
        )
        rows.append({**row, "key": id_})
    title = w.either(
        "Sources cited in this report: how read, the places cited, and the rows that rest on them",
        "Fuentes citadas en este reporte: cómo se leyeron, ubicaciones y filas que se apoyan en ellas",
    )
    columns = [
        (w.either("No.", "Núm."), "id", 0.2),
        (w.either("Title; publisher, date, kind, how read; where: used by", "Título; publica, fecha, tipo, lectura; dónde: se usa en"), "text", 2),
    ]  # fmt: skip
    empty = w.either("No source is cited.", "No se cita ninguna fuente.")
    return {
        "id": "sources",
        "title": w.either("Sources", "Fuentes"),
        "side": w.either("Cited as [number] and place", "Se citan con [número] y ubicación"),
        "blocks": [dense(w.table("sources", title, columns, rows, empty=empty), up=2)],
    }


_REMARKS = {
    "not stated": "no se indica",
    "(consolidated text)": "(texto consolidado)",
    "(copy)": "(copia)",
    "(excerpt)": "(fragmento)",
}
"""What stands beside the names of publishers, in Spanish."""


def _publisher(w: Writer, name: str) -> str:
    """Return who published a source; what is said beside the name is in the reader's language."""
    if w.lang == "es":
        for english, spanish in _REMARKS.items():
            name = name.replace(english, spanish)
    return name


MAX_USES = 700
"""Characters of the list of rows that rest on a source: a row of a table does not break."""


def _uses(w: Writer, uses: Mapping[str, set[str]]) -> str:
    """Return "p. 3: US-01, US-02; p. 4: C-F12", shortened by whole places."""
    said: list[str] = []
    places = sorted(uses.items())
    for n, (pin, users) in enumerate(places):
        ids = sorted(users)
        more = (
            w.either(f" and {len(ids) - 4} more", f" y {len(ids) - 4} más") if len(ids) > 4 else ""
        )
        said.append(f"{pin}: {', '.join(ids[:4])}{more}")
        if sum(map(len, said)) > MAX_USES and (left := len(places) - n - 1):
            said.append(w.either(f"{left} more {plural(left, 'place', 'places')}", f"{left} {plural(left, 'ubicación', 'ubicaciones')} más"))  # fmt: skip
            break
    return "; ".join(said)


def _command(w: Writer) -> str:
    """Return the command that makes this report again."""
    scope = w.found.scope
    parts = [
        "agencymap report overlap",
        f"--as-of {w.snapshot.day.isoformat()}",
        f"--lang {w.lang}",
    ]
    parts += [f"--function {f}" for f in scope.functions]
    parts += [f"--place {p}" for p in scope.places]
    parts += [f"--country {c}" for c in scope.countries]
    if scope.agencies:
        parts.append(f"--agencies {','.join(scope.agencies)}")
    if w.layout.paper is Paper.A4:
        parts.append("--paper a4")
    return " ".join([*parts, f"-o overlap.{w.lang}.pdf"])


def reproducibility(w: Writer) -> dict[str, Any]:
    """Return appendix F: what lets the report be made again."""
    rows = [
        (w.either("Registry edition", "Edición del registro"), w.registry.info.edition),
        (w.either("Registry digest (SHA-256)", "Huella del registro (SHA-256)"), " ".join(w.registry.digest[i : i + 16] for i in range(0, 64, 16))),
        (w.either("Program", "Programa"), f"agencymap {__version__}"),
        (w.either("Date described", "Fecha que se describe"), w.snapshot.day.isoformat()),
        (w.either("Filters", "Filtros"), w.meta()["scope"] or w.either("none", "ninguno")),
        (w.either("Command", "Orden"), _command(w)),
    ]  # fmt: skip
    return {
        "id": "reproducibility",
        "title": w.either("How to reproduce this report", "Cómo reproducir este reporte"),
        "side": "",
        "blocks": [
            w.table("reproducibility", w.either("The same registry and date give the same bytes", "El mismo registro y la misma fecha dan los mismos bytes"),
                       [(w.either("Item", "Concepto"), "text", 1.2), (w.either("Value", "Valor"), "text", 3)],
                       [w.row(f"repro-{n}", [[{"b": a}]], [[t(b)]]) for n, (a, b) in enumerate(rows, 1)]),
        ],
    }  # fmt: skip
