"""Dates as exact as their sources, and what they make certain."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from agencymap.dates import Holds, PartialDate, both, end_of, holds_on

YES, NO, UNCERTAIN = Holds.YES, Holds.NO, Holds.UNCERTAIN
P = PartialDate


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2023-06-18", "2023-06-18", "2023-06-18", "day"),
        ("2023-06", "2023-06-01", "2023-06-30", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023-12", "2023-12-01", "2023-12-31", "month"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("../2023-06-18", None, "2023-06-18", "before"),
        ("../2023-02", None, "2023-02-28", "before"),
        ("2021-10-08/2023-06", "2021-10-08", "2023-06-30", "between"),
        ("2021/2023", "2021-01-01", "2023-12-31", "between"),
        ("2023-06/2023-06-30", "2023-06-01", "2023-06-30", "between"),
    ],
)
def test_forms(text: str, earliest: str | None, latest: str, precision: str) -> None:
    read = P(text)
    assert read.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert read.latest == date.fromisoformat(latest)
    assert read.precision == precision
    assert read.exact is (precision == "day")
    assert str(read) == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2023-02-29", "is not a day of the calendar"),
        ("2023-06-31", "is not a day of the calendar"),
        ("2023-06-00", "is not a day of the calendar"),
        ("2023-13", "has no month 13"),
        ("2023-00-10", "has no month 00"),
        ("1599", "outside 1600 to 2200"),
        ("2201-01-01", "outside 1600 to 2200"),
        ("2023-06-18/2023-06-17", "ends before it begins"),
        ("2024/2023", "ends before it begins"),
    ],
)
def test_dates_that_are_not_in_the_calendar(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        P(text)


@pytest.mark.parametrize(
    "text",
    ["", "18-06-2023", "2023-6-18", "June 2023", "2023/..", "../", "..", "../../2023",
     "2023-06-18T", "2023-06-18\n", "20230618", "2020/2021/2022", " 2023", "٢٠٢٣"],
)  # fmt: skip
def test_other_forms_are_refused_with_the_right_ones(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date; write 2023, 2023-06, 2023-06-18, "):
        P(text)


def test_order_is_by_first_possible_day_then_last() -> None:
    written = ["../2030", "2019-12-31", "2020-01-01", "2020-01", "2020", "2020-01-02", "2020-02"]
    assert [str(d) for d in sorted(map(P, reversed(written)))] == written


def test_equal_means_the_same_days() -> None:
    assert P("2020") == P("2020-01/2020-12")
    assert hash(P("2020")) == hash(P("2020-01/2020-12"))
    assert P("2020") != P("2020-01")
    assert P("2020") != "2020"


@pytest.mark.parametrize(
    ("until", "over"),
    [
        ("2018-12-20", "2018-12-20"),
        ("2018-12", "2019-01-01"),
        ("2018", "2019-01-01"),
        ("../2018-12-20", "2018-12-21"),
        ("2018-01/2018-06-10", "2018-06-11"),
    ],
)
def test_end_of(until: str, over: str) -> None:
    assert end_of(P(until)) == date.fromisoformat(over)


@pytest.mark.parametrize(
    ("since", "until", "day", "answer"),
    [
        (None, None, "1900-01-01", YES),
        # since a day
        ("2009-06-30", None, "2009-06-29", NO),
        ("2009-06-30", None, "2009-06-30", YES),
        # since a month
        ("2009-06", None, "2009-05-31", NO),
        ("2009-06", None, "2009-06-01", UNCERTAIN),
        ("2009-06", None, "2009-06-29", UNCERTAIN),
        ("2009-06", None, "2009-06-30", YES),
        # since a year
        ("2009", None, "2008-12-31", NO),
        ("2009", None, "2009-07-01", UNCERTAIN),
        ("2009", None, "2009-12-31", YES),
        # that day at the latest: before it nobody knows
        ("../2009-06-30", None, "1990-01-01", UNCERTAIN),
        ("../2009-06-30", None, "2009-06-29", UNCERTAIN),
        ("../2009-06-30", None, "2009-06-30", YES),
        # between
        ("2009-01-10/2009-03", None, "2009-01-09", NO),
        ("2009-01-10/2009-03", None, "2009-01-10", UNCERTAIN),
        ("2009-01-10/2009-03", None, "2009-03-31", YES),
        # until a day: the first on which it is no longer so
        (None, "2018-12-20", "2018-12-19", YES),
        (None, "2018-12-20", "2018-12-20", NO),
        # until a month, a year
        (None, "2018-12", "2018-11-30", YES),
        (None, "2018-12", "2018-12-01", UNCERTAIN),
        (None, "2018-12", "2018-12-31", UNCERTAIN),
        (None, "2018-12", "2019-01-01", NO),
        (None, "2018", "2017-12-31", YES),
        (None, "2018", "2018-06-01", UNCERTAIN),
        (None, "2018", "2019-01-01", NO),
        # until, at the latest; between
        (None, "../2018-12-20", "1990-01-01", UNCERTAIN),
        (None, "../2018-12-20", "2018-12-21", NO),
        (None, "2018-01-10/2018-03-31", "2018-01-09", YES),
        (None, "2018-01-10/2018-03-31", "2018-01-10", UNCERTAIN),
        (None, "2018-01-10/2018-03-31", "2018-04-01", NO),
        # both
        ("2009", "2009", "2009-06-15", UNCERTAIN),
        ("2009", "2009", "2010-01-01", NO),
        ("2009", "2018", "2012-01-01", YES),
        ("2009-06-30", "2009-07-01", "2009-06-30", YES),
    ],
)
def test_holds_on(since: str | None, until: str | None, day: str, answer: Holds) -> None:
    found = holds_on(date.fromisoformat(day), since and P(since), until and P(until))  # type: ignore[arg-type]
    assert found is answer


@pytest.mark.parametrize(
    ("answers", "together"),
    [((), YES), ((YES, YES), YES), ((YES, UNCERTAIN), UNCERTAIN), ((UNCERTAIN, NO, YES), NO)],
)
def test_both(answers: tuple[Holds, ...], together: Holds) -> None:
    assert both(*answers) is together


def test_pydantic_reads_and_writes_text() -> None:
    adapter = TypeAdapter(PartialDate)
    assert adapter.validate_python("2023-06") == P("2023-06")
    assert adapter.validate_python(P("2023")) == P("2023")
    assert adapter.dump_json(P("../2023-06-18")) == b'"../2023-06-18"'
    with pytest.raises(ValidationError):
        adapter.validate_python(2023)
