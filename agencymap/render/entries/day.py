"""What the pages of both languages share: the findings of a day, by what they concern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from agencymap.analysis.gaps import GapKind
from agencymap.analysis.whole import AllFindings
from agencymap.dates import Holds, holds_on
from agencymap.model import Agency, Limit, Mechanism, Participant, Responsibility
from agencymap.registry import Area
from agencymap.vocabulary import Status

_T = TypeVar("_T")


class Day:
    """What the pages of both languages share: the findings of the day, by what they concern."""

    def __init__(self, found: AllFindings) -> None:
        self.found = found
        self.snapshot = found.snapshot
        self.registry = registry = found.snapshot.registry
        self.areas_by_function: dict[str, list[Area]] = defaultdict(list)
        self.holding: set[str] = set()
        for area in registry.areas:
            if registry.area_holds(area, self.snapshot.day) is not Holds.NO:
                self.holding.add(area.id)
                self.areas_by_function[area.responsibility.function].append(area)
        self.overlaps = gather(found.overlaps, lambda o: [*o.agencies, o.function])
        gaps = [g for g in found.gaps if g.kind is not GapKind.NEED]  # needs have their own part
        self.gaps = gather(gaps, lambda g: [*g.present, *(a.agency.id for a in g.areas)])
        self.gaps_by_function = gather(gaps, lambda g: [g.function])
        self.ties = gather(found.ties, lambda t: [t.agency, t.other] if t.other else [t.agency])
        self.needs = gather(found.needs, lambda n: [n.agency.id])
        mechanisms = list(registry.mechanisms.values())
        self.mechanisms_by_function = gather(mechanisms, lambda m: m.functions)
        self.mechanisms_by_instrument = gather(mechanisms, lambda m: m.instruments)
        self.later_mechanisms = gather(mechanisms, lambda m: m.predecessors)
        self.memberships: dict[str, list[tuple[Mechanism, Participant]]] = defaultdict(list)
        for m in mechanisms:
            if self.snapshot.mechanism_state(m) is not Holds.NO:
                for p in self.present(m):
                    self.memberships[p.agency].append((m, p))
        links = [
            link
            for link in registry.cooperations.values()
            if holds_on(self.snapshot.day, link.since, link.until) is not Holds.NO
        ]
        self.links_by_mechanism = gather(links, lambda x: [x.mechanism] if x.mechanism else [])
        self.links_by_instrument = gather(links, lambda x: [x.instrument] if x.instrument else [])
        instruments = list(registry.instruments.values())
        self.instruments_by_function = gather(instruments, lambda i: i.functions)
        self.later_instruments = gather(instruments, lambda i: i.replaces)
        self.resting: dict[str, list[tuple[Agency, Responsibility | Limit]]] = defaultdict(list)
        for a in registry.agencies.values():
            based: list[Responsibility | Limit] = [*a.responsibilities, *a.limits]
            for x in based:
                if self.so(a, x):
                    for i in dict.fromkeys(b.instrument for b in x.legal_basis):
                        self.resting[i].append((a, x))
        self.changes = gather(
            registry.changes, lambda e: [e.agency.id, *e.predecessors, *e.successors]
        )

    def so(self, agency: Agency, x: Responsibility | Limit) -> bool:
        """Return whether a statement on an agency belongs to the day."""
        return (
            agency.id in self.snapshot.agencies
            and x.status is not Status.RETIRED
            and self.registry.statement_holds(x, self.snapshot.day) is not Holds.NO
        )

    def present(self, mechanism: Mechanism) -> Iterator[Participant]:
        """Yield the participants on the day, announced ones too."""
        for p in mechanism.participants:
            if holds_on(self.snapshot.day, p.since, p.until) is not Holds.NO:
                yield p

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Return the units of each agency in being on the day."""
        day, agencies = self.snapshot.day, self.snapshot.agencies
        return {
            a: [c for c in self.registry.children(a, day) if c in agencies]
            for a in self.registry.agencies
        }


def gather(things: Iterable[_T], keys: Callable[[_T], Iterable[str]]) -> dict[str, list[_T]]:
    """Return things by what they concern, each once under each key."""
    found: dict[str, list[_T]] = defaultdict(list)
    for thing in things:
        for key in dict.fromkeys(keys(thing)):
            found[key].append(thing)
    return found
