"""A part of the findings: what belongs to a scope, in a world that a reader can draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from agencymap.analysis.scope import Scope, ScopedFindings
from agencymap.analysis.whole import AllFindings
from agencymap.errors import AgencymapError
from agencymap.registry import Registry
from agencymap.report import Layout, report_model
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import LANGS, Country, Lang
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


def words(part: Any) -> Iterator[str]:
    """Yield every text of a model, but for its ledger and the titles of sources."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, value in part.items():
            if key != "records" and part.get("id") != "sources":
                yield from words(value)
    elif isinstance(part, list):
        for value in part:
            yield from words(value)


WRONG = re.compile(
    r"\b1 (agencies|functions|areas|boxes|gateways|more places|others|responsibilities|overlaps)\b"
    r"|\b1 (instituciones|funciones|áreas|cuadros|pasos|ubicaciones|ámbitos|traslapes)\b"
    r"|\b[Uu]n de ellos|: \. |[^.]\.\.(\s|$)| \."
)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "scope",
    [
        Scope(functions=("trace.analysis",), agencies=("us-atf",)),
        Scope(functions=("trace.request",)),
        Scope(functions=("border",), agencies=("mx-sedena",)),
        Scope(agencies=("us-cbp",)),
        Scope(countries=(Country.MX,)),
    ],
)
def test_one_of_a_thing_is_said_as_one(tiny: Registry, scope: Scope, lang: Lang) -> None:
    model = report_model(Snapshot(tiny, TINY_DAY), lang, scope=scope)
    assert [text for text in words(model) if WRONG.search(text)] == []


def test_one_of_a_thing_on_file_is_said_as_one(on_file: AllFindings) -> None:
    for scope in (
        Scope(agencies=("us-cia",)),
        Scope(functions=("migration",), agencies=("us-atf",)),
    ):
        for lang in LANGS:
            model = report_model(on_file.snapshot, lang, on_file, scope=scope)
            assert [text for text in words(model) if WRONG.search(text)] == []
