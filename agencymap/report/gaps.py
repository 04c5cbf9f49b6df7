"""Gaps (D8), unmet needs (D6), single points of failure (D10) and brokers (D11)."""

from __future__ import annotations

from typing import Any

from agencymap.analysis.gaps import GAP_NUMBERS, Epistemic, Gap, GapKind
from agencymap.analysis.resilience import FailureKind, SinglePoint
from agencymap.language import country_name, pick
from agencymap.report.base import Cell, Writer, t
from agencymap.vocabulary import Country


def gap_section(w: Writer) -> dict[str, Any]:
    """Return the section on gaps, unmet needs, single points of failure and brokers."""
    absent = [g for g in w.gaps if g.epistemic is Epistemic.ASSERTED_ABSENT]
    silent = [
        g for g in w.gaps if g.epistemic is Epistemic.NOT_ON_FILE and g.kind is not GapKind.NEED
    ]
    numbers = {g.id: f"G-{n:02d}" for n, g in enumerate((*absent, *silent), 1)}
    nobody = [g for g in silent if g.kind is GapKind.ACCOUNTABILITY]
    other = [g for g in silent if g.kind is not GapKind.ACCOUNTABILITY]
    return {
        "id": "gaps",
        "title": w.either("Gaps and single points of failure", "Vacíos y puntos únicos de falla"),
        "side": w.either("Rules D6, D8, D10 and D11", "Reglas D6, D8, D10 y D11"),
        "blocks": [
            w.finding(w.either(
                f"Absences that a source asserts: {len(absent) or 'none'}; gaps for which the registry holds no record: {len(silent) or 'none'}",
                f"Ausencias que una fuente documenta: {len(absent) or 'ninguna'}; vacíos sobre los que no consta asiento: {len(silent) or 'ninguno'}"),
                w.either("“Not on file” does not mean that there is none, so the two stand in separate tables. What would settle each is said beside it, or below the table.",
                         "«No consta» no significa que no exista; por eso van en tablas separadas. Junto a cada uno, o al pie de la tabla, se dice qué lo resolvería.")),
            _absent(w, absent, numbers),
            _silent(w, other, numbers),
            _nobody(w, nobody, numbers),
            *_needs(w),
            *_points(w),
            _brokers(w),
        ],
    }  # fmt: skip


def _kind(w: Writer, g: Gap) -> str:
    words = {
        GapKind.SIDE: w.either("Side", "Lado"),
        GapKind.CHANNEL: w.either("Channel", "Vía"),
        GapKind.PLACE: w.either("Place", "Lugar"),
        GapKind.ACCOUNTABILITY: w.either("Accountability", "Rendición de cuentas"),
        GapKind.NEED: w.either("Need", "Necesidad"),
    }
    return f"{GAP_NUMBERS[g.kind]} {words[g.kind]}"


def _absent(w: Writer, gaps: list[Gap], numbers: dict[str, str]) -> dict[str, Any]:
    """Return the gaps that a source asserts, with what it states."""
    rows = [
        w.row(g.id, [[{"b": numbers[g.id]}]], [[t(_kind(w, g))]], [[t(w.speaker.gap(g))]],
              [[t(pick(g.areas[0].responsibility.statement, w.lang))], [w.cite(g.areas[0].responsibility.citations, numbers[g.id])]])
        for g in gaps
    ]  # fmt: skip
    return w.table(
        "asserted-absent", w.either("Asserted absent: a source says so", "Ausencia documentada: una fuente lo dice"),
        [("Id", "id", 0.6), (w.either("Kind", "Tipo"), "text", 0.9), (w.either("What is absent", "Qué falta"), "text", 2.5), (w.either("What the source states", "Qué dice la fuente"), "text", 2.5)], rows,
        empty=w.either("No absence is asserted by a source on file.", "Ninguna fuente registrada documenta una ausencia."))  # fmt: skip


