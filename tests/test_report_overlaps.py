"""The overlap register, its map, explained overlaps and coverage: counted by hand and recounted."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from agencymap.analysis.overlap import find_overlaps
from agencymap.analysis.scope import Scope, ScopedFindings
from agencymap.analysis.whole import AllFindings
from agencymap.model import Review
from agencymap.registry import Registry
from agencymap.render.pdf import report_pdf
from agencymap.report import report_model
from agencymap.report.base import Layout, Writer
from agencymap.report.overlaps import pair_lines
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country, Lang
from tests.builders import cite
from tests.conftest import TINY_DAY, pages_of
from tests.test_report import blocks, rows, table

Model = dict[str, Any]
OVERLAP = "overlap:us-atf:us-cbp:trace.analysis"


@pytest.fixture(scope="module", params=["en", "es"])
def model(request: pytest.FixtureRequest, whole: Callable[[Lang], Model]) -> Model:
    return whole(request.param)


def review(**more: Any) -> Review:
    return Review.model_validate(
        {
            "finding": OVERLAP,
            "judgement": "explained",
            "reason": {"en": "ATF has the system.", "es": "La ATF tiene el sistema."},
            "reviewed": "2023-01-15",
            "until": "2024-01-15",
            "citations": cite(source="report"),
            **more,
        }
    )


def report(registry: Registry, day: str, **changes: Any) -> Model:
    changed = dataclasses.replace(registry, **changes)
    return report_model(Snapshot(changed, date.fromisoformat(day)), "en")


# -- reviews ---------------------------------------------------------------------------------------


def test_an_explained_overlap_stands_apart_until_its_review_lapses(tiny: Registry) -> None:
    """On its first and last day it is explained; the day after it is back, and that is said."""
    reviews = (review(),)
    before = report(tiny, "2023-01-14", reviews=reviews)
    assert [r[0][:5] for r in rows(before, "overlaps-us")] == ["US-01"]
    assert "Review lapsed" not in str(before)

    for day in ("2023-01-15", "2024-01-15"):
        apart = report(tiny, day, reviews=reviews)
        assert "overlaps-us" not in {b["id"] for b in blocks(apart, "table")}
        (row,) = rows(apart, "explained")
        assert row[0] == "US-01 0"
        assert row[3].startswith("Explained:  ATF has the system.")
        assert "Review valid until January 15, 2024." in row[3]
        assert apart["highlights"]["numbers"][3:5] == [["Overlaps", 1], ["of them, explained", 1]]
        # it counts still
        assert [r[1:] for r in rows(apart, "coverage")] == [["1", "0 of 1", "0 of 1", "0 of 1"]]

    back = report(tiny, "2024-01-16", reviews=reviews)
    (row,) = rows(back, "overlaps-us")
    assert "Review lapsed, January 15, 2024:  ATF has the system." in row[3]
    assert "explained" not in {b["id"] for b in blocks(back, "table")}


def test_of_two_reviews_the_later_one_counts(tiny: Registry) -> None:
    later = review(until="2025-01-15", reviewed="2024-01-10")
    apart = report(tiny, "2024-01-16", reviews=(later, review()))
    assert len(rows(apart, "explained")) == 1


def test_every_reviewed_overlap_of_the_registry_is_on_file_when_reviewed(real: Registry) -> None:
    named = [r for r in real.reviews if r.finding.startswith("overlap:")]
    assert named
    for r in named:
        found = find_overlaps(Snapshot(real, r.reviewed.latest), agency=r.finding.split(":")[1])
        assert r.finding in {o.id for o in found}


# -- the register ----------------------------------------------------------------------------------


def register_ids(model: Model) -> list[str]:
    """Return the overlaps that the tables of the register hold, those of a grouped row too."""
    found = []
    for b in blocks(model, "table"):
        if re.match("(overlaps|bare)-(us|mx)$|explained$", b["id"]):
            for row in b["rows"]:
                if row.get("id", "").startswith("overlap:"):
                    found += [row["id"], *row.get("also", [])]
    return found


def test_the_register_holds_each_overlap_once(model: Model, on_file: AllFindings) -> None:
    overlaps = [o.id for o in on_file.overlaps]
    assert sorted(register_ids(model)) == sorted(overlaps)


def test_every_pair_leads_to_a_basis_that_is_stated(model: Model) -> None:
    """B-numbers stand once, and each that is named is stated."""
    stated: list[str] = []
    named: set[str] = set()
    for country in ("us", "mx"):
        for row in rows(model, f"bare-{country}"):
            if row[0].startswith("B-"):
                stated.append(row[0])
            else:
                named |= set(re.findall(r"B-\d+", row[1]))
        for row in rows(model, f"overlaps-{country}"):
            named |= set(re.findall(r"B-\d+", row[2]))
    assert len(stated) == len(set(stated))
    assert named == set(stated)


def test_a_row_of_several_pairs_can_be_taken_apart(on_file: AllFindings) -> None:
    w = Writer(ScopedFindings(on_file), "en", Layout())
    mine = [
        o for o in w.overlaps if o.function == "policy.bilateral" and o.agencies[0].startswith("us")
    ]
    assert pair_lines(w, mine[:1]) == [" × ".join(map(w.agency, mine[0].agencies))]
    firsts = [o for o in mine if o.agencies[0] == mine[0].agencies[0]]
    (line,) = pair_lines(w, firsts[:2])
    assert line == f"{w.agency(firsts[0].agencies[0])} × " + ", ".join(
        w.agency(o.agencies[1]) for o in firsts[:2]
    )


def test_a_short_report_has_the_words_of_each_basis_in_its_rows(on_file: AllFindings) -> None:
    found = report_model(
        on_file.snapshot, "en", on_file, scope=Scope(functions=("trace.analysis",))
    )
    ids = {b["id"] for b in blocks(found, "table")}
    assert "bare-us" not in ids
    assert len(register_ids(found)) == 5
    # each block of the figure is an overlap of the register
    (figure,) = [b for b in blocks(found, "figure") if b["form"] == "overlapblocks"]
    drawn = [x["id"] for c in figure["data"]["columns"] for x in c["blocks"]]
    assert sorted(drawn) == [f"US-0{n}" for n in range(1, 6)]
    assert all(x in figure["alt"] for x in drawn)


# -- figure, coverage, candidates ------------------------------------------------------------------


def test_the_map_has_a_mark_for_each_pair_of_a_function(model: Model, on_file: AllFindings) -> None:
    snapshot, overlaps = on_file.snapshot, on_file.overlaps
    panels = {
        p["id"]: p
        for b in blocks(model, "figure")
        if b["form"] == "overlapmap"
        for column in b["data"]["columns"]
        for p in column
    }
    panel = panels["map-mx-intel.fusion"]
    mine = [
        o
        for o in overlaps
        if o.function == "intel.fusion" and snapshot.country(o.agencies[0]) is Country.MX
    ]
    assert sorted(panel["grades"]) == sorted(o.grade.value for o in mine)
    assert len(panel["marks"]) == len(mine)
    assert len({(m["row"], m["column"]) for m in panel["marks"]}) == len(mine)
    assert all(m["column"] < m["row"] < len(panel["agencies"]) for m in panel["marks"])


def test_coverage_of_a_function_is_recounted(model: Model, on_file: AllFindings) -> None:
    overlaps = on_file.overlaps
    counted = dict(
        zip(
            (r["id"] for r in table(model, "coverage")["rows"] if "id" in r),
            rows(model, "coverage"),
            strict=True,
        )
    )
    row = counted["coverage-intel.fusion"]
    grades = [o.grade.value for o in overlaps if o.function == "intel.fusion"]
    assert row[1] == str(len(grades))
    assert [int(x.split()[0]) for x in row[2:]] == [sum(g >= k for g in grades) for k in (2, 3, 4)]


def test_candidates_are_listed_each_once_with_what_is_missing(
    model: Model, on_file: AllFindings
) -> None:
    known = {r.finding for r in on_file.snapshot.registry.reviews}
    wanted = {
        f"duplication:{o.id.partition(':')[2]}"
        for o in on_file.overlaps
        if o.duplication_candidate and o.id not in known
    }
    found = table(model, "duplication")
    ids = [i for r in found["rows"] if "id" in r for i in (r["id"], *r.get("also", []))]
    assert sorted(ids) == sorted(wanted)
    note, settle = found["notes"]
    assert settle["text"].count(";") <= 1  # what all lack is said once, below
    assert settle["text"].split(";")[0].removesuffix(".") not in str(found["rows"])
    if model["meta"]["lang"] == "es":
        assert note["text"].endswith(
            "No es una determinación de duplicidad de funciones en términos de ley."
        )
    assert "GAO" in note["text"]


# -- highlights ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "lang"),
    [
        (Scope(), "en"),
        (Scope(), "es"),
        (Scope(functions=("trace",)), "es"),
        (Scope(places=("MX-SON",)), "es"),
        (Scope(agencies=("us-atf", "us-hsi", "us-cbp")), "es"),
        (Scope(countries=(Country.MX,)), "es"),
    ],
    ids=["whole-en", "whole", "trace", "sonora", "three", "mexico"],
)
def test_the_highlights_fill_one_page(on_file: AllFindings, lang: Any, scope: Scope) -> None:
    """Only front pages are printed: cover, highlights, contents."""
    model = report_model(on_file.snapshot, lang, on_file, scope=scope)
    pages = pages_of(report_pdf({**model, "sections": model["sections"][:1]}))
    assert pages[2].count(model["words"]["contents"]) >= 1
    assert model["highlights"]["missing_title"] in pages[1]
    titles = [s[0] for s in model["highlights"]["side"]]
    assert ("Términos mexicanos" in titles) == (lang == "es")


def test_the_tiny_day_is_the_day_of_the_tiny_world(tiny: Registry) -> None:
    """The reviews above lie before it; without one nothing is explained."""
    assert "Explained" not in str(report_model(Snapshot(tiny, TINY_DAY), "en"))
