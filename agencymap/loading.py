"""Files → strict YAML → records → Registry. The only module that reads the registry.

Two kinds of thing are refused here, and nothing else: what cannot be read as records, and what
would leave the registry unfit to build a graph (duplicate ids, dangling references, cycles).
Everything wrong in all files is reported in one go, as findings.
"""

from __future__ import annotations

import gc
import os
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from agencymap.dates import end_of
from agencymap.documents import Document, DocumentStore
from agencymap.errors import AgencymapError, RegistryError
from agencymap.facts import Fact, Key
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

_SINGLE_FILES = (
    "registry",
    "functions",
    "subjects",
    "series",
    "map",
    "reviews",
    "glossary",
    "coverage",
    "options",
    "cases",
    "views",
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
    "options": ("options", "option"),
    "cases": ("cases", "case"),
    "places": ("places", "place"),
    "sources": ("sources", "source"),
    "cooperations": ("cooperations", "cooperation"),
}


class MissingRegistry(AgencymapError):
    """There is no registry folder to read."""


def load_registry(
    root: FilePath,
    store: DocumentStore | None = None,
    drafts: Mapping[str, bytes] | None = None,
) -> Registry:
    """Return the registry in the folder *root*.

    Args:
        root: folder that holds ``registry.yaml``, ``functions.yaml``, ``agencies/`` and so on.
        store: files already read; the caller saves it.
        drafts: files as they would be, by their place in the folder: read in place of those there.

    Raises:
        MissingRegistry: *root* is no folder that can be read.
        RegistryError: something is wrong; carries every finding, sorted by place.
    """
    if not root.is_dir():
        raise MissingRegistry(
            f"{root.as_posix()} is not a folder; name the folder that holds registry.yaml"
        )
    with _no_garbage_collection():
        batch = _read_all(root, store or DocumentStore(), drafts or {})
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


def _read_all(root: FilePath, store: DocumentStore, drafts: Mapping[str, bytes]) -> _Batch:
    batch = _Batch()
    seen: set[str] = set()
    files = dict(_yaml_files(root)) | {PurePosixPath(place): root / place for place in drafts}
    for relative, path in sorted(files.items(), key=lambda f: f[0].as_posix()):
        name = path.as_posix()
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
            draft = drafts.get(relative.as_posix())
            data = path.read_bytes() if draft is None else draft
        except OSError as error:
            batch.error(
                Position(name),
                f"cannot be read: {error.strerror}; check its permissions",
                "unreadable-file",
            )
            batch.lose(kind, None, path.stem)
            continue
        _read_file(batch, kind, store.read(data, name, _parse), name)
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


def _yaml_files(root: FilePath) -> list[tuple[PurePosixPath, FilePath]]:
    """Return the YAML files below *root* with their place in it, sorted by that place."""
    found = []
    for folder, _, names in os.walk(root):
        inside = os.path.relpath(folder, root).replace(os.sep, "/")
        for name in names:
            if name.endswith((".yaml", ".yml")) and not name.startswith(".#"):  # an editor's lock
                place = name if inside == "." else f"{inside}/{name}"
                found.append((place, os.path.join(folder, name)))
    return [(PurePosixPath(place), FilePath(path)) for place, path in sorted(found)]


def _parse(data: bytes, name: str) -> Document:
    from agencymap import strict_yaml  # loaded only when there is something to parse

    return strict_yaml.parse_yaml(data, name)


def _kind_of(relative: PurePosixPath) -> str | None:
    if len(relative.parts) == 1:
        return (
            relative.stem if relative.suffix == ".yaml" and relative.stem in _SINGLE_FILES else None
        )
    return _FOLDERS.get(relative.parts[0]) if relative.suffix == ".yaml" else None


