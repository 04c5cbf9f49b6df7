"""Overlap and duplication candidates (D2, D3, after GAO-15-49SP).

GAO asks for similar goals, activities *or* beneficiaries; this test also asks for common ground and
is therefore stricter. ``ignore_geography=True`` gives GAO's literal reading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
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
    for function in _functions(snapshot, functions, agency):
        for one, other in _candidates(snapshot, function, agency, ignore_geography, across=across):
            if country is not None and one.agency.country != country:
                continue
            pair = _meet(snapshot, one, other, ignore_geography, across=across)
            if pair is not None:
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


def _functions(
    snapshot: Snapshot, functions: Sequence[str] | None, agency: str | None
) -> Iterator[str]:
    """Yield the functions and domains in which overlaps may lie, in the order of the list."""
    registry = snapshot.registry
    own = None
    if agency is not None:
        own = {a.responsibility.function for a in snapshot.counted_of.get(agency, ())}
    for function, domain in registry.function_tree.items():
        if own is not None and function not in own and domain not in own:
            continue
        if functions is None or any(registry.function_within(function, f) for f in functions):
            yield function


def _candidates(
    snapshot: Snapshot, function: str, agency: str | None, ignore_geography: bool, *, across: bool
) -> Iterator[tuple[Area, Area]]:
    """Yield pairs of counted areas of a function that may meet, each once, in order of agencies.

    One holds the function, the other the function or its domain; on common ground, unless
    geography is ignored. Bodies of no single country are left out: they serve governments, they do
    not share their work.
    """
    domain = snapshot.registry.function_tree[function]
    here = snapshot.counted_by_function[function]
    above = snapshot.counted_by_function[domain] if domain is not None else ()
    near = _Ground(snapshot, (*here, *above))
    own = [
        a
        for a in snapshot.counted_of.get(agency or "", ())
        if a.responsibility.function in (function, domain)
    ]
    for area in here:
        if agency is not None:
            others: Iterable[Area] = near.areas if area.agency.id == agency else own
        else:
            others = near.areas if ignore_geography else near.of(area)
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
        self._masks: dict[str, int] = {}

    @cached_property
    def _bits(self) -> Mapping[str, int]:
        return {place: sum(1 << n for n in set(ns)) for place, ns in self._at.items()}

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
        if len(meeting) < len(self._at):
            return [p for p in meeting if p in self._at]
        return [p for p in self._at if p in meeting]

    def mask(self, area: Area) -> int:
        """Return the areas that share ground with *area*; each is a bit."""
        found = 0
        for place in self.snapshot.places_of(area):
            if place not in self._masks:
                meeting = 0
                for other in self.near(place):
                    meeting |= self._bits[other]
                self._masks[place] = meeting
            found |= self._masks[place]
        return found


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


# -- totals ----------------------------------------------------------------------------------------


def count_overlaps(snapshot: Snapshot) -> Counter[tuple[Country, str]]:
    """Return how many overlaps (D2) there are, by country and function, without finding them.

    The numbers are those of :func:`find_overlaps`; the work grows with the areas, not with their
    pairs: a set of areas is a number with one bit for each.
    """
    totals: Counter[tuple[Country, str]] = Counter()
    for function, domain in snapshot.registry.function_tree.items():
        here = snapshot.counted_by_function[function]
        above = snapshot.counted_by_function[domain] if domain is not None else ()
        for country in (Country.US, Country.MX):
            ours = [a for a in here if a.agency.country is country]
            wide = [a for a in above if a.agency.country is country]
            if ours:
                totals[country, function] = _count(snapshot, ours, wide)
    return +totals


def _count(snapshot: Snapshot, here: list[Area], above: list[Area]) -> int:
    """Return how many pairs of agencies meet in a function, held as such or as its domain."""
    areas = [*here, *above]
    near = _Ground(snapshot, areas)
    subjects = _SubjectMasks(snapshot.registry, areas)
    by_agency: dict[str, list[int]] = {}
    for n, area in enumerate(areas):
        by_agency.setdefault(area.agency.id, []).append(n)
    bits = {agency: sum(1 << n for n in ns) for agency, ns in by_agency.items()}
    several = [bits[agency] for agency, ns in by_agency.items() if len(ns) > 1]
    alone = (1 << len(areas)) - 1 - sum(several)
    narrow = (1 << len(here)) - 1
    kin = dict(bits)
    for agency in by_agency:
        for step in snapshot.ancestors[agency]:
            if step in bits:
                kin[agency] |= bits[step]
                kin[step] |= bits[agency]
    total = 0
    for agency, ns in by_agency.items():
        met = 0
        for n in ns:
            found = near.mask(areas[n]) & subjects.of(areas[n])
            met |= found if n < len(here) else found & narrow
        met &= ~kin[agency]
        total += (met & alone).bit_count() + sum(1 for own in several if met & own)
    return total // 2


class _SubjectMasks:
    """Which of some areas share a subject with one; each is a bit."""

    def __init__(self, registry: Registry, areas: Sequence[Area]) -> None:
        self.registry = registry
        self.at: dict[tuple[str, ...], int] = {}
        for n, area in enumerate(areas):
            key = area.responsibility.subjects
            self.at[key] = self.at.get(key, 0) | 1 << n
        self.known: dict[tuple[str, ...], int] = {}

    def of(self, area: Area) -> int:
        key = area.responsibility.subjects
        if key not in self.known:
            found = 0
            for theirs, mask in self.at.items():
                if subjects_meet(self.registry, key, theirs):
                    found |= mask
            self.known[key] = found
        return self.known[key]
