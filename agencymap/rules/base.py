"""What every rule is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from agencymap.findings import Finding, Path, Severity
from agencymap.registry import Registry

Rule = Callable[[Registry, date], Iterator[Finding]]
"""Takes the registry and the day on which it is looked at; yields what is wrong."""


def accepted(registry: Registry, on: date) -> frozenset[str]:
    """Return the ids of the findings that a review accepts on that day."""
    return frozenset(r.finding for r in registry.reviews if r.until.latest >= on)


def finding(
    registry: Registry,
    kind: str,
    id_: str,
    path: Path,
    rule: str,
    message: str,
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Return a finding at the place of *path* in the record *id_* of that *kind*."""
    position = registry.source_maps[kind, id_].at(*path)
    return Finding(position, severity, message, rule, about_id(registry, kind, id_, path))


def about_id(registry: Registry, kind: str, id_: str, path: Path) -> str:
    """Return the id of the statement that *path* leads into, or else of the record."""
    if kind == "agency" and len(path) > 1 and path[0] in _STATEMENTS:
        part = getattr(registry.agencies[id_], str(path[0]))[path[1]]
        return f"{id_}/{part.id}"
    return id_


_STATEMENTS = ("responsibilities", "limits", "needs")
