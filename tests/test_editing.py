"""New records and confirmed claims: what is written validates, and nothing else changes."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from agencymap.canonical import canonical
from agencymap.cli import main, records
from agencymap.editing import FORMS, about, citation_of, confirmed, find_claim, slug, speaks_of
from agencymap.loading import find_kind, load_registry
from agencymap.model import Source
from agencymap.patching import append, patched, plain
from agencymap.rules import check_registry
from tests.conftest import TINY

ON = "2026-11-25"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the tiny world."""
    return Path(shutil.copytree(TINY, tmp_path / "registry"))


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def run(*arguments: str | Path, root: Path, answers: str | None = None) -> Result:
    line = [*map(str, arguments), "--registry", str(root)]
    result = CliRunner().invoke(main, line, input=answers)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


# -- new -----------------------------------------------------------------------------------------

AGENCY = [
    *"--country us --classification office --acronym-en USMS".split(),
    *"--source report --pinpoint page=12".split(),
    "--name-en", "U.S. Marshals Service", "--name-es", "Servicio de Alguaciles",
    "--mandate-en", "Finds fugitives: all of them.", "--mandate-es", "Busca a los prófugos.",
]  # fmt: skip
MECHANISM = [
    *"--kind dialogue --country int --status active".split(),
    *"--function trace.operate --function border".split(),
    *"--source report --pinpoint section=V.A".split(),
    "--name-en", "High Level Dialogue", "--name-es", "Diálogo de Alto Nivel",
    "--purpose-en", "To talk.", "--purpose-es", "Para dialogar.", "--quote", "they talked",
]  # fmt: skip
INSTRUMENT = [
    *"--kind statute --country mx --status in-force --signed 2018-12-14".split(),
    *"--source ley --pinpoint article=9 --pinpoint fraction=II".split(),
    "--name-en", "Law of the prosecutor", "--name-es", "Ley de la Fiscalía",
    "--summary-en", "Sets it up.", "--summary-es", "La crea.",
]  # fmt: skip
SOURCE = [
    *"--lang en --publisher GAO --kind audit --csl-type report --read whole".split(),
    *"--date 2021 --title".split(),
    "Gun smuggling: a report",
]
NEW: dict[str, tuple[list[str], str, str]] = {
    "agency": (AGENCY, "us-usms", "agencies/us/us-usms.yaml"),
    "mechanism": (MECHANISM, "high-level-dialogue", "mechanisms/high-level-dialogue.yaml"),
    "instrument": (INSTRUMENT, "mx-ley-de-la-fiscalia", "instruments/mx-ley-de-la-fiscalia.yaml"),
    "source": (SOURCE, "gun-smuggling-a-report-2021", "sources/all.yaml"),
}


@pytest.mark.parametrize("kind", NEW)
def test_a_new_record_validates(kind: str, root: Path) -> None:
    options, id_, place = NEW[kind]
    before = tree(root)
    on = [] if kind == "source" else ["--on", ON]
    result = run("new", kind, *options, *on, root=root)
    file = root / place
    assert (result.exit_code, result.stdout) == (0, f"{file.as_posix()}\n"), result.stderr
    assert result.stderr.startswith(f"{id_}: {file.as_posix()}\n")
    after = tree(root)
    assert {p for p in after if after[p] != before.get(p)} == {place}
    assert before.keys() - after.keys() == set()
    registry = load_registry(root)
    assert [f for f in check_registry(registry) if f.severity == "error"] == []
    records: Any = registry.agencies if kind == "agency" else getattr(registry, f"{kind}s")
    assert records[id_]
    assert run("validate", root=root).exit_code == 2  # --registry is no option of validate
    assert CliRunner().invoke(main, ["validate", str(root)]).exit_code == 0


@pytest.mark.parametrize("kind", ["agency", "mechanism", "instrument"])
def test_a_new_file_is_in_canonical_form_below_its_schema(kind: str, root: Path) -> None:
    options, _, place = NEW[kind]
    run("new", kind, *options, "--on", ON, root=root)
    text = (root / place).read_text(encoding="utf-8")
    up = "../" * place.count("/")
    assert text.startswith(f"# yaml-language-server: $schema={up}schemas/{kind}.schema.json\nid: ")
    assert canonical(text, find_kind(root / place)) == text
    assert text.endswith(f"checked: {ON}\n")


