"""What hangs on one agency: single points of failure and brokers (D10, D11)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from agencymap.analysis.counterparts import mirror_of
from agencymap.analysis.holders import areas_for, fragmentation
from agencymap.analysis.paths import ChannelGraph, channel_graph, distance
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
            rest = graph.copy()
            rest.remove_node(("agency", gateway))
            still = _reaching(rest, users, targets)
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


def _reaching(graph: ChannelGraph, users: list[str], targets: list[str]) -> list[str]:
    """Return the users from which some target can be reached."""
    near: set[tuple[str, str]] = set()
    for target in targets:
        start = ("agency", target)
        if start in graph and start not in near:
            near |= nx.node_connected_component(graph, start)
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
    pairs: dict[tuple[str, str], int] = {}
    for here, there in _SIDES:
        for a in {x.agency.id for x in areas_for(snapshot, function, country=here)}:
            for b in {x.agency.id for x in areas_for(snapshot, str(mirror), country=there)}:
                first, second = (a, b) if here is Country.US else (b, a)
                d = distance(graph, first, second)
                if d is not None:
                    pairs[first, second] = d
    found = []
    for broker in snapshot.agencies:
        rest = graph.copy()
        rest.remove_node(("agency", broker))
        longer = []
        for (a, b), before in sorted(pairs.items()):
            if not (snapshot.distinct(a, broker) and snapshot.distinct(b, broker)):
                continue
            after = distance(rest, a, b)
            if after is None or after > before:
                longer.append(BrokeredPair(a, b, before, after))
        if longer:
            everything = all(distance(rest, a, b) is None for a, b in pairs if broker not in (a, b))
            found.append(Broker(broker, function, tuple(longer), everything))
    return sorted(found, key=lambda b: (-len(b.pairs), b.agency))
