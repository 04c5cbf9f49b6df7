"""What a change does: two registries compared as facts, and the findings that follow.

Records are compared by what they say, never by lines: a file that moved, keys in another order or
a comment are no difference. A record that left under one id and came under another is a rename.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from agencymap.analysis.coordination import agreements_at_risk
from agencymap.analysis.counterparts import find_counterparts
from agencymap.analysis.whole import AllFindings
from agencymap.facts import KINDS, Fact, Key
from agencymap.findings import Finding
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country, Lang

ALIKE = 0.6
"""Share of a record's text that must be the same for a rename to be seen."""


class Sign(StrEnum):
    """What happened to a record or a finding."""

    ADDED = "added"
    CHANGED = "changed"
    RENAMED = "renamed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A record that differs; ``fields`` are the top-level fields that do."""

    sign: Sign
    kind: str
    id: str
    before: Fact | None
    after: Fact | None
    fields: tuple[str, ...] = ()

    @property
    def former_id(self) -> str | None:
        """Return the id before a rename."""
        return self.before.id if self.before is not None and self.sign is Sign.RENAMED else None


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that appears, vanishes, or is another than it was.

    ``key`` is its stable id, ``measure`` what is compared beside its being there: the grade of an
    overlap, the first counterpart. The records themselves are in ``before`` and ``after``.
    """

    sign: Sign
    kind: str
    key: str
    before: Any = field(default=None, repr=False)
    after: Any = field(default=None, repr=False)
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two editions compared. ``findings`` is None when one side does not validate."""

    base: str
    head: str
    facts: Sequence[FactChange]
    findings: Sequence[FindingChange] | None
    snapshots: tuple[Snapshot, Snapshot] | None
    problems: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    """Name of an edition → what keeps it from being read, of those that cannot be."""
    opened: Sequence[Finding] = ()
    """What the checks find at the head and did not find at the base."""
    settled: Sequence[Finding] = ()

    @property
    def empty(self) -> bool:
        """Return whether the two say the same."""
        return not (self.facts or self.findings or self.problems or self.opened or self.settled)


def compare_facts(base: Mapping[Key, Fact], head: Mapping[Key, Fact]) -> list[FactChange]:
    """Return the records that differ, by kind, then by id."""
    gone = {k: f for k, f in base.items() if k not in head}
    new = {k: f for k, f in head.items() if k not in base}
    found = [_renamed(gone.pop(old), new.pop(now)) for old, now in _renames(gone, new)]
    found += [FactChange(Sign.GONE, f.kind, f.id, f, None) for f in gone.values()]
    found += [FactChange(Sign.ADDED, f.kind, f.id, None, f) for f in new.values()]
    for key, before in base.items():
        after = head.get(key)
        if after is not None and (fields := _differing(before.value, after.value)):
            found.append(FactChange(Sign.CHANGED, after.kind, after.id, before, after, fields))
    return sorted(found, key=lambda c: (KINDS.index(c.kind), c.id))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(k for k in dict.fromkeys((*before, *after)) if before.get(k) != after.get(k))


def _renamed(before: Fact, after: Fact) -> FactChange:
    fields = tuple(f for f in _differing(before.value, after.value) if f != "id")
    return FactChange(Sign.RENAMED, after.kind, after.id, before, after, fields)


def _renames(gone: Mapping[Key, Fact], new: Mapping[Key, Fact]) -> list[tuple[Key, Key]]:
    """Return pairs of keys that are one record under another id, the most alike first.

    What a renamed agency holds goes with it, whatever the wording: ``old/trace`` is ``new/trace``.
    """
    scored = []
    for old, before in gone.items():
        for now, after in new.items():
            if old[0] != now[0] or "id" not in before.value:
                continue  # many reviews give the same reason
            if (score := _likeness(before, after)) >= ALIKE:
                scored.append((-score, old, now))
    pairs: dict[Key, Key] = {}
    taken: set[Key] = set()
    for _, old, now in sorted(scored):
        if old not in pairs and now not in taken:
            pairs[old] = now
            taken.add(now)
    return list(pairs.items())


def _likeness(one: Fact, other: Fact) -> float:
    """Return the share of text two records have in common, ids apart: 0 to 1."""
    a, b = (_text(f) for f in (one, other))
    quick = SequenceMatcher(None, a, b, autojunk=False)
    if quick.real_quick_ratio() < ALIKE or quick.quick_ratio() < ALIKE:
        return 0.0
    return quick.ratio()


