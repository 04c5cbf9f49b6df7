"""The command line: the product on stdout, the rest on stderr, 0, 1 or 2, never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from agencymap import __version__
from agencymap.cli import main
from agencymap.loading import load_registry
from agencymap.model import FILE_TYPES

TINY = Path(__file__).parent / "worlds" / "tiny"
COMMANDS = sorted(main.commands)
REPORT = "A council, A report on tracing (2023), §V.A. research report, read whole"


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def ask(*arguments: str | Path, day: str = "2023-06-18") -> Result:
    """Ask the tiny world."""
    return run(*arguments, "--registry", TINY, "--as-of", day)


def rows(*arguments: str | Path, day: str = "2023-06-18") -> Any:
    """Return the results of a command as JSON."""
    result = ask(*arguments, "--format", "json", day=day)
    assert (result.exit_code, result.stderr) == (0, "")
    document = json.loads(result.stdout)
    assert document["format"] == "agencymap/1"
    assert document["as_of"] == day
    assert document["edition"] == "2026.1"
    assert document["digest"] == load_registry(TINY).digest
    return document["results"]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a registry with one error, on line 9 of one file."""
    shutil.copytree(TINY, tmp_path / "registry")
    path = tmp_path / "registry" / "agencies" / "us" / "us-atf.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- agency: us-doj", "- agency: us-dojj"), encoding="utf-8")
    return tmp_path / "registry"


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    """Return a registry with one warning and no error."""
    shutil.copytree(TINY, tmp_path / "registry")
    world = TINY.parent / "broken" / "uncited-source"
    shutil.copytree(world, tmp_path / "registry", dirs_exist_ok=True)
    return tmp_path / "registry"


# -- exact answers -------------------------------------------------------------------------------

ANSWERS = {
    "show": (
        ["show", "fiscalia general de la republica"],
        f"""\
Fiscalía General de la República (Attorney General’s Office, FGR)
Mexico, federal; prosecutor’s office [mx-fgr]

Prosecutes federal crimes.

Responsibilities
  A  trace requests: FGR asks for traces. (uncertain on this date)
      {REPORT}

Counterparts
  -  For trace requests, FGR’s counterpart on file is ATF. Reason: a channel for this function
    is on file.

Mechanisms
  -  eTrace: user

Changes
  -  December 20, 2018: FGR took the place of PGR.
""",
    ),
    "who": (
        ["who", "trace.request", "--country", "mx"],
        f"""\
One agency in Mexico is on file for trace requests as of June 18, 2023: FGR.
  FGR [mx-fgr/request]
  A  trace requests: FGR asks for traces. (uncertain on this date)
      {REPORT}
""",
    ),
    "counterpart": (
        ["counterpart", "ATF", "--function", "trace.operate", "--place", "Sonora"],
        f"""\
For trace operation in Sonora, ATF’s counterpart on file is FGR. Reason: a channel for this
  function is on file.

1. Fiscalía General de la República (Attorney General’s Office, FGR) [mx-fgr]
   a channel for this function is on file. Contact on file: eTrace; no written division of tasks
     is on file.
  A  trace requests: FGR asks for traces. (uncertain on this date)
      {REPORT}
""",
    ),
    "path": (["path", "ATF", "FGR"], "ATF and FGR share a channel: eTrace.\n"),
    "overlaps": (
        ["overlaps"],
        """\
ATF and CBP overlap on trace analysis in Arizona: the area of one lies within that of the other,
  or meets it in part. No agreement or forum between them on this function is on file.
    [overlap:us-atf:us-cbp:trace.analysis]
""",
    ),
    "gaps": (
        ["gaps", "--function", "supply"],
        """\
One agency carries out dealer inspection in the United States and none is on file as accountable
  for it: ATF.
    [gap:accountability:supply.inspect:us:anywhere]
""",
    ),
    "single-points": (
        ["single-points", "--function", "trace.request"],
        """\
FGR is the only agency in Mexico on file for trace requests.
    [single-point:sole-holder:mx:trace.request:mx-fgr]
""",
    ),
    "needs": (
        ["needs", "CBP"],
        """\
For outbound inspection, CBP needs trace data from ATF; no record shows that it receives it (A
  council, §V.D (2023)).
    [need:us-cbp/trace-data]
""",
    ),
}


