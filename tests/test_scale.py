"""What holds at any size: counted as found, drawn within bounds, carried whole."""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from playwright.sync_api import Page

from agencymap.analysis.overlap import count_overlaps, find_extraterritorial, find_overlaps
from agencymap.analysis.ties import cross_border_counts, find_ties
from agencymap.layout import OPEN_MOST, map_layout
from agencymap.loading import load_registry
from agencymap.registry import Registry
from agencymap.render.explorer import explorer_data, packed
from agencymap.rules import check_registry
from agencymap.snapshot import Snapshot
from benchmarks.world import World
from tests.conftest import Visit
from tests.engine import DAYS, Engine, carried
from tests.test_engine_layout import near
from tests.test_properties import DAYS as ANY_DAYS
from tests.test_properties import registries

DAY = "2026-11-25"
MakeVisit = Callable[..., Visit]


def counted(snapshot: Snapshot) -> Counter[tuple[str, str]]:
    return Counter((snapshot.country(o.agencies[0]), o.function) for o in find_overlaps(snapshot))


@pytest.fixture(scope="module")
def crowd() -> Registry:
    """A synthetic registry with more agencies in a block than an opened block draws."""
    return World(700).registry()


# -- the synthetic registry ------------------------------------------------------------------------


def test_a_synthetic_registry_is_whole_and_always_the_same(tmp_path: Path) -> None:
    registry = load_registry(World(60).write(tmp_path))
    assert len(registry.agencies) == 60
    assert len(registry.areas) == 300
    assert check_registry(registry) == []
    assert registry.digest == World(60).registry().digest


# -- counted as found ------------------------------------------------------------------------------


@given(registries(), ANY_DAYS)
def test_overlaps_are_counted_as_they_are_found(registry: Registry, day: date) -> None:
    snapshot = Snapshot(registry, day)
    assert count_overlaps(snapshot) == counted(snapshot)


@pytest.mark.parametrize("day", DAYS)
def test_overlaps_of_the_registry_are_counted_as_they_are_found(real: Registry, day: str) -> None:
    snapshot = Snapshot(real, date.fromisoformat(day))
    assert count_overlaps(snapshot) == counted(snapshot)


def test_a_crowd_is_counted_as_it_is_found(crowd: Registry) -> None:
    snapshot = Snapshot(crowd, date.fromisoformat(DAY))
    assert count_overlaps(snapshot) == counted(snapshot)
    assert count_overlaps(snapshot)


def test_the_overlaps_of_one_agency_or_function_are_those_among_all(real: Registry) -> None:
    snapshot = Snapshot(real, date.fromisoformat(DAY))
    every, abroad = find_overlaps(snapshot), find_extraterritorial(snapshot)
    for a in real.agencies:
        assert find_overlaps(snapshot, agency=a) == [o for o in every if a in o.agencies]
        mine = find_extraterritorial(snapshot, agency=a)
        assert mine == [o for o in abroad if a in o.agencies]
    for f, domain in real.function_tree.items():
        wanted = [o for o in every if o.function == f or real.function_tree[o.function] == f]
        assert find_overlaps(snapshot, functions=[f]) == wanted, domain


def test_places_that_meet_are_found_from_either(real: Registry) -> None:
    for one in real.places:
        meeting = {other for other in real.places if real.places_meet(one, other)}
        assert real.places_meeting(one) == meeting


# -- drawn within bounds ---------------------------------------------------------------------------


def test_an_opened_block_draws_so_many_units_and_says_how_many_more(crowd: Registry) -> None:
    snapshot = Snapshot(crowd, date.fromisoformat(DAY))
    layout = map_layout(snapshot, cross_border_counts(snapshot, find_ties(snapshot)))
    frame, *units = layout.opened["us-states"]
    assert len(units) == OPEN_MOST
    assert [b.kind for b in units].count("more") == 1
    last = units[-1]
    assert (last.id, last.kind) == ("more:us-states", "more")
    assert last.inside == frame.inside - (OPEN_MOST - 1)
    for opened in layout.opened.values():
        assert len(layout.rest) + len(opened) < 600


def test_the_engine_agrees_on_a_crowd(blank: Page, crowd: Registry) -> None:
    engine, snapshot = Engine(blank, crowd), Snapshot(crowd, date.fromisoformat(DAY))
    layout = map_layout(snapshot, cross_border_counts(snapshot, find_ties(snapshot)))
    boxes = {k: [[b.id, b.kind, b.x, b.y, b.w, b.inside] for b in v]
             for k, v in layout.opened.items()}  # fmt: skip
    found = engine.ask(
        "Object.fromEntries(Object.entries(new engine.Day(r, s.day).layout.opened)"
        ".map(([k, v]) => [k, v.map((b) => [b.id, b.kind, b.x, b.y, b.w, b.inside])]))",
        DAY,
    )
    assert near(found, boxes)
    every: list[Any] = [[o.id, o.grade.value, len(o.pairs)] for o in find_overlaps(snapshot)]
    shown = ".map((o) => [o.id, o.grade.value, o.pairs.length])"
    assert engine.ask(f"engine.findOverlaps(s){shown}", DAY) == every
    busy = Counter(a for o in find_overlaps(snapshot) for a in o.agencies).most_common(3)
    for agency, n in busy:
        mine = engine.ask(f"engine.findOverlaps(s, {{agency: a[0]}}){shown}", DAY, agency)
        assert mine == [x for x in every if agency in x[0].split(":")[1:3]]
        assert len(mine) == n


# -- carried whole ---------------------------------------------------------------------------------


def test_the_page_carries_its_data_whole(tiny: Registry, tiny_site: Path) -> None:
    data: dict[str, Any] = explorer_data(Snapshot(tiny, date(2023, 6, 18)))
    text = packed(data)
    assert packed(data) == text
    assert zlib.decompress(base64.b64decode(text), -zlib.MAX_WBITS)[:1] == b"{"
    held = carried((tiny_site / "index.html").read_text(encoding="utf-8"))
    assert [a["id"] for a in held["agencies"]] == list(tiny.agencies)


def test_an_old_browser_and_damaged_data_are_told(
    visit: MakeVisit, tiny_site: Path, tmp_path: Path
) -> None:
    whole = (tiny_site / "index.html").read_text(encoding="utf-8")
    old = visit()
    old.page.add_init_script("delete window.DecompressionStream")
    old.page.goto((tiny_site / "index.html").as_uri())
    old.page.locator("#tooOld").wait_for(state="visible")
    assert "2023" in old.page.locator("#tooOld").inner_text()
    at = whole.index('id="data">') + 400
    damaged = whole[:at] + ("A" if whole[at] != "A" else "B") * 40 + whole[at + 40 :]
    (tmp_path / "index.html").write_text(damaged, encoding="utf-8")
    broken = visit()
    broken.page.goto((tmp_path / "index.html").as_uri())
    broken.page.locator("#unreadable").wait_for(state="visible")
    assert "dañado" in broken.page.locator("#unreadable").inner_text()
    for page in (old.page, broken.page):
        assert page.locator("#cut").is_hidden()
    assert old.complaints == broken.complaints == []
