"""The views of the explorer: each says the same facts as a diagram, as a table and in sentences."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import until
from tests.test_browser import MakeVisit, axe_faults

FACTS = """() => {
  const more = () => document.querySelector('#twin button.link:not([aria-expanded])');
  while (more()) more().click();
  const ids = [...document.querySelectorAll('#twin [data-fact]')].map((e) => e.dataset.fact);
  for (const e of document.querySelectorAll('#twin [data-facts]'))
    ids.push(...e.dataset.facts.split(' '));
  return [...new Set(ids)].sort();
}"""
TINY = {
    "function": "view=function&f=trace.request",
    "agency": "view=agency&a=us-atf&steps=2",
    "counterpart": "view=counterpart&a=us-atf&f=trace.operate&p=MX-SON",
    "path": "view=path&a=us-atf&b=mx-fgr",
    "matrix": "view=matrix&open=trace,supply",
    "changes": "view=changes&from=2016-01-31",
}
REAL = {
    "function": "view=function&f=trace.request&on=2023-06-18",
    "agency": "view=agency&a=us-atf&steps=2",
    "counterpart": "view=counterpart&a=us-atf&f=trace.operate&on=2023-06-18",
    "path": "view=path&a=us-atf&b=mx-sedena",
    "changes": "view=changes&from=2025-10-01",
}


def facts(page: Page) -> Any:
    return page.evaluate(FACTS)


def forms(visit: MakeVisit, site: Path, fragment: str) -> list[Any]:
    v = visit()
    page = v.open(site / "index.html", fragment)
    found = [facts(page)]
    for form in ("table", "sentences"):
        v.follow(f"{fragment}&form={form}")
        found.append(facts(page))
    assert v.complaints == []
    return found


@pytest.mark.parametrize("view", TINY)
def test_three_forms_of_a_small_world_say_the_same(
    visit: MakeVisit, tiny_site: Path, view: str
) -> None:
    diagram, table, sentences = forms(visit, tiny_site, TINY[view])
    assert diagram
    assert diagram == table == sentences


@pytest.mark.parametrize("view", REAL)
def test_three_forms_of_the_real_registry_say_the_same(
    visit: MakeVisit, real_site: Path, view: str
) -> None:
    diagram, table, sentences = forms(visit, real_site, REAL[view])
    assert diagram
    assert diagram == table == sentences


def test_the_counterpart_of_atf_in_sonora(visit: MakeVisit, tiny_site: Path) -> None:
    page = visit().open(tiny_site / "index.html", TINY["counterpart"])
    assert facts(page) == [
        "candidate:mx-fgr", "day:2023-06-18", "missing:agreement", "missing:office",
    ]  # fmt: skip
    assert "ATF’s counterpart on file is FGR" in page.locator("#twin h2").inner_text()
    assert page.locator(".tests .decides dt").inner_text() == "1. Channel: decides"
    brief = page.locator("#legend a").get_attribute("href")
    assert "view=brief&a=us-atf&b=mx-fgr&f=trace.operate&p=MX-SON" in str(brief)
    wider = page.locator(".beside a")
    assert wider.all_inner_texts()[0] == "All of Mexico"
    wider.first.click()
    until(page, "!location.hash.includes('p=MX-SON')")


def test_counterparts_for_a_whole_domain(visit: MakeVisit, tiny_site: Path) -> None:
    fragment = "view=counterpart&a=us-atf&f=trace&p=MX-SON"
    diagram, table, sentences = forms(visit, tiny_site, fragment)
    assert diagram == table == sentences
    assert "counterpart:us-atf:trace.operate:MX-SON" in diagram


def test_many_counterparts_have_a_short_title(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html", "view=counterpart&a=us-atf&f=trace.operate")
    title = page.locator("#twin h2")
    assert re.fullmatch(r".*counterparts on file are the FGR and \d+ more\.", title.inner_text())
    assert page.locator(".cards .card:not(.none)").count() == 3


def test_the_path_from_atf_to_fgr(visit: MakeVisit, tiny_site: Path) -> None:
    page = visit().open(tiny_site / "index.html", TINY["path"])
    assert "step:0:0" in facts(page)
    names = page.locator("#twin .chainrow .unit a").all_inner_texts()
    assert names == ["ATF", "FGR"]


def test_referrals_lie_inside_one_box_and_are_not_numbered(
    visit: MakeVisit, real_site: Path
) -> None:
    fragment = "view=path&a=us-atf&b=mx-sedena&f=trace"
    diagram, table, sentences = forms(visit, real_site, fragment)
    assert diagram == table == sentences
    page = visit().open(real_site / "index.html", fragment)
    assert page.locator(".chainrow .nth").all_inner_texts() == ["Channel 1", "Channel 2"]
    inside = page.locator(".chainrow .nest .inside .unit a").all_inner_texts()
    assert inside == ["AIC", "CENAPI"]
    assert page.locator("#panel .circle").all_inner_texts() == ["1", "–", "–", "2"]
    reasons = page.locator("#twin .left .tag").all_inner_texts()
    assert {"Not counted as a channel", "Ended, not counted"} <= set(reasons)
    page.get_by_role("button", name="Reverse: SEDENA to ATF").click()
    until(page, "location.hash.includes('a=mx-sedena&b=us-atf')")


def test_an_agreement_at_risk_is_dotted_and_said(visit: MakeVisit, real_site: Path) -> None:
    fragment = "view=path&a=us-cbp&b=mx-sre"
    diagram, table, sentences = forms(visit, real_site, fragment)
    assert diagram == table == sentences
    assert any(x.startswith("risk:at-risk:") for x in diagram)
    page = visit().open(real_site / "index.html", fragment)
    assert "agreement at risk" in page.locator(".chainrow .hexagon.contact").inner_text()
    dashes = page.locator(".figure .line").evaluate_all(
        "all => all.map((e) => e.getAttribute('stroke-dasharray'))"
    )
    assert dashes == ["1.5 5", "1.5 5"]
    assert "Agreement at risk." in page.locator("#panel .risk").inner_text()


def test_an_agency_stands_between_its_neighbors(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html", "view=agency&a=us-atf")
    sides = page.evaluate("""() => {
      const x = (e) => e.getBoundingClientRect().left;
      const me = x(document.querySelector('.egos > .me .unit'));
      const all = (c) => [...document.querySelectorAll(`.egos .ring .unit.${c}`)].map(x);
      return [all('us').every((at) => at < me), all('mx').every((at) => at > me),
        document.querySelectorAll('.egos .ring .unit').length,
        document.querySelectorAll('.figure .line').length];
    }""")
    assert sides[:2] == [True, True]
    assert sides[2] <= 42
    assert sides[3] >= sides[2]
    kin = page.locator(".egos .mx details").first
    before = page.locator("[data-fact='near:mx-fgr']").bounding_box()
    kin.locator("summary").click()
    after = page.locator("[data-fact='near:mx-fgr']").bounding_box()
    assert before
    assert after
    assert after["y"] > before["y"]


def test_what_changed_says_that_fgr_took_the_place_of_pgr(
    visit: MakeVisit, tiny_site: Path
) -> None:
    page = visit().open(tiny_site / "index.html", TINY["changes"])
    found = facts(page)
    assert {"agency:gone:mx-pgr", "agency:added:mx-fgr"} <= set(found)
    assert "duty:gone:mx-pgr/request" in found
    assert any(x.startswith("event:changed:mx-fgr/2018-12-20") for x in found)


@pytest.mark.parametrize(
    ("fragment", "lang", "width"),
    [
        *((fragment, "en", 1440) for fragment in REAL.values()),
        *((fragment, "es", 390) for fragment in TINY.values()),
        ("view=matrix&open=trace", "es", 390),
        ("place=MX-SON", "es", 1440),
        ("instrument=mx-lsn", "en", 390),
        ("view=counterpart", "en", 320),
        ("view=path", "es", 1024),
    ],
)
def test_every_view_is_accessible_and_fits(
    visit: MakeVisit, real_site: Path, tiny_site: Path, fragment: str, lang: str, width: int
) -> None:
    v = visit(width=width)
    site = tiny_site if fragment in TINY.values() else real_site
    page = v.open(site / "index.html", f"{fragment}&lang={lang}")
    assert axe_faults(page) == []
    assert v.complaints == []
    assert len(v.requests) == 1
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_arrows_walk_the_filled_cells_of_the_matrix(visit: MakeVisit, tiny_site: Path) -> None:
    page = visit().open(tiny_site / "index.html", TINY["matrix"])
    page.locator(".matrix tbody button[tabindex='0']").focus()
    before = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    after = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert before.split(",")[0] == after.split(",")[0] == "ATF"
    assert before != after
    page.keyboard.press("Enter")
    assert "ATF" in page.locator("#cell").inner_text()


@pytest.mark.parametrize(
    "fragment",
    ["agency=us-atf", "view=path&a=us-az-ag&b=mx-fiscalia-bcn",
     "view=counterpart&a=us-atf&f=trace.operate&p=MX-AGU"],
)  # fmt: skip
def test_a_name_that_ends_in_a_point_ends_no_sentence_twice(
    visit: MakeVisit, real_site: Path, fragment: str
) -> None:
    page = visit().open(real_site / "index.html", f"{fragment}&lang=es")
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    said = page.evaluate("document.body.innerText")
    assert "Fiscalía de Ags." in said or "Fiscalía de B. C." in said
    assert re.findall(r".{20}[^.…]\.\.(?=\s|$)", said) == []


# -- the day ---------------------------------------------------------------------------------------


def test_another_day_is_asked_of_the_page_itself(visit: MakeVisit, tiny_site: Path) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", "agency=mx-pgr")
    assert "not in being on this date" in page.locator("#panel").inner_text()
    page.locator("#date summary").click()
    page.locator("#on").fill("2016-01-31")
    page.locator("#on").dispatch_event("change")
    until(page, "location.hash.includes('on=2016-01-31')")
    assert "PGR asked for traces." in page.locator("#panel").inner_text()
    assert page.locator("#day").inner_text() == "Jan 31, 2016"
    assert len(v.requests) == 1


@pytest.mark.parametrize("day", ["2016-02-30", "16-01-01", "x", "9999-01-01", "1500-01-01"])
def test_a_day_that_is_none_is_the_day_of_the_build(
    visit: MakeVisit, tiny_site: Path, day: str
) -> None:
    page = visit().open(tiny_site / "index.html", f"on={day}")
    assert page.locator("#day").inner_text() == "Jun 18, 2023"


def test_a_turning_point_is_one_click(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html", "agency=mx-gn")
    page.locator("#date summary").click()
    page.get_by_role("button", name="Jun 1, 2018").click()
    until(page, "location.hash.includes('on=2018-06-01')")
    assert "not in being on this date" in page.locator("#panel").inner_text()
