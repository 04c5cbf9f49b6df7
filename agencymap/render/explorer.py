"""The explorer: one self-contained bilingual file that carries the registry and the engine.

The page computes what it shows for the day asked for; Python gives it the registry, the words of
the interface in both languages, and the picture of the day of the build.
"""

from __future__ import annotations

import base64
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from agencymap.analysis.ties import Tie, cross_border_counts, find_ties
from agencymap.interface import WORDS
from agencymap.language import short_day
from agencymap.layout import Box, map_layout
from agencymap.model import Limit, Need, Responsibility
from agencymap.registry import Registry
from agencymap.render.diagram import diagram_data, vis_network
from agencymap.render.engine import as_json, engine_data, engine_script
from agencymap.render.pages import asset, csp_hash, page
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country

MAX_REST_TIES = 40
"""Cross-border ties drawn when nothing is chosen."""
_WIDTHS = ((10, 8.0), (5, 5.0), (3, 3.0), (2, 1.5))
"""Least number of links → width of a tie at rest; single links are not drawn."""

PARTS = (
    "base", "address", "relations", "facets", "trouble", "claims", "panel", "records", "twin",
    "figure", "views", "tiles", "timeline", "function", "agency", "counterpart", "path",
    "matrix", "changes", "brief", "drawing", "keys", "questions", "search", "date", "picture",
    "save", "tour", "controls", "main",
)  # fmt: skip
"""Scripts of the page, in order; they share one scope."""


def page_script() -> str:
    """Return the script of the page: the engine, then its parts, in a function of their own."""
    parts = "\n".join(asset(f"explorer/{name}.js") for name in PARTS)
    engine = f"const engine = (function () {{\n{engine_script()}\nreturn {{ {ENGINE} }};\n}})();"
    reader = asset("explorer/data.js")
    return (
        f'(function () {{\n"use strict";\n{engine}\n{reader}'
        f"begin(function (DATA) {{\n{parts}}});\n}})();\n"
    )


def packed(data: object) -> str:
    """Return *data* as the page carries it: JSON, raw deflate, base64; the same bytes each time.

    ``unpacked`` in ``explorer/data.js`` is its inverse.
    """
    squeeze = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return base64.b64encode(squeeze.compress(as_json(data).encode()) + squeeze.flush()).decode()


ENGINE = (
    "Registry, Snapshot, Day, Speaker, HELD, fold, partial, holdsOn, grade, findCounterparts, "
    "findPaths, countedChannels, agreementsAtRisk, findNeeds, STANDING_KINDS, findOverlaps, "
    "shortDay, longDay, oneStop, longDate, spanText, shortOf, label, fragmentation, join, count"
)
"""What the page asks of the engine."""


def explorer_page(snapshot: Snapshot) -> str:
    """Return the explorer as one HTML file: no request at all, scripts allowed by hash only."""
    scripts = [vis_network().replace("</script", "<\\/script"), page_script()]
    style, first_style = asset("explorer.css"), asset("explorer-first.css")
    registry = snapshot.registry
    return page(
        "explorer.html",
        title=registry.info.title.en,
        glossary=bool(registry.terms),
        day=short_day(snapshot.day, "en"),
        data=packed(explorer_data(snapshot)),
        scripts=scripts,
        style=style,
        script_hashes=[csp_hash(script) for script in scripts],
        first_style=first_style,
        style_hashes=[csp_hash(first_style), csp_hash(style)],
        words={key: words[0] for key, words in WORDS.items()},
        words_es={key: words[1] for key, words in WORDS.items()},
    )


