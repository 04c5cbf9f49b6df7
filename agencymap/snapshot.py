"""The registry as of one day: what is in being, who holds what, and the channels between agencies.

A :class:`Snapshot` is the common ground of the graph and of all analyses. It answers from dated
records alone, so the same registry and day always give the same answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from agencymap.dates import Holds, both, holds_on
from agencymap.model import Citation, Cooperation, Instrument, MapBlock, Mechanism, Participant
from agencymap.registry import Area, LocatedChange, Registry
from agencymap.vocabulary import (
    AGREEMENT_KINDS,
    CONTACT_KINDS,
    HELD,
    Answer,
    ChangeKind,
    CooperationKind,
    Country,
    InstrumentStatus,
    MechanismKind,
    MechanismStatus,
    ParticipantRole,
    Role,
    Status,
)

COUNTED_ROLES = frozenset({Role.ACCOUNTABLE, Role.RESPONSIBLE})
"""Roles that make a holder: X(t) of the method, section 2.2."""

FORUM_KINDS = frozenset(
    {
        MechanismKind.FRAMEWORK,
        MechanismKind.DIALOGUE,
        MechanismKind.WORKING_GROUP,
        MechanismKind.COMMISSION,
        MechanismKind.MEETING,
    }
)
"""Mechanisms whose members sit together; large ones are no channel (D9)."""

_SUCCESSION = frozenset({ChangeKind.REPLACE, ChangeKind.ABSORB, ChangeKind.SPLIT_OFF})


class Standing(StrEnum):
    """How an agency stands to a party that an agreement or a mechanism names (D4)."""

    NAMED = "named"
    BELOW = "below"
    SUCCESSOR = "successor"


class ChannelKind(StrEnum):
    """What kind of record a channel comes from."""

    COOPERATION = "cooperation"
    MECHANISM = "mechanism"
    INSTRUMENT = "instrument"


@dataclass(frozen=True, slots=True)
class Channel:
    """A documented way between agencies: a link, a mechanism, or an agreement they signed.

    ``in_force`` says whether it holds on the day; a lapsed agreement is kept, since it earns
    grade 1 and can be at risk. ``instruments`` are the written texts it rests on.
    """

    id: str
    kind: ChannelKind
    record: Cooperation | Mechanism | Instrument
    members: frozenset[str]
    functions: frozenset[str]
    places: tuple[str, ...]
    in_force: Holds
    agreement: bool
    instruments: tuple[Instrument, ...]
    forum: bool

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Return the citations of the record."""
        return self.record.citations


