"""Commands that make what others use: build, serve, export, schema."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agencymap.cli.base import (
    OUT,
    as_of_option,
    fail,
    guarded,
    load,
    main,
    registry_option,
    say,
    write,
)
from agencymap.errors import OutputError, RegistryError

if TYPE_CHECKING:
    from agencymap.serve import State


@main.command()
@registry_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    metavar="FOLDER",
    help="Folder to write into.",
)
@as_of_option
@guarded
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

    say("registry")
    registry = load(root)
    errors = [f for f in check_registry(registry) if f.severity == "error"]
    if errors:
        raise RegistryError(errors)
    files = gather(registry, as_of, say)
    write_output(output, files)
    size = sum(map(len, files.values()))
    click.echo(
        f"{len(files)} files, {size / 1e6:.1f} MB, in {output.as_posix()}/; "
        f"open {(output / 'index.html').as_posix()}",
        err=True,
    )


@main.command()
@registry_option
@as_of_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    metavar="N",
    help="Port to listen on; 0 for any that is free.",
)
@click.option("--no-open", is_flag=True, help="Open no browser.")
@guarded
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
@registry_option
@as_of_option
@click.option(
    "--table",
    default="agencies",
    show_default=True,
    metavar="NAME",
    help="Table of the CSV: agencies, responsibilities, limits, links, mechanisms, "
    "participants, functions, places or sources.",
)
@click.option(
    "-o", "--output", type=OUT, metavar="FILE", help="File to write; standard output without."
)
@guarded
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
        fail(
            f"there is no table '{table}'"
            + (nearest(table, TABLES) or f"; one of {', '.join(TABLES)}")
        )
    registry = load(root)
    if form == "json":
        text = registry_json(Snapshot(registry, as_of))
    elif form == "graphml":
        text = graphml(build_graph(registry, as_of=as_of))
    else:
        text = csv_table(Snapshot(registry, as_of), table)
    write(text, output)


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
@guarded
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
            write(text, folder / name)
    if manual is not None:
        try:
            write(with_dictionary(manual.read_text(encoding="utf-8")), manual)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise OutputError(f"{manual.as_posix()} cannot be renewed: {reason}") from None
    if root is not None:
        write(coverage_text(load(root)), root / "COVERAGE.md")
    if folder is not None or manual is not None or root is not None:
        return
    if kind not in FILE_TYPES:
        fail(
            f"there is no kind '{kind}'"
            + (nearest(kind, FILE_TYPES) or f"; one of {', '.join(FILE_TYPES)}")
        )
    write(schema_text(kind), None)
