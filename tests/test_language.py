"""How both languages say lists, counts, dates, names and pinpoints."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agencymap.dates import PartialDate
from agencymap.language import (
    Noun,
    after_colon,
    as_of,
    capital,
    citation_text,
    count,
    date_cell,
    fold,
    full_name,
    grouped,
    in_place,
    in_places,
    join,
    long_date,
    noun,
    on_date,
    one_stop,
    pinpoint_text,
    plural,
    short,
    short_source,
    some,
    span_text,
)
from agencymap.model import Citation, Pinpoint, Place
from agencymap.vocabulary import Lang
from tests.builders import agency, domain, place, world

P = PartialDate


@pytest.mark.parametrize(
    ("items", "lang", "text"),
    [
        ([], "en", ""),
        (["ATF"], "en", "ATF"),
        (["ATF", "HSI"], "en", "ATF and HSI"),
        (["ATF", "CBP", "HSI"], "en", "ATF, CBP, and HSI"),
        (["Phoenix, Arizona", "Dallas, Texas"], "en", "Phoenix, Arizona; and Dallas, Texas"),
        (["a, b", "c", "d"], "en", "a, b; c; and d"),
        ([], "es", ""),
        (["ATF"], "es", "ATF"),
        (["la ATF", "la CBP"], "es", "la ATF y la CBP"),
        (["la ATF", "la CBP", "el HSI"], "es", "la ATF, la CBP y el HSI"),
        # y becomes e before the sound i, but not before a diphthong
        (["Marina", "Interior"], "es", "Marina e Interior"),
        (["Sonora", "Hidalgo"], "es", "Sonora e Hidalgo"),
        (["Ohio", "Índice"], "es", "Ohio e Índice"),
        (["armas", "INM"], "es", "armas e INM"),
        (["agua", "hielo"], "es", "agua y hielo"),
        (["Nevada", "Iowa"], "es", "Nevada y Iowa"),
        (["Sonora", "Yucatán"], "es", "Sonora y Yucatán"),
        # semicolons when an item itself holds a comma or "y"
        (["Alcohol, Tabaco", "Aduanas", "Marina"], "es", "Alcohol, Tabaco; Aduanas; y Marina"),
        (["armas y explosivos", "drogas", "ideas"], "es", "armas y explosivos; drogas; e ideas"),
        (["armas y explosivos", "drogas"], "es", "armas y explosivos y drogas"),
    ],
)
def test_join(items: list[str], lang: Lang, text: str) -> None:
    assert join(items, lang) == text


def test_some_keeps_seven_and_counts_the_rest() -> None:
    letters = list("abcdefghi")
    assert some(letters[:7], "en") == letters[:7]
    assert some(letters[:8], "en") == letters[:8]  # one left over is named
    assert some(letters, "en") == [*letters[:7], "2 others"]
    assert some(letters, "es", 2) == ["a", "b", "otras 7"]


@pytest.mark.parametrize(
    ("number", "en", "es", "masculine"),
    [
        (0, "no", "ninguna", "ningún"),
        (1, "one", "una", "un"),
        (2, "two", "dos", "dos"),
        (9, "nine", "nueve", "nueve"),
        (10, "10", "10", "10"),
        (1234, "1,234", "1,234", "1,234"),
    ],
)
def test_counts(number: int, en: str, es: str, masculine: str) -> None:
    assert count(number, "en") == en
    assert count(number, "es") == es
    assert count(number, "es", masculine=True) == masculine


def test_grouped_and_plural() -> None:
    assert grouped(1234567) == "1,234,567"
    assert [plural(n, "agency", "agencies") for n in (0, 1, 2)] == [
        "agencies", "agency", "agencies",
    ]  # fmt: skip


# -- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "en", "es"),
    [
        ("2022-01-31", "January 31, 2022", "31 de enero de 2022"),
        ("2022-09-01", "September 1, 2022", "1 de septiembre de 2022"),
        ("2022-09", "September 2022", "septiembre de 2022"),
        ("2022", "2022", "2022"),
        (
            "../2023-03-20",
            "March 20, 2023 at the latest",
            "a más tardar el 20 de marzo de 2023",
        ),
        (
            "2021-10-08/2023-03",
            "between October 8, 2021 and March 2023",
            "entre el 8 de octubre de 2021 y marzo de 2023",
        ),
    ],
)
def test_long_date(text: str, en: str, es: str) -> None:
    assert long_date(P(text), "en") == en
    assert long_date(P(text), "es") == es


@pytest.mark.parametrize(
    ("text", "en", "es"),
    [
        ("2022-01", "2022-01", "2022-01"),
        ("../2025-02-19", "by 2025-02-19", "a más tardar 2025-02-19"),
        ("2016-08-30/2017", "2016-08-30 to 2017", "2016-08-30 a 2017"),
    ],
)
def test_a_date_in_a_table_is_written_for_readers(text: str, en: str, es: str) -> None:
    assert date_cell(P(text), "en") == en
    assert date_cell(P(text), "es") == es


def test_after_a_colon_names_keep_their_capital() -> None:
    assert after_colon("La ATF inspecciona") == "la ATF inspecciona"
    assert after_colon("Texas patrulla") == "Texas patrulla"


def test_a_spanish_day_takes_its_article() -> None:
    assert on_date(date(2022, 1, 31), "es") == "el 31 de enero de 2022"
    assert on_date(P("2022-01"), "es") == "enero de 2022"
    assert on_date(P("2022-01-31"), "en") == "January 31, 2022"


def test_as_of() -> None:
    assert as_of(date(2022, 1, 31), "en") == "as of January 31, 2022"
    assert as_of(date(2022, 1, 31), "es") == "al 31 de enero de 2022"


@pytest.mark.parametrize(
    ("since", "until", "en", "es"),
    [
        (None, None, "", ""),
        ("2009-06-30", None, "since June 30, 2009", "desde el 30 de junio de 2009"),
        ("2008", "2021", "from 2008 to 2021", "desde 2008 hasta 2021"),
        (None, "2018-12-20", "until December 20, 2018", "hasta el 20 de diciembre de 2018"),
        (
            "../2009-06-30",
            None,
            "began June 30, 2009 at the latest",
            "comenzó a más tardar el 30 de junio de 2009",
        ),
    ],
)
def test_spans(since: str | None, until: str | None, en: str, es: str) -> None:
    ends = (P(since) if since else None, P(until) if until else None)
    assert span_text(*ends, "en") == en
    assert span_text(*ends, "es") == es


# -- articles and names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("article", "de", "a", "whole"),
    [
        ("el", "del SAT", "al SAT", "el SAT"),
        ("la", "de la SAT", "a la SAT", "la SAT"),
        ("los", "de los SAT", "a los SAT", "los SAT"),
        ("", "de SAT", "a SAT", "SAT"),
    ],
)
def test_contractions(article: str, de: str, a: str, whole: str) -> None:
    name = Noun("SAT", article)
    assert (name.de, name.a, str(name)) == (de, a, whole)
    assert name.feminine is (article == "la")


FGR: dict[str, Any] = {
    "name": {"en": "Attorney General’s Office", "es": "Fiscalía General de la República"},
    "acronym": "FGR",
    "article": {"es": "la"},
}


def test_full_name_is_official_first() -> None:
    fgr = agency("mx-fgr", **FGR)
    english = "Fiscalía General de la República (Attorney General’s Office, FGR)"
    assert full_name(fgr, "en") == english
    assert full_name(fgr, "es") == "Fiscalía General de la República (FGR)"


def test_full_name_of_a_foreign_agency_in_spanish() -> None:
    atf = agency("us-atf", name={"en": "Bureau of Arms", "es": "Oficina de Armas"})
    assert full_name(atf, "en") == "Bureau of Arms (ATF)"
    assert full_name(atf, "es") == "Bureau of Arms (Oficina de Armas, ATF)"


def test_short_prefers_short_name_then_acronym_then_name() -> None:
    fgr = agency("mx-fgr", **FGR)
    assert short(fgr, "en") == "FGR"
    assert str(noun(fgr, "es")) == "la FGR"
    assert str(noun(fgr, "en")) == "FGR"
    named = agency("mx-fgr", **FGR, short_name={"en": "Sonora", "es": "Sonora"})
    assert short(named, "en") == "Sonora"
    assert short(named.model_copy(update={"acronym": None}), "en") == "Sonora"
    bare = fgr.model_copy(update={"acronym": None, "short_name": None})
    assert short(bare, "es") == "Fiscalía General de la República"


def test_places_in_a_sentence() -> None:
    nation = {"en": "in the United States", "es": "en los Estados Unidos"}
    us = place("US", kind="country", preposition=nation)
    assert in_place(us, "es") == "en los Estados Unidos"
    assert in_place(place("MX-SON", name={"en": "Sonora", "es": "Sonora"}), "en") == "in Sonora"


def test_several_places_share_a_preposition() -> None:
    def named(id_: str, name: str) -> Place:
        return place(id_, name={"en": name, "es": name})

    registry = world(
        agencies=[],
        domains=[domain("d", "f")],
        places=[
            named("MX-SON", "Sonora"),
            named("MX-HID", "Hidalgo"),
            named("MX-CHH", "Chihuahua"),
        ],
    )
    assert in_places(registry, [], "en") == ""
    assert in_places(registry, ["MX-SON", "MX-HID"], "es") == "en Sonora e Hidalgo"
    all_three = in_places(registry, ["MX-CHH", "MX-SON", "MX-HID"], "en")
    assert all_three == "in Chihuahua, Sonora, and Hidalgo"


# -- citations and search ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "en", "es"),
    [
        (
            {"article": "9", "fraction": "II", "inciso": "b"},
            "art. 9, frac. II, item b",
            "art. 9, fr. II, inc. b)",
        ),
        (
            {"footnote": "151", "section": "V.A", "page": "22-23"},
            "§V.A, p. 22-23, fn. 151",
            "sec. V.A, p. 22-23, nota 151",
        ),
        ({"title": "18", "section": "§923(g)"}, "title 18, §923(g)", "título 18, sec. 923(g)"),
        ({"transitory": "Segundo"}, "transitory art. Segundo", "transitorio Segundo"),
        ({"paragraph": "3"}, "para. 3", "párr. 3"),
        ({"heading": "Summary"}, "“Summary”", "“Summary”"),
        ({"part": "whole"}, "whole text", "texto completo"),
        ({"part": "opening"}, "opening", "inicio"),
    ],
)
def test_pinpoints(where: dict[str, str], en: str, es: str) -> None:
    pinpoint = Pinpoint.model_validate(where)
    assert pinpoint_text(pinpoint, "en") == en
    assert pinpoint_text(pinpoint, "es") == es


def test_citations() -> None:
    registry = world(agencies=[], domains=[domain("d", "f")])
    citation = Citation.model_validate({"source": "s", "pinpoint": {"page": "1"}})
    assert citation_text(registry, citation, "en") == "Publisher, A source (2001), p. 1"
    assert short_source(registry, citation, "es") == "Publisher, p. 1 (2001)"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Procuraduría", "procuraduria"),
        ("MUÑOZ", "munoz"),
        ("Attorney General’s", "attorney general's"),
        ("Güemes", "guemes"),
        ("STRASSE", fold("straße")),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_capital_changes_the_first_letter_only() -> None:
    assert [capital(t) for t in ("", "la FGR", "índice")] == ["", "La FGR", "Índice"]


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("La ATF llega al enlace de B. C..", "La ATF llega al enlace de B. C."),
        ("Encabezan: EE. UU.. La lista sigue.", "Encabezan: EE. UU. La lista sigue."),
        ("Wait ... for it.", "Wait ... for it."),
        ("One. Two.", "One. Two."),
    ],
)
def test_an_abbreviation_gives_the_sentence_its_point(text: str, heard: str) -> None:
    assert one_stop(text) == heard
