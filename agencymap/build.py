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
from functools import cache, partial
from pathlib import Path

from agencymap.analysis.whole import AllFindings
from agencymap.errors import OutputError
from agencymap.graph import build_graph
from agencymap.registry import Registry
from agencymap.render.exports import TABLES, csv_table, graphml, registry_json
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import LANGS, Lang

MANIFEST = "manifest.json"
"""Lists what a build wrote, with the SHA-256 of each file."""

Say = Callable[[str], None]


Maker = Callable[[], str | bytes]
"""Makes one file of the output."""


def steps_of(found: AllFindings) -> dict[str, dict[str, Maker]]:
    """Return the steps of a build, each with what makes its files by their relative path.

    Nothing is made yet. What several files share is made once, with the first of them.
    """
    from agencymap.render.about import about_page
    from agencymap.render.accessibility import accessibility_page
    from agencymap.render.entries import entry_makers
    from agencymap.render.explorer import explorer_page
    from agencymap.render.glossary import glossary_page
    from agencymap.render.queue import queue_page

    snapshot = found.snapshot
    registry = snapshot.registry
    steps: dict[str, dict[str, Maker]] = {
        f"overlap report ({lang})": _report(found, lang) for lang in LANGS
    }
    pages: dict[str, Maker] = {"index.html": partial(explorer_page, snapshot)}
    for lang in LANGS:
        pages[f"about.{lang}.html"] = partial(about_page, snapshot, lang)
        pages[f"accessibility.{lang}.html"] = partial(accessibility_page, snapshot, lang)
        pages[f"queue.{lang}.html"] = partial(queue_page, found, lang)
        if registry.terms:
            pages[f"glossary.{lang}.html"] = partial(glossary_page, snapshot, lang)
    steps["explorer"] = pages
    steps["pages of records"] = {**entry_makers(found)}
    steps["data"] = {
        "data/agencymap.json": partial(registry_json, snapshot),
        "data/graph.graphml": lambda: graphml(build_graph(registry, as_of=snapshot.day)),
        **{f"data/csv/{table}.csv": partial(csv_table, snapshot, table) for table in TABLES},
    }
    return steps


def _report(found: AllFindings, lang: Lang) -> dict[str, Maker]:
    from agencymap.render.pdf import report_pdf
    from agencymap.render.report import report_page
    from agencymap.report import report_model

    model = cache(lambda: report_model(found.snapshot, lang, found))
    return {
        # first what is printed while the rest is made
        f"reports/overlap.{lang}.pdf": lambda: report_pdf(model(), apart=True),
        f"reports/overlap.{lang}.html": lambda: report_page(model(), beside=True),
    }


def gather(registry: Registry, as_of: date, say: Say = lambda _: None) -> dict[str, bytes]:
    """Return every file of the output by its relative path: same registry, same day, same bytes.

    Args:
        registry: the registry.
        as_of: the day it describes.
        say: told the name of each step as it begins.
    """
    files: dict[str, str | bytes] = {}
    # printed while the rest is made, one after the other: two at once would take twice the memory
    with ThreadPoolExecutor(1) as printer:
        prints = {}
        for step, makers in steps_of(AllFindings(Snapshot(registry, as_of))).items():
            say(step)
            for path, make in makers.items():
                if path.endswith(".pdf"):
                    prints[path] = printer.submit(make)
                else:
                    files[path] = make()
        say("printing")
        files.update({path: job.result() for path, job in prints.items()})
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
