"""Pages of mechanisms."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from agencymap.dates import Holds
from agencymap.language import capital, pick, span_text
from agencymap.model import Mechanism
from agencymap.render.entries.parts import Entry, Item, Section
from agencymap.render.entries.writer import Writer
from agencymap.vocabulary import Practice, label


def entry(w: Writer, m: Mechanism) -> Entry:
    """Return the page of a mechanism."""
    page = w.begin("mechanisms", m.id, pick(m.name, w.lang), w.text(m.purpose))
    page.kicker = ", ".join([w.words("mechanism"), label(m.kind, w.lang), label(m.status, w.lang)])
    page.side = m.country.value
    w.other_name(page, pick(m.name, w.other))
    page.trail = [w.place(m.country.value, label(m.country, w.lang), "mechanisms")]
    page.lede_cites = w.cites(m.citations)
    state = w.snapshot.mechanism_state(m)
    if state is Holds.NO:
        page.notices.append(capital(w.words("ended")) + ".")
    elif state is Holds.UNCERTAIN:
        page.notices.append(capital(w.words("uncertain")) + ".")
    if m.acronym is not None:
        page.facts.append((w.words("acronym"), Markup.escape(pick(m.acronym, w.lang))))
    w.fact(page, "dates", capital(span_text(m.since, m.until, w.lang)))
    w.fact(page, "places", w.places(m.places))
    w.fact(page, "written", w.known(m.written))
    w.last_facts(page, m.id, str(m.checked))
    page.sections = [s for s in _sections(w, m) if s.items or s.links]
    return page


def _sections(w: Writer, m: Mechanism) -> Iterator[Section]:
    day, words = w.day, w.words
    functions = w.chips("functions", m.functions)
    yield Section("functions", words("functions"), links=functions, number=len(functions))
    order = [w.participant(p, w.link("agencies", p.agency)) for p in day.present(m)]
    order += [Item(w.text(u), Markup.escape(capital(words("unnamedParty")))) for u in m.unnamed]
    yield Section("participants", words("participants"), order, number=len(order))
    answers = {p.practice: p for p in m.practices}
    yield Section("practices", words("practices"), [
        Item(
            f"{capital(label(p, w.lang))}: "
            f"{label(answers[p].answer, w.lang) if p in answers else words('notOnFile')}.",
            cites=w.cites(answers[p].citations) if p in answers else Markup(),
        )
        for p in Practice
    ])  # fmt: skip
    yield Section("monitored", words("monitored"), w.monitoring(m.monitored))
    yield Section(
        "rests-on",
        words("instruments"),
        links=w.chips("instruments", m.instruments),
        number=len(m.instruments),
    )
    links = [w.cooperation(x) for x in day.links_by_mechanism[m.id]]
    yield Section("links", words("links"), links, number=len(links))
    yield Section("before", words("before"), links=w.chips("mechanisms", m.predecessors))
    later = [x.id for x in day.later_mechanisms[m.id]]
    yield Section("after", words("after"), links=w.chips("mechanisms", later))
