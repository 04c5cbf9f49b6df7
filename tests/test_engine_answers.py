"""Needs, counterparts, gaps, paths and what hangs on one agency: the engine answers as Python."""

from __future__ import annotations

from datetime import date
from itertools import islice, pairwise
from typing import Any

import pytest
from playwright.sync_api import Error, Page

from agencymap.analysis.counterparts import (
    CounterpartAnswer,
    Outcome,
    find_counterparts,
    formalities,
    target_places,
)
from agencymap.analysis.gaps import GAP_NUMBERS, Gap, GapKind, find_gaps, open_questions
from agencymap.analysis.needs import find_needs, foremost
from agencymap.analysis.paths import (
    PathAnswer,
    channel_graph,
    counted_channels,
    distance,
    find_paths,
)
from agencymap.analysis.resilience import (
    Broker,
    FailureKind,
    SinglePoint,
    find_brokers,
    find_single_points,
)
from agencymap.registry import Registry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country
from tests.builders import CHECKED, TEXT, agency, cite, domain, duty, link, place, world
from tests.engine import DAYS, Engine
from tests.test_engine_overlap import GRADE, asked, grade_row

__all__ = ["asked"]

CANDIDATE = (
    "((c) => [c.agency, c.area.id, c.met, c.placeSize, c.newest, c.decidedBy, c.certain,"
    f" {GRADE}(c.grade)])"
)
COUNTERPARTS = (
    "((x) => [x.id, x.agency, x.function, x.answering, x.place, x.outcome,"
    f" x.candidates.map({CANDIDATE}), x.ruledOut.map((y) => y.id), x.announced.map((y) => y.id),"
    " x.formalities.map((y) => [y.instrument.id, y.formality])])"
)
GAP = (
    "((g) => [g.id, g.kind, g.epistemic, g.function, g.country, g.place, g.present,"
    " g.areas.map((x) => x.id), g.mirror, g.need && g.need.id])"
)
PATHS = (
    "((x) => [x.source, x.target, x.function, x.distance, x.more, x.leftOut.map((c) => c.id),"
    " x.paths.map((p) => [p.distance, p.referrals,"
    " p.steps.map((y) => [y.source, y.channel && y.channel.id, y.target])])])"
)


_known: dict[tuple[int, str], Snapshot] = {}


def on(registry: Registry, day: str) -> Snapshot:
    """Return the snapshot of a day, one for all tests."""
    key = id(registry), day
    if key not in _known:
        _known[key] = Snapshot(registry, date.fromisoformat(day))
    return _known[key]


def counterpart_row(x: CounterpartAnswer) -> list[object]:
    return [
        x.id, x.agency, x.function, x.answering, x.place, x.outcome,
        [
            [c.agency, c.area.id, list(c.met), c.place_size, c.newest and c.newest.isoformat(),
             c.decided_by, c.certain, grade_row(c.grade)]
            for c in x.candidates
        ],
        [a.id for a in x.ruled_out], [a.id for a in x.announced],
        [[f.instrument.id, f.formality.model_dump(mode="json")] for f in x.formalities],
    ]  # fmt: skip


def gap_row(g: Gap) -> list[object]:
    return [
        g.id, g.kind, g.epistemic, g.function, g.country, g.place, list(g.present),
        [a.id for a in g.areas], g.mirror, g.need and g.need.id,
    ]  # fmt: skip


def path_row(x: PathAnswer) -> list[object]:
    return [
        x.source, x.target, x.function, x.distance, x.more, [c.id for c in x.left_out],
        [
            [p.distance, p.referrals,
             [[s.source, s.channel and s.channel.id, s.target] for s in p.steps]]
            for p in x.paths
        ],
    ]  # fmt: skip


def point_row(x: SinglePoint) -> list[object]:
    return [
        x.id, x.kind, x.agency, x.function, x.country, list(x.cut_off), list(x.users),
        list(x.targets), list(x.places), [a.id for a in x.areas], round(x.impact, 9),
    ]  # fmt: skip


