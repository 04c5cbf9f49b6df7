"""The registry of this repository: whole, free of findings, and true on the days people ask about.

The answers here were read off the sources, not off the program.
"""

from __future__ import annotations

import re
from datetime import date

import pytest

from agencymap.analysis.counterparts import Outcome, find_counterparts
from agencymap.analysis.holders import fragmentation, holders
from agencymap.analysis.needs import find_needs
from agencymap.analysis.overlap import Overlap, find_overlaps
from agencymap.analysis.paths import find_paths
from agencymap.analysis.resilience import FailureKind, find_single_points
from agencymap.dates import Holds
from agencymap.findings import Finding
from agencymap.model import Citation
from agencymap.registry import Registry
from agencymap.rules import check_registry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country, Level

ACCEPTED: list[str] = []
"""Findings of the rules that editors have looked at and left, as printed."""

FIRST_AGENCIES = """
us-doj us-atf us-atf-ntc us-atf-mexico us-atf-phoenix us-atf-dallas us-atf-houston
us-atf-los-angeles us-atf-san-francisco us-fbi us-dea us-usao us-dhs us-cbp us-cbp-ofo
us-border-patrol us-ice us-hsi us-state us-inl us-pm us-ddtc us-embassy-mexico us-treasury us-ofac
us-commerce us-bis us-dod us-northcom us-nsc us-gao us-usaid
mx-presidencia mx-fgr mx-pgr mx-fgr-aic mx-fgr-femdo mx-fgr-armas mx-fgr-cenapi mx-sspc mx-cni
mx-sesnsp mx-gn mx-policia-federal mx-sedena mx-sedena-rfafyce mx-sedena-dcam mx-semar mx-sre
mx-anam mx-aga mx-sat mx-uif mx-inm mx-cndh
""".split()
FIRST_MECHANISMS = """
high-level-security-dialogue bicentennial-framework merida security-implementation-group
mission-firewall etrace nibin operation-southbound best presidential-commission-2023
""".split()


def on(registry: Registry, day: str) -> Snapshot:
    return Snapshot(registry, date.fromisoformat(day))


def overlap(snapshot: Snapshot, one: str, other: str) -> list[Overlap]:
    return [o for o in find_overlaps(snapshot, agency=one) if other in o.agencies]


# -- whole and complete ----------------------------------------------------------------------------


def test_no_finding_that_was_not_accepted(real: Registry) -> None:
    findings: list[Finding] = check_registry(real, date(2026, 11, 25))
    assert [str(f) for f in findings] == ACCEPTED


def test_the_first_agencies_and_mechanisms_are_on_file(real: Registry) -> None:
    assert [a for a in FIRST_AGENCIES if a not in real.agencies] == []
    assert [m for m in FIRST_MECHANISMS if m not in real.mechanisms] == []
    assert {"us-atf-ice-mou-2009", "mx-lsn"} <= real.instruments.keys()
    assert sum(a.series == "state-prosecutors" for a in real.agencies.values()) == 32


def test_it_covers_its_scope(real: Registry) -> None:
    counts = real.counts()
    assert counts["agencies"] >= 230
    for country in ("us", "mx"):
        assert sum(a.country == country for a in real.agencies.values()) >= 110
    assert counts["responsibilities"] + counts["limits"] >= 800
    assert counts["cooperations"] + counts["participations"] >= 280
    assert counts["mechanisms"] >= 60
    assert counts["instruments"] >= 80
    assert counts["sources"] >= 450


@pytest.mark.parametrize("domain", ["health", "migration", "finance", "cyber", "intel", "env"])
def test_every_field_is_held_on_both_sides(real: Registry, domain: str) -> None:
    snapshot = on(real, "2026-11-25")
    for country in (Country.US, Country.MX):
        assert holders(snapshot, domain, country), country


def test_every_state_of_both_countries_is_a_place(real: Registry) -> None:
    for country, number in (("US", 51), ("MX", 32)):
        codes = [p for p in real.places if re.fullmatch(rf"{country}-[A-Z]{{2,3}}", p)]
        assert len(codes) == number


def test_the_taxonomy_has_fifteen_domains_and_87_functions(real: Registry) -> None:
    assert (len(real.domains), len(real.functions)) == (15, 87)


def test_every_agency_statement_and_link_is_cited_with_a_pinpoint(real: Registry) -> None:
    citations = [part.record for part in real.parts if isinstance(part.record, Citation)]
    assert len(citations) > 500
    for citation in citations:
        assert any(citation.pinpoint.model_dump().values())
        assert citation.source in real.sources


