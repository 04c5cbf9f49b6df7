"""The function view: holders on each side, what joins them, and what is found on the day."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import until
from tests.test_browser import MakeVisit

TRACING = "view=function&f=trace.operate&on=2023-06-18"


def tile(page: Page, code: str) -> str:
    """Return the accessible name of the tile of a state."""
    return page.locator(f"#twin .tile[data-code={code}]").get_attribute("aria-label") or ""


def test_tracing_in_june_2023(visit: MakeVisit, real_site: Path) -> None:
    v = visit()
    page = v.open(real_site / "index.html", TRACING)
    assert page.locator("#twin > h2").inner_text() == (
        "In the United States, ATF holds trace operation; "
        "in Mexico, the FGR and 18 state prosecutors hold trace request submission."
    )
    heads = page.locator(".sidehead p").all_inner_texts()
    assert "19 holders on file: the FGR and 18 of 32 state prosecutors" in heads
    # La Jornada counted 18 on that day; El País named the 14 others in March
    assert page.locator(".tiles .tile").count() == 32
    assert page.locator(".tiles .held").count() == 18
    assert page.locator(".tiles .absent").count() == 14
    assert tile(page, "SON") == "SON, Sonora: a source says it does not"
    assert tile(page, "COA") == "COA, Coahuila: holds it"
    assert [x.split() for x in page.locator(".tilekey > span").all_inner_texts()] == [
        ["18", "holds", "it"],
        ["14", "a", "source", "says", "it", "does", "not"],
    ]
    box = page.locator(".overlapbox")
    assert "18 overlaps: the FGR with each of 18 state prosecutors" in box.inner_text()
    assert len((box.get_attribute("data-facts") or "").split()) == 18
    assert page.locator(".needbox.us .who > a").all_inner_texts() == ["CBP", "ICE"]
    # a line from each side arrives at the shared system
    assert page.locator(".figure > .lines .line.us").count() > 0
    assert page.locator(".figure > .lines .line.mx").count() > 0
    assert v.complaints == []


def test_what_is_found_and_what_comes_later(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html", TRACING)
    panel = page.locator("#panel")
    assert panel.is_visible()
    found = dict(
        zip(
            panel.locator(".finding h3").evaluate_all("es => es.map(e => e.firstChild.data)"),
            panel.locator(".finding h3 span").all_inner_texts(),
            strict=True,
        )
    )
    assert found["Fragmentation"] == "19 holders"
    assert found["Sole holder"] == "1 holder"
    assert found["Overlap"] == "18 pairs, grade 0"
    assert found["Place gap"] == "14 places, source says absent"
    later = panel.locator(".after")
    assert "25 of the 32 states" in later.inner_text()
    later.locator("a").last.click()
    until(page, "location.hash.includes('on=2025-12-31')")
    assert page.locator(".tiles .absent").count() == 0
    assert page.locator(".tiles .announced").count() > 0


def test_a_count_by_date_is_told_in_words_too(visit: MakeVisit, real_site: Path) -> None:
    page = visit(width=390).open(real_site / "index.html", f"{TRACING}&lang=es")
    steps = page.locator(".lane.steps li.sr").all_inner_texts()
    assert any("18 fiscalías estatales" in text for text in steps)
    sizes = page.locator(".timeline text").evaluate_all(
        "es => es.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert sizes
    assert min(sizes) >= 12
    # boxes are stacked on a phone, so no line is drawn between them
    shown = page.locator(".figure > .lines .line").evaluate_all(
        "es => es.filter(e => getComputedStyle(e).display !== 'none').length"
    )
    assert shown == 0


def test_a_function_of_one_side_without_a_mirror(visit: MakeVisit, tiny_site: Path) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", "view=function&f=supply.inspect")
    title = page.locator("#twin > h2").inner_text()
    assert title.endswith(": in the United States, ATF; in Mexico, no agency.")
    assert "no function answers it" in page.locator(".joint .sidehead").inner_text()
    assert "Mexico: no holder on file. It may exist." in page.locator(".column.mx").inner_text()
    assert v.complaints == []
