"""How to reach an agency: channels, distance and paths (D9).

The channel graph is bipartite: agencies on one side, channels on the other. The distance is the
number of channels on a shortest path; steps between an agency and the one above it are counted
apart as internal referrals and never mixed in. Mechanisms are not projected to cliques.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

import networkx as nx

from agencymap.analysis.counterparts import mirror_of
from agencymap.dates import Holds
from agencymap.snapshot import Channel, Snapshot
from agencymap.vocabulary import Classification

ChannelGraph: TypeAlias = "nx.Graph[tuple[str, str]]"
"""Nodes are ("agency", id) and ("channel", id)."""

FORUM_CAP = 12
"""A forum with more members is no channel between them (D9, default)."""
MAX_PATHS = 5
"""All shortest paths are given up to this number (D9)."""

CHANNEL_COST = 1000
"""One channel outweighs any number of internal referrals, so that they only break ties."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: through a channel, or an internal referral when there is none."""

    source: str
    channel: Channel | None
    target: str


@dataclass(frozen=True, slots=True)
class AgencyPath:
    """A path between two agencies."""

    steps: tuple[Step, ...]

    @property
    def distance(self) -> int:
        """Return the number of channels."""
        return sum(step.channel is not None for step in self.steps)

    @property
    def referrals(self) -> int:
        """Return the number of internal referrals."""
        return len(self.steps) - self.distance


@dataclass(frozen=True, slots=True)
class PathAnswer:
    """The shortest paths between two agencies for a function (or for any)."""

    source: str
    target: str
    function: str | None
    paths: tuple[AgencyPath, ...]
    """Up to five shortest paths; empty when there is none on file."""
    more: bool
    """True when there are more than those given."""
    left_out: tuple[Channel, ...]
    """Forums too large to count, that both agencies attend."""

    @property
    def distance(self) -> int | None:
        """Return the number of channels, or None without a path."""
        return self.paths[0].distance if self.paths else None


def counted_channels(
    snapshot: Snapshot, function: str | None, cap: int = FORUM_CAP
) -> tuple[list[Channel], list[Channel]]:
    """Return the channels in force for a function, and the forums left out for their size."""
    wanted = set()
    if function is not None:
        mirror = mirror_of(snapshot.registry, function)
        wanted = {function, *([mirror] if mirror not in (None, "none") else [])}
    kept: list[Channel] = []
    large: list[Channel] = []
    for channel in snapshot.channels:
        if channel.in_force is Holds.NO:
            continue
        if wanted and not any(snapshot.functions_meet(channel.functions, str(f)) for f in wanted):
            continue
        members = [m for m in channel.members if m in snapshot.agencies]
        if len(members) < 2:
            continue
        (large if channel.forum and len(members) > cap else kept).append(channel)
    return kept, large


def channel_graph(
    snapshot: Snapshot, function: str | None = None, *, cap: int = FORUM_CAP
) -> ChannelGraph:
    """Return the bipartite graph of agencies and channels for a function on the day (D9).

    Nodes ``("agency", id)`` and ``("channel", id)``; agencies of one chain of command are joined by
    edges with ``referral=True``. Edge ``cost`` orders paths by channels first, referrals second.
    The head of government refers nobody: by it every ministry would reach every other.
    The graph is the same one for all who ask, and frozen.
    """
    key = ("channel graph", function, cap)
    known: ChannelGraph | None = snapshot.kept.get(key)
    if known is None:
        known = snapshot.kept[key] = nx.freeze(_channel_graph(snapshot, function, cap))
    return known


def _channel_graph(snapshot: Snapshot, function: str | None, cap: int) -> ChannelGraph:
    graph: ChannelGraph = nx.Graph()
    for agency in snapshot.agencies:
        graph.add_node(("agency", agency))
    for agency in snapshot.agencies:
        for parent in snapshot.registry.parents(agency, snapshot.day):
            head = snapshot.registry.agencies[parent].classification is Classification.PRESIDENCY
            if parent in snapshot.agencies and not head:
                graph.add_edge(("agency", agency), ("agency", parent), cost=1, referral=True)
    for channel in counted_channels(snapshot, function, cap)[0]:
        for member in sorted(channel.members):
            if member in snapshot.agencies:
                graph.add_edge(("agency", member), ("channel", channel.id), cost=CHANNEL_COST // 2)
    return graph


def distance(graph: ChannelGraph, source: str, target: str) -> int | None:
    """Return the number of channels on a shortest path, or None when there is none (∞ of D9)."""
    ends = ("agency", source), ("agency", target)
    if any(end not in graph for end in ends):
        return None
    try:
        cost = nx.dijkstra_path_length(graph, *ends, weight="cost")
    except nx.NetworkXNoPath:
        return None
    return int(cost) // CHANNEL_COST


def find_paths(
    snapshot: Snapshot,
    source: str,
    target: str,
    function: str | None = None,
    *,
    cap: int = FORUM_CAP,
    without: Iterable[str] = (),
) -> PathAnswer:
    """Return the shortest paths from *source* to *target* for a function (D9).

    Args:
        snapshot: the registry as of a day.
        source: id of the agency that asks.
        target: id of the agency to reach.
        function: only channels for this function or its mirror; None for any.
        cap: forums with more members are left out and named.
        without: agencies that may not be on the path.
    """
    kept, large = counted_channels(snapshot, function, cap)
    by_id = {channel.id: channel for channel in kept}
    graph = channel_graph(snapshot, function, cap=cap)
    if without:
        graph = nx.Graph(graph)
        graph.remove_nodes_from([("agency", a) for a in without])
    ends = ("agency", source), ("agency", target)
    found: list[AgencyPath] = []
    if source != target and all(end in graph for end in ends):
        try:
            nodes = nx.all_shortest_paths(graph, *ends, weight="cost")
            walks = list(islice(nodes, 200))
        except nx.NetworkXNoPath:
            walks = []
        found = sorted((_path(walk, by_id) for walk in walks), key=_path_key)
    return PathAnswer(
        source=source,
        target=target,
        function=function,
        paths=tuple(found[:MAX_PATHS]),
        more=len(found) > MAX_PATHS,
        left_out=tuple(c for c in large if {source, target} <= c.members),
    )


def _path(nodes: list[tuple[str, str]], channels: dict[str, Channel]) -> AgencyPath:
    steps: list[Step] = []
    here: str | None = None
    through: Channel | None = None
    for kind, id_ in nodes:
        if kind == "channel":
            through = channels[id_]
            continue
        if here is not None:
            steps.append(Step(here, through, id_))
        here, through = id_, None
    return AgencyPath(tuple(steps))


def _path_key(path: AgencyPath) -> tuple[tuple[str, str], ...]:
    return tuple((s.target, s.channel.id if s.channel else "") for s in path.steps)


__all__ = [
    "CHANNEL_COST",
    "AgencyPath",
    "PathAnswer",
    "Step",
    "channel_graph",
    "counted_channels",
    "distance",
    "find_paths",
]
