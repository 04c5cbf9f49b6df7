"""A page for every agency, function, mechanism and instrument: the whole record, without a script.

The explorer computes what it shows; these pages hold the same statements as plain HTML as of the
day of the build, for readers without JavaScript, for search engines and for print. Sentences on
findings come from :mod:`agencymap.sentences`; nothing is worded anew here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any, Final

from agencymap.analysis.whole import AllFindings
from agencymap.render.entries import agencies, functions, instruments, lists, mechanisms
from agencymap.render.entries.day import Day
from agencymap.render.entries.parts import Entry
from agencymap.render.entries.writer import Writer
from agencymap.render.structured import structured
from agencymap.vocabulary import LANGS, Lang

KINDS: Final = ("agencies", "functions", "mechanisms", "instruments")
"""Folders of the pages."""

_ENTRIES: Final[dict[str, Callable[[Writer, Any], Entry]]] = {
    "agencies": agencies.entry,
    "functions": functions.entry,
    "mechanisms": mechanisms.entry,
    "instruments": instruments.entry,
}
"""Kind → what makes the page of one of its records."""


def entry_makers(found: AllFindings) -> dict[str, Callable[[], str]]:
    """Return, by its path, what makes each page, and an index for each kind and language."""
    day = cache(lambda: Day(found))
    return {path: make for lang in LANGS for path, make in _makers(day, found, lang)}


def _makers(
    day: Callable[[], Day], found: AllFindings, lang: Lang
) -> Iterator[tuple[str, Callable[[], str]]]:
    registry = found.snapshot.registry
    writer = cache(lambda: Writer(day(), lang))

    def entry(kind: str, id_: str) -> str:
        records = getattr(registry, kind)
        made = _ENTRIES[kind](writer(), records[id_])
        made.data = structured(found.snapshot, kind, id_, lang)
        return writer().page(made)

    for kind in KINDS:
        for id_ in getattr(registry, kind):
            yield f"{kind}/{id_}.{lang}.html", partial(entry, kind, id_)
    for kind in KINDS:
        yield f"{kind}/index.{lang}.html", partial(_index, writer, kind)


def _index(writer: Callable[[], Writer], kind: str) -> str:
    return lists.index(writer(), kind)


def entry_pages(found: AllFindings) -> Iterator[tuple[str, str]]:
    """Yield the path and the HTML of every page, and of one index for each kind and language."""
    for path, make in entry_makers(found).items():
        yield path, make()
