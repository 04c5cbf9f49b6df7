"""Results → rows ready to show: display names, order, sentences. Plain values, JSON-able.

One row says what a finding is, in one language; the command line prints it as text or as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from agencymap.analysis.coordination import Grade
from agencymap.analysis.counterparts import Counterpart, CounterpartAnswer, find_counterparts
from agencymap.analysis.gaps import GAP_NUMBERS, Gap
from agencymap.analysis.holders import Fragmentation
from agencymap.analysis.needs import InformationNeed, find_needs
from agencymap.analysis.overlap import Overlap, find_overlaps
from agencymap.analysis.paths import PathAnswer
from agencymap.analysis.resilience import SinglePoint
from agencymap.dates import Holds, holds_on
from agencymap.language import (
    capital,
    citation_text,
    fold,
    full_name,
    mechanism_noun,
    on_date,
    pick,
    pinpoint_text,
    span_text,
)
from agencymap.model import Citation, Cooperation, Responsibility
from agencymap.registry import Area, Registry
from agencymap.sentences import Speaker
from agencymap.statistics import statistics
from agencymap.vocabulary import ROLE_LETTERS, SOURCE_BARS, Country, Footing, Lang, Status, label

Row = dict[str, Any]


def glossary_rows(registry: Registry, lang: Lang) -> list[Row]:
    """Return the terms of the glossary, in the order of their name in *lang*."""
    other: Lang = "es" if lang == "en" else "en"
    rows = [
        {
            "id": t.id,
            "term": pick(t.term, lang),
            "other": pick(t.term, other),
            "definition": pick(t.definition, lang),
            "also": t.also,
            "avoid": [a.words for a in t.avoid],
        }
        for t in registry.terms.values()
    ]
    return sorted(rows, key=lambda row: (fold(str(row["term"])), row["id"]))


def citation_row(speaker: Speaker, citation: Citation) -> Row:
    """Return a citation with what a reader needs to check and to weigh it."""
    registry, lang = speaker.registry, speaker.lang
    source = registry.sources[citation.source]
    spoken = citation.as_of or source.date
    return {
        "source": source.id,
        "title": source.title,
        "title_lang": source.lang,
        "publisher": source.publisher,
        "kind": label(source.kind, lang),
        "bars": SOURCE_BARS[source.kind],
        "read": label(source.read, lang),
        "pinpoint": pinpoint_text(citation.pinpoint, lang),
        "quote": {"text": citation.quote.text, "lang": citation.quote.lang}
        if citation.quote
        else None,
        "date": str(spoken) if spoken else None,
        "url": source.url,
        "text": citation_text(registry, citation, lang),
    }


def citation_rows(speaker: Speaker, citations: Iterable[Citation]) -> list[Row]:
    """Return citations as rows, in their order."""
    return [citation_row(speaker, c) for c in citations]


def area_row(speaker: Speaker, area: Area) -> Row:
    """Return an area of responsibility."""
    registry, lang = speaker.registry, speaker.lang
    r: Responsibility = area.responsibility
    return {
        "id": area.id,
        "agency": area.agency.id,
        "agency_name": speaker.agency(area.agency.id).text,
        "function": r.function,
        "function_name": speaker.function(r.function).text,
        "role": r.role.value,
        "letter": ROLE_LETTERS[r.role],
        "places": [pick(registry.places[p].name, lang) for p in r.places],
        "subjects": [pick(registry.subjects[s].name, lang) for s in r.subjects],
        "status": r.status.value,
        "status_text": label(r.status, lang),
        "certain": speaker.snapshot.certainty(area).value,
        "exclusive": label(r.exclusive, lang),
        "span": span_text(r.since, r.until, lang),
        "sentence": pick(r.statement, lang),
        "legal_basis": [
            pick(registry.instruments[b.instrument].name, lang)
            + (f", {pinpoint_text(b.pinpoint, lang)}" if b.pinpoint else "")
            for b in r.legal_basis
        ],
        "footing": _footing(speaker, r.citations),
        "sources": citation_rows(speaker, r.citations),
        "checked": str(r.checked),
    }


def _footing(speaker: Speaker, citations: Iterable[Citation]) -> str:
    """Return the words for a statement that rests on weak sources alone, or nothing."""
    found = speaker.registry.footing(citations)
    return "" if found is Footing.FIRM else label(found, speaker.lang)


def grade_row(speaker: Speaker, grade: Grade) -> Row:
    """Return a coordination grade with the channels it rests on."""
    return {
        "grade": grade.value,
        "sentence": speaker.grade(grade),
        "channels": [
            {
                "id": c.channel.id,
                "name": speaker.channel(c.channel),
                "grade": c.grade,
                "standing": c.standing.value,
            }
            for c in grade.covers
        ],
    }


def fragmentation_row(speaker: Speaker, f: Fragmentation) -> Row:
    """Return the holders of a function in a country."""
    return {
        "id": f.id,
        "function": f.function,
        "country": f.country.value,
        "holders": [{"id": h, "name": speaker.agency(h).text} for h in f.holders],
        "equal_index": None if f.equal_index is None else round(f.equal_index, 4),
        "area_index": None if f.area_index is None else round(f.area_index, 4),
        "sentence": speaker.fragmentation(f),
        "areas": [area_row(speaker, a) for a in f.areas],
        "announced": [area_row(speaker, a) for a in f.announced],
    }


def overlap_row(speaker: Speaker, o: Overlap) -> Row:
    """Return an overlap."""
    return {
        "id": o.id,
        "agencies": list(o.agencies),
        "function": o.function,
        "places": list(o.places),
        "precision": o.precision.value,
        "coordination": grade_row(speaker, o.grade),
        "duplication_candidate": o.duplication_candidate,
        "records": list(o.records),
        "sentence": speaker.overlap(o),
    }


def counterpart_row(speaker: Speaker, c: Counterpart, rank: int) -> Row:
    """Return one counterpart with its rank and reason."""
    return {
        "rank": rank,
        "agency": c.agency,
        "name": full_name(c.area.agency, speaker.lang),
        "reason": speaker.reason(c),
        "tests_met": [test.value for test in c.met],
        "coordination": grade_row(speaker, c.grade),
        "certain": c.certain.value,
        "area": area_row(speaker, c.area),
    }


def counterpart_answer(speaker: Speaker, answer: CounterpartAnswer) -> Row:
    """Return the answer to "who is my opposite number"."""
    lang = speaker.lang
    return {
        "id": answer.id,
        "agency": answer.agency,
        "function": answer.function,
        "answering_function": answer.answering,
        "place": answer.place,
        "outcome": answer.outcome.value,
        "sentence": speaker.counterpart(answer),
        "counterparts": [
            counterpart_row(speaker, c, i) for i, c in enumerate(answer.candidates, 1)
        ],
        "ruled_out": [area_row(speaker, a) for a in answer.ruled_out],
        "announced": [area_row(speaker, a) for a in answer.announced],
        "formalities": [
            {
                "instrument": f.instrument.id,
                "name": pick(f.instrument.name, lang),
                "sentence": pick(f.formality.statement, lang),
                "sources": citation_rows(speaker, f.formality.citations),
            }
            for f in answer.formalities
        ],
    }


def gap_row(speaker: Speaker, g: Gap) -> Row:
    """Return a gap."""
    return {
        "id": g.id,
        "kind": g.kind.value,
        "number": GAP_NUMBERS[g.kind],
        "epistemic": g.epistemic.value,
        "function": g.function,
        "country": g.country.value if g.country else None,
        "place": g.place,
        "present": list(g.present),
        "records": [a.id for a in g.areas],
        "sentence": speaker.gap(g),
    }


def need_row(speaker: Speaker, n: InformationNeed) -> Row:
    """Return an information need."""
    return {
        "id": n.id,
        "agency": n.agency.id,
        "provider": n.need.provider,
        "function": n.need.function,
        "product_of": n.need.product_of,
        "unmet": n.unmet,
        "certain": n.certain.value,
        "withheld": [link.id for link in n.refusals],
        "sentence": speaker.need(n),
        "statement": pick(n.need.statement, speaker.lang),
        "sources": citation_rows(speaker, n.need.citations),
    }


def single_point_row(speaker: Speaker, p: SinglePoint) -> Row:
    """Return a single point of failure."""
    return {
        "id": p.id,
        "kind": p.kind.value,
        "agency": p.agency,
        "function": p.function,
        "country": p.country.value,
        "cut_off": list(p.cut_off),
        "users": len(p.users),
        "places": list(p.places),
        "sentence": speaker.single_point(p),
    }


def path_row(speaker: Speaker, answer: PathAnswer) -> Row:
    """Return the paths between two agencies."""
    return {
        "source": answer.source,
        "target": answer.target,
        "function": answer.function,
        "distance": answer.distance,
        "sentence": speaker.path(answer),
        "paths": [
            {
                "channels": p.distance,
                "internal_referrals": p.referrals,
                "text": speaker.chain(p),
                "steps": [
                    {
                        "from": s.source,
                        "to": s.target,
                        "channel": s.channel.id if s.channel else None,
                    }
                    for s in p.steps
                ],
            }
            for p in answer.paths
        ],
        "more": answer.more,
        "left_out": [
            {"id": c.id, "name": speaker.channel(c), "members": len(c.members)}
            for c in answer.left_out
        ],
    }


def link_row(speaker: Speaker, link: Cooperation, agency: str) -> Row:
    """Return a cooperation link as seen from one of its agencies."""
    others = [p for p in link.parties if p != agency]
    return {
        "id": link.id,
        "with": others[0] if others else None,
        "with_name": speaker.agency(others[0]).text
        if others
        else pick(link.unnamed.description, speaker.lang)
        if link.unnamed
        else "",
        "kind": label(link.kind, speaker.lang),
        "status": link.status.value,
        "functions": list(link.functions),
        "span": span_text(link.since, link.until, speaker.lang),
        "sentence": pick(link.statement, speaker.lang),
        "sources": citation_rows(speaker, link.citations),
    }


def agency_row(speaker: Speaker, id_: str) -> Row:
    """Return the full record of an agency as of the day: what an officer asks of it."""
    snapshot, registry, lang = speaker.snapshot, speaker.registry, speaker.lang
    agency = registry.agencies[id_]
    day = snapshot.day
    functions = list(
        dict.fromkeys(a.responsibility.function for a in snapshot.counted if a.agency.id == id_)
    )
    links = [
        link
        for link in registry.cooperations.values()
        if id_ in link.parties and holds_on(day, link.since, link.until) is not Holds.NO
    ]
    mechanisms = [
        (m, p)
        for m in registry.mechanisms.values()
        if snapshot.mechanism_state(m) is not Holds.NO
        for p in snapshot.participants(m)
        if p.agency == id_
    ]
    return {
        "id": id_,
        "name": full_name(agency, lang),
        "names": {"en": agency.name.en, "es": agency.name.es},
        "country": label(agency.country, lang),
        "level": label(agency.level, lang),
        "classification": label(agency.classification, lang),
        "exists": registry.exists(id_, day).value,
        "founded": str(agency.founded) if agency.founded else None,
        "dissolved": str(agency.dissolved) if agency.dissolved else None,
        "parents": [{"id": a, "name": speaker.agency(a).text} for a in snapshot.ancestors[id_]],
        "contested_parents": [
            {"id": a, "sentence": speaker.contested_parent(id_, a)}
            for a in registry.contested_parents(id_, day)
        ],
        "children": [
            {"id": a, "name": speaker.agency(a).text} for a in registry.children(id_, day)
        ],
        "other_names": [
            {
                "name": o.name,
                "lang": o.lang,
                "kind": label(o.kind, lang),
                "span": span_text(o.since, o.until, lang),
            }
            for o in agency.other_names
        ],
        "mandate": pick(agency.mandate, lang),
        "responsibilities": [
            area_row(speaker, a)
            for a in registry.areas_of(id_)
            if registry.area_holds(a, day) is not Holds.NO
        ],
        "limits": [
            {
                "id": f"{id_}/{limit.id}",
                "kind": label(limit.kind, lang),
                "status": limit.status.value,
                "sentence": pick(limit.statement, lang),
                "functions": list(limit.functions),
                "footing": _footing(speaker, limit.citations),
                "sources": citation_rows(speaker, limit.citations),
            }
            for limit in agency.limits
            if holds_on(day, limit.since, limit.until) is not Holds.NO
            and limit.status is not Status.RETIRED
        ],
        "needs": [need_row(speaker, n) for n in find_needs(snapshot, agency=id_)],
        "counterparts": [
            counterpart_answer(speaker, find_counterparts(snapshot, id_, f))
            for f in functions
            if agency.country is not Country.INTERNATIONAL
        ],
        "links": [link_row(speaker, link, id_) for link in links],
        "mechanisms": [
            {
                "id": m.id,
                "name": mechanism_noun(m, lang).text,
                "role": label(p.role, lang),
                "span": span_text(p.since, p.until, lang),
            }
            for m, p in mechanisms
        ],
        "overlaps": [overlap_row(speaker, o) for o in find_overlaps(snapshot, agency=id_)],
        "changes": [
            {
                "date": str(e.change.date),
                "kind": label(e.change.kind, lang),
                "sentence": pick(e.change.statement, lang),
                "text": capital(
                    f"{on_date(e.change.date, lang)}: {pick(e.change.statement, lang)}"
                ),
            }
            for e in registry.changes
            if id_ in (e.agency.id, *e.predecessors, *e.successors)
        ],
        "sources": citation_rows(speaker, agency.citations),
    }


# -- about the data ------------------------------------------------------------------------------

_TABLES: Final[dict[str, tuple[str, str]]] = {
    "records": ("Records on file", "Fichas registradas"),
    "agencies": ("Agencies by country and level", "Instituciones por país y orden de gobierno"),
    "responsibilities": (
        "Areas of responsibility by domain",
        "Ámbitos de competencia por rubro",
    ),
    "statements": ("Statements by state", "Afirmaciones por estado"),
    "footings": ("Statements by what they rest on", "Afirmaciones por su sustento"),
    "sources": ("Sources by kind", "Fuentes por tipo"),
    "publishers": ("Sources by country of the publisher", "Fuentes por país de quien publica"),
    "read": ("Sources by how much was read", "Fuentes según cuánto se leyó"),
    "fills": ("How well the records are filled in", "Qué tan completas están las fichas"),
}
_COUNTED: Final[dict[str, tuple[str, str]]] = {
    "agencies": ("agencies", "instituciones"),
    "responsibilities": ("areas of responsibility", "ámbitos de competencia"),
    "limits": ("limits", "límites"),
    "needs": ("information needs", "necesidades de información"),
    "functions": ("functions", "funciones"),
    "mechanisms": ("mechanisms", "mecanismos"),
    "participations": ("participations in mechanisms", "participaciones en mecanismos"),
    "cooperations": ("cooperation links", "vínculos de cooperación"),
    "instruments": ("instruments", "instrumentos"),
    "places": ("places", "lugares"),
    "sources": ("sources", "fuentes"),
    "responsibilities.legal_basis": (
        "areas of responsibility with their legal basis",
        "ámbitos de competencia con fundamento",
    ),
    "responsibilities.places": (
        "areas of responsibility with a place",
        "ámbitos de competencia con lugar",
    ),
    "responsibilities.subjects": (
        "areas of responsibility with a subject",
        "ámbitos de competencia con materia",
    ),
    "responsibilities.dates": (
        "areas of responsibility with a beginning or an end",
        "ámbitos de competencia con inicio o fin",
    ),
    "limits.legal_basis": ("limits with their legal basis", "límites con fundamento"),
    "cooperations.since": (
        "cooperation links with a beginning",
        "vínculos de cooperación con inicio",
    ),
    "cooperations.places": (
        "cooperation links with a place",
        "vínculos de cooperación con lugar",
    ),
    "mechanisms.dates": (
        "mechanisms with a beginning or an end",
        "mecanismos con inicio o fin",
    ),
    "agencies.founded": (
        "agencies with the day they began",
        "instituciones con su fecha de creación",
    ),
    "instruments.dates": (
        "instruments with a date",
        "instrumentos con fecha",
    ),
    "citations.quote": ("citations with a quote", "citas con fragmento textual"),
    "citations.date": (
        "citations with the date they speak of",
        "citas con la fecha a la que se refieren",
    ),
    "sources.date": ("sources with a date", "fuentes con fecha"),
    "sources.url": ("sources with a public address", "fuentes con dirección pública"),
    "records.spanish_reviewed": (
        "records whose Spanish a second reader has read",
        "fichas cuyo español revisó otra persona",
    ),
}
_HEADS: Final[dict[str, tuple[str, str]]] = {
    "what": ("What", "Qué"),
    "number": ("Number", "Número"),
    "all": ("All", "Total"),
    "share": ("Share", "Proporción"),
    "neither": ("neither, or not stated", "ninguno de los dos, o no se indica"),
}


def statistics_tables(registry: Registry, lang: Lang) -> list[Row]:
    """Return the counts of the registry as tables: id, title, heads, rows of text.

    The first cell of a row names what is counted; the others are whole numbers, or in "fills" the
    number filled in, the number of all, and the share in percent.
    """
    s = statistics(registry)
    n = 0 if lang == "en" else 1

    def table(id_: str, heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Row:
        return {
            "id": id_,
            "title": _TABLES[id_][n],
            "heads": [_HEADS["what"][n], *heads],
            "rows": [[capital(str(row[0])), *row[1:]] for row in rows],
        }

    def counts(id_: str, found: Iterable[tuple[str, int]]) -> Row:
        return table(id_, [_HEADS["number"][n]], found)

    sides = list(Country)
    return [
        counts("records", ((_COUNTED[k][n], v) for k, v in s.records.items())),
        counts(
            "agencies",
            (
                (
                    label(c, lang)
                    if c is Country.INTERNATIONAL
                    else f"{label(c, lang)}, {label(v, lang)}",
                    count,
                )
                for (c, v), count in s.agencies.items()
            ),
        ),
        table(
            "responsibilities",
            [*(label(c, lang) for c in sides), _HEADS["all"][n]],
            [
                [pick(d.name, lang), *(by[c] for c in sides), sum(by.values())]
                for d in registry.domains
                for by in [s.responsibilities[d.id]]
            ],
        ),
        counts("statements", ((label(k, lang), v) for k, v in s.statements.items())),
        counts("footings", ((label(k, lang), v) for k, v in s.footings.items())),
        counts("sources", ((label(k, lang), v) for k, v in s.sources.items())),
        counts(
            "publishers",
            (
                (_HEADS["neither"][n] if k is None else label(k, lang), v)
                for k, v in s.publishers.items()
            ),
        ),
        counts("read", ((label(k, lang), v) for k, v in s.read.items())),
        table(
            "fills",
            [_HEADS["number"][n], _HEADS["all"][n], _HEADS["share"][n]],
            [
                [
                    _COUNTED[f.what][n],
                    f.filled,
                    f.total,
                    "–" if f.share is None else f"{f.share:.0%}",
                ]
                for f in s.fills
            ],
        ),
    ]