def _text(fact: Fact) -> list[str]:
    value = {k: v for k, v in fact.value.items() if k != "id"}
    return json.dumps(value, ensure_ascii=False, sort_keys=True).split()


# -- consequences --------------------------------------------------------------------------------


def renamed_ids(changes: Iterable[FactChange]) -> dict[str, str]:
    """Return the new id of every agency, function and place that was renamed."""
    kinds = ("agency", "function", "domain", "place")
    return {
        c.before.id: c.id
        for c in changes
        if c.sign is Sign.RENAMED and c.kind in kinds and c.before is not None
    }


def compare_findings(
    base: Snapshot, head: Snapshot, renamed: Mapping[str, str] | None = None
) -> list[FindingChange]:
    """Return the findings that appear, vanish or change between two registries on one day.

    Args:
        base: the registry before.
        head: the registry after.
        renamed: old id → new id of agencies, functions and places; a finding on a renamed record
            is the same finding.
    """
    found: list[FindingChange] = []
    sides = [_findings(AllFindings(s)) for s in (base, head)]
    for kind, measured in sides[0].items():
        before = {_under(key, renamed or {}): x for key, x in measured.items()}
        found += _compare(kind, before, sides[1][kind])
    return found


_Measured = dict[str, tuple[Any, str]]


def _findings(all_: AllFindings) -> dict[str, _Measured]:
    s = all_.snapshot
    return {
        "overlap": {o.id: (o, str(o.grade.value)) for o in all_.overlaps},
        "gap": {g.id: (g, g.epistemic.value) for g in all_.gaps if g.need is None},
        "need": {n.id: (n, "unmet" if n.unmet else "met") for n in all_.needs},
        "single-point": {p.id: (p, " ".join(sorted(p.cut_off))) for p in all_.points},
        "at-risk": {r.id: (r, r.reason.value) for r in agreements_at_risk(s)},
        "counterpart": _counterparts(s),
    }


def _counterparts(s: Snapshot) -> _Measured:
    """Return the counterparts of each agency for each function it holds, the first ones by name."""
    found: _Measured = {}
    asked = {(a.agency.id, a.responsibility.function): a for a in s.counted}
    for (agency, function), area in asked.items():
        if area.agency.country not in (Country.US, Country.MX):
            continue
        answer = find_counterparts(s, agency, function)
        names = " ".join(c.agency for c in answer.candidates[:3])
        found[f"counterpart:{agency}:{function}"] = (answer, names)
    return found


def _under(key: str, renamed: Mapping[str, str]) -> str:
    """Return the id of a finding as it is under the new ids of its records."""
    if not renamed:
        return key
    return ":".join(
        "/".join(renamed.get(part, part) for part in piece.split("/")) for piece in key.split(":")
    )


def _compare(kind: str, before: _Measured, after: _Measured) -> list[FindingChange]:
    found = [
        FindingChange(Sign.ADDED, kind, key, None, x, "", now)
        for key, (x, now) in after.items()
        if key not in before
    ]
    found += [
        FindingChange(Sign.GONE, kind, key, x, None, was, "")
        for key, (x, was) in before.items()
        if key not in after
    ]
    found += [
        FindingChange(Sign.CHANGED, kind, key, old, after[key][0], was, after[key][1])
        for key, (old, was) in before.items()
        if key in after and after[key][1] != was
    ]
    return found


# -- printed pages -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A table, a fact sheet or a figure of the printed report that differs."""

    section: str
    """Number of the section; empty for a page without one."""
    section_title: str
    title: str
    signs: Mapping[Sign, int]
    """Rows added, changed and gone; of a fact sheet or figure, itself."""
    former: tuple[int, ...]
    """Pages of the former edition on which something is replaced or removed, ascending."""
    pages: tuple[int, ...]
    """Pages of the new edition on which it stands now, ascending."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a change does to the printed report in one language."""

    lang: Lang
    parts: tuple[PrintedPart, ...]

    @property
    def former(self) -> tuple[int, ...]:
        """Return the pages of the former edition on which something is replaced or removed."""
        return tuple(sorted({n for p in self.parts for n in p.former}))

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the pages of the new edition on which something is added or other than before."""
        return tuple(sorted({n for p in self.parts for n in p.pages}))


def page_ranges(pages: Iterable[int]) -> str:
    """Return ascending pages as text: "12, 45–47"."""
    found: list[list[int]] = []
    for n in pages:
        if found and n == found[-1][-1] + 1:
            found[-1].append(n)
        else:
            found.append([n])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in found)
