"""The work queue: what is on it, why, and in which order; as text, as JSON and as a page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from agencymap.analysis.whole import AllFindings
from agencymap.cli import main
from agencymap.model import Review
from agencymap.queue import Item, Reason, Work, resting, work_queue
from agencymap.registry import Registry
from agencymap.render.queue import _REASONS, _WORK, queue_page, why
from agencymap.rules import check_registry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import LANGS, Lang
from tests.builders import TEXT, agency, cite, domain, duty, instrument, link, mechanism, on, world
from tests.conftest import TINY

DAY = "2026-01-01"


def queue(registry: Registry, day: str = DAY) -> list[Item]:
    return work_queue(AllFindings(on(registry, day)))


def only(items: list[Item], *works: Work) -> list[tuple[str, str]]:
    return [(i.id, i.reason.value) for i in items if i.work in works]


def small(**more: object) -> Registry:
    """A world of two holders of one function on each side."""
    read = {"spanish_reviewed": "2026-01-01"}
    given = {
        "agencies": [
            agency("us-a", duty("d.f", citations=cite("2025")), **read),
            agency("us-b", duty("d.f", citations=cite("2025")), **read),
            agency("mx-c", duty("d.f", citations=cite("2025")), **read),
        ],
        "domains": [domain("d", ("d.f", "d.f"))],
        **more,
    }
    return world(**given)  # type: ignore[arg-type]


def test_a_fresh_registry_leaves_nothing_to_do() -> None:
    assert queue(small()) == []


# -- what is on it -------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "old"), [("2010-12-30", False), ("2010-12-31", True)])
def test_a_claim_past_its_time(day: str, old: bool) -> None:
    registry = small(links=[link("x", ["us-a", "us-b"], ["d.f"], citations=cite("2000-12-31"),
                                 spanish_reviewed="2001")])  # fmt: skip
    wanted = [("x", "stale-claim")] if old else []
    assert only(queue(registry, day), Work.STALE) == wanted


def test_the_queue_and_the_rule_agree(real: Registry) -> None:
    day = date(2031, 6, 30)
    found = {f.about for f in check_registry(real, day) if f.rule == "stale-claim"}
    items = work_queue(AllFindings(Snapshot(real, day)))
    assert {i.id for i in items if i.work is Work.STALE} == found
    assert len(found) > 20


@pytest.mark.parametrize(
    ("until", "status", "reason"),
    [
        ("2026-04-01", "in-force", "ends"),
        ("2026-04-02", "in-force", None),  # 91 days off
        ("2026-01-02", "signed", "ends"),
        ("2026-01-01", "in-force", "ended"),
        ("2020", "in-force", "ended"),
        ("2020", "expired", None),
        ("2026-03", "in-force", "ends"),
        (None, "in-force", None),
    ],
)
def test_an_instrument_that_ends(until: str | None, status: str, reason: str | None) -> None:
    more = {"until": until} if until else {}
    text = instrument("i", ["us-a"], ["d.f"], status=status, spanish_reviewed="2025", **more)
    found = only(queue(small(instruments=[text])), Work.EXPIRING)
    assert found == ([("i", reason)] if reason else [])


def review(until: str, finding: str = "overlap:us-a:us-b:d.f") -> Review:
    return Review.model_validate(
        {"finding": finding, "judgement": "explained", "reason": TEXT, "reviewed": "2025-01-01",
         "until": until, "citations": cite()}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("until", "reason"),
    [("2026-04-01", "lapses"), ("2026-04-02", None), ("2026-01-01", "lapses"), ("2025", "lapsed")],
)
def test_a_review_that_lapses(until: str, reason: str | None) -> None:
    registry = replace(small(), reviews=(review(until),))
    wanted = [("overlap:us-a:us-b:d.f", reason)] if reason else []
    assert only(queue(registry), Work.REVIEW) == wanted


def test_a_renewed_review_is_none_that_lapses() -> None:
    registry = replace(small(), reviews=(review("2028"), review("2025")))
    assert only(queue(registry), Work.REVIEW) == []


def test_spanish_that_is_missing_or_unread() -> None:
    same = {"en": "Same.", "es": "Same."}
    registry = small(
        agencies=[agency("us-a", duty("d.f", statement=same, citations=cite("2025")))],
        mechanisms=[mechanism("m", ["us-a"], ["d.f"], citations=cite("2025"))],
    )
    assert sorted(only(queue(registry), Work.TRANSLATION)) == [
        ("m", "unreviewed"),
        ("us-a", "unreviewed"),
        ("us-a/d-f", "untranslated"),
    ]


def test_claims_on_weak_sources(tiny: Registry) -> None:
    def kind(name: str) -> Registry:
        source = tiny.sources["report"].model_copy(update={"kind": name})
        return replace(tiny, sources={**tiny.sources, "report": source})

    assert only(queue(tiny, "2026-12-01"), Work.WEAK) == []
    for name, reason in (("news", "press"), ("official-republished", "republished")):
        found = dict(only(queue(kind(name), "2026-12-01"), Work.WEAK))
        assert set(found.values()) == {reason}
        assert {"us-atf/operate", "us-atf/once-a-year", "us-cbp/trace-data", "etrace"} <= set(found)
        assert "letter-2009" not in found  # its state is not known: nothing is said to stand
        assert "mx-pgr/request" not in found  # ended


# -- the order -----------------------------------------------------------------------------------


def test_what_rests_on_a_record(tiny: Registry) -> None:
    found = AllFindings(on(tiny, "2023-06-18"))
    on_record: dict[str, set[str]] = {}
    for finding, records in resting(found):
        for record in records:
            on_record.setdefault(record, set()).add(finding)
    assert on_record["us-cbp/trace-data"] == {"need:us-cbp/trace-data"}
    assert on_record["us-atf/inspect"] >= {
        "gap:accountability:supply.inspect:us:anywhere",
        "single-point:sole-holder:us:supply.inspect:us-atf",
    }
    assert "overlap:us-atf:us-cbp:trace.analysis" in on_record["us-atf/analysis"]
    assert "counterpart:us-atf:trace.operate:anywhere" in on_record["us-atf/operate"]
    assert "counterpart:us-atf:trace.operate:anywhere" in on_record["mx-fgr/request"]
    assert "counterpart:us-atf:trace.operate:anywhere" in on_record["etrace"]  # the channel
    assert "us-atf/once-a-year" not in on_record


def test_the_heaviest_first_then_the_oldest(tiny: Registry, real: Registry) -> None:
    for registry, day in ((tiny, "2035-01-01"), (real, "2028-01-01")):
        items = queue(registry, day)
        keys = [(-i.findings, i.day or date.max) for i in items]
        assert keys == sorted(keys)
        assert len(items) > 10
    weights = {i.id: i.findings for i in queue(tiny, "2035-01-01")}
    assert weights["us-atf"] > weights["us-atf/analysis"] > weights["us-atf/once-a-year"] == 0


def test_an_item_stands_at_a_place_that_is_there(real: Registry) -> None:
    kinds = set()
    for item in queue(real, "2028-01-01"):
        assert (item.kind, item.record) in real.source_maps
        kinds.add(item.work)
    assert kinds >= {Work.STALE, Work.REVIEW, Work.WEAK}  # all Spanish has been read


# -- how it is told ------------------------------------------------------------------------------


def test_every_reason_and_kind_has_words() -> None:
    assert set(_REASONS) == set(Reason)
    assert set(_WORK) == set(Work)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("reason", Reason)
def test_a_reason_is_a_sentence_with_and_without_a_day(reason: Reason, lang: Lang) -> None:
    item = Item(Work.STALE, reason, "x", "agency", "x", (), 1, date(2020, 5, 1), 10)
    for one in (item, replace(item, day=None)):
        text = why(one, lang)
        assert text.endswith(".")
        assert "{" not in text
        assert "None" not in text


def stale(*arguments: str, day: str = "2035-01-01") -> str:
    line = ["stale", "--registry", str(TINY), "--on", day, *arguments]
    result = CliRunner().invoke(main, line)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command() -> None:
    text = stale("--limit", "1", "--kind", "stale")
    assert text == (
        "4  us-atf/analysis: find a newer source [stale]\n"
        "   The newest source speaks of October 31, 2023, more than 10 years ago.\n"
        f"   {TINY.as_posix()}/agencies/us/us-atf.yaml:28:5\n"
    )
    spanish = stale("--limit", "1", "--kind", "translation", "--lang", "es")
    assert "us-atf: atender el español [translation]" in spanish
    assert "El español no tiene segunda lectura; último cotejo: 24 de noviembre de 2026." in spanish
    assert stale("--kind", "expiring") == "Nothing to do on this day.\n"


def test_the_command_as_json() -> None:
    document = json.loads(stale("--format", "json", "--kind", "stale", "--kind", "weak"))
    assert document["as_of"] == "2035-01-01"
    first = document["results"][0]
    assert first == {
        "id": "us-atf/analysis",
        "kind": "stale",
        "reason": "stale-claim",
        "findings": 4,
        "day": "2023-10-31",
        "file": f"{TINY.as_posix()}/agencies/us/us-atf.yaml",
        "line": 28,
        "column": 5,
        "work": "find a newer source",
        "sentence": "The newest source speaks of October 31, 2023, more than 10 years ago.",
    }
    assert {r["kind"] for r in document["results"]} == {"stale"}


def test_a_limit_says_how_much_is_left() -> None:
    result = CliRunner().invoke(main, ["stale", "--registry", str(TINY), "--limit", "2",
                                       "--on", "2035-01-01"])  # fmt: skip
    assert result.stderr.startswith("2 of ")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--on", "2035"], "'2035' is not a day; write it as 2023-06-18"),
        (["--kind", "old"], "'old' is not one of 'stale'"),
        (["--limit", "0"], "0 is not in the range x>=1"),
        (["--registry", "nowhere"], "nowhere is not a folder"),
    ],
)
def test_misuse(options: list[str], message: str) -> None:
    result = CliRunner().invoke(main, ["stale", *options])
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_the_page(tiny: Registry, tiny_site: Path) -> None:
    page = queue_page(AllFindings(on(tiny, "2035-01-01")), "en")
    assert '<th scope="row"><a href="agencies/us-atf.en.html">us-atf/analysis</a></th>' in page
    assert "<td>agencies/us/us-atf.yaml</td>" in page
    assert TINY.as_posix() not in page
    assert '<html lang="es-MX">' in (tiny_site / "queue.es.html").read_text(encoding="utf-8")
    for lang in LANGS:
        assert f'href="queue.{lang}.html"' in (tiny_site / f"about.{lang}.html").read_text("utf-8")
    items = queue(tiny, "2035-01-01")
    assert page.count('<th scope="row">') == len(items)
    for item in items:
        if f'href="agencies/{item.record}.en.html"' in page:
            assert (tiny_site / "agencies" / f"{item.record}.en.html").is_file()
