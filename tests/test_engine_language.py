"""The engine says names, lists, counts, dates and citations as Python says them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from agencymap import language, vocabulary
from agencymap.dates import PartialDate
from agencymap.language import Noun
from agencymap.model import Citation, Pinpoint
from agencymap.registry import Registry
from agencymap.vocabulary import LANGS, Lang
from tests.engine import DAYS, Engine

both_langs = pytest.mark.parametrize("lang", LANGS)
DATES = """2019 2019-05 2019-05-27 2019-12-01 ../2019-05 ../2019-05-27 2018/2019-06
2018-02/2019-06-09 2018-02-28/2018-03-01""".split()


def forms(n: Noun) -> list[object]:
    return [str(n), n.text, n.article, n.de, n.a, n.feminine]


FORMS = "((n) => [String(n), n.text, n.article, n.de, n.a, n.feminine])"


def citations(registry: Registry) -> list[Citation]:
    """Return all citations of the registry, at any depth."""
    found: list[Citation] = []

    def visit(value: Any) -> None:
        if isinstance(value, Citation):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                visit(item)
        elif hasattr(type(value), "model_fields"):
            for name in type(value).model_fields:
                visit(getattr(value, name))

    for kind in ("agencies", "mechanisms", "cooperations", "instruments", "series"):
        visit(tuple(getattr(registry, kind).values()))
    return found


@both_langs
def test_names(engine: Engine, lang: Lang) -> None:
    r = engine.registry
    kinds: list[tuple[str, str, Callable[..., Any]]] = [
        ("agencies", "shortOf", language.short),
        ("agencies", "noun", language.noun),
        ("agencies", "fullName", language.full_name),
        ("functions", "functionNoun", language.function_noun),
        ("series", "seriesNoun", language.series_noun),
        ("mechanisms", "mechanismNoun", language.mechanism_noun),
        ("instruments", "instrumentName", language.instrument_name),
        ("places", "inPlace", language.in_place),
    ]
    for kind, name, say in kinds:
        expected = [say(x, lang) for x in getattr(r, kind).values()]
        if isinstance(expected[0], Noun):
            expected = [forms(n) for n in expected]
        shown = FORMS if name.lower().endswith("noun") else ""
        found = engine.ask(
            f"[...r.{kind}.values()].map((x) => {shown}(engine.{name}(x, a[0])))", DAYS[-1], lang
        )
        assert found == expected, name
    found = engine.ask(
        f"r.domains.map((x) => {FORMS}(engine.functionNoun(x, a[0])))", DAYS[0], lang
    )
    assert found == [forms(language.function_noun(d, lang)) for d in r.domains]
    officials = engine.ask("[...r.agencies.values()].map(engine.officialLang)", DAYS[0])
    assert officials == [language.official_lang(a) for a in r.agencies.values()]


@both_langs
def test_places(engine: Engine, lang: Lang) -> None:
    ids = list(engine.registry.places)
    groups = [ids[n : n + size] for size in (0, 1, 2, 3, 12) for n in range(0, len(ids), 7)]
    found = engine.ask("a[0].map((p) => engine.inPlaces(r, p, a[1]))", DAYS[0], groups, lang)
    assert found == [language.in_places(engine.registry, g, lang) for g in groups]


@both_langs
def test_words_of_the_vocabulary(engine: Engine, lang: Lang) -> None:
    words = [(type(w), w) for w, _, _ in vocabulary._WORDS]
    asked = [[kind.__name__, w.value] for kind, w in words]
    found = engine.ask("a[0].map(([k, v]) => engine.label(k, v, a[1]))", DAYS[0], asked, lang)
    assert found == [vocabulary.label(w, lang) for _, w in words]
    names: list[tuple[Any, str, Callable[..., str]]] = [
        (vocabulary.Country, "countryName", language.country_name),
        (vocabulary.Level, "levelName", language.level_name),
    ]
    for enum, js, say in names:
        found = engine.ask(f"a[0].map((v) => engine.{js}(v, a[1]))", DAYS[0], list(enum), lang)
        assert found == [say(v, lang) for v in enum]


@both_langs
def test_lists(blank: Page, real: Registry, lang: Lang) -> None:
    names = [language.short(a, lang) for a in real.agencies.values()]
    extra = ["Marina", "Interior", "Hidalgo", "Índice", "hielo", "hiato", "huerta", "Iowa", "iris",
             "hi", "i", "", "pesos y medidas", "Phoenix, Arizona", "Ítaca", "ionio"]  # fmt: skip
    lists = [[*names[n : n + size], last]
             for size in range(4) for n, last in enumerate([*extra, *names])]  # fmt: skip
    found = blank.evaluate("([l, lang]) => l.map((x) => engine.join(x, lang))", [lists, lang])
    assert found == [language.join(x, lang) for x in lists]
    assert blank.evaluate("(lang) => engine.join([], lang)", lang) == ""
    for limit in (None, 3):
        lists = [names[:n] for n in range(10)]
        found = blank.evaluate(
            "([l, lang, limit]) => l.map((x) => engine.some(x, lang, limit ?? undefined))",
            [lists, lang, limit],
        )
        assert found == [language.some(x, lang, limit or language.MAX_NAMES) for x in lists]


@both_langs
@pytest.mark.parametrize("masculine", [False, True])
def test_counts(blank: Page, lang: Lang, masculine: bool) -> None:
    numbers = [*range(13), 100, 999, 1000, 12345, 123456, 1234567]
    found = blank.evaluate(
        "([l, lang, m]) => l.map((n) => [engine.count(n, lang, m), engine.grouped(n),"
        " engine.plural(n, 'one', 'many')])",
        [numbers, lang, masculine],
    )
    assert found == [
        [language.count(n, lang, masculine=masculine), language.grouped(n),
         language.plural(n, "one", "many")]
        for n in numbers
    ]  # fmt: skip


@both_langs
def test_dates(blank: Page, lang: Lang) -> None:
    days = [f"2023-{m:02d}-{d:02d}" for m in range(1, 13) for d in (1, 9, 28)]
    found = blank.evaluate(
        "([l, lang]) => l.map((d) =>"
        " ['longDay', 'shortDay', 'asOf', 'longDate', 'onDate'].map((f) => engine[f](d, lang)))",
        [days, lang],
    )
    says: list[Callable[[date, Lang], str]] = [
        language.long_day, language.short_day, language.as_of, language.long_date, language.on_date
    ]  # fmt: skip
    assert found == [[say(date.fromisoformat(d), lang) for say in says] for d in days]
    found = blank.evaluate(
        "([l, lang]) => l.map((d) => [engine.longDate(d, lang), engine.onDate(d, lang)])",
        [DATES, lang],
    )
    assert found == [
        [language.long_date(PartialDate(d), lang), language.on_date(PartialDate(d), lang)]
        for d in DATES
    ]
    ends = [None, *DATES]
    found = blank.evaluate(
        "([l, lang]) => l.map((s) => l.map((u) => engine.spanText(s, u, lang)))", [ends, lang]
    )
    parts = [PartialDate(d) if d else None for d in ends]
    assert found == [[language.span_text(s, u, lang) for u in parts] for s in parts]


def test_citations(engine: Engine) -> None:
    r = engine.registry
    cited = {(c.source, str(c.pinpoint)): c for c in citations(r)}.values()
    found = engine.ask(
        "a[0].map((c) => a[1].map((lang) => [engine.pinpointText(c.pinpoint, lang),"
        " engine.citationText(r, c, lang), engine.shortSource(r, c, lang)]))",
        DAYS[0],
        [c.model_dump(mode="json", include={"source", "pinpoint"}) for c in cited],
        LANGS,
    )
    assert found == [
        [[language.pinpoint_text(c.pinpoint, lang), language.citation_text(r, c, lang),
          language.short_source(r, c, lang)] for lang in LANGS]
        for c in cited
    ]  # fmt: skip


@both_langs
def test_pinpoints(blank: Page, lang: Lang) -> None:
    names = [n for n in Pinpoint.model_fields if n != "part"]
    filled: list[dict[str, str]] = [{n: "$&"} for n in names]
    filled += [dict.fromkeys(names, "7") | {"part": part} for part in ("whole", "opening")]
    filled += [{"section": "§5"}, {"section": "§§5-6"}, {"article": "§5"}]
    pins = [Pinpoint.model_validate(f) for f in filled]
    found = blank.evaluate(
        "([l, lang]) => l.map((p) => engine.pinpointText(p, lang))",
        [[p.model_dump(mode="json") for p in pins], lang],
    )
    assert found == [language.pinpoint_text(p, lang) for p in pins]


def test_text_for_search(engine: Engine) -> None:
    r = engine.registry
    texts = [t for a in r.agencies.values() for t in (a.name.en, a.name.es)]
    texts += [f.definition.es for f in r.functions.values()]
    texts += ["ΟΔΥΣΣΕΥΣ", "STRAẞE straße", "Pin\u0303ata", "CAN’T", "ﬁn Ⅷ ½", "İstanbul"]
    texts += [chr(c) for span in ((0x20, 0x300), (0x370, 0x530), (0x1E00, 0x1F00), (0x2000, 0x2200))
              for c in range(*span)]  # fmt: skip
    assert engine.ask("a[0].map(engine.fold)", DAYS[0], texts) == [language.fold(t) for t in texts]
    assert engine.ask("a[0].map(engine.capital)", DAYS[0], texts[:99]) == [
        language.capital(t) for t in texts[:99]
    ]
