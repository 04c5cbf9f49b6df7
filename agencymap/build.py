"""Everything ``agencymap build`` makes, gathered first and written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from agencymap.errors import OutputError
from agencymap.graph import build_graph
from agencymap.registry import Registry
from agencymap.render.exports import TABLES, csv_table, graphml, registry_json
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import LANGS

MANIFEST = "manifest.json"
"""Lists what a build wrote, with the SHA-256 of each file."""

Say = Callable[[str], None]


def gather(registry: Registry, as_of: date, say: Say = lambda _: None) -> dict[str, bytes]:
    """Return every file of the output by its relative path: same registry, same day, same bytes.

    Args:
        registry: the registry.
        as_of: the day it describes.
        say: told the name of each step as it begins.
    """
    from agencymap.analysis.whole import AllFindings
    from agencymap.render.about import about_page
    from agencymap.render.accessibility import accessibility_page
    from agencymap.render.entries import entry_pages
    from agencymap.render.explorer import explorer_page
    from agencymap.render.glossary import glossary_page
    from agencymap.render.pdf import report_pdf
    from agencymap.render.report import report_page
    from agencymap.report import report_model

    snapshot = Snapshot(registry, as_of)
    found = AllFindings(snapshot)
    files: dict[str, str | bytes] = {}
    # Typst prints outside Python's lock: both reports are printed while the rest is made
    with ThreadPoolExecutor(len(LANGS)) as printer:
        prints = {}
        for lang in LANGS:
            say(f"overlap report ({lang})")
            model = report_model(snapshot, lang, found)
            prints[lang] = printer.submit(report_pdf, model)
            files[f"reports/overlap.{lang}.html"] = report_page(model)
        say("explorer")
        files["index.html"] = explorer_page(snapshot)
        for lang in LANGS:
            files[f"about.{lang}.html"] = about_page(snapshot, lang)
            files[f"accessibility.{lang}.html"] = accessibility_page(snapshot, lang)
            if registry.terms:
                files[f"glossary.{lang}.html"] = glossary_page(snapshot, lang)
        say("pages of records")
        files.update(entry_pages(found))
        say("data")
        files["data/agencymap.json"] = registry_json(snapshot)
        files["data/graph.graphml"] = graphml(build_graph(registry, as_of=as_of))
        for table in TABLES:
            files[f"data/csv/{table}.csv"] = csv_table(snapshot, table)
        say("printing")
        for lang, job in prints.items():
            files[f"reports/overlap.{lang}.pdf"] = job.result()
    whole = {
        path: content if isinstance(content, bytes) else content.encode()
        for path, content in files.items()
    }
    whole[MANIFEST] = _manifest(whole, registry, as_of)
    return whole


def _manifest(files: Mapping[str, bytes], registry: Registry, as_of: date) -> bytes:
    document = {
        "made_by": "agencymap",
        "edition": registry.info.edition,
        "digest": registry.digest,
        "as_of": as_of.isoformat(),
        "sha256": {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)},
    }
    return (json.dumps(document, indent=2) + "\n").encode()


def write_output(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put *files* in place of the former output in *folder*, whole or not at all.

    The new output is written beside the folder first and then put in its place, so that a full
    disk or a cut leaves the former one as it was. Files there that no build wrote are kept.

    Raises:
        OutputError: the folder is not one of ours, or cannot be written; nothing has changed.
    """
    folder = folder.absolute()
    try:
        foreign = _foreign_files(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, error) from None
    old = stage / "old"
    new = stage / "new"
    try:
        for relative, content in files.items():
            target = new / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        _sync(new / relative for relative in files)
        for kept in foreign:
            if kept.as_posix() not in files:
                target = new / kept
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / kept, target)
        try:
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
        except BaseException:  # an interrupt, too: the stage is removed below
            if old.exists() and not folder.exists():
                old.rename(folder)
            raise
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)


_SYNCING = 8
"""Files forced to the disk at the same time."""


def _sync(files: Iterable[Path]) -> None:
    """Force files to the disk, after all are written and before the former output is moved away.

    A rename may reach the disk before the content of the files does, so each file is forced; a
    thousand small ones one by one would wait for the disk a thousand times, while several at once
    share the waits. ``os.sync`` would be as quick, but waits for the files of everyone else, tells
    of no failure, and does not exist on Windows.
    """

    def force(path: Path) -> None:
        with path.open("r+b") as file:
            os.fsync(file.fileno())

    with ThreadPoolExecutor(_SYNCING) as pool:
        for _ in pool.map(force, files):
            pass


def _foreign_files(folder: Path) -> list[Path]:
    """Return the files in *folder* that no build wrote, relative to it.

    Raises:
        OutputError: *folder* is a file, or holds files but no manifest.
    """
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise OutputError(f"{folder.name} is a file; name a folder with --output")
    files = (p for p in folder.rglob("*") if p.is_file())
    manifest = folder / MANIFEST
    try:
        ours = set(json.loads(manifest.read_text(encoding="utf-8"))["sha256"]) | {MANIFEST}
    except (OSError, ValueError, KeyError, TypeError):
        if any(p.name != ".gitkeep" for p in files):  # the first one decides: it may be a home
            raise OutputError(
                f"{folder.name}/ holds files but no {MANIFEST} of agencymap, so nothing was "
                "written; empty it or name another folder with --output"
            ) from None
        return [p.relative_to(folder) for p in folder.rglob(".gitkeep")]
    present = [p.relative_to(folder) for p in sorted(files)]
    return [p for p in present if p.as_posix() not in ours]


def _unwritable(folder: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(
        f"{folder.name}/ cannot be written: {reason.lower()}; the former output is unchanged. "
        "Free space or permissions, or name another folder with --output"
    )
