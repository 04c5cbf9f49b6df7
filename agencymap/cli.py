"""The command line: parse, call, write, exit.

The only module that prints, writes files, exits, or asks what day it is. Standard output carries
the product and nothing else; progress and diagnostics go to standard error. Exit codes: 0 ran and
clean, 1 ran and found errors, 2 could not run.
"""

from __future__ import annotations

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
from agencymap.documents import DocumentStore
from agencymap.errors import AgencymapError, LookupFailure, OutputError, RegistryError
from agencymap.loading import load_registry

if TYPE_CHECKING:
    from agencymap.registry import Registry
    from agencymap.sentences import Speaker
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


def _load(root: Path) -> Registry:
    """Return the registry in *root*; unchanged files are not parsed again.

    What was parsed is kept in the user's cache folder, one file for each registry.
    """
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(root.absolute()).encode()).hexdigest()[:16]
    store = DocumentStore(user_cache_path("agencymap", appauthor=False) / f"{name}.json")
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
    gc.disable()  # a run is short and makes few cycles: collecting is pure cost


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
            lines = difflib.unified_diff(
                text.splitlines(), form.splitlines(), file.as_posix(), file.as_posix(), lineterm=""
            )
            click.echo("\n".join(lines))
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


@report.command()
@_registry
@_as_of
@_lang
@click.option(
    "--function",
    "functions",
    multiple=True,
    metavar="FUNCTION",
    help="Only this function or domain; may be repeated.",
)
@click.option(
    "--place", "places", multiple=True, metavar="PLACE", help="Only this place; may be repeated."
)
@click.option(
    "--country", type=click.Choice(["us", "mx"]), help="Only this country; both without it."
)
@click.option(
    "--agencies",
    metavar="A,B,…",
    default="",
    help="Only what concerns one of these agencies or their units.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "pdf", "json"]),
    default="pdf",
    show_default=True,
    help="Page, print, or the report's content as data.",
)
@click.option(
    "--paper",
    type=click.Choice(["letter", "a4"]),
    default="letter",
    show_default=True,
    help="Size of the printed pages.",
)
@click.option(
    "--banner",
    default="",
    metavar="TEXT",
    help="Handling banner for every page, as your office words it; none is ever made up.",
)
@click.option(
    "-o",
    "--output",
    type=_OUT,
    metavar="FILE",
    required=True,
    help="File to write; - for standard output.",
)
@_guarded
def overlap(
    root: Path,
    as_of: date,
    lang: Lang,
    functions: tuple[str, ...],
    places: tuple[str, ...],
    country: str | None,
    agencies: str,
    form: str,
    paper: str,
    banner: str,
    output: Path,
) -> None:
    """Write the overlap report: who does what, where it overlaps, what covers it, what is missing.

    Without a scope it is about everything on file. With one (--function, --place, --country,
    --agencies) it has the same structure and holds what belongs to all of them. A scope without
    overlaps says so.

    \b
    Examples:
      agencymap report overlap --lang es -o traslapes.pdf
      agencymap report overlap --function trace --place Sonora -o sonora.pdf
      agencymap report overlap --agencies ATF,HSI,CBP --format html -o three.html
    """
    from agencymap.lookup import find_agency, find_function, find_place
    from agencymap.render.pdf import report_pdf
    from agencymap.render.report import report_json, report_page
    from agencymap.report import Layout, Paper, Scope, report_model
    from agencymap.snapshot import Snapshot
    from agencymap.vocabulary import Country

    layout = Layout(banner, Paper.A4 if paper == "a4" else Paper.LETTER)
    registry = _load(root)
    scope = Scope(
        functions=tuple(find_function(registry, f) for f in functions),
        places=tuple(find_place(registry, p) for p in places),
        countries=(Country(country),) if country else (),
        agencies=tuple(find_agency(registry, a) for a in agencies.split(",") if a.strip()),
    )
    _say("overlap report")
    model = report_model(Snapshot(registry, as_of), lang, scope=scope, layout=layout)
    if form == "pdf":
        _write(report_pdf(model), output)
    else:
        _write(report_page(model) if form == "html" else report_json(model), output)


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
    output: Path | None,
) -> None:
    """Show what a change does: the records that differ from BASE, and the findings that follow.

    BASE and HEAD are git revisions, folders, or data files of a build; without HEAD the registry
    as it lies here is compared. Records are compared by what they say, not by lines: a move or a
    rename is one change. Where one side does not validate, its errors are shown, the records are
    still compared, and the exit code is 1. Nothing in the working tree is touched.

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
        found = compare((base, before), (head or root.as_posix(), after), as_of, _load)
        if form == "markdown":
            prefix = link_base.rstrip("/") if link_base else None
            text = difference_markdown(
                found, (lambda p: f"{prefix}/{p.file}#L{p.line}") if prefix else None
            )
        else:
            show = {"text": difference_text, "json": difference_json, "html": difference_page}
            text = show[form](found, lang)
    _write(text, output)
    if found.problems:
        raise SystemExit(1)


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
