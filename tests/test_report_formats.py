"""The report in all its forms: the same tables, always the same bytes, nothing that runs."""

from __future__ import annotations

import copy
import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest
from pypdf import PdfReader

from agencymap.registry import Registry
from agencymap.render.pdf import report_pdf
from agencymap.render.report import report_page
from agencymap.render.tables import _height, report_csv, report_sheets, report_xlsx
from agencymap.report import Layout, Paper, report_model
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang
from tests.conftest import TINY_DAY, Visit, pages_of
from tests.test_report import Model, blocks, table

BANNER = "OFFICE USE ONLY & <b>NOT</b> FOR RELEASE"


@pytest.fixture(scope="module")
def small(tiny: Registry) -> Model:
    layout = Layout(BANNER, Paper.A4)
    return report_model(Snapshot(tiny, TINY_DAY), "en", layout=layout)


@pytest.fixture(scope="module")
def small_pdf(small: Model) -> bytes:
    return report_pdf(small)


@pytest.fixture(scope="module", params=["en", "es"])
def model(request: pytest.FixtureRequest, whole: Callable[[Lang], Model]) -> Model:
    return whole(request.param)


def workbook(model: Model) -> Any:
    return openpyxl.load_workbook(io.BytesIO(report_xlsx(model)))


def spoilt(model: Model, *texts: str) -> Model:
    """Return the report with these texts in the table of its scope."""
    model = copy.deepcopy(model)
    for line, text in zip(table(model, "scope")["rows"], texts, strict=False):
        line["cells"][1] = [[{"t": text}]]
    return model


# -- workbook and CSV ------------------------------------------------------------------------------


def test_every_table_is_a_sheet_with_its_rows(model: Model) -> None:
    book = workbook(model)
    sheets = report_sheets(model)
    printed = blocks(model, "table") + blocks(model, "matrix")
    assert {s.id for s in sheets} == {b["id"] for b in printed}
    assert book.sheetnames == [model["words"]["about"], *(s.name for s in sheets)]
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    for sheet in sheets:
        page = book[sheet.name]
        read = [
            tuple("" if v is None else v.date() if isinstance(v, datetime) else v for v in row)
            for row in page.iter_rows(
                min_row=2, max_row=len(sheet.rows) + 1, max_col=len(sheet.columns),
                values_only=True,
            )
        ]  # fmt: skip
        assert read == list(sheet.rows)
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref.startswith("A1:")
        heads = [c.value for c in page[1][: len(sheet.columns)]]
        assert len(set(heads)) == len(heads)


def test_an_overlap_of_the_tiny_world_as_a_row(small: Model) -> None:
    (sheet,) = [s for s in report_sheets(small) if s.id == "overlaps-us"]
    (row,) = sheet.rows
    heads = [c.head for c in sheet.columns]
    assert row[0].splitlines()[0] == "US-01"  # type: ignore[union-attr]
    assert row[heads.index("Grade")] == 0
    assert row[-1] == table(small, "overlaps-us")["rows"][0]["id"]
    assert re.search(r"CBP studies traces in Arizona\. \[\d+\] ", str(row))


def test_numbers_are_numbers_and_days_are_days(model: Model) -> None:
    (sheet,) = [s for s in report_sheets(model) if s.id == "agencies-by-level"]
    assert all(isinstance(row[2], int) for row in sheet.rows)
    (sheet,) = [s for s in report_sheets(model) if s.id == "reproducibility"]
    assert date(2026, 11, 22) in {row[1] for row in sheet.rows}


def test_the_first_sheet_names_handling_day_and_edition(small: Model) -> None:
    book = workbook(small)
    said = {str(c.value) for row in book["About"].iter_rows() for c in row if c.value}
    assert {BANNER, small["meta"]["handling"], "2026.1", "agencymap 0.1.0"} <= said
    assert book.properties.created.date() == TINY_DAY
    for page in book:
        assert page.page_setup.paperSize == 9
        assert page.oddHeader.center.text == "&B" + BANNER.replace("&", "&&")