# -- tracing in Mexico, day by day -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "gateway"),
    [("2012-06-01", "mx-pgr"), ("2016-01-31", "mx-pgr"), ("2019-06-01", "mx-fgr")],
)
def test_one_gateway_for_tracing_until_the_states_were_let_in(
    real: Registry, day: str, gateway: str
) -> None:
    snapshot = on(real, day)
    certain = {
        a.agency.id
        for a in fragmentation(snapshot, "trace.request", Country.MX).areas
        if snapshot.certainty(a) is Holds.YES
    }
    assert certain == {gateway}


def test_fourteen_states_had_no_access_in_march_2023(real: Registry) -> None:
    absent = {
        a.agency.id
        for a in on(real, "2023-03-20").asserted_absent
        if a.responsibility.function == "trace.request"
    }
    named = "mex mic son gro mor pue ver oax cmx slp roo tla hid cam".split()
    assert absent == {f"mx-fiscalia-{s}" for s in named}


def test_eighteen_states_in_june_2023_and_all_others_only_announced(real: Registry) -> None:
    snapshot = on(real, "2023-06-18")
    states = [h for h in holders(snapshot, "trace.request", Country.MX) if "fiscalia" in h]
    assert len(states) == 18
    assert "mx-fiscalia-son" not in states
    today = on(real, "2026-11-22")
    announced = {
        a.agency.id for a in today.announced if a.responsibility.function == "trace.request"
    }
    assert "mx-fiscalia-son" in announced
    assert "mx-fiscalia-son" not in holders(today, "trace.request", Country.MX)


def test_the_counts_of_the_press_are_kept_apart_by_date(real: Registry) -> None:
    tallies = real.series["state-prosecutors"].tallies
    assert [(str(t.as_of), t.count, t.status.value) for t in tallies] == [
        ("2023-06-18", 18, "asserted"),
        ("2023-12", 22, "asserted"),
        ("2024-07-11", 22, "asserted"),
        ("2025-09-26", 32, "announced"),
        ("2025-12", 25, "asserted"),
    ]


def test_the_counterpart_for_tracing_in_sonora_is_the_fgr(real: Registry) -> None:
    answer = find_counterparts(on(real, "2023-06-18"), "us-atf", "trace.operate", "MX-SON")
    assert answer.outcome is Outcome.FOUND
    assert answer.candidates[0].agency == "mx-fgr"
    assert "mx-fiscalia-son" not in [c.agency for c in answer.candidates]


def test_the_counterpart_in_baja_california_names_the_state_prosecutor_too(real: Registry) -> None:
    answer = find_counterparts(on(real, "2023-06-18"), "us-atf", "trace.operate", "MX-BCN")
    assert {"mx-fgr", "mx-fiscalia-bcn"} <= {c.agency for c in answer.candidates}


def test_a_dealer_inspection_has_no_counterpart_in_mexico(real: Registry) -> None:
    answer = find_counterparts(on(real, "2026-11-22"), "us-atf", "supply.dealer_inspection")
    assert answer.outcome is Outcome.NO_MIRROR


def test_the_gateway_of_2016_was_a_single_point_of_failure(real: Registry) -> None:
    points = find_single_points(on(real, "2016-01-31"), function="trace.request")
    assert any(p.kind is FailureKind.SOLE_HOLDER and "mx-pgr" in p.id for p in points)


# -- moves and endings -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "parent", "contested"),
    [
        ("2020-06-01", "mx-sspc", []),
        ("2023-06-18", "mx-sspc", ["mx-sedena"]),
        ("2024-06-01", "mx-sspc", []),
        ("2025-10-01", "mx-sedena", []),
    ],
)
def test_the_guard_moved_from_security_to_defense(
    real: Registry, day: str, parent: str, contested: list[str]
) -> None:
    when = date.fromisoformat(day)
    assert real.parents("mx-gn", when) == [parent]
    assert real.contested_parents("mx-gn", when) == contested


def test_guard_and_army_ministry_are_no_pair_since_the_move(real: Registry) -> None:
    assert overlap(on(real, "2025-10-01"), "mx-gn", "mx-sedena") == []
    assert overlap(on(real, "2026-11-22"), "mx-gn", "mx-sedena") == []


