"""Dates as sources give them: a day, a month, a year, or a stretch in which something began.

Written forms (ISO 8601 reduced dates; the stretch is an EDTF interval):

====================== ==========================================================
``2023-06-18``         that day
``2023-06``, ``2023``  some day of that month or year
``../2023-06-18``      that day at the latest; the beginning is not known
``2021-10-08/2023-06`` some day from the first to the last
====================== ==========================================================

A span of time is half-open: ``since`` is the first day on which a thing is so, ``until`` the first
day on which it no longer is (for a month or a year: the day after its last day). Comparisons use
the widest reading and say ``uncertain`` when the answer depends on it (method, section 3.3).
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

_ONE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
PATTERN = rf"^(?:{_ONE}|(?:\.\.|{_ONE})/{_ONE})$"
_FORM = re.compile(PATTERN, re.ASCII)


class Holds(StrEnum):
    """Is it so on a given day?"""

    YES = "yes"
    NO = "no"
    UNCERTAIN = "uncertain"


class _Range(NamedTuple):
    first: date
    last: date


def _read_one(text: str) -> _Range:
    """Return the first and last day of ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (*parts, None, None)[:3]
    if year is None or not 1600 <= year <= 2200:
        raise ValueError(f"year of '{text}' is outside 1600 to 2200")
    if month is None:
        return _Range(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise ValueError(f"'{text}' has no month {month:02d}")
    days = calendar.monthrange(year, month)[1]
    if day is None:
        return _Range(date(year, month, 1), date(year, month, days))
    if not 1 <= day <= days:
        raise ValueError(f"'{text}' is not a day of the calendar")
    return _Range(date(year, month, day), date(year, month, day))


class PartialDate:
    """A date as exact as its source: see the forms at the top of this module.

    ``earliest`` is the first day it can mean, or None for ``../``; ``latest`` the last.
    Equal and ordered by (earliest or the first possible day, latest).
    """

    __slots__ = ("earliest", "latest", "text")

    def __init__(self, text: str) -> None:
        if not _FORM.fullmatch(text):
            raise ValueError(
                f"'{text}' is not a date; write 2023, 2023-06, 2023-06-18, ../2023-06-18 "
                "(at the latest) or 2021-10/2023-06 (between)"
            )
        self.text = text
        begin, slash, end = text.rpartition("/")
        self.latest: date = _read_one(end).last
        self.earliest: date | None
        if not slash:
            self.earliest = _read_one(end).first
        else:
            self.earliest = None if begin == ".." else _read_one(begin).first
        if self.earliest is not None and self.earliest > self.latest:
            raise ValueError(f"'{text}' ends before it begins")

    @property
    def exact(self) -> bool:
        """Return whether it means one single day."""
        return self.earliest == self.latest

    @property
    def precision(self) -> str:
        """Return ``day``, ``month``, ``year``, ``before`` (``../``) or ``between``."""
        if self.text.startswith(".."):
            return "before"
        if "/" in self.text:
            return "between"
        return {10: "day", 7: "month", 4: "year"}[len(self.text)]

    @property
    def _key(self) -> tuple[date, date]:
        return (self.earliest or date.min, self.latest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self._key == other._key

    def __lt__(self, other: PartialDate) -> bool:
        return self._key < other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read from text (or from a PartialDate), write as text."""
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the written form to editors."""
        return {"type": "string", "pattern": PATTERN, "examples": ["2023-06-18", "2023-06", "2023"]}

    @classmethod
    def _validate(cls, value: object) -> PartialDate:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return _parsed(value)
        raise ValueError("a date is text such as 2023-06-18")


@lru_cache(maxsize=4096)
def _parsed(text: str) -> PartialDate:
    """Return the date; a registry holds thousands of dates and few different ones."""
    return PartialDate(text)


def holds_on(day: date, since: PartialDate | None, until: PartialDate | None) -> Holds:
    """Return whether the span from *since* to *until* covers *day*.

    A missing *since* is an unknown beginning, read as long ago; a missing *until* is no end on
    file. The widest reading decides between yes and no; where the narrowest says otherwise the
    answer is uncertain.

    >>> holds_on(date(2009, 6, 30), PartialDate("2009-06-30"), None)
    <Holds.YES: 'yes'>
    >>> holds_on(date(2022, 5, 1), PartialDate("2022"), None)
    <Holds.UNCERTAIN: 'uncertain'>
    """
    possible = certain = True
    if since is not None:
        possible = since.earliest is None or since.earliest <= day
        certain = since.latest <= day
    if until is not None:
        possible = possible and day < end_of(until)
        certain = certain and until.earliest is not None and day < until.earliest
    if certain:
        return Holds.YES
    return Holds.UNCERTAIN if possible else Holds.NO


def end_of(until: PartialDate) -> date:
    """Return the first day on which a span that ends with *until* is surely over."""
    return until.latest if until.precision == "day" else until.latest + timedelta(days=1)


def both(*answers: Holds) -> Holds:
    """Return whether all of *answers* hold: no beats uncertain beats yes."""
    if Holds.NO in answers:
        return Holds.NO
    return Holds.UNCERTAIN if Holds.UNCERTAIN in answers else Holds.YES
