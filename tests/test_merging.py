"""Editors who work at the same time: what git joins by itself, and ids that stay where they are."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from agencymap.cli import main
from tests.conftest import TINY, TINY_DAY

ATF = Path("agencies/us/us-atf.yaml")
CBP = Path("agencies/us/us-cbp.yaml")
FGR = Path("agencies/mx/mx-fgr.yaml")
PGR = Path("agencies/mx/mx-pgr.yaml")
Edit = Callable[[str], str]


class Repository:
    """A registry in git, in its canonical form, that editors branch off from."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.registry = root / "registry"
        shutil.copytree(TINY, self.registry)
        self.git("init", "-q", "-b", "main")
        self.save("first")

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        return subprocess.run(
            ["git", *who, *arguments], cwd=self.root, capture_output=True, text=True, check=False
        )

    def save(self, why: str) -> None:
        """Put the files in their form and commit them."""
        result = CliRunner().invoke(main, ["fmt", str(self.registry)])
        assert result.exit_code == 0, result.output
        self.git("add", "-A")
        assert self.git("commit", "-q", "-m", why).returncode == 0

    def branch(self, name: str, file: Path, edit: Edit) -> None:
        """Let an editor change a file on a branch of their own."""
        assert self.git("switch", "-q", "-c", name, "main").returncode == 0
        path = self.registry / file
        old = path.read_text(encoding="utf-8")
        new = edit(old)
        assert new != old
        path.write_text(new, encoding="utf-8")
        self.save(name)
        self.git("switch", "-q", "main")

    def merge(self, *names: str) -> bool:
        """Merge the branches one after the other; return whether git could by itself."""
        return all(self.git("merge", "-q", "--no-edit", name).returncode == 0 for name in names)

    def run(self, *arguments: str) -> str:
        result = CliRunner().invoke(main, [*arguments])
        self.code = result.exit_code
        return result.output

    def validate(self) -> str:
        return self.run("validate", str(self.registry))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def swap(*pairs: tuple[str, str]) -> Edit:
    def edit(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return text

    return edit


def untidy(text: str) -> str:
    """Return a record as a hasty editor leaves it: other quotes, and a key at another place."""
    text = text.replace("ATF inspects dealers.", "ATF inspects gun dealers.")
    first, rest = text.split("\n", 1)
    return f"{rest}{first}\n".replace("[firearms]", '[ "firearms" ]')


def test_two_agencies(repository: Repository) -> None:
    repository.branch("ana", ATF, swap(("ATF studies traces.", "ATF studies all traces.")))
    repository.branch("beto", CBP, swap(("CBP inspects what leaves.", "CBP inspects exits.")))
    assert repository.merge("ana", "beto")
    repository.validate()
    assert repository.code == 0


def test_two_responsibilities_of_one_agency(repository: Repository) -> None:
    """Also where one editor saved the file in a form of their own: fmt undoes that."""
    one = ("ATF runs the tracing service.", "ATF runs the National Tracing Center.")
    repository.branch("ana", ATF, swap(one))
    repository.branch("beto", ATF, untidy)
    assert repository.merge("ana", "beto")
    text = (repository.registry / ATF).read_text(encoding="utf-8")
    assert "National Tracing Center" in text
    assert "gun dealers" in text
    repository.validate()
    assert repository.code == 0
    repository.run("fmt", "--check", str(repository.registry))
    assert repository.code == 0


def test_a_new_responsibility_beside_a_change_of_another(repository: Repository) -> None:
    def more(text: str) -> str:
        start, end = text.index("  - id: analysis"), text.index("  - id: inspect")
        entry = text[start:end].replace("id: analysis", "id: operate-abroad")
        return text[:start] + entry.replace("ATF studies", "ATF also studies") + text[start:]

    repository.branch("ana", ATF, more)
    repository.branch("beto", ATF, swap(("ATF inspects dealers.", "ATF inspects gun dealers.")))
    assert repository.merge("ana", "beto")
    repository.validate()
    assert repository.code == 0


def test_the_same_line_is_left_to_a_person_and_the_marks_are_found(
    repository: Repository,
) -> None:
    repository.branch("ana", ATF, swap(("ATF studies traces.", "ATF studies all traces.")))
    repository.branch("beto", ATF, swap(("ATF studies traces.", "ATF studies most traces.")))
    assert not repository.merge("ana", "beto")
    assert "[merge-marker]" in repository.validate()
    assert repository.code == 1


# -- an agency that is gone ------------------------------------------------------------------------


def test_an_agency_that_ended_leads_to_its_successor(repository: Repository) -> None:
    """Its record stays, with its end; the event stands in its file or in the successor's."""
    assert "dissolved: 2018-12-20" in (repository.registry / PGR).read_text(encoding="utf-8")
    assert "predecessors: [mx-pgr]" in (repository.registry / FGR).read_text(encoding="utf-8")
    event = (
        "changes:\n  - kind: absorb\n    date: 2023-01-01\n    successors: [us-atf]\n"
        "    statement: {en: ATF took over from CBP., es: La ATF sustituyó a la CBP.}\n"
        '    citations:\n      - source: report\n        pinpoint: {section: "1"}\ncitations:\n'
    )
    repository.branch(
        "ana",
        CBP,
        swap(
            ("mandate:", "dissolved: 2023-01-01\nmandate:"),
            ("\ncitations:\n", f"\n{event}"),
        ),
    )
    assert repository.merge("ana")
    repository.validate()
    assert repository.code == 0
    day = ["--registry", str(repository.registry), "--as-of", TINY_DAY.isoformat()]
    for former, successor in (("us-cbp", "ATF took over from CBP."), ("PGR", "FGR took the place")):
        said = repository.run("show", former, *day)
        assert "It no longer exists on this date." in said
        assert successor in said
    said = repository.run("diff", "HEAD~1", *day)
    assert "nowhere" not in said


def test_an_agency_that_is_deleted_or_renamed_is_missed(repository: Repository) -> None:
    day = ["--registry", str(repository.registry), "--as-of", TINY_DAY.isoformat()]
    (repository.registry / CBP).unlink()
    said = repository.run("diff", "main", *day)
    assert "Id that leads nowhere now: us-cbp. Keep the record" in said
    said = repository.run("diff", "main", *day, "--lang", "es")
    assert "Identificador que ya no lleva a ningún lado: us-cbp." in said
    said = repository.run("diff", "main", *day, "--format", "markdown")
    before = said.split("<details>", 1)[0]
    assert "nowhere now: us-cbp" in before
    assert "ningún lado: us-cbp" in before
    repository.git("checkout", "-q", "--", ".")
    file = repository.registry / ATF
    text = file.read_text(encoding="utf-8").replace("id: us-atf", "id: us-atfe")
    file.with_name("us-atfe.yaml").write_text(text, encoding="utf-8")
    file.unlink()
    assert "Id that leads nowhere now: us-atf." in repository.run("diff", "main", *day)
