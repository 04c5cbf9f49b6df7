"""What a host runs and shows: workflows that can do no harm, forms, owners, the guides' links."""

from __future__ import annotations

import fnmatch
import io
import json
import os
import re
import shlex
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from agencymap.cli import main

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = {p.stem: p.read_text(encoding="utf-8") for p in (GITHUB / "workflows").glob("*.yml")}
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml"))
GUIDES = ("CONTRIBUTING.md", "CONTRIBUTING.es.md")

pytestmark = pytest.mark.skipif(not GITHUB.is_dir(), reason="not a checkout")

PERMISSIONS = {
    "ci": {"contents": "read"},
    "pull-request": {"contents": "read"},
    "comment": {"actions": "read", "contents": "read", "pull-requests": "write"},
    "publish": {"contents": "read", "pages": "write", "id-token": "write"},
}
"""The most a workflow may do."""
TRUSTED = {"comment", "publish"}
"""Workflows that run no code of a pull request."""
EVENTS = {
    "ci": {"push", "pull_request"},
    "pull-request": {"pull_request"},
    "comment": {"workflow_run"},
    "publish": {"push"},
}


def workflow(name: str) -> dict[str, Any]:
    """Return a workflow as GitHub reads it: "on" is a word there, not a truth value."""
    loaded: dict[str, Any] = yaml.load(WORKFLOWS[name], Loader=yaml.BaseLoader)
    return loaded


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def commands(name: str) -> list[list[str]]:
    """Return the calls of agencymap in a workflow, as words."""
    return calls("\n".join(step.get("run", "") for step in steps(name)))


def calls(script: str) -> list[list[str]]:
    found = []
    for line in script.splitlines():
        if match := re.match(r"\s*(?:\$\(BIN\)/)?agencymap (.+)$", line):
            words = shlex.split(match[1])
            end = next((n for n, word in enumerate(words) if word in {"||", "&&", "|", ";"}), None)
            found.append(words[:end])
    return found


def understood(words: list[str]) -> None:
    """Parse a call as the command line does, without running it."""
    if words == ["--version"]:
        return
    command: click.Command = main
    while isinstance(command, click.Group):
        name, *words = words
        found = command.get_command(click.Context(command), name)
        assert found is not None, name
        command = found
    command.make_context(command.name, words)


# -- workflows -------------------------------------------------------------------------------------


