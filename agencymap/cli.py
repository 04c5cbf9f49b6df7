"""The command line: parse, call, write, exit.

The only module that prints, writes files, exits, or asks what day it is. Standard output carries
the product and nothing else; progress and diagnostics go to standard error. Exit codes: 0 ran and
clean, 1 ran and found errors, 2 could not run.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import os
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import click

from agencymap import __version__
from agencymap.documents import DocumentStore, MemoryStore
from agencymap.errors import AgencymapError, LookupFailure, OutputError, RegistryError
from agencymap.loading import load_registry

if TYPE_CHECKING:
    from agencymap.analysis.whole import AllFindings
    from agencymap.editing import Asked, Draft, Form, Question
    from agencymap.registry import Registry
    from agencymap.report import Former
    from agencymap.sentences import Speaker
    from agencymap.serve import State
    from agencymap.snapshot import Snapshot
    from agencymap.vocabulary import Lang

P = ParamSpec("P")

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_OUT = click.Path(path_type=Path, allow_dash=True)


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic in the stubs only
    """A day, written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fail(f"'{value}' is not a day; write it as 2023-06-18", param, ctx)


class _DayOrToday(_Day):
    """A day, or the word today."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        return date.today() if value == "today" else super().convert(value, param, ctx)


def _cache_file(root: Path) -> Path:
    """Return the file in the user's cache that keeps what was parsed of a registry."""
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(root.absolute()).encode()).hexdigest()[:16]
    return user_cache_path("agencymap", appauthor=False) / f"{name}.json"


def _load(root: Path) -> Registry:
    """Return the registry in *root*; unchanged files are not parsed again.

    What was parsed is kept in the user's cache folder, one file for each registry.
    """
    store = DocumentStore(_cache_file(root))
    try:
        return load_registry(root, store)
    finally:
        store.save()