def _read_file(batch: _Batch, kind: str, document: Document, name: str) -> None:
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
        record = document.record
        if not isinstance(record, model):
            record = document.record = model.model_validate(document.value)
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
        first: _First = {}
        for item in loaded:
            if not hasattr(item.record, "id"):
                continue
            _claim(batch, first, item, ("id",), item.record.id)
            if kind == "agency":
                for part in ("responsibilities", "limits", "needs"):
                    own: _First = {}
                    for index, entry in enumerate(getattr(item.record, part)):
                        _claim(batch, own, item, (part, index, "id"), entry.id)
    for item in batch.of("functions"):
        first = {}
        for d, domain in enumerate(item.record.domains):
            _claim(batch, first, item, ("domains", d, "id"), domain.id)
            for f, function in enumerate(domain.functions):
                _claim(batch, first, item, ("domains", d, "functions", f, "id"), function.id)


_First = dict[str, tuple[_Loaded, Path]]
"""Id → where it was used first. Positions are asked for only when an id is used again."""


def _claim(batch: _Batch, first: _First, item: _Loaded, path: Path, id_: str) -> None:
    if id_ in first:
        before, where = first[id_]
        batch.error(
            item.source_map.at(*path),
            f"id '{id_}' is already used in {before.source_map.at(*where)}; choose another",
            "duplicate-id",
        )
    else:
        first[id_] = (item, path)


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
    for kind in batch.unread:
        known.pop(kind, None)
    for loaded in batch.records.values():
        for item in loaded:
            for path, kind, id_ in _dangling(item.record, known):
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
        elif isinstance(target, str) or (target is not None and _reference_plan(target)):
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


def _dangling(record: Record, known: Mapping[str, set[str]]) -> list[tuple[Path, str, str]]:
    """Return (path, kind, id) for every id in *record* that is not among the *known* of its kind.

    A kind that is not in *known* is not looked at. Paths are made for what is found only: most
    registries are whole, and hold tens of thousands of references.
    """
    found: list[tuple[Path, str, str]] = []
    for name, many, target in _reference_plan(type(record)):
        value = getattr(record, name)
        if not value:
            continue
        entries: Iterable[Any] = value if many else (value,)
        if isinstance(target, str):
            ids = known.get(target)
            if ids is None:
                continue
            for index, entry in enumerate(entries):
                if entry not in ids and entry != "none":  # the literal beside an id: a mirror
                    found.append(((name, index) if many else (name,), target, entry))
        else:
            for index, entry in enumerate(entries):
                for path, kind, id_ in _dangling(entry, known):
                    head: Path = (name, index) if many else (name,)
                    found.append(((*head, *path), kind, id_))
    return found


def _check_cycles(batch: _Batch) -> None:
    agencies = {item.record.id: item for item in batch.of("agency")}
    records = {id_: item.record for id_, item in agencies.items()}
    for item in agencies.values():
        chain = _parent_cycle(item.record.id, records)
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
    views = only("views").views if batch.of("views") else ()

    def in_order(kind: str) -> Mapping[str, Any]:
        return types.MappingProxyType({i.record.id: i.record for i in batch.of(kind)})

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
        options=in_order("option"),
        cases=in_order("case"),
        views=views,
        source_maps=types.MappingProxyType(maps),
    )


# -- files → facts ---------------------------------------------------------------------------------

# kind of record → field with records that are facts of their own → their kind
_FACTS_INSIDE = {
    "agency": {"responsibilities": "responsibility", "limits": "limit", "needs": "need"},
    "domain": {"functions": "function"},
}
_LISTS_OF_FACTS = {
    **_LISTS,
    "functions": ("domains", "domain"),
    "reviews": ("reviews", "review"),
    "coverage": ("entries", "coverage"),
    "views": ("views", "view"),
}
_KNOWN_BY = {"review": "finding", "coverage": "name", "view": "agency"}
"""What records without an id are known by."""
_WHOLE = {"registry", "map"}


