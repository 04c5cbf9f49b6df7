"""Across the border: who answers to whom (D7), paths (D9), and the formalities of contact."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import Any

from agencymap.analysis.coordination import Grade, grade
from agencymap.analysis.counterparts import (
    CounterpartAnswer,
    Criterion,
    find_counterparts,
    mirror_of,
)
from agencymap.analysis.gaps import open_questions
from agencymap.analysis.paths import PathAnswer, channel_graph, distance, find_paths
from agencymap.dates import Holds, holds_on
from agencymap.language import capital, in_places, instrument_name, join, pick, plural, span_text
from agencymap.model import Domain, Formality, Instrument
from agencymap.registry import Area
from agencymap.report.base import Cell, Run, Writer, t
from agencymap.snapshot import Channel, Standing
from agencymap.vocabulary import Country, label

SLOTS = 14
"""Curves of one mirror diagram: more do not stay legible on a page."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two offices that answer to each other for a function, where, and by what channel."""

    function: str
    mirror: str
    us: str
    mx: tuple[str, ...]
    """One agency, or the offices of one series."""
    grade: int
    channels: tuple[Channel, ...]
    places: tuple[str, ...]
    """Places that are no whole country; none where it is national or no source says."""
    id: str
    """The anchor of its row."""
    number: str


def meetings(w: Writer) -> list[Meeting]:
    """Return who meets whom: for each function the best pair, then those of other places."""
    found: list[Meeting] = []
    seen: set[frozenset[tuple[str, str]]] = set()
    for f in (x.id for x in w.found.functions):
        mirror = mirror_of(w.registry, f)
        key = frozenset({("us", f), ("mx", str(mirror))})
        if mirror in (None, "none") or key in seen:
            continue
        pairs = {
            (a, b): grade(w.snapshot, a, b, (f, str(mirror)))
            for a in w.found.holders(f, Country.US).holders
            for b in w.found.holders(str(mirror), Country.MX).holders
            if w.found.concerns(a, b)
        }
        if pairs:
            seen.add(key)
            found += _meetings_for(w, f, str(mirror), pairs)
    return found


def _local(places: Sequence[str]) -> tuple[str, ...]:
    """Return the places that are no whole country."""
    return tuple(p for p in places if len(p) > 2)


def _meetings_for(
    w: Writer, f: str, mirror: str, pairs: dict[tuple[str, str], Grade]
) -> list[Meeting]:
    best = max(pairs, key=lambda p: pairs[p].value)  # the first of the highest
    groups: dict[tuple[str, str, str], list[tuple[str, Channel]]] = defaultdict(list)
    worth: dict[tuple[str, str, str], int] = {}
    first: tuple[str, str, str] | None = None
    for (a, b), earned in pairs.items():
        for cover in earned.covers:
            there = _local(cover.channel.places)
            named = cover.standing is Standing.NAMED and cover.grade >= 2
            if named and there and w.found.has_place(there):
                key = (a, w.side_of(b), w.speaker.channel(cover.channel))
                groups[key].append((b, cover.channel))
                worth[key] = max(worth.get(key, 0), cover.grade)
                if (a, b) == best and cover.channel is earned.best:
                    first = key
                break  # the best one: a mechanism and the links through it are one way
    number = f"C-{w.anchors[f]}"
    found = []
    if first is None:
        earned = pairs[best]
        only: tuple[Channel, ...] = (earned.best,) if earned.best else ()
        found.append(Meeting(f, mirror, best[0], (best[1],), earned.value, only,
                             _where(w, f, mirror, best, only), f"counterpart-{f}", number))  # fmt: skip
    ordered = sorted(groups, key=lambda k: k != first)
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    for key in ordered:
        members = groups[key]
        ids = tuple(dict.fromkeys(b for b, _ in members))
        channels = tuple(dict.fromkeys(c for _, c in members))
        inside = {p for c in channels for p in _local(c.places)}
        places = tuple(p for p in w.registry.places if p in inside)
        id_, mark = f"counterpart-{f}", number
        if key != first:
            id_, mark = f"counterpart-{f}:{key[0]}:{key[1]}:{channels[0].id}", number + next(letters, "z")  # fmt: skip
        found.append(Meeting(f, mirror, key[0], ids, worth[key], channels, places, id_, mark))
    return found


