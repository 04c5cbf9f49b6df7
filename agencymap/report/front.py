"""The cover and the one page of highlights."""

from __future__ import annotations

from collections import Counter
from typing import Any

from agencymap.analysis.coordination import coverage
from agencymap.analysis.gaps import GapKind
from agencymap.analysis.needs import foremost
from agencymap.analysis.resilience import FailureKind
from agencymap.analysis.reviews import reviewed
from agencymap.analysis.scope import SIDES
from agencymap.language import after_colon, capital, pick, plural
from agencymap.report.base import Writer
from agencymap.vocabulary import Status


def cover(w: Writer) -> dict[str, Any]:
    """Return what the cover shows: title, scope, and holders by area on both sides."""
    rows = []
    for domain, _ in w.found.domains:
        sides = {c.value: len(w.found.holders(domain.id, c).holders) for c in SIDES}
        rows.append({"name": pick(domain.name, w.lang), **sides})
    counts = "; ".join(f"{r['name']}: {r['us']}, {r['mx']}" for r in rows)
    alt = counts or w.either("none", "ninguna")
    agencies, functions = len(w.found.agencies), len(w.found.functions)
    where = w.either("both countries", "ambos países") if len(w.found.sides) > 1 else w.scope_part("countries")  # fmt: skip
    return {
        "kicker": w.either("Overlap report: United States and Mexico", "Reporte de traslapes: Estados Unidos y México"),
        "title": w.either("Who works against arms trafficking, and who talks to whom", "Quién combate el tráfico de armas y quién habla con quién"),
        "lede": w.either(
            f"Areas of responsibility on file in {where}: where they overlap, what "
            "agreement covers them, which office answers to which across the border, and what "
            "no record shows.",
            f"Ámbitos de competencia registrados en {where}: dónde se traslapan, qué acuerdo "
            "los cubre, qué institución corresponde a cuál del otro lado y qué no consta.",
        ),
        "caption": w.either("one block for each agency that holds functions of the area", "un bloque por cada institución con funciones del área"),
        "rows": rows,
        "alt": w.either(f"Agencies on file by area, United States and Mexico. {alt}.", f"Instituciones registradas por área, Estados Unidos y México. {alt}."),
        "facts": [
            [w.either("As of", "Fecha de corte"), w.meta()["day"]],
            [w.either("Scope", "Alcance"), w.either(
                f"{agencies} {plural(agencies, 'agency', 'agencies')}, {functions} {plural(functions, 'function', 'functions')}; {w.scope_text()}",
                f"{agencies} {plural(agencies, 'institución', 'instituciones')}, {functions} {plural(functions, 'función', 'funciones')}; {w.scope_text()}")],
            [w.either("Registry", "Registro"), w.either(
                f"Edition {w.registry.info.edition}, digest {w.meta()['digest']}",
                f"Edición {w.registry.info.edition}, huella {w.meta()['digest']}")],
        ],
    }  # fmt: skip


