"""Across the border, gaps and what changed: rows, diagrams and sheets, counted by hand."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from agencymap.analysis.whole import AllFindings
from agencymap.cli import main
from agencymap.errors import AgencymapError
from agencymap.registry import Registry
from agencymap.render.pdf import report_pages, report_pdf
from agencymap.render.report import report_page
from agencymap.report import change_sheet, former_edition, report_model
from agencymap.report.changes import timeline
from agencymap.report.editions import Entry, Sign, compare, former_report, moved
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang
from tests.builders import agency, domain, duty, link, on, place, world
from tests.conftest import TINY_DAY
from tests.test_report import Model, blocks, rows, table

TINY = "tests/worlds/tiny"


# -- two reports, row by row -----------------------------------------------------------------------


def report(*table_rows: tuple[str, str, str], sources: tuple[str, ...] = ("A",)) -> Model:
    """Return a report of one table (row id, number, text); each row cites the last source."""
    cites = [{"cite": [[len(sources), "p. 1"]]}]
    main_rows = [
        {"id": i, "cells": [[[{"b": number}]], [[{"t": text}], cites]]}
        for i, number, text in table_rows
    ]
    source_rows = [
        {
            "id": f"source-{n}",
            "key": title.lower(),
            "cells": [[[{"b": str(n)}]], [[{"t": title}, {"m": f" · used by {n}"}]]],
        }
        for n, title in enumerate(sources, 1)
    ]

    def section(number: str, id_: str, block_rows: list[Any], heads: int) -> dict[str, Any]:
        columns = [{"head": "Id", "kind": "id"}] + [{"head": "H", "kind": "text"}] * (heads - 1)
        block = {"kind": "table", "id": id_, "title": id_, "columns": columns, "rows": block_rows}
        return {"id": f"{id_}-s", "number": number, "title": id_.upper(), "blocks": [block]}

    return {
        "sections": [section("6", "main", main_rows, 2), section("D", "sources", source_rows, 2)]
    }


def test_rows_are_compared_by_id_and_numbers_on_paper_are_no_difference() -> None:
    old = report(
        ("a", "US-01", "alpha"), ("b", "US-02", "beta, as in US-01"), ("c", "US-03", "gamma")
    )
    new = report(
        ("x", "US-01", "new"), ("a", "US-02", "alpha"), ("b", "US-03", "beta, as in US-02"),
        ("d", "US-04", "delta"),
    )  # fmt: skip
    found = [(r.sign, r.id, r.old_number, r.number, r.follows) for r in compare(old, new)]
    assert found == [
        (Sign.ADDED, "x", "", "US-01", ""),
        (Sign.ADDED, "d", "", "US-04", "US-03"),
        (Sign.WITHDRAWN, "c", "US-03", "", ""),
    ]


def test_a_changed_row_names_the_cells_that_differ() -> None:
    (changed,) = compare(report(("a", "US-01", "one")), report(("a", "US-01", "two")))
    assert (changed.sign, changed.differing) == (Sign.CHANGED, (1,))
    assert (changed.section, changed.table) == ("6", "main")
    assert changed.before[1][0] == [{"t": "one"}]
    assert changed.after[1][0] == [{"t": "two"}]


def test_a_source_with_another_number_is_the_same_source() -> None:
    old = report(("a", "US-01", "one"), sources=("A", "B"))
    new = report(("a", "US-01", "one"), sources=("C", "A", "B"))
    (added,) = compare(old, new)
    assert (added.sign, added.id) == (Sign.ADDED, "source-1")
    (cited,) = compare(old, report(("a", "US-01", "one"), sources=("B", "A")))
    assert (cited.sign, cited.id) == (Sign.CHANGED, "a")  # it rests on A now, no longer on B


def test_the_same_report_does_not_differ(whole: Callable[[Lang], Model]) -> None:
    model = whole("en")
    assert compare(model, json.loads(json.dumps(model))) == []


def test_ledgers_are_compared_by_kind_and_id() -> None:
    a, b = (
        Entry("area", "x/y", "F", "X", "responsible"),
        Entry("overlap", "o", "F", "A × B", "grade 2"),
    )
    c = Entry("overlap", "o", "F", "A × B", "grade 3")
    assert [m.sign for m in moved([a, b], [c])] == [Sign.CHANGED, Sign.WITHDRAWN]
    assert moved([a, b], [c], kinds=("gap",)) == []


# -- the tiny world: PGR goes, FGR comes -----------------------------------------------------------


@pytest.fixture(scope="module")
def since(tiny: Registry) -> Model:
    found = AllFindings(Snapshot(tiny, TINY_DAY))
    former = former_edition(found.on(date(2016, 1, 31)), "en")
    return report_model(found.snapshot, "en", found, since=former)


def test_pgr_is_withdrawn_and_fgr_added(since: Model) -> None:
    found = {(r[0], r[1].split()[0]): r[2] for r in rows(since, "moved")[:4]}
    moved_rows = rows(since, "moved")
    agencies = [r for r in moved_rows if r[4] == "4"]
    assert any(r[0] == "+ Added" and "FGR" in r[2] for r in agencies), found
    assert any(r[0] == "× Withdrawn" and "PGR" in r[2] for r in agencies), found
    (section,) = [s for s in since["sections"] if s["id"] == "changes"]
    assert section["title"] == "What changed since January 31, 2016"


def test_the_counts_of_what_changed_can_be_recounted(since: Model) -> None:
    total = sum(int(cell) for r in rows(since, "moved-counts") for cell in r[1:])
    counted = 0
    for row in table(since, "moved")["rows"]:
        if "cells" in row:
            (record,) = row["cells"][1]
            counted += int(record[1]["m"].strip(" ()")) if len(record) > 1 else 1
    assert counted == total
    (claim,) = [b for b in blocks(since, "finding") if b["sentence"].startswith("Entries")]
    assert f"Entries that differ: {total};" in claim["sentence"]


def test_every_changed_row_has_a_word_and_a_bar(since: Model) -> None:
    words = {"added": "+ Added", "changed": "~ Changed", "withdrawn": "× Withdrawn"}
    for row in table(since, "moved")["rows"]:
        if "cells" in row:
            assert row["cells"][0][0][0]["b"] == words[row["sign"]]
    assert '<tr id="' in report_page(since)
    assert report_pdf(since).startswith(b"%PDF")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_change_sheet_says_what_to_do_with_each_row(tiny: Registry, lang: Any) -> None:
    found = AllFindings(Snapshot(tiny, TINY_DAY))
    former = former_edition(found.on(date(2016, 1, 31)), lang, whole=True)
    model = report_model(found.snapshot, lang, found, since=former)
    assert former.model is not None
    pages = (report_pages(former.model), report_pages(model))
    sheet = change_sheet(model, former, found, pages=pages)
    listed = [r for s in sheet["sections"][1:] for b in s["blocks"] for r in b["rows"]]
    assert len(listed) == len(compare(former.model, model))
    said = [" ".join(x.get("t", "") for p in r["cells"][0] for x in p) for r in listed]
    verbs = (
        ("Insert", "Replace", "Remove") if lang == "en" else ("Insertar", "Reemplazar", "Quitar")
    )
    assert all(any(v in text for v in verbs) for text in said)
    assert report_pdf(sheet).startswith(b"%PDF")
    assert report_page(sheet).count("<h1>") == 1
    drawn = {r["id"]: r["sign"] for r in table(sheet, "sheet-parts")["rows"]}
    # PGR holds a duty in 2016 and FGR in 2023; each has a sheet in its own edition only
    assert drawn["part:sheet-mx-pgr"] == "withdrawn"
    assert drawn["part:sheet-mx-fgr"] == "added"
    assert "part:sheet-us-atf" not in drawn  # it held the same before


def test_the_change_sheet_names_rows_without_a_number_and_the_pages_touched(
    tiny: Registry,
) -> None:
    """Ids of rows stand once, as what no language is; pages that follow each other are a range."""
    found = AllFindings(Snapshot(tiny, TINY_DAY))
    former = former_edition(found.on(date(2016, 1, 31)), "es", whole=True)
    model = report_model(found.snapshot, "es", found, since=former)
    assert former.model is not None
    pages = (report_pages(former.model), report_pages(model))
    sheet = change_sheet(model, former, found, pages=pages)
    said = str(sheet["sections"])
    assert "Reemplazar Fecha" in said  # the row of the scope, by its name
    assert "Reemplazar scope-" not in said
    listed = [r for s in sheet["sections"][1:] for b in s["blocks"] for r in b["rows"]]
    assert len({r["id"] for r in listed}) == len(listed)
    assert all(r["cells"][0][-1][0]["lang"] == "zxx" for r in listed)
    (claim,) = [b for b in sheet["sections"][0]["blocks"] if b["kind"] == "finding"]
    last = claim["paragraphs"][-1]
    assert last.startswith("Algo de lo listado está en estas páginas de la edición anterior: ")
    for row, side in ((r, n) for r in compare(former.model, model) for n in range(2)):
        id_ = row.former_id if side == 0 else row.id if row.after else ""
        if id_ in pages[side]:
            part = last.split(";")[side]
            spans = [x.split("–") for x in re.findall(r"\d+(?:–\d+)?", part)]
            assert any(int(s[0]) <= pages[side][id_] <= int(s[-1]) for s in spans)


def test_a_source_is_looked_for_on_the_page_of_its_former_number() -> None:
    old = report(("x", "X-1", "text"), sources=("A", "B"))
    new = report(("x", "X-1", "text"), sources=("C", "A", "B"))
    new["sections"][1]["blocks"][0]["rows"][1]["cells"][1][0][0]["t"] = "A, read whole"
    (read,) = [r for r in compare(old, new) if r.sign is Sign.CHANGED]
    assert (read.id, read.former_id) == ("source-2", "source-1")


# -- the command line ------------------------------------------------------------------------------


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["report", *arguments, "--registry", TINY])


def test_since_takes_a_day_or_an_earlier_report(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    day = ("--as-of", "2023-06-18")
    assert (
        run("overlap", "--as-of", "2018-12-20", "--format", "json", "-o", str(old)).exit_code == 0
    )
    assert (
        run("overlap", *day, "--format", "json", "--since", str(old), "-o", str(new)).exit_code == 0
    )
    by_file = json.loads(new.read_text())
    assert (
        run("overlap", *day, "--format", "json", "--since", "2018-12-20", "-o", str(new)).exit_code
        == 0
    )
    assert rows(by_file, "moved-counts") == rows(json.loads(new.read_text()), "moved-counts")
    sheet = tmp_path / "sheet.json"
    assert (
        run("changes", *day, "--since", str(old), "--format", "json", "-o", str(sheet)).exit_code
        == 0
    )
    assert json.loads(sheet.read_text())["format"] == "agencymap-changes/1"


def test_a_report_compared_with_itself_has_an_empty_change_sheet(tmp_path: Path) -> None:
    """Sources that only the section on changes cites are not taken for withdrawn."""
    old, sheet = tmp_path / "old.json", tmp_path / "sheet.json"
    day = ("--as-of", "2023-06-18", "--format", "json")
    assert run("overlap", *day, "-o", str(old)).exit_code == 0
    assert run("changes", *day, "--since", str(old), "-o", str(sheet)).exit_code == 0
    (only,) = json.loads(sheet.read_text())["sections"]
    assert only["blocks"][0]["sentence"] == "Nothing on file differs"


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("1700-01-01", "no record names a day as early as 1700-01-01 (--since 1700-01-01)"),
        ("2024-01-01", "is not before 2023-06-18"),
        ("{tmp}/none.json", "there is no folder, file or revision"),
        ("{tmp}/broken.json", "cannot be read"),
        ("{tmp}/other.json", "is of format agencymap-report/0"),
    ],
)
def test_an_edition_that_cannot_be_compared_is_refused(
    tmp_path: Path, since: str, said: str
) -> None:
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "other.json").write_text('{"format": "agencymap-report/0"}')
    for command in ("overlap", "changes"):
        result = run(
            command, "--as-of", "2023-06-18", "--since", since.format(tmp=tmp_path), "-o", "-"
        )
        assert result.exit_code == 2
        assert said in result.output


def test_a_report_in_another_language_or_scope_is_refused(tiny: Registry) -> None:
    model = report_model(Snapshot(tiny, TINY_DAY), "en")
    with pytest.raises(AgencymapError, match="--lang en"):
        former_report(model, "old.json", "es", "")
    with pytest.raises(AgencymapError, match="another scope"):
        former_report(model, "old.json", "en", "tracing; Mexico")


def test_labels_of_one_side_of_a_timeline_do_not_meet() -> None:
    marks = [(date(2019, 1, d), f"2019-01-0{d}", "A: founded") for d in range(1, 9)]
    data = timeline(marks, date(2010, 1, 1), date(2020, 1, 1))
    for up in (True, False):
        at = sorted(e["at"] for e in data["events"] if e["up"] is up)
        assert len(at) == 4
        assert at[0] >= 0
        assert at[-1] <= 0.78
        assert all(b - a >= 0.2349 for a, b in pairwise(at))


# -- across the border and gaps --------------------------------------------------------------------


def mirrored() -> Registry:
    return world(
        domains=[domain("d", ("d.f", "d.f"), ("d.g", "d.g"))],
        places=[place("MX-SON"), place("MX-CHH")],
        agencies=[
            agency("us-a", duty("d.f", "accountable"), "d.g"),
            agency("us-b", "d.f"),
            agency("mx-x", duty("d.f", "accountable")),
            agency("mx-y", "d.g"),
            agency("mx-z", duty("d.f", places=["MX-SON"])),
        ],
        links=[
            link("one", ["us-b", "mx-z"], ["d.f"], places=["MX-SON"], since="2019-01-01"),
            link("two", ["us-a", "mx-x"], ["d.f"], since="2018-01-01"),
        ],
    )


def test_counterparts_have_a_row_for_each_place_that_differs() -> None:
    """F: A and X by a link anywhere, B and Z in Sonora; G: A and Y, nothing on file."""
    model = report_model(on(mirrored(), "2020-01-01"), "en")
    found = [
        (r[0], r[1], r[2].split()[0], r[3].split()[0], r[4]) for r in rows(model, "counterparts-d")
    ]
    assert found == [
        ("C-F01", "D.f National", "A", "X", "2"),
        ("C-F01a", "D.f In MX-SON", "B", "Z", "2"),
        ("C-F02", "D.g National", "A", "Y", "0"),
    ]
    (claim,) = [b for b in blocks(model, "finding") if "on both sides, " in b["sentence"]]
    assert "1 has a channel on file and none a written agreement" in claim["sentence"]


def test_the_lines_of_a_mirror_diagram_do_not_cross() -> None:
    model = report_model(on(mirrored(), "2020-01-01"), "en")
    (figure,) = [b for b in blocks(model, "figure") if b["form"] == "mirror"]
    lines = figure["data"]["lines"]
    assert [x["middle"] for x in lines] == sorted(x["middle"] for x in lines)
    assert [x["at"] for x in lines] == list(range(len(lines)))
    assert {x["id"]: x["style"] for x in lines} == {
        "C-F01": "dashed", "C-F01a": "dashed", "C-F02": "dotted",
    }  # fmt: skip
    table_ids = {r["id"] for r in table(model, "counterparts-d")["rows"]}
    assert {x["row"] for x in lines} == table_ids
    assert all(x["id"] in figure["alt"] for x in lines)


def test_no_line_crosses_in_the_real_registry(whole: Callable[[Lang], Model]) -> None:
    for b in blocks(whole("es"), "figure"):
        if b["form"] == "mirror":
            middles = [x["middle"] for x in b["data"]["lines"]]
            assert middles == sorted(middles)
            assert len(middles) <= 14


@pytest.mark.parametrize("lang", ["en", "es"])
def test_gaps_single_points_and_brokers_can_be_recounted(
    whole: Callable[[Lang], Model], on_file: AllFindings, lang: Any
) -> None:
    found, model = on_file, whole(lang)
    silent = [b for b in blocks(model, "table") if b["id"] in ("not-on-file", "not-accountable")]
    ids = [i for b in silent for r in b["rows"] if "id" in r for i in (r["id"], *r.get("also", ()))]
    gaps = [g for g in found.gaps if g.need is None and g.epistemic.value == "not-on-file"]
    assert sorted(ids) == sorted(g.id for g in gaps)
    assert len(rows(model, "single-points")) == len(found.points)
    brokers = [b for f in found.snapshot.registry.functions for b in found.brokers(f)]
    assert len(rows(model, "brokers")) == len(brokers)


def test_an_empty_scope_has_no_counterparts_and_says_so() -> None:
    empty = world(domains=[domain("d", "f")], agencies=[agency("us-a", "f")])
    text = str(report_model(on(empty, "2020-01-01"), "en"))
    assert "No function is held on both sides." in text
    assert "0 of 0" not in text


def test_a_timeline_is_printed(tiny: Registry) -> None:
    found = AllFindings(Snapshot(tiny, TINY_DAY))
    former = former_edition(found.on(date(2016, 1, 31)), "en")
    model = report_model(found.snapshot, "en", found, since=former)
    (section,) = [s for s in model["sections"] if s["id"] == "changes"]
    marks = [(date(2018, 12, 14), "2018-12-14", "PGR"), (date(2018, 12, 20), "2018-12-20", "FGR")]
    data = timeline(marks, date(2016, 1, 31), TINY_DAY)
    figure = {"kind": "figure", "id": "f", "number": 9, "form": "timeline", "title": "When"}
    section["blocks"].append({**figure, "alt": "Two events.", "data": data, "notes": []})
    pages = PdfReader(io.BytesIO(report_pdf(model))).pages
    text = " ".join(p.extract_text() for p in pages)
    assert "2018-12-14" in text
    assert "Nothing on file differs" in text or "Entries that differ" in text
    assert 'class="timeline"' in report_page(model)