def test_the_workflows_are_those_of_the_tables() -> None:
    assert set(WORKFLOWS) == set(PERMISSIONS) == set(EVENTS)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_has_what_each_must_have(name: str) -> None:
    flow = workflow(name)
    assert {"name", "on", "permissions", "concurrency", "jobs"} == set(flow)
    on = flow["on"]
    assert set(on) == EVENTS[name]
    assert "pull_request_target" not in WORKFLOWS[name]
    for job in flow["jobs"].values():
        assert 1 <= int(job["timeout-minutes"]) <= 60
        assert job["runs-on"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_no_more_than_the_table_says(name: str) -> None:
    flow = workflow(name)
    asked = dict(flow["permissions"])
    for job in flow["jobs"].values():
        asked |= job.get("permissions", {})
    assert asked == PERMISSIONS[name]


@pytest.mark.parametrize("name", sorted(set(WORKFLOWS) - TRUSTED))
def test_what_runs_the_code_of_a_pull_request_only_reads_and_knows_no_secret(name: str) -> None:
    assert set(PERMISSIONS[name].values()) == {"read"}
    assert not re.search(r"secrets\b|github\.token|GITHUB_TOKEN|GH_TOKEN", WORKFLOWS[name])


@pytest.mark.parametrize("name", sorted(TRUSTED))
def test_what_may_write_runs_the_main_branch_alone(name: str) -> None:
    flow = workflow(name)
    assert "pull_request" not in flow["on"]
    assert flow["on"].get("push", {"branches": ["main"]}) == {"branches": ["main"]}
    for step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            ref = step["with"].get("ref", "")
            assert ref in {"", "${{ github.event.repository.default_branch }}"}
    assert "secrets" not in WORKFLOWS[name]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_by_a_digest_and_names_its_version(name: str) -> None:
    lines = re.findall(r"^.*\buses:.*$", WORKFLOWS[name], re.MULTILINE)
    pinned = r"\s*(?:- )?uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"
    assert [line for line in lines if not re.fullmatch(pinned, line)] == []


def test_an_action_has_one_digest_in_all_workflows() -> None:
    found = re.findall(r"uses: (\S+)@(\S+ # \S+)", "\n".join(WORKFLOWS.values()))
    digests: dict[str, set[str]] = {}
    for action, digest in found:
        digests.setdefault(action, set()).add(digest)
    assert digests
    assert {action for action, known in digests.items() if len(known) > 1} == set()


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_expression_stands_in_a_script(name: str) -> None:
    """GitHub puts the value in before the shell reads the script: a branch can be a command."""
    assert [step["run"] for step in steps(name) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_checkout_leaves_no_token_behind(name: str) -> None:
    for step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_commands_of_a_workflow_exist(name: str) -> None:
    for words in commands(name):
        understood(words)


def test_the_checks_of_a_change_are_the_same_here_and_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (target,) = re.findall(r"^check-change:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    local = calls(target.replace("\t", "").replace(" \\\n", "\n").replace("@", ""))
    for words in local:
        understood(words)
    there = {words[0] for words in commands("pull-request")}
    assert {words[0] for words in local} == {"validate", "fmt", "diff"} == there - {"build"}
    assert ["validate", "registry", "--format", "github"] in commands("pull-request")
    assert ["fmt", "--check", "registry"] in commands("pull-request")


def test_the_two_halves_know_each_other() -> None:
    assert workflow("comment")["on"]["workflow_run"] == {
        "workflows": [workflow("pull-request")["name"]],
        "types": ["completed"],
    }
    names = {s["with"]["name"] for s in steps("pull-request") if "upload-artifact" in str(s)}
    script = (GITHUB / "scripts" / "comment.py").read_text(encoding="utf-8")
    assert 'ARTIFACT, FILE = "change", "change.md"' in script
    assert "change" in names
    wanted = set(re.findall(r"os\.environ\[['\"](\w+)['\"]\]", script)) - {"GITHUB_REPOSITORY"}
    assert wanted | {"GH_TOKEN"} == set(steps("comment")[-1]["env"])


# -- the comment -----------------------------------------------------------------------------------

GH = """\
import json, pathlib, sys
state = pathlib.Path(__file__).with_name("state")
path, *rest = sys.argv[2:]
body = sys.stdin.read() if "--input" in rest else ""
with (state / "calls").open("a") as calls:
    calls.write(json.dumps([path, rest, body]) + "\\n")
answers = json.loads((state / "answers.json").read_text())
if path.endswith("/zip"):
    sys.stdout.buffer.write((state / "change.zip").read_bytes())
elif body:
    print("{}")
else:
    print(json.dumps(answers[path]))
"""
SHA = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "agencymap/agencymap"
RUN = f"repos/{REPOSITORY}/actions/runs/77"


@dataclass
class Host:
    """A stand-in for GitHub: what it answers, and what was asked of it."""

    folder: Path
    pulls: list[Any] = field(default_factory=list)
    comments: list[Any] = field(default_factory=list)
    size: int = 500

    def pull(self, number: int, sha: str = SHA, repository: str = "ana/agencymap") -> None:
        self.pulls.append(
            {"number": number, "head": {"sha": sha, "repo": {"full_name": repository}}}
        )

    def comment(self, text: str | None, *, name: str = "change.md") -> list[tuple[str, str]]:
        """Run the script; return what it wrote, each with its address."""
        state = self.folder / "state"
        state.mkdir(exist_ok=True)
        (state / "calls").write_text("")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, text or "")
        (state / "change.zip").write_bytes(packed.getvalue())
        found = {"id": 5, "name": "change", "expired": False, "size_in_bytes": self.size}
        answers = {
            f"repos/{REPOSITORY}/pulls": self.pulls,
            f"{RUN}/artifacts": {"artifacts": [] if text is None else [found]},
            f"repos/{REPOSITORY}/issues/12/comments": self.comments,
        }
        (state / "answers.json").write_text(json.dumps(answers))
        (self.folder / "gh.py").write_text(GH)
        command = self.folder / "gh"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{self.folder}/gh.py" "$@"\n')
        command.chmod(0o755)
        environment = {
            "PATH": f"{self.folder}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_REPOSITORY": REPOSITORY,
            "RUN_ID": "77",
            "CONCLUSION": "success",
            "HEAD_SHA": SHA,
            "HEAD_BRANCH": "$(touch owned)",
            "HEAD_OWNER": "ana",
            "HEAD_REPOSITORY": "ana/agencymap",
        }
        script = GITHUB / "scripts" / "comment.py"
        subprocess.run(
            [sys.executable, str(script)], env=environment, cwd=self.folder, check=True,
            capture_output=True,
        )  # fmt: skip
        asked = [json.loads(line) for line in (state / "calls").read_text().splitlines()]
        return [(path, json.loads(body)["body"]) for path, _, body in asked if body]


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


def test_the_comment_is_posted_once_and_then_renewed(host: Host) -> None:
    host.pull(12)
    host.pull(13, repository="eve/agencymap")  # the same commit from elsewhere
    ((path, body),) = host.comment("## What this change does\n\n- Records: 1 agency added.\n")
    assert path == f"repos/{REPOSITORY}/issues/12/comments"
    assert "- Records: 1 agency added." in body
    assert f"https://github.com/{REPOSITORY}/actions/runs/77" in body
    forged = {"id": 8, "user": {"login": "eve"}, "body": body}
    ours = {"id": 9, "user": {"login": "github-actions[bot]"}, "body": body}
    host.comments += [forged, ours]
    ((path, _),) = host.comment("## What this change does\n")
    assert path == f"repos/{REPOSITORY}/issues/comments/9"
    assert not (host.folder / "owned").exists()


def test_a_pull_request_that_has_moved_on_gets_no_comment(host: Host) -> None:
    host.pull(12, sha="f" * 40)
    assert host.comment("text") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [(None, "change.md"), ("text", "../change.md"), ("a" * 2_000_001, "change.md")],
    ids=["missing", "another-file", "huge-unpacked"],
)
def test_a_file_that_cannot_be_used_is_not_shown(host: Host, text: str | None, name: str) -> None:
    host.pull(12)
    ((_, body),) = host.comment(text, name=name)
    assert "It could not be computed" in body
    assert len(body) < 2_000


def test_a_huge_file_is_not_fetched(host: Host) -> None:
    host.pull(12)
    host.size = 5_000_000
    ((_, body),) = host.comment("text")
    assert "It could not be computed" in body
    assert "/zip" not in (host.folder / "state" / "calls").read_text()


def test_the_text_of_a_stranger_addresses_nobody_and_leads_nowhere_else(host: Host) -> None:
    host.pull(12)
    here = f"https://github.com/{REPOSITORY}/blob/abc/registry/map.yaml#L3"
    text = (
        f"<details><summary>a</summary>\n[map]({here}) @everyone &#64;team #12\n"
        "![x](https://e.example/p.png) [y](https://e.example) [z][q]\n[q]: https://e.example\n"
        "<img src=x> <!-- agencymap --> &#60;b&#62; \x1b[31m \u202e 1\u00a0000\n</details>\n"
    )
    ((_, body),) = host.comment(text)
    shown = body.split("</sub>", 1)[1]
    assert f"[map]({here})" in shown
    assert "<details><summary>a</summary>" in shown
    assert "&#60;b&#62;" in shown
    assert "1 000" in shown
    for refused in ("@e", "&#64;", "#12", "![", "](https://e", "][", "]:", "<img", "<!--", "\x1b"):
        assert refused not in shown
    assert "\u202e" not in shown


def test_a_long_text_is_cut_to_its_summary(host: Host) -> None:
    host.pull(12)
    ((_, body),) = host.comment("- Records: many.\n\n<details>" + "x" * 70_000 + "</details>")
    assert "- Records: many." in body
    assert "Too long for a comment" in body
    assert len(body) < 3_000
    ((_, body),) = host.comment("y" * 70_000)
    assert len(body) < 65_536


# -- forms and owners ------------------------------------------------------------------------------

INPUTS = {"input", "textarea", "dropdown", "checkboxes"}
ATTRIBUTES = {
    "markdown": {"value"},
    "input": {"label", "description", "placeholder", "value"},
    "textarea": {"label", "description", "placeholder", "value", "render"},
    "dropdown": {"label", "description", "multiple", "options", "default"},
    "checkboxes": {"label", "description", "options"},
}


@pytest.mark.parametrize("form", [f for f in FORMS if f.stem != "config"], ids=lambda f: f.stem)
def test_an_issue_form_is_one_and_speaks_both_languages(form: Path) -> None:
    data = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(data) <= {
        "name", "description", "body", "title", "labels", "assignees", "projects", "type",
    }  # fmt: skip
    assert " / " in data["name"]
    assert " / " in data["description"]
    assert len(data["description"]) <= 200
    fields = [e for e in data["body"] if e["type"] != "markdown"]
    assert fields
    for element in data["body"]:
        assert set(element) <= {"type", "id", "attributes", "validations"}
        assert set(element["attributes"]) <= ATTRIBUTES[element["type"]]
        assert set(element.get("validations", {})) <= {"required"}
    for element in fields:
        assert re.fullmatch(r"[a-z-]+", element["id"])
        assert " / " in element["attributes"]["label"]
        options = element["attributes"].get("options", [])
        assert len(set(map(str, options))) == len(options)
    for key in ("id", "label"):
        known = [e.get(key) or e["attributes"][key] for e in fields]
        assert len(set(known)) == len(known)


def test_there_is_a_form_for_each_kind_of_fault() -> None:
    assert {f.stem for f in FORMS} == {
        "agency-is-missing", "config", "record-is-wrong", "tool-is-wrong",
    }  # fmt: skip
    names = [yaml.safe_load(f.read_text(encoding="utf-8")).get("name") for f in FORMS]
    assert len(set(names)) == len(names)
    config = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / "config.yml").read_text(encoding="utf-8"))
    assert set(config) <= {"blank_issues_enabled", "contact_links"}


