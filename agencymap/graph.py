"""Registry → networkx: one reading of the registry, as of one day.

::

        agency ──part-of──▶ agency                 (its parent)
          │ ▲
          │ └──succeeds── agency                   (successor → predecessor)
          ├──responsible-for──▶ function           (role, places, status)
          ├──participates-in──▶ mechanism ──serves──▶ function
          ├──cooperates-with──▶ agency             (kind, functions; direction says if mutual)
          └──needs──▶ agency                       (consumer → provider: product)

Nodes are ``kind:id`` (``agency:us-atf``); edge keys are the ids of their records, so two agencies
may be related twice. Attributes are described by the ``TypedDict``\\ s below; treat them as frozen.
"""

from __future__ import annotations

from datetime import date
from typing import NotRequired, TypeAlias, TypedDict

import networkx as nx

from agencymap.dates import Holds, holds_on
from agencymap.registry import Registry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import HELD, Status

Graph: TypeAlias = "nx.MultiDiGraph[str]"


class NodeAttributes(TypedDict):
    """Attributes of a node."""

    kind: str
    """agency, function or mechanism."""
    id: str
    """Id of the record."""
    name_en: str
    name_es: str
    country: NotRequired[str]
    """us, mx or int (agencies and mechanisms)."""
    level: NotRequired[str]
    """Order of government (agencies)."""
    domain: NotRequired[str]
    """Domain id (functions)."""
    exists: NotRequired[str]
    """yes, uncertain, or no for a predecessor that has ended (agencies)."""


class EdgeAttributes(TypedDict):
    """Attributes of an edge; lists are tuples of ids."""

    kind: str
    """part-of, responsible-for, participates-in, cooperates-with, serves, succeeds or needs."""
    certain: str
    """yes, or uncertain when it depends on a date that is not exact."""
    role: NotRequired[str]
    """Role in the function or in the mechanism."""
    status: NotRequired[str]
    """State of the statement (announced is stored, never counted)."""
    functions: NotRequired[tuple[str, ...]]
    places: NotRequired[tuple[str, ...]]
    link: NotRequired[str]
    """Kind of cooperation."""
    direction: NotRequired[str]
    """mutual or first-to-second (cooperation)."""
    product: NotRequired[str]
    """Function whose product is needed."""


def node(kind: str, id_: str) -> str:
    """Return the node of a record."""
    return f"{kind}:{id_}"


def build_graph(registry: Registry, *, as_of: date) -> Graph:
    """Return the frozen multigraph drawn at the top of this module, as of one day.

    Agencies in being on *as_of* are nodes, and so are the predecessors that ended, marked
    ``exists="no"``. Nodes and edges are added in the order of their ids, so the same registry and
    day give the same graph. Announced statements are edges with ``status="announced"``.
    """
    snapshot = Snapshot(registry, as_of)
    graph: Graph = nx.MultiDiGraph(as_of=as_of.isoformat(), edition=registry.info.edition)
    _add_nodes(graph, snapshot)
    for agency in snapshot.agencies:
        _add_agency_edges(graph, snapshot, agency)
    _add_mechanisms(graph, snapshot)
    _add_cooperations(graph, snapshot)
    _add_succession(graph, snapshot)
    nx.freeze(graph)
    return graph


def _add_nodes(graph: Graph, snapshot: Snapshot) -> None:
    registry = snapshot.registry
    ended = {p for e in snapshot.succession for p in e.predecessors if p not in snapshot.agencies}
    for id_ in sorted({*snapshot.agencies, *ended}):
        agency = registry.agencies[id_]
        graph.add_node(
            node("agency", id_),
            kind="agency",
            id=id_,
            name_en=agency.name.en,
            name_es=agency.name.es,
            country=agency.country.value,
            level=agency.level.value,
            exists=snapshot.agencies.get(id_, Holds.NO).value,
        )
    for function in registry.functions.values():
        graph.add_node(
            node("function", function.id),
            kind="function",
            id=function.id,
            name_en=function.name.en,
            name_es=function.name.es,
            domain=registry.domain_of[function.id].id,
        )
    for mechanism in registry.mechanisms.values():
        if snapshot.mechanism_state(mechanism) is not Holds.NO:
            graph.add_node(
                node("mechanism", mechanism.id),
                kind="mechanism",
                id=mechanism.id,
                name_en=mechanism.name.en,
                name_es=mechanism.name.es,
                country=mechanism.country.value,
            )


