"""How much is on file, and how well it is filled in: counts for editors and readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from agencymap.model import Citation, Cooperation, Limit, Need, Responsibility
from agencymap.registry import Registry, Statement
from agencymap.vocabulary import Country, Footing, HowRead, Level, SourceKind, Status

Key = TypeVar("Key")

FILLS: Final = (
    "responsibilities.legal_basis",
    "responsibilities.places",
    "responsibilities.subjects",
    "responsibilities.dates",
    "limits.legal_basis",
    "cooperations.since",
    "cooperations.places",
    "mechanisms.dates",
    "agencies.founded",
    "instruments.dates",
    "citations.quote",
    "citations.date",
    "sources.date",
    "sources.url",
    "records.spanish_reviewed",
)
"""What is counted as filled in: record, then field."""


@dataclass(frozen=True, slots=True)
class Fill:
    """How many records of a kind have a field filled in."""

    what: str
    """One of :data:`FILLS`."""
    filled: int
    total: int

    @property
    def share(self) -> float | None:
        """Return the part filled in, from 0 to 1; None when there is no such record."""
        return self.filled / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of one registry; keys in the order of the vocabularies, zeros left out."""

    records: Mapping[str, int]
    """Kind of record → how many."""
    agencies: Mapping[tuple[Country, Level], int]
    responsibilities: Mapping[str, Mapping[Country, int]]
    """Domain id → country of the agency → areas of responsibility; every domain is there."""
    statements: Mapping[Status, int]
    """Responsibilities, limits, needs and links by what the sources do with them."""
    footings: Mapping[Footing, int]
    """The same statements by what they rest on."""
    sources: Mapping[SourceKind, int]
    publishers: Mapping[Country | None, int]
    """Sources by the country of the publisher; None: neither of the two, or not given."""
    read: Mapping[HowRead, int]
    """Sources by how much of them was read."""
    fills: tuple[Fill, ...]


def statistics(registry: Registry) -> Statistics:
    """Return the counts of the whole registry, whatever the day."""
    said = [
        p.record
        for p in registry.parts_of(Responsibility, Limit, Need, Cooperation)
        if isinstance(p.record, Statement)
    ]
    by_domain: dict[str, Counter[Country]] = {d.id: Counter() for d in registry.domains}
    for area in registry.areas:
        domain = registry.domain_of[area.responsibility.function].id
        by_domain[domain][area.agency.country] += 1
    sources = registry.sources.values()
    return Statistics(
        records=registry.counts(),
        agencies=_counted(
            ((a.country, a.level) for a in registry.agencies.values()),
            [(c, v) for c in Country for v in Level],
        ),
        responsibilities=by_domain,
        statements=_counted((s.status for s in said), Status),
        footings=_counted((registry.footing(s.citations) for s in said), Footing),
        sources=_counted((s.kind for s in sources), SourceKind),
        publishers=_counted((s.publisher_country for s in sources), [*Country, None]),
        read=_counted((s.read for s in sources), HowRead),
        fills=tuple(Fill(what, *_filled(answers)) for what, answers in _answers(registry).items()),
    )


def _counted(found: Iterable[Key], order: Iterable[Key]) -> Mapping[Key, int]:
    counts = Counter(found)
    return {key: counts[key] for key in order if counts[key]}


def _filled(answers: Iterable[object]) -> tuple[int, int]:
    known = [bool(a) for a in answers]
    return sum(known), len(known)


def _answers(registry: Registry) -> Mapping[str, list[object]]:
    """Return, for each of :data:`FILLS`, whether each record has it."""
    duties = [a.responsibility for a in registry.areas]
    limits = [x for a in registry.agencies.values() for x in a.limits]
    links = list(registry.cooperations.values())
    mechanisms = list(registry.mechanisms.values())
    instruments = list(registry.instruments.values())
    agencies = list(registry.agencies.values())
    sources = registry.sources
    citations = [p.record for p in registry.parts_of(Citation) if isinstance(p.record, Citation)]
    found: list[list[object]] = [
        [r.legal_basis for r in duties],
        [r.places for r in duties],
        [r.subjects for r in duties],
        [r.since or r.until for r in duties],
        [x.legal_basis for x in limits],
        [x.since for x in links],
        [x.places for x in links],
        [m.since or m.until for m in mechanisms],
        [a.founded for a in agencies],
        [i.signed or i.since or i.until for i in instruments],
        [c.quote for c in citations],
        [c.as_of or sources[c.source].date for c in citations],
        [s.date for s in sources.values()],
        [s.url for s in sources.values()],
        [r.spanish_reviewed for kind in (agencies, mechanisms, instruments, links) for r in kind],
    ]
    return dict(zip(FILLS, found, strict=True))


def first_day(registry: Registry) -> date | None:
    """Return the first day that any record names: an agency's founding, or a beginning."""
    dates = [a.founded for a in registry.agencies.values()]
    dates += [area.responsibility.since for area in registry.areas]
    dates += [x.since for x in registry.cooperations.values()]
    dates += [x.since for x in registry.mechanisms.values()]
    return min((d.earliest for d in dates if d is not None and d.earliest), default=None)
