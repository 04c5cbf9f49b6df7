"""Maps of tiles: what is on file of each state, for a function that offices of a series hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencymap.dates import Holds, PartialDate, end_of
from agencymap.language import capital, join, long_day, series_noun
from agencymap.model import Series, Tally
from agencymap.registry import Area
from agencymap.report.base import Cell, Writer, t
from agencymap.vocabulary import HELD, Country, Exclusive, Status

GRID = (
    "BCN SON CHH COA NLE TAM",
    "BCS SIN DUR ZAC SLP",
    ". NAY JAL AGU GUA QUE HID VER",
    ". . COL MIC MEX CMX TLA PUE . . YUC",
    ". . . . GRO MOR OAX CHP TAB CAM ROO",
)
"""The states of Mexico as equal tiles in rough place, a line for each row."""

POSITIONS = {
    code: (x, y)
    for y, line in enumerate(GRID)
    for x, code in enumerate(line.split())
    if code != "."
}
MOST_PANELS = 4
"""Days that one figure shows side by side."""

MIN_TILES = 3
"""States from which a map is drawn."""

STATES = ("held", "some", "contested", "announced", "absent", "empty")
"""What a tile can say, the firmest first."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What is on file of each state on one day."""

    function: str
    day: date
    states: Mapping[str, str]
    """Code of a state → one of :data:`STATES`."""
    tally: Tally | None
    """The newest number a source gives, where it is larger than what is on file by name."""
    sole: tuple[str, ...]
    """Agencies that a source calls the only holder, when no office of the series is on file."""
    areas: tuple[Area, ...]

    def codes(self, *states: str) -> list[str]:
        """Return the codes of the tiles in one of these states, in alphabetical order."""
        return sorted(c for c, state in self.states.items() if state in states)

    @property
    def named(self) -> int:
        """Return how many offices are on file by name, contested ones among them."""
        return len(self.codes("held", "contested"))

    @property
    def total(self) -> int:
        """Return how many offices hold the function, by name or by a source's count."""
        return self.tally.count if self.tally else self.named


def members(w: Writer, series: Series) -> dict[str, str]:
    """Return the offices of a series by the code of their state, or nothing if one has no state."""
    found: dict[str, str] = {}
    mine = [a for a in w.registry.agencies.values() if a.series == series.id]
    for a in mine:
        named = [p[3:] for r in a.responsibilities for p in r.places if p.startswith("MX-")]
        code = next((p for p in named if p in POSITIONS), a.id[-3:].upper())
        if code in POSITIONS:
            found[code] = a.id
    return found if series.country is Country.MX and len(found) == len(mine) >= MIN_TILES else {}


def _series_of(w: Writer, function: str) -> Series | None:
    """Return the series of states whose offices have areas of a function on file."""
    for a in w.registry.areas:
        if a.responsibility.function == function and a.agency.series is not None:
            series = w.registry.series[a.agency.series]
            if members(w, series):
                return series
    return None


def _holding(w: Writer, areas: Iterable[Area], day: date) -> list[Area]:
    return [a for a in areas if w.registry.area_holds(a, day) is not Holds.NO]


def _state(areas: Sequence[Area]) -> str:
    """Return what the areas of one office say together; what is held counts first."""
    said = {a.responsibility.status for a in areas}
    for status, state in (
        (Status.CONTESTED, "contested"),
        (Status.ASSERTED, "held"),
        (Status.ASSERTED_ABSENT, "absent"),
        (Status.ANNOUNCED, "announced"),
    ):
        if status in said:
            return state
    return "empty"


def panel(w: Writer, series: Series, function: str, day: date) -> Panel:
    """Return what is on file of each state on a day.

    A source that calls another agency the only holder says of every office that it does not hold
    the function. Where a source counts more offices than are on file by name, the rest stands
    among those of which nothing is on file; if these are too few, among the announced as well.
    """
    here = [a for a in w.registry.areas if a.responsibility.function == function]
    areas = _holding(w, here, day)
    states = {
        code: _state([a for a in areas if a.agency.id == id_])
        for code, id_ in members(w, series).items()
    }
    sole = tuple(dict.fromkeys(
        a.agency.id for a in areas
        if a.agency.series is None and a.agency.country == series.country
        and a.responsibility.exclusive is Exclusive.SOLE and a.responsibility.status in HELD
    ))  # fmt: skip
    named = sum(x in ("held", "contested") for x in states.values())
    if sole:
        states = {c: "absent" if x == "empty" else x for c, x in states.items()}
    known = [x for x in series.tallies
             if x.function == function and x.status in HELD and x.as_of.latest <= day]  # fmt: skip
    newest = max(known, key=lambda x: x.as_of.latest, default=None)
    tally = newest if newest is not None and newest.count > named else None
    if tally is not None:
        left = [c for c, x in states.items() if x == "empty"]
        if len(left) < tally.count - named:
            left += [c for c, x in states.items() if x == "announced"]
        states |= dict.fromkeys(left, "some")
    mine = tuple(a for a in areas if a.agency.series == series.id or a.agency.id in sole)
    return Panel(function, day, states, tally, sole if not named else (), mine)