def broker_row(b: Broker) -> list[object]:
    return [
        b.id, b.agency, b.function, b.all_traffic,
        [[p.one, p.other, p.before, p.after] for p in b.pairs],
    ]  # fmt: skip


def every(things: Any, step: int, start: int = 0) -> list[Any]:
    """Return one of *step* things, from the one numbered *start*."""
    return list(islice(things, start, None, step))


# -- needs and gaps --------------------------------------------------------------------------------


@pytest.mark.parametrize("day", DAYS)
def test_needs(asked: Engine, day: str) -> None:
    needs = find_needs(on(asked.registry, day))
    found = asked.ask(
        "engine.findNeeds(s).map((n) => [n.id, n.agency.id, n.need.id, n.metBy && n.metBy.id,"
        " n.refusals.map((l) => l.id), n.certain, n.unmet])",
        day,
    )
    assert found == [
        [n.id, n.agency.id, n.need.id, n.met_by and n.met_by.id, [r.id for r in n.refusals],
         n.certain, n.unmet]
        for n in needs
    ]  # fmt: skip
    first = asked.ask("engine.foremost(engine.findNeeds(s)).map((n) => n.id)", day)
    assert first == [n.id for n in foremost(needs)]
    for holder in {n.agency.id for n in needs}:
        own = asked.ask("engine.findNeeds(s, { agency: a[0] }).map((n) => n.id)", day, holder)
        assert own == [n.id for n in find_needs(on(asked.registry, day), agency=holder)]


@pytest.mark.parametrize("day", DAYS)
def test_gaps(asked: Engine, day: str) -> None:
    snapshot = on(asked.registry, day)
    gaps = find_gaps(snapshot)
    assert asked.ask(f"engine.findGaps(s).map({GAP})", day) == [gap_row(g) for g in gaps]
    assert asked.ask(
        "Object.fromEntries([...r.functions.keys()].map((f) =>"
        " [f, engine.openQuestions(s, f).map((l) => l.id)]))",
        day,
    ) == {f: [link.id for link in open_questions(snapshot, f)] for f in snapshot.registry.functions}


def test_gaps_of_one_function(asked: Engine) -> None:
    snapshot = on(asked.registry, DAYS[-1])
    wanted = every(snapshot.registry.function_tree, 5)
    found = asked.ask(
        f"a[0].map((f) => engine.findGaps(s, {{ function: f }}).map({GAP}))", DAYS[-1], wanted
    )
    assert found == [[gap_row(g) for g in find_gaps(snapshot, function=f)] for f in wanted]
    assert asked.ask("engine.GAP_NUMBERS", DAYS[-1]) == GAP_NUMBERS


# -- counterparts ----------------------------------------------------------------------------------


def counterpart_questions(snapshot: Snapshot, offset: int) -> list[tuple[str, str, str | None]]:
    """Return questions of agencies about what they hold, what it answers to, and the rest."""
    registry = snapshot.registry
    places: list[str | None] = [None, *registry.places]
    questions = []
    asking = [a for a in registry.agencies if registry.agencies[a].country != "int"]
    functions = list(registry.function_tree)
    for n, asker in enumerate(asking):
        held = [a.responsibility.function for a in registry.areas_of(asker)]
        mirrors = [registry.functions[f].mirror for f in held if f in registry.functions]
        held += [m for m in mirrors if m not in (None, "none")]
        held.append(functions[(n * 7 + offset) % len(functions)])
        for k, function in enumerate(dict.fromkeys(held)):
            where = places[(n * 5 + k * 3 + offset) % len(places)] if (n + k) % 3 else None
            questions.append((asker, function, where))
    return questions


