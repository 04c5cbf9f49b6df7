"""What all commands share: the group, days and options, the registry, errors, and the way out."""

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
from agencymap.documents import DocumentStore
from agencymap.errors import AgencymapError, LookupFailure, OutputError, RegistryError
from agencymap.loading import load_registry

if TYPE_CHECKING:
    from agencymap.registry import Registry
    from agencymap.sentences import Speaker
    from agencymap.snapshot import Snapshot
    from agencymap.vocabulary import Lang


P = ParamSpec("P")

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
OUT = click.Path(path_type=Path, allow_dash=True)


class Day(click.ParamType):  # type: ignore[type-arg]  # generic in the stubs only
    """A day, written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or fail with what would be right."""
        if isinstance(value, date):
            return value
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fail(f"'{value}' is not a day; write it as 2023-06-18", param, ctx)


class DayOrToday(Day):
    """A day, or the word today."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day that is meant, or fail with what would be right."""
        return date.today() if value == "today" else super().convert(value, param, ctx)


def cache_file(root: Path) -> Path:
    """Return the file in the user's cache that keeps what was parsed of a registry."""
    from platformdirs import user_cache_path

    name = hashlib.sha256(str(root.absolute()).encode()).hexdigest()[:16]
    return user_cache_path("agencymap", appauthor=False) / f"{name}.json"


def load(root: Path) -> Registry:
    """Return the registry in *root*; unchanged files are not parsed again.

    What was parsed is kept in the user's cache folder, one file for each registry.
    """
    store = DocumentStore(cache_file(root))
    try:
        return load_registry(root, store)
    finally:
        store.save()


def say(text: str) -> None:
    """Print a line of progress, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(text, err=True)


def fail(message: str, code: int = 2) -> None:
    """Say what is wrong and end with the exit code."""
    click.echo(f"agencymap: {message}", err=True)
    raise SystemExit(code)


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Turn our errors into a message and an exit code; anything else shows its traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except RegistryError as error:
            from agencymap.render.terminal import findings_text, summary

            click.echo(findings_text(error.findings), err=True, nl=False)
            files = len({f.position.file for f in error.findings})
            fail(f"the registry is not whole: {summary(error.findings, files)}", 1)
        except LookupFailure as error:
            click.echo(f"agencymap: {error}", err=True)
            for candidate in error.candidates:
                click.echo(f"  {candidate}", err=True)
            raise SystemExit(2) from None
        except AgencymapError as error:
            fail(str(error))
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None

    return run


def write(text: str | bytes, output: Path | None) -> None:
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
        with contextlib.suppress(OSError):  # beneath a file there is nothing to remove either
            stage.unlink(missing_ok=True)
        raise OutputError(
            f"{output.as_posix()} cannot be written: {(error.strerror or str(error)).lower()}"
        ) from None


registry_option = click.option(
    "--registry",
    "root",
    type=click.Path(path_type=Path),
    default=Path("registry"),
    show_default=True,
    metavar="FOLDER",
    help="Folder that holds the registry.",
)
as_of_option = click.option(
    "--as-of",
    type=Day(),
    metavar="DATE",
    default=lambda: date.today(),
    show_default="today",
    help="Day the answer describes, as 2023-06-18.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["en", "es"]),
    default="en",
    show_default=True,
    help="Language of the answer.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs.",
)


class Asked:
    """What the asking commands share: a speaker of the registry as of a day, and a format."""

    def __init__(self, root: Path, as_of: date, lang: Lang, form: str) -> None:
        from agencymap.sentences import Speaker
        from agencymap.snapshot import Snapshot

        self.registry: Registry = load(root)
        self.snapshot: Snapshot = Snapshot(self.registry, as_of)
        self.speaker: Speaker = Speaker(self.snapshot, lang)
        self.lang: Lang = lang
        self.form = form

    def answer(self, results: Any, text: Callable[[Any, Lang], str]) -> None:
        """Print the results in the format asked for."""
        from agencymap.render.terminal import as_json

        if self.form == "json":
            write(as_json(self.snapshot, self.lang, results), None)
        else:
            write(text(results, self.lang), None)


def asking(command: Callable[Concatenate[Asked, P], None]) -> Callable[..., None]:
    """Give a command the four common options and the registry."""

    @registry_option
    @as_of_option
    @lang_option
    @format_option
    @functools.wraps(command)
    @guarded
    def run(root: Path, as_of: date, lang: Lang, form: str, *args: P.args, **kw: P.kwargs) -> None:
        command(Asked(root, as_of, lang, form), *args, **kw)

    return run


@click.group(context_settings=CONTEXT)
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
