"""JSON Schemas of the registry's files and its data dictionary, generated from the records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

from agencymap.model import FILE_TYPES, Record

BASE = "https://agencymap.example/schemas/agencymap-1"
"""Stem of the ``$id`` of every schema: a name, not an address that is asked."""

DICTIONARY_MARKS = ("<!-- dictionary -->", "<!-- /dictionary -->")
"""Marks in ``registry/README.md`` between which the data dictionary stands."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one kind of file, with ``$schema`` and ``$id``."""
    body = FILE_TYPES[kind].model_json_schema()
    document: dict[str, Any] = {"$schema": _DIALECT, "$id": f"{BASE}/{kind}.schema.json", **body}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def schema_files() -> dict[str, str]:
    """Return all schemas by file name."""
    return {f"{kind}.schema.json": schema_text(kind) for kind in FILE_TYPES}


def dictionary() -> str:
    """Return the data dictionary in Markdown: every record, every field, every allowed word."""
    out: list[str] = []
    for record in _records():
        summary = (record.__doc__ or "").strip().split("\n")[0]
        out += [
            f"### {record.__name__}",
            "",
            summary,
            "",
            "| Field | Required | Meaning |",
            "|---|---|---|",
        ]
        for name, info in record.model_fields.items():
            meaning = " ".join((info.description or "").split())
            words = _words(info.annotation)
            if words:
                meaning += f" One of: {', '.join(f'`{w}`' for w in words)}."
            required = "yes" if info.is_required() else ""
            out.append(f"| `{name}` | {required} | {meaning.replace('|', '/')} |")
        out.append("")
    return "\n".join(out).rstrip() + "\n"


def with_dictionary(text: str) -> str:
    """Return *text* with the data dictionary between its marks.

    Raises:
        ValueError: the marks are missing or out of order.
    """
    begin, end = DICTIONARY_MARKS
    head, opened, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not opened or not closed:
        raise ValueError(f"it lacks the lines '{begin}' and '{end}'")
    return f"{head}{begin}\n{dictionary()}{end}{tail}"


def _records() -> Iterator[type[Record]]:
    """Yield every record class once, from the files inwards."""
    seen: list[type[Record]] = []
    queue = list(FILE_TYPES.values())
    while queue:
        record = queue.pop(0)
        if record in seen:
            continue
        seen.append(record)
        for info in record.model_fields.values():
            queue += [r for r in _inside(info.annotation) if r not in seen]
    yield from sorted(seen, key=lambda r: (r.__name__.endswith("File"), r.__name__))


def _inside(annotation: Any) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [r for part in get_args(annotation) for r in _inside(part)]


def _words(annotation: Any) -> list[str]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [member.value for member in annotation]
    return [w for part in get_args(annotation) for w in _words(part)]