def _say(text: str) -> None:
    """Print a line of progress, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def _fail(message: str, code: int = 2) -> None:
    click.echo(f"agencymap: {message}", err=True)
    raise SystemExit(code)


def _guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Turn our errors into a message and an exit code; anything else shows its traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except RegistryError as error:
            from agencymap.render.terminal import findings_text, summary

            click.echo(findings_text(error.findings), err=True, nl=False)
            files = len({f.position.file for f in error.findings})
            _fail(f"the registry is not whole: {summary(error.findings, files)}", 1)
        except LookupFailure as error:
            click.echo(f"agencymap: {error}", err=True)
            for candidate in error.candidates:
                click.echo(f"  {candidate}", err=True)
            raise SystemExit(2) from None
        except AgencymapError as error:
            _fail(str(error))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None

    return run


def _write(text: str | bytes, output: Path | None) -> None:
    """Write the product to a file, whole or not at all, or to standard output."""
    if output is None or str(output) == "-":
        stream = sys.stdout.buffer  # bytes as made: no translation of line ends
        stream.write(text if isinstance(text, bytes) else text.encode())
        stream.flush()
        return
    content = text if isinstance(text, bytes) else text.encode()
    if not output.name:  # ".", "/": no file has such a name
        raise OutputError(f"{output.as_posix()} cannot be written: it is a folder; name a file")
    stage = output.with_name(f".{output.name}.part")
    try:
        stage.write_bytes(content)
        stage.replace(output)
    except OSError as error:
        stage.unlink(missing_ok=True)
        raise OutputError(
            f"{output.as_posix()} cannot be written: {(error.strerror or str(error)).lower()}"
        ) from None


_registry = click.option(
    "--registry",
    "root",
    type=click.Path(path_type=Path),
    default=Path("registry"),
    show_default=True,
    metavar="FOLDER",
    help="Folder that holds the registry.",
)
_as_of = click.option(
    "--as-of",
    type=_Day(),
    metavar="DATE",
    default=lambda: date.today(),
    show_default="today",
    help="Day the answer describes, as 2023-06-18.",
)
_lang = click.option(
    "--lang",
    type=click.Choice(["en", "es"]),
    default="en",
    show_default=True,
    help="Language of the answer.",
)
_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)


class _Asked:
    """What the asking commands share: a speaker of the registry as of a day, and a format."""

    def __init__(self, root: Path, as_of: date, lang: Lang, form: str) -> None:
        from agencymap.sentences import Speaker
        from agencymap.snapshot import Snapshot

        self.registry: Registry = _load(root)
        self.snapshot: Snapshot = Snapshot(self.registry, as_of)
        self.speaker: Speaker = Speaker(self.snapshot, lang)
        self.lang: Lang = lang
        self.form = form

    def answer(self, results: Any, text: Callable[[Any, Lang], str]) -> None:
        """Print the results in the format asked for."""
        from agencymap.render.terminal import as_json

        if self.form == "json":
            _write(as_json(self.snapshot, self.lang, results), None)
        else:
            _write(text(results, self.lang), None)


def _asking(command: Callable[Concatenate[_Asked, P], None]) -> Callable[..., None]:
    """Give a command the four common options and the registry."""

    @_registry
    @_as_of
    @_lang
    @_format
    @functools.wraps(command)
    @_guarded
    def run(root: Path, as_of: date, lang: Lang, form: str, *args: P.args, **kw: P.kwargs) -> None:
        command(_Asked(root, as_of, lang, form), *args, **kw)

    return run


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="agencymap")
def main() -> None:
    """Show who answers for what against arms trafficking, in the United States and in Mexico.

    agencymap reads a registry of agencies, their areas of responsibility and the links between
    them, answers questions about it, and builds an interactive diagram and a printed report.
    Agencies are named by id, acronym, or any present or former name in either language.

    \b
    Example:
      agencymap counterpart ATF --function trace.operate --place Sonora
    """
    if gc.isenabled():  # a run is short and makes few cycles: collecting is pure cost
        gc.disable()
        click.get_current_context().call_on_close(gc.enable)


@main.command()
@click.argument("root", metavar="[PATH]", type=click.Path(path_type=Path), default=Path("registry"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How findings are printed.",
)
@click.option("--strict", is_flag=True, help="Warnings also end with exit code 1.")
@_guarded
def validate(root: Path, form: str, strict: bool) -> None:
    """Check the registry in PATH and print everything that is wrong.

    Every finding names file, line and column, what is wrong and what would be right. Without
    errors the exit code is 0, with errors 1; it is 2 when PATH cannot be read.

    \b
    Example:
      agencymap validate registry
    """
    from agencymap.render.terminal import findings_github, findings_json, findings_text, summary
    from agencymap.rules import check_registry

    try:
        registry = _load(root)
        findings = check_registry(registry, date.today())
        files = len({place.file for place in registry.source_maps.values()})
    except RegistryError as error:
        findings = list(error.findings)
        files = sum(1 for p in root.rglob("*.yaml") if p.is_file())
    show = {"text": findings_text, "json": findings_json, "github": findings_github}[form]
    _write(show(findings), None)
    click.echo(summary(findings, files), err=True)
    if any(f.severity == "error" for f in findings) or (strict and findings):
        raise SystemExit(1)


@main.command()
@click.argument("root", metavar="[PATH]", type=click.Path(path_type=Path), default=Path("registry"))
@click.option("--check", is_flag=True, help="Change nothing; print what would change.")
@_guarded
def fmt(root: Path, check: bool) -> None:
    """Write the files of the registry in PATH in their one canonical form; comments are kept.

    Keys in the order of the model, texts on one line, short lists in one line, lists without an
    order of their own sorted. A second run changes nothing. PATH may be one file. With --check
    the exit code is 1 when a file is not in that form. A file with errors is named and left alone.

    \b
    Example:
      agencymap fmt --check registry
    """
    import difflib

    from agencymap.canonical import canonical
    from agencymap.loading import find_kind, registry_files
    from agencymap.strict_yaml import parse_yaml

    files = [(find_kind(root), root)] if root.is_file() else registry_files(root)
    if not files:
        raise AgencymapError(f"{root.as_posix()} holds no file of a registry")
    broken = changed = 0
    for kind, file in files:
        data = file.read_bytes()
        findings = parse_yaml(data, file.as_posix()).findings
        for finding in findings:
            click.echo(str(finding), err=True)
        broken += bool(findings)
        if findings:
            continue
        text = data.decode("utf-8-sig")
        form = canonical(text, kind)
        if form.encode() == data:
            continue
        changed += 1
        if check:
            name = file.as_posix()
            if data.startswith(b"\xef\xbb\xbf"):
                click.echo(f"{name}:1:1: begins with a byte order mark; it would have none")
            if b"\r\n" in data:
                click.echo(f"{name}:1:1: lines end in CR LF, as on Windows; they would end in LF")
            for line in difflib.unified_diff(
                text.splitlines(), form.splitlines(), name, name, lineterm=""
            ):
                click.echo(line)
        else:
            _write(form, file)
            click.echo(file.as_posix())
    if broken or (check and changed):
        raise SystemExit(1)


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)
@_guarded
def rules(form: str) -> None:
    """List all rules of the registry: id, severity, and what each asks.

    \b
    Example:
      agencymap rules
    """
    from agencymap.render.terminal import rules_json, rules_text
    from agencymap.rules.manual import MANUAL

    _write((rules_json if form == "json" else rules_text)(MANUAL), None)


@main.command()
@click.argument("rule")
@_guarded
def explain(rule: str) -> None:
    """Explain RULE: what it asks, why, and a wrong and a right example.

    RULE is the id at the end of a finding, as in [stale-claim].

    \b
    Example:
      agencymap explain stale-claim
    """
    from agencymap.findings import nearest
    from agencymap.render.terminal import rule_text
    from agencymap.rules.manual import MANUAL

    wanted = rule.strip("[]")
    if wanted not in MANUAL:
        raise LookupFailure(f"there is no rule '{wanted}'{nearest(wanted, MANUAL)}")
    _write(rule_text(wanted, MANUAL[wanted]), None)


@main.command()
@_registry
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    metavar="FOLDER",
    help="Folder to write into.",
)
@_as_of
@_guarded
def build(root: Path, output: Path, as_of: date) -> None:
    """Build the explorer, the overlap reports and the data into the output folder.

    Everything is made first and then put in place at once: after a failure the former output is
    as it was. Files in the folder that no build wrote are kept.

    \b
    Example:
      agencymap build --as-of 2023-06-18 --output output
    """
    from agencymap.build import gather, write_output
    from agencymap.rules import check_registry

    _say("registry")
    registry = _load(root)
    errors = [f for f in check_registry(registry) if f.severity == "error"]
    if errors:
        raise RegistryError(errors)
    files = gather(registry, as_of, _say)
    write_output(output, files)
    size = sum(map(len, files.values()))
    click.echo(
        f"{len(files)} files, {size / 1e6:.1f} MB, in {output.as_posix()}/; "
        f"open {(output / 'index.html').as_posix()}",
        err=True,
    )


@main.command()
@click.argument("agency")
@_asking
def show(asked: _Asked, agency: str) -> None:
    """Show what is on file on AGENCY: duties, limits, counterparts, links, overlaps.

    \b
    Example:
      agencymap show "fiscalia general de la republica" --lang es
    """
    from agencymap.lookup import find_agency
    from agencymap.render.terminal import agency_text
    from agencymap.views import agency_row

    row = agency_row(asked.speaker, find_agency(asked.registry, agency))
    asked.answer(row, agency_text)


@main.command()
@click.argument("function")
@click.option("--place", metavar="PLACE", help="Only holders at this place (name or ISO code).")
@click.option("--country", type=click.Choice(["us", "mx"]), help="Only this country.")
@_asking
def who(asked: _Asked, function: str, place: str | None, country: str | None) -> None:
    """Show who holds FUNCTION, on each side of the border.

    FUNCTION is an id or a name of a function or domain, in either language. Announced holders are
    shown apart and never counted.

    \b
    Example:
      agencymap who trace.request --country mx --as-of 2023-06-18
    """
    from agencymap.analysis.holders import areas_for, fragmentation
    from agencymap.lookup import find_function, find_place
    from agencymap.render.terminal import who_text
    from agencymap.views import area_row, fragmentation_row
    from agencymap.vocabulary import Country

    wanted = find_function(asked.registry, function)
    where = find_place(asked.registry, place) if place else None
    rows = []
    for side in [Country(country)] if country else [Country.US, Country.MX]:
        row = fragmentation_row(asked.speaker, fragmentation(asked.snapshot, wanted, side))
        if where is not None:
            areas = areas_for(asked.snapshot, wanted, country=side, place=where)
            row["place"] = where
            row["areas"] = [area_row(asked.speaker, a) for a in areas]
            row["sentence"] = asked.speaker.holders_at(wanted, side, where, areas)
        rows.append(row)
    asked.answer(rows, who_text)


@main.command()
@click.argument("agency")
@click.option("--function", required=True, help="Function it is about (id or name).")
@click.option("--place", metavar="PLACE", help="Where (name or ISO code), on either side.")
@_asking
def counterpart(asked: _Asked, agency: str, function: str, place: str | None) -> None:
    """Show the opposite numbers of AGENCY for a function, in order, with the reason of each rank.

    \b
    Example:
      agencymap counterpart ATF --function trace.operate --place Sonora --as-of 2023-06-18
    """
    from agencymap.analysis.counterparts import find_counterparts
    from agencymap.lookup import find_agency, find_function, find_place
    from agencymap.render.terminal import counterpart_text
    from agencymap.views import counterpart_answer

    answer = find_counterparts(
        asked.snapshot,
        find_agency(asked.registry, agency),
        find_function(asked.registry, function),
        find_place(asked.registry, place) if place else None,
    )
    asked.answer(counterpart_answer(asked.speaker, answer), counterpart_text)


@main.command()
@click.argument("source")
@click.argument("target")
@click.option("--function", help="Only channels for this function or its mirror.")
@_asking
def path(asked: _Asked, source: str, target: str, function: str | None) -> None:
    """Show how agency SOURCE reaches agency TARGET: the shortest chain of channels.

    Steps inside one chain of command are counted apart, as internal referrals. Forums with more
    than 12 members are not channels; those that both attend are named.

    \b
    Example:
      agencymap path ATF SEDENA --function intel.fusion
    """
    from agencymap.analysis.paths import find_paths
    from agencymap.lookup import find_agency, find_function
    from agencymap.render.terminal import path_text
    from agencymap.views import path_row

    answer = find_paths(
        asked.snapshot,
        find_agency(asked.registry, source),
        find_agency(asked.registry, target),
        find_function(asked.registry, function) if function else None,
    )
    asked.answer(path_row(asked.speaker, answer), path_text)


@main.command()
@click.option("--country", type=click.Choice(["us", "mx"]), help="Only this country.")
@click.option("--function", help="Only this function or domain.")
@click.option("--agency", help="Only overlaps of this agency.")
@click.option(
    "--ignore-geography",
    is_flag=True,
    help="Count agencies that share no ground, as GAO's wording does.",
)
@_asking
def overlaps(
    asked: _Asked,
    country: str | None,
    function: str | None,
    agency: str | None,
    ignore_geography: bool,
) -> None:
    """Show the overlaps: pairs of agencies of one country with a function and ground in common.

    Each comes with its coordination grade, 0 to 4. An overlap is not a fault.

    \b
    Example:
      agencymap overlaps --country us --function invest
    """
    from agencymap.analysis.overlap import find_overlaps
    from agencymap.lookup import find_agency, find_function
    from agencymap.render.terminal import rows_text
    from agencymap.views import overlap_row
    from agencymap.vocabulary import Country

    found = find_overlaps(
        asked.snapshot,
        country=Country(country) if country else None,
        functions=[find_function(asked.registry, function)] if function else None,
        agency=find_agency(asked.registry, agency) if agency else None,
        ignore_geography=ignore_geography,
    )
    asked.answer([overlap_row(asked.speaker, o) for o in found], rows_text)


@main.command()
@click.option("--function", help="Only this function or domain.")
@_asking
def gaps(asked: _Asked, function: str | None) -> None:
    """Show the gaps: on file on one side only, without channel, or without anyone accountable.

    "Not on file" does not mean that there is none; only what a source states is worded so.

    \b
    Example:
      agencymap gaps --function trace
    """
    from agencymap.analysis.gaps import find_gaps
    from agencymap.lookup import find_function
    from agencymap.render.terminal import rows_text
    from agencymap.views import gap_row

    wanted = find_function(asked.registry, function) if function else None
    rows = [gap_row(asked.speaker, g) for g in find_gaps(asked.snapshot, function=wanted)]
    asked.answer(rows, rows_text)


@main.command("single-points")
@click.option("--function", help="Only this function or domain.")
@_asking
def single_points(asked: _Asked, function: str | None) -> None:
    """Show the single points of failure: sole holders, and gateways to the other side.

    \b
    Example:
      agencymap single-points --function trace.request --as-of 2016-01-31
    """
    from agencymap.analysis.resilience import find_single_points
    from agencymap.lookup import find_function
    from agencymap.render.terminal import rows_text
    from agencymap.views import single_point_row

    wanted = find_function(asked.registry, function) if function else None
    found = find_single_points(asked.snapshot, function=wanted)
    asked.answer([single_point_row(asked.speaker, p) for p in found], rows_text)


@main.command()
@click.argument("agency", required=False)
@_asking
def needs(asked: _Asked, agency: str | None) -> None:
    """Show the information needs on file, of AGENCY or of all, met and unmet.

    \b
    Example:
      agencymap needs CBP --as-of 2023-01-31
    """
    from agencymap.analysis.needs import find_needs
    from agencymap.lookup import find_agency
    from agencymap.render.terminal import rows_text
    from agencymap.views import need_row

    wanted = find_agency(asked.registry, agency) if agency else None
    rows = [need_row(asked.speaker, n) for n in find_needs(asked.snapshot, agency=wanted)]
    asked.answer(rows, rows_text)


@main.command()
@_registry
@_lang
@_format
@_guarded
def stats(root: Path, lang: Lang, form: str) -> None:
    """Show how much is on file, and how well the records are filled in.

    Counts agencies, statements and sources, and says how many records have their legal basis,
    place and date. All records count, whatever their date.

    \b
    Example:
      agencymap stats --lang es
    """
    from agencymap.render.terminal import as_json, tables_text
    from agencymap.snapshot import Snapshot
    from agencymap.views import statistics_tables

    registry = _load(root)
    tables = statistics_tables(registry, lang)
    if form == "json":
        _write(as_json(Snapshot(registry, date.today()), lang, tables), None)
    else:
        _write(tables_text(tables), None)


@main.group()
def report() -> None:
    """Write a report to print, to read or to reckon with.

    \b
    Example:
      agencymap report overlap --function trace -o trace.pdf
    """


class _Scoped:
    """What the commands on reports share: registry, day, language, scope, layout."""

    def __init__(self, lang: Lang, paper: str, banner: str, root: Path, as_of: date, **named: Any):
        from agencymap.analysis.whole import AllFindings
        from agencymap.lookup import find_agency, find_function, find_place
        from agencymap.report import Layout, Paper, Scope
        from agencymap.snapshot import Snapshot
        from agencymap.statistics import first_day
        from agencymap.vocabulary import Country

        self.layout = Layout(banner, Paper.A4 if paper == "a4" else Paper.LETTER)
        self.root = root
        self.lang: Lang = lang
        self.registry = registry = _load(root)
        first = first_day(registry)
        if first is not None and as_of < first:
            raise AgencymapError(f"nothing is on file of {as_of}; the first day known is {first}")
        country = named["country"]
        self.scope = Scope(
            functions=tuple(find_function(registry, f) for f in named["functions"]),
            places=tuple(find_place(registry, p) for p in named["places"]),
            countries=(Country(country),) if country else (),
            agencies=tuple(
                find_agency(registry, a) for a in named["agencies"].split(",") if a.strip()
            ),
        )
        self.found = AllFindings(Snapshot(registry, as_of))

    def model(self, since: Former | None = None) -> dict[str, Any]:
        """Return the report."""
        from agencymap.report import report_model

        return report_model(
            self.found.snapshot,
            self.lang,
            self.found,
            scope=self.scope,
            layout=self.layout,
            since=since,
        )

    def former(self, since: str, *, whole: bool) -> Former:
        """Return the edition that ``--since`` names; *whole* makes its report, too."""
        from agencymap.editions import edition
        from agencymap.report.editions import former_report

        asked = self.found.snapshot.day
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", since):
            day = _Day().convert(since, None, None)
            if day >= asked:
                raise AgencymapError(f"--since {since} is not before {asked}, the day described")
            return self._former(self.found.on(day), since, whole)
        data = _as_data(Path(since))
        if str(data.get("format", "")).startswith("agencymap-report/"):
            named = self._named()
            former = former_report(data, since, self.lang, named)
        else:
            with edition(since, self.root) as folder:
                registry = load_registry(folder)
            former = self._former(_findings(registry, data.get("as_of"), asked), since, whole)
        if former.day > asked:
            raise AgencymapError(f"{since} describes {former.day}, later than {asked}")
        return former

    def _former(self, found: AllFindings, since: str, whole: bool) -> Former:
        from agencymap.report import former_edition

        if not _known(found.snapshot):
            raise AgencymapError(f"nothing is on file for {found.snapshot.day} (--since {since})")
        return former_edition(found, self.lang, scope=self.scope, layout=self.layout, whole=whole)

    def _named(self) -> str:
        from agencymap.analysis.scope import ScopedFindings
        from agencymap.report.base import Writer

        writer = Writer(ScopedFindings(self.found, self.scope), self.lang, self.layout)
        return str(writer.meta()["scope"])

    def write(self, model: dict[str, Any], form: str, output: Path) -> None:
        """Write a report in the format asked for."""
        from agencymap.render.pdf import report_pdf
        from agencymap.render.report import report_json, report_page
        from agencymap.render.tables import report_csv, report_xlsx

        make: dict[str, Callable[[dict[str, Any]], str | bytes]] = {
            "pdf": report_pdf,
            "html": report_page,
            "xlsx": report_xlsx,
            "csv": report_csv,
            "json": report_json,
        }
        _write(make[form](model), output)


def _known(snapshot: Snapshot) -> bool:
    """Return whether a date on file speaks of the day: before the first, nothing is known."""
    registry = snapshot.registry
    dates = (
        *(a.founded for a in registry.agencies.values()),
        *(a.responsibility.since for a in registry.areas),
        *(e.change.date for e in registry.changes),
        *(i.signed or i.since for i in registry.instruments.values()),
        *(c.since for c in registry.cooperations.values()),
        *(s.date for s in registry.sources.values()),
    )
    return bool(snapshot.agencies) and any(
        (d.earliest or d.latest) <= snapshot.day for d in dates if d is not None
    )


def _as_data(path: Path) -> dict[str, Any]:
    """Return the content of a JSON file; nothing when *path* is no file."""
    import json

    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no JSON"
        raise AgencymapError(f"{path.as_posix()} cannot be read: {reason.lower()}") from None
    return data if isinstance(data, dict) else {"format": None}


def _findings(registry: Registry, day: object, asked: date) -> AllFindings:
    """Return the findings of another edition on the day its data file describes, else as asked."""
    from agencymap.analysis.whole import AllFindings
    from agencymap.snapshot import Snapshot

    try:
        when = date.fromisoformat(str(day)) if day else asked
    except ValueError:
        raise AgencymapError(f"'{day}' is not a day") from None
    return AllFindings(Snapshot(registry, when))


_SCOPE_OPTIONS = (
    _registry,
    _as_of,
    _lang,
    click.option(
        "--function",
        "functions",
        multiple=True,
        metavar="FUNCTION",
        help="Only this function or domain; may be repeated.",
    ),
    click.option(
        "--place",
        "places",
        multiple=True,
        metavar="PLACE",
        help="Only this place; may be repeated.",
    ),
    click.option(
        "--country", type=click.Choice(["us", "mx"]), help="Only this country; both without it."
    ),
    click.option(
        "--agencies",
        metavar="A,B,…",
        default="",
        help="Only what concerns one of these agencies or their units.",
    ),
    click.option(
        "--format",
        "form",
        type=click.Choice(["pdf", "html", "xlsx", "csv", "json"]),
        default="pdf",
        show_default=True,
        help="Print, page, tables as a workbook or as a ZIP of CSV files, or all content as data.",
    ),
    click.option(
        "--paper",
        type=click.Choice(["letter", "a4"]),
        default="letter",
        show_default=True,
        help="Size of the printed pages.",
    ),
    click.option(
        "--banner",
        default="",
        metavar="TEXT",
        help="Handling banner for every page, as your office words it; none is ever made up.",
    ),
    click.option(
        "-o",
        "--output",
        type=_OUT,
        metavar="FILE",
        required=True,
        help="File to write; - for standard output.",
    ),
)


def _reporting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command on reports the scope options, the registry and what is asked of the pages."""

    @functools.wraps(command)
    @_guarded
    def run(form: str, output: Path, since: str | None, **named: Any) -> None:
        command(_Scoped(**named), form, output, since)

    wrapped: Callable[..., None] = run
    for option in reversed(_SCOPE_OPTIONS):
        wrapped = option(wrapped)
    return wrapped