def test_the_agency_as_it_is_written(root: Path) -> None:
    run("new", "agency", *AGENCY, "--parent", "us-doj", "--on", ON, root=root)
    assert (root / "agencies" / "us" / "us-usms.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schemas/agency.schema.json\n"
        "id: us-usms\n"
        "country: us\n"
        "level: federal\n"
        "classification: office\n"
        "name: {en: U.S. Marshals Service, es: Servicio de Alguaciles}\n"
        "acronym: {en: USMS, es: USMS}\n"
        "parents:\n"
        "  - agency: us-doj\n"
        "mandate:\n"
        '  en: "Finds fugitives: all of them."\n'
        "  es: Busca a los prófugos.\n"
        "citations:\n"
        "  - source: report\n"
        '    pinpoint: {page: "12"}\n'
        "checked: 2026-11-25\n"
    )


def test_a_source_keeps_the_form_of_its_list(root: Path) -> None:
    before = (root / "sources" / "all.yaml").read_text(encoding="utf-8")
    run("new", "source", *SOURCE, root=root)
    assert (root / "sources" / "all.yaml").read_text(encoding="utf-8") == before + (
        "  - id: gun-smuggling-a-report-2021\n"
        '    title: "Gun smuggling: a report"\n'
        "    lang: en\n"
        "    publisher: GAO\n"
        '    date: "2021"\n'
        "    kind: audit\n"
        "    csl_type: report\n"
        "    read: whole\n"
    )


@pytest.mark.parametrize(
    ("lists", "country", "file", "place"),
    [
        (["us", "mx", "other"], "us", None, "us"),
        (["us", "mx", "other"], None, None, "other"),
        (["us", "mx", "other"], "int", None, "other"),
        (["us", "mx", "all"], None, None, "all"),
        (["us", "mx"], "int", None, "int"),
        (["us"], "mx", None, "us"),
        (["us", "other"], "us", "tracing", "tracing"),
        (["us", "other"], "us", "other.yaml", "other"),
    ],
)
def test_a_source_goes_into_the_list_of_its_country(
    root: Path, lists: list[str], country: str | None, file: str | None, place: str
) -> None:
    folder = root / "sources"
    (folder / "all.yaml").rename(folder / f"{lists[0]}.yaml")
    for n, name in enumerate(lists[1:]):
        entry = f"{{id: s{n}, title: T, lang: en, publisher: P, kind: news, read: part}}"
        text = f"sources:\n  - {entry}\n"
        (folder / f"{name}.yaml").write_text(text)
    where = ["--publisher-country", country] if country else []
    result = run("new", "source", *SOURCE, *where, *(["--file", file] if file else []), root=root)
    assert result.stdout == f"{(folder / place).as_posix()}.yaml\n", result.stderr
    assert "gun-smuggling-a-report-2021" in load_registry(root).sources


def test_a_canonical_list_stays_sorted(root: Path) -> None:
    file = root / "sources" / "all.yaml"
    file.write_text(canonical(file.read_text(encoding="utf-8"), "sources"), encoding="utf-8")
    run("new", "source", *SOURCE, root=root)
    text = file.read_text(encoding="utf-8")
    assert canonical(text, "sources") == text
    assert list(load_registry(root).sources) == ["gun-smuggling-a-report-2021", "ley", "report"]
    assert text.index("id: gun") < text.index("id: ley") < text.index("id: report")


