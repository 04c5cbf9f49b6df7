"""The definitions D1 to D12 on worlds a reader can draw; the expected answers are written by hand.

The world of the first tests is the U.S. side of counter-arms-trafficking on 2021-02-22::

    ATF       trace.process, ffl.inspect, investigate.domestic, investigate.crossborder, capacity
    HSI       investigate.crossborder, interdict.outbound
    CBP       interdict.outbound          needs trace.analysis from ATF
    INL       capacity, diplomacy
    USAO      prosecute
    TREASURY  sanction

    ATF–HSI memorandum 2009-06-30 · CBP–HSI joint operation FY2020 · ATF–INL working group
    1978: ATF–Customs memorandum; Customs ended in 2003 and HSI took its place
"""

from __future__ import annotations

from typing import Any

import pytest

from agencymap.analysis.coordination import (
    RiskReason,
    agreements_at_risk,
    coverage,
    grade,
)
from agencymap.analysis.counterparts import Criterion, Outcome, find_counterparts
from agencymap.analysis.gaps import Epistemic, GapKind, find_gaps, open_questions
from agencymap.analysis.holders import fragmentation, holders
from agencymap.analysis.needs import find_needs, foremost
from agencymap.analysis.overlap import Precision, find_extraterritorial, find_overlaps
from agencymap.analysis.paths import channel_graph, distance, find_paths
from agencymap.analysis.resilience import FailureKind, find_brokers, find_single_points
from agencymap.dates import Holds
from agencymap.registry import Registry
from agencymap.sentences import Speaker
from agencymap.vocabulary import Answer, Country
from tests.builders import (
    TEXT,
    agency,
    cite,
    domain,
    duty,
    instrument,
    link,
    mechanism,
    on,
    place,
    world,
)

ARMS = domain(
    "counter-arms-trafficking",
    ("trace.process", "trace.submit"),
    ("trace.submit", "trace.process"),
    ("trace.analysis", "trace.analysis"),
    ("ffl.inspect", "none"),
    "investigate.domestic",
    ("investigate.crossborder", "investigate.crossborder"),
    ("interdict.outbound", "interdict.inbound"),
    ("interdict.inbound", "interdict.outbound"),
    "capacity",
    "diplomacy",
    "prosecute",
    "sanction",
)
US: dict[str, Any] = {"places": ["US"], "subjects": ["firearms"]}


def us(function: str, **more: Any) -> dict[str, Any]:
    return duty(function, **{**US, **more})


@pytest.fixture(scope="module")
def fixture() -> Registry:
    return world(
        domains=[ARMS],
        agencies=[
            agency(
                "us-atf",
                us("trace.process"),
                us("ffl.inspect"),
                us("investigate.domestic"),
                us("investigate.crossborder", division_of_labor=True),
                us("capacity"),
            ),
            agency(
                "us-hsi",
                us("investigate.crossborder"),
                us("interdict.outbound", role="accountable"),
                founded="2003-03-01",
                changes=[
                    {
                        "kind": "replace",
                        "date": "2003-03-01",
                        "predecessors": ["us-customs"],
                        "statement": TEXT,
                        "citations": cite(),
                    }
                ],
            ),
            agency("us-customs", us("investigate.crossborder"), dissolved="2003-03-01"),
            agency(
                "us-cbp",
                us("interdict.outbound"),
                founded="2003-03-01",
                needs=[
                    {
                        "id": "trace-analysis",
                        "function": "interdict.outbound",
                        "product": {"en": "trace data", "es": "los datos de rastreo"},
                        "product_of": "trace.analysis",
                        "provider": "us-atf",
                        "statement": TEXT,
                        "citations": [*cite("2021-02-22"), *cite("2023-01")],
                        "checked": "2026-01-01",
                    }
                ],
            ),
            agency("us-inl", us("capacity", role="accountable"), us("diplomacy")),
            agency("us-usao", us("prosecute")),
            agency("us-treasury", us("sanction")),
        ],
        instruments=[
            instrument(
                "mou-1978",
                ["us-atf", "us-customs"],
                ["investigate.crossborder"],
                signed="1978",
            ),
            instrument(
                "mou-2009",
                ["us-atf", "us-hsi"],
                ["investigate.crossborder"],
                signed="2009-06-30",
                monitored=[
                    {"answer": "no", "as_of": "2016-01-11", "citations": cite("2016-01-11")}
                ],
                citations=cite("2016-01-11"),
            ),
        ],
        links=[
            link("joint-operation", ["us-cbp", "us-hsi"], ["interdict.outbound"],
                 kind="joint-operation", since="2019-10-01"),
        ],
        mechanisms=[mechanism("group", ["us-atf", "us-inl"], ["capacity"])],
    )  # fmt: skip


