"""What a careful editor would object to, in a registry that is whole: one function a rule.

Each rule takes the registry and yields findings; ``RULES`` lists them by id. What would keep the
graph from being built is not a rule: :mod:`agencymap.loading` refuses it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from agencymap.dates import end_of
from agencymap.findings import Finding, Path, Severity, sort_findings
from agencymap.model import (
    Agency,
    Citation,
    Cooperation,
    Limit,
    Need,
    Participant,
    Record,
    Responsibility,
    Text,
    Title,
)
from agencymap.registry import Registry
from agencymap.vocabulary import Country, Exclusive, MechanismStatus, PlaceKind, Status

MAX_QUOTE_WORDS = 30
MAX_SHORT_NAME = 22
"""Longest name that fits a box of the map."""
MARKINGS = ("law enforcement sensitive", "fouo", "for official use only", "noforn", "reservada")
"""Words that mark a document as not public; a source whose title bears one is looked at."""

Rule = Callable[[Registry], Iterator[Finding]]


def check_registry(registry: Registry) -> list[Finding]:
    """Return the findings of all rules, sorted by place; never raises."""
    return sort_findings(f for rule in RULES.values() for f in rule(registry))


def _finding(
    registry: Registry,
    kind: str,
    id_: str,
    path: Path,
    rule: str,
    message: str,
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(registry.source_maps[kind, id_].at(*path), severity, message, rule)


def id_path_mismatch(registry: Registry) -> Iterator[Finding]:
    """Files of agencies, mechanisms and instruments bear their id; a folder its country."""
    kinds: dict[str, Mapping[str, Record]] = {
        "agency": registry.agencies,
        "mechanism": registry.mechanisms,
        "instrument": registry.instruments,
    }
    for kind, records in kinds.items():
        for id_, record in records.items():
            file = PurePosixPath(registry.source_maps[kind, id_].file)
            wanted = f"{id_}.yaml"
            if isinstance(record, Agency):
                wanted = f"{record.country}/{wanted}"
                if file.parent.name != record.country.value or file.stem != id_:
                    yield _finding(
                        registry,
                        kind,
                        id_,
                        ("id",),
                        "id-path-mismatch",
                        f"id '{id_}' stands in {file.name}; name the file agencies/{wanted}",
                    )
            elif file.stem != id_:
                yield _finding(
                    registry,
                    kind,
                    id_,
                    ("id",),
                    "id-path-mismatch",
                    f"id '{id_}' stands in {file.name}; name the file {wanted}",
                )


def id_country_mismatch(registry: Registry) -> Iterator[Finding]:
    """An agency's id begins with its country."""
    for agency in registry.agencies.values():
        if not agency.id.startswith(f"{agency.country}-"):
            yield _finding(
                registry,
                "agency",
                agency.id,
                ("country",),
                "id-country-mismatch",
                f"country '{agency.country}' does not agree with id '{agency.id}'; "
                f"the id begins with '{agency.country}-'",
            )


def long_quote(registry: Registry) -> Iterator[Finding]:
    """A quote has at most 30 words."""
    for kind, id_, path, part in registry.parts:
        if isinstance(part, Citation) and part.quote is not None:
            words = len(part.quote.text.split())
            if words > MAX_QUOTE_WORDS:
                yield _finding(
                    registry,
                    kind,
                    id_,
                    (*path, "quote", "text"),
                    "long-quote",
                    f"quote has {words} words; keep {MAX_QUOTE_WORDS} at most",
                )


def untranslated(registry: Registry) -> Iterator[Finding]:
    """A text of a sentence differs between the two languages."""
    for kind, id_, path, part in registry.parts:
        if isinstance(part, Text) and part.en == part.es:
            yield _finding(
                registry,
                kind,
                id_,
                (*path, "es"),
                "untranslated",
                "the Spanish text equals the English one; translate it",
            )