def _add_agency_edges(graph: Graph, snapshot: Snapshot, id_: str) -> None:
    registry = snapshot.registry
    agency = registry.agencies[id_]
    for parent in agency.parents:
        state = holds_on(snapshot.day, parent.since, parent.until)
        if state is not Holds.NO and node("agency", parent.agency) in graph:
            graph.add_edge(
                node("agency", id_),
                node("agency", parent.agency),
                key=f"{id_}/part-of/{parent.agency}",
                kind="part-of",
                certain=state.value,
                role=parent.kind.value,
                status=(Status.CONTESTED if parent.contested else Status.ASSERTED).value,
            )
    for area in registry.areas_of(id_):
        r = area.responsibility
        state = registry.area_holds(area, snapshot.day)
        if state is not Holds.NO:
            for function in _leaves(registry, r.function):
                graph.add_edge(
                    node("agency", id_),
                    node("function", function),
                    key=area.id,
                    kind="responsible-for",
                    certain=state.value,
                    role=r.role.value,
                    status=r.status.value,
                    places=r.places,
                )
    for need in agency.needs:
        state = holds_on(snapshot.day, need.since, need.until)
        if state is not Holds.NO and node("agency", need.provider) in graph:
            graph.add_edge(
                node("agency", id_),
                node("agency", need.provider),
                key=f"{id_}/{need.id}",
                kind="needs",
                certain=state.value,
                status=need.status.value,
                functions=(need.function,),
                product=need.product_of,
            )


def _leaves(registry: Registry, function: str) -> list[str]:
    """Return the function, or every function of the domain."""
    if function in registry.functions:
        return [function]
    return [f.id for f in registry.domain_of[function].functions]


def _add_mechanisms(graph: Graph, snapshot: Snapshot) -> None:
    for mechanism in snapshot.registry.mechanisms.values():
        here = node("mechanism", mechanism.id)
        if here not in graph:
            continue
        for number, participant in enumerate(mechanism.participants):
            state = holds_on(snapshot.day, participant.since, participant.until)
            agency = node("agency", participant.agency)
            if state is not Holds.NO and agency in graph:
                graph.add_edge(
                    agency,
                    here,
                    key=f"{mechanism.id}/participant/{number}",
                    kind="participates-in",
                    certain=state.value,
                    role=participant.role.value,
                    status=participant.status.value,
                )
        for function in mechanism.functions:
            for leaf in _leaves(snapshot.registry, function):
                graph.add_edge(
                    here,
                    node("function", leaf),
                    key=f"{mechanism.id}/serves/{leaf}",
                    kind="serves",
                    certain=Holds.YES.value,
                )


def _add_cooperations(graph: Graph, snapshot: Snapshot) -> None:
    for link in snapshot.registry.cooperations.values():
        state = holds_on(snapshot.day, link.since, link.until)
        if state is Holds.NO or len(link.parties) < 2:
            continue
        first, second = (node("agency", party) for party in link.parties)
        if first not in graph or second not in graph:
            continue
        graph.add_edge(
            first,
            second,
            key=link.id,
            kind="cooperates-with",
            certain=state.value,
            status=link.status.value,
            link=link.kind.value,
            direction=link.direction.value,
            functions=link.functions,
            places=link.places,
        )


def _add_succession(graph: Graph, snapshot: Snapshot) -> None:
    for event in snapshot.succession:
        for successor in event.successors:
            for predecessor in event.predecessors:
                ends = node("agency", successor), node("agency", predecessor)
                if all(end in graph for end in ends):
                    graph.add_edge(
                        *ends,
                        key=f"{successor}/succeeds/{predecessor}/{event.change.date}",
                        kind="succeeds",
                        certain=Holds.YES.value,
                        status=event.change.kind.value,
                    )


def counted(attributes: EdgeAttributes) -> bool:
    """Return whether an edge states something held: asserted or contested."""
    return attributes.get("status", "asserted") in HELD
