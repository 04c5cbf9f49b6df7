"""Files → strict YAML → records → Registry. The only module that reads the registry or YAML.

Two kinds of thing are refused here, and nothing else: what cannot be read as records, and what
would leave the registry unfit to build a graph (duplicate ids, dangling references, cycles).
Everything wrong in all files is reported in one go, as findings.

The YAML is a strict subset, read from the parser's events: block and flow collections and scalars.
Every scalar is text (``NO`` stays text, ``01001`` keeps its zero), only an empty value, ``~`` and
``null`` mean nothing; pydantic types the text by the field. Anchors, aliases, tags, merge keys,
duplicate keys, several documents, nesting deeper than 32 and characters that cannot be printed
are findings.
"""

from __future__ import annotations

import gc
import types
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path as FilePath
from typing import Annotated, Any, Union, get_args, get_origin

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from agencymap.dates import end_of
from agencymap.errors import AgencymapError, RegistryError
from agencymap.findings import (
    Finding,
    Path,
    Position,
    Severity,
    SourceMap,
    nearest,
    sort_findings,
)
from agencymap.model import FILE_TYPES, Agency, Record, Ref
from agencymap.registry import Registry

MAX_DEPTH = 32
"""Deepest nesting of a file; the records need 8."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SINGLE_FILES = (
    "registry",
    "functions",
    "subjects",
    "series",
    "map",
    "reviews",
    "glossary",
    "coverage",
)
_FOLDERS = {
    "places": "places",
    "sources": "sources",
    "cooperations": "cooperations",
    "agencies": "agency",
    "mechanisms": "mechanism",
    "instruments": "instrument",
}
"""Folder → kind of the files below it."""
_REQUIRED = ("registry", "functions", "map")

# kind of a file that holds a list → (its one field, kind of the records in it)
_LISTS = {
    "subjects": ("subjects", "subject"),
    "series": ("series", "series"),
    "glossary": ("terms", "term"),
    "places": ("places", "place"),
    "sources": ("sources", "source"),
    "cooperations": ("cooperations", "cooperation"),
}


class MissingRegistry(AgencymapError):
    """There is no registry folder to read."""


def load_registry(root: FilePath) -> Registry:
    """Return the registry in the folder *root*.

    Args:
        root: folder that holds ``registry.yaml``, ``functions.yaml``, ``agencies/`` and so on.

    Raises:
        MissingRegistry: *root* is no folder that can be read.
        RegistryError: something is wrong; carries every finding, sorted by place.
    """
    if not root.is_dir():
        raise MissingRegistry(
            f"{root.as_posix()} is not a folder; name the folder that holds registry.yaml"
        )
    with _no_garbage_collection():
        batch = _read_all(root)
        _check_ids(batch)
        _check_references(batch)
        _check_cycles(batch)
        if batch.findings:
            raise RegistryError(sort_findings(batch.findings))
        return _assemble(batch)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Pause the cyclic collector: thousands of new records and no cycles make it pure cost."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


# -- strict YAML ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Document:
    value: Any
    marks: dict[Path, tuple[int, int]]
    findings: list[Finding]


def parse_yaml(data: bytes, file: str) -> _Document:
    """Return the value of a strict YAML text, the position of every value, and the findings.

    The position of a mapping's entry is that of its key. Positions count from 1. A text that
    cannot be read to its end has the value None.
    """
    document = _Document(None, {(): (1, 1)}, [])

    def report(line: int, column: int, message: str, rule: str) -> None:
        position = Position(file, line, column)
        document.findings.append(Finding(position, Severity.ERROR, message, rule))

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        report(line, column, "not UTF-8 text; save the file as UTF-8", "not-utf-8")
        return document
    bad = _unprintable(text)
    if bad is not None:
        line, column, code = bad
        report(
            line,
            column,
            f"character U+{code:04X} cannot be printed; remove it",
            "control-character",
        )
        return document
    try:
        document.value = _Builder(report, document.marks).build(yaml.parse(text, Loader=_Loader))
    except _Stop:
        document.value = None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        report(line, column, _yaml_message(error, text, line), "yaml-syntax")
        document.value = None
    except yaml.YAMLError as error:
        report(1, 1, f"not YAML: {error}", "yaml-syntax")
        document.value = None
    return document


_HIDDEN = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


_UNSEEN = frozenset(["Cc", "Cs", "Co", "Cn", "Zl", "Zp"])
"""Unicode categories without a visible sign: controls, unassigned, separators of lines."""


def _printable(char: str) -> bool:
    if char in "\n\r\t":
        return True
    return char not in _HIDDEN and unicodedata.category(char) not in _UNSEEN


def _unprintable(text: str) -> tuple[int, int, int] | None:
    """Return line, column and code of the first character that cannot be printed."""
    if text.isascii() and text.replace("\n", "").replace("\t", "").replace("\r", "").isprintable():
        return None
    for line, row in enumerate(text.split("\n"), start=1):
        if row.isprintable():
            continue
        for column, char in enumerate(row, start=1):
            if not _printable(char):
                return line, column, ord(char)
    return None


def _yaml_message(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    rows = text.split("\n")
    row = rows[line - 1] if line <= len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())] or "'\\t'" in str(error.problem):
        return "a tab in the indentation; indent with spaces"
    problem = (error.problem or "cannot be read").replace("\n", " ")
    context = f" {error.context}" if error.context else ""
    return f"not YAML: {problem}{context}; check indentation, quotes and colons"


class _Stop(Exception):
    """The rest of a document is not worth reading."""


Report = Callable[[int, int, str, str], None]


@dataclass(slots=True)
class _Frame:
    """An open collection: its container, its path and, in a mapping, the key that waits."""

    container: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    skipping: bool = False


_NOTHING = frozenset(["", "~", "null"])
"""Plain texts that mean no value."""


class _Builder:
    """Builds plain values from parser events, without recursion."""

    def __init__(self, report: Report, marks: dict[Path, tuple[int, int]]) -> None:
        self.report = report
        self.marks = marks
        self.stack: list[_Frame] = []
        self.result: Any = None

    def build(self, events: Iterable[Any]) -> Any:
        documents = 0
        for event in events:
            mark = event.start_mark
            line, column = mark.line + 1, mark.column + 1
            if type(event) is yaml.ScalarEvent:  # by far the most
                if event.anchor is not None or event.tag is not None:
                    self._plain(event, line, column)
                self._scalar(event, line, column)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.report(
                        line,
                        column,
                        "a second document begins; keep one record a file",
                        "yaml-documents",
                    )
                    raise _Stop
            elif isinstance(event, yaml.AliasEvent):
                self.report(
                    line, column, f"alias '*{event.anchor}'; write the value out", "yaml-alias"
                )
                self._value("", line, column)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._plain(event, line, column)
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], line, column)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self.stack.pop()
        return self.result

    def _plain(self, event: Any, line: int, column: int) -> None:
        if event.anchor is not None:
            self.report(
                line,
                column,
                f"anchor '&{event.anchor}'; write the value out where it is needed",
                "yaml-anchor",
            )
        if event.tag is not None:
            self.report(
                line,
                column,
                f"tag '{event.tag}'; remove it, the field decides the type",
                "yaml-tag",
            )

    def _scalar(self, event: Any, line: int, column: int) -> None:
        text: str = event.value
        hidden = None
        if not text.isprintable():  # an escape in quotes may hide what the file does not show
            hidden = next((char for char in text if not _printable(char)), None)
        if hidden is not None:
            self.report(
                line,
                column,
                f"character U+{ord(hidden):04X} cannot be printed; remove it",
                "control-character",
            )
            text = text.replace(hidden, "")
        plain = not event.style  # None in pure Python, "" in C
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and type(top.container) is dict:
            self._key(top, text, line, column, plain)
            return
        value = None if plain and text in _NOTHING else text
        if top is not None and type(top.container) is dict:  # _value, without its detours
            if not top.skipping:
                top.container[top.key or ""] = value
            top.key = None
        else:
            self._value(value, line, column)

    def _key(self, top: _Frame, key: str, line: int, column: int, plain: bool) -> None:
        if plain and key == "<<":
            self.report(line, column, "merge key '<<'; write the values out", "yaml-merge-key")
        top.key = key
        top.skipping = key in top.container
        if top.skipping:
            first = self.marks[(*top.path, key)]
            self.report(
                line,
                column,
                f"key '{key}' is already on line {first[0]}; keep one of the two",
                "duplicate-key",
            )
        else:
            self.marks[(*top.path, key)] = (line, column)

    def _place(self, line: int, column: int) -> Path:
        """Return the path of the value that begins here, and mark it."""
        if not self.stack:
            self.marks[()] = (line, column)
            return ()
        top = self.stack[-1]
        if isinstance(top.container, list):
            path: Path = (*top.path, len(top.container))
            self.marks[path] = (line, column)
            return path
        return (*top.path, top.key or "")

    def _value(self, value: Any, line: int, column: int) -> None:
        self._place(line, column)
        if not self.stack:
            self.result = value
            return
        top = self.stack[-1]
        if isinstance(top.container, list):
            top.container.append(value)
            return
        if top.key is None:
            self.report(line, column, "a collection as key; keys are plain text", "yaml-key")
            raise _Stop
        if not top.skipping:
            top.container[top.key] = value
        top.key = None

    def _open(self, container: dict[str, Any] | list[Any], line: int, column: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            self.report(line, column, f"nested deeper than {MAX_DEPTH}; flatten it", "yaml-depth")
            raise _Stop
        path = self._place(line, column)
        self._value(container, line, column)
        self.stack.append(_Frame(container, path))


# -- files → records -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Loaded:
    """A record with its positions; ``owner`` is the kind its id belongs to."""

    kind: str
    record: Any
    source_map: SourceMap


@dataclass(slots=True)
class _Batch:
    records: dict[str, list[_Loaded]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    lost: dict[str, set[str]] = field(default_factory=dict)
    """Ids that stand in files with findings of their own: references to them are not dangling."""
    unread: set[str] = field(default_factory=set)
    """Kinds of which a whole file could not be read: their ids are not known."""

    def add(self, kind: str, record: Any, source_map: SourceMap) -> None:
        self.records.setdefault(kind, []).append(_Loaded(kind, record, source_map))

    def lose(self, kind: str, value: object, stem: str) -> None:
        """Remember the ids of a file that gave no record."""
        kinds = {"functions": "function", **{k: item for k, (_, item) in _LISTS.items()}}
        lost = self.lost.setdefault(kinds.get(kind, kind), set())
        ids = set(_raw_ids(value))
        if not ids and kind in kinds:
            self.unread.add(kinds[kind])
        lost.update(ids or {stem})

    def of(self, kind: str) -> list[_Loaded]:
        return self.records.get(kind, [])

    def error(self, position: Position, message: str, rule: str) -> None:
        self.findings.append(Finding(position, Severity.ERROR, message, rule))


def _read_all(root: FilePath) -> _Batch:
    batch = _Batch()
    seen: set[str] = set()
    for path in sorted(root.rglob("*"), key=lambda p: p.relative_to(root).as_posix()):
        relative = path.relative_to(root)
        if path.suffix not in (".yaml", ".yml") or not path.is_file():
            continue
        name = (root / relative).as_posix()
        kind = _kind_of(relative)
        if kind is None:
            known = sorted([*(f"{n}.yaml" for n in _SINGLE_FILES), *(f"{f}/" for f in _FOLDERS)])
            batch.error(
                Position(name),
                f"no such file belongs in a registry{nearest(relative.as_posix(), known)}"
                if nearest(relative.as_posix(), known)
                else f"no such file belongs in a registry; known are {', '.join(known)}",
                "unknown-file",
            )
            continue
        seen.add(kind)
        try:
            data = path.read_bytes()
        except OSError as error:
            batch.error(
                Position(name),
                f"cannot be read: {error.strerror}; check its permissions",
                "unreadable-file",
            )
            batch.lose(kind, None, path.stem)
            continue
        _read_file(batch, kind, data, name)
    for kind in _REQUIRED:
        if kind not in seen:
            name = (root / f"{kind}.yaml").as_posix()
            batch.error(
                Position(name), f"{kind}.yaml is missing; every registry has one", "missing-file"
            )
    if "agency" not in seen:
        name = (root / "agencies").as_posix()
        batch.error(
            Position(name),
            "no agency is on file; add one in agencies/us or agencies/mx",
            "empty-registry",
        )
    return batch


def _kind_of(relative: FilePath) -> str | None:
    if len(relative.parts) == 1:
        return (
            relative.stem if relative.suffix == ".yaml" and relative.stem in _SINGLE_FILES else None
        )
    return _FOLDERS.get(relative.parts[0]) if relative.suffix == ".yaml" else None


def _read_file(batch: _Batch, kind: str, data: bytes, name: str) -> None:
    document = parse_yaml(data, name)
    batch.findings.extend(document.findings)
    model = FILE_TYPES[kind]
    source_map = SourceMap(name, document.marks)
    stem = FilePath(name).stem
    if document.value is None and document.findings:
        batch.lose(kind, None, stem)
        return
    if not isinstance(document.value, dict):
        batch.error(
            source_map.at(),
            f"the file holds no record; it begins with '{_first_field(model)}:'",
            "empty-file",
        )
        batch.lose(kind, None, stem)
        return
    try:
        record = model.model_validate(document.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            # A list whose only entry is wrong counts as empty to pydantic; the entry is reported.
            if not (detail["type"] == "too_short" and detail.get("input")):
                batch.findings.append(_finding(detail, model, source_map))
        batch.lose(kind, document.value, stem)
        return
    if kind in _LISTS:
        name_of_list, item_kind = _LISTS[kind]
        for index, item in enumerate(getattr(record, name_of_list)):
            batch.add(item_kind, item, source_map.below(name_of_list, index))
    else:
        batch.add(kind, record, source_map)


def _raw_ids(value: object) -> Iterator[str]:
    """Yield every text that stands under a key ``id``."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for entry in value.values():
            yield from _raw_ids(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _raw_ids(entry)


def _first_field(model: type[Record]) -> str:
    return next(iter(model.model_fields))


# -- pydantic's errors → findings ----------------------------------------------------------------


def _finding(detail: ErrorDetails, model: type[Record], source_map: SourceMap) -> Finding:
    """Return our finding for one pydantic error."""
    loc = detail["loc"]
    last = str(loc[-1]) if loc else ""
    context = detail.get("ctx", {})
    value = detail.get("input")
    shown = f"'{value}'" if isinstance(value, str) and len(value) <= 60 else ""
    kind = detail["type"]
    if kind == "missing":
        message, rule = f"field '{last}' is missing; add it", "missing-field"
    elif kind == "extra_forbidden":
        fields = _fields_at(model, loc[:-1])
        near = nearest(last, fields)
        message = f"unknown field '{last}'" + (near or f"; known are {', '.join(sorted(fields))}")
        rule = "unknown-field"
    elif kind in ("enum", "literal_error"):
        expected = [
            part.strip(" '")
            for part in str(context.get("expected", "")).replace(" or ", ", ").split(", ")
        ]
        near = nearest(str(value), expected) if isinstance(value, str) else ""
        words = ", ".join(e or "(empty)" for e in expected)
        message = f"{shown or 'this'} is no value of '{_field_name(loc)}'; one of {words}"
        message = f"{shown} is no value of '{_field_name(loc)}'{near}" if near else message
        rule = "unknown-value"
    elif kind == "string_pattern_mismatch":
        message = (
            f"{shown or 'this'} does not fit '{_field_name(loc)}'; it must match "
            f"{context.get('pattern')}"
        )
        rule = "malformed-text"
    elif kind in ("string_too_long", "string_too_short"):
        bound = context.get("max_length", context.get("min_length"))
        message = (
            f"'{_field_name(loc)}' is empty; write it"
            if kind == "string_too_short"
            else f"'{_field_name(loc)}' has more than {bound} characters; shorten it"
        )
        rule = "text-length"
    elif kind == "too_short":
        message, rule = f"'{_field_name(loc)}' is empty; add at least one entry", "missing-entry"
    elif kind == "too_long":
        message = f"'{_field_name(loc)}' has more than {context.get('max_length')} entries"
        message, rule = message + "; keep fewer", "too-many-entries"
    elif kind == "value_error":
        message, rule = str(context.get("error", detail["msg"])), "wrong-value"
    else:
        message = f"'{_field_name(loc)}' holds {_shape(value)}; {_wanted(kind)}"
        rule = "wrong-type"
    return Finding(source_map.at(*loc), Severity.ERROR, message, rule)


def _field_name(loc: tuple[str | int, ...]) -> str:
    """Return the last field in *loc*; the parts pydantic adds for a union are no names."""
    names = (part for part in reversed(loc) if isinstance(part, str) and part.isidentifier())
    return next(names, "the file")


def _shape(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"'{str(value)[:60]}'"


_WANTED = {
    "string_type": "write text",
    "tuple_type": "write a list, one entry a line after '- '",
    "model_type": "write fields, 'name: value', one a line",
    "model_attributes_type": "write fields, 'name: value', one a line",
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
}


def _wanted(kind: str) -> str:
    return _WANTED.get(kind, f"another kind of value is expected ({kind})")


def _fields_at(model: type[Record], loc: Sequence[str | int]) -> list[str]:
    """Return the field names of the record at *loc* below *model*."""
    here: type[Record] = model
    for part in loc:
        if isinstance(part, str) and part in here.model_fields:
            found = _record_in(here.model_fields[part].annotation)
            here = found or here
    return list(here.model_fields)


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((r for a in get_args(annotation) if (r := _record_in(a)) is not None), None)


# -- ids, references, cycles ---------------------------------------------------------------------


def _check_ids(batch: _Batch) -> None:
    """Report ids used twice: within a kind, among an agency's own records, among functions."""
    for kind, loaded in batch.records.items():
        first: dict[str, Position] = {}
        for item in loaded:
            if not hasattr(item.record, "id"):
                continue
            _claim(batch, first, item.record.id, item.source_map.at("id"))
            if kind == "agency":
                for part in ("responsibilities", "limits", "needs"):
                    own: dict[str, Position] = {}
                    for index, entry in enumerate(getattr(item.record, part)):
                        _claim(batch, own, entry.id, item.source_map.at(part, index, "id"))
    for item in batch.of("functions"):
        first = {}
        for d, domain in enumerate(item.record.domains):
            _claim(batch, first, domain.id, item.source_map.at("domains", d, "id"))
            for f, function in enumerate(domain.functions):
                position = item.source_map.at("domains", d, "functions", f, "id")
                _claim(batch, first, function.id, position)


def _claim(batch: _Batch, first: dict[str, Position], id_: str, position: Position) -> None:
    if id_ in first:
        batch.error(
            position, f"id '{id_}' is already used in {first[id_]}; choose another", "duplicate-id"
        )
    else:
        first[id_] = position


def _check_references(batch: _Batch) -> None:
    known: dict[str, set[str]] = {
        kind: {item.record.id for item in batch.of(kind)}
        for kind in ("agency", "place", "source", "instrument", "mechanism", "subject", "series")
    }
    known["function"] = {
        id_
        for item in batch.of("functions")
        for domain in item.record.domains
        for id_ in (domain.id, *(f.id for f in domain.functions))
    }
    for kind, ids in batch.lost.items():
        known.setdefault(kind, set()).update(ids)
    for loaded in batch.records.values():
        for item in loaded:
            for path, kind, id_ in _references(item.record, ()):
                if id_ not in known[kind] and kind not in batch.unread:
                    article = "an" if kind[0] in "ai" else "a"
                    batch.error(
                        item.source_map.at(*path),
                        f"'{id_}' is not the id of {article} {kind}"
                        + (_meant(kind, id_, known[kind]) or "; add it or correct the id"),
                        f"unknown-{kind}",
                    )


def _meant(kind: str, id_: str, known: set[str]) -> str:
    """Return ``; did you mean 'x'?``: the same code in the other country, or the nearest id."""
    country, dash, code = id_.partition("-")
    if kind == "place" and dash:
        for other in ("US", "MX"):
            if other != country and f"{other}-{code}" in known:
                return f"; did you mean '{other}-{code}'?"
    return nearest(id_, known)


@cache
def _reference_plan(model: type[Record]) -> tuple[tuple[str, bool, str | type[Record]], ...]:
    """Return (field, is a list, kind of the id or class of the record) for the fields to walk."""
    plan: list[tuple[str, bool, str | type[Record]]] = []
    for name, info in model.model_fields.items():
        many, target = _target(info.annotation)
        ref = next((m for m in info.metadata if isinstance(m, Ref)), None)
        if ref is not None:
            plan.append((name, False, ref.kind))
        elif target is not None:
            plan.append((name, many, target))
    return tuple(plan)


def _target(annotation: Any) -> tuple[bool, str | type[Record] | None]:
    """Return whether *annotation* is a list, and what it refers to or holds."""
    origin = get_origin(annotation)
    if origin is Annotated:
        ref = next((m for m in get_args(annotation)[1:] if isinstance(m, Ref)), None)
        return (False, ref.kind) if ref else _target(get_args(annotation)[0])
    if origin is tuple:
        return True, _target(get_args(annotation)[0])[1]
    if origin in (Union, types.UnionType):
        for option in get_args(annotation):
            many, target = _target(option)
            if target is not None:
                return many, target
        return False, None
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return False, annotation
    return False, None


def _references(record: Record, path: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield (path, kind, id) for every id of another record in *record*."""
    for name, many, target in _reference_plan(type(record)):
        value = getattr(record, name)
        if value is None:
            continue
        entries: Iterable[tuple[Path, Any]] = (
            (((*path, name, i), v) for i, v in enumerate(value))
            if many
            else (((*path, name), value),)
        )
        for place, entry in entries:
            if isinstance(target, str):
                if entry != "none":  # the one literal beside an id: Function.mirror
                    yield place, target, entry
            else:
                yield from _references(entry, place)


def _check_cycles(batch: _Batch) -> None:
    agencies = {item.record.id: item for item in batch.of("agency")}
    for item in agencies.values():
        chain = _parent_cycle(item.record.id, {a: i.record for a, i in agencies.items()})
        if chain and item.record.id == min(chain):
            text = " → ".join(chain)
            batch.error(
                item.source_map.at("parents"),
                f"agency is its own parent: {text}; remove one of the steps",
                "parent-cycle",
            )
    for kind, step in (("place", _place_steps(batch)), ("subject", _subject_steps(batch))):
        for item in batch.of(kind):
            chain = _cycle(item.record.id, step)
            if chain and item.record.id == min(chain):
                batch.error(
                    item.source_map.at("id"),
                    f"{kind} lies inside itself: {' → '.join(chain)}; remove one of the steps",
                    f"{kind}-cycle",
                )


def _parent_cycle(start: str, agencies: Mapping[str, Agency]) -> list[str]:
    """Return a chain of parents that leads back to *start* on some day, or an empty list."""
    queue: list[tuple[str, date, date, tuple[str, ...]]] = [(start, date.min, date.max, (start,))]
    while queue:
        here, first, end, chain = queue.pop()
        for parent in agencies[here].parents:
            since = (parent.since.earliest if parent.since else None) or date.min
            until = end_of(parent.until) if parent.until else date.max
            begin, stop = max(first, since), min(end, until)
            if begin >= stop or parent.agency not in agencies:  # dangling: reported on its own
                continue
            if parent.agency == start:
                return [*chain, start]
            if parent.agency not in chain:
                queue.append((parent.agency, begin, stop, (*chain, parent.agency)))
    return []


def _cycle(start: str, steps: Mapping[str, Iterable[str]]) -> list[str]:
    """Return a chain of steps from *start* back to it, or an empty list."""
    queue: list[tuple[str, ...]] = [(start,)]
    visited: set[str] = set()
    while queue:
        chain = queue.pop()
        for step in sorted(steps.get(chain[-1], ())):
            if step == start:
                return [*chain, start]
            if step not in visited:
                visited.add(step)
                queue.append((*chain, step))
    return []


def _place_steps(batch: _Batch) -> dict[str, set[str]]:
    inside: dict[str, set[str]] = {}
    for item in batch.of("place"):
        inside.setdefault(item.record.id, set()).update(item.record.within)
        country = item.record.country.value.upper()
        if country != item.record.id:
            inside[item.record.id].add(country)
        for inner in item.record.contains:
            inside.setdefault(inner, set()).add(item.record.id)
    return inside


def _subject_steps(batch: _Batch) -> dict[str, set[str]]:
    return {i.record.id: {i.record.broader} - {None} for i in batch.of("subject")}


def _assemble(batch: _Batch) -> Registry:
    def by_id(kind: str) -> Mapping[str, Any]:
        ordered = sorted(batch.of(kind), key=lambda item: item.record.id)
        return types.MappingProxyType({item.record.id: item.record for item in ordered})

    def only(kind: str) -> Any:
        return batch.of(kind)[0].record

    maps = {
        (item.kind, getattr(item.record, "id", item.kind)): item.source_map
        for loaded in batch.records.values()
        for item in loaded
    }
    reviews = only("reviews").reviews if batch.of("reviews") else ()
    coverage = only("coverage").entries if batch.of("coverage") else ()
    return Registry(
        info=only("registry"),
        agencies=by_id("agency"),
        domains=only("functions").domains,
        subjects=by_id("subject"),
        terms=by_id("term"),
        series=by_id("series"),
        places=by_id("place"),
        sources=by_id("source"),
        mechanisms=by_id("mechanism"),
        instruments=by_id("instrument"),
        cooperations=by_id("cooperation"),
        blocks=only("map").blocks,
        reviews=reviews,
        coverage=coverage,
        source_maps=types.MappingProxyType(maps),
    )


__all__ = ["MissingRegistry", "load_registry", "parse_yaml"]
