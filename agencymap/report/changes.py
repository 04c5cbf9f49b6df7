"""What changed: succession events, and what came, changed and went since an earlier edition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from textwrap import wrap
from typing import Any

from agencymap.analysis.difference import page_ranges
from agencymap.analysis.scope import ScopedFindings
from agencymap.language import capital, date_cell, join, long_day, pick, plural
from agencymap.registry import LocatedChange
from agencymap.report.base import NUMBERS, Cell, Run, Writer, t
from agencymap.report.editions import (
    KINDS,
    RECORDS,
    Former,
    Move,
    PartChange,
    RowChange,
    Sign,
    compare,
    compare_parts,
    ledger,
    moved,
)
from agencymap.vocabulary import label

MAX_EVENTS = 8
"""Events that a timeline shows; more are a table only."""
_PER_ROW = 12
"""Records that one row lists."""
_SECTIONS = {
    "agency": ("matrix",), "area": ("matrix", "fragmentation"), "channel": ("coordination",),
    "mechanism": ("coordination",), "agreement": ("coordination",), "overlap": ("overlaps",),
    "gap": ("gaps",), "need": ("gaps",), "single-point": ("gaps",), "counterpart": ("counterparts",),
}  # fmt: skip
"""Kind of entry → the sections that tell it."""


def turning_point(w: Writer) -> Former | None:
    """Return the registry's latest turning point before the day, to compare with unasked."""
    points = [
        (p.day.latest, pick(p.reason, w.lang))
        for p in w.registry.info.turning_points
        if p.day.latest < w.snapshot.day
    ]
    if not points:
        return None
    day, reason = max(points)
    return former_of(w, day, kinds=RECORDS, reason=reason)


def former_of(
    w: Writer, day: date, *, kinds: Sequence[str] = KINDS, reason: str = ""
) -> Former:  # fmt: skip
    """Return the same registry and scope as of an earlier day."""
    then = Writer(ScopedFindings(w.found.all.on(day), w.found.scope), w.lang, w.layout)
    return Former(day, w.registry.info.edition, ledger(then, kinds), tuple(kinds), reason=reason)


def changes(w: Writer, since: Former | None = None) -> dict[str, Any]:
    """Return the section: succession events, then what differs from the former edition.

    Args:
        w: the writer of the report.
        since: the edition to compare with; without one all events, and the latest turning point.
    """
    events = [
        e for e in w.found.changes if since is None or e.change.date.latest > since.day
    ]  # fmt: skip
    former = since or turning_point(w)
    title = w.either("What changed", "Qué cambió")
    if since is not None:
        title = w.either(f"What changed since {long_day(since.day, 'en')}", f"Qué cambió desde el {long_day(since.day, 'es')}")  # fmt: skip
    blocks: list[dict[str, Any]] = []
    if former is not None:
        now = ledger(w, former.kinds)
        moves = moved(former.entries, now, former.kinds)
        blocks += _moved(w, former, moves)
    blocks.append(_events(w, events))
    if since is not None:
        blocks += _timeline(w, events, since.day)
    return {
        "id": "changes",
        "title": title,
        "side": w.either("Succession of a body does not imply that of its duties or agreements.", "La sucesión de una institución no implica la de sus funciones ni la de sus acuerdos."),
        "blocks": blocks,
    }  # fmt: skip


