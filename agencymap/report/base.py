"""What every section of the report is written with: runs, cells, tables, citations, names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from agencymap import __version__
from agencymap.analysis.scope import ScopedFindings
from agencymap.errors import AgencymapError
from agencymap.language import (
    capital,
    country_name,
    function_noun,
    grouped,
    join,
    long_day,
    pick,
    pinpoint_text,
    plural,
    short,
)
from agencymap.model import Citation
from agencymap.sentences import Speaker
from agencymap.vocabulary import (
    Country,
    Footing,
    Lang,
    label,
)

SECTIONS = (
    "purpose", "reading", "data", "matrix", "fragmentation", "overlaps", "coordination",
    "counterparts", "gaps", "changes", "options", "views",
)  # fmt: skip
"""Ids of the numbered sections in their order; cases stand without a number before the changes."""
APPENDICES = (
    "methodology", "taxonomy", "places", "sources", "words", "reproducibility", "accessibility",
)  # fmt: skip
"""Ids of the appendices in the order of their letters."""
NUMBERS = {
    **{id_: str(n) for n, id_ in enumerate(SECTIONS, 1)},
    **dict(zip(APPENDICES, "ABCDEFG", strict=True)),
}

Run = dict[str, Any]
Cell = list[list[Run]]


def t(text: str, lang: str | None = None) -> Run:
    """Return a run of text, marked when it is in the other language."""
    return {"t": text, "lang": lang} if lang else {"t": text}


class Paper(StrEnum):
    """Sizes the report is printed on."""

    LETTER = "us-letter"
    A4 = "a4"


MAX_BANNER = 200
"""Characters of a handling banner: it stands on every page."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the user asks of the printed pages.

    Raises:
        AgencymapError: the banner is longer than :data:`MAX_BANNER`, or has more than one line.
    """

    banner: str = ""
    """Handling banner, as the user supplies it, on every page; none is ever invented."""
    paper: Paper = Paper.LETTER

    def __post_init__(self) -> None:
        """Refuse a banner that would not fit on a line or two."""
        if len(self.banner) > MAX_BANNER:
            raise AgencymapError(
                f"the banner has {len(self.banner):,} characters; shorten it to {MAX_BANNER}"
            )
        if not self.banner.isprintable():
            raise AgencymapError("the banner holds a line break or a control character")


class Writer:
    """Writes one report: what is on file, its findings, and the counters of tables and sources."""

    def __init__(self, found: ScopedFindings, lang: Lang, layout: Layout) -> None:
        self.layout = layout
        self.found = found
        self.snapshot = snapshot = found.snapshot
        self.registry = snapshot.registry
        self.lang: Lang = lang
        self.speaker = Speaker(snapshot, lang)
        self.numbers: dict[str, int] = {}
        self.uses: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.tables = 0
        self.figures = 1  # the first one stands on the highlights
        self.basis: dict[str, str] = {}
        """Area → row of the register that states it in full."""
        self.codes: dict[str, str] = {}
        """Overlap → its number in the register, once that has been written."""
        self.overlaps = found.overlaps
        self.gaps = found.gaps
        self.needs = found.needs
        self.points = found.points
        self.at_risk = found.at_risk
        self.anchors = {f: f"F{n:02d}" for n, f in enumerate(self.registry.functions, 1)}

    def either(self, english: str, spanish: str) -> str:
        """Return the text of the language of the report."""
        return english if self.lang == "en" else spanish

    def cite(self, citations: Sequence[Citation], user: str, limit: int = 3) -> Run:
        """Return the first citations as a run, and note that *user* (a row's id) rests on them."""
        entries = []
        for c in citations[:limit]:
            number = self.numbers.setdefault(c.source, len(self.numbers) + 1)
            pin = pinpoint_text(c.pinpoint, self.lang)
            self.uses[c.source][pin].add(user)
            entries.append([number, pin])
        run: Run = {"cite": entries}
        found = self.registry.footing(citations)
        if found is not Footing.FIRM:
            run["weak"] = self.footing_word(found)
        return run

    def section(self, id_: str) -> str:
        """Return "section 6" or "appendix D", as text refers to a section."""
        if id_ in APPENDICES:
            return f"{self.either('appendix', 'anexo')} {NUMBERS[id_]}"
        return f"{self.either('section', 'sección')} {NUMBERS[id_]}"

    def footing_word(self, footing: Footing) -> str:
        """Return the word beside a citation whose sources are all weak; section 2 explains it."""
        if footing is Footing.PRESS:
            return self.either("press", "prensa")
        return self.either("copy", "copia")

    def agency(self, id_: str) -> str:
        """Return the short name of an agency."""
        return short(self.registry.agencies[id_], self.lang)

    def fname(self, id_: str) -> str:
        """Return the name of a function or domain, with a capital."""
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

    def figure(
        self,
        id_: str,
        form: str,
        title: str,
        alt: str,
        data: dict[str, Any],
        notes: Sequence[tuple[str, str]] = (),
    ) -> dict[str, Any]:
        """Return a figure: its form names one function in each renderer, which draws *data*.

        *alt* says the same facts in words, for those who do not see the drawing.
        """
        self.figures += 1
        return {
            "kind": "figure",
            "id": id_,
            "number": self.figures,
            "form": form,
            "title": title,
            "alt": alt,
            "data": data,
            "notes": [{"head": h, "text": x} for h, x in notes],
        }

    @staticmethod
    def row(id_: str, *cells: Cell) -> dict[str, Any]:
        """Return a row; *id_* is its anchor."""
        return {"id": id_, "cells": list(cells)}

    @staticmethod
    def finding(sentence: str, *paragraphs: str) -> dict[str, Any]:
        """Return a finding: a sentence as heading, and what stands below it."""
        found = {"kind": "finding", "sentence": sentence, "paragraphs": list(paragraphs)}
        return found if any(paragraphs) else {**found, "sticky": True}

    def scope_part(self, field: str) -> str:
        """Return the names of one field of the scope; both countries where none is named."""
        scope = self.found.scope
        if field == "countries":
            return join([country_name(c, self.lang) for c in self.found.sides], self.lang)
        if field == "functions":
            return ", ".join(
                function_noun(self.registry.function_title(f), self.lang).text
                for f in scope.functions
            )
        if field == "places":
            return ", ".join(pick(self.registry.places[p].name, self.lang) for p in scope.places)
        return self.names(scope.agencies)

    def scope_text(self) -> str:
        """Return the scope in a few words, for the cover and the head of each page."""
        if self.found.scope.whole:
            return self.either("both countries", "ambos países")
        parts = (self.scope_part(x) for x in ("functions", "places", "agencies"))
        return "; ".join([*filter(None, parts), self.scope_part("countries")])

    def overlaps_on_file(self, total: int) -> str:
        """Return "On file are 12 overlaps" in the right number."""
        if self.lang == "en":
            return f"On file {plural(total, 'is one overlap', f'are {grouped(total)} overlaps')}"
        return plural(total, "Consta un traslape", f"Constan {grouped(total)} traslapes")

    def grade_words(self) -> list[str]:
        """Return what the grades 0 to 4 mean, in a few words each."""
        return [
            self.either("nothing on file", "nada consta"),
            self.either("lapsed, or with a predecessor", "sin vigencia o con una antecesora"),
            self.either(
                "forum or contact, no written division", "foro o contacto, sin reparto escrito"
            ),
            self.either("written, in force", "escrito y en vigor"),
            self.either("written and monitored", "escrito y con seguimiento"),
        ]

    def side_of(self, agency: str) -> str:
        """Return the series of an agency, or its id."""
        return self.registry.agencies[agency].series or agency

    def place_names(self, places: Sequence[str]) -> str:
        """Return the names of places, or that none is stated."""
        if not places:
            return self.either("not stated", "no se precisan")
        return ", ".join(pick(self.registry.places[p].name, self.lang) for p in places)

    def meta(self) -> dict[str, Any]:
        """Return title, language, day, edition, digest and handling text."""
        day = self.snapshot.day
        digest = self.registry.digest
        return {
            "lang": self.lang,
            "region": "US" if self.lang == "en" else "MX",
            "title": self.either("Overlap report: arms trafficking", "Reporte de traslapes: tráfico de armas"),
            "as_of": day.isoformat(),
            "day": long_day(day, self.lang),
            "edition": self.registry.info.edition,
            "digest": " ".join(digest[i : i + 4] for i in (0, 4, 8)),
            "handling": pick(self.registry.info.handling, self.lang),
            "banner": self.layout.banner,
            "paper": self.layout.paper.value,
            "scope": "" if self.found.scope.whole else self.scope_text(),
            "version": __version__,
        }  # fmt: skip

    def words(self) -> dict[str, str]:
        """Return the words that renderers put beside what they draw."""
        return {
            "contents": self.either("Contents", "Contenido"),
            "table": self.either("Table", "Tabla"),
            "continued": self.either("Table {n}, continued", "Tabla {n}, continuación"),
            "figure": self.either("Figure", "Figura"),
            "page": self.either("Page {n} of {m}", "Página {n} de {m}"),
            "asof": self.either("As of", "Al"),
            "edition": self.either("registry edition", "edición del registro"),
            "digest": self.either("digest", "huella"),
            "highlights": self.either("Highlights", "Resumen"),
            "note": self.either("Note", "Nota"),
            "us": label(Country.US, self.lang),
            "mx": label(Country.MX, self.lang),
            "none": self.either("none on file", "no consta"),
            "about": self.either("About", "Acerca de"),
            "sources": self.either("Sources", "Fuentes"),
            "group": self.either("Group", "Grupo"),
            "anchor": self.either("Anchor in the page", "Ancla en la página"),
            "handling": self.either("Handling", "Manejo"),
            "report": self.either("Report", "Reporte"),
            "scope": self.either("Scope", "Alcance"),
            "program": self.either("Program", "Programa"),
            "reading": self.either("How to read it", "Cómo se lee"),
            "how": self.either(
                "Each table of the report is a sheet or file of its own; [4] is number 4 of the sources. "
                "An overlap is not a fault, and “not on file” does not mean that there is none. Press: by the press or reference works only; copy: by a republished copy only.",
                "Cada tabla del reporte es una hoja o un archivo; [4] es el número 4 de las fuentes. "
                "Un traslape no es una falla, y «no consta» no significa que no exista. Prensa: solo en prensa u obra de consulta; copia: solo en copia republicada.",
            ),
            "copy": self.either("Copy the link", "Copiar el enlace"),
            "copied": self.either("Link copied", "Enlace copiado"),
            "sort": self.either("Sort by {head}", "Ordenar por {head}"),
            "link": self.either("Link to this finding", "Enlace a este hallazgo"),
            "nomirror": self.either("no mirror function", "sin función equivalente"),
            "grade": self.either("grade", "grado"),
            "back": self.either("To the interactive map", "Al mapa interactivo"),
            "other": self.either("Español", "English"),
        }
