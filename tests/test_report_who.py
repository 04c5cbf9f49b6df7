"""Section 4 of the report: charts, states, fact sheets; small worlds, answers by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from agencymap.analysis.scope import Scope, ScopedFindings
from agencymap.analysis.whole import AllFindings
from agencymap.model import MapBlock, Series
from agencymap.registry import Registry
from agencymap.render.pdf import report_pdf
from agencymap.render.report import report_page
from agencymap.report import orgcharts, report_model, sheets, tiles
from agencymap.report.base import Layout, Writer
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import LANGS, Country, Lang
from tests.builders import agency, cite, domain, duty, link, on, place, world
from tests.conftest import REAL_DAY

CODES = ("BCN", "SON", "CHH")


def writer(registry: Registry, day: str, scope: Scope | None = None) -> Writer:
    return Writer(ScopedFindings(AllFindings(on(registry, day)), scope), "en", Layout())


@pytest.fixture(scope="module")
def states() -> Registry:
    """Three offices: BCN holds it from 2020, a source says SON does not, CHH was announced.

    Until 2020 a federal agency was the only holder; in 2022 a source counts two offices.
    """
    text = {"en": "It says so.", "es": "Lo dice."}
    series = Series.model_validate({
        "id": "offices", "name": {"en": "offices", "es": "oficinas"}, "country": "mx", "total": 3,
        "tallies": [{"function": "d.f", "count": 2, "as_of": "2022-01-01", "statement": text,
                     "citations": cite()}],
    })  # fmt: skip
    claims = {
        "BCN": {"since": "2020-01-01"},
        "SON": {"since": "2020-01-01", "until": "2021-01-01", "status": "asserted-absent"},
        "CHH": {"since": "2021-06-01", "status": "announced"},
    }
    offices = [
        agency(f"mx-{c.lower()}", duty("d.f", places=[f"MX-{c}"], **claims[c]),
               series="offices", level="state")
        for c in CODES
    ]  # fmt: skip
    fed = agency("mx-fed", duty("d.f", exclusive="sole", since="2010-01-01", until="2020-01-01"))
    return world(
        agencies=[fed, *offices], domains=[domain("d", "d.f")], series=[series],
        places=[place(f"MX-{c}") for c in CODES],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "expected", "total"),
    [
        ("2015-01-01", ("absent", "absent", "absent"), 0),  # a sole holder leaves all without
        ("2020-06-01", ("held", "absent", "empty"), 1),
        ("2021-03-01", ("held", "empty", "empty"), 1),
        ("2021-07-01", ("held", "empty", "announced"), 1),
        ("2022-07-01", ("held", "some", "announced"), 2),  # one more by count; it is not named
    ],
)
def test_what_a_tile_says(
    states: Registry, day: str, expected: tuple[str, ...], total: int
) -> None:
    w = writer(states, day)
    p = tiles.panel(w, w.registry.series["offices"], "d.f", date.fromisoformat(day))
    assert tuple(p.states[c] for c in CODES) == expected
    assert p.total == total


def test_turning_points_are_where_the_number_changes(states: Registry) -> None:
    w = writer(states, "2025-01-01")
    days = tiles.turning_points(w, w.registry.series["offices"], "d.f")
    assert [str(d) for d in days] == ["2010-01-01", "2020-01-01", "2025-01-01"]


def test_no_series_no_tiles(tiny: Registry) -> None:
    w = writer(tiny, "2024-01-01")
    assert tiles.state_tiles(w, "trace.request", [date(2024, 1, 1)]) is None


def test_tiles_have_a_place_of_their_own() -> None:
    assert len(tiles.POSITIONS) == len(set(tiles.POSITIONS.values())) == 32
    assert tiles.POSITIONS["ROO"] == (10, 4)
    assert tiles.POSITIONS["YUC"] == (10, 3)
    assert tiles.POSITIONS["COL"] == (2, 3)
    assert tiles.POSITIONS["NAY"] == (1, 2)


@pytest.fixture(scope="module")
def offices() -> Registry:
    """A department with a bureau, its unit, and one moved to another department in 2023."""
    moved = agency("us-moved", parents=[
        {"agency": "us-other", "since": "2001-01-01", "until": "2023-05-01", "citations": cite()},
        {"agency": "us-dept", "since": "2023-05-01", "citations": cite()},
    ])  # fmt: skip
    claim = {"agency": "us-dept", "contested": True, "citations": cite()}
    doubted = agency("us-doubted", parents=[claim])
    name = {"en": "B", "es": "B"}
    block = {"id": "b", "country": "us", "name": name, "levels": ["federal"]}
    return world(
        agencies=[
            agency("us-dept"), agency("us-other"), moved, doubted,
            agency("us-bureau", "d.f", parents=[{"agency": "us-dept"}]),
            agency("us-unit", classification="unit", parents=[{"agency": "us-bureau"}]),
            agency("mx-a", "d.f"),
        ],
        domains=[domain("d", ("d.f", "d.f"))],
        links=[link("l", ["us-unit", "mx-a"], ["d.f"])],
        blocks=[MapBlock.model_validate(block)],
    )  # fmt: skip


def boxes(w: Writer) -> dict[str, dict[str, Any]]:
    figures = [f for f in orgcharts.charts(w) if f["data"]["country"] == "us"]
    return {" ".join(b["text"]): b for f in figures for b in f["data"]["boxes"]}


def test_a_chart_says_what_moved_and_what_is_contested(offices: Registry) -> None:
    drawn = boxes(writer(offices, "2024-01-01"))
    assert set(drawn) == {"DEPT", "OTHER", "MOVED", "DOUBTED", "BUREAU", "UNIT"}
    assert " ".join(drawn["MOVED"]["note"]) == "since 2023-05-01; before: OTHER"
    assert drawn["DOUBTED"]["contested"]
    assert " ".join(drawn["DOUBTED"]["note"]) == "contested: under DEPT"
    assert drawn["UNIT"]["x"] > drawn["BUREAU"]["x"] > drawn["DEPT"]["x"]


def test_an_old_move_is_not_dated(offices: Registry) -> None:
    assert boxes(writer(offices, "2027-01-01"))["MOVED"]["note"] == []


def test_a_chart_of_a_part_shows_what_stands_above(offices: Registry) -> None:
    drawn = boxes(writer(offices, "2024-01-01", Scope(agencies=("us-bureau",))))
    assert {name: b["kind"] for name, b in drawn.items()} == {"DEPT": "above", "BUREAU": "unit"}


def test_a_sheet_for_those_with_a_channel_across(offices: Registry) -> None:
    """The bureau has the channel of its unit; both are columns of the matrix."""
    chosen, rule = sheets.choose(writer(offices, "2024-01-01"))
    assert chosen == ["us-bureau", "mx-a"]
    assert "Left out by this number: 0." in rule


# -- the real registry -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def section(whole: Callable[[Lang], Any]) -> dict[str, list[dict[str, Any]]]:
    models = {lang: whole(lang) for lang in LANGS}
    return {
        lang: next(s["blocks"] for s in m["sections"] if s["id"] == "matrix")
        for lang, m in models.items()
    }


def test_every_agency_is_drawn_once_and_listed_once(
    section: dict[str, list[dict[str, Any]]], real: Registry
) -> None:
    snapshot = Snapshot(real, REAL_DAY)
    blocks = section["en"]
    (listed,) = [b for b in blocks if b.get("id") == "agencies"]
    ids = {x for r in listed["rows"] if "id" in r for x in (r["id"], *r.get("also", ()))}
    assert {f"agency-{a}" for a in snapshot.agencies} <= ids
    drawn = sum(
        len(b["data"]["boxes"]) - sum("(cont.)" in " ".join(x["text"]) for x in b["data"]["boxes"])
        for b in blocks if b["kind"] == "figure" and b["form"] == "orgchart"
    )  # fmt: skip
    home = [r for r in listed["rows"] if "id" in r]
    abroad = [a for a in snapshot.agencies if snapshot.country(a) is Country.INTERNATIONAL]
    assert drawn == len(home) - len(abroad)


def test_no_box_leaves_the_page_or_lies_on_another(
    section: dict[str, list[dict[str, Any]]],
) -> None:
    for blocks in section.values():
        for figure in (b for b in blocks if b["kind"] == "figure" and b["form"] == "orgchart"):
            found = sorted(figure["data"]["boxes"], key=lambda b: (round(b["x"] + b["w"]), b["y"]))
            assert all(b["x"] + b["w"] <= orgcharts.WIDTH + 0.2 for b in found)
            assert all(b["y"] + b["h"] <= orgcharts.HEIGHT + 0.2 for b in found)
            for one, next_ in pairwise(found):
                if round(one["x"] + one["w"]) == round(next_["x"] + next_["w"]):
                    assert one["y"] + one["h"] <= next_["y"]


def test_both_languages_draw_the_same_figures_and_sheets(
    section: dict[str, list[dict[str, Any]]],
) -> None:
    def shape(blocks: list[dict[str, Any]]) -> list[Any]:
        return [(b["kind"], b.get("id"), b.get("number"), len(b.get("rows", ()))) for b in blocks]

    assert shape(section["en"]) == shape(section["es"])
    found = [b for b in section["en"] if b["kind"] == "sheet"]
    assert 0 < len(found) <= 40
    assert all(len(b["rows"]) <= sheets.MOST_AREAS for b in found)
    spanish = [b["linked"] for b in section["es"] if b["kind"] == "sheet"]
    assert [b["linked"] for b in found] == spanish


def test_the_table_of_states_recounts_the_tiles(section: dict[str, list[dict[str, Any]]]) -> None:
    drawn = [b["data"] for b in section["en"] if b.get("form") == "tiles"]
    panels = [p for data in drawn for p in data["panels"]]
    (table,) = [b for b in section["en"] if b.get("id") == "state-offices"]
    held = [row["cells"][2][0][0]["t"] for row in table["rows"]]
    assert held == [p["number"].replace("/", "of") for p in panels]
    for p in panels:
        assert len(p["tiles"]) == 32


def test_a_scope_with_nothing_says_so_on_paper_and_on_the_page() -> None:
    empty = world(domains=[domain("d", "f")], agencies=[agency("us-a")])
    model = report_model(on(empty, "2020-01-01"), "en", scope=Scope(functions=("f",)))
    assert "in which no agency is on file" in str(model)
    assert report_pdf(model).startswith(b"%PDF")
    assert "Who does what" in report_page(model)
