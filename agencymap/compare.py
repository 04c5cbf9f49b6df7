"""Two editions → their difference: read both, compare the records, then what follows from them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from agencymap.analysis.difference import Difference, compare_facts, compare_findings, renamed_ids
from agencymap.documents import MemoryStore
from agencymap.errors import RegistryError
from agencymap.facts import Fact, Key
from agencymap.findings import Finding
from agencymap.loading import load_registry, read_facts, unread_files
from agencymap.registry import Registry
from agencymap.rules import check_registry
from agencymap.snapshot import Snapshot

Named = tuple[str, Path]
"""An edition: what the user calls it, and its folder."""


def compare(base: Named, head: Named, day: date, store: MemoryStore) -> Difference:
    """Return what differs between two editions, and what follows from it on *day*.

    Args:
        base: the edition before.
        head: the edition after.
        day: the day the findings describe, and of the checks.
        store: files already read; those the two have in common are read once.

    A side that does not validate is among ``problems``; the records are compared all the same,
    but for those in a file that cannot be read on one side.
    """
    problems: dict[str, list[Finding]] = {}
    sides = []
    loaded: list[Registry] = []
    for (name, folder), (_, other) in ((base, head), (head, base)):
        sides.append(read_facts(folder, store, beside=other))
        try:
            loaded.append(load_registry(folder, store))
        except RegistryError as error:
            problems[name] = [_relative(f, folder) for f in error.findings]
    if problems:  # what cannot be read on one side is neither gone nor added
        unread = [
            {f.partition("/")[2] for f in unread_files(folder, store)} for _, folder in (base, head)
        ]
        sides = [_without(side, files) for side, files in zip(sides, reversed(unread), strict=True)]
    facts = compare_facts(*sides)
    if problems:
        return Difference(base[0], head[0], facts, None, None, problems)
    old, new = (Snapshot(r, day) for r in loaded)
    findings = compare_findings(old, new, renamed_ids(facts)) if facts else []
    checks = [
        {(f.rule, f.id or f.message): _relative(f, folder) for f in check_registry(r, day)}
        for r, (_, folder) in zip(loaded, (base, head), strict=True)
    ]
    return Difference(
        base[0], head[0], facts, findings, (old, new), {},
        [f for k, f in checks[1].items() if k not in checks[0]],
        [f for k, f in checks[0].items() if k not in checks[1]],
    )  # fmt: skip


def _without(facts: Mapping[Key, Fact], files: Container[str]) -> dict[Key, Fact]:
    """Return the facts that do not stand in one of *files*, named within the registry."""
    return {k: f for k, f in facts.items() if f.position.file.partition("/")[2] not in files}


def _relative(finding: Finding, folder: Path) -> Finding:
    """Return the finding with its file as the registry's folder holds it, wherever that lies."""
    inside = finding.position.file.removeprefix(folder.as_posix()).lstrip("/")
    return replace(finding, position=finding.position._replace(file=f"{folder.name}/{inside}"))