@pytest.mark.parametrize(("command", "stdout"), ANSWERS.values(), ids=list(ANSWERS))
def test_the_answer_and_nothing_else(command: list[str], stdout: str) -> None:
    result = ask(*command)
    assert result.stdout == stdout
    assert result.stderr == ""
    assert result.exit_code == 0


SPANISH = {
    "who": (
        ["who", "trace.request", "--country", "mx"],
        """\
Al 18 de junio de 2023 consta una sola institución de México con las solicitudes de rastreo: la
  FGR.
  FGR [mx-fgr/request]
  A  solicitudes de rastreo: La FGR pide rastreos. (incierto en esta fecha)
      A council, A report on tracing (2023), sec. V.A. informe de investigación, leída completa
""",
    ),
    "path": (["path", "ATF", "FGR"], "La ATF y la FGR comparten una vía: eTrace.\n"),
    "overlaps": (
        ["overlaps"],
        """\
La ATF y la CBP se traslapan en el análisis de rastreos en Arizona: el ámbito de una queda
  dentro del de la otra o coincide con él en parte. No consta acuerdo ni foro entre ambas sobre
  esta función.
    [overlap:us-atf:us-cbp:trace.analysis]
""",
    ),
    "needs": (
        ["needs", "CBP"],
        """\
Para la inspección de salida, la CBP necesita los datos de rastreo de la ATF; no consta que los
  reciba (A council, sec. V.D (2023)).
    [need:us-cbp/trace-data]
""",
    ),
}


@pytest.mark.parametrize(("command", "stdout"), SPANISH.values(), ids=list(SPANISH))
def test_the_answer_in_spanish(command: list[str], stdout: str) -> None:
    assert ask(*command, "--lang", "es").stdout == stdout


def test_a_day_before_the_change_shows_the_predecessor() -> None:
    before = ask("who", "trace.request", "--country", "mx", day="2016-01-31").stdout
    assert before.startswith(
        "One agency in Mexico is on file for trace requests as of January 31, 2016: PGR.\n"
        "  PGR [mx-pgr/request]\n"
    )
    assert "FGR" not in before
    assert "It no longer exists on this date." in ask("show", "PGR").stdout
    assert "It is not on file for this date." in ask("show", "FGR", day="2016-01-31").stdout


@pytest.mark.parametrize("day", ["2018-12-19", "2018-12-20"])
def test_the_day_of_the_change(day: str) -> None:
    (row,) = rows("who", "trace.request", "--country", "mx", day=day)
    assert [h["id"] for h in row["holders"]] == [{"19": "mx-pgr", "20": "mx-fgr"}[day[-2:]]]


# -- JSON ----------------------------------------------------------------------------------------

IDS = {
    "overlaps": (["overlaps"], ["overlap:us-atf:us-cbp:trace.analysis"]),
    "overlaps-of-mx": (["overlaps", "--country", "mx"], []),
    "overlaps-elsewhere": (["overlaps", "--function", "border"], []),
    "gaps": (
        ["gaps"],
        [
            "gap:side:trace.analysis:mx:anywhere",
            "gap:side:border.outbound:mx:anywhere",
            "gap:accountability:trace.analysis:us:anywhere",
            "gap:accountability:border.outbound:us:anywhere",
            "gap:accountability:supply.inspect:us:anywhere",
            "gap:need:border.outbound:us:anywhere:need:us-cbp/trace-data",
        ],
    ),
    "single-points": (
        ["single-points"],
        [
            "single-point:sole-holder:us:trace.operate:us-atf",
            "single-point:sole-holder:mx:trace.request:mx-fgr",
            "single-point:sole-holder:us:border.outbound:us-cbp",
            "single-point:sole-holder:us:supply.inspect:us-atf",
        ],
    ),
    "needs": (["needs"], ["need:us-cbp/trace-data"]),
    "needs-of-atf": (["needs", "ATF"], []),
    "who": (
        ["who", "trace"],
        ["fragmentation:us:trace", "fragmentation:mx:trace"],
    ),
}