def test_t01_fragmentation_counts_six_holders_and_both_indexes(fixture: Registry) -> None:
    f = fragmentation(on(fixture, "2021-02-22"), "counter-arms-trafficking", Country.US)
    assert f.holders == (
        "us-atf", "us-cbp", "us-hsi", "us-inl", "us-treasury", "us-usao",
    )  # fmt: skip
    assert f.fragmented
    assert round(f.equal_index or 0, 4) == 0.8333
    # areas 5, 2, 1, 2, 1, 1 of 12: 1 - 36/144
    assert f.area_index == 0.75


def test_t02_three_pairs_overlap_of_fifteen(fixture: Registry) -> None:
    found = find_overlaps(on(fixture, "2021-02-22"), country=Country.US)
    assert [(o.agencies, o.function) for o in found] == [
        (("us-atf", "us-hsi"), "investigate.crossborder"),
        (("us-cbp", "us-hsi"), "interdict.outbound"),
        (("us-atf", "us-inl"), "capacity"),
    ]


def test_t03_no_pair_is_a_duplication_candidate(fixture: Registry) -> None:
    found = find_overlaps(on(fixture, "2021-02-22"))
    assert [o.id for o in found if o.duplication_candidate] == []


def test_t03_a_pair_alike_in_everything_recorded_is_a_candidate() -> None:
    registry = world(
        domains=[ARMS],
        agencies=[agency("us-a", us("sanction")), agency("us-b", us("sanction"))],
    )
    (o,) = find_overlaps(on(registry, "2021-02-22"))
    assert o.duplication_candidate
    sentence = Speaker(on(registry, "2021-02-22"), "es").duplication_candidate(o)
    assert "posible duplicidad, por comprobar" in sentence
    assert "No es una determinación" in sentence


def test_t04_coverage_by_grade(fixture: Registry) -> None:
    found = find_overlaps(on(fixture, "2021-02-22"))
    c = coverage(o.grade.value for o in found)
    assert (c.total, c.reached) == (3, {2: 3, 3: 1, 4: 0})


@pytest.mark.parametrize(
    ("day", "value"), [("2009-06-29", 1), ("2009-06-30", 3), ("2016-01-31", 3)]
)
def test_t05_grade_of_atf_and_hsi_over_time(fixture: Registry, day: str, value: int) -> None:
    g = grade(on(fixture, day), "us-atf", "us-hsi", "investigate.crossborder")
    assert g.value == value


def test_t05_the_memorandum_is_flagged_as_not_monitored(fixture: Registry) -> None:
    early = grade(on(fixture, "2015-12-31"), "us-atf", "us-hsi", "investigate.crossborder")
    late = grade(on(fixture, "2016-01-31"), "us-atf", "us-hsi", "investigate.crossborder")
    assert not early.unmonitored
    assert late.unmonitored
    assert late.monitoring is not None
    assert late.monitoring.answer is Answer.NO


def test_t05_monitoring_within_three_years_earns_grade_four(fixture: Registry) -> None:
    watched = instrument(
        "mou", ["us-atf", "us-hsi"], ["investigate.crossborder"], signed="2009-06-30",
        monitored=[{"answer": "yes", "as_of": "2018-06-01", "citations": cite("2018-06-01")}],
    )  # fmt: skip
    registry = world(domains=[ARMS], agencies=fixture.agencies.values(), instruments=[watched])
    pair = ("us-atf", "us-hsi", "investigate.crossborder")
    assert grade(on(registry, "2021-06-01"), *pair).value == 4
    assert grade(on(registry, "2021-06-02"), *pair).value == 3


def test_t06_before_2003_the_parties_of_1978_are_in_place(fixture: Registry) -> None:
    snapshot = on(fixture, "2002-12-31")
    assert grade(snapshot, "us-atf", "us-customs", "investigate.crossborder").value == 3
    assert "us-hsi" not in snapshot.agencies


def test_t06_a_succession_note_keeps_the_agreement_alive(fixture: Registry) -> None:
    heir = fixture.agencies["us-hsi"]
    note = heir.changes[0].model_copy(update={"carries_agreements": Answer.YES})
    registry = world(
        domains=[ARMS],
        agencies=[
            *(a for a in fixture.agencies.values() if a.id != "us-hsi"),
            heir.model_copy(update={"changes": (note,)}),
        ],
        instruments=[fixture.instruments["mou-1978"]],
    )
    g = grade(on(registry, "2009-06-29"), "us-atf", "us-hsi", "investigate.crossborder")
    assert g.value == 3


