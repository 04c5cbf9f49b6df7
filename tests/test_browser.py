"""The pages in a real Chromium, opened from the disk with the network cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.conftest import Visit, until
from tests.engine import carried

pytestmark = pytest.mark.browser

MakeVisit = Callable[..., Visit]
FUNCTION = "trace.operate"


def axe_faults(page: Page) -> list[str]:
    """Return every violation axe finds: rule and first node."""
    response = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in response["violations"]]


def texts(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


# -- the real explorer -----------------------------------------------------------------------------


def test_it_opens_without_a_request_or_a_complaint(visit: MakeVisit, real_site: Path) -> None:
    v = visit()
    page = v.open(real_site / "index.html")
    assert v.requests == [(real_site / "index.html").as_uri()]
    assert page.locator("#canvas canvas").count() == 1
    assert page.locator("#panel h2").inner_text() == (
        "Who answers for what, on each side of the border"
    )
    stored = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    assert stored == ["", 0, 0]
    assert v.complaints == []


@pytest.mark.parametrize(
    ("fragment", "width", "dark"),
    [
        ("", 1440, False),
        ("", 1440, True),
        ("lang=es", 390, False),
        ("agency=us-atf", 1440, False),
        ("agency=mx-fgr&lang=es", 390, False),
        ("agency=us-atf&form=table", 1440, False),
        ("agency=us-atf&form=sentences&lang=es", 1440, True),
        (f"function={FUNCTION}", 1440, False),
        (f"function={FUNCTION}&form=table&lang=es", 390, False),
        ("domain=trace", 1024, False),
        ("mechanism=etrace", 1440, False),
        ("series=state-prosecutors", 1440, False),
        ("block=us-justice", 1440, False),
        ("agency=us-nobody", 1440, False),
    ],
)
def test_axe_finds_nothing_on_any_view(
    visit: MakeVisit, real_site: Path, fragment: str, width: int, dark: bool
) -> None:
    v = visit(width=width, dark=dark)
    page = v.open(real_site / "index.html", fragment)
    assert axe_faults(page) == []
    assert v.complaints == []


def test_search_finds_fiscalia_without_its_accent(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html")
    page.keyboard.press("/")
    page.keyboard.type("fiscalia general de la rep")
    first = page.locator("#hits [role=option]").first
    assert first.get_attribute("data-id") == "mx-fgr"
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('agency=mx-fgr')")
    assert "Fiscalía General de la República" in page.locator("#panel h2").inner_text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("PGR", "mx-pgr"), ("atf", "us-atf"), ("guardia nacional", "mx-gn"), ("etrace", "etrace")],
)
def test_the_first_result_is_the_one_meant(
    visit: MakeVisit, real_site: Path, typed: str, found: str
) -> None:
    page = visit().open(real_site / "index.html")
    page.fill("#q", typed)
    assert page.locator("#hits [role=option]").first.get_attribute("data-id") == found


def test_search_for_fiscalia_lists_prosecutors(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html")
    page.fill("#q", "fiscalia")
    ids = page.locator("#hits [data-kind=agency]").evaluate_all("e => e.map(x => x.dataset.id)")
    assert len(ids) >= 8
    assert ids[0].startswith("mx-")


def test_a_slip_of_the_key_still_finds_it(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html")
    page.fill("#q", "fiscalai general")
    assert page.locator("#hits [role=option]").count() > 0
    page.fill("#q", "zzzzzzzz")
    assert page.locator("#hits [role=option]").count() == 0
    assert "does not mean that there is none" in page.locator("#hits").inner_text()


def test_a_deep_link_opens_atf(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html", "agency=us-atf")
    title = page.locator("#panel h2").inner_text()
    assert title == "Bureau of Alcohol, Tobacco, Firearms and Explosives (ATF)"
    assert page.title().startswith("ATF, agencymap: ")
    page.locator("#panel .cite summary").first.click()
    opened = page.locator("#panel .cite details[open]").inner_text()
    assert "Publisher" in opened
    assert "How it was read" in opened


def test_a_claim_on_the_press_alone_says_so(visit: MakeVisit, real_site: Path) -> None:
    """As footing() of the registry judges; the first duty rests on a report, the second on news."""
    page = visit().open(real_site / "index.html", "agency=us-atf-houston")
    duties = page.locator("#panel section").first.locator("li.claim")
    notes = [duty.locator(".weak").all_inner_texts() for duty in duties.all()]
    assert notes == [[], ["On file in the press or a reference work only"]]


def test_language_changes_everything_but_the_subject(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html", "agency=us-atf&form=table")
    page.click("#lang-es")
    assert "lang=es" in page.url
    assert "agency=us-atf" in page.url
    assert "form=table" in page.url
    assert page.locator("html").get_attribute("lang") == "es-MX"
    assert "Vínculos de ATF" in page.locator("#twin caption").inner_text()
    assert page.locator("[data-form=table]").inner_text() == "Tabla"


def test_back_returns_to_the_former_subject(visit: MakeVisit, real_site: Path) -> None:
    v = visit()
    page = v.open(real_site / "index.html", "agency=us-atf")
    v.follow("agency=mx-fgr")
    page.click("#lang-es")  # replaces, so it makes no step of its own
    page.go_back()
    until(page, "location.hash.includes('agency=us-atf')")
    until(page, "document.querySelector('#panel h2').innerText.includes('ATF')")
    page.go_forward()
    until(page, "document.querySelector('#panel h2').innerText.includes('FGR')")


def test_filters_by_country_level_and_function(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html", "form=table")
    everyone = page.locator("#twin caption").inner_text()
    page.click("#filters summary")
    page.locator("#f-country input").first.check()
    countries = set(texts(page, "#twin tbody td:nth-child(3)"))
    assert countries == {"United States"}
    page.locator("#f-level input").first.check()
    assert set(texts(page, "#twin tbody td:nth-child(4)")) == {"federal"}
    page.select_option("#f-function", "trace")
    assert "us-atf" in " ".join(
        page.locator("#twin tbody a").evaluate_all("e => e.map(x => x.href)")
    )
    assert "country=us&level=federal&for=trace" in page.url
    page.click("#f-reset")
    assert page.locator("#twin caption").inner_text() == everyone


def test_keys_walk_the_map_and_open_what_they_stand_on(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html")
    page.focus("#canvas")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    until(page, "document.getElementById('live').textContent !== ''")
    spoken = page.locator("#live").inner_text()
    page.keyboard.press("Enter")
    until(page, "location.hash.length > 10")
    assert spoken
    assert page.locator("#panel .kind").count() == 1
    page.keyboard.press("Escape")
    until(page, "!/(agency|series|block|domain)=/.test(location.hash)")


def test_a_click_on_a_box_opens_it(visit: MakeVisit, real_site: Path) -> None:
    page = visit().open(real_site / "index.html")
    data = carried((real_site / "index.html").read_text(encoding="utf-8"))["diagram"]["nodes"]
    box = next(b for b in data if b["id"] == "us-atf")
    stage = page.locator("#canvas").bounding_box()
    assert stage
    shown = page.viewport_size
    assert shown
    # the map stands at its own scale with its top left corner in the corner of the stage
    width, height = stage["width"], stage["height"]
    left = stage["x"] + max(0, (width - 1056) / 2 if width > 1056 else 0)
    x = left + box["x"]
    y = stage["y"] + box["y"] + (max(0, height - 772) / 2)
    page.mouse.click(x, y)
    until(page, "location.hash.includes('agency=us-atf')")


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_page_scrolls_sideways(visit: MakeVisit, real_site: Path, width: int, lang: str) -> None:
    v = visit(width=width)
    page = v.open(real_site / "index.html", f"lang={lang}")
    for fragment in (f"lang={lang}", f"agency=us-atf&lang={lang}", f"form=table&lang={lang}"):
        v.follow(fragment)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, fragment


# -- diagram = table = sentences -------------------------------------------------------------------


def test_the_ties_of_an_agency_are_the_same_in_panel_table_and_sentences(
    visit: MakeVisit, tiny_site: Path
) -> None:
    """In the tiny world ATF has three ties: FGR by eTrace, CBP by refusal, none else."""
    v = visit()
    page = v.open(tiny_site / "index.html", "agency=us-atf")
    panel = page.locator("#panel section", has=page.locator("h3", has_text="Ties"))
    assert sorted(texts(page, "#panel section ul li.claim > p > a[href*='agency=']")) == [
        "CBP",
        "FGR",
    ]
    assert panel.count() >= 1
    v.follow("agency=us-atf&form=table")
    assert sorted(texts(page, "#twin tbody th")) == ["CBP", "FGR"]
    assert "(2)" in page.locator("#twin caption").inner_text()
    v.follow("agency=us-atf&form=sentences")
    said = " ".join(texts(page, "#twin li > p"))
    assert "ATF keeps trace data from CBP." in said
    assert "eTrace: Carries trace requests and answers." in said


def test_every_duty_and_limit_is_a_sentence_too(visit: MakeVisit, tiny_site: Path) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", "agency=us-atf&form=sentences")
    said = texts(page, "#twin li > p")
    for sentence in (
        "Traces firearms.",
        "ATF runs the tracing service.",
        "ATF studies traces.",
        "ATF inspects dealers.",
        "ATF may inspect a dealer once a year.",
    ):
        assert sentence in said
    v.follow("agency=us-atf")
    panel = page.locator("#panel").inner_text()
    for sentence in ("ATF runs the tracing service.", "ATF may inspect a dealer once a year."):
        assert sentence in panel


def test_an_agency_that_ended_leads_to_its_successor(visit: MakeVisit, tiny_site: Path) -> None:
    page = visit().open(tiny_site / "index.html", "agency=mx-pgr")
    assert "not in being on this date" in page.locator("#panel").inner_text()
    page.locator("#panel .chips a").click()
    until(page, "location.hash.includes('agency=mx-fgr')")


def test_a_correction_is_a_mail_about_the_claim(visit: MakeVisit, tiny_site: Path) -> None:
    page = visit().open(tiny_site / "index.html", "agency=us-atf")
    href = page.locator("#panel .fix a").first.get_attribute("href") or ""
    assert href.startswith("mailto:?subject=Correction%20to%20us-atf%2Foperate&body=")
    assert "registry%2Fagencies%2Fus%2Fus-atf.yaml" in href


@pytest.mark.parametrize(("lang", "width"), [("en", 1440), ("es", 390)])
def test_the_glossary_as_a_page(visit: MakeVisit, real_site: Path, lang: str, width: int) -> None:
    v = visit(width=width)
    page = v.open(real_site / f"glossary.{lang}.html")
    assert axe_faults(page) == []
    assert v.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("#overlap th").inner_text().startswith({"en": "over", "es": "tras"}[lang])


@pytest.mark.parametrize(("lang", "width"), [("es", 1440), ("en", 320)])
def test_about_the_data_as_a_page(visit: MakeVisit, real_site: Path, lang: str, width: int) -> None:
    v = visit(width=width)
    page = v.open(real_site / f"about.{lang}.html")
    assert axe_faults(page) == []
    assert v.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("#responsibilities tbody tr").count() == 15


# -- the reports -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "width"), [("en", 1440), ("es", 390)])
def test_the_report_as_a_page(visit: MakeVisit, real_site: Path, lang: str, width: int) -> None:
    v = visit(width=width)
    page = v.open(real_site / "reports" / f"overlap.{lang}.html")
    assert v.complaints == []
    assert len(v.requests) == 1
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    dead = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')]"
        ".filter(a => !document.getElementById(a.getAttribute('href').slice(1)))"
        ".map(a => a.getAttribute('href'))"
    )
    assert dead == []
    cut = page.evaluate(
        "[...document.querySelectorAll('caption > span')]"
        ".filter(x => x.getBoundingClientRect().right > innerWidth).map(x => x.innerText)"
    )
    assert cut == []  # a caption is read whole, also where its table must be moved to be


def test_the_report_can_be_read_on_a_phone(visit: MakeVisit, real_site: Path) -> None:
    """Rows are cards that name their columns; only matrices and drawings are moved sideways."""
    page = visit(width=390).open(real_site / "reports" / "overlap.en.html")
    moved = page.evaluate(
        "[...document.querySelectorAll('.scroll')]"
        ".filter(e => e.scrollWidth > e.clientWidth + 1 && !e.querySelector('.matrix, svg'))"
        ".map(e => e.querySelector('table').id)"
    )
    assert moved == []
    cell = page.locator("#agreements tbody tr[id] td").first
    assert cell.get_attribute("data-head") == "Agreement"
    assert cell.evaluate("e => getComputedStyle(e).display") == "block"
    assert page.get_by_role("table", name="Agreements").first.get_by_role("cell").count() > 20
    twice = page.evaluate(
        "(ids => ids.filter((x, n) => ids.indexOf(x) !== n))"
        "([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert twice == []
    small = page.evaluate(
        "[...document.querySelectorAll('svg text')].filter(t => parseFloat("
        "getComputedStyle(t).fontSize) * t.getScreenCTM().a < 10).map(t => t.textContent)"
    )
    assert small == []
    # sorting works with the head as buttons: up, down, as printed
    head = page.locator("#agreements thead th").first
    first = page.locator("#agreements tbody th.id").first
    printed = first.inner_text()
    for expected in ("ascending", "descending", None):
        head.locator("button").press("Enter")
        assert head.get_attribute("aria-sort") == expected
    assert first.inner_text() == printed


@pytest.mark.parametrize(("lang", "width"), [("en", 1440), ("es", 390)])
def test_the_report_is_accessible(visit: MakeVisit, tiny_site: Path, lang: str, width: int) -> None:
    """On the tiny world, which has a table of every kind: axe takes a minute for the real one."""
    page = visit(width=width).open(tiny_site / "reports" / f"overlap.{lang}.html")
    assert axe_faults(page) == []