@pytest.mark.parametrize(("command", "ids"), IDS.values(), ids=list(IDS))
def test_ids(command: list[str], ids: list[str]) -> None:
    assert [row["id"] for row in rows(*command)] == ids


def test_who_as_json() -> None:
    us, mx = rows("who", "trace.request", day="2025-09-26")
    assert us["holders"] == us["areas"] == []
    assert [h["id"] for h in mx["holders"]] == ["mx-fgr"]
    assert [a["id"] for a in mx["areas"]] == ["mx-fgr/request"]
    assert [a["id"] for a in mx["announced"]] == ["mx-fiscalia-son/request"]  # never counted


def test_show_as_json() -> None:
    row = rows("show", "us-atf")
    assert row["id"] == "us-atf"
    assert [p["id"] for p in row["parents"]] == ["us-doj"]
    duties = ["us-atf/operate", "us-atf/analysis", "us-atf/inspect"]
    assert [r["id"] for r in row["responsibilities"]] == duties
    assert [x["id"] for x in row["limits"]] == ["us-atf/once-a-year"]
    assert [x["id"] for x in row["links"]] == ["atf-cbp-withheld"]


def test_counterpart_as_json() -> None:
    row = rows("counterpart", "ATF", "--function", "trace.operate")
    assert row["answering_function"] == "trace.request"
    assert [(c["rank"], c["agency"]) for c in row["counterparts"]] == [(1, "mx-fgr")]
    none = rows("counterpart", "ATF", "--function", "supply.inspect")
    assert none["counterparts"] == []


def test_path_as_json() -> None:
    row = rows("path", "ATF", "FGR")
    assert row["distance"] == 1
    assert [[s["channel"] for s in p["steps"]] for p in row["paths"]] == [
        ["mechanism/etrace/mx-fgr"]
    ]
    nothing = rows("path", "CBP", "SEDENA")
    assert (nothing["distance"], nothing["paths"]) == (None, [])


def test_a_need_names_the_refusal_on_file() -> None:
    (need,) = rows("needs", "CBP", day="2026-11-24")
    assert need["unmet"] is True
    assert need["withheld"] == ["atf-cbp-withheld"]


# -- validate ------------------------------------------------------------------------------------


def test_validate_a_whole_registry() -> None:
    result = run("validate", TINY)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "no findings in 17 files\n"


def test_validate_finds_an_error(broken: Path) -> None:
    result = run("validate", broken)
    place = f"{broken.as_posix()}/agencies/us/us-atf.yaml"
    assert result.exit_code == 1
    assert result.stdout == (
        f"{place}:9:5: error: 'us-dojj' is not the id of an agency; did you mean 'us-doj'? "
        "[unknown-agency]\n"
    )
    assert result.stderr == "1 error in 17 files\n"


def test_validate_as_json(broken: Path) -> None:
    result = run("validate", broken, "--format", "json")
    assert json.loads(result.stdout) == {
        "format": "agencymap/1",
        "findings": [
            {
                "file": f"{broken.as_posix()}/agencies/us/us-atf.yaml",
                "line": 9,
                "column": 5,
                "severity": "error",
                "message": "'us-dojj' is not the id of an agency; did you mean 'us-doj'?",
                "rule": "unknown-agency",
            }
        ],
    }


def test_validate_for_github(broken: Path) -> None:
    result = run("validate", broken, "--format", "github")
    place = f"{broken.as_posix()}/agencies/us/us-atf.yaml"
    assert result.stdout == (
        f"::error file={place},line=9,col=5::'us-dojj' is not the id of an agency; did you mean "
        "'us-doj'? [unknown-agency]\n"
    )


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--strict"], 1)])
def test_a_warning_fails_only_when_strict(doubtful: Path, options: list[str], code: int) -> None:
    result = run("validate", doubtful, *options)
    assert result.stdout.endswith("warning: no record cites 'leaflet'; remove it or cite it "
                                  "[uncited-source]\n")  # fmt: skip
    assert result.stderr == "1 warning in 18 files\n"
    assert result.exit_code == code


