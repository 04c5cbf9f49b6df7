"""Structured data for search engines: what a page is about, in the words of schema.org.

An agency is a ``GovernmentOrganization``, a body of no single country an ``Organization``; a
function a ``DefinedTerm``; a text that binds by law is ``Legislation``, any other a
``CreativeWork``. A mechanism is what it is: a meeting an ``Event``, a shared system a
``GovernmentService``, a body that sits an ``Organization``, anything else a ``Project``.
"""

from __future__ import annotations

import json
from typing import Any, Final

from agencymap.dates import PartialDate
from agencymap.language import capital, official_lang, pick
from agencymap.model import Agency, Instrument, Mechanism, Title
from agencymap.registry import Registry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import (
    Country,
    InstrumentKind,
    InstrumentStatus,
    Lang,
    MechanismKind,
    ParticipantRole,
    label,
)

_LAW: Final = frozenset(
    {
        InstrumentKind.CONSTITUTION,
        InstrumentKind.STATUTE,
        InstrumentKind.REGULATION,
        InstrumentKind.DECREE,
        InstrumentKind.TREATY,
    }
)
_FORCE: Final = {
    InstrumentStatus.IN_FORCE: "https://schema.org/InForce",
    InstrumentStatus.EXPIRED: "https://schema.org/NotInForce",
    InstrumentStatus.REPEALED: "https://schema.org/NotInForce",
    InstrumentStatus.SUPERSEDED: "https://schema.org/NotInForce",
}
_BODIES: Final = frozenset(
    {MechanismKind.WORKING_GROUP, MechanismKind.TASK_FORCE, MechanismKind.COMMISSION}
)
_OPERATORS: Final = frozenset({ParticipantRole.LEAD, ParticipantRole.OPERATOR})
_LANDS: Final = {Country.US: "US", Country.MX: "MX"}

Node = dict[str, Any]


def structured(snapshot: Snapshot, kind: str, id_: str, lang: Lang) -> str:
    """Return the JSON-LD of a page; no text in it can end the element that holds it."""
    registry = snapshot.registry
    if kind == "agencies":
        node = _agency(snapshot, registry.agencies[id_], lang)
    elif kind == "functions":
        node = _function(registry, id_, lang)
    elif kind == "mechanisms":
        node = _mechanism(snapshot, registry.mechanisms[id_], lang)
    else:
        node = _instrument(registry.instruments[id_], lang)
    filled = {key: value for key, value in node.items() if value not in (None, "", [])}
    text = json.dumps({"@context": "https://schema.org", **filled}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _iso(when: PartialDate | None) -> str | None:
    """Return a date as ISO 8601 has it; a stretch of which only an end is known is none."""
    return str(when) if when and when.precision in ("day", "month", "year") else None


def _both(*titles: Title | None) -> list[str]:
    return [name for title in titles if title for name in (title.en, title.es)]


def _others(name: str, names: list[str]) -> list[str]:
    return [other for other in dict.fromkeys(names) if other != name]


def _organization(registry: Registry, id_: str, lang: Lang) -> Node:
    """Return an agency as part of another record, with the way to its page."""
    a = registry.agencies[id_]
    return {
        "@type": _kind(a),
        "name": pick(a.name, official_lang(a)),
        "url": f"../agencies/{id_}.{lang}.html",
    }


def _kind(a: Agency) -> str:
    return "Organization" if a.country is Country.INTERNATIONAL else "GovernmentOrganization"


def _agency(snapshot: Snapshot, a: Agency, lang: Lang) -> Node:
    registry = snapshot.registry
    name = pick(a.name, official_lang(a))
    parents = registry.parents(a.id, snapshot.day)
    names = [*_both(a.name, a.acronym, a.short_name), *(o.name for o in a.other_names)]
    return {
        "@type": _kind(a),
        "name": name,
        "alternateName": _others(name, names),
        "identifier": a.id,
        "description": pick(a.mandate, lang),
        "foundingDate": _iso(a.founded),
        "dissolutionDate": _iso(a.dissolved),
        "parentOrganization": [_organization(registry, p, lang) for p in parents],
        "areaServed": _LANDS.get(a.country) if a.level.value == "federal" else None,
        "url": a.website,
    }


def _function(registry: Registry, id_: str, lang: Lang) -> Node:
    f, domain = registry.functions[id_], registry.domain_of[id_]
    return {
        "@type": "DefinedTerm",
        "name": capital(pick(f.name, lang)),
        "termCode": id_,
        "description": pick(f.definition, lang),
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": pick(domain.name, lang),
            "url": f"index.{lang}.html#{domain.id}",
        },
    }


def _mechanism(snapshot: Snapshot, m: Mechanism, lang: Lang) -> Node:
    registry, name = snapshot.registry, pick(m.name, lang)
    here = list(dict.fromkeys(p.agency for p in snapshot.participants(m)))
    operators = {p.agency for p in snapshot.participants(m) if p.role in _OPERATORS}
    node: Node = {
        "name": name,
        "alternateName": _others(name, _both(m.name, m.acronym)),
        "identifier": m.id,
        "description": pick(m.purpose, lang),
    }
    begin, end = _iso(m.since), _iso(m.until)
    if m.kind is MechanismKind.MEETING:
        node |= {"@type": "Event", "startDate": begin, "endDate": end}
        node["attendee"] = [_organization(registry, a, lang) for a in here]
    elif m.kind is MechanismKind.SHARED_SYSTEM:
        node |= {"@type": "GovernmentService", "serviceType": capital(label(m.kind, lang))}
        node["serviceOperator"] = [_organization(registry, a, lang) for a in here if a in operators]
    else:
        node["@type"] = "Organization" if m.kind in _BODIES else "Project"
        node |= {"foundingDate": begin, "dissolutionDate": end}
        node["member"] = [_organization(registry, a, lang) for a in here]
    return node


def _instrument(i: Instrument, lang: Lang) -> Node:
    name = pick(i.name, lang)
    node: Node = {
        "name": name,
        "alternateName": _others(name, _both(i.name, i.short_name)),
        "identifier": i.id,
        "abstract": pick(i.summary, lang),
    }
    if i.kind not in _LAW:
        return {
            **node,
            "@type": "CreativeWork",
            "genre": capital(label(i.kind, lang)),
            "dateCreated": _iso(i.signed),
        }
    lands = i.countries or (i.country,)
    return {
        **node,
        "@type": "Legislation",
        "legislationType": capital(label(i.kind, lang)),
        "legislationDate": _iso(i.signed),
        "legislationLegalForce": _FORCE.get(i.status),
        "legislationJurisdiction": [_LANDS[c] for c in lands if c in _LANDS],
    }
