"""Ties: what the map draws between two agencies, one line for each record and pair.

A tie is a picture of a record, not a finding: grades and distances are asked of
:mod:`agencymap.analysis.coordination` and :mod:`agencymap.analysis.paths`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from agencymap.analysis.paths import FORUM_CAP
from agencymap.dates import Holds, end_of, holds_on
from agencymap.model import Cooperation, Instrument, Mechanism
from agencymap.snapshot import FORUM_KINDS, ChannelKind, Snapshot
from agencymap.vocabulary import HELD, NEGATIVE_KINDS, CooperationKind, Status


class TieStyle(StrEnum):
    """How a tie is drawn: what stands, what is contact only, what does not flow."""

    STANDING = "standing"
    CONTACT = "contact"
    LAPSED = "lapsed"
    ANNOUNCED = "announced"
    WITHHELD = "withheld"
    ATTENDED = "attended"


COUNTED_STYLES = frozenset({TieStyle.STANDING, TieStyle.CONTACT, TieStyle.LAPSED})
"""Styles that count as ties on file; announced, withheld and mere attendance do not."""

_STANDING = frozenset(
    {
        CooperationKind.SERVICE,
        CooperationKind.INFORMATION_SHARING,
        CooperationKind.AGREEMENT,
        CooperationKind.JOINT_OPERATION,
        CooperationKind.TASK_FORCE,
        CooperationKind.VETTED_UNIT,
        CooperationKind.LIAISON,
        CooperationKind.LEGAL_ASSISTANCE,
    }
)


@dataclass(frozen=True, slots=True)
class Tie:
    """One record between two agencies; ``other`` is None when no source names the agency."""

    agency: str
    other: str | None
    style: TieStyle
    record: Cooperation | Mechanism | Instrument
    domains: tuple[str, ...]
    """Domains of its functions, in the order of the list."""

    @property
    def counted(self) -> bool:
        """Return whether it counts as a tie on file."""
        return self.style in COUNTED_STYLES


def find_ties(snapshot: Snapshot) -> list[Tie]:
    """Return the ties of the day, by record, then agencies.

    Links of all kinds; agreements between agencies; users of a shared system with its operators;
    and members of other mechanisms of at most 12, across the border only.
    """
    return [
        *_links(snapshot),
        *_agreements(snapshot),
        *_systems_and_forums(snapshot),
    ]


def _domains(snapshot: Snapshot, functions: tuple[str, ...]) -> tuple[str, ...]:
    wanted = {snapshot.registry.domain_of[f].id for f in functions}
    return tuple(d.id for d in snapshot.registry.domains if d.id in wanted)


def _links(snapshot: Snapshot) -> Iterator[Tie]:
    for link in snapshot.registry.cooperations.values():
        style = _link_style(snapshot, link)
        if style is None or any(p not in snapshot.agencies for p in link.parties):
            continue
        other = link.parties[1] if len(link.parties) > 1 else None
        yield Tie(link.parties[0], other, style, link, _domains(snapshot, link.functions))


def _link_style(snapshot: Snapshot, link: Cooperation) -> TieStyle | None:
    state = holds_on(snapshot.day, link.since, link.until)
    if link.status is Status.ANNOUNCED:
        return TieStyle.ANNOUNCED if state is not Holds.NO else None
    if link.status not in HELD:
        return None
    if state is Holds.NO:
        over = link.until is not None and end_of(link.until) <= snapshot.day
        return TieStyle.LAPSED if over and link.kind is CooperationKind.AGREEMENT else None
    if link.kind in NEGATIVE_KINDS:
        return TieStyle.WITHHELD
    if link.kind in (CooperationKind.CO_PARTICIPATION, CooperationKind.OVERSIGHT):
        return TieStyle.ATTENDED
    return TieStyle.STANDING if link.kind in _STANDING else TieStyle.CONTACT


def _agreements(snapshot: Snapshot) -> Iterator[Tie]:
    linked = {
        (link.instrument, frozenset(link.parties))
        for link in snapshot.registry.cooperations.values()
        if link.instrument is not None
    }
    for channel in snapshot.channels:
        record = channel.record
        if channel.kind is not ChannelKind.INSTRUMENT or not isinstance(record, Instrument):
            continue
        present = sorted(m for m in channel.members if m in snapshot.agencies)
        gone = len(present) < len(channel.members)
        lapsed = gone or channel.in_force is not Holds.YES
        for one, other in combinations(present, 2):
            if (record.id, frozenset((one, other))) not in linked:
                style = TieStyle.LAPSED if lapsed else TieStyle.STANDING
                yield Tie(one, other, style, record, _domains(snapshot, record.functions))


def _systems_and_forums(snapshot: Snapshot) -> Iterator[Tie]:
    for channel in snapshot.channels:
        record = channel.record
        if channel.kind is not ChannelKind.MECHANISM or not isinstance(record, Mechanism):
            continue
        forum = record.kind in FORUM_KINDS
        members = sorted(m for m in channel.members if m in snapshot.agencies)
        if len(members) > FORUM_CAP and forum:
            continue
        style = TieStyle.CONTACT if forum else TieStyle.STANDING
        for one, other in combinations(members, 2):
            if snapshot.country(one) != snapshot.country(other):
                yield Tie(one, other, style, record, _domains(snapshot, record.functions))


def cross_border_counts(snapshot: Snapshot, ties: list[Tie]) -> dict[str, int]:
    """Return, for each agency, the number of its counted ties across the border."""
    counts: dict[str, int] = {}
    for tie in ties:
        if (
            tie.counted
            and tie.other
            and snapshot.country(tie.agency) != snapshot.country(tie.other)
        ):
            for end in (tie.agency, tie.other):
                counts[end] = counts.get(end, 0) + 1
    return counts
