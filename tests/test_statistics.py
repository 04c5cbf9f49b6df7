"""How much is on file: counts of a world that can be drawn, and what the command prints."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from agencymap.cli import main
from agencymap.model import Source
from agencymap.registry import Registry
from agencymap.statistics import FILLS, statistics
from agencymap.views import statistics_tables
from agencymap.vocabulary import LANGS, Country, Footing, Level, SourceKind, Status
from tests.builders import agency, cite, domain, duty, link, place, world

NEWSPAPER = Source.model_validate(
    {"id": "n", "title": "A paper", "lang": "es", "publisher": "A paper", "publisher_country": "mx",
     "kind": "news", "read": "opening"}
)  # fmt: skip


@pytest.fixture
def registry() -> Registry:
    """Return two U.S. agencies, one Mexican state prosecutor, four duties and one link."""
    return world(
        domains=[domain("tracing", "trace"), domain("money", "freeze")],
        places=[place("US-AZ")],
        sources=[NEWSPAPER],
        agencies=[
            agency(
                "us-a",
                duty("trace", places=["US-AZ"], since="2003", citations=cite(source="n")),
                duty("freeze", status="announced"),
                founded="2003-03-01",
            ),
            agency("us-b", duty("trace", places=["US"])),
            agency("mx-c", duty("trace"), level="state", spanish_reviewed="2026-11-25"),
        ],
        links=[link("a-b", ["us-a", "us-b"], ["trace"], since="2009")],
    )


def test_what_is_counted(registry: Registry) -> None:
    s = statistics(registry)
    assert s.records["agencies"] == 3
    assert s.agencies == {(Country.US, Level.FEDERAL): 2, (Country.MX, Level.STATE): 1}
    assert s.responsibilities == {
        "tracing": {Country.US: 2, Country.MX: 1},
        "money": {Country.US: 1},
    }
    assert s.statements == {Status.ASSERTED: 4, Status.ANNOUNCED: 1}
    assert s.footings == {Footing.FIRM: 4, Footing.PRESS: 1}
    assert s.sources == {SourceKind.OFFICIAL: 1, SourceKind.NEWS: 1}
    assert s.publishers == {Country.MX: 1, None: 1}


@pytest.mark.parametrize(
    ("what", "filled", "total"),
    [
        ("responsibilities.legal_basis", 0, 4),
        ("responsibilities.places", 2, 4),
        ("responsibilities.dates", 1, 4),
        ("cooperations.since", 1, 1),
        ("mechanisms.dates", 0, 0),
        ("agencies.founded", 1, 3),
        ("sources.date", 1, 2),
        ("records.spanish_reviewed", 1, 4),
    ],
)
def test_how_well_records_are_filled_in(
    registry: Registry, what: str, filled: int, total: int
) -> None:
    (fill,) = [f for f in statistics(registry).fills if f.what == what]
    assert (fill.filled, fill.total) == (filled, total)
    assert fill.share == (filled / total if total else None)


@pytest.mark.parametrize("lang", LANGS)
def test_the_tables_of_both_languages_hold_the_same_numbers(registry: Registry, lang: str) -> None:
    tables = {t["id"]: t for t in statistics_tables(registry, lang)}  # type: ignore[arg-type]
    assert [row[1:] for row in tables["responsibilities"]["rows"]] == [[2, 1, 0, 3], [1, 0, 0, 1]]
    assert len(tables["fills"]["rows"]) == len(FILLS)
    assert tables["fills"]["rows"][1][1:] == [2, 4, "50%"]
    assert tables["fills"]["rows"][7][1:] == [0, 0, "–"]


def test_the_command_prints_them() -> None:
    result = CliRunner().invoke(main, ["stats", "--registry", "tests/worlds/tiny", "--lang", "es"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Fichas registradas"
    assert "  Instituciones                       7" in lines
    assert "  México, estatal               1" in lines
