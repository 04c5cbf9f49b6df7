"""The house keeps its own rules: no machine in a file, everything pinned, one version, one way."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import agencymap

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")

# Home folders, and the folders that build machines work in. A web address holds none of these:
# in one, a letter, a digit or a point stands before the slash.
MACHINE_PATH = re.compile(
    r"(?<![\w./~$}-])/(?:work|farm|root|home|Users)/[\w.-]+|\b[A-Za-z]:\\(?:Users|Windows)\\"
)
INDEX = re.compile(
    r"pypi\.org/simple|files\.pythonhosted\.org|test\.pypi\.org|registry\.npmjs\.org"
    r"|--(?:(?:extra-)?index-url|find-links|trusted-host)"
)


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked_files() -> list[Path]:
    """Return what git tracks or would track, or skip where this is no git checkout."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git checkout")
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8",
    ).stdout  # fmt: skip
    return sorted(ROOT / name for name in set(listing.split("\0")) if name)


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    content = path.read_bytes()
    if b"\0" not in content[:8192]:
        yield from enumerate(content.decode("utf-8").splitlines(), start=1)


@pytest.mark.parametrize("pattern", [MACHINE_PATH, INDEX], ids=["machine-path", "index"])
def test_no_file_names_a_machine_or_an_index(pattern: re.Pattern[str]) -> None:
    files = [path for path in tracked_files() if path.is_file()]
    assert len(files) > 20
    hits = [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {match[0]}"
        for path in files
        for number, line in text_lines(path)
        if (match := pattern.search(line))
    ]
    assert hits == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see " + "/".join(["", "home", "ana", "x.yaml"]), True),
        ('open("' + "/".join(["", "work", "main"]) + '")', True),
        ("C:" + "\\Users" + "\\ana", True),
        ("https://www.example.gob.mx/" + "home/inicio", False),
        ("https://www.example.gov/about/" + "work/units", False),
        ("frame/work/life", False),
    ],
)
def test_a_machine_path_is_told_from_an_address(line: str, found: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) is found


def requirements(name: str) -> list[str]:
    """Return the requirements of a file, each with its hashes on one line."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    lines = requirements(name)
    assert len(lines) > 10
    loose = [
        line
        for line in lines
        if not re.fullmatch(r"[a-z0-9-]+==[\w.]+( ;[^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", line)
    ]
    assert loose == []


def pins(name: str) -> dict[str, str]:
    return dict(re.match(r"([a-z0-9-]+)==([\w.]+)", line).groups() for line in requirements(name))  # type: ignore[union-attr, misc]


def test_both_requirements_files_pin_the_same_versions() -> None:
    run, dev = (pins(name) for name in REQUIREMENTS)
    assert run.items() <= dev.items()


def test_requirements_cover_what_the_project_asks_for(project: dict[str, Any]) -> None:
    def names(wanted: list[Any]) -> set[str]:
        plain = [line for line in wanted if isinstance(line, str)]
        return {re.split(r"[<>=!~;\[ ]", line)[0].lower() for line in plain}

    groups = project["dependency-groups"]
    run = names(project["project"]["dependencies"]) | names(groups["build"])
    assert run <= pins("requirements.txt").keys()
    assert run | names(groups["dev"]) <= pins("requirements-dev.txt").keys()


def test_one_version(project: dict[str, Any]) -> None:
    assert project["project"]["version"] == agencymap.__version__


def test_the_wheel_takes_in_the_whole_templates_folder(project: dict[str, Any]) -> None:
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"templates": "agencymap/templates"}
    outside = [
        path
        for path in tracked_files()
        if path.suffix in {".html", ".css", ".js", ".typ", ".otf"}
        and path.relative_to(ROOT).parts[0] in {"agencymap", "registry"}
    ]
    assert outside == []  # tests/test_wheel.py looks into the wheel itself


def test_the_import_contract_holds() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command, "lint-imports is not installed beside this Python"
    run = subprocess.run(
        [command, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_changelog_has_an_unreleased_section_on_top() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == "[Unreleased]"


@pytest.mark.parametrize("name", ["LICENSE", "LICENSE-registry.md", "NOTICE"])
def test_licences_are_there(name: str, project: dict[str, Any]) -> None:
    assert name in project["project"]["license-files"]
    assert (ROOT / name).is_file()


def test_every_vendored_thing_keeps_its_licence() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    named = re.findall(r"templates/\S+\.txt", notice)
    assert len(named) == 3
    assert [name for name in named if not (ROOT / name).is_file()] == []