def test_no_cell_is_a_formula(small: Model) -> None:
    nasty = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
    model = spoilt(small, *nasty)
    cells = [c for page in workbook(model) for row in page.iter_rows() for c in row]
    texts = [
        c for c in cells if isinstance(c.value, str) and c.value.startswith(("=", "+", "-", "@"))
    ]
    assert {c.data_type for c in texts} == {"s"}
    assert all(c.quotePrefix for c in texts)
    assert {"=1+1", "+1", "@SUM(A1)"} <= {c.value for c in texts}
    with zipfile.ZipFile(io.BytesIO(report_csv(model))) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                for line in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))):
                    assert not [x for x in line if x.startswith(("=", "+", "-", "@", "\t"))]


def test_the_csv_files_are_described(model: Model) -> None:
    with zipfile.ZipFile(io.BytesIO(report_csv(model))) as archive:
        package = json.loads(archive.read("datapackage.json"))
        names = {r["path"] for r in package["resources"]} | {"datapackage.json"}
        assert set(archive.namelist()) == names
        assert len(names) == len(report_sheets(model)) + 1
        for resource in package["resources"]:
            text = archive.read(resource["path"])
            assert text.startswith(b"\xef\xbb\xbf")
            head, *lines = csv.reader(io.StringIO(text.decode("utf-8-sig")))
            assert head == [f["name"] for f in resource["schema"]["fields"]]
            assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
            assert all(len(line) == len(head) for line in lines)


@pytest.mark.parametrize(
    ("texts", "widths", "lines"),
    [
        (["short", "two words"], [10.0, 5.0], 2),
        (["one\ntwo\n\nfour"], [20.0], 4),
        ([""], [20.0], 1),
        (["x" * 2000], [20.0], 30),  # no program draws a taller row
    ],
)
def test_a_row_is_as_tall_as_its_longest_text(
    texts: list[str], widths: list[float], lines: int
) -> None:
    height = _height(texts, widths)
    assert height == (409 if lines == 30 else 13.5 * lines + 2)


def test_every_row_of_the_workbook_has_a_height(small: Model) -> None:
    """Not every program measures the rows of a file it opens; texts would lie on each other."""
    for sheet in workbook(small).worksheets[1:]:
        for y in range(1, sheet.max_row + 1):
            if sheet.cell(y, 2).value is not None:
                assert sheet.row_dimensions[y].height >= 15, (sheet.title, y)


@pytest.mark.parametrize("make", [report_xlsx, report_csv, report_page])
def test_always_the_same_bytes(small: Model, make: Callable[[Model], Any]) -> None:
    assert make(small) == make(json.loads(json.dumps(small)))


# -- print -----------------------------------------------------------------------------------------


def test_printed_apart_it_is_the_same(small: Model, small_pdf: bytes) -> None:
    assert report_pdf(small, apart=True) == small_pdf


def test_what_cannot_be_printed_says_so(small: Model) -> None:
    from agencymap.errors import AgencymapError

    broken = {**small, "meta": {**small["meta"], "paper": "papyrus"}}
    for apart in (False, True):
        with pytest.raises(AgencymapError, match="the report cannot be printed"):
            report_pdf(broken, apart=apart)


def test_banner_and_paper(small_pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(small_pdf))
    for page in reader.pages:
        assert page.extract_text().count("OFFICE USE ONLY") >= 2
        assert sorted(round(float(x)) for x in page.mediabox[2:]) == [595, 842]
    with pikepdf.open(io.BytesIO(small_pdf)) as pdf:
        assert str(pdf.docinfo["/Subject"]) == BANNER
        first = pdf.pages[0].Contents.read_bytes()
        # heads and feet are artifacts, which nobody hears: the first paragraph says it, too
        assert len(re.findall(rb"/Artifact\b", first)) >= 2


