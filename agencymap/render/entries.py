"""A page for every agency, function, mechanism and instrument: the whole record, without a script.

The explorer computes what it shows; these pages hold the same statements as plain HTML as of the
day of the build, for readers without JavaScript, for search engines and for print. Sentences on
findings come from :mod:`agencymap.sentences`; nothing is worded anew here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from typing import Final, NamedTuple, TypeVar

from markupsafe import Markup

from agencymap.analysis.counterparts import CounterpartAnswer
from agencymap.analysis.gaps import Gap, GapKind
from agencymap.analysis.holders import fragmentation
from agencymap.analysis.overlap import Overlap
from agencymap.analysis.ties import Tie, TieStyle
from agencymap.analysis.whole import AllFindings
from agencymap.dates import Holds, holds_on
from agencymap.interface import WORDS
from agencymap.language import (
    capital,
    country_name,
    fold,
    instrument_name,
    long_date,
    long_day,
    mechanism_noun,
    official_lang,
    on_date,
    pick,
    pinpoint_text,
    short,
    span_text,
)
from agencymap.model import (
    Agency,
    Citation,
    Cooperation,
    Function,
    Instrument,
    LegalBasis,
    Limit,
    Mechanism,
    Monitoring,
    OtherName,
    Participant,
    Responsibility,
    Text,
)
from agencymap.registry import Area
from agencymap.render.pages import TAGS, asset, csp_hash, template
from agencymap.render.structured import structured
from agencymap.sentences import Speaker
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import (
    LANGS,
    ROLE_LETTERS,
    Answer,
    Country,
    Footing,
    Lang,
    Practice,
    Role,
    Status,
    label,
)

_T = TypeVar("_T")

KINDS: Final = ("agencies", "functions", "mechanisms", "instruments")
"""Folders of the pages."""
_OLD: Final = 3
"""Years from which the age of a source is said."""
_SUBJECT: Final = {
    "agencies": "agency",
    "functions": "function",
    "mechanisms": "mechanism",
    "instruments": "instrument",
}
"""Kind → its key in the address of the explorer."""

_TITLES: Final[dict[str, tuple[str, str]]] = {
    "agencies": ("Agencies", "Instituciones"),
    "functions": ("Functions", "Funciones"),
    "mechanisms": ("Mechanisms", "Mecanismos"),
    "instruments": ("Instruments", "Instrumentos"),
}
_WORDS: Final[dict[str, tuple[str, str]]] = {
    "skip": ("Skip to the text", "Ir al texto"),
    "crumbs": ("Where this page stands", "Ubicación de esta página"),
    "start": ("Interactive map", "Mapa interactivo"),
    "explorer": ("Open in the interactive map", "Abrir en el mapa interactivo"),
    "switch": ("Español", "English"),
    "editionOf": ("Registry edition", "Edición del registro"),
    "aboutShort": ("About the data", "Acerca de los datos"),
    "accessibility": ("Accessibility", "Accesibilidad"),
    "onDay": ("What is on file as of {d}", "Lo que consta al {d}"),
    "ended": ("not in being on this date", "no existe en esta fecha"),
    "founded": ("Began", "Creación"),
    "dissolved": ("Ended", "Extinción"),
    "dates": ("Dates", "Fechas"),
    "signed": ("Signed or published", "Firma o publicación"),
    "website": ("Website", "Sitio web"),
    "acronym": ("Acronym", "Siglas"),
    "id": ("Id in the registry", "Clave en el registro"),
    "mirror": ("Answers to it across the border", "Su equivalente del otro lado"),
    "unsettled": ("not settled", "sin definir"),
    "otherDates": ("On other dates, not on this one", "En otras fechas, no en esta"),
    "successors": ("Took its place", "Tomaron su lugar"),
    "places": ("Where", "Dónde"),
    "governments": ("Governments", "Gobiernos"),
    "written": ("Rests on a written text", "Se basa en un texto escrito"),
    "divides": ("Divides tasks between its parties", "Reparte tareas entre las partes"),
    "practices": (
        "Eight practices of collaboration (GAO-23-105520)",
        "Ocho prácticas de colaboración (GAO-23-105520)",
    ),
    "monitored": ("Monitoring", "Seguimiento"),
    "notOnFile": ("not on file", "no consta"),
    "before": ("Took the place of", "Tomó el lugar de"),
    "after": ("Its place was taken by", "Tomó su lugar"),
    "replaces": ("Replaces", "Sustituye a"),
    "replacedBy": ("Replaced by", "Sustituido por"),
    "links": ("Links that run through it", "Vínculos que pasan por él"),
    "restLinks": ("Links that rest on it", "Vínculos que se basan en él"),
    "restMechanisms": ("Mechanisms that rest on it", "Mecanismos que se basan en él"),
    "otherSide": ("In Spanish", "En inglés"),
    "ledeIndex": (
        "Every record has a page. Each tells what is on file as of {d}; those that had ended by "
        "then say so.",
        "Cada ficha tiene una página. Cada una dice lo que consta al {d}; las que ya no existían "
        "entonces lo indican.",
    ),
}


class Item(NamedTuple):
    """One statement of a page."""

    text: str
    """What is said, in a sentence."""
    lead: Markup = Markup()
    """Whom or what it is about, linked."""
    letter: str = ""
    """Letter of a role."""
    state: str = ""
    """State of the statement, for its mark."""
    notes: Sequence[str] = ()
    """Role, place, dates, state: what qualifies it."""
    basis: Markup = Markup()
    """Legal basis, linked."""
    cites: Markup = Markup()
    """Its sources."""


class Section(NamedTuple):
    """A part of a page under its own heading."""

    id: str
    title: str
    items: Sequence[Item] = ()
    lede: str = ""
    links: Sequence[Markup] = ()
    number: int | None = None
    ordered: Sequence[tuple[Item, Sequence[Item]]] = ()
    """Statements that each have a ranked list below them."""


@dataclass
class Entry:
    """A page of one record."""

    kind: str
    id: str
    title: str
    """Heading of the page."""
    name: str
    """Short name, for the trail and the title of the window."""
    lede: str
    title_lang: str = ""
    other: str = ""
    """The name in the other language."""
    other_lang: str = ""
    other_note: str = ""
    side: str = ""
    """Country whose color the page bears."""
    kicker: str = ""
    notices: list[str] = field(default_factory=list)
    trail: list[Markup] = field(default_factory=list)
    facts: list[tuple[str, Markup]] = field(default_factory=list)
    lede_cites: Markup = field(default_factory=Markup)
    sections: list[Section] = field(default_factory=list)
    data: str = ""


class _Day:
    """What the pages of both languages share: the findings of the day, by what they concern."""

    def __init__(self, found: AllFindings) -> None:
        self.found = found
        self.snapshot = found.snapshot
        self.registry = registry = found.snapshot.registry
        self.areas_by_function: dict[str, list[Area]] = defaultdict(list)
        self.holding: set[str] = set()
        for area in registry.areas:
            if registry.area_holds(area, self.snapshot.day) is not Holds.NO:
                self.holding.add(area.id)
                self.areas_by_function[area.responsibility.function].append(area)
        self.overlaps = _gather(found.overlaps, lambda o: [*o.agencies, o.function])
        gaps = [g for g in found.gaps if g.kind is not GapKind.NEED]  # needs have their own part
        self.gaps = _gather(gaps, lambda g: [*g.present, *(a.agency.id for a in g.areas)])
        self.gaps_by_function = _gather(gaps, lambda g: [g.function])
        self.ties = _gather(found.ties, lambda t: [t.agency, t.other] if t.other else [t.agency])
        self.needs = _gather(found.needs, lambda n: [n.agency.id])
        mechanisms = list(registry.mechanisms.values())
        self.mechanisms_by_function = _gather(mechanisms, lambda m: m.functions)
        self.mechanisms_by_instrument = _gather(mechanisms, lambda m: m.instruments)
        self.later_mechanisms = _gather(mechanisms, lambda m: m.predecessors)
        self.memberships: dict[str, list[tuple[Mechanism, Participant]]] = defaultdict(list)
        for m in mechanisms:
            if self.snapshot.mechanism_state(m) is not Holds.NO:
                for p in self.present(m):
                    self.memberships[p.agency].append((m, p))
        links = [
            link
            for link in registry.cooperations.values()
            if holds_on(self.snapshot.day, link.since, link.until) is not Holds.NO
        ]
        self.links_by_mechanism = _gather(links, lambda x: [x.mechanism] if x.mechanism else [])
        self.links_by_instrument = _gather(links, lambda x: [x.instrument] if x.instrument else [])
        instruments = list(registry.instruments.values())
        self.instruments_by_function = _gather(instruments, lambda i: i.functions)
        self.later_instruments = _gather(instruments, lambda i: i.replaces)
        self.resting: dict[str, list[tuple[Agency, Responsibility | Limit]]] = defaultdict(list)
        for a in registry.agencies.values():
            based: list[Responsibility | Limit] = [*a.responsibilities, *a.limits]
            for x in based:
                if self.so(a, x):
                    for i in dict.fromkeys(b.instrument for b in x.legal_basis):
                        self.resting[i].append((a, x))
        self.changes = _gather(
            registry.changes, lambda e: [e.agency.id, *e.predecessors, *e.successors]
        )

    def so(self, agency: Agency, x: Responsibility | Limit) -> bool:
        """Return whether a statement on an agency belongs to the day."""
        return (
            agency.id in self.snapshot.agencies
            and x.status is not Status.RETIRED
            and self.registry.statement_holds(x, self.snapshot.day) is not Holds.NO
        )

    def present(self, mechanism: Mechanism) -> Iterator[Participant]:
        """Yield the participants on the day, announced ones too."""
        for p in mechanism.participants:
            if holds_on(self.snapshot.day, p.since, p.until) is not Holds.NO:
                yield p

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Return the units of each agency in being on the day."""
        day, agencies = self.snapshot.day, self.snapshot.agencies
        return {
            a: [c for c in self.registry.children(a, day) if c in agencies]
            for a in self.registry.agencies
        }


