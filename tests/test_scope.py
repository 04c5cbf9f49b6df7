"""A part of the findings: what belongs to a scope, in a world that a reader can draw."""

from __future__ import annotations

from typing import Any

import pytest

from agencymap.analysis.scope import Scope, ScopedFindings
from agencymap.analysis.whole import AllFindings
from agencymap.errors import AgencymapError
from agencymap.registry import Registry
from agencymap.report import Layout, report_model
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country
from tests.conftest import TINY_DAY


def scoped(tiny: Registry, **fields: Any) -> ScopedFindings:
    return ScopedFindings(AllFindings(Snapshot(tiny, TINY_DAY)), Scope(**fields))


def pairs(found: ScopedFindings) -> list[tuple[str, str]]:
    return [o.agencies for o in found.overlaps]


def test_nothing_is_left_out_without_a_scope(tiny: Registry) -> None:
    """ATF and CBP both study traces: the one overlap of the tiny world, in Arizona."""
    assert pairs(scoped(tiny)) == [("us-atf", "us-cbp")]


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"functions": ("trace.analysis",)}, True),
        ({"functions": ("trace",)}, True),
        ({"functions": ("supply",)}, False),
        ({"places": ("US-AZ",)}, True),
        ({"places": ("MX-SON",)}, False),
        ({"countries": (Country.MX,)}, False),
        ({"agencies": ("us-cbp",)}, True),
        ({"agencies": ("us-doj",)}, True),  # ATF is a part of it
        ({"agencies": ("mx-fgr",)}, False),
        ({"functions": ("trace",), "agencies": ("mx-fgr",)}, False),
    ],
)
def test_an_overlap_belongs_when_it_meets_every_field(
    tiny: Registry, fields: dict[str, Any], kept: bool
) -> None:
    assert bool(pairs(scoped(tiny, **fields))) is kept


def test_holders_at_a_place_are_those_that_act_there(tiny: Registry) -> None:
    found = scoped(tiny, places=("MX-SON",))
    assert found.holders("trace.request", Country.MX).holders == ("mx-fgr",)
    assert found.holders("trace.analysis", Country.US).holders == ()


def test_an_empty_scope_says_so_and_is_no_percentage(tiny: Registry) -> None:
    model = report_model(Snapshot(tiny, TINY_DAY), "en", scope=Scope(agencies=("mx-fgr",)))
    text = str(model)
    assert "No overlaps on file" in text
    assert "100%" not in text
    assert "0%" not in text
    assert model["meta"]["scope"].startswith("FGR")


def test_a_banner_that_fits_no_page_is_refused() -> None:
    with pytest.raises(AgencymapError, match=r"5,000 characters; shorten it to 200"):
        Layout("x" * 5000)
    with pytest.raises(AgencymapError, match="line break"):
        Layout("one\ntwo")
