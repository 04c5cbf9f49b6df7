"""Who is my opposite number? Counterparts in order, with the reason of each rank (D7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from agencymap.analysis.coordination import Grade, grade
from agencymap.dates import Holds, holds_on
from agencymap.errors import AgencymapError
from agencymap.model import Formality, Instrument
from agencymap.registry import Area, Registry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country, Role


class Outcome(StrEnum):
    """What the answer is."""

    FOUND = "found"
    OPEN = "open"
    CLOSED = "closed"
    NO_MIRROR = "no-mirror"
    MIRROR_UNDETERMINED = "mirror-undetermined"


class Criterion(StrEnum):
    """The five tests, in the order in which they decide (D7)."""

    CHANNEL = "channel"
    ROLE = "role"
    PLACE = "place"
    LEVEL = "level"
    SOURCE = "source"
    NAME = "name"
    """No test separates the two; they stand in alphabetical order."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """One agency across the border that holds the answering function."""

    area: Area
    grade: Grade
    met: tuple[Criterion, ...]
    """Tests it meets: a channel of grade 2 or more, same role, exactly this place, same level."""
    place_size: int
    """Known places inside its narrowest area that covers the place asked for."""
    newest: date | None
    """Newest day a source on it speaks of."""
    decided_by: Criterion
    """The first test that separates it from the next candidate (for the last: from the one
    before; for an only one: the first it meets)."""
    certain: Holds
    """Yes, or uncertain when it depends on a date that is not exact."""

    @property
    def agency(self) -> str:
        """Return the id of the agency."""
        return self.area.agency.id


@dataclass(frozen=True, slots=True)
class ApplicableFormality:
    """A requirement on the contact, with the instrument that makes it."""

    instrument: Instrument
    formality: Formality


@dataclass(frozen=True, slots=True)
class CounterpartAnswer:
    """Answer to: who is the counterpart of an agency for a function at a place?"""

    agency: str
    function: str
    """The function as asked."""
    answering: str | None
    """The function the counterpart holds (μ of D7)."""
    place: str | None
    outcome: Outcome
    candidates: tuple[Counterpart, ...]
    ruled_out: tuple[Area, ...]
    """Areas of which a source says that the agency does not have them."""
    announced: tuple[Area, ...]
    formalities: tuple[ApplicableFormality, ...]

    @property
    def id(self) -> str:
        """Return the stable id of the answer."""
        return f"counterpart:{self.agency}:{self.function}:{self.place or 'anywhere'}"


def across(country: Country) -> Country:
    """Return the country on the other side of the border."""
    return Country.MX if country is Country.US else Country.US


def mirror_of(registry: Registry, function: str) -> str | None:
    """Return the mirror of a function, "none", or None when it is not determined."""
    record = registry.functions.get(function)
    return record.mirror if record else None


def find_counterparts(
    snapshot: Snapshot, agency: str, function: str, place: str | None = None
) -> CounterpartAnswer:
    """Return the counterparts of *agency* for *function*, in order (D7).

    Args:
        snapshot: the registry as of a day.
        agency: id of the agency that asks.
        function: the function it holds; the function its counterpart holds is understood as well.
        place: a place on either side; on the own side its mirror places are used.

    Raises:
        AgencymapError: *agency* is a body of no single country.

    The order is lexicographic: a channel of grade 2 or more for the function, same role, the
    narrowest area that covers the place, same level of government, newest source.
    """
    registry = snapshot.registry
    own = registry.agencies[agency]
    if own.country is Country.INTERNATIONAL:
        raise AgencymapError(
            f"{agency} is a body of no single country and has no counterpart across the border; "
            "name an agency of the United States or Mexico"
        )
    far = across(own.country)

    def held(held_function: str) -> set[Role]:
        related = registry.related[held_function]
        return {
            a.responsibility.role
            for a in snapshot.counted
            if a.agency.id == agency and a.responsibility.function in related
        }

    roles = held(function)
    answering = mirror_of(registry, function)
    if not roles and answering not in (None, "none"):
        # asked by the name the other side gives it: ATF and "trace requests"
        swapped = held(str(answering))
        if swapped:
            roles, answering = swapped, function

    def answer(
        outcome: Outcome,
        candidates: tuple[Counterpart, ...] = (),
        ruled_out: tuple[Area, ...] = (),
        announced: tuple[Area, ...] = (),
    ) -> CounterpartAnswer:
        return CounterpartAnswer(
            agency=agency,
            function=function,
            answering=None if answering == "none" else answering,
            place=place,
            outcome=outcome,
            candidates=candidates,
            ruled_out=ruled_out,
            announced=announced,
            formalities=formalities(snapshot, far, candidates),
        )

    if answering == "none":
        return answer(Outcome.NO_MIRROR)
    if answering is None:
        return answer(Outcome.MIRROR_UNDETERMINED)
    targets = target_places(registry, far, place)
    related = registry.related[answering]

    def fits(area: Area) -> bool:
        return (
            area.responsibility.function in related
            and area.agency.country == far
            and any(registry.places_meet(p, q) for p in snapshot.places_of(area) for q in targets)
        )

    ruled_out = tuple(a for a in snapshot.asserted_absent if fits(a))
    announced = tuple(a for a in snapshot.announced if fits(a))
    best: dict[str, Counterpart] = {}
    for area in filter(fits, snapshot.counted):
        found = _candidate(snapshot, agency, (function, answering), area, roles, targets)
        known = best.get(found.agency)
        if known is None or _key(found) < _key(known):
            best[found.agency] = found
    ordered = sorted(best.values(), key=_key)
    if ordered:
        return answer(Outcome.FOUND, _with_reasons(ordered), ruled_out, announced)
    outcome = Outcome.CLOSED if ruled_out and place is not None else Outcome.OPEN
    return answer(outcome, (), ruled_out, announced)


def target_places(registry: Registry, far: Country, place: str | None) -> tuple[str, ...]:
    """Return μ(p): the places of the other country that answer to *place*.

    A place of the other country stands for itself; a place on the own side for its mirrors; without
    a place or mirrors, the whole other country.
    """
    if place is not None:
        record = registry.places[place]
        if record.country == far:
            return (place,)
        if record.mirror:
            return record.mirror
    return (far.value.upper(),)


def _candidate(
    snapshot: Snapshot,
    agency: str,
    functions: tuple[str, str],
    area: Area,
    roles: set[Role],
    targets: tuple[str, ...],
) -> Counterpart:
    registry = snapshot.registry
    own = registry.agencies[agency]
    earned = grade(snapshot, agency, area.agency.id, functions)
    covering = [
        p for p in snapshot.places_of(area) if any(registry.place_within(q, p) for q in targets)
    ]
    touching = [
        p for p in snapshot.places_of(area) if any(registry.places_meet(p, q) for q in targets)
    ]
    sizes = [registry.place_size(p) for p in covering] or [10**6 + len(touching)]
    met = []
    if earned.value >= 2:
        met.append(Criterion.CHANNEL)
    if area.responsibility.role in roles:
        met.append(Criterion.ROLE)
    if set(area.responsibility.places) == set(targets):
        met.append(Criterion.PLACE)
    if area.agency.level == own.level:
        met.append(Criterion.LEVEL)
    return Counterpart(
        area=area,
        grade=earned,
        met=tuple(met),
        place_size=min(sizes),
        newest=snapshot.newest_evidence(area.responsibility.citations),
        decided_by=Criterion.NAME,
        certain=snapshot.certainty(area),
    )


def _tests(c: Counterpart) -> tuple[tuple[Criterion, object], ...]:
    return (
        (Criterion.CHANNEL, Criterion.CHANNEL not in c.met),
        (Criterion.ROLE, Criterion.ROLE not in c.met),
        (Criterion.PLACE, c.place_size),
        (Criterion.LEVEL, Criterion.LEVEL not in c.met),
        (Criterion.SOURCE, -(c.newest or date.min).toordinal()),
    )


def _key(c: Counterpart) -> tuple[object, ...]:
    return (*(value for _, value in _tests(c)), c.area.id)


def _with_reasons(ordered: list[Counterpart]) -> tuple[Counterpart, ...]:
    reasoned = []
    for rank, candidate in enumerate(ordered):
        if len(ordered) == 1:
            decided = candidate.met[0] if candidate.met else Criterion.NAME
        else:
            rival = ordered[rank + 1] if rank + 1 < len(ordered) else ordered[rank - 1]
            decided = next(
                (
                    test
                    for (test, ours), (_, theirs) in zip(
                        _tests(candidate), _tests(rival), strict=True
                    )
                    if ours != theirs
                ),
                Criterion.NAME,
            )
        reasoned.append(replace(candidate, decided_by=decided))
    return tuple(reasoned)


def formalities(
    snapshot: Snapshot, country: Country, candidates: tuple[Counterpart, ...]
) -> tuple[ApplicableFormality, ...]:
    """Return the requirements on contact with the candidates (or any agency of *country*)."""
    levels = {c.area.agency.level for c in candidates}
    return tuple(
        ApplicableFormality(instrument, f)
        for instrument in snapshot.registry.instruments.values()
        for f in instrument.formalities
        if f.country == country
        and holds_on(snapshot.day, f.since or instrument.since, f.until) is not Holds.NO
        and (not f.levels or not levels or levels & set(f.levels))
    )
