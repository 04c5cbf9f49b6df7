"""One thing wrong, at one place: what every check of the registry returns."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

Path = tuple[str | int, ...]
"""Where a value stands in a document: keys and list indexes from the top."""


class Marks(Protocol):
    """Line and column of the values of a document, by their path."""

    def __contains__(self, path: object) -> bool:
        """Return whether the document holds that value."""

    def __getitem__(self, path: Path) -> tuple[int, int]:
        """Return its line and column, counted from 1."""


class Position(NamedTuple):
    """A place in a text file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return ``file:line:column``, which editors make clickable."""
        return f"{self.file}:{self.line}:{self.column}"


class SourceMap:
    """The positions of all values of one document, by their path."""

    def __init__(self, file: str, marks: Marks, root: Path = ()) -> None:
        self.file = file
        self._marks = marks
        self._root = root

    def at(self, *path: str | int) -> Position:
        """Return the position of the deepest known part of *path*.

        A path element that is not in the file (a missing field, the tag of a union) is skipped,
        so that the answer is always the nearest place an editor can look at.
        """
        known: Path = self._root
        for part in path:
            if (*known, part) in self._marks:
                known = (*known, part)
        marked = known in self._marks
        line, column = self._marks[known] if marked else (1, 1)
        return Position(self.file, line, column)

    def below(self, *prefix: str | int) -> SourceMap:
        """Return the map of the value at *prefix*, with paths relative to it."""
        return SourceMap(self.file, self._marks, (*self._root, *prefix))


class Severity(StrEnum):
    """How much a finding matters: an error must be mended, a warning looked at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in the registry, with its place and its remedy."""

    position: Position
    severity: Severity
    message: str
    """What is wrong; what would be right."""
    rule: str
    """Kebab-case noun of the fault, such as ``unknown-function``."""
    about: str = field(default="", compare=False)
    """Id of the record it is about, where that is known."""

    @property
    def id(self) -> str:
        """Return the name by which a review accepts it: rule and record."""
        return f"{self.rule}:{self.about}"

    def __str__(self) -> str:
        """Return the line printed for this finding."""
        message = " ".join(self.message.splitlines())
        return f"{self.position}: {self.severity}: {message} [{self.rule}]"


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return *findings* without repetitions, by file, line, column, rule and message."""
    return sorted(set(findings), key=lambda f: (f.position, f.rule, f.message))


def nearest(value: str, valid: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the valid value closest to *value*, or an empty text.

    Close is a difflib ratio of 0.6 or more; ties go to the first in alphabetical order.
    """
    close = difflib.get_close_matches(value, sorted(valid), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""
