"""Where everything stands on the map: pure functions from a snapshot to rectangles.

The United States on the left, Mexico on the right, domains of functions between them and below
these the bodies of no single country; departments in the order of ``map.yaml``, opposite numbers
facing each other. Inside a department the agencies with most cross-border ties stand nearest to
the middle, in classes (0, 1–2, 3–7, 8 or more), among equals those with most duties, in the same
classes, then by id, so that one new record rarely moves anything. Units are CSS pixels at scale 1;
x grows to the right, y downwards. Nothing is random and nothing depends on a font on the machine:
widths are taken from the metrics of Helvetica, the widest of the fallback fonts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agencymap.language import pick, short
from agencymap.model import Domain, MapBlock
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import LANGS, Country

WIDTH, HEIGHT = 1056, 772
LEFT, SPINE, RIGHT = 28, 424, 732
COLUMN, SPINE_WIDTH = 296, 208
TOP, BOTTOM = 55, 759
TITLE, ROW, ROW_GAP, FOOT = 26, 24, 4, 8
BOX_GAP, BOX_PAD, BLOCK_PAD = 4, 8, 8
CARD_GAP = 10
SPINE_GAP = 6
OPEN_COLUMNS = 3
"""Most columns of units in an opened block; more units make it taller."""
OPEN_MOST = 180
"""Most units drawn in an opened block; the last box says how many more there are."""

PHONE_WIDTH = 366
PHONE_COLUMNS = (0, 134, 260)
PHONE_WIDTHS = (106, 98, 106)
PHONE_BOX, PHONE_GAP = 40, 6

# Advance widths of Helvetica in thousandths of the size, from space to tilde.
_METRICS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_ACCENTED = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ’–", "aeiouunAEIOUUN'-")


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of *text* in pixels at that font size."""
    total = 0
    for char in text.translate(_ACCENTED):
        code = ord(char) - 32
        total += _METRICS[code] if 0 <= code < len(_METRICS) else 600
    return total * size / 1000 * (1.06 if bold else 1.0)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the map. ``id`` is an agency, ``series:…``, ``block:…`` or ``domain:…``."""

    id: str
    kind: str
    """agency, series, block, more or domain."""
    block: str
    x: float
    y: float
    w: float
    h: float
    inside: int = 0
    """Units inside."""
    indent: int = 0
    """Depth below the top of its block (opened blocks)."""


@dataclass(frozen=True, slots=True)
class MapLayout:
    """The three arrangements of one map."""

    rest: tuple[Box, ...]
    """Nothing chosen: departments with their agencies, and the domains between them."""
    opened: Mapping[str, tuple[Box, ...]]
    """Block id → the block with all its units, drawn over the column it stands in."""
    phone: tuple[Box, ...]
    """Departments and domains only, for narrow screens."""
    members: Mapping[str, tuple[str, ...]]
    """Box id (agency or series) → the agencies it stands for at rest."""
    home: Mapping[str, str]
    """Agency id → the box that stands for it at rest (a block when it is not drawn)."""


def tie_class(ties: int) -> int:
    """Return the class of a number of ties: 0 for none, 3 for eight or more."""
    return (ties > 0) + (ties > 2) + (ties > 7)


def map_layout(snapshot: Snapshot, ties: Mapping[str, int]) -> MapLayout:
    """Return where everything stands.

    Args:
        snapshot: the registry as of a day.
        ties: agency id → number of its cross-border ties on file.
    """
    blocks = {block.id: _block_tree(snapshot, block, ties) for block in snapshot.registry.blocks}
    rest: list[Box] = []
    members: dict[str, tuple[str, ...]] = {}
    home: dict[str, str] = {}
    for country, x in ((Country.US, LEFT), (Country.MX, RIGHT)):
        side = [b for b in snapshot.registry.blocks if b.country == country]
        rest += _column(snapshot, side, blocks, x)
    rest += _spine(snapshot)
    drawn = {box.id for box in rest}
    for block_id, tree in blocks.items():
        for entry in tree.entries:
            if entry.box in drawn:
                members[entry.box] = entry.agencies
            for agency in entry.agencies:
                home[agency] = entry.box if entry.box in drawn else f"block:{block_id}"
        for root in tree.roots:
            home[root] = f"block:{block_id}"
    return MapLayout(
        rest=tuple(rest),
        opened=_opened(snapshot, blocks, {b.id: b for b in rest}),
        phone=tuple(_phone(snapshot)),
        members=members,
        home=home,
    )


# -- what stands in a block ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Entry:
    """A candidate for a box at rest: an agency with its units, or a series."""

    box: str
    agencies: tuple[str, ...]
    ties: int
    duties: int

    @property
    def rank(self) -> tuple[int, int, str]:
        """Return its place in the block: by class of ties, class of duties, then id."""
        return -tie_class(self.ties), -tie_class(self.duties), self.box


@dataclass(frozen=True, slots=True)
class _Tree:
    roots: tuple[str, ...]
    """Agencies that the block itself stands for."""
    entries: tuple[_Entry, ...]
    order: tuple[tuple[str, int], ...]
    """All units, depth first, with their depth."""
    size: int


def _block_tree(snapshot: Snapshot, block: MapBlock, ties: Mapping[str, int]) -> _Tree:
    here = [a for a, found in snapshot.blocks.items() if found is not None and found.id == block.id]
    inside = set(here)
    roots = tuple(a for a in block.agencies if a in inside)
    below: dict[str | None, list[str]] = {}
    for agency in here:
        parent = next((p for p in snapshot.ancestors[agency] if p in inside), None)
        below.setdefault(parent, []).append(agency)

    def family(agency: str) -> list[str]:
        return [agency, *(f for child in below.get(agency, ()) for f in family(child))]

    tops = [a for a in below.get(None, ()) if a not in roots]
    for root in roots:
        tops += below.get(root, [])
    entries = _entries(snapshot, tops, family, ties)

    order: list[tuple[str, int]] = []

    def visit(agency: str, depth: int) -> None:
        order.append((agency, depth))
        for child in sorted(below.get(agency, ()), key=lambda a: (-_total(family(a), ties), a)):
            visit(child, depth + 1)

    for root in roots:
        order.append((root, 0))
    for top in sorted(tops, key=lambda a: (-tie_class(_total(family(a), ties)), a)):
        visit(top, 1 if roots else 0)
    return _Tree(roots, entries, tuple(order), len(here))


def _total(agencies: Iterable[str], ties: Mapping[str, int]) -> int:
    return sum(ties.get(a, 0) for a in agencies)


def _entries(
    snapshot: Snapshot,
    tops: Sequence[str],
    family: object,
    ties: Mapping[str, int],
) -> tuple[_Entry, ...]:
    assert callable(family)
    duties = Counter(area.agency.id for area in snapshot.counted)

    def entry(box: str, units: tuple[str, ...]) -> _Entry:
        return _Entry(box, units, _total(units, ties), _total(units, duties))

    by_series: dict[str, list[str]] = {}
    entries = []
    for agency in tops:
        series = snapshot.registry.agencies[agency].series
        if series is not None:
            by_series.setdefault(series, []).append(agency)
        else:
            units = tuple(family(agency))
            entries.append(entry(agency, units))
    for series, offices in by_series.items():
        units = tuple(u for office in sorted(offices) for u in family(office))
        box = f"series:{series}" if len(offices) > 2 else offices[0]
        if len(offices) > 2:
            entries.append(entry(box, units))
        else:
            entries += [entry(o, tuple(family(o))) for o in sorted(offices)]
    return tuple(sorted(entries, key=lambda e: e.rank))


def box_label(snapshot: Snapshot, box: str, lang: str) -> str:
    """Return what a box shows: short name, or the plural of the series with its number."""
    registry = snapshot.registry
    if box.startswith("series:"):
        name = pick(registry.series[box.removeprefix("series:")].name, lang)  # type: ignore[arg-type]
        return name[:1].upper() + name[1:]
    return short(registry.agencies[box], lang)  # type: ignore[arg-type]


def _box_width(snapshot: Snapshot, entry: _Entry) -> float:
    """Return a width that fits the label in both languages, bold, with its number."""
    number = len(entry.agencies) - (0 if entry.box.startswith("series:") else 1)
    widest = max(text_width(box_label(snapshot, entry.box, lang), 12, bold=True) for lang in LANGS)
    extra = text_width(f" {number}", 12) if number else 0
    return round(min(widest + extra + 2 * BOX_PAD, COLUMN - 2 * BLOCK_PAD), 1)


# -- at rest -------------------------------------------------------------------------------------


def _column(
    snapshot: Snapshot, side: Sequence[MapBlock], blocks: Mapping[str, _Tree], x: float
) -> list[Box]:
    """Return the blocks of one side from top to bottom, with as many rows as there is room."""
    wanted = {b.id: _rows(snapshot, blocks[b.id].entries, None) for b in side}
    rows = {b.id: 1 for b in side}
    room = BOTTOM - TOP - sum(_height(1) for _ in side) - CARD_GAP * (len(side) - 1) / 2
    for limit in (2, 3):
        for block in side:
            need = ROW + ROW_GAP
            if rows[block.id] == limit - 1 and wanted[block.id] >= limit and room >= need:
                rows[block.id] = limit
                room -= need
    gap = (BOTTOM - TOP - sum(_height(rows[b.id]) for b in side)) / max(len(side) - 1, 1)
    gap = min(max(gap, 4), 12)
    found: list[Box] = []
    y = float(TOP)
    for block in side:
        height = _height(rows[block.id])
        tree = blocks[block.id]
        found.append(
            Box(f"block:{block.id}", "block", block.id, x, round(y, 1), COLUMN, height, tree.size)
        )
        found += _boxes(snapshot, block, tree.entries, rows[block.id], x, y)
        y += height + gap
    return found


def _height(rows: int) -> int:
    return TITLE + rows * ROW + (rows - 1) * ROW_GAP + FOOT


def _lines(
    snapshot: Snapshot, entries: Sequence[_Entry], limit: int | None
) -> list[list[tuple[_Entry, float]]]:
    """Return the entries in lines that fit the column."""
    lines: list[list[tuple[_Entry, float]]] = [[]]
    used = 0.0
    width = COLUMN - 2 * BLOCK_PAD
    for entry in entries:
        w = _box_width(snapshot, entry)
        last = limit is not None and len(lines) == limit
        reserve = 34 if last else 0  # room for "+n"
        if lines[-1] and used + w > width - reserve:
            if last:
                break
            lines.append([])
            used = 0.0
        lines[-1].append((entry, w))
        used += w + BOX_GAP
    return lines


def _rows(snapshot: Snapshot, entries: Sequence[_Entry], limit: int | None) -> int:
    return len(_lines(snapshot, entries, limit))


def _boxes(
    snapshot: Snapshot,
    block: MapBlock,
    entries: Sequence[_Entry],
    rows: int,
    x: float,
    y: float,
) -> list[Box]:
    """Return the boxes of a block; U.S. rows run from the middle outward, to the left."""
    found = []
    lines = _lines(snapshot, entries, rows)
    shown = sum(len(line) for line in lines)
    hidden = sum(len(e.agencies) for e in entries[shown:])
    for number, line in enumerate(lines):
        top = round(y + TITLE + number * (ROW + ROW_GAP), 1)
        offset = float(BLOCK_PAD)
        for entry, w in line:
            left = x + COLUMN - offset - w if block.country is Country.US else x + offset
            inside = len(entry.agencies) - (0 if entry.box.startswith("series:") else 1)
            kind = "series" if entry.box.startswith("series:") else "agency"
            found.append(Box(entry.box, kind, block.id, round(left, 1), top, w, ROW, inside))
            offset += w + BOX_GAP
        if hidden and number == len(lines) - 1:
            w = round(text_width(f"+{hidden}", 12) + 10, 1)
            left = x + COLUMN - offset - w if block.country is Country.US else x + offset
            found.append(
                Box(f"more:{block.id}", "more", block.id, round(left, 1), top, w, ROW, hidden)
            )
    return found


def _spine(snapshot: Snapshot) -> list[Box]:
    """Return the cards of the domains, and below them the blocks that lie between the countries."""
    domains = snapshot.registry.domains
    between = _between(snapshot)
    cards = len(domains) + len(between)
    height = min((BOTTOM - TOP - SPINE_GAP * (cards - 1)) / cards, 96)
    found = []
    for n in range(cards):
        y = round(TOP + n * (height + SPINE_GAP), 1)
        if n < len(domains):
            id_, kind, block, inside = _card(domains[n])
        else:
            id_, kind, block, inside = _band(snapshot, between[n - len(domains)])
        found.append(Box(id_, kind, block, SPINE, y, SPINE_WIDTH, round(height, 1), inside))
    return found


def _between(snapshot: Snapshot) -> list[MapBlock]:
    """Return the blocks of no single country that have an agency on the day."""
    blocks = [b for b in snapshot.registry.blocks if b.country is Country.INTERNATIONAL]
    return [b for b in blocks if _size(snapshot, b)]


def _card(domain: Domain) -> tuple[str, str, str, int]:
    return f"domain:{domain.id}", "domain", "", len(domain.functions)


def _band(snapshot: Snapshot, block: MapBlock) -> tuple[str, str, str, int]:
    return f"block:{block.id}", "block", block.id, _size(snapshot, block)


def _size(snapshot: Snapshot, block: MapBlock) -> int:
    """Return how many agencies of the day stand in the block."""
    return sum(b is not None and b.id == block.id for b in snapshot.blocks.values())


# -- opened and phone ----------------------------------------------------------------------------


def _opened(
    snapshot: Snapshot, blocks: Mapping[str, _Tree], rest: Mapping[str, Box]
) -> dict[str, tuple[Box, ...]]:
    """Return, for each block, its rectangle when opened: in its own column, over its neighbors.

    It begins where the block stands, or higher when it would run below the map, so nothing else
    moves and no tie crosses a box. One column of units, or more when one would not fit.
    """
    found = {}
    room = int((BOTTOM - TOP - TITLE - FOOT) // (ROW + ROW_GAP))
    for block in snapshot.registry.blocks:
        if f"block:{block.id}" not in rest:
            continue
        home = rest[f"block:{block.id}"]
        tree = blocks[block.id]
        units = [(a, max(d - 1, 0)) for a, d in tree.order if d or a not in tree.roots]
        left = len(units) - OPEN_MOST + 1 if len(units) > OPEN_MOST else 0
        if left:
            units = [*units[: OPEN_MOST - 1], (f"more:{block.id}", 0)]
        columns = min(max(-(-len(units) // room), 1), OPEN_COLUMNS)
        rows = -(-len(units) // columns)
        height = TITLE + max(rows, 1) * (ROW + ROW_GAP) + FOOT
        y = max(min(home.y, BOTTOM - height), TOP)
        width = (home.w - 2 * BLOCK_PAD - (columns - 1) * BOX_GAP) / columns
        boxes = []
        for n, (agency, depth) in enumerate(units):
            column, row = divmod(n, rows)
            indent = min((16 if columns == 1 else 6) * depth, width / 3)
            edge = home.x + BLOCK_PAD + column * (width + BOX_GAP)
            # the U.S. side reads from the middle outward, as at rest
            more = left and n == len(units) - 1
            shift = 0.0 if block.country is Country.US else indent
            boxes.append(
                Box(agency, "more" if more else "agency", block.id, round(edge + shift, 1),
                    round(y + TITLE + row * (ROW + ROW_GAP), 1), round(width - indent, 1), ROW,
                    left if more else 0, depth)
            )  # fmt: skip
        frame = Box(
            home.id, "block", block.id, home.x, round(y, 1), home.w, round(height, 1), tree.size
        )
        found[block.id] = (frame, *boxes)
    return found


def _phone(snapshot: Snapshot) -> list[Box]:
    """Return departments and domains in three narrow columns."""
    found = []
    cards = [_card(d) for d in snapshot.registry.domains]
    cards += [_band(snapshot, b) for b in _between(snapshot)]
    step = PHONE_BOX + PHONE_GAP
    for n, (id_, kind, at, inside) in enumerate(cards):
        found.append(
            Box(id_, kind, at, PHONE_COLUMNS[1], 30 + n * step, PHONE_WIDTHS[1], PHONE_BOX, inside)
        )
    total = 30 + len(cards) * step - PHONE_GAP
    for country, column in ((Country.US, 0), (Country.MX, 2)):
        side = [b for b in snapshot.registry.blocks if b.country == country]
        height = (total - 30 - PHONE_GAP * (len(side) - 1)) / len(side) if side else 0
        height = min(max(height, PHONE_BOX), 84)
        for n, block in enumerate(side):
            found.append(
                Box(f"block:{block.id}", "block", block.id, PHONE_COLUMNS[column],
                    round(30 + n * (height + PHONE_GAP), 1), PHONE_WIDTHS[column],
                    round(height, 1), _size(snapshot, block))
            )  # fmt: skip
    return found
