"""What hangs on one agency: single points of failure and brokers (D10, D11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import networkx as nx

from agencymap.analysis.counterparts import mirror_of
from agencymap.analysis.holders import areas_for, fragmentation
from agencymap.analysis.paths import CHANNEL_COST, ChannelGraph, channel_graph
from agencymap.registry import Area
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country

_SIDES = ((Country.US, Country.MX), (Country.MX, Country.US))


class FailureKind(StrEnum):
    """How an agency is a single point of failure."""

    SOLE_HOLDER = "sole-holder"
    GATEWAY = "gateway"


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """An agency without which a function, or the way to the other side, is lost (D10)."""

    kind: FailureKind
    agency: str
    function: str
    country: Country
    """Country of those who depend on it."""
    cut_off: tuple[str, ...]
    """Agencies that lose every path to the other side's holders, sorted (gateway)."""
    users: tuple[str, ...]
    """All agencies that have a path with it, sorted (gateway)."""
    targets: tuple[str, ...]
    """The other side's holders, sorted (gateway)."""
    places: tuple[str, ...]
    """Places affected, sorted."""
    areas: tuple[Area, ...]

    @property
    def id(self) -> str:
        """Return the stable id of the finding."""
        return f"single-point:{self.kind}:{self.country}:{self.function}:{self.agency}"

    @property
    def impact(self) -> float:
        """Return the share of users cut off: 1 for a sole holder."""
        return len(self.cut_off) / len(self.users) if self.users else 1.0


def find_single_points(snapshot: Snapshot, *, function: str | None = None) -> list[SinglePoint]:
    """Return the single points of failure of the day (D10), in the order of functions.

    A *sole holder* is the only agency of its country on file for a function. A *gateway* lies on
    every path in the channel graph from holders of one country to all holders of the mirror
    function in the other (removed and tested); itself, those above and those below it are not
    counted among those it cuts off.
    """
    found: list[SinglePoint] = []
    for f in snapshot.registry.functions:
        if function is not None and not snapshot.registry.function_within(f, function):
            continue
        for country in (Country.US, Country.MX):
            found += _sole_holder(snapshot, f, country)
        found += _gateways(snapshot, f)
    return found


def _sole_holder(snapshot: Snapshot, function: str, country: Country) -> list[SinglePoint]:
    answer = fragmentation(snapshot, function, country)
    if answer.sole_holder is None:
        return []
    places = tuple(sorted({p for a in answer.areas for p in snapshot.places_of(a)}))
    return [
        SinglePoint(
            FailureKind.SOLE_HOLDER,
            answer.sole_holder,
            function,
            country,
            (),
            (),
            (),
            places,
            answer.areas,
        )
    ]


def _gateways(snapshot: Snapshot, function: str) -> list[SinglePoint]:
    mirror = mirror_of(snapshot.registry, function)
    if mirror in (None, "none"):
        return []
    graph = channel_graph(snapshot, function)
    found = []
    for here, there in _SIDES:
        areas = areas_for(snapshot, function, country=here)
        users = sorted({a.agency.id for a in areas})
        targets = sorted({a.agency.id for a in areas_for(snapshot, str(mirror), country=there)})
        reached = _reaching(graph, users, targets)
        if len(reached) < 2:
            continue
        for gateway in _on_one_path(graph, reached, targets):
            still = _reaching(graph, users, targets, without=gateway)
            cut = [u for u in reached if u not in still and snapshot.distinct(u, gateway)]
            if cut:
                lost = [a for a in areas if a.agency.id in cut]
                places = sorted({p for a in lost for p in snapshot.places_of(a)})
                found.append(
                    SinglePoint(
                        FailureKind.GATEWAY,
                        gateway,
                        function,
                        here,
                        tuple(cut),
                        tuple(reached),
                        tuple(targets),
                        tuple(places),
                        tuple(lost),
                    )
                )
    return found


