"""What cannot be read as records, and what would leave the registry unfit: all refused at once.

Each world is `tests/worlds/tiny` with one thing changed. Expected lines are counted by hand in the
changed file.
"""

from __future__ import annotations

import gc
import re
import shutil
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from agencymap.documents import DocumentStore
from agencymap.errors import RegistryError
from agencymap.findings import Position, SourceMap
from agencymap.loading import MissingRegistry, load_registry
from agencymap.registry import Registry
from agencymap.strict_yaml import parse_yaml

TINY = Path(__file__).parent / "worlds" / "tiny"
ROOT = Path("registry")
ATF = "agencies/us/us-atf.yaml"
DOJ = "agencies/us/us-doj.yaml"
FGR = "agencies/mx/mx-fgr.yaml"


@pytest.fixture(autouse=True)
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand beside a copy of the tiny world, so that findings begin with registry/."""
    shutil.copytree(TINY, tmp_path / ROOT)
    monkeypatch.chdir(tmp_path)


def change(file: str, old: str, new: str) -> None:
    path = ROOT / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def add(file: str, text: str) -> None:
    path = ROOT / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")


def load() -> Registry:
    return load_registry(ROOT)


def lines() -> list[str]:
    """Return the findings of the world, as printed."""
    with pytest.raises(RegistryError) as caught:
        load()
    return str(caught.value).split("\n")


def rules() -> set[str]:
    return {line.rsplit("[", 1)[1].removesuffix("]") for line in lines()}


# -- the folder ----------------------------------------------------------------------------------


def test_the_tiny_world_loads() -> None:
    registry = load()
    assert list(registry.agencies) == [
        "mx-fgr", "mx-fiscalia-son", "mx-pgr", "mx-sedena", "us-atf", "us-cbp", "us-doj",
    ]  # fmt: skip
    assert registry.counts()["responsibilities"] == 9


@pytest.mark.parametrize("name", ["nowhere", "registry/registry.yaml"])
def test_no_folder_is_refused(name: str) -> None:
    with pytest.raises(MissingRegistry, match=f"^{name} is not a folder; name the folder that "):
        load_registry(Path(name))


def test_a_folder_without_files_is_an_empty_registry() -> None:
    shutil.rmtree(ROOT)
    ROOT.mkdir()
    missing = "is missing; every registry has one [missing-file]"
    assert lines() == [
        "registry/agencies:1:1: error: no agency is on file; add one in agencies/us or agencies/mx"
        " [empty-registry]",
        f"registry/functions.yaml:1:1: error: functions.yaml {missing}",
        f"registry/map.yaml:1:1: error: map.yaml {missing}",
        f"registry/registry.yaml:1:1: error: registry.yaml {missing}",
    ]


def test_a_missing_optional_file_is_no_fault() -> None:
    assert not (ROOT / "reviews.yaml").exists()
    assert load().reviews == ()


@pytest.mark.parametrize("file", ["agency.yaml", "agencies/us/us-x.yml", "agency/us-x.yaml"])
def test_a_yaml_file_out_of_place_is_reported(file: str) -> None:
    add(file, "id: us-x\n")
    (line,) = lines()
    assert line.startswith(f"registry/{file}:1:1: error: no such file belongs in a registry")
    assert line.endswith("[unknown-file]")


def test_files_that_are_not_yaml_are_left_alone() -> None:
    add("README.md", "# The registry\n")
    assert len(load().agencies) == 7


def test_an_unreadable_file_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "us-atf.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert lines() == [
        "registry/agencies/us/us-atf.yaml:1:1: error: cannot be read: Permission denied; check "
        "its permissions [unreadable-file]"
    ]


# -- one change, the exact findings --------------------------------------------------------------

EXACT = [
    # file, old, new, finding without "registry/file:"
    ("tab", ATF, "  - agency: us-doj", "\t- agency: us-doj",
     "9:1: error: a tab in the indentation; indent with spaces [yaml-syntax]"),
    ("duplicate-key", ATF, "country: us\n", "country: us\ncountry: mx\n",
     "3:1: error: key 'country' is already on line 2; keep one of the two [duplicate-key]"),
    ("unknown-key", ATF, "level: federal\n", "level: federal\nlevle: federal\n",
     "4:1: error: unknown field 'levle'; did you mean 'level'? [unknown-field]"),
    ("unknown-key-inside", ATF, "    subjects: [firearms]", "    subject: [firearms]",
     "16:5: error: unknown field 'subject'; did you mean 'subjects'? [unknown-field]"),
    ("list-wanted", ATF, "    places: [US]", "    places: US",
     "15:5: error: 'places' holds 'US'; write a list, one entry a line after '- ' [wrong-type]"),
    ("text-wanted", ATF, '"Traces firearms."', "[Traces, firearms]",
     "10:11: error: 'en' holds a list; write text [wrong-type]"),
    ("fields-wanted", DOJ, '{en: "Enforces the law.", es: "Hace cumplir la ley."}', "Enforces",
     "8:1: error: 'mandate' holds 'Enforces'; write fields, 'name: value', one a line "
     "[wrong-type]"),
    ("number-wanted", "series.yaml", "total: 32", "total: many",
     "6:5: error: 'total' holds 'many'; write a whole number [wrong-type]"),
    ("nothing", ATF, '"Traces firearms."', "~",
     "10:11: error: 'en' holds nothing; write text [wrong-type]"),
    ("empty-text", ATF, '"Traces firearms."', '" "',
     "10:11: error: 'en' is empty; write it [text-length]"),
    ("long-text", ATF, '"ATF", es', f'"{"A" * 201}", es',
     "6:11: error: 'en' has more than 200 characters; shorten it [text-length]"),
    ("text-of-two-lines", "registry.yaml", '"A tiny world"', r'"A tiny\nworld"',
     "1:9: error: 'A tiny world' does not fit 'en'; it must match ^[^\\n]*$ [malformed-text]"),
    ("missing-field", ATF, "level: federal\n", "",
     "1:1: error: field 'level' is missing; add it [missing-field]"),
    ("unknown-value", ATF, "role: accountable", "role: acountable",
     "14:5: error: 'acountable' is no value of 'role'; did you mean 'accountable'? "
     "[unknown-value]"),
    ("unknown-function", ATF, "function: trace.operate", "function: trace.operat",
     "13:5: error: 'trace.operat' is not the id of a function; did you mean 'trace.operate'? "
     "[unknown-function]"),
    ("unknown-agency", ATF, "  - agency: us-doj", "  - agency: us-dojj",
     "9:5: error: 'us-dojj' is not the id of an agency; did you mean 'us-doj'? [unknown-agency]"),
    ("unknown-place", "agencies/us/us-cbp.yaml", "[US-AZ]", "[US, ZZ]",
     "23:18: error: 'ZZ' is not the id of a place; add it or correct the id [unknown-place]"),
    ("no-calendar-day", FGR, "founded: 2018-12-20", "founded: 2018-13-20",
     "8:1: error: '2018-13-20' has no month 13 [wrong-value]"),
    ("ends-as-it-begins", "cooperations/all.yaml", "since: 2019-10",
     "since: 2019-10-01\n    until: 2019-10-01",
     "13:5: error: 'until' (2019-10-01) is not after 'since' (2019-10-01) [wrong-value]"),
    ("ends-before-founded", FGR, "founded: 2018-12-20", "founded: 2018-12-20\ndissolved: 2018-11",
     "1:1: error: 'dissolved' (2018-11) is not after 'founded' (2018-12-20) [wrong-value]"),
    ("device-name", "instruments/letter-2009.yaml", "id: letter-2009", "id: con",
     "1:1: error: 'con' is a device name on Windows and names no file; choose another "
     "[wrong-value]"),
    ("empty-pinpoint", DOJ, '{section: "1"}', "{}",
     "11:5: error: a pinpoint names at least one place: article, section, page, … "
     "[wrong-value]"),
    ("no-citation", DOJ, 'citations:\n  - source: report\n    pinpoint: {section: "1"}',
     "citations: []",
     "9:1: error: 'citations' is empty; add at least one entry [missing-entry]"),
    ("three-parties", "cooperations/all.yaml", "[us-atf, us-cbp]", "[us-atf, us-cbp, us-doj]",
     "3:5: error: 'parties' has more than 2 entries; keep fewer [too-many-entries]"),
    ("same-parties", "cooperations/all.yaml", "[us-atf, us-cbp]", "[us-atf, us-atf]",
     "2:5: error: both parties are 'us-atf' [wrong-value]"),
    ("anchor", ATF, "id: us-atf", "id: &a us-atf",
     "1:5: error: anchor '&a'; write the value out where it is needed [yaml-anchor]"),
    ("tag", ATF, "country: us", "country: !!str us",
     "2:10: error: tag 'tag:yaml.org,2002:str'; remove it, the field decides the type [yaml-tag]"),
    ("control-character", ATF, "Traces firearms", "Traces \x07firearms",
     "10:23: error: character U+0007 cannot be printed; remove it [control-character]"),
    ("bidi-override", ATF, "Traces firearms", "Traces \u202efirearms",
     "10:23: error: character U+202E cannot be printed; remove it [control-character]"),
    ("bidi-override-escaped", ATF, "Traces firearms", r"Traces \u202efirearms",
     "10:15: error: character U+202E cannot be printed; remove it [control-character]"),
    ("line-separator", ATF, "Traces firearms", "Traces \u2028firearms",
     "10:23: error: character U+2028 cannot be printed; remove it [control-character]"),
    ("parent-of-itself", ATF, "  - agency: us-doj", "  - agency: us-atf",
     "8:1: error: agency is its own parent: us-atf → us-atf; remove one of the steps "
     "[parent-cycle]"),
    ("place-holds-its-country", "places/all.yaml", "id: US-AZ\n", "id: US-AZ\n    contains: [US]\n",
     "2:5: error: place lies inside itself: US → US-AZ → US; remove one of the steps "
     "[place-cycle]"),
    ("subject-cycle", "subjects.yaml", "id: firearms\n", "id: firearms\n    broader: firearms\n",
     "2:5: error: subject lies inside itself: firearms → firearms; remove one of the steps "
     "[subject-cycle]"),
    ("state-of-the-other-country", "agencies/mx/mx-fiscalia-son.yaml", "[MX-SON]", "[US-SON]",
     "14:14: error: 'US-SON' is not the id of a place; did you mean 'MX-SON'? [unknown-place]"),
    ("until-without-a-year", "agencies/mx/mx-pgr.yaml", "dissolved: 2018-12-20",
     "dissolved: 12-20",
     "8:1: error: '12-20' is not a date; write 2023, 2023-06, 2023-06-18, ../2023-06-18 (at the "
     "latest) or 2021-10/2023-06 (between) [wrong-value]"),
    ("source-misspelt", ATF, "      - source: report\n        pinpoint: {section: \"V.C\"}",
     "      - source: reprot\n        pinpoint: {section: \"V.C\"}",
     "48:9: error: 'reprot' is not the id of a source; did you mean 'report'? [unknown-source]"),
    ("same-duty-twice", ATF, "- id: analysis", "- id: operate",
     "22:5: error: id 'operate' is already used in registry/agencies/us/us-atf.yaml:12:5; choose "
     "another [duplicate-id]"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), [e[1:] for e in EXACT],
                         ids=[e[0] for e in EXACT])  # fmt: skip
def test_one_fault_gives_one_exact_line(file: str, old: str, new: str, expected: str) -> None:
    change(file, old, new)
    assert lines() == [f"registry/{file}:{expected}"]


def test_not_utf_8() -> None:
    path = ROOT / ATF
    path.write_bytes(path.read_bytes().replace(b"Traces firearms", b"Tr\xe1ces firearms"))
    assert lines() == [
        f"registry/{ATF}:10:18: error: not UTF-8 text; save the file as UTF-8 [not-utf-8]"
    ]


def test_a_byte_order_mark_is_no_fault() -> None:
    path = ROOT / ATF
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert "us-atf" in load().agencies


def test_windows_line_ends_are_no_fault() -> None:
    path = ROOT / ATF
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load().source_maps["agency", "us-atf"].at("country").line == 2


def test_an_alias_is_refused() -> None:
    change(ATF, "country: us", "country: *a")
    assert f"registry/{ATF}:2:10: error: alias '*a'; write the value out [yaml-alias]" in lines()


def test_a_merge_key_is_refused() -> None:
    change(ATF, "country: us", "<<: {level: federal}\ncountry: us")
    line = f"registry/{ATF}:2:1: error: merge key '<<'; write the values out [yaml-merge-key]"
    assert line in lines()


def test_a_tag_runs_nothing() -> None:
    change(ATF, "country: us", "country: !!python/object/apply:os.mkdir [pwned]")
    assert "yaml-tag" in rules()
    assert not Path("pwned").exists()


def test_a_second_document_is_refused() -> None:
    text = (ROOT / DOJ).read_text(encoding="utf-8")
    add(DOJ, text + "---\nid: us-x\n")
    assert lines() == [
        f"registry/{DOJ}:13:1: error: a second document begins; keep one record a file "
        "[yaml-documents]"
    ]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a list\n", "text\n"])
def test_a_file_without_a_record(text: str) -> None:
    add(ATF, text)
    (line,) = lines()
    assert line.endswith("error: the file holds no record; it begins with 'id:' [empty-file]")


@pytest.mark.parametrize("id_", ["../x", "us-../x", "us-", "US-ATF", "us-a b", "us-a/b", "us-á"])
def test_an_id_that_could_leave_the_folder_is_refused(id_: str) -> None:
    change(DOJ, "id: us-doj", f'id: "{id_}"')
    line = f"registry/{DOJ}:1:1: error: '{id_}' does not fit 'id'; it must match "
    assert any(finding.startswith(line) for finding in lines())


@pytest.mark.parametrize("id_", ["con", "nul", "com1", "lpt9", "aux"])
def test_device_names_are_no_ids(id_: str) -> None:
    change("series.yaml", "id: state-prosecutors", f"id: {id_}")
    assert any(f"'{id_}' is a device name on Windows" in line for line in lines())


def test_a_wrong_mirror_names_the_field_and_not_our_types() -> None:
    change("functions.yaml", "mirror: trace.request", "mirror: Trace!")
    assert all("'Trace!'" in line and "'mirror'" in line for line in lines())


# -- hostile files -------------------------------------------------------------------------------


def laughs() -> str:
    rows = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for n in range(1, 10):
        name, before = "abcdefghij"[n], "abcdefghij"[n - 1]
        rows.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (laughs(), {"yaml-anchor", "yaml-alias"}),  # 9 to the 10th, were it expanded
        ("id: " + "[" * 50_000, {"yaml-depth", "yaml-syntax"}),
        ("id: " + "{a: " * 50_000, {"yaml-depth"}),
        ("- " * 50_000, {"yaml-depth"}),
    ],
    ids=["laughs", "brackets", "braces", "dashes"],
)
def test_a_hostile_file_is_refused_fast_and_small(text: str, expected: set[str]) -> None:
    add(ATF, text)
    tracemalloc.start()
    begin = time.perf_counter()
    found = rules()
    seconds, peak = time.perf_counter() - begin, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found & expected
    assert seconds < 5
    assert peak < 20_000_000


# -- text stays text -----------------------------------------------------------------------------


def test_script_loads_as_text_in_every_text_field() -> None:
    nasty = "<script>alert(1)</script>"
    written = 0
    for path in ROOT.rglob("*.yaml"):
        text, number = re.subn(
            r'\b(en|es|title|publisher|section): "(?=[^"])',
            rf'\1: "{nasty}',
            path.read_text(encoding="utf-8"),
        )
        path.write_text(text, encoding="utf-8")
        written += number
    registry = load()
    assert registry.agencies["us-doj"].name.en == f"{nasty}Department of Justice"
    assert registry.sources["report"].publisher == f"{nasty}A council"
    held = sum(record.model_dump_json().count(nasty) for record in registry._records())
    assert held == written > 100


def test_words_that_yaml_would_type_stay_text() -> None:
    change(ATF, 'acronym: {en: "ATF", es: "ATF"}', "acronym: {en: NO, es: 01001}")
    change(DOJ, '{en: "DOJ", es: "DOJ"}', "{en: 2018-12-20, es: 1e3}")
    agencies = load().agencies
    atf, doj = agencies["us-atf"].acronym, agencies["us-doj"].acronym
    assert atf is not None
    assert doj is not None
    assert (atf.en, atf.es, doj.en, doj.es) == ("NO", "01001", "2018-12-20", "1e3")


@pytest.mark.parametrize("nothing", ["", " ~", " null"])
def test_an_empty_value_means_nothing(nothing: str) -> None:
    change(ATF, 'acronym: {en: "ATF", es: "ATF"}', f"acronym:{nothing}")
    assert load().agencies["us-atf"].acronym is None


def test_quotes_keep_null_as_text() -> None:
    change(ATF, '{en: "ATF", es: "ATF"}', "{en: 'null', es: '~'}")
    acronym = load().agencies["us-atf"].acronym
    assert acronym is not None
    assert (acronym.en, acronym.es) == ("null", "~")


# -- the whole registry --------------------------------------------------------------------------


def test_the_same_id_in_two_files() -> None:
    shutil.copy(ROOT / ATF, ROOT / "agencies" / "us" / "us-atf2.yaml")
    assert lines() == [
        "registry/agencies/us/us-atf2.yaml:1:1: error: id 'us-atf' is already used in "
        "registry/agencies/us/us-atf.yaml:1:1; choose another [duplicate-id]"
    ]


def test_a_parent_cycle_names_the_chain() -> None:
    change(DOJ, "mandate:", "parents:\n  - agency: us-atf\nmandate:")
    assert lines() == [
        f"registry/{ATF}:8:1: error: agency is its own parent: us-atf → us-doj → us-atf; remove "
        "one of the steps [parent-cycle]"
    ]


@pytest.mark.parametrize(("until", "whole"), [("2000-01-01", True), ("2000-01-02", False)])
def test_parents_at_disjoint_times_are_no_cycle(until: str, whole: bool) -> None:
    change(ATF, "  - agency: us-doj", f"  - agency: us-doj\n    until: {until}")
    change(DOJ, "mandate:", "parents:\n  - agency: us-atf\n    since: 2000-01-01\nmandate:")
    if whole:
        assert load().agencies["us-doj"].parents[0].agency == "us-atf"
    else:
        assert rules() == {"parent-cycle"}


def test_a_record_with_a_fault_is_still_known_to_others() -> None:
    change(ATF, "level: federal", "level: fedral")
    (line,) = lines()  # four records refer to us-atf; none is reported
    assert "'fedral'" in line


def test_a_file_that_cannot_be_read_hides_no_ids() -> None:
    add("places/all.yaml", "places: [\n")
    (line,) = lines()
    assert line.startswith("registry/places/all.yaml:2:1: error: not YAML: ")
    assert line.endswith("; check indentation, quotes and colons [yaml-syntax]")


def test_findings_of_all_files_come_in_one_run_sorted() -> None:
    change(ATF, "function: trace.operate", "function: trace.operat")
    change(ATF, "  - agency: us-doj", "  - agency: us-dojj")
    change(FGR, "founded: 2018-12-20", "founded: 2018-02-30")
    change("map.yaml", "[us-doj]", "[us-doj, us-do]")
    add("extra.yaml", "a: b\n")
    found = lines()
    assert [line.split(": ", 1)[0] for line in found] == [
        "registry/agencies/mx/mx-fgr.yaml:8:1",
        "registry/agencies/us/us-atf.yaml:9:5",
        "registry/agencies/us/us-atf.yaml:13:5",
        "registry/extra.yaml:1:1",
        "registry/map.yaml:5:24",
    ]


def test_positions_of_values() -> None:
    places = load().source_maps["agency", "us-atf"]
    assert str(places.at("responsibilities", 1, "role")) == f"registry/{ATF}:24:5"
    assert str(places.at("responsibilities", 1, "since")) == f"registry/{ATF}:22:5"  # not written
    assert str(places.at("nothing")) == f"registry/{ATF}:1:1"


def test_positions_below_a_list_are_relative() -> None:
    document = parse_yaml(b"places:\n  - id: US\n  - id: MX\n", "p.yaml")
    places = SourceMap("p.yaml", document.marks)
    assert places.below("places", 1).at("id") == Position("p.yaml", 3, 5)


def test_the_collector_of_garbage_runs_again() -> None:
    add(ATF, "[")
    lines()
    assert gc.isenabled()


# -- texts already read --------------------------------------------------------------------------


def stored() -> DocumentStore:
    return DocumentStore(Path("cache") / "registry.json")


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list to which every text that is parsed adds its name."""
    from agencymap import strict_yaml

    parsed: list[str] = []
    real = strict_yaml.parse_yaml

    def parse(data: bytes, file: str) -> Any:
        parsed.append(file)
        return real(data, file)

    monkeypatch.setattr(strict_yaml, "parse_yaml", parse)
    return parsed


