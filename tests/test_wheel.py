"""The wheel works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import agencymap

ROOT = Path(__file__).resolve().parents[1]
TINY = ROOT / "tests" / "worlds" / "tiny"


def run(*command: str | Path, cwd: Path) -> str:
    """Run *command* away from the checkout and return what it printed."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd, env=kept, capture_output=True, text=True, encoding="utf-8", timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT,
        cwd=folder)  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of an environment that has the wheel and sees our dependencies.

    The wheel goes in first, while the environment is empty, so pip cannot mistake the editable
    installation of this checkout for it. The .pth line then shows the dependencies; .pth files
    *inside* a folder shown this way are not read, so the checkout itself stays out of sight.
    """
    env = tmp_path_factory.mktemp("env")
    run(sys.executable, "-m", "venv", "--without-pip", env, cwd=env)
    folder = env / ("Scripts" if os.name == "nt" else "bin")
    python = folder / ("python.exe" if os.name == "nt" else "python")
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps",
        "--no-index", "--disable-pip-version-check", wheel, cwd=env)  # fmt: skip
    site = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=env)
    )
    shown = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "dependencies.pth").write_text("\n".join(sorted(shown)) + "\n", encoding="utf-8")
    return folder


def test_the_wheel_holds_every_template(wheel: Path) -> None:
    templates = ROOT / "templates"
    wanted = {
        f"agencymap/templates/{path.relative_to(templates).as_posix()}"
        for path in templates.rglob("*")
        if path.is_file()
    }
    names = set(zipfile.ZipFile(wheel).namelist())
    assert wanted
    assert sorted(wanted - names) == []
    assert "agencymap/py.typed" in names


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    info = f"agencymap-{agencymap.__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"agencymap", info}
    assert [name for name in names if "__pycache__" in name] == []


def test_the_package_comes_from_the_wheel(programs: Path, tmp_path: Path) -> None:
    where = run(programs / "python", "-c", "import agencymap; print(agencymap.__file__)",
                cwd=tmp_path)  # fmt: skip
    assert Path(where).resolve().is_relative_to(programs.parent.resolve())


def test_the_command_tells_its_version(programs: Path, tmp_path: Path) -> None:
    assert agencymap.__version__ in run(programs / "agencymap", "--version", cwd=tmp_path)


def test_the_wheel_builds_a_registry(programs: Path, tmp_path: Path) -> None:
    run(programs / "agencymap", "build", "--registry", TINY, "--output", "out", cwd=tmp_path)
    assert (tmp_path / "out" / "index.html").stat().st_size > 0
    assert (tmp_path / "out" / "reports" / "overlap.en.pdf").read_bytes().startswith(b"%PDF-")
