"""The engine on a page: asks it in JavaScript what the tests ask in Python."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from playwright.sync_api import Page

from agencymap.registry import Registry
from agencymap.render.engine import as_json, engine_data, engine_script

DAYS = ("1999-06-01", "2012-06-01", "2018-06-01", "2023-06-18", "2025-10-01", "2026-11-25")
"""Days on which the answers of the two are compared."""
EXPOSED = """
Registry Snapshot holdsOn partial addMonths nextDay mapLayout
grade coverage agreementsAtRisk fragmentation areasFor findOverlaps findExtraterritorial
findTies crossBorderCounts Day
findNeeds foremost findCounterparts targetPlaces formalities findGaps openQuestions GAP_NUMBERS
countedChannels channelGraph distance findPaths findSinglePoints findBrokers
Speaker Noun label capital shortOf noun officialLang fullName functionNoun seriesNoun mechanismNoun
instrumentName inPlace inPlaces countryName levelName join some count grouped plural longDay
shortDay longDate onDate asOf spanText pinpointText citationText shortSource fold
""".split()
"""What the tests ask for by name."""


def carried(page: str) -> dict[str, Any]:
    """Return the data that the text of the explorer carries."""
    text = page.partition('<script type="text/plain" id="data">')[2].partition("<")[0]
    data: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(text), -zlib.MAX_WBITS))
    return data


def start(page: Page) -> Page:
    """Run the engine on a blank page."""
    page.evaluate(
        f"(() => {{ {engine_script()}\nglobalThis.engine = {{ {', '.join(EXPOSED)} }}; }})()"
    )
    return page


NULL = "(_, x) => x === undefined ? null : x"
"""What is undefined is asked as null, and not left out. Text is read much faster than objects."""


class Engine:
    """The engine on a page, with one registry."""

    def __init__(self, page: Page, registry: Registry) -> None:
        self.page, self.registry = page, registry
        self.name = f"r{id(registry)}"
        page.evaluate(
            "([name, data]) => { globalThis[name] = new engine.Registry(JSON.parse(data)); }",
            [self.name, as_json(engine_data(registry))],
        )

    def ask(self, expression: str, day: str, *arguments: Any) -> Any:
        """Return the value of *expression*, in which ``r``, ``s`` and ``a`` stand for the
        registry, its snapshot of the day and the arguments."""
        text = self.page.evaluate(
            f"([name, day, a]) => {{ const r = globalThis[name], s = new engine.Snapshot(r, day);"
            f" const {{ Registry, Snapshot }} = engine;"
            f" return JSON.stringify({expression}, {NULL}); }}",
            [self.name, day, list(arguments)],
        )
        return json.loads(text)
