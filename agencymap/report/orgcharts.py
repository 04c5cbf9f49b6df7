"""Organisation charts: who stands under whom on the day, drawn and as a list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agencymap.dates import Holds, PartialDate, end_of, holds_on
from agencymap.language import capital, long_day, official_lang, one_stop, pick, plural, short
from agencymap.layout import text_width
from agencymap.model import Parent
from agencymap.report.base import Cell, Run, Writer, t
from agencymap.vocabulary import Country, Level, label

COLUMNS = (5, 6)
"""Columns of a chart: six where five do not hold it on one page."""
WIDTH = 706.0
"""Points across a landscape page of US Letter; A4 is wider."""
HEIGHT = 428.0
"""Points that a chart may fill between its title and its note; A4 is the lower page."""
LINE, PAD, GAP, INDENT, BETWEEN = 9.6, 3.0, 2.3, 8.0, 8.0
"""Points: a line of text, the padding of a box, between boxes, of a level, between columns."""
RECENT_YEARS = 3
"""A dependence that changed within so many years is dated on the chart."""
MIN_TWO_UP = 60
"""Rows from which the list stands in two columns."""
MIN_SERIES = 3
"""Offices of a series under one agency that stand in one box."""


@dataclass(slots=True)
class Node:
    """An agency on the chart, or the offices of a series under one agency."""

    ids: tuple[str, ...]
    below: list[Node] = field(default_factory=list)


def shown(w: Writer) -> set[str]:
    """Return the agencies of the charts: those in scope, and those above them."""
    inside = set(w.found.agencies)
    return inside.union(*(w.snapshot.ancestors[a] for a in inside)) if inside else inside


def _parent(w: Writer, agency: str, among: set[str]) -> str | None:
    above = [p for p in w.registry.parents(agency, w.snapshot.day) if p in among]
    return above[0] if above else None


def tree(w: Writer, country: Country) -> list[tuple[str, list[Node]]]:
    """Return the agencies of a country under each other, by block of the map, titles first.

    An agency whose parent stands on another block begins a tree on its own.
    """
    among = {a for a in shown(w) if w.snapshot.country(a) == country}
    blocks = w.snapshot.blocks
    below: dict[str, list[str]] = defaultdict(list)
    tops: dict[str, list[str]] = defaultdict(list)
    for a in sorted(among, key=lambda x: (short(w.registry.agencies[x], "en").casefold(), x)):
        block = blocks.get(a)
        parent = _parent(w, a, among)
        if parent is not None and blocks.get(parent) == block:
            below[parent].append(a)
        else:
            tops[block.id if block else ""].append(a)
    found = []
    for block_id in [*(b.id for b in w.registry.blocks), ""]:
        if block_id in tops:
            nodes = _nodes(w, tops[block_id], below)
            nodes.sort(key=lambda n: -_size(n))
            title = next((pick(b.name, w.lang) for b in w.registry.blocks if b.id == block_id), "")
            found.append((title, nodes))
    return found


def _nodes(w: Writer, ids: Sequence[str], below: dict[str, list[str]]) -> list[Node]:
    series = Counter(w.registry.agencies[a].series for a in ids)
    grouped: dict[str, list[str]] = defaultdict(list)
    nodes = []
    for a in ids:
        kind = w.registry.agencies[a].series
        if kind is not None and series[kind] >= MIN_SERIES and not below.get(a):
            grouped[kind].append(a)
        else:
            nodes.append(Node((a,), _nodes(w, below.get(a, []), below)))
    return [*nodes, *(Node(tuple(g)) for g in grouped.values())]


def _size(node: Node) -> int:
    return 1 + sum(map(_size, node.below))


# -- dates of dependence ---------------------------------------------------------------------------


def _entry(w: Writer, agency: str) -> Parent | None:
    """Return the principal dependence of an agency on the day, with its dates."""
    for p in w.registry.agencies[agency].parents:
        if not p.contested and holds_on(w.snapshot.day, p.since, p.until) is not Holds.NO:
            return p
    return None


def _recent(w: Writer, when: PartialDate | None) -> bool:
    day = w.snapshot.day
    start = date(day.year - RECENT_YEARS, day.month, min(day.day, 28))
    return when is not None and start <= when.latest <= day


def _before(w: Writer, agency: str, entry: Parent | None) -> list[Parent]:
    """Return the dependences that ended by the day, newest last."""
    ended = [p for p in w.registry.agencies[agency].parents
             if p is not entry and not p.contested and p.until is not None
             and end_of(p.until) <= w.snapshot.day]  # fmt: skip
    return sorted(ended, key=lambda p: p.until.latest if p.until else date.min)


def _when(w: Writer, when: PartialDate | None) -> str:
    """Return a date in figures; of a span, its last day."""
    text = str(when)
    return text if "/" not in text else w.either("by ", "a más tardar ") + text.rpartition("/")[2]


def remarks(w: Writer, agency: str, *, always: bool = False) -> list[str]:
    """Return what a box says of the dependence of an agency: changes, second parents, doubts.

    Args:
        w: the report.
        agency: its id.
        always: say since when it stands where it does, even where that is long ago.
    """
    entry = _entry(w, agency)
    before = _before(w, agency, entry)
    said = []
    since = entry.since if entry else None
    if since is not None and (always or (before and _recent(w, since))):
        text = (w.either("since ", "desde ") if "/" not in str(since) else "") + _when(w, since)
        if before:
            text += w.either("; before: ", "; antes: ") + w.agency(before[-1].agency)
        said.append(text)
    elif entry is None and before and (always or _recent(w, before[-1].until)):
        last = before[-1]
        said.append(w.either("until ", "hasta ") + f"{_when(w, last.until)}: {w.agency(last.agency)}")  # fmt: skip
    others = w.registry.parents(agency, w.snapshot.day)[1:]
    if others:
        said.append(w.either("also under ", "también bajo ") + ", ".join(map(w.agency, others)))
    doubted = w.registry.contested_parents(agency, w.snapshot.day)
    if doubted:
        said.append(w.either("contested: under ", "controvertido: bajo ") + ", ".join(map(w.agency, doubted)))  # fmt: skip
    return said


# -- drawn -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Item:
    """A box before it has a place: its text in lines, its level, and the item it hangs from."""

    text: list[str]
    note: list[str]
    kind: str
    depth: int
    above: _Item | None
    contested: bool = False

    @property
    def height(self) -> float:
        return (len(self.text) + len(self.note)) * LINE + PAD


def _wrapped(text: str, width: float, *, bold: bool = False) -> list[str]:
    """Return the text in lines no wider than *width* points."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, 8, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _item(w: Writer, node: Node, depth: int, above: _Item | None, inside: set[str], full: float) -> _Item:  # fmt: skip
    width = full - depth * INDENT - 9
    first = node.ids[0]
    many = len(node.ids) > 1
    head = depth == 0
    kind = "series" if many else "above" if first not in inside else "head" if head else "unit"
    notes = [] if many else remarks(w, first)
    if head and not many:
        block = w.snapshot.blocks.get(first)
        up = _parent(w, first, shown(w))
        if up is not None and w.snapshot.blocks.get(up) != block:
            notes.insert(0, w.either("under ", "bajo ") + w.agency(up))
    return _Item(
        _wrapped(capital(w.names(node.ids)), width, bold=kind in ("head", "series")),
        [line for note in notes for line in _wrapped(note, width)],
        kind, depth, above,
        contested=bool(w.registry.contested_parents(first, w.snapshot.day)) and not many,
    )  # fmt: skip


