"""The manual of the rules: complete, and its examples are what they claim to be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import agencymap
from agencymap.cli import main
from agencymap.rules import RULES
from agencymap.rules.manual import MANUAL
from agencymap.strict_yaml import parse_yaml
from tests.conftest import TINY

SOURCES = Path(agencymap.__file__).parent
ABOUT_FILES = {"not-utf-8", "unknown-file", "unreadable-file", "empty-registry", "missing-file"}
"""Rules whose examples show files or bytes."""
BY_READER = [
    id_ for id_ in MANUAL
    if id_.startswith("yaml-") or id_ in {"merge-marker", "control-character", "duplicate-key"}
]  # fmt: skip


def test_every_rule_of_the_code_is_in_the_manual() -> None:
    """A rule's id is the last argument of what reports it, or stands in RULES."""
    reported = set()
    for file in ("strict_yaml.py", "loading.py"):
        text = (SOURCES / file).read_text(encoding="utf-8")
        reported |= set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)",?\s*\)', text))
        reported |= set(re.findall(r'rule = "([a-z-]+)"', text))
        reported |= set(re.findall(r', "([a-z]+-[a-z-]+)"$', text, re.MULTILINE))
    assert len(reported) > 25
    assert (reported - {"utf-8-sig"} | set(RULES)) - set(MANUAL) == set()


@pytest.mark.parametrize("id_", BY_READER)
def test_the_wrong_example_breaks_its_rule_and_the_right_one_none(id_: str) -> None:
    text = MANUAL[id_].wrong.replace("\\u0007", "\u0007")
    if id_ == "yaml-depth":  # shown shortened
        text = text.replace(" … ", "[" * 40 + "]" * 40)
    wrong = parse_yaml(text.encode(), "x.yaml")
    assert [f.rule for f in wrong.findings][:1] == [id_]
    assert parse_yaml(MANUAL[id_].right.encode(), "x.yaml").findings == []


def test_the_right_examples_are_yaml() -> None:
    faults = {
        id_: [str(f) for f in parse_yaml(entry.right.encode(), "x.yaml").findings]
        for id_, entry in MANUAL.items()
        if id_ not in ABOUT_FILES
    }
    two_records = {"former-name", "asymmetric-mirror"}  # they show two files
    assert {k: v for k, v in faults.items() if v and k not in two_records} == {}


def test_rules_lists_all_and_explain_shows_one() -> None:
    listed = CliRunner().invoke(main, ["rules"]).stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(MANUAL)
    shown = CliRunner().invoke(main, ["explain", "[stale-claim]"])
    assert shown.exit_code == 0
    assert shown.stdout.startswith("stale-claim (warning)")
    assert "finding: stale-claim:us-atf/inspect" in shown.stdout
    assert "Accept one" not in CliRunner().invoke(main, ["explain", "duplicate-id"]).stdout


def test_a_rule_that_is_none_is_led_to_the_nearest() -> None:
    result = CliRunner().invoke(main, ["explain", "stale-clam"])
    assert result.exit_code == 2
    assert "did you mean 'stale-claim'?" in result.stderr


def test_files_that_are_no_records(tmp_path: Path) -> None:
    big = parse_yaml(b"a: b\n" * 1_000_000, "x.yaml")
    assert [f.rule for f in big.findings] == ["huge-file"]
    left = parse_yaml(b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> branch\n", "x.yaml")
    assert [str(f) for f in left.findings] == [
        "x.yaml:2:1: error: mark of an unfinished merge; keep one of the two versions and remove "
        "the marks [merge-marker]"
    ]
    crlf = parse_yaml((TINY / "registry.yaml").read_bytes().replace(b"\n", b"\r\n"), "x.yaml")
    assert crlf.findings == []
    assert crlf.value["edition"] == "2026.1"
