"""The overlap report as a value: sections of findings and tables, in one language.

``report_model`` is pure; what it returns is JSON-able and the only thing a renderer sees. All
sentences, plurals, dates, order and numbers are made here, once; renderers choose layout only.

A *cell* is a list of paragraphs, a paragraph a list of *runs*, a run a dictionary with one key:

=========== ==============================================================
``t``       text; with ``lang`` when it is in the other language
``b``       text in bold
``m``       text of second rank
``grade``   coordination grade, 0 to 4
``role``    role letter; with ``status`` when not simply asserted
``practice`` y, n or ?
``cite``    [[source number, pinpoint], …]; with ``weak`` when all are weak sources
=========== ==============================================================
"""

from __future__ import annotations

from typing import Any

from agencymap.analysis.scope import Scope, ScopedFindings
from agencymap.analysis.whole import AllFindings
from agencymap.report import (
    back,
    border,
    changes,
    coordination,
    front,
    gaps,
    holders,
    method,
    overlaps,
)
from agencymap.report.base import Layout, Paper, Writer
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang

FORMAT = "agencymap-report/1"


def report_model(
    snapshot: Snapshot,
    lang: Lang,
    found: AllFindings | None = None,
    *,
    scope: Scope | None = None,
    layout: Layout | None = None,
) -> dict[str, Any]:
    """Return the report: ``format``, ``meta``, ``cover``, ``highlights``, ``sections``, ``sources``.

    Args:
        snapshot: the registry as of a day.
        lang: language of the report.
        found: its findings, when they have been computed already.
        scope: what the report is about; nothing is left out without one.
        layout: banner and paper; without one US Letter and no banner.

    Same snapshot and language, same value. Sources are numbered in the order of first citation.
    """
    w = Writer(ScopedFindings(found or AllFindings(snapshot), scope), lang, layout or Layout())
    sections = [
        method.purpose(w), method.reading(w), method.data(w), holders.matrix(w),
        holders.fragments(w), overlaps.overlap_section(w), coordination.coordination(w),
        border.counterparts(w), gaps.gap_section(w), changes.changes(w),
    ]  # fmt: skip
    for number, section in enumerate(sections, 1):
        section["number"] = str(number)
    highlights = front.highlights(w)
    sources = back.sources(w)
    appendix = back.reproducibility(w)
    sources["number"], appendix["number"] = "A", "B"
    return {
        "format": FORMAT,
        "meta": w.meta(),
        "words": w.words(),
        "cover": front.cover(w),
        "highlights": highlights,
        "sections": [*sections, sources, appendix],
    }


__all__ = ["FORMAT", "Layout", "Paper", "Scope", "report_model"]