@dataclass(frozen=True)
class Snapshot:
    """The registry as of one day."""

    registry: Registry
    day: date

    # -- agencies --------------------------------------------------------------------------

    @cached_property
    def agencies(self) -> Mapping[str, Holds]:
        """Return the agencies in being (yes or uncertain) by id, sorted."""
        answers = {a: self.registry.exists(a, self.day) for a in self.registry.agencies}
        return {a: answer for a, answer in answers.items() if answer is not Holds.NO}

    @cached_property
    def ancestors(self) -> Mapping[str, tuple[str, ...]]:
        """Return the agencies above each agency, nearest first (T(t) of the method)."""
        return {a: tuple(self.registry.ancestors(a, self.day)) for a in self.registry.agencies}

    def distinct(self, one: str, other: str) -> bool:
        """Return whether neither agency is the other or above the other (method, section 2.2)."""
        return (
            one != other and one not in self.ancestors[other] and other not in self.ancestors[one]
        )

    @cached_property
    def blocks(self) -> Mapping[str, MapBlock | None]:
        """Return the block of the map on which each agency in being stands."""
        return {a: self.registry.block_of(a, self.day) for a in self.agencies}

    def country(self, agency: str) -> Country:
        """Return the country of an agency."""
        return self.registry.agencies[agency].country

    # -- areas of responsibility -----------------------------------------------------------

    def _areas(self, statuses: Iterable[Status]) -> tuple[Area, ...]:
        wanted = frozenset(statuses)
        return tuple(
            area
            for area in self.registry.areas
            if area.responsibility.status in wanted
            and self.registry.area_holds(area, self.day) is not Holds.NO
        )

    @cached_property
    def held(self) -> tuple[Area, ...]:
        """Return the areas in being in any role, asserted or contested."""
        return self._areas(HELD)

    @cached_property
    def counted(self) -> tuple[Area, ...]:
        """Return X(t): held areas whose role is accountable or responsible."""
        return tuple(a for a in self.held if a.responsibility.role in COUNTED_ROLES)

    @cached_property
    def _counted_in(self) -> dict[str, list[Area]]:
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self.counted:
            function = area.responsibility.function
            found[function].append(area)
            domain = self.registry.function_tree[function]
            if domain is not None:
                found[domain].append(area)
        return found

    def counted_in(self, function: str) -> list[Area]:
        """Return the counted areas whose function is *function* or part of it, in their order."""
        return self._counted_in.get(function, [])

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """Return what analyses keep of the day, so that each is computed once for all who ask."""
        return {}

    @cached_property
    def announced(self) -> tuple[Area, ...]:
        """Return areas announced by the day; they never count as held."""
        return self._areas({Status.ANNOUNCED})

    @cached_property
    def asserted_absent(self) -> tuple[Area, ...]:
        """Return areas of which a source says that the agency does not have them."""
        return self._areas({Status.ASSERTED_ABSENT})

    def certainty(self, area: Area) -> Holds:
        """Return whether a held area surely holds on the day."""
        return self.registry.area_holds(area, self.day)

    def places_of(self, area: Area) -> tuple[str, ...]:
        """Return the places of an area; unspecified means the whole country.

        For a body of no single country it means both.
        """
        if area.responsibility.places:
            return area.responsibility.places
        country = area.agency.country
        sides = (Country.US, Country.MX) if country is Country.INTERNATIONAL else (country,)
        return tuple(side.value.upper() for side in sides)

    # -- succession ------------------------------------------------------------------------

    @cached_property
    def succession(self) -> tuple[LocatedChange, ...]:
        """Return the events by the day in which one agency took another's place."""
        return tuple(
            event
            for event in self.registry.changes
            if event.change.kind in _SUCCESSION and _begun(event.change.date.earliest, self.day)
        )

    @cached_property
    def predecessors(self) -> Mapping[str, Mapping[str, bool]]:
        """Return, for each agency, its predecessors at any remove; True: agreements pass on."""
        direct: dict[str, dict[str, bool]] = {}
        for event in self.succession:
            carried = event.change.carries_agreements is Answer.YES
            for successor in event.successors:
                for predecessor in event.predecessors:
                    known = direct.setdefault(successor, {})
                    known[predecessor] = known.get(predecessor, False) or carried
        return {agency: _all_before(agency, direct) for agency in direct}

    def standings(self, agency: str) -> Mapping[str, tuple[Standing, bool]]:
        """Return every party in whose shoes *agency* may stand: (standing, agreements pass on).

        Itself (named), an agency above it (below), or a predecessor of either (successor).
        """
        if agency not in self._standings:
            self._standings[agency] = self._all_standings(agency)
        return self._standings[agency]

    @cached_property
    def _standings(self) -> dict[str, Mapping[str, tuple[Standing, bool]]]:
        return {}

    def _all_standings(self, agency: str) -> Mapping[str, tuple[Standing, bool]]:
        found: dict[str, tuple[Standing, bool]] = {agency: (Standing.NAMED, True)}
        for step in self.ancestors[agency]:
            found.setdefault(step, (Standing.BELOW, True))
        for holder in (agency, *self.ancestors[agency]):
            for before, carried in self.predecessors.get(holder, {}).items():
                found.setdefault(before, (Standing.SUCCESSOR, carried))
        return found

    # -- channels --------------------------------------------------------------------------

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """Return all channels begun by the day, in force or lapsed, sorted by id.

        Attendance, oversight and refusals are none; a shared system is one channel for each user
        with its operators, since users do not meet each other there.
        """
        found = [
            *filter(None, map(self._cooperation_channel, self.registry.cooperations.values())),
            *filter(None, map(self._instrument_channel, self.registry.instruments.values())),
        ]
        for mechanism in self.registry.mechanisms.values():
            found.extend(self._mechanism_channels(mechanism))
        return tuple(sorted(found, key=lambda channel: channel.id))

    @cached_property
    def channels_about(self) -> Mapping[str, tuple[Channel, ...]]:
        """Return, for each function and domain, the channels about it or a part of it."""
        related = {f: {f} for f in self.registry.function_tree}
        for function, domain in self.registry.function_tree.items():
            if domain is not None:
                related[function].add(domain)
                related[domain].add(function)
        found: dict[str, list[Channel]] = {f: [] for f in self.registry.function_tree}
        for channel in self.channels:
            for f in {x for function in channel.functions for x in related[function]}:
                found[f].append(channel)
        return {f: tuple(channels) for f, channels in found.items()}

    @cached_property
    def channels_of(self) -> Mapping[str, tuple[Channel, ...]]:
        """Return, for each agency, the channels of which it is a member."""
        found: dict[str, list[Channel]] = {}
        for channel in self.channels:
            for member in channel.members:
                found.setdefault(member, []).append(channel)
        return {agency: tuple(channels) for agency, channels in found.items()}

    @cached_property
    def counted_by_function(self) -> Mapping[str, tuple[Area, ...]]:
        """Return X(t) by function or domain, without the bodies of no single country."""
        found: dict[str, list[Area]] = {f: [] for f in self.registry.function_tree}
        for area in self.counted:
            if area.agency.country is not Country.INTERNATIONAL:
                found[area.responsibility.function].append(area)
        return {f: tuple(areas) for f, areas in found.items()}

    @cached_property
    def counted_of(self) -> Mapping[str, tuple[Area, ...]]:
        """Return X(t) by agency, without the bodies of no single country."""
        found: dict[str, list[Area]] = {}
        for areas in self.counted_by_function.values():
            for area in areas:
                found.setdefault(area.agency.id, []).append(area)
        return {agency: tuple(areas) for agency, areas in found.items()}

    def _instrument_state(self, instrument: Instrument) -> Holds:
        since = instrument.since or instrument.signed
        state = holds_on(self.day, since, instrument.until)
        ended = instrument.status in (
            InstrumentStatus.EXPIRED,
            InstrumentStatus.REPEALED,
            InstrumentStatus.SUPERSEDED,
        )
        return Holds.UNCERTAIN if ended and instrument.until is None else state

    def _cooperation_channel(self, link: Cooperation) -> Channel | None:
        if (
            link.kind not in CONTACT_KINDS
            or link.status not in HELD
            or len(link.parties) < 2
            or not self._begun(link.since)
        ):
            return None
        agreement = link.kind is CooperationKind.AGREEMENT
        state = holds_on(self.day, link.since, link.until)
        if state is Holds.NO and not agreement:
            return None
        written = (self.registry.instruments[link.instrument],) if link.instrument else ()
        return Channel(
            id=f"cooperation/{link.id}",
            kind=ChannelKind.COOPERATION,
            record=link,
            members=frozenset(link.parties),
            functions=frozenset(link.functions),
            places=link.places,
            in_force=state,
            agreement=agreement,
            instruments=tuple(i for i in written if self.signed(i)),
            forum=False,
        )

    def _instrument_channel(self, instrument: Instrument) -> Channel | None:
        if (
            instrument.kind not in AGREEMENT_KINDS
            or len(instrument.parties) < 2
            or not self.signed(instrument)
        ):
            return None
        return Channel(
            id=f"instrument/{instrument.id}",
            kind=ChannelKind.INSTRUMENT,
            record=instrument,
            members=frozenset(instrument.parties),
            functions=frozenset(instrument.functions),
            places=instrument.places,
            in_force=self._instrument_state(instrument),
            agreement=True,
            instruments=(instrument,),
            forum=False,
        )

    def mechanism_state(self, mechanism: Mechanism) -> Holds:
        """Return whether a mechanism is in being on the day."""
        if mechanism.status is MechanismStatus.ANNOUNCED:
            return Holds.NO
        state = holds_on(self.day, mechanism.since, mechanism.until)
        if mechanism.status is MechanismStatus.ENDED and mechanism.until is None:
            return both(state, Holds.UNCERTAIN)
        return state

    def participants(self, mechanism: Mechanism) -> list[Participant]:
        """Return the participants on the day: asserted or contested, agency in being."""
        return [
            p
            for p in mechanism.participants
            if p.status in HELD
            and p.role is not ParticipantRole.OVERSEER
            and holds_on(self.day, p.since, p.until) is not Holds.NO
            and self.registry.exists(p.agency, self.day) is not Holds.NO
        ]

    def _mechanism_channels(self, mechanism: Mechanism) -> list[Channel]:
        state = self.mechanism_state(mechanism)
        if state is Holds.NO:
            return []
        present = self.participants(mechanism)
        members = sorted({p.agency for p in present})
        groups: list[tuple[str, frozenset[str]]] = [("", frozenset(members))]
        if mechanism.kind is MechanismKind.SHARED_SYSTEM:
            operators = {
                p.agency
                for p in present
                if p.role in (ParticipantRole.OPERATOR, ParticipantRole.LEAD)
            }
            if operators:
                groups = [
                    (f"/{member}", frozenset({*operators, member}))
                    for member in members
                    if member not in operators
                ]
        written = tuple(
            instrument
            for i in mechanism.instruments
            if self.signed(instrument := self.registry.instruments[i])
        )
        return [
            Channel(
                id=f"mechanism/{mechanism.id}{suffix}",
                kind=ChannelKind.MECHANISM,
                record=mechanism,
                members=group,
                functions=frozenset(mechanism.functions),
                places=mechanism.places,
                in_force=state,
                agreement=False,
                instruments=written,
                forum=mechanism.kind in FORUM_KINDS,
            )
            for suffix, group in groups
            if len(group) > 1
        ]

    def signed(self, instrument: Instrument) -> bool:
        """Return whether a text was signed or in force by the day, as far as is on file."""
        begin = instrument.since or instrument.signed
        return begin is None or _begun(begin.earliest, self.day)

    def _begun(self, since: object) -> bool:
        earliest = getattr(since, "earliest", None)
        return _begun(earliest, self.day)

    def instrument_in_force(self, instrument: Instrument) -> bool:
        """Return whether a source says that a text is in force on the day.

        Signed is not in force, and a text of which no source gives the state is not either.
        """
        return (
            instrument.status not in (InstrumentStatus.SIGNED, InstrumentStatus.UNKNOWN)
            and self.signed(instrument)
            and self._instrument_state(instrument) is Holds.YES
        )

    def functions_meet(self, functions: Iterable[str], function: str) -> bool:
        """Return whether any of *functions* is comparable with *function*."""
        return not self.registry.related[function].isdisjoint(functions)

    # -- evidence --------------------------------------------------------------------------

    def evidence_day(self, citation: Citation) -> date | None:
        """Return the latest day a citation speaks of, but no later than the day asked about."""
        spoken = citation.as_of or self.registry.sources[citation.source].date
        return min(spoken.latest, self.day) if spoken else None

    def newest_evidence(self, citations: Iterable[Citation]) -> date | None:
        """Return the newest day any of *citations* speaks of, or None."""
        days = [day for c in citations if (day := self.evidence_day(c)) is not None]
        return max(days, default=None)


def _begun(earliest: date | None, day: date) -> bool:
    return earliest is None or earliest <= day


def _all_before(agency: str, direct: Mapping[str, Mapping[str, bool]]) -> dict[str, bool]:
    found: dict[str, bool] = {}
    queue = [(agency, True)]
    while queue:
        here, carried = queue.pop()
        for before, passes in direct.get(here, {}).items():
            total = carried and passes
            if before == agency or (before in found and (found[before] or not total)):
                continue
            found[before] = total
            queue.append((before, total))
    return found


__all__ = ["Channel", "ChannelKind", "Snapshot", "Standing"]
