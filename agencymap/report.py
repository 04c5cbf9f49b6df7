"""The overlap report as a value: sections of findings and tables, in one language.

``report_model`` is pure; what it returns is JSON-able and the only thing a renderer sees. All
sentences, plurals, dates, order and numbers are made here, once; renderers choose layout only.

A *cell* is a list of paragraphs, a paragraph a list of *runs*, a run a dictionary with one key:

=========== ==============================================================
``t``       text; with ``lang`` when it is in the other language
``b``       text in bold
``m``       text of second rank
``grade``   coordination grade, 0 to 4
``role``    role letter; with ``status`` when not simply asserted
``practice`` y, n or ?
``cite``    [[source number, pinpoint], …]; with ``weak`` when all are weak sources
=========== ==============================================================
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from agencymap import __version__
from agencymap.analysis.coordination import agreements_at_risk, coverage, grade
from agencymap.analysis.counterparts import mirror_of
from agencymap.analysis.gaps import Epistemic, Gap, GapKind, open_questions
from agencymap.analysis.holders import fragmentation, reporting_agency
from agencymap.analysis.needs import foremost
from agencymap.analysis.overlap import Overlap, Precision, find_extraterritorial
from agencymap.analysis.resilience import FailureKind
from agencymap.analysis.whole import AllFindings
from agencymap.dates import Holds, holds_on
from agencymap.language import (
    capital,
    country_name,
    function_noun,
    grouped,
    in_places,
    instrument_name,
    join,
    long_day,
    pick,
    pinpoint_text,
    plural,
    short,
    span_text,
)
from agencymap.model import Citation
from agencymap.registry import Area
from agencymap.sentences import Speaker
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import (
    AGREEMENT_KINDS,
    ROLE_LETTERS,
    SOURCE_BARS,
    Answer,
    Country,
    Footing,
    InstrumentKind,
    Lang,
    Level,
    Practice,
    SourceKind,
    Status,
    label,
)

FORMAT = "agencymap-report/1"
SIDES = (Country.US, Country.MX)
MAX_COLUMNS = 13
"""Agencies of each country on one page of the matrix."""
OLD_YEARS = 3
_AGREEMENTS = AGREEMENT_KINDS | {InstrumentKind.STATEMENT}
"""Kinds that the table of agreements lists; laws stand beside the duties that rest on them."""

Run = dict[str, Any]
Cell = list[list[Run]]


def report_model(
    snapshot: Snapshot, lang: Lang, found: AllFindings | None = None
) -> dict[str, Any]:
    """Return the report: ``format``, ``meta``, ``cover``, ``highlights``, ``sections``, ``sources``.

    Args:
        snapshot: the registry as of a day.
        lang: language of the report.
        found: its findings, when they have been computed already.

    Same snapshot and language, same value. Sources are numbered in the order of first citation.
    """
    return _Report(found or AllFindings(snapshot), lang).model()


def t(text: str, lang: str | None = None) -> Run:
    """Return a run of text, marked when it is in the other language."""
    return {"t": text, "lang": lang} if lang else {"t": text}


class _Report:
    def __init__(self, found: AllFindings, lang: Lang) -> None:
        self.snapshot = snapshot = found.snapshot
        self.registry = snapshot.registry
        self.lang: Lang = lang
        self.speaker = Speaker(snapshot, lang)
        self.numbers: dict[str, int] = {}
        self.uses: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.tables = 0
        self.basis: dict[tuple[str, str], str] = {}
        """Area and function → row of the register that states the basis in full."""
        self.overlaps = found.overlaps
        self.gaps = found.gaps
        self.needs = found.needs
        self.points = found.points
        self.at_risk = agreements_at_risk(snapshot)
        self.anchors = {f: f"F{n:02d}" for n, f in enumerate(self.registry.functions, 1)}

    def _(self, english: str, spanish: str) -> str:
        return english if self.lang == "en" else spanish

    # -- parts -----------------------------------------------------------------------------

    def cite(self, citations: Sequence[Citation], user: str, limit: int = 3) -> Run:
        entries = []
        for c in citations[:limit]:
            number = self.numbers.setdefault(c.source, len(self.numbers) + 1)
            pin = pinpoint_text(c.pinpoint, self.lang)
            self.uses[c.source][pin].add(user)
            entries.append([number, pin])
        run: Run = {"cite": entries}
        found = self.registry.footing(citations)
        if found is not Footing.FIRM:
            run["weak"] = label(found, self.lang)
        return run

    def agency(self, id_: str) -> str:
        return short(self.registry.agencies[id_], self.lang)

    def fname(self, id_: str) -> str:
        return capital(function_noun(self.registry.function_title(id_), self.lang).text)

    def names(self, ids: Sequence[str]) -> str:
        """Return short names, series with their number, without articles."""
        series: Counter[str] = Counter()
        plain = []
        for id_ in ids:
            kind = self.registry.agencies[id_].series
            if kind is None:
                plain.append(self.agency(id_))
            else:
                series[kind] += 1
        for kind, number in series.items():
            if number < 3:
                plain += [self.agency(i) for i in ids if self.registry.agencies[i].series == kind]
            else:
                name = pick(self.registry.series[kind].name, self.lang)
                plain.append(f"{number} {name}")
        return ", ".join(plain)

    def table(
        self,
        id_: str,
        title: str,
        columns: Sequence[tuple[str, str, float]],
        rows: Sequence[dict[str, Any]],
        *,
        notes: Sequence[tuple[str, str]] = (),
        empty: str = "",
        wide: bool = False,
    ) -> dict[str, Any]:
        """Return a table, or the sentence that stands for an empty one.

        Columns are (heading, kind, relative width); a row is ``{"cells": […]}``, or
        ``{"band": text}`` for a group.
        """
        if not any("cells" in row for row in rows):
            return {"kind": "text", "runs": [t(empty)]}
        self.tables += 1
        return {
            "kind": "table",
            "id": id_,
            "number": self.tables,
            "title": title,
            "columns": [{"head": h, "kind": k, "weight": w} for h, k, w in columns],
            "rows": list(rows),
            "notes": [{"head": h, "text": x} for h, x in notes],
            "wide": wide,
        }

    @staticmethod
    def row(id_: str, *cells: Cell) -> dict[str, Any]:
        return {"id": id_, "cells": list(cells)}

    @staticmethod
    def finding(sentence: str, *paragraphs: str) -> dict[str, Any]:
        return {"kind": "finding", "sentence": sentence, "paragraphs": list(paragraphs)}

    # -- the whole -------------------------------------------------------------------------

    def model(self) -> dict[str, Any]:
        sections = [
            self.purpose(), self.reading(), self.data(), self.matrix(), self.fragments(),
            self.overlap_section(), self.coordination(), self.counterparts(), self.gap_section(),
            self.changes(),
        ]  # fmt: skip
        for number, section in enumerate(sections, 1):
            section["number"] = str(number)
        highlights = self.highlights()
        sources = self.sources()
        appendix = self.reproducibility()
        sources["number"], appendix["number"] = "A", "B"
        return {
            "format": FORMAT,
            "meta": self.meta(),
            "words": self.words(),
            "cover": self.cover(),
            "highlights": highlights,
            "sections": [*sections, sources, appendix],
        }

    def meta(self) -> dict[str, Any]:
        day = self.snapshot.day
        digest = self.registry.digest
        return {
            "lang": self.lang,
            "region": "US" if self.lang == "en" else "MX",
            "title": self._("Overlap report: arms trafficking", "Reporte de traslapes: tráfico de armas"),
            "as_of": day.isoformat(),
            "day": long_day(day, self.lang),
            "edition": self.registry.info.edition,
            "digest": " ".join(digest[i : i + 4] for i in (0, 4, 8)),
            "handling": pick(self.registry.info.handling, self.lang),
            "version": __version__,
        }  # fmt: skip

    def words(self) -> dict[str, str]:
        return {
            "contents": self._("Contents", "Contenido"),
            "table": self._("Table", "Tabla"),
            "figure": self._("Figure", "Figura"),
            "page": self._("Page {n} of {m}", "Página {n} de {m}"),
            "asof": self._("As of", "Al"),
            "edition": self._("registry edition", "edición del registro"),
            "digest": self._("digest", "huella"),
            "highlights": self._("Highlights", "Resumen"),
            "us": label(Country.US, self.lang),
            "mx": label(Country.MX, self.lang),
            "none": self._("none on file", "no consta"),
            "nomirror": self._("no mirror function", "sin función equivalente"),
            "grade": self._("grade", "grado"),
            "back": self._("To the interactive map", "Al mapa interactivo"),
            "other": self._("Español", "English"),
        }

    def cover(self) -> dict[str, Any]:
        rows = []
        for domain in self.registry.domains:
            sides = {
                c.value: len(fragmentation(self.snapshot, domain.id, c).holders) for c in SIDES
            }
            rows.append({"name": pick(domain.name, self.lang), **sides})
        counts = self.registry.counts()
        alt = "; ".join(f"{r['name']}: {r['us']}, {r['mx']}" for r in rows)
        return {
            "kicker": self._("Overlap report: United States and Mexico", "Reporte de traslapes: Estados Unidos y México"),
            "title": self._("Who works against arms trafficking, and who talks to whom", "Quién combate el tráfico de armas y quién habla con quién"),
            "lede": self._(
                "Areas of responsibility on file in both countries: where they overlap, what "
                "agreement covers them, which office answers to which across the border, and what "
                "no record shows.",
                "Ámbitos de competencia registrados en ambos países: dónde se traslapan, qué acuerdo "
                "los cubre, qué institución corresponde a cuál del otro lado y qué no consta.",
            ),
            "caption": self._("one block for each agency that holds functions of the area", "un bloque por cada institución con funciones del área"),
            "rows": rows,
            "alt": self._(f"Agencies on file by area, United States and Mexico. {alt}.", f"Instituciones registradas por área, Estados Unidos y México. {alt}."),
            "facts": [
                [self._("As of", "Fecha de corte"), self.meta()["day"]],
                [self._("Scope", "Alcance"), self._(
                    f"{len(self.snapshot.agencies)} agencies, {counts['functions']} functions, both countries",
                    f"{len(self.snapshot.agencies)} instituciones, {counts['functions']} funciones, ambos países")],
                [self._("Registry", "Registro"), self._(
                    f"Edition {self.registry.info.edition}, digest {self.meta()['digest']}",
                    f"Edición {self.registry.info.edition}, huella {self.meta()['digest']}")],
            ],
        }  # fmt: skip

    def highlights(self) -> dict[str, Any]:
        found: list[dict[str, str]] = []
        c = coverage(o.grade.value for o in self.overlaps)
        total = len(self.overlaps)
        low = sum(o.grade.value <= 1 for o in self.overlaps)
        if total:
            claim = self._(
                f"{self.overlaps_on_file(total)}; {c.reached[3]} {plural(c.reached[3], 'is', 'are')} covered by a "
                "written agreement in force.",
                f"{self.overlaps_on_file(total)}; {c.reached[3]} {plural(c.reached[3], 'está cubierto', 'están cubiertos')} "
                "por un acuerdo escrito y en vigor.",
            )
            rest = " ".join((self.speaker.coverage(c, 4), self._(
                f"At grade 0 or 1, without agreement or contact in force, stand {low}.",
                f"En grado 0 o 1, sin acuerdo ni contacto vigente, hay {low}.")))  # fmt: skip
            found.append({"claim": claim, "text": rest, "ref": self._("Section 6", "Sección 6")})
        else:
            found.append({"claim": self.speaker.coverage(c, 2), "text": "", "ref": ""})
        for need in foremost(self.needs)[:1]:
            found.append({"claim": self.speaker.need(need), "text": pick(need.need.statement, self.lang),
                          "ref": self._("Section 9", "Sección 9")})  # fmt: skip
        for series in self.registry.series.values():
            known = [
                x
                for x in series.tallies
                if (x.as_of.earliest or x.as_of.latest) <= self.snapshot.day
            ]
            if known:
                held = [x for x in known if x.status is Status.ASSERTED] or known
                newest = max(held, key=lambda x: x.as_of)
                promised = [x for x in known if x.status is Status.ANNOUNCED]
                text = pick(promised[-1].statement, self.lang) if promised else ""
                found.append(
                    {
                        "claim": pick(newest.statement, self.lang),
                        "text": text,
                        "ref": self._("Section 4", "Sección 4"),
                    }
                )
        gateways = [p for p in self.points if p.kind is FailureKind.GATEWAY]
        sole = [p for p in self.points if p.kind is FailureKind.SOLE_HOLDER]
        if gateways or sole:
            text = (
                self.speaker.single_point(gateways[0])
                if gateways
                else self.speaker.single_point(sole[0])
            )
            found.append({
                "claim": self._(
                    f"On file are {len(sole)} functions with one holder in a country, and {len(gateways)} gateways to the other side.",
                    f"Constan {len(sole)} funciones con una sola institución en un país y {len(gateways)} pasos obligados hacia el otro lado."),
                "text": text, "ref": self._("Section 9", "Sección 9")})  # fmt: skip
        side = [g for g in self.gaps if g.kind in (GapKind.SIDE, GapKind.CHANNEL)]
        found.append({
            "claim": self._(
                f"For {len(side)} functions one side, or the channel between both, is not on file.",
                f"En {len(side)} funciones no consta un lado o la vía entre ambos."),
            "text": self._("That is not proof that there is none.", "Eso no prueba que no exista."),
            "ref": self._("Section 9", "Sección 9")})  # fmt: skip
        grades = Counter(o.grade.value for o in self.overlaps)
        by_country = {
            s.value: [sum(1 for o in self.overlaps if o.grade.value == g
                          and self.snapshot.country(o.agencies[0]) == s) for g in range(5)]
            for s in SIDES
        }  # fmt: skip
        counts = self.registry.counts()
        return {
            "title": self._("Highlights", "Resumen"),
            "side": [
                [self._("Why this report", "Por qué este reporte"), self._(
                    "Firearms bought in the United States reach criminal groups in Mexico. Agencies of both governments work on every step. Staff need to see who holds which task, what covers the places where tasks meet, and whom to call.",
                    "Armas compradas en los Estados Unidos llegan a grupos delictivos en México. Instituciones de ambos gobiernos intervienen en cada paso. El personal necesita ver quién tiene cada tarea, qué cubre los puntos en que se encuentran y con quién hablar.")],
                [self._("How it was made", "Cómo se hizo"), self._(
                    "The registry records areas of responsibility: one agency, one function, places, a role, dates, and a source with its exact place. Findings are computed from those records by published rules.",
                    "El registro contiene ámbitos de competencia: una institución, una función, lugares, un papel, fechas y una fuente con su ubicación exacta. Los hallazgos se calculan con reglas publicadas.")],
                [self._("How to read a finding", "Cómo leer un hallazgo"), self._(
                    "Overlap does not mean waste. Two agencies on one task can be a safeguard. This report states what is on file. It makes no recommendation.",
                    "Un traslape no significa dispendio. Dos instituciones en una tarea pueden ser un resguardo. Este reporte dice lo que consta. No emite recomendaciones.")],
            ],
            "edition_title": self._("In this edition", "En esta edición"),
            "numbers": [
                [self._("Agencies", "Instituciones"), len(self.snapshot.agencies)],
                [self._("Functions", "Funciones"), counts["functions"]],
                [self._("Responsibilities", "Ámbitos de competencia"), counts["responsibilities"]],
                [self._("Overlaps", "Traslapes"), total],
                [self._("Mechanisms", "Mecanismos"), counts["mechanisms"]],
                [self._("Sources", "Fuentes"), counts["sources"]],
            ],
            "found_title": self._("What was found", "Qué se encontró"),
            "found": found,
            "figure": {
                "title": self._("Overlaps on file, by coordination grade", "Traslapes registrados, por grado de coordinación"),
                "grades": [
                    {"grade": g, "us": by_country["us"][g], "mx": by_country["mx"][g],
                     "text": self.grade_words()[g]}
                    for g in range(5)
                ],
                "alt": self._("Overlaps by grade: ", "Traslapes por grado: ")
                + ", ".join(f"{self._('grade', 'grado')} {g}: {grades[g]}" for g in range(5)) + ".",
            },
            "missing_title": self._("What is missing", "Qué falta"),
            "missing": [
                [self._("Channels", "Vías"), self._("that are not public. “Not on file” means that no source read says so; it may exist.", "que no son públicas. «No consta» significa que ninguna fuente leída lo dice; puede existir.")],
                [self._("Budgets", "Presupuestos"), self._("and results of programs: not collected. Nothing here measures cost or success.", "y resultados de programas: no se recopilan. Nada aquí mide costo ni éxito.")],
                [self._("Views", "Opiniones"), self._("of the agencies named: not sought for this edition.", "de las instituciones nombradas: no se solicitaron para esta edición.")],
            ],
        }  # fmt: skip

    def overlaps_on_file(self, total: int) -> str:
        """Return "On file are 12 overlaps" in the right number."""
        if self.lang == "en":
            return f"On file {plural(total, 'is one overlap', f'are {grouped(total)} overlaps')}"
        return plural(total, "Consta un traslape", f"Constan {grouped(total)} traslapes")

    def grade_words(self) -> list[str]:
        return [
            self._("nothing on file", "nada consta"),
            self._("lapsed, or with a predecessor", "sin vigencia o con una antecesora"),
            self._("forum or contact, no written division", "foro o contacto, sin reparto escrito"),
            self._("written, in force", "escrito y en vigor"),
            self._("written and monitored", "escrito y con seguimiento"),
        ]

    # -- 1 to 3 ----------------------------------------------------------------------------

    def purpose(self) -> dict[str, Any]:
        registry = self.registry
        counts = registry.counts()
        rows = [
            (self._("Countries", "Países"), self._("United States and Mexico", "Estados Unidos y México")),
            (self._("Levels of government", "Órdenes de gobierno"), ", ".join(
                sorted({label(registry.agencies[a].level, self.lang) for a in self.snapshot.agencies}))),
            (self._("Functions", "Funciones"), self._(
                f"{counts['functions']} functions in {len(registry.domains)} areas",
                f"{counts['functions']} funciones en {len(registry.domains)} áreas")),
            (self._("Date described", "Fecha que se describe"), self.meta()["day"]),
            (self._("Unit of analysis", "Unidad de análisis"), self._(
                "the area of responsibility: one agency, one function, places, subjects, a role, a time",
                "el ámbito de competencia: una institución, una función, lugares, materias, un papel, un tiempo")),
        ]  # fmt: skip
        return {
            "id": "purpose",
            "title": self._("Purpose and scope", "Propósito y alcance"),
            "side": self._("Unit: area of responsibility", "Unidad: ámbito de competencia"),
            "blocks": [
                self.finding(
                    self._("Four questions, answered from what is on file", "Cuatro preguntas, respondidas con lo que consta"),
                    self._("Who holds which function on each side of the border? Where do agencies of one country overlap, and what covers the overlap? Which office answers to which across the border, and by which channel? What is not on file, and what hangs on one agency alone?",
                           "¿Quién tiene cada función a cada lado de la frontera? ¿Dónde se traslapan instituciones de un mismo país y qué cubre el traslape? ¿Qué institución corresponde a cuál del otro lado y por qué vía? ¿Qué no consta y qué depende de una sola institución?"),
                    pick(registry.info.scope, self.lang),
                ),
                self.table("scope", self._("Scope of this report", "Alcance de este reporte"),
                           [(self._("Item", "Concepto"), "text", 1), (self._("Scope", "Alcance"), "text", 3)],
                           [self.row(f"scope-{n}", [[{"b": a}]], [[t(b)]]) for n, (a, b) in enumerate(rows, 1)]),
            ],
        }  # fmt: skip

    def reading(self) -> dict[str, Any]:
        definitions = [
            ("D1", self._("Fragmentation", "Fragmentación"),
             self._("GAO: “more than one federal agency involved in the same broad area”. Here: two or more agencies of one country on file with a function or part of it.",
                    "Hay fragmentación cuando, en un mismo país y en la fecha de corte, constan dos o más instituciones con la misma función o con parte de ella (GAO: “more than one federal agency involved in the same broad area”)."),
             self._("Not by itself a problem.", "No implica deficiencia. En México la seguridad pública es una función concurrente.")),
            ("D2", self._("Overlap", "Traslape"),
             self._("GAO: “multiple agencies or programs with similar goals, activities, or beneficiaries”. Here: two agencies of one country, neither above the other, with the same or related function, on common ground and a common subject.",
                    "Hay traslape cuando dos instituciones distintas de un mismo país tienen funciones iguales o relacionadas, en un lugar y sobre una materia comunes, al mismo tiempo (GAO: “multiple agencies or programs with similar goals, activities, or beneficiaries”)."),
             self._("GAO does not ask for common ground; this report does, and is stricter.", "GAO no exige que coincida el lugar; este reporte sí, y por eso es más estricto.")),
            ("D3", self._("Duplication candidate", "Posible duplicidad"),
             self._("An overlap in which function, place, subject, stage and role agree and no source describes a division of labor. GAO: “two or more agencies or programs engaged in the same activities or services to the same beneficiaries”.",
                    "Traslape en el que coinciden función, lugar, materia, etapa y papel, sin que alguna fuente describa un reparto de tareas."),
             self._("To be verified: needs program evidence.", "Está por comprobar: hace falta evidencia de los programas. No es una determinación jurídica.")),
            ("D5", self._("Coordination coverage", "Cobertura de coordinación"),
             self._("Share of overlaps that reach a grade or better.", "Proporción de los traslapes que alcanzan cierto grado o más."),
             self._("Not computed without overlaps.", "Si no hay traslapes registrados, no se calcula.")),
            ("D6", self._("Unmet information need", "Necesidad de información no atendida"),
             self._("An agency needs the product of another for its function, and no record shows that it receives it.", "Una institución necesita, para su función, un producto de otra, y no consta que lo reciba."),
             self._("Can exist without overlap.", "Puede existir sin que haya traslape.")),
            ("D7", self._("Counterpart", "Institución homóloga"),
             self._("An agency of the other country with the function that answers, at the place; listed in order, with reasons.", "Institución del otro país a la que corresponde, en cierta función y lugar, la función equivalente. Se listan en orden y con la razón de cada lugar."),
             self._("No official designation, and no leave to make contact.", "No es un nombramiento oficial ni autoriza el contacto.")),
            ("D8", self._("Gap", "Vacío"),
             self._("A function, place, channel or accountability for which the registry holds no record (not on file), or of which a source says that nobody has it (asserted absent).", "Función, lugar, vía o rendición de cuentas sobre los que el registro no contiene asiento (no consta) o sobre los que una fuente afirma que nadie los atiende (ausencia documentada)."),
             self._("Not on file is never worded “no agency”.", "Solo en el segundo caso se escribe «ninguna institución».")),
            ("D10", self._("Single point of failure", "Punto único de falla"),
             self._("An agency without which others lose a function or every path to the other side.", "Institución sin la cual otras quedan sin acceso a una función o a la contraparte."),
             self._("Places are named, not only the share.", "Se indican los lugares afectados, no solo la proporción.")),
            ("D12", self._("Agreement at risk", "Acuerdo en riesgo"),
             self._("An agreement whose party was replaced without a succession note, whose term is over, or whose last evidence is older than three years.", "Acuerdo cuya parte fue sustituida sin que conste la sucesión, cuyo plazo venció o cuya última evidencia tiene más de tres años."),
             self._("It may still be applied; verify.", "Puede seguir aplicándose; hay que verificarlo.")),
        ]  # fmt: skip
        grades = self.grade_words()
        note = self._(
            "Definitions of fragmentation, overlap, and duplication follow GAO-15-49SP, with the differences stated. Mexican evaluators use complementariedad, coincidencia, and duplicidad; Mexican law forbids duplicidad de funciones, so this report never uses that word for an overlap.",
            "Las definiciones de fragmentación, traslape (overlap) y duplicación siguen a la Oficina de Rendición de Cuentas del Gobierno de los Estados Unidos (GAO-15-49SP), con las diferencias que se indican. Los términos mexicanos afines son complementariedad, coincidencia y duplicidad. Este reporte no califica el cumplimiento del artículo 134 constitucional ni de la Ley Federal de Austeridad Republicana.",
        )  # fmt: skip
        roles = [(letter, label(role, self.lang)) for role, letter in ROLE_LETTERS.items()]
        return {
            "id": "reading",
            "title": self._("How to read this report", "Cómo leer este reporte"),
            "side": "GAO-15-49SP; GAO-23-105520",
            "blocks": [
                {"kind": "text", "runs": [t(note)]},
                self.table("definitions", self._("Definitions", "Definiciones"),
                           [(self._("Rule", "Regla"), "id", 0.5), (self._("Term", "Término"), "text", 1.2),
                            (self._("Definition", "Definición"), "text", 3.6), (self._("Caution", "Advertencia"), "text", 2)],
                           [self.row(f"def-{d}", [[t(d)]], [[{"b": term}]], [[t(x)]], [[t(y)]]) for d, term, x, y in definitions]),
                self.table("grades", self._("Coordination grades (D4) and roles", "Grados de coordinación (D4) y papeles"),
                           [(self._("Mark", "Marca"), "mark", 0.9), (self._("Meaning", "Significado"), "text", 4)],
                           [*[self.row(f"grade-{g}", [[{"grade": g}]], [[t(capital(x))]]) for g, x in enumerate(grades)],
                            self.row("roles", [[{"b": self._("Roles", "Papeles")}]], [[x for letter, y in roles for x in ({"role": letter}, t(f" {y}   "))]])],
                           notes=[(self._("Note", "Nota"), self._("A grade counts what is on file for one function and place; it does not judge how people work together.", "El grado cuenta lo que consta para una función y un lugar; no califica cómo trabajan las personas."))]),
            ],
        }  # fmt: skip

    def data(self) -> dict[str, Any]:
        registry, day = self.registry, self.snapshot.day
        kinds: Counter[SourceKind] = Counter()
        old: Counter[SourceKind] = Counter()
        for s in registry.sources.values():
            kinds[s.kind] += 1
            if s.date and (day - s.date.latest).days > 365 * OLD_YEARS:
                old[s.kind] += 1
        weakest = Counter(
            max(SOURCE_BARS[registry.sources[c.source].kind] for c in a.responsibility.citations)
            for a in self.snapshot.held
        )
        held = len(self.snapshot.held)
        source_rows = [
            self.row(
                f"kind-{k}",
                [[{"b": capital(label(k, self.lang))}]],
                [[t(grouped(n))]],
                [[t(grouped(old[k]))]],
            )
            for k, n in sorted(kinds.items(), key=lambda x: (-SOURCE_BARS[x[0]], -x[1], x[0]))
        ]
        level_rows = []
        for c in SIDES:
            for level in Level:
                here = [
                    a
                    for a in self.snapshot.agencies
                    if registry.agencies[a].country == c and registry.agencies[a].level == level
                ]
                if here:
                    areas = [a for a in self.snapshot.held if a.agency.id in here]
                    level_rows.append(self.row(f"level-{c}-{level}", [[{"b": label(c, self.lang)}]], [[t(label(level, self.lang))]],
                                               [[t(grouped(len(here)))]], [[t(grouped(len(areas)))]]))  # fmt: skip
        contested = [a for a in self.snapshot.held if a.responsibility.status is Status.CONTESTED]
        uncertain = [a for a in self.snapshot.held if self.snapshot.certainty(a) is Holds.UNCERTAIN]
        doubt_rows = [
            self.row(f"contested-{a.id}", [[{"b": f"Q-{n:02d}"}], [t(self.agency(a.agency.id))]], [[t(self.fname(a.responsibility.function))]],
                     [[t(label(a.responsibility.status, self.lang))]], [[t(pick(a.responsibility.statement, self.lang))], [self.cite(a.responsibility.citations, f"Q-{n:02d}")]])
            for n, a in enumerate(contested, 1)
        ]  # fmt: skip
        bases = self._(
            f"Of {grouped(held)} responsibilities on file for this date, {grouped(weakest[3])} rest on law, an official source, a court or an audit; {grouped(weakest[2])} on a report; {grouped(weakest[1])} on the press or a reference work alone.",
            f"De {grouped(held)} ámbitos de competencia que constan a esta fecha, {grouped(weakest[3])} se basan en una ley, una fuente oficial, un tribunal o una auditoría; {grouped(weakest[2])}, en un informe; {grouped(weakest[1])}, solo en la prensa o en una obra de consulta.",
        )  # fmt: skip
        doubt = self._(
            f"For {len(uncertain) or 'none'} of them the answer depends on a date that no source gives exactly; they count here and are marked uncertain in the data. United States agencies are better documented than Mexican ones, so comparisons of counts carry that bias. The registry holds documented channels only: secret, informal and unpublished ones are absent.",
            f"En {len(uncertain) or 'ninguno'} de ellos la respuesta depende de una fecha que ninguna fuente da con exactitud; aquí se cuentan y en los datos se marcan como inciertos. Las instituciones estadounidenses están mejor documentadas que las mexicanas; toda comparación de cantidades tiene ese sesgo. El registro solo contiene vías documentadas: faltan las secretas, informales o no publicadas.",
        )  # fmt: skip
        return {
            "id": "data",
            "title": self._("Data and reliability", "Datos y confiabilidad"),
            "side": self._("Confidence follows the kind of source", "La confianza depende del tipo de fuente"),
            "blocks": [
                self.finding(bases, doubt),
                self.table("sources-by-kind", self._("Sources by kind and age", "Fuentes por tipo y antigüedad"),
                           [(self._("Kind", "Tipo"), "text", 3), (self._("Sources", "Fuentes"), "number", 1),
                            (self._("Older than three years", "De más de tres años"), "number", 1.4)], source_rows),
                self.table("agencies-by-level", self._("Agencies and responsibilities on file", "Instituciones y ámbitos de competencia registrados"),
                           [(self._("Country", "País"), "text", 2), (self._("Level", "Orden"), "text", 1.5),
                            (self._("Agencies", "Instituciones"), "number", 1), (self._("Responsibilities", "Ámbitos"), "number", 1.4)], level_rows),
                self.table("contested", self._("Contested statements", "Asientos controvertidos"),
                           [(self._("Agency", "Institución"), "text", 1.2), (self._("Function", "Función"), "text", 1.4),
                            (self._("State", "Estado"), "text", 0.8), (self._("Statement", "Asiento"), "text", 3)], doubt_rows,
                           empty=self._("No responsibility on file is contested.", "Ningún ámbito de competencia registrado está controvertido.")),
            ],
        }  # fmt: skip

    # -- 4 and 5 ---------------------------------------------------------------------------

    def _column(self, agency: str) -> str:
        """Return the column of the matrix an agency stands in: its bureau, or its series."""
        top = reporting_agency(self.snapshot, agency)
        series = self.registry.agencies[top].series
        return f"series:{series}" if series else top

    def _column_name(self, column: str) -> str:
        if column.startswith("series:"):
            return capital(pick(self.registry.series[column[7:]].name, self.lang))
        return self.agency(column)

    def matrix(self) -> dict[str, Any]:
        order = {"A": 0, "R": 1, "S": 2, "C": 3, "I": 4}
        blocks: list[dict[str, Any]] = []
        for domain in self.registry.domains:
            letters: dict[str, dict[str, str]] = defaultdict(dict)
            status: dict[tuple[str, str], str] = {}
            weight: Counter[str] = Counter()
            for area in self.snapshot.held:
                f = area.responsibility.function
                if self.registry.domain_of[f].id != domain.id:
                    continue
                column = self._column(area.agency.id)
                letter = ROLE_LETTERS[area.responsibility.role]
                known = letters[f].get(column)
                if known is None or order[letter] < order[known]:
                    letters[f][column] = letter
                    status[f, column] = area.responsibility.status
                weight[column] += 1
            columns: dict[str, list[str]] = {}
            for c in SIDES:
                mine = [x for x in weight if self._column_country(x) == c]
                mine.sort(key=lambda x: (-weight[x], self._column_name(x)))
                columns[c.value] = mine[:MAX_COLUMNS]
            rows = []
            for f in [x.id for x in domain.functions if x.id in letters] or []:
                rows.append({
                    "id": self.anchors[f],
                    "name": self.fname(f),
                    "us": [self._letter(letters, status, f, x) for x in columns["us"]],
                    "mx": [self._letter(letters, status, f, x) for x in columns["mx"]],
                    "n": [sum(letters[f].get(x) in ("A", "R") for x in weight if self._column_country(x) == c) for c in SIDES],
                })  # fmt: skip
            if not rows:
                continue
            self.tables += 1
            left_out = sum(
                len([x for x in weight if self._column_country(x) == c]) - len(columns[c.value])
                for c in SIDES
            )
            blocks.append({
                "kind": "matrix", "id": f"matrix-{domain.id}", "number": self.tables,
                "title": pick(domain.name, self.lang),
                "us": [self._column_name(x) for x in columns["us"]],
                "mx": [self._column_name(x) for x in columns["mx"]],
                "rows": rows,
                "note": self._(
                    "A,R: agencies that hold the function. Blank: not on file. Divisions and offices are shown under their bureau; offices of one kind in many states in one column.",
                    "A,R: instituciones que tienen la función. En blanco: no consta. Las divisiones y oficinas aparecen en la institución de la que dependen; las oficinas del mismo tipo en varias entidades, en una sola columna.")
                + (self._(f" Columns with fewest letters left out: {left_out}.", f" Columnas con menos letras que se omiten: {left_out}.") if left_out else ""),
            })  # fmt: skip
        return {
            "id": "matrix",
            "title": self._("Who does what", "Quién hace qué"),
            "side": "",
            "landscape": True,
            "blocks": blocks,
            "legend": [(letter, label(role, self.lang)) for role, letter in ROLE_LETTERS.items()],
        }

    def _column_country(self, column: str) -> Country:
        if column.startswith("series:"):
            return self.registry.series[column[7:]].country
        return self.snapshot.country(column)

    @staticmethod
    def _letter(letters: Any, status: Any, f: str, column: str) -> dict[str, str] | None:
        letter = letters[f].get(column)
        return {"role": letter, "status": status[f, column]} if letter else None

    def fragments(self) -> dict[str, Any]:
        rows: list[dict[str, Any]] = []
        split = dict.fromkeys(SIDES, 0)
        for domain in self.registry.domains:
            band: list[dict[str, Any]] = []
            for f in domain.functions:
                answers = {c: fragmentation(self.snapshot, f.id, c) for c in SIDES}
                federal = {
                    c: fragmentation(self.snapshot, f.id, c, levels=frozenset({Level.FEDERAL}))
                    for c in SIDES
                }
                if not any(a.holders for a in answers.values()):
                    continue
                cells: list[Cell] = [[[t(self.anchors[f.id])]], [[{"b": self.fname(f.id)}]]]
                for c in SIDES:
                    a = answers[c]
                    split[c] += a.fragmented
                    cell: Cell = (
                        [[t(self.names(a.holders))]]
                        if a.holders
                        else [[{"m": self.words()["none"]}]]
                    )
                    if a.announced:
                        cell.append(
                            [
                                {
                                    "m": self._(
                                        "announced, not counted: ", "anunciadas, no se cuentan: "
                                    )
                                    + self.names(sorted({x.agency.id for x in a.announced}))
                                }
                            ]
                        )
                    cells.append(cell)
                    cells.append([[t(f"{len(federal[c].holders)} / {len(a.holders)}")]])
                band.append(self.row(f.id, *cells))
            if band:
                rows += [{"band": pick(domain.name, self.lang)}, *band]
        n = len(self.registry.functions)
        sentence = self._(
            f"Of {n} functions, {split[Country.US]} have two or more holders on file in the United States and {split[Country.MX]} in Mexico",
            f"De {n} funciones, {split[Country.US]} tienen dos o más instituciones registradas en los Estados Unidos y {split[Country.MX]} en México",
        )
        return {
            "id": "fragmentation",
            "title": self._("Fragmentation by function", "Fragmentación por función"),
            "side": self._("Rule D1. Holders: accountable or responsible.", "Regla D1. Instituciones que rinden cuentas o ejecutan."),
            "blocks": [
                self.finding(sentence, self._(
                    "That several agencies hold a function does not by itself mean a problem. In Mexico public security is a shared function by constitutional design.",
                    "Que varias instituciones tengan una función no es, por sí mismo, un defecto. En México la seguridad pública es una función concurrente de los tres órdenes de gobierno.")),
                self.table("fragmentation", self._("Holders of each function", "Instituciones que tienen cada función"),
                           [("Id", "id", 0.45), (self._("Function", "Función"), "text", 1.6),
                            (self._("United States", "Estados Unidos"), "text", 2.1), (self._("Federal / all", "Federal / todas"), "number", 0.7),
                            (self._("Mexico", "México"), "text", 2.1), (self._("Federal / all", "Federal / todas"), "number", 0.7)], rows,
                           notes=[(self._("Source", "Fuente"), self._("registry records; each has its citation in the data and in the explorer.", "asientos del registro; cada uno tiene su cita en los datos y en el explorador."))],
                           empty=self._("No function has a holder on file.", "Ninguna función tiene institución registrada.")),
            ],
        }  # fmt: skip

    # -- 6 ---------------------------------------------------------------------------------

    def _grouped(self, country: Country) -> list[tuple[list[Overlap], str]]:
        """Return the overlaps of a country in rows, each with its number.

        One row holds the overlaps of one agency, or of the offices of one series, on one function
        that the same channel covers with the same grade. A reviewed overlap has its own row.
        """
        reviewed = {r.finding for r in self.registry.reviews}
        groups: dict[tuple[Any, ...], list[Overlap]] = defaultdict(list)
        for o in self.overlaps:
            if self.snapshot.country(o.agencies[0]) != country:
                continue
            best = o.grade.best.id if o.grade.best else None
            own = o.id if o.id in reviewed else None
            key = (o.function, self._side(o.agencies[0]), o.grade.value, o.precision, best, own)
            groups[key].append(o)
        prefix = country.value.upper()
        return [(group, f"{prefix}-{n:02d}") for n, group in enumerate(groups.values(), 1)]

    def _side(self, agency: str) -> str:
        """Return the series of an agency, or its id."""
        return self.registry.agencies[agency].series or agency

    def overlap_section(self) -> dict[str, Any]:
        blocks: list[dict[str, Any]] = []
        c = coverage(o.grade.value for o in self.overlaps)
        total = len(self.overlaps)
        low = sum(o.grade.value <= 1 for o in self.overlaps)
        sentence = self._(
            f"{self.overlaps_on_file(total)}: {c.reached[3]} covered by a written agreement in force, "
            f"{low} by nothing in force",
            f"{self.overlaps_on_file(total)}: {c.reached[3]} con un acuerdo escrito y en vigor, {low} sin "
            "nada vigente",
        ) if total else self.speaker.coverage(c, 2)  # fmt: skip
        blocks.append(
            self.finding(
                sentence, " ".join(self.speaker.coverage(c, k) for k in (2, 3, 4)) if total else ""
            )
        )
        explained = {r.finding: r for r in self.registry.reviews}
        flagged = 0
        for country in SIDES:
            rows = []
            for group, number in self._grouped(country):
                o = group[0]
                flagged += o.precision is Precision.FLAGGED
                rows.append(self._overlap_row(group, number, explained.get(o.id)))
            blocks.append(self.table(
                f"overlaps-{country}", self._(f"Overlap register, {country_name(country, 'en')}", f"Registro de traslapes, {country_name(country, 'es')}"),
                [(self._("Id, grade", "Id, grado"), "id", 0.8), (self._("What is shared", "Qué se comparte"), "text", 1.5),
                 (self._("Why it is listed", "Por qué aparece"), "text", 2.2), (self._("What covers it", "Qué lo cubre"), "text", 1.9)], rows,
                notes=[(self._("Note", "Nota"), self._(
                    "An overlap counts once for each pair of agencies and function. A row holds the pairs of one agency that the same channel covers; the basis of each side stands in full where it first appears. An overlap is not a fault.",
                    "Un traslape se cuenta una vez por cada par de instituciones y función. Cada fila reúne los pares de una institución que cubre la misma vía; el fundamento de cada parte se da completo la primera vez. Un traslape no es una falla."))],
                empty=self._(f"No overlaps on file in {country_name(country, 'en')}.", f"No constan traslapes en {country_name(country, 'es')}.")))  # fmt: skip
        candidates = [o for o in self.overlaps if o.duplication_candidate]
        blocks.append(self.table(
            "duplication", self._("Duplication candidates (D3)", "Posibles duplicidades, por comprobar (D3)"),
            [(self._("Agencies", "Instituciones"), "text", 1.2), (self._("Finding", "Hallazgo"), "text", 4)],
            [self.row(f"duplication:{o.id.partition(':')[2]}", [[{"b": " × ".join(self.agency(a) for a in o.agencies)}]], [[t(self.speaker.duplication_candidate(o))],
                      [{"m": self._("To settle it: budgets, clients and results of the programs on each side.", "Para resolverlo falta: presupuestos, población atendida y resultados de los programas de cada una.")}]]) for o in candidates],
            empty=self._("No duplication candidates are on file.", "No constan posibles duplicidades.")))  # fmt: skip
        abroad = find_extraterritorial(self.snapshot)
        blocks.append(self.table(
            "extraterritorial", self._("Agencies of one country acting in the other", "Instituciones de un país que actúan en el otro"),
            [(self._("Agencies", "Instituciones"), "text", 1.2), (self._("Statement", "Asiento"), "text", 4)],
            [self.row(o.id, [[{"b": " × ".join(self.agency(a) for a in o.agencies)}]], [[t(self.speaker.overlap(o))]]) for o in abroad],
            empty=self._("None are on file.", "No constan.")))  # fmt: skip
        rows = []
        for domain in self.registry.domains:
            mine = [o for o in self.overlaps if self.registry.domain_of[o.function].id == domain.id]
            if mine:
                cover = coverage(o.grade.value for o in mine)
                rows.append(self.row(f"coverage-{domain.id}", [[{"b": pick(domain.name, self.lang)}]], [[t(grouped(cover.total))]],
                                     *[[[t(f"{cover.reached[k]} {self._('of', 'de')} {cover.total}")]] for k in (2, 3, 4)]))  # fmt: skip
        blocks.append(self.table(
            "coverage", self._("Coordination coverage by area (D5)", "Cobertura de coordinación por área (D5)"),
            [(self._("Area", "Área"), "text", 3), (self._("Overlaps", "Traslapes"), "number", 1), (self._("Grade 2+", "Grado 2+"), "number", 1),
             (self._("Grade 3+", "Grado 3+"), "number", 1), (self._("Grade 4", "Grado 4"), "number", 1)], rows,
            empty=self.speaker.coverage(c, 2)))  # fmt: skip
        return {
            "id": "overlaps",
            "title": self._("Overlaps within each country", "Traslapes en cada país"),
            "side": self._("Rules D2, D3, D4 and D5. Of the rows, " + str(flagged) + " have a place or subject that no source names.",
                           "Reglas D2, D3, D4 y D5. En " + str(flagged) + " filas ninguna fuente precisa el lugar o la materia."),
            "blocks": blocks,
        }  # fmt: skip

    def _overlap_row(self, group: list[Overlap], number: str, review: Any) -> dict[str, Any]:
        o = group[0]
        first: Cell = [[{"b": number}], [{"grade": o.grade.value}]]
        if o.precision is Precision.FLAGGED:
            first.append(
                [{"m": self._("place or subject not stated", "lugar o materia sin precisar")}]
            )
        elif o.precision is Precision.EXACT:
            first.append([{"m": self._("same place and subject", "mismo lugar y materia")}])
        if len(group) > 1:
            first.append([{"m": self._(f"{len(group)} pairs", f"{len(group)} pares")}])
        title = self._pair_title(group)
        places = tuple(sorted({p for x in group for p in x.places}))
        where = (
            self._("National", "Nacional")
            if all(len(p) == 2 for p in places)
            else capital(in_places(self.registry, places, self.lang))
        )
        shared: Cell = [[{"b": title}], [t(self.fname(o.function))], [{"m": where}]]
        why: Cell = []
        for area in self._areas(group):
            who: list[Run] = [{"b": f"{self.agency(area.agency.id)}: "}]
            known = self.basis.setdefault((area.id, o.function), number)
            if known == number:
                r = area.responsibility
                who += [t(pick(r.statement, self.lang)), t(" "), self.cite(r.citations, number, 2)]
            else:
                who.append({"m": self._(f"as in {known}", f"como en {known}")})
            why.append(who)
        covers: Cell = [[t(self.speaker.grade(o.grade))]]
        if o.grade.best is not None:
            covers.append([self.cite(o.grade.best.citations, number, 2)])
        if o.grade.monitoring is not None:
            answer = {Answer.YES: self._("yes", "sí"), Answer.NO: self._("no, a source says so", "no, según una fuente")}.get(o.grade.monitoring.answer, self._("not on file", "no consta"))  # fmt: skip
            covers.append(
                [
                    {"b": self._("Monitored: ", "Seguimiento: ")},
                    t(answer),
                    t(" "),
                    self.cite(o.grade.monitoring.citations, number, 1),
                ]
            )
        if review is not None:
            covers.append(
                [{"b": self._("Explained: ", "Explicado: ")}, t(pick(review.reason, self.lang))]
            )
        row = self.row(o.id, first, shared, why, covers)
        row["also"] = [x.id for x in group[1:]]
        return row

    def _areas(self, group: Sequence[Overlap]) -> list[Area]:
        """Return one area for each agency of the group; one for the offices of a series."""
        found: dict[str, Area] = {}
        for o in group:
            for area in (o.pairs[0].one, o.pairs[0].other):
                found.setdefault(self._side(area.agency.id), area)
        return list(found.values())

    def _pair_title(self, group: list[Overlap]) -> str:
        if len(group) == 1:
            return " × ".join(self.agency(a) for a in group[0].agencies)
        parts = []
        for i in (0, 1):
            ids = list(dict.fromkeys(o.agencies[i] for o in group))
            parts.append(self.names(ids))
        return " × ".join(parts)

    # -- 7 ---------------------------------------------------------------------------------

    def coordination(self) -> dict[str, Any]:
        registry = self.registry
        present = [
            m
            for m in registry.mechanisms.values()
            if self.snapshot.mechanism_state(m) is not Holds.NO
        ]
        rows = []
        for n, m in enumerate(present, 1):
            answers = {p.practice: p for p in m.practices}
            marks = [
                [
                    [
                        {
                            "practice": {Answer.YES: "y", Answer.NO: "n"}.get(
                                answers[p].answer, "?"
                            )
                            if p in answers
                            else "?"
                        }
                    ]
                ]
                for p in Practice
            ]
            who = self.names([p.agency for p in self.snapshot.participants(m)])
            rows.append(self.row(
                f"mechanism-{m.id}", [[t(f"M{n:02d}")]],
                [[{"b": pick(m.name, self.lang)}], [{"m": ", ".join(filter(None, (label(m.kind, self.lang), label(m.status, self.lang), span_text(m.since, m.until, self.lang))))}],
                 [t(who)] if who else [{"m": self.words()["none"]}], [self.cite(m.citations, f"M{n:02d}", 2)]],
                *marks))  # fmt: skip
        practice_names = [label(p, self.lang) for p in Practice]
        numbered = "; ".join(f"{i}. {x}" for i, x in enumerate(practice_names, 1))
        agreements: list[dict[str, Any]] = []
        for i in registry.instruments.values():
            shared = len(i.parties) >= 2 or len(i.countries) >= 2
            if shared and i.kind in _AGREEMENTS and self.snapshot.signed(i):
                parties = (
                    self.names(i.parties)
                    if i.parties
                    else join([country_name(c, self.lang) for c in i.countries], self.lang)
                )
                code = f"A-{len(agreements) + 1:02d}"
                newest = sorted(i.monitored, key=lambda m: m.as_of)[-1:]
                watch = (
                    label(newest[0].answer, self.lang)
                    if newest
                    else self._("not on file", "no consta")
                )
                agreements.append(self.row(
                    f"instrument-{i.id}", [[{"b": code}]], [[{"b": instrument_name(i, self.lang)}], [{"m": label(i.kind, self.lang)}]],
                    [[t(parties)]], [[t(str(i.signed or i.since or self._("not on file", "no consta")))], [{"m": label(i.status, self.lang)}]],
                    [[t(", ".join(self.fname(f) for f in i.functions) or self._("none named in the text as read", "el texto leído no precisa ninguna"))], [self.cite(i.citations, code, 2)]],
                    [[t(watch)]]))  # fmt: skip
        risks = [
            self.row(
                r.id,
                [[{"b": f"R-{n:02d}"}]],
                [[{"b": self.speaker.channel(r.channel)}]],
                [[t(self.speaker.at_risk(r))], [self.cite(r.channel.citations, f"R-{n:02d}", 2)]],
            )
            for n, r in enumerate(self.at_risk, 1)
        ]
        n_yes = sum(m.written is Answer.YES for m in present)
        return {
            "id": "coordination",
            "title": self._("Coordination", "Coordinación"),
            "side": self._("Practices: GAO-23-105520. Rule D12.", "Prácticas: GAO-23-105520. Regla D12."),
            "blocks": [
                self.finding(self._(
                    f"Mechanisms on file for this date: {len(present)}; resting on a written text, as a source says: {n_yes}",
                    f"Mecanismos que constan a esta fecha: {len(present)}; con base en un texto escrito, según una fuente: {n_yes}")),
                self.table("mechanisms", self._("Mechanisms and the eight collaboration practices", "Mecanismos y las ocho prácticas de colaboración"),
                           [("Id", "id", 0.6), (self._("Mechanism and who takes part", "Mecanismo y quiénes participan"), "text", 5.4),
                            *[(str(i), "mark", 0.32) for i in range(1, 9)]], rows,
                           notes=[(self._("Key", "Clave"), self._("Y yes, N no, ? not on file. ", "S sí, N no, ? no consta. ") + numbered + ".")],
                           empty=self._("No mechanism is on file for this date.", "No consta ningún mecanismo a esta fecha.")),
                self.table("agreements", self._("Agreements", "Acuerdos"),
                           [("Id", "id", 0.55), (self._("Agreement", "Acuerdo"), "text", 2), (self._("Parties", "Partes"), "text", 1.4), (self._("Signed, state", "Firma, estado"), "text", 1.1),
                            (self._("Functions its text names", "Funciones que su texto menciona"), "text", 2), (self._("Monitored", "Seguimiento"), "text", 0.8)], agreements,
                           empty=self._("No agreement is on file.", "No consta ningún acuerdo.")),
                self.table("at-risk", self._("Agreements at risk (D12)", "Acuerdos en riesgo (D12)"),
                           [("Id", "id", 0.55), (self._("Agreement", "Acuerdo"), "text", 1.5), (self._("Why", "Por qué"), "text", 3.5)], risks,
                           empty=self._("No agreement on file is at risk by these tests.", "Ningún acuerdo registrado está en riesgo según estas pruebas.")),
            ],
        }  # fmt: skip

    # -- 8 ---------------------------------------------------------------------------------

    def counterparts(self) -> dict[str, Any]:
        rows: list[dict[str, Any]] = []
        pairs = channels = written = 0
        seen: set[frozenset[tuple[str, str]]] = set()
        for f in self.registry.functions:
            mirror = mirror_of(self.registry, f)
            if mirror in (None, "none"):
                continue
            us = fragmentation(self.snapshot, f, Country.US).holders
            mx = fragmentation(self.snapshot, str(mirror), Country.MX).holders
            if not us or not mx:
                continue
            key = frozenset({("us", f), ("mx", str(mirror))})
            if key in seen:
                continue
            seen.add(key)
            pairs += 1
            best = None
            for a in us:
                for b in mx:
                    g = grade(self.snapshot, a, b, (f, str(mirror)))
                    if best is None or g.value > best[0].value:
                        best = (g, a, b)
            assert best is not None
            g, a, b = best
            channels += g.value >= 2
            written += g.value >= 3
            questions = open_questions(self.snapshot, f)
            via: Cell = [[{"grade": g.value}]]
            if g.best is not None:
                via.append(
                    [
                        t(f"{self.agency(a)} – {self.agency(b)}: {self.speaker.channel(g.best)}"),
                        t(" "),
                        self.cite(g.best.citations, f"C-{self.anchors[f]}", 2),
                    ]
                )
            else:
                via.append([t(self.words()["none"])])
            if questions:
                via.append(
                    [
                        {
                            "m": self._(
                                f"open questions: {len(questions)} links whose agency is not named",
                                f"por aclarar: {len(questions)} vínculos sin institución identificada",
                            )
                        }
                    ]
                )
            name: Cell = [[{"b": self.fname(f)}]]
            if mirror != f:
                name.append([{"m": "↔ " + self.fname(str(mirror))}])
            rows.append(
                self.row(
                    f"counterpart-{f}",
                    [[t(f"C-{self.anchors[f]}")]],
                    name,
                    [[t(self.names(us))]],
                    [[t(self.names(mx))]],
                    via,
                )
            )
        none = [
            self.fname(f) for f in self.registry.functions if mirror_of(self.registry, f) == "none"
        ]
        asked = [
            (i, x)
            for i in self.registry.instruments.values()
            for x in i.formalities
            if holds_on(self.snapshot.day, x.since, x.until) is not Holds.NO
        ]
        formalities = [
            self.row(f"formality-{n}", [[{"b": f"X-{n:02d}"}]], [[{"b": label(x.country, self.lang)}], [{"m": ", ".join(label(v, self.lang) for v in x.levels)}]],
                     [[t(pick(x.statement, self.lang))]], [[t(instrument_name(i, self.lang))], [self.cite(x.citations, f"X-{n:02d}", 2)]])
            for n, (i, x) in enumerate(asked, 1)
        ]  # fmt: skip
        return {
            "id": "counterparts",
            "title": self._("Across the border", "A través de la frontera"),
            "side": self._("Rule D7. Order and reasons for each agency and place: explorer and command line.", "Regla D7. Orden y razones por institución y lugar: explorador y línea de comandos."),
            "blocks": [
                self.finding(self._(
                    f"Of {pairs} functions held on both sides, {channels} have a channel on file and {written} a written agreement in force that names them",
                    f"De {pairs} funciones que constan en ambos lados, {channels} tienen una vía registrada y {written} un acuerdo escrito y en vigor que las menciona")),
                self.table("counterparts", self._("Who answers to whom, by function", "Quién corresponde a quién, por función"),
                           [("Id", "id", 0.6), (self._("Function", "Función"), "text", 1.5), (self._("United States", "Estados Unidos"), "text", 1.7),
                            (self._("Mexico", "México"), "text", 1.7), (self._("Best channel on file", "Mejor vía registrada"), "text", 2)], rows,
                           notes=[(self._("No mirror function", "Sin función equivalente"), "; ".join(none) + ".")] if none else [],
                           empty=self._("No function is held on both sides.", "Ninguna función consta en ambos lados.")),
                self.table("formalities", self._("Before contact: formalities on file", "Antes del contacto: requisitos registrados"),
                           [("Id", "id", 0.55), (self._("Agencies of", "Instituciones de"), "text", 1), (self._("Requirement", "Requisito"), "text", 3), (self._("By", "Según"), "text", 1.6)], formalities,
                           empty=self._("No formality is on file.", "No consta ningún requisito.")),
            ],
        }  # fmt: skip

    # -- 9 ---------------------------------------------------------------------------------

    def gap_section(self) -> dict[str, Any]:
        numbers = {k: f"G{n}" for n, k in enumerate(GapKind, 1)}
        absent = [g for g in self.gaps if g.epistemic is Epistemic.ASSERTED_ABSENT]
        silent = [
            g
            for g in self.gaps
            if g.epistemic is Epistemic.NOT_ON_FILE and g.kind is not GapKind.NEED
        ]
        settle = {
            GapKind.SIDE: self._("a statute, manual or official page that gives the function to an agency, or says that none has it", "una ley, un manual o una página oficial que atribuya la función o diga que nadie la tiene"),
            GapKind.CHANNEL: self._("an agreement, a forum or a dated contact for this function", "un acuerdo, un foro o un contacto fechado para esta función"),
            GapKind.PLACE: self._("a source on this place", "una fuente sobre este lugar"),
            GapKind.ACCOUNTABILITY: self._("a source that says who answers for it", "una fuente que diga quién rinde cuentas"),
        }  # fmt: skip

        def gap_row(g: Gap, n: int, extra: Cell) -> dict[str, Any]:
            return self.row(
                g.id,
                [[{"b": f"G-{n:02d}"}], [{"m": numbers[g.kind]}]],
                [[t(self.speaker.gap(g))]],
                extra,
            )

        asserted_rows = [
            gap_row(g, n, [[self.cite(g.areas[0].responsibility.citations, f"G-{n:02d}")]])
            for n, g in enumerate(absent, 1)
        ]
        silent_rows = [
            gap_row(g, n, [[t(settle[g.kind])]]) for n, g in enumerate(silent, len(absent) + 1)
        ]
        need_rows = [
            self.row(n.id, [[{"b": f"N-{i:02d}"}]], [[t(self.speaker.need(n))]], [[t(pick(n.need.statement, self.lang))], [self.cite(n.need.citations, f"N-{i:02d}")]])
            for i, n in enumerate((x for x in self.needs if x.unmet), 1)
        ]  # fmt: skip
        point_rows = [
            self.row(p.id, [[{"b": f"P-{i:02d}"}]], [[t(self._("gateway", "paso obligado") if p.kind is FailureKind.GATEWAY else self._("sole holder", "institución única"))]],
                     [[t(self.speaker.single_point(p))]], [[t(self._places(p.places))]])
            for i, p in enumerate(sorted(self.points, key=lambda p: p.kind is FailureKind.SOLE_HOLDER), 1)
        ]  # fmt: skip
        return {
            "id": "gaps",
            "title": self._("Gaps and single points of failure", "Vacíos y puntos únicos de falla"),
            "side": self._("Rules D6, D8 and D10", "Reglas D6, D8 y D10"),
            "blocks": [
                self.finding(self._(
                    f"Absences that a source asserts: {len(absent)}; gaps for which the registry holds no record: {len(silent)}",
                    f"Ausencias que una fuente documenta: {len(absent)}; vacíos sobre los que no consta asiento: {len(silent)}"),
                    self._("“Not on file” does not mean that there is none. Each line says what would settle it.", "«No consta» no significa que no exista. Cada renglón dice qué lo resolvería.")),
                self.table("asserted-absent", self._("Asserted absent: a source says so", "Ausencia documentada: una fuente lo dice"),
                           [("Id", "id", 0.6), (self._("Finding", "Hallazgo"), "text", 4), (self._("Source", "Fuente"), "text", 1.4)], asserted_rows,
                           empty=self._("No absence is asserted by a source on file.", "Ninguna fuente registrada documenta una ausencia.")),
                self.table("not-on-file", self._("Not on file", "No consta en el registro"),
                           [("Id", "id", 0.6), (self._("Finding", "Hallazgo"), "text", 3.6), (self._("What would settle it", "Qué lo resolvería"), "text", 1.8)], silent_rows,
                           empty=self._("No gap of this kind is on file; that is not proof that there is none.", "No constan vacíos de este tipo; eso no prueba que no los haya.")),
                self.table("needs", self._("Unmet information needs (D6)", "Necesidades de información no atendidas (D6)"),
                           [("Id", "id", 0.6), (self._("Need", "Necesidad"), "text", 3), (self._("What the sources say", "Qué dicen las fuentes"), "text", 2.4)], need_rows,
                           empty=self._("No unmet information needs are on file.", "No constan necesidades de información no atendidas.")),
                self.table("single-points", self._("Single points of failure (D10)", "Puntos únicos de falla (D10)"),
                           [("Id", "id", 0.6), (self._("Kind", "Tipo"), "text", 1), (self._("Finding", "Hallazgo"), "text", 3.4), (self._("Places affected", "Lugares afectados"), "text", 1.2)], point_rows,
                           empty=self._("No single point of failure is on file.", "No consta ningún punto único de falla.")),
            ],
        }  # fmt: skip

    def _places(self, places: Sequence[str]) -> str:
        if not places:
            return self._("not stated", "no se precisan")
        return ", ".join(pick(self.registry.places[p].name, self.lang) for p in places)

    # -- 10 and appendices -----------------------------------------------------------------

    def changes(self) -> dict[str, Any]:
        events = [
            e
            for e in self.registry.changes
            if (e.change.date.earliest or date.min) <= self.snapshot.day
        ]
        rows = [
            self.row(f"change-{n}", [[{"b": f"E-{n:02d}"}], [t(str(e.change.date))]], [[{"b": self.agency(e.agency.id)}], [{"m": label(e.change.kind, self.lang)}]],
                     [[t(pick(e.change.statement, self.lang))], [self.cite(e.change.citations, f"E-{n:02d}", 2)]],
                     [[t(label(e.change.carries_agreements, self.lang))]])
            for n, e in enumerate(reversed(events), 1)
        ]  # fmt: skip
        return {
            "id": "changes",
            "title": self._("Who took over from whom", "Quién sucedió a quién"),
            "side": self._("Succession of a body does not imply that of its duties or agreements.", "La sucesión de una institución no implica la de sus funciones ni la de sus acuerdos."),
            "blocks": [
                self.table("changes", self._("Succession events on file, newest first", "Sucesiones registradas, de la más reciente a la más antigua"),
                           [(self._("Id, date", "Id, fecha"), "id", 0.8), (self._("Agency", "Institución"), "text", 1.3), (self._("What happened", "Qué ocurrió"), "text", 3.4),
                            (self._("Agreements passed on?", "¿Pasaron los acuerdos?"), "text", 0.9)], rows,
                           empty=self._("No succession event is on file.", "No consta ninguna sucesión.")),
            ],
        }  # fmt: skip

    def sources(self) -> dict[str, Any]:
        rows = []
        for id_, number in sorted(self.numbers.items(), key=lambda x: x[1]):
            s = self.registry.sources[id_]
            other = None if s.lang == self.lang else ("es-MX" if s.lang == "es" else "en-US")
            uses = "; ".join(
                f"{pin}: {', '.join(sorted(users)[:6])}{'…' if len(users) > 6 else ''}"
                for pin, users in sorted(self.uses[id_].items())
            )
            rows.append(self.row(
                f"source-{number}", [[{"b": str(number)}]],
                [[t(s.title, other)], [{"m": ", ".join(filter(None, (s.publisher, str(s.date) if s.date else self._("undated", "sin fecha"))))}]],
                [[t(capital(label(s.kind, self.lang)))], [{"m": label(s.read, self.lang)}]],
                [[t(uses[:880])]]))  # fmt: skip
        return {
            "id": "sources",
            "title": self._("Sources", "Fuentes"),
            "side": self._("Cited as [number] and place", "Se citan con [número] y ubicación"),
            "blocks": [
                self.table("sources", self._("Sources cited in this report, with pinpoints and the findings that use them", "Fuentes citadas en este reporte, con ubicación y los hallazgos que las usan"),
                           [(self._("No.", "Núm."), "id", 0.5), (self._("Title, publisher, date", "Título, publica, fecha"), "text", 3),
                            (self._("Kind, how read", "Tipo, cómo se leyó"), "text", 1.2), (self._("Where, used by", "Dónde, se usa en"), "text", 2)], rows,
                           empty=self._("No source is cited.", "No se cita ninguna fuente.")),
            ],
        }  # fmt: skip

    def reproducibility(self) -> dict[str, Any]:
        rows = [
            (self._("Registry edition", "Edición del registro"), self.registry.info.edition),
            (self._("Registry digest (SHA-256)", "Huella del registro (SHA-256)"), " ".join(self.registry.digest[i : i + 16] for i in range(0, 64, 16))),
            (self._("Program", "Programa"), f"agencymap {__version__}"),
            (self._("Date described", "Fecha que se describe"), self.snapshot.day.isoformat()),
            (self._("Filters", "Filtros"), self._("none", "ninguno")),
            (self._("Command", "Orden"), f"agencymap report --as-of {self.snapshot.day.isoformat()} --lang {self.lang} -o overlap.{self.lang}.pdf"),
        ]  # fmt: skip
        return {
            "id": "reproducibility",
            "title": self._("How to reproduce this report; accessibility", "Cómo reproducir este reporte; accesibilidad"),
            "side": "",
            "blocks": [
                self.table("reproducibility", self._("The same registry and date give the same bytes", "El mismo registro y la misma fecha dan los mismos bytes"),
                           [(self._("Item", "Concepto"), "text", 1.2), (self._("Value", "Valor"), "text", 3)],
                           [self.row(f"repro-{n}", [[{"b": a}]], [[t(b)]]) for n, (a, b) in enumerate(rows, 1)]),
                {"kind": "text", "runs": [t(self._(
                    "Accessibility. This is a tagged PDF, exported as PDF/UA-1; no outside validator or screen reader has confirmed conformity. First cells of rows are data cells in the tags; the id stands first in every row. The same report as a web page carries row headers. Nothing is told by color alone: letters, figures, fill and outline carry every fact in black and white.",
                    "Accesibilidad. Este es un PDF etiquetado, exportado como PDF/UA-1; ningún validador externo ni lector de pantalla ha confirmado la conformidad. Las primeras celdas de cada fila son celdas de datos en las etiquetas; el identificador va primero. El mismo reporte como página web tiene encabezados de fila. Nada se indica solo con color: letras, cifras, relleno y contorno conservan cada dato en blanco y negro."))]},
                {"kind": "text", "runs": [t(self._(
                    "Names of agencies are official in their own country’s language; translated names are not official unless the agency uses them itself. Statements are in our own words. Agency views were not sought for this edition.",
                    "Los nombres de las instituciones son oficiales en el idioma de su país; los traducidos no lo son, salvo que la propia institución los use. Los asientos se redactan con palabras nuestras. No se solicitó la opinión de las instituciones para esta edición."))]},
            ],
        }  # fmt: skip
