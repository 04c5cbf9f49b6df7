"""Rules: what the statements rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from agencymap.findings import Finding, Path, Severity, nearest
from agencymap.model import Citation, Cooperation, Limit, Need, Responsibility
from agencymap.registry import Registry
from agencymap.rules.base import accepted, finding
from agencymap.vocabulary import MechanismStatus, SourceKind, Status


def uncited_source(registry: Registry, on: date) -> Iterator[Finding]:
    """A source is cited by some record."""
    cited = {p.record.source for p in registry.parts_of(Citation) if isinstance(p.record, Citation)}
    for review in registry.reviews:
        cited |= {c.source for c in review.citations}
    for source in registry.sources:
        if source not in cited:
            yield finding(
                registry,
                "source",
                source,
                ("id",),
                "uncited-source",
                f"no record cites '{source}'; remove it or cite it",
                Severity.WARNING,
            )


ANNOUNCED_YEARS = 2
"""A commitment that nothing has borne out for so long is looked at again."""
ACTIVE_YEARS = 6
"""So long a mechanism counts as active on the word of its newest source."""
PRACTICE_YEARS = 10
"""So long a statement on practice stands without a newer source."""

_LAW = frozenset({SourceKind.STATUTE, SourceKind.TREATY, SourceKind.COURT})


def stale_claim(registry: Registry, on: date) -> Iterator[Finding]:
    """The newest source of a claim is not older than claims of its kind are good for."""
    # What law says stands until the law changes, and what has ended grows no older.
    left = accepted(registry, on)  # asked first: a position costs reading its file
    for kind, id_, path, part, about in _claims(registry):
        if f"stale-claim:{about}" in left:
            continue
        newest = _newest(registry, part.citations)
        years = _budget(registry, part)
        if newest is None or years is None or not _older(newest, years, on):
            continue
        yield finding(
            registry,
            kind,
            id_,
            (*path, "citations"),
            "stale-claim",
            f"the newest source speaks of {newest.isoformat()}, more than {years} years ago; cite "
            "a newer one, say when it ended, or accept it for a time in reviews.yaml",
            Severity.WARNING,
        )
    for m in registry.mechanisms.values():
        newest = _newest(registry, m.citations)
        if (
            m.status is MechanismStatus.ACTIVE
            and f"stale-claim:{m.id}" not in left
            and newest is not None
            and _older(newest, ACTIVE_YEARS, on)
        ):
            yield finding(
                registry,
                "mechanism",
                m.id,
                ("status",),
                "stale-claim",
                f"'active' rests on {newest.isoformat()}, more than {ACTIVE_YEARS} years ago; cite "
                "a newer source, or write 'unknown'",
                Severity.WARNING,
            )


def _older(day: date, years: int, on: date) -> bool:
    return (day.year + years, day.month, day.day) <= (on.year, on.month, on.day)


_Claim = Responsibility | Limit | Need | Cooperation


def _claims(registry: Registry) -> Iterator[tuple[str, str, Path, _Claim, str]]:
    """Yield the statements that are said to hold: (kind, id, path, record, full id)."""
    for kind, id_, path, part in registry.parts_of(Responsibility, Limit, Need, Cooperation):
        if not isinstance(part, _Claim) or part.until is not None:
            continue
        if kind == "agency" and registry.agencies[id_].dissolved is not None:
            continue
        yield kind, id_, path, part, id_ if kind == "cooperation" else f"{id_}/{part.id}"


def _budget(registry: Registry, part: _Claim) -> int | None:
    if part.status is Status.ANNOUNCED:
        return ANNOUNCED_YEARS
    if part.status not in (Status.ASSERTED, Status.CONTESTED):
        return None
    law = (
        part.instrument is not None
        if isinstance(part, Cooperation)
        else bool(getattr(part, "legal_basis", ()))
    )
    if law or any(registry.sources[c.source].kind in _LAW for c in part.citations):
        return None
    return PRACTICE_YEARS


def _newest(registry: Registry, citations: Iterable[Citation]) -> date | None:
    spoken = (c.as_of or registry.sources[c.source].date for c in citations)
    return max((d.latest for d in spoken if d is not None), default=None)


def idle_review(registry: Registry, on: date) -> Iterator[Finding]:
    """A review of a rule's finding names a record that is on file."""
    records = {about for *_, about in _claims(registry)}
    records |= {id_ for _, id_ in registry.source_maps}
    for index, review in enumerate(registry.reviews):
        rule, colon, about = review.finding.partition(":")
        if rule != "stale-claim" or not colon or about in records:
            continue
        yield finding(
            registry,
            "reviews",
            "reviews",
            ("reviews", index, "finding"),
            "idle-review",
            f"'{about}' is no record that holds{nearest(about, records) or '; remove the review'}",
            Severity.WARNING,
        )
