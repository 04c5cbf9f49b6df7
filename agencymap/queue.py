"""What editors do next: claims grown old, ends that near, Spanish to read, sources to firm up.

Ordered by consequence: how many findings of the day rest on the record, then how old it is. A
function of the registry and the day, as every answer is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from agencymap.analysis.coordination import Grade
from agencymap.analysis.gaps import GapKind
from agencymap.analysis.whole import AllFindings
from agencymap.dates import PartialDate, end_of
from agencymap.findings import Path
from agencymap.model import Citation
from agencymap.registry import Registry
from agencymap.rules.base import about_id
from agencymap.rules.evidence import newest_day, stale_claims, standing_claims
from agencymap.rules.text import untranslated_texts
from agencymap.vocabulary import Footing, InstrumentStatus, MechanismStatus, Status

HORIZON_DAYS: Final = 90
"""So long before a day that is on file the work it brings is shown."""


class Work(StrEnum):
    """Kind of work; the order is that of items that weigh the same."""

    STALE = "stale"
    """The newest source of a claim is older than claims of its kind are good for."""
    EXPIRING = "expiring"
    """An instrument ends, or has ended and its state does not say so."""
    REVIEW = "review"
    """A recorded judgement lapses, or has lapsed."""
    TRANSLATION = "translation"
    """A text stands in one language in both places, or no second reader has read the Spanish."""
    WEAK = "weak"
    """A claim rests on the press or on republished copies alone."""


class Reason(StrEnum):
    """Why an item is on the list."""

    STALE_CLAIM = "stale-claim"
    STALE_MECHANISM = "stale-mechanism"
    ENDS = "ends"
    ENDED = "ended"
    LAPSES = "lapses"
    LAPSED = "lapsed"
    UNTRANSLATED = "untranslated"
    UNREVIEWED = "unreviewed"
    REPUBLISHED = "republished"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do."""

    work: Work
    reason: Reason
    id: str
    """Id of the claim, as ``agencymap confirm`` takes it; of a review, the finding it is about."""
    kind: str
    """Kind of the outermost record, as in ``source_maps``."""
    record: str
    """Id of the outermost record."""
    path: Path
    """Where in it."""
    findings: int
    """How many findings of the day rest on it."""
    day: date | None
    """Newest source, end, or last check; None when no date is on file."""
    years: int | None = None
    """For how long a claim of its kind is good."""


def work_queue(found: AllFindings) -> list[Item]:
    """Return what there is to do on the day of *found*: heaviest first, then oldest."""
    registry, on = found.snapshot.registry, found.snapshot.day
    weights = _Weights(found)
    items = [
        *_stale(registry, on, weights),
        *_expiring(registry, on, weights),
        *_reviews(registry, on, weights),
        *_translations(registry, weights),
        *_weak(registry, weights),
    ]
    order = list(Work)
    return sorted(
        items,
        key=lambda i: (-i.findings, i.day or date.max, order.index(i.work), i.id, str(i.path)),
    )


# -- what rests on a record ------------------------------------------------------------------------


class _Weights:
    """How many findings of the day rest on each record."""

    def __init__(self, found: AllFindings) -> None:
        self._on: dict[str, set[str]] = defaultdict(set)
        for finding, records in resting(found):
            for record in records:
                self._on[record].add(finding)
                agency, slash, _ = record.partition("/")
                if slash:
                    self._on[agency].add(finding)

    def of(self, id_: str) -> int:
        """Return the number for a claim, or for an agency: that of all its statements."""
        return len(self._on[id_]) if id_ in self._on else 0


def resting(found: AllFindings) -> Iterator[tuple[str, set[str]]]:
    """Yield each finding of the day with the ids of the records that it rests on."""
    for o in found.overlaps:
        yield o.id, {*o.records, *_channels(o.grade)}
    for g in found.gaps:
        if g.kind is not GapKind.NEED:  # a need is a finding of its own
            yield g.id, {a.id for a in g.areas}
    for n in found.needs:
        links = [*n.refusals, *([n.met_by] if n.met_by else [])]
        yield n.id, {f"{n.agency.id}/{n.need.id}", *(link.id for link in links)}
    for p in found.points:
        yield p.id, {a.id for a in p.areas}
    for answers in found.counterparts.values():
        for answer in answers:
            own = found.snapshot.counted_of.get(answer.agency, ())
            records = {a.id for a in own if a.responsibility.function == answer.function}
            records |= {a.id for a in answer.ruled_out}
            for c in answer.candidates:
                records |= {c.area.id, *_channels(c.grade)}
            yield answer.id, records


