"""What a change does: two editions of the tiny world compared as facts and by their findings."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from agencymap.cli import main
from agencymap.editions import edition
from agencymap.errors import AgencymapError
from agencymap.loading import load_registry
from agencymap.render.exports import registry_json
from agencymap.snapshot import Snapshot
from tests.conftest import TINY, TINY_DAY

Edit = Callable[[Path], None]
CBP = Path("agencies/us/us-cbp.yaml")
ATF = Path("agencies/us/us-atf.yaml")


def differ(tmp_path: Path, edit: Edit, *options: str) -> Result:
    head = tmp_path / "registry"
    shutil.copytree(TINY, head)
    edit(head)
    return CliRunner().invoke(
        main, ["diff", str(TINY), str(head), "--as-of", TINY_DAY.isoformat(), *options]
    )


def told(result: Result) -> dict[str, list[tuple[str, str, str]]]:
    data = json.loads(result.stdout)
    return {
        "records": [(x["sign"], x["kind"], x["id"]) for x in data["records"]],
        "findings": [(x["sign"], x["kind"], x["id"]) for x in data["findings"] or []],
    }


def swap(file: Path, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def test_two_that_say_the_same_say_so(tmp_path: Path) -> None:
    """Keys in another order, a comment and another file name of a list are no difference."""

    def edit(root: Path) -> None:
        file = root / ATF
        first, rest = file.read_text(encoding="utf-8").split("\n", 1)
        file.write_text(f"# a comment\n{rest}{first}\n", encoding="utf-8")
        (listed,) = sorted((root / "sources").iterdir())[:1]
        listed.rename(listed.with_name("moved.yaml"))

    result = differ(tmp_path, edit)
    assert (result.exit_code, result.stdout.splitlines()[1]) == (0, "The two say the same.")


def test_a_duty_less_closes_the_overlap(tmp_path: Path) -> None:
    """CBP no longer studies traces: its overlap with ATF is gone."""
    edit = swap(ATF, "function: trace.analysis", "function: supply.inspect")
    result = differ(tmp_path, edit, "--format", "json")
    said = told(result)
    assert said["records"] == [("changed", "responsibility", "us-atf/analysis")]
    assert ("gone", "overlap", "overlap:us-atf:us-cbp:trace.analysis") in said["findings"]
    data = json.loads(result.stdout)
    assert data["records"][0]["fields"] == [
        {"field": "function", "was": "trace.analysis", "now": "supply.inspect"}
    ]
    assert data["records"][0]["file"] == "registry/agencies/us/us-atf.yaml"
    assert data["records"][0]["line"] == 22


def test_a_duty_under_another_id_is_one_change_and_no_finding(tmp_path: Path) -> None:
    result = differ(tmp_path, swap(ATF, "id: analysis", "id: study"), "--format", "json")
    said = told(result)
    assert said["records"] == [("renamed", "responsibility", "us-atf/study")]
    assert said["findings"] == []


def test_a_side_that_does_not_validate_is_named_and_still_compared(tmp_path: Path) -> None:
    result = differ(tmp_path, swap(ATF, "function: trace.analysis", "function: trace.analisis"))
    assert result.exit_code == 1
    assert "does not validate (1 error)" in result.stdout
    assert "did you mean 'trace.analysis'?" in result.stdout
    assert "~ registry/agencies/us/us-atf.yaml:22:" in result.stdout


def test_markdown_names_both_languages_and_addresses_nobody(tmp_path: Path) -> None:
    edit = swap(ATF, "ATF studies traces.", "ATF studies traces for @everyone <b>*now*</b>.")
    options = ["--format", "markdown", "--link-base", "https://code.example/t/b/abc"]
    text = differ(tmp_path, edit, *options).stdout
    assert text.startswith("## What this change does\n\n- Records: 1 responsibility changed.")
    assert "- Registros: 1 ámbito de competencia con cambios." in text
    assert "(https://code.example/t/b/abc/registry/agencies/us/us-atf.yaml#L22)" in text
    assert "@everyone" not in text
    assert "<b>" not in text
    assert text.count("<details>") == text.count("</details>")


def test_a_page_of_the_difference_runs_nothing(tmp_path: Path) -> None:
    edit = swap(ATF, "ATF studies traces.", "<script>alert(1)</script>")
    page = differ(tmp_path, edit, "--format", "html", "--lang", "es").stdout
    assert "<script" not in page
    assert '<html lang="es-MX">' in page


# -- editions --------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository whose first commit is the tiny world, and whose second ends a duty."""

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    shutil.copytree(TINY, tmp_path / "registry")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", "first")
    swap(ATF, "ATF studies traces.", "ATF studies all traces.")(tmp_path / "registry")
    git("commit", "-q", "-am", "second")
    return tmp_path


def test_revisions_are_read_without_touching_the_working_tree(repository: Path) -> None:
    registry = repository / "registry"
    before = sorted((p, p.read_bytes()) for p in registry.rglob("*.yaml"))
    arguments = ["diff", "HEAD~1", "HEAD", "--registry", str(registry), "--format", "json"]
    result = CliRunner().invoke(main, arguments)
    assert told(result)["records"] == [("changed", "responsibility", "us-atf/analysis")]
    assert sorted((p, p.read_bytes()) for p in registry.rglob("*.yaml")) == before


@pytest.mark.parametrize("name", ["nope", "--output=x", "HEAD:registry"])
def test_a_revision_that_does_not_exist(repository: Path, name: str) -> None:
    with (
        pytest.raises(AgencymapError, match="no folder, file or revision called"),
        edition(name, repository / "registry"),
    ):
        pass


def test_a_folder_without_a_registry(tmp_path: Path) -> None:
    with (
        pytest.raises(AgencymapError, match=r"holds no registry\.yaml"),
        edition(str(tmp_path), TINY),
    ):
        pass


def test_a_data_file_is_an_edition_and_one_of_another_format_is_not(tmp_path: Path) -> None:
    registry = load_registry(TINY)
    file = tmp_path / "agencymap.json"
    file.write_text(registry_json(Snapshot(registry, TINY_DAY)), encoding="utf-8")
    with edition(str(file), TINY) as folder:
        assert load_registry(folder).counts() == registry.counts()
    file.write_text('{"format": "agencymap/9"}', encoding="utf-8")
    wrong = r"format agencymap/9; this version reads agencymap/1"
    with pytest.raises(AgencymapError, match=wrong), edition(str(file), TINY):
        pass
