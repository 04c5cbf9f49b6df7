"""The pages of records: one for each and language, whole, linked, and without a script."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urldefrag

import pytest

from agencymap.analysis.whole import AllFindings
from agencymap.registry import Registry
from agencymap.render.entries import KINDS, entry_pages
from agencymap.snapshot import Snapshot
from tests.builders import agency, domain, duty, instrument, link, mechanism, on, world
from tests.conftest import REAL_DAY, TINY_DAY
from tests.test_browser import MakeVisit, axe_faults

GOLDEN = Path(__file__).parent / "worlds" / "us-atf.en.html"
"""The page of ATF in the tiny world without its style, reviewed like code."""


def pages_of(registry: Registry, day: date) -> dict[str, str]:
    return dict(entry_pages(AllFindings(Snapshot(registry, day))))


def expected_paths(registry: Registry) -> set[str]:
    records: dict[str, Mapping[str, Any]] = {
        "agencies": registry.agencies,
        "functions": registry.functions,
        "mechanisms": registry.mechanisms,
        "instruments": registry.instruments,
    }
    return {
        f"{kind}/{id_}.{lang}.html"
        for kind, ids in records.items()
        for id_ in (*ids, "index")
        for lang in ("en", "es")
    }


@pytest.fixture(scope="module")
def tiny_pages(tiny: Registry) -> dict[str, str]:
    return pages_of(tiny, TINY_DAY)


@pytest.fixture(scope="module")
def real_pages(real: Registry) -> dict[str, str]:
    return pages_of(real, REAL_DAY)


def plain(page: str) -> str:
    """Return what a page says, without its head and tags."""
    body = re.sub(r"<[^>]+>", " ", page.split("<body>")[1])
    return " ".join(html.unescape(body).split())


def test_every_record_has_a_page_in_each_language(
    real: Registry, real_pages: dict[str, str]
) -> None:
    assert real_pages.keys() == expected_paths(real)


@pytest.mark.parametrize("kind", KINDS)
def test_an_index_names_every_record_once(
    real: Registry, real_pages: dict[str, str], kind: str
) -> None:
    paths = {p for p in expected_paths(real) if p.startswith(f"{kind}/")}
    for lang in ("en", "es"):
        main = real_pages[f"{kind}/index.{lang}.html"].split("<main")[1].split("</main>")[0]
        named = re.findall(r'<li><a href="\.\./([^"]+)"', main)
        assert len(named) == len(set(named))
        assert set(named) == {p for p in paths if p.endswith(f".{lang}.html") and "index" not in p}


def test_links_lead_to_pages_and_parts_that_exist(real: Registry, real_site: Path) -> None:
    """The explorer's own address is read by its rules: subject, then language."""
    subjects: dict[str, Mapping[str, Any]] = {
        "agency": real.agencies,
        "function": real.functions,
        "mechanism": real.mechanisms,
        "instrument": real.instruments,
    }
    files = {
        p.relative_to(real_site).as_posix(): p.read_text(encoding="utf-8")
        for p in real_site.rglob("*.html")
        if p.name != "index.html"
    }
    names = {p.relative_to(real_site).as_posix() for p in real_site.rglob("*") if p.is_file()}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in files.items()}
    broken: set[str] = set()
    for path, text in files.items():
        for href in set(re.findall(r'\bhref="([^"]+)"', text)):
            target, fragment = urldefrag(html.unescape(href))
            if target.startswith(("http://", "https://")):
                continue
            parts: list[str] = []
            for part in (PurePosixPath(path).parent / target).parts if target else (path,):
                parts = parts[:-1] if part == ".." else [*parts, part]
            there = "/".join(parts)
            if there not in names:
                broken.add(f"{path}: {href}")
            elif there == "index.html":
                asked = dict(parse_qsl(fragment))
                if fragment and asked.pop("lang") not in ("en", "es"):
                    broken.add(f"{path}: {href}")
                broken |= {f"{path}: {href}" for k, v in asked.items() if v not in subjects[k]}
            elif fragment and fragment not in ids[there]:
                broken.add(f"{path}: {href}")
    assert sorted(broken)[:10] == []


