"""Gaps: what is on file on one side only, without channel, or without anyone accountable (D8).

"Not on file" is never "no agency does it": only a source that says so makes a gap asserted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agencymap.analysis.coordination import grade
from agencymap.analysis.counterparts import mirror_of
from agencymap.analysis.holders import areas_for, holders
from agencymap.analysis.needs import InformationNeed, find_needs
from agencymap.dates import Holds, holds_on
from agencymap.model import Cooperation
from agencymap.registry import Area
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import CONTACT_KINDS, HELD, Country, Role


class GapKind(StrEnum):
    """The five kinds of gap (D8)."""

    SIDE = "side"
    CHANNEL = "channel"
    PLACE = "place"
    ACCOUNTABILITY = "accountability"
    NEED = "need"


GAP_NUMBERS = {kind: f"G{n}" for n, kind in enumerate(GapKind, start=1)}
"""G1 to G5 of the method."""


class Epistemic(StrEnum):
    """Does a source say so, or is there only no record?"""

    ASSERTED_ABSENT = "asserted-absent"
    NOT_ON_FILE = "not-on-file"


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap."""

    kind: GapKind
    epistemic: Epistemic
    function: str
    country: Country | None
    """Country in which it is missing; None for a channel."""
    place: str | None
    present: tuple[str, ...]
    """Agencies that are on file: the other side's holders, or the holders nobody answers for."""
    areas: tuple[Area, ...]
    """Areas it rests on; for an asserted absence, those that say so."""
    mirror: str | None = None
    need: InformationNeed | None = None

    @property
    def id(self) -> str:
        """Return the stable id of the finding."""
        parts = [self.kind, self.function, self.country or "both", self.place or "anywhere"]
        if self.need is not None:
            parts.append(self.need.id)
        elif self.epistemic is Epistemic.ASSERTED_ABSENT:
            parts += [area.id for area in self.areas]
        return "gap:" + ":".join(str(part) for part in parts)


def find_gaps(snapshot: Snapshot, *, function: str | None = None) -> list[Gap]:
    """Return the gaps of the day (D8), by kind, then in the order of the list of functions.

    A function without mirror ("none") or with an undetermined mirror never makes a gap across the
    border.
    """
    found: list[Gap] = []
    for f in snapshot.registry.functions:
        if function is None or snapshot.registry.function_within(f, function):
            found += _side_gaps(snapshot, f)
            found += _channel_gap(snapshot, f)
            found += _accountability_gaps(snapshot, f)
    found += _place_gaps(snapshot, function)
    found += [
        Gap(
            GapKind.NEED,
            Epistemic.NOT_ON_FILE,
            n.need.function,
            n.agency.country,
            None,
            (n.agency.id, n.need.provider),
            (),
            need=n,
        )
        for n in find_needs(snapshot)
        if n.unmet
        and (function is None or snapshot.registry.function_within(n.need.function, function))
    ]
    order = list(GapKind)
    return sorted(found, key=lambda g: order.index(g.kind))


def _side_gaps(snapshot: Snapshot, function: str) -> list[Gap]:
    mirror = mirror_of(snapshot.registry, function)
    if mirror in (None, "none"):
        return []
    found = []
    for here, there in ((Country.US, Country.MX), (Country.MX, Country.US)):
        ours = areas_for(snapshot, function, country=here)
        if ours and not areas_for(snapshot, str(mirror), country=there, related=True):
            absent = tuple(
                a
                for a in snapshot.asserted_absent
                if a.agency.country == there
                and a.responsibility.function == mirror
                and set(snapshot.places_of(a)) == {there.value.upper()}
            )
            found.append(
                Gap(
                    GapKind.SIDE,
                    Epistemic.ASSERTED_ABSENT if absent else Epistemic.NOT_ON_FILE,
                    function,
                    there,
                    None,
                    tuple(sorted({a.agency.id for a in ours})),
                    absent or ours,
                    mirror=mirror,
                )
            )
    return found


def _channel_gap(snapshot: Snapshot, function: str) -> list[Gap]:
    """Return the gap of a function held on both sides without a channel of grade 2 or more."""
    mirror = mirror_of(snapshot.registry, function)
    if mirror in (None, "none"):
        return []
    pairs = []
    for here, there in ((Country.US, Country.MX), (Country.MX, Country.US)):
        ours = holders(snapshot, function, here)
        theirs = holders(snapshot, str(mirror), there)
        pairs += [(a, b) for a in ours for b in theirs]
    if not pairs or open_questions(snapshot, function):
        return []  # a link whose agency is not named is an open question, not a gap
    both = (function, str(mirror))
    if function > str(mirror) and _held_on_both(snapshot, str(mirror)):
        return []  # reported once, under the mirror that sorts first
    if any(grade(snapshot, a, b, both).value >= 2 for a, b in pairs):
        return []
    if _any_channel(snapshot, both):
        return []
    present = tuple(sorted({a for pair in pairs for a in pair}))
    return [
        Gap(
            GapKind.CHANNEL, Epistemic.NOT_ON_FILE, function, None, None, present, (), mirror=mirror
        )
    ]


