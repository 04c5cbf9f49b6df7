"""Pages of agencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from agencymap.analysis.counterparts import CounterpartAnswer
from agencymap.analysis.ties import Tie, TieStyle
from agencymap.dates import Holds
from agencymap.language import capital, long_date, official_lang, on_date, pick, short, span_text
from agencymap.model import Agency, Cooperation, Instrument, Mechanism, OtherName
from agencymap.render.entries.parts import Entry, Item, Section
from agencymap.render.entries.writer import Writer
from agencymap.vocabulary import Country, Lang, Status, label


def entry(w: Writer, a: Agency) -> Entry:
    """Return the page of an agency."""
    own = official_lang(a)
    gloss: Lang = "en" if own == "es" else "es"
    official, translated = pick(a.name, own), pick(a.name, gloss)
    kicker = [w.words("agency"), label(a.country, w.lang)]
    kicker += [label(a.level, w.lang)] if a.country is not Country.INTERNATIONAL else []
    page = w.begin("agencies", a.id, official, w.text(a.mandate), own)
    page.kicker = ", ".join([*kicker, label(a.classification, w.lang)])
    page.side = a.country.value
    if translated != official:
        page.other, page.other_lang = translated, w.foreign(gloss)
        page.other_note = w.words(
            "officialTranslation" if a.translation_official else "renderedName"
        )
    page.lede_cites = w.cites(a.citations)
    _head(w, page, a)
    page.sections = [s for s in _sections(w, a) if s.items or s.links or s.lede or s.ordered]
    return page


def _head(w: Writer, page: Entry, a: Agency) -> None:
    day = w.snapshot.day
    being = w.registry.exists(a.id, day)
    if being is Holds.NO:
        page.notices.append(w.words("notInDay", a=short(a, w.lang)))
    elif being is Holds.UNCERTAIN:
        page.notices.append(capital(w.words("uncertain")) + ".")
    block = w.registry.block_of(a.id, day)
    page.trail = [w.place(a.country.value, label(a.country, w.lang), "agencies")]
    if block is not None:
        page.trail.append(w.place(block.id, pick(block.name, w.lang), "agencies"))
    if a.acronym is not None:
        both = dict.fromkeys((pick(a.acronym, w.lang), pick(a.acronym, w.other)))
        page.facts.append((w.words("acronym"), Markup.escape(", ".join(both))))
    if a.series is not None:
        series = capital(pick(w.registry.series[a.series].name, w.lang))
        page.facts.append((w.words("series"), Markup.escape(series)))
    if above := w.snapshot.ancestors[a.id]:
        page.facts.append(
            (w.words("chain"), Markup(" › ").join(w.chips("agencies", reversed(above))))
        )
    for key, when in (("founded", a.founded), ("dissolved", a.dissolved)):
        if when is not None:
            page.facts.append((w.words(key), Markup.escape(capital(long_date(when, w.lang)))))
    if a.website:
        page.facts.append(
            (
                w.words("website"),
                Markup('<a href="{0}" rel="noreferrer noopener">{0}</a>').format(a.website),
            )
        )
    w.last_facts(page, a.id, str(a.checked))


def _sections(w: Writer, a: Agency) -> Iterator[Section]:
    day, words, snapshot = w.day, w.words, w.snapshot
    yield Section("contested", words("chain"), [
        Item(w.speaker.contested_parent(a.id, p.agency), cites=w.cites(p.citations))
        for p in a.parents
        if p.contested and p.agency in w.registry.contested_parents(a.id, snapshot.day)
    ])  # fmt: skip
    areas = w.registry.areas_of(a.id)
    held = [
        x for x in areas if x.id in day.holding and x.responsibility.status is not Status.RETIRED
    ]
    duties = [w.duty(x, w.link("functions", x.responsibility.function)) for x in held]
    here = a.id in snapshot.agencies
    yield Section(
        "duties",
        words("duties"),
        duties,
        "" if duties or not here else words("noDuty"),
        number=len(duties),
    )
    limits = [w.limit(x) for x in a.limits if day.so(a, x)]
    yield Section(
        "limits",
        words("limits"),
        limits,
        "" if limits or not here else words("noLimit"),
        number=len(limits),
    )
    needs = [Item(w.speaker.need(n), cites=w.cites(n.need.citations)) for n in day.needs[a.id]]
    yield Section("needs", words("needs"), needs, number=len(needs))
    answers = [_counterpart(w, x) for x in day.found.counterparts.get(a.id, ())]
    yield Section("counterparts", words("counterparts"), ordered=answers, number=len(answers))
    yield from _ties(w, a, here)
    found = [w.participant(p, w.link("mechanisms", m.id)) for m, p in day.memberships[a.id]]
    yield Section("mechanisms", words("mechanisms"), found, number=len(found))
    overlaps = [w.overlap(o, a.id) for o in day.overlaps[a.id]]
    yield Section("overlaps", words("overlaps"), overlaps, number=len(overlaps))
    gaps = [w.gap(g) for g in day.gaps[a.id]]
    yield Section("gaps", words("gaps"), gaps, number=len(gaps))
    changes = [
        Item(
            f"{capital(on_date(e.change.date, w.lang))}: {w.text(e.change.statement)}",
            cites=w.cites(e.change.citations),
        )
        for e in day.changes[a.id]
    ]
    yield Section("changes", words("changes"), changes, number=len(changes))
    later = dict.fromkeys(
        s for e in day.changes[a.id] if a.id in e.predecessors for s in e.successors
    )
    yield Section(
        "successors", words("successors"), links=w.chips("agencies", later), number=len(later)
    )
    units = day.children[a.id]
    yield Section("units", words("units"), links=w.chips("agencies", units), number=len(units))
    names = [_also_called(w, o) for o in a.other_names]
    yield Section("names", words("otherNames"), names, number=len(names))
    shown = {x.id for x in held}
    past = [
        w.duty(x, w.link("functions", x.responsibility.function))
        for x in areas
        if x.id not in shown
    ]
    past += [w.limit(x) for x in a.limits if not day.so(a, x)]
    yield Section("other-dates", words("otherDates"), past, number=len(past))


def _also_called(w: Writer, o: OtherName) -> Item:
    name = f"{o.name} ({o.acronym})" if o.acronym else o.name
    tag = w.foreign(o.lang)
    lead = Markup('<span lang="{}">{}</span>').format(tag, name) if tag else Markup.escape(name)
    notes = [label(o.kind, w.lang), span_text(o.since, o.until, w.lang)]
    return Item("", lead, notes=[x for x in notes if x], cites=w.cites(o.citations))


def _counterpart(w: Writer, answer: CounterpartAnswer) -> tuple[Item, Sequence[Item]]:
    """Return the answer for a function, and the counterparts in order with their reasons."""
    ranked = []
    for c in answer.candidates:
        notes = [f"{w.words('grade')} {c.grade.value}"]
        if c.certain is Holds.UNCERTAIN:
            notes.append(w.words("uncertain"))
        reason = capital(w.speaker.reason(c)) + "."
        ranked.append(Item(reason, w.link("agencies", c.agency), notes=notes))
    lead = w.link("functions", answer.function)
    return Item(w.speaker.counterpart(answer), lead), ranked


def _ties(w: Writer, a: Agency, here: bool) -> Iterator[Section]:
    across: list[Item] = []
    home: list[Item] = []
    ties = [t for t in w.day.ties[a.id] if not isinstance(t.record, Mechanism)]
    for tie in sorted(ties, key=lambda t: list(TieStyle).index(t.style)):
        (across if _crosses(w, tie, a) else home).append(_tie(w, tie, a))
    known = across or home or w.day.memberships[a.id]
    empty = "" if known or not here else w.words("noTie")
    yield Section("ties", w.words("ties"), lede=empty)
    for key, items in (("tiesAcross", across), ("tiesHome", home)):
        title = f"{w.words('ties')}: {w.words(key)[:1].lower()}{w.words(key)[1:]}"
        yield Section(key, title, items, number=len(items))


def _crosses(w: Writer, tie: Tie, a: Agency) -> bool:
    if tie.other is not None:
        return w.snapshot.country(tie.agency) is not w.snapshot.country(tie.other)
    record = tie.record
    unnamed = record.unnamed if isinstance(record, Cooperation) else None
    return unnamed is not None and unnamed.country is not a.country


def _tie(w: Writer, tie: Tie, a: Agency) -> Item:
    record = tie.record
    if isinstance(record, Cooperation):
        return w.cooperation(record, a.id)
    assert isinstance(record, Instrument)
    other = tie.other if tie.agency == a.id else tie.agency
    lead = w.link("agencies", other) if other else Markup()
    notes = [label(record.kind, w.lang), w.words(f"legend.{tie.style.value}")]
    return Item(
        w.text(record.summary), lead, "", "", notes, w.link("instruments", record.id),
        w.cites(record.citations),
    )  # fmt: skip
