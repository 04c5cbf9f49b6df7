"""Overlap and duplication candidates (D2, D3, after GAO-15-49SP).

GAO asks for similar goals, activities *or* beneficiaries; this test also asks for common ground and
is therefore stricter. ``ignore_geography=True`` gives GAO's literal reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from agencymap.analysis.coordination import Grade, grade
from agencymap.registry import Area, Registry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country, Role, Status


class Precision(StrEnum):
    """How exactly two areas meet, from exact to flagged."""

    EXACT = "exact"
    NESTED = "nested"
    FLAGGED = "flagged"


_RANK = {Precision.EXACT: 0, Precision.NESTED: 1, Precision.FLAGGED: 2}


@dataclass(frozen=True, slots=True)
class AreaPair:
    """Two areas that meet, the first of the agency whose id sorts first."""

    one: Area
    other: Area
    function: str
    """The narrower of the two functions."""
    places: tuple[str, ...]
    """The ground they share."""
    precision: Precision
    unspecified: tuple[str, ...]
    """Area ids whose place or subject no source states."""
    duplication_candidate: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two agencies of one country that hold the same or related function on common ground (D2)."""

    agencies: tuple[str, str]
    """Ids, in alphabetical order."""
    function: str
    pairs: tuple[AreaPair, ...]
    places: tuple[str, ...]
    precision: Precision
    """The most exact of its pairs."""
    grade: Grade
    extraterritorial: bool = False
    """True for agencies of two countries that both act in the same place; not an overlap."""

    @property
    def id(self) -> str:
        """Return the stable id of the finding."""
        kind = "extraterritorial" if self.extraterritorial else "overlap"
        return f"{kind}:{self.agencies[0]}:{self.agencies[1]}:{self.function}"

    @property
    def duplication_candidate(self) -> bool:
        """Return whether the areas agree in everything recorded (D3)."""
        return any(pair.duplication_candidate for pair in self.pairs)

    @property
    def records(self) -> tuple[str, ...]:
        """Return the ids of the areas it rests on, sorted."""
        return tuple(sorted({a.id for p in self.pairs for a in (p.one, p.other)}))


def find_overlaps(
    snapshot: Snapshot,
    *,
    country: Country | None = None,
    functions: Sequence[str] | None = None,
    agency: str | None = None,
    ignore_geography: bool = False,
) -> list[Overlap]:
    """Return the overlaps (D2), by country, agencies, then function.

    Args:
        snapshot: the registry as of a day.
        country: only agencies of this country.
        functions: only these functions or domains.
        agency: only overlaps of this agency.
        ignore_geography: count areas that share no ground, as GAO's wording does.

    An agency and one above it never overlap. Areas whose place or subject no source states are
    read as the whole country or all subjects, and the overlap is flagged.
    """
    return _find(snapshot, country, functions, agency, ignore_geography, across=False)


def find_extraterritorial(snapshot: Snapshot, *, agency: str | None = None) -> list[Overlap]:
    """Return the pairs of agencies of two countries that hold a function in the same place."""
    return _find(snapshot, None, None, agency, False, across=True)


def _find(
    snapshot: Snapshot,
    country: Country | None,
    functions: Sequence[str] | None,
    agency: str | None,
    ignore_geography: bool,
    *,
    across: bool,
) -> list[Overlap]:
    grouped: dict[tuple[str, str, str], list[AreaPair]] = defaultdict(list)
    for one, other in _candidates(snapshot, agency, ignore_geography, across=across):
        if country is not None and one.agency.country != country:
            continue
        pair = _meet(snapshot, one, other, ignore_geography, across=across)
        if pair is None:
            continue
        if functions is not None and not any(
            snapshot.registry.function_within(pair.function, f) for f in functions
        ):
            continue
        grouped[one.agency.id, other.agency.id, pair.function].append(pair)
    found = [
        _overlap(snapshot, (a, b), function, pairs, across)
        for (a, b, function), pairs in grouped.items()
    ]
    order = {f: n for n, f in enumerate(snapshot.registry.function_tree)}
    return sorted(
        found,
        key=lambda o: (
            snapshot.country(o.agencies[0]) != Country.US,
            order[o.function],
            o.agencies,
        ),
    )


def _candidates(
    snapshot: Snapshot, agency: str | None, ignore_geography: bool, *, across: bool
) -> Iterator[tuple[Area, Area]]:
    """Yield pairs of counted areas, the agency that sorts first first: all that may meet, once.

    Those of comparable functions, and on common ground unless geography is ignored. Bodies of no
    single country are left out: they serve governments, they do not share their work.
    """
    for function, domain in snapshot.registry.function_tree.items():
        here = snapshot.counted_by_function[function]
        above = snapshot.counted_by_function[domain] if domain is not None else ()
        near = _Ground(snapshot, (*here, *above))
        for area in here:
            if agency is None:
                others = near.of(area) if not ignore_geography else near.areas
            elif area.agency.id == agency:
                others = near.areas
            else:
                others = near.of_agency(agency)
            for other in others:
                if (area.agency.country != other.agency.country) != across:
                    continue
                if area.agency.id < other.agency.id:
                    yield area, other
                # a pair inside one function is met from both of its ends
                elif other.agency.id < area.agency.id and other.responsibility.function != function:
                    yield other, area


