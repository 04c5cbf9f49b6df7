"""What the page shows of a day is what Python says of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from agencymap.snapshot import Snapshot
from tests.engine import DAYS, Engine
from tests.oracle import explorer_data
from tests.test_engine_layout import near


@pytest.mark.parametrize(
    ("world", "day"),
    [*(("tiny_engine", day) for day in DAYS), *(("engine", day) for day in DAYS[1::2])],
)
def test_a_day(world: str, day: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(world)
    expected: dict[str, Any] = json.loads(
        json.dumps(explorer_data(Snapshot(engine.registry, date.fromisoformat(day))))
    )
    found = engine.ask("JSON.parse(JSON.stringify(new engine.Day(r, s.day).all()))", day)
    for part in ("agencies", "gone", "domains", "functions", "overlaps", "mechanisms", "blocks",
                 "series", "ties", "onFile", "sources"):  # fmt: skip
        for one, other in zip(found[part], expected[part], strict=True):
            assert one == other, part
    for part in ("boxes", "phone", "opened", "members", "phoneTies", "restTies"):
        assert near(found["map"][part], expected["map"][part]), part
    assert found["counts"] == expected["meta"]["counts"]
