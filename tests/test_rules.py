"""Every rule of content, on a world that breaks it and on the tiny world, which breaks none.

`tests/worlds/broken/<rule-id>/` holds the files that differ from the tiny world, and the findings
they give. To add a rule is to add a function and a folder.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agencymap.loading import load_registry
from agencymap.registry import Registry
from agencymap.rules import RULES, check_registry
from tests.builders import agency, domain, duty, place, world

DAY = date(2026, 11, 25)
WORLDS = Path(__file__).parent / "worlds"
BROKEN = sorted((WORLDS / "broken").iterdir())


def check(folder: Path) -> list[str]:
    """Return the findings of a registry, which stands beside us, as printed."""
    return [str(finding) for finding in check_registry(load_registry(folder), DAY)]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda folder: folder.name)
def test_a_broken_world_gives_exactly_its_findings(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(WORLDS / "tiny", "registry")
    shutil.copytree(broken, "registry", dirs_exist_ok=True)
    expected = (broken / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert expected
    assert all(line.endswith(f"[{broken.name}]") for line in expected)
    assert check(Path("registry")) == expected


def test_every_rule_has_a_broken_world() -> None:
    assert set(RULES) - {folder.name for folder in BROKEN} == set()


def test_every_rule_says_what_it_asks() -> None:
    assert [id_ for id_, rule in RULES.items() if not (rule.__doc__ or "").endswith(".")] == []


def test_the_tiny_world_has_no_findings() -> None:
    assert check(WORLDS / "tiny") == []


# -- where a rule must keep silent ---------------------------------------------------------------


def sole(*, first: dict[str, Any], second: dict[str, Any], **more: object) -> Registry:
    """Return a world in which two agencies are sole holder of one function."""
    return world(
        domains=[domain("d", "f")],
        places=[place("US-AZ"), place("US-TX")],
        agencies=[
            agency("us-a", duty("f", exclusive="sole", **first)),
            agency("us-b", duty("f", exclusive="sole", **second), **more),
        ],
    )


@pytest.mark.parametrize(
    "registry",
    [
        sole(first={"places": ["US-AZ"]}, second={"places": ["US-TX"]}),
        sole(first={"until": "2003-03-01"}, second={"since": "2003-03-01"}),
        sole(first={"until": "2003-03-01"}, second={}, founded="2003-03-01"),
        sole(first={}, second={}, parents=[{"agency": "us-a"}]),
        sole(first={"status": "contested"}, second={"status": "contested"}),
    ],
    ids=["elsewhere", "later", "founded-later", "inside-it", "contested"],
)
def test_sole_holders_that_do_not_meet_are_no_finding(registry: Registry) -> None:
    assert list(RULES["sole-holder-twice"](registry, DAY)) == []


def test_a_unit_inside_is_enough_for_a_department() -> None:
    registry = world(
        domains=[domain("d", "f")],
        agencies=[agency("us-a"), agency("us-b", "f", parents=[{"agency": "us-a"}])],
    )
    assert list(RULES["no-responsibility"](registry, DAY)) == []
