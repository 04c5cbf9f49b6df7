"""Mechanisms with the eight practices, agreements, and agreements at risk (D12)."""

from __future__ import annotations

from typing import Any

from agencymap.language import (
    country_name,
    instrument_name,
    join,
    pick,
    span_text,
)
from agencymap.report.base import Writer, t
from agencymap.vocabulary import (
    AGREEMENT_KINDS,
    Answer,
    InstrumentKind,
    Practice,
    label,
)

_AGREEMENTS = AGREEMENT_KINDS | {InstrumentKind.STATEMENT}
"""Kinds that the table of agreements lists; laws stand beside the duties that rest on them."""


def coordination(w: Writer) -> dict[str, Any]:
    """Return the section on mechanisms, agreements, and agreements at risk (D12)."""
    present = w.found.mechanisms
    rows = []
    for n, m in enumerate(present, 1):
        answers = {p.practice: p for p in m.practices}
        marks = [
            [
                [
                    {
                        "practice": {Answer.YES: "y", Answer.NO: "n"}.get(answers[p].answer, "?")
                        if p in answers
                        else "?"
                    }
                ]
            ]
            for p in Practice
        ]
        who = w.names([p.agency for p in w.snapshot.participants(m)])
        rows.append(w.row(
            f"mechanism-{m.id}", [[t(f"M{n:02d}")]],
            [[{"b": pick(m.name, w.lang)}], [{"m": ", ".join(filter(None, (label(m.kind, w.lang), label(m.status, w.lang), span_text(m.since, m.until, w.lang))))}],
             [t(who)] if who else [{"m": w.words()["none"]}], [w.cite(m.citations, f"M{n:02d}", 2)]],
            *marks))  # fmt: skip
    practice_names = [label(p, w.lang) for p in Practice]
    numbered = "; ".join(f"{i}. {x}" for i, x in enumerate(practice_names, 1))
    agreements: list[dict[str, Any]] = []
    for i in w.found.instruments:
        shared = len(i.parties) >= 2 or len(i.countries) >= 2
        if shared and i.kind in _AGREEMENTS:
            parties = (
                w.names(i.parties)
                if i.parties
                else join([country_name(c, w.lang) for c in i.countries], w.lang)
            )
            code = f"A-{len(agreements) + 1:02d}"
            newest = sorted(i.monitored, key=lambda m: m.as_of)[-1:]
            watch = (
                label(newest[0].answer, w.lang) if newest else w.either("not on file", "no consta")
            )
            agreements.append(w.row(
                f"instrument-{i.id}", [[{"b": code}]], [[{"b": instrument_name(i, w.lang)}], [{"m": label(i.kind, w.lang)}]],
                [[t(parties)]], [[t(str(i.signed or i.since or w.either("not on file", "no consta")))], [{"m": label(i.status, w.lang)}]],
                [[t(", ".join(w.fname(f) for f in i.functions) or w.either("none named in the text as read", "el texto leído no precisa ninguna"))], [w.cite(i.citations, code, 2)]],
                [[t(watch)]]))  # fmt: skip
    risks = [
        w.row(
            r.id,
            [[{"b": f"R-{n:02d}"}]],
            [[{"b": w.speaker.channel(r.channel)}]],
            [[t(w.speaker.at_risk(r))], [w.cite(r.channel.citations, f"R-{n:02d}", 2)]],
        )
        for n, r in enumerate(w.at_risk, 1)
    ]
    n_yes = sum(m.written is Answer.YES for m in present)
    return {
        "id": "coordination",
        "title": w.either("Coordination", "Coordinación"),
        "side": w.either("Practices: GAO-23-105520. Rule D12.", "Prácticas: GAO-23-105520. Regla D12."),
        "blocks": [
            w.finding(w.either(
                f"Mechanisms on file for this date: {len(present)}; resting on a written text, as a source says: {n_yes}",
                f"Mecanismos que constan a esta fecha: {len(present)}; con base en un texto escrito, según una fuente: {n_yes}")),
            w.table("mechanisms", w.either("Mechanisms and the eight collaboration practices", "Mecanismos y las ocho prácticas de colaboración"),
                       [("Id", "id", 0.6), (w.either("Mechanism and who takes part", "Mecanismo y quiénes participan"), "text", 5.4),
                        *[(str(i), "mark", 0.32) for i in range(1, 9)]], rows,
                       notes=[(w.either("Key", "Clave"), w.either("Y yes, N no, ? not on file. ", "S sí, N no, ? no consta. ") + numbered + ".")],
                       empty=w.either("No mechanism is on file for this date.", "No consta ningún mecanismo a esta fecha.")),
            w.table("agreements", w.either("Agreements", "Acuerdos"),
                       [("Id", "id", 0.55), (w.either("Agreement", "Acuerdo"), "text", 2), (w.either("Parties", "Partes"), "text", 1.4), (w.either("Signed, state", "Firma, estado"), "text", 1.1),
                        (w.either("Functions its text names", "Funciones que su texto menciona"), "text", 2), (w.either("Monitored", "Seguimiento"), "text", 0.8)], agreements,
                       empty=w.either("No agreement is on file.", "No consta ningún acuerdo.")),
            w.table("at-risk", w.either("Agreements at risk (D12)", "Acuerdos en riesgo (D12)"),
                       [("Id", "id", 0.55), (w.either("Agreement", "Acuerdo"), "text", 1.5), (w.either("Why", "Por qué"), "text", 3.5)], risks,
                       empty=w.either("No agreement on file is at risk by these tests.", "Ningún acuerdo registrado está en riesgo según estas pruebas.")),
        ],
    }  # fmt: skip