def test_an_edit_parses_one_file_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = stored()
    before = load_registry(ROOT, first)
    first.save()
    parsed = reads(monkeypatch)
    assert load_registry(ROOT, stored()).digest == before.digest
    assert parsed == []
    change(DOJ, "level: federal", "level: state")
    assert load_registry(ROOT, stored()).agencies["us-doj"].level == "state"
    assert parsed == [f"registry/{DOJ}"]


def test_positions_of_a_stored_text_are_read_when_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = stored()
    load_registry(ROOT, first)
    first.save()
    parsed = reads(monkeypatch)
    registry = load_registry(ROOT, stored())
    assert registry.source_maps["agency", "us-atf"].at("country").line == 2
    assert parsed == [f"registry/{ATF}"]


@pytest.mark.parametrize(
    "content", ["", "not JSON", "[]", '{"reader": "0", "documents": {}}', '{"documents": 3}']
)
def test_a_damaged_store_is_an_empty_one(content: str) -> None:
    Path("cache").mkdir()
    Path("cache/registry.json").write_text(content, encoding="utf-8")
    store = stored()
    assert "us-atf" in load_registry(ROOT, store).agencies
    store.save()
    assert "us-atf" in Path("cache/registry.json").read_text(encoding="utf-8")


def test_a_text_with_findings_is_not_kept() -> None:
    change(ATF, "country: us", "country: *a")
    for _ in range(2):
        store = stored()
        with pytest.raises(RegistryError) as caught:
            load_registry(ROOT, store)
        assert "yaml-alias" in str(caught.value)
        store.save()


def test_a_store_that_cannot_be_written_is_no_fault() -> None:
    Path("cache").write_text("a file where the folder should be", encoding="utf-8")
    store = stored()
    assert "us-atf" in load_registry(ROOT, store).agencies
    store.save()