def test_a_taken_id_is_refused_with_the_nearest(root: Path) -> None:
    before = tree(root)
    taken = [w if w != "USMS" else "ATF" for w in AGENCY]
    result = run("new", "agency", *taken, root=root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "agencymap: id 'us-atf' is taken by Bureau of Alcohol, Tobacco, Firearms and Explosives; "
        "ids are never reused, so choose another with --id, for example 'us-atf-2', or change "
        "that record\n"
    )
    assert tree(root) == before
    other = run("new", "agency", *taken, "--id", "us-atf-2", "--acronym-en", "ATF2", root=root)
    assert other.exit_code == 0
    again = run("new", "agency", *taken, root=root)
    assert "(so are us-atf-2)" in again.stderr
    assert "for example 'us-atf-3'" in again.stderr
    assert run("new", "mechanism", *MECHANISM, "--id", "etrace", root=root).exit_code == 2
    assert run("new", "source", *SOURCE, "--id", "ley", root=root).exit_code == 2


def test_a_file_is_never_overwritten(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = b"id: mine\n"
    other = root / "mechanisms" / "high-level-dialogue.yaml"
    real: Callable[..., Any] = os.link

    def late(source: Any, target: Any) -> None:
        other.write_bytes(kept)  # another process is quicker
        real(source, target)

    monkeypatch.setattr("agencymap.cli.records.os.link", late)
    result = run("new", "mechanism", *MECHANISM, root=root)
    assert result.exit_code == 2
    assert "cannot be written: file exists" in result.stderr
    assert other.read_bytes() == kept
    assert [p.name for p in other.parent.iterdir() if p.name.endswith(".part")] == []


def test_a_file_of_the_same_name_is_refused(root: Path) -> None:
    file = root / "agencies" / "us" / "us-doj.yaml"
    renamed = file.with_name("us-usms.yaml")  # a file renamed without its id
    file.rename(renamed)
    before = tree(root)
    result = run("new", "agency", *AGENCY, root=root)
    assert result.exit_code == 2
    assert f"{renamed.as_posix()} exists already; it is not overwritten" in result.stderr
    assert tree(root) == before


def test_what_would_not_validate_is_not_written(root: Path) -> None:
    before = tree(root)
    same = [w if w != "Busca a los prófugos." else "Finds fugitives: all of them." for w in AGENCY]
    result = run("new", "agency", *same, root=root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the Spanish text equals the English one; translate it [untranslated]" in result.stderr
    assert result.stderr.endswith("agencymap: nothing was written\n")
    for bad in (["--founded", "2003-13"], ["--website", "atf"], ["--quote", "word " * 31]):
        result = run("new", "agency", *AGENCY, *bad, root=root)
        assert (result.exit_code, result.stdout) == (1, ""), bad
    result = run("new", "mechanism", *MECHANISM, "--id", "con", root=root)
    assert "device name" in result.stderr
    assert tree(root) == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "missing --country, --classification, --name-en, --name-es, --mandate-en, "
             "--mandate-es, --source, --pinpoint; give them, or run it on a terminal"),
        ([*AGENCY, "--source", "repot"], "'repot' is not the id of a source; did you mean"),
        ([*AGENCY, "--parent", "us-dojj"], "'us-dojj' is not the id of an agency; did you mean"),
        ([*AGENCY, "--pinpoint", "pag=1"], "'pag' is no kind of place in a source; did you mean"),
        ([*AGENCY, "--pinpoint", "page"], "'page' is no place in a source; write it as page=12"),
        ([*AGENCY, "--country", "ca"], "'ca' is not one of 'us', 'mx', 'int'"),
        ([*AGENCY, "--on", "yesterday"], "'yesterday' is not a day; write it as 2023-06-18"),
    ],
)  # fmt: skip
def test_misuse_of_new(root: Path, options: list[str], message: str) -> None:
    before = tree(root)
    result = run("new", "agency", *options, root=root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert tree(root) == before


def test_a_dry_run_prints_the_file_and_writes_nothing(root: Path) -> None:
    before = tree(root)
    result = run("new", "instrument", *INSTRUMENT, "--dry-run", root=root)
    assert result.exit_code == 0
    assert plain(result.stdout)["citations"] == [
        {"source": "ley", "pinpoint": {"article": "9", "fraction": "II"}}
    ]
    assert tree(root) == before


def test_on_a_terminal_it_asks_until_the_answers_are_right(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_asks", lambda: True)
    answers = [
        "canada", "us", "", "office", "Alpha Service", "Servicio Alfa", "AS", "", "Does it.",
        "Lo hace.", "repot", "report", "pag=1", "page=1", "us-alpha",
    ]  # fmt: skip
    result = run("new", "agency", "--on", ON, root=root, answers="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "Id [us-as]: " in result.stderr
    assert "'repot' is not the id of a source; did you mean 'report'?" in result.stderr
    agency = load_registry(root).agencies["us-alpha"]
    assert agency.acronym is not None
    assert (agency.level, agency.acronym.es) == ("federal", "AS")


def test_lists_and_ids_are_asked_for_until_they_are_known(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_asks", lambda: True)
    given = [w for w in MECHANISM if w not in ("--function", "trace.operate", "border")]
    result = run(
        "new", "mechanism", *given, root=root, answers="trace.operat\ntrace.operate, border\n\n"
    )
    assert result.exit_code == 0, result.output
    assert "did you mean 'trace.operate'?" in result.stderr
    functions = load_registry(root).mechanisms["high-level-dialogue"].functions
    assert functions == ("trace.operate", "border")


@pytest.mark.parametrize("kind", FORMS)
def test_the_help_of_each_kind_comes_from_the_model(kind: str) -> None:
    result = CliRunner().invoke(main, ["new", kind, "--help"])
    assert result.exit_code == 0
    assert f"agencymap new {kind}" in result.stdout
    for question in FORMS[kind].questions:
        assert f"{question.option} " in result.stdout
        assert about(FORMS[kind], question).words


@pytest.mark.parametrize(
    ("text", "id_"),
    [("Fiscalía General", "fiscalia-general"), ("U.S. Marshals", "us-marshals"),
     ("18 U.S.C. 924(d)", "18-usc-924-d"), ("  Ñandú’s / x ", "nandus-x"), ("¿?", "")],
)  # fmt: skip
def test_a_slug(text: str, id_: str) -> None:
    assert slug(text) == id_


def test_a_long_name_makes_an_id_that_fits(root: Path) -> None:
    name = "Acuerdo " + "muy " * 20 + "largo"
    options = [w if w != "Ley de la Fiscalía" else name for w in INSTRUMENT]
    result = run("new", "instrument", *options, root=root)
    assert result.exit_code == 0, result.stderr
    (id_,) = set(load_registry(root).instruments) - {"letter-2009"}
    assert id_ == "mx-acuerdo" + "-muy" * 12


# -- confirm -------------------------------------------------------------------------------------

ATF = "agencies/us/us-atf.yaml"


def diff(before: str, after: str) -> list[str]:
    """Return the lines that went and came."""
    import difflib

    rows = difflib.ndiff(before.splitlines(), after.splitlines())
    return [row for row in rows if row[:2] in ("- ", "+ ")]


CONFIRMED: dict[str, tuple[list[str], str, list[str]]] = {
    "a statement": (
        ["us-atf/analysis", "--source", "ley", "--pinpoint", "article=3", "--quote", "las armas"],
        ATF,
        ["+       - source: ley", '+         pinpoint: {article: "3"}',
         "+         quote: {text: las armas, lang: es}", "+         as_of: 2026-11-25",
         "-     checked: 2026-11-24", "+     checked: 2026-11-25"],
    ),
    "a limit": (
        ["us-atf/once-a-year", "--source", "ley", "--pinpoint", "part=whole", "--as-of", "2025-03"],
        ATF,
        ["+       - source: ley", "+         pinpoint: {part: whole}", '+         as_of: 2025-03',
         "-     checked: 2026-11-24", "+     checked: 2026-11-25"],
    ),
    "an agency": (
        ["us-atf", "--source", "ley", "--pinpoint", "article=3"],
        ATF,
        ["+   - source: ley", '+     pinpoint: {article: "3"}', "+     as_of: 2026-11-25",
         "- checked: 2026-11-24", "+ checked: 2026-11-25"],
    ),
    "a report speaks of its own day": (
        ["us-atf/analysis", "--source", "report", "--pinpoint", "page=9"],
        ATF,
        ["+       - source: report", '+         pinpoint: {page: "9"}',
         "-     checked: 2026-11-24", "+     checked: 2026-11-25"],
    ),
    "what is cited already": (
        ["us-atf/analysis", "--source", "report"],
        ATF,
        ["-     checked: 2026-11-24", "+     checked: 2026-11-25"],
    ),
    "the same place on another day": (
        ["us-atf/analysis", "--source", "report", "--as-of", "2026"],
        ATF,
        ["+       - source: report", "+         pinpoint: {section: V.A}",
         '+         as_of: "2026"', "-     checked: 2026-11-24", "+     checked: 2026-11-25"],
    ),
    "a link": (
        ["cbp-mexico", "--source", "ley", "--pinpoint", "article=3"],
        "cooperations/all.yaml",
        ["+       - source: ley", '+         pinpoint: {article: "3"}',
         "+         as_of: 2026-11-25", "-     checked: 2026-11-24", "+     checked: 2026-11-25"],
    ),
    "a mechanism": (
        ["etrace", "--source", "ley", "--pinpoint", "article=3"],
        "mechanisms/etrace.yaml",
        ["+   - source: ley", '+     pinpoint: {article: "3"}', "+     as_of: 2026-11-25",
         "- checked: 2026-11-24", "+ checked: 2026-11-25"],
    ),
    "an instrument": (
        ["instrument:letter-2009", "--source", "ley", "--pinpoint", "article=3"],
        "instruments/letter-2009.yaml",
        ["+   - source: ley", '+     pinpoint: {article: "3"}', "+     as_of: 2026-11-25",
         "- checked: 2026-11-24", "+ checked: 2026-11-25"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONFIRMED)
def test_confirm_adds_a_citation_and_a_day_and_touches_nothing_else(name: str, root: Path) -> None:
    arguments, place, wanted = CONFIRMED[name]
    file = root / place
    text = file.read_text(encoding="utf-8").replace("citations:", "citations:  # sources")
    file.write_text("# a comment on top\n" + text + "# and below\n", encoding="utf-8")
    before = tree(root)
    result = run("confirm", *arguments, "--on", ON, root=root)
    assert (result.exit_code, result.stdout) == (0, f"{file.as_posix()}\n"), result.stderr
    after = tree(root)
    assert {p for p in after if after[p] != before.get(p)} == {place}
    rows = diff(before[place].decode(), after[place].decode())
    assert [r.replace('"2025-03"', "2025-03") for r in rows] == wanted
    assert CliRunner().invoke(main, ["validate", str(root)]).exit_code == 0


def test_confirm_in_a_canonical_file_leaves_a_canonical_file(root: Path) -> None:
    file = root / ATF
    file.write_text(canonical(file.read_text(encoding="utf-8"), "agency"), encoding="utf-8")
    run("confirm", "us-atf/operate", "--source", "ley", "--pinpoint", "article=1", "--on", ON,
        root=root)  # fmt: skip
    text = file.read_text(encoding="utf-8")
    assert canonical(text, "agency") == text
    assert "as_of: 2026-11-25" in text


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_confirm_keeps_the_ends_of_lines_and_the_byte_order_mark(root: Path, end: str) -> None:
    file = root / ATF
    text = file.read_text(encoding="utf-8").rstrip("\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    run("confirm", "us-atf", "--source", "ley", "--pinpoint", "article=1", "--on", ON, root=root)
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == (data.count(b"\n") if end == "\r\n" else 0)


def test_a_second_confirm_of_the_same_changes_nothing(root: Path) -> None:
    line = ["confirm", "etrace", "--source", "ley", "--pinpoint", "article=3", "--on", ON]
    run(*line, root=root)
    before = tree(root)
    assert run(*line, root=root).exit_code == 0
    assert tree(root) == before
    assert run(*line, "--quote", "dos", root=root).exit_code == 0
    citations = load_registry(root).mechanisms["etrace"].citations
    assert len(citations) == 3  # with words quoted it says more
    assert citations[2].quote is not None
    assert run(*line, root=root).exit_code == 0
    assert len(load_registry(root).mechanisms["etrace"].citations) == 3


BAD_CLAIMS = [
    (["us-atf/analisys"], "no claim has the id 'us-atf/analisys'; did you mean 'us-atf/analysis'?"),
    (["us-atf/zzz"], "no claim has the id 'us-atf/zzz'; it has us-atf/operate, us-atf/analysis, "),
    (["etrac"], "no claim has the id 'etrac'; did you mean 'etrace'?"),
    (["mechanism:letter-2009"], "no claim has the id 'mechanism:letter-2009'"),
    (["etrace", "--source", "lei"], "'lei' is not the id of a source; did you mean 'ley'?"),
    (["etrace", "--source", "ley"], "say where in 'ley' with --pinpoint, as --pinpoint page=12: "
                                    "etrace does not cite it"),
    (["etrace", "--on", "2026-02-30"], "'2026-02-30' is not a day"),
    (["etrace", "--on", "2026-01-01"], "etrace was checked on 2026-11-24, later than 2026-01-01"),
    (["etrace", "--as-of", "last year"], "'last year' is not a date; write 2023, "),
    (["etrace", "--as-of", "2030"], "the source cannot speak of 2030: it was read on 2026-11-25"),
    (["etrace", "--pinpoint", "articl=3"], "'articl' is no kind of place in a source; did you"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), BAD_CLAIMS)
def test_misuse_of_confirm(root: Path, arguments: list[str], message: str) -> None:
    before = tree(root)
    rest = ["--source", "report"] if "--source" not in arguments else []
    rest += ["--on", ON] if "--on" not in arguments else []
    result = run("confirm", *arguments, *rest, root=root)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert tree(root) == before


def test_a_day_to_come_is_refused(root: Path) -> None:
    day = (date.today() + timedelta(2)).isoformat()
    result = run("confirm", "etrace", "--source", "report", "--on", day, root=root)
    assert (result.exit_code, result.stderr) == (2, f"agencymap: {day} has not come yet\n")


def test_a_quote_of_too_many_words_is_a_finding(root: Path) -> None:
    before = tree(root)
    result = run("confirm", "etrace", "--source", "report", "--on", ON, "--quote", "word " * 31,
                 root=root)  # fmt: skip
    assert result.exit_code == 1
    assert "[long-quote]" in result.stderr
    assert tree(root) == before


def test_two_places_in_the_source_have_to_be_told_apart(root: Path) -> None:
    run("confirm", "etrace", "--source", "report", "--on", ON, "--pinpoint", "page=2", root=root)
    result = run("confirm", "etrace", "--source", "report", "--on", ON, root=root)
    assert result.exit_code == 2
    assert "several places in it are cited" in result.stderr


def test_an_id_of_two_records_is_told_apart_by_kind(root: Path) -> None:
    file = root / "instruments" / "etrace.yaml"
    text = (root / "instruments" / "letter-2009.yaml").read_text(encoding="utf-8")
    file.write_text(text.replace("letter-2009", "etrace"), encoding="utf-8")
    line = ["--source", "report", "--on", ON]
    result = run("confirm", "etrace", *line, root=root)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1:] == ["  mechanism:etrace", "  instrument:etrace"]
    assert run("confirm", "instrument:etrace", *line, root=root).exit_code == 0
    assert ON in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "day", "as_of"),
    [
        ("report", "2023-10", None),
        ("webpage", "2023-10", None),
        ("webpage", None, "2026-11-25"),
        ("legislation", "2018-12-14", "2026-11-25"),
        ("legislation", "2026-11-25", None),
    ],
)
def test_the_day_a_source_speaks_of(kind: str, day: str | None, as_of: str | None) -> None:
    source = Source.model_validate(
        {"id": "s", "title": "S", "lang": "en", "publisher": "P", "kind": "official",
         "read": "part", "csl_type": kind, "date": day}
    )  # fmt: skip
    assert speaks_of(source, date(2026, 11, 25)) == as_of


def test_confirm_quiets_the_warning_of_an_old_claim(root: Path) -> None:
    registry = load_registry(root)
    later = date(2036, 1, 1)
    rules = [f.about for f in check_registry(registry, later) if f.rule == "stale-claim"]
    assert "us-atf/analysis" in rules
    claim = find_claim(registry, "us-atf/analysis")
    entry = citation_of(registry, claim, "report", later, spoken="2035")
    draft = confirmed(registry, root, claim, entry, later)
    (root / draft.place).write_text(draft.text, encoding="utf-8")
    found = check_registry(load_registry(root), later)
    assert "us-atf/analysis" not in [f.about for f in found if f.rule == "stale-claim"]


# -- what cannot be written, and registries that are not whole -----------------------------------


@pytest.mark.parametrize("kind", ["new", "confirm"])
def test_a_file_that_cannot_be_written(
    kind: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    before = tree(root)
    for step in ("write_bytes", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, step, refuse)
            if step == "replace":
                patch.setattr("agencymap.cli.records.os.link", refuse)
            line = (
                ["new", "agency", *AGENCY]
                if kind == "new"
                else ["confirm", "us-atf", "--source", "report", "--on", ON]
            )
            result = run(*line, root=root)
        assert result.exit_code == 2
        assert "cannot be written: permission denied" in result.stderr
        assert {p: c for p, c in tree(root).items() if c} == before


@pytest.mark.parametrize("command", ["new", "confirm", "stale"])
def test_two_files_with_one_id_are_a_finding(command: str, root: Path) -> None:
    shutil.copy(root / ATF, root / "agencies" / "us" / "us-copy.yaml")
    before = tree(root)
    line = {
        "new": ["new", "agency", *AGENCY],
        "confirm": ["confirm", "us-atf", "--source", "report", "--on", ON],
        "stale": ["stale"],
    }[command]
    result = run(*line, root=root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "id 'us-atf' is already used in " in result.stderr
    assert "[duplicate-id]" in result.stderr
    assert tree(root) == before


def test_a_file_renamed_without_its_id_is_a_finding(root: Path) -> None:
    (root / ATF).rename(root / "agencies" / "us" / "us-bureau.yaml")
    before = tree(root)
    result = run("confirm", "us-atf", "--source", "report", "--on", ON, root=root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "name the file agencies/us/us-atf.yaml [id-path-mismatch]" in result.stderr
    assert tree(root) == before
    assert run("new", "agency", *AGENCY, root=root).exit_code == 0  # it concerns another file


# -- text → text ---------------------------------------------------------------------------------

FORMS_OF_A_LIST = [
    "id: x\ncitations:\n- source: a\n  pinpoint: {page: '1'}\nchecked: 2026-01-01\n",
    "id: x\ncitations:\n    - source: a\n      pinpoint:\n        page: >-\n          12,\n"
    "          13\n\n# c\nchecked: 2026-01-01\n",
    "id: x\ncitations: [{source: a, pinpoint: {page: '1'}}]\nchecked: 2026-01-01\n",
    "id: x\ncitations: []\nchecked: 2026-01-01\n",
    "citations:\n  - source: a\n    pinpoint: {page: '1'}  # beside\n  # below",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMS_OF_A_LIST)
def test_a_list_of_any_form_grows_by_one(text: str) -> None:
    before = plain(text)
    lines = ["  - source: b", '    pinpoint: {page: "2"}']
    after = append(text if text.endswith("\n") else text + "\n", ("citations",), lines)
    added = {"source": "b", "pinpoint": {"page": "2"}}
    assert plain(after) == {**before, "citations": [*before["citations"], added]}
    assert after.count("#") == text.count("#")


def test_a_change_that_says_something_else_is_refused(tmp_path: Path) -> None:
    from agencymap.errors import AgencymapError

    file = tmp_path / "x.yaml"
    file.write_text("id: x\n", encoding="utf-8")
    with pytest.raises(AgencymapError, match="cannot be changed in place; run agencymap fmt"):
        patched(file, "agency", [lambda t: t + "y: 1\n"], lambda _: None)
    with pytest.raises(AgencymapError, match="cannot be read: no such file"):
        patched(tmp_path / "y.yaml", "agency", [], lambda _: None)