def _silent(w: Writer, gaps: list[Gap], numbers: dict[str, str]) -> dict[str, Any]:
    """Return the gaps of side, channel and place for which there is only no record."""
    settle = {
        GapKind.SIDE: w.either("A statute, manual or official page that gives the function to an agency, or says that none has it", "Una ley, un manual o una página oficial que atribuya la función o diga que nadie la tiene"),
        GapKind.CHANNEL: w.either("An agreement, a forum or a dated contact for this function", "Un acuerdo, un foro o un contacto fechado para esta función"),
        GapKind.PLACE: w.either("A source on this place", "Una fuente sobre este lugar"),
    }  # fmt: skip
    rows = [
        w.row(g.id, [[{"b": numbers[g.id]}]], [[t(_kind(w, g))]], [[t(w.speaker.gap(g))]], [[t(settle[g.kind])]])
        for g in gaps
    ]  # fmt: skip
    return w.table(
        "not-on-file", w.either("Not on file: nobody has recorded it; it may exist", "No consta: no está en el registro; puede existir"),
        [("Id", "id", 0.6), (w.either("Kind", "Tipo"), "text", 0.7), (w.either("What is not on file", "Qué no consta"), "text", 3), (w.either("What would settle it", "Qué lo resolvería"), "text", 2.6)], rows,
        empty=w.either("No gap of this kind is on file; that is not proof that there is none.", "No constan vacíos de este tipo; eso no prueba que no los haya.")) | {"dense": len(rows) > 12}  # fmt: skip


def _nobody(w: Writer, gaps: list[Gap], numbers: dict[str, str]) -> dict[str, Any]:
    """Return the gaps of accountability, one row for each function, a column for each country."""
    by_function: dict[str, dict[Country | None, Gap]] = {}
    for g in gaps:
        by_function.setdefault(g.function, {})[g.country] = g
    rows: list[dict[str, Any]] = []
    band = ""
    for f, sides in by_function.items():
        domain = pick(w.registry.domain_of[f].name, w.lang)
        if domain != band:
            rows.append({"band": domain})
            band = domain
        ids: Cell = [[{"b": numbers[g.id]}] for g in sides.values()]
        cells: list[Cell] = [
            [[t(w.names(sides[c].present))]] if c in sides else [[{"m": "–"}]]
            for c in (Country.US, Country.MX)
        ]
        row = w.row(next(iter(sides.values())).id, ids, [[{"b": w.fname(f)}]], *cells)
        row["also"] = [g.id for g in list(sides.values())[1:]]
        rows.append(row)
    note = w.either("A source that says which of them answers for the function. A dash: no such gap in that country.", "Una fuente que diga cuál de ellas rinde cuentas de la función. Un guion: no hay vacío de este tipo en ese país.")  # fmt: skip
    return w.table(
        "not-accountable", w.either("Not on file: who is accountable (G4). Agencies carry the function out, and none is on file as accountable for it", "No consta quién rinde cuentas (G4). Hay instituciones que ejecutan la función y no consta cuál rinde cuentas"),
        [("Id", "id", 0.6), (w.either("Function", "Función"), "text", 1.6), (w.words()["us"], "text", 2.2), (w.words()["mx"], "text", 2.2)], rows,
        notes=[(w.either("What would settle it", "Qué lo resolvería"), note)],
        empty=w.either("For every function that is carried out, an agency is on file as accountable.", "Toda función que se ejecuta tiene una institución que consta como responsable de rendir cuentas.")
        if w.found.held else w.either("No function in this scope is on file as carried out.", "En este alcance no consta ninguna función en ejecución.")) | {"dense": len(rows) > 12}  # fmt: skip


def _needs(w: Writer) -> list[dict[str, Any]]:
    """Return the information needs that no record shows met (D6)."""
    unmet = [x for x in w.needs if x.unmet]
    rows = [
        w.row(n.id, [[{"b": f"N-{i:02d}"}]], [[t(w.speaker.need(n))]], [[t(pick(n.need.statement, w.lang))], [w.cite(n.need.citations, f"N-{i:02d}")]])
        for i, n in enumerate(unmet, 1)
    ]  # fmt: skip
    return [w.table(
        "needs", w.either("Unmet information needs (D6)", "Necesidades de información no atendidas (D6)"),
        [("Id", "id", 0.6), (w.either("Need", "Necesidad"), "text", 3), (w.either("What the sources say", "Qué dicen las fuentes"), "text", 2.4)], rows,
        empty=w.either("No unmet information needs are on file.", "No constan necesidades de información no atendidas.")) | {"dense": True}]  # fmt: skip