def test_a_page_holds_data_for_machines_and_no_script(
    real_pages: dict[str, str], real: Registry
) -> None:
    kinds: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for path, page in real_pages.items():
        assert page.count("<h1") == 1, path
        assert re.search(r"content=\"default-src 'none'; style-src &#39;sha256-[^;]+;", page)
        assert 'style="' not in page
        assert " on" not in "".join(re.findall(r"<\w+( on\w+=)", page))
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
        if "/index." in path:
            assert scripts == []
            continue
        [(attributes, text)] = scripts
        assert attributes == ' type="application/ld+json"'
        data = json.loads(text)
        assert data["@context"] == "https://schema.org"
        assert data["name"]
        kinds[path.split("/")[0]].add(data["@type"])
    assert kinds == {
        "agencies": {"GovernmentOrganization", "Organization"},
        "functions": {"DefinedTerm"},
        "mechanisms": {"Event", "GovernmentService", "Organization", "Project"},
        "instruments": {"CreativeWork", "Legislation"},
    }


def test_the_two_languages_of_a_page_name_each_other(real_pages: dict[str, str]) -> None:
    for lang, other, tag in (("en", "es", "en-US"), ("es", "en", "es-MX")):
        page = real_pages[f"agencies/mx-fgr.{lang}.html"]
        assert page.startswith(f'<!doctype html>\n<html lang="{tag}">')
        assert f'<a href="mx-fgr.{other}.html"' in page
        assert [*re.findall(r'hreflang="([^"]+)" href="([^"]+)"', page)] == [
            ("en", "mx-fgr.en.html"),
            ("es-MX", "mx-fgr.es.html"),
            ("x-default", "mx-fgr.en.html"),
        ]
    assert (
        '<h1 lang="es-MX">Fiscalía General de la República</h1>'
        in (real_pages["agencies/mx-fgr.en.html"])
    )
    assert "<h1>Fiscalía General de la República</h1>" in real_pages["agencies/mx-fgr.es.html"]


def test_a_name_that_ends_in_a_point_ends_no_sentence_twice(real_pages: dict[str, str]) -> None:
    """«Fiscalía de Ags.» and «EE. UU.» stand before what is said of them."""
    assert "Fiscalía de Ags.</a>" in real_pages["agencies/us-atf.es.html"]
    twice = re.compile(r"[^.…]\.(?:</[a-z]+>)*\.[\s<]")
    assert [(name, m[0]) for name, page in real_pages.items() for m in twice.finditer(page)] == []


def test_the_page_of_atf_in_the_tiny_world(tiny_pages: dict[str, str]) -> None:
    page = tiny_pages["agencies/us-atf.en.html"]
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)
    page = re.sub(r"sha256-[\w+/=]+", "sha256-", page)
    assert page == GOLDEN.read_text(encoding="utf-8")


def test_an_agency_that_ended_says_so_and_keeps_its_record(tiny_pages: dict[str, str]) -> None:
    said = plain(tiny_pages["agencies/mx-pgr.en.html"])
    assert "PGR is on file, but not in being on this date." in said
    assert "Ended December 20, 2018" in said
    assert "On other dates, not on this one 1" in said
    assert "PGR asked for traces." in said
    assert "No duty on file" not in said
    assert "(no existe en esta fecha)" in plain(tiny_pages["agencies/index.es.html"])


def test_a_function_a_mechanism_and_an_instrument(tiny_pages: dict[str, str]) -> None:
    function = plain(tiny_pages["functions/trace.request.en.html"])
    assert "Holders: Mexico 1 One agency in Mexico is on file for trace requests" in function
    assert "FGR asks for traces. accountable; uncertain on this date; Mexico" in function
    mechanism_page = plain(tiny_pages["mechanisms/etrace.es.html"])
    assert "Participantes" in mechanism_page
    assert mechanism_page.count("no consta.") == 8  # no practice is on file
    text = plain(tiny_pages["instruments/letter-2009.en.html"])
    assert "Parties and authorities 2" in text


PAYLOAD = "<img src=x onerror=alert(1)></script><!-- {{ 7 * 7 }}"


