"""What is generated for editors: JSON Schemas, the data dictionary, and the coverage list."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any, Final, get_args

from agencymap import vocabulary
from agencymap.canonical import WIDTH, canonical
from agencymap.examples import LEFT_OUT, example
from agencymap.model import FILE_TYPES, CoverageEntry, Record
from agencymap.registry import Registry

BASE = "https://agencymap.example/schemas/agencymap-1"
"""Stem of the ``$id`` of every schema: a name, not an address that is asked."""

DICTIONARY_MARKS = ("<!-- dictionary -->", "<!-- /dictionary -->")
"""Marks in ``registry/README.md`` between which the data dictionary stands."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


_LITERALS: Final[dict[str, str]] = {
    "en": "English.",
    "es": "Spanish, as in Mexico.",
    "": "No article.",
    "the": "As in “the FBI”.",
    "el": "Masculine.",
    "la": "Feminine.",
    "los": "Masculine plural.",
    "las": "Feminine plural.",
    "whole": "A short source, read whole: no nearer place is needed.",
    "opening": "The opening, which is all that was read.",
    "none": "By law there is none across the border.",
    "report": "A report published once.",
    "legislation": "A law, in the text of a day.",
    "regulation": "A regulation, decree or rule.",
    "treaty": "A treaty or agreement between states.",
    "bill": "A bill, not yet law.",
    "hearing": "A hearing, its transcript, or testimony in it.",
    "webpage": "A page that may change.",
    "article-newspaper": "An article in the press.",
    "article": "An article in a journal or a law review.",
    "book": "A book.",
    "dataset": "Data, as tables or a database.",
    "legal_case": "A judgement, or a paper filed in a case.",
    "speech": "A speech or a press conference.",
    "document": "Any other document.",
}
"""What the words mean that a field lists itself, without a vocabulary."""


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one kind of file, with ``$schema`` and ``$id``."""
    body = _explained(FILE_TYPES[kind].model_json_schema())
    document: dict[str, Any] = {"$schema": _DIALECT, "$id": f"{BASE}/{kind}.schema.json", **body}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _explained(schema: Any) -> Any:
    """Return a schema whose words each have a description, which editors show beside them."""
    if isinstance(schema, list):
        return [_explained(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _explained(value) for key, value in schema.items()}
    if isinstance(found.get("enum"), list):
        words = _meanings().get(str(found.get("title")), _LITERALS)
        found["enumDescriptions"] = [words[word] for word in found["enum"]]
    elif isinstance(found.get("const"), str):
        found.setdefault("description", _LITERALS[found["const"]])
    elif found.get("type") == "boolean":  # every value is text until its field types it
        found |= {"type": ["boolean", "string"], "enum": [True, False, "true", "false"]}
        found["enumDescriptions"] = ["Yes.", "No."] * 2
    elif found.get("type") == "integer":
        found |= {"type": ["integer", "string"], "pattern": r"^\d+$"}
    return found


@cache
def _meanings() -> dict[str, dict[str, str]]:
    """Return what the words of each vocabulary mean: the string under each of them."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(vocabulary)).body:
        if isinstance(node, ast.ClassDef):
            words = found.setdefault(node.name, {})
            for member, doc in pairwise(node.body):
                if isinstance(member, ast.Assign) and isinstance(doc, ast.Expr):
                    word, text = ast.literal_eval(member.value), ast.literal_eval(doc.value)
                    words[word] = " ".join(text.split())
    return found


def schema_files() -> dict[str, str]:
    """Return all schemas by file name."""
    return {f"{kind}.schema.json": schema_text(kind) for kind in FILE_TYPES}


def dictionary() -> str:
    """Return the data dictionary in Markdown: every record, field and word, and an example."""
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
        out += ["", "<details><summary>Example</summary>", "", "```yaml", *annotated(record)]
        out += ["```", "", "</details>", ""]
    return "\n".join(out).rstrip() + "\n"


def annotated(record: type[Record]) -> Iterator[str]:
    """Yield the lines of an example of a record, each field with what it means."""
    given = example(record)
    for name, info in record.model_fields.items():
        meaning = " ".join((info.description or "").split()).split(". ")[0].rstrip(".")
        if name not in given:
            yield f"# {name}: {LEFT_OUT[f'{record.__name__}.{name}']}"
            continue
        lines = canonical(json.dumps({name: given[name]}, ensure_ascii=False), "").splitlines()
        beside = f"{lines[0]}  # {meaning}"
        if len(lines) == 1 and len(beside) <= WIDTH:
            yield beside
        else:
            yield from textwrap.wrap(
                meaning, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
            )
            yield from lines


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