def test_t07_cbp_and_atf_do_not_overlap_and_one_need_is_unmet(fixture: Registry) -> None:
    snapshot = on(fixture, "2023-01-31")
    pairs = [o.agencies for o in find_overlaps(snapshot, agency="us-cbp")]
    assert ("us-atf", "us-cbp") not in pairs
    (need,) = find_needs(snapshot, agency="us-cbp")
    assert need.unmet
    assert (need.need.product_of, need.need.provider) == ("trace.analysis", "us-atf")
    assert [str(c.as_of) for c in need.need.citations] == ["2021-02-22", "2023-01"]


def test_t07_a_sharing_link_meets_the_need_and_a_refusal_does_not(fixture: Registry) -> None:
    shares = {"functions": ["trace.analysis"], "products": ["trace.analysis"]}
    gives = link("gives", ["us-atf", "us-cbp"], kind="information-sharing",
                 direction="first-to-second", since="2024-01-01", **shares)  # fmt: skip
    refuses = link("refuses", ["us-atf", "us-cbp"], kind="withheld-data", **shares)
    for links, day, unmet in (
        ([refuses], "2024-06-01", True),
        ([gives], "2023-12-31", True),
        ([gives], "2024-01-01", False),
        ([gives.model_copy(update={"parties": ("us-cbp", "us-atf")})], "2024-06-01", True),
    ):
        registry = world(domains=[ARMS], agencies=fixture.agencies.values(), links=links)
        assert find_needs(on(registry, day))[0].unmet is unmet, (links[0].id, day)


MX_STATES = ["AGU", "BCN", "BCS", "CAM", "CHP", "CHH", "CMX", "COA", "COL", "DUR", "GUA", "GRO",
             "HID", "JAL", "MEX", "MIC", "MOR", "NAY", "NLE", "OAX", "PUE", "QUE", "ROO", "SLP",
             "SIN", "SON", "TAB", "TAM", "TLA", "VER", "YUC", "ZAC"]  # fmt: skip
WITHOUT_2023 = {"MEX", "MIC", "SON", "GRO", "MOR", "PUE", "VER", "OAX", "CMX", "SLP", "ROO", "TLA",
                "HID", "CAM"}  # fmt: skip


@pytest.fixture(scope="module")
def tracing() -> Registry:
    """PGR, then FGR, and the state prosecutors as the press named them; four more by July 2024."""
    later = ["GRO", "HID", "PUE", "VER"]  # any four will do: no source names them
    offices = []
    for code in MX_STATES:
        duties = []
        if code not in WITHOUT_2023:
            duties = [duty("trace.submit", places=[f"MX-{code}"], since="2021-10-08/2023-03-20")]
        elif code in later:
            duties = [duty("trace.submit", places=[f"MX-{code}"], since="2023-06-19/2024-07-11")]
        else:
            duties = [
                duty("trace.submit", places=[f"MX-{code}"], status="announced", since="2025-09-26")
            ]
        offices.append(agency(f"mx-{code.lower()}", *duties, level="state", country="mx"))
    return world(
        domains=[ARMS],
        places=[place(f"MX-{code}") for code in MX_STATES],
        agencies=[
            agency("us-atf", us("trace.process")),
            agency("mx-pgr", duty("trace.submit", places=["MX"]), dissolved="2018-12-20"),
            agency("mx-fgr", duty("trace.submit", places=["MX"]), founded="2018-12-20"),
            *offices,
        ],
    )


def test_t08_who_submits_traces_in_mexico_on_four_days(tracing: Registry) -> None:
    def who(day: str) -> tuple[str, ...]:
        return holders(on(tracing, day), "trace.submit", Country.MX)

    assert who("2016-01-31") == ("mx-pgr",)
    june = who("2023-06-18")
    assert "mx-fgr" in june
    assert len(june) == 1 + 18
    assert not {f"mx-{c.lower()}" for c in WITHOUT_2023} & set(june)
    assert len(who("2024-07-11")) == 1 + 22
    assert who("2025-10-01") == who("2024-07-11")
    announced = fragmentation(on(tracing, "2025-10-01"), "trace.submit", Country.MX).announced
    assert len(announced) == 10


def test_t08_inside_an_unknown_beginning_the_answer_is_uncertain(tracing: Registry) -> None:
    snapshot = on(tracing, "2022-06-01")
    area = next(a for a in snapshot.counted if a.agency.id == "mx-yuc")
    assert snapshot.certainty(area) is Holds.UNCERTAIN


