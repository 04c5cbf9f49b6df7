"""Options, case pages, agency views and appendices: what they hold, counted by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from agencymap.analysis.scope import Scope
from agencymap.analysis.whole import AllFindings
from agencymap.language import count
from agencymap.model import Case, Option, Series, View
from agencymap.registry import Registry
from agencymap.report import report_model
from agencymap.vocabulary import Country, Lang
from tests.builders import TEXT, agency, cite, domain, duty, on, world
from tests.test_report import Model, rows, table


def option(id: str, functions: list[str], who: list[str], **more: Any) -> Option:
    """Return an option of 2020."""
    return Option.model_validate(
        {
            "id": id, "proposal": {"en": f"Do {id}.", "es": f"Hacer {id}."},
            "proposer": {"en": "GAO", "es": "GAO"}, "proposed": "2020-06", "functions": functions,
            "who": who, "citations": cite(), "checked": "2026-01-01", **more,
        }
    )  # fmt: skip


def with_options(*options: Option) -> Registry:
    """Return a world of one agency on each side, with these options."""
    base = world(
        domains=[domain("d", "f", "g")],
        agencies=[agency("us-a", "f"), agency("mx-b", "g")],
    )
    return replace(base, options={o.id: o for o in options})


DONE = {"state": "agreed", "as_of": "2021-01", "citations": cite()}


def ids(model: Model, table_id: str) -> list[str]:
    return [r["id"] for r in table(model, table_id)["rows"]]


def the(model: Model, id_: str) -> dict[str, Any]:
    """Return the section of that id."""
    (found,) = [s for s in model["sections"] if s["id"] == id_]
    return dict(found)


# -- options ---------------------------------------------------------------------------------------


def test_an_option_is_there_from_the_day_it_was_proposed() -> None:
    registry = with_options(option("x", ["f"], ["us-a"], status=DONE))
    assert "option-x" not in str(report_model(on(registry, "2020-05-31"), "en"))
    (then,) = rows(report_model(on(registry, "2020-07-01"), "en"), "options")
    assert "State" not in then[4]
    (now,) = rows(report_model(on(registry, "2022-01-01"), "en"), "options")
    assert now[4] == (
        "Authority, trade-off:  not stated by the source "
        "State:  agreed to, not known to be done, January 2021 "
    )


def test_options_keep_to_the_scope() -> None:
    registry = with_options(option("x", ["f"], ["us-a"]), option("y", ["g"], ["mx-b"]))
    day = on(registry, "2022-01-01")
    by = {
        "function": Scope(functions=("f",)),
        "country": Scope(countries=(Country.US,)),
        "agencies": Scope(agencies=("us-a",)),
    }
    for scope in by.values():
        assert ids(report_model(day, "en", scope=scope), "options") == ["option-x"]
    assert ids(report_model(day, "en"), "options") == ["option-x", "option-y"]


def test_no_option_still_leaves_no_action() -> None:
    model = report_model(on(with_options(), "2022-01-01"), "es")
    section = the(model, "options")
    assert "No actuar también es una opción" in str(section)
    assert "no actuar sigue siendo una" in str(section)


def test_options_on_file_bid_nobody_and_name_their_source(
    real: Registry, whole: Callable[[Lang], Any]
) -> None:
    langs: tuple[Lang, ...] = ("en", "es")
    assert 15 <= len(real.options) <= 40
    for lang in langs:
        model = whole(lang)
        assert len(rows(model, "options")) == len(real.options)
        assert not re.search(r"\bshould\b|\bmust\b|\bdeben?\b", str(rows(model, "options")))
    assert all(c.quote for o in real.options.values() for c in o.citations)


def test_the_count_of_known_states_can_be_recounted(whole: Callable[[Lang], Any]) -> None:
    model = whole("en")
    section = the(model, "options")
    said = [int(n) for n in re.findall(r"\d+", section["blocks"][0]["sentence"])]
    found = rows(model, "options")
    assert said == [len(found), sum("State:" in r[4] for r in found)]


# -- cases -----------------------------------------------------------------------------------------


def followed() -> Registry:
    """Return three state offices: one held, one announced, one of which nothing is said."""
    told = {"statement": TEXT, "citations": cite(), "function": "f"}
    kind = Series.model_validate(
        {
            "id": "states", "name": {"en": "state offices", "es": "oficinas estatales"},
            "article": {"es": "las"}, "country": "mx", "total": 3,
            "tallies": [
                {"count": 2, "as_of": "2022-05", **told},
                {"count": 3, "as_of": "2023-05", "status": "announced", **told},
            ],
        }
    )  # fmt: skip
    base = world(
        domains=[domain("d", "f")],
        agencies=[
            agency("mx-all", duty("f", id="sole", exclusive="sole", since="2019", until="2021")),
            agency("mx-one", duty("f", since="2021"), series="states"),
            agency("mx-two", duty("f", since="2021", status="announced"), series="states"),
            agency("mx-three", series="states"),
        ],
    )
    case = Case.model_validate(
        {
            "id": "who", "title": {"en": "Who", "es": "Quién"},
            "question": {"en": "Who may?", "es": "¿Quién puede?"},
            "functions": ["f"], "agencies": ["mx-all"], "series": "states",
        }
    )  # fmt: skip
    return replace(base, series={"states": kind}, cases={"who": case})


def test_a_case_follows_the_counts_of_a_series() -> None:
    model = report_model(on(followed(), "2024-01-01"), "en")
    assert [[x.strip() for x in r[1:4]] for r in rows(model, "case-who-dates")] == [
        ["2019", "It does this.", "3 of 3"],
        ["2022-05", "It does this.", "1 of 3"],
        ["2023-05", "It does this.", "announced"],
    ]
    today = rows(model, "case-who-today")
    assert [[x.strip() for x in r[1:4]] for r in today] == [
        ["On file, by name", "1", "ONE"],
        ["Announced, not counted", "1", "TWO"],
        ["None on file", "1", "THREE  none on file"],
    ]
    earlier = report_model(on(followed(), "2020-01-01"), "en")
    assert [r[1] for r in rows(earlier, "case-who-dates")] == ["2019"]
    first = [x.strip() for x in rows(earlier, "case-who-today")[0][1:4]]
    assert first == ["Beside the series, on file", "1", "ALL"]


def test_a_case_is_left_out_of_a_scope_it_does_not_meet(on_file: AllFindings) -> None:
    def pages(scope: Scope) -> list[str]:
        found = report_model(on_file.snapshot, "en", on_file, scope=scope)["sections"]
        return [s["id"] for s in found if s["id"].startswith("case-")]

    assert pages(Scope()) == ["case-etrace-mexico", "case-atf-ice-cbp"]
    assert pages(Scope(functions=("trace.request",))) == ["case-etrace-mexico"]
    assert pages(Scope(functions=("health",))) == []
    assert "case-atf-ice-cbp" in pages(Scope(agencies=("us-cbp",)))


def test_every_state_prosecutor_stands_in_one_row(whole: Callable[[Lang], Any]) -> None:
    model = whole("en")
    found = rows(model, "case-etrace-mexico-today")
    assert sum(int(r[2]) for r in found if not r[1].startswith("Beside")) == 32
    for row in found:
        assert len(row[3].split(", ")) == int(row[2])


def test_the_headline_of_a_case_is_the_sum_of_its_pairs(whole: Callable[[Lang], Any]) -> None:
    model = whole("en")
    head = the(model, "case-atf-ice-cbp")["blocks"][0]["sentence"]
    total = sum(int(r[2]) for r in rows(model, "case-atf-ice-cbp-overlaps"))
    unmet = sum("not met" in r[1] for r in rows(model, "case-atf-ice-cbp-needs"))
    assert f" {count(total, 'en')} overlaps among them" in head
    assert head.endswith(f"unmet needs: {unmet}")


# -- views and appendices --------------------------------------------------------------------------


def test_views_are_said_not_to_be_sought_or_listed() -> None:
    silent = report_model(on(with_options(), "2022-01-01"), "en")
    assert "Agency views were not sought for this edition" in str(silent)
    view = View.model_validate(
        {"agency": "us-a", "sought": "2021-01-01", "received": "2021-02-01", "summary": TEXT}
    )
    said = report_model(on(replace(with_options(), views=(view,)), "2022-01-01"), "en")
    assert rows(said, "views") == [["V-01", "A", "2021-01-01", "2021-02-01", "It does this."]]


def test_a_view_received_has_a_summary() -> None:
    with pytest.raises(ValidationError, match="has a summary"):
        View.model_validate({"agency": "us-a", "received": "2021-02-01"})
    with pytest.raises(ValidationError, match="sought or received"):
        View.model_validate({"agency": "us-a"})


def test_the_appendices_are_lettered_and_hold_what_is_in_scope(
    real: Registry, on_file: AllFindings
) -> None:
    scope = Scope(functions=("trace",))
    model = report_model(on_file.snapshot, "es", on_file, scope=scope)
    letters = [(s["number"], s["id"]) for s in model["sections"][-7:]]
    assert letters == [
        ("A", "methodology"), ("B", "taxonomy"), ("C", "places"), ("D", "sources"),
        ("E", "words"), ("F", "reproducibility"), ("G", "accessibility"),
    ]  # fmt: skip
    functions = [r["id"] for r in table(model, "taxonomy")["rows"] if "id" in r]
    assert functions == [f"function-{f.id}" for f in real.domain_of["trace"].functions]
    assert len(rows(model, "terms")) == len(real.terms)
    assert "duplicidad de funciones" in str(rows(model, "framework"))
