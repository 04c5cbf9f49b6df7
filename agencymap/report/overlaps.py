"""The overlaps within each country (D2, D3), what covers them (D4), and how many (D5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from agencymap.analysis.coordination import coverage
from agencymap.analysis.overlap import Overlap, Precision
from agencymap.language import (
    capital,
    country_name,
    grouped,
    in_places,
    pick,
)
from agencymap.registry import Area
from agencymap.report.base import Cell, Run, Writer, t
from agencymap.vocabulary import (
    Answer,
    Country,
)


def _grouped(w: Writer, country: Country) -> list[tuple[list[Overlap], str]]:
    """Return the overlaps of a country in rows, each with its number.

    One row holds the overlaps of one agency, or of the offices of one series, on one function
    that the same channel covers with the same grade. A reviewed overlap has its own row.
    """
    reviewed = {r.finding for r in w.registry.reviews}
    groups: dict[tuple[Any, ...], list[Overlap]] = defaultdict(list)
    for o in w.overlaps:
        if w.snapshot.country(o.agencies[0]) != country:
            continue
        best = o.grade.best.id if o.grade.best else None
        own = o.id if o.id in reviewed else None
        key = (o.function, w.side_of(o.agencies[0]), o.grade.value, o.precision, best, own)
        groups[key].append(o)
    prefix = country.value.upper()
    return [(group, f"{prefix}-{n:02d}") for n, group in enumerate(groups.values(), 1)]


def overlap_section(w: Writer) -> dict[str, Any]:
    """Return the register of overlaps (D2), duplication candidates (D3), coverage (D5)."""
    blocks: list[dict[str, Any]] = []
    c = coverage(o.grade.value for o in w.overlaps)
    total = len(w.overlaps)
    low = sum(o.grade.value <= 1 for o in w.overlaps)
    sentence = w.either(
        f"{w.overlaps_on_file(total)}: {c.reached[3]} covered by a written agreement in force, "
        f"{low} by nothing in force",
        f"{w.overlaps_on_file(total)}: {c.reached[3]} con un acuerdo escrito y en vigor, {low} sin "
        "nada vigente",
    ) if total else w.speaker.coverage(c, 2)  # fmt: skip
    blocks.append(
        w.finding(sentence, " ".join(w.speaker.coverage(c, k) for k in (2, 3, 4)) if total else "")
    )
    explained = {r.finding: r for r in w.registry.reviews}
    flagged = 0
    for country in w.found.sides:
        rows = []
        for group, number in _grouped(w, country):
            o = group[0]
            flagged += o.precision is Precision.FLAGGED
            rows.append(_overlap_row(w, group, number, explained.get(o.id)))
        blocks.append(w.table(
            f"overlaps-{country}", w.either(f"Overlap register, {country_name(country, 'en')}", f"Registro de traslapes, {country_name(country, 'es')}"),
            [(w.either("Id, grade", "Id, grado"), "id", 0.8), (w.either("What is shared", "Qué se comparte"), "text", 1.5),
             (w.either("Why it is listed", "Por qué aparece"), "text", 2.2), (w.either("What covers it", "Qué lo cubre"), "text", 1.9)], rows,
            notes=[(w.either("Note", "Nota"), w.either(
                "An overlap counts once for each pair of agencies and function. A row holds the pairs of one agency that the same channel covers; the basis of each side stands in full where it first appears. An overlap is not a fault.",
                "Un traslape se cuenta una vez por cada par de instituciones y función. Cada fila reúne los pares de una institución que cubre la misma vía; el fundamento de cada parte se da completo la primera vez. Un traslape no es una falla."))],
            empty=w.either(f"No overlaps on file in {country_name(country, 'en')}.", f"No constan traslapes en {country_name(country, 'es')}.")))  # fmt: skip
    candidates = [o for o in w.overlaps if o.duplication_candidate]
    blocks.append(w.table(
        "duplication", w.either("Duplication candidates (D3)", "Posibles duplicidades, por comprobar (D3)"),
        [(w.either("Agencies", "Instituciones"), "text", 1.2), (w.either("Finding", "Hallazgo"), "text", 4)],
        [w.row(f"duplication:{o.id.partition(':')[2]}", [[{"b": " × ".join(w.agency(a) for a in o.agencies)}]], [[t(w.speaker.duplication_candidate(o))],
                  [{"m": w.either("To settle it: budgets, clients and results of the programs on each side.", "Para resolverlo falta: presupuestos, población atendida y resultados de los programas de cada una.")}]]) for o in candidates],
        empty=w.either("No duplication candidates are on file.", "No constan posibles duplicidades.")))  # fmt: skip
    abroad = w.found.extraterritorial
    blocks.append(w.table(
        "extraterritorial", w.either("Agencies of one country acting in the other", "Instituciones de un país que actúan en el otro"),
        [(w.either("Agencies", "Instituciones"), "text", 1.2), (w.either("Statement", "Asiento"), "text", 4)],
        [w.row(o.id, [[{"b": " × ".join(w.agency(a) for a in o.agencies)}]], [[t(w.speaker.overlap(o))]]) for o in abroad],
        empty=w.either("None are on file.", "No constan.")))  # fmt: skip
    rows = []
    for domain, _ in w.found.domains:
        mine = [o for o in w.overlaps if w.registry.domain_of[o.function].id == domain.id]
        if mine:
            cover = coverage(o.grade.value for o in mine)
            rows.append(w.row(f"coverage-{domain.id}", [[{"b": pick(domain.name, w.lang)}]], [[t(grouped(cover.total))]],
                                 *[[[t(f"{cover.reached[k]} {w.either('of', 'de')} {cover.total}")]] for k in (2, 3, 4)]))  # fmt: skip
    blocks.append(w.table(
        "coverage", w.either("Coordination coverage by area (D5)", "Cobertura de coordinación por área (D5)"),
        [(w.either("Area", "Área"), "text", 3), (w.either("Overlaps", "Traslapes"), "number", 1), (w.either("Grade 2+", "Grado 2+"), "number", 1),
         (w.either("Grade 3+", "Grado 3+"), "number", 1), (w.either("Grade 4", "Grado 4"), "number", 1)], rows,
        empty=w.speaker.coverage(c, 2)))  # fmt: skip
    return {
        "id": "overlaps",
        "title": w.either("Overlaps within each country", "Traslapes en cada país"),
        "side": w.either("Rules D2, D3, D4 and D5. Of the rows, " + str(flagged) + " have a place or subject that no source names.",
                       "Reglas D2, D3, D4 y D5. En " + str(flagged) + " filas ninguna fuente precisa el lugar o la materia."),
        "blocks": blocks,
    }  # fmt: skip


def _overlap_row(w: Writer, group: list[Overlap], number: str, review: Any) -> dict[str, Any]:
    o = group[0]
    first: Cell = [[{"b": number}], [{"grade": o.grade.value}]]
    if o.precision is Precision.FLAGGED:
        first.append(
            [{"m": w.either("place or subject not stated", "lugar o materia sin precisar")}]
        )
    elif o.precision is Precision.EXACT:
        first.append([{"m": w.either("same place and subject", "mismo lugar y materia")}])
    if len(group) > 1:
        first.append([{"m": w.either(f"{len(group)} pairs", f"{len(group)} pares")}])
    title = _pair_title(w, group)
    places = tuple(sorted({p for x in group for p in x.places}))
    where = (
        w.either("National", "Nacional")
        if all(len(p) == 2 for p in places)
        else capital(in_places(w.registry, places, w.lang))
    )
    shared: Cell = [[{"b": title}], [t(w.fname(o.function))], [{"m": where}]]
    why: Cell = []
    for area in _areas(w, group):
        who: list[Run] = [{"b": f"{w.agency(area.agency.id)}: "}]
        known = w.basis.setdefault((area.id, o.function), number)
        if known == number:
            r = area.responsibility
            who += [t(pick(r.statement, w.lang)), t(" "), w.cite(r.citations, number, 2)]
        else:
            who.append({"m": w.either(f"as in {known}", f"como en {known}")})
        why.append(who)
    covers: Cell = [[t(w.speaker.grade(o.grade))]]
    if o.grade.best is not None:
        covers.append([w.cite(o.grade.best.citations, number, 2)])
    if o.grade.monitoring is not None:
        answer = {Answer.YES: w.either("yes", "sí"), Answer.NO: w.either("no, a source says so", "no, según una fuente")}.get(o.grade.monitoring.answer, w.either("not on file", "no consta"))  # fmt: skip
        covers.append(
            [
                {"b": w.either("Monitored: ", "Seguimiento: ")},
                t(answer),
                t(" "),
                w.cite(o.grade.monitoring.citations, number, 1),
            ]
        )
    if review is not None:
        covers.append(
            [{"b": w.either("Explained: ", "Explicado: ")}, t(pick(review.reason, w.lang))]
        )
    row = w.row(o.id, first, shared, why, covers)
    row["also"] = [x.id for x in group[1:]]
    return row


def _areas(w: Writer, group: Sequence[Overlap]) -> list[Area]:
    """Return one area for each agency of the group; one for the offices of a series."""
    found: dict[str, Area] = {}
    for o in group:
        for area in (o.pairs[0].one, o.pairs[0].other):
            found.setdefault(w.side_of(area.agency.id), area)
    return list(found.values())


def _pair_title(w: Writer, group: list[Overlap]) -> str:
    if len(group) == 1:
        return " × ".join(w.agency(a) for a in group[0].agencies)
    parts = []
    for i in (0, 1):
        ids = list(dict.fromkeys(o.agencies[i] for o in group))
        parts.append(w.names(ids))
    return " × ".join(parts)
