"""Records as written, before they are checked: what two editions of a registry are compared by.

A registry that does not validate has facts all the same, so a change can be told even where one
side is broken. :func:`agencymap.loading.read_facts` reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from agencymap.findings import Path, Position, SourceMap

Key = tuple[str, str]
"""(kind, id); a statement's id is ``agency/id``. A review is known by its finding, an entry of the
coverage list by its name, a view by its agency."""

KINDS = (
    "agency", "responsibility", "limit", "need", "cooperation", "mechanism", "instrument",
    "source", "place", "domain", "function", "subject", "series", "term", "option", "case",
    "review", "coverage", "view", "map", "registry",
)  # fmt: skip
"""Kinds of facts, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A record as written, without the records inside it that are facts of their own."""

    kind: str
    id: str
    value: Mapping[str, Any]
    source_map: SourceMap = field(repr=False, compare=False)
    path: Path = ()

    @property
    def position(self) -> Position:
        """Return where it is written."""
        return self.source_map.at(*self.path)
