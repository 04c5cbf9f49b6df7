"""Commands that write the report: report overlap, report changes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from agencymap.cli.base import (
    OUT,
    Day,
    as_of_option,
    guarded,
    lang_option,
    load,
    main,
    registry_option,
    say,
    write,
)
from agencymap.errors import AgencymapError
from agencymap.loading import load_registry

if TYPE_CHECKING:
    from agencymap.analysis.whole import AllFindings
    from agencymap.registry import Registry
    from agencymap.report import Former
    from agencymap.vocabulary import Lang


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
        from agencymap.vocabulary import Country

        self.layout = Layout(banner, Paper.A4 if paper == "a4" else Paper.LETTER)
        self.root = root
        self.lang: Lang = lang
        self.registry = registry = load(root)
        _refuse_unknown(registry, as_of)
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
            day = Day().convert(since, None, None)
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

        _refuse_unknown(found.snapshot.registry, found.snapshot.day, f" (--since {since})")
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
        write(make[form](model), output)


def _refuse_unknown(registry: Registry, day: date, said: str = "") -> None:
    """Refuse a day before all that records name: what holds undated would pass for all there is."""
    from agencymap.statistics import first_day

    first = first_day(registry)
    if first is not None and day < first:
        raise AgencymapError(f"no record names a day as early as {day}{said}; the first is {first}")


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
    registry_option,
    as_of_option,
    lang_option,
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
        type=OUT,
        metavar="FILE",
        required=True,
        help="File to write; - for standard output.",
    ),
)


def _reporting(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command on reports the scope options, the registry and what is asked of the pages."""

    @functools.wraps(command)
    @guarded
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
    say("overlap report")
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

    say("change sheet")
    former = asked.former(since, whole=True)
    model = asked.model()  # as its reader holds it: without --since, like the former one
    assert former.model is not None
    pages = (report_pages(former.model), report_pages(model))
    sheet = change_sheet(
        model, former, asked.found, scope=asked.scope, layout=asked.layout, pages=pages
    )
    asked.write(sheet, form, output)