# -- build, report, export, schema ---------------------------------------------------------------


def test_build(tmp_path: Path) -> None:
    result = ask("build", "--output", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    out = (tmp_path / "out").as_posix()
    assert result.stderr.endswith(f" MB, in {out}/; open {out}/index.html\n")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["as_of"] == "2023-06-18"


def test_build_writes_nothing_from_a_registry_with_errors(tmp_path: Path, broken: Path) -> None:
    result = run("build", "--registry", broken, "--output", tmp_path / "out")
    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_build_obeys_the_rules_of_content_too(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "registry")
    world = TINY.parent / "broken" / "untranslated"
    shutil.copytree(world, tmp_path / "registry", dirs_exist_ok=True)
    result = run("build", "--registry", tmp_path / "registry", "--output", tmp_path / "out")
    assert result.exit_code == 1
    assert "[untranslated]" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_report_as_page(lang: str) -> None:
    result = ask("report", "overlap", "--lang", lang, "--format", "html", "-o", "-")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.lower().startswith("<!doctype html>")
    assert f'lang="{lang}' in result.stdout


def test_report_as_print(tmp_path: Path) -> None:
    result = ask("report", "overlap", "-o", tmp_path / "r.pdf")
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")
    assert os.listdir(tmp_path) == ["r.pdf"]


def test_report_as_data() -> None:
    model = json.loads(ask("report", "overlap", "--format", "json", "-o", "-").stdout)
    assert model["meta"]["as_of"] == "2023-06-18"


def test_export_json() -> None:
    document = json.loads(ask("export", "json").stdout)
    assert [a["id"] for a in document["agencies"]] == [
        "mx-fgr", "mx-fiscalia-son", "mx-pgr", "mx-sedena", "us-atf", "us-cbp", "us-doj",
    ]  # fmt: skip
    assert document["digest"] == load_registry(TINY).digest


def test_export_csv() -> None:
    result = ask("export", "csv", "--table", "links")
    assert result.stdout == (
        "id,first,second,unnamed_country,kind,direction,functions,places,mechanism,instrument,"
        "since,until,status,statement_en,statement_es,sources\n"
        "atf-cbp-withheld,us-atf,us-cbp,,withheld-data,first-to-second,trace.analysis,,,,,,"
        "asserted,ATF keeps trace data from CBP.,"
        "La ATF no comparte con la CBP los datos de rastreo.,report\n"
        "cbp-mexico,us-cbp,,mx,joint-operation,mutual,border.outbound,,,,2019-10,,asserted,"
        "CBP inspected with Mexican officers.,La CBP revisó junto con personal mexicano.,report\n"
    )


@pytest.mark.parametrize(
    ("table", "ids"),
    [
        ("agencies", 7),
        ("responsibilities", 9),
        ("limits", 1),
        ("mechanisms", 1),
        ("participants", 2),
        ("functions", 6),
        ("places", 4),
        ("sources", 2),
    ],
)
def test_every_table_has_its_rows(table: str, ids: int) -> None:
    text = ask("export", "csv", "--table", table).stdout
    assert len(list(csv.DictReader(io.StringIO(text)))) == ids


def test_a_formula_is_no_formula_in_a_table(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "registry")
    path = tmp_path / "registry" / "sources" / "all.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"A council"', "\"=HYPERLINK('x')\""), encoding="utf-8")
    result = run("export", "csv", "--table", "sources", "--registry", tmp_path / "registry")
    cells = [row["publisher"] for row in csv.DictReader(io.StringIO(result.stdout))]
    assert cells == ["Cámara de Diputados", "'=HYPERLINK('x')"]


def test_export_graphml() -> None:
    root = ElementTree.fromstring(ask("export", "graphml").stdout)
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    nodes = {node.get("id") for node in root.findall(".//g:node", space)}
    assert {"agency:us-atf", "agency:mx-fgr", "function:trace.request"} <= nodes


def test_export_to_a_file(tmp_path: Path) -> None:
    result = ask("export", "json", "-o", tmp_path / "a.json")
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "a.json").read_bytes() == ask("export", "json", "-o", "-").stdout_bytes


