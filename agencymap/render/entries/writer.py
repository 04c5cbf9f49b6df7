"""What every page of a record is written with: parts, statements, facts, the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from markupsafe import Markup

from agencymap import interface
from agencymap.analysis.gaps import Gap
from agencymap.analysis.overlap import Overlap
from agencymap.dates import Holds
from agencymap.language import (
    capital,
    instrument_name,
    long_day,
    mechanism_noun,
    on_date,
    pick,
    pinpoint_text,
    short,
    span_text,
)
from agencymap.model import Citation, Cooperation, LegalBasis, Limit, Monitoring, Participant, Text
from agencymap.registry import Area
from agencymap.render.entries.day import Day
from agencymap.render.entries.parts import Entry, Item
from agencymap.render.entries.words import SUBJECT, TITLES, WORDS
from agencymap.render.pages import TAGS, asset, csp_hash, template
from agencymap.sentences import Speaker
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import LANGS, ROLE_LETTERS, Answer, Footing, Lang, Status, label

_OLD: Final = 3
"""Years from which the age of a source is said."""


class Writer:
    """Writes the pages of one language."""

    def __init__(self, day: Day, lang: Lang) -> None:
        self.day = day
        self.snapshot: Snapshot = day.snapshot
        self.registry = day.registry
        self.lang: Lang = lang
        self.n = LANGS.index(lang)
        self.other: Lang = LANGS[1 - self.n]
        self.speaker = Speaker(day.snapshot, lang)
        self._words = {key: words[self.n] for key, words in {**interface.WORDS, **WORDS}.items()}
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
            weak = "" if footing is Footing.FIRM else self._words[f"footing.{footing.value}"]
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
            "age": self._words["yearsOld"].format(n=years) if years >= _OLD else "",
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
        return self._words[key].format(**values)

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
            notes.append(self._words["uncertain"])
        if r.exclusive.value == "sole":
            notes.append(self._words["exclusive"])
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
            named = f"{self._words['unnamedParty']} ({self.text(x.unnamed.description)})"
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
        return Item(self._overlaps[o.id], lead, notes=(f"{self._words['grade']} {o.grade.value}",))

    def gap(self, g: Gap) -> Item:
        """Return a gap."""
        return Item(self.speaker.gap(g), self.link("functions", g.function))

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

    # -- beginning and facts ---------------------------------------------------------------

    def begin(self, kind: str, id_: str, title: str, lede: str, own: Lang | None = None) -> Entry:
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

    def fact(self, entry: Entry, key: str, value: str) -> None:
        """Add a fact to the head of a page, where there is one."""
        if value:
            entry.facts.append((self._words[key], Markup.escape(value)))

    def known(self, answer: Answer) -> str:
        """Return an answer, or nothing where it is unknown."""
        return "" if answer is Answer.UNKNOWN else label(answer, self.lang)

    def last_facts(self, entry: Entry, id_: str, checked: str = "") -> None:
        """Add the facts that end the head of every page: the id, the day of the last check."""
        entry.facts.append((self._words["id"], Markup("<code>") + id_ + Markup("</code>")))
        if checked:
            entry.facts.append((self._words["checked"], Markup.escape(checked)))

    def other_name(self, entry: Entry, name: str) -> None:
        """Give a page the name in the other language, where it differs from the title."""
        if name != entry.title:
            entry.other, entry.other_lang = name, TAGS[self.other]

    # -- HTML ------------------------------------------------------------------------------

    def page(self, entry: Entry) -> str:
        """Return the page of a record."""
        address = f"../index.html#{SUBJECT[entry.kind]}={entry.id}&lang={self.lang}"
        return template("entry.html").render(
            p=entry, explorer=address, stem=entry.id, title=f"{entry.name}, {entry.kicker}",
            description=entry.lede, **self.frame(entry.kind),
        )  # fmt: skip

    def frame(self, kind: str) -> dict[str, object]:
        """Return what the templates put around every page of a kind: words, links, edition."""
        info, day = self.registry.info, long_day(self.snapshot.day, self.lang)
        return {
            "w": self._words, "kind": kind, "lang": self.lang, "tag": TAGS[self.lang],
            "other": self.other, "other_tag": TAGS[self.other],
            "kinds": [(k, titles[self.n]) for k, titles in TITLES.items()],
            "on_day": self.words("onDay", d=day),
            "site": pick(info.title, self.lang), "edition": info.edition,
            "digest": self.registry.digest[:12], "handling": pick(info.handling, self.lang),
            **_style(),
        }  # fmt: skip


@cache
def _style() -> dict[str, str]:
    style = asset("entry.css")
    return {"style": style, "style_hash": csp_hash(style)}
