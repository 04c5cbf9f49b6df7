"""The engine in JavaScript gives the answers of the Python modules it is a port of.

Everything is computed in Chromium on a blank page, without a network, from the data the explorer
carries, and compared with what Python says for the same registry and day.
"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page

from agencymap.dates import PartialDate, holds_on
from agencymap.snapshot import Snapshot
from tests.engine import DAYS, Engine

# -- dates and records ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "since", [None, "2019", "2019-05", "2019-05-27", "../2019-05", "2018/2019-06"]
)
@pytest.mark.parametrize(
    "until", [None, "2020", "2020-02", "2020-02-29", "../2020-02", "2019-12/2020"]
)
def test_dates(blank: Page, since: str | None, until: str | None) -> None:
    days = ["2017-12-31", "2018-01-01", "2019-05-27", "2019-06-01", "2020-01-01", "2020-02-28",
            "2020-02-29", "2020-03-01", "2020-12-31", "2021-01-01"]  # fmt: skip
    expected = [
        holds_on(
            date.fromisoformat(d),
            PartialDate(since) if since else None,
            PartialDate(until) if until else None,
        )
        for d in days
    ]
    found = blank.evaluate(
        "([days, s, u]) => days.map((d) => engine.holdsOn(d, s, u))", [days, since, until]
    )
    assert found == expected


def test_records_are_filled_in_as_python_fills_them(engine: Engine) -> None:
    for kind in ("agencies", "mechanisms", "cooperations", "instruments", "places", "sources"):
        found = engine.ask(f"[...r.{kind}.values()]", DAYS[-1])
        records = getattr(engine.registry, kind).values()
        assert found == [r.model_dump(mode="json") for r in records], kind


# -- the snapshot ----------------------------------------------------------------------------------


@pytest.mark.parametrize("snapshot", DAYS)
def test_the_snapshot(engine: Engine, snapshot: str) -> None:
    s = Snapshot(engine.registry, date.fromisoformat(snapshot))
    assert engine.ask("Object.fromEntries(s.agencies)", snapshot) == s.agencies
    assert engine.ask("Object.fromEntries(s.ancestors)", snapshot) == {
        a: list(up) for a, up in s.ancestors.items()
    }
    for js, py in (("counted", s.counted), ("held", s.held), ("announced", s.announced)):
        assert engine.ask(f"s.{js}.map((x) => x.id)", snapshot) == [x.id for x in py]
    found = engine.ask(
        "s.channels.map((c) => [c.id, [...c.members].sort(), [...c.functions].sort(), c.inForce,"
        " c.agreement, c.instruments.map((i) => i.id)])",
        snapshot,
    )
    assert found == [
        [c.id, sorted(c.members), sorted(c.functions), c.in_force, c.agreement,
         [i.id for i in c.instruments]]
        for c in s.channels
    ]  # fmt: skip
    standings = engine.ask(
        "Object.fromEntries([...r.agencies.keys()].map((a) =>"
        " [a, Object.fromEntries(s.standings(a))]))",
        snapshot,
    )
    assert standings == {
        a: {k: [v[0], v[1]] for k, v in s.standings(a).items()} for a in engine.registry.agencies
    }
