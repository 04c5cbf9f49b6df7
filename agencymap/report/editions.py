"""Two editions of the report compared: what is on file, and the rows of the tables.

:func:`ledger` says what a report rests on, record by record and finding by finding; :func:`moved`
compares two ledgers, :func:`compare` two report models row by row. Rows and records are the same
when their id is: a number on paper (US-05) may change when others come before it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from agencymap.analysis.resilience import FailureKind
from agencymap.dates import Holds, holds_on
from agencymap.errors import AgencymapError
from agencymap.language import capital, date_cell, instrument_name, pick
from agencymap.model import Citation
from agencymap.report.base import Writer
from agencymap.report.border import meetings, place_text
from agencymap.vocabulary import AGREEMENT_KINDS, HELD, InstrumentKind, Lang, label

FORMAT = "agencymap-report/1"
"""Format of the reports that are written as data, and can be compared."""

RECORDS = ("agency", "area", "channel", "mechanism", "agreement", "overlap")
"""Kinds compared without being asked for: the cheap ones."""
AGREEMENTS = AGREEMENT_KINDS | {InstrumentKind.STATEMENT}
"""Kinds of instrument that are agreements; laws stand beside the duties that rest on them."""
KINDS = (*RECORDS, "gap", "need", "single-point", "counterpart")


class Sign(StrEnum):
    """What happened to a record or a row."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record or finding that a report rests on, in the words of its language."""

    kind: str
    id: str
    group: str
    """What it is listed under: the agency of an area, the function of an overlap."""
    name: str
    state: str
    """What is compared: role and places, grade, participants; empty when only its being there is."""
    since: str = ""
    until: str = ""
    citations: tuple[Citation, ...] = field(default=(), compare=False, repr=False)

    def as_list(self) -> list[str]:
        """Return what the data file holds of it."""
        return [self.kind, self.id, self.group, self.name, self.state, self.since, self.until]


