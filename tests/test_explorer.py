"""The explorer's file and the layout of its map, without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from agencymap.interface import WORDS
from agencymap.layout import BOTTOM, TOP, Box, map_layout, text_width
from agencymap.loading import load_registry
from agencymap.registry import Registry
from agencymap.render.explorer import explorer_data as page_data
from agencymap.render.explorer import explorer_page, page_script
from agencymap.render.pages import asset
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country, Level
from tests.builders import agency, cite, domain, duty, on, world
from tests.conftest import TINY
from tests.oracle import explorer_data

DAY = date(2023, 6, 18)


@pytest.fixture(scope="module")
def page(tiny: Registry) -> str:
    return explorer_page(Snapshot(tiny, DAY))


def test_only_hashed_scripts_and_styles_may_run(page: str) -> None:
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
    policy = policy.replace("&#39;", "'")
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "connect-src" not in policy  # default-src 'none' forbids every request
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not re.search(r"<(?:link|img|iframe|object|embed)\b", page)
    assert not re.search(r'\bon[a-z]+="', page.split("<script", 1)[0])
    assert ' style="' not in page.split("<script", 1)[0]


def test_a_script_in_every_text_stays_a_text(tmp_path: Path) -> None:
    """`<script>` in each text field of the tiny world reaches no page as markup."""
    shutil.copytree(TINY, tmp_path / "registry")
    attack = "<script>alert(1)</script><!--"
    for file in (tmp_path / "registry").rglob("*.yaml"):
        document = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        file.write_text(
            yaml.safe_dump(_attacked(document, attack), allow_unicode=True), encoding="utf-8"
        )
    registry = load_registry(tmp_path / "registry")
    assert registry.agencies["us-atf"].mandate.en.endswith(attack)
    text = explorer_page(Snapshot(registry, DAY))
    assert "<script>alert" not in text
    assert text.count("<!--") == 0
    from agencymap.render.report import report_page
    from agencymap.report import report_model

    report = report_page(report_model(Snapshot(registry, DAY), "en"))
    assert report.count("<script") == 1  # our own, allowed by its hash
    assert "&lt;script&gt;" in report


def _attacked(value: Any, attack: str) -> Any:
    """Add the attack to every text in two languages, quote, title and publisher."""
    if isinstance(value, dict):
        return {
            k: f"{v} {attack}"
            if isinstance(v, str) and k in ("en", "es", "text", "publisher", "title")
            else v
            if k == "article"  # one of a few words
            else _attacked(v, attack)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [_attacked(v, attack) for v in value]
    return value


def test_every_word_of_the_interface_is_in_both_languages() -> None:
    for key, (english, spanish) in WORDS.items():
        assert english.strip(), key
        assert spanish.strip(), key
        slots = set(re.findall(r"\{(\w+)\}", english))
        # "de" and "a" run into the article: {deb} stands for {b} after "de"
        said = {re.sub(r"^(?:de|al)(?=\w)", "", x) for x in re.findall(r"\{(\w+)\}", spanish)}
        assert slots == said, key


def test_same_registry_same_day_same_bytes(tiny: Registry, page: str) -> None:
    assert explorer_page(Snapshot(load_registry(TINY), DAY)) == page


def test_every_claim_on_the_page_has_a_source(real: Registry) -> None:
    data = explorer_data(Snapshot(real, date(2026, 11, 22)))
    for a in data["agencies"]:
        for claim in [*a["d"], *a.get("l", []), *a.get("nd", [])]:
            assert claim["src"], claim["id"]
            for cited in claim["src"]:
                assert all(cited["p"]), claim["id"]
                assert data["sources"][cited["s"]]["pub"]
    for tie in data["ties"]:
        assert "src" in tie or tie["m"] in {m["id"] for m in data["mechanisms"]}


def test_no_word_of_the_interface_is_left_over() -> None:
    """Each is named in the template, the script or the renderer; a few are put together there."""
    pages = "".join([asset("explorer.html"), page_script()])
    prefixes = tuple(re.findall(r"`([A-Za-z]+\.[A-Za-z.]*|bars)\$\{", pages))
    assert len(prefixes) > 10

    def used(key: str) -> bool:
        stem = re.sub(r"(?:1|N)$", "", key)  # by number: w(n === 1 ? "overlap1" : "overlapN")
        shown = any(k in pages and re.search(rf"\b{re.escape(k)}\b", pages) for k in (key, stem))
        return shown or key.startswith(prefixes)

    listed = {*Country, *Level}
    assert [k for k in WORDS if k not in listed and not used(k)] == []


# -- the layout ------------------------------------------------------------------------------------


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.w <= other.x
        or other.x + other.w <= one.x
        or one.y + one.h <= other.y
        or other.y + other.h <= one.y
    )


@pytest.mark.parametrize("day", ["2012-06-01", "2018-06-01", "2023-06-18", "2026-11-22"])
def test_boxes_stand_apart_and_inside_their_blocks(real: Registry, day: str) -> None:
    layout = map_layout(on(real, day), {})
    for boxes in (layout.rest, layout.phone, *layout.opened.values()):
        blocks = {b.block: b for b in boxes if b.kind == "block"}
        assert all(apart(a, b) for a, b in combinations(blocks.values(), 2))
        small = [b for b in boxes if b.kind in ("agency", "series", "more")]
        for a, b in combinations(small, 2):
            assert a.block != b.block or apart(a, b), (a.id, b.id)
        for b in small:
            block = blocks[b.block]
            assert block.x <= b.x, b.id
            assert b.x + b.w <= block.x + block.w + 0.2, b.id
            assert block.y <= b.y, b.id
            assert b.y + b.h <= block.y + block.h, b.id


def test_every_label_fits_its_box_in_both_languages(real: Registry) -> None:
    from agencymap.layout import box_label

    snapshot = on(real, "2026-11-22")
    for box in map_layout(snapshot, {}).rest:
        if box.kind in ("agency", "series"):
            for lang in ("en", "es"):
                label = box_label(snapshot, box.id, lang)
                number = f" {box.inside}" if box.inside else ""
                assert text_width(label, 12, bold=True) + text_width(number, 12) <= box.w, label


def test_every_agency_has_a_home_on_the_map(real: Registry) -> None:
    snapshot = on(real, "2026-11-22")
    layout = map_layout(snapshot, {})
    boxes = {b.id for b in layout.rest}
    for id_ in snapshot.agencies:
        if snapshot.country(id_).value != "int":
            assert layout.home[id_] in boxes, id_
    for block, opened in layout.opened.items():
        assert opened[0].id == f"block:{block}"


def test_an_opened_department_lies_over_its_own_column_with_all_its_units(real: Registry) -> None:
    snapshot = on(real, "2026-11-22")
    layout = map_layout(snapshot, {})
    rest = {b.id: b for b in layout.rest}
    for block, (frame, *units) in layout.opened.items():
        home = rest[f"block:{block}"]
        assert (frame.x, frame.w) == (home.x, home.w)
        assert frame.y <= home.y
        assert frame.y >= TOP
        assert frame.y + frame.h <= BOTTOM + 0.2  # every department of today has room
        inside = {
            a
            for a in snapshot.agencies
            if (b := real.block_of(a, snapshot.day)) is not None and b.id == block
        }
        roots = {a for b in real.blocks if b.id == block for a in b.agencies} & inside
        assert {u.id for u in units} == inside - roots


def test_a_new_agency_moves_nothing_outside_its_own_department(tiny: Registry) -> None:
    before = {b.id: b for b in map_layout(on(tiny, "2023-06-18"), {}).rest}
    grown = {
        **tiny.agencies,
        "us-atf-ntc": agency(
            "us-atf-new",
            duty("trace.operate", citations=cite(source="report")),
            parents=[{"agency": "us-doj"}],
            acronym="NEW",
        ).model_copy(update={"id": "us-atf-ntc"}),
    }
    from dataclasses import replace

    registry = replace(tiny, agencies=dict(sorted(grown.items())))
    after = {b.id: b for b in map_layout(on(registry, "2023-06-18"), {}).rest}
    assert "us-atf-ntc" in after
    moved = {
        id_
        for id_, box in before.items()
        if (box.x, box.y, box.w, box.h) != tuple(getattr(after[id_], k) for k in "xywh")
    }
    assert {before[id_].block for id_ in moved} <= {"us-justice"}


def test_the_order_of_ties_decides_nearness_to_the_middle() -> None:
    registry = world(
        domains=[domain("d", "f")],
        agencies=[agency("us-a", "f"), agency("us-b", "f"), agency("us-c", "f")],
        blocks=[],
    )
    assert map_layout(on(registry, "2020-01-01"), {"us-b": 9}).rest[-1].kind == "domain"


def test_the_data_is_json_and_small(real: Registry) -> None:
    text = json.dumps(page_data(Snapshot(real, date(2026, 11, 22))), ensure_ascii=False)
    assert len(text.encode()) < 4_000_000


def test_the_first_page_shows_no_need_that_no_source_speaks_of_yet(tiny: Registry) -> None:
    """The need is reported in October 2023: in June it is uncertain, in December it is not."""
    early = explorer_data(on(tiny, "2023-06-18"))["onFile"]
    late = explorer_data(on(tiny, "2023-12-31"))["onFile"]
    assert (len(early), len(late)) == (0, 1)


def test_a_correction_leads_to_the_line_of_the_record(tmp_path: Path) -> None:
    """With a repository named, to file and line; without one no place is carried."""
    folder = tmp_path / "registry"
    shutil.copytree(TINY, folder)
    day = date(2023, 6, 18)
    assert page_data(Snapshot(load_registry(folder), day))["where"] == {}
    with (folder / "registry.yaml").open("a", encoding="utf-8") as file:
        file.write("corrections: https://code.example/team/map\n")
    where = page_data(Snapshot(load_registry(folder), day))["where"]
    assert where["us-atf/operate"] == "agencies/us/us-atf.yaml#L12"
    assert where["us-atf/once-a-year"] == "agencies/us/us-atf.yaml#L43"
    assert where["us-atf"] == "agencies/us/us-atf.yaml#L1"
    assert str(tmp_path) not in json.dumps(where)
