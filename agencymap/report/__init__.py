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

from collections.abc import Sequence
from typing import Any

from agencymap.analysis.scope import Scope, ScopedFindings
from agencymap.analysis.whole import AllFindings
from agencymap.report import (
    appendices,
    back,
    border,
    cases,
    changes,
    coordination,
    editions,
    front,
    gaps,
    holders,
    method,
    options,
    overlaps,
    sheets,
)
from agencymap.report.base import APPENDICES, NUMBERS, Layout, Paper, Writer
from agencymap.report.editions import FORMAT, Former
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang


def report_model(
    snapshot: Snapshot,
    lang: Lang,
    found: AllFindings | None = None,
    *,
    scope: Scope | None = None,
    layout: Layout | None = None,
    since: Former | None = None,
) -> dict[str, Any]:
    """Return the report: ``format``, ``meta``, ``cover``, ``highlights``, ``sections``, ``records``.

    Args:
        snapshot: the registry as of a day.
        lang: language of the report.
        found: its findings, when they have been computed already.
        scope: what the report is about; nothing is left out without one.
        layout: banner and paper; without one US Letter and no banner.
        since: an earlier edition, for the section on what changed.

    ``records`` is what a later edition is compared with; no renderer shows it. Same snapshot and language, same value. Sources are numbered in the order of first citation.
    """
    w = Writer(ScopedFindings(found or AllFindings(snapshot), scope), lang, layout or Layout())
    numbered = [
        method.purpose(w), method.reading(w), method.data(w), holders.matrix(w),
        holders.fragments(w), overlaps.overlap_section(w), coordination.coordination(w),
        border.counterparts(w), gaps.gap_section(w),
    ]  # fmt: skip
    sheets.link(w, numbered)
    pages = cases.cases(w)
    last = [changes.changes(w, since), options.options(w), options.views(w)]
    for section in (*numbered, *last):
        section["number"] = NUMBERS[section["id"]]
    highlights = front.highlights(w)
    lettered = [
        appendices.method(w), appendices.taxonomy(w), appendices.places(w), back.sources(w),
        appendices.words(w), back.reproducibility(w), appendices.accessibility(w),
    ]  # fmt: skip
    for section in lettered:
        section["number"] = NUMBERS[section["id"]]
    sections = [*numbered, *pages, *last, *lettered]
    for section in sections:
        section["follows"] = _follows(section, w.found.scope)
    return {
        "format": FORMAT,
        "meta": w.meta(),
        "words": w.words(),
        "cover": front.cover(w),
        "highlights": highlights,
        "sections": sections,
        "records": [e.as_list() for e in editions.ledger(w)],
    }


_SHORT = frozenset(
    {
        "reading",
        "data",
        "fragmentation",
        "overlaps",
        "coordination",
        "counterparts",
        "gaps",
        "options",
        "views",
    }
)
"""Sections that begin below the one before them, as the appendices do, even in the whole report."""


def _follows(section: dict[str, Any], scope: Scope | None) -> bool:
    """Return whether a section begins on the page where the one before it ends, if it fits there.

    In the whole report most begin a page; in one on a part, few fill one.
    """
    if section["id"] == "purpose" or section.get("landscape"):
        return False
    part = scope is not None and not scope.whole
    return part or section["id"] in _SHORT or section["id"] in APPENDICES


def former_edition(
    found: AllFindings,
    lang: Lang,
    *,
    scope: Scope | None = None,
    layout: Layout | None = None,
    whole: bool = False,
) -> Former:
    """Return an earlier day or edition to compare with; *whole* makes its report, too."""
    w = Writer(ScopedFindings(found, scope), lang, layout or Layout())
    model = report_model(found.snapshot, lang, found, scope=scope, layout=layout) if whole else None
    return Former(found.snapshot.day, w.registry.info.edition, editions.ledger(w), model=model)


def change_sheet(
    model: dict[str, Any],
    former: Former,
    found: AllFindings,
    *,
    scope: Scope | None = None,
    layout: Layout | None = None,
    pages: Sequence[dict[str, int]] = ({}, {}),
) -> dict[str, Any]:
    """Return the change sheet between a former edition and the report *model*, to be rendered.

    Args:
        model: the report of this edition.
        former: the earlier edition, with its model.
        found: what *model* was made of.
        scope: the scope of both.
        layout: banner and paper.
        pages: row → page, of the former and of this edition, where they are known.
    """
    w = Writer(ScopedFindings(found, scope), model["meta"]["lang"], layout or Layout())
    meta = w.meta()
    meta["title"] = w.either(
        "Change sheet: overlap report", "Hoja de cambios: reporte de traslapes"
    )
    return {
        "format": "agencymap-changes/1",
        "meta": meta,
        "words": w.words(),
        "sections": changes.sheet(w, former, model, pages),
    }


__all__ = [
    "FORMAT",
    "Former",
    "Layout",
    "Paper",
    "Scope",
    "change_sheet",
    "former_edition",
    "report_model",
]
