"""The overlap report as a web page and as data; :mod:`agencymap.render.pdf` prints it."""

from __future__ import annotations

import json
from typing import Any

from agencymap.render.pages import asset, csp_hash, page


def report_page(model: dict[str, Any], *, beside: bool = False) -> str:
    """Return the report as one HTML page, complete without its script, that asks for no other file.

    Args:
        model: the report.
        beside: the explorer, the other language and the PDF stand beside it, and are linked.
    """
    style = asset("report.css")
    script = asset("report.js")
    return page(
        "report/report.html",
        r=model,
        w=model["words"],
        beside=beside,
        style=style,
        style_hash=csp_hash(style),
        script=script,
        script_hash=csp_hash(script),
    )


def report_json(model: dict[str, Any]) -> str:
    """Return the content of the report as JSON."""
    return json.dumps(model, ensure_ascii=False, indent=1) + "\n"
