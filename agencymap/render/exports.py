"""The registry and its graph as data: JSON, CSV tables, GraphML."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from agencymap.graph import Graph
from agencymap.render.terminal import FORMAT
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import HELD


def registry_json(snapshot: Snapshot) -> str:
    """Return all records of the registry, dated as they are: nothing is left out by the day."""
    registry = snapshot.registry

    def dump(records: Iterable[Any]) -> list[Any]:
        return [r.model_dump(mode="json", exclude_defaults=True) for r in records]

    document = {
        "format": FORMAT,
        "edition": registry.info.edition,
        "digest": registry.digest,
        "as_of": snapshot.day.isoformat(),
        "registry": registry.info.model_dump(mode="json", exclude_defaults=True),
        "agencies": dump(registry.agencies.values()),
        "domains": dump(registry.domains),
        "mechanisms": dump(registry.mechanisms.values()),
        "cooperations": dump(registry.cooperations.values()),
        "instruments": dump(registry.instruments.values()),
        "places": dump(registry.places.values()),
        "subjects": dump(registry.subjects.values()),
        "series": dump(registry.series.values()),
        "sources": dump(registry.sources.values()),
        "blocks": dump(registry.blocks),
        "reviews": dump(registry.reviews),
        "options": dump(registry.options.values()),
        "cases": dump(registry.cases.values()),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def graphml(graph: Graph) -> str:
    """Return the graph as GraphML; lists are joined with "|", the edge id is the record's."""
    flat: Graph = nx.MultiDiGraph(**graph.graph)
    for name, data in graph.nodes(data=True):
        flat.add_node(name, **_flat(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        flat.add_edge(source, target, key=key, **_flat(data))
    return "\n".join(nx.generate_graphml(flat)) + "\n"


def _flat(data: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: "|".join(value) if isinstance(value, (tuple, list)) else str(value)
        for key, value in data.items()
        if value is not None
    }


Rows = Sequence[Mapping[str, object]]


def _agencies(snapshot: Snapshot) -> Rows:
    registry = snapshot.registry
    return [
        {
            "id": a.id,
            "country": a.country.value,
            "level": a.level.value,
            "classification": a.classification.value,
            "name_en": a.name.en,
            "name_es": a.name.es,
            "acronym_en": a.acronym.en if a.acronym else "",
            "acronym_es": a.acronym.es if a.acronym else "",
            "parents": "|".join(registry.parents(a.id, snapshot.day)),
            "founded": a.founded or "",
            "dissolved": a.dissolved or "",
            "exists": registry.exists(a.id, snapshot.day).value,
            "mandate_en": a.mandate.en,
            "mandate_es": a.mandate.es,
            "website": a.website or "",
            "sources": _sources(a.citations),
        }
        for a in registry.agencies.values()
    ]


def _responsibilities(snapshot: Snapshot) -> Rows:
    rows = []
    for area in snapshot.registry.areas:
        r = area.responsibility
        state = snapshot.registry.area_holds(area, snapshot.day).value
        rows.append(
            {
                "id": area.id,
                "agency": area.agency.id,
                "function": r.function,
                "role": r.role.value,
                "places": "|".join(r.places),
                "subjects": "|".join(r.subjects),
                "exclusive": r.exclusive.value,
                "since": r.since or "",
                "until": r.until or "",
                "status": r.status.value,
                "holds": state if r.status in HELD else "no",
                "statement_en": r.statement.en,
                "statement_es": r.statement.es,
                "sources": _sources(r.citations),
                "checked": r.checked,
            }
        )
    return rows


def _limits(snapshot: Snapshot) -> Rows:
    return [
        {
            "id": f"{a.id}/{x.id}",
            "agency": a.id,
            "kind": x.kind.value,
            "functions": "|".join(x.functions),
            "since": x.since or "",
            "until": x.until or "",
            "status": x.status.value,
            "statement_en": x.statement.en,
            "statement_es": x.statement.es,
            "sources": _sources(x.citations),
        }
        for a, x in snapshot.registry.limits
    ]


def _links(snapshot: Snapshot) -> Rows:
    return [
        {
            "id": x.id,
            "first": x.parties[0],
            "second": x.parties[1] if len(x.parties) > 1 else "",
            "unnamed_country": x.unnamed.country.value if x.unnamed else "",
            "kind": x.kind.value,
            "direction": x.direction.value,
            "functions": "|".join(x.functions),
            "places": "|".join(x.places),
            "mechanism": x.mechanism or "",
            "instrument": x.instrument or "",
            "since": x.since or "",
            "until": x.until or "",
            "status": x.status.value,
            "statement_en": x.statement.en,
            "statement_es": x.statement.es,
            "sources": _sources(x.citations),
        }
        for x in snapshot.registry.cooperations.values()
    ]


def _mechanisms(snapshot: Snapshot) -> Rows:
    return [
        {
            "id": m.id,
            "name_en": m.name.en,
            "name_es": m.name.es,
            "kind": m.kind.value,
            "country": m.country.value,
            "status": m.status.value,
            "since": m.since or "",
            "until": m.until or "",
            "functions": "|".join(m.functions),
            "purpose_en": m.purpose.en,
            "purpose_es": m.purpose.es,
            "sources": _sources(m.citations),
        }
        for m in snapshot.registry.mechanisms.values()
    ]


def _participants(snapshot: Snapshot) -> Rows:
    return [
        {
            "mechanism": m.id,
            "agency": p.agency,
            "role": p.role.value,
            "since": p.since or "",
            "until": p.until or "",
            "status": p.status.value,
            "sources": _sources(p.citations),
        }
        for m in snapshot.registry.mechanisms.values()
        for p in m.participants
    ]


def _functions(snapshot: Snapshot) -> Rows:
    return [
        {
            "id": f.id,
            "domain": d.id,
            "name_en": f.name.en,
            "name_es": f.name.es,
            "definition_en": f.definition.en,
            "definition_es": f.definition.es,
            "mirror": f.mirror or "",
        }
        for d in snapshot.registry.domains
        for f in d.functions
    ]


def _places(snapshot: Snapshot) -> Rows:
    return [
        {
            "id": p.id,
            "name_en": p.name.en,
            "name_es": p.name.es,
            "kind": p.kind.value,
            "country": p.country.value,
            "contains": "|".join(p.contains),
            "within": "|".join(p.within),
            "touches": "|".join(p.touches),
        }
        for p in snapshot.registry.places.values()
    ]


def _source_rows(snapshot: Snapshot) -> Rows:
    return [
        {
            "id": s.id,
            "title": s.title,
            "lang": s.lang,
            "publisher": s.publisher,
            "publisher_country": s.publisher_country.value if s.publisher_country else "",
            "date": s.date or "",
            "kind": s.kind.value,
            "read": s.read.value,
            "url": s.url or "",
        }
        for s in snapshot.registry.sources.values()
    ]


def _sources(citations: Iterable[Any]) -> str:
    return "|".join(dict.fromkeys(c.source for c in citations))


TABLES: dict[str, Callable[[Snapshot], Rows]] = {
    "agencies": _agencies,
    "responsibilities": _responsibilities,
    "limits": _limits,
    "links": _links,
    "mechanisms": _mechanisms,
    "participants": _participants,
    "functions": _functions,
    "places": _places,
    "sources": _source_rows,
}
"""Name of a CSV table → its rows."""


def csv_table(snapshot: Snapshot, table: str) -> str:
    """Return one table as CSV with a header line; a list of ids is joined with "|".

    A text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    rows = TABLES[table](snapshot)
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text
