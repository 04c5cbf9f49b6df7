"""The registry: immutable, indexed, whole.

If you hold a :class:`Registry`, every id is unique, every reference resolves and no hierarchy has
a cycle at any date; only :mod:`agencymap.loading` makes one, so nothing downstream checks again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from agencymap.dates import Holds, both, holds_on
from agencymap.findings import Path, SourceMap
from agencymap.model import (
    Agency,
    Case,
    Change,
    Citation,
    Cooperation,
    CoverageEntry,
    Domain,
    Function,
    Instrument,
    Limit,
    MapBlock,
    Mechanism,
    Need,
    Option,
    Place,
    Record,
    RegistryInfo,
    Responsibility,
    Review,
    Series,
    Source,
    Subject,
    Term,
    View,
)
from agencymap.vocabulary import Footing, footing

Statement = Responsibility | Limit | Need | Cooperation
"""Records that state something over a span of time, with citations."""


class Part(NamedTuple):
    """A record inside a record, itself included: where it stands, and what it is."""

    kind: str
    """Kind of the outermost record, as in the keys of ``source_maps``."""
    id: str
    """Id of the outermost record."""
    path: Path
    """Where in it: field names and indexes."""
    record: Record


@dataclass(frozen=True, slots=True)
class Area:
    """An area of responsibility with the agency that holds it; ``id`` is ``agency/slug``."""

    agency: Agency
    responsibility: Responsibility

    @property
    def id(self) -> str:
        """Return the id of the area, unique in the registry."""
        return f"{self.agency.id}/{self.responsibility.id}"


@dataclass(frozen=True, slots=True)
class LocatedChange:
    """A succession event with the agency in whose file it stands."""

    agency: Agency
    change: Change

    @property
    def predecessors(self) -> tuple[str, ...]:
        """Return the ids of the agencies that were there before."""
        return self.change.predecessors or ((self.agency.id,) if self.change.successors else ())

    @property
    def successors(self) -> tuple[str, ...]:
        """Return the ids of the agencies that were there after."""
        return self.change.successors or ((self.agency.id,) if self.change.predecessors else ())


@dataclass(frozen=True)
class Registry:
    """All records of one edition, by id, in the order of their ids (lists: in their own order)."""

    info: RegistryInfo
    agencies: Mapping[str, Agency]
    domains: tuple[Domain, ...]
    subjects: Mapping[str, Subject]
    series: Mapping[str, Series]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    mechanisms: Mapping[str, Mechanism]
    instruments: Mapping[str, Instrument]
    cooperations: Mapping[str, Cooperation]
    blocks: tuple[MapBlock, ...]
    reviews: tuple[Review, ...]
    source_maps: Mapping[tuple[str, str], SourceMap] = field(repr=False)
    """(kind, id) → positions of the record in its file."""
    terms: Mapping[str, Term] = field(default_factory=dict)
    """The glossary."""
    coverage: tuple[CoverageEntry, ...] = ()
    """What the founding documents name, and where it is on file."""
    options: Mapping[str, Option] = field(default_factory=dict)
    """Options that sources propose, in the order of the file."""
    cases: Mapping[str, Case] = field(default_factory=dict)
    """Questions worth a page of the report, in the order of the file."""
    views: tuple[View, ...] = ()
    """What agencies say of what is on file about them."""

    # -- indexes ---------------------------------------------------------------------------

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        """Return the functions by id, in the order of the list."""
        return {f.id: f for domain in self.domains for f in domain.functions}

    @cached_property
    def domain_of(self) -> Mapping[str, Domain]:
        """Return the domain of each function id and of each domain id."""
        return {i: d for d in self.domains for i in (d.id, *(f.id for f in d.functions))}

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Return all areas of responsibility, by agency id, then in the order of the file."""
        return tuple(Area(a, r) for a in self.agencies.values() for r in a.responsibilities)

    def areas_of(self, agency: str) -> list[Area]:
        """Return the areas of one agency, in the order of its file."""
        record = self.agencies[agency]
        return [Area(record, r) for r in record.responsibilities]

    @cached_property
    def needs(self) -> tuple[tuple[Agency, Need], ...]:
        """Return all needs with the agency that has them."""
        return tuple((a, n) for a in self.agencies.values() for n in a.needs)

    @cached_property
    def limits(self) -> tuple[tuple[Agency, Limit], ...]:
        """Return all limits with the agency they bind."""
        return tuple((a, limit) for a in self.agencies.values() for limit in a.limits)

    @cached_property
    def changes(self) -> tuple[LocatedChange, ...]:
        """Return all succession events, by date, then agency id."""
        found = (LocatedChange(a, c) for a in self.agencies.values() for c in a.changes)
        return tuple(sorted(found, key=lambda e: (e.change.date, e.agency.id)))

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of the content (hexadecimal): independent of files and their order."""
        digest = hashlib.sha256()
        for record in self._records():
            digest.update(record.model_dump_json(exclude_defaults=True).encode())
            digest.update(b"\n")
        return digest.hexdigest()

    def _records(self) -> Iterator[Record]:
        yield self.info
        yield from self.domains
        for records in (
            self.subjects, self.series, self.places, self.sources, self.agencies,
            self.mechanisms, self.instruments, self.cooperations, self.terms,
        ):  # fmt: skip
            yield from records.values()
        yield from self.blocks
        yield from self.reviews
        yield from self.coverage
        yield from self.options.values()
        yield from self.cases.values()
        yield from self.views

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Return every record inside every record, as the files hold them, outermost first."""
        found: list[Part] = []
        for kind, records in (
            ("agency", self.agencies), ("mechanism", self.mechanisms),
            ("instrument", self.instruments), ("cooperation", self.cooperations),
            ("place", self.places), ("subject", self.subjects), ("series", self.series),
            ("source", self.sources), ("term", self.terms), ("option", self.options),
            ("case", self.cases),
        ):  # fmt: skip
            for id_, record in records.items():
                _collect(found, kind, id_, (), record)
        for n, domain in enumerate(self.domains):
            _collect(found, "functions", "functions", ("domains", n), domain)
        for n, view in enumerate(self.views):
            _collect(found, "views", "views", ("views", n), view)
        return tuple(found)

    @cached_property
    def _parts_by_type(self) -> Mapping[type[Record], list[Part]]:
        found: dict[type[Record], list[Part]] = {}
        for part in self.parts:
            found.setdefault(type(part.record), []).append(part)
        return found

    def parts_of(self, *types: type[Record]) -> Iterator[Part]:
        """Yield the :attr:`parts` of exactly these types, type by type."""
        for one in types:
            yield from self._parts_by_type.get(one, ())

    def counts(self) -> Mapping[str, int]:
        """Return the number of records of each kind."""
        return {
            "agencies": len(self.agencies),
            "responsibilities": len(self.areas),
            "limits": len(self.limits),
            "needs": len(self.needs),
            "functions": len(self.functions),
            "mechanisms": len(self.mechanisms),
            "participations": sum(len(m.participants) for m in self.mechanisms.values()),
            "cooperations": len(self.cooperations),
            "instruments": len(self.instruments),
            "places": len(self.places),
            "sources": len(self.sources),
        }

    def footing(self, citations: Iterable[Citation]) -> Footing:
        """Return what a statement with these citations rests on: press alone, copies, or firmer."""
        return footing(self.sources[c.source].kind for c in citations)

    # -- agencies --------------------------------------------------------------------------

    def exists(self, agency: str, day: date) -> Holds:
        """Return whether the agency exists on *day*."""
        record = self.agencies[agency]
        return holds_on(day, record.founded, record.dissolved)

    def parents(self, agency: str, day: date) -> list[str]:
        """Return the ids of the parents on *day*: first the principal one, as the file lists.

        A contested parent is none: an agency does not leave the overlaps on a disputed claim.
        """
        return self._parents(agency, day, contested=False)

    def contested_parents(self, agency: str, day: date) -> list[str]:
        """Return the ids of the agencies of which sources differ whether they are parents."""
        return self._parents(agency, day, contested=True)

    def _parents(self, agency: str, day: date, *, contested: bool) -> list[str]:
        return [
            p.agency
            for p in self.agencies[agency].parents
            if p.contested is contested and holds_on(day, p.since, p.until) is not Holds.NO
        ]

    def ancestors(self, agency: str, day: date) -> list[str]:
        """Return the ids of all agencies above on *day*, nearest first, without repetition."""
        found: list[str] = []
        queue = self.parents(agency, day)
        while queue:
            nearest_one = queue.pop(0)
            if nearest_one not in found:
                found.append(nearest_one)
                queue.extend(self.parents(nearest_one, day))
        return found

    def children(self, agency: str, day: date) -> list[str]:
        """Return the ids of the agencies directly below on *day*, sorted."""
        return [
            a for a in self._possible_children.get(agency, ()) if agency in self.parents(a, day)
        ]

    @cached_property
    def _possible_children(self) -> Mapping[str, tuple[str, ...]]:
        below: dict[str, set[str]] = {}
        for agency in self.agencies.values():
            for parent in agency.parents:
                below.setdefault(parent.agency, set()).add(agency.id)
        return {parent: tuple(sorted(ids)) for parent, ids in below.items()}

    def area_holds(self, area: Area, day: date) -> Holds:
        """Return whether the area is in being on *day*: its own span and that of its agency."""
        own = self.statement_holds(area.responsibility, day)
        return both(own, self.exists(area.agency.id, day))

    def statement_holds(self, statement: Statement, day: date) -> Holds:
        """Return whether a cited statement holds on *day*.

        When no source gives its beginning and none speaks of it by *day*, a yes is uncertain: the
        date of a source is not a beginning, but before it nothing is known.
        """
        state = holds_on(day, statement.since, statement.until)
        if state is Holds.YES and statement.since is None:
            spoken = [d for c in statement.citations if (d := self.spoken(c)) is not None]
            if spoken and day < min(spoken):
                return Holds.UNCERTAIN
        return state

    def spoken(self, citation: Citation) -> date | None:
        """Return the first day a citation can speak of: its own date, or that of its source."""
        when = citation.as_of or self.sources[citation.source].date
        return (when.earliest or when.latest) if when else None

    # -- places, functions, subjects -------------------------------------------------------

    @cached_property
    def _places_below(self) -> Mapping[str, frozenset[str]]:
        """Each place with all places wholly inside it, itself included."""
        direct: dict[str, set[str]] = {place: set() for place in self.places}
        for place in self.places.values():
            direct[place.id].update(place.contains)
            for outer in place.within:
                direct[outer].add(place.id)
            country = place.country.value.upper()
            if country in direct and country != place.id:
                direct[country].add(place.id)
        return {place: frozenset(_reach(place, direct)) for place in self.places}

    def place_within(self, inner: str, outer: str) -> bool:
        """Return whether *inner* is *outer* or lies wholly inside it."""
        return inner in self._places_below[outer]

    def place_size(self, place: str) -> int:
        """Return how many known places lie wholly inside a place, itself included."""
        return len(self._places_below[place])

    def places_meet(self, one: str, other: str) -> bool:
        """Return whether two places share ground (method, section 2.2).

        They do when one lies inside the other, when a place lies inside both, or when a part of
        one (``touches``) lies in the other. Two areas that each cover *some part* of a third are
        not taken to meet: no source says so.
        """
        key = (one, other) if one < other else (other, one)
        known = self._meetings.get(key)
        if known is None:
            known = self._meetings[key] = self._meet(one, other)
        return known

    @cached_property
    def _meetings(self) -> dict[tuple[str, str], bool]:
        """Return the answers given so far: the same few pairs are asked for all the time."""
        return {}

    def _meet(self, one: str, other: str) -> bool:
        below_one, below_other = self._places_below[one], self._places_below[other]
        if not below_one.isdisjoint(below_other):
            return True
        return not (
            self._touched_by(below_one).isdisjoint(below_other)
            and self._touched_by(below_other).isdisjoint(below_one)
        )

    def places_meeting(self, place: str) -> frozenset[str]:
        """Return all places with which a place shares ground, itself included."""
        known = self._all_meetings.get(place)
        if known is None:
            below = self._places_below[place]
            parts = {*below, *self._touched_by(below)}
            parts.update(q for p in below for q in self._touching.get(p, ()))
            known = frozenset(q for p in parts for q in self._places_above[p])
            self._all_meetings[place] = known
        return known

    @cached_property
    def _all_meetings(self) -> dict[str, frozenset[str]]:
        """Return the answers of ``places_meeting`` so far."""
        return {}

    @cached_property
    def _places_above(self) -> Mapping[str, tuple[str, ...]]:
        """Each place with all places it lies wholly inside, itself included."""
        above: dict[str, list[str]] = {place: [] for place in self.places}
        for outer, inside in self._places_below.items():
            for inner in inside:
                above[inner].append(outer)
        return {place: tuple(outer) for place, outer in above.items()}

    @cached_property
    def _touching(self) -> Mapping[str, tuple[str, ...]]:
        """Each place of which others cover a part, with these."""
        found: dict[str, list[str]] = {}
        for place in self.places.values():
            for part in place.touches:
                found.setdefault(part, []).append(place.id)
        return {part: tuple(ids) for part, ids in found.items()}

    def _touched_by(self, places: Iterable[str]) -> set[str]:
        return {part for place in places for part in self.places[place].touches}

    @cached_property
    def function_tree(self) -> Mapping[str, str | None]:
        """Return the domain of each function id, and None for each domain id."""
        tree: dict[str, str | None] = {}
        for domain in self.domains:
            tree[domain.id] = None
            tree.update((function.id, domain.id) for function in domain.functions)
        return tree

    def function_within(self, narrow: str, broad: str) -> bool:
        """Return whether *narrow* is *broad* or one of its functions (⪯ of D1)."""
        return narrow == broad or self.function_tree[narrow] == broad

    @cached_property
    def related(self) -> Mapping[str, frozenset[str]]:
        """Return, for each function and domain, those comparable with it (~ of D2).

        They are itself, its domain, and the functions inside it.
        """
        tree = self.function_tree
        below: dict[str, set[str]] = {}
        for function, domain in tree.items():
            if domain is not None:
                below.setdefault(domain, set()).add(function)
        return {
            f: frozenset({f, *below.get(f, ()), *([] if domain is None else [domain])})
            for f, domain in tree.items()
        }

    def functions_related(self, one: str, other: str) -> bool:
        """Return whether two functions are comparable (~ of D2): equal, or one inside the other."""
        return other in self.related[one]

    def subject_within(self, narrow: str, broad: str) -> bool:
        """Return whether *narrow* is *broad* or a kind of it."""
        step: str | None = narrow
        while step is not None:
            if step == broad:
                return True
            step = self.subjects[step].broader
        return False

    def function_title(self, function: str) -> Function | Domain:
        """Return the function or domain of that id."""
        return self.functions.get(function) or self.domain_of[function]

    # -- the map ---------------------------------------------------------------------------

    def block_of(self, agency: str, day: date) -> MapBlock | None:
        """Return the block of the map on which an agency stands on *day*, or None.

        The nearest of the agency and its ancestors that a block names decides; failing that, its
        order of government; failing that, the last block of its country, or of none.
        """
        record = self.agencies[agency]
        for step in (agency, *self.ancestors(agency, day)):
            if step in self._named_blocks:
                return self._named_blocks[step]
        side = [block for block in self.blocks if block.country == record.country]
        for block in side:
            if record.level in block.levels:
                return block
        return side[-1] if side else None

    @cached_property
    def _named_blocks(self) -> Mapping[str, MapBlock]:
        """Return, for each agency that a block names, the first such block."""
        return {a: block for block in reversed(self.blocks) for a in block.agencies}


def _collect(found: list[Part], kind: str, id_: str, path: Path, record: Record) -> None:
    found.append(Part(kind, id_, path, record))
    for name, value in record.__dict__.items():
        if isinstance(value, Record):
            _collect(found, kind, id_, (*path, name), value)
        elif isinstance(value, tuple):
            for index, entry in enumerate(value):
                if isinstance(entry, Record):
                    _collect(found, kind, id_, (*path, name, index), entry)


def _reach(start: str, direct: Mapping[str, Iterable[str]]) -> set[str]:
    found, queue = {start}, [start]
    while queue:
        for step in direct[queue.pop()]:
            if step not in found:
                found.add(step)
                queue.append(step)
    return found


def canonical_json(value: object) -> str:
    """Return *value* as JSON whose bytes depend on content alone."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
