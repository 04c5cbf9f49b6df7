"""Mechanisms with the eight practices, coverage (D5), agreements, and agreements at risk (D12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agencymap.analysis.coordination import RiskReason
from agencymap.language import (
    count,
    country_name,
    date_cell,
    instrument_name,
    join,
    pick,
    plural,
    span_text,
)
from agencymap.model import Instrument, Mechanism, Monitoring
from agencymap.report.base import Cell, Writer, t
from agencymap.report.overlaps import coverage_table
from agencymap.vocabulary import (
    AGREEMENT_KINDS,
    Answer,
    Country,
    InstrumentKind,
    Lang,
    Practice,
    label,
)

_AGREEMENTS = AGREEMENT_KINDS | {InstrumentKind.STATEMENT}
"""Kinds that the table of agreements lists; laws stand beside the duties that rest on them."""
LONG = 20
"""Rows from which a table is set in small type."""
_MARKS = {Answer.YES: "y", Answer.NO: "n"}


def coordination(w: Writer) -> dict[str, Any]:
    """Return the section on mechanisms, coverage (D5), agreements, and agreements at risk (D12)."""
    return {
        "id": "coordination",
        "title": w.either("Coordination", "Coordinación"),
        "side": w.either(
            "Practices: GAO-23-105520. The profile is never averaged into a score. Rules D5, D12.",
            "Prácticas: GAO-23-105520. El perfil nunca se promedia en una calificación. Reglas D5, D12."),
        "blocks": [_headline(w), _mechanisms(w), coverage_table(w), _agreements(w), _at_risk(w)],
    }  # fmt: skip


def _headline(w: Writer) -> dict[str, Any]:
    present = w.found.mechanisms
    written = sum(m.written is Answer.YES for m in present)
    sentence = w.either(
        f"Mechanisms on file for this date: {len(present)}; resting on a written text, as a source says: {written}",
        f"Mecanismos que constan a esta fecha: {len(present)}; con base en un texto escrito, según una fuente: {written}",
    )
    if not present:
        return w.finding(w.either("No mechanism is on file for this scope and date", "No consta ningún mecanismo para este alcance y fecha"))  # fmt: skip
    most = max(map(_kept, present))
    best = sum(_kept(m) == most for m in present)
    monitored = [_answer(w, m.monitored) for m in present]
    yes, no = monitored.count("y"), monitored.count("n")
    if most == 0:
        profile = w.either("Sources say of none that it keeps one of the eight practices.",
                           "De ninguno dicen las fuentes que cumpla alguna de las ocho prácticas.")  # fmt: skip
    else:
        profile = w.either(
            f"The most practices that sources confirm of one mechanism are {count(most, 'en')} of eight; {count(best, 'en')} {plural(best, 'mechanism reaches', 'mechanisms reach')} that number.",
            f"De ningún mecanismo confirman las fuentes más de {count(most, 'es')} de las ocho prácticas; {count(best, 'es', masculine=True)} {plural(best, 'mecanismo llega', 'mecanismos llegan')} a esa cifra.")  # fmt: skip
    if yes + no == 0:
        watch = w.either("No source says of any whether somebody monitors it.",
                         "Ninguna fuente dice de alguno si se le da seguimiento.")  # fmt: skip
    else:
        watch = w.either(
            f"Of {count(yes + no, 'en')}, a source says whether somebody monitors {plural(yes + no, 'it', 'them')}: {_told(yes, no, 'en')}.",
            f"De {_masculine(yes + no)}, alguna fuente dice si se {plural(yes + no, 'le', 'les')} da seguimiento: {_told(yes, no, 'es')}.")  # fmt: skip
    return w.finding(sentence, f"{profile} {watch}")


def _masculine(n: int) -> str:
    """Return a Spanish count that stands alone for *mecanismos*."""
    return "uno" if n == 1 else count(n, "es")


def _told(yes: int, no: int, lang: Lang) -> str:
    """Return of how many mechanisms sources say that somebody monitors them, and of how many not."""
    words = (("yes of", "no of") if lang == "en" else ("sí de", "no de"))  # fmt: skip
    parts = [
        f"{word} {count(n, lang) if lang == 'en' else _masculine(n)}"
        for word, n in zip(words, (yes, no), strict=True)
        if n
    ]
    return ", ".join(parts)


def _kept(m: Mechanism) -> int:
    return sum(p.answer is Answer.YES for p in m.practices)


def _answer(w: Writer, monitored: Sequence[Monitoring]) -> str:
    """Return y, n or ?: the newest answer on monitoring known by the day."""
    day = w.snapshot.day
    known = [m for m in monitored if (m.as_of.earliest or m.as_of.latest) <= day]
    newest = max(known, key=lambda m: m.as_of, default=None)
    return _MARKS.get(newest.answer, "?") if newest else "?"


# -- mechanisms ------------------------------------------------------------------------------------


def _mechanisms(w: Writer) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    number = 0
    for country in (Country.US, Country.MX, Country.INTERNATIONAL):
        mine = [m for m in w.found.mechanisms if m.country is country]
        if mine:
            land = country_name(country, w.lang)
            rows.append({"band": w.either("Across the border", "A través de la frontera")
                         if country is Country.INTERNATIONAL
                         else w.either(f"Within {land}", f"En {land}")})  # fmt: skip
        for m in mine:
            number += 1
            rows.append(_mechanism_row(w, m, f"M{number:02d}"))
    practices = "; ".join(f"{i}. {label(p, w.lang)}" for i, p in enumerate(Practice, 1))
    table = w.table(
        "mechanisms", w.either("Mechanisms and the eight collaboration practices", "Mecanismos y las ocho prácticas de colaboración"),
        [("Id", "id", 0.55), (w.either("Mechanism and who takes part", "Mecanismo y quiénes participan"), "text", 5.6),
         (w.either("Seen", "Visto"), "text", 0.75),
         ("M", "mark", 0.27), *[(str(i), "mark", 0.27) for i in range(1, 9)]], rows,
        notes=[(w.either("Key", "Clave"), w.either(
            "Y yes, N no, ? not on file; Seen: date of the newest source; M: somebody monitors it. ",
            "S sí, N no, ? no consta; Visto: fecha de la fuente más reciente; M: alguien le da seguimiento. ") + practices + ".")],
        empty=w.either("No mechanism is on file for this date.", "No consta ningún mecanismo a esta fecha."))  # fmt: skip
    return _small(table)


def _mechanism_row(w: Writer, m: Mechanism, code: str) -> dict[str, Any]:
    answers = {p.practice: _MARKS.get(p.answer, "?") for p in m.practices}
    who = w.names([p.agency for p in w.snapshot.participants(m)])
    facts = (label(m.kind, w.lang), label(m.status, w.lang), span_text(m.since, m.until, w.lang))
    seen = w.snapshot.newest_evidence(m.citations)
    text: Cell = [
        [{"b": pick(m.name, w.lang)}, t(" "), {"m": ", ".join(filter(None, facts))}],
        [t(who) if who else {"m": w.words()["none"]}, t(" "), w.cite(m.citations, code, 2)],
    ]
    marks = [_answer(w, m.monitored), *(answers.get(p, "?") for p in Practice)]
    return w.row(
        f"mechanism-{m.id}", [[t(code)]], text, [[t(seen.isoformat()[:7] if seen else "?")]],
        *[[[{"practice": x}]] for x in marks])  # fmt: skip


def _small(table: dict[str, Any]) -> dict[str, Any]:
    """Set a long table in small type."""
    if table["kind"] == "table" and len(table["rows"]) > LONG:
        table |= {"dense": True}
    return table


# -- agreements ------------------------------------------------------------------------------------


def _agreements(w: Writer) -> dict[str, Any]:
    listed = [
        i
        for i in w.found.instruments
        if i.kind in _AGREEMENTS and (len(i.parties) >= 2 or len(i.countries) >= 2)
    ]
    rows = [_agreement_row(w, i, f"A-{n:02d}") for n, i in enumerate(listed, 1)]
    return _small(w.table(
        "agreements", w.either("Agreements", "Acuerdos"),
        [("Id", "id", 0.5), (w.either("Agreement", "Acuerdo"), "text", 1.7), (w.either("Parties", "Partes"), "text", 1.1),
         (w.either("Signed, state, monitored", "Firma, estado, seguimiento"), "text", 2.1),
         (w.either("Functions its text names", "Funciones que su texto menciona"), "text", 2.7)], rows,
        empty=w.either("No agreement is on file.", "No consta ningún acuerdo.")))  # fmt: skip


def _agreement_row(w: Writer, i: Instrument, code: str) -> dict[str, Any]:
    parties = (
        w.names(i.parties)
        if i.parties
        else join([country_name(c, w.lang) for c in i.countries], w.lang)
    )
    silent = w.either("not on file", "no consta")
    watch = {"y": w.either("yes", "sí"), "n": w.either("no, a source says so", "no, según una fuente")}.get(_answer(w, i.monitored), silent)  # fmt: skip
    functions = ", ".join(w.fname(f) for f in i.functions) or w.either("none named in the text as read", "el texto leído no precisa ninguna")  # fmt: skip
    return w.row(
        f"instrument-{i.id}", [[{"b": code}]],
        [[{"b": instrument_name(i, w.lang)}, t(" "), {"m": label(i.kind, w.lang)}]], [[t(parties)]],
        [[t(date_cell(i.signed or i.since, w.lang) or silent), t(", "), {"m": label(i.status, w.lang)}],
         [{"m": w.either("monitored: ", "seguimiento: ") + watch}]],
        [[t(functions), t(" "), w.cite(i.citations, code, 2)]])  # fmt: skip


def _at_risk(w: Writer) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    number = 0
    for reason in RiskReason:
        mine = [r for r in w.at_risk if r.reason is reason]
        if mine:
            rows.append({"band": _reason(w, reason)})
        for r in mine:
            number += 1
            code = f"R-{number:02d}"
            rows.append(w.row(
                r.id, [[{"b": code}]],
                [[t(w.speaker.at_risk(r)), t(" "), w.cite(r.channel.citations, code, 2)]]))  # fmt: skip
    return _small(w.table(
        "at-risk", w.either("Agreements at risk (D12)", "Acuerdos en riesgo (D12)"),
        [("Id", "id", 0.45), (w.either("Agreement, and why", "Acuerdo y por qué"), "text", 6)], rows,
        notes=[(w.either("Note", "Nota"), w.either(
            "An agreement at risk may still be applied; that is to be checked.",
            "Un acuerdo en riesgo puede seguir aplicándose; hay que verificarlo."))],
        empty=w.either("No agreement on file is at risk by these tests.", "Ningún acuerdo registrado está en riesgo según estas pruebas.")))  # fmt: skip


def _reason(w: Writer, reason: RiskReason) -> str:
    return {
        RiskReason.PARTY_GONE: w.either("A party was replaced", "Una parte fue sustituida"),
        RiskReason.EXPIRED: w.either("Its term is over", "Su plazo venció"),
        RiskReason.OLD_EVIDENCE: w.either(
            "The last evidence is old", "La última evidencia es antigua"
        ),
    }[reason]