def _events(w: Writer, events: Sequence[LocatedChange]) -> dict[str, Any]:
    """Return T18: the succession events, newest first."""
    nth: Counter[str] = Counter()
    rows = []
    for n, e in enumerate(reversed(events), 1):
        number, id_ = f"E-{n:02d}", f"change:{e.agency.id}:{e.change.date}:{e.change.kind}"
        nth[id_] += 1
        if nth[id_] > 1:
            id_ += f":{nth[id_]}"
        rows.append(w.row(id_, [[{"b": number}], [t(date_cell(e.change.date, w.lang))]], [[{"b": w.agency(e.agency.id)}], [{"m": label(e.change.kind, w.lang)}]],
                          [[t(pick(e.change.statement, w.lang)), t(" "), w.cite(e.change.citations, number, 2)]],
                          [[t(label(e.change.carries_agreements, w.lang))]]))  # fmt: skip
    return w.table(
        "changes", w.either("Succession events, newest first: who took over from whom", "Sucesiones, de la más reciente a la más antigua: quién sucedió a quién"),
        [(w.either("Id, date", "Id, fecha"), "id", 0.9), (w.either("Agency", "Institución"), "text", 1.2), (w.either("What happened", "Qué ocurrió"), "text", 4.4),
         (w.either("Agreements passed on?", "¿Pasaron los acuerdos?"), "text", 0.9)], rows,
        empty=w.either("No succession event is on file.", "No consta ninguna sucesión.")) | {"dense": len(rows) > 12}  # fmt: skip


# -- records and findings --------------------------------------------------------------------------


def _kinds(w: Writer) -> dict[str, str]:
    return {
        "agency": w.either("Agencies", "Instituciones"),
        "area": w.either("Responsibilities", "Ámbitos de competencia"),
        "channel": w.either("Channels", "Vías"),
        "mechanism": w.either("Mechanisms", "Mecanismos"),
        "agreement": w.either("Agreements in force", "Acuerdos en vigor"),
        "overlap": w.either("Overlaps", "Traslapes"),
        "gap": w.either("Gaps", "Vacíos"),
        "need": w.either("Unmet needs", "Necesidades no atendidas"),
        "single-point": w.either("Single points of failure", "Puntos únicos de falla"),
        "counterpart": w.either("Counterparts", "Instituciones homólogas"),
    }


def _signs(w: Writer) -> dict[Sign, str]:
    return {
        Sign.ADDED: w.either("+ Added", "+ Se agrega"),
        Sign.CHANGED: w.either("~ Changed", "~ Cambia"),
        Sign.WITHDRAWN: w.either("× Withdrawn", "× Se retira"),
    }


def _claim(w: Writer, n: Counter[Sign]) -> str:
    a, c, x = (n[s] for s in Sign)
    total = a + c + x
    if not total:
        return w.either("Nothing on file differs", "Nada de lo que consta es distinto")
    return w.either(
        f"Entries that differ: {total}; {a} added, {c} changed, {x} withdrawn",
        f"Asientos distintos: {total}; {a} se {plural(a, 'agrega', 'agregan')}, {c} {plural(c, 'cambia', 'cambian')}, {x} se {plural(x, 'retira', 'retiran')}",
    )


def _bars(w: Writer) -> str:
    return w.either(
        "A bar in the margin marks each line: solid for an addition, double for a change, broken for a withdrawal. The word stands beside it.",
        "Una barra al margen marca cada renglón: continua si se agrega, doble si cambia, discontinua si se retira. La palabra va al lado.",
    )