def _gather(things: Iterable[_T], keys: Callable[[_T], Iterable[str]]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = defaultdict(list)
    for thing in things:
        for key in dict.fromkeys(keys(thing)):
            found[key].append(thing)
    return found


class _Writer:
    """Writes the pages of one language."""

    def __init__(self, day: _Day, lang: Lang) -> None:
        self.day = day
        self.snapshot: Snapshot = day.snapshot
        self.registry = day.registry
        self.lang: Lang = lang
        self.n = LANGS.index(lang)
        self.other: Lang = LANGS[1 - self.n]
        self.speaker = Speaker(day.snapshot, lang)
        self.w = {key: words[self.n] for key, words in {**WORDS, **_WORDS}.items()}
        # the macro, not the template: a page is one rendering, its thousand sources are not
        self._render_cites: Callable[..., Markup] = vars(template("cites.html").module)["cites"]
        self._cited: dict[int, Markup] = {}
        self._linked: dict[tuple[str, str], Markup] = {}
        self._overlaps: dict[str, str] = {}

    # -- parts -----------------------------------------------------------------------------

    def cites(self, citations: Sequence[Citation]) -> Markup:
        """Return the sources of a statement; a record stands on several pages, its sources too."""
        key = id(citations)  # tuples of the registry, which outlives the writer
        if key not in self._cited:
            footing = self.registry.footing(citations)
            rows = [self._cite(c) for c in citations]
            weak = "" if footing is Footing.FIRM else self.w[f"footing.{footing.value}"]
            self._cited[key] = self._render_cites(weak, rows)
        return self._cited[key]

    def _cite(self, c: Citation) -> dict[str, object]:
        source = self.registry.sources[c.source]
        spoken = c.as_of or source.date
        years = (self.snapshot.day - spoken.latest).days // 365 if spoken else 0
        return {
            "kind": capital(label(source.kind, self.lang)),
            "publisher": source.publisher,
            "title": source.title,
            "title_lang": self.foreign(source.lang),
            "url": source.url,
            "pinpoint": pinpoint_text(c.pinpoint, self.lang),
            "date": str(spoken) if spoken else "",
            "age": self.w["yearsOld"].format(n=years) if years >= _OLD else "",
            "read": label(source.read, self.lang),
            "quote": c.quote.text if c.quote else "",
            "quote_lang": self.foreign(c.quote.lang) if c.quote else "",
        }

    def foreign(self, lang: Lang) -> str:
        """Return the tag of a language, or nothing where it is that of the page."""
        return "" if lang == self.lang else TAGS[lang]

    def link(self, kind: str, id_: str) -> Markup:
        """Return a link to the page of a record, with its short name."""
        key = (kind, id_)
        if key not in self._linked:
            self._linked[key] = self._link(kind, id_)
        return self._linked[key]

    def _link(self, kind: str, id_: str) -> Markup:
        if kind == "functions" and id_ not in self.registry.functions:
            href = f"../functions/index.{self.lang}.html#{id_}"
        else:
            href = f"../{kind}/{id_}.{self.lang}.html"
        css = ""
        if kind == "agencies":
            css = Markup(' class="{}"').format(self.registry.agencies[id_].country.value)
        return Markup('<a href="{}"{}>{}</a>').format(href, css, self.short(kind, id_))

    def short(self, kind: str, id_: str) -> str:
        """Return the short name of a record."""
        if kind == "agencies":
            return short(self.registry.agencies[id_], self.lang)
        if kind == "functions":
            return capital(self.speaker.function(id_).text)
        if kind == "mechanisms":
            return mechanism_noun(self.registry.mechanisms[id_], self.lang).text
        return instrument_name(self.registry.instruments[id_], self.lang)

    def chips(self, kind: str, ids: Iterable[str]) -> list[Markup]:
        """Return links to records."""
        return [self.link(kind, i) for i in ids]

    def words(self, key: str, **values: object) -> str:
        """Return words of the page."""
        return self.w[key].format(**values)

    def places(self, ids: Iterable[str]) -> str:
        """Return the names of places."""
        return ", ".join(pick(self.registry.places[p].name, self.lang) for p in ids)

    def text(self, text: Text) -> str:
        """Return the side of a text."""
        return pick(text, self.lang)

    def basis(self, basis: Iterable[LegalBasis]) -> Markup:
        """Return the provisions a statement rests on."""
        parts = [
            self.link("instruments", b.instrument)
            + (f", {pinpoint_text(b.pinpoint, self.lang)}" if b.pinpoint else "")
            for b in basis
        ]
        return Markup("; ").join(parts)

    # -- statements ------------------------------------------------------------------------

    def duty(self, area: Area, lead: Markup) -> Item:
        """Return an area of responsibility."""
        r = area.responsibility
        notes = [label(r.role, self.lang)]
        if r.status is not Status.ASSERTED:
            notes.append(label(r.status, self.lang))
        if area.id in self.day.holding and self.snapshot.certainty(area) is Holds.UNCERTAIN:
            notes.append(self.w["uncertain"])
        if r.exclusive.value == "sole":
            notes.append(self.w["exclusive"])
        notes += filter(None, (span_text(r.since, r.until, self.lang), self.places(r.places)))
        notes += [pick(self.registry.subjects[s].name, self.lang) for s in r.subjects]
        return Item(
            self.text(r.statement), lead, ROLE_LETTERS[r.role], r.status.value, notes,
            self.basis(r.legal_basis), self.cites(r.citations),
        )  # fmt: skip

    def limit(self, x: Limit, lead: Markup = Markup()) -> Item:  # noqa: B008 (immutable)
        """Return a limit."""
        notes = [label(x.kind, self.lang)]
        if x.status is not Status.ASSERTED:
            notes.append(label(x.status, self.lang))
        notes += filter(None, (span_text(x.since, x.until, self.lang),))
        cites = self.cites(x.citations)
        return Item(
            self.text(x.statement), lead, notes=notes, basis=self.basis(x.legal_basis), cites=cites
        )

    def cooperation(self, x: Cooperation, me: str = "") -> Item:
        """Return a link between two agencies, as one of them or a third sees it."""
        lead = Markup(" – ").join(self.chips("agencies", (p for p in x.parties if p != me)))
        if x.unnamed is not None:
            named = f"{self.w['unnamedParty']} ({self.text(x.unnamed.description)})"
            lead = lead + Markup(" – ") + named if lead else Markup.escape(named)
        notes = [label(x.kind, self.lang), ", ".join(self._names(x.functions))]
        if x.status is not Status.ASSERTED:
            notes.append(label(x.status, self.lang))
        notes += filter(None, (span_text(x.since, x.until, self.lang), self.places(x.places)))
        basis = [self.link("mechanisms", x.mechanism)] if x.mechanism else []
        basis += [self.link("instruments", x.instrument)] if x.instrument else []
        cites = self.cites(x.citations)
        return Item(self.text(x.statement), lead, "", "", notes, Markup("; ").join(basis), cites)

    def _names(self, functions: Iterable[str]) -> list[str]:
        return [self.speaker.function(f).text for f in functions]

    def overlap(self, o: Overlap, me: str = "") -> Item:
        """Return an overlap, as one of its agencies or its function sees it."""
        if o.id not in self._overlaps:
            self._overlaps[o.id] = self.speaker.overlap(o)
        lead = Markup(", ").join(self.chips("agencies", (a for a in o.agencies if a != me)))
        if me:
            lead += Markup(", ") + self.link("functions", o.function)
        return Item(self._overlaps[o.id], lead, notes=(f"{self.w['grade']} {o.grade.value}",))

    def gap(self, g: Gap) -> Item:
        """Return a gap."""
        return Item(self.speaker.gap(g), self.link("functions", g.function))

    def counterpart(self, answer: CounterpartAnswer) -> tuple[Item, Sequence[Item]]:
        """Return the answer for a function, and the counterparts in order with their reasons."""
        ranked = []
        for c in answer.candidates:
            notes = [f"{self.w['grade']} {c.grade.value}"]
            if c.certain is Holds.UNCERTAIN:
                notes.append(self.w["uncertain"])
            reason = capital(self.speaker.reason(c)) + "."
            ranked.append(Item(reason, self.link("agencies", c.agency), notes=notes))
        lead = self.link("functions", answer.function)
        return Item(self.speaker.counterpart(answer), lead), ranked

    def participant(self, p: Participant, lead: Markup) -> Item:
        """Return a participation."""
        notes = [span_text(p.since, p.until, self.lang)]
        if p.status is not Status.ASSERTED:
            notes.append(label(p.status, self.lang))
        text = capital(label(p.role, self.lang)) + "."
        return Item(text, lead, notes=[x for x in notes if x], cites=self.cites(p.citations))

    def monitoring(self, monitored: Iterable[Monitoring]) -> list[Item]:
        """Return the dated answers on monitoring."""
        return [
            Item(
                f"{capital(label(m.answer, self.lang))}.",
                notes=(capital(on_date(m.as_of, self.lang)),),
                cites=self.cites(m.citations),
            )
            for m in monitored
        ]

    # -- agencies --------------------------------------------------------------------------

    def agency(self, a: Agency) -> Entry:
        """Return the page of an agency."""
        own = official_lang(a)
        gloss: Lang = "en" if own == "es" else "es"
        official, translated = pick(a.name, own), pick(a.name, gloss)
        kicker = [self.w["agency"], label(a.country, self.lang)]
        kicker += [label(a.level, self.lang)] if a.country is not Country.INTERNATIONAL else []
        entry = self.entry("agencies", a.id, official, self.text(a.mandate), own)
        entry.kicker = ", ".join([*kicker, label(a.classification, self.lang)])
        entry.side = a.country.value
        if translated != official:
            entry.other, entry.other_lang = translated, self.foreign(gloss)
            entry.other_note = self.w[
                "officialTranslation" if a.translation_official else "renderedName"
            ]
        entry.lede_cites = self.cites(a.citations)
        self._agency_head(entry, a)
        entry.sections = [
            s for s in self._agency_sections(a) if s.items or s.links or s.lede or s.ordered
        ]
        return entry

    def _agency_head(self, entry: Entry, a: Agency) -> None:
        day = self.snapshot.day
        being = self.registry.exists(a.id, day)
        if being is Holds.NO:
            entry.notices.append(self.words("notInDay", a=short(a, self.lang)))
        elif being is Holds.UNCERTAIN:
            entry.notices.append(capital(self.w["uncertain"]) + ".")
        block = self.registry.block_of(a.id, day)
        entry.trail = [self.place(a.country.value, label(a.country, self.lang), "agencies")]
        if block is not None:
            entry.trail.append(self.place(block.id, pick(block.name, self.lang), "agencies"))
        if a.acronym is not None:
            both = dict.fromkeys((pick(a.acronym, self.lang), pick(a.acronym, self.other)))
            entry.facts.append((self.w["acronym"], Markup.escape(", ".join(both))))
        if a.series is not None:
            series = capital(pick(self.registry.series[a.series].name, self.lang))
            entry.facts.append((self.w["series"], Markup.escape(series)))
        if above := self.snapshot.ancestors[a.id]:
            entry.facts.append(
                (self.w["chain"], Markup(" › ").join(self.chips("agencies", reversed(above))))
            )
        for key, when in (("founded", a.founded), ("dissolved", a.dissolved)):
            if when is not None:
                entry.facts.append(
                    (self.w[key], Markup.escape(capital(long_date(when, self.lang))))
                )
        if a.website:
            entry.facts.append(
                (
                    self.w["website"],
                    Markup('<a href="{0}" rel="noreferrer noopener">{0}</a>').format(a.website),
                )
            )
        self._last_facts(entry, a.id, str(a.checked))

    def _agency_sections(self, a: Agency) -> Iterator[Section]:
        day, w, snapshot = self.day, self.w, self.snapshot
        yield Section("contested", w["chain"], [
            Item(self.speaker.contested_parent(a.id, p.agency), cites=self.cites(p.citations))
            for p in a.parents
            if p.contested and p.agency in self.registry.contested_parents(a.id, snapshot.day)
        ])  # fmt: skip
        areas = self.registry.areas_of(a.id)
        held = [
            x
            for x in areas
            if x.id in day.holding and x.responsibility.status is not Status.RETIRED
        ]
        duties = [self.duty(x, self.link("functions", x.responsibility.function)) for x in held]
        here = a.id in snapshot.agencies
        yield Section(
            "duties",
            w["duties"],
            duties,
            "" if duties or not here else w["noDuty"],
            number=len(duties),
        )
        limits = [self.limit(x) for x in a.limits if day.so(a, x)]
        yield Section(
            "limits",
            w["limits"],
            limits,
            "" if limits or not here else w["noLimit"],
            number=len(limits),
        )
        needs = [
            Item(self.speaker.need(n), cites=self.cites(n.need.citations)) for n in day.needs[a.id]
        ]
        yield Section("needs", w["needs"], needs, number=len(needs))
        answers = [self.counterpart(x) for x in day.found.counterparts.get(a.id, ())]
        yield Section("counterparts", w["counterparts"], ordered=answers, number=len(answers))
        yield from self._ties(a, here)
        found = [
            self.participant(p, self.link("mechanisms", m.id)) for m, p in day.memberships[a.id]
        ]
        yield Section("mechanisms", w["mechanisms"], found, number=len(found))
        overlaps = [self.overlap(o, a.id) for o in day.overlaps[a.id]]
        yield Section("overlaps", w["overlaps"], overlaps, number=len(overlaps))
        gaps = [self.gap(g) for g in day.gaps[a.id]]
        yield Section("gaps", w["gaps"], gaps, number=len(gaps))
        changes = [
            Item(
                f"{capital(on_date(e.change.date, self.lang))}: {self.text(e.change.statement)}",
                cites=self.cites(e.change.citations),
            )
            for e in day.changes[a.id]
        ]
        yield Section("changes", w["changes"], changes, number=len(changes))
        later = dict.fromkeys(
            s for e in day.changes[a.id] if a.id in e.predecessors for s in e.successors
        )
        yield Section(
            "successors", w["successors"], links=self.chips("agencies", later), number=len(later)
        )
        units = day.children[a.id]
        yield Section("units", w["units"], links=self.chips("agencies", units), number=len(units))
        names = [self._also_called(o) for o in a.other_names]
        yield Section("names", w["otherNames"], names, number=len(names))
        shown = {x.id for x in held}
        past = [
            self.duty(x, self.link("functions", x.responsibility.function))
            for x in areas
            if x.id not in shown
        ]
        past += [self.limit(x) for x in a.limits if not day.so(a, x)]
        yield Section("other-dates", w["otherDates"], past, number=len(past))

    def _also_called(self, o: OtherName) -> Item:
        name = f"{o.name} ({o.acronym})" if o.acronym else o.name
        tag = self.foreign(o.lang)
        lead = Markup('<span lang="{}">{}</span>').format(tag, name) if tag else Markup.escape(name)
        notes = [label(o.kind, self.lang), span_text(o.since, o.until, self.lang)]
        return Item("", lead, notes=[x for x in notes if x], cites=self.cites(o.citations))

    def _ties(self, a: Agency, here: bool) -> Iterator[Section]:
        across: list[Item] = []
        home: list[Item] = []
        ties = [t for t in self.day.ties[a.id] if not isinstance(t.record, Mechanism)]
        for tie in sorted(ties, key=lambda t: list(TieStyle).index(t.style)):
            (across if self._crosses(tie, a) else home).append(self._tie(tie, a))
        known = across or home or self.day.memberships[a.id]
        empty = "" if known or not here else self.w["noTie"]
        yield Section("ties", self.w["ties"], lede=empty)
        for key, items in (("tiesAcross", across), ("tiesHome", home)):
            title = f"{self.w['ties']}: {self.w[key][:1].lower()}{self.w[key][1:]}"
            yield Section(key, title, items, number=len(items))

    def _crosses(self, tie: Tie, a: Agency) -> bool:
        if tie.other is not None:
            return self.snapshot.country(tie.agency) is not self.snapshot.country(tie.other)
        record = tie.record
        unnamed = record.unnamed if isinstance(record, Cooperation) else None
        return unnamed is not None and unnamed.country is not a.country

    def _tie(self, tie: Tie, a: Agency) -> Item:
        record = tie.record
        if isinstance(record, Cooperation):
            return self.cooperation(record, a.id)
        assert isinstance(record, Instrument)
        other = tie.other if tie.agency == a.id else tie.agency
        lead = self.link("agencies", other) if other else Markup()
        notes = [label(record.kind, self.lang), self.w[f"legend.{tie.style.value}"]]
        return Item(
            self.text(record.summary), lead, "", "", notes, self.link("instruments", record.id),
            self.cites(record.citations),
        )  # fmt: skip

    # -- functions -------------------------------------------------------------------------

    def function(self, f: Function) -> Entry:
        """Return the page of a function."""
        domain = self.registry.domain_of[f.id]
        entry = self.entry(
            "functions", f.id, capital(pick(f.name, self.lang)), self.text(f.definition)
        )
        entry.kicker = f"{self.w['function']}, {pick(domain.name, self.lang)}"
        entry.other, entry.other_lang = capital(pick(f.name, self.other)), TAGS[self.other]
        entry.trail = [self.place(domain.id, pick(domain.name, self.lang), "functions")]
        if f.mirror == "none":
            mirror: Markup | str = self.w["legend.bar"]
        else:
            mirror = self.link("functions", f.mirror) if f.mirror else self.w["unsettled"]
        entry.facts.append((self.w["mirror"], Markup.escape(mirror)))
        if f.mirror_note is not None:
            entry.notices.append(self.text(f.mirror_note))
        self._last_facts(entry, f.id)
        entry.sections = list(self._function_sections(f.id))
        return entry

    def _function_sections(self, f: str) -> Iterator[Section]:
        day, w = self.day, self.w
        order = list(Role)
        for country in Country:
            areas = [x for x in day.areas_by_function[f] if x.agency.country is country]
            areas.sort(
                key=lambda x: (order.index(x.responsibility.role), fold(short(x.agency, self.lang)))
            )
            items = [self.duty(x, self.link("agencies", x.agency.id)) for x in areas]
            said = ""
            if country is not Country.INTERNATIONAL:
                said = self.speaker.fragmentation(fragmentation(self.snapshot, f, country))
            title = f"{w['holders']}: {label(country, self.lang)}"
            if items or said:
                yield Section(f"holders-{country.value}", title, items, said, number=len(items))
        instruments = [i.id for i in day.instruments_by_function[f]]
        mechanisms = [m.id for m in day.mechanisms_by_function[f]]
        for id_, items in (
            ("overlaps", [self.overlap(o) for o in day.overlaps[f]]),
            ("gaps", [self.gap(g) for g in day.gaps_by_function[f]]),
        ):
            if items:
                yield Section(id_, w[id_], items, number=len(items))
        for id_, ids in (("mechanisms", mechanisms), ("instruments", instruments)):
            if ids:
                title = _TITLES[id_][self.n]
                yield Section(id_, title, links=self.chips(id_, ids), number=len(ids))

    # -- mechanisms ------------------------------------------------------------------------

    def mechanism(self, m: Mechanism) -> Entry:
        """Return the page of a mechanism."""
        entry = self.entry("mechanisms", m.id, pick(m.name, self.lang), self.text(m.purpose))
        entry.kicker = ", ".join(
            [self.w["mechanism"], label(m.kind, self.lang), label(m.status, self.lang)]
        )
        entry.side = m.country.value
        self._other_name(entry, pick(m.name, self.other))
        entry.trail = [self.place(m.country.value, label(m.country, self.lang), "mechanisms")]
        entry.lede_cites = self.cites(m.citations)
        state = self.snapshot.mechanism_state(m)
        if state is Holds.NO:
            entry.notices.append(capital(self.w["ended"]) + ".")
        elif state is Holds.UNCERTAIN:
            entry.notices.append(capital(self.w["uncertain"]) + ".")
        if m.acronym is not None:
            entry.facts.append((self.w["acronym"], Markup.escape(pick(m.acronym, self.lang))))
        self._fact(entry, "dates", capital(span_text(m.since, m.until, self.lang)))
        self._fact(entry, "places", self.places(m.places))
        self._fact(entry, "written", self._known(m.written))
        self._last_facts(entry, m.id, str(m.checked))
        entry.sections = [s for s in self._mechanism_sections(m) if s.items or s.links]
        return entry

    def _mechanism_sections(self, m: Mechanism) -> Iterator[Section]:
        day, w = self.day, self.w
        functions = self.chips("functions", m.functions)
        yield Section("functions", w["functions"], links=functions, number=len(functions))
        order = [self.participant(p, self.link("agencies", p.agency)) for p in day.present(m)]
        order += [Item(self.text(u), Markup.escape(capital(w["unnamedParty"]))) for u in m.unnamed]
        yield Section("participants", w["participants"], order, number=len(order))
        answers = {p.practice: p for p in m.practices}
        yield Section("practices", w["practices"], [
            Item(
                f"{capital(label(p, self.lang))}: "
                f"{label(answers[p].answer, self.lang) if p in answers else w['notOnFile']}.",
                cites=self.cites(answers[p].citations) if p in answers else Markup(),
            )
            for p in Practice
        ])  # fmt: skip
        yield Section("monitored", w["monitored"], self.monitoring(m.monitored))
        yield Section(
            "rests-on",
            w["instruments"],
            links=self.chips("instruments", m.instruments),
            number=len(m.instruments),
        )
        links = [self.cooperation(x) for x in day.links_by_mechanism[m.id]]
        yield Section("links", w["links"], links, number=len(links))
        yield Section("before", w["before"], links=self.chips("mechanisms", m.predecessors))
        later = [x.id for x in day.later_mechanisms[m.id]]
        yield Section("after", w["after"], links=self.chips("mechanisms", later))

    # -- instruments -----------------------------------------------------------------------

    def instrument(self, i: Instrument) -> Entry:
        """Return the page of an instrument."""
        entry = self.entry("instruments", i.id, pick(i.name, self.lang), self.text(i.summary))
        entry.kicker = ", ".join(
            [self.w["instrument"], label(i.kind, self.lang), label(i.status, self.lang)]
        )
        entry.side = i.country.value
        self._other_name(entry, pick(i.name, self.other))
        entry.trail = [self.place(i.country.value, label(i.country, self.lang), "instruments")]
        entry.lede_cites = self.cites(i.citations)
        if not self.snapshot.signed(i):
            entry.notices.append(capital(self.w["ended"]) + ".")
        if i.signed is not None:
            self._fact(entry, "signed", capital(long_date(i.signed, self.lang)))
        self._fact(entry, "dates", capital(span_text(i.since, i.until, self.lang)))
        self._fact(entry, "governments", ", ".join(country_name(c, self.lang) for c in i.countries))
        self._fact(entry, "places", self.places(i.places))
        self._fact(entry, "divides", self._known(i.divides_roles))
        self._last_facts(entry, i.id, str(i.checked))
        entry.sections = [s for s in self._instrument_sections(i) if s.items or s.links]
        return entry

    def _instrument_sections(self, i: Instrument) -> Iterator[Section]:
        day, w = self.day, self.w
        yield Section(
            "parties", w["parties"], links=self.chips("agencies", i.parties), number=len(i.parties)
        )
        functions = self.chips("functions", i.functions)
        yield Section("functions", w["functions"], links=functions, number=len(functions))
        formalities = [
            Item(
                self.text(x.statement),
                notes=[
                    y
                    for y in (
                        ", ".join(
                            [label(x.country, self.lang), *(label(v, self.lang) for v in x.levels)]
                        ),
                        span_text(x.since, x.until, self.lang),
                    )
                    if y
                ],
                cites=self.cites(x.citations),
            )
            for x in i.formalities
        ]
        yield Section("formalities", w["formalities"], formalities, number=len(formalities))
        yield Section("monitored", w["monitored"], self.monitoring(i.monitored))
        rests = [self._resting(a, x, i.id) for a, x in day.resting[i.id]]
        yield Section("duties", w["restsOnIt"], rests, number=len(rests))
        mechanisms = [m.id for m in day.mechanisms_by_instrument[i.id]]
        yield Section(
            "mechanisms",
            w["restMechanisms"],
            links=self.chips("mechanisms", mechanisms),
            number=len(mechanisms),
        )
        links = [self.cooperation(x) for x in day.links_by_instrument[i.id]]
        yield Section("links", w["restLinks"], links, number=len(links))
        yield Section("replaces", w["replaces"], links=self.chips("instruments", i.replaces))
        later = [x.id for x in day.later_instruments[i.id]]
        yield Section("replaced", w["replacedBy"], links=self.chips("instruments", later))

    def _resting(self, a: Agency, x: Responsibility | Limit, instrument: str) -> Item:
        lead = self.link("agencies", a.id)
        return self.duty(Area(a, x), lead) if isinstance(x, Responsibility) else self.limit(x, lead)

    # -- what all pages share --------------------------------------------------------------

    def entry(self, kind: str, id_: str, title: str, lede: str, own: Lang | None = None) -> Entry:
        """Return the beginning of a page."""
        entry = Entry(kind, id_, title, self.short(kind, id_), lede)
        entry.title_lang = self.foreign(own) if own else ""
        return entry

    def place(self, anchor: str, name: str, kind: str) -> Markup:
        """Return a link to a part of the index of a kind."""
        key = (f"{kind}#", anchor)
        if key not in self._linked:
            link = Markup('<a href="index.{}.html#{}">{}</a>').format(self.lang, anchor, name)
            self._linked[key] = link
        return self._linked[key]

    def _fact(self, entry: Entry, key: str, value: str) -> None:
        if value:
            entry.facts.append((self.w[key], Markup.escape(value)))

    def _known(self, answer: Answer) -> str:
        return "" if answer is Answer.UNKNOWN else label(answer, self.lang)

    def _last_facts(self, entry: Entry, id_: str, checked: str = "") -> None:
        entry.facts.append((self.w["id"], Markup("<code>") + id_ + Markup("</code>")))
        if checked:
            entry.facts.append((self.w["checked"], Markup.escape(checked)))

    def _other_name(self, entry: Entry, name: str) -> None:
        if name != entry.title:
            entry.other, entry.other_lang = name, TAGS[self.other]

    # -- lists of pages --------------------------------------------------------------------

    def groups(self, kind: str) -> list[tuple[str, str, list[tuple[str, str, list[Row]]]]]:
        """Return the records of a kind for its index: parts, their groups, their rows."""
        if kind == "functions":
            return [
                (
                    d.id,
                    pick(d.name, self.lang),
                    [("", "", [self._row(kind, f.id) for f in d.functions])],
                )
                for d in self.registry.domains
            ]
        parts = []
        for country in Country:
            rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
            if kind == "agencies":
                for block in self.registry.blocks:
                    rows[block.id, pick(block.name, self.lang)] = []
            for id_, group in self._grouped(kind, country):
                rows[group].append(self._row(kind, id_))
            found = [(id_, name, sorted(x, key=_by_name)) for (id_, name), x in rows.items() if x]
            if kind != "agencies":
                found.sort(key=lambda group: fold(group[1]))
            if found:
                parts.append((country.value, label(country, self.lang), found))
        return parts

    def _grouped(self, kind: str, country: Country) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield the records of a country with the id and the name of their group."""
        if kind == "agencies":
            for a in self.registry.agencies.values():
                if a.country is country:
                    block = self.registry.block_of(a.id, self.snapshot.day)
                    yield a.id, (block.id, pick(block.name, self.lang)) if block else ("", "")
            return
        records = self.registry.mechanisms if kind == "mechanisms" else self.registry.instruments
        for record in records.values():
            if record.country is country:
                yield (
                    record.id,
                    (
                        f"{country.value}-{record.kind.value}",
                        capital(label(record.kind, self.lang)),
                    ),
                )

    def _row(self, kind: str, id_: str) -> Row:
        full, lang, note = "", "", ""
        if kind == "agencies":
            a = self.registry.agencies[id_]
            full, lang = pick(a.name, official_lang(a)), self.foreign(official_lang(a))
            if id_ not in self.snapshot.agencies:
                note = self.w["ended"]
        elif kind == "functions":
            full = self.text(self.registry.functions[id_].definition)
        elif kind == "mechanisms":
            m = self.registry.mechanisms[id_]
            full, note = pick(m.name, self.lang), label(m.status, self.lang)
        else:
            i = self.registry.instruments[id_]
            full, note = pick(i.name, self.lang), label(i.status, self.lang)
        name = self.short(kind, id_)
        return Row(name, self.link(kind, id_), "" if full == name else full, lang, note)

    # -- HTML ------------------------------------------------------------------------------

    def page(self, entry: Entry) -> str:
        """Return the page of a record."""
        address = f"../index.html#{_SUBJECT[entry.kind]}={entry.id}&lang={self.lang}"
        return template("entry.html").render(
            p=entry, explorer=address, stem=entry.id, title=f"{entry.name}, {entry.kicker}",
            description=entry.lede, **self._frame(entry.kind),
        )  # fmt: skip

    def index(self, kind: str) -> str:
        """Return the list of the pages of a kind."""
        lede = self.words("ledeIndex", d=long_day(self.snapshot.day, self.lang))
        return template("entries.html").render(
            groups=self.groups(kind), explorer=f"../index.html#lang={self.lang}", stem="index",
            title=_TITLES[kind][self.n], description=lede, lede=lede, **self._frame(kind),
        )  # fmt: skip

    def _frame(self, kind: str) -> dict[str, object]:
        info, day = self.registry.info, long_day(self.snapshot.day, self.lang)
        return {
            "w": self.w, "kind": kind, "lang": self.lang, "tag": TAGS[self.lang],
            "other": self.other, "other_tag": TAGS[self.other],
            "kinds": [(k, titles[self.n]) for k, titles in _TITLES.items()],
            "on_day": self.words("onDay", d=day),
            "site": pick(info.title, self.lang), "edition": info.edition,
            "digest": self.registry.digest[:12], "handling": pick(info.handling, self.lang),
            **_style(),
        }  # fmt: skip


class Row(NamedTuple):
    """A record in an index."""

    name: str
    link: Markup
    full: str
    lang: str
    note: str


def _by_name(row: Row) -> tuple[str, str]:
    return fold(row.name), row.link


@cache
def _style() -> dict[str, str]:
    style = asset("entry.css")
    return {"style": style, "style_hash": csp_hash(style)}


def entry_makers(found: AllFindings) -> dict[str, Callable[[], str]]:
    """Return, by its path, what makes each page, and an index for each kind and language."""
    day = cache(lambda: _Day(found))
    return {path: make for lang in LANGS for path, make in _makers(day, found, lang)}


def _makers(
    day: Callable[[], _Day], found: AllFindings, lang: Lang
) -> Iterator[tuple[str, Callable[[], str]]]:
    registry = found.snapshot.registry
    writer = cache(lambda: _Writer(day(), lang))

    def entry(kind: str, id_: str) -> str:
        records = getattr(registry, kind)
        made: Entry = getattr(writer(), _SUBJECT[kind])(records[id_])
        made.data = structured(found.snapshot, kind, id_, lang)
        return writer().page(made)

    for kind in KINDS:
        for id_ in getattr(registry, kind):
            yield f"{kind}/{id_}.{lang}.html", partial(entry, kind, id_)
    for kind in KINDS:
        yield f"{kind}/index.{lang}.html", partial(_index, writer, kind)


def _index(writer: Callable[[], _Writer], kind: str) -> str:
    return writer().index(kind)


def entry_pages(found: AllFindings) -> Iterator[tuple[str, str]]:
    """Yield the path and the HTML of every page, and of one index for each kind and language."""
    for path, make in entry_makers(found).items():
        yield path, make()