def find_kind(file: FilePath) -> str:
    """Return the kind of one file of a registry, by the folder it stands in.

    Raises:
        AgencymapError: it is no file of a registry.
    """
    parts = PurePosixPath(file.absolute().as_posix()).parts
    for n in range(len(parts) - 1, 0, -1):
        kind = _kind_of(PurePosixPath(*parts[n:]))
        if kind is not None and (kind in _SINGLE_FILES or parts[n] in _FOLDERS):
            return kind
    raise AgencymapError(f"{file.as_posix()} is no file of a registry")


def registry_files(root: FilePath) -> list[tuple[str, FilePath]]:
    """Return the YAML files of the registry in *root* with their kind, sorted by their place."""
    return [(kind, p) for place, p in _yaml_files(root) if (kind := _kind_of(place)) is not None]


def read_facts(
    root: FilePath, store: DocumentStore | None = None, *, beside: FilePath | None = None
) -> dict[Key, Fact]:
    """Return the facts of the registry in *root* by kind and id, in the order of the files.

    Files that cannot be read as YAML, and records without an id, give none; :func:`unread_files`
    names the first. The second of two records with one id is left out.

    Args:
        root: the folder of the registry.
        store: files already read.
        beside: another registry; files that it holds too, byte for byte, are passed over.
    """
    store = store or DocumentStore()
    found: dict[Key, Fact] = {}
    for relative, path in _yaml_files(root):
        kind = _kind_of(relative)
        if kind is None:
            continue
        data = path.read_bytes()
        if beside is not None and _holds(beside / relative, data):
            continue
        document = store.read(data, path.as_posix(), _parse)
        if isinstance(document.value, dict):
            source_map = SourceMap(f"{root.name}/{relative.as_posix()}", document.marks)
            for fact in _facts(kind, document.value, source_map):
                found.setdefault((fact.kind, fact.id), fact)
    return found


def unread_files(root: FilePath, store: DocumentStore | None = None) -> frozenset[str]:
    """Return the files of the registry in *root* that hold no record that can be read.

    They are named as in the positions of facts.
    """
    store = store or DocumentStore()
    return frozenset(
        f"{root.name}/{relative.as_posix()}"
        for relative, path in _yaml_files(root)
        if _kind_of(relative) is not None
        and not isinstance(store.read(path.read_bytes(), path.as_posix(), _parse).value, dict)
    )


def _holds(file: FilePath, data: bytes) -> bool:
    """Return whether *file* is there and holds *data*."""
    try:
        return file.stat().st_size == len(data) and file.read_bytes() == data
    except OSError:
        return False


def _facts(kind: str, value: dict[str, Any], source_map: SourceMap) -> Iterator[Fact]:
    list_of = _LISTS_OF_FACTS.get(kind)
    if list_of is not None:
        name, item = list_of
        entries = value.get(name)
        for n, entry in enumerate(entries if isinstance(entries, list) else []):
            yield from _record(item, entry, source_map, (name, n))
    elif kind in _WHOLE:
        yield Fact(kind, kind, value, source_map)
    else:
        yield from _record(kind, value, source_map, ())


def _record(kind: str, value: Any, source_map: SourceMap, path: Path) -> Iterator[Fact]:
    id_ = value.get(_KNOWN_BY.get(kind, "id")) if isinstance(value, dict) else None
    if not isinstance(id_, str):
        return
    inside = _FACTS_INSIDE.get(kind, {})
    own = {k: v for k, v in value.items() if k not in inside}
    yield Fact(kind, id_, own, source_map, path)
    for name, item in inside.items():
        entries = value.get(name)
        for n, entry in enumerate(entries if isinstance(entries, list) else []):
            for fact in _record(item, entry, source_map, (*path, name, n)):
                prefix = "" if item == "function" else f"{id_}/"
                yield Fact(item, prefix + fact.id, fact.value, source_map, fact.path)


__all__ = [
    "MissingRegistry",
    "find_kind",
    "load_registry",
    "read_facts",
    "registry_files",
    "unread_files",
]
