"""The overlap report: its numbers can be recounted, its words are all printed, its PDF is sound."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from agencymap.analysis.scope import Scope
from agencymap.analysis.whole import AllFindings
from agencymap.errors import AgencymapError
from agencymap.registry import Registry
from agencymap.render.pdf import report_pdf
from agencymap.render.report import report_page
from agencymap.report import report_model
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang
from tests.builders import agency, domain, on, world
from tests.conftest import TINY_DAY, pages_of

Model = dict[str, Any]


@pytest.fixture(scope="module", params=["en", "es"])
def model(request: pytest.FixtureRequest, whole: Callable[[Lang], Model]) -> Model:
    return whole(request.param)


@pytest.fixture(scope="module")
def pdf(model: Model, printed: Callable[[Lang], bytes]) -> bytes:
    return printed(model["meta"]["lang"])


@pytest.fixture(scope="module")
def both(whole: Callable[[Lang], Model]) -> tuple[Model, Model]:
    return whole("en"), whole("es")


@pytest.fixture(scope="module")
def small(tiny: Registry) -> Model:
    return report_model(Snapshot(tiny, TINY_DAY), "en")


def blocks(model: Model, kind: str) -> list[dict[str, Any]]:
    return [b for s in model["sections"] for b in s["blocks"] if b["kind"] == kind]


def table(model: Model, id_: str) -> dict[str, Any]:
    (found,) = [b for b in blocks(model, "table") if b["id"] == id_]
    return found


def rows(model: Model, id_: str) -> list[list[str]]:
    """Return the rows of a table as plain text; bands are left out."""
    return [
        [" ".join(text for p in cell for x in p for text in run_texts(x)) for cell in row["cells"]]
        for row in table(model, id_)["rows"]
        if "cells" in row
    ]


def run_texts(run: dict[str, Any]) -> Iterator[str]:
    for key in ("t", "b", "m", "role", "practice", "weak"):
        if key in run:
            yield str(run[key])
    if "grade" in run:
        yield str(run["grade"])


# -- the tiny world, counted by hand ---------------------------------------------------------------


def test_the_overlap_of_the_tiny_world_is_one_row(small: Model) -> None:
    """ATF and CBP both study traces, CBP in Arizona; a refusal is no coordination: grade 0."""
    (row,) = rows(small, "overlaps-us")
    assert row[0].startswith("US-01 0")
    assert row[1] == "ATF × CBP Trace analysis In Arizona"
    assert "ATF studies traces." in row[2]
    assert "CBP studies traces in Arizona." in row[2]
    assert [b["runs"] for b in blocks(small, "text") if "No overlaps on file in Mexico" in str(b)]


def test_the_matrix_of_the_tiny_world(small: Model) -> None:
    """Three small areas share one table; a band stands above the first row of each."""
    (shared,) = blocks(small, "matrix")
    assert (shared["us"], shared["mx"]) == (["ATF", "CBP"], ["FGR", "SEDENA"])
    bands = [row.get("band") for row in shared["rows"]]
    assert bands == ["Tracing", None, None, "Border", None, "Supply"]
    trace = shared["rows"][:3]
    letters = {
        row["name"]: ([x and x["role"] for x in row["us"]], [x and x["role"] for x in row["mx"]])
        for row in trace
    }
    assert letters == {
        "Trace operation": (["A", None], [None, None]),
        "Trace requests": ([None, None], ["A", None]),
        "Trace analysis": (["R", "R"], [None, None]),
    }
    assert [row["n"] for row in trace] == [[1, 0], [0, 1], [2, 0]]


def test_the_unmet_need_of_the_tiny_world(small: Model) -> None:
    (row,) = rows(small, "needs")
    assert row[0] == "N-01"
    assert "CBP" in row[1]
    assert row[2].startswith("CBP needs trace data.")


def test_the_counterparts_of_the_tiny_world(small: Model) -> None:
    pairs = {row[1]: row[2:6] for row in rows(small, "counterparts-trace")}
    us, mx, grade, via = pairs["Trace operation   ↔ Trace requests National"]
    assert (us, mx) == ("ATF ,  accountable", "FGR ,  accountable")
    assert grade == "2"
    assert "eTrace" in via


def test_an_empty_report_says_so_and_is_no_percentage() -> None:
    empty = world(domains=[domain("d", "f")], agencies=[agency("us-a", "f")])
    model = report_model(on(empty, "2020-01-01"), "en")
    assert "No mechanism is on file for this scope and date" in str(model)
    text = str(model)
    assert "No overlaps on file" in text
    assert "0 %" not in text
    assert "0%" not in text
    assert "100" not in re.sub(r"[0-9a-f]{16}", "", text)
    assert report_pdf(model).startswith(b"%PDF")


# -- the real registry: recounted ------------------------------------------------------------------


def test_the_register_holds_every_overlap_it_counts(model: Model, on_file: AllFindings) -> None:
    overlaps = on_file.overlaps
    said = model["highlights"]["numbers"]
    numbers = {str(k): v for k, v in said}
    coverage = rows(model, "coverage")
    assert sum(int(r[1].replace(",", "")) for r in coverage) == len(overlaps)
    assert len(overlaps) in numbers.values()
    figure = model["highlights"]["figure"]["grades"]
    assert sum(g["us"] + g["mx"] for g in figure) == len(overlaps)
    for country in ("us", "mx"):
        found = sum(o.agencies[0].startswith(country) for o in overlaps)
        assert sum(g[country] for g in figure) == found


def test_coverage_can_be_recounted_from_the_grades(model: Model) -> None:
    figure = {int(g["grade"]): g["us"] + g["mx"] for g in model["highlights"]["figure"]["grades"]}
    reached = [0, 0, 0]
    for row in rows(model, "coverage"):
        for i, cell in enumerate(row[2:5]):
            reached[i] += int(cell.split()[0])
    assert reached == [sum(n for g, n in figure.items() if g >= k) for k in (2, 3, 4)]


def test_the_counts_beside_the_matrix_are_its_letters(model: Model) -> None:
    for matrix in blocks(model, "matrix"):
        whole = "left out" not in matrix["note"] and "se omiten" not in matrix["note"]
        for row in matrix["rows"]:
            for side, n in zip(("us", "mx"), row["n"], strict=True):
                shown = sum(1 for x in row[side] if x and x["role"] in "AR")
                assert shown == n if whole else shown <= n


def test_absent_and_not_on_file_stand_in_separate_tables(model: Model) -> None:
    ids = {b["id"] for b in blocks(model, "table")}
    assert "not-on-file" in ids
    absent = (
        {r["id"] for r in table(model, "asserted-absent")["rows"]}
        if ("asserted-absent" in ids)
        else set()
    )
    silent = {r["id"] for r in table(model, "not-on-file")["rows"]}
    assert not absent & silent


def every_cite(value: Any) -> Iterator[Any]:
    """Yield the citations of all runs, in tables and fact sheets alike."""
    if isinstance(value, dict):
        if "cite" in value:
            yield value["cite"]
        for inside in value.values():
            yield from every_cite(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from every_cite(inside)


def test_every_citation_leads_to_its_source(model: Model) -> None:
    numbers = [int(r[0]) for r in rows(model, "sources")]
    assert numbers == list(range(1, len(numbers) + 1))
    cited = {n for run in every_cite(model["sections"]) for n, pin in run if pin}
    assert cited == set(numbers)


def test_ids_are_unique_and_tables_are_numbered_through(model: Model) -> None:
    tables = blocks(model, "table") + blocks(model, "matrix")
    assert sorted(b["number"] for b in tables) == list(range(1, len(tables) + 1))
    ids = [r["id"] for b in blocks(model, "table") for r in b["rows"] if "id" in r]
    assert len(ids) == len(set(ids))
    assert not set(ids) & {b["id"] for b in tables}


def test_both_languages_hold_the_same_tables_rows_and_numbers(both: tuple[Model, Model]) -> None:
    def order(b: dict[str, Any]) -> list[Any]:
        found = [r.get("id") for r in b["rows"]]
        # words stand in the alphabet of each language
        return sorted(found) if b["id"] in ("terms", "acronyms") else found

    def shape(model: Model) -> list[Any]:
        return [
            (b["id"], b["number"], order(b))
            for b in blocks(model, "table") + blocks(model, "matrix")
        ]

    english, spanish = both
    assert shape(english) == shape(spanish)
    assert [s["id"] for s in english["sections"]] == [s["id"] for s in spanish["sections"]]


def test_a_reference_names_the_section_it_leads_to(both: tuple[Model, Model]) -> None:
    for model in both:
        numbers = {s["id"]: s["number"] for s in model["sections"]}
        for found in model["highlights"]["found"]:
            assert found["ref"].split()[-1] == numbers[found["to"]]


def test_the_outline_is_complete(small: Model) -> None:
    assert [s["id"] for s in small["sections"]] == [
        "purpose", "reading", "data", "matrix", "fragmentation", "overlaps", "coordination",
        "counterparts", "gaps", "changes", "options", "views", "methodology", "taxonomy", "places",
        "sources", "words", "reproducibility", "accessibility",
    ]  # fmt: skip


def test_no_verdict_no_obligation_no_score(both: tuple[Model, Model]) -> None:
    """T20: no centrality, no p-values; and no "should" of our own."""
    for model in both:
        # statements and quotes of others may hold such words; what the report itself says may not
        own = str([b["sentence"] for b in blocks(model, "finding")]) + str(
            [b["title"] for b in blocks(model, "table")]
        )
        assert not re.search(r"betweenness|centralit|p ?= ?0|\bshould\b|\bdebería", own)
        assert not re.search(r"betweenness|centralidad|p = 0", str(model))


# -- the PDF ---------------------------------------------------------------------------------------


def squeezed(text: str) -> str:
    """Return *text* without blanks and hyphens, which line breaks change."""
    return re.sub("[\\s\\-\u00ad\u2010]+", "", text)


def test_the_pdf_is_tagged_titled_and_in_its_language(model: Model, pdf: bytes) -> None:
    reader = PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == {"en": "en-US", "es": "es-MX"}[model["meta"]["lang"]]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title == f"{model['meta']['title']}, {model['meta']['day']}"
    assert b"pdfuaid:part" in pdf
    assert len(reader.outline) >= 10
    sizes = {tuple(map(float, p.mediabox[2:])) for p in reader.pages}
    assert sizes == {(612.0, 792.0), (792.0, 612.0)}


def test_the_same_report_gives_the_same_bytes(small: Model) -> None:
    assert report_pdf(small) == report_pdf(small)


def test_every_text_of_the_model_is_printed(model: Model, pdf: bytes) -> None:
    text = " ".join(pages_of(pdf))
    printed, whole_words = squeezed(text), set(map(squeezed, text.split()))
    # page breaks may put a foot inside a text: its words suffice
    words = {
        squeezed(word)
        for b in blocks(model, "table")
        for row in b["rows"]
        for cell in row.get("cells", [])
        for paragraph in cell
        for run in paragraph
        for said in run_texts(run)
        for word in said.split()
    }
    missing = [x for x in words if x not in whole_words and x not in printed]
    assert missing == []


def test_no_text_is_under_eight_points(pdf: bytes) -> None:
    sizes: set[float] = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            content = page.Contents.read_bytes()
            sizes |= {float(x) for x in re.findall(rb"/\w+ ([\d.]+) Tf", content)}
            # no text is scaled: its matrix turns it at most
            turned = re.findall(rb"((?:-?[\d.]+ ){4})\S+ \S+ Tm", content)
            assert set(turned) <= {b"1 0 0 -1 ", b"1 0 0 1 ", b"0 1 1 0 ", b"0 -1 -1 0 "}
    assert 8.0 <= min(sizes) < max(sizes)


def test_the_page_and_the_print_hold_the_same_rows(model: Model) -> None:
    html = report_page(model)
    for b in blocks(model, "table"):
        assert f'id="{b["id"]}"' in html
        for row in b["rows"]:
            if "id" in row:
                assert f'<tr id="{row["id"]}">' in html


@pytest.mark.parametrize("day", ["2012-06-01", "2023-06-18"])
def test_a_report_of_any_day_can_be_printed(real: Registry, day: str) -> None:
    scope = Scope(functions=("trace", "custody"))
    model = report_model(Snapshot(real, date.fromisoformat(day)), "es", scope=scope)
    assert report_pdf(model).startswith(b"%PDF")


@pytest.mark.parametrize("broken", [{"form": "pie"}, {"data": {}}])
def test_a_fault_of_the_template_fails_and_prints_no_blank_section(
    small: Model, broken: Model
) -> None:
    model = copy.deepcopy(small)
    figure = {"kind": "figure", "id": "f", "number": 9, "form": "tiles", "title": "T", "alt": "T"}
    figure |= {"data": {"panels": [], "key": [], "width": 1, "height": 1}, "notes": []}
    model["sections"][8]["blocks"].append(figure)
    assert report_pdf(model).startswith(b"%PDF")
    figure |= broken
    for apart in (False, True):
        with pytest.raises(AgencymapError, match="the report cannot be printed"):
            report_pdf(model, apart=apart)
