"""The printed pages that differ between two editions of the report.

Pages are told by what stands on them: rows of tables, fact sheets and figures, each known by its
id. What only moved to another page because others came before it is no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from agencymap.analysis.difference import Printed, PrintedPart, Sign
from agencymap.report import report_model
from agencymap.report.editions import Sign as RowSign
from agencymap.report.editions import compare, compare_parts
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang

PagesOf = Callable[[dict[str, Any]], Mapping[str, int]]
"""Lays a report out and returns the page of each row, fact sheet and figure by its id."""


_SIGNS = {
    RowSign.ADDED: Sign.ADDED,
    RowSign.CHANGED: Sign.CHANGED,
    RowSign.WITHDRAWN: Sign.GONE,
}


def printed_changes(base: Snapshot, head: Snapshot, lang: Lang, pages_of: PagesOf) -> Printed:
    """Return the parts of the printed report that differ, in the order of the newer one.

    Args:
        base: the registry before.
        head: the registry after, on the same day.
        lang: language of the report.
        pages_of: lays a report out.
    """
    old, new = report_model(base, lang), report_model(head, lang)
    if old["sections"] == new["sections"]:
        return Printed(lang, ())
    pages = pages_of(old), pages_of(new)
    found: dict[tuple[str, str, str], list[tuple[Sign, str, str]]] = {}
    for r in compare(old, new):
        found.setdefault((r.section, r.section_title, r.table), []).append(
            (_SIGNS[r.sign], r.former_id, r.id)
        )
    for p in compare_parts(old, new):
        found.setdefault((p.section, p.section_title, p.title), []).append(
            (_SIGNS[p.sign], p.id, p.id)
        )
    order = {(s["number"], s["title"]): n for n, s in enumerate((*new["sections"], *old["sections"]))}  # fmt: skip
    return Printed(
        lang,
        tuple(
            PrintedPart(
                *key,
                Counter(sign for sign, _, _ in changes),
                _sorted(
                    pages[0][id_]
                    for sign, id_, _ in changes
                    if sign is not Sign.ADDED and id_ in pages[0]
                ),
                _sorted(
                    pages[1][id_]
                    for sign, _, id_ in changes
                    if sign is not Sign.GONE and id_ in pages[1]
                ),
            )
            for key, changes in sorted(found.items(), key=lambda x: order[x[0][:2]])
        ),
    )


def _sorted(pages: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(pages)))