@report.command()
@click.option(
    "--since",
    metavar="DATE|FILE",
    help="Say what changed since an earlier day, or since an edition: its data file, or an "
    "earlier report written with --format json.",
)
@_reporting
def overlap(asked: _Scoped, form: str, output: Path, since: str | None) -> None:
    """Write the overlap report: who does what, where it overlaps, what covers it, what is missing.

    Without a scope it is about everything on file. With one (--function, --place, --country,
    --agencies) it has the same structure and holds what belongs to all of them. A scope without
    overlaps says so.

    \b
    Examples:
      agencymap report overlap --lang es -o traslapes.pdf
      agencymap report overlap --function trace --place Sonora -o sonora.pdf
      agencymap report overlap --agencies ATF,HSI,CBP --format html -o three.html
      agencymap report overlap --since 2023-06-18 -o since.pdf
      agencymap report overlap --format xlsx -o overlaps.xlsx
    """
    _say("overlap report")
    former = asked.former(since, whole=False) if since else None
    asked.write(asked.model(former), form, output)


@report.command()
@click.option(
    "--since",
    metavar="DATE|FILE",
    required=True,
    help="The edition you hold: an earlier day, its data file, or an earlier report written "
    "with --format json.",
)
@_reporting
def changes(asked: _Scoped, form: str, output: Path, since: str) -> None:
    """Write the change sheet: only what a holder of an earlier overlap report needs.

    Every row of the report's tables that was added, changed or withdrawn, with the old text beside
    the new and what to do with it: insert, replace, remove. Name the scope of the report you hold.

    \b
    Example:
      agencymap report changes --since 2023-06-18 --function trace -o sheet.pdf
    """
    from agencymap.render.pdf import report_pages
    from agencymap.report import change_sheet

    _say("change sheet")
    former = asked.former(since, whole=True)
    model = asked.model(former)
    assert former.model is not None
    pages = (report_pages(former.model), report_pages(model))
    sheet = change_sheet(
        model, former, asked.found, scope=asked.scope, layout=asked.layout, pages=pages
    )
    asked.write(sheet, form, output)


