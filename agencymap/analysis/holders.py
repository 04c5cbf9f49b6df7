"""Who holds a function, and whether it is fragmented (D1, after GAO-15-49SP)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from agencymap.registry import Area
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Classification, Country, Level

_SUBUNITS = frozenset(
    {Classification.DIVISION, Classification.OFFICE, Classification.UNIT, Classification.CENTER}
)


@dataclass(frozen=True, slots=True)
class Fragmentation:
    """Holders of one function (or domain) in one country.

    ``holders`` are agency ids at the reporting level, sorted. ``equal_index`` is 1 − 1/|H| and
    ``area_index`` is 1 − Σ s², s being a holder's share of the areas: 0 for one holder; both are
    None without holders. The index sorts tables and says nothing by itself.
    """

    function: str
    country: Country
    holders: tuple[str, ...]
    areas: tuple[Area, ...]
    announced: tuple[Area, ...]
    equal_index: float | None
    area_index: float | None

    @property
    def id(self) -> str:
        """Return the stable id of the finding."""
        return f"fragmentation:{self.country}:{self.function}"

    @property
    def fragmented(self) -> bool:
        """Return whether two or more agencies hold it."""
        return len(self.holders) >= 2

    @property
    def sole_holder(self) -> str | None:
        """Return the only holder, if there is exactly one."""
        return self.holders[0] if len(self.holders) == 1 else None


def reporting_agency(snapshot: Snapshot, agency: str) -> str:
    """Return the agency under which a holder is reported (the bureau, by default).

    Divisions, offices, units and centers are reported under the agency above them, but never under
    a department that stands at the top: the Office of Foreign Assets Control stays itself.
    """
    registry = snapshot.registry
    while registry.agencies[agency].classification in _SUBUNITS:
        above = snapshot.ancestors[agency]
        if not above or not snapshot.ancestors[above[0]]:
            break
        agency = above[0]
    return agency


def areas_for(
    snapshot: Snapshot,
    function: str,
    *,
    country: Country | None = None,
    place: str | None = None,
    levels: frozenset[Level] | None = None,
    related: bool = False,
) -> tuple[Area, ...]:
    """Return X(t) for a function: counted areas whose function is *function* or part of it.

    With *place*, only areas that share ground with it. With *related*, areas of the whole domain
    of the function count too (the relation ~ of D2).
    """
    registry = snapshot.registry
    near = snapshot.counted if related else snapshot.counted_in(function)
    return tuple(
        area
        for area in near
        if (not related or registry.functions_related(area.responsibility.function, function))
        and (country is None or area.agency.country == country)
        and (levels is None or area.agency.level in levels)
        and (place is None or any(registry.places_meet(p, place) for p in snapshot.places_of(area)))
    )


def fragmentation(
    snapshot: Snapshot,
    function: str,
    country: Country,
    *,
    levels: frozenset[Level] | None = None,
    places: Sequence[str] = (),
) -> Fragmentation:
    """Return the holders of *function* in *country* (D1), with *places* those that act there.

    Holders are collapsed to the reporting level; an agency that stands above another holder is
    left out, so that a department and its bureau count once.
    """
    registry = snapshot.registry

    def here(area: Area) -> bool:
        ground = snapshot.places_of(area)
        return not places or any(registry.places_meet(p, q) for p in ground for q in places)

    areas = tuple(
        a for a in areas_for(snapshot, function, country=country, levels=levels) if here(a)
    )
    share = Counter(reporting_agency(snapshot, area.agency.id) for area in areas)
    above = {a for holder in share for a in snapshot.ancestors[holder]}
    share = Counter({h: n for h, n in share.items() if h not in above})
    total = share.total()
    return Fragmentation(
        function=function,
        country=country,
        holders=tuple(sorted(share)),
        areas=areas,
        announced=tuple(
            a
            for a in snapshot.announced
            if a.agency.country == country
            and registry.function_within(a.responsibility.function, function)
            and (levels is None or a.agency.level in levels)
            and here(a)
        ),
        equal_index=1 - 1 / len(share) if share else None,
        area_index=1 - sum((n / total) ** 2 for n in share.values()) if share else None,
    )


def holders(snapshot: Snapshot, function: str, country: Country | None = None) -> tuple[str, ...]:
    """Return the ids of all agencies that hold *function*, not collapsed, sorted."""
    return tuple(sorted({a.agency.id for a in areas_for(snapshot, function, country=country)}))
