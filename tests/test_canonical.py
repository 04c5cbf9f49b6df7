"""The canonical form: what it looks like, that it says the same, and that it is its own form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from agencymap.canonical import canonical
from agencymap.cli import main
from agencymap.loading import registry_files
from agencymap.strict_yaml import parse_yaml
from tests.conftest import REAL

UNTIDY = """\
# yaml-language-server: $schema=x
country: us   # the side
id:    us-atf
name:
    es: "Oficina de Alcohol"
    en: 'ATF'
# what it does
responsibilities:
# the first
- function: trace.operate
  id: "operate"
  places: [US-TX,
    US-AZ]
  checked: 2026-11-24
  statement:
    en: "ATF: traces guns, and \
more."
    es: 'La ATF rastrea.'
  subjects:
  - firearms  # all of them
# the end
"""
TIDY = """\
# yaml-language-server: $schema=x
id: us-atf
country: us  # the side
name: {en: ATF, es: Oficina de Alcohol}
# what it does
responsibilities:
  # the first
  - id: operate
    function: trace.operate
    places: [US-AZ, US-TX]
    subjects:
      - firearms  # all of them
    statement: {en: "ATF: traces guns, and more.", es: La ATF rastrea.}
    checked: 2026-11-24
# the end
"""


def value(text: str) -> object:
    return parse_yaml(text.encode(), "x.yaml").value


def test_an_untidy_file() -> None:
    assert canonical(UNTIDY, "agency") == TIDY
    assert canonical(TIDY, "agency") == TIDY


@pytest.mark.parametrize(
    "text",
    ["1", "1.5", "true", "no", "~", "null", "2020", "2020-01", "2020-01-31", "a: b", "a #b",
     "- a", "[a]", "{a}", "", " a", "a ", "'a'", "\"a\"", "a\\b", "a\nb", "%a", "@a", "`a",
     "a,b", "é ñ ¿?", "0x1F", "1_000", "12:30", "=", "<<", "!a", "&a", "*a", "|", ">", "?", "a:"],
)  # fmt: skip
def test_a_text_stays_the_text_it_is(text: str) -> None:
    source = json.dumps({"id": text, "places": [text], "name": {"en": text}}, ensure_ascii=False)
    form = canonical(source, "agency")
    assert value(form) == {"id": text, "places": [text], "name": {"en": text}}
    assert canonical(form, "agency") == form


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "))
_VALUES = st.recursive(
    _TEXT,
    lambda x: st.lists(x, max_size=4) | st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), x, max_size=4),  # noqa: E501
    max_leaves=12,
)  # fmt: skip


_KEYS = st.sampled_from(["id", "name", "zzz", "responsibilities"])


@given(st.dictionaries(_KEYS, _VALUES, min_size=1))
def test_it_says_the_same_and_a_second_run_changes_nothing(record: dict[str, object]) -> None:
    source = json.dumps(record, ensure_ascii=False)
    form = canonical(source, "agency")
    assert value(form) == value(source)
    assert canonical(form, "agency") == form


_ROWS = ["# a", "id: x", "name: {en: a, es: b}  # c", "", "level: federal"]


@given(st.lists(st.sampled_from(_ROWS), unique=True))
def test_every_comment_is_kept(rows: list[str]) -> None:
    text = "country: us\n" + "\n".join(rows) + "\n"
    form = canonical(text, "agency")
    assert form.count("#") == text.count("#")
    assert canonical(form, "agency") == form


def test_the_registry_is_in_its_form() -> None:
    untidy = [
        p.name
        for kind, p in registry_files(REAL)
        if canonical(p.read_text(encoding="utf-8"), kind) != p.read_text(encoding="utf-8")
    ]
    assert untidy == []


def copy(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "registry" / "agencies" / "us" / "us-atf.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_check_prints_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    file = copy(tmp_path, UNTIDY)
    result = CliRunner().invoke(main, ["fmt", "--check", str(file)])
    assert result.exit_code == 1
    assert "-id:    us-atf" in result.stdout
    assert "+id: us-atf" in result.stdout
    assert file.read_text(encoding="utf-8") == UNTIDY


def test_fmt_writes_and_then_has_nothing_to_do(tmp_path: Path) -> None:
    file = copy(tmp_path, UNTIDY.replace("\n", "\r\n"))
    folder = str(tmp_path / "registry")
    assert CliRunner().invoke(main, ["fmt", folder]).exit_code == 0
    assert b"\r" not in file.read_bytes()
    assert CliRunner().invoke(main, ["fmt", "--check", folder]).output == ""
    assert [p.name for p in file.parent.iterdir()] == ["us-atf.yaml"]


def test_check_tells_of_line_ends_and_marks_that_no_diff_shows(tmp_path: Path) -> None:
    file = copy(tmp_path, UNTIDY)
    CliRunner().invoke(main, ["fmt", str(file)])
    tidy = file.read_text(encoding="utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + tidy.replace("\n", "\r\n").encode())
    result = CliRunner().invoke(main, ["fmt", "--check", str(file)])
    assert result.exit_code == 1
    assert [line.removeprefix(file.as_posix()) for line in result.stdout.splitlines()] == [
        ":1:1: begins with a byte order mark; it would have none",
        ":1:1: lines end in CR LF, as on Windows; they would end in LF",
    ]


def test_a_broken_file_is_named_and_left_alone(tmp_path: Path) -> None:
    file = copy(tmp_path, "id: us-atf\nid: us-atf\n")
    result = CliRunner().invoke(main, ["fmt", str(tmp_path / "registry")])
    assert result.exit_code == 1
    assert "[duplicate-key]" in result.stderr
    assert file.read_text(encoding="utf-8") == "id: us-atf\nid: us-atf\n"


def test_a_folder_without_a_registry(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["fmt", str(tmp_path)])
    assert result.exit_code == 2
    assert "holds no file of a registry" in result.stderr