def highlights(w: Writer) -> dict[str, Any]:
    """Return the one page that says why, what was found, and what is missing."""
    found: list[dict[str, str]] = []
    c = coverage(o.grade.value for o in w.overlaps)
    total = len(w.overlaps)
    low = sum(o.grade.value <= 1 for o in w.overlaps)
    known = reviewed(w.snapshot).valid
    explained = sum(o.id in known for o in w.overlaps)
    if not w.found.held:
        found.append({"claim": w.either("No responsibility is on file for this scope and date.", "No consta ningún ámbito de competencia en este alcance y fecha."),
                      "text": w.either("That is not proof that there is none.", "Eso no prueba que no exista."), **_refer(w, "data")})  # fmt: skip
    if total:
        covered = c.reached[3]
        claim = w.either(
            f"{w.overlaps_on_file(total)}; {covered or 'none'} {'is' if covered < 2 else 'are'} covered by a "
            "written agreement in force.",
            f"{w.overlaps_on_file(total)}; {covered or 'ninguno'} {'está cubierto' if covered < 2 else 'están cubiertos'} "
            "por un acuerdo escrito y en vigor.",
        )
        rest = " ".join((w.speaker.coverage(c, 4), w.either(
            f"At grade 0 or 1, without agreement or contact in force, stand {low}.",
            f"En grado 0 o 1, sin acuerdo ni contacto vigente, hay {low}.")))  # fmt: skip
        found.append({"claim": claim, "text": rest, **_refer(w, "overlaps")})
    else:
        found.append({"claim": w.speaker.coverage(c, 2), "text": "", **_refer(w, "overlaps")})
    for need in foremost(w.needs)[:1]:
        found.append({"claim": w.speaker.need(need), "text": pick(need.need.statement, w.lang),
                      **_refer(w, "gaps")})  # fmt: skip
    for series in w.registry.series.values():
        tallies = [
            x
            for x in series.tallies
            if (x.as_of.earliest or x.as_of.latest) <= w.snapshot.day
            and w.found.has_function(x.function)
            and any(w.registry.agencies[a].series == series.id for a in w.found.agencies)
        ]
        if tallies:
            held = [x for x in tallies if x.status is Status.ASSERTED] or tallies
            newest = max(held, key=lambda x: x.as_of)
            promised = [x for x in tallies if x.status is Status.ANNOUNCED]
            text = pick(promised[-1].statement, w.lang) if promised else ""
            found.append(
                {
                    "claim": pick(newest.statement, w.lang),
                    "text": text,
                    **_refer(w, "matrix"),
                }
            )
    gateways = [p for p in w.points if p.kind is FailureKind.GATEWAY]
    sole = [p for p in w.points if p.kind is FailureKind.SOLE_HOLDER]
    if gateways or sole:
        text = w.speaker.single_point(gateways[0]) if gateways else w.speaker.single_point(sole[0])
        found.append({
            "claim": w.either(
                f"On file are {len(sole)} functions with one holder in a country, and {len(gateways)} gateways to the other side."
                if min(len(sole), len(gateways)) > 1 else
                f"Functions with one holder in a country on file: {len(sole) or 'none'}; gateways to the other side: {len(gateways) or 'none'}.",
                f"Constan {len(sole)} funciones con una sola institución en un país y {len(gateways)} pasos obligados hacia el otro lado."
                if min(len(sole), len(gateways)) > 1 else
                f"Funciones con una sola institución en un país que constan: {len(sole) or 'ninguna'}; pasos obligados hacia el otro lado: {len(gateways) or 'ninguno'}."),
            "text": text, **_refer(w, "gaps")})  # fmt: skip
    side = [g for g in w.gaps if g.kind in (GapKind.SIDE, GapKind.CHANNEL)]
    if side:
        n = len(side)
        found.append({
            "claim": w.either(
                f"For {plural(n, 'one function', f'{n} functions')} one side, or the channel between both, is not on file.",
                f"En {plural(n, 'una función', f'{n} funciones')} no consta un lado o la vía entre ambos."),
            "text": w.either("That is not proof that there is none.", "Eso no prueba que no exista."),
            **_refer(w, "gaps")})  # fmt: skip
    if explained:
        first = next(known[o.id] for o in w.overlaps if o.id in known)
        found.append({
            "claim": w.either(
                f"Explained by what a source says of the division of work: {plural(explained, 'one overlap', f'{explained} overlaps')}.",
                f"Se {plural(explained, 'explica', 'explican')} por lo que una fuente dice del reparto de tareas: {plural(explained, 'un traslape', f'{explained} traslapes')}."),
            "text": w.either("The first: ", "El primero: ") + after_colon(pick(first.reason, w.lang)) if explained > 1 else pick(first.reason, w.lang),
            **_refer(w, "overlaps")})  # fmt: skip
    grades = Counter(o.grade.value for o in w.overlaps)
    by_country = {
        s.value: [sum(1 for o in w.overlaps if o.grade.value == g
                      and w.snapshot.country(o.agencies[0]) == s) for g in range(5)]
        for s in SIDES
    }  # fmt: skip
    return {
        "title": w.either("Highlights", "Resumen"),
        "side": [
            [w.either("Why this report", "Por qué este reporte"), w.either(
                "Firearms bought in the United States reach criminal groups in Mexico. Agencies of both governments work on every step. Staff need to see who holds which task, what covers the places where tasks meet, and whom to call.",
                "Armas compradas en los Estados Unidos llegan a grupos delictivos en México. Instituciones de ambos gobiernos intervienen en cada paso. El personal necesita ver quién tiene cada tarea, qué cubre los puntos en que se encuentran y con quién hablar.")],
            [w.either("How it was made", "Cómo se hizo"), w.either(
                "The registry records areas of responsibility: one agency, one function, places, a role, dates, and a source with its exact place. Findings are computed from those records by published rules.",
                "El registro contiene ámbitos de competencia: una institución, una función, lugares, un papel, fechas y una fuente con su ubicación exacta. Los hallazgos se calculan con reglas publicadas.")],
            [w.either("How to read a finding", "Cómo leer un hallazgo"), w.either(
                "Overlap does not mean waste. Two agencies on one task can be a safeguard. This report states what is on file. It makes no recommendation.",
                "Un traslape no significa dispendio. Dos instituciones en una tarea pueden ser un resguardo. Este reporte dice lo que consta. No emite recomendaciones.")],
            *_mexican_terms(w),
        ],
        "edition_title": w.either("In this edition", "En esta edición"),
        "numbers": [
            [w.either("Agencies", "Instituciones"), len(w.found.agencies)],
            [w.either("Functions", "Funciones"), len(w.found.functions)],
            [w.either("Responsibilities", "Ámbitos de competencia"), len(w.found.held)],
            [w.either("Overlaps", "Traslapes"), total],
            *([[w.either("of them, explained", "de ellos, explicados"), explained]] if explained else []),
            [w.either("Mechanisms", "Mecanismos"), len(w.found.mechanisms)],
            [w.either("Sources", "Fuentes"), len(w.found.sources)],
        ],
        "found_title": w.either("What was found", "Qué se encontró"),
        "found": found,
        "figure": {
            "title": w.either("Overlaps on file, by coordination grade", "Traslapes registrados, por grado de coordinación"),
            "grades": [
                {"grade": g, "us": by_country["us"][g], "mx": by_country["mx"][g],
                 "text": w.grade_words()[g]}
                for g in range(5)
            ],
            "alt": w.either("Overlaps by grade: ", "Traslapes por grado: ")
            + ", ".join(f"{w.either('grade', 'grado')} {g}: {grades[g]}" for g in range(5)) + ".",
        },
        "missing_title": w.either("What is missing", "Qué falta"),
        "missing": [
            [w.either("Channels", "Vías"), w.either("that are not public. “Not on file” means that no source read says so; it may exist.", "que no son públicas. «No consta» significa que ninguna fuente leída lo dice; puede existir.")],
            [w.either("Budgets", "Presupuestos"), w.either("and results of programs: not collected. Nothing here measures cost or success.", "y resultados de programas: no se recopilan. Nada aquí mide costo ni éxito.")],
            [w.either("Views", "Opiniones"), w.either("of the agencies named: not sought for this edition.", "de las instituciones nombradas: no se solicitaron para esta edición.")],
        ],
    }  # fmt: skip


def _refer(w: Writer, section: str) -> dict[str, str]:
    """Return where a finding of the highlights is told in full."""
    return {"ref": capital(w.section(section)), "to": section}


def _mexican_terms(w: Writer) -> list[list[str]]:
    """Return the note of the Spanish edition on *coincidencia* and *duplicidad* in law."""
    if w.lang == "en":
        return []
    return [[
        "Términos mexicanos",
        "Traslape equivale, a grandes rasgos, a coincidencia. Nada de lo aquí escrito es una determinación de duplicidad de funciones (art. 134 constitucional; Ley Federal de Austeridad Republicana, art. 13)."]]  # fmt: skip
