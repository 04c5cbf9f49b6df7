"""Strict YAML text → plain values and their positions.

The YAML is a strict subset, read from the parser's events: block and flow collections and scalars.
Every scalar is text (``NO`` stays text, ``01001`` keeps its zero), only an empty value, ``~`` and
``null`` mean nothing; pydantic types the text by the field. Anchors, aliases, tags, merge keys,
duplicate keys, several documents, nesting deeper than 32 and characters that cannot be printed
are findings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from agencymap.documents import Document
from agencymap.findings import Finding, Path, Position, Severity

MAX_DEPTH = 32
"""Deepest nesting of a file; the records need 8."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1_000_000
"""Size of a file that can be a record or a list of records."""
_MERGE = re.compile(r"^(?:<{7} |={7}$|>{7} |\|{7} )", re.MULTILINE)
"""What git leaves between two versions of a line."""


def parse_yaml(data: bytes, file: str) -> Document:
    """Return the value of a strict YAML text, the position of every value, and the findings.

    The position of a mapping's entry is that of its key. Positions count from 1. A text that
    cannot be read to its end has the value None.
    """
    marks: dict[Path, tuple[int, int]] = {(): (1, 1)}
    document = Document(None, marks, [])

    def report(line: int, column: int, message: str, rule: str) -> None:
        position = Position(file, line, column)
        document.findings.append(Finding(position, Severity.ERROR, message, rule))

    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes, at most {MAX_BYTES:,}; is it a record?"
        report(1, 1, message, "huge-file")
        return document
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
    marker = _MERGE.search(text)
    if marker is not None:
        line = text.count("\n", 0, marker.start()) + 1
        message = "mark of an unfinished merge; keep one of the two versions and remove the marks"
        report(line, 1, message, "merge-marker")
        return document
    try:
        document.value = _Builder(report, marks).build(yaml.parse(text, Loader=_Loader))
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


__all__ = ["parse_yaml"]
