"""Bodies of no single country: they hold functions, but overlap with and answer to nobody."""

from __future__ import annotations

import pytest

from agencymap.analysis.counterparts import find_counterparts
from agencymap.analysis.overlap import find_extraterritorial, find_overlaps
from agencymap.errors import AgencymapError
from agencymap.layout import map_layout
from agencymap.model import MapBlock
from agencymap.registry import Registry
from tests.builders import agency, domain, link, on, world

DAY = "2026-01-01"
BODY = {"level": "international", "classification": "international-body"}


def block(id: str, **more: object) -> MapBlock:
    return MapBlock.model_validate({"id": id, "name": {"en": id, "es": id}, **more})


@pytest.fixture
def registry() -> Registry:
    """Return a world of ATF, FGR and two bodies, all of which trace."""
    return world(
        domains=[domain("tracing", ("trace", "trace"))],
        agencies=[
            agency("us-atf", "trace"),
            agency("mx-fgr", "trace"),
            agency("int-interpol", "trace", **BODY),
            agency("int-oas", "trace", **BODY),
        ],
        links=[link("a-i", ["us-atf", "int-interpol"], ["trace"])],
        blocks=[
            block("justice", country="us", agencies=["us-atf"]),
            block("fiscalia", country="mx", agencies=["mx-fgr"]),
            block("bodies", country="int", levels=["international"]),
        ],
    )


def test_they_overlap_with_nobody(registry: Registry) -> None:
    assert find_overlaps(on(registry, DAY)) == []
    assert find_extraterritorial(on(registry, DAY)) == []


def test_they_are_no_counterpart_and_have_none(registry: Registry) -> None:
    answer = find_counterparts(on(registry, DAY), "us-atf", "trace")
    assert [c.agency for c in answer.candidates] == ["mx-fgr"]
    with pytest.raises(AgencymapError, match="int-oas is a body of no single country"):
        find_counterparts(on(registry, DAY), "int-oas", "trace")


def test_they_stand_below_the_functions_in_the_middle(registry: Registry) -> None:
    layout = map_layout(on(registry, DAY), {})
    boxes = {box.id: box for box in layout.rest}
    card, band = boxes["domain:tracing"], boxes["block:bodies"]
    assert (band.x, band.w, band.inside) == (card.x, card.w, 2)
    assert band.y > card.y + card.h
    assert layout.home["int-oas"] == "block:bodies"
    assert [box.id for box in layout.opened["bodies"]] == [
        "block:bodies",
        "int-interpol",
        "int-oas",
    ]
    assert {box.id for box in layout.phone} >= {"block:bodies"}


def test_without_any_there_is_no_band(registry: Registry) -> None:
    lone = world(
        domains=registry.domains,
        agencies=[registry.agencies["us-atf"]],
        blocks=registry.blocks,
    )
    assert "block:bodies" not in {box.id for box in map_layout(on(lone, DAY), {}).rest}