def _moved(w: Writer, former: Former, moves: Sequence[Move]) -> list[dict[str, Any]]:
    """Return what is compared, how many entries differ, and T19."""
    names = _kinds(w)
    what = w.either(
        f"Compared with what was on file for {long_day(former.day, 'en')}, registry edition {former.edition}",
        f"Comparación con lo que consta al {long_day(former.day, 'es')}, edición del registro {former.edition}",
    )
    what += f" ({former.reason})." if former.reason else "."
    if set(former.kinds) != set(KINDS):
        left = join([names[k][0].lower() + names[k][1:] for k in KINDS if k not in former.kinds], w.lang)  # fmt: skip
        what += " " + w.either(f"Not compared unless an edition is named (--since): {left}.", f"No se comparan si no se indica una edición (--since): {left}.")  # fmt: skip
    counted = Counter((m.entry.kind, m.sign) for m in moves)
    counts = [
        w.row(f"moved-{k}", [[{"b": names[k]}]], *([[t(str(counted[k, s]))]] for s in Sign))
        for k in former.kinds
    ]  # fmt: skip
    signs = _signs(w)
    return [
        w.finding(_claim(w, Counter(m.sign for m in moves)), what, _bars(w) if moves else ""),
        w.table("moved-counts", w.either("How many entries differ", "Cuántos asientos son distintos"),
                [(w.either("Kind", "Tipo"), "text", 3), *((signs[s], "number", 1) for s in Sign)], counts if moves else [],
                empty=w.either("No entry was added, changed or withdrawn.", "Ningún asiento se agregó, cambió ni se retiró.")),
        w.table("moved", w.either("Added, changed and withdrawn", "Lo que se agrega, cambia y se retira"),
                [(w.either("Change", "Cambio"), "text", 0.95), (w.either("Record", "Asiento"), "text", 1.9), (w.either("What changed; source", "Qué cambió; fuente"), "text", 4.4), (w.either("In effect", "Vigencia"), "text", 0.9),
                 (w.either("Section", "Sección"), "text", 0.65)],
                _move_rows(w, moves)) | {"dense": True},
    ] if moves else [w.finding(_claim(w, Counter()), what)]  # fmt: skip


def _move_rows(w: Writer, moves: Sequence[Move]) -> list[dict[str, Any]]:
    """Return the rows of T19: by kind and sign, entries of one group together."""
    rows: list[dict[str, Any]] = []
    names, signs = _kinds(w), _signs(w)
    order = {k: i for i, k in enumerate(KINDS)}
    rank = {s: i for i, s in enumerate(Sign)}
    # groups stand in the order of the records, which is that of either language
    nth: dict[str, int] = {}
    for m in moves:
        nth.setdefault(m.entry.group, len(nth))
    ordered = sorted(moves, key=lambda m: (order[m.entry.kind], rank[m.sign], nth[m.entry.group]))
    for kind, mine in groupby(ordered, key=lambda m: m.entry.kind):
        rows.append({"band": names[kind]})
        for (sign, group), same in groupby(mine, key=lambda m: (m.sign, m.entry.group)):
            together = list(same)
            for i in range(0, len(together), _PER_ROW):
                part = together[i : i + _PER_ROW]
                rows.append(_move_row(w, kind, sign, group, part, signs[sign]))
    return rows


def _move_row(
    w: Writer, kind: str, sign: Sign, group: str, part: Sequence[Move], word: str
) -> dict[str, Any]:
    first = part[0].entry
    id_ = f"moved:{kind}:{first.id}"
    said = "; ".join(_said(w, m) for m in part)
    dates = sorted({d for m in part if (d := m.entry.until if sign is Sign.WITHDRAWN else m.entry.since)})  # fmt: skip
    when = dates[0] if dates else ""
    if len(dates) > 1:
        days = sorted(x for d in dates for x in re.findall(r"\d{4}(?:-\d\d){0,2}", d))
        when = f"{days[0]} – {days[-1]}"
    if kind not in RECORDS or kind == "overlap":
        when = w.either("computed", "se calcula")
    cited = list(dict.fromkeys(c for m in part for c in m.entry.citations[:1]))
    record: Cell = [[{"b": group}, *([{"m": f" ({len(part)})"}] if len(part) > 1 else [])]]
    told = ", ".join(NUMBERS[x] for x in _SECTIONS[kind])
    what: list[Run] = [t(said)]
    if cited:
        what += [t(" "), w.cite(cited, w.either(f"section {told}", f"sección {told}"), 2)]
    row = w.row(id_, [[{"b": word}]], record, [what], [[t(when or "–")]], [[t(told)]])
    row["sign"] = sign.value
    return row


