"""What is generated for editors: JSON Schemas, the data dictionary, and the coverage list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

from agencymap.model import FILE_TYPES, CoverageEntry, Record
from agencymap.registry import Registry

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


def coverage_text(registry: Registry) -> str:
    """Return ``COVERAGE.md``: what the founding documents name, on file or left out, and why."""
    held = [e for e in registry.coverage if e.left_out is None]
    out = [e for e in registry.coverage if e.left_out is not None]
    lines = [
        "# Coverage",
        "",
        "What the documents the registry starts from name, and what else an editor would look for:",
        "where it is on file, or why it is left out. Written from `coverage.yaml`; write it again",
        "with `make schema`.",
        "",
        f"Named: {len(registry.coverage)}. On file: {len(held)}. "
        f"Left out, with the reason: {len(out)}.",
        "",
        "## On file",
        "",
        "| Named as | In | Record |",
        "|---|---|---|",
        *(f"| {_cell(e.name)} | {', '.join(e.sources)} | {_record_of(e)} |" for e in held),
        "",
        "## Left out",
        "",
        "| Named as | In | Why | Por qué |",
        "|---|---|---|---|",
        *(
            f"| {_cell(e.name)} | {', '.join(e.sources)} | {_cell(e.left_out.en)} "
            f"| {_cell(e.left_out.es)} |"
            for e in out
            if e.left_out is not None
        ),
    ]
    return "\n".join(lines) + "\n"


def _record_of(entry: CoverageEntry) -> str:
    if entry.agency is not None:
        folder = entry.agency.split("-", 1)[0]
        return f"[{entry.agency}](agencies/{folder}/{entry.agency}.yaml)"
    if entry.mechanism is not None:
        return f"[{entry.mechanism}](mechanisms/{entry.mechanism}.yaml)"
    return f"[{entry.instrument}](instruments/{entry.instrument}.yaml)"


def _cell(text: str) -> str:
    return text.replace("|", "/")
