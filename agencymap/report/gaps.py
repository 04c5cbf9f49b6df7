"""Gaps (D8), unmet needs (D6) and single points of failure (D10)."""

from __future__ import annotations

from typing import Any

from agencymap.analysis.gaps import Epistemic, Gap, GapKind
from agencymap.analysis.resilience import FailureKind
from agencymap.language import (
    pick,
)
from agencymap.report.base import Cell, Writer, t


def gap_section(w: Writer) -> dict[str, Any]:
    """Return the section on gaps (D8), unmet needs (D6) and single points (D10)."""
    numbers = {k: f"G{n}" for n, k in enumerate(GapKind, 1)}
    absent = [g for g in w.gaps if g.epistemic is Epistemic.ASSERTED_ABSENT]
    silent = [
        g for g in w.gaps if g.epistemic is Epistemic.NOT_ON_FILE and g.kind is not GapKind.NEED
    ]
    settle = {
        GapKind.SIDE: w.either("a statute, manual or official page that gives the function to an agency, or says that none has it", "una ley, un manual o una página oficial que atribuya la función o diga que nadie la tiene"),
        GapKind.CHANNEL: w.either("an agreement, a forum or a dated contact for this function", "un acuerdo, un foro o un contacto fechado para esta función"),
        GapKind.PLACE: w.either("a source on this place", "una fuente sobre este lugar"),
        GapKind.ACCOUNTABILITY: w.either("a source that says who answers for it", "una fuente que diga quién rinde cuentas"),
    }  # fmt: skip

    def gap_row(g: Gap, n: int, extra: Cell) -> dict[str, Any]:
        return w.row(
            g.id,
            [[{"b": f"G-{n:02d}"}], [{"m": numbers[g.kind]}]],
            [[t(w.speaker.gap(g))]],
            extra,
        )

    asserted_rows = [
        gap_row(g, n, [[w.cite(g.areas[0].responsibility.citations, f"G-{n:02d}")]])
        for n, g in enumerate(absent, 1)
    ]
    silent_rows = [
        gap_row(g, n, [[t(settle[g.kind])]]) for n, g in enumerate(silent, len(absent) + 1)
    ]
    need_rows = [
        w.row(n.id, [[{"b": f"N-{i:02d}"}]], [[t(w.speaker.need(n))]], [[t(pick(n.need.statement, w.lang))], [w.cite(n.need.citations, f"N-{i:02d}")]])
        for i, n in enumerate((x for x in w.needs if x.unmet), 1)
    ]  # fmt: skip
    point_rows = [
        w.row(p.id, [[{"b": f"P-{i:02d}"}]], [[t(w.either("gateway", "paso obligado") if p.kind is FailureKind.GATEWAY else w.either("sole holder", "institución única"))]],
                 [[t(w.speaker.single_point(p))]], [[t(w.place_names(p.places))]])
        for i, p in enumerate(sorted(w.points, key=lambda p: p.kind is FailureKind.SOLE_HOLDER), 1)
    ]  # fmt: skip
    return {
        "id": "gaps",
        "title": w.either("Gaps and single points of failure", "Vacíos y puntos únicos de falla"),
        "side": w.either("Rules D6, D8 and D10", "Reglas D6, D8 y D10"),
        "blocks": [
            w.finding(w.either(
                f"Absences that a source asserts: {len(absent)}; gaps for which the registry holds no record: {len(silent)}",
                f"Ausencias que una fuente documenta: {len(absent)}; vacíos sobre los que no consta asiento: {len(silent)}"),
                w.either("“Not on file” does not mean that there is none. Each line says what would settle it.", "«No consta» no significa que no exista. Cada renglón dice qué lo resolvería.")),
            w.table("asserted-absent", w.either("Asserted absent: a source says so", "Ausencia documentada: una fuente lo dice"),
                       [("Id", "id", 0.6), (w.either("Finding", "Hallazgo"), "text", 4), (w.either("Source", "Fuente"), "text", 1.4)], asserted_rows,
                       empty=w.either("No absence is asserted by a source on file.", "Ninguna fuente registrada documenta una ausencia.")),
            w.table("not-on-file", w.either("Not on file", "No consta en el registro"),
                       [("Id", "id", 0.6), (w.either("Finding", "Hallazgo"), "text", 3.6), (w.either("What would settle it", "Qué lo resolvería"), "text", 1.8)], silent_rows,
                       empty=w.either("No gap of this kind is on file; that is not proof that there is none.", "No constan vacíos de este tipo; eso no prueba que no los haya.")),
            w.table("needs", w.either("Unmet information needs (D6)", "Necesidades de información no atendidas (D6)"),
                       [("Id", "id", 0.6), (w.either("Need", "Necesidad"), "text", 3), (w.either("What the sources say", "Qué dicen las fuentes"), "text", 2.4)], need_rows,
                       empty=w.either("No unmet information needs are on file.", "No constan necesidades de información no atendidas.")),
            w.table("single-points", w.either("Single points of failure (D10)", "Puntos únicos de falla (D10)"),
                       [("Id", "id", 0.6), (w.either("Kind", "Tipo"), "text", 1), (w.either("Finding", "Hallazgo"), "text", 3.4), (w.either("Places affected", "Lugares afectados"), "text", 1.2)], point_rows,
                       empty=w.either("No single point of failure is on file.", "No consta ningún punto único de falla.")),
        ],
    }  # fmt: skip