@pytest.mark.parametrize("day", DAYS)
def test_counterparts(asked: Engine, day: str) -> None:
    snapshot, offset = on(asked.registry, day), DAYS.index(day)
    questions = every(counterpart_questions(snapshot, offset), 6, offset)
    found = asked.ask(f"a[0].map((q) => {COUNTERPARTS}(engine.findCounterparts(s, ...q)))", day,
                      questions)  # fmt: skip
    for question, answer in zip(questions, found, strict=True):
        assert answer == counterpart_row(find_counterparts(snapshot, *question)), question


def test_places_and_formalities(asked: Engine) -> None:
    registry = asked.registry
    places = [None, *registry.places]
    for day in DAYS:
        for country in (Country.US, Country.MX):
            found = asked.ask("a[0].map((p) => engine.targetPlaces(r, a[1], p))", day, places,
                              country)  # fmt: skip
            assert found == [list(target_places(registry, country, p)) for p in places]
            texts = asked.ask(
                "engine.formalities(s, a[0], []).map((f) => [f.instrument.id, f.formality])",
                day, country,
            )  # fmt: skip
            assert texts == [
                [f.instrument.id, f.formality.model_dump(mode="json")]
                for f in formalities(on(registry, day), country, ())
            ]


def test_a_body_of_no_single_country_has_no_counterpart(engine: Engine) -> None:
    body = next(a for a, r in engine.registry.agencies.items() if r.country == "int")
    with pytest.raises(Error, match=f"{body} is a body of no single country"):
        engine.ask("engine.findCounterparts(s, a[0], 'firearm-tracing')", DAYS[-1], body)


# -- paths -----------------------------------------------------------------------------------------


def path_functions(registry: Registry, day: str) -> list[str | None]:
    """Return any function (None) and a sample of functions and domains, another each day."""
    return [None, *every(registry.function_tree, 40, DAYS.index(day))]


@pytest.mark.parametrize("day", DAYS)
def test_the_graph(asked: Engine, day: str) -> None:
    snapshot = on(asked.registry, day)
    for n, function in enumerate(path_functions(asked.registry, day)):
        for cap in (4, 12) if n == 0 else (12,):
            kept, large = counted_channels(snapshot, function, cap)
            found = asked.ask(
                "((x) => [x.kept.map((c) => c.id), x.large.map((c) => c.id)])"
                "(engine.countedChannels(s, ...a))",
                day, function, cap,
            )  # fmt: skip
            assert found == [[c.id for c in kept], [c.id for c in large]]
            graph = channel_graph(snapshot, function, cap=cap)
            edges = asked.ask(
                "[...engine.channelGraph(s, a[0], { cap: a[1] })].map(([n, next]) =>"
                " [n, [...next]])",
                day, function, cap,
            )  # fmt: skip
            assert edges == [
                [n[1], [[m[1], graph.edges[n, m]["cost"]] for m in graph.adj[n]]] for n in graph
            ]


@pytest.mark.parametrize("day", DAYS)
def test_paths_and_distances(asked: Engine, day: str) -> None:
    snapshot = on(asked.registry, day)
    agencies, offset = list(snapshot.registry.agencies), DAYS.index(day)
    functions = path_functions(asked.registry, day)
    questions = [
        (agencies[(n * 37 + offset) % len(agencies)], agencies[(n * 53 + 11) % len(agencies)],
         functions[n % len(functions)] if n % 2 else None)
        for n in range(100)
    ]  # fmt: skip
    graphs = {f: channel_graph(snapshot, f) for f in functions}
    found = asked.ask(
        f"a[0].map(([x, y, f]) => [{PATHS}(engine.findPaths(s, x, y, f)),"
        " engine.distance(engine.channelGraph(s, f), x, y)])",
        day, questions,
    )  # fmt: skip
    for (one, other, f), answer in zip(questions, found, strict=True):
        assert answer == [
            path_row(find_paths(snapshot, one, other, f)),
            distance(graphs[f], one, other),
        ], (one, other, f)


