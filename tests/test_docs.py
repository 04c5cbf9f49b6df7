"""What is generated or promised in the documents is so."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from agencymap.canonical import WIDTH
from agencymap.cli import main
from agencymap.examples import LEFT_OUT
from agencymap.model import FILE_TYPES, CoverageEntry, Record
from agencymap.registry import Registry
from agencymap.schema import (
    DICTIONARY_MARKS,
    _records,
    annotated,
    coverage_text,
    dictionary,
    schema_files,
)
from agencymap.strict_yaml import parse_yaml
from tests.builders import domain, world
from tests.conftest import TINY

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


def enumerations(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that lists words."""
    if isinstance(schema, dict):
        if "enum" in schema or "const" in schema:
            yield schema
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from enumerations(part)


@pytest.mark.parametrize("kind", FILE_TYPES)
def test_every_word_of_a_schema_is_described(kind: str) -> None:
    schema = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    for part in enumerations(schema):
        words = part.get("enum", [part.get("const")])
        said = part.get("enumDescriptions", [part.get("description")])
        assert len(said) == len(words)
        assert all(isinstance(text, str) and text.endswith(".") for text in said), part


@pytest.mark.parametrize("record", list(_records()), ids=lambda r: r.__name__)
def test_the_example_of_a_record_is_one(record: type[Record]) -> None:
    text = "\n".join(annotated(record)) + "\n"
    document = parse_yaml(text.encode(), "example.yaml")
    assert document.findings == []
    record.model_validate(document.value)
    left_out = {f for f in record.model_fields if f"{record.__name__}.{f}" in LEFT_OUT}
    assert set(document.value) == set(record.model_fields) - left_out
    for name in record.model_fields:
        assert re.search(rf"^(# )?{name}:", text, re.MULTILINE), name
    assert max(map(len, text.splitlines())) <= WIDTH


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


WRITING = ("confirm", "fmt", "new")
"""Commands that change the registry: their examples run on a copy."""
PRINTING = ("build",)
"""Commands that take long with the whole registry: their examples run on the tiny world."""
WAITING = ("serve",)
"""Commands that run until they are stopped: tests of their own start them."""


@pytest.mark.parametrize("name", sorted(set(main.commands) - set(WAITING)))
def test_the_example_in_the_help_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = re.findall(r"^ +agencymap (.+)$", main.commands[name].help or "", re.MULTILINE)
    if name in WRITING:
        shutil.copytree(ROOT / "registry", tmp_path / "registry")
    else:
        read = TINY if name in PRINTING else ROOT / "registry"
        (tmp_path / "registry").symlink_to(read, target_is_directory=True)
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
