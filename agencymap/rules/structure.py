"""Rules: who holds what, where and under whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from agencymap.dates import end_of
from agencymap.findings import Finding, Severity
from agencymap.model import Agency, Cooperation, Limit, Need, Participant, Responsibility
from agencymap.registry import Registry
from agencymap.rules.base import finding
from agencymap.vocabulary import Country, Exclusive, Level, MechanismStatus, PlaceKind, Status


def no_responsibility(registry: Registry, on: date) -> Iterator[Finding]:
    """An agency has at least one responsibility, or stands above one that has."""
    parents = {p.agency for a in registry.agencies.values() for p in a.parents}
    members = {p.agency for m in registry.mechanisms.values() for p in m.participants}
    for agency in registry.agencies.values():
        if not agency.responsibilities and agency.id not in parents | members:
            yield finding(
                registry,
                "agency",
                agency.id,
                ("id",),
                "no-responsibility",
                f"'{agency.id}' has no responsibility, no unit inside it and no part in a "
                "mechanism; add what a source says it does",
                Severity.WARNING,
            )


def retired_with_end(registry: Registry, on: date) -> Iterator[Finding]:
    """A statement with an end keeps its state: "retired" is for an end that no source dates."""
    stated = (Responsibility, Limit, Need, Cooperation, Participant)
    for kind, id_, path, part in registry.parts_of(*stated):
        if not isinstance(part, stated):
            continue
        if part.status is Status.RETIRED and part.until is not None:
            yield finding(
                registry,
                kind,
                id_,
                (*path, "status"),
                "retired-with-end",
                f"'until' says when it ended ({part.until}), so 'retired' would "
                "hide it on the days before; remove 'status'",
            )


def uncited_parent_change(registry: Registry, on: date) -> Iterator[Finding]:
    """An agency with several parents cites a source for each."""
    for agency in registry.agencies.values():
        if len(agency.parents) < 2:
            continue
        for index, parent in enumerate(agency.parents):
            if not parent.citations:
                yield finding(
                    registry,
                    "agency",
                    agency.id,
                    ("parents", index),
                    "uncited-parent",
                    f"parent '{parent.agency}' is one of several and cites no source; add "
                    "'citations'",
                )


def uncited_place(registry: Registry, on: date) -> Iterator[Finding]:
    """A named area cites a source; ISO units need none."""
    for place in registry.places.values():
        if place.kind not in (PlaceKind.COUNTRY, PlaceKind.STATE) and not place.citations:
            yield finding(
                registry,
                "place",
                place.id,
                ("id",),
                "uncited-place",
                f"'{place.id}' is a named area without source; add 'citations'",
            )


def undated_mechanism(registry: Registry, on: date) -> Iterator[Finding]:
    """A mechanism has a date or a known state."""
    for m in registry.mechanisms.values():
        if m.since is None and m.until is None and m.status is MechanismStatus.UNKNOWN:
            yield finding(
                registry,
                "mechanism",
                m.id,
                ("status",),
                "undated-mechanism",
                f"'{m.id}' has neither dates nor a known state; add what a source says",
                Severity.WARNING,
            )


def asymmetric_mirror(registry: Registry, on: date) -> Iterator[Finding]:
    """The mirror of a function's mirror is the function."""
    for d, domain in enumerate(registry.domains):
        for f, function in enumerate(domain.functions):
            mirror = function.mirror
            if mirror in (None, "none"):
                continue
            back = registry.functions[mirror].mirror if mirror in registry.functions else None
            if back != function.id:
                yield finding(
                    registry,
                    "functions",
                    "functions",
                    ("domains", d, "functions", f, "mirror"),
                    "asymmetric-mirror",
                    f"mirror of '{function.id}' is '{mirror}', whose mirror is "
                    f"'{back or 'not set'}'; make them answer each other",
                )


def sole_holder_twice(registry: Registry, on: date) -> Iterator[Finding]:
    """Two agencies are not both the sole holder of a function, place and time."""
    sole: dict[tuple[Country, str], list[tuple[Agency, int, Responsibility]]] = defaultdict(list)
    for agency in registry.agencies.values():
        for index, r in enumerate(agency.responsibilities):
            if agency.country is Country.INTERNATIONAL:
                continue
            if r.exclusive is Exclusive.SOLE and r.status is Status.ASSERTED:
                sole[agency.country, r.function].append((agency, index, r))
    for claims in sole.values():
        for n, (agency, index, r) in enumerate(claims):
            for other, _, s in claims[:n]:
                if other.id == agency.id or not _same_time(agency, r, other, s):
                    continue
                if {other.id, agency.id} & _above(registry, agency.id, other.id):
                    continue
                places = r.places or (agency.country.upper(),)
                others = s.places or (other.country.upper(),)
                if any(registry.places_meet(p, q) for p in places for q in others):
                    yield finding(
                        registry,
                        "agency",
                        agency.id,
                        ("responsibilities", index, "exclusive"),
                        "sole-holder-twice",
                        f"'{agency.id}' and '{other.id}' are both sole holder of "
                        f"'{r.function}'; mark both contested, or one shared",
                    )


def _above(registry: Registry, *ids: str) -> set[str]:
    """Return every agency that is ever a parent of one of *ids*, at any remove."""
    found: set[str] = set()
    queue = list(ids)
    while queue:
        for parent in registry.agencies[queue.pop()].parents:
            if parent.agency not in found:
                found.add(parent.agency)
                queue.append(parent.agency)
    return found


def _same_time(a: Agency, r: Responsibility, b: Agency, s: Responsibility) -> bool:
    def bounds(agency: Agency, x: Responsibility) -> tuple[date, date]:
        starts = [d.latest for d in (x.since, agency.founded) if d is not None]
        ends = [end_of(d) for d in (x.until, agency.dissolved) if d is not None]
        return max(starts, default=date.min), min(ends, default=date.max)

    (first, end), (first2, end2) = bounds(a, r), bounds(b, s)
    return max(first, first2) < min(end, end2)


def placed_twice(registry: Registry, on: date) -> Iterator[Finding]:
    """An agency stands in one block of the map."""
    first: dict[str, str] = {}
    for n, block in enumerate(registry.blocks):
        for m, agency in enumerate(block.agencies):
            if agency in first:
                yield finding(
                    registry,
                    "map",
                    "map",
                    ("blocks", n, "agencies", m),
                    "placed-twice",
                    f"'{agency}' already stands in block '{first[agency]}'; keep one",
                )
            first.setdefault(agency, block.id)


def foreign_place(registry: Registry, on: date) -> Iterator[Finding]:
    """A state or local agency holds nothing in a state of the other country."""
    for agency in registry.agencies.values():
        if agency.level not in (Level.STATE, Level.MUNICIPAL):
            continue
        for index, r in enumerate(agency.responsibilities):
            for n, place in enumerate(r.places):
                where = registry.places[place]
                if where.country == agency.country or where.kind is not PlaceKind.STATE:
                    continue
                twin = f"{agency.country.upper()}-{place.partition('-')[2]}"
                near = f"; did you mean '{twin}'?" if twin in registry.places else ""
                yield finding(
                    registry,
                    "agency",
                    agency.id,
                    ("responsibilities", index, "places", n),
                    "foreign-place",
                    f"'{place}' is not in the country of '{agency.id}'"
                    + (near or "; name a place of its own country"),
                    Severity.WARNING,
                )