def long_short_name(registry: Registry) -> Iterator[Finding]:
    """The name shown in a box has at most 22 characters."""
    for agency in registry.agencies.values():
        shown = agency.acronym or agency.short_name
        if shown is None:
            if max(len(agency.name.en), len(agency.name.es)) > MAX_SHORT_NAME:
                yield _finding(
                    registry,
                    "agency",
                    agency.id,
                    ("name",),
                    "missing-short-name",
                    "the name is too long for a box and there is neither acronym nor "
                    "short name; add 'short_name'",
                )
            continue
        field = "acronym" if agency.acronym else "short_name"
        for lang, text in (("en", shown.en), ("es", shown.es)):
            if len(text) > MAX_SHORT_NAME:
                yield _finding(
                    registry,
                    "agency",
                    agency.id,
                    (field, lang),
                    "long-short-name",
                    f"'{text}' has {len(text)} characters; a box holds {MAX_SHORT_NAME}",
                )


def no_responsibility(registry: Registry) -> Iterator[Finding]:
    """An agency has at least one responsibility, or stands above one that has."""
    parents = {p.agency for a in registry.agencies.values() for p in a.parents}
    members = {p.agency for m in registry.mechanisms.values() for p in m.participants}
    for agency in registry.agencies.values():
        if not agency.responsibilities and agency.id not in parents | members:
            yield _finding(
                registry,
                "agency",
                agency.id,
                ("id",),
                "no-responsibility",
                f"'{agency.id}' has no responsibility, no unit inside it and no part in a "
                "mechanism; add what a source says it does",
                Severity.WARNING,
            )


def retired_with_end(registry: Registry) -> Iterator[Finding]:
    """A statement with an end keeps its state: "retired" is for an end that no source dates."""
    for kind, id_, path, part in registry.parts:
        if not isinstance(part, (Responsibility, Limit, Need, Cooperation, Participant)):
            continue
        if part.status is Status.RETIRED and part.until is not None:
            yield _finding(
                registry,
                kind,
                id_,
                (*path, "status"),
                "retired-with-end",
                f"'until' says when it ended ({part.until}), so 'retired' would "
                "hide it on the days before; remove 'status'",
            )


def uncited_parent_change(registry: Registry) -> Iterator[Finding]:
    """An agency with several parents cites a source for each."""
    for agency in registry.agencies.values():
        if len(agency.parents) < 2:
            continue
        for index, parent in enumerate(agency.parents):
            if not parent.citations:
                yield _finding(
                    registry,
                    "agency",
                    agency.id,
                    ("parents", index),
                    "uncited-parent",
                    f"parent '{parent.agency}' is one of several and cites no source; add "
                    "'citations'",
                )


def uncited_place(registry: Registry) -> Iterator[Finding]:
    """A named area cites a source; ISO units need none."""
    for place in registry.places.values():
        if place.kind not in (PlaceKind.COUNTRY, PlaceKind.STATE) and not place.citations:
            yield _finding(
                registry,
                "place",
                place.id,
                ("id",),
                "uncited-place",
                f"'{place.id}' is a named area without source; add 'citations'",
            )


def undated_mechanism(registry: Registry) -> Iterator[Finding]:
    """A mechanism has a date or a known state."""
    for m in registry.mechanisms.values():
        if m.since is None and m.until is None and m.status is MechanismStatus.UNKNOWN:
            yield _finding(
                registry,
                "mechanism",
                m.id,
                ("status",),
                "undated-mechanism",
                f"'{m.id}' has neither dates nor a known state; add what a source says",
                Severity.WARNING,
            )


def asymmetric_mirror(registry: Registry) -> Iterator[Finding]:
    """The mirror of a function's mirror is the function."""
    for d, domain in enumerate(registry.domains):
        for f, function in enumerate(domain.functions):
            mirror = function.mirror
            if mirror in (None, "none"):
                continue
            back = registry.functions[mirror].mirror if mirror in registry.functions else None
            if back != function.id:
                yield _finding(
                    registry,
                    "functions",
                    "functions",
                    ("domains", d, "functions", f, "mirror"),
                    "asymmetric-mirror",
                    f"mirror of '{function.id}' is '{mirror}', whose mirror is "
                    f"'{back or 'not set'}'; make them answer each other",
                )


