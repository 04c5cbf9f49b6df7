"""Pages of instruments."""

from __future__ import annotations

from collections.abc import Iterator

from agencymap.language import capital, country_name, long_date, pick, span_text
from agencymap.model import Agency, Instrument, Limit, Responsibility
from agencymap.registry import Area
from agencymap.render.entries.parts import Entry, Item, Section
from agencymap.render.entries.writer import Writer
from agencymap.vocabulary import label


def entry(w: Writer, i: Instrument) -> Entry:
    """Return the page of an instrument."""
    page = w.begin("instruments", i.id, pick(i.name, w.lang), w.text(i.summary))
    page.kicker = ", ".join([w.words("instrument"), label(i.kind, w.lang), label(i.status, w.lang)])
    page.side = i.country.value
    w.other_name(page, pick(i.name, w.other))
    page.trail = [w.place(i.country.value, label(i.country, w.lang), "instruments")]
    page.lede_cites = w.cites(i.citations)
    if not w.snapshot.signed(i):
        page.notices.append(capital(w.words("ended")) + ".")
    if i.signed is not None:
        w.fact(page, "signed", capital(long_date(i.signed, w.lang)))
    w.fact(page, "dates", capital(span_text(i.since, i.until, w.lang)))
    w.fact(page, "governments", ", ".join(country_name(c, w.lang) for c in i.countries))
    w.fact(page, "places", w.places(i.places))
    w.fact(page, "divides", w.known(i.divides_roles))
    w.last_facts(page, i.id, str(i.checked))
    page.sections = [s for s in _sections(w, i) if s.items or s.links]
    return page


def _sections(w: Writer, i: Instrument) -> Iterator[Section]:
    day, words = w.day, w.words
    yield Section(
        "parties", words("parties"), links=w.chips("agencies", i.parties), number=len(i.parties)
    )
    functions = w.chips("functions", i.functions)
    yield Section("functions", words("functions"), links=functions, number=len(functions))
    formalities = [
        Item(
            w.text(x.statement),
            notes=[
                y
                for y in (
                    ", ".join([label(x.country, w.lang), *(label(v, w.lang) for v in x.levels)]),
                    span_text(x.since, x.until, w.lang),
                )
                if y
            ],
            cites=w.cites(x.citations),
        )
        for x in i.formalities
    ]
    yield Section("formalities", words("formalities"), formalities, number=len(formalities))
    yield Section("monitored", words("monitored"), w.monitoring(i.monitored))
    rests = [_resting(w, a, x) for a, x in day.resting[i.id]]
    yield Section("duties", words("restsOnIt"), rests, number=len(rests))
    mechanisms = [m.id for m in day.mechanisms_by_instrument[i.id]]
    yield Section(
        "mechanisms",
        words("restMechanisms"),
        links=w.chips("mechanisms", mechanisms),
        number=len(mechanisms),
    )
    links = [w.cooperation(x) for x in day.links_by_instrument[i.id]]
    yield Section("links", words("restLinks"), links, number=len(links))
    yield Section("replaces", words("replaces"), links=w.chips("instruments", i.replaces))
    later = [x.id for x in day.later_instruments[i.id]]
    yield Section("replaced", words("replacedBy"), links=w.chips("instruments", later))


def _resting(w: Writer, a: Agency, x: Responsibility | Limit) -> Item:
    lead = w.link("agencies", a.id)
    return w.duty(Area(a, x), lead) if isinstance(x, Responsibility) else w.limit(x, lead)
