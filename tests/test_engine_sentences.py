"""The engine says every finding to the letter as Python says it.

The findings are those of Python, as plain objects with the fields that the engine gives its own.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import product
from typing import Any

import pytest
from pydantic import BaseModel

from agencymap.analysis.coordination import (
    AgreementAtRisk,
    RiskReason,
    agreements_at_risk,
    coverage,
)
from agencymap.analysis.counterparts import find_counterparts
from agencymap.analysis.gaps import GapKind, find_gaps
from agencymap.analysis.holders import areas_for, fragmentation
from agencymap.analysis.needs import find_needs
from agencymap.analysis.overlap import find_extraterritorial, find_overlaps
from agencymap.analysis.paths import AgencyPath, PathAnswer, Step, find_paths
from agencymap.analysis.resilience import (
    Broker,
    BrokeredPair,
    FailureKind,
    SinglePoint,
    find_brokers,
    find_single_points,
)
from agencymap.dates import PartialDate
from agencymap.language import Noun
from agencymap.model import Agency, Cooperation, Instrument, Mechanism
from agencymap.registry import Area
from agencymap.sentences import Speaker
from agencymap.snapshot import Channel, Snapshot
from agencymap.vocabulary import LANGS, Country, Lang
from tests.engine import Engine

Case = tuple[str, tuple[Any, ...]]
"""A method of the speaker and its arguments."""

SENTENCE_DAYS = ("2012-06-01", "2023-06-18", "2026-11-25")
_LISTS: dict[type, str] = {
    Agency: "agencies",
    Cooperation: "cooperations",
    Instrument: "instruments",
    Mechanism: "mechanisms",
    Area: "areas",
    Channel: "channels",
}
SAY = """(() => {
  const lists = { ...r, areas: new Map(r.areas.map((x) => [x.id, x])),
    channels: new Map(s.channels.map((x) => [x.id, x])) };
  const whole = (x) => {
    if (Array.isArray(x)) return x.map(whole);
    if (x === null || typeof x !== "object") return x;
    if (x.$) return lists[x.$].get(x.id);
    return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, whole(v)]));
  };
  const plain = (x) => (x instanceof engine.Noun
    ? [String(x), x.text, x.article, x.de, x.a, x.feminine] : x);
  const speaker = new engine.Speaker(s, a[0]);
  return a[1].map(([method, args]) => plain(speaker[method](...whole(args))));
})()"""


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda m: m[1].upper(), name)


def as_engine(x: Any) -> Any:
    """Return a finding as the engine has it: plain, fields in camelCase, records by their id."""
    if type(x) in _LISTS:
        return {"$": _LISTS[type(x)], "id": x.id}
    if isinstance(x, BaseModel):
        return x.model_dump(mode="json")
    if is_dataclass(x):
        return {camel(name): as_engine(getattr(x, name)) for name in _names(type(x))}
    if isinstance(x, dict):
        return {str(k): as_engine(v) for k, v in x.items()}
    if isinstance(x, list | tuple):
        return [as_engine(v) for v in x]
    return str(x) if isinstance(x, StrEnum | date | PartialDate) else x


@cache
def _names(kind: Any) -> list[str]:
    """Return the fields and properties of a dataclass."""
    properties = inspect.getmembers(kind, lambda m: isinstance(m, property))
    return [f.name for f in fields(kind)] + [name for name, _ in properties]


def cases(s: Snapshot) -> Iterator[Case]:
    """Return every method of the speaker with findings of a day."""
    r = s.registry
    agencies, functions = list(r.agencies), list(r.function_tree)
    yield from (("agency", (a,)) for a in agencies)
    yield from (("function", (f,)) for f in functions)
    yield from (("agencies", (agencies[n : n + size],)) for size in (0, 1, 2, 3, 7, 8, 30)
                for n in range(0, len(agencies), 9))  # fmt: skip
    for members in r.series:
        group = [a.id for a in r.agencies.values() if a.series == members]
        yield from (("agencies", ([*group[:n], *agencies[:2]],)) for n in (1, 2, 3, len(group)))
    yield from (("places", (ids,)) for p in r.places for ids in ([], [p], [p, "US"], ["MX"]))
    yield from (("channel", (c,)) for c in s.channels)
    yield from (("contested_parent", pair) for pair in zip(agencies, agencies[5:], strict=False))

    for f, country in product(functions, (Country.US, Country.MX)):
        found = fragmentation(s, f, country)
        yield "fragmentation", (found,)
        ids = tuple(x for x in agencies if r.agencies[x].country is country)
        for n in {functions[0]: (0, 1, 2, 9, 10), functions[-1]: (1, 12)}.get(f, ()):
            yield "fragmentation", (replace(found, holders=ids[:n], announced=r.areas[n : 2 * n]),)
        for place in ("US", "MX", *list(r.places)[functions.index(f) % 7 :: 40]):
            here = areas_for(s, f, country=country, place=place)
            yield "holders_at", (f, country, place, here)

    overlaps = find_overlaps(s)
    for o in [*overlaps, *find_extraterritorial(s)]:
        yield "overlap", (o,)
        yield "grade", (o.grade,)
    yield from (("duplication_candidate", (o,)) for o in overlaps[::5])
    for grades in ([], [2], [0], [0, 0], [3, 3], [2, 4, 0], [o.grade.value for o in overlaps]):
        yield from (("coverage", (coverage(grades), grade)) for grade in (2, 3, 4))
    yield from (("need", (n,)) for n in find_needs(s))

    for x in [x for x in s.counted if x.agency.country is not Country.INTERNATIONAL]:
        place = x.responsibility.places[0] if x.responsibility.places else None
        for where in {None, place}:
            answer = find_counterparts(s, x.agency.id, x.responsibility.function, where)
            yield "counterpart", (answer,)
            yield from (("reason", (c,)) for c in answer.candidates[:5])
            if answer.candidates:
                target, f = answer.candidates[-1].agency, x.responsibility.function
                if len(x.id) % 9 == 0:
                    yield from _paths(find_paths(s, x.agency.id, target, f))
    for a, b in zip(list(s.agencies)[::9], list(s.agencies)[::-13], strict=False):
        yield from _paths(find_paths(s, a, b))
    ends, link = agencies[:2], next(c for c in s.channels if len(c.members) > 1)
    step = Step(ends[0], link, ends[1])
    for n in (1, 2, 5):
        way = AgencyPath((step, *[replace(step, channel=None)] * n))
        yield from _paths(PathAnswer(*ends, functions[-1], (way,) * n, n > 2, ()))

    for gap in find_gaps(s):
        yield "gap", (gap,)
        if gap.kind is GapKind.ACCOUNTABILITY:
            yield from (("gap", (replace(gap, present=tuple(agencies[:n])),)) for n in (1, 9, 10))

    yield from (("single_point", (p,)) for p in find_single_points(s))
    point = SinglePoint(FailureKind.GATEWAY, ends[0], functions[-1], Country.US, (ends[1],),
                        tuple(agencies[:9]), tuple(agencies[3:5]), (), ())  # fmt: skip
    yield from (("single_point", (replace(point, cut_off=tuple(agencies[:n])),)) for n in (1, 2, 8))
    yield from (("broker", (b,)) for b in find_brokers(s, "arms.tracing"))
    for n, after in product((1, 2, 10), (None, 3)):
        pair = BrokeredPair(*agencies[7:9], 2, after)
        yield from (("broker", (Broker(a, f, (pair,) * n, False),))
                    for a, f in zip(agencies[::40], functions[::20], strict=False))  # fmt: skip
    yield from (("at_risk", (risk,)) for risk in agreements_at_risk(s))
    for reason, end, c in product(RiskReason, (None, s.day.replace(year=2010)), s.channels[::25]):
        yield "at_risk", (AgreementAtRisk(c, reason, end, agencies[len(c.id)]),)


def _paths(answer: PathAnswer) -> Iterator[Case]:
    yield "path", (answer,)
    for way in answer.paths:
        yield "chain", (way,)
        if way.distance:
            yield "channel_of", (way,)


@cache
def worked_out(world: str, day: str, snapshot: Snapshot) -> tuple[list[Case], list[Any]]:
    """Return the cases of a day, and the same for the engine."""
    found = list(cases(snapshot))
    return found, [[camel(method), as_engine(args)] for method, args in found]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("day", SENTENCE_DAYS)
@pytest.mark.parametrize("world", ["engine", "tiny_engine"])
def test_every_sentence(
    world: str, day: str, lang: Lang, request: pytest.FixtureRequest
) -> None:
    engine: Engine = request.getfixturevalue(world)
    snapshot = _snapshot(engine, day)
    asked, for_engine = worked_out(world, day, snapshot)
    methods = {n for n, m in inspect.getmembers(Speaker, inspect.isfunction) if n[0] != "_"}
    assert {method for method, _ in asked} == methods
    speaker = Speaker(snapshot, lang)
    expected = [getattr(speaker, method)(*args) for method, args in asked]
    found = engine.ask(SAY, day, lang, for_engine)
    for (method, args), ours, theirs in zip(asked, expected, found, strict=True):
        if isinstance(ours, Noun):
            ours = [str(ours), ours.text, ours.article, ours.de, ours.a, ours.feminine]
        assert theirs == ours, (method, args)


_SNAPSHOTS: dict[tuple[int, str], Snapshot] = {}


def _snapshot(engine: Engine, day: str) -> Snapshot:
    """Return the snapshot of a day, one for both languages."""
    key = (id(engine), day)
    if key not in _SNAPSHOTS:
        _SNAPSHOTS[key] = Snapshot(engine.registry, date.fromisoformat(day))
    return _SNAPSHOTS[key]
