"""The overlap report as a web page and as data; :mod:`agencymap.render.pdf` prints it."""

from __future__ import annotations

import json
from typing import Any

from agencymap.render.pages import asset, csp_hash, page


def report_page(model: dict[str, Any]) -> str:
    """Return the report as one HTML page that needs no script and asks the network for nothing."""
    style = asset("report.css")
    return page("report/report.html", r=model, w=model["words"], style=style, style_hash=csp_hash(style))


def report_json(model: dict[str, Any]) -> str:
    """Return the content of the report as JSON."""
    return json.dumps(model, ensure_ascii=False, indent=1) + "\n"
