"""Fact sheets: half a page for an agency, with what it holds, may not do, and how it changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from agencymap.analysis.holders import reporting_agency
from agencymap.analysis.scope import SIDES
from agencymap.dates import Holds
from agencymap.language import (
    capital,
    instrument_name,
    long_date,
    official_lang,
    pick,
    pinpoint_text,
    short,
)
from agencymap.registry import Area
from agencymap.report.base import Run, Writer, t
from agencymap.report.orgcharts import remarks
from agencymap.vocabulary import HELD, ROLE_LETTERS, Country, Lang, Status, label

MOST_OF_A_SIDE = 20
"""Sheets of one country in the report on everything."""
MOST_IN_SCOPE = 24
"""Sheets in the report on a part."""
MOST_AREAS, MOST_LIMITS, MOST_CHANGES, MOST_LINKED = 6, 2, 2, 11
"""Items of a sheet; the rest is in the registry, and its number is said."""
MOST_LETTERS = 190
"""Letters of one item."""
MOST_PLACE_LETTERS = 34
"""Letters of two places that a row names before it says how many more there are."""
_TAGS: dict[Lang, str] = {"en": "en-US", "es": "es-MX"}


def sheets(w: Writer) -> list[dict[str, Any]]:
    """Return the fact sheets, with a heading that says how they were chosen."""
    chosen, rule = choose(w)
    if not chosen:
        return []
    title = w.either("Fact sheets", "Fichas de las instituciones")
    return [
        {**w.finding(title, rule), "sticky": True},
        *(_sheet(w, agency, n) for n, agency in enumerate(chosen, 1)),
    ]


# -- which -----------------------------------------------------------------------------------------


def _across(w: Writer, agency: str) -> bool:
    """Return whether an agency or a unit below it has a channel in force to the other country."""
    country = w.snapshot.country(agency)
    units = [agency, *(a for a, above in w.snapshot.ancestors.items() if agency in above)]
    return any(
        channel.in_force is not Holds.NO
        and any(w.snapshot.country(m) in SIDES and w.snapshot.country(m) != country
                for m in channel.members)
        for unit in units
        for channel in w.snapshot.channels_of.get(unit, ())
    )  # fmt: skip


def choose(w: Writer) -> tuple[list[str], str]:
    """Return the agencies that get a sheet, in the order of the map, and the rule in words."""
    registry = w.registry
    place = {b.id: n for n, b in enumerate(registry.blocks)}

    def order(a: str) -> tuple[int, str]:
        block = w.snapshot.blocks.get(a)
        return (
            place[block.id] if block else len(place),
            short(registry.agencies[a], "en").casefold(),
        )

    def best(ids: Iterable[str], weight: Counter[str], most: int) -> list[str]:
        return sorted(ids, key=lambda a: (-weight[a], *order(a)))[:most]

    weight = Counter(reporting_agency(w.snapshot, a.agency.id) for a in w.found.held)
    if w.found.scope.whole:
        fit = [a for a in weight if registry.agencies[a].series is None and _across(w, a)]
        sides = {c: [a for a in fit if w.snapshot.country(a) == c] for c in SIDES}
        chosen = [a for c in SIDES for a in best(sides[c], weight, MOST_OF_A_SIDE)]
        left = len(fit) - len(chosen)
        rule = w.either(
            f"A sheet stands here for agencies that are columns of the matrix and have a channel on file to an agency of the other country, at most {MOST_OF_A_SIDE} of each: those with most areas of responsibility. Left out by this number: {left}. All agencies have a page beside the interactive map.",
            f"Tienen ficha las instituciones que son columnas de la matriz y de las que consta una vía hacia una institución del otro país, hasta {MOST_OF_A_SIDE} por país: las de más ámbitos de competencia. Quedan fuera por este número: {left}. Todas las instituciones tienen su página junto al mapa interactivo.",
        )  # fmt: skip
    else:
        areas = Counter(a.agency.id for a in w.found.held)
        weight.update({a: areas[a] for a in areas if a not in weight})
        inside = [a for a in w.found.agencies
                  if w.snapshot.country(a) in w.found.sides
                  and (registry.agencies[a].series is None or a in w.found.scope.agencies)]  # fmt: skip
        chosen = best(inside, areas, MOST_IN_SCOPE)
        left = len(w.found.agencies) - len(chosen)
        rule = w.either(
            f"A sheet stands here for the agencies in scope, at most {MOST_IN_SCOPE}: those with most areas of responsibility in scope; offices of a series only where the scope names them. Left out: {left}.",
            f"Tienen ficha las instituciones del alcance, hasta {MOST_IN_SCOPE}: las de más ámbitos de competencia dentro de él; las oficinas de una serie, solo si el alcance las nombra. Quedan fuera: {left}.",
        )  # fmt: skip
    return sorted(chosen, key=lambda a: (w.snapshot.country(a) != Country.US, *order(a))), rule


# -- one sheet -------------------------------------------------------------------------------------


def brief(text: str) -> str:
    """Return the first sentence of a text, cut at a word where it is long."""
    first = re.split(r"(?<=[a-záéíóúñ0-9)»”]\.)\s+(?=[A-ZÁÉÍÓÚÑ«“])", text, maxsplit=1)[0]
    if len(first) <= MOST_LETTERS:
        return first
    return first[:MOST_LETTERS].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _more(w: Writer, number: int) -> list[list[Run]]:
    """Return the line that says how many items are not shown."""
    if number <= 0:
        return []
    return [[{"m": w.either(f"and {number} more in the registry", f"y {number} más en el registro")}]]  # fmt: skip


def _sheet(w: Writer, agency: str, n: int) -> dict[str, Any]:
    record = w.registry.agencies[agency]
    own = official_lang(record)
    other: Lang = "en" if own == "es" else "es"
    code = f"FS-{n:02d}"
    translated = pick(record.name, other)
    if not record.translation_official:
        translated += w.either(" (translation, not official)", " (traducción no oficial)")
    rows, rest = _areas(w, agency, code)
    return {
        "kind": "sheet", "id": f"sheet-{agency}", "agency": agency, "code": code, "country": record.country.value,
        "short": w.agency(agency),
        "name": t(pick(record.name, own), None if own == w.lang else _TAGS[own]),
        "other": t(translated, None if other == w.lang or not record.translation_official else _TAGS[other]),
        "tag": f"{label(record.country, w.lang)} · {label(record.level, w.lang)}",
        "left": _identity(w, agency),
        "title": w.either("Areas of responsibility on file", "Ámbitos de competencia registrados"),
        "columns": ["Id", w.either("Function", "Función"), w.either("Role", "Papel"), w.either("Places", "Lugares"), w.either("Basis and source", "Fundamento y fuente")],
        "rows": rows,
        "more": rest,
        "none": w.either("No area of responsibility in scope is on file.", "No consta ningún ámbito de competencia en este alcance."),
        "lists": [x for x in (_limits(w, agency, code), _changes(w, agency, code)) if x["items"]],
        "linked_title": w.either("Linked findings", "Hallazgos vinculados"),
        "linked": [],
        "linked_more": "",
    }  # fmt: skip


def _identity(w: Writer, agency: str) -> list[list[str]]:
    record = w.registry.agencies[agency]
    parents = w.registry.parents(agency, w.snapshot.day)
    above = ", ".join(pick(w.registry.agencies[p].name, w.lang) for p in parents[:1])
    part = "; ".join(filter(None, [above or w.either("none on file", "no consta"), *remarks(w, agency, always=True)]))  # fmt: skip
    found = [
        [w.either("Part of", "Depende de"), part],
        [w.either("Kind", "Tipo"), capital(label(record.classification, w.lang))],
        [w.either("Mandate", "Objeto"), brief(pick(record.mandate, w.lang))],
    ]
    if record.founded is not None:
        found.append([w.either("Founded", "Creación"), capital(long_date(record.founded, w.lang))])
    if record.website is not None:
        host = re.sub(r"^https?://(www\.)?", "", record.website).rstrip("/")
        if len(host) > 44:
            host = host.partition("/")[0]
        found.append([w.either("Website", "Sitio"), host])
    found.append([w.either("Last checked", "Último cotejo"), str(record.checked)])
    return found


def _areas(w: Writer, agency: str, code: str) -> tuple[list[dict[str, Any]], list[Any]]:
    """Return the rows of what an agency and its units hold, one for each function and role."""
    order = {f: n for n, f in enumerate(w.registry.function_tree)}
    letters = list(ROLE_LETTERS)
    groups: dict[tuple[str, Any], list[Area]] = {}
    for a in w.found.held:
        if a.agency.id == agency or reporting_agency(w.snapshot, a.agency.id) == agency:
            groups.setdefault((a.responsibility.function, a.responsibility.role), []).append(a)
    keys = sorted(groups, key=lambda k: (letters.index(k[1]) > 1, order[k[0]], letters.index(k[1])))
    rows = []
    for function, role in sorted(keys[:MOST_AREAS], key=lambda k: (order[k[0]], letters.index(k[1]))):  # fmt: skip
        areas = groups[function, role]
        areas.sort(key=lambda a: a.agency.id != agency)
        first = areas[0]
        places = list(dict.fromkeys(p for a in areas for p in a.responsibility.places))
        units = [] if first.agency.id == agency else [w.names(list(dict.fromkeys(a.agency.id for a in areas)))]  # fmt: skip
        state = first.responsibility.status
        basis: list[Run] = []
        for law in first.responsibility.legal_basis[:1]:
            name = instrument_name(w.registry.instruments[law.instrument], w.lang)
            if len(name) <= 40:
                pin = f", {pinpoint_text(law.pinpoint, w.lang)}" if law.pinpoint else ""
                basis = [t(f"{name}{pin} ")]
        rows.append({
            "id": w.anchors.get(function, "–"),
            "function": w.fname(function) + (f" ({brief(units[0])})" if units else ""),
            "role": {"role": ROLE_LETTERS[role], **({"status": "contested"} if state is Status.CONTESTED else {})},
            "places": _places(w, places),
            "basis": [*basis, w.cite(first.responsibility.citations, code, 1)],
        })  # fmt: skip
    return rows, _more(w, len(keys) - len(rows))


def _places(w: Writer, places: Sequence[str]) -> str:
    shown = 2 if len(w.place_names(places[:2])) <= MOST_PLACE_LETTERS else 1
    if len(places) > shown + 1:
        rest = len(places) - shown
        return w.place_names(places[:shown]) + w.either(f" and {rest} more", f" y {rest} más")
    return w.place_names(places)


def _limits(w: Writer, agency: str, code: str) -> dict[str, Any]:
    found = [
        x for x in w.registry.agencies[agency].limits
        if x.status in HELD and w.registry.statement_holds(x, w.snapshot.day) is not Holds.NO
        and (not x.functions or any(map(w.found.has_function, x.functions)))
    ]  # fmt: skip
    items = [[t(brief(pick(x.statement, w.lang)) + " "), w.cite(x.citations, code, 1)] for x in found[:MOST_LIMITS]]  # fmt: skip
    return {
        "title": w.either("What it cannot do", "Lo que no puede hacer"),
        "items": [*items, *_more(w, len(found) - len(items))],
    }


def _changes(w: Writer, agency: str, code: str) -> dict[str, Any]:
    found = [
        e for e in w.found.all.snapshot.registry.changes
        if agency in (e.agency.id, *e.predecessors, *e.successors)
        and (e.change.date.earliest or e.change.date.latest) <= w.snapshot.day
    ]  # fmt: skip
    found.sort(key=lambda e: e.change.date.latest)
    items: list[list[Run]] = []
    for e in found[-MOST_CHANGES:]:
        when = capital(long_date(e.change.date, w.lang))
        items.append([{"b": f"{when}: "}, t(brief(pick(e.change.statement, w.lang)) + " "), w.cite(e.change.citations, code, 1)])  # fmt: skip
    return {
        "title": w.either("What changed", "Qué cambió"),
        "items": [*items, *_more(w, len(found) - len(items))],
    }


# -- linked findings -------------------------------------------------------------------------------


def link(w: Writer, sections: Sequence[dict[str, Any]]) -> None:
    """Fill in the findings that concern the agency of each sheet, as the sections number them."""
    codes: dict[str, tuple[str, str]] = {}
    for section in sections:
        for b in section["blocks"]:
            for row in b.get("rows", ()) if b["kind"] == "table" else ():
                code = next((r["b"] for p in row.get("cells", [[]])[0] for r in p if "b" in r), "")
                if re.fullmatch(r"[A-Z]{1,2}-\d+", code):
                    for id_ in (row["id"], *row.get("also", ())):
                        codes.setdefault(id_, (code, row["id"]))
    concerned = _concerned(w)
    for sheet in (b for section in sections for b in section["blocks"] if b["kind"] == "sheet"):
        found = dict.fromkeys(codes[i] for i, who in concerned if sheet["agency"] in who and i in codes)  # fmt: skip
        order = {
            id_: n
            for n, id_ in enumerate(dict.fromkeys(code.partition("-")[0] for code, _ in found))
        }
        found = dict.fromkeys(
            sorted(
                found, key=lambda x: (order[x[0].partition("-")[0]], int(x[0].partition("-")[2]))
            )
        )
        sheet["linked"] = [list(x) for x in list(found)[:MOST_LINKED]]
        rest = len(found) - len(sheet["linked"])
        sheet["linked_more"] = w.either(f"and {rest} more", f"y {rest} más") if rest > 0 else ""


def _concerned(w: Writer) -> list[tuple[str, set[str]]]:
    """Return the findings with the agencies they concern, those of units under their bureau."""

    def tops(*ids: str) -> set[str]:
        return {*ids, *(reporting_agency(w.snapshot, a) for a in ids)}

    return [
        *((n.id, tops(n.agency.id, n.need.provider)) for n in w.needs),
        *((p.id, tops(p.agency)) for p in w.points),
        *((o.id, tops(*o.agencies)) for o in w.overlaps),
        *((g.id, tops(*g.present)) for g in w.gaps),
    ]