def test_owners_are_teams_and_their_paths_exist() -> None:
    files = [
        p.relative_to(ROOT).as_posix()
        for folder in ("registry", ".github")
        for p in (ROOT / folder).rglob("*")
        if p.is_file()
    ] + [p.name for p in ROOT.iterdir() if p.is_file()]
    owned = 0
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for line in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        pattern, *owners = line.split()
        assert owners
        for owner in owners:
            assert re.fullmatch(r"@[\w-]+/[\w-]+", owner)
            assert f"`{owner}`" in guide, "CONTRIBUTING.md lists the teams"
        if pattern != "*":
            glob = pattern.lstrip("/") + ("*" if pattern.endswith("/") else "")
            assert fnmatch.filter(files, glob), pattern
        owned += 1
    assert owned > 5


# -- the guides ------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives the headings of a document."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", GUIDES)
def test_the_links_of_a_guide_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        assert (ROOT / file).is_file(), target
        assert not anchor or anchor in anchors((ROOT / file).read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", GUIDES)
def test_the_commands_of_a_guide_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    said = [" ".join(c.split()) for c in re.findall(r"`agencymap ([^`]+)`", text)]
    assert len(said) >= 2
    for command in said:
        understood(shlex.split(command))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    made = re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)
    assert set(made) <= targets
    assert "check-change" in made


@pytest.mark.parametrize("name", GUIDES)
def test_the_guides_name_what_is_on_the_screen(name: str) -> None:
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    for words in (
        "Edit this file", "Fork this repository", "Commit changes…", "Propose changes",
        "Create pull request", "Files changed", "Resolve conflicts",
        *(s["name"] for s in steps("pull-request") if "form" in s.get("name", "")),
    ):  # fmt: skip
        assert f"*{words}*" in text
    rule = re.findall(r"error: quote has 31 words; keep 30 at most \[(.+?)\]", text)
    assert rule == ["long-quote"]


@pytest.mark.parametrize("name", GUIDES)
def test_the_example_citation_of_a_guide_is_right(name: str) -> None:
    from agencymap.model import Citation
    from agencymap.strict_yaml import parse_yaml

    (example,) = re.findall(r"```yaml\n(.+?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    parsed = parse_yaml(example.encode(), name)
    assert not parsed.findings
    value: Any = parsed.value
    (citation,) = [Citation.model_validate(c) for c in value["citations"]]
    assert citation.quote is not None
    assert len(citation.quote.text.split()) <= 30