def _tags(pdf: pikepdf.Pdf) -> list[tuple[str, Any]]:
    """Return every element of the tag tree: its type, and itself."""
    found = []
    waiting = [pdf.Root["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            found.append((str(element["/S"])[1:], element))
        kids: Any = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR"):
                waiting.append(kid)
    return found


def test_the_tag_tree(small: Model, small_pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(small_pdf)) as pdf:
        tags = _tags(pdf)
        count = Counter(name for name, _ in tags)
        assert count["H1"] == len(small["sections"]) + 2  # and highlights, contents
        assert count["Title"] == 1
        tables = len(blocks(small, "table")) + len(blocks(small, "matrix"))
        assert count["Table"] >= tables
        heads = [e for name, e in tags if name == "TH"]
        assert len(heads) >= sum(len(b["columns"]) for b in blocks(small, "table"))
        for head in heads:
            attributes = head["/A"]
            all_ = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
            assert any(a.get("/Scope") == "/Column" for a in all_)
        figures = [e for name, e in tags if name == "Figure"]
        assert len(figures) >= 2
        assert all(str(f.get("/Alt", "")) for f in figures)
        links = sum(name == "Link" for name, _ in tags)
        assert links > 0
        assert str(pdf.Root["/Lang"]) == "en-US"
        with pdf.open_metadata() as xmp:
            assert xmp["pdfuaid:part"] == "1"


def test_poppler_opens_it(small_pdf: bytes, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("no poppler on the PATH")
    file = tmp_path / "r.pdf"
    file.write_bytes(small_pdf)
    run = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    said = run.stderr.splitlines()
    assert said == []
    assert "US-01" in run.stdout


def test_the_head_says_where_a_table_runs_over(
    whole: Callable[[Lang], Model], printed: Callable[[Lang], bytes]
) -> None:
    model, pages = whole("es"), pages_of(printed("es"))
    number = table(model, "sources")["number"]
    said = [n for n, text in enumerate(pages) if f"Tabla {number}, continuación" in text]
    assert len(said) > 3
    assert said == list(range(said[0], said[-1] + 1))
    assert "Tabla 1, continuación" not in " ".join(pages)


# -- page ------------------------------------------------------------------------------------------


def test_a_single_page_links_to_no_other_file(small: Model) -> None:
    alone, beside = report_page(small), report_page(small, beside=True)
    links = r'href="(?!#)([^"]+)"'
    assert re.findall(links, alone) == []
    assert re.findall(links, beside) == ["../index.html", "overlap.es.html", "overlap.en.pdf"]


def test_every_row_and_finding_has_a_link_of_its_own(small: Model) -> None:
    html = report_page(small)
    ids = set(re.findall(r'id="([^"]+)"', html))
    links = re.findall(r'class="self" href="#([^"]+)"', html)
    assert len(links) == len(set(links))
    assert set(links) <= ids
    assert len(links) > sum(len(b["rows"]) for b in blocks(small, "table")) / 2
    assert html.count("<h3 id=") == len(blocks(small, "finding"))
    nav = html[html.index("<nav") : html.index("</nav>")]
    assert nav.count("<li>") == 1 + len(small["sections"]) + len(blocks(small, "finding"))


@pytest.mark.browser
def test_a_table_sorts_and_goes_back(visit: Callable[..., Visit], tiny_site: Path) -> None:
    v = visit()
    page = v.open(tiny_site / "reports" / "overlap.en.html")
    rows = "[...document.querySelectorAll('#taxonomy tbody tr')].map(r => r.innerText)"
    before = page.evaluate(rows)
    button = page.locator("#taxonomy thead button").first
    head = page.locator("#taxonomy thead th").first
    states = []
    orders = []
    for _ in range(3):
        button.press("Enter")
        states.append(head.get_attribute("aria-sort"))
        orders.append(page.evaluate(rows))
    assert states == ["ascending", "descending", None]
    assert orders[0] == orders[1][::-1]
    assert orders[2] == before
    assert v.complaints == []