def test_t15_a_function_without_mirror_makes_no_gap(fixture: Registry) -> None:
    kinds = {g.kind for g in find_gaps(on(fixture, "2021-02-22"), function="ffl.inspect")}
    assert not kinds & {GapKind.SIDE, GapKind.CHANNEL, GapKind.PLACE}


def test_an_undetermined_mirror_makes_no_gap_either(fixture: Registry) -> None:
    found = find_gaps(on(fixture, "2021-02-22"), function="prosecute")
    assert {g.kind for g in found} == {GapKind.ACCOUNTABILITY}


def test_side_gap_when_nobody_answers_across_the_border(fixture: Registry) -> None:
    found = [
        g
        for g in find_gaps(on(fixture, "2021-02-22"), function="interdict.outbound")
        if g.kind is GapKind.SIDE
    ]
    assert [(g.country, g.mirror, g.epistemic) for g in found] == [
        (Country.MX, "interdict.inbound", Epistemic.NOT_ON_FILE)
    ]
    said = Speaker(on(fixture, "2021-02-22"), "en").gap(found[0])
    assert "not on file" in said
    assert "no agency" not in said.lower()


BORDER = [
    agency("us-cbp", us("interdict.outbound")),
    agency("mx-anam", duty("interdict.inbound", places=["MX"], subjects=["firearms"])),
]


def test_t17_an_unnamed_partner_is_an_open_question_not_a_channel_gap() -> None:
    programme = link(
        "outbound-2020", ["us-cbp"], ["interdict.outbound"], kind="joint-operation",
        unnamed={"country": "mx", "description": TEXT}, since="2019-10-01",
    )  # fmt: skip
    alone = world(domains=[ARMS], agencies=BORDER)
    with_link = world(domains=[ARMS], agencies=BORDER, links=[programme])

    def channel_gaps(registry: Registry) -> list[str]:
        found = find_gaps(on(registry, "2021-02-22"), function="interdict.outbound")
        return [g.function for g in found if g.kind is GapKind.CHANNEL]

    assert len(channel_gaps(alone) + [
        g.function for g in find_gaps(on(alone, "2021-02-22"), function="interdict.inbound")
        if g.kind is GapKind.CHANNEL
    ]) == 1  # fmt: skip
    assert channel_gaps(with_link) == []
    (question,) = open_questions(on(with_link, "2021-02-22"), "interdict.outbound")
    assert question.id == "outbound-2020"


def test_t21_hyperedges_are_not_cliques_and_large_forums_are_left_out() -> None:
    names = [f"us-x{n:02d}" for n in range(30)]
    trio = mechanism("trio", ["us-x00", "us-x01", "us-x02"], ["capacity"])
    chain = mechanism("pair", ["us-x02", "us-x03"], ["capacity"])
    dialogue = mechanism("dialogue", names, ["capacity"], kind="dialogue")
    agencies = [agency(name) for name in names]
    small = world(domains=[ARMS], agencies=agencies, mechanisms=[trio, chain])
    large = world(domains=[ARMS], agencies=agencies, mechanisms=[trio, chain, dialogue])
    for registry in (small, large):
        graph = channel_graph(on(registry, "2021-02-22"), "capacity")
        assert distance(graph, "us-x00", "us-x01") == 1
        assert distance(graph, "us-x00", "us-x02") == 1
        assert distance(graph, "us-x01", "us-x02") == 1
        assert distance(graph, "us-x00", "us-x03") == 2
        assert distance(graph, "us-x00", "us-x09") is None
    answer = find_paths(on(large, "2021-02-22"), "us-x00", "us-x09", "capacity")
    assert answer.paths == ()
    assert [c.id for c in answer.left_out] == ["mechanism/dialogue"]


def test_internal_referrals_are_counted_apart() -> None:
    registry = world(
        domains=[ARMS],
        agencies=[
            agency("us-dept"),
            agency("us-bureau", parents=[{"agency": "us-dept"}]),
            agency("mx-ministry"),
        ],
        links=[link("talks", ["us-dept", "mx-ministry"], ["diplomacy"], kind="dialogue")],
    )
    answer = find_paths(on(registry, "2021-02-22"), "us-bureau", "mx-ministry", "diplomacy")
    assert (answer.paths[0].distance, answer.paths[0].referrals) == (1, 1)
    said = Speaker(on(registry, "2021-02-22"), "en").path(answer)
    assert "Plus one internal referral." in said


