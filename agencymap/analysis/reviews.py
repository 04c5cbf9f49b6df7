"""Editors' judgements on computed findings: which of them are valid on a day, and which lapsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agencymap.model import Review
from agencymap.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The reviews known on a day, by the id of the finding; of several, the newest."""

    valid: Mapping[str, Review]
    """Those whose last day has not passed."""
    lapsed: Mapping[str, Review]
    """Those whose last day has passed: the finding stands again as if it had not been reviewed."""


def reviewed(snapshot: Snapshot) -> Reviewed:
    """Return the reviews of findings as of the day of *snapshot*.

    A review counts from the day on which it was made through its last day. On an earlier day
    it is not known yet, so nothing is explained by it.
    """
    day = snapshot.day
    known = [
        r for r in snapshot.registry.reviews if (r.reviewed.earliest or r.reviewed.latest) <= day
    ]
    known.sort(key=lambda r: r.until.latest)
    newest = {r.finding: r for r in known}
    return Reviewed(
        valid={f: r for f, r in newest.items() if r.until.latest >= day},
        lapsed={f: r for f, r in newest.items() if r.until.latest < day},
    )
