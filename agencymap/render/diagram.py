"""The one door to pyvis: boxes and ties → the data of a vis-network diagram.

pyvis writes pages of its own that load scripts from the network, print headings unescaped and lose
links; none of that is used. It builds nodes, edges and options, and carries vis-network, which our
own page inlines after checking that it is the script we tested.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from agencymap.errors import AgencymapError
from agencymap.layout import Box

VIS_SHA256 = "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
"""SHA-256 of vis-network 9.1.2 as pyvis 0.3.2 carries it."""

_OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "keyboard": {"enabled": False},
        "multiselect": False,
        "selectConnectedEdges": False,
        "selectable": False,
        "navigationButtons": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {"shape": "custom", "physics": False, "chosen": False},
    "edges": {
        "physics": False,
        "chosen": False,
        "arrowStrikethrough": False,
        "smooth": {
            "enabled": True,
            "type": "cubicBezier",
            "forceDirection": "horizontal",
            "roundness": 0.5,
        },
    },
}


def diagram_data(boxes: Iterable[Box], ties: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return ``{"nodes", "edges", "options"}`` for vis-network.

    Args:
        boxes: in drawing order, a block before the boxes inside it.
        ties: each with ``from`` and ``to`` as (box id, x, y) of its ends, ``width``, ``country``.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network

    network = Network(directed=True)
    for box in boxes:
        network.add_node(
            box.id,
            label=box.id,
            shape="custom",
            x=round(box.x + box.w / 2, 1),
            y=round(box.y + box.h / 2, 1),
            kind=box.kind,
            w=box.w,
            h=box.h,
        )
    for number, tie in enumerate(ties):
        ends = []
        for side in ("from", "to"):
            port = f"port:{number}:{side}"
            _, x, y = tie[side]
            network.add_node(port, label=port, shape="custom", x=x, y=y, kind="port", w=0, h=0)
            ends.append(port)
        # Network.add_edge scans all edges each time; the list is what it fills.
        network.edges.append(
            Edge(*ends, directed=True, width=tie["width"], country=tie["country"]).options
        )
    network.options = _OPTIONS
    nodes, edges, _, _, _, options = network.get_network_data()
    return {
        "nodes": [{k: v for k, v in n.items() if k not in ("color", "size")} for n in nodes],
        "edges": [{k: v for k, v in e.items() if k != "arrows"} for e in edges],
        "options": options if isinstance(options, dict) else json.loads(options),
    }


@cache
def vis_network() -> str:
    """Return the script of vis-network that pyvis carries.

    Raises:
        AgencymapError: it is not the script this version was tested with.
    """
    script = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_bytes()
    found = hashlib.sha256(script).hexdigest()
    if found != VIS_SHA256:
        raise AgencymapError(
            f"pyvis carries another vis-network ({found[:12]}…) than the one tested; install "
            "pyvis 0.3.2"
        )
    # an HTML parser reads CR LF as LF; the hash in the page must be that of what it reads
    return script.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
