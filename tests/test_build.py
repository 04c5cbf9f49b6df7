"""The output folder: whole or not at all, never at the cost of anyone's files."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agencymap.build import MANIFEST, gather, write_output
from agencymap.errors import OutputError
from agencymap.loading import load_registry
from agencymap.render.entries import KINDS

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "worlds" / "tiny"
DAY = date(2023, 6, 18)


def output(**files: str) -> dict[str, bytes]:
    """Return an output with its manifest; a double underscore in a name is a slash."""
    made = {name.replace("__", "/"): text.encode() for name, text in files.items()}
    manifest = {"sha256": {path: hashlib.sha256(made[path]).hexdigest() for path in made}}
    return {**made, MANIFEST: json.dumps(manifest).encode()}


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below *folder*."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


OLD = output(index="old", data__a="old", data__b="old")
NEW = output(index="new", data__a="new", reports__c="new")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that holds the output of a former build."""
    write_output(tmp_path / "output", OLD)
    return tmp_path / "output"


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    write_output(tmp_path / "a" / "b", NEW)
    assert tree(tmp_path / "a" / "b") == NEW
    assert os.listdir(tmp_path / "a") == ["b"]


def test_a_build_replaces_the_former_one(folder: Path) -> None:
    write_output(folder, NEW)
    assert tree(folder) == NEW
    assert os.listdir(folder.parent) == ["output"]


def test_files_of_others_are_kept(folder: Path) -> None:
    (folder / ".gitkeep").touch()
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("mine")
    write_output(folder, NEW)
    assert tree(folder) == {**NEW, ".gitkeep": b"", "notes/mine.txt": b"mine"}


def test_a_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_output(Path("output"), NEW)
    write_output(Path("output"), NEW)
    assert tree(tmp_path / "output") == NEW


# -- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize("manifest", [None, "{}", "[]", "not json", '{"sha256": null}'])
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, manifest: str | None) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.txt").write_text("years of work")
    if manifest is not None:
        (home / MANIFEST).write_text(manifest)
    before = tree(tmp_path)
    with pytest.raises(OutputError, match=r"^home/ holds files but no manifest\.json of agencymap"):
        write_output(home, NEW)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("kept", [[], [".gitkeep"]])
def test_an_empty_folder_is_taken(tmp_path: Path, kept: list[str]) -> None:
    (tmp_path / "output").mkdir()
    for name in kept:
        (tmp_path / "output" / name).touch()
    write_output(tmp_path / "output", NEW)
    assert tree(tmp_path / "output") == {**NEW, **dict.fromkeys(kept, b"")}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file")
    with pytest.raises(OutputError, match=r"^output is a file; name a folder with --output$"):
        write_output(tmp_path / "output", NEW)
    assert tree(tmp_path) == {"output": b"a file"}


def test_a_parent_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"^output/ cannot be written: "):
        write_output(tmp_path / "file" / "output", NEW)


def test_an_unwritable_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: Any) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("agencymap.build.tempfile.mkdtemp", refuse)  # root may write anywhere
    message = (
        r"^output/ cannot be written: permission denied; the former output is unchanged\. "
        r"Free space or permissions, or name another folder with --output$"
    )
    with pytest.raises(OutputError, match=message):
        write_output(tmp_path / "output", NEW)
    assert os.listdir(tmp_path) == []


# -- failures midway -----------------------------------------------------------------------------


