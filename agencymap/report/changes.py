"""What changed: succession events."""

from __future__ import annotations

from typing import Any

from agencymap.language import (
    pick,
)
from agencymap.report.base import Writer, t
from agencymap.vocabulary import (
    label,
)


def changes(w: Writer) -> dict[str, Any]:
    """Return the section on succession events, newest first."""
    events = w.found.changes
    rows = [
        w.row(f"change-{n}", [[{"b": f"E-{n:02d}"}], [t(str(e.change.date))]], [[{"b": w.agency(e.agency.id)}], [{"m": label(e.change.kind, w.lang)}]],
                 [[t(pick(e.change.statement, w.lang))], [w.cite(e.change.citations, f"E-{n:02d}", 2)]],
                 [[t(label(e.change.carries_agreements, w.lang))]])
        for n, e in enumerate(reversed(events), 1)
    ]  # fmt: skip
    return {
        "id": "changes",
        "title": w.either("Who took over from whom", "Quién sucedió a quién"),
        "side": w.either("Succession of a body does not imply that of its duties or agreements.", "La sucesión de una institución no implica la de sus funciones ni la de sus acuerdos."),
        "blocks": [
            w.table("changes", w.either("Succession events on file, newest first", "Sucesiones registradas, de la más reciente a la más antigua"),
                       [(w.either("Id, date", "Id, fecha"), "id", 0.8), (w.either("Agency", "Institución"), "text", 1.3), (w.either("What happened", "Qué ocurrió"), "text", 3.4),
                        (w.either("Agreements passed on?", "¿Pasaron los acuerdos?"), "text", 0.9)], rows,
                       empty=w.either("No succession event is on file.", "No consta ninguna sucesión.")),
        ],
    }  # fmt: skip