def sole_holder_twice(registry: Registry) -> Iterator[Finding]:
    """Two agencies are not both the sole holder of a function, place and time."""
    sole: dict[tuple[Country, str], list[tuple[Agency, int, Responsibility]]] = defaultdict(list)
    for agency in registry.agencies.values():
        for index, r in enumerate(agency.responsibilities):
            if r.exclusive is Exclusive.SOLE and r.status is Status.ASSERTED:
                sole[agency.country, r.function].append((agency, index, r))
    for claims in sole.values():
        for n, (agency, index, r) in enumerate(claims):
            for other, _, s in claims[:n]:
                if other.id == agency.id or not _same_time(agency, r, other, s):
                    continue
                if {other.id, agency.id} & _above(registry, agency.id, other.id):
                    continue
                places = r.places or (agency.country.upper(),)
                others = s.places or (other.country.upper(),)
                if any(registry.places_meet(p, q) for p in places for q in others):
                    yield _finding(
                        registry,
                        "agency",
                        agency.id,
                        ("responsibilities", index, "exclusive"),
                        "sole-holder-twice",
                        f"'{agency.id}' and '{other.id}' are both sole holder of "
                        f"'{r.function}'; mark both contested, or one shared",
                    )


def _above(registry: Registry, *ids: str) -> set[str]:
    """Return every agency that is ever a parent of one of *ids*, at any remove."""
    found: set[str] = set()
    queue = list(ids)
    while queue:
        for parent in registry.agencies[queue.pop()].parents:
            if parent.agency not in found:
                found.add(parent.agency)
                queue.append(parent.agency)
    return found


def _same_time(a: Agency, r: Responsibility, b: Agency, s: Responsibility) -> bool:
    def bounds(agency: Agency, x: Responsibility) -> tuple[date, date]:
        starts = [d.latest for d in (x.since, agency.founded) if d is not None]
        ends = [end_of(d) for d in (x.until, agency.dissolved) if d is not None]
        return max(starts, default=date.min), min(ends, default=date.max)

    (first, end), (first2, end2) = bounds(a, r), bounds(b, s)
    return max(first, first2) < min(end, end2)


def placed_twice(registry: Registry) -> Iterator[Finding]:
    """An agency stands in one block of the map."""
    first: dict[str, str] = {}
    for n, block in enumerate(registry.blocks):
        for m, agency in enumerate(block.agencies):
            if agency in first:
                yield _finding(
                    registry,
                    "map",
                    "map",
                    ("blocks", n, "agencies", m),
                    "placed-twice",
                    f"'{agency}' already stands in block '{first[agency]}'; keep one",
                )
            first.setdefault(agency, block.id)


def marked_source(registry: Registry) -> Iterator[Finding]:
    """Only public documents are sources."""
    for source in registry.sources.values():
        found = next((m for m in MARKINGS if m in source.title.lower()), None)
        if found:
            yield _finding(
                registry,
                "source",
                source.id,
                ("title",),
                "marked-source",
                f"title bears the marking '{found}'; use public documents only",
                Severity.WARNING,
            )


