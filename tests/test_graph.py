"""The graph of the tiny world, drawn by hand, and what holds for every graph."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest

from agencymap.graph import Graph, build_graph, counted
from agencymap.registry import Registry

DAY = date(2023, 6, 18)
EDGES = {
    ("agency:us-atf", "agency:us-doj", "part-of"),
    ("agency:us-atf", "function:trace.operate", "responsible-for"),
    ("agency:us-atf", "function:trace.analysis", "responsible-for"),
    ("agency:us-atf", "function:supply.inspect", "responsible-for"),
    ("agency:us-cbp", "function:border.outbound", "responsible-for"),
    ("agency:us-cbp", "function:trace.analysis", "responsible-for"),
    ("agency:mx-fgr", "function:trace.request", "responsible-for"),
    ("agency:mx-sedena", "function:border.inbound", "responsible-for"),
    ("agency:us-cbp", "agency:us-atf", "needs"),
    ("agency:us-atf", "agency:us-cbp", "cooperates-with"),
    ("agency:us-atf", "mechanism:etrace", "participates-in"),
    ("agency:mx-fgr", "mechanism:etrace", "participates-in"),
    ("mechanism:etrace", "function:trace.request", "serves"),
    ("mechanism:etrace", "function:trace.operate", "serves"),
    ("agency:mx-fgr", "agency:mx-pgr", "succeeds"),
}


@pytest.fixture(scope="module")
def graph(tiny: Registry) -> Graph:
    return build_graph(tiny, as_of=DAY)


def kinds(graph: Graph) -> set[tuple[str, str, str]]:
    return {(a, b, data["kind"]) for a, b, data in graph.edges(data=True)}


def test_the_tiny_world_is_drawn_as_on_paper(graph: Graph) -> None:
    assert kinds(graph) == EDGES
    nodes = {n for n, data in graph.nodes(data=True) if data["kind"] == "agency"}
    assert nodes == {
        "agency:us-atf", "agency:us-cbp", "agency:us-doj", "agency:mx-fgr", "agency:mx-sedena",
        "agency:mx-fiscalia-son", "agency:mx-pgr",
    }  # fmt: skip


def test_a_predecessor_that_ended_is_a_node_but_not_in_being(graph: Graph) -> None:
    assert graph.nodes["agency:mx-pgr"]["exists"] == "no"
    assert graph.nodes["agency:mx-fgr"]["exists"] == "yes"
    assert not list(graph.out_edges("agency:mx-pgr"))


def test_before_the_succession_the_other_agency_stands(tiny: Registry) -> None:
    graph = build_graph(tiny, as_of=date(2016, 1, 31))
    assert ("agency:mx-pgr", "function:trace.request", "responsible-for") in kinds(graph)
    assert "agency:mx-fgr" not in graph
    assert not any(kind == "succeeds" for _, _, kind in kinds(graph))


def test_what_is_announced_is_an_edge_that_does_not_count(tiny: Registry) -> None:
    graph = build_graph(tiny, as_of=date(2026, 1, 1))
    (data,) = graph["agency:mx-fiscalia-son"]["function:trace.request"].values()
    assert data["status"] == "announced"
    assert not counted(data)
    (held,) = graph["agency:mx-fgr"]["function:trace.request"].values()
    assert counted(held)


def test_a_link_whose_other_party_is_unnamed_is_no_edge(graph: Graph) -> None:
    assert "cbp-mexico" not in {key for _, _, key in graph.edges(keys=True)}


def test_edges_bear_the_ids_of_their_records(graph: Graph) -> None:
    assert graph.has_edge("agency:us-atf", "agency:us-cbp", key="atf-cbp-withheld")
    assert graph.has_edge("agency:us-atf", "function:trace.operate", key="us-atf/operate")
    assert graph.has_edge("agency:us-cbp", "agency:us-atf", key="us-cbp/trace-data")


def test_the_graph_is_frozen(graph: Graph) -> None:
    with pytest.raises(nx.NetworkXError):
        graph.add_node("agency:us-new")


def test_the_real_graph_holds_every_kind_of_edge(real: Registry) -> None:
    graph = build_graph(real, as_of=date(2026, 11, 22))
    assert {kind for _, _, kind in kinds(graph)} == {
        "part-of", "responsible-for", "participates-in", "cooperates-with", "serves", "succeeds",
        "needs",
    }  # fmt: skip
    loops = list(nx.selfloop_edges(graph))
    assert loops == []