def _areas(w: Writer, agency: str, function: str) -> list[Area]:
    """Return what an agency holds of a function, its own statement on it first."""
    held = [
        a for a in w.snapshot.counted_of.get(agency, ())
        if w.registry.functions_related(a.responsibility.function, function)
    ]  # fmt: skip
    return sorted(held, key=lambda a: a.responsibility.function != function)


def _where(
    w: Writer, f: str, mirror: str, pair: tuple[str, str], channels: Sequence[Channel]
) -> tuple[str, ...]:
    """Return the places of a pair: of its channel, else of the side that is there only."""
    named = [p for c in channels for p in c.places]
    if named:
        return _local(named)
    for agency, function in ((pair[1], mirror), (pair[0], f)):
        areas = [w.snapshot.places_of(a) for a in _areas(w, agency, function)]
        if areas and all(_local(p) == p and p for p in areas):
            held = {p for places in areas for p in places}
            return tuple(p for p in w.registry.places if p in held)
    return ()


# -- the section -----------------------------------------------------------------------------------


def counterparts(w: Writer) -> dict[str, Any]:
    """Return the section on counterparts (D7), the diagrams, an example, and formalities."""
    met = meetings(w)
    asked = [
        (f"X-{n:02d}", i, x)
        for n, (i, x) in enumerate(
            ((i, x) for i in w.registry.instruments.values() for x in i.formalities
             if holds_on(w.snapshot.day, x.since, x.until) is not Holds.NO), 1)
    ]  # fmt: skip
    firsts = [m for m in met if m.id == f"counterpart-{m.function}"]
    channels = sum(m.grade >= 2 for m in firsts)
    written = sum(m.grade >= 3 for m in firsts)
    none = [w.fname(f.id) for f in w.found.functions if mirror_of(w.registry, f.id) == "none"]
    blocks: list[dict[str, Any]] = [
        w.finding(
            w.either(
                f"Functions held on both sides: {len(firsts) or 'none'}; with a channel on file: {channels or 'none'}; with a written agreement in force that names them: {written or 'none'}"
                if len(firsts) < 2 else
                f"Of {len(firsts)} functions held on both sides, {channels or 'none'} {plural(channels, 'has', 'have')} a channel on file and {written or 'none'} a written agreement in force that names {plural(written, 'it', 'them')}",
                f"Funciones de ambos lados: {len(firsts) or 'ninguna'}; con una vía registrada: {channels or 'ninguna'}; con un acuerdo escrito y en vigor que las menciona: {written or 'ninguna'}"
                if len(firsts) < 2 else
                f"De {len(firsts)} funciones de ambos lados, {channels or 'ninguna'} {'tienen' if channels > 1 else 'tiene'} una vía registrada y {written or 'ninguna'} un acuerdo escrito y en vigor que {'las' if written > 1 else 'la'} menciona"),
            w.either(
                "The tables answer one question: for this function at this place, which office across the border answers to mine, and by what channel? A pair is a reading of the registry. It is not an official designation and authorizes no contact.",
                "Las tablas responden una pregunta: para esta función en este lugar, ¿qué institución del otro lado corresponde a la mía y por qué vía? Un par es una lectura del registro. No es una designación oficial ni autoriza contacto alguno."),
            w.either("Functions without an answering function across the border, for which none is sought: ", "Funciones sin equivalente del otro lado, para las que no se busca homóloga: ") + "; ".join(none) + "." if none else "",
        ) if met else {"kind": "text", "runs": [t(w.either("No function is held on both sides.", "Ninguna función consta en ambos lados."))]}
    ]  # fmt: skip
    told = ""
    for group in _groups(w, met):
        id_, name = next(iter(group)), "; ".join(pick(d.name, w.lang) for d in _domains(w, group))
        mine = [m for part in group.values() for m in part]
        usual = _usual(w, [m for part in group.values() for m in part], asked)
        blocks.append(_table(w, id_, name, group, asked, usual, told=usual == told))
        told = usual
        if len(mine) > 1 or len(mine) == len(met):
            blocks += _figures(w, id_, name, mine)
    blocks += _example(w, met)
    blocks.append(_formalities(w, asked))
    return {
        "id": "counterparts",
        "title": w.either("Across the border", "A través de la frontera"),
        "side": w.either("Rule D7: a dated channel first, then the same role, the narrowest place, the same level, the newest source.",
                         "Regla D7: primero una vía fechada; luego el mismo papel, el lugar más preciso, el mismo orden de gobierno y la fuente más reciente."),
        "blocks": blocks,
    }  # fmt: skip