def test_the_head_of_government_is_no_short_cut_between_ministries() -> None:
    registry = world(
        domains=[ARMS],
        agencies=[
            agency("mx-p", classification="presidency"),
            agency("mx-a", parents=[{"agency": "mx-p"}]),
            agency("mx-b", parents=[{"agency": "mx-p"}]),
            agency("mx-c", parents=[{"agency": "mx-a"}]),
        ],
    )
    snapshot = on(registry, "2021-02-22")
    assert find_paths(snapshot, "mx-c", "mx-b").paths == ()
    (path,) = find_paths(snapshot, "mx-c", "mx-a").paths
    assert (path.distance, path.referrals) == (0, 1)


def test_t22_no_overlaps_have_no_coverage() -> None:
    registry = world(domains=[ARMS], agencies=[agency("us-atf", us("capacity"))])
    snapshot = on(registry, "2021-02-22")
    c = coverage(o.grade.value for o in find_overlaps(snapshot))
    assert not c.defined
    english, spanish = (Speaker(snapshot, lang).coverage(c, 2) for lang in ("en", "es"))
    assert english.startswith("No overlaps on file")
    assert "%" not in english + spanish
    assert "0" not in english + spanish


def test_t23_an_area_without_place_makes_flagged_overlaps() -> None:
    registry = world(
        domains=[ARMS],
        agencies=[
            agency("us-a", duty("capacity", subjects=["firearms"])),
            agency("us-b", us("capacity")),
        ],
    )
    (o,) = find_overlaps(on(registry, "2021-02-22"))
    assert o.precision is Precision.FLAGGED
    assert o.pairs[0].unspecified == ("us-a/capacity",)
    assert "does not name the place" in Speaker(on(registry, "2021-02-22"), "en").overlap(o)
    assert "no precisa el lugar" in Speaker(on(registry, "2021-02-22"), "es").overlap(o)


def test_t24_parent_and_child_never_overlap_at_any_date() -> None:
    """The Guard was no part of the army ministry before 2024-09-30, and is one since."""
    guard = agency(
        "mx-gn",
        duty("capacity", places=["MX"], subjects=["firearms"]),
        parents=[
            {"agency": "mx-sspc", "since": "2019-05", "until": "2024-09-30", "citations": cite()},
            {"agency": "mx-sedena", "since": "2024-09-30", "citations": cite()},
            {
                "agency": "mx-sedena",
                "since": "2022-09",
                "until": "2024-01-01",
                "contested": True,
                "citations": cite(),
            },
        ],
    )
    registry = world(
        domains=[ARMS],
        agencies=[
            guard,
            agency("mx-sspc", duty("capacity", places=["MX"], subjects=["firearms"])),
            agency("mx-sedena", duty("capacity", places=["MX"], subjects=["firearms"])),
        ],
    )

    def pairs(day: str) -> list[tuple[str, str]]:
        return [o.agencies for o in find_overlaps(on(registry, day))]

    assert pairs("2023-06-18") == [("mx-gn", "mx-sedena"), ("mx-sedena", "mx-sspc")]  # contested
    assert pairs("2024-09-29") == [("mx-gn", "mx-sedena"), ("mx-sedena", "mx-sspc")]
    assert pairs("2024-09-30") == [("mx-gn", "mx-sspc"), ("mx-sedena", "mx-sspc")]


def test_t25_the_order_of_records_changes_nothing(fixture: Registry) -> None:
    shuffled = world(
        domains=[ARMS],
        agencies=reversed(list(fixture.agencies.values())),
        instruments=reversed(list(fixture.instruments.values())),
        links=fixture.cooperations.values(),
        mechanisms=fixture.mechanisms.values(),
    )
    for day in ("2002-12-31", "2021-02-22"):
        said = [
            [Speaker(on(r, day), "es").overlap(o) for o in find_overlaps(on(r, day))]
            for r in (fixture, shuffled)
        ]
        assert said[0] == said[1]
    assert fixture.digest == shuffled.digest


# -- places and subjects -------------------------------------------------------------------------

GROUND = [
    place("US-TX"),
    place("US-NM"),
    place("laredo", country="us", kind="port-of-entry", within=["US-TX"]),
    place("el-paso-sector", country="us", kind="sector", contains=["US-NM"], touches=["US-TX"]),
    place("border", country="us", kind="region", contains=["US-TX", "US-NM"]),
]


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("US-TX", "US-TX", True),
        ("US-TX", "US-NM", False),
        ("laredo", "US-TX", True),
        ("laredo", "border", True),
        ("laredo", "el-paso-sector", False),
        ("el-paso-sector", "US-TX", True),
        ("el-paso-sector", "US-NM", True),
        ("US", "laredo", True),
        ("US", "MX", False),
    ],
)
def test_places_meet_when_they_share_ground(one: str, other: str, meets: bool) -> None:
    registry = world(domains=[ARMS], agencies=[], places=GROUND)
    assert registry.places_meet(one, other) is meets
    assert registry.places_meet(other, one) is meets