def _reaching(
    graph: ChannelGraph, users: list[str], targets: list[str], without: str | None = None
) -> list[str]:
    """Return the users from which some target can be reached, also when one agency is gone."""
    gone = ("agency", without)
    queue = [n for t in targets if (n := ("agency", t)) in graph and n != gone]
    near = set(queue)
    while queue:
        for step in graph.adj[queue.pop()]:
            if step not in near and step != gone:
                near.add(step)
                queue.append(step)
    return [u for u in users if ("agency", u) in near]


def _on_one_path(graph: ChannelGraph, users: list[str], targets: list[str]) -> list[str]:
    """Return the agencies inside one shortest path from each user to the targets, by id.

    Only these can cut a user off: what lies on every path lies on this one.
    """
    paths = nx.multi_source_dijkstra_path(
        graph, {("agency", t) for t in targets if ("agency", t) in graph}, weight=None
    )
    steps = {step for user in users for step in paths[("agency", user)]}
    return sorted({id_ for kind, id_ in steps if kind == "agency"} - set(targets))


@dataclass(frozen=True, slots=True)
class BrokeredPair:
    """A cross-border pair that a broker brings nearer."""

    one: str
    other: str
    before: int
    after: int | None
    """Distance without the broker; None when no path remains."""


@dataclass(frozen=True, slots=True)
class Broker:
    """An agency whose absence lengthens or cuts cross-border paths for a function (D11)."""

    agency: str
    function: str
    pairs: tuple[BrokeredPair, ...]
    all_traffic: bool
    """True when without it no path between the two countries remains (a gatekeeper)."""

    @property
    def id(self) -> str:
        """Return the stable id of the finding."""
        return f"broker:{self.function}:{self.agency}"


def find_brokers(snapshot: Snapshot, function: str) -> list[Broker]:
    """Return the brokers for a function (D11): most pairs first, then by agency id.

    Pairs are the holders of the function on one side and of its mirror on the other, in either
    direction; parents and children of the broker are left out of its pairs.
    """
    mirror = mirror_of(snapshot.registry, function)
    if mirror in (None, "none"):
        return []
    graph = channel_graph(snapshot, function)
    pairs: set[tuple[str, str]] = set()
    for here, there in _SIDES:
        for a in {x.agency.id for x in areas_for(snapshot, function, country=here)}:
            for b in {x.agency.id for x in areas_for(snapshot, str(mirror), country=there)}:
                pairs.add((a, b) if here is Country.US else (b, a))
    ways = _ways(graph, sorted(pairs))
    found = []
    # what does not lie on the way of a pair lengthens none
    for broker in sorted({x for _, way in ways.values() for x in way}):
        rest: ChannelGraph = nx.Graph(graph)
        rest.remove_node(("agency", broker))
        crossed = {p: w for p, w in ways.items() if broker in w[1]}
        still = _ways(rest, crossed)
        longer = []
        for (a, b), (before, _) in sorted(crossed.items()):
            if not (snapshot.distinct(a, broker) and snapshot.distinct(b, broker)):
                continue
            after = still[a, b][0] if (a, b) in still else None
            if after is None or after > before:
                longer.append(BrokeredPair(a, b, before, after))
        if longer:
            everything = not still and all(broker in (a, b) for a, b in ways.keys() - crossed)
            found.append(Broker(broker, function, tuple(longer), everything))
    return sorted(found, key=lambda b: (-len(b.pairs), b.agency))


def _ways(
    graph: ChannelGraph, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], tuple[int, frozenset[str]]]:
    """Return the distance of each pair that has a path, and the agencies inside one shortest."""
    wanted: dict[str, list[str]] = {}
    for a, b in pairs:
        wanted.setdefault(a, []).append(b)
    found = {}
    for a, ends in wanted.items():
        costs: Any
        paths: Any
        costs, paths = nx.single_source_dijkstra(graph, ("agency", a), weight="cost")
        for b in ends:
            end = ("agency", b)
            if end in costs:
                inside = frozenset(id_ for kind, id_ in paths[end] if kind == "agency") - {a, b}
                found[a, b] = (int(costs[end]) // CHANNEL_COST, inside)
    return found