class _Ground:
    """Areas of comparable functions, by where they lie."""

    def __init__(self, snapshot: Snapshot, areas: Sequence[Area]) -> None:
        self.snapshot, self.areas = snapshot, areas

    @cached_property
    def _at(self) -> Mapping[str, list[int]]:
        """Place → the positions of the areas that name it."""
        found: dict[str, list[int]] = {}
        for n, area in enumerate(self.areas):
            for place in self.snapshot.places_of(area):
                found.setdefault(place, []).append(n)
        return found

    def of(self, area: Area) -> Iterator[Area]:
        """Yield the areas that share ground with *area*."""
        found: set[int] = set()
        for place in self.snapshot.places_of(area):
            for other in self.near(place):
                found.update(self._at[other])
        return (self.areas[n] for n in found)

    def near(self, place: str) -> Iterable[str]:
        """Return the places named here that share ground with a place."""
        meeting = self.snapshot.registry.places_meeting(place)
        return meeting & self._at.keys()

    @cached_property
    def _by_agency(self) -> Mapping[str, list[Area]]:
        found: dict[str, list[Area]] = {}
        for area in self.areas:
            found.setdefault(area.agency.id, []).append(area)
        return found

    def of_agency(self, agency: str) -> Sequence[Area]:
        """Return the areas of one agency."""
        return self._by_agency.get(agency, ())


def _meet(
    snapshot: Snapshot, one: Area, other: Area, ignore_geography: bool, *, across: bool
) -> AreaPair | None:
    registry = snapshot.registry
    a, b = one.responsibility, other.responsibility
    if not registry.functions_related(a.function, b.function):
        return None
    if not snapshot.distinct(one.agency.id, other.agency.id):
        return None
    if across and not (a.places and b.places):
        return None  # unspecified ground is the own country: nothing in common
    if not subjects_meet(registry, a.subjects, b.subjects):
        return None
    ground = shared_ground(registry, snapshot.places_of(one), snapshot.places_of(other))
    if not ground and not ignore_geography:
        return None
    unspecified = tuple(
        sorted(
            x.id
            for x in (one, other)
            if not x.responsibility.places or not x.responsibility.subjects
        )
    )
    equal = (
        a.function == b.function
        and set(a.places) == set(b.places)
        and set(a.subjects) == set(b.subjects)
    )
    precision = Precision.FLAGGED if unspecified else Precision.EXACT if equal else Precision.NESTED
    return AreaPair(
        one=one,
        other=other,
        function=a.function if registry.function_within(a.function, b.function) else b.function,
        places=ground,
        precision=precision,
        unspecified=unspecified,
        duplication_candidate=not across
        and precision is Precision.EXACT
        and a.function in registry.functions
        and a.stage == b.stage
        and a.role == b.role
        and a.role in (Role.RESPONSIBLE, Role.ACCOUNTABLE)
        and a.status is Status.ASSERTED
        and b.status is Status.ASSERTED
        and not a.division_of_labor
        and not b.division_of_labor,
    )


def subjects_meet(registry: Registry, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two lists of subjects have a comparable pair; an empty list is everything."""
    if not ours or not theirs:
        return True
    return any(
        registry.subject_within(x, y) or registry.subject_within(y, x) for x in ours for y in theirs
    )


def shared_ground(
    registry: Registry, ours: Sequence[str], theirs: Sequence[str]
) -> tuple[str, ...]:
    """Return the places two areas share: of each pair that meets, the narrower; sorted.

    When neither lies inside the other, the one that covers fewer known places stands for both.
    """
    found: set[str] = set()
    for x in ours:
        for y in theirs:
            if not registry.places_meet(x, y):
                continue
            if registry.place_within(x, y):
                found.add(x)
            elif registry.place_within(y, x):
                found.add(y)
            else:
                found.add(min(x, y, key=lambda p: (registry.place_size(p), p)))
    return tuple(
        sorted(p for p in found if not any(p != q and registry.place_within(q, p) for q in found))
    )


def _overlap(
    snapshot: Snapshot,
    agencies: tuple[str, str],
    function: str,
    pairs: list[AreaPair],
    across: bool,
) -> Overlap:
    ordered = tuple(sorted(pairs, key=lambda p: (_RANK[p.precision], p.one.id, p.other.id)))
    places = tuple(sorted({place for pair in ordered for place in pair.places}))
    return Overlap(
        agencies=agencies,
        function=function,
        pairs=ordered,
        places=places,
        precision=ordered[0].precision,
        grade=grade(snapshot, *agencies, function, places),
        extraterritorial=across,
    )