def _said(w: Writer, m: Move) -> str:
    """Return what one entry says: its name and state, or the state before and after."""
    e = m.entry
    own = "" if e.name == e.group else e.name
    if m.sign is Sign.CHANGED and m.before is not None and m.after is not None:
        none = w.words()["none"]
        now = f"{m.before.state or none} → {m.after.state or none}"
        return f"{own}: {now}" if own else now
    if m.sign is Sign.WITHDRAWN:
        return own or e.name
    if not own:
        return e.state or w.either("on file", "consta")
    return f"{own} ({e.state})" if e.state else own


# -- the timeline ----------------------------------------------------------------------------------


def _timeline(w: Writer, events: Sequence[LocatedChange], start: date) -> list[dict[str, Any]]:
    """Return F5: when the succession events took effect; none when they are too many to read."""
    if not 2 <= len(events) <= MAX_EVENTS:
        return []
    marks = [
        (
            min(e.change.date.latest, w.snapshot.day),
            date_cell(e.change.date, w.lang),
            f"{w.agency(e.agency.id)}: {label(e.change.kind, w.lang)}",
        )
        for e in events
    ]
    data = timeline(marks, start, w.snapshot.day)
    said = "; ".join(f"{when}: {what}" for _, when, what in marks)
    return [w.figure(
        "changes-timeline", "timeline", w.either("When the succession events took effect", "Cuándo ocurrieron las sucesiones"),
        w.either(f"Events on a line, oldest first. {said}.", f"Sucesos en una línea, del más antiguo al más reciente. {said}."), data)]  # fmt: skip


