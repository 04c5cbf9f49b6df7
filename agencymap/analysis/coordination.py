"""How well a shared function is coordinated on paper: grades, coverage, agreements at risk.

D4, D5 and D12 of the method. A grade counts what is on file, not how well people work together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from agencymap.dates import Holds, end_of
from agencymap.model import Instrument, Mechanism, Monitoring
from agencymap.snapshot import Channel, ChannelKind, Snapshot, Standing
from agencymap.vocabulary import BINDING_KINDS, Answer, InstrumentStatus

MONITORING_YEARS = 3
"""Evidence of monitoring or renewal counts for grade 4 this long (D4, default)."""
EVIDENCE_MONTHS = 36
"""An agreement without newer evidence is at risk (D12)."""


@dataclass(frozen=True, slots=True)
class Cover:
    """One channel that covers an overlap, and the grade it earns."""

    channel: Channel
    grade: int
    standing: Standing
    """The weaker of the two agencies' standings to the parties."""


@dataclass(frozen=True, slots=True)
class Grade:
    """Coordination grade of two agencies on a function at some places (D4).

    0 nothing on file · 1 lapsed, or signed with a predecessor and not renewed · 2 forum or contact
    without a written division of tasks · 3 a written agreement in force that names the function ·
    4 the same, with monitoring or renewal within three years.
    """

    value: int
    covers: tuple[Cover, ...]
    """All channels that cover it, best first, then by id."""
    monitoring: Monitoring | None
    """The newest answer on monitoring of the best agreement, if any."""

    @property
    def best(self) -> Channel | None:
        """Return the channel that earns the grade."""
        return self.covers[0].channel if self.covers else None

    @property
    def unmonitored(self) -> bool:
        """Return whether a source says that nobody monitors the agreement."""
        return self.monitoring is not None and self.monitoring.answer is Answer.NO


_ORDER = {Standing.NAMED: 0, Standing.BELOW: 1, Standing.SUCCESSOR: 2}


def grade(
    snapshot: Snapshot,
    one: str,
    other: str,
    functions: str | Sequence[str],
    places: Sequence[str] = (),
) -> Grade:
    """Return the coordination grade of two agencies for a function at some places (D4).

    Args:
        snapshot: the registry as of a day.
        one: an agency.
        other: another agency.
        functions: the function, or the two mirror functions of a cross-border pair.
        places: places of the overlap; none means anywhere.

    A parent's agreement covers its children at grade 2 at most, unless it names them. The grade is
    per function and place, not per pair of agencies.
    """
    wanted = (functions,) if isinstance(functions, str) else tuple(functions)
    covers = [
        cover
        for channel in _between(snapshot, one, other, wanted, places)
        if (cover := _cover(snapshot, channel, one, other, wanted)) is not None
    ]
    covers.sort(key=lambda c: (-c.grade, _ORDER[c.standing], c.channel.id))
    value = covers[0].grade if covers else 0
    monitoring = next(
        (m for c in covers if c.grade >= 3 and (m := _monitoring(snapshot, c.channel))), None
    )
    return Grade(value, tuple(covers), monitoring)


def _between(
    snapshot: Snapshot, one: str, other: str, functions: Sequence[str], places: Sequence[str]
) -> list[Channel]:
    """Return the channels about the functions and places with members on both sides."""
    registry = snapshot.registry
    ours, theirs = snapshot.standings(one), snapshot.standings(other)
    found = {c.id: c for a in ours for c in snapshot.channels_of.get(a, ())}
    return [
        channel
        for channel in found.values()
        if not channel.members.isdisjoint(theirs)
        and any(snapshot.functions_meet(channel.functions, f) for f in functions)
        and (
            not channel.places
            or not places
            or any(registry.places_meet(p, q) for p, q in product(channel.places, places))
        )
    ]


def _cover(
    snapshot: Snapshot, channel: Channel, one: str, other: str, functions: Sequence[str]
) -> Cover | None:
    """Return how a channel covers a pair, or None when it does not."""
    ours, theirs = snapshot.standings(one), snapshot.standings(other)
    options: list[tuple[int, Standing]] = []
    for mine, yours in product(ours.keys() & channel.members, theirs.keys() & channel.members):
        if mine == yours:
            continue
        standing = max(ours[mine][0], theirs[yours][0], key=_ORDER.__getitem__)
        carried = ours[mine][1] and theirs[yours][1]
        options.append((_worth(snapshot, channel, standing, carried, functions), standing))
    if not options:
        return None
    value, standing = min(options, key=lambda o: (-o[0], _ORDER[o[1]]))
    return Cover(channel, value, standing) if value else None


def _worth(
    snapshot: Snapshot,
    channel: Channel,
    standing: Standing,
    carried: bool,
    functions: Sequence[str],
) -> int:
    """Return the grade a channel earns for parties of that standing; 0 when it earns none."""
    if channel.in_force is Holds.NO:
        return 1 if channel.agreement else 0
    if standing is Standing.SUCCESSOR and not carried:
        return 1 if channel.agreement else 0
    if channel.kind is ChannelKind.INSTRUMENT and channel.in_force is Holds.UNCERTAIN:
        return 1  # ended on a day not on file
    if standing is Standing.BELOW:
        return 2
    texts = [
        i for i in channel.instruments if i.kind in BINDING_KINDS and _names(snapshot, i, functions)
    ]
    if not any(snapshot.instrument_in_force(i) for i in texts):
        return 2
    return 4 if _watched(snapshot, channel, texts) else 3


