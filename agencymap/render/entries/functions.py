"""Pages of functions."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from agencymap.analysis.holders import fragmentation
from agencymap.language import capital, fold, pick, short
from agencymap.model import Function
from agencymap.render.entries.parts import Entry, Section
from agencymap.render.entries.words import TITLES
from agencymap.render.entries.writer import Writer
from agencymap.render.pages import TAGS
from agencymap.vocabulary import Country, Role, label


def entry(w: Writer, f: Function) -> Entry:
    """Return the page of a function."""
    domain = w.registry.domain_of[f.id]
    page = w.begin("functions", f.id, capital(pick(f.name, w.lang)), w.text(f.definition))
    page.kicker = f"{w.words('function')}, {pick(domain.name, w.lang)}"
    page.other, page.other_lang = capital(pick(f.name, w.other)), TAGS[w.other]
    page.trail = [w.place(domain.id, pick(domain.name, w.lang), "functions")]
    if f.mirror == "none":
        mirror: Markup | str = w.words("legend.bar")
    else:
        mirror = w.link("functions", f.mirror) if f.mirror else w.words("unsettled")
    page.facts.append((w.words("mirror"), Markup.escape(mirror)))
    if f.mirror_note is not None:
        page.notices.append(w.text(f.mirror_note))
    w.last_facts(page, f.id)
    page.sections = list(_sections(w, f.id))
    return page


def _sections(w: Writer, f: str) -> Iterator[Section]:
    day, words = w.day, w.words
    order = list(Role)
    for country in Country:
        areas = [x for x in day.areas_by_function[f] if x.agency.country is country]
        areas.sort(
            key=lambda x: (order.index(x.responsibility.role), fold(short(x.agency, w.lang)))
        )
        items = [w.duty(x, w.link("agencies", x.agency.id)) for x in areas]
        said = ""
        if country is not Country.INTERNATIONAL:
            said = w.speaker.fragmentation(fragmentation(w.snapshot, f, country))
        title = f"{words('holders')}: {label(country, w.lang)}"
        if items or said:
            yield Section(f"holders-{country.value}", title, items, said, number=len(items))
    instruments = [i.id for i in day.instruments_by_function[f]]
    mechanisms = [m.id for m in day.mechanisms_by_function[f]]
    for id_, items in (
        ("overlaps", [w.overlap(o) for o in day.overlaps[f]]),
        ("gaps", [w.gap(g) for g in day.gaps_by_function[f]]),
    ):
        if items:
            yield Section(id_, words(id_), items, number=len(items))
    for id_, ids in (("mechanisms", mechanisms), ("instruments", instruments)):
        if ids:
            title = TITLES[id_][w.n]
            yield Section(id_, title, links=w.chips(id_, ids), number=len(ids))
