"""What is generated or promised in the documents is so."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from agencymap.cli import main
from agencymap.model import FILE_TYPES, CoverageEntry
from agencymap.registry import Registry
from agencymap.schema import DICTIONARY_MARKS, coverage_text, dictionary, schema_files
from tests.builders import domain, world

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCHEMAS = ROOT / "registry" / "schemas"


def test_the_published_schemas_are_those_of_the_records() -> None:
    published = {p.name: p.read_text(encoding="utf-8") for p in sorted(SCHEMAS.iterdir())}
    assert published == schema_files(), "run: make schema"


@pytest.mark.parametrize("kind", FILE_TYPES)
def test_every_field_of_a_schema_is_described(kind: str) -> None:
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f"/{kind}.schema.json")
    bare = [
        f"{name}.{field}"
        for name, part in {"": schema, **schema.get("$defs", {})}.items()
        for field, value in part.get("properties", {}).items()
        if not value.get("description")
    ]
    assert bare == []
    assert schema["additionalProperties"] is False


def test_the_data_dictionary_is_that_of_the_records() -> None:
    text = (ROOT / "registry" / "README.md").read_text(encoding="utf-8")
    begin, end = DICTIONARY_MARKS
    assert text.split(begin)[1].split(end)[0].strip() == dictionary().strip(), "run: make schema"


def test_the_coverage_list_is_that_of_the_registry(real: Registry) -> None:
    text = (ROOT / "registry" / "COVERAGE.md").read_text(encoding="utf-8")
    assert text == coverage_text(real), "run: make schema"


def test_a_coverage_entry_is_on_file_or_says_why_not() -> None:
    named = {"name": "A unit", "sources": ["s"]}
    reason = {"left_out": {"en": "A firm.", "es": "Es empresa."}}
    for answers in ({}, {"agency": "us-a", **reason}):
        with pytest.raises(ValidationError, match="name one of agency, mechanism and instrument"):
            CoverageEntry.model_validate({**named, **answers})
    entries = (
        CoverageEntry.model_validate({**named, "agency": "us-a"}),
        CoverageEntry.model_validate({**named, "name": "A | firm", **reason}),
    )
    registry = replace(world(agencies=[], domains=[domain("d", "f")]), coverage=entries)
    text = coverage_text(registry)
    assert "Named: 2. On file: 1. Left out, with the reason: 1." in text
    assert "| A unit | s | [us-a](agencies/us/us-a.yaml) |" in text
    assert "| A / firm | s | A firm. | Es empresa. |" in text


def test_every_command_stands_in_the_readme_and_helps() -> None:
    for name, command in main.commands.items():
        assert re.search(rf"`{name}\b", README), name
        help_text = command.help or ""
        assert "Example:\n" in help_text, name
        first = help_text.splitlines()[0]
        assert first.endswith("."), name


def examples() -> list[str]:
    """Return the commands of the README, without their prompt."""
    return re.findall(r"^\$ agencymap (.+)$", README, re.MULTILINE)


@pytest.mark.parametrize("command", examples())
def test_the_questions_of_the_readme_are_answered(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, shlex.split(command))
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) >= 2


@pytest.mark.parametrize("name", sorted(main.commands))
def test_the_example_in_the_help_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = re.findall(r"^ +agencymap (.+)$", main.commands[name].help or "", re.MULTILINE)
    (tmp_path / "registry").symlink_to(ROOT / "registry", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, shlex.split(line))
    assert result.exit_code == 0, result.output


def test_there_are_examples() -> None:
    assert len(examples()) >= 5


def test_the_pictures_of_the_readme_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [p for p in pictures if not (ROOT / p).is_file()] == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for document in [*ROOT.glob("*.md"), ROOT / "registry" / "README.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)\)", document.read_text(encoding="utf-8")):
            if "://" not in target and not (document.parent / target).exists():
                broken.append(f"{document.name}: {target}")
    assert broken == []