@main.command()
@click.argument("base")
@click.argument("head", required=False)
@_registry
@_as_of
@_lang
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="text",
    show_default=True,
    help="Text for the terminal, Markdown for a pull request, JSON, or a page.",
)
@click.option(
    "--link-base",
    metavar="URL",
    help="Address before the files in Markdown links, as https://host/team/repo/blob/REVISION.",
)
@click.option(
    "--pages",
    "with_pages",
    is_flag=True,
    help="Name the pages of the printed report that change, too; laying it out takes about eight "
    "seconds a language.",
)
@click.option("-o", "--output", type=_OUT, metavar="FILE", help="File to write.")
@_guarded
def diff(
    base: str,
    head: str | None,
    root: Path,
    as_of: date,
    lang: Lang,
    form: str,
    link_base: str | None,
    with_pages: bool,
    output: Path | None,
) -> None:
    """Show what a change does: the records that differ from BASE, and the findings that follow.

    BASE and HEAD are git revisions, folders, or data files of a build; without HEAD the registry
    as it lies here is compared. Records are compared by what they say, not by lines: a move or a
    rename is one change. Where one side does not validate, its errors are shown, the records are
    still compared, and the exit code is 1. Nothing in the working tree is touched.

    With --pages, the rows, fact sheets and figures of the printed report that differ are named with
    their pages in the former edition and in the new one; in Markdown for both languages. The foot
    of every page names the edition and differs always.

    \b
    Example:
      agencymap diff main --format markdown
    """
    from agencymap.compare import compare
    from agencymap.editions import edition
    from agencymap.render.difference import (
        difference_json,
        difference_markdown,
        difference_page,
        difference_text,
    )

    with edition(base, root) as before, edition(head or str(root), root) as after:
        store = MemoryStore(_cache_file(root))
        found = compare((base, before), (head or root.as_posix(), after), as_of, store)
        printed = []
        if with_pages and found.snapshots is not None:
            from agencymap.render.pdf import report_pages
            from agencymap.report.printed import printed_changes
            from agencymap.vocabulary import LANGS

            for one in LANGS if form == "markdown" else (lang,):
                _say(f"printed report ({one})")
                printed.append(printed_changes(*found.snapshots, one, report_pages))
        if form == "markdown":
            prefix = link_base.rstrip("/") if link_base else None
            text = difference_markdown(
                found, (lambda p: f"{prefix}/{p.file}#L{p.line}") if prefix else None, printed
            )
        else:
            show = {"text": difference_text, "json": difference_json, "html": difference_page}
            text = show[form](found, lang, printed)
    _write(text, output)
    if found.problems:
        raise SystemExit(1)


