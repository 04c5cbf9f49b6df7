"""Other editions of a registry: a folder, a revision in git, or the data file of a build."""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from agencymap.errors import AgencymapError

DATA_FORMAT = "agencymap/1"
"""Format of the data files that can be read back."""

_GIT_SECONDS = 60

# list in a data file → file or folder of a registry, and the field that holds the list there
_LISTS = {
    "domains": ("functions.yaml", "domains"),
    "subjects": ("subjects.yaml", "subjects"),
    "series": ("series.yaml", "series"),
    "reviews": ("reviews.yaml", "reviews"),
    "blocks": ("map.yaml", "blocks"),
    "options": ("options.yaml", "options"),
    "cases": ("cases.yaml", "cases"),
    "places": ("places/all.yaml", "places"),
    "sources": ("sources/all.yaml", "sources"),
    "cooperations": ("cooperations/all.yaml", "cooperations"),
}
_FOLDERS = ("agencies", "mechanisms", "instruments")


@contextmanager
def edition(name: str, registry: Path) -> Iterator[Path]:
    """Give the folder of an edition while it is needed; the working tree is not touched.

    Args:
        name: a folder that holds ``registry.yaml`` or a ``registry/``, the data file of a build
            (``data/agencymap.json``), or a revision of the repository that *registry* is in.
        registry: the registry of the working tree.

    Raises:
        AgencymapError: there is no such folder, file or revision, or it holds no registry.
    """
    path = Path(name)
    if path.is_dir():
        yield _folder(path)
    elif path.is_file():
        with tempfile.TemporaryDirectory() as temporary:
            yield _written_out(path, Path(temporary) / "registry")
    else:
        with tempfile.TemporaryDirectory() as temporary:
            yield _checked_out(name, registry, Path(temporary))


def _folder(path: Path) -> Path:
    for folder in (path, path / "registry"):
        if (folder / "registry.yaml").is_file():
            return folder
    raise AgencymapError(f"{path.as_posix()} holds no registry.yaml")


# -- a revision ------------------------------------------------------------------------------------


def _git(where: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # no shell, and the revision is never an option
            ["git", "-C", str(where), *arguments],
            capture_output=True,
            timeout=_GIT_SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise AgencymapError("git is not installed; name a folder or a data file") from None


def _checked_out(name: str, registry: Path, into: Path) -> Path:
    top = _git(registry, "rev-parse", "--show-toplevel")
    if top.returncode:
        raise AgencymapError(
            f"'{name}' is no folder or file, and {registry.as_posix()} is in no git repository"
        )
    found = _git(
        registry, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if found.returncode:
        raise AgencymapError(f"there is no folder, file or revision called '{name}'")
    root = Path(top.stdout.decode().strip())
    inside = registry.resolve().relative_to(root.resolve()).as_posix()
    commit = found.stdout.decode().strip()
    packed = _git(root, "archive", "--format=tar", commit, "--", inside)
    if packed.returncode:
        raise AgencymapError(f"revision '{name}' holds no {inside}/")
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        _unpack(archive, into)
    return _folder(into / inside)


def _unpack(archive: tarfile.TarFile, into: Path) -> None:
    """Write the files of an archive, and nothing else, below a folder.

    ``extractall(filter="data")`` would do, but Python has it from 3.11.4 on alone, and Debian 12
    has 3.11.2.
    """
    for member in archive:
        content = archive.extractfile(member) if member.isfile() else None
        target = into / member.name
        if content is None or not target.resolve().is_relative_to(into.resolve()):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.read())


# -- a data file -----------------------------------------------------------------------------------


def _written_out(file: Path, into: Path) -> Path:
    """Write a data file out as the folder it was made from; JSON is YAML, too."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise AgencymapError(f"{file.as_posix()} is no data file of agencymap") from None
    found = data.get("format") if isinstance(data, dict) else None
    if found != DATA_FORMAT:
        raise AgencymapError(
            f"{file.as_posix()} is of format {found or 'unknown'}; this version reads {DATA_FORMAT}"
        )
    _put(into / "registry.yaml", data["registry"])
    for key, (name, field) in _LISTS.items():
        if data.get(key):
            _put(into / name, {field: data[key]})
    for folder in _FOLDERS:
        for record in data.get(folder, ()):
            country = [record["country"]] if folder == "agencies" else []
            _put(into.joinpath(folder, *country, f"{record['id']}.yaml"), record)
    return into


def _put(file: Path, value: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
