"""A part of the findings: those of some functions, places, countries or agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from agencymap.analysis.coordination import AgreementAtRisk, agreements_at_risk
from agencymap.analysis.gaps import Gap
from agencymap.analysis.holders import Fragmentation, fragmentation
from agencymap.analysis.needs import InformationNeed
from agencymap.analysis.overlap import Overlap, find_extraterritorial
from agencymap.analysis.resilience import Broker, SinglePoint
from agencymap.analysis.whole import AllFindings
from agencymap.dates import Holds
from agencymap.model import (
    Case,
    Cooperation,
    Domain,
    Function,
    Instrument,
    Mechanism,
    Option,
    View,
)
from agencymap.registry import Area, LocatedChange, Registry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country, Level

SIDES = (Country.US, Country.MX)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about, by ids; an empty field leaves nothing out.

    ``functions`` may name domains. ``agencies`` stand for their units, too. A finding belongs to
    the scope when it meets every field: its function lies in a named one, it touches a named
    place, it is of a named country, and it concerns at least one named agency.
    """

    functions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[Country, ...] = ()
    agencies: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Return whether nothing is left out."""
        return not (self.functions or self.places or self.countries or self.agencies)


class ScopedFindings:
    """The findings of a day that belong to a scope, in the order of those who find them."""

    def __init__(self, found: AllFindings, scope: Scope | None = None) -> None:
        self.all = found
        self.snapshot: Snapshot = found.snapshot
        self.registry: Registry = found.snapshot.registry
        self.scope = scope or Scope()

    # -- what belongs to it ----------------------------------------------------------------

    def has_function(self, function: str) -> bool:
        """Return whether a function or domain lies in the scope, or holds a part of it."""
        wanted = self.scope.functions
        registry = self.registry
        return not wanted or any(
            registry.function_within(function, f) or registry.function_within(f, function)
            for f in wanted
        )

    def has_place(self, places: tuple[str, ...]) -> bool:
        """Return whether one of *places* shares ground with the scope; places not stated do."""
        wanted = self.scope.places
        return (
            not wanted
            or not places
            or any(self.registry.places_meet(p, q) for p in places for q in wanted)
        )

    @cached_property
    def sides(self) -> tuple[Country, ...]:
        """Return the countries of the scope, the United States first."""
        return tuple(c for c in SIDES if not self.scope.countries or c in self.scope.countries)

    @cached_property
    def named(self) -> frozenset[str]:
        """Return the named agencies and all units below them on the day."""
        wanted = set(self.scope.agencies)
        below = (a for a, above in self.snapshot.ancestors.items() if wanted.intersection(above))
        return frozenset(wanted.union(below))

    def concerns(self, *agencies: str) -> bool:
        """Return whether the scope names one of *agencies*, or no agency at all."""
        return not self.scope.agencies or not self.named.isdisjoint(agencies)

    def _has_country(self, agency: str) -> bool:
        return not self.scope.countries or self.snapshot.country(agency) in self.scope.countries

    def _has_area(self, area: Area) -> bool:
        return (
            self._has_country(area.agency.id)
            and self.has_function(area.responsibility.function)
            and self.has_place(self.snapshot.places_of(area))
        )

    # -- records ---------------------------------------------------------------------------

    @cached_property
    def held(self) -> tuple[Area, ...]:
        """Return the areas of responsibility held on the day, contested ones among them."""
        return tuple(
            a for a in self.snapshot.held if self._has_area(a) and self.concerns(a.agency.id)
        )

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Return the functions in scope; where agencies are named, those one of them holds."""
        mine = {a.responsibility.function for a in self.held}
        return tuple(
            f
            for f in self.registry.functions.values()
            if self.has_function(f.id)
            and (
                not self.scope.agencies or any(self.registry.function_within(f.id, x) for x in mine)
            )
        )

    @cached_property
    def domains(self) -> tuple[tuple[Domain, tuple[Function, ...]], ...]:
        """Return the domains that have functions in scope, with these."""
        inside = {f.id for f in self.functions}
        found = (
            (d, tuple(f for f in d.functions if f.id in inside)) for d in self.registry.domains
        )
        return tuple((d, functions) for d, functions in found if functions)

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Return the agencies in being in scope; in a part, those with an area of it or named."""
        if self.scope.whole:
            return tuple(self.snapshot.agencies)
        holders = {a.agency.id for a in self.held} | set(self.scope.agencies)
        return tuple(a for a in self.snapshot.agencies if a in holders)

    def holders(self, function: str, country: Country, *, federal: bool = False) -> Fragmentation:
        """Return who holds *function* in *country*, at the places of the scope (D1).

        All holders count, those the scope does not name, too: a function is no less fragmented
        for being asked about by one of them.
        """
        levels = frozenset({Level.FEDERAL}) if federal else None
        return fragmentation(
            self.snapshot, function, country, levels=levels, places=self.scope.places
        )

    @cached_property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """Return the mechanisms of the day that serve the scope."""
        return tuple(
            m
            for m in self.registry.mechanisms.values()
            if self.snapshot.mechanism_state(m) is not Holds.NO
            and self._serves(m.functions, [p.agency for p in m.participants])
        )

    @cached_property
    def instruments(self) -> tuple[Instrument, ...]:
        """Return the instruments signed by the day that serve the scope."""
        return tuple(
            i
            for i in self.registry.instruments.values()
            if self.snapshot.signed(i) and self._serves(i.functions, i.parties)
        )

    @cached_property
    def changes(self) -> tuple[LocatedChange, ...]:
        """Return the succession events up to the day, by date.

        Where functions or places are named, those of agencies that ever had one of them there.
        """
        day, scope = self.snapshot.day, self.scope
        ever = {
            a.agency.id
            for a in self.registry.areas
            if self._has_area(a) or a.agency.id in self.named
        }
        everyone = not (scope.functions or scope.places)
        return tuple(
            e
            for e in self.registry.changes
            if (e.change.date.earliest or e.change.date.latest) <= day
            and self._of_agencies(e.agency.id, *e.predecessors, *e.successors)
            and (everyone or not ever.isdisjoint((e.agency.id, *e.predecessors, *e.successors)))
        )

    @cached_property
    def links(self) -> tuple[Cooperation, ...]:
        """Return the cooperation links that serve the scope, ended ones among them."""
        return tuple(
            x
            for x in self.registry.cooperations.values()
            if self._serves(x.functions, x.parties) and self.has_place(x.places)
        )

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Return the ids of the sources that the records of the scope cite, sorted."""
        if self.scope.whole:
            return tuple(self.registry.sources)
        cited = (
            *(a.responsibility.citations for a in self.held),
            *(x.citations for x in self.links),
            *(m.citations for m in self.mechanisms),
            *(i.citations for i in self.instruments),
            *(self.registry.agencies[a].citations for a in self.agencies),
        )
        return tuple(sorted({c.source for citations in cited for c in citations}))

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Return the options proposed by the day that bear on the scope, in the file's order."""
        day = self.snapshot.day
        return tuple(
            o
            for o in self.registry.options.values()
            if (o.proposed.earliest or o.proposed.latest) <= day
            and self._serves(o.functions, o.who)
        )

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases of which the scope holds a duty or a mechanism, in the file's order."""
        present = {m.id for m in self.mechanisms}
        return tuple(
            c
            for c in self.registry.cases.values()
            if any(map(self.has_function, c.functions))
            and (
                any(self.in_case(c, a) for a in self.held)
                or (self._of_agencies(*c.agencies) and not present.isdisjoint(c.mechanisms))
            )
        )

    def in_case(self, case: Case, area: Area) -> bool:
        """Return whether an area is what a case is about: its function, and who holds it."""
        holder = area.agency
        return any(
            self.registry.functions_related(area.responsibility.function, f) for f in case.functions
        ) and (
            holder.id in case.agencies
            or (case.series is not None and holder.series == case.series)
            or not set(case.agencies).isdisjoint(self.snapshot.ancestors.get(holder.id, ()))
        )

    @cached_property
    def views(self) -> tuple[View, ...]:
        """Return the views of agencies in scope, sought or received by the day."""
        day, mine = self.snapshot.day, set(self.agencies)
        return tuple(
            v
            for v in self.registry.views
            if v.agency in mine
            and any(
                d is not None and (d.earliest or d.latest) <= day for d in (v.sought, v.received)
            )
        )

    @cached_property
    def places(self) -> tuple[str, ...]:
        """Return the places that duties and links of the scope name, in the registry's order."""
        named = {p for a in self.held for p in a.responsibility.places}
        named |= {p for x in self.links for p in x.places}
        named |= {p for m in self.mechanisms for p in m.places} | set(self.scope.places)
        return tuple(p for p in self.registry.places if p in named)

    def _serves(self, functions: Sequence[str], agencies: Sequence[str]) -> bool:
        """Return whether a record belongs; one that names no function serves every one."""
        serves = not functions or any(map(self.has_function, functions))
        return serves and self._of_agencies(*agencies)

    def _of_agencies(self, *agencies: str) -> bool:
        if self.scope.whole:
            return True
        return self.concerns(*agencies) and (
            not agencies or any(self._has_country(a) for a in agencies)
        )

    # -- findings --------------------------------------------------------------------------

    def _has_overlap(self, o: Overlap) -> bool:
        return (
            self.has_function(o.function)
            and self.has_place(o.places)
            and all(map(self._has_country, o.agencies))
            and self.concerns(*o.agencies)
        )

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Return the overlaps within a country (D2)."""
        return [o for o in self.all.overlaps if self._has_overlap(o)]

    @cached_property
    def extraterritorial(self) -> list[Overlap]:
        """Return where agencies of one country act on the ground of the other."""
        return [
            o
            for o in find_extraterritorial(self.snapshot)
            if self.has_function(o.function)
            and self.has_place(o.places)
            and any(map(self._has_country, o.agencies))
            and self.concerns(*o.agencies)
        ]

    @cached_property
    def gaps(self) -> list[Gap]:
        """Return the gaps (D8)."""
        return [
            g
            for g in self.all.gaps
            if self.has_function(g.function)
            and (not self.scope.countries or g.country is None or g.country in self.scope.countries)
            and (g.place is None or self.has_place((g.place,)))
            and (not self.scope.agencies or self.concerns(*g.present))
        ]

    @cached_property
    def needs(self) -> list[InformationNeed]:
        """Return the information needs, met ones among them (D6)."""
        return [
            n
            for n in self.all.needs
            if self.has_function(n.need.function)
            and self._has_country(n.agency.id)
            and self.concerns(n.agency.id, n.need.provider)
        ]

    @cached_property
    def points(self) -> list[SinglePoint]:
        """Return the single points of failure (D10)."""
        return [
            p
            for p in self.all.points
            if self.has_function(p.function)
            and (not self.scope.countries or p.country in self.scope.countries)
            and self.has_place(p.places)
            and self.concerns(p.agency, *p.cut_off)
        ]

    @cached_property
    def brokers(self) -> list[Broker]:
        """Return the brokers between the two sides (D11), in the order of functions."""
        return [
            b
            for f in self.functions
            for b in self.all.brokers(f.id)
            if self.concerns(b.agency, *(x for p in b.pairs for x in (p.one, p.other)))
        ]

    @cached_property
    def at_risk(self) -> list[AgreementAtRisk]:
        """Return the agreements at risk (D12)."""
        return [
            r
            for r in agreements_at_risk(self.snapshot)
            if self.scope.whole
            or (
                any(map(self.has_function, r.channel.functions))
                and self._of_agencies(*r.channel.members)
            )
        ]