# -- editing ---------------------------------------------------------------------------------------


def _asks() -> bool:
    """Return whether someone sits at a terminal and can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _create(text: str, path: Path) -> None:
    """Write a new file, whole or not at all, and never over another."""
    stage = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stage.write_bytes(text.encode())
        try:
            os.link(stage, path)  # unlike a rename, it refuses where a file stands
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            with path.open("xb"):
                pass
            stage.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{path.as_posix()} cannot be written: {reason}") from None
    finally:
        with contextlib.suppress(OSError):
            stage.unlink(missing_ok=True)


def _put(root: Path, draft: Draft, on: date, dry_run: bool) -> None:
    """Write a draft if it holds; else say what is wrong with it and leave everything as it is."""
    from agencymap.editing import judged
    from agencymap.render.terminal import findings_text

    if dry_run:
        _write(draft.text, None)
        return
    path = root / draft.place
    found = judged(root, draft, on)
    errors = [f for f in found if f.severity == "error"]
    click.echo(findings_text(errors or found), err=True, nl=False)
    if errors:
        _fail("nothing was written", 1)
    if draft.new:
        _create(draft.text, path)
    elif path.read_bytes() != draft.text.encode():
        _write(draft.text, path)
    click.echo(path.as_posix())


_dry_run = click.option("--dry-run", is_flag=True, help="Print the file; write nothing.")


class _New(click.Group):
    """The kinds of record that can be new; made when asked for, since few runs need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from agencymap.editing import FORMS

        return list(FORMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _new_command(cmd_name) if cmd_name in self.list_commands(ctx) else None


@main.group(cls=_New)
def new() -> None:
    """Write the file of a new record: an agency, a mechanism, an instrument or a source.

    Asks for what is missing on a terminal; elsewhere all of it comes from options. The id is made
    from country and acronym or name, and shown. Written is what validates, whole or not at all,
    and never over another file.

    \b
    Example:
      agencymap new source --title Ley --lang es --publisher DOF --kind statute --read part
    """


_CITED = (
    click.option("--source", metavar="ID", help="Id of the source it rests on."),
    click.option(
        "--pinpoint",
        multiple=True,
        metavar="KIND=VALUE",
        help="Where in the source, as page=12; may be repeated.",
    ),
    click.option("--quote", metavar="TEXT", help="Words of the source, at most 30."),
    click.option(
        "--quote-lang", type=click.Choice(["en", "es"]), help="Their language; that of the source."
    ),
)
_CHECKED = click.option(
    "--on",
    type=_DayOrToday(),
    metavar="DATE",
    default=lambda: date.today(),
    show_default="today",
    help="Day on which it was compared with its source.",
)
_FILED = click.option(
    "--file", metavar="NAME", help="List in sources/ it goes into; by country without."
)


def _new_command(kind: str) -> click.Command:
    from agencymap.editing import FORMS, about

    form = FORMS[kind]

    def run(root: Path, id_: str | None, dry_run: bool, on: date, **given: Any) -> None:
        _new_record(kind, root, id_, dry_run, on, given)

    command: Callable[..., None] = _guarded(run)
    for option in (_dry_run, *((*reversed(_CITED),) if form.cited else (_FILED,)), _CHECKED):
        command = option(command)
    command = click.option("--id", "id_", metavar="ID", help="Its id, in place of the one made.")(
        command
    )
    for question in reversed(form.questions):
        said = about(form, question)
        command = click.option(
            question.option,
            question.key,
            multiple=question.many,
            type=click.Choice(said.choices) if said.choices else None,
            metavar=None if said.choices else "ID" if said.ref else "TEXT",
            help=f"{said.words}.",
        )(command)
    command = _registry(command)
    article = "an" if kind[0] in "ai" else "a"
    command.__doc__ = f"""Write the file of {article} {kind}; what is missing is asked for.

    \b
    Example:
      agencymap new {kind}
    """
    return click.command(kind)(command)


def _new_record(
    kind: str, root: Path, id_: str | None, dry_run: bool, on: date, given: dict[str, Any]
) -> None:
    from agencymap.editing import FORMS, derived_id, new_record

    registry = _load(root)
    form, asking = FORMS[kind], _asks()
    missing: list[str] = []
    record = _answers(registry, form, given, asking, missing)
    citation = _citation(registry, given, asking, missing) if form.cited else None
    if missing:
        raise AgencymapError(
            f"missing {', '.join(missing)}; give them, or run it on a terminal to be asked"
        )
    if citation is not None:
        record |= {"citations": [citation], "checked": on.isoformat()}
    made = id_ or derived_id(kind, record)
    if asking and id_ is None:
        made = click.prompt("Id", default=made, err=True)
    draft = new_record(registry, root, kind, {"id": made, **record}, given.get("file"))
    click.echo(f"{made}: {(root / draft.place).as_posix()}", err=True)
    _put(root, draft, on, dry_run)


def _answers(
    registry: Registry, form: Form, given: dict[str, Any], asking: bool, missing: list[str]
) -> dict[str, Any]:
    """Return what a new record says, from the options and from the terminal."""
    from agencymap.editing import about, check_known, nested

    values: dict[str, Any] = {}
    for question in form.questions:
        said = about(form, question)
        value = given.get(question.key) or None
        if value is None and asking and question.asked:
            value = _prompt(question, said, registry, values)
        value = value or question.default or None
        if value is None:
            missing += [question.option] * question.needed
            continue
        for id_ in (value if question.many else [value]) if said.ref else []:
            check_known(registry, said.ref or "", id_)
        values[question.path] = list(value) if question.many else value
    return nested(values)


def _prompt(question: Question, said: Asked, registry: Registry, values: dict[str, Any]) -> Any:
    """Ask for one thing until the answer can be right."""
    from agencymap.editing import check_known

    stem = question.path.rpartition(".")[0]
    default = question.default or (values.get(f"{stem}.en", "") if stem == "acronym" else "")
    while True:
        text = click.prompt(
            said.words,
            default=default if default or not question.needed else None,
            show_default=bool(default),
            type=click.Choice(["", *said.choices] if not question.needed else said.choices)
            if said.choices
            else str,
            err=True,
        ).strip()
        if not text and question.needed:
            continue
        parts = [t.strip() for t in text.split(",") if t.strip()] if question.many else [text]
        try:
            for id_ in parts if said.ref and text else []:
                check_known(registry, said.ref or "", id_)
        except LookupFailure as error:
            click.echo(str(error), err=True)
            continue
        return parts if question.many else text


def _citation(
    registry: Registry, given: dict[str, Any], asking: bool, missing: list[str]
) -> dict[str, Any]:
    """Return the citation a new record rests on, from the options and from the terminal."""
    from agencymap.editing import check_known, quoted, read_pinpoint

    source, pinpoint = given["source"], given["pinpoint"]
    while asking and not source:
        source = click.prompt("Id of the source it rests on", err=True).strip()
        try:
            check_known(registry, "source", source)
        except LookupFailure as error:
            click.echo(str(error), err=True)
            source = None
    while asking and not pinpoint:
        text = click.prompt("Where in the source, as page=12", err=True)
        try:
            pinpoint = text.split(",")
            read_pinpoint(pinpoint)
        except AgencymapError as error:
            click.echo(str(error), err=True)
            pinpoint = ()
    missing += [f"--{n}" for n, v in (("source", source), ("pinpoint", pinpoint)) if not v]
    if not source or not pinpoint:
        return {}
    check_known(registry, "source", source)
    return {
        "source": source,
        "pinpoint": read_pinpoint(pinpoint),
        **quoted(registry, source, given["quote"], given["quote_lang"]),
    }


@main.command()
@click.argument("claim")
@_registry
@click.option("--source", required=True, metavar="ID", help="Id of the source that was read.")
@click.option(
    "--on",
    type=_DayOrToday(),
    required=True,
    metavar="DATE",
    help="Day on which the claim was compared with the source.",
)
@click.option(
    "--as-of",
    "spoken",
    metavar="DATE",
    help="Date the source speaks of. Without it: the day of --on for a law or a page without a "
    "date; else the date of the source.",
)
@_CITED[1]
@_CITED[2]
@_CITED[3]
@_dry_run
@_guarded
def confirm(
    claim: str,
    root: Path,
    source: str,
    on: date,
    spoken: str | None,
    pinpoint: tuple[str, ...],
    quote: str | None,
    quote_lang: str | None,
    dry_run: bool,
) -> None:
    """Record that CLAIM was checked and is unchanged: one more citation, and a new day.

    CLAIM is the id of a statement, as us-atf/trace-firearms, or of a link, mechanism, instrument
    or agency. Without --pinpoint the place in the source that the claim cites already. The file
    keeps its form and its comments; it is written whole or not at all.

    \b
    Example:
      agencymap confirm us-atf/trace-firearms --source pacific-council-2023 --on today
    """
    from agencymap.editing import check_known, citation_of, confirmed, find_claim

    if on > date.today():
        raise AgencymapError(f"{on.isoformat()} has not come yet")
    registry = _load(root)
    found = find_claim(registry, claim)
    check_known(registry, "source", source)
    entry = citation_of(
        registry, found, source, on, pinpoint=pinpoint, spoken=spoken, quote=(quote, quote_lang)
    )
    _put(root, confirmed(registry, root, found, entry, on), on, dry_run)
    if "as_of" not in entry:
        said = f"'{source}' speaks of {registry.sources[source].date}"
        click.echo(f"{said}; where it speaks of another day, give --as-of", err=True)


@main.command()
@_registry
@click.option(
    "--on",
    type=_DayOrToday(),
    metavar="DATE",
    default=lambda: date.today(),
    show_default="today",
    help="Day on which the work is looked at.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(["stale", "expiring", "review", "translation", "weak"]),
    help="Only this kind of work; may be repeated.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first so many.")
@_lang
@_format
@_guarded
def stale(
    root: Path, on: date, kinds: tuple[str, ...], limit: int | None, lang: Lang, form: str
) -> None:
    """Show what to check next: old claims, ends that near, Spanish unread, weak sources.

    Ordered by consequence, how many findings of the day rest on the record, then by age. The
    number stands first. A claim that a review accepts is left out until the review lapses.

    \b
    Example:
      agencymap stale --kind weak --limit 10
    """
    from agencymap.analysis.whole import AllFindings
    from agencymap.queue import work_queue
    from agencymap.render.queue import queue_rows, queue_text
    from agencymap.render.terminal import as_json
    from agencymap.snapshot import Snapshot

    registry = _load(root)
    snapshot = Snapshot(registry, on)
    items = [i for i in work_queue(AllFindings(snapshot)) if not kinds or i.work in kinds]
    rows = queue_rows(registry, items[:limit], lang)
    _write(as_json(snapshot, lang, rows) if form == "json" else queue_text(rows, lang), None)
    if len(rows) < len(items):
        click.echo(f"{len(rows)} of {len(items)} shown", err=True)


@main.command()
@_registry
@_as_of
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    metavar="N",
    help="Port to listen on; 0 for any that is free.",
)
@click.option("--no-open", is_flag=True, help="Open no browser.")
@_guarded
def serve(root: Path, as_of: date, port: int, no_open: bool) -> None:
    """Show the explorer in a browser, and keep it up to date with the files.

    After each save the page shows the registry as it then is; what is wrong stands below it, with
    file and line. Where the files make no build the last good one stays. Reports and pages of
    records are made when they are asked for. Nothing is written, and only this machine is served.
    Ctrl+C ends it.

    \b
    Example:
      agencymap serve --no-open --port 8080
    """
    import webbrowser

    from agencymap.loading import MissingRegistry
    from agencymap.serve import Preview, serving

    if not root.is_dir():
        raise MissingRegistry(
            f"{root.as_posix()} is not a folder; name the folder that holds registry.yaml"
        )
    preview = Preview(root, as_of, tell=_tell)
    server = serving(preview, port)
    try:
        click.echo(f"{server.address}  (Ctrl+C ends it)", err=True)
        if not no_open:
            webbrowser.open(server.address)
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        preview.stop()
        server.server_close()