def test_overlap_needs_common_ground_and_common_subject() -> None:
    def pairs(a: dict[str, Any], b: dict[str, Any], **options: Any) -> list[Precision]:
        registry = world(
            domains=[ARMS],
            places=GROUND,
            agencies=[agency("us-a", duty("capacity", **a)), agency("us-b", duty("capacity", **b))],
        )
        return [o.precision for o in find_overlaps(on(registry, "2021-02-22"), **options)]

    texas = {"places": ["US-TX"], "subjects": ["firearms"]}
    assert pairs(texas, texas) == [Precision.EXACT]
    assert pairs(texas, {"places": ["laredo"], "subjects": ["firearms"]}) == [Precision.NESTED]
    assert pairs(texas, {"places": ["US-TX"], "subjects": ["all"]}) == [Precision.NESTED]
    assert pairs(texas, {"places": ["US-NM"], "subjects": ["firearms"]}) == []
    assert pairs(texas, {"places": ["US-NM"], "subjects": ["firearms"]}, ignore_geography=True)
    assert pairs(texas, {"places": ["US-TX"], "subjects": ["drugs"]}) == []


def test_two_countries_in_one_place_are_extraterritorial_not_an_overlap() -> None:
    registry = world(
        domains=[ARMS],
        agencies=[
            agency("us-attache", duty("capacity", places=["MX"], subjects=["firearms"])),
            agency("mx-fgr", duty("capacity", places=["MX"], subjects=["firearms"])),
        ],
    )
    assert find_overlaps(on(registry, "2021-02-22")) == []
    (pair,) = find_extraterritorial(on(registry, "2021-02-22"))
    assert pair.agencies == ("mx-fgr", "us-attache")
    said = Speaker(on(registry, "2021-02-22"), "en").overlap(pair)
    assert said == (
        "ATTACHE also acts in Mexico on capacity, where FGR holds the same function; "
        "this is not counted as an overlap."
    )


# -- grades --------------------------------------------------------------------------------------


def test_a_parents_agreement_covers_its_children_at_grade_two() -> None:
    registry = world(
        domains=[ARMS],
        agencies=[
            agency("us-doj"),
            agency("us-dhs"),
            agency("us-atf", us("capacity"), parents=[{"agency": "us-doj"}]),
            agency("us-hsi", us("capacity"), parents=[{"agency": "us-dhs"}]),
        ],
        instruments=[instrument("pact", ["us-doj", "us-dhs"], ["capacity"], signed="2010")],
    )
    snapshot = on(registry, "2021-02-22")
    assert grade(snapshot, "us-doj", "us-dhs", "capacity").value == 3
    assert grade(snapshot, "us-atf", "us-hsi", "capacity").value == 2
    assert grade(snapshot, "us-atf", "us-hsi", "sanction").value == 0


def test_an_agreement_earns_three_only_for_functions_its_text_names() -> None:
    pact = instrument("pact", ["us-a", "us-b"], ["sanction"], signed="2010")
    registry = world(
        domains=[ARMS],
        agencies=[agency("us-a", us("capacity")), agency("us-b", us("capacity"))],
        instruments=[pact],
        links=[link("l", ["us-a", "us-b"], ["capacity"], kind="agreement", instrument="pact")],
    )
    snapshot = on(registry, "2021-02-22")
    assert grade(snapshot, "us-a", "us-b", "capacity").value == 2
    assert grade(snapshot, "us-a", "us-b", "sanction").value == 3


@pytest.mark.parametrize(
    ("status", "value"), [("in-force", 3), ("contested", 3), ("signed", 2), ("unknown", 2)]
)
def test_only_a_text_that_a_source_calls_in_force_earns_three(status: str, value: int) -> None:
    registry = world(
        domains=[ARMS],
        agencies=[agency("us-a", us("capacity")), agency("us-b", us("capacity"))],
        instruments=[
            instrument("pact", ["us-a", "us-b"], ["capacity"], signed="2010", status=status)
        ],
    )
    assert grade(on(registry, "2021-02-22"), "us-a", "us-b", "capacity").value == value


