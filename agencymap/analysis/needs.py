"""Unmet information needs (D6): what an agency needs from another and no record shows it gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agencymap.dates import Holds, holds_on
from agencymap.model import Agency, Cooperation, Need
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import HELD, CooperationKind, Direction

_FLOWS = frozenset({CooperationKind.SERVICE, CooperationKind.INFORMATION_SHARING})


@dataclass(frozen=True, slots=True)
class InformationNeed:
    """A need on file, and the link that meets it, if any."""

    agency: Agency
    need: Need
    met_by: Cooperation | None
    refusals: tuple[Cooperation, ...]
    """Links that say the product is withheld from the agency."""
    certain: Holds
    """Yes, or uncertain when no source speaks of it by the day."""

    @property
    def id(self) -> str:
        """Return the stable id of the finding."""
        return f"need:{self.agency.id}/{self.need.id}"

    @property
    def unmet(self) -> bool:
        """Return whether no sharing link from the provider is valid on the day."""
        return self.met_by is None


def find_needs(snapshot: Snapshot, *, agency: str | None = None) -> list[InformationNeed]:
    """Return the needs of the day, met and unmet, by agency id, in the order of the files."""
    found = []
    for holder, need in snapshot.registry.needs:
        if agency is not None and holder.id != agency:
            continue
        if need.status not in HELD or holder.id not in snapshot.agencies:
            continue
        certain = snapshot.registry.statement_holds(need, snapshot.day)
        if certain is Holds.NO:
            continue
        links = [
            link
            for link in snapshot.registry.cooperations.values()
            if set(link.parties) == {holder.id, need.provider}
            and holds_on(snapshot.day, link.since, link.until) is not Holds.NO
            and link.status in HELD
        ]
        met = [link for link in links if _delivers(snapshot, link, need)]
        refusals = [link for link in links if link.kind is CooperationKind.WITHHELD_DATA]
        found.append(
            InformationNeed(holder, need, met[0] if met else None, tuple(refusals), certain)
        )
    return found


def foremost(needs: Sequence[InformationNeed]) -> list[InformationNeed]:
    """Return the unmet needs that sources speak of by the day, those refused outright first."""
    open_needs = [n for n in needs if n.unmet and n.certain is Holds.YES]
    return sorted(open_needs, key=lambda n: not n.refusals)


def _delivers(snapshot: Snapshot, link: Cooperation, need: Need) -> bool:
    if link.kind not in _FLOWS:
        return False
    if link.direction is Direction.FIRST_TO_SECOND and link.parties[0] != need.provider:
        return False
    return any(snapshot.registry.function_within(need.product_of, p) for p in link.products)