_Asked = list[tuple[str, Instrument, Formality]]


def _groups(w: Writer, met: Sequence[Meeting]) -> list[dict[str, list[Meeting]]]:
    """Return the pairs by area; areas that follow each other share a table while one figure holds them."""
    groups: list[dict[str, list[Meeting]]] = []
    for domain, functions in w.found.domains:
        inside = {f.id for f in functions}
        mine = [m for m in met if m.function in inside]
        if groups and sum(map(len, groups[-1].values())) + len(mine) <= SLOTS:
            groups[-1] |= {domain.id: mine} if mine else {}
        elif mine:
            groups.append({domain.id: mine})
    return groups


def _domains(w: Writer, group: dict[str, list[Meeting]]) -> list[Domain]:
    return [domain for domain, _ in w.found.domains if domain.id in group]


def _needed(w: Writer, m: Meeting, asked: _Asked) -> str:
    """Return the ids of the formalities that concern a pair."""
    return _spans([x for x, _, f in asked if _applies(w, m, f)])


def _usual(w: Writer, met: Sequence[Meeting], asked: _Asked) -> str:
    """Return the formalities of most pairs of a table, which its note names; rows name others."""
    usual, times = Counter(_needed(w, m, asked) for m in met).most_common(1)[0]
    return "" if times == 1 < len(met) else usual


def _table(
    w: Writer,
    id_: str,
    name: str,
    group: dict[str, list[Meeting]],
    asked: _Asked,
    usual: str,
    *,
    told: bool,
) -> dict[str, Any]:
    """Return T14 for some areas: who answers to whom, by function and place.

    The note on the *usual* formalities is left out where a table before has *told* the same.
    """
    met = [m for part in group.values() for m in part]
    needs = {m: _needed(w, m, asked) for m in met}
    rows: list[dict[str, Any]] = []
    for domain in _domains(w, group):
        if len(group) > 1:
            rows.append({"band": pick(domain.name, w.lang)})
        rows += [
            _meeting_row(w, m, "" if needs[m] == usual else needs[m]) for m in group[domain.id]
        ]
    notes = [(w.either("Note", "Nota"), w.either(
        f"Formalities of a contact, in this table and those below, where a row names no other: {usual}; their words stand in the last table of this section.",
        f"Requisitos de un contacto, en esta tabla y las que siguen, si la fila no indica otros: {usual}; su texto está en la última tabla de esta sección."))] if usual and not told else []  # fmt: skip
    table = w.table(
        f"counterparts-{id_}", w.either(f"Counterparts by function and place: {name}", f"Instituciones homólogas por función y lugar: {name}"),
        [("Id", "id", 0.72), (w.either("Function, place", "Función, lugar"), "text", 2.3), (w.either("United States", "Estados Unidos"), "text", 1.1),
         (w.either("Mexico", "México"), "text", 1.3), (w.either("Grade", "Grado"), "grade", 0.95), (w.either("Channel, date; reason; source; formality", "Vía, fecha; razón; fuente; requisito"), "text", 2.9)],
        rows, notes=notes,
    )  # fmt: skip
    return table | {"dense": True}


def _meeting_row(w: Writer, m: Meeting, formality: str) -> dict[str, Any]:
    name: Cell = [[{"b": w.fname(m.function)}]]
    if m.mirror != m.function:
        name[0] += [t(" "), {"m": "↔ " + w.fname(m.mirror)}]
    name.append([{"m": place_text(w, m.places)}])
    via: Cell = []
    best = m.channels[0] if m.channels else None
    if best is None:
        via.append([t(w.either("No channel on file.", "No consta una vía."))])
    else:
        dates = [x for c in m.channels if (x := _since(w, c))]
        when = f", {dates[0]}" if len(dates) == len(m.channels) == 1 else ""
        cited = [c for x in m.channels for c in x.citations[: 2 if len(m.channels) == 1 else 1]]
        via.append([t(f"{_headed(w.speaker.channel(best))}{when}. "), {"m": _reason(w, m)}, t(" "), w.cite(cited, m.number, 2)])  # fmt: skip
        if len(m.channels) > 1:
            n = len(m.channels)
            via.append([{"m": w.either(f"{n} records, one for each place or office", f"{n} asientos, uno por lugar o institución")}])  # fmt: skip
    if m.id == f"counterpart-{m.function}":
        n = len(open_questions(w.snapshot, m.function))
        if n:
            via.append([{"m": w.either(
                f"open questions: {n} {plural(n, 'link', 'links')} whose agency is not named",
                f"por aclarar: {n} {plural(n, 'vínculo', 'vínculos')} sin institución identificada")}])  # fmt: skip
    if formality:
        via.append([{"m": w.either("Formality: ", "Requisito: ") + formality}])
    return w.row(m.id, [[t(m.number)]], name, _office(w, (m.us,), m.function), _office(w, m.mx, m.mirror),
                 [[{"grade": m.grade}]], via)  # fmt: skip


