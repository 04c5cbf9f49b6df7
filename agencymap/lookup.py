"""From what a person types to the record it means: ids, acronyms, present and former names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from agencymap.errors import LookupFailure
from agencymap.language import fold, pick, short
from agencymap.model import Agency, Domain, Function
from agencymap.registry import Registry
from agencymap.vocabulary import LANGS, Country

MAX_CANDIDATES = 8
"""Most candidates an error lists."""


def agency_names(agency: Agency) -> Iterator[tuple[int, str]]:
    """Yield every name that leads to an agency, with its tier: 0 id, 1 own names, 2 other names."""
    yield 0, agency.id
    for title in (agency.acronym, agency.short_name, agency.name):
        if title is not None:
            yield from ((1, pick(title, lang)) for lang in LANGS)
    for other in agency.other_names:
        yield 2, other.name
        if other.acronym is not None:
            yield 2, other.acronym


def find_agency(registry: Registry, text: str) -> str:
    """Return the id of the agency called *text*, ignoring case and accents.

    Its id comes before its own names, and these before former and alternate names.

    Raises:
        LookupFailure: no agency has that name, or several have it in the same tier.
    """
    wanted = fold(text.strip())
    found: dict[int, set[str]] = {}
    known: dict[str, str] = {}
    for agency in registry.agencies.values():
        for tier, name in agency_names(agency):
            folded = fold(name)
            known.setdefault(folded, agency.id)
            if folded == wanted:
                found.setdefault(tier, set()).add(agency.id)
    for tier in sorted(found):
        if len(found[tier]) == 1:
            return found[tier].pop()
        raise LookupFailure(
            f"'{text}' is the name of {len(found[tier])} agencies; use the id of one of them",
            [_describe(registry, id_) for id_ in sorted(found[tier])],
        )
    near = _near(wanted, known)
    raise LookupFailure(
        f"no agency is called '{text}'" + ("; perhaps you mean" if near else ""),
        [_describe(registry, id_) for id_ in near],
    )


def _describe(registry: Registry, id_: str) -> str:
    agency = registry.agencies[id_]
    side = "es" if agency.country is Country.MX else "en"
    return f"{id_}  {short(agency, 'en')}, {pick(agency.name, side)}"  # type: ignore[arg-type]


def _near(wanted: str, known: dict[str, str]) -> list[str]:
    """Return the ids whose names hold the text or are spelt like it, best first."""
    holding = [known[name] for name in sorted(known) if wanted and wanted in name]
    close = [known[name] for name in difflib.get_close_matches(wanted, sorted(known), 5, 0.6)]
    return list(dict.fromkeys([*close, *holding]))[:MAX_CANDIDATES]


def _find_named(kind: str, text: str, names: Iterable[tuple[str, str]]) -> str:
    """Return the id whose id or name is *text*, or begins with or holds it and no other does."""
    wanted = fold(text.strip())
    known: dict[str, set[str]] = {}
    for name, id_ in names:
        known.setdefault(fold(name), set()).add(id_)
    hits = known.get(wanted, set())
    if len(hits) == 1:
        return next(iter(hits))
    if hits:
        raise LookupFailure(f"'{text}' is the name of several {kind}s; use an id", sorted(hits))
    for fits in (str.startswith, str.__contains__):
        found = {id_ for name, ids in known.items() if fits(name, wanted) for id_ in ids}
        if wanted and len(found) == 1:
            return next(iter(found))
    near = _near(wanted, {name: min(ids) for name, ids in known.items()})
    raise LookupFailure(
        f"no {kind} is called '{text}'" + ("; perhaps you mean" if near else ""), near
    )


def find_function(registry: Registry, text: str) -> str:
    """Return the id of the function or domain called *text*, in either language.

    Raises:
        LookupFailure: none or several have that name.
    """
    names = [
        (name, record.id)
        for record in _functions(registry)
        for name in (record.id, record.name.en, record.name.es)
    ]
    return _find_named("function", text, names)


def _functions(registry: Registry) -> Iterator[Domain | Function]:
    yield from registry.domains
    yield from registry.functions.values()


def find_place(registry: Registry, text: str) -> str:
    """Return the id of the place called *text*, in either language.

    Raises:
        LookupFailure: none or several have that name.
    """
    names = [
        (name, place.id)
        for place in registry.places.values()
        for name in (place.id, place.name.en, place.name.es)
    ]
    return _find_named("place", text, names)
