"""What may be taken away: each view as SVG, PNG and CSV, and on paper, whatever the screen is."""

from __future__ import annotations

import csv
import io
import re
import shutil
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from playwright.sync_api import Page
from pypdf import PdfReader

from agencymap.loading import load_registry
from agencymap.render.explorer import explorer_page
from agencymap.render.pages import asset
from agencymap.snapshot import Snapshot
from tests.conftest import TINY, TINY_DAY
from tests.test_browser import MakeVisit

SVG = "{http://www.w3.org/2000/svg}"
VIEWS = {
    "map": ("", ["ATF", "FGR", "Mexico"]),
    "chosen": ("agency=us-atf", ["ATF", "FGR", "standing channel"]),
    "function": ("view=function&f=trace.request", ["FGR"]),
    "agency": ("view=agency&a=us-atf&steps=2", ["ATF", "FGR"]),
    "counterpart": ("view=counterpart&a=us-atf&f=trace.operate&p=MX-SON", ["ATF", "FGR"]),
    "path": ("view=path&a=us-atf&b=mx-fgr", ["ATF", "eTrace", "FGR"]),
    "matrix": ("view=matrix&open=trace,supply", ["ATF", "FGR", "Mexico"]),
    "changes": ("view=changes&from=2016-01-31", ["2016"]),
}


def take(page: Page, kind: str, folder: Path) -> tuple[str, bytes]:
    """Save what the menu offers; return the name it is given, and what it holds."""
    page.locator("#save summary").click()
    with page.expect_download() as caught:
        page.locator(f"#save-{kind}").click()
    caught.value.save_as(folder / kind)
    return caught.value.suggested_filename, (folder / kind).read_bytes()


def texts(svg: bytes) -> list[str]:
    """Return the texts of a picture, which is one and holds nothing that runs."""
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    for e in root.iter():
        assert e.tag.rpartition("}")[2] not in ("script", "foreignObject", "a", "image", "style")
        assert not any(k.startswith("on") or k.rpartition("}")[2] == "href" for k in e.attrib)
    return ["".join(e.itertext()) for e in root.iter(f"{SVG}text")]


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(
    ("view", "form"),
    [
        ("map", "diagram"), ("chosen", "table"), ("function", "diagram"), ("agency", "sentences"),
        ("counterpart", "table"), ("path", "diagram"), ("matrix", "diagram"), ("changes", "table"),
    ],
)  # fmt: skip
def test_a_view_is_taken_away_three_ways(
    visit: MakeVisit, tiny_site: Path, tmp_path: Path, view: str, form: str
) -> None:
    fragment, wanted = VIEWS[view]
    v = visit()
    page = v.open(tiny_site / "index.html", f"{fragment}&form={form}")
    name, svg = take(page, "svg", tmp_path)
    assert name.startswith("agencymap-")
    assert name.endswith("-2023-06-18-en.svg")
    root = ElementTree.fromstring(svg)
    said = texts(svg)
    for word in wanted:
        assert any(word in text for text in said), word
    title, about = root[0].text or "", root[1].text or ""
    assert root[0].tag == f"{SVG}title"
    assert title
    assert title[:20] in " ".join(said)
    assert "As of June 18, 2023" in about
    assert "As of June 18, 2023" in said
    assert "Edition" in about
    assert any(text.startswith("Edition") for text in said)
    _, png = take(page, "png", tmp_path)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    assert size(png) == (round(2 * width), round(2 * height))
    _, table = take(page, "csv", tmp_path)
    assert table.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert len(rows) > 1
    assert v.complaints == []
    assert page.locator("iframe, #takeaway").count() == 0


def test_the_table_of_a_path(visit: MakeVisit, tiny_site: Path, tmp_path: Path) -> None:
    page = visit().open(tiny_site / "index.html", VIEWS["path"][0])
    name, table = take(page, "csv", tmp_path)
    assert name == "agencymap-path-us-atf-mx-fgr-2023-06-18-en.csv"
    rows = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Step", "From", "To"]
    assert rows[1][:3] == ["1.1", "ATF", "FGR"]