def glossary_departure(registry: Registry) -> Iterator[Finding]:
    """Our own texts keep to the terms of the glossary; names and quotes are others' words."""
    wanted = [(t, a, _phrase(a.words)) for t in registry.terms.values() for a in t.avoid]
    wanted = [w for w in wanted if w[1].checked]
    if not wanted:
        return
    # most texts hold none of them: one pass over both languages says so
    any_of = re.compile("|".join(p.pattern for _, _, p in wanted), re.IGNORECASE)
    for kind, id_, path, part in registry.parts:
        if not isinstance(part, Text) or kind in ("term", "source"):
            continue
        if not any_of.search(part.es) and not any_of.search(part.en):
            continue
        agency = registry.agencies.get(id_) if kind == "agency" else None
        for term, avoid, phrase in wanted:
            if avoid.country is not None and (agency is None or agency.country != avoid.country):
                continue
            text = getattr(part, avoid.lang)
            for allowed in avoid.allowed_in:
                text = re.sub(re.escape(allowed), "", text, flags=re.IGNORECASE)
            if match := phrase.search(text):
                right = term.term.es if avoid.lang == "es" else term.term.en
                right = re.sub(r" \((?:m|f)\b[^)]*\)", "", right)  # without its gender
                right = avoid.allowed_in[0] if avoid.allowed_in else right
                yield _finding(
                    registry,
                    kind,
                    id_,
                    (*path, avoid.lang),
                    "glossary-departure",
                    f"'{match[0]}' is not used for '{term.term.en}'; write '{right}'",
                    Severity.WARNING,
                )


def _phrase(words: str) -> re.Pattern[str]:
    stem = re.escape(words.removesuffix("*"))
    ending = r"\w*" if words.endswith("*") else ""
    return re.compile(rf"\b{stem}{ending}\b", re.IGNORECASE)


def uncited_source(registry: Registry) -> Iterator[Finding]:
    """A source is cited by some record."""
    cited = {part.source for _, _, _, part in registry.parts if isinstance(part, Citation)}
    for review in registry.reviews:
        cited |= {c.source for c in review.citations}
    for source in registry.sources:
        if source not in cited:
            yield _finding(
                registry,
                "source",
                source,
                ("id",),
                "uncited-source",
                f"no record cites '{source}'; remove it or cite it",
                Severity.WARNING,
            )


def repeated_name(registry: Registry) -> Iterator[Finding]:
    """Two agencies of one country do not bear the same name."""
    first: dict[tuple[Country, str], str] = {}
    for agency in registry.agencies.values():
        title: Title = agency.name
        name = title.es if agency.country is Country.MX else title.en
        key = (agency.country, name.casefold())
        if key in first:
            yield _finding(
                registry,
                "agency",
                agency.id,
                ("name",),
                "repeated-name",
                f"'{name}' is also the name of '{first[key]}'; is it the same agency?",
                Severity.WARNING,
            )
        first.setdefault(key, agency.id)


def repeated_short_name(registry: Registry) -> Iterator[Finding]:
    """Two boxes of one side of the map do not show the same words."""
    first: dict[tuple[Country, str, str], str] = {}
    for agency in registry.agencies.values():
        shown = agency.short_name or agency.acronym or agency.name
        for lang, label in (("en", shown.en), ("es", shown.es)):
            key = (agency.country, lang, label.casefold())
            if key in first and agency.dissolved is None:
                yield _finding(
                    registry,
                    "agency",
                    agency.id,
                    ("short_name" if agency.short_name else "acronym", lang),
                    "repeated-short-name",
                    f"'{label}' is also what '{first[key]}' is called on the map; give it a "
                    "'short_name' of its own",
                    Severity.WARNING,
                )
            elif agency.dissolved is None:
                first[key] = agency.id


RULES: dict[str, Rule] = {
    "id-path-mismatch": id_path_mismatch,
    "id-country-mismatch": id_country_mismatch,
    "long-quote": long_quote,
    "untranslated": untranslated,
    "long-short-name": long_short_name,
    "no-responsibility": no_responsibility,
    "retired-with-end": retired_with_end,
    "uncited-parent": uncited_parent_change,
    "uncited-place": uncited_place,
    "undated-mechanism": undated_mechanism,
    "asymmetric-mirror": asymmetric_mirror,
    "sole-holder-twice": sole_holder_twice,
    "placed-twice": placed_twice,
    "marked-source": marked_source,
    "glossary-departure": glossary_departure,
    "uncited-source": uncited_source,
    "repeated-name": repeated_name,
    "repeated-short-name": repeated_short_name,
}
"""Rule id → rule."""