def explorer_data(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the page carries: the registry, the words, and the picture of the day."""
    registry = snapshot.registry
    ties = find_ties(snapshot)
    boxes = map_layout(snapshot, cross_border_counts(snapshot, ties)).rest
    return {
        **engine_data(registry),
        "meta": {
            "asOf": snapshot.day.isoformat(),
            "edition": registry.info.edition,
            "digest": registry.digest[:12],
        },
        "where": record_places(registry) if registry.info.corrections else {},
        "words": [{k: v[i] for k, v in WORDS.items()} for i in range(2)],
        "diagram": diagram_data(boxes, rest_ties(snapshot, ties, boxes)),
    }


def record_places(registry: Registry) -> dict[str, str]:
    """Return, for each record that can be corrected by itself, its file and line.

    ``{"us-atf/trace": "agencies/us/us-atf.yaml#L61"}``: the file as the registry's folder holds it,
    the line counted from 1, written as repository hosts write it in addresses.
    """
    root = PurePosixPath(registry.source_maps["registry", "registry"].file).parent
    found = {}
    for part in registry.parts:
        if not part.path:
            id_ = part.id
        elif isinstance(part.record, Responsibility | Limit | Need):
            id_ = f"{part.id}/{part.record.id}"
        else:
            continue
        position = registry.source_maps[part.kind, part.id].at(*part.path)
        file = PurePosixPath(position.file)
        if file.is_relative_to(root):
            found[id_] = f"{file.relative_to(root)}#L{position.line}"
    return found


def rest_ties(
    snapshot: Snapshot, ties: Iterable[Tie], boxes: Iterable[Box]
) -> list[dict[str, Any]]:
    """Return the strongest ties between departments and domains, with their ports."""
    by_id = {b.id: b for b in boxes}
    strength: Counter[tuple[str, str]] = Counter()
    records: dict[tuple[str, str], set[str]] = defaultdict(set)
    for t in ties:
        if not t.counted or t.other is None:
            continue
        sides = {snapshot.country(t.agency), snapshot.country(t.other)}
        if sides != {Country.US, Country.MX}:
            continue
        for end in (t.agency, t.other):
            block = snapshot.blocks[end]
            if block is not None:
                for d in t.domains:
                    records[block.id, d].add(f"{type(t.record).__name__}/{t.record.id}")
    for key, ids in records.items():
        strength[key] = len(ids)
    order = {b.id: n for n, b in enumerate(snapshot.registry.blocks)}
    places = {d.id: n for n, d in enumerate(snapshot.registry.domains)}
    kept = sorted(
        (k for k, n in strength.items() if n >= 2),
        key=lambda k: (-strength[k], order[k[0]], places[k[1]]),
    )[:MAX_REST_TIES]
    width = {k: next(w for least, w in _WIDTHS if strength[k] >= least) for k in kept}
    return _ported(by_id, kept, width, strength, snapshot.registry)


def _ported(
    boxes: dict[str, Box],
    kept: list[tuple[str, str]],
    width: dict[tuple[str, str], float],
    strength: Counter[tuple[str, str]],
    registry: Any,
) -> list[dict[str, Any]]:
    """Give each tie its own port on both boxes, sorted by the height of the other end."""
    country = {b.id: b.country for b in registry.blocks}
    ends: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for block, domain in kept:
        side = country[block].value
        ends[f"block:{block}", "out"].append((block, domain))
        ends[f"domain:{domain}", side].append((block, domain))
    ports: dict[tuple[str, tuple[str, str]], float] = {}
    for (box_id, _), ties in ends.items():
        box = boxes[box_id]
        other = 1 if box_id.startswith("block:") else 0
        prefix = "domain:" if other else "block:"
        ordered = sorted(ties, key=lambda t: (boxes[prefix + t[other]].y, t))
        room = box.h - 12
        total = sum(width[t] for t in ordered) + 3 * (len(ordered) - 1)
        scale = min(1.0, room / total) if total else 1.0
        y = box.y + box.h / 2 - total * scale / 2
        for t in ordered:
            ports[box_id, t] = round(y + width[t] * scale / 2, 1)
            y += (width[t] + 3) * scale
    found = []
    for block, domain in sorted(kept, key=lambda t: (width[t], t)):
        b, d = boxes[f"block:{block}"], boxes[f"domain:{domain}"]
        us = country[block] is Country.US
        t = (block, domain)
        start = (b.id, b.x + b.w if us else b.x, ports[b.id, t])
        end = (d.id, d.x if us else d.x + d.w, ports[d.id, t])
        found.append(
            {
                "from": start if us else end,
                "to": end if us else start,
                "width": width[t],
                "country": country[block].value,
                "n": strength[t],
                "block": block,
                "domain": domain,
            }
        )
    return found