def turning_points(w: Writer, series: Series, function: str) -> list[date]:
    """Return the days on which the number of holders changed, the day of the report last."""
    day = w.snapshot.day
    spans = [(a.responsibility.since, a.responsibility.until) for a in w.registry.areas
             if a.responsibility.function == function
             and (a.agency.series == series.id or a.responsibility.exclusive is Exclusive.SOLE)]  # fmt: skip
    dated: list[PartialDate | None] = [x for pair in spans for x in pair]
    candidates = {x.latest for x in dated if x is not None}
    candidates |= {end_of(until) for _, until in spans if until is not None}
    candidates |= {x.as_of.latest for x in series.tallies if x.function == function}
    found: list[tuple[date, Panel]] = []
    for d in sorted(x for x in candidates if x < day):
        p = panel(w, series, function, d)
        if not p.total and not p.sole:
            continue
        if not found or found[-1][1].total != p.total:
            found.append((d, p))
    now = panel(w, series, function, day)
    if found and found[-1][1].total == now.total:
        found.pop()
    days = [d for d, _ in found]
    if len(days) >= MOST_PANELS:
        days = [days[0], *days[-(MOST_PANELS - 2) :]]
    return [*days, day]


# -- drawn -----------------------------------------------------------------------------------------


def _key(w: Writer, panels: Sequence[Panel]) -> list[dict[str, str]]:
    said = {
        "held": w.either("on file, by name", "consta, por nombre"),
        "some": w.either("some of these; no source read says which", "algunas de estas; ninguna fuente leída dice cuáles"),
        "contested": w.either("contested", "controvertido"),
        "announced": w.either("announced, not counted", "anunciado, no se cuenta"),
        "absent": w.either("a source says that it does not", "ausencia documentada"),
        "empty": w.words()["none"],
    }  # fmt: skip
    used = {x for p in panels for x in p.states.values()}
    return [{"state": x, "text": said[x]} for x in STATES if x in used]


def _counted(w: Writer, p: Panel) -> str:
    """Return what stands beside the number of a panel."""
    if p.sole:
        names = join([str(w.speaker.agency(a)) for a in p.sole], "en")
        only = join([w.speaker.agency(a).a for a in p.sole], "es")
        return w.either(f"a source calls {names} the only one", f"una fuente señala como única {only}")  # fmt: skip
    if p.tally is not None:
        more = p.tally.count - p.named
        return w.either(f"{p.named} by name, {more} among the hatched", f"{p.named} por nombre, {more} entre las rayadas")  # fmt: skip
    return w.either("by name", "por nombre") if p.named else ""


def _said(w: Writer, p: Panel) -> str:
    """Return the facts of a panel in words."""
    named = {x["state"]: x["text"] for x in _key(w, [p])}
    parts = [f"{text}: {', '.join(p.codes(state))}" for state, text in named.items()]
    of = w.either("of", "de")
    return f"{long_day(p.day, w.lang)}, {p.total} {of} {len(p.states)}: " + "; ".join(parts) + "."


def _drawn(w: Writer, p: Panel, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "number": f"{p.total} / {len(p.states)}",
        "text": _counted(w, p),
        "tiles": [
            {"x": POSITIONS[c][0], "y": POSITIONS[c][1], "code": c, "state": state}
            for c, state in sorted(p.states.items())
        ],
    }


def _figure(w: Writer, id_: str, title: str, panels: Sequence[tuple[Panel, str]]) -> dict[str, Any]:
    alone = [p for p, _ in panels]
    data = {"panels": [_drawn(w, p, head) for p, head in panels], "key": _key(w, alone), "width": 11, "height": 5}  # fmt: skip
    return w.figure(
        id_, "tiles", title, f"{title}. " + " ".join(_said(w, p) for p in alone), data,
        [(w.either("Note", "Nota"), w.either(
            "Letters: ISO 3166-2:MX. Tiles have equal size and approximate place. A beginning known as a span counts from its first day.",
            "Letras: ISO 3166-2:MX. Cuadros iguales, en lugar aproximado. Si el comienzo se conoce por periodo, cuenta su primer día."))])  # fmt: skip


def state_tiles(
    w: Writer, function: str, days: Sequence[date], id_: str | None = None
) -> dict[str, Any] | None:
    """Return the figure of the states for a function on some days, or None without a series."""
    series = _series_of(w, function)
    if series is None or not days:
        return None
    panels = [panel(w, series, function, d) for d in days]
    title = _title(w, series, [function], days)
    return _figure(w, id_ or f"tiles-{function.replace('.', '-')}", title,
                   [(p, long_day(p.day, w.lang)) for p in panels])  # fmt: skip


