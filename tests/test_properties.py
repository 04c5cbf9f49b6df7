"""What holds for every registry: checked on many small ones."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencymap.analysis.coordination import coverage
from agencymap.analysis.overlap import find_overlaps
from agencymap.dates import Holds, PartialDate, holds_on
from agencymap.errors import RegistryError
from agencymap.graph import build_graph
from agencymap.language import fold
from agencymap.loading import load_registry
from agencymap.registry import Registry
from tests.builders import agency, domain, duty, link, on, place, world
from tests.conftest import TINY

DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))
FUNCTIONS = ["d", "d.a", "d.b", "e.a"]
PLACES = ["US", "US-AZ", "US-TX"]


@st.composite
def registries(draw: st.DrawFn) -> Registry:
    """Draw up to five agencies with duties of all shapes, some below others, some linked."""
    ids = [f"us-{c}" for c in "abcde"[: draw(st.integers(2, 5))]]
    agencies = []
    for n, id_ in enumerate(ids):
        duties = [
            duty(
                draw(st.sampled_from(FUNCTIONS)),
                draw(st.sampled_from(["accountable", "responsible", "supporting"])),
                id=f"x{i}",
                places=draw(st.sets(st.sampled_from(PLACES), max_size=2).map(sorted)),
                subjects=draw(st.sampled_from([[], ["firearms"], ["drugs"], ["all"]])),
                status=draw(st.sampled_from(["asserted", "contested", "announced"])),
                **draw(st.sampled_from([{}, {"since": "2003"}, {"until": "2018-12"}])),
            )
            for i in range(draw(st.integers(0, 3)))
        ]
        parents = [{"agency": draw(st.sampled_from(ids[:n]))}] if n and draw(st.booleans()) else []
        agencies.append(agency(id_, *duties, parents=parents))
    links = [
        link(f"l{i}", draw(st.permutations(ids))[:2], [draw(st.sampled_from(FUNCTIONS))])
        for i in range(draw(st.integers(0, 3)))
    ]
    return world(
        domains=[domain("d", "d.a", "d.b"), domain("e", "e.a")],
        places=[place("US-AZ"), place("US-TX")],
        agencies=agencies,
        links=links,
    )


@given(registries(), DAYS)
def test_overlaps_are_pairs_once_between_strangers_on_the_same_day(
    registry: Registry, day: date
) -> None:
    snapshot = on(registry, day.isoformat())
    found = find_overlaps(snapshot)
    assert len({o.id for o in found}) == len(found)
    for o in found:
        one, other = o.agencies
        assert one < other
        assert snapshot.distinct(one, other)
        assert 0 <= o.grade.value <= 4
        for pair in o.pairs:
            for area in (pair.one, pair.other):
                assert area.responsibility.status != "announced"
                assert snapshot.certainty(area) is not Holds.NO
    assert coverage(o.grade.value for o in found).total == len(found)
    assert find_overlaps(snapshot) == found


@given(registries(), DAYS)
def test_ignoring_geography_only_adds(registry: Registry, day: date) -> None:
    snapshot = on(registry, day.isoformat())
    near = {o.id for o in find_overlaps(snapshot)}
    assert near <= {o.id for o in find_overlaps(snapshot, ignore_geography=True)}


@given(registries(), DAYS, st.sampled_from(["us-a", "us-b"]))
def test_the_overlaps_of_one_agency_are_those_that_name_it(
    registry: Registry, day: date, who: str
) -> None:
    snapshot = on(registry, day.isoformat())
    mine = [o for o in find_overlaps(snapshot) if who in o.agencies]
    assert find_overlaps(snapshot, agency=who) == mine


@given(registries(), DAYS)
def test_every_edge_of_the_graph_is_a_record(registry: Registry, day: date) -> None:
    graph = build_graph(registry, as_of=day)
    ids = {a.id for a in registry.areas} | set(registry.cooperations)
    for _, _, key, data in graph.edges(keys=True, data=True):
        if data["kind"] in ("responsible-for", "cooperates-with"):
            assert key in ids
    assert not any(data["kind"] == "responsible-for" and data["status"] == "retired"
                   for *_, data in graph.edges(data=True))  # fmt: skip


@given(DAYS, DAYS, DAYS)
def test_a_span_is_half_open(first: date, last: date, day: date) -> None:
    since, until = PartialDate(first.isoformat()), PartialDate(last.isoformat())
    expected = Holds.YES if first <= day < last else Holds.NO
    assert holds_on(day, since, until) is expected


@given(st.integers(1990, 2030), st.integers(1, 12), DAYS)
def test_a_month_is_uncertain_only_inside_itself(year: int, month: int, day: date) -> None:
    since = PartialDate(f"{year}-{month:02d}")
    first = date(year, month, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    answer = holds_on(day, since, None)
    if day < first:
        assert answer is Holds.NO
    elif day >= last:
        assert answer is Holds.YES
    else:
        assert answer is Holds.UNCERTAIN


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_of_a_file_end_in_a_traceback(tmp_path: Path, content: bytes) -> None:
    """Whatever an editor saves, loading gives a registry or findings with a place in that file."""
    root = tmp_path / "registry"
    if not root.exists():
        shutil.copytree(TINY, root)
    target = root / "agencies" / "us" / "us-doj.yaml"
    target.write_bytes(content)
    with pytest.raises(RegistryError) as caught:
        load_registry(root)
    for finding in caught.value.findings:
        assert finding.position.line >= 1
        assert finding.position.column >= 1
        assert "\n" not in str(finding)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_a_damaged_file_gives_findings_or_a_whole_registry(tmp_path: Path, data: Any) -> None:
    """Cut, double or replace a line of a sound file: never a traceback, never half a registry."""
    root = tmp_path / "registry"
    if not root.exists():
        shutil.copytree(TINY, root)
    source = (TINY / "agencies" / "us" / "us-atf.yaml").read_text(encoding="utf-8").splitlines()
    n = data.draw(st.integers(0, len(source) - 1))
    change = data.draw(st.sampled_from(["cut", "double", "swap", "indent", "tab", "brackets"]))
    lines = list(source)
    if change == "cut":
        del lines[n]
    elif change == "double":
        lines.insert(n, lines[n])
    elif change == "swap":
        m = data.draw(st.integers(0, len(source) - 1))
        lines[n], lines[m] = lines[m], lines[n]
    elif change == "indent":
        lines[n] = "  " + lines[n]
    elif change == "tab":
        lines[n] = "\t" + lines[n]
    else:
        lines[n] = "[" * data.draw(st.integers(1, 500)) + lines[n]
    (root / "agencies" / "us" / "us-atf.yaml").write_text("\n".join(lines), encoding="utf-8")
    found: object
    try:
        found = load_registry(root).agencies.get("us-atf")
    except RegistryError as error:
        found = error.findings
    assert found


def test_the_order_of_files_and_records_changes_no_byte(tmp_path: Path) -> None:
    """The list files of the tiny world, shuffled and split, give the same digest and report."""
    from agencymap.render.explorer import explorer_page
    from agencymap.snapshot import Snapshot

    original = load_registry(TINY)
    root = tmp_path / "registry"
    shutil.copytree(TINY, root)
    sources = root / "sources" / "all.yaml"
    head, *entries = sources.read_text(encoding="utf-8").split("  - id: ")
    random.Random(1).shuffle(entries)
    for n, entry in enumerate(reversed(entries)):
        (root / "sources" / f"z{n}.yaml").write_text(f"{head}  - id: {entry}", encoding="utf-8")
    sources.unlink()
    shuffled = load_registry(root)
    assert shuffled.digest == original.digest
    day = date(2023, 6, 18)
    assert explorer_page(Snapshot(shuffled, day)) == explorer_page(Snapshot(original, day))