def _tell(state: State) -> None:
    """Print what a preview finds."""
    from agencymap.render.terminal import findings_text

    text = f"agencymap: {state.trouble}\n" if state.trouble else findings_text(state.findings)
    click.echo(text, err=True, nl=False)


@main.command()
@click.argument("form", metavar="{json|graphml|csv}", type=click.Choice(["json", "graphml", "csv"]))
@_registry
@_as_of
@click.option(
    "--table",
    default="agencies",
    show_default=True,
    metavar="NAME",
    help="Table of the CSV: agencies, responsibilities, limits, links, mechanisms, "
    "participants, functions, places or sources.",
)
@click.option(
    "-o", "--output", type=_OUT, metavar="FILE", help="File to write; standard output without."
)
@_guarded
def export(form: str, root: Path, as_of: date, table: str, output: Path | None) -> None:
    """Write the registry as data.

    json holds all records, graphml the graph of the day, csv one table.

    \b
    Example:
      agencymap export csv --table links -o links.csv
    """
    from agencymap.findings import nearest
    from agencymap.graph import build_graph
    from agencymap.render.exports import TABLES, csv_table, graphml, registry_json
    from agencymap.snapshot import Snapshot

    if table not in TABLES:
        _fail(
            f"there is no table '{table}'"
            + (nearest(table, TABLES) or f"; one of {', '.join(TABLES)}")
        )
    registry = _load(root)
    if form == "json":
        text = registry_json(Snapshot(registry, as_of))
    elif form == "graphml":
        text = graphml(build_graph(registry, as_of=as_of))
    else:
        text = csv_table(Snapshot(registry, as_of), table)
    _write(text, output)


