"""What a statement rests on: the press alone, republished copies, or something firmer."""

from __future__ import annotations

from typing import Any

import pytest

from agencymap.model import Source
from agencymap.report import report_model
from agencymap.sentences import Speaker
from agencymap.views import agency_row
from agencymap.vocabulary import Footing, SourceKind, footing
from tests.builders import SOURCE, agency, cite, domain, duty, on, world


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["news"], Footing.PRESS),
        (["news", "reference"], Footing.PRESS),
        (["official-republished"], Footing.REPUBLISHED),
        (["official-republished", "news"], Footing.REPUBLISHED),
        (["official", "news"], Footing.FIRM),
        (["research"], Footing.FIRM),
        (["testimony"], Footing.FIRM),
        (["statute"], Footing.FIRM),
    ],
)
def test_footing(kinds: list[str], expected: Footing) -> None:
    assert footing(map(SourceKind, kinds)) is expected


def source(id: str, kind: str) -> Source:
    return Source.model_validate({**SOURCE.model_dump(mode="json"), "id": id, "kind": kind})


@pytest.mark.parametrize(
    ("lang", "words", "printed"),
    [
        ("en", "press or reference only", "press"),
        ("es", "solo en prensa u obra de consulta", "prensa"),
    ],
)
def test_a_weak_statement_says_so_wherever_it_is_shown(lang: Any, words: str, printed: str) -> None:
    registry = world(
        domains=[domain("d", "f")],
        sources=[source("paper", "news")],
        agencies=[
            agency("us-a", duty("f", citations=cite(source="paper"))),
            agency("us-b", duty("f")),
        ],
    )
    snapshot = on(registry, "2021-02-22")
    speaker = Speaker(snapshot, lang)
    weak, firm = (agency_row(speaker, a)["responsibilities"][0] for a in ("us-a", "us-b"))
    assert (weak["footing"], firm["footing"]) == (words, "")
    runs = [
        run
        for section in report_model(snapshot, lang)["sections"]
        for block in section["blocks"]
        if block["kind"] == "table" and block["id"] == "overlaps-us"
        for row in block["rows"]
        for cell in row["cells"]
        for paragraph in cell
        for run in paragraph
        if "cite" in run
    ]
    assert [run.get("weak") for run in runs] == [printed, None]