def timeline(marks: Sequence[tuple[date, str, str]], start: date, end: date) -> dict[str, Any]:
    """Return where events stand on a line from 0 to 1, labels above and below by turns."""
    whole = max(1, (end - start) // timedelta(days=1))
    gap = 0.235
    placed: list[dict[str, Any]] = []
    free = {True: 0.0, False: 0.0}
    for n, (when, said, what) in enumerate(sorted(marks)):
        x = min(1.0, max(0.0, (when - start) / timedelta(days=1) / whole))
        up = n % 2 == 0
        at = max(x, free[up])
        free[up] = at + gap
        placed.append({"x": round(x, 4), "at": at, "up": up, "date": said, "text": what, "lines": wrap(what, 22)[:3]})  # fmt: skip
    for up in (True, False):
        limit = 1.0 - gap + 0.015
        for e in reversed([e for e in placed if e["up"] is up]):
            e["at"] = round(min(e["at"], limit), 4)
            limit = e["at"] - gap
    years = [y for y in range(start.year + 1, end.year + 1) if len(range(start.year, end.year)) <= 10 or y % 5 == 0]  # fmt: skip
    ticks = [
        {"x": round((date(y, 1, 1) - start) / timedelta(days=1) / whole, 4), "text": str(y)}
        for y in years
    ]
    return {"events": placed, "ticks": ticks}


# -- the change sheet ------------------------------------------------------------------------------


def sheet(
    w: Writer, former: Former, model: dict[str, Any], pages: Sequence[dict[str, int]] = ({}, {})
) -> list[dict[str, Any]]:
    """Return the sections of the change sheet: what to replace, insert and remove, row by row.

    Args:
        w: a writer of its own, for the numbers of tables.
        former: the earlier edition, with its model.
        model: the report of this edition.
        pages: row → page, of the former and of this edition, where they are known.
    """
    assert former.model is not None
    rows, parts = compare(former.model, model), compare_parts(former.model, model)
    counted: Counter[tuple[str, str, str, Sign]] = Counter(
        (r.section, r.section_title, r.table, r.sign) for r in rows
    )
    signs = _signs(w)
    keys = list(dict.fromkeys((r.section, r.section_title, r.table) for r in rows))
    first = {
        "id": "sheet",
        "number": "",
        "title": w.either("Change sheet", "Hoja de cambios"),
        "side": w.either(
            f"For holders of the report as of {long_day(former.day, 'en')}, registry edition {former.edition}",
            f"Para quien tiene el reporte al {long_day(former.day, 'es')}, edición del registro {former.edition}"),
        "blocks": [
            w.finding(_claim(w, Counter(r.sign for r in rows)).replace(w.either("Entries", "Asientos"), w.either("Rows", "Renglones")),
                      _bars(w) if rows else "", w.either(
                          f"A row is known by its id, the last line of what to do. Its number follows the order of the table and may differ between the editions; a row whose number alone differs is not listed. {capital(w.section('changes'))} and {w.section('reproducibility')} speak of the edition itself: replace them as a whole.",
                          f"Un renglón se reconoce por su identificador, la última línea de qué hacer. Su número sigue el orden de la tabla y puede variar entre ediciones; no se listan los renglones en que solo varía el número. La {w.section('changes')} y el {w.section('reproducibility')} tratan de la edición misma: se reemplazan completos."),
                      *_pages(w, rows, parts, pages)),
            w.table("sheet-counts", w.either("Rows that differ, by table", "Renglones distintos, por tabla"),
                    [(w.either("Section", "Sección"), "id", 0.7), (w.either("Table", "Tabla"), "text", 4), *((signs[s], "number", 1) for s in Sign)],
                    [w.row(f"sheet-count-{n}", [[{"b": k[0] or "–"}]], [[t(k[2] if k[0] else f"{k[1]}: {k[2]}")]], *([[t(str(counted[*k, s]))]] for s in Sign)) for n, k in enumerate(keys, 1)],
                    empty=w.either("The tables of the two editions hold the same rows.", "Las tablas de ambas ediciones tienen los mismos renglones.")),
            _drawn(w, parts, pages),
        ],
    }  # fmt: skip
    found: list[dict[str, Any]] = [first]
    for (number, title), mine in groupby(rows, key=lambda r: (r.section, r.section_title)):
        blocks: list[dict[str, Any]] = []
        for name, of_table in groupby(mine, key=lambda r: r.table):
            n = len(found) * 100 + len(blocks)
            blocks.append(w.table(
                f"sheet-{n}", name,
                [(w.either("What to do", "Qué hacer"), "text", 1.7), (w.either("Former text", "Texto anterior"), "text", 2.4), (w.either("New text", "Texto nuevo"), "text", 2.4)],
                [_sheet_row(w, f"sheet-{n}:{r.sign}:{r.id}", r, pages) for r in of_table]))  # fmt: skip
        found.append({"id": f"sheet-section-{len(found)}", "number": number, "title": title, "side": "", "blocks": blocks, "follows": True})  # fmt: skip
    return found


def _pages(
    w: Writer,
    rows: Sequence[RowChange],
    parts: Sequence[PartChange],
    pages: Sequence[dict[str, int]],
) -> list[str]:
    """Return on which pages of either edition something listed stands; none where unknown."""
    old = [x.former_id for x in rows] + [x.id for x in parts if x.sign is not Sign.ADDED]
    new = [x.id for x in rows if x.sign is not Sign.WITHDRAWN]
    new += [x.id for x in parts if x.sign is not Sign.WITHDRAWN]
    sides = [
        sorted({at[i] for i in ids if i in at}) for at, ids in zip(pages, (old, new), strict=True)
    ]
    if not any(sides):
        return []
    was, now = (page_ranges(side) or w.either("none", "ninguna") for side in sides)
    return [w.either(
        f"Something listed below stands on these pages of the former edition: {was}; and on these of this one: {now}.",
        f"Algo de lo listado está en estas páginas de la edición anterior: {was}; y en estas de la presente: {now}.")]  # fmt: skip


def _drawn(
    w: Writer, parts: Sequence[PartChange], pages: Sequence[dict[str, int]]
) -> dict[str, Any]:
    """Return the fact sheets and figures that differ: what follows from the rows, drawn anew."""
    signs = _signs(w)
    verbs = {
        Sign.ADDED: w.either("Insert", "Insertar"),
        Sign.CHANGED: w.either("Replace", "Reemplazar"),
        Sign.WITHDRAWN: w.either("Remove", "Quitar"),
    }

    def page(p: PartChange, side: int, left_out: Sign) -> Cell:
        at = pages[side].get(p.id)
        return [[t("–" if p.sign is left_out or at is None else str(at))]]

    rows = [
        w.row(f"part:{p.id}", [[{"b": signs[p.sign]}], [t(verbs[p.sign])]],
              [[t(p.title)]], [[t(f"{p.section}. {p.section_title}" if p.section else p.section_title)]],
              page(p, 0, Sign.ADDED), page(p, 1, Sign.WITHDRAWN)) | {"sign": p.sign.value}
        for p in parts
    ]  # fmt: skip
    return w.table(
        "sheet-parts", w.either("Fact sheets and figures that differ", "Fichas y figuras distintas"),
        [(w.either("What to do", "Qué hacer"), "text", 1.3), (w.either("Fact sheet or figure", "Ficha o figura"), "text", 2.4),
         (w.either("Section", "Sección"), "text", 1.7), (w.either("Former page", "Página anterior"), "number", 0.8), (w.either("Page", "Página"), "number", 0.8)],
        rows,
        empty=w.either("No fact sheet and no figure differs.", "Ninguna ficha ni figura es distinta.")) | {"dense": True}  # fmt: skip


def _sheet_row(
    w: Writer, id_: str, r: RowChange, pages: Sequence[dict[str, int]]
) -> dict[str, Any]:
    new, old = r.number, r.old_number
    if r.sign is Sign.ADDED:
        after = w.either(f"after {r.follows}", f"después de {r.follows}") if r.follows else w.either("as the first row", "como primer renglón")  # fmt: skip
        do = w.either(f"Insert {new} {after}", f"Insertar {new} {after}")
    elif r.sign is Sign.WITHDRAWN:
        do = w.either(f"Remove {old}", f"Quitar {old}")
    else:
        now = "" if new == old else w.either(f", now {new}", f", ahora {new}")
        do = w.either(f"Replace {old}{now}", f"Reemplazar {old}{now}")
    where = []
    if r.former_id in pages[0]:
        page = pages[0][r.former_id]
        where.append(w.either(f"former page {page}", f"página anterior {page}"))
    if r.id in pages[1] and r.sign is not Sign.WITHDRAWN:
        where.append(w.either(f"page {pages[1][r.id]}", f"página {pages[1][r.id]}"))
    first: Cell = [[{"b": _signs(w)[r.sign]}], [t(do)]]
    if where:
        first.append([{"m": "; ".join(where)}])
    first.append([{"m": r.id, "lang": "zxx"}])
    row = w.row(id_, first, _sheet_cells(r, r.before), _sheet_cells(r, r.after))
    row["sign"] = r.sign.value
    return row


def _sheet_cells(r: RowChange, cells: Sequence[Any]) -> Cell:
    """Return the cells that differ, each under its head; all of a row that came or went."""
    if not cells:
        return [[t("–")]]
    wanted = r.differing if r.sign is Sign.CHANGED else range(len(cells))
    found: Cell = []
    for i in wanted:
        if i < len(cells):
            paragraphs = [[_plain(x) for x in p] for p in cells[i]]
            head = r.heads[i] if i < len(r.heads) else ""
            lead = [{"m": f"{head}: "}] if head else []
            found += [[*lead, *(paragraphs[0] if paragraphs else [])], *paragraphs[1:]]
    return found


def _plain(run: dict[str, Any]) -> dict[str, Any]:
    """Return a citation as text: its number is that of the edition it stands in."""
    if "cite" not in run:
        return run
    weak = f" ◇ {run['weak']}" if "weak" in run else ""
    return {"m": "; ".join(f"[{n}] {pin}" for n, pin in run["cite"]) + weak}