def test_hostile_text_stays_text() -> None:
    bad = {"en": PAYLOAD, "es": PAYLOAD}
    source = {
        "source": "s",
        "pinpoint": {"page": PAYLOAD},
        "quote": {"text": PAYLOAD, "lang": "es"},
    }
    registry = world(
        agencies=[
            agency("us-a", duty("d.f", statement=bad, citations=[source],
                                legal_basis=[{"instrument": "i"}]),
                   name=bad, acronym=PAYLOAD, mandate=bad,
                   other_names=[{"name": PAYLOAD, "lang": "es", "kind": "former"}]),
            agency("mx-a", "d.f"),
        ],
        domains=[domain("d", ("d.f", "d.f"))],
        links=[link("x", ["us-a", "mx-a"], ["d.f"], statement=bad)],
        mechanisms=[mechanism("m", ["us-a", "mx-a"], ["d.f"], name=bad, purpose=bad,
                              unnamed=[bad], instruments=["i"])],
        instruments=[instrument("i", ["us-a", "mx-a"], ["d.f"], name=bad, summary=bad)],
    )  # fmt: skip
    registry = replace(
        registry,
        info=registry.info.model_copy(update={"handling": registry.agencies["us-a"].mandate}),
    )
    pages = dict(entry_pages(AllFindings(on(registry, "2026-01-01"))))
    for path, page in pages.items():
        assert "<img" not in page, path
        assert page.count("</script>") == ("/index." not in path), path
        for data in re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL):
            json.loads(data)
    atf = pages["agencies/us-a.es.html"]
    assert html.unescape(atf).count(PAYLOAD) > 8
    assert "49" not in plain(atf)
    assert json.loads(re.findall(r'ld\+json">(.*?)</script>', atf)[0])["name"] == PAYLOAD


# -- in a browser ----------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "width", "dark"), [("en", 1440, False), ("es", 320, True)])
def test_the_pages_are_accessible(
    visit: MakeVisit, tiny_site: Path, lang: str, width: int, dark: bool
) -> None:
    v = visit(width=width, dark=dark)
    for path in (
        "agencies/us-atf", "agencies/mx-pgr", "agencies/index", "functions/trace.analysis",
        "mechanisms/etrace", "instruments/letter-2009", "accessibility",
    ):  # fmt: skip
        page = v.open(tiny_site / f"{path}.{lang}.html")
        assert axe_faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    assert v.complaints == []
    assert len(v.requests) == 7


@pytest.mark.browser
def test_the_longest_names_fit_a_phone(visit: MakeVisit, real_site: Path) -> None:
    v = visit(width=320)
    for path in ("agencies/us-atf.es", "functions/intel.fusion.es", "instruments/index.es"):
        page = v.open(real_site / f"{path}.html")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
    assert v.complaints == []


@pytest.mark.browser
def test_the_explorer_and_the_page_lead_to_each_other(visit: MakeVisit, tiny_site: Path) -> None:
    v = visit()
    page = v.open(tiny_site / "index.html", "agency=mx-pgr&lang=es")
    page.click("#panel .page a")
    page.wait_for_selector("h1")
    assert page.url == (tiny_site / "agencies" / "mx-pgr.es.html").as_uri()
    page.click("header p a")
    page.wait_for_selector("body[data-ready=true]")
    assert page.url.endswith("index.html#agency=mx-pgr&lang=es")


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_guided_tour(visit: MakeVisit, tiny_site: Path, lang: str) -> None:
    """Six steps, each with its control marked and said; Escape ends it, focus goes to Help."""
    v = visit()
    page = v.open(tiny_site / "index.html", f"lang={lang}")
    assert page.locator("#tour-offer").count() == 0  # offered at an empty start only
    page.keyboard.press("?")
    page.click("#tour-start")
    titles = []
    while page.locator("#tour").is_visible():
        titles.append(page.locator("#tour-title").inner_text())
        assert page.locator(".spot").first.is_visible()
        assert page.evaluate("document.activeElement.id") == "tour-next"
        if len(titles) == 3:
            assert axe_faults(page) == []
        page.keyboard.press("Enter")
    assert len(set(titles)) == 6
    assert page.locator(".spot").count() == 0
    assert page.evaluate("document.activeElement.id") == "help-open"
    page.click("#help-open")
    assert page.locator("#help-key .keys span").count() > 8
    assert axe_faults(page) == []
    page.click("#tour-start")
    page.focus("#canvas")
    page.keyboard.press("Escape")
    assert page.locator("#tour").is_hidden()
    assert v.complaints == []


@pytest.mark.browser
def test_an_empty_start_offers_the_tour_until_it_is_waved_away(
    visit: MakeVisit, tiny_site: Path
) -> None:
    page = visit(width=390).open(tiny_site / "index.html")
    page.click("#tour-offer")
    assert page.locator("#tour").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#tour-offer").count() == 0
    page = visit().open(tiny_site / "index.html")
    page.click(".offer button:last-child")
    assert page.locator("#tour-offer").count() == 0
    assert page.locator("#tour").is_hidden()
