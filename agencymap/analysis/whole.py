"""All findings of a day, each kind computed once, for those who show them more than once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agencymap.analysis.counterparts import CounterpartAnswer, find_counterparts
from agencymap.analysis.gaps import Gap, find_gaps
from agencymap.analysis.needs import InformationNeed, find_needs
from agencymap.analysis.overlap import Overlap, find_overlaps
from agencymap.analysis.resilience import Broker, SinglePoint, find_brokers, find_single_points
from agencymap.analysis.ties import Tie, find_ties
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Country


@dataclass(frozen=True)
class AllFindings:
    """The findings of one snapshot, in the order of the functions that find them."""

    snapshot: Snapshot

    @cached_property
    def overlaps(self) -> list[Overlap]:
        """Return the overlaps (D2)."""
        return find_overlaps(self.snapshot)

    @cached_property
    def gaps(self) -> list[Gap]:
        """Return the gaps (D8)."""
        return find_gaps(self.snapshot)

    @cached_property
    def needs(self) -> list[InformationNeed]:
        """Return the information needs (D6)."""
        return find_needs(self.snapshot)

    @cached_property
    def points(self) -> list[SinglePoint]:
        """Return the single points of failure (D10)."""
        return find_single_points(self.snapshot)

    def brokers(self, function: str) -> list[Broker]:
        """Return the brokers for a function (D11)."""
        if function not in self._brokers:
            self._brokers[function] = find_brokers(self.snapshot, function)
        return self._brokers[function]

    @cached_property
    def _brokers(self) -> dict[str, list[Broker]]:
        """Return the brokers found so far, by function: they take the longest."""
        return {}

    def on(self, day: date) -> AllFindings:
        """Return the findings of the same registry as of another day."""
        if day not in self._others:
            self._others[day] = AllFindings(Snapshot(self.snapshot.registry, day))
        return self._others[day]

    @cached_property
    def _others(self) -> dict[date, AllFindings]:
        """Return the findings of other days asked for so far."""
        return {}

    @cached_property
    def ties(self) -> list[Tie]:
        """Return the ties that the map draws."""
        return find_ties(self.snapshot)

    @cached_property
    def counterparts(self) -> dict[str, list[CounterpartAnswer]]:
        """Return the counterparts (D7) of every agency, for each function it holds, anywhere."""
        found: dict[str, dict[str, CounterpartAnswer]] = {}
        for area in self.snapshot.counted:
            a, function = area.agency, area.responsibility.function
            if a.country is not Country.INTERNATIONAL:
                answers = found.setdefault(a.id, {})
                if function not in answers:
                    answers[function] = find_counterparts(self.snapshot, a.id, function)
        return {agency: list(answers.values()) for agency, answers in found.items()}