def _items(w: Writer, node: Node, inside: set[str], full: float) -> list[_Item]:
    """Return the boxes of a tree in the order in which they are read."""
    found: list[_Item] = []

    def walk(n: Node, depth: int, above: _Item | None) -> None:
        item = _item(w, n, depth, above, inside, full)
        found.append(item)
        for child in n.below:
            walk(child, depth + 1, item)

    walk(node, 0, None)
    return found


def _tall(items: Sequence[_Item]) -> float:
    return sum(x.height + GAP for x in items) + GAP


class _Flow:
    """Sets boxes into columns, and columns onto pages."""

    def __init__(self, w: Writer, columns: int, limit: float) -> None:
        self.w, self.columns, self.limit = w, columns, limit
        self.full = _full(columns)
        self.pages: list[dict[str, list[dict[str, Any]]]] = []
        self.column, self.y = columns, 0.0
        self.placed: dict[int, tuple[int, float, float]] = {}
        """Box → column (counted through all pages), left and lower edge."""

    def turn(self) -> None:
        """Go on in the next column."""
        self.column, self.y = self.column + 1, 0.0
        if self.column >= self.columns:
            self.pages.append({"boxes": [], "lines": [], "heads": []})
            self.column = 0

    @property
    def x(self) -> float:
        return self.column * (self.full + BETWEEN)

    def head(self, text: str, follows: float) -> None:
        """Set the title of a block, together with what follows it."""
        lines = _wrapped(text, self.full, bold=True)
        height = len(lines) * LINE + 2
        if height + follows > self.limit:
            follows = self.limit * 0.4
        if not self.pages or self.y + height + follows > self.limit:
            self.turn()
        self.pages[-1]["heads"].append({"x": _r(self.x), "y": _r(self.y), "text": lines})
        self.y += height

    def tree(self, items: Sequence[_Item]) -> None:
        """Set a tree: whole in a column where it fits, else with its head repeated."""
        if not self.pages or (self.y + _tall(items) > self.limit and ((_tall(items) <= self.limit and self.y > 30) or self.y > self.limit * 0.6)):  # fmt: skip
            self.turn()
        for item in items:
            if self.y + item.height > self.limit:
                self.turn()
                top = items[0]
                if item is not top:
                    more = [*top.text[:-1], top.text[-1] + self.w.either(" (cont.)", " (cont.)")]
                    self.box(_Item(more, [], top.kind, 0, None), top)
            self.box(item, item)
        self.y += GAP

    def box(self, item: _Item, key: _Item) -> None:
        x = self.x + item.depth * INDENT
        here = len(self.pages) * self.columns + self.column
        page = self.pages[-1]
        page["boxes"].append({
            "x": _r(x), "y": _r(self.y), "w": _r(self.full - item.depth * INDENT), "h": _r(item.height),
            "kind": item.kind, "contested": item.contested, "text": item.text, "note": item.note,
        })  # fmt: skip
        above = self.placed.get(id(item.above)) if item.above else None
        if above is not None and above[0] == here:
            self._line(page, above[1] + INDENT / 2, above[2], x, self.y + item.height / 2)
        elif item.above is not None:
            self._line(page, x - INDENT / 2, self.y - GAP, x, self.y + item.height / 2)
        self.placed[id(key)] = (here, x, self.y + item.height)
        self.y += item.height + GAP

    @staticmethod
    def _line(page: dict[str, list[dict[str, Any]]], x1: float, y1: float, x2: float, y2: float) -> None:  # fmt: skip
        page["lines"].append({"x1": _r(x1), "y1": _r(y1), "x2": _r(x1), "y2": _r(y2)})
        page["lines"].append({"x1": _r(x1), "y1": _r(y2), "x2": _r(x2), "y2": _r(y2)})