@pytest.mark.parametrize("view", ["chosen", "path", "matrix"])
def test_a_dark_phone_gives_the_picture_of_a_wide_screen(
    visit: MakeVisit, tiny_site: Path, tmp_path: Path, view: str
) -> None:
    pictures = [
        take(visit(**screen).open(tiny_site / "index.html", VIEWS[view][0]), "svg", tmp_path)[1]
        for screen in ({"width": 1440}, {"width": 390, "height": 844, "dark": True})
    ]
    assert pictures[0] == pictures[1]


def test_parts_of_the_picture_stand_where_they_stand_on_the_page(
    visit: MakeVisit, tiny_site: Path, tmp_path: Path
) -> None:
    """The boxes of the map, and the ends of its ties, are at the places the page has them."""
    page = visit().open(tiny_site / "index.html", "agency=us-atf")
    root = ElementTree.fromstring(take(page, "svg", tmp_path)[1])
    (drawn,) = [e for e in root.iter(f"{SVG}svg") if e.attrib.get("viewBox", "").endswith(" 772")]
    heads = [e for e in drawn if e.tag == f"{SVG}rect" and e.attrib["height"] == "4"]
    assert [(e.attrib["x"], e.attrib["width"]) for e in heads] == [
        ("28", "296"), ("424", "208"), ("732", "296"),
    ]  # fmt: skip
    names = {g[0].text for g in drawn.iter(f"{SVG}g")}
    assert "Bureau of Alcohol, Tobacco, Firearms and Explosives" in names
    curves = [e for e in drawn if e.tag == f"{SVG}path" and "C" in e.attrib["d"]]
    starts = {e.attrib["d"][1:].split(" ")[0].split("C")[0] for e in curves}
    assert starts <= {"324", "424", "632", "732"}


def test_hostile_names_are_texts_in_pictures(visit: MakeVisit, tmp_path: Path) -> None:
    attack = "<script>alert(1)</script>&\"']]>"
    shutil.copytree(TINY, tmp_path / "registry")
    for file in (tmp_path / "registry" / "agencies").rglob("*.yaml"):
        record = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        record["name"] = {**record["name"], "en": f"=1+{attack}", "es": f"=1+{attack}"}
        record.pop("acronym", None)
        file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    registry = load_registry(tmp_path / "registry")
    (tmp_path / "index.html").write_text(
        explorer_page(Snapshot(registry, TINY_DAY)), encoding="utf-8"
    )
    v = visit()
    for fragment in ("agency=us-atf", VIEWS["path"][0]):
        page = v.open(tmp_path / "index.html", fragment)
        _, svg = take(page, "svg", tmp_path)
        assert b"<script" not in svg
        assert any("<script>" in text for text in texts(svg))
        _, table = take(page, "csv", tmp_path)
        assert b"'=1+<script>" in table
        assert not table.decode("utf-8-sig").startswith("=")
        page.goto("about:blank")
    assert v.complaints == []


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("view", ["chosen", "path", "matrix"])
def test_paper_says_what_when_and_from_where(
    visit: MakeVisit, tiny_site: Path, view: str, lang: str
) -> None:
    v = visit(dark=True)
    page = v.open(tiny_site / "index.html", f"{VIEWS[view][0]}&lang={lang}")
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    width, height = pages[0].mediabox.width, pages[0].mediabox.height
    assert {float(width), float(height)} == {612.0, 792.0}
    assert (width < height) is (view == "path")
    for one in pages:
        text = " ".join(one.extract_text().split())
        assert ("Edition" if lang == "en" else "Edición") in text
        assert ("As of June 18, 2023" if lang == "en" else "Al 18 de junio de 2023") in text
    whole = " ".join(" ".join(one.extract_text() for one in pages).split())
    assert {"ATF", "FGR"} <= set(whole.split())
    assert ("Sources" if lang == "en" else "Fuentes") in whole
    assert page.locator("#takeaway").count() == 0
    assert v.complaints == []


def test_paper_is_not_taken_for_a_small_screen() -> None:
    """A page of Letter is narrower than a tablet; rules for small screens say that they are."""
    assert not re.findall(r"@media \(max-width[^{]*", asset("explorer.css"))


def test_the_menu_closes_on_escape_and_on_a_choice(
    visit: MakeVisit, tiny_site: Path, tmp_path: Path
) -> None:
    page = visit().open(tiny_site / "index.html")
    menu = page.locator("#save")
    page.locator("#save summary").click()
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.parentElement.id") == "save"
    take(page, "csv", tmp_path)
    assert menu.get_attribute("open") is None