@pytest.mark.parametrize(
    ("kind", "value"), [("decree", 3), ("memorandum", 3), ("statement", 2), ("policy", 2)]
)
def test_a_joint_statement_is_no_agreement(kind: str, value: int) -> None:
    """A mechanism that rests on a decree divides tasks; one that was announced is a contact."""
    registry = world(
        domains=[ARMS],
        agencies=[agency("us-a", us("capacity")), agency("us-b", us("capacity"))],
        instruments=[instrument("text", [], ["capacity"], kind=kind, signed="2020")],
        mechanisms=[mechanism("m", ["us-a", "us-b"], ["capacity"], instruments=["text"])],
    )
    assert grade(on(registry, "2021-02-22"), "us-a", "us-b", "capacity").value == value


@pytest.mark.parametrize(
    "kind", ["co-participation", "oversight", "withheld-data", "statutory-limit"]
)
def test_attendance_and_refusals_are_no_coordination(kind: str) -> None:
    registry = world(
        domains=[ARMS],
        agencies=[agency("us-a", us("capacity")), agency("us-b", us("capacity"))],
        links=[link("l", ["us-a", "us-b"], ["capacity"], kind=kind)],
    )
    assert grade(on(registry, "2021-02-22"), "us-a", "us-b", "capacity").value == 0


def test_an_expired_agreement_earns_one() -> None:
    registry = world(
        domains=[ARMS],
        agencies=[agency("us-a", us("capacity")), agency("us-b", us("capacity"))],
        instruments=[
            instrument("pact", ["us-a", "us-b"], ["capacity"], signed="2010", until="2015-01-01")
        ],
    )
    assert grade(on(registry, "2014-12-31"), "us-a", "us-b", "capacity").value == 3
    assert grade(on(registry, "2015-01-01"), "us-a", "us-b", "capacity").value == 1


def test_agreements_at_risk_name_their_reason(fixture: Registry) -> None:
    found = {r.channel.record.id: r for r in agreements_at_risk(on(fixture, "2021-02-22"))}
    assert found["mou-1978"].reason is RiskReason.PARTY_GONE
    assert found["mou-1978"].party == "us-customs"
    assert found["mou-2009"].reason is RiskReason.OLD_EVIDENCE
    said = Speaker(on(fixture, "2021-02-22"), "en").at_risk(found["mou-1978"])
    assert (
        said
        == "mou-1978 names CUSTOMS, which ended on March 1, 2003; no succession note is on file."
    )
    assert [
        r
        for r in agreements_at_risk(on(fixture, "2010-01-01"))
        if r.channel.record.id == "mou-2009"
    ] == []


# -- counterparts --------------------------------------------------------------------------------


def counterpart_world() -> Registry:
    return world(
        domains=[ARMS],
        places=[place("MX-SON"), place("MX-BCN")],
        agencies=[
            agency("us-atf", us("trace.process")),
            agency("mx-fgr", duty("trace.submit", places=["MX"])),
            agency("mx-bcn", duty("trace.submit", places=["MX-BCN"]), level="state"),
            agency(
                "mx-son",
                duty("trace.submit", places=["MX-SON"], status="asserted-absent"),
                level="state",
            ),
        ],
        links=[link("accounts", ["us-atf", "mx-fgr"], ["trace.submit"], kind="service")],
    )


def test_counterparts_come_in_order_with_reasons() -> None:
    snapshot = on(counterpart_world(), "2023-06-18")
    answer = find_counterparts(snapshot, "us-atf", "trace.process", "MX-BCN")
    assert answer.outcome is Outcome.FOUND
    assert [(c.agency, c.decided_by) for c in answer.candidates] == [
        ("mx-fgr", Criterion.CHANNEL),
        ("mx-bcn", Criterion.CHANNEL),
    ]
    assert [c.grade.value for c in answer.candidates] == [2, 0]


def test_without_channels_the_narrower_area_comes_first() -> None:
    registry = counterpart_world()
    bare = world(
        domains=[ARMS],
        places=[place("MX-SON"), place("MX-BCN")],
        agencies=registry.agencies.values(),
    )
    answer = find_counterparts(on(bare, "2023-06-18"), "us-atf", "trace.process", "MX-BCN")
    assert [(c.agency, c.decided_by) for c in answer.candidates] == [
        ("mx-bcn", Criterion.PLACE),
        ("mx-fgr", Criterion.PLACE),
    ]


def test_an_office_a_source_rules_out_is_named_and_not_offered() -> None:
    answer = find_counterparts(
        on(counterpart_world(), "2023-06-18"), "us-atf", "trace.process", "MX-SON"
    )
    assert [c.agency for c in answer.candidates] == ["mx-fgr"]
    assert [a.agency.id for a in answer.ruled_out] == ["mx-son"]


