"""The appendices: sources, and how to reproduce the report."""

from __future__ import annotations

from typing import Any

from agencymap import __version__
from agencymap.language import (
    capital,
)
from agencymap.report.base import Paper, Writer, t
from agencymap.vocabulary import (
    label,
)


def sources(w: Writer) -> dict[str, Any]:
    """Return appendix D: every source cited, where, and by which findings."""
    rows = []
    for id_, number in sorted(w.numbers.items(), key=lambda x: x[1]):
        s = w.registry.sources[id_]
        other = None if s.lang == w.lang else ("es-MX" if s.lang == "es" else "en-US")
        uses = "; ".join(
            f"{pin}: {', '.join(sorted(users)[:6])}{'…' if len(users) > 6 else ''}"
            for pin, users in sorted(w.uses[id_].items())
        )
        rows.append(w.row(
            f"source-{number}", [[{"b": str(number)}]],
            [[t(s.title, other)], [{"m": ", ".join(filter(None, (s.publisher, str(s.date) if s.date else w.either("undated", "sin fecha"))))}]],
            [[t(capital(label(s.kind, w.lang)))], [{"m": label(s.read, w.lang)}]],
            [[t(uses[:880])]]))  # fmt: skip
    return {
        "id": "sources",
        "title": w.either("Sources", "Fuentes"),
        "side": w.either("Cited as [number] and place", "Se citan con [número] y ubicación"),
        "blocks": [
            w.table("sources", w.either("Sources cited in this report, with pinpoints and the findings that use them", "Fuentes citadas en este reporte, con ubicación y los hallazgos que las usan"),
                       [(w.either("No.", "Núm."), "id", 0.5), (w.either("Title, publisher, date", "Título, publica, fecha"), "text", 3),
                        (w.either("Kind, how read", "Tipo, cómo se leyó"), "text", 1.2), (w.either("Where, used by", "Dónde, se usa en"), "text", 2)], rows,
                       empty=w.either("No source is cited.", "No se cita ninguna fuente.")),
        ],
    }  # fmt: skip


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
