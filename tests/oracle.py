"""What the explorer shows of a day, as Python says it: the oracle for the engine.

The page computes the same in JavaScript (templates/engine/day.js); tests compare the two. Every
text is a pair [English, Spanish]; every claim carries its citations.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from agencymap.analysis.counterparts import find_counterparts
from agencymap.analysis.gaps import GapKind
from agencymap.analysis.holders import areas_for, fragmentation
from agencymap.analysis.needs import foremost
from agencymap.analysis.overlap import Overlap
from agencymap.analysis.ties import Tie, cross_border_counts, find_ties
from agencymap.analysis.whole import AllFindings
from agencymap.dates import Holds, holds_on
from agencymap.interface import WORDS
from agencymap.language import (
    capital,
    fold,
    full_name,
    instrument_name,
    official_lang,
    pick,
    pinpoint_text,
    short,
    short_day,
    span_text,
)
from agencymap.layout import Box, MapLayout, box_label, map_layout
from agencymap.lookup import agency_names
from agencymap.model import Agency, Citation, Cooperation, Instrument, Mechanism, Text, Title
from agencymap.registry import Area
from agencymap.render.diagram import diagram_data
from agencymap.render.explorer import rest_ties
from agencymap.sentences import Speaker
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import (
    LANGS,
    ROLE_LETTERS,
    SOURCE_BARS,
    Country,
    Status,
    label,
)

Pair = list[str]


def explorer_data(snapshot: Snapshot, found: AllFindings | None = None) -> dict[str, Any]:
    """Return everything the page shows, JSON-able; same snapshot, same data.

    Args:
        snapshot: the registry as of a day.
        found: its findings, when they have been computed already.
    """
    return _Data(found or AllFindings(snapshot)).all()


class _Data:
    """Collects the data of one page; citations are numbered on the way."""

    def __init__(self, found: AllFindings) -> None:
        self.snapshot = snapshot = found.snapshot
        self.found = found
        self.registry = snapshot.registry
        self.speakers = [Speaker(snapshot, lang) for lang in LANGS]
        self.ties = find_ties(snapshot)
        self.counts = cross_border_counts(snapshot, self.ties)
        self.layout: MapLayout = map_layout(snapshot, self.counts)
        self.overlaps = found.overlaps
        self.sources: dict[str, int] = {}

    # -- small parts -----------------------------------------------------------------------

    def pair(self, text: Text | Title) -> Pair:
        return [text.en, text.es]

    def say(self, method: str, *args: Any) -> Pair:
        return [getattr(speaker, method)(*args) for speaker in self.speakers]

    def labels(self, value: Any) -> Pair:
        return [label(value, lang) for lang in LANGS]

    def span(self, record: Any) -> Pair:
        return [span_text(record.since, record.until, lang) for lang in LANGS]

    def cite(self, citations: Iterable[Citation]) -> list[dict[str, Any]]:
        found = []
        for c in citations:
            number = self.sources.setdefault(c.source, len(self.sources))
            spoken = c.as_of or self.registry.sources[c.source].date
            entry: dict[str, Any] = {
                "s": number,
                "p": [pinpoint_text(c.pinpoint, lang) for lang in LANGS],
            }
            if spoken is not None:
                entry["d"] = str(spoken)
                years = (self.snapshot.day - spoken.latest).days // 365
                if years >= 3:
                    entry["y"] = years
            if c.quote is not None:
                entry["q"], entry["ql"] = c.quote.text, c.quote.lang
            found.append(entry)
        return found

    # -- the whole -------------------------------------------------------------------------

    def all(self) -> dict[str, Any]:
        registry = self.registry
        counts = registry.counts()
        agencies = [self.agency(registry.agencies[a]) for a in self.snapshot.agencies]
        data = {
            "meta": {
                "asOf": self.snapshot.day.isoformat(),
                "day": [short_day(self.snapshot.day, lang) for lang in LANGS],
                "title": self.pair(registry.info.title),
                "edition": registry.info.edition,
                "digest": registry.digest[:12],
                "handling": self.pair(registry.info.handling),
                "corrections": registry.info.corrections,
                "counts": {
                    "agencies": len(self.snapshot.agencies),
                    "functions": len(registry.functions),
                    "domains": len(registry.domains),
                    "mechanisms": sum(
                        self.snapshot.mechanism_state(m) is not Holds.NO
                        for m in registry.mechanisms.values()
                    ),
                    "links": counts["cooperations"] + counts["participations"],
                    "us": self._side(Country.US),
                    "mx": self._side(Country.MX),
                },
            },
            "words": [{k: v[i] for k, v in WORDS.items()} for i in range(2)],
            "agencies": agencies,
            "gone": self.gone(),
            "domains": [self.domain(d) for d in registry.domains],
            "functions": [self.function(f) for f in registry.functions],
            "overlaps": [self.overlap(o) for o in self.overlaps],
            "mechanisms": [
                self.mechanism(m)
                for m in registry.mechanisms.values()
                if self.snapshot.mechanism_state(m) is not Holds.NO
            ],
            "blocks": [
                {
                    "id": b.id,
                    "c": b.country.value,
                    "n": self.pair(b.name),
                    "s": self.pair(b.short_name or b.name),
                }
                for b in registry.blocks
            ],
            "series": [
                {
                    "id": s.id,
                    "n": self.pair(s.name),
                    "total": s.total,
                    "tallies": [
                        {
                            "t": self.pair(t.statement),
                            "f": t.function,
                            "d": str(t.as_of),
                            "src": self.cite(t.citations),
                        }
                        for t in s.tallies
                    ],
                }
                for s in registry.series.values()
            ],
            "ties": [self.tie(t) for t in self.ties],
            "onFile": self.on_file(),
            "map": self.map(),
        }
        data["sources"] = [self.source(s) for s in self.sources]
        return data

    def _side(self, country: Country) -> int:
        return sum(self.snapshot.country(a) == country for a in self.snapshot.agencies)

    def source(self, id_: str) -> dict[str, Any]:
        s = self.registry.sources[id_]
        return {
            "t": s.title,
            "l": s.lang,
            "sh": s.short_title or s.publisher,
            "pub": s.publisher,
            "pc": self.labels(s.publisher_country) if s.publisher_country else None,
            "k": self.labels(s.kind),
            "kd": s.kind.value,
            "b": SOURCE_BARS[s.kind],
            "r": self.labels(s.read),
            "u": s.url,
            "d": str(s.date) if s.date else None,
        }

    # -- agencies --------------------------------------------------------------------------

    def agency(self, a: Agency) -> dict[str, Any]:
        snapshot, registry = self.snapshot, self.registry
        day = snapshot.day
        areas = [x for x in registry.areas_of(a.id) if registry.area_holds(x, day) is not Holds.NO]
        functions = dict.fromkeys(
            x.responsibility.function for x in snapshot.counted if x.agency.id == a.id
        )
        entry: dict[str, Any] = {
            "id": a.id,
            "c": a.country.value,
            "lv": a.level.value,
            "k": self.labels(a.classification),
            "n": self.pair(a.name),
            "s": [short(a, lang) for lang in LANGS],
            "ol": official_lang(a),
            "to": a.translation_official,
            "q": sorted({fold(name) for _, name in agency_names(a)}),
            "up": list(snapshot.ancestors[a.id]),
            "kids": [c for c in registry.children(a.id, day) if c in snapshot.agencies],
            "m": self.pair(a.mandate),
            "home": self.layout.home.get(a.id),
            "d": [self.area(x) for x in areas],
            "src": self.cite(a.citations),
            "chk": str(a.checked),
        }
        block = registry.block_of(a.id, day)
        optional: dict[str, Any] = {
            "block": block.id if block else None,
            "series": a.series,
            "unc": snapshot.agencies[a.id] is Holds.UNCERTAIN or None,
            "cup": [
                {"t": self.say("contested_parent", a.id, p.agency), "src": self.cite(p.citations)}
                for p in a.parents
                if p.agency in registry.contested_parents(a.id, day) and p.contested
            ],
            "web": a.website,
            "on": [
                {
                    "n": o.name + (f" ({o.acronym})" if o.acronym else ""),
                    "l": o.lang,
                    "k": self.labels(o.kind),
                    "w": self.span(o),
                }
                for o in a.other_names
            ],
            "l": [
                {
                    "id": f"{a.id}/{x.id}",
                    "k": self.labels(x.kind),
                    "t": self.pair(x.statement),
                    "st": x.status.value,
                    "w": self.span(x),
                    "src": self.cite(x.citations),
                }
                for x in a.limits
                if holds_on(day, x.since, x.until) is not Holds.NO
                and x.status is not Status.RETIRED
            ],
            "nd": [
                {
                    "id": n.id,
                    "need": f"{a.id}/{n.need.id}",
                    "t": self.say("need", n),
                    "met": not n.unmet,
                    "src": self.cite(n.need.citations),
                }
                for n in self.found.needs
                if n.agency.id == a.id
            ],
            "cp": [
                {
                    "f": f,
                    "o": answer.outcome.value,
                    "t": self.say("counterpart", answer),
                    "a": [c.agency for c in answer.candidates[:12]],
                    "g": [c.grade.value for c in answer.candidates[:12]],
                }
                for f in functions
                if a.country is not Country.INTERNATIONAL
                for answer in [find_counterparts(snapshot, a.id, f)]
            ],
            "ov": [n for n, o in enumerate(self.overlaps) if a.id in o.agencies],
            "ch": [
                {
                    "t": [capital(self._change_text(e, lang)) for lang in LANGS],
                    "src": self.cite(e.change.citations),
                }
                for e in registry.changes
                if a.id in (e.agency.id, *e.predecessors, *e.successors)
            ],
        }
        entry.update({key: value for key, value in optional.items() if value})
        return entry

    def _change_text(self, event: Any, lang: Any) -> str:
        return f"{event.change.date}: {pick(event.change.statement, lang)}"

    def area(self, x: Area) -> dict[str, Any]:
        r = x.responsibility
        entry: dict[str, Any] = {
            "id": x.id,
            "f": r.function,
            "r": ROLE_LETTERS[r.role],
            "rx": self.labels(r.role),
            "st": r.status.value,
            "t": self.pair(r.statement),
            "src": self.cite(r.citations),
            "chk": str(r.checked),
        }
        if r.status is not Status.ASSERTED:
            entry["sx"] = self.labels(r.status)
        if r.since or r.until:
            entry["w"] = self.span(r)
        if self.snapshot.certainty(x) is Holds.UNCERTAIN:
            entry["unc"] = True
        if r.exclusive.value == "sole":
            entry["sole"] = True
        if r.places:
            entry["pl"] = [
                ", ".join(pick(self.registry.places[p].name, lang) for p in r.places)
                for lang in LANGS
            ]
        if r.legal_basis:
            entry["lb"] = [
                "; ".join(
                    instrument_name(self.registry.instruments[b.instrument], lang)
                    + (f", {pinpoint_text(b.pinpoint, lang)}" if b.pinpoint else "")
                    for b in r.legal_basis
                )
                for lang in LANGS
            ]
        return entry

    def overlap(self, o: Overlap) -> dict[str, Any]:
        return {
            "id": o.id,
            "a": list(o.agencies),
            "f": o.function,
            "g": o.grade.value,
            "p": o.precision.value,
            "t": self.say("overlap", o),
        }

    def gone(self) -> list[dict[str, Any]]:
        """Agencies on file that are not in being on this day: their names still lead somewhere."""
        found = []
        for a in self.registry.agencies.values():
            if a.id in self.snapshot.agencies:
                continue
            heirs = [
                s
                for e in self.registry.changes
                if a.id in e.predecessors
                for s in e.successors
                if s in self.snapshot.agencies
            ]
            found.append(
                {
                    "id": a.id,
                    "c": a.country.value,
                    "n": self.pair(a.name),
                    "s": [short(a, lang) for lang in LANGS],
                    "full": [full_name(a, lang) for lang in LANGS],
                    "q": sorted({fold(name) for _, name in agency_names(a)}),
                    "to": list(dict.fromkeys(heirs)),
                }
            )
        return found

    # -- functions and mechanisms ----------------------------------------------------------

    def domain(self, d: Any) -> dict[str, Any]:
        linked = any(d.id in t.domains and t.other for t in self.ties)
        return {
            "id": d.id,
            "n": self.pair(d.name),
            "s": self.pair(d.short_name or d.name),
            "f": [f.id for f in d.functions],
            "m": sum(
                any(self.registry.domain_of[f].id == d.id for f in m.functions)
                and self.snapshot.mechanism_state(m) is not Holds.NO
                for m in self.registry.mechanisms.values()
            ),
            "linked": linked,
        }

    def function(self, id_: str) -> dict[str, Any]:
        f = self.registry.functions[id_]
        sides = {}
        for country in (Country.US, Country.MX):
            answer = fragmentation(self.snapshot, id_, country)
            areas = areas_for(self.snapshot, id_, country=country)
            sides[country.value] = {
                "t": self.say("fragmentation", answer),
                "a": [
                    {"a": x.agency.id, "r": ROLE_LETTERS[x.responsibility.role], "id": x.id}
                    for x in areas
                ],
                "ann": sorted({x.agency.id for x in answer.announced}),
            }
        gaps = [
            {"id": g.id, "t": self.say("gap", g)}
            for g in self.found.gaps
            if g.function == id_ and g.kind is not GapKind.NEED
        ]
        entry: dict[str, Any] = {
            "id": id_,
            "d": self.registry.domain_of[id_].id,
            "n": self.pair(f.name),
            "q": sorted({fold(f.name.en), fold(f.name.es), id_}),
            "def": self.pair(f.definition),
            "mir": f.mirror,
            "sides": sides,
            "gaps": gaps,
            "ov": [n for n, o in enumerate(self.overlaps) if o.function == id_],
        }
        if f.mirror_note:
            entry["mn"] = self.pair(f.mirror_note)
        return entry

    def mechanism(self, m: Mechanism) -> dict[str, Any]:
        present = [
            p
            for p in m.participants
            if holds_on(self.snapshot.day, p.since, p.until) is not Holds.NO
        ]
        return {
            "id": m.id,
            "c": m.country.value,
            "n": self.pair(m.name),
            "s": self.pair(m.acronym or m.name),
            "q": sorted({fold(x) for t in (m.name, m.acronym) if t for x in (t.en, t.es)}),
            "k": self.labels(m.kind),
            "st": self.labels(m.status),
            "w": self.span(m),
            "t": self.pair(m.purpose),
            "f": list(m.functions),
            "p": [
                {
                    "a": p.agency,
                    "r": self.labels(p.role),
                    "st": p.status.value,
                    "w": self.span(p),
                    "src": self.cite(p.citations),
                }
                for p in present
            ],
            "un": [self.pair(u) for u in m.unnamed],
            "in": [
                [instrument_name(self.registry.instruments[i], lang) for lang in LANGS]
                for i in m.instruments
            ],
            "src": self.cite(m.citations),
        }

    # -- ties ------------------------------------------------------------------------------

    def tie(self, t: Tie) -> dict[str, Any]:
        r = t.record
        entry: dict[str, Any] = {
            "a": t.agency,
            "b": t.other,
            "y": t.style.value,
            "d": list(t.domains),
            "id": r.id,
        }
        if isinstance(r, Cooperation):
            entry["k"] = self.labels(r.kind)
            entry["f"] = list(r.functions)
            entry["t"] = self.pair(r.statement)
            entry["w"] = self.span(r)
            entry["src"] = self.cite(r.citations)
            if r.unnamed is not None:
                entry["un"] = self.pair(r.unnamed.description)
                entry["uc"] = r.unnamed.country.value
            if r.mechanism is not None:
                entry["m"] = r.mechanism
        elif isinstance(r, Mechanism):
            entry["m"] = r.id
        elif isinstance(r, Instrument):
            entry["k"] = self.labels(r.kind)
            entry["f"] = list(r.functions)
            entry["t"] = self.pair(r.summary)
            entry["n"] = [instrument_name(r, lang) for lang in LANGS]
            entry["w"] = [str(r.signed or r.since or "")] * 2
            entry["src"] = self.cite(r.citations)
        return entry

    def on_file(self) -> list[dict[str, Any]]:
        """A few findings for the panel at rest: tracing, unmet needs, overlaps by coverage."""
        found: list[dict[str, Any]] = []
        for s in self.registry.series.values():
            known = [
                t for t in s.tallies if (t.as_of.earliest or t.as_of.latest) <= self.snapshot.day
            ]
            if known:
                newest = max(known, key=lambda t: (t.status is Status.ASSERTED, t.as_of))
                found.append({"t": self.pair(newest.statement), "src": self.cite(newest.citations)})
        for need in foremost(self.found.needs):
            found.append({"t": self.say("need", need), "src": self.cite(need.need.citations)})
        return found[:4]

    # -- the map ---------------------------------------------------------------------------

    def map(self) -> dict[str, Any]:
        boxes = self.layout.rest
        ties = rest_ties(self.snapshot, self.ties, boxes)
        return {
            "rest": diagram_data(boxes, ties),
            "restTies": len(ties),
            "boxes": [self.box(b) for b in boxes],
            "opened": {k: [self.box(b) for b in v] for k, v in self.layout.opened.items()},
            "phone": [self.box(b) for b in self.layout.phone],
            "phoneTies": rest_ties(self.snapshot, self.ties, self.layout.phone),
            "members": self.layout.members,
        }

    def box(self, b: Box) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "id": b.id,
            "k": b.kind,
            "bl": b.block,
            "x": b.x,
            "y": b.y,
            "w": b.w,
            "h": b.h,
        }
        if b.inside:
            entry["n"] = b.inside
        if b.kind == "block" and any(
            self.counts.get(a)
            for a in self.snapshot.agencies
            if (block := self.registry.block_of(a, self.snapshot.day)) and block.id == b.block
        ):
            entry["x2"] = 1
        if b.kind in ("agency", "series"):
            entry["t"] = [box_label(self.snapshot, b.id, lang) for lang in LANGS]
            members = self.layout.members.get(b.id, (b.id,))
            if any(self.counts.get(m) for m in members):
                entry["x2"] = 1
        return entry
