"""Filters and search of the explorer: what remains, how it is counted, and how it is widened."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page

from agencymap.render.explorer import PARTS
from agencymap.render.pages import asset
from tests.conftest import until
from tests.test_browser import MakeVisit, axe_faults, texts
from tests.test_views import facts, forms

pytestmark = pytest.mark.browser

ALL = {"us-atf", "us-cbp", "us-doj", "mx-fgr", "mx-fiscalia-son", "mx-sedena"}


def chip(page: Page, id_: str) -> str:
    """What a button with a cross says."""
    return " ".join(page.locator(f"#{id_}").inner_text().split())


def agencies(page: Page) -> set[str]:
    return {x.removeprefix("agency:") for x in facts(page) if x.startswith("agency:")}


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ("", ALL),
        ("country=mx", {"mx-fgr", "mx-fiscalia-son", "mx-sedena"}),
        ("level=state", {"mx-fiscalia-son"}),
        ("role=A", {"us-atf", "mx-fgr"}),
        ("role=A,S", {"us-atf", "mx-fgr", "mx-sedena"}),
        ("in=US-AZ", {"us-atf", "us-cbp"}),  # ATF by the country, CBP by name
        ("in=MX-SON", {"mx-fgr", "mx-sedena"}),  # what is announced is not held
        ("in=MX", {"mx-fgr", "mx-sedena"}),
        ("for=trace.analysis", {"us-atf", "us-cbp"}),
        ("for=trace.analysis&role=A", set()),  # ATF is accountable for another function
        ("tie=withheld", {"us-atf", "us-cbp"}),
        ("only=cross", {"us-atf", "us-cbp", "mx-fgr"}),  # CBP's partner: country known
        ("only=cross&for=trace", {"us-atf", "mx-fgr"}),  # CBP's tie is about the border
        ("only=open", {"us-atf", "us-cbp"}),  # they overlap on trace analysis, grade 0
        ("country=xx&role=Z&tie=x&only=y&in=ZZ&for=nothing", ALL),  # unknown values are dropped
    ],
)
def test_what_remains_of_the_tiny_world(
    visit: MakeVisit, tiny_site: Path, chosen: str, kept: set[str]
) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", f"form=table&{chosen}")
    assert agencies(page) == kept
    v.follow(f"form=sentences&{chosen}")
    assert agencies(page) == kept
    if 0 < len(kept) < len(ALL):
        said = "1 agency of 6:" if len(kept) == 1 else f"{len(kept)} agencies of 6:"
        assert page.locator("#twin .when").inner_text().startswith(said)
    assert page.locator("#trouble").is_hidden()
    assert v.complaints == []


def test_each_option_says_what_would_remain(visit: MakeVisit, tiny_site: Path) -> None:
    page = visit().open(tiny_site / "index.html", "country=mx")
    before = page.evaluate("history.length")
    page.click("#filters summary")
    until(page, "document.querySelector('#f-level input')")
    rows = {
        label.locator(".name").inner_text(): (
            label.locator("span").last.inner_text(),
            "zero" in (label.get_attribute("class") or ""),
        )
        for label in page.locator("#filters .check").all()
    }
    assert rows["United States"] == ("3", False)  # instead of Mexico, not with it
    assert rows["Mexico"] == ("3", False)
    assert rows["Federal"] == ("2", False)
    assert rows["State"] == ("1", False)
    assert rows["Accountable"] == ("1", False)
    assert rows["Cross-border"] == ("1", False)
    assert rows["No coordination on file"] == ("0", True)
    assert "Sonora (2)" in page.locator("#f-place").inner_text()
    assert "Tracing (1)" in page.locator("#f-function").inner_text()
    assert axe_faults(page) == []
    page.locator("#f-level input[value=state]").check()
    assert page.locator("#filter-count").inner_text() == "1 agency of 6"
    assert chip(page, "filter-clear") == "Mexico, state ✕"
    assert page.evaluate("history.length") == before
    page.click("#f-reset")
    assert "country" not in page.url
    assert page.locator("#filter-clear").is_hidden()


def test_ties_of_a_subject_are_filtered_by_their_other_end(
    visit: MakeVisit, tiny_site: Path
) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", "agency=us-atf&form=table&only=cross")
    assert facts(page) == ["tie:etrace:us-atf:mx-fgr"]
    assert page.locator("#twin .when").inner_text() == "1 tie of 2: Cross-border"
    v.follow("agency=us-atf&form=sentences&only=cross")
    assert facts(page) == ["tie:etrace:us-atf:mx-fgr"]
    v.follow("agency=us-atf&form=table&country=us")
    assert facts(page) == ["tie:atf-cbp-withheld:us-atf:us-cbp"]
    v.follow("function=trace.request&form=table&country=us")
    assert "Nothing on file fits" in page.locator("#none-fits").inner_text()


@pytest.mark.parametrize(
    "fragment",
    [
        "view=matrix&open=trace&country=us",
        "view=matrix&open=trace&role=R&in=US-AZ",
        "view=changes&from=2016-01-31&country=mx",
        "view=changes&from=2016-01-31&for=trace",
        "view=function&f=trace.request&country=mx",
        "view=function&f=trace.analysis&role=R&only=open",
        "view=agency&a=us-atf&steps=2&only=cross",
    ],
)
def test_the_forms_of_a_view_stay_equal_under_a_filter(
    visit: MakeVisit, tiny_site: Path, fragment: str
) -> None:
    diagram, table, sentences = forms(visit, tiny_site, fragment)
    assert diagram
    assert diagram == table == sentences


@pytest.mark.parametrize(
    ("fragment", "without", "unwanted"),
    [
        ("view=function&f=trace.request&country=us", "country=us", "area:mx-fgr/request"),
        ("view=agency&a=us-atf&country=us", "country=us", "near:mx-fgr"),
        ("view=matrix&open=trace&country=us", "country=us", "duty:mx-fgr/request"),
        ("view=changes&from=2016-01-31&country=us", "country=us", "agency:added:mx-fgr"),
    ],
)
def test_a_view_shows_no_more_than_its_filters_leave(
    visit: MakeVisit, tiny_site: Path, fragment: str, without: str, unwanted: str
) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", fragment)
    assert unwanted not in facts(page)
    v.follow(fragment.replace(without, ""))
    assert unwanted in facts(page)


@pytest.mark.parametrize("form", ["diagram", "table", "sentences"])
def test_nothing_left_says_what_was_asked_and_widens(
    visit: MakeVisit, tiny_site: Path, form: str
) -> None:
    v = visit(width=390 if form == "table" else 1440)
    page = v.open(tiny_site / "index.html", f"country=us&level=state&form={form}")
    note = page.locator("#none-fits")
    assert "United States, state, June 18, 2023." in note.inner_text()
    assert "This does not mean that there is none." in note.inner_text()
    assert note.locator("a").all_inner_texts() == [
        "Any country: 1",
        "Any level of government: 3",
        "Reset filters: 6",
    ]
    assert axe_faults(page) == []
    note.locator("a").nth(1).click()
    assert "country=us" in page.url
    assert "level" not in page.url
    assert page.locator("#none-fits").count() == 0


@pytest.mark.parametrize(
    ("fragment", "shown"),
    [
        ("view=counterpart&a=us-atf&f=trace.operate", None),
        ("view=path&a=us-atf&b=mx-fgr", None),
        ("view=function", None),
        ("view=changes&from=2016-01-31", {"Country", "Level of government", "Only"}),
        ("mechanism=etrace", {"Country", "Level of government"}),
    ],
)
def test_only_filters_that_apply_are_offered(
    visit: MakeVisit, tiny_site: Path, fragment: str, shown: set[str] | None
) -> None:
    page = visit().open(tiny_site / "index.html", f"{fragment}&country=us&role=A")
    assert page.locator("#filters").is_hidden() is (shown is None)
    if shown is None:
        assert page.locator("#filter-clear").is_hidden()
        return
    page.click("#filters summary")
    until(page, "document.querySelector('#f-country input')")
    assert set(texts(page, "#filters fieldset:not([hidden]) legend")) == shown
    assert chip(page, "filter-clear") == "United States ✕"


def test_what_is_asked_is_cleared_by_one_button_in_every_view(
    visit: MakeVisit, tiny_site: Path
) -> None:
    page = visit().open(tiny_site / "index.html", "view=path&a=us-atf&b=mx-fgr")
    button = page.locator("#chosen-clear")
    assert chip(page, "chosen-clear") == "ATF, FGR ✕"
    assert (button.get_attribute("aria-label") or "").startswith("ATF, FGR")
    button.click()
    until(page, "!location.hash.includes('us-atf')")
    assert "view=path" in page.url
    assert button.is_hidden()


# -- search ----------------------------------------------------------------------------------------


def test_search_groups_marks_explains_and_counts(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html")
    page.fill("#q", "FISCALIA gen")
    groups = [re.sub(r", \d+$", "", x) for x in texts(page, "#hits .group")]
    order = ["Agencies", "Functions", "Mechanisms", "Places", "Instruments"]
    assert groups == [x for x in order if x in groups]
    first = page.locator("#hits [role=option]").first
    assert first.get_attribute("data-id") == "mx-fgr"
    assert first.get_attribute("aria-selected") == "true"
    assert first.locator("u").first.inner_text() == "Fiscalía Gen"
    assert "Before 2018: PGR" in first.inner_text()
    counts = [int(x.split(", ")[1]) for x in texts(page, "#hits .group")]
    shown = page.locator("#hits [role=option]").count()
    said = page.locator("#hits .count").inner_text()
    assert said.startswith(f"{sum(counts)} results.")
    assert (f"{shown} are shown." in said) is (sum(counts) > shown)
    assert axe_faults(page) == []
    page.keyboard.press("ArrowDown")
    second = page.locator("#hits [role=option]").nth(1)
    assert second.get_attribute("aria-selected") == "true"
    assert page.get_attribute("#q", "aria-activedescendant") == second.get_attribute("id")


def test_search_says_what_came_after_an_agency_that_ended(
    visit: MakeVisit, tiny_site: Path
) -> None:
    page = visit().open(tiny_site / "index.html")
    page.fill("#q", "procuraduria")
    assert "After it: FGR" in page.locator("#hits [role=option]").first.inner_text()


def test_no_two_parts_of_the_script_give_one_name() -> None:
    """They share one scope: a second declaration would stop the whole page."""
    parts = "\n".join(asset(f"explorer/{name}.js") for name in PARTS)
    names = re.findall(r"^(?:async )?(?:function|const|let|class) ([\w$]+)", parts, re.MULTILINE)
    assert [name for name, n in Counter(names).items() if n > 1] == []