@dataclass(frozen=True, slots=True)
class Move:
    """An entry that came, went, or is another than it was."""

    sign: Sign
    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """Return the entry as it is, or as it was last."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Former:
    """An earlier edition to compare with: its day, its ledger, and its report where one is asked."""

    day: date
    edition: str
    entries: tuple[Entry, ...]
    kinds: tuple[str, ...] = KINDS
    model: dict[str, Any] | None = None
    reason: str = ""
    """Why this day, when the user named none."""


# -- the ledger ------------------------------------------------------------------------------------


def ledger(w: Writer, kinds: Sequence[str] = KINDS) -> tuple[Entry, ...]:
    """Return what the report of *w* rests on, in the order of *kinds*."""
    makers = {
        "agency": _agencies,
        "area": _areas,
        "channel": _channels,
        "mechanism": _mechanisms,
        "agreement": _agreements,
        "overlap": _overlaps,
        "gap": _gaps,
        "need": _needs,
        "single-point": _points,
        "counterpart": _counterparts,
    }
    return tuple(e for kind in kinds for e in makers[kind](w))


def _agencies(w: Writer) -> Iterator[Entry]:
    for id_ in w.found.agencies:
        a = w.registry.agencies[id_]
        parents = ", ".join(w.agency(p) for p in w.registry.parents(id_, w.snapshot.day))
        state = w.either(f"under {parents}", f"depende de: {parents}") if parents else ""
        yield Entry(
            "agency", id_, label(a.country, w.lang), w.agency(id_), state,
            date_cell(a.founded, w.lang), date_cell(a.dissolved, w.lang), a.citations,
        )  # fmt: skip


def _areas(w: Writer) -> Iterator[Entry]:
    for area in w.found.held:
        r = area.responsibility
        parts = [label(r.role, w.lang)]
        if r.places:
            parts.append(", ".join(pick(w.registry.places[p].name, w.lang) for p in r.places))
        if r.status.value != "asserted":
            parts.append(label(r.status, w.lang))
        group = f"{w.fname(r.function)}, {label(area.agency.country, w.lang)}"
        yield Entry(
            "area", area.id, group, w.agency(area.agency.id), ", ".join(parts),
            date_cell(r.since, w.lang), date_cell(r.until, w.lang), r.citations,
        )  # fmt: skip


def _channels(w: Writer) -> Iterator[Entry]:
    day = w.snapshot.day
    for x in w.found.links:
        known = x.since is not None or any(
            (d := w.registry.spoken(c)) is None or d <= day for c in x.citations
        )
        if x.status in HELD and known and holds_on(day, x.since, x.until) is not Holds.NO:
            who = " – ".join(w.agency(a) for a in x.parties)
            yield Entry("channel", x.id, who, capital(label(x.kind, w.lang)),
                        ", ".join(w.fname(f) for f in x.functions), date_cell(x.since, w.lang), date_cell(x.until, w.lang), x.citations)  # fmt: skip


def _mechanisms(w: Writer) -> Iterator[Entry]:
    for m in w.found.mechanisms:
        who = w.names([p.agency for p in w.snapshot.participants(m)])
        name = pick(m.acronym or m.name, w.lang)
        yield Entry(
            "mechanism",
            m.id,
            name,
            name,
            who,
            date_cell(m.since, w.lang),
            date_cell(m.until, w.lang),
            m.citations,
        )


def _agreements(w: Writer) -> Iterator[Entry]:
    for i in w.found.instruments:
        shared = len(i.parties) >= 2 or len(i.countries) >= 2
        if shared and i.kind in AGREEMENTS and w.snapshot.instrument_in_force(i):
            name = instrument_name(i, w.lang)
            yield Entry("agreement", i.id, name, name, w.names(i.parties), date_cell(i.since or i.signed, w.lang), date_cell(i.until, w.lang), i.citations)  # fmt: skip


def _overlaps(w: Writer) -> Iterator[Entry]:
    for o in w.overlaps:
        country = label(w.snapshot.country(o.agencies[0]), w.lang)
        state = f"{w.words()['grade']} {o.grade.value}"
        yield Entry("overlap", o.id, f"{w.fname(o.function)}, {country}", " × ".join(map(w.agency, o.agencies)), state)  # fmt: skip


def _gaps(w: Writer) -> Iterator[Entry]:
    for g in w.gaps:
        if g.need is None:
            yield Entry("gap", g.id, w.fname(g.function), w.speaker.gap(g), "")


def _needs(w: Writer) -> Iterator[Entry]:
    for n in w.needs:
        if n.unmet:
            yield Entry("need", n.id, w.agency(n.agency.id), w.speaker.need(n), "")


def _points(w: Writer) -> Iterator[Entry]:
    for p in w.points:
        number = f"{len(p.cut_off)}/{len(p.users)}" if p.kind is FailureKind.GATEWAY else ""
        yield Entry("single-point", p.id, w.agency(p.agency), w.speaker.single_point(p), number)


def _counterparts(w: Writer) -> Iterator[Entry]:
    for m in meetings(w):
        state = f"{w.agency(m.us)} – {w.names(m.mx)}, {w.words()['grade']} {m.grade}"
        where = f", {place_text(w, m.places)}" if m.places else ""
        yield Entry(
            "counterpart", m.id, w.fname(m.function), f"{w.fname(m.function)}{where}", state
        )


def moved(old: Sequence[Entry], new: Sequence[Entry], kinds: Sequence[str] = KINDS) -> list[Move]:
    """Return what differs between two ledgers: added, changed, withdrawn, each in its order."""
    before = {(e.kind, e.id): e for e in old if e.kind in kinds}
    after = {(e.kind, e.id): e for e in new if e.kind in kinds}
    found = [Move(Sign.ADDED, None, e) for k, e in after.items() if k not in before]
    found += [
        Move(Sign.CHANGED, before[k], e)
        for k, e in after.items()
        if k in before and before[k].state != e.state
    ]
    return found + [Move(Sign.WITHDRAWN, e, None) for k, e in before.items() if k not in after]


def _entry(values: Sequence[object]) -> Entry:
    kind, id_, group, name, state, since, until = map(str, values)
    return Entry(kind, id_, group, name, state, since, until)


def former_report(data: Any, name: str, lang: Lang, scope: str) -> Former:
    """Return the edition that a report written as data holds.

    Raises:
        AgencymapError: it is of another format, language or scope.
    """
    found = data.get("format") if isinstance(data, dict) else None
    if found != FORMAT:
        raise AgencymapError(
            f"{name} is of format {found or 'unknown'}; this version reads {FORMAT}"
        )
    try:
        meta, records = data["meta"], data["records"]
        entries = tuple(_entry(r) for r in records)
        day, edition = date.fromisoformat(meta["as_of"]), str(meta["edition"])
        other, about = meta["lang"], meta["scope"]
    except (KeyError, TypeError, ValueError):
        raise AgencymapError(f"{name} is no whole report; write it with --format json") from None
    if other != lang:
        raise AgencymapError(f"{name} is a report in another language; add --lang {other}")
    if about != scope:
        raise AgencymapError(
            f"{name} is a report on another scope ({about or 'everything'}); name the same"
        )
    return Former(day, edition, entries, model=data)


# -- the rows of two reports -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table that came, went, or reads otherwise."""

    sign: Sign
    section: str
    """Number of the section; empty for a page without one."""
    section_title: str
    table: str
    """Title of the table."""
    id: str
    """The anchor of the row, the same in both editions."""
    heads: tuple[str, ...]
    before: tuple[Any, ...]
    """The cells in the former edition; none for a row that was added."""
    after: tuple[Any, ...]
    old_number: str
    number: str
    follows: str
    """Number of the row before it in this edition; empty for the first of its table."""
    differing: tuple[int, ...] = ()
    """Cells that read otherwise, by their place in the row."""
    former_id: str = ""
    """Its anchor in the former edition, which is a number for a source; empty for a row added."""


