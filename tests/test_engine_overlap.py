"""Grades, holders, overlaps and ties of the engine are those of Python."""

from __future__ import annotations

from datetime import date

import pytest

from agencymap.analysis.coordination import Grade, agreements_at_risk, coverage
from agencymap.analysis.holders import fragmentation
from agencymap.analysis.overlap import Overlap, find_extraterritorial, find_overlaps
from agencymap.analysis.ties import cross_border_counts, find_ties
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country
from tests.engine import DAYS, Engine

WORLDS = ("engine", "tiny_engine")
GRADE = (
    "((g) => [g.value, g.covers.map((c) => [c.channel.id, c.grade, c.standing]),"
    " g.monitoring && [g.monitoring.answer, g.monitoring.as_of], g.unmonitored])"
)
OVERLAP = (
    "((o) => [o.id, o.agencies, o.function, o.places, o.precision, o.extraterritorial,"
    " o.duplicationCandidate, o.records, o.pairs.map((p) => [p.one.id, p.other.id, p.function,"
    f" p.places, p.precision, p.unspecified, p.duplicationCandidate]), {GRADE}(o.grade)])"
)


@pytest.fixture(params=WORLDS)
def asked(request: pytest.FixtureRequest) -> Engine:
    engine: Engine = request.getfixturevalue(request.param)
    return engine


def grade_row(g: Grade) -> list[object]:
    return [
        g.value,
        [[c.channel.id, c.grade, c.standing] for c in g.covers],
        [g.monitoring.answer, str(g.monitoring.as_of)] if g.monitoring else None,
        g.unmonitored,
    ]


def overlap_row(o: Overlap) -> list[object]:
    return [
        o.id, list(o.agencies), o.function, list(o.places), o.precision, o.extraterritorial,
        o.duplication_candidate, list(o.records),
        [
            [p.one.id, p.other.id, p.function, list(p.places), p.precision, list(p.unspecified),
             p.duplication_candidate]
            for p in o.pairs
        ],
        grade_row(o.grade),
    ]  # fmt: skip


def on(engine: Engine, day: str) -> Snapshot:
    return Snapshot(engine.registry, date.fromisoformat(day))


@pytest.mark.parametrize("day", DAYS)
def test_overlaps(asked: Engine, day: str) -> None:
    expected = find_overlaps(on(asked, day))
    found = asked.ask(f"engine.findOverlaps(s).map({OVERLAP})", day)
    assert found == [overlap_row(o) for o in expected]
    grades = [o.grade.value for o in expected]
    assert asked.ask("engine.coverage(a[0]).reached", day, grades) == {
        str(k): v for k, v in coverage(grades).reached.items()
    }


@pytest.mark.parametrize("day", DAYS[2:])
def test_two_countries_in_one_place(asked: Engine, day: str) -> None:
    found = asked.ask(f"engine.findExtraterritorial(s).map({OVERLAP})", day)
    assert found == [overlap_row(o) for o in find_extraterritorial(on(asked, day))]


def test_overlaps_of_one_agency_whatever_the_ground(engine: Engine) -> None:
    for agency in ("us-atf", "mx-gn"):
        found = engine.ask(
            f"engine.findOverlaps(s, {{ agency: a[0], ignoreGeography: true }}).map({OVERLAP})",
            DAYS[-1], agency,
        )  # fmt: skip
        expected = find_overlaps(on(engine, DAYS[-1]), agency=agency, ignore_geography=True)
        assert found == [overlap_row(o) for o in expected]


@pytest.mark.parametrize("day", DAYS)
def test_holders(asked: Engine, day: str) -> None:
    snapshot = on(asked, day)
    expected = [
        [f.id, list(f.holders), [a.id for a in f.areas], [a.id for a in f.announced],
         f.equal_index, f.area_index and round(f.area_index, 9), f.fragmented, f.sole_holder]
        for function in snapshot.registry.function_tree
        for country in (Country.US, Country.MX)
        for f in [fragmentation(snapshot, function, country)]
    ]  # fmt: skip
    found = asked.ask(
        "[...r.functionTree.keys()].flatMap((f) => ['us', 'mx'].map((c) =>"
        " engine.fragmentation(s, f, c))).map((f) => [f.id, f.holders, f.areas.map((x) => x.id),"
        " f.announced.map((x) => x.id), f.equalIndex,"
        " f.areaIndex && Number(f.areaIndex.toFixed(9)),"
        " f.fragmented, f.soleHolder])",
        day,
    )
    assert found == expected


@pytest.mark.parametrize("day", DAYS)
def test_ties_and_agreements_at_risk(asked: Engine, day: str) -> None:
    snapshot = on(asked, day)
    ties = find_ties(snapshot)
    found = asked.ask(
        "engine.findTies(s).map((x) => [x.agency, x.other, x.style, x.record.id, x.domains,"
        " x.counted])",
        day,
    )
    assert found == [
        [t.agency, t.other, t.style, t.record.id, list(t.domains), t.counted] for t in ties
    ]
    counts = asked.ask("engine.crossBorderCounts(s, engine.findTies(s))", day)
    assert counts == cross_border_counts(snapshot, ties)
    risks = asked.ask("engine.agreementsAtRisk(s).map((x) => [x.id, x.day, x.party])", day)
    assert risks == [
        [x.id, x.day.isoformat() if x.day else None, x.party] for x in agreements_at_risk(snapshot)
    ]