def test_paths_around_agencies_and_with_smaller_forums(asked: Engine) -> None:
    snapshot = on(asked.registry, DAYS[-1])
    agencies = list(snapshot.agencies)
    for n in range(25):
        one, other = agencies[n * 31 % len(agencies)], agencies[(n * 17 + 3) % len(agencies)]
        usual = find_paths(snapshot, one, other)
        without = [s.target for p in usual.paths[:2] for s in p.steps[:-1]][:3]
        found = asked.ask(
            f"{PATHS}(engine.findPaths(s, a[0], a[1], null, {{ cap: a[2], without: a[3] }}))",
            DAYS[-1], one, other, 3 + n % 9, without,
        )  # fmt: skip
        expected = find_paths(snapshot, one, other, cap=3 + n % 9, without=without)
        assert found == path_row(expected), (one, other)


# -- what hangs on one agency ----------------------------------------------------------------------


SINGLE_POINT = (
    "((x) => [x.id, x.kind, x.agency, x.function, x.country, x.cutOff, x.users, x.targets,"
    " x.places, x.areas.map((y) => y.id), Number(x.impact.toFixed(9))])"
)
BROKER = (
    "((b) => [b.id, b.agency, b.function, b.allTraffic,"
    " b.pairs.map((p) => [p.one, p.other, p.before, p.after])])"
)

BROKERED = (
    "policy.bilateral", "justice.fugitives", "trace.ballistics", "finance.intel_ml",
    "invest.cartel_case",
)  # fmt: skip
"""Functions with brokers on most days."""


@pytest.mark.parametrize("day", DAYS)
def test_single_points(asked: Engine, day: str) -> None:
    snapshot = on(asked.registry, day)
    found = asked.ask(f"engine.findSinglePoints(s).map({SINGLE_POINT})", day)
    expected = find_single_points(snapshot)
    assert found == [point_row(x) for x in expected]
    for wanted in every(snapshot.registry.function_tree, 9):
        some = asked.ask(
            "engine.findSinglePoints(s, { function: a[0] }).map((x) => x.id)", day, wanted
        )
        within = snapshot.registry.function_within
        assert some == [x.id for x in expected if within(x.function, wanted)]


@pytest.mark.parametrize("day", DAYS)
def test_brokers(asked: Engine, day: str) -> None:
    snapshot, offset = on(asked.registry, day), DAYS.index(day)
    functions = snapshot.registry.functions
    wanted = BROKERED[offset % 5]
    for function in [wanted] if wanted in functions else functions:
        found = asked.ask(f"engine.findBrokers(s, a[0]).map({BROKER})", day, function)
        assert found == [broker_row(b) for b in find_brokers(snapshot, function)], function


# -- a world of corner cases -----------------------------------------------------------------------