def _headed(name: str) -> str:
    """Return a name with a capital, but "eTrace" as it is."""
    return capital(name) if name[:2].islower() else name


def place_text(w: Writer, places: Sequence[str]) -> str:
    """Return the names of places, at most seven, or that the pair is national."""
    if not places:
        return w.either("National", "Nacional")
    return capital(in_places(w.registry, places, w.lang))


def _office(w: Writer, agencies: Sequence[str], function: str) -> Cell:
    """Return the name of an office, and its role in the function."""
    areas = _areas(w, agencies[0], function)
    role: Cell = [[{"m": label(areas[0].responsibility.role, w.lang)}]] if areas else []
    return [[t(w.names(agencies)), *([t(", "), *role[0]] if role else [])]]


def _since(w: Writer, c: Channel) -> str:
    """Return when a channel began, as exact as a source gives it."""
    record = c.record
    if isinstance(record, Instrument):
        return span_text(record.signed or record.since, record.until, w.lang)
    return span_text(record.since, record.until, w.lang)


def _reason(w: Writer, m: Meeting) -> str:
    """Return which tests of D7 the pair meets, in their order."""
    one, other = _areas(w, m.us, m.function), _areas(w, m.mx[0], m.mirror)
    roles = [{a.responsibility.role for a in areas} for areas in (one, other)]
    records = [w.registry.agencies[x] for x in (m.us, m.mx[0])]
    met = [
        (Criterion.CHANNEL, m.grade >= 2),
        (Criterion.ROLE, bool(roles[0] & roles[1])),
        (Criterion.PLACE, bool(m.places)),
        (Criterion.LEVEL, records[0].level == records[1].level),
    ]
    words = {
        Criterion.CHANNEL: w.either("dated channel", "vía fechada"),
        Criterion.ROLE: w.either("same role", "mismo papel"),
        Criterion.PLACE: w.either("this place", "este lugar"),
        Criterion.LEVEL: w.either("same level", "mismo orden"),
    }
    said = capital(", ".join(words[c] for c, yes in met if yes))
    return f"{said}." if said else ""


def _applies(w: Writer, m: Meeting, f: Formality) -> bool:
    """Return whether a formality concerns one of the two offices."""
    side = (m.us,) if f.country is Country.US else m.mx
    return not f.levels or any(w.registry.agencies[a].level in f.levels for a in side)


def _spans(ids: Sequence[str]) -> str:
    """Return "X-01–X-04, X-07" for five ids in order."""
    numbered = enumerate(int(x[2:]) for x in ids)
    parts = []
    for _, group in groupby(numbered, key=lambda x: x[1] - x[0]):
        run = [n for _, n in group]
        ends = [f"X-{n:02d}" for n in dict.fromkeys((run[0], run[-1]))]
        parts.append("–".join(ends))
    return ", ".join(parts)


# -- the mirror diagrams ---------------------------------------------------------------------------


