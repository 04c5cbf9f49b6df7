"""Lists of the pages of a kind: their parts, groups and rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agencymap.language import capital, fold, long_day, official_lang, pick
from agencymap.render.entries.parts import Row
from agencymap.render.entries.words import TITLES
from agencymap.render.entries.writer import Writer
from agencymap.render.pages import template
from agencymap.vocabulary import Country, label


def index(w: Writer, kind: str) -> str:
    """Return the list of the pages of a kind."""
    lede = w.words("ledeIndex", d=long_day(w.snapshot.day, w.lang))
    return template("entries.html").render(
        groups=groups(w, kind), explorer=f"../index.html#lang={w.lang}", stem="index",
        title=TITLES[kind][w.n], description=lede, lede=lede, **w.frame(kind),
    )  # fmt: skip


def groups(w: Writer, kind: str) -> list[tuple[str, str, list[tuple[str, str, list[Row]]]]]:
    """Return the records of a kind for its index: parts, their groups, their rows."""
    if kind == "functions":
        return [
            (
                d.id,
                pick(d.name, w.lang),
                [("", "", [_row(w, kind, f.id) for f in d.functions])],
            )
            for d in w.registry.domains
        ]
    parts = []
    for country in Country:
        rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
        if kind == "agencies":
            for block in w.registry.blocks:
                rows[block.id, pick(block.name, w.lang)] = []
        for id_, group in _grouped(w, kind, country):
            rows[group].append(_row(w, kind, id_))
        found = [(id_, name, sorted(x, key=_by_name)) for (id_, name), x in rows.items() if x]
        if kind != "agencies":
            found.sort(key=lambda group: fold(group[1]))
        if found:
            parts.append((country.value, label(country, w.lang), found))
    return parts


def _grouped(w: Writer, kind: str, country: Country) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the records of a country with the id and the name of their group."""
    if kind == "agencies":
        for a in w.registry.agencies.values():
            if a.country is country:
                block = w.registry.block_of(a.id, w.snapshot.day)
                yield a.id, (block.id, pick(block.name, w.lang)) if block else ("", "")
        return
    records = w.registry.mechanisms if kind == "mechanisms" else w.registry.instruments
    for record in records.values():
        if record.country is country:
            yield (
                record.id,
                (
                    f"{country.value}-{record.kind.value}",
                    capital(label(record.kind, w.lang)),
                ),
            )


def _row(w: Writer, kind: str, id_: str) -> Row:
    full, lang, note = "", "", ""
    if kind == "agencies":
        a = w.registry.agencies[id_]
        full, lang = pick(a.name, official_lang(a)), w.foreign(official_lang(a))
        if id_ not in w.snapshot.agencies:
            note = w.words("ended")
    elif kind == "functions":
        full = w.text(w.registry.functions[id_].definition)
    elif kind == "mechanisms":
        m = w.registry.mechanisms[id_]
        full, note = pick(m.name, w.lang), label(m.status, w.lang)
    else:
        i = w.registry.instruments[id_]
        full, note = pick(i.name, w.lang), label(i.status, w.lang)
    name = w.short(kind, id_)
    return Row(name, w.link(kind, id_), "" if full == name else full, lang, note)


def _by_name(row: Row) -> tuple[str, str]:
    return fold(row.name), row.link