def corners() -> Registry:
    """Return a world with more shortest paths than are walked, and places closed by a source."""
    rows = [[f"us-a{n}" for n in range(6)], [f"mx-b{n}" for n in range(6)],
            [f"mx-c{n}" for n in range(6)]]  # fmt: skip
    chain = [["us-s"], *rows, ["mx-t"]]
    steps = [(x, y) for here, there in pairwise(chain)
             for x in here for y in there]  # fmt: skip
    absent = {"status": "asserted-absent"}
    flow = {"kind": "information-sharing", "direction": "first-to-second", "products": ["q"]}

    def need(provider: str) -> dict[str, Any]:
        return {
            "id": provider, "function": "f2", "product": TEXT, "product_of": "q1",
            "provider": provider, "statement": TEXT, "citations": cite(), "checked": CHECKED,
        }  # fmt: skip

    return world(
        agencies=[
            *(agency(a, "f1" if a.startswith("us") else "f2") for row in rows for a in row),
            agency("us-s", duty("f1", places=["US-TX"]), "g1", "h1",
                   duty("q1", places=["US-TX"])),
            agency("mx-t", duty("f2", places=["MX-TAM"]), duty("g2", places=["MX-TAM"], **absent),
                   duty("q", places=["MX-TAM"]), needs=[need("us-s"), need("us-h"), need("us-i")]),
            agency("mx-u", duty("h2", **absent), duty("f2", places=["MX-TAM"], **absent),
                   "y1"),
            agency("us-gate", "h1", parents=[{"agency": "us-s"}]),
            agency("mx-gate", duty("h1", "accountable"), level="state"),
            agency("us-h", "h2"), agency("us-i", "h2", "z1"), agency("us-j", "h2"),
        ],
        domains=[
            domain("d", ("f1", "f2"), ("f2", "f1"), ("f3", "none"), "f4"),
            domain("e", ("g1", "g2"), ("g2", "g1")),
            domain("k", ("h1", "h2"), ("h2", "h1")),
            domain("q", ("q1", "q2"), ("q2", "q1")), domain("m", ("z1", "y1"), ("y1", "none")),
        ],
        places=[place("US-TX", mirror=["MX-TAM"]), place("MX-TAM", mirror=["US-TX"])],
        links=[
            *(link(f"l{900 - n}", pair, ["f1"]) for n, pair in enumerate(steps)),
            *(link(f"h{n}", pair, ["h1"]) for n, pair in enumerate(
                [("us-h", "us-gate"), ("us-i", "us-gate"), ("us-j", "us-s"), ("us-gate", "mx-gate"),
                 ("us-s", "us-gate")])),
            link("wrong-way", ["mx-t", "us-s"], ["q1"], **flow),
            link("to-come", ["us-h", "mx-t"], ["q1"], status="announced", **flow),
            link("right-way", ["us-i", "mx-t"], ["q1"], **flow),
        ],
    )  # fmt: skip


def test_corner_cases(blank: Page) -> None:
    engine, day = Engine(blank, corners()), DAYS[-1]
    snapshot = on(engine.registry, day)
    for one, other in (("us-s", "mx-t"), ("mx-t", "us-s"), ("us-h", "mx-gate"), ("us-s", "us-s")):
        for function in (None, "f1", "h2", "d"):
            found = engine.ask(f"{PATHS}(engine.findPaths(s, ...a))", day, one, other, function)
            assert found == path_row(find_paths(snapshot, one, other, function))
    questions: list[tuple[str, str, str | None]] = [
        (a, f, p)
        for a in ("us-s", "us-a0", "us-h", "mx-t", "mx-u", "mx-gate", "mx-b3")
        for f in engine.registry.function_tree
        for p in (None, "US-TX", "MX-TAM")
    ]
    answers = [find_counterparts(snapshot, *q) for q in questions]
    found = engine.ask(
        f"a[0].map((q) => {COUNTERPARTS}(engine.findCounterparts(s, ...q)))", day, questions
    )
    assert found == [counterpart_row(x) for x in answers]
    assert {x.outcome for x in answers} == set(Outcome)
    needs = engine.ask("engine.findNeeds(s).map((n) => [n.id, n.metBy && n.metBy.id])", day)
    assert needs == [[n.id, n.met_by and n.met_by.id] for n in find_needs(snapshot)]
    assert [met for _, met in needs] == [None, None, "right-way"]
    gaps = find_gaps(snapshot)
    assert {g.kind for g in gaps} == set(GapKind)
    assert engine.ask(f"engine.findGaps(s).map({GAP})", day) == [gap_row(g) for g in gaps]
    points = find_single_points(snapshot)
    assert {x.kind for x in points} == set(FailureKind)
    assert engine.ask(f"engine.findSinglePoints(s).map({SINGLE_POINT})", day) == [
        point_row(x) for x in points
    ]
    for f in engine.registry.functions:
        assert engine.ask(f"engine.findBrokers(s, a[0]).map({BROKER})", day, f) == [
            broker_row(b) for b in find_brokers(snapshot, f)
        ]