@pytest.mark.parametrize("written", range(len(NEW)))
def test_a_full_disk_leaves_the_former_output(
    folder: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    left = iter([True] * written)
    real = os.fsync

    def sync(file: int) -> None:
        if not next(left, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(file)

    (folder / "mine.txt").write_text("mine")
    monkeypatch.setattr("agencymap.build.os.fsync", sync)
    with pytest.raises(OutputError, match="no space left on device; the former output is unch"):
        write_output(folder, NEW)
    assert tree(folder) == {**OLD, "mine.txt": b"mine"}
    assert os.listdir(folder.parent) == ["output"]


@pytest.mark.parametrize("fault", [OSError(errno.EIO, "I/O error"), KeyboardInterrupt()])
@pytest.mark.parametrize("renamed", [0, 1])
def test_a_failure_while_it_is_put_in_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch, renamed: int, fault: BaseException
) -> None:
    """The former output is moved aside, the new one moved in; either step may fail."""
    steps = iter([True] * renamed + [False])
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if not next(steps, True):
            raise fault
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        write_output(folder, NEW)
    assert tree(folder) == OLD
    assert os.listdir(folder.parent) == ["output"]


# -- what a build makes --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    return gather(load_registry(TINY), DAY)


def test_the_files_of_a_build(built: dict[str, bytes]) -> None:
    tables = (
        "agencies", "functions", "limits", "links", "mechanisms", "participants", "places",
        "responsibilities", "sources",
    )  # fmt: skip
    pages = [p for p in built if p.split("/")[0] in KINDS]
    assert len(pages) == 2 * (7 + 6 + 1 + 1 + len(KINDS))  # records of the tiny world, indexes
    assert sorted(p for p in built if p not in pages) == [
        "about.en.html",
        "about.es.html",
        "accessibility.en.html",
        "accessibility.es.html",
        "data/agencymap.json",
        *(f"data/csv/{table}.csv" for table in tables),
        "data/graph.graphml",
        "index.html",
        "manifest.json",
        "queue.en.html",
        "queue.es.html",
        "reports/overlap.en.html",
        "reports/overlap.en.pdf",
        "reports/overlap.es.html",
        "reports/overlap.es.pdf",
    ]
    assert built["reports/overlap.es.pdf"].startswith(b"%PDF-")
    assert built["index.html"].lstrip().lower().startswith(b"<!doctype html>")


def test_a_glossary_is_a_page_in_each_language(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "registry")
    (tmp_path / "registry" / "glossary.yaml").write_text(
        "terms:\n  - id: overlap\n    term: {en: overlap, es: traslape}\n"
        "    definition: {en: Shared <work>., es: Trabajo compartido.}\n"
        '    avoid:\n      - words: "solapamiento"\n',
        encoding="utf-8",
    )
    files = gather(load_registry(tmp_path / "registry"), date(2023, 6, 18))
    spanish = files["glossary.es.html"].decode()
    assert '<tr id="overlap"><th scope="row">traslape</th><td lang="en-US">overlap</td>' in spanish
    assert '<td lang="es-MX">solapamiento</td>' in spanish
    assert "Shared &lt;work&gt;." in files["glossary.en.html"].decode()
    assert b'id="glossary"' in files["index.html"]


def test_the_manifest_tells_the_truth(built: dict[str, bytes]) -> None:
    manifest = json.loads(built[MANIFEST])
    assert manifest["made_by"] == "agencymap"
    assert manifest["as_of"] == "2023-06-18"
    assert manifest["edition"] == "2026.1"
    assert manifest["digest"] == load_registry(TINY).digest
    assert manifest["sha256"] == {
        path: hashlib.sha256(content).hexdigest()
        for path, content in built.items()
        if path != MANIFEST
    }


def test_the_same_registry_and_day_give_the_same_bytes(built: dict[str, bytes]) -> None:
    again = gather(load_registry(TINY), DAY)
    assert [path for path in built if built[path] != again[path]] == []
    assert built.keys() == again.keys()


@pytest.mark.parametrize(("seed", "zone"), [("1", "UTC"), ("2", "Asia/Tokyo")])
def test_another_process_gives_the_same_bytes(
    built: dict[str, bytes], tmp_path: Path, seed: str, zone: str
) -> None:
    """Neither the order of sets, nor the clock, nor the time zone shows in the output."""
    subprocess.run(
        [sys.executable, "-m", "agencymap", "build", "--registry", TINY, "--as-of", "2023-06-18",
         "--output", tmp_path / "output"],
        check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
    )  # fmt: skip
    assert json.loads((tmp_path / "output" / MANIFEST).read_bytes()) == json.loads(built[MANIFEST])


def test_another_day_gives_another_output(built: dict[str, bytes]) -> None:
    steps: list[str] = []
    earlier = gather(load_registry(TINY), date(2016, 1, 31), steps.append)
    assert earlier["index.html"] != built["index.html"]
    assert earlier["data/csv/agencies.csv"] != built["data/csv/agencies.csv"]
    assert steps == [
        "overlap report (en)", "overlap report (es)", "explorer", "pages of records", "data",
        "printing",
    ]  # fmt: skip