def _points(w: Writer) -> list[dict[str, Any]]:
    """Return the single points of failure (D10): gateways, then sole holders by country."""
    gateways = [p for p in w.points if p.kind is FailureKind.GATEWAY]
    sole = [p for p in w.points if p.kind is FailureKind.SOLE_HOLDER]
    rows: list[dict[str, Any]] = []
    n = 0

    def add(band: str, points: list[SinglePoint]) -> None:
        nonlocal n
        if points:
            rows.append({"band": f"{band}: {len(points)}"})
        for p in points:
            n += 1
            number = f"P-{n:02d}"
            cited = [c for a in p.areas for c in a.responsibility.citations[:1]]
            loses: Cell = [[t(w.speaker.single_point(p))]]
            if p.kind is FailureKind.SOLE_HOLDER:
                loses = [[t(w.fname(p.function))]]
            loses[0] += [t(" "), w.cite(cited, number, 2)]
            rows.append(w.row(p.id, [[{"b": number}]], [[t(w.agency(p.agency))]], loses,
                              [[t(w.place_names(p.places))]]))  # fmt: skip

    add(w.either("Gateways: without it, others lose the way to the other side", "Pasos obligados: sin ella, otras pierden el camino al otro lado"), gateways)  # fmt: skip
    for c in (Country.US, Country.MX):
        name = country_name(c, w.lang)
        add(w.either(f"Sole holders in {name}: without it, no agency on file holds the function", f"Institución única en {name}: sin ella, no consta otra con la función"), [p for p in sole if p.country is c])  # fmt: skip
    claim = w.either(
        f"Gateways to the other side on file: {len(gateways) or 'none'}; functions with one holder in a country: {len(sole) or 'none'}",
        f"Pasos obligados hacia el otro lado que constan: {len(gateways) or 'ninguno'}; funciones con una sola institución en un país: {len(sole) or 'ninguna'}",
    )
    table = w.table(
        "single-points", w.either("Single points of failure (D10)", "Puntos únicos de falla (D10)"),
        [("Id", "id", 0.6), (w.either("Without", "Sin"), "text", 1.05), (w.either("What is lost; source", "Qué se pierde; fuente"), "text", 3.7), (w.either("Places affected", "Lugares afectados"), "text", 1.9)], rows,
        empty=w.either("No single point of failure is on file.", "No consta ningún punto único de falla.")) | {"dense": len(rows) > 12}  # fmt: skip
    return [w.finding(claim), table] if rows else [table]


def _brokers(w: Writer) -> dict[str, Any]:
    """Return the agencies that bring others nearer across the border (D11)."""
    rows = []
    for n, b in enumerate(w.found.brokers, 1):
        number = f"BR-{n:02d}"
        lost = sum(p.after is None for p in b.pairs)
        rows.append(w.row(b.id, [[{"b": number}]], [[{"b": w.agency(b.agency)}]], [[t(w.speaker.broker(b))]], [[t(str(len(b.pairs)))]], [[t(str(lost))]],
                          [[t(w.either("yes", "sí") if b.all_traffic else w.either("no", "no"))]]))  # fmt: skip
    return w.table(
        "brokers", w.either("Brokers: agencies that bring others nearer across the border (D11)", "Puentes: instituciones que acercan a otras a través de la frontera (D11)"),
        [("Id", "id", 0.6), (w.either("Agency", "Institución"), "text", 1), (w.either("What it joins", "Qué une"), "text", 5.7), (w.either("Pairs", "Pares"), "number", 0.6),
         (w.either("Without path", "Sin camino"), "number", 0.8), (w.either("Only way?", "¿Única vía?"), "text", 0.75)], rows,
        empty=w.either("No agency on file brings others nearer across the border.", "No consta ninguna institución que acerque a otras a través de la frontera.")) | {"dense": len(rows) > 12}  # fmt: skip
