"""The map of the engine stands where the map of Python stands."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from agencymap.analysis.ties import cross_border_counts, find_ties
from agencymap.layout import map_layout
from agencymap.snapshot import Snapshot
from tests.engine import DAYS, Engine


def near(found: Any, expected: Any) -> bool:
    """Return whether two layouts agree to a tenth of a pixel, by which the two round apart."""
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(near(found[k], expected[k]) for k in found)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(near, found, expected))
    if isinstance(expected, float):
        return bool(abs(found - expected) < 0.11)
    return bool(found == expected)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("world", ["engine", "tiny_engine"])
def test_the_map(world: str, day: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(world)
    snapshot = Snapshot(engine.registry, date.fromisoformat(day))
    counts = cross_border_counts(snapshot, find_ties(snapshot))
    layout = map_layout(snapshot, counts)
    found = engine.ask(
        "(({ rest, opened, phone, members, home }) => ({ rest, opened, phone, members, home }))"
        "(engine.mapLayout(s, a[0]))",
        day,
        counts,
    )
    assert near(found["rest"], [asdict(b) for b in layout.rest])
    assert near(found["phone"], [asdict(b) for b in layout.phone])
    for block, boxes in layout.opened.items():
        assert near(found["opened"][block], [asdict(b) for b in boxes]), block
    assert found["members"] == {k: list(v) for k, v in layout.members.items()}
    assert found["home"] == layout.home
