"""The engine: agencymap's analysis in JavaScript, and the registry as the data it reads.

The explorer answers for any day, place and pair of agencies, so it cannot carry all answers; it
carries the registry and computes them. The scripts in ``templates/engine`` are a port of the
Python modules of the same names, and tests hold the two to the same answers.
"""

from __future__ import annotations

import json
import types
from functools import cache
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic_core import PydanticUndefined, to_jsonable_python

from agencymap.model import (
    Agency,
    Cooperation,
    Domain,
    Instrument,
    MapBlock,
    Mechanism,
    Place,
    Record,
    Series,
    Source,
    Subject,
)
from agencymap.registry import Registry
from agencymap.render.pages import asset
from agencymap.vocabulary import labels

SCRIPTS: Final = (
    "dates", "registry", "snapshot", "coordination", "holders", "overlap", "ties",
    "needs", "counterparts", "gaps", "paths", "resilience", "language", "layout", "sentences",
    "day",
)  # fmt: skip
"""Scripts of the engine, in the order in which they build on each other."""

_KINDS: Final[dict[str, type[Record]]] = {
    "agencies": Agency,
    "domains": Domain,
    "mechanisms": Mechanism,
    "cooperations": Cooperation,
    "instruments": Instrument,
    "places": Place,
    "subjects": Subject,
    "series": Series,
    "sources": Source,
    "blocks": MapBlock,
}
"""Lists of the data, with what each holds."""


def engine_script() -> str:
    """Return the engine as one script, for a page that wraps it in a function of its own."""
    return "\n".join(asset(f"engine/{name}.js") for name in SCRIPTS)


def engine_data(registry: Registry) -> dict[str, Any]:
    """Return all records of the registry as the engine reads them.

    Fields that hold their default are left out; ``shapes`` says what they are.
    """
    lists = {
        "agencies": registry.agencies.values(),
        "domains": registry.domains,
        "mechanisms": registry.mechanisms.values(),
        "cooperations": registry.cooperations.values(),
        "instruments": registry.instruments.values(),
        "places": registry.places.values(),
        "subjects": registry.subjects.values(),
        "series": registry.series.values(),
        "sources": registry.sources.values(),
        "blocks": registry.blocks,
    }
    data: dict[str, Any] = {
        kind: [r.model_dump(mode="json", exclude_defaults=True) for r in records]
        for kind, records in lists.items()
    }
    data["registry"] = registry.info.model_dump(mode="json", exclude_defaults=True)
    data["shapes"] = shapes()
    data["labels"] = labels()
    data["kinds"] = {kind: model.__name__ for kind, model in _KINDS.items()}
    return data


@cache
def shapes() -> dict[str, Any]:
    """Return, for each class of record, its defaults and the records inside it.

    ``{"Agency": {"d": {"parents": [], …}, "r": {"parents": "Parent", …}}}``.
    """
    found: dict[str, Any] = {}
    queue: list[type[Record]] = list(_KINDS.values())
    while queue:
        model = queue.pop()
        if model.__name__ in found:
            continue
        defaults, inside = {}, {}
        for name, field in model.model_fields.items():
            if field.default is not PydanticUndefined:
                value = field.default
                if isinstance(value, Record):
                    value = value.model_dump(mode="json", exclude_defaults=True)
                defaults[name] = to_jsonable_python(value)
            record = _record_in(field.annotation)
            if record is not None:
                inside[name] = record.__name__
                queue.append(record)
        found[model.__name__] = {"d": defaults, "r": inside}
    return dict(sorted(found.items()))


def _record_in(annotation: Any) -> type[Record] | None:
    """Return the class of the records that a field holds, one or many."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    if get_origin(annotation) in (Annotated, tuple, Union, types.UnionType):
        return next((r for a in get_args(annotation) if (r := _record_in(a)) is not None), None)
    return None


def as_json(data: object) -> str:
    """Return *data* as JSON without a space."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
