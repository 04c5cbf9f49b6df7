"""The overlaps within each country (D2), duplication candidates (D3), and what covers them (D4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from agencymap.analysis.coordination import Coverage, coverage
from agencymap.analysis.overlap import Overlap, Precision
from agencymap.analysis.reviews import reviewed
from agencymap.language import (
    capital,
    country_name,
    grouped,
    in_places,
    instrument_name,
    join,
    long_date,
    pick,
    plural,
    span_text,
)
from agencymap.model import Review
from agencymap.registry import Area
from agencymap.report.base import Cell, Run, Writer, t
from agencymap.report.overlap_map import maps
from agencymap.vocabulary import (
    ROLE_LETTERS,
    Answer,
    Country,
    Footing,
    Judgement,
    SourceKind,
    Status,
    label,
)

FEW = 40
"""Up to so many overlaps in a report, each has a full row with the words of its basis."""
MAX_NAMED = 8
"""Pairs a full row holds when each is spelled out."""
_LAW = (SourceKind.STATUTE, SourceKind.TREATY, SourceKind.COURT)


class _Register:
    """The overlaps of a report in the order of its register, each with its number."""

    def __init__(self, w: Writer) -> None:
        self.w = w
        known = reviewed(w.snapshot)
        self.valid, self.lapsed = known.valid, known.lapsed
        self.explained = [o for o in w.overlaps if o.id in self.valid]
        self.listed = [o for o in w.overlaps if o.id not in self.valid]
        self.few = len(w.overlaps) <= FEW
        self.codes: dict[str, str] = {}
        self.full: dict[Country, list[list[Overlap]]] = {}
        self.bare: dict[Country, list[Overlap]] = {}
        for country in w.found.sides:
            self._number(country)

    def _number(self, country: Country) -> None:
        mine = [o for o in self.listed if self.w.snapshot.country(o.agencies[0]) == country]
        self.full[country] = list(self._groups(o for o in mine if not self._is_bare(o)))
        self.bare[country] = [o for o in mine if self._is_bare(o)]
        apart = [o for o in self.explained if self.w.snapshot.country(o.agencies[0]) == country]
        order = [o for group in self.full[country] for o in group] + self.bare[country] + apart
        width = max(2, len(str(len(order))))
        for n, o in enumerate(order, 1):
            self.codes[o.id] = f"{country.value.upper()}-{n:0{width}}"

    def _is_bare(self, o: Overlap) -> bool:
        """Return whether nothing is to be said of an overlap but who, where and on what basis."""
        return (
            not self.few
            and o.grade.value == 0
            and o.precision is not Precision.FLAGGED
            and o.id not in self.lapsed
        )

    def _groups(self, overlaps: Iterable[Overlap]) -> Iterator[list[Overlap]]:
        """Yield the overlaps of a row: one function, one channel, one grade.

        Where each is spelled out, they share one agency, or the offices of one series, too.
        """
        groups: dict[tuple[Any, ...], list[Overlap]] = defaultdict(list)
        for o in overlaps:
            groups[self._key(o)].append(o)
        for group in groups.values():
            yield from _cut(group, MAX_NAMED if self.few else 60)

    def _key(self, o: Overlap) -> tuple[Any, ...]:
        best = o.grade.best.id if o.grade.best else None
        own = o.id if o.id in self.lapsed else None
        flagged = o.precision is Precision.FLAGGED
        if not self.few:
            return (o.function, o.grade.value, best, flagged, own)
        return (
            o.function, self.w.side_of(o.agencies[0]), o.grade.value, o.precision, best, own,
        )  # fmt: skip


def _cut(group: list[Overlap], size: int) -> Iterator[list[Overlap]]:
    for start in range(0, len(group), size):
        yield group[start : start + size]


def overlap_section(w: Writer) -> dict[str, Any]:
    """Return the map and register of overlaps (D2) and the duplication candidates (D3)."""
    register = _Register(w)
    w.codes.update(register.codes)
    blocks: list[dict[str, Any]] = [_headline(w, register), *maps(w)]
    for country in w.found.sides:
        blocks.append(_full_table(w, register, country))
        if not register.few:
            blocks.append(_bare_table(w, register, country))
    blocks += _explained(w, register)
    blocks += [_candidates(w, register), _abroad(w)]
    flagged = sum(o.precision is Precision.FLAGGED for o in w.overlaps)
    return {
        "id": "overlaps",
        "title": w.either("Overlaps within each country", "Traslapes en cada país"),
        "side": w.either(
            f"Rules D2, D3, D4. Overlaps whose place or subject no source names: {flagged}.",
            f"Reglas D2, D3, D4. Traslapes cuyo lugar o materia no precisa ninguna fuente: {flagged}."),
        "blocks": blocks,
    }  # fmt: skip


def _headline(w: Writer, register: _Register) -> dict[str, Any]:
    total = len(w.overlaps)
    c = coverage(o.grade.value for o in w.overlaps)
    if not total:
        return w.finding(w.speaker.coverage(c, 2), "")
    low = sum(o.grade.value <= 1 for o in w.overlaps)
    sentence = w.either(
        f"{w.overlaps_on_file(total)}: {c.reached[3] or 'none'} covered by a written agreement in force, "
        f"{low or 'none'} by nothing in force",
        f"{w.overlaps_on_file(total)}: {c.reached[3] or 'ninguno'} con un acuerdo escrito y en vigor, {low or 'ninguno'} sin "
        "nada vigente",
    )
    return w.finding(
        sentence,
        _reached(w, c),
        _apart_text(w, len(register.explained)),
    )


def _reached(w: Writer, c: Coverage) -> str:
    """Return how many overlaps reach grade 2, 3 and 4, in one sentence where only some do."""
    two, three, four = (c.reached[g] for g in (2, 3, 4))
    if not c.total > two > 0:
        return w.speaker.coverage(c, 2) if not two else " ".join(w.speaker.coverage(c, g) for g in (2, 3, 4))  # fmt: skip
    if not three:
        return w.either(
            f"Of the {c.total} overlaps, {two} {plural(two, 'reaches', 'reach')} grade 2 and none grade 3.",
            f"De los {c.total} traslapes, {two} {plural(two, 'alcanza', 'alcanzan')} el grado 2 y ninguno el grado 3.")  # fmt: skip
    return w.either(
        f"Of the {c.total} overlaps, {two} {plural(two, 'reaches', 'reach')} grade 2 or better, {three} of them grade 3 or better, and {four or 'none'} grade 4.",
        f"De los {c.total} traslapes, {two} {plural(two, 'alcanza', 'alcanzan')} el grado 2 o más; de ellos, {three} el grado 3 o más y {four or 'ninguno'} el grado 4.")  # fmt: skip


def _apart_text(w: Writer, n: int) -> str:
    """Return how many overlaps stand apart because an editor explained them, or nothing."""
    if not n:
        return ""
    return w.either(
        f"Editors have explained {plural(n, 'one of them', f'{n} of them')} on the ground of a source; "
        f"{plural(n, 'it stands in a table of its own and comes', 'these stand in a table of their own and come')} "
        "back when the review lapses.",
        f"El equipo editor explicó {plural(n, 'uno de ellos', f'{n} de ellos')} con base en una fuente; "
        f"{plural(n, 'aparece en una tabla aparte y vuelve', 'aparecen en una tabla aparte y vuelven')} "
        "al registro cuando vence la revisión.",
    )


# -- full rows -------------------------------------------------------------------------------------


def _columns(w: Writer, few: bool = True) -> list[tuple[str, str, float]]:
    """Return the columns; where the basis is a number only, the pairs have its room."""
    widths = (0.85, 1.6, 2.1, 1.9) if few else (0.85, 2.0, 1.45, 2.6)
    heads = (
        w.either("Id, grade", "Id, grado"), w.either("What is shared", "Qué se comparte"),
        w.either("Why it is listed", "Por qué aparece"), w.either("What covers it", "Qué lo cubre"),
    )  # fmt: skip
    kinds = ("id", "text", "text", "text")
    return list(zip(heads, kinds, widths, strict=True))


def _full_table(w: Writer, register: _Register, country: Country) -> dict[str, Any]:
    """Return the overlaps of a country that have a full row; in a short report, all of them."""
    rows: list[dict[str, Any]] = []
    function = None
    for group in register.full[country]:
        if group[0].function != function and not register.few:
            function = group[0].function
            rows.append({"band": w.fname(function)})
        rows.append(_overlap_row(w, register, group))
    land = label(country, w.lang)
    notes = [w.either(
        "An overlap counts once for each pair of agencies and function. A row holds pairs that the same channel covers, with their ids in the order of the names. An overlap is not a fault.",
        "Un traslape se cuenta una vez por cada par de instituciones y función. Cada fila reúne los pares que cubre la misma vía, con sus identificadores en el orden de los nombres. Un traslape no es una falla.")]  # fmt: skip
    if register.few:
        title = w.either(f"Overlap register, {land}", f"Registro de traslapes, {land}")
        notes.append(w.either(
            "The basis of each side stands in full where it first appears.",
            "El fundamento de cada parte se da completo la primera vez."))  # fmt: skip
    else:
        title = w.either(
            f"Overlaps with something on file that covers them, or with a place or subject not stated, {land}",
            f"Traslapes que algo registrado cubre, o cuyo lugar o materia no se precisa, {land}",
        )
        notes.append(w.either(
            "B-numbers lead to the basis of each side, stated in full in the next table.",
            "Los números B llevan al fundamento de cada parte, completo en la tabla siguiente."))  # fmt: skip
    table = w.table(
        f"overlaps-{country}", title, _columns(w, register.few), rows,
        notes=[(w.either("Note", "Nota"), " ".join(notes))],
        empty=_none_listed(w, register, country))  # fmt: skip
    if table["kind"] == "table" and not register.few:
        table |= {"dense": True}
    return table


def _none_listed(w: Writer, register: _Register, country: Country) -> str:
    land = country_name(country, w.lang)
    if register.bare[country]:
        return w.either(
            f"Nothing on file covers an overlap in {land}.",
            f"Nada de lo registrado cubre un traslape en {land}.",
        )
    if any(w.snapshot.country(o.agencies[0]) == country for o in register.explained):
        return w.either(
            f"All overlaps on file in {land} are explained.",
            f"Todos los traslapes que constan en {land} están explicados.",
        )
    return w.either(f"No overlaps on file in {land}.", f"No constan traslapes en {land}.")


def _overlap_row(w: Writer, register: _Register, group: list[Overlap]) -> dict[str, Any]:
    o = group[0]
    codes = [register.codes[x.id] for x in group]
    first: Cell = [[{"b": codes[0]}]]
    if len(group) > 1:
        first = [[{"b": f"{codes[0]} {w.either('to', 'a')} {codes[-1].partition('-')[2]}"}]]
    first.append([{"grade": o.grade.value}])
    facts = [_where(w, group)]
    if len(group) > 1:
        facts.append(w.either(f"{len(group)} pairs", f"{len(group)} pares"))
    if len({x.precision for x in group}) == 1:
        facts.append(_mark(w, o.precision))
    shared: Cell = [[{"b": line}] for line in pair_lines(w, group)]
    if register.few:
        shared.append([t(w.fname(o.function))])
        why = _words_of_basis(w, group, codes[0])
    else:
        why = [_references(w, group)]
    shared.append([{"m": "; ".join(filter(None, facts))}])
    row = w.row(o.id, first, shared, why, _covers(w, register, o, codes[0]))
    row["also"] = [x.id for x in group[1:]]
    return row


def _mark(w: Writer, precision: Precision) -> str:
    if precision is Precision.FLAGGED:
        return w.either("place or subject not stated", "lugar o materia sin precisar")
    if precision is Precision.EXACT:
        return w.either("same place and subject", "mismo lugar y materia")
    return ""


def _where(w: Writer, group: Sequence[Overlap]) -> str:
    places = tuple(sorted({p for o in group for p in o.places}))
    if all(len(p) == 2 for p in places):
        return w.either("National", "Nacional")
    return capital(in_places(w.registry, places, w.lang))


def pair_lines(w: Writer, group: Sequence[Overlap]) -> list[str]:
    """Return the pairs of *group* in words, in its order: each pair can be read from them.

    Offices of one series are named by their number; pairs that join all of some agencies with
    each other are one line.
    """
    pairs = [o.agencies for o in group]
    everyone = list(dict.fromkeys(a for pair in pairs for a in pair))
    if len(everyone) > 2 and len(pairs) == len(everyone) * (len(everyone) - 1) // 2:
        # in the order of the ids, as the pairs are
        return [w.either("Any two of: ", "Cualquier par de: ") + w.names(sorted(everyone))]
    lines: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        lines[one].append(other)
    merged: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one, others in lines.items():
        merged[(w.side_of(one), *others)].append(one)
    return [f"{w.names(ones)} × {w.names(key[1:])}" for key, ones in merged.items()]


def _words_of_basis(w: Writer, group: Sequence[Overlap], code: str) -> Cell:
    """Return the basis of each agency, in full where it first stands, else where that is.

    Of several offices of one series the first has its words, the others their sources.
    """
    why: Cell = []
    told: set[str] = set()
    others: list[Run] = []
    found = {a.id: a for o in group for a in (o.pairs[0].one, o.pairs[0].other)}
    for area in found.values():
        r, side = area.responsibility, w.side_of(area.agency.id)
        name = w.agency(area.agency.id)
        known = w.basis.setdefault(area.id, code)
        if known != code:
            why.append([{"b": f"{name}: "}, {"m": w.either(f"as in {known}", f"como en {known}")}])
        elif side in told and side != area.agency.id:
            others += [{"m": f"{name} "}, w.cite(r.citations, code, 1), t("; ")]
        else:
            why.append([
                {"b": f"{name}: "}, t(pick(r.statement, w.lang)), t(" "), w.cite(r.citations, code, 2)
            ])  # fmt: skip
        told.add(side)
    if others:
        others.pop()
        why.append(
            [
                {
                    "b": w.either(
                        "Also, each by its own source: ", "También, cada una por su fuente: "
                    )
                },
                *others,
            ]
        )
    return why


def _references(w: Writer, group: Sequence[Overlap]) -> list[Run]:
    """Return where the basis of each agency is stated."""
    runs: list[Run] = []
    found = {a.id: a for o in group for a in (o.pairs[0].one, o.pairs[0].other)}
    for area in found.values():
        runs += [{"b": w.agency(area.agency.id)}, t(f" {basis_code(w, area)}; ")]
    runs[-1] = t(runs[-1]["t"].removesuffix("; "))
    return runs


def basis_code(w: Writer, area: Area) -> str:
    """Return the number of the row that states an area in full; the first to ask makes it."""
    return w.basis.setdefault(area.id, f"B-{len(w.basis) + 1:03}")


def _covers(w: Writer, register: _Register, o: Overlap, code: str) -> Cell:
    """Return what covers an overlap, whether somebody monitors it, and a review that lapsed."""
    covers: Cell = [[t(w.speaker.grade(o.grade))]]
    if o.grade.best is not None:
        covers.append([w.cite(o.grade.best.citations, code, 2)])
    if o.grade.monitoring is not None:
        answer = {
            Answer.YES: w.either("yes", "sí"),
            Answer.NO: w.either("no, a source says so", "no, según una fuente"),
        }.get(o.grade.monitoring.answer, w.either("not on file", "no consta"))
        covers.append([
            {"b": w.either("Monitored: ", "Seguimiento: ")}, t(answer), t(" "),
            w.cite(o.grade.monitoring.citations, code, 1)])  # fmt: skip
    old = register.lapsed.get(o.id)
    if old is not None:
        when = long_date(old.until, w.lang)
        covers.append([
            {"b": w.either(f"Review lapsed, {when}: ", f"Revisión vencida, {when}: ")},
            t(pick(old.reason, w.lang)), t(" "), w.cite(old.citations, code, 2)])  # fmt: skip
    return covers


# -- the compact register --------------------------------------------------------------------------


def _bare_table(w: Writer, register: _Register, country: Country) -> dict[str, Any]:
    """Return what each agency holds, once, and below it the pairs that nothing on file covers.

    By function: first the basis of every agency that overlaps on it, then the pairs.
    """
    full: dict[str, list[Overlap]] = defaultdict(list)
    for group in register.full[country]:
        full[group[0].function] += group
    bare: dict[str, list[Overlap]] = defaultdict(list)
    for o in register.bare[country]:
        bare[o.function].append(o)
    rows: list[dict[str, Any]] = []
    stated: set[str] = set()
    for function in w.registry.function_tree:
        mine = [*full[function], *bare[function]]
        if not mine:
            continue
        rows.append({"band": w.fname(function)})
        for area in _sides(mine):
            if area.id not in stated:
                stated.add(area.id)
                rows.append(_basis_row(w, area))
        rows += [_bare_row(w, register, o) for o in bare[function]]
    land, inside = label(country, w.lang), country_name(country, w.lang)
    table = w.table(
        f"bare-{country}",
        w.either(f"What each agency holds where functions overlap, and overlaps that nothing on file covers (grade 0), {land}",
                 f"Qué tiene cada institución donde hay traslapes, y traslapes que nada registrado cubre (grado 0), {land}"),
        [("Id", "id", 0.7), (w.either("Basis of one side (B), or the pair that overlaps", "Fundamento de una parte (B), o par que se traslapa"), "text", 5)],
        rows,
        notes=[(w.either("Note", "Nota"), w.either(
            "B rows: agency, role, what it holds, source; place, subject and time. Rows with a country code: two agencies whose areas meet, on what bases, where; exact: same place and subject; else one lies within the other, or they meet in part. No agreement or forum between them on the function is on file, which does not mean that there is none.",
            "Filas B: institución, papel, lo que tiene a cargo, fuente; lugar, materia y tiempo. Filas con clave de país: dos instituciones cuyos ámbitos se encuentran, con qué fundamentos y dónde; exacto: mismo lugar y materia; si no, uno queda dentro del otro o coinciden en parte. No consta acuerdo ni foro entre ambas sobre la función, lo que no significa que no exista."))],
        empty=w.either(f"No overlap in {inside} is without something on file that covers it.", f"En {inside} no consta ningún traslape sin algo registrado que lo cubra."))  # fmt: skip
    if table["kind"] == "table":
        table |= {"dense": True, "up": 2}
    return table


def _sides(overlaps: Sequence[Overlap]) -> list[Area]:
    """Return the areas of the most exact pair of each overlap, by agency, each once."""
    found = {a.id: a for o in overlaps for a in (o.pairs[0].one, o.pairs[0].other)}
    return [found[id_] for id_ in sorted(found)]


def _basis_row(w: Writer, area: Area) -> dict[str, Any]:
    r = area.responsibility
    code = basis_code(w, area)
    details = [*_ground(w, area), span_text(r.since, r.until, w.lang)]
    if r.legal_basis and not any(
        w.registry.sources[c.source].kind in _LAW for c in r.citations[:2]
    ):
        details.append(w.either("basis: ", "fundamento: ") + ", ".join(
            dict.fromkeys(instrument_name(w.registry.instruments[b.instrument], w.lang) for b in r.legal_basis)))  # fmt: skip
    contested = "" if r.status is Status.ASSERTED else f", {label(r.status, w.lang)}"
    text: list[Run] = [
        {"b": w.agency(area.agency.id)}, t(f" ({ROLE_LETTERS[r.role]}{contested}): "),
        t(pick(r.statement, w.lang)), t(" "), w.cite(r.citations, code, 2),
    ]  # fmt: skip
    said = "; ".join(filter(None, details))
    if said:
        text += [t(" "), {"m": said}]
    return w.row(f"basis-{area.id}", [[t(code)]], [text])


def _ground(w: Writer, area: Area) -> list[str]:
    """Return the places of an area, national apart, and its subjects."""
    r = area.responsibility
    places = w.place_names(r.places) if any(len(p) != 2 for p in r.places) else ""
    if not r.places:
        places = w.either("place not stated", "lugar sin precisar")
    subjects = ", ".join(pick(w.registry.subjects[s].name, w.lang) for s in r.subjects)
    return [places, subjects or w.either("subject not stated", "materia sin precisar")]


def _bare_row(w: Writer, register: _Register, o: Overlap) -> dict[str, Any]:
    bases = ", ".join(dict.fromkeys(basis_code(w, a) for a in (o.pairs[0].one, o.pairs[0].other)))
    exact = w.either("exact", "exacto") if o.precision is Precision.EXACT else ""
    where = ", ".join(filter(None, (_where(w, [o]), exact)))
    return w.row(o.id, [[{"b": register.codes[o.id]}]], [[
        {"b": " × ".join(w.agency(a) for a in o.agencies)}, t(f" {bases} "), {"m": where},
    ]])  # fmt: skip


# -- explained overlaps ----------------------------------------------------------------------------


def _explained(w: Writer, register: _Register) -> list[dict[str, Any]]:
    """Return the overlaps that editors explained, with the reason; none of it when there are none."""
    if not register.explained:
        return []
    n = len(register.explained)
    sentence = w.either(
        plural(n, "One overlap is explained by what a source says of the division of work",
               f"Explained by what a source says of the division of work: {n} overlaps"),
        plural(n, "Un traslape se explica por lo que una fuente dice del reparto de tareas",
               f"Se explican por lo que una fuente dice del reparto de tareas: {n} traslapes"))  # fmt: skip
    return [w.finding(sentence), {**w.table(
        "explained", w.either("Explained overlaps", "Traslapes explicados"), _columns(w),
        [_explained_row(w, register, o, register.valid[o.id]) for o in register.explained],
        notes=[(w.either("Note", "Nota"), w.either(
            "Counted as overlaps in every total. A review is an editor’s judgement on the source named; it is no finding of law.",
            "Se cuentan como traslapes en todos los totales. La revisión es un juicio del equipo editor sobre la fuente indicada; no es una determinación jurídica."))]), "dense": n > 8}]  # fmt: skip


def _explained_row(w: Writer, register: _Register, o: Overlap, review: Review) -> dict[str, Any]:
    code = register.codes[o.id]
    word = (
        w.either("Explained: ", "Explicado: ")
        if review.judgement is Judgement.EXPLAINED
        else w.either("Accepted for a time: ", "Aceptado por un tiempo: ")
    )
    until = long_date(review.until, w.lang)
    covers: Cell = [
        [{"b": word}, t(pick(review.reason, w.lang)), t(" "), w.cite(review.citations, code, 3)],
        [{"m": w.either(f"Review valid until {until}.", f"Revisión válida hasta el {until}.")}],
        *_covers(w, register, o, code),
    ]
    why: Cell = [
        [{"b": f"{w.agency(a.agency.id)}: "}, t(pick(a.responsibility.statement, w.lang)), t(" "),
         w.cite(a.responsibility.citations, code, 2)]
        for a in (o.pairs[0].one, o.pairs[0].other)
    ]  # fmt: skip
    shared: Cell = [
        [{"b": " × ".join(w.agency(a) for a in o.agencies)}], [t(w.fname(o.function))],
        [{"m": _where(w, [o])}],
    ]  # fmt: skip
    return w.row(o.id, [[{"b": code}], [{"grade": o.grade.value}]], shared, why, covers)


# -- duplication candidates ------------------------------------------------------------------------


def _candidates(w: Writer, register: _Register) -> dict[str, Any]:
    """Return the duplication candidates (D3), by function, with what would settle each.

    Those explained by a source are left out: a source does describe how the work is divided.
    """
    candidates = [o for o in register.listed if o.duplication_candidate]
    short = len(candidates) > 12
    every = _settles_all(w, candidates) if short else []
    rows: list[dict[str, Any]] = []
    function = None
    for group in _alike(w, candidates, short):
        if group[0].function != function:
            function = group[0].function
            rows.append({"band": w.fname(function)})
        rows.append(_candidate_row(w, group, short, every))
    notes = [(w.either("Note", "Nota"), w.either(
        "Each is a duplication candidate: function, place, subject, stage, and role agree, and no source on file describes a division of labor. GAO requires program evidence before calling this duplication.",
        "Cada fila es una posible duplicidad, por comprobar: coinciden la función, el lugar, la materia, la etapa y el papel, y ninguna fuente registrada describe un reparto de tareas. La GAO exige evidencia de los programas antes de hablar de duplicación. No es una determinación de duplicidad de funciones en términos de ley."))]  # fmt: skip
    if every:
        notes.append(
            (
                w.either("To settle any of them", "Para resolver cualquiera de ellas"),
                "; ".join(every) + ".",
            )
        )
    return w.table(
        "duplication", w.either("Duplication candidates (D3)", "Posibles duplicidades, por comprobar (D3)"),
        [("Id", "id", 0.8), (w.either("Agencies, what agrees, and what would settle it", "Instituciones, en qué coinciden y qué falta para resolverlo"), "text", 5)],
        rows, notes=notes,
        empty=w.either("No duplication candidates are on file.", "No constan posibles duplicidades.")) | (
            {"dense": True, "up": 2} if short else {})  # fmt: skip


def _alike(w: Writer, candidates: Sequence[Overlap], short: bool) -> list[list[Overlap]]:
    """Return the candidates one by one; in a long table, those alike in all that a row says."""
    groups: dict[tuple[str, ...], list[Overlap]] = defaultdict(list)
    for o in candidates:
        key = (o.function, _common(w, o), *_to_settle(w, o)) if short else (o.function, o.id)
        groups[key].append(o)
    order = {f: n for n, f in enumerate(dict.fromkeys((o.agencies[0][:2], o.function) for o in candidates))}  # fmt: skip
    return sorted(groups.values(), key=lambda g: order[g[0].agencies[0][:2], g[0].function])


def _settles_all(w: Writer, candidates: Sequence[Overlap]) -> list[str]:
    """Return the evidence that all candidates lack: a long table says it once, below."""
    wanted = [_to_settle(w, o) for o in candidates]
    return [x for x in wanted[0] if all(x in other for other in wanted)]


def _candidate_row(
    w: Writer, group: Sequence[Overlap], short: bool, every: Sequence[str]
) -> dict[str, Any]:
    o = group[0]
    wanted = [x for x in _to_settle(w, o) if x not in every]
    head = w.either("Also to settle it: ", "También falta: ") if every else w.either("To settle it: ", "Para resolverlo falta: ")  # fmt: skip
    settle: list[Run] = [{"b": head}, t("; ".join(wanted) + ".")] if wanted else []
    if short:
        who: list[Run] = []
        for x in group:
            number = t("" if x is o else f"{w.codes[x.id]} ")
            who += [number, {"b": " × ".join(w.agency(a) for a in x.agencies)}, t("; ")]
        cell: Cell = [[*who, t(f"{_common(w, o)}. "), *settle]]
    else:
        cell = [
            [{"b": " × ".join(w.agency(a) for a in o.agencies)}],
            [t(w.speaker.duplication_candidate(o))], settle,
        ]  # fmt: skip
    row = w.row(_candidate_id(o), [[t(w.codes[o.id])]], cell)
    row["also"] = [_candidate_id(x) for x in group[1:]]
    return row


def _candidate_id(o: Overlap) -> str:
    return f"duplication:{o.id.partition(':')[2]}"


def _common(w: Writer, o: Overlap) -> str:
    """Return place, subject and role in which the areas of a candidate agree."""
    pair = next(p for p in o.pairs if p.duplication_candidate)
    r = pair.one.responsibility
    subjects = ", ".join(pick(w.registry.subjects[s].name, w.lang) for s in r.subjects)
    return "; ".join((_where(w, [o]), subjects, label(r.role, w.lang)))


def _to_settle(w: Writer, o: Overlap) -> list[str]:
    """Return the evidence that would settle a candidate: what no record of it has."""
    pair = next(p for p in o.pairs if p.duplication_candidate)
    sides = (pair.one, pair.other)
    wanted = [w.either("budgets, clients and results of the programs of each",
                       "presupuesto, población atendida y resultados de los programas de cada una")]  # fmt: skip
    if all(a.responsibility.stage is None for a in sides):
        wanted.append(
            w.either("the stage of the work each does", "la etapa del trabajo que hace cada una")
        )
    weak = [
        str(w.speaker.agency(a.agency.id))
        for a in sides
        if w.registry.footing(a.responsibility.citations) is not Footing.FIRM
    ]
    if weak:
        names = join(weak, w.lang)
        wanted.append(
            w.either(f"an official source for {names}", f"una fuente oficial sobre {names}")
        )
    return wanted


def _abroad(w: Writer) -> dict[str, Any]:
    table = w.table(
        "extraterritorial", w.either("Agencies of one country acting in the other", "Instituciones de un país que actúan en el otro"),
        [(w.either("Agencies", "Instituciones"), "text", 1.2), (w.either("Statement", "Asiento"), "text", 4)],
        [w.row(o.id, [[{"b": " × ".join(w.agency(a) for a in o.agencies)}]], [[t(w.speaker.overlap(o))]])
         for o in w.found.extraterritorial],
        empty=w.either("No agency of one country acts on the ground of the other, as far as is on file.",
                       "No consta que una institución de un país actúe en el territorio del otro."))  # fmt: skip
    if len(w.found.extraterritorial) > 8:
        table |= {"dense": True, "up": 2}
    return table


def coverage_table(w: Writer) -> dict[str, Any]:
    """Return how many overlaps of each function reach grade 2, 3 and 4 (D5), by area."""
    rows: list[dict[str, Any]] = []
    for domain, functions in w.found.domains:
        band = []
        for function in (domain.id, *(f.id for f in functions)):
            mine = [o.grade.value for o in w.overlaps if o.function == function]
            if mine:
                c = coverage(mine)
                band.append(w.row(
                    f"coverage-{function}", [[t(w.fname(function))]], [[t(grouped(c.total))]],
                    *[[[t(f"{c.reached[k]} {w.either('of', 'de')} {c.total}")]] for k in (2, 3, 4)]))  # fmt: skip
        if band:
            rows += [{"band": pick(domain.name, w.lang)}, *band]
    everything = coverage(o.grade.value for o in w.overlaps)
    table = w.table(
        "coverage", w.either("Coordination coverage by function, explained overlaps included (D5)", "Cobertura de coordinación por función, con los traslapes explicados (D5)"),
        [(w.either("Function", "Función"), "text", 2.6), (w.either("Overlaps", "Traslapes"), "number", 0.95),
         *[(w.either(f"Grade {k}{'+' if k < 4 else ''}", f"Grado {k}{'+' if k < 4 else ''}"), "number", 1.1) for k in (2, 3, 4)]], rows,
        notes=[(w.either("Note", "Nota"), _reached(w, everything))],
        empty=w.speaker.coverage(everything, 2))  # fmt: skip
    if len(rows) > 20:
        table |= {"dense": True, "up": 2}
    return table


__all__ = ["basis_code", "coverage_table", "overlap_section", "pair_lines"]