def _figures(w: Writer, domain: str, name: str, met: Sequence[Meeting]) -> list[dict[str, Any]]:
    """Return the mirror diagrams of a domain, each with as many curves as stay legible."""
    ordered = _without_crossings(w, met)
    size = -(-len(ordered) // -(-len(ordered) // SLOTS))
    parts = [ordered[i : i + size] for i in range(0, len(ordered), size)]
    figures = []
    for n, part in enumerate(parts, 1):
        of = w.either(f", {n} of {len(parts)}", f", {n} de {len(parts)}") if len(parts) > 1 else ""
        alt = "; ".join(
            f"{m.number} {w.fname(m.function)}: {w.agency(m.us)} – {w.names(m.mx)}, {w.words()['grade']} {m.grade}"
            for m in part
        )
        figures.append(w.figure(
            f"mirror-{domain}-{n}", "mirror",
            w.either(f"Counterpart offices and the channels between them: {name}{of}", f"Instituciones homólogas y las vías entre ellas: {name}{of}"),
            w.either(f"Pairs of offices across the border. {alt}.", f"Pares de instituciones a través de la frontera. {alt}."),
            mirror_data(w, part)))  # fmt: skip
    return figures


def _without_crossings(w: Writer, met: Sequence[Meeting]) -> list[Meeting]:
    """Return the pairs so that each Mexican office has its own run of lines: none cross."""
    rank = {x: i for i, x in enumerate(dict.fromkeys(m.us for m in met))}
    partners: dict[str, int] = {}
    for m in met:
        partner = w.names(m.mx)
        partners[partner] = min(partners.get(partner, len(rank)), rank[m.us])
    return sorted(met, key=lambda m: (partners[w.names(m.mx)], w.names(m.mx), rank[m.us]))


def mirror_data(w: Writer, met: Sequence[Meeting]) -> dict[str, Any]:
    """Return where offices and lines stand: one unit of height for each line, from the top."""
    left: list[dict[str, Any]] = []
    for us, run in groupby(enumerate(met), key=lambda x: x[1].us):
        slots = [n for n, _ in run]
        left.append(
            {
                "name": w.agency(us),
                "text": wrap(w.agency(us), 24),
                "at": slots[0],
                "size": len(slots),
            }
        )
    right: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for name, pairs in groupby(enumerate(met), key=lambda x: w.names(x[1].mx)):
        mine = list(pairs)
        middle = mine[0][0] + len(mine) / 2
        right.append({"name": name, "text": wrap(name, 24), "middle": middle})
        for n, m in mine:
            style = "solid" if m.grade >= 3 else "dashed" if m.grade == 2 else "dotted"
            lines.append({"id": m.number, "row": m.id, "name": w.fname(m.function), "text": wrap(w.fname(m.function), 36), "at": n, "middle": middle, "style": style})  # fmt: skip
    return {
        "slots": len(met),
        "heads": [w.words()["us"], w.words()["mx"]],
        "left": left,
        "right": right,
        "lines": lines,
        "key": [
            {"style": "solid", "text": w.either("written agreement in force, grade 3 or 4", "acuerdo escrito y en vigor, grado 3 o 4")},
            {"style": "dashed", "text": w.either("forum, system, or contact, grade 2", "foro, sistema o contacto, grado 2")},
            {"style": "dotted", "text": w.either("no channel in force on file", "no consta una vía vigente")},
        ],
    }  # fmt: skip


# -- worked example and path -----------------------------------------------------------------------


def _example(w: Writer, met: Sequence[Meeting]) -> list[dict[str, Any]]:
    """Return one question worked through: the counterparts at a place, and the way to the first."""
    asked = _question(w, met)
    if asked is None:
        return []
    m, place = asked
    answer = find_counterparts(w.snapshot, m.us, m.function, place)
    shown = answer.candidates[:5]
    if not shown:
        return []
    more = len(answer.candidates) - len(shown)
    where = f", {pick(w.registry.places[place].name, w.lang)}" if place else ""
    blocks = [
        w.finding(w.either("A worked example: who is the counterpart, and how is it reached?", "Ejemplo: ¿cuál es la institución homóloga y cómo llegar a ella?"),
                  w.speaker.counterpart(answer)),
        w.table("worked-example", w.either(f"Worked example: {w.agency(m.us)}, {w.fname(m.function)}{where}", f"Ejemplo: {w.agency(m.us)}, {w.fname(m.function)}{where}"),
                [(w.either("Order", "Orden"), "id", 0.5), (w.either("Counterpart", "Institución homóloga"), "text", 1.6), (w.either("Reason for its place", "Razón de su lugar"), "text", 1.5),
                 (w.either("What is on file", "Qué consta"), "text", 2.6), (w.either("Source", "Fuente"), "text", 1.1)],
                [w.row(f"example-{c.agency}", [[{"b": str(n)}]], [[t(w.agency(c.agency))], [{"grade": c.grade.value}]], [[t(capital(w.speaker.reason(c)))]],
                       [[t(pick(c.area.responsibility.statement, w.lang))]], [[w.cite(c.area.responsibility.citations, m.number, 2)]])
                 for n, c in enumerate(shown, 1)],
                notes=[(w.either("Note", "Nota"), w.either(
                    f"The explorer lists {more} more in this order.", f"El explorador muestra {more} más en este orden."))] if more else []) | {"dense": True},
    ]  # fmt: skip
    return [*blocks, *_paths(w, m, answer)]


def _question(w: Writer, met: Sequence[Meeting]) -> tuple[Meeting, str | None] | None:
    """Return the pair and the place that make the example: a place that many pairs name."""
    counted = Counter(p for m in met for p in m.places if w.found.has_place((p,)))
    wanted = [p for p in w.found.scope.places if p in w.registry.places and len(p) > 2]
    ranked = wanted or sorted(counted, key=lambda p: (-counted[p], p))
    for place in ranked:
        inside = [m for m in met if place in m.places and m.grade >= 2]
        if inside:
            return max(inside, key=lambda m: len(m.places)), place
    known = [m for m in met if m.grade >= 2] or list(met)
    return (max(known, key=lambda m: m.grade), None) if known else None


def _paths(w: Writer, m: Meeting, answer: CounterpartAnswer) -> list[dict[str, Any]]:
    """Return how the agency reaches its first counterpart, and how one without channel does."""
    target = answer.candidates[0].agency
    found = [find_paths(w.snapshot, m.us, target, m.function)]
    graph = channel_graph(w.snapshot)
    domain = w.registry.domain_of[m.function].id
    near = dict.fromkeys(
        a.agency.id for a in w.found.held
        if a.agency.country is Country.US and w.registry.domain_of[a.responsibility.function].id == domain
    )  # fmt: skip
    longer = [(d, a) for a in near if a != m.us and (d := distance(graph, a, target)) is not None and d >= 2]  # fmt: skip
    if longer:
        found.append(find_paths(w.snapshot, min(longer)[1], target))
    return [
        w.finding(_path_claim(w, found), *(w.speaker.path(p) for p in found), w.either(
            "Channels that are not public are not in the registry. Steps inside one chain of command are counted apart, as internal referrals (rule D9).",
            "Las vías que no son públicas no están en el registro. Los pasos dentro de una misma línea de mando se cuentan aparte, como canalizaciones internas (regla D9).")),
    ]  # fmt: skip


def _path_claim(w: Writer, found: Sequence[PathAnswer]) -> str:
    """Return the heading: how many channels each needs."""
    parts = []
    for p in found:
        a, b, n = w.speaker.agency(p.source), w.speaker.agency(p.target), p.distance
        if n is None:
            parts.append(w.either(f"no path from {a} to {b} is on file for this function", f"no consta un camino {a.de} {b.a} para esta función"))  # fmt: skip
        elif n == 0:
            parts.append(w.either(f"{a} and {b} belong to one chain of command", f"{a} y {b} pertenecen a una misma línea de mando"))  # fmt: skip
        else:
            number = w.either(("one", "two", "three")[n - 1] if n < 4 else str(n), ("una", "dos", "tres")[n - 1] if n < 4 else str(n))  # fmt: skip
            parts.append(w.either(f"{a} reaches {b} in {number} {plural(n, 'channel', 'channels')}", f"{a} llega {b.a} con {number} {plural(n, 'vía', 'vías')}"))  # fmt: skip
    return capital("; ".join(parts))


# -- formalities -----------------------------------------------------------------------------------


def _formalities(w: Writer, asked: _Asked) -> dict[str, Any]:
    """Return what a contact asks for, by instrument; the rows of the pairs name these ids."""
    nth: Counter[str] = Counter()
    rows = []
    for number, i, x in asked:
        nth[i.id] += 1
        who: list[list[Run]] = [[{"b": label(x.country, w.lang)}]]
        if x.levels:
            who.append([{"m": join([label(v, w.lang) for v in x.levels], w.lang)}])
        rows.append(w.row(f"formality:{i.id}:{nth[i.id]}", [[{"b": number}]], who, [[t(pick(x.statement, w.lang))]],
                          [[t(instrument_name(i, w.lang)), t(" "), w.cite(x.citations, number, 2)]]))  # fmt: skip
    return w.table(
        "formalities", w.either("Before contact: formalities on file", "Antes del contacto: requisitos registrados"),
        [("Id", "id", 0.55), (w.either("Agencies of", "Instituciones de"), "text", 1.25), (w.either("Requirement", "Requisito"), "text", 3.4), (w.either("By", "Según"), "text", 2)], rows,
        empty=w.either("No formality is on file.", "No consta ningún requisito.")) | {"dense": len(rows) > 8}  # fmt: skip