def test_schema() -> None:
    result = run("schema", "agency")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["title"] == "Agency"
    assert result.stdout == run("schema").stdout


def test_schemas_into_a_folder(tmp_path: Path) -> None:
    result = run("schema", "--write", tmp_path / "new" / "schemas")
    assert (result.exit_code, result.output) == (0, "")
    written = sorted(os.listdir(tmp_path / "new" / "schemas"))
    assert len(written) == len(FILE_TYPES)
    assert written[0] == "agency.schema.json"


# -- findings and misuse -------------------------------------------------------------------------

ASKED: dict[str, list[str | Path]] = {
    "build": [],
    "show": ["ATF"],
    "who": ["trace"],
    "counterpart": ["ATF", "--function", "trace.operate"],
    "path": ["ATF", "FGR"],
    "overlaps": [],
    "gaps": [],
    "single-points": [],
    "needs": [],
    "stats": [],
    "report": ["overlap", "-o", "-"],
    "export": ["json"],
    "stale": [],
    "confirm": ["etrace", "--source", "report", "--on", "2026-11-25"],
    "new": ["source", "--title", "T", "--lang", "en", "--publisher", "P", "--kind", "news",
            "--read", "part"],
}  # fmt: skip
ELSEWHERE = {"validate", "schema", "diff", "fmt", "rules", "explain", "serve"}
"""Commands that answer no question on the registry, or have tests of their own."""


@pytest.mark.parametrize("command", ASKED)
def test_a_registry_with_an_error_ends_with_1(command: str, broken: Path, tmp_path: Path) -> None:
    extra: list[str | Path] = ["--output", tmp_path / "out"] if command == "build" else []
    result = run(command, *ASKED[command], "--registry", broken, *extra)
    assert (result.exit_code, result.stdout) == (1, "")
    first, last = result.stderr.splitlines()
    assert first.endswith("did you mean 'us-doj'? [unknown-agency]")
    assert last == "agencymap: the registry is not whole: 1 error in 1 file"


@pytest.mark.parametrize("command", ["validate", *ASKED])
def test_no_registry_ends_with_2(command: str) -> None:
    where = ["nowhere"] if command == "validate" else ["--registry", "nowhere"]
    result = run(command, *ASKED.get(command, []), *where)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "agencymap: nowhere is not a folder; name the folder that holds registry.yaml\n"
    )


