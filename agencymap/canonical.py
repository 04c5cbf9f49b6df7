"""The one form in which a registry file is written: two editors who say the same write the same.

Keys stand in the order of the model; texts on one line, unquoted where YAML allows it; short lists
and short mappings in one line, other ones a line an entry; lists without an order of their own
sorted. Comments stay with what they stand beside.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, get_args

import yaml

from agencymap.errors import AgencymapError
from agencymap.model import FILE_TYPES, Record
from agencymap.strict_yaml import parse_yaml

WIDTH: Final = 100
"""Columns of a list in one line."""
SHORT: Final = 72
"""Columns of a mapping in one line."""
UNORDERED: Final = frozenset(
    ["carries_functions", "contains", "places", "subjects", "touches", "within"]
)
"""Lists of ids whose order says nothing."""
BY_ID: Final = frozenset(["sources"])
"""Lists of records that stand by their id."""


_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def canonical(text: str, kind: str) -> str:
    """Return the text of a registry file in its canonical form; once more changes nothing.

    Args:
        text: strict YAML without findings.
        kind: of the file, a key of ``FILE_TYPES``.

    Raises:
        AgencymapError: the form would not say the same as *text*; nothing is lost.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    root = yaml.compose(text, Loader=_LOADER)
    if root is None:
        return text
    entry = _Reader(text).read(root, FILE_TYPES.get(kind))
    written = "\n".join([*entry.above, *_Writer().lines(entry), *entry.after]).rstrip() + "\n"
    if written != text and _sorted(_value(text)) != _sorted(_value(written)):
        raise AgencymapError("cannot be put in canonical form; please report this file")
    return written


def _value(text: str) -> Any:
    return parse_yaml(text.encode(), "").value


def _sorted(value: Any, name: str = "") -> Any:
    """Return a value with the lists that have no order sorted, to compare what two texts say."""
    if isinstance(value, dict):
        return {k: _sorted(v, k) for k, v in value.items()}
    if isinstance(value, list):
        inside = [_sorted(v) for v in value]
        return sorted(inside, key=repr) if name in UNORDERED | BY_ID else inside
    return value


# -- text → entries --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Entry:
    """A value with its comments: a scalar, a list of entries, or entries by key."""

    text: str | None = None
    """Of a scalar."""
    nothing: bool = False
    """Whether the scalar is left out: ``key:`` without a value."""
    items: list[_Entry] | None = None
    fields: dict[str, _Entry] | None = None
    above: list[str] = field(default_factory=list)
    beside: str = ""
    after: list[str] = field(default_factory=list)
    """Comments below the last line of the file; of the outermost entry alone."""

    def commented(self) -> bool:
        """Return whether a comment stands in it."""
        return any(e.above or e.beside or e.commented() for e in self.inside())

    def inside(self) -> Iterator[_Entry]:
        yield from self.items or ()
        yield from (self.fields or {}).values()


class _Reader:
    """Reads nodes into entries, and gives each comment to the entry it stands above or beside."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[tuple[int, _Entry]] = []
        self.scalars: list[tuple[int, int]] = []

    def read(self, root: Any, model: type[Record] | None) -> _Entry:
        top = self._entry(root, model, "")
        self.scalars.sort()
        self._comments(top)
        return top

    def _entry(self, node: Any, model: type[Record] | None, name: str) -> _Entry:
        if isinstance(node, yaml.ScalarNode):
            self._span(node)
            empty = not node.value and not node.style
            return _Entry(text=node.value, nothing=empty)
        if isinstance(node, yaml.SequenceNode):
            items = []
            for child in node.value:
                self.starts.append((child.start_mark.index, item := _Entry()))
                _become(item, self._entry(child, model, ""))
                items.append(item)
            return _Entry(items=_in_order(items, name))
        known = _key_order(model) if model else ()
        fields: dict[str, _Entry] = {}
        for key, child in node.value:
            self._span(key)
            self.starts.append((key.start_mark.index, value := _Entry()))
            below = model.model_fields.get(key.value) if model else None
            inner: type[Record] | None = _record_in(below.annotation) if below else None  # type: ignore[arg-type]
            _become(value, self._entry(child, inner, key.value))
            fields[key.value] = value
        places = {k: n for n, k in enumerate(known)}
        ordered = sorted(fields, key=lambda k: places.get(k, len(places)))
        return _Entry(fields={k: fields[k] for k in ordered})

    def _span(self, node: Any) -> None:
        self.scalars.append((node.start_mark.index, node.end_mark.index))

    def _comments(self, top: _Entry) -> None:
        starts = sorted(self.starts, key=lambda x: x[0])
        at = 0
        for row in self.text.split("\n"):
            found = self._comment(row, at)
            if found is not None:
                self._attach(row, at, found, starts, top)
            at += len(row) + 1

    def _comment(self, row: str, at: int) -> int | None:
        """Return the column of the comment in a row, or None."""
        for match in re.finditer(r"(?:^|(?<=\s))#", row):
            index = at + match.start()
            n = bisect_left(self.scalars, (index + 1, 0)) - 1
            if n < 0 or index >= self.scalars[n][1]:
                return match.start()
        return None

    @staticmethod
    def _attach(
        row: str, at: int, column: int, starts: Sequence[tuple[int, _Entry]], top: _Entry
    ) -> None:
        comment = row[column:].rstrip()
        if row[:column].strip():
            here = [e for index, e in starts if at <= index < at + column]
            before = [e for index, e in starts if index < at]
            owner = here[0] if here else before[-1]
            owner.beside = f"{owner.beside}  {comment}" if owner.beside else comment
            return
        following = next((e for index, e in starts if index > at), None)
        if following is starts[0][1]:
            top.above.append(comment)  # the head of the file stays its head
        else:
            (top.after if following is None else following.above).append(comment)


_LAST = ("citations", "checked", "spanish_reviewed")


@cache
def _key_order(model: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record: its own, then those it shares, then what it rests on."""
    own = [f for f in model.model_fields if f in model.__annotations__]
    shared = [f for f in model.model_fields if f not in own]
    return (*(f for f in (*own, *shared) if f not in _LAST), *_LAST)