@main.command()
@click.argument("kind", required=False, default="agency")
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write the schemas of all kinds of file into this folder.",
)
@click.option(
    "--dictionary",
    "manual",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Renew the data dictionary in this Markdown file, between its marks.",
)
@click.option(
    "--coverage",
    "root",
    type=click.Path(path_type=Path),
    metavar="REGISTRY",
    help="Renew COVERAGE.md in this registry from its coverage.yaml.",
)
@_guarded
def schema(kind: str, folder: Path | None, manual: Path | None, root: Path | None) -> None:
    """Print the JSON Schema of one KIND of file: agency, mechanism, instrument and so on.

    \b
    Example:
      agencymap schema agency
    """
    from agencymap.findings import nearest
    from agencymap.model import FILE_TYPES
    from agencymap.schema import coverage_text, schema_files, schema_text, with_dictionary

    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder.as_posix()} cannot be made: {error.strerror}") from None
        for name, text in schema_files().items():
            _write(text, folder / name)
    if manual is not None:
        try:
            _write(with_dictionary(manual.read_text(encoding="utf-8")), manual)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise OutputError(f"{manual.as_posix()} cannot be renewed: {reason}") from None
    if root is not None:
        _write(coverage_text(_load(root)), root / "COVERAGE.md")
    if folder is not None or manual is not None or root is not None:
        return
    if kind not in FILE_TYPES:
        _fail(
            f"there is no kind '{kind}'"
            + (nearest(kind, FILE_TYPES) or f"; one of {', '.join(FILE_TYPES)}")
        )
    _write(schema_text(kind), None)
