"""Commands that write records: new, confirm; and stale, the list of what to check next."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from agencymap.cli.base import (
    DayOrToday,
    fail,
    format_option,
    guarded,
    lang_option,
    load,
    main,
    registry_option,
    write,
)
from agencymap.errors import AgencymapError, LookupFailure, OutputError

if TYPE_CHECKING:
    from agencymap.editing import Asked as Said
    from agencymap.editing import Draft, Form, Question
    from agencymap.registry import Registry
    from agencymap.vocabulary import Lang


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
        write(draft.text, None)
        return
    path = root / draft.place
    found = judged(root, draft, on)
    errors = [f for f in found if f.severity == "error"]
    click.echo(findings_text(errors or found), err=True, nl=False)
    if errors:
        fail("nothing was written", 1)
    if draft.new:
        _create(draft.text, path)
    elif path.read_bytes() != draft.text.encode():
        write(draft.text, path)
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
    type=DayOrToday(),
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

    command: Callable[..., None] = guarded(run)
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
    command = registry_option(command)
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

    registry = load(root)
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


def _prompt(question: Question, said: Said, registry: Registry, values: dict[str, Any]) -> Any:
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
@registry_option
@click.option("--source", required=True, metavar="ID", help="Id of the source that was read.")
@click.option(
    "--on",
    type=DayOrToday(),
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
@guarded
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
    registry = load(root)
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
@registry_option
@click.option(
    "--on",
    type=DayOrToday(),
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
@lang_option
@format_option
@guarded
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

    registry = load(root)
    snapshot = Snapshot(registry, on)
    items = [i for i in work_queue(AllFindings(snapshot)) if not kinds or i.work in kinds]
    rows = queue_rows(registry, items[:limit], lang)
    write(as_json(snapshot, lang, rows) if form == "json" else queue_text(rows, lang), None)
    if len(rows) < len(items):
        click.echo(f"{len(rows)} of {len(items)} shown", err=True)
