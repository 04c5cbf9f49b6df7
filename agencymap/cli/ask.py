"""Commands that answer a question: show, who, counterpart, path, the findings, stats."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agencymap.cli.base import (
    Asked,
    asking,
    format_option,
    guarded,
    lang_option,
    load,
    main,
    registry_option,
    write,
)

if TYPE_CHECKING:
    from agencymap.vocabulary import Lang


@main.command()
@click.argument("agency")
@asking
def show(asked: Asked, agency: str) -> None:
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
@asking
def who(asked: Asked, function: str, place: str | None, country: str | None) -> None:
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
@asking
def counterpart(asked: Asked, agency: str, function: str, place: str | None) -> None:
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
@asking
def path(asked: Asked, source: str, target: str, function: str | None) -> None:
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
@asking
def overlaps(
    asked: Asked,
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
@asking
def gaps(asked: Asked, function: str | None) -> None:
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
@asking
def single_points(asked: Asked, function: str | None) -> None:
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
@asking
def needs(asked: Asked, agency: str | None) -> None:
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
@registry_option
@lang_option
@format_option
@guarded
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

    registry = load(root)
    tables = statistics_tables(registry, lang)
    if form == "json":
        write(as_json(Snapshot(registry, date.today()), lang, tables), None)
    else:
        write(tables_text(tables), None)