_LEFT_OUT = frozenset({"changes", "reproducibility"})
"""Sections that speak of the edition itself: they are replaced as a whole."""
_NUMBER = re.compile(r"\b(?:US|MX|[A-Z])-?F?\d{2,3}[a-z]?\b")


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[RowChange]:
    """Return the rows that differ between two reports, in the order of the newer one.

    What was withdrawn from a table follows what is in it. Numbers of rows, and of sources, are
    places on paper and no difference, wherever they stand.
    """
    sides = [_rows(m) for m in (old, new)]
    before, after = (dict(side) for side in sides)
    texts = [_Texts(m, side) for m, side in zip((old, new), (before, after), strict=True)]
    found: list[RowChange] = []
    titles = {r.table_id: r.table for side in (before, after) for r in side.values()}
    tables = dict.fromkeys((*(r.table_id for r in after.values()), *(r.table_id for r in before.values())))  # fmt: skip
    for table in tables:
        previous = ""
        for key, row in after.items():
            if row.table_id != table:
                continue
            was = before.get(key)
            if was is None:
                found.append(row.change(Sign.ADDED, None, titles[table], previous))
            else:
                cells = [texts[0].cells(was), texts[1].cells(row)]
                differ = tuple(i for i, (a, b) in enumerate(zip(*cells, strict=False)) if a != b)
                if differ or len(cells[0]) != len(cells[1]):
                    found.append(row.change(Sign.CHANGED, was, titles[table], previous, differ))
            previous = row.number
        found += [
            row.change(Sign.WITHDRAWN, row, titles[table])
            for key, row in before.items()
            if row.table_id == table and key not in after
        ]
    return found


@dataclass(frozen=True, slots=True)
class PartChange:
    """A fact sheet or a figure that came, went, or reads otherwise."""

    sign: Sign
    section: str
    section_title: str
    id: str
    """Its anchor, the same in both editions."""
    title: str


def compare_parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[PartChange]:
    """Return the fact sheets and figures that differ between two reports.

    They stand in the order of the newer report, withdrawn ones last. As in :func:`compare`, the
    numbers of rows, of sources and of the figures themselves are no difference.
    """
    texts = [_Texts(m, dict(_rows(m))) for m in (old, new)]
    before, after = (dict(_parts(m)) for m in (old, new))

    def said(side: int, part: Mapping[str, Any]) -> str:
        text = json.dumps(texts[side].plain({k: v for k, v in part.items() if k != "number"}))
        return text.replace(part["code"], "") if "code" in part else text

    def change(sign: Sign, side: Mapping[str, Any], id_: str) -> PartChange:
        section, part = side[id_]
        title = part["short"] if part["kind"] == "sheet" else part["title"]
        return PartChange(sign, section["number"], section["title"], id_, title)

    found = []
    for id_, (_, part) in after.items():
        if id_ not in before:
            found.append(change(Sign.ADDED, after, id_))
        elif said(0, before[id_][1]) != said(1, part):
            found.append(change(Sign.CHANGED, after, id_))
    return found + [change(Sign.WITHDRAWN, before, id_) for id_ in before if id_ not in after]


def _parts(model: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Mapping[str, Any], Mapping[str, Any]]]]:  # fmt: skip
    """Yield each fact sheet and figure with its section, by its id."""
    for s in model["sections"]:
        if s["id"] not in _LEFT_OUT:
            for b in s["blocks"]:
                if b["kind"] in ("sheet", "figure"):
                    yield b["id"], (s, b)


