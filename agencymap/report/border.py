"""Across the border: who answers to whom (D7), and the formalities of contact."""

from __future__ import annotations

from typing import Any

from agencymap.analysis.coordination import grade
from agencymap.analysis.counterparts import mirror_of
from agencymap.analysis.gaps import open_questions
from agencymap.dates import Holds, holds_on
from agencymap.language import (
    instrument_name,
    pick,
)
from agencymap.report.base import Cell, Writer, t
from agencymap.vocabulary import (
    Country,
    label,
)


def counterparts(w: Writer) -> dict[str, Any]:
    """Return the section on counterparts (D7), their best channels, and formalities."""
    rows: list[dict[str, Any]] = []
    pairs = channels = written = 0
    seen: set[frozenset[tuple[str, str]]] = set()
    for f in (x.id for x in w.found.functions):
        mirror = mirror_of(w.registry, f)
        if mirror in (None, "none"):
            continue
        us = w.found.holders(f, Country.US).holders
        mx = w.found.holders(str(mirror), Country.MX).holders
        if not us or not mx:
            continue
        key = frozenset({("us", f), ("mx", str(mirror))})
        if key in seen:
            continue
        seen.add(key)
        pairs += 1
        best = None
        for a in us:
            for b in mx:
                g = grade(w.snapshot, a, b, (f, str(mirror)))
                if best is None or g.value > best[0].value:
                    best = (g, a, b)
        assert best is not None
        g, a, b = best
        channels += g.value >= 2
        written += g.value >= 3
        questions = open_questions(w.snapshot, f)
        via: Cell = [[{"grade": g.value}]]
        if g.best is not None:
            via.append(
                [
                    t(f"{w.agency(a)} – {w.agency(b)}: {w.speaker.channel(g.best)}"),
                    t(" "),
                    w.cite(g.best.citations, f"C-{w.anchors[f]}", 2),
                ]
            )
        else:
            via.append([t(w.words()["none"])])
        if questions:
            via.append(
                [
                    {
                        "m": w.either(
                            f"open questions: {len(questions)} links whose agency is not named",
                            f"por aclarar: {len(questions)} vínculos sin institución identificada",
                        )
                    }
                ]
            )
        name: Cell = [[{"b": w.fname(f)}]]
        if mirror != f:
            name.append([{"m": "↔ " + w.fname(str(mirror))}])
        rows.append(
            w.row(
                f"counterpart-{f}",
                [[t(f"C-{w.anchors[f]}")]],
                name,
                [[t(w.names(us))]],
                [[t(w.names(mx))]],
                via,
            )
        )
    none = [w.fname(f.id) for f in w.found.functions if mirror_of(w.registry, f.id) == "none"]
    asked = [
        (i, x)
        for i in w.registry.instruments.values()
        for x in i.formalities
        if holds_on(w.snapshot.day, x.since, x.until) is not Holds.NO
    ]
    formalities = [
        w.row(f"formality-{n}", [[{"b": f"X-{n:02d}"}]], [[{"b": label(x.country, w.lang)}], [{"m": ", ".join(label(v, w.lang) for v in x.levels)}]],
                 [[t(pick(x.statement, w.lang))]], [[t(instrument_name(i, w.lang))], [w.cite(x.citations, f"X-{n:02d}", 2)]])
        for n, (i, x) in enumerate(asked, 1)
    ]  # fmt: skip
    return {
        "id": "counterparts",
        "title": w.either("Across the border", "A través de la frontera"),
        "side": w.either("Rule D7. Order and reasons for each agency and place: explorer and command line.", "Regla D7. Orden y razones por institución y lugar: explorador y línea de comandos."),
        "blocks": [
            w.finding(w.either(
                f"Of {pairs} functions held on both sides, {channels} have a channel on file and {written} a written agreement in force that names them",
                f"De {pairs} funciones que constan en ambos lados, {channels} tienen una vía registrada y {written} un acuerdo escrito y en vigor que las menciona")),
            w.table("counterparts", w.either("Who answers to whom, by function", "Quién corresponde a quién, por función"),
                       [("Id", "id", 0.6), (w.either("Function", "Función"), "text", 1.5), (w.either("United States", "Estados Unidos"), "text", 1.7),
                        (w.either("Mexico", "México"), "text", 1.7), (w.either("Best channel on file", "Mejor vía registrada"), "text", 2)], rows,
                       notes=[(w.either("No mirror function", "Sin función equivalente"), "; ".join(none) + ".")] if none else [],
                       empty=w.either("No function is held on both sides.", "Ninguna función consta en ambos lados.")),
            w.table("formalities", w.either("Before contact: formalities on file", "Antes del contacto: requisitos registrados"),
                       [("Id", "id", 0.55), (w.either("Agencies of", "Instituciones de"), "text", 1), (w.either("Requirement", "Requisito"), "text", 3), (w.either("By", "Según"), "text", 1.6)], formalities,
                       empty=w.either("No formality is on file.", "No consta ningún requisito.")),
        ],
    }  # fmt: skip