MISUSE: list[tuple[list[str | Path], str]] = [
    (["validate", "a", "b"], "unexpected extra argument"),
    (["validate", TINY, "--format", "xml"], "'xml' is not one of 'text', 'json', 'github'"),
    (["build", "--registry", TINY, "--output", TINY / "map.yaml"],
     "map.yaml is a file; name a folder with --output"),
    (["build", "--registry", TINY, "--output", TINY], "tiny/ holds files but no manifest.json"),
    (["show", "nobody", "--registry", TINY], "no agency is called 'nobody'"),
    (["show", "", "--registry", TINY], "no agency is called ''"),
    (["show", "ATF", "--as-of", "2023-6-1"], "'2023-6-1' is not a day; write it as 2023-06-18"),
    (["show", "ATF", "--as-of", "2023-02-30"], "'2023-02-30' is not a day"),
    (["show", "ATF", "--lang", "fr"], "'fr' is not one of 'en', 'es'"),
    (["who", "trace.reqest", "--registry", TINY], "no function is called 'trace.reqest'"),
    (["who", "trace", "--place", "Sonara", "--registry", TINY], "no place is called 'Sonara'"),
    (["counterpart", "ATF"], "Missing option '--function'"),
    (["path", "ATF"], "Missing argument 'TARGET'"),
    (["overlaps", "--country", "ca"], "'ca' is not one of 'us', 'mx'"),
    (["gaps", "--function", "magic", "--registry", TINY], "no function is called 'magic'"),
    (["single-points", "extra"], "unexpected extra argument"),
    (["needs", "nobody", "--registry", TINY], "no agency is called 'nobody'"),
    (["report", "overlap"], "Missing option '-o' / '--output'"),
    (["report", "overlap", "--registry", TINY, "-o", TINY], "tiny cannot be written: "),
    (["report", "overlap", "--registry", TINY, "-o", "."], "cannot be written"),
    (["report", "overlap", "--registry", TINY, "--format", "json",
      "-o", TINY / "map.yaml" / "a.json"], "map.yaml/a.json cannot be written: not a directory"),
    (["report", "overlap", "--registry", TINY, "--format", "xlsx", "-o", TINY / "no" / "a.xlsx"],
     "no/a.xlsx cannot be written: no such file or directory"),
    (["report", "overlap", "--registry", TINY, "--as-of", "1492-10-12", "-o", TINY / "r.pdf"],
     "no record names a day as early as 1492-10-12; the first is "),
    (["report", "overlap", "--registry", TINY, "--agencies", "ATF,FBX", "-o", TINY / "r.pdf"],
     "no agency is called 'FBX'"),
    (["report", "overlap", "--registry", TINY, "--place", "Narnia", "-o", TINY / "r.pdf"],
     "no place is called 'Narnia'"),
    (["report", "overlap", "--registry", TINY, "--banner", "x" * 5000, "-o", TINY / "r.pdf"],
     "the banner has 5,000 characters; shorten it to 200"),
    (["export", "xml"], "'xml' is not one of 'json', 'graphml', 'csv'"),
    (["export", "csv", "--table", "link"], "there is no table 'link'; did you mean 'links'?"),
    (["export", "csv", "--table", "zzz"], "there is no table 'zzz'; one of agencies, "),
    (["export", "json", "--registry", TINY, "-o", TINY / "no" / "a.json"],
     "no/a.json cannot be written: no such file or directory"),
    (["schema", "agenc"], "there is no kind 'agenc'; did you mean 'agency'?"),
    (["schema", "--write", TINY / "map.yaml"], "map.yaml"),
    (["paths"], "No such command 'paths'"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), MISUSE,
                         ids=[" ".join(Path(x).name for x in m[0]) for m in MISUSE])  # fmt: skip
def test_misuse_ends_with_2_and_says_why(arguments: list[str | Path], message: str) -> None:
    before = sorted(TINY.rglob("*"))
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert sorted(TINY.rglob("*")) == before


def test_a_miss_offers_the_nearest_names() -> None:
    assert ask("show", "us-att").stderr == (
        "agencymap: no agency is called 'us-att'; perhaps you mean\n"
        "  us-atf  ATF, Bureau of Alcohol, Tobacco, Firearms and Explosives\n"
    )


# -- help ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_has_a_summary_and_an_example(command: str, flag: str) -> None:
    result = run(command, flag)
    assert (result.exit_code, result.stderr) == (0, "")
    example = result.stdout.split("Example:\n", 1)[1].split("\n")[0]
    assert example.startswith(f"    agencymap {command}")


def test_the_list_of_commands_has_a_whole_line_each() -> None:
    text = CliRunner().invoke(main, ["--help"], terminal_width=100).stdout
    listed = text.split("Commands:\n", 1)[1].splitlines()
    assert [line.split()[0] for line in listed] == COMMANDS  # no summary runs over
    for command in main.commands.values():
        summary = (command.help or "").split("\n")[0]
        assert summary.endswith((".", ":"))
        assert len(summary) < 100


def test_version() -> None:
    assert run("--version").stdout == f"agencymap, version {__version__}\n"


def test_every_command_is_tested_here() -> None:
    assert {*ASKED, *ELSEWHERE} == set(COMMANDS)


# -- as a process --------------------------------------------------------------------------------


def test_text_is_utf_8_whatever_the_machine_says() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "agencymap", "show", "FGR", "--registry", TINY],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
        cwd=TINY.parents[2],
    )
    assert result.returncode == 0
    assert result.stdout.decode().startswith("Fiscalía General de la República")


def test_a_closed_pipe_is_no_traceback() -> None:
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [sys.executable, "-m", "agencymap", "export", "json", "--registry", TINY],
        stdout=write,
        stderr=subprocess.PIPE,
        cwd=TINY.parents[2],
    )
    os.close(write)
    assert (result.returncode, result.stderr) == (0, b"")
