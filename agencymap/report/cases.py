"""Case pages: a question worth a page, answered from the registry for the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from agencymap.analysis.needs import InformationNeed
from agencymap.analysis.overlap import Overlap
from agencymap.dates import Holds, PartialDate
from agencymap.language import (
    after_colon,
    capital,
    count,
    date_cell,
    instrument_name,
    join,
    long_date,
    on_date,
    pick,
    plural,
    series_noun,
)
from agencymap.model import Case, Citation, Series, Tally
from agencymap.registry import Area
from agencymap.report.appendices import dense
from agencymap.report.base import Cell, Run, Writer, t
from agencymap.report.tiles import state_tiles
from agencymap.vocabulary import HELD, ROLE_LETTERS, Exclusive, Status, label

MOST_TILES = 4
"""Dates that the figure of states shows side by side."""


def cases(w: Writer) -> list[dict[str, Any]]:
    """Return one chapter for each case that meets the scope."""
    return [_Page(w, case, n).section() for n, case in enumerate(w.found.cases, 1)]


def _by(when: PartialDate, day: date) -> bool:
    """Return whether a date is not later than *day*."""
    return (when.earliest or when.latest) <= day


class _Page:
    """Writes the page of one case."""

    def __init__(self, w: Writer, case: Case, number: int) -> None:
        self.w, self.case, self.number = w, case, number
        self.functions = [f for f in case.functions if w.found.has_function(f)]

    def section(self) -> dict[str, Any]:
        """Return the chapter: what is asked, then what is on file."""
        w = self.w
        title = pick(self.case.title, w.lang)
        blocks: list[dict[str, Any]] = []
        if self.case.series is not None and self.case.functions[0] in self.functions:
            blocks += self.followed(w.registry.series[self.case.series], self.case.functions[0])
        else:
            blocks += self.compared()
        return {
            "id": f"case-{self.case.id}",
            "number": "",
            "title": w.either(f"Case: {title}", f"Caso: {after_colon(title)}"),
            "side": w.either("Written from the registry for the day; rules D2, D4, D6, D10", "Se escribe con el registro a la fecha; reglas D2, D4, D6 y D10"),
            "blocks": blocks,
        }  # fmt: skip

    def code(self, n: int) -> str:
        """Return the id of the nth row: the number of the case, then its own."""
        return f"K{self.number}-{n:02d}"

    # -- offices of a series, followed through time ------------------------------------------

    def followed(self, series: Series, function: str) -> list[dict[str, Any]]:
        """Return the dated counts, the figure of states, and who may on the day."""
        w = self.w
        tallies = [x for x in series.tallies if x.function == function and _by(x.as_of, w.snapshot.day)]  # fmt: skip
        counted = sorted((x for x in tallies if x.status in HELD), key=lambda x: x.as_of.latest)
        members = [a for a in w.registry.agencies.values() if a.series == series.id]
        named = [a for a in w.snapshot.held if self._of(a, series, function)]
        kind = series_noun(series, w.lang).text
        blocks = [w.finding(self._headline(series, counted, len({a.agency.id for a in named}), kind),
                            pick(self.case.question, w.lang))]  # fmt: skip
        days = list(dict.fromkeys(min(x.as_of.latest, w.snapshot.day) for x in counted))
        figure = state_tiles(w, function, days[-MOST_TILES:], f"case-{self.case.id}-tiles")
        if figure is not None:
            blocks.append(figure)
        blocks.append(dense(self._dates(series, function, tallies)))
        blocks.append(dense(self._today(series, function, [a.id for a in members])))
        return blocks

    def _name(self, agency: str, series: Series) -> str:
        """Return the letters of the state of an office of the series; else the short name."""
        record = self.w.registry.agencies[agency]
        places = {p for r in record.responsibilities for p in r.places}
        state = places.pop() if len(places) == 1 else ""
        if record.series == series.id and state.startswith(f"{series.country.upper()}-"):
            return state.partition("-")[2]
        return self.w.agency(agency)

    def _unsure(self, certain: Holds) -> list[Run]:
        """Return what marks a statement of which no source says that it held by the day."""
        if certain is not Holds.UNCERTAIN:
            return []
        return [{"m": self.w.either(" uncertain on this date", " incierto a esta fecha")}]

    @staticmethod
    def _of(area: Area, series: Series, function: str) -> bool:
        return area.agency.series == series.id and area.responsibility.function == function

    def _headline(self, series: Series, counted: Sequence[Tally], named: int, kind: str) -> str:
        w = self.w
        if not counted:
            return w.either(
                f"By this date no source on file counts the {kind} with access; named on file: {named} of {series.total}",
                f"A esta fecha ninguna fuente registrada cuenta las {kind} con acceso; constan por nombre {named} de {series.total}",
            )  # fmt: skip
        numbers = list(dict.fromkeys(str(x.count) for x in counted))
        last = long_date(counted[-1].as_of, w.lang)
        when = counted[-1].as_of
        then = f"en {last}" if when.precision in ("month", "year") else on_date(when, "es")
        return w.either(
            f"Of {series.total} {kind}, sources count {join(numbers, 'en')}, the last as of {last}; named on file: {named}",
            f"De {series.total} {kind}, las fuentes cuentan {join(numbers, 'es')}, la más reciente, {then}; constan por nombre {named}",
        )  # fmt: skip

    def _dates(self, series: Series, function: str, tallies: Sequence[Tally]) -> dict[str, Any]:
        """Return who could, by date: sole holders, then the counts that sources give."""
        w = self.w
        found: list[tuple[PartialDate, str, str, Sequence[Citation]]] = []
        for area in w.registry.areas:
            r = area.responsibility
            if (
                area.agency.id in self.case.agencies and r.function == function
                and r.exclusive is Exclusive.SOLE and r.since is not None and _by(r.since, w.snapshot.day)
            ):  # fmt: skip
                found.append((r.since, pick(r.statement, w.lang), f"{series.total} {w.either('of', 'de')} {series.total}", r.citations))  # fmt: skip
        for x in tallies:
            left = (
                f"{series.total - x.count} {w.either('of', 'de')} {series.total}"
                if x.status in HELD
                else w.either("announced", "anunciado")
            )
            found.append((x.as_of, pick(x.statement, w.lang), left, x.citations))
        found.sort(key=lambda x: (x[0].earliest or x[0].latest, x[0].latest, x[1]))
        rows = [
            w.row(f"case-{self.case.id}-{n}", [[{"b": self.code(n)}]], [[t(date_cell(when, w.lang))]], [[t(text), t(" "), w.cite(c, self.code(n), 1)]], [[t(left)]])
            for n, (when, text, left, c) in enumerate(found, 1)
        ]  # fmt: skip
        self.used = len(rows)
        return w.table(
            f"case-{self.case.id}-dates", w.either("Who could, by date", "Quién podía, por fecha"),
            [("Id", "id", 0.6), (w.either("Date", "Fecha"), "text", 0.8), (w.either("On file; source", "Consta; fuente"), "text", 6.1),
             (w.either("Then without", "Sin acceso"), "text", 0.85)], rows,
            notes=[(w.either("Note", "Nota"), w.either(
                "A sole holder leaves all offices of the series without; a count, the rest.",
                "Una institución única deja sin acceso a toda la serie; una cuenta, a las demás."))],
            empty=w.either("No dated count is on file by this date.", "No consta ninguna cuenta fechada a esta fecha."))  # fmt: skip

    def _today(self, series: Series, function: str, members: Sequence[str]) -> dict[str, Any]:
        """Return who may on the day: every office of the series stands in one row."""
        w, snapshot = self.w, self.w.snapshot
        left = dict.fromkeys(m for m in members if m in snapshot.agencies)
        rows: list[dict[str, Any]] = []

        def add(key: str, title: str, areas: Sequence[Area], *, of_series: bool = True) -> None:
            ids = list(dict.fromkeys(a.agency.id for a in areas if not of_series or a.agency.id in left))  # fmt: skip
            mine = [a for a in areas if a.agency.id in ids]
            for i in ids:
                left.pop(i, None)
            put(key, title, ids, [c for a in mine for c in a.responsibility.citations])

        def put(key: str, title: str, ids: Sequence[str], citations: Sequence[Citation]) -> None:
            if not ids:
                return
            code = self.code(self.used + len(rows) + 1)
            once = list({c.source: c for c in citations}.values())
            rows.append(w.row(
                f"case-{self.case.id}-{key}", [[{"b": code}]], [[t(title)]], [[t(str(len(ids)))]],
                [[t(", ".join(self._name(i, series) for i in ids) + " "), w.cite(once, code, 1) if once else {"m": w.words()["none"]}]]))  # fmt: skip

        here = [a for a in snapshot.held if a.responsibility.function == function]
        mine = [a for a in here if a.agency.series == series.id]
        add("federal", w.either("Beside the series, on file", "Además de la serie, constan"),
            [a for a in here if a.agency.id in self.case.agencies], of_series=False)  # fmt: skip
        add("contested", capital(label(Status.CONTESTED, w.lang)), [a for a in mine if a.responsibility.status is Status.CONTESTED])  # fmt: skip
        add("held", w.either("On file, by name", "Constan, por nombre"), mine)
        add("announced", w.either("Announced, not counted", "Anunciadas, no se cuentan"), [a for a in snapshot.announced if self._of(a, series, function)])  # fmt: skip
        add("absent", w.either("Without, a source says so", "Sin acceso, según una fuente"), [a for a in snapshot.asserted_absent if self._of(a, series, function)])  # fmt: skip
        put("none", capital(w.words()["none"]), list(left), [])
        return w.table(
            f"case-{self.case.id}-today", w.either(f"Who may, on {long_date(snapshot.day, 'en')}", f"Quién puede, al {long_date(snapshot.day, 'es')}"),
            [("Id", "id", 0.6), (w.either("State", "Estado"), "text", 2.2), (w.either("Offices", "Oficinas"), "number", 0.75),
             (w.either("By name; source", "Por nombre; fuente"), "text", 5.6)], rows,
            notes=[(w.either("Note", "Nota"), w.either(
                "Each office of the series stands in one row. A source may count more than it names.",
                "Cada oficina de la serie está en un solo renglón. Una fuente puede contar más de las que nombra."))],
            empty=w.either("No office is on file for this date.", "No consta ninguna oficina a esta fecha."))  # fmt: skip

    # -- agencies beside each other ----------------------------------------------------------

    def compared(self) -> list[dict[str, Any]]:
        """Return what each agency holds, the agreements, what they share, and what they need."""
        w = self.w
        pairs = self._pairs()
        overlaps = [o for group in pairs.values() for o in group]
        needs = [n for n in w.needs if self._ours(n.agency.id) and self._ours(n.need.provider)]
        unmet = [n for n in needs if n.unmet]
        names = join([w.agency(a) for a in self._present()], w.lang)
        written = sum(o.grade.value >= 3 for o in overlaps)
        n = len(overlaps)
        open_needs = w.either(
            f"unmet needs: {len(unmet) or 'none'}",
            f"necesidades no atendidas: {len(unmet) or 'ninguna'}",
        )
        head = w.either(
            f"{names}: {count(n, 'en')} {plural(n, 'overlap', 'overlaps')} among them and their units on file",
            f"{names} y sus unidades: {count(n, 'es', masculine=True)} {plural(n, 'traslape', 'traslapes')} entre ellas",
        )  # fmt: skip
        if n:
            head += w.either(
                f", {count(written, 'en') if written else 'none'} with a written agreement in force",
                f", {('ninguno', 'uno')[written] if written < 2 else count(written, 'es')} con acuerdo escrito y en vigor",
            )  # fmt: skip
        elif w.lang == "es":
            head = f"{names} y sus unidades: no consta ningún traslape entre ellas"
        head += f"; {open_needs}"
        self.used = 0
        held = self._held()
        blocks = [w.finding(head, pick(self.case.question, w.lang)), held, self._agreements()]
        blocks += [self._shared(pairs), self._needs(needs)]
        return [blocks[0], *map(dense, blocks[1:])]

    def _present(self) -> list[str]:
        return [a for a in self.case.agencies if a in self.w.snapshot.agencies]

    def _side(self, agency: str) -> str | None:
        """Return the agency of the case that an agency is or stands under, or None."""
        chain = (agency, *self.w.snapshot.ancestors.get(agency, ()))
        return next((a for a in chain if a in self.case.agencies), None)

    def _ours(self, agency: str) -> bool:
        return self._side(agency) is not None

    def _pairs(self) -> dict[tuple[str, str, str], list[Overlap]]:
        """Return the overlaps by pair of the case's agencies and function; each stands in one."""
        w = self.w
        found: dict[tuple[str, str, str], list[Overlap]] = {
            (one, other, f): []
            for one, other in combinations(self._present(), 2)
            for f in self.functions
        }
        for o in w.overlaps:
            sides = {self._side(a) for a in o.agencies}
            for (one, other, f), group in found.items():
                if sides == {one, other} and w.registry.functions_related(o.function, f):
                    group.append(o)
                    break
        return {key: group for key, group in found.items() if group}

    def _next(self) -> str:
        self.used += 1
        return self.code(self.used)

    def _held(self) -> dict[str, Any]:
        """Return what each agency holds of the functions of the case, its units by number."""
        w = self.w
        rows: list[dict[str, Any]] = []
        for f in self.functions:
            here = [a for a in w.snapshot.counted if w.registry.functions_related(a.responsibility.function, f)]  # fmt: skip
            mine = [a for a in here if a.agency.id in self.case.agencies]
            if mine:
                rows.append({"band": w.fname(f)})
            for agency in self._present():
                units = {a.agency.id for a in here if self._side(a.agency.id) == agency and a.agency.id != agency}  # fmt: skip
                for area in (a for a in mine if a.agency.id == agency):
                    code = self._next()
                    r = area.responsibility
                    who: Cell = [[{"role": ROLE_LETTERS[r.role], **({"status": "contested"} if r.status is Status.CONTESTED else {})}, {"b": f" {w.agency(agency)}"}]]  # fmt: skip
                    if units:
                        who[0].append({"m": w.either(f" and {plural(len(units), 'one unit', f'{len(units)} units')}", f" y {plural(len(units), 'una unidad', f'{len(units)} unidades')}")})  # fmt: skip
                        units = set()
                    rows.append(w.row(f"case-{self.case.id}-{f}-{agency}-{r.id}", [[{"b": code}]], who, [[t(pick(r.statement, w.lang)), *self._unsure(w.snapshot.certainty(area))]], [[w.cite(r.citations, code, 2)]]))  # fmt: skip
        return w.table(
            f"case-{self.case.id}-held", w.either("What each holds, accountable or responsible", "Qué le compete a cada una, como responsable o ejecutora"),
            [("Id", "id", 0.55), (w.either("Role, agency", "Papel, institución"), "text", 1.4), (w.either("Statement", "Asiento"), "text", 5), (w.either("Source", "Fuente"), "text", 1.4)], rows,
            empty=w.either("None of them is on file for these functions on this date.", "A esta fecha ninguna consta con estas funciones."))  # fmt: skip

    def _agreements(self) -> dict[str, Any]:
        """Return the agreements of the case signed by the day, oldest first."""
        w = self.w
        rows = []
        for id_ in self.case.instruments:
            i = w.registry.instruments[id_]
            if not w.snapshot.signed(i):
                continue
            code = self._next()
            over = i.until is not None and i.until.latest <= w.snapshot.day
            state = f"{w.either('until', 'hasta')} {date_cell(i.until, w.lang)}" if over else w.either("in force", "en vigor")  # fmt: skip
            watch = [m for m in i.monitored if _by(m.as_of, w.snapshot.day)]
            text: Cell = [[t(pick(i.summary, w.lang)), t(" "), w.cite(i.citations, code, 1)]]
            for m in sorted(watch, key=lambda m: m.as_of)[-1:]:
                text.append([{"b": w.either("Monitored: ", "Seguimiento: ")}, t(f"{label(m.answer, w.lang)}, {long_date(m.as_of, w.lang)} "), w.cite(m.citations, code, 1)])  # fmt: skip
            rows.append(w.row(
                f"case-{self.case.id}-{i.id}", [[{"b": code}]], [[t(date_cell(i.signed or i.since, w.lang) or w.either("not on file", "no consta"))], [{"m": state}]],
                [[{"b": instrument_name(i, w.lang)}], [{"m": w.names(i.parties)}]], text))  # fmt: skip
        return w.table(
            f"case-{self.case.id}-agreements", w.either("Agreements among them", "Acuerdos entre ellas"),
            [("Id", "id", 0.55), (w.either("Signed, state", "Firma, estado"), "text", 1.1), (w.either("Agreement, parties", "Acuerdo, partes"), "text", 1.6), (w.either("What it does", "Qué hace"), "text", 3.9)], rows,
            empty=w.either("No agreement among them is on file by this date.", "No consta acuerdo entre ellas a esta fecha."))  # fmt: skip

    def _shared(self, pairs: Mapping[tuple[str, str, str], Sequence[Overlap]]) -> dict[str, Any]:
        """Return the overlaps by pair of agencies and function, those of units by number."""
        w = self.w
        rows = []
        for (one, other, f), mine in pairs.items():
            best = max(mine, key=lambda o: (o.grade.value, set(o.agencies) == {one, other}))
            lowest = min(o.grade.value for o in mine)
            code = self._next()
            grade: Cell = [[{"grade": best.grade.value}]]
            if lowest < best.grade.value:
                grade.append([{"m": w.either(f"lowest {lowest}", f"mínimo {lowest}")}])
            text: Cell = [[t(w.speaker.grade(best.grade))]]
            if best.grade.best is not None:
                text[0] += [t(" "), w.cite(best.grade.best.citations, code, 1)]
            rows.append(w.row(
                f"case-{self.case.id}-{one}-{other}-{f}", [[{"b": code}]], [[{"b": f"{w.agency(one)} × {w.agency(other)}"}], [t(w.fname(f))]],
                [[t(str(len(mine)))]], grade, text))  # fmt: skip
        return w.table(
            f"case-{self.case.id}-overlaps", w.either("Overlaps among them (D2) and what covers them (D4)", "Traslapes entre ellas (D2) y qué los cubre (D4)"),
            [("Id", "id", 0.55), (w.either("Pair, function", "Par, función"), "text", 2.2), (w.either("Overlaps", "Traslapes"), "number", 0.7), (w.either("Grade", "Grado"), "text", 0.9), (w.either("Best cover on file", "Mejor cobertura registrada"), "text", 3.4)], rows,
            notes=[(w.either("Note", "Nota"), w.either(
                f"Units count with the agency they stand under; {w.section('overlaps')} has each. A pair not listed may share more than is on file.",
                f"Las unidades se cuentan con la institución de la que dependen; en la {w.section('overlaps')} está cada una. Un par que no aparece puede compartir más de lo que consta."))],
            empty=w.either("No overlap among them is on file in this scope.", "No consta traslape entre ellas en este alcance."))  # fmt: skip

    def _needs(self, needs: Sequence[InformationNeed]) -> dict[str, Any]:
        """Return what one of the agencies needs from another (D6)."""
        w = self.w
        rows = []
        for n in needs:
            code = self._next()
            met = w.either("not met on file", "no atendida") if n.unmet else w.either("met on file", "atendida")  # fmt: skip
            rows.append(w.row(
                f"case-{self.case.id}-{n.id}", [[{"b": code}]], [[{"b": f"{w.agency(n.agency.id)} ← {w.agency(n.need.provider)} "}, {"m": met}]],
                [[t(pick(n.need.statement, w.lang)), *self._unsure(n.certain)]], [[w.cite(n.need.citations, code, 2)]]))  # fmt: skip
        return w.table(
            f"case-{self.case.id}-needs", w.either("What one needs from another (D6)", "Qué necesita una de otra (D6)"),
            [("Id", "id", 0.55), (w.either("Who from whom", "Quién de quién"), "text", 1.4), (w.either("Statement", "Asiento"), "text", 5), (w.either("Source", "Fuente"), "text", 1.4)], rows,
            empty=w.either("No need of one from another is on file in this scope.", "No consta que una necesite algo de otra en este alcance."))  # fmt: skip
