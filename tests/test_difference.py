"""What a change does: two editions of the tiny world compared as facts and by their findings."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from agencymap.analysis.difference import Sign, compare_facts, page_ranges
from agencymap.cli import main
from agencymap.editions import _unpack, edition
from agencymap.errors import AgencymapError
from agencymap.loading import load_registry, read_facts
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


def test_a_file_that_cannot_be_read_is_neither_gone_nor_added(tmp_path: Path) -> None:
    def edit(root: Path) -> None:
        with (root / ATF).open("a", encoding="utf-8") as file:
            file.write("<<<<<<< HEAD\n")
        swap(CBP, "CBP studies traces in", "CBP studies all traces in")(root)

    result = differ(tmp_path, edit, "--format", "json")
    assert result.exit_code == 1
    assert told(result)["records"] == [("changed", "responsibility", "us-cbp/analysis")]
    assert "[merge-marker]" in result.stdout


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


REVIEW = """\
  - finding: {finding}
    judgement: accepted
    reason: {{en: Nothing newer was found., es: No se halló nada más reciente.}}
    reviewed: 2023-06-18
    until: 2024-06-18
"""


def test_reviews_and_the_coverage_list_are_compared(tmp_path: Path) -> None:
    """Two reviews with one reason are two, and never one under another name."""
    old, new = (REVIEW.format(finding=f"stale-claim:us-atf/{x}") for x in ("analysis", "request"))

    def edit(root: Path) -> None:
        (root / "reviews.yaml").write_text(f"reviews:\n{new}", encoding="utf-8")
        (root / "coverage.yaml").write_text(
            "entries:\n  - {name: A unit, sources: [lj23], agency: us-atf}\n", encoding="utf-8"
        )

    base = tmp_path / "base"
    shutil.copytree(TINY, base)
    (base / "reviews.yaml").write_text(f"reviews:\n{old}", encoding="utf-8")
    shutil.copytree(base, tmp_path / "head")
    edit(tmp_path / "head")
    result = CliRunner().invoke(
        main, ["diff", str(base), str(tmp_path / "head"), "--format", "json"]
    )
    assert told(result)["records"] == [
        ("gone", "review", "stale-claim:us-atf/analysis"),
        ("added", "review", "stale-claim:us-atf/request"),
        ("added", "coverage", "A unit"),
    ]


def test_files_that_both_hold_are_passed_over(tmp_path: Path) -> None:
    """A record that moved to another file of its kind is still the same record."""
    head = tmp_path / "registry"
    shutil.copytree(TINY, head)
    (head / CBP).rename(head / "agencies" / "mx" / "us-cbp.yaml")
    swap(ATF, "ATF studies traces.", "ATF studies all traces.")(head)
    facts = read_facts(head, beside=TINY)
    assert {key[1].split("/")[0] for key in facts} == {"us-atf", "us-cbp"}
    (changed,) = compare_facts(read_facts(TINY, beside=head), facts)
    assert (changed.sign, changed.id) == (Sign.CHANGED, "us-atf/analysis")


# -- printed pages ---------------------------------------------------------------------------------


def test_the_printed_pages_that_change(tmp_path: Path) -> None:
    """ATF no longer studies traces: the overlap with CBP leaves the register, and its fact sheet
    differs. Of the FGR's sheet only the number of a finding does, which is no difference."""
    edit = swap(ATF, "function: trace.analysis", "function: supply.inspect")
    result = differ(tmp_path, edit, "--pages", "--format", "json")
    parts = {x["title"]: x for x in json.loads(result.stdout)["printed"]["en"]}
    assert "FGR" not in parts
    sheet = parts["ATF"]
    assert (sheet["added"], sheet["changed"], sheet["gone"]) == (0, 1, 0)
    assert len(sheet["former_pages"]) == len(sheet["pages"]) == 1
    register = next(x for t, x in parts.items() if t.startswith("Overlap register"))
    assert register["gone"] == 1
    assert register["pages"] == []
    assert not any(t.startswith("Sources") for t in parts)


def test_pages_in_both_languages_in_a_comment(tmp_path: Path) -> None:
    """A word of the English statement changes the English report alone."""
    edit = swap(ATF, "ATF studies traces.", "ATF studies all traces.")
    text = differ(tmp_path, edit, "--pages", "--format", "markdown").stdout
    said = re.findall(r"- (Printed report.*|Reporte impreso.*)", text)
    assert [re.sub(r"\d+(–\d+)?(, \d+(–\d+)?)*", "N", x) for x in said] == [
        "Printed report (English): former page N; now page N.",
        "Printed report (Spanish): no page changes but for the edition named at the foot.",
        "Reporte impreso (inglés): página anterior N; ahora página N.",
        "Reporte impreso (español): no cambia ninguna página, salvo la edición que se indica al pie"
        ".",
    ]


def test_a_comment_that_changes_nothing_on_paper_says_so(tmp_path: Path) -> None:
    edit = swap(ATF, "checked: ", "checked:  ")
    assert "The two say the same." in differ(tmp_path, edit, "--pages").stdout


@pytest.mark.parametrize(
    ("pages", "text"),
    [((), ""), ((3,), "3"), ((3, 4), "3–4"), ((1, 3, 4, 5, 9), "1, 3–5, 9")],
)
def test_pages_as_text(pages: tuple[int, ...], text: str) -> None:
    assert page_ranges(pages) == text


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


def test_of_an_archive_files_alone_are_written_and_none_outside(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name in ("registry/a.yaml", "../outside.yaml", "/outside.yaml"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
        link = tarfile.TarInfo("registry/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(link)
    packed.seek(0)
    with tarfile.open(fileobj=packed) as archive:
        _unpack(archive, tmp_path / "into")
    found = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert found == ["into/registry/a.yaml"]
    assert not (tmp_path / "into" / "registry" / "link").exists()