@pytest.mark.parametrize(
    ("agency", "day", "answer"),
    [
        ("mx-pgr", "2018-12-01", Holds.YES),
        ("mx-pgr", "2019-02-01", Holds.NO),
        ("mx-fgr", "2018-06-01", Holds.NO),
        ("mx-fgr", "2019-02-01", Holds.YES),
        ("mx-policia-federal", "2018-06-01", Holds.YES),
        ("mx-policia-federal", "2023-06-18", Holds.NO),
        ("mx-gn", "2018-06-01", Holds.NO),
        ("mx-anam", "2018-06-01", Holds.NO),
        ("mx-anam", "2023-06-18", Holds.YES),
        ("mx-aga", "2018-06-01", Holds.YES),
        ("mx-aga", "2023-06-18", Holds.NO),
        ("us-usaid", "2023-06-18", Holds.YES),
        ("us-usaid", "2025-10-01", Holds.NO),
        ("us-customs-service", "2002-06-01", Holds.YES),
        ("us-customs-service", "2012-06-01", Holds.NO),
        ("us-cbp", "2002-06-01", Holds.NO),
        ("us-cbp", "2012-06-01", Holds.YES),
    ],
)
def test_who_was_in_being_when(real: Registry, agency: str, day: str, answer: Holds) -> None:
    assert real.exists(agency, date.fromisoformat(day)) is answer


@pytest.mark.parametrize(
    ("after", "before"),
    [("mx-fgr", "mx-pgr"), ("mx-anam", "mx-aga"), ("us-cbp", "us-customs-service")],
)
def test_a_successor_knows_its_predecessor(real: Registry, after: str, before: str) -> None:
    assert before in on(real, "2026-11-22").predecessors[after]


def test_atf_stood_under_treasury_before_2003(real: Registry) -> None:
    assert real.parents("us-atf", date(2002, 6, 1)) == ["us-treasury"]
    assert real.parents("us-atf", date(2012, 6, 1)) == ["us-doj"]


def test_former_names_are_found(real: Registry) -> None:
    from agencymap.lookup import find_agency

    for name, id_ in {
        "SEIDO": "mx-fgr-femdo",
        "procuraduria general de la republica": "mx-pgr",
        "CISEN": "mx-cni",
        "UEITATA": "mx-fgr-armas",
        "FGR": "mx-fgr",
        "guardia nacional": "mx-gn",
    }.items():
        assert find_agency(real, name) == id_


# -- who shares, who needs, who reaches ------------------------------------------------------------


def test_atf_and_homeland_security_share_trafficking_cases(real: Registry) -> None:
    """The 2009 memorandum settled who notifies whom; GAO found in 2016 that nobody monitored it."""
    found = overlap(on(real, "2026-11-22"), "us-atf", "us-hsi")
    found += overlap(on(real, "2026-11-22"), "us-atf", "us-ice")
    assert found
    assert all(o.grade.value < 4 for o in found)
    (memo,) = [i for i in real.instruments.values() if i.id == "us-atf-ice-mou-2009"]
    assert [m.answer.value for m in memo.monitored] == ["no"]


def test_cbp_needs_trace_data_and_does_not_get_it(real: Registry) -> None:
    needs = find_needs(on(real, "2023-01-31"), agency="us-cbp")
    assert any(n.unmet and n.need.provider.startswith("us-atf") for n in needs)


def test_parent_and_child_never_overlap(real: Registry) -> None:
    for day in ("2012-06-01", "2018-06-01", "2023-06-18", "2025-10-01", "2026-11-22"):
        snapshot = on(real, day)
        for o in find_overlaps(snapshot):
            assert snapshot.distinct(*o.agencies), o.id


def test_atf_reaches_the_army_ministry(real: Registry) -> None:
    answer = find_paths(on(real, "2026-11-22"), "us-atf", "mx-sedena")
    assert answer.paths
    assert 1 <= answer.paths[0].distance <= 3


def test_state_prosecutors_count_at_their_own_level(real: Registry) -> None:
    snapshot = on(real, "2023-06-18")
    everyone = fragmentation(snapshot, "trace.request", Country.MX)
    federal = fragmentation(
        snapshot, "trace.request", Country.MX, levels=frozenset({Level.FEDERAL})
    )
    assert len(everyone.holders) == 19
    assert federal.holders == ("mx-fgr",)


def test_a_state_authority_asks_before_it_meets_a_foreign_agent(real: Registry) -> None:
    answer = find_counterparts(on(real, "2023-06-18"), "us-atf", "trace.operate", "MX-BCN")
    said = " ".join(f.formality.statement.es for f in answer.formalities)
    assert "Secretaría de Relaciones Exteriores" in said or "SRE" in said
