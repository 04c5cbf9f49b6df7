"""Small worlds in a few words: builders that fill in what a test does not care about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from agencymap.model import (
    Agency,
    Cooperation,
    Domain,
    Instrument,
    MapBlock,
    Mechanism,
    Place,
    RegistryInfo,
    Series,
    Source,
    Subject,
)
from agencymap.registry import Registry
from agencymap.snapshot import Snapshot

TEXT = {"en": "It does this.", "es": "Hace esto."}
CHECKED = "2026-01-01"


def cite(as_of: str | None = None, source: str = "s") -> list[dict[str, Any]]:
    """Return a list of one citation."""
    citation: dict[str, Any] = {"source": source, "pinpoint": {"page": "1"}}
    if as_of:
        citation["as_of"] = as_of
    return [citation]


def duty(function: str, role: str = "responsible", **more: Any) -> dict[str, Any]:
    """Return a responsibility; firearms everywhere unless told otherwise."""
    return {
        "id": more.pop("id", function.replace(".", "-")),
        "function": function,
        "role": role,
        "statement": TEXT,
        "citations": more.pop("citations", cite()),
        "checked": CHECKED,
        **more,
    }


def agency(id: str, *duties: Any, **more: Any) -> Agency:
    """Return an agency; a duty may be the id of a function."""
    name = more.pop("name", id)
    acronym = more.pop("acronym", id.split("-", 1)[1].upper())
    return Agency.model_validate(
        {
            "id": id,
            "country": id.split("-")[0],
            "level": "federal",
            "classification": "bureau",
            "name": {"en": name, "es": name} if isinstance(name, str) else name,
            "acronym": {"en": acronym, "es": acronym},
            "mandate": TEXT,
            "citations": cite(),
            "checked": CHECKED,
            "responsibilities": [duty(d) if isinstance(d, str) else d for d in duties],
            **more,
        }
    )


def link(id: str, parties: Iterable[str], functions: Iterable[str], **more: Any) -> Cooperation:
    """Return a cooperation link."""
    return Cooperation.model_validate(
        {
            "id": id,
            "parties": list(parties),
            "kind": "coordination",
            "functions": list(functions),
            "statement": TEXT,
            "citations": more.pop("citations", cite()),
            "checked": CHECKED,
            **more,
        }
    )


def mechanism(id: str, members: Iterable[Any], functions: Iterable[str], **more: Any) -> Mechanism:
    """Return a mechanism; a member is an agency id or a participant."""
    people = [m if isinstance(m, dict) else {"agency": m, "role": "member"} for m in members]
    return Mechanism.model_validate(
        {
            "id": id,
            "name": {"en": id, "es": id},
            "kind": "working-group",
            "country": "int",
            "status": "active",
            "purpose": TEXT,
            "functions": list(functions),
            "participants": [{"citations": cite(), **p} for p in people],
            "citations": more.pop("citations", cite()),
            "checked": CHECKED,
            **more,
        }
    )


def instrument(
    id: str, parties: Iterable[str], functions: Iterable[str], **more: Any
) -> Instrument:
    """Return an agreement."""
    return Instrument.model_validate(
        {
            "id": id,
            "name": {"en": id, "es": id},
            "kind": "memorandum",
            "country": "us",
            "status": "in-force",
            "parties": list(parties),
            "functions": list(functions),
            "summary": TEXT,
            "citations": more.pop("citations", cite()),
            "checked": CHECKED,
            **more,
        }
    )


def place(id: str, **more: Any) -> Place:
    """Return a place; the country is read from the id."""
    country = more.pop("country", id[:2].lower())
    return Place.model_validate(
        {"id": id, "name": {"en": id, "es": id}, "kind": "state", "country": country, **more}
    )


def domain(id: str, *functions: str | tuple[str, str | None]) -> Domain:
    """Return a domain; a function is an id, or an id with its mirror."""
    entries = []
    for f in functions:
        name, mirror = f if isinstance(f, tuple) else (f, None)
        entry: dict[str, Any] = {
            "id": name,
            "name": {"en": name, "es": name},
            "article": {"es": "el"},
            "definition": TEXT,
        }
        if mirror is not None:
            entry["mirror"] = mirror
        entries.append(entry)
    return Domain.model_validate({"id": id, "name": {"en": id, "es": id}, "functions": entries})


SUBJECTS = [
    Subject.model_validate({"id": "all", "name": {"en": "all", "es": "todo"}}),
    Subject.model_validate(
        {"id": "firearms", "name": {"en": "firearms", "es": "armas"}, "broader": "all"}
    ),
    Subject.model_validate(
        {"id": "drugs", "name": {"en": "drugs", "es": "drogas"}, "broader": "all"}
    ),
]
SOURCE = Source.model_validate(
    {"id": "s", "title": "A source", "lang": "en", "publisher": "Publisher", "kind": "official",
     "read": "whole", "date": "2001"}
)  # fmt: skip
NATIONS = [
    place("US", kind="country"),
    place("MX", kind="country"),
]


def world(
    *,
    agencies: Iterable[Agency],
    domains: Iterable[Domain],
    links: Iterable[Cooperation] = (),
    mechanisms: Iterable[Mechanism] = (),
    instruments: Iterable[Instrument] = (),
    places: Iterable[Place] = (),
    series: Iterable[Series] = (),
    sources: Iterable[Source] = (),
    blocks: Iterable[MapBlock] = (),
) -> Registry:
    """Return a registry of these records; two nations, two subjects and a source are given."""

    def by_id(records: Iterable[Any]) -> Mapping[str, Any]:
        return MappingProxyType({r.id: r for r in sorted(records, key=lambda r: r.id)})

    return Registry(
        info=RegistryInfo.model_validate(
            {"title": {"en": "Criterion", "es": "Prueba"}, "scope": TEXT, "edition": "2026.1",
             "handling": {"en": "Criterion.", "es": "Prueba."}}
        ),
        agencies=by_id(agencies),
        domains=tuple(domains),
        subjects=by_id(SUBJECTS),
        series=by_id(series),
        places=by_id([*NATIONS, *places]),
        sources=by_id([SOURCE, *sources]),
        mechanisms=by_id(mechanisms),
        instruments=by_id(instruments),
        cooperations=by_id(links),
        blocks=tuple(blocks),
        reviews=(),
        source_maps={},
    )  # fmt: skip


def on(registry: Registry, day: str) -> Snapshot:
    """Return the registry as of a day."""
    return Snapshot(registry, date.fromisoformat(day))
