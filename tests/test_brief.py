"""Briefs to print: at most two pages, the same facts in three forms, nothing cut by luck."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from tests.test_browser import MakeVisit, axe_faults
from tests.test_views import facts, forms

pytestmark = pytest.mark.browser

ATF = "view=brief&a=us-atf"
MEETING = "view=brief&a=us-atf&b=mx-fgr&f=trace.operate&p=MX-SON"
COMMON = "view=brief&a=us-atf&b=mx-fgr"


def printed(page: Page, paper: str) -> list[str]:
    """Return the text of each printed page; some fonts print "ffi" as one sign."""
    pdf = page.pdf(prefer_css_page_size=True, format=paper)
    texts = [normalize("NFKC", p.extract_text()) for p in PdfReader(io.BytesIO(pdf)).pages]
    return [re.sub(r"\s+", " ", text) for text in texts]


@pytest.mark.parametrize("fragment", [ATF, MEETING, COMMON, "view=brief&a=us-doj&b=us-cbp"])
def test_three_forms_of_a_brief_say_the_same(
    visit: MakeVisit, tiny_site: Path, fragment: str
) -> None:
    diagram, table, sentences = forms(visit, tiny_site, fragment)
    assert diagram
    assert diagram == table == sentences


@pytest.mark.parametrize(
    ("fragment", "paper", "expected"),
    [
        (f"{ATF}&lang=en", "Letter", ["Agency brief: ATF", "As of November 22, 2026"]),
        ("view=brief&a=mx-fgr&lang=es", "Letter", ["Fiscalía General", "Al 22 de noviembre"]),
        ("view=brief&a=mx-fgr&lang=en", "A4", ["Agency brief: FGR", "Attorney General’s Office"]),
        (f"{MEETING}&lang=es", "A4", ["reunión: ATF – FGR", "Al 22 de noviembre de 2026"]),
        (f"{COMMON}&lang=en", "Letter", ["Meeting brief: ATF – FGR", "functions in common"]),
    ],
)
def test_a_brief_prints_on_two_pages(
    visit: MakeVisit, real_site: Path, fragment: str, paper: str, expected: list[str]
) -> None:
    v = visit(width=390 if paper == "A4" else 1440)  # the screen has no say in what is printed
    pages = printed(v.open(real_site / "index.html", fragment), paper)
    assert len(pages) == 2
    for n, text in enumerate(pages, 1):
        assert re.search(rf"(Page|Página) {n} (of|de) 2", text)
        assert "2026.1" in text
        assert re.search("Carries no government marking|No lleva clasificación", text)
    assert all(words in pages[0] for words in expected)
    assert not re.search("Meeting with|Reunión con|Copy link|Copiar enlace", " ".join(pages))
    assert v.complaints == []


MEASURES = """() => {
  const leaves = [...document.querySelectorAll('.leaf')];
  const small = leaves.flatMap((l) => [...l.querySelectorAll('*')])
    .filter((e) => e.offsetParent && parseFloat(getComputedStyle(e).fontSize) < 11.33);
  const room = leaves.map((l) => {
    const [box, last] = [l.querySelector('.matter'), l.querySelector('.matter > :last-child')];
    return box.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom;
  });
  const wide = leaves.flatMap((l) => [...l.querySelectorAll('.item, .refs li')])
    .filter((e) => e.scrollWidth > e.clientWidth + 1);
  return { small: small.length, room: Math.min(...room), wide: wide.length };
}"""


@pytest.mark.parametrize("fragment", [ATF, "view=brief&a=mx-fgr&lang=es", COMMON])
def test_nothing_on_the_paper_is_cut(visit: MakeVisit, real_site: Path, fragment: str) -> None:
    """What is folded is counted where it is folded, and the fold comes out the same again."""
    v = visit()
    page = v.open(real_site / "index.html", fragment)
    found: Any = page.evaluate(MEASURES)
    assert found["small"] == found["wide"] == 0  # 8.5 points are 11.33 pixels
    assert found["room"] >= 0
    more = page.locator(".leaf .more")
    assert more.count() > 0
    for line in more.all():
        number = re.search(r"\d+", line.inner_text())
        folded = (line.get_attribute("data-facts") or "").split(" ")
        assert number is not None
        assert int(number[0]) == len(folded)
    before = page.locator(".paper").inner_text()
    v.follow("view=map")
    v.follow(fragment)
    assert page.locator(".paper").inner_text() == before
    paper = facts(page)
    v.follow(f"{fragment}&form=table")
    assert facts(page) == paper


def test_what_the_meeting_of_atf_and_fgr_is_about(visit: MakeVisit, tiny_site: Path) -> None:
    page = visit().open(tiny_site / "index.html", MEETING)
    assert "ATF’s counterpart on file is FGR" in page.locator(".leaf .first").inner_text()
    held = page.locator(".passage.at-held .item.both")
    assert held.nth(0).inner_text().startswith("ATF United States")
    assert "ATF runs the tracing service." in held.nth(1).locator(".cell").nth(0).inner_text()
    assert "FGR" in held.nth(1).locator(".cell").nth(1).inner_text()
    assert {"duty:us-atf/operate", "answer"} <= set(facts(page))


@pytest.mark.parametrize(
    ("fragment", "width"),
    [(f"{ATF}&lang=es", 1440), (COMMON, 320), (MEETING, 1024), ("view=brief&lang=es", 390)],
)
def test_a_brief_is_accessible_and_fits_the_screen(
    visit: MakeVisit, real_site: Path, fragment: str, width: int
) -> None:
    v = visit(width=width)
    page = v.open(real_site / "index.html", fragment)
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert v.complaints == []


def test_the_panel_of_an_agency_leads_to_its_brief(visit: MakeVisit, tiny_site: Path) -> None:
    page = visit().open(tiny_site / "index.html", "agency=us-atf")
    page.get_by_role("link", name="Brief to print").click()
    assert page.locator("#twin > h2").inner_text() == "Agency brief: ATF"
    page.go_back()
    page.get_by_role("link", name="Find counterpart").click()
    assert page.locator("#field-a").input_value() == "us-atf"