def _r(x: float) -> float:
    return round(x, 1)


def _full(columns: int) -> float:
    """Return the width of a column."""
    return (WIDTH - (columns - 1) * BETWEEN) / columns


def _set(w: Writer, blocks: Sequence[tuple[str, list[Node]]], inside: set[str]) -> list[dict[str, Any]]:  # fmt: skip
    """Set the trees on as few pages as hold them, with columns as low and even as can be."""
    last: list[dict[str, Any]] = []
    for columns in COLUMNS:
        trees = [
            (title, [_items(w, n, inside, _full(columns)) for n in nodes])
            for title, nodes in blocks
        ]
        heights = [_tall(items) for _, group in trees for items in group]
        limit = min(
            HEIGHT, max(sum(heights) / columns, *(h + 22 for h in heights if h <= HEIGHT), 60.0)
        )
        while True:
            flow = _Flow(w, columns, limit)
            for title, group in trees:
                flow.head(title, _tall(group[0]))
                for items in group:
                    flow.tree(items)
            if len(flow.pages) == 1:
                return flow.pages
            if limit >= HEIGHT:
                break
            limit = min(limit + 12, HEIGHT)
        last = last or list(flow.pages)
    return last


def charts(w: Writer) -> list[dict[str, Any]]:
    """Return the organisation charts of both countries, a figure for each page."""
    inside = set(w.found.agencies)
    found: list[dict[str, Any]] = []
    for country in w.found.sides:
        blocks = tree(w, country)
        if not blocks:
            continue
        pages = _set(w, blocks, inside)
        for n, page in enumerate(pages, 1):
            found.append(_chart(w, country, page, n, len(pages)))
    return found