def _become(entry: _Entry, other: _Entry) -> None:
    entry.text, entry.nothing = other.text, other.nothing
    entry.items, entry.fields = other.items, other.fields


@cache
def _record_in(annotation: Any) -> type[Record] | None:
    """Return the class of the records a field holds, if it is one class."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Record) else None
    return next((r for a in get_args(annotation) if (r := _record_in(a)) is not None), None)


def _in_order(items: list[_Entry], name: str) -> list[_Entry]:
    if name in UNORDERED and all(i.text is not None for i in items):
        return sorted(items, key=lambda i: i.text or "")
    if name in BY_ID and all(i.fields and "id" in i.fields for i in items):
        return sorted(items, key=lambda i: (i.fields or {})["id"].text or "")
    return items


# -- scalars ---------------------------------------------------------------------------------------

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUOTED = re.compile(r"""^[-?:,\[\]{}#&*!|>'"%@`\s]|[\s:]$|:\s|\s\#|[\n\t\x00-\x1f\x7f-\x9f]""")
"""What no plain scalar may hold; stricter than YAML, which lets some begin with a dash."""
_FLOW = re.compile(r"[,\[\]{}]")
"""What ends a plain scalar in a list or mapping of one line."""
_IMPLICIT = yaml.resolver.Resolver.yaml_implicit_resolvers
"""First character → patterns of texts that readers of YAML take for numbers, dates or truth."""


def scalar(value: str, *, flow: bool) -> str:
    """Return a scalar as it is written: plain where every reader takes it for the same text."""
    if not value:
        return '""'
    if _DAY.fullmatch(value):
        return value
    plain = not _QUOTED.search(value) and not (flow and _FLOW.search(value))
    if plain and not any(p.match(value) for _, p in _IMPLICIT.get(value[0], ())):
        return value
    return json.dumps(value, ensure_ascii=False)


# -- entries → text --------------------------------------------------------------------------------


class _Writer:
    """Writes entries as lines."""

    def lines(self, entry: _Entry, indent: int = 0) -> Iterator[str]:
        """Yield the lines of a list or mapping that stands on lines of its own."""
        pad = " " * indent
        for key, value in (entry.fields or {}).items():
            yield from (pad + c for c in value.above)
            yield from self._field(key, value, indent)
        for item in entry.items or ():
            yield from (pad + c for c in item.above)
            yield from self._item(item, indent)

    def _field(self, key: str, value: _Entry, indent: int) -> Iterator[str]:
        pad = " " * indent
        beside = f"  {value.beside}" if value.beside else ""
        flow = self._flow(value, indent + len(key) + 2)
        if flow is not None:
            yield f"{pad}{key}: {flow}".rstrip() + beside
        else:
            yield f"{pad}{key}:{beside}"
            yield from self.lines(value, indent + 2)

    def _item(self, item: _Entry, indent: int) -> Iterator[str]:
        pad = " " * indent
        beside = f"  {item.beside}" if item.beside else ""
        flow = None if item.fields else self._flow(item, indent + 2)
        if flow is not None:
            yield f"{pad}- {flow}".rstrip() + beside
            return
        first, *rest = self.lines(item, indent + 2)
        if first.lstrip().startswith("#"):  # a comment above the first field goes above the item
            yield pad + first.lstrip()
            first, *rest = rest
        yield f"{pad}- {first.lstrip()}{beside}"
        yield from rest

    def _flow(self, entry: _Entry, column: int) -> str | None:
        """Return the entry in one line, or None where it needs several."""
        if entry.text is not None:
            return "" if entry.nothing else scalar(entry.text, flow=False)
        parts = list(entry.inside())
        if not parts:
            return "[]" if entry.items is not None else "{}"
        if any(p.text is None or p.nothing for p in parts) or entry.commented():
            return None
        said = [scalar(p.text or "", flow=True) for p in parts]
        if entry.items is not None:
            text = f"[{', '.join(said)}]"
            return text if column + len(text) <= WIDTH else None
        pairs = zip(entry.fields or {}, said, strict=True)
        text = f"{{{', '.join(f'{k}: {v}' for k, v in pairs)}}}"
        return text if column + len(text) <= SHORT else None