@dataclass(frozen=True, slots=True)
class _Row:
    section: str
    section_title: str
    table_id: str
    table: str
    id: str
    heads: tuple[str, ...]
    cells: tuple[Any, ...]
    numbered: bool
    also: tuple[str, ...] = ()
    """Ids of the findings that share the row; each has a number below the first."""

    @property
    def numbers(self) -> Iterator[tuple[str, str]]:
        """Yield the numbers on paper in the first cell, each with the id it stands for."""
        first = self.cells[0] if self.numbered and self.cells else []
        for id_, paragraph in zip((self.id, *self.also), first, strict=False):
            yield "".join(_words(run) for run in paragraph[:1]) or id_, id_

    @property
    def number(self) -> str:
        """Return the number in the row's first cell; where rows have none, what it says, or its id."""
        return next((number for number, _ in self.numbers), self._said or self.id)

    @property
    def _said(self) -> str:
        """Return the name that a row without a number begins with: what is bold, else the line."""
        line = self.cells[0][0] if self.cells and self.cells[0] else []
        bold = [str(run["b"]) for run in line if "b" in run]
        return " ".join("".join(bold or map(_words, line)).strip(" ·").split())[:60]

    def change(
        self,
        sign: Sign,
        was: _Row | None,
        table: str,
        follows: str = "",
        differing: tuple[int, ...] = (),
    ) -> RowChange:
        """Return what happened to this row; a withdrawn one is its own former."""
        return RowChange(
            sign, self.section, self.section_title, table, self.id, self.heads,
            was.cells if was else (), () if sign is Sign.WITHDRAWN else self.cells,
            was.number if was else "", "" if sign is Sign.WITHDRAWN else self.number, follows, differing,
            was.id if was else "",
        )  # fmt: skip


def _rows(model: Mapping[str, Any]) -> list[tuple[tuple[str, str], _Row]]:
    """Return the rows of all tables that are compared, by table and id."""
    found: list[tuple[tuple[str, str], _Row]] = []
    for s in model["sections"]:
        if s["id"] in _LEFT_OUT:
            continue
        for b in s["blocks"]:
            if b["kind"] not in ("table", "matrix"):
                continue
            for row in b["rows"]:
                if b["kind"] == "matrix":
                    heads, cells, numbered = _letters(b, row)
                elif "cells" in row:
                    heads = tuple(c["head"] for c in b["columns"])
                    cells = tuple(row["cells"])
                    if b["id"] == "sources":  # the uses follow from the other tables
                        cells = (cells[0], [cells[1][0][:-1]])
                    numbered = b["columns"][0]["kind"] == "id"
                else:
                    continue
                # a source is known by its record: its anchor is its number, a place on paper
                key = (b["id"], str(row.get("key", row["id"])))
                found.append((key, _Row(s["number"], s["title"], b["id"], b["title"], row["id"], heads, cells, numbered, tuple(row.get("also", ())))))  # fmt: skip
    return found


def _letters(b: Mapping[str, Any], row: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Any, ...], bool]:  # fmt: skip
    """Return a row of the matrix as cells: function, then agencies with their roles on each side."""
    sides = []
    for side in ("us", "mx"):
        held = [f"{name} {x['role']}" for name, x in zip(b[side], row[side], strict=True) if x]
        sides.append([[{"t": ", ".join(held) or "–"}]])
    cells = ([[{"b": str(row["id"])}]], [[{"t": str(row["name"])}]], *sides)
    return ("", "", "US", "MX"), cells, True


def _words(run: Mapping[str, Any]) -> str:
    for key in ("t", "b", "m", "role", "practice", "grade"):
        if key in run:
            return str(run[key])
    return ""


class _Texts:
    """The cells of one report as text in which numbers on paper are the ids they stand for."""

    def __init__(self, model: Mapping[str, Any], rows: Mapping[tuple[str, str], _Row]) -> None:
        self.ids = {n: i for r in rows.values() for n, i in r.numbers}
        self.sources = {r.number: key for (table, key), r in rows.items() if table == "sources"}

    def cells(self, row: _Row) -> list[str]:
        found = []
        for i, c in enumerate(row.cells):
            paragraphs = c[1 + len(row.also) :] if i == 0 and row.numbered else c
            found.append(" / ".join("".join(map(self._run, p)) for p in paragraphs))
        return found

    def plain(self, value: Any) -> Any:
        """Return any value of the model with ids in place of numbers on paper."""
        if isinstance(value, str):
            return _NUMBER.sub(lambda m: self.ids.get(m[0], m[0]), value)
        if isinstance(value, list):
            return [self.plain(x) for x in value]
        if isinstance(value, dict):
            if "cite" in value:
                return self._run(value)
            return {k: self.plain(x) for k, x in value.items()}
        return value

    def _run(self, run: Mapping[str, Any]) -> str:
        if "cite" in run:
            cited = "; ".join(f"{self.sources.get(str(n), n)}, {pin}" for n, pin in run["cite"])
            return f"[{cited}]{run.get('weak', '')}"
        return _NUMBER.sub(lambda m: self.ids.get(m[0], m[0]), _words(run))
