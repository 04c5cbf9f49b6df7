"""Texts as read: their values and positions, and a store of those read before."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path as FilePath
from typing import Any

from agencymap.findings import Finding, Marks, Path


@dataclass(slots=True)
class Document:
    """A text as read."""

    value: Any
    """Its plain value; None when it could not be read to its end."""
    marks: Marks
    """Line and column of every value, by its path."""
    findings: list[Finding]
    """What is wrong with it as YAML."""
    record: Any = None
    """What was made of the value; the same document read again is the same record."""


Parse = Callable[[bytes, str], Document]
"""Reads a text; the second argument is the name of its file."""


class DocumentStore:
    """Values of texts read before, by the digest of the text: one edit parses one file again.

    Only texts without findings are kept, and what is kept depends on the text and on the reader
    alone. A store that cannot be read or written is an empty one: it saves time,
    nothing else.
    """

    def __init__(self, file: FilePath | None = None) -> None:
        """Open the store in *file*; without one nothing is kept."""
        self._file = file
        self._known = _stored(file)
        self._used: dict[str, Any] = {}

    def read(self, data: bytes, name: str, parse: Parse) -> Document:
        """Return what *parse* makes of the text, from the store if the text is there."""
        if self._file is None:
            return parse(data, name)
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._known:
            self._used[digest] = self._known[digest]
            return Document(self._known[digest], _LaterMarks(data, name, parse), [])
        document = parse(data, name)
        if not document.findings:
            self._used[digest] = document.value
        return document

    def save(self) -> None:
        """Keep what was read, and nothing else; a failure is no matter."""
        if self._file is None or self._used.keys() == self._known.keys():
            return
        stage = self._file.with_suffix(".part")
        text = json.dumps({"reader": _reader(), "documents": self._used}, ensure_ascii=False)
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            stage.write_text(text, encoding="utf-8")
            stage.replace(self._file)


class MemoryStore(DocumentStore):
    """A store that also keeps what it read, positions included, while the process runs.

    For a process that reads the same registry again and again; :meth:`turn` ends one reading.
    """

    def __init__(self, file: FilePath | None = None) -> None:
        """Open the store in *file*."""
        super().__init__(file)
        self._kept: dict[str, Document] = {}
        self._now: dict[str, Document] = {}

    def read(self, data: bytes, name: str, parse: Parse) -> Document:
        """Return what *parse* makes of the text, the very same document if it was read before."""
        digest = hashlib.sha256(data).hexdigest()
        document = self._now.get(digest) or self._kept.get(digest)
        if document is None:
            document = super().read(data, name, parse)
        if not document.findings:
            self._now[digest] = document
        return document

    def turn(self) -> None:
        """Forget what was not read since the last turn."""
        self._kept, self._now = self._now, {}


@cache
def _reader() -> str:
    """Return the digest of the reader: what another one has read is not taken over."""
    return hashlib.sha256(FilePath(__file__).with_name("strict_yaml.py").read_bytes()).hexdigest()


def _stored(file: FilePath | None) -> Mapping[str, Any]:
    if file is None:
        return {}
    try:
        content = json.loads(file.read_bytes())
        if content["reader"] == _reader():
            return dict(content["documents"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {}


@dataclass(slots=True)
class _LaterMarks:
    """The positions of a text, read when one is asked for: few runs need any."""

    data: bytes
    name: str
    parse: Parse
    marks: Marks | None = field(default=None)

    def __contains__(self, path: object) -> bool:
        return path in self._all()

    def __getitem__(self, path: Path) -> tuple[int, int]:
        return self._all()[path]

    def _all(self) -> Marks:
        if self.marks is None:
            self.marks = self.parse(self.data, self.name).marks
        return self.marks


__all__ = ["Document", "DocumentStore", "MemoryStore"]