def _chart(w: Writer, country: Country, page: dict[str, Any], n: int, of: int) -> dict[str, Any]:
    land = label(country, w.lang)
    part = w.either(f" ({n} of {of})", f" ({n} de {of})") if of > 1 else ""
    day = long_day(w.snapshot.day, w.lang)
    heads = [" ".join(b["text"]) for b in page["boxes"] if b["kind"] in ("head", "series")]
    n_boxes, names = len(page["boxes"]), ", ".join(heads)
    top = one_stop(w.either(f"At the top of a tree: {names}. ", f"Encabezan: {names}. ")) if heads else ""  # fmt: skip
    alt = w.either(
        f"Organisation chart, {land}, as of {day}: {n_boxes} {plural(n_boxes, 'box', 'boxes')}. {top}The list that follows gives each with its parent and level.",
        f"Organigrama, {land}, al {day}: {n_boxes} {plural(n_boxes, 'cuadro', 'cuadros')}. {top}La lista que sigue da de cada una su dependencia y su orden de gobierno.",
    )  # fmt: skip
    height = max(b["y"] + b["h"] for b in page["boxes"]) + 3
    note = w.either(
        "What stands under a box belongs to it. A date stands where the dependence changed in the last three years. Offices of one kind in many places stand in one box with their number.",
        "Lo que está bajo un cuadro depende de él. La fecha aparece si la dependencia cambió en los últimos tres años. Las oficinas del mismo tipo en varios lugares están en un cuadro con su número.",
    )  # fmt: skip
    if any(b["kind"] == "above" for b in page["boxes"]):
        note += w.either(" Dotted outline: not in scope, shown because an agency in scope stands under it.", " Contorno punteado: fuera del alcance; aparece porque de ella depende una institución del alcance.")  # fmt: skip
    if any(b["contested"] for b in page["boxes"]):
        note += w.either(" Dashed outline: sources differ on a parent.", " Contorno discontinuo: las fuentes difieren sobre su dependencia.")  # fmt: skip
    return w.figure(
        f"orgchart-{country}" + (f"-{n}" if n > 1 else ""), "orgchart",
        w.either(f"Agencies on file, {land}, as they stand under each other on {day}", f"Instituciones registradas, {land}, según su dependencia al {day}") + part,
        alt, {"country": country.value, "width": WIDTH, "height": _r(height), "line": LINE, **page},
        [(w.either("Note", "Nota"), note)])  # fmt: skip


# -- listed ----------------------------------------------------------------------------------------


def agency_list(w: Writer) -> dict[str, Any]:
    """Return the agencies of the charts with parent and level, a series in one row."""
    inside = set(w.found.agencies)
    rows: list[dict[str, Any]] = []
    for country in (*w.found.sides, Country.INTERNATIONAL):
        band = []
        for _, nodes in tree(w, country):
            for node in nodes:
                band += _rows(w, node, 0, inside)
        if band:
            rows += [{"band": label(country, w.lang)}, *band]
    table = w.table(
        "agencies", w.either("Agencies on file, with parent and level", "Instituciones registradas, con dependencia y orden de gobierno"),
        [(w.either("Agency", "Institución"), "text", 3), (w.either("Under", "Depende de"), "text", 1)], rows,
        notes=[(w.either("Note", "Nota"), w.either(
            "Each dot before a name is a level down. Federal, where no other level of government is named. Grey dates: since when it stands where it does, where a source says so.",
            "Cada punto antes de un nombre es un nivel hacia abajo. Federal, si no se indica otro orden de gobierno. Fechas en gris: desde cuándo depende de ella, si una fuente lo dice."))],
        empty=w.either("No agency is on file in this scope.", "No consta ninguna institución en este alcance."))  # fmt: skip
    return {**table, "dense": True, "up": 2 if len(rows) > MIN_TWO_UP else 1} if table["kind"] == "table" else table  # fmt: skip


def _rows(w: Writer, node: Node, depth: int, inside: set[str]) -> list[dict[str, Any]]:
    first = node.ids[0]
    record = w.registry.agencies[first]
    name: list[Run] = [t("· " * depth)] if depth else []
    if len(node.ids) > 1:
        name.append({"b": capital(w.names(node.ids))})
    else:
        name.append({"b": w.agency(first)})
        # an international body has a name in both languages
        own = w.lang if record.country is Country.INTERNATIONAL else official_lang(record)
        full = pick(record.name, own)
        if full != w.agency(first):
            tag = {"en": "en-US", "es": "es-MX"}[own]
            name += [t(" "), t(full, None if own == w.lang else tag)]
        if first not in inside:
            name.append({"m": w.either(" (not in scope)", " (fuera del alcance)")})
    up = _parent(w, first, shown(w))
    under: Cell = [[t(w.agency(up) if up else "–")]]
    said = [] if len(node.ids) > 1 else remarks(w, first, always=True)
    if record.level is not Level.FEDERAL and record.country is not Country.INTERNATIONAL:
        said.insert(0, label(record.level, w.lang))
    if said:
        name.append({"m": f" · {'; '.join(said)}"})
    id_ = f"series-{record.series}-{up or 'top'}" if len(node.ids) > 1 else f"agency-{first}"
    row = w.row(id_, [name], under)
    if len(node.ids) > 1:
        row["also"] = [f"agency-{a}" for a in node.ids]
    return [row, *(x for child in node.below for x in _rows(w, child, depth + 1, inside))]