def _names(snapshot: Snapshot, instrument: Instrument, functions: Iterable[str]) -> bool:
    return any(snapshot.functions_meet(instrument.functions, f) for f in functions)


def _answers(snapshot: Snapshot, channel: Channel) -> list[Monitoring]:
    """Return the answers on monitoring known by the day, newest first."""
    found = [m for i in channel.instruments for m in i.monitored]
    if isinstance(channel.record, (Mechanism,)):
        found += channel.record.monitored
    known = [m for m in found if m.as_of.earliest is None or m.as_of.earliest <= snapshot.day]
    return sorted(known, key=lambda m: m.as_of, reverse=True)


def _monitoring(snapshot: Snapshot, channel: Channel) -> Monitoring | None:
    answers = _answers(snapshot, channel)
    return answers[0] if answers else None


def _watched(snapshot: Snapshot, channel: Channel, texts: Sequence[Instrument]) -> bool:
    newest = _monitoring(snapshot, channel)
    if newest is not None:
        return newest.answer is Answer.YES and _recent(newest.as_of.latest, snapshot.day)
    return any(
        i.replaces and i.signed is not None and _recent(i.signed.latest, snapshot.day)
        for i in texts
    )


def _recent(evidence: date, day: date) -> bool:
    """Return whether *day* is at most three years after *evidence*."""
    return day <= add_months(evidence, 12 * MONITORING_YEARS)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


# -- coverage ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coverage:
    """Share of overlaps at or above each grade (D5). Undefined without overlaps."""

    total: int
    reached: dict[int, int]
    """Grade 2, 3, 4 → number of overlaps that reach it."""

    @property
    def defined(self) -> bool:
        """Return whether there is anything to share out."""
        return self.total > 0


def coverage(grades: Iterable[int]) -> Coverage:
    """Return how many of the overlaps reach grade 2, 3 and 4 (D5: CC₂, CC₃, CC₄)."""
    values = list(grades)
    return Coverage(len(values), {k: sum(v >= k for v in values) for k in (2, 3, 4)})


# -- agreements at risk --------------------------------------------------------------------------


class RiskReason(StrEnum):
    """Why an agreement is at risk (D12)."""

    PARTY_GONE = "party-gone"
    EXPIRED = "expired"
    OLD_EVIDENCE = "old-evidence"


@dataclass(frozen=True, slots=True)
class AgreementAtRisk:
    """An agreement whose party was replaced, whose term is over, or that was last seen long ago."""

    channel: Channel
    reason: RiskReason
    day: date | None
    """Day the party ended or the term was over, or of the last evidence."""
    party: str | None
    """The agency that ended, for ``party-gone``."""

    @property
    def id(self) -> str:
        """Return the stable id of the finding."""
        return f"at-risk:{self.reason}:{self.channel.id}"


def agreements_at_risk(snapshot: Snapshot) -> list[AgreementAtRisk]:
    """Return the agreements at risk on the day (D12), by channel id, one reason each.

    Only agreements: treaties, memoranda, letters, and links of kind agreement. The first reason
    that applies is given: a party that ended without a succession note, a term that is over
    without renewal on file, or no evidence within 36 months.
    """
    renewed = {
        old
        for i in snapshot.registry.instruments.values()
        if snapshot.instrument_in_force(i)
        for old in i.replaces
    }
    found = []
    for channel in snapshot.channels:
        if not channel.agreement or channel.record.id in renewed:
            continue
        if any(text.id in renewed for text in channel.instruments):
            continue
        if channel.kind is ChannelKind.COOPERATION and channel.instruments:
            continue  # the instrument itself is asked
        risk = (
            _party_gone(snapshot, channel) or _expired(snapshot, channel) or _old(snapshot, channel)
        )
        if risk is not None:
            found.append(risk)
    return found


def _party_gone(snapshot: Snapshot, channel: Channel) -> AgreementAtRisk | None:
    carried = {
        before
        for known in snapshot.predecessors.values()
        for before, passes in known.items()
        if passes
    }
    for member in sorted(channel.members):
        if member not in snapshot.agencies and member not in carried:
            ended = snapshot.registry.agencies[member].dissolved
            day = ended.latest if ended else None
            return AgreementAtRisk(channel, RiskReason.PARTY_GONE, day, member)
    return None


def _expired(snapshot: Snapshot, channel: Channel) -> AgreementAtRisk | None:
    until = channel.record.until
    over = until is not None and end_of(until) <= snapshot.day
    ended = isinstance(channel.record, Instrument) and channel.record.status in (
        InstrumentStatus.EXPIRED,
        InstrumentStatus.SUPERSEDED,
        InstrumentStatus.REPEALED,
    )
    if over or (ended and until is None):
        return AgreementAtRisk(channel, RiskReason.EXPIRED, until.latest if until else None, None)
    return None


def _old(snapshot: Snapshot, channel: Channel) -> AgreementAtRisk | None:
    newest = snapshot.newest_evidence(channel.citations)
    if newest is None or snapshot.day <= add_months(newest, EVIDENCE_MONTHS):
        return None
    return AgreementAtRisk(channel, RiskReason.OLD_EVIDENCE, newest, None)