def _title(w: Writer, series: Series, functions: Sequence[str], days: Sequence[date]) -> str:
    kind = series_noun(series, w.lang).text
    what = join([w.speaker.function(f).text for f in functions], w.lang)
    when = (
        w.either("at {n} dates", "en {n} fechas").replace("{n}", str(len(set(days))))
        if len(set(days)) > 1
        else w.either("as of ", "al ") + long_day(days[0], w.lang)
    )
    return f"{capital(what)}, {kind}, {when}"


def in_scope(w: Writer) -> list[tuple[Series, str]]:
    """Return the functions in scope of which offices of a series of states have areas on file."""
    snapshot = w.snapshot
    found: dict[str, str] = {}
    for a in (*snapshot.held, *snapshot.announced, *snapshot.asserted_absent):
        r = a.responsibility
        if (
            a.agency.series is not None
            and a.agency.country in w.found.sides
            and w.found.has_function(r.function)
            and w.found.has_place(r.places)
            and w.found.concerns(a.agency.id)
        ):
            found.setdefault(r.function, a.agency.series)
    order = list(w.registry.function_tree)
    return [(w.registry.series[s], f) for f, s in sorted(found.items(), key=lambda x: order.index(x[0]))
            if members(w, w.registry.series[s])]  # fmt: skip


def states(w: Writer) -> list[dict[str, Any]]:
    """Return the figures of the states and the table of the same facts."""
    followed: list[list[Panel]] = []
    now: list[Panel] = []
    for series, f in in_scope(w):
        panels = [panel(w, series, f, d) for d in turning_points(w, series, f)]
        if len(panels) > 2 and f.partition(".")[2]:
            followed.append(panels)
        else:
            now.append(panels[-1])
    if not (followed or now):
        return []
    blocks: list[dict[str, Any]] = []
    for panels in followed:
        figure = state_tiles(w, panels[0].function, [p.day for p in panels], f"states-{panels[0].function.replace('.', '-')}")  # fmt: skip
        if figure is not None:
            blocks.append(figure)
    for start in range(0, len(now), MOST_PANELS):
        some = now[start : start + MOST_PANELS]
        title = w.either(
            f"Functions held by offices of the states, as of {long_day(w.snapshot.day, 'en')}",
            f"Funciones a cargo de oficinas estatales, al {long_day(w.snapshot.day, 'es')}",
        )
        blocks.append(_figure(w, f"states-{start + 1}", title, [(p, w.fname(p.function)) for p in some]))  # fmt: skip
    return [*blocks, _table(w, [*(p for panels in followed for p in panels), *now])]


def _table(w: Writer, panels: Sequence[Panel]) -> dict[str, Any]:
    """Return the same facts as a table, a row for each drawing."""
    rows = []
    for n, p in enumerate(panels, 1):
        code = f"S-{n:02d}"
        cited = list({c.source: c for a in p.areas for c in a.responsibility.citations}.values())
        if p.tally is not None:
            cited = [*p.tally.citations, *cited]

        rows.append(w.row(
            f"states-{p.function.replace('.', '-')}-{p.day}", [[{"b": code}]],
            [[{"b": w.fname(p.function)}], [t(p.day.isoformat())]], [[t(f"{p.total} {w.either('of', 'de')} {len(p.states)}")]],
            _listed(w, p), [[w.cite(cited, code, 3)]]))  # fmt: skip
    table = w.table(
        "state-offices", w.either("Offices of the states, by function and day", "Oficinas estatales, por función y fecha"),
        [("Id", "id", 0.5), (w.either("Function, day", "Función, fecha"), "text", 1.5), (w.either("Hold it", "La tienen"), "number", 0.7),
         (w.either("What is on file of each", "Qué consta de cada una"), "text", 4.6), (w.either("Source", "Fuente"), "text", 1.5)], rows,
        notes=[(w.either("Note", "Nota"), w.either(
            "A source’s count stands only where it is larger than the number on file by name; the rest is then among the offices of which nothing else is on file. Contested offices count by name.",
            "La cuenta de una fuente solo aparece si es mayor que el número que consta por nombre; el resto está entre las oficinas de las que nada más consta. Las controvertidas cuentan por nombre."))])  # fmt: skip
    return {**table, "dense": True, "up": 1}


def _listed(w: Writer, p: Panel) -> Cell:
    """Return the states of a panel in words, a line for each thing that is on file."""
    cell: Cell = []
    if p.sole or p.tally is not None:
        cell.append([t(capital(_counted(w, p)))])
    for x in _key(w, [p]):
        codes = p.codes(x["state"])
        all_ = len(codes) == len(p.states) > 1
        names = w.either(f"all {len(codes)}", f"las {len(codes)}") if all_ else f"{len(codes)}: {', '.join(codes)}"  # fmt: skip
        cell.append([{"b": f"{capital(x['text'])}, "}, t(names)])
    return cell


__all__ = ["POSITIONS", "Panel", "in_scope", "panel", "state_tiles", "states", "turning_points"]