def test_the_other_sides_name_of_the_function_is_understood() -> None:
    snapshot = on(counterpart_world(), "2023-06-18")
    answer = find_counterparts(snapshot, "us-atf", "trace.submit", "MX-BCN")
    assert [c.agency for c in answer.candidates] == ["mx-fgr", "mx-bcn"]


def test_counterpart_without_mirror_is_not_sought(fixture: Registry) -> None:
    snapshot = on(fixture, "2021-02-22")
    assert find_counterparts(snapshot, "us-atf", "ffl.inspect").outcome is Outcome.NO_MIRROR
    assert (
        find_counterparts(snapshot, "us-usao", "prosecute").outcome is Outcome.MIRROR_UNDETERMINED
    )
    assert find_counterparts(snapshot, "us-atf", "trace.process").outcome is Outcome.OPEN


# -- single points of failure, brokers ------------------------------------------------------------


def gateway_world() -> Registry:
    """States reach ATF for tracing only through the federal prosecutor, as before 2022."""
    states = ["mx-aaa", "mx-bbb"]
    return world(
        domains=[ARMS],
        places=[place("MX-AAA"), place("MX-BBB")],
        agencies=[
            agency("us-atf", us("trace.process")),
            agency("mx-fgr", duty("trace.submit", places=["MX"])),
            *(
                agency(s, duty("trace.submit", places=[f"MX-{s[3:].upper()}"]), level="state")
                for s in states
            ),
        ],
        links=[
            link("etrace", ["us-atf", "mx-fgr"], ["trace.submit"], kind="service"),
            *(link(f"to-{s}", ["mx-fgr", s], ["trace.submit"]) for s in states),
        ],
    )


def test_a_gateway_is_a_single_point_of_failure_with_its_places() -> None:
    snapshot = on(gateway_world(), "2016-01-31")
    found = find_single_points(snapshot, function="trace.submit")
    (gateway,) = [p for p in found if p.kind is FailureKind.GATEWAY]
    assert gateway.agency == "mx-fgr"
    assert gateway.cut_off == ("mx-aaa", "mx-bbb")
    assert gateway.places == ("MX-AAA", "MX-BBB")
    assert round(gateway.impact, 4) == 0.6667


def test_a_sole_holder_is_a_single_point_of_failure() -> None:
    found = find_single_points(on(gateway_world(), "2016-01-31"), function="trace.process")
    assert [(p.kind, p.agency, p.country) for p in found if p.kind is FailureKind.SOLE_HOLDER] == [
        (FailureKind.SOLE_HOLDER, "us-atf", Country.US)
    ]


def test_a_gatekeeper_brokers_all_traffic() -> None:
    (broker,) = find_brokers(on(gateway_world(), "2016-01-31"), "trace.submit")
    assert broker.agency == "mx-fgr"
    assert [(p.one, p.other, p.before, p.after) for p in broker.pairs] == [
        ("us-atf", "mx-aaa", 2, None),
        ("us-atf", "mx-bbb", 2, None),
    ]
    assert broker.all_traffic


def test_users_of_a_shared_system_reach_its_operator_not_each_other() -> None:
    system = mechanism(
        "system",
        [{"agency": "us-op", "role": "operator"}, {"agency": "mx-a", "role": "user"},
         {"agency": "mx-b", "role": "user"}],
        ["capacity"],
        kind="shared-system",
    )  # fmt: skip
    registry = world(
        domains=[ARMS],
        agencies=[agency("us-op"), agency("mx-a"), agency("mx-b")],
        mechanisms=[system],
    )
    graph = channel_graph(on(registry, "2021-02-22"), "capacity")
    assert distance(graph, "us-op", "mx-a") == 1
    assert distance(graph, "mx-a", "mx-b") == 2


def test_the_foremost_need_is_the_one_refused() -> None:
    """Two needs are unmet; of the second, a link says that the product is withheld."""

    def need(id_: str, provider: str) -> dict[str, object]:
        return {
            "id": id_, "function": "capacity", "product": {"en": "data", "es": "los datos"},
            "product_of": "sanction", "provider": provider, "statement": TEXT,
            "citations": cite("2001"), "checked": "2026-01-01",
        }  # fmt: skip

    registry = world(
        domains=[ARMS],
        agencies=[
            agency("us-a", needs=[need("n1", "us-b"), need("n2", "us-c")]),
            agency("us-b", us("sanction")),
            agency("us-c", us("sanction")),
        ],
        links=[link("l", ["us-c", "us-a"], ["sanction"], kind="withheld-data")],
    )
    needs = find_needs(on(registry, "2021-02-22"))
    assert [n.need.id for n in needs] == ["n1", "n2"]
    assert [n.need.id for n in foremost(needs)] == ["n2", "n1"]