def _held_on_both(snapshot: Snapshot, function: str) -> bool:
    mirror = mirror_of(snapshot.registry, function)
    return any(
        holders(snapshot, function, here) and holders(snapshot, str(mirror), there)
        for here, there in ((Country.US, Country.MX), (Country.MX, Country.US))
    )


def _any_channel(snapshot: Snapshot, functions: tuple[str, str]) -> bool:
    """Return whether any channel for the function joins agencies of both countries."""
    for channel in snapshot.channels:
        if channel.in_force is Holds.NO:
            continue
        if any(snapshot.functions_meet(channel.functions, f) for f in functions):
            countries = {snapshot.country(m) for m in channel.members if m in snapshot.agencies}
            if {Country.US, Country.MX} <= countries:
                return True
    return False


def open_questions(snapshot: Snapshot, function: str) -> list[Cooperation]:
    """Return the links for a function whose second agency no source names, by id."""
    mirror = mirror_of(snapshot.registry, function)
    wanted = [function, *([mirror] if mirror not in (None, "none") else [])]
    return [
        link
        for link in snapshot.registry.cooperations.values()
        if link.unnamed is not None
        and link.kind in CONTACT_KINDS
        and link.status in HELD
        and holds_on(snapshot.day, link.since, link.until) is not Holds.NO
        and link.unnamed.country != snapshot.country(link.parties[0])
        and any(snapshot.functions_meet(link.functions, f) for f in wanted)
    ]


def _accountability_gaps(snapshot: Snapshot, function: str) -> list[Gap]:
    found = []
    for country in (Country.US, Country.MX):
        areas = areas_for(snapshot, function, country=country)
        roles = {a.responsibility.role for a in areas}
        if Role.RESPONSIBLE in roles and Role.ACCOUNTABLE not in roles:
            present = tuple(sorted({a.agency.id for a in areas}))
            found.append(
                Gap(
                    GapKind.ACCOUNTABILITY,
                    Epistemic.NOT_ON_FILE,
                    function,
                    country,
                    None,
                    present,
                    areas,
                )
            )
    return found


def _place_gaps(snapshot: Snapshot, function: str | None) -> list[Gap]:
    """Return the gaps at a place: asserted by a source, or one side only of two facing places."""
    registry = snapshot.registry
    found = []
    for area in snapshot.asserted_absent:
        f = area.responsibility.function
        if function is not None and not registry.function_within(f, function):
            continue
        for place in area.responsibility.places:
            if place != area.agency.country.value.upper():
                present = {
                    a.agency.id
                    for a in areas_for(snapshot, f, place=place, country=area.agency.country)
                }
                found.append(
                    Gap(
                        GapKind.PLACE,
                        Epistemic.ASSERTED_ABSENT,
                        f,
                        area.agency.country,
                        place,
                        tuple(sorted(present)),
                        (area,),
                    )
                )
    for record in registry.places.values():
        for facing in record.mirror:
            found += _facing_gaps(snapshot, record.id, facing, function)
    return found


def _facing_gaps(snapshot: Snapshot, place: str, facing: str, function: str | None) -> list[Gap]:
    """Return gaps of functions held at *place* by name, and by nobody across the border there."""
    registry = snapshot.registry
    here, there = registry.places[place].country, registry.places[facing].country
    named = [
        a for a in snapshot.counted if a.agency.country == here and place in a.responsibility.places
    ]
    found = []
    for f in sorted({a.responsibility.function for a in named}):
        if function is not None and not registry.function_within(f, function):
            continue
        mirror = mirror_of(registry, f)
        if mirror in (None, "none") or not areas_for(
            snapshot, str(mirror), country=there, related=True
        ):
            continue  # no mirror, or already a gap of the whole side
        if not areas_for(snapshot, str(mirror), country=there, place=facing, related=True):
            ours = tuple(a for a in named if a.responsibility.function == f)
            found.append(
                Gap(
                    GapKind.PLACE,
                    Epistemic.NOT_ON_FILE,
                    f,
                    there,
                    facing,
                    tuple(sorted({a.agency.id for a in ours})),
                    ours,
                    mirror=mirror,
                )
            )
    return found
