"""Rules: ids, names and the boxes that bear them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from agencymap.findings import Finding, Severity
from agencymap.model import Agency, Record, Title
from agencymap.registry import Registry
from agencymap.rules.base import finding
from agencymap.vocabulary import Country, NameKind

MAX_SHORT_NAME = 22
"""Longest name that fits a box of the map."""


def id_path_mismatch(registry: Registry, on: date) -> Iterator[Finding]:
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
                    yield finding(
                        registry,
                        kind,
                        id_,
                        ("id",),
                        "id-path-mismatch",
                        f"id '{id_}' stands in {file.name}; name the file agencies/{wanted}",
                    )
            elif file.stem != id_:
                yield finding(
                    registry,
                    kind,
                    id_,
                    ("id",),
                    "id-path-mismatch",
                    f"id '{id_}' stands in {file.name}; name the file {wanted}",
                )


def id_country_mismatch(registry: Registry, on: date) -> Iterator[Finding]:
    """An agency's id begins with its country."""
    for agency in registry.agencies.values():
        if not agency.id.startswith(f"{agency.country}-"):
            yield finding(
                registry,
                "agency",
                agency.id,
                ("country",),
                "id-country-mismatch",
                f"country '{agency.country}' does not agree with id '{agency.id}'; "
                f"the id begins with '{agency.country}-'",
            )


def long_short_name(registry: Registry, on: date) -> Iterator[Finding]:
    """The name shown in a box has at most 22 characters."""
    for agency in registry.agencies.values():
        shown = agency.acronym or agency.short_name
        if shown is None:
            if max(len(agency.name.en), len(agency.name.es)) > MAX_SHORT_NAME:
                yield finding(
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
                yield finding(
                    registry,
                    "agency",
                    agency.id,
                    (field, lang),
                    "long-short-name",
                    f"'{text}' has {len(text)} characters; a box holds {MAX_SHORT_NAME}",
                )


def repeated_name(registry: Registry, on: date) -> Iterator[Finding]:
    """Two agencies of one country do not bear the same name."""
    first: dict[tuple[Country, str], str] = {}
    for agency in registry.agencies.values():
        title: Title = agency.name
        name = title.es if agency.country is Country.MX else title.en
        key = (agency.country, name.casefold())
        if key in first:
            yield finding(
                registry,
                "agency",
                agency.id,
                ("name",),
                "repeated-name",
                f"'{name}' is also the name of '{first[key]}'; is it the same agency?",
                Severity.WARNING,
            )
        first.setdefault(key, agency.id)


def repeated_short_name(registry: Registry, on: date) -> Iterator[Finding]:
    """Two boxes of one side of the map do not show the same words."""
    first: dict[tuple[Country, str, str], str] = {}
    for agency in registry.agencies.values():
        shown = agency.short_name or agency.acronym or agency.name
        for lang, label in (("en", shown.en), ("es", shown.es)):
            key = (agency.country, lang, label.casefold())
            if key in first and agency.dissolved is None:
                yield finding(
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


def former_name(registry: Registry, on: date) -> Iterator[Finding]:
    """A former name of one agency is not the name of another, unless a change joins the two."""
    former: dict[tuple[Country, str], str] = {}
    for agency in registry.agencies.values():
        for other in agency.other_names:
            if other.kind is NameKind.FORMER:
                former[agency.country, other.name.casefold()] = agency.id
    joined = {
        frozenset((before, after))
        for event in registry.changes
        for before in (event.agency.id, *event.predecessors)
        for after in (event.agency.id, *event.successors)
    }
    for agency in registry.agencies.values():
        for lang, name in (("en", agency.name.en), ("es", agency.name.es)):
            now = former.get((agency.country, name.casefold()), agency.id)
            if now != agency.id and frozenset((now, agency.id)) not in joined:
                yield finding(
                    registry,
                    "agency",
                    agency.id,
                    ("name", lang),
                    "former-name",
                    f"'{name}' is a former name of '{now}'; describe it there, or record in "
                    "'changes' how one became the other",
                )
                break
