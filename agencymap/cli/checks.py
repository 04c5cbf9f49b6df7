"""Commands that check: validate, fmt, rules, explain, diff."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agencymap.cli.base import (
    OUT,
    as_of_option,
    cache_file,
    guarded,
    lang_option,
    load,
    main,
    registry_option,
    say,
    write,
)
from agencymap.documents import MemoryStore
from agencymap.errors import AgencymapError, LookupFailure, RegistryError

if TYPE_CHECKING:
    from agencymap.vocabulary import Lang


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
@guarded
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
        registry = load(root)
        findings = check_registry(registry, date.today())
        files = len({place.file for place in registry.source_maps.values()})
    except RegistryError as error:
        findings = list(error.findings)
        files = sum(1 for p in root.rglob("*.yaml") if p.is_file())
    show = {"text": findings_text, "json": findings_json, "github": findings_github}[form]
    write(show(findings), None)
    click.echo(summary(findings, files), err=True)
    if any(f.severity == "error" for f in findings) or (strict and findings):
        raise SystemExit(1)


@main.command()
@click.argument("root", metavar="[PATH]", type=click.Path(path_type=Path), default=Path("registry"))
@click.option("--check", is_flag=True, help="Change nothing; print what would change.")
@guarded
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
            write(form, file)
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
@guarded
def rules(form: str) -> None:
    """List all rules of the registry: id, severity, and what each asks.

    \b
    Example:
      agencymap rules
    """
    from agencymap.render.terminal import rules_json, rules_text
    from agencymap.rules.manual import MANUAL

    write((rules_json if form == "json" else rules_text)(MANUAL), None)


@main.command()
@click.argument("rule")
@guarded
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
    write(rule_text(wanted, MANUAL[wanted]), None)


@main.command()
@click.argument("base")
@click.argument("head", required=False)
@registry_option
@as_of_option
@lang_option
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
@click.option("-o", "--output", type=OUT, metavar="FILE", help="File to write.")
@guarded
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
        store = MemoryStore(cache_file(root))
        found = compare((base, before), (head or root.as_posix(), after), as_of, store)
        printed = []
        if with_pages and found.snapshots is not None:
            from agencymap.render.pdf import report_pages
            from agencymap.report.printed import printed_changes
            from agencymap.vocabulary import LANGS

            for one in LANGS if form == "markdown" else (lang,):
                say(f"printed report ({one})")
                printed.append(printed_changes(*found.snapshots, one, report_pages))
        if form == "markdown":
            prefix = link_base.rstrip("/") if link_base else None
            text = difference_markdown(
                found, (lambda p: f"{prefix}/{p.file}#L{p.line}") if prefix else None, printed
            )
        else:
            show = {"text": difference_text, "json": difference_json, "html": difference_page}
            text = show[form](found, lang, printed)
    write(text, output)
    if found.problems:
        raise SystemExit(1)
