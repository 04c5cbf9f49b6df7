"""Rules: what the statements rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

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


class Stale(NamedTuple):
    """A claim whose newest source is older than claims of its kind are good for."""

    kind: str
    """Kind of the outermost record."""
    id: str
    """Id of the outermost record."""
    path: Path
    """Where in it."""
    about: str
    """Id of the claim."""
    newest: date
    """Day of which its newest source speaks."""
    years: int
    """For how long such a claim is good."""


def stale_claims(registry: Registry, on: date) -> Iterator[Stale]:
    """Yield the claims past their time that no review accepts on the day."""
    # What law says stands until the law changes, and what has ended grows no older.
    left = accepted(registry, on)  # asked first: a position costs reading its file
    for kind, id_, path, part, about in standing_claims(registry):
        newest, years = newest_day(registry, part.citations), _budget(registry, part)
        if newest is None or years is None or f"stale-claim:{about}" in left:
            continue
        if _older(newest, years, on):
            yield Stale(kind, id_, (*path, "citations"), about, newest, years)
    for m in registry.mechanisms.values():
        newest = newest_day(registry, m.citations)
        if m.status is not MechanismStatus.ACTIVE or newest is None:
            continue
        if f"stale-claim:{m.id}" not in left and _older(newest, ACTIVE_YEARS, on):
            yield Stale("mechanism", m.id, ("status",), m.id, newest, ACTIVE_YEARS)


def stale_claim(registry: Registry, on: date) -> Iterator[Finding]:
    """The newest source of a claim is not older than claims of its kind are good for."""
    for stale in stale_claims(registry, on):
        day, years = stale.newest.isoformat(), stale.years
        if stale.kind == "mechanism":
            message = (
                f"'active' rests on {day}, more than {years} years ago; cite a newer source, or "
                "write 'unknown'"
            )
        else:
            message = (
                f"the newest source speaks of {day}, more than {years} years ago; cite a newer "
                "one, say when it ended, or accept it for a time in reviews.yaml"
            )
        yield finding(
            registry, stale.kind, stale.id, stale.path, "stale-claim", message, Severity.WARNING
        )


def _older(day: date, years: int, on: date) -> bool:
    return (day.year + years, day.month, day.day) <= (on.year, on.month, on.day)


_Claim = Responsibility | Limit | Need | Cooperation


def standing_claims(registry: Registry) -> Iterator[tuple[str, str, Path, _Claim, str]]:
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


def newest_day(registry: Registry, citations: Iterable[Citation]) -> date | None:
    """Return the newest day of which any of *citations* speaks."""
    spoken = (c.as_of or registry.sources[c.source].date for c in citations)
    return max((d.latest for d in spoken if d is not None), default=None)


def idle_review(registry: Registry, on: date) -> Iterator[Finding]:
    """A review names a record that is on file, or two agencies and a function that are."""
    records = {about for *_, about in standing_claims(registry)}
    records |= {id_ for _, id_ in registry.source_maps}
    for index, review in enumerate(registry.reviews):
        rule, colon, about = review.finding.partition(":")
        if not colon or rule not in ("stale-claim", "overlap"):
            continue
        if about in records or (rule == "overlap" and _names_overlap(registry, about)):
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


def _names_overlap(registry: Registry, about: str) -> bool:
    """Return whether *about* reads "agency:agency:function", the agencies in order of their ids."""
    match about.split(":"):
        case [one, other, function]:
            return (
                one < other
                and {one, other} <= registry.agencies.keys()
                and function in registry.function_tree
            )
        case _:
            return False


def uncited_review(registry: Registry, on: date) -> Iterator[Finding]:
    """A review of an overlap cites the source that describes how the work is divided."""
    for index, review in enumerate(registry.reviews):
        if review.finding.startswith("overlap:") and not review.citations:
            yield finding(
                registry,
                "reviews",
                "reviews",
                ("reviews", index, "finding"),
                "uncited-review",
                "cite the source that says how the two divide the work",
            )