def _channels(grade: Grade) -> Iterator[str]:
    for cover in grade.covers:
        yield cover.channel.record.id
        yield from (i.id for i in cover.channel.instruments)


# -- the kinds of work -----------------------------------------------------------------------------


def _stale(registry: Registry, on: date, weights: _Weights) -> Iterator[Item]:
    for s in stale_claims(registry, on):
        reason = Reason.STALE_MECHANISM if s.kind == "mechanism" else Reason.STALE_CLAIM
        yield Item(
            Work.STALE, reason, s.about, s.kind, s.id, s.path, weights.of(s.about), s.newest,
            s.years,
        )  # fmt: skip


_SAID_TO_STAND: Final = frozenset({InstrumentStatus.IN_FORCE, InstrumentStatus.SIGNED})


def _expiring(registry: Registry, on: date, weights: _Weights) -> Iterator[Item]:
    for i in registry.instruments.values():
        if i.until is None or i.status not in _SAID_TO_STAND:
            continue
        end = end_of(i.until)
        if end <= on + timedelta(HORIZON_DAYS):
            reason = Reason.ENDED if end <= on else Reason.ENDS
            yield Item(
                Work.EXPIRING, reason, i.id, "instrument", i.id, ("until",), weights.of(i.id), end
            )


def _reviews(registry: Registry, on: date, weights: _Weights) -> Iterator[Item]:
    newest = {
        r.finding: (n, r)
        for n, r in sorted(enumerate(registry.reviews), key=lambda x: x[1].until.latest)
    }
    for n, r in newest.values():
        last = r.until.latest
        if last > on + timedelta(HORIZON_DAYS):
            continue
        rule, _, about = r.finding.partition(":")
        # an overlap is one finding; a warning weighs what its claim does
        weight = 1 if rule == "overlap" else weights.of(about)
        yield Item(
            Work.REVIEW,
            Reason.LAPSED if last < on else Reason.LAPSES,
            r.finding,
            "reviews",
            "reviews",
            ("reviews", n),
            weight,
            last,
        )


def _translations(registry: Registry, weights: _Weights) -> Iterator[Item]:
    for kind, id_, path, _ in untranslated_texts(registry):
        about = about_id(registry, kind, id_, path)
        yield Item(
            Work.TRANSLATION, Reason.UNTRANSLATED, about, kind, id_, path, weights.of(about), None
        )
    for kind, id_, checked in _unreviewed(registry):
        yield Item(
            Work.TRANSLATION, Reason.UNREVIEWED, id_, kind, id_, (), weights.of(id_), checked.latest
        )


def _unreviewed(registry: Registry) -> Iterator[tuple[str, str, PartialDate]]:
    kinds: Mapping[str, Mapping[str, object]] = {
        "agency": registry.agencies,
        "mechanism": registry.mechanisms,
        "instrument": registry.instruments,
        "cooperation": registry.cooperations,
    }
    for kind, records in kinds.items():
        for id_, record in records.items():
            checked = getattr(record, "checked", None)
            if getattr(record, "spanish_reviewed", None) is None and checked is not None:
                yield kind, id_, checked


_FOOTINGS: Final = {Footing.REPUBLISHED: Reason.REPUBLISHED, Footing.PRESS: Reason.PRESS}


def _weak(registry: Registry, weights: _Weights) -> Iterator[Item]:
    for kind, id_, path, citations, about in _cited(registry):
        reason = _FOOTINGS.get(registry.footing(citations))
        if reason is not None:
            newest = newest_day(registry, citations)
            yield Item(
                Work.WEAK, reason, about, kind, id_, (*path, "citations"), weights.of(about), newest
            )


def _cited(registry: Registry) -> Iterator[tuple[str, str, Path, Iterable[Citation], str]]:
    """Yield what is said to hold: statements, mechanisms that have not ended, texts in force."""
    for kind, id_, path, claim, about in standing_claims(registry):
        if claim.status is not Status.RETIRED:
            yield kind, id_, path, claim.citations, about
    for m in registry.mechanisms.values():
        if m.status is not MechanismStatus.ENDED:
            yield "mechanism", m.id, (), m.citations, m.id
    for i in registry.instruments.values():
        if i.status in _SAID_TO_STAND:
            yield "instrument", i.id, (), i.citations, i.id
