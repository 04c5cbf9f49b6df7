"""The engine says every finding to the letter as Python says it.

The findings are those of Python, as plain objects with the fields that the engine gives its own.
"""

from __future__ import annotations

import inspect
import json
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
    Cover,
    Grade,
    RiskReason,
    agreements_at_risk,
    coverage,
)
from agencymap.analysis.counterparts import Outcome, find_counterparts
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
from agencymap.render.engine import as_json
from agencymap.sentences import Speaker
from agencymap.snapshot import Channel, Snapshot, Standing
from agencymap.vocabulary import LANGS, Country
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
  const asked = JSON.parse(a[0]).map(([method, args]) => [method, whole(args)]);
  return JSON.stringify(["en", "es"].map((lang) => new engine.Speaker(s, lang)).map((speaker) =>
    asked.map(([method, args]) => plain(speaker[method](...args)))));
})()"""


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda m: m[1].upper(), name)


def as_engine(x: Any) -> Any:
    """Return a finding as the engine has it: plain, fields in camelCase, records by their id."""
    if type(x) in _LISTS:
        return {"$": _LISTS[type(x)], "id": x.id}
    if isinstance(x, BaseModel):
        return x.model_dump(mode="json")
    if is_dataclass(x) and not isinstance(x, type):
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
    yield from (("grade", (o.grade,)) for o in overlaps[::9])
    for c, value in product(s.channels[::20], (1, 2, 3, 4)):
        yield "grade", (Grade(value, (Cover(c, value, Standing.NAMED),), None),)
    yield from (("duplication_candidate", (o,)) for o in overlaps[::9])
    for grades in ([], [2], [0], [0, 0], [3, 3], [2, 4, 0], [o.grade.value for o in overlaps]):
        yield from (("coverage", (coverage(grades), grade)) for grade in (2, 3, 4))
    for need in find_needs(s):
        links = (need.met_by, None, *list(r.cooperations.values())[::40])
        yield from (("need", (replace(need, met_by=link),)) for link in links)

    held = [x for x in s.counted if x.agency.country is not Country.INTERNATIONAL]
    for x in held if len(held) < 99 else held[::3]:
        for where in (None, *x.responsibility.places[:1]):
            answer = find_counterparts(s, x.agency.id, x.responsibility.function, where)
            yield "counterpart", (answer,)
            if not answer.candidates:
                closed = replace(answer, outcome=Outcome.CLOSED, ruled_out=tuple(r.areas[:2]))
                yield "counterpart", (closed,)
            yield from (("reason", (c,)) for c in answer.candidates[:1])
            if answer.candidates:
                target, f = answer.candidates[-1].agency, x.responsibility.function
                if len(x.id) % 9 == 0:
                    yield from _paths(find_paths(s, x.agency.id, target, f))
    for a, b in zip(list(s.agencies)[::9], list(s.agencies)[::-13], strict=False):
        yield from _paths(find_paths(s, a, b))
        yield from (p for up in s.ancestors[a][:1] for p in _paths(find_paths(s, a, up)))
    (one, other), link = agencies[:2], next(c for c in s.channels if len(c.members) > 1)
    step = Step(one, link, other)
    for n in (1, 2, 5):
        way = AgencyPath((step, *[replace(step, channel=None)] * n))
        yield from _paths(PathAnswer(one, other, functions[-1], (way,) * n, n > 2, ()))

    for gap in find_gaps(s):
        yield "gap", (gap,)
        if gap.kind is GapKind.ACCOUNTABILITY:
            yield from (("gap", (replace(gap, present=tuple(agencies[:n])),)) for n in (1, 9, 10))

    yield from (("single_point", (p,)) for p in find_single_points(s))
    point = SinglePoint(FailureKind.GATEWAY, one, functions[-1], Country.US, (other,),
                        tuple(agencies[:9]), tuple(agencies[3:5]), (), ())  # fmt: skip
    yield from (("single_point", (replace(point, cut_off=tuple(agencies[:n])),)) for n in (1, 2, 8))
    yield from (("broker", (b,)) for b in find_brokers(s, "justice.fugitives"))
    for n, after in product((1, 2, 10), (None, 3)):
        pair = BrokeredPair(agencies[-2], agencies[-1], 2, after)
        yield from (("broker", (Broker(a, f, (pair,) * n, False),))
                    for a, f in zip(agencies[::40], functions[::20], strict=False))  # fmt: skip
    yield from (("at_risk", (risk,)) for risk in agreements_at_risk(s))
    for reason, end, c in product(RiskReason, (None, s.day.replace(year=2010)), s.channels[::25]):
        yield "at_risk", (AgreementAtRisk(c, reason, end, agencies[len(c.id) % len(agencies)]),)


def _paths(answer: PathAnswer) -> Iterator[Case]:
    yield "path", (answer,)
    for way in answer.paths:
        yield "chain", (way,)
        if way.distance:
            yield "channel_of", (way,)


@pytest.mark.parametrize("day", SENTENCE_DAYS)
@pytest.mark.parametrize("world", ["engine", "tiny_engine"])
def test_every_sentence(world: str, day: str, request: pytest.FixtureRequest) -> None:
    engine: Engine = request.getfixturevalue(world)
    snapshot = Snapshot(engine.registry, date.fromisoformat(day))
    asked = list(cases(snapshot))
    methods = {n for n, m in inspect.getmembers(Speaker, inspect.isfunction) if n[0] != "_"}
    assert {method for method, _ in asked} >= methods - ({"broker"} if world != "engine" else set())
    for_engine = [[camel(method), as_engine(args)] for method, args in asked]
    found = json.loads(engine.ask(SAY, day, as_json(for_engine)))
    for lang, said in zip(LANGS, found, strict=True):
        speaker = Speaker(snapshot, lang)
        for (method, args), theirs in zip(asked, said, strict=True):
            ours = getattr(speaker, method)(*args)
            if isinstance(ours, Noun):
                ours = [str(ours), ours.text, ours.article, ours.de, ours.a, ours.feminine]
            assert theirs == ours, (lang, method, args)
