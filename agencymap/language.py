"""How English and Mexican Spanish say names, dates, counts, lists and citations.

Nothing here depends on the machine's locale: the same registry gives the same text everywhere.
Forms follow the Federal Plain Language Guidelines and the usage of Mexican federal texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agencymap.dates import PartialDate
from agencymap.model import (
    Agency,
    Citation,
    Domain,
    Function,
    Instrument,
    Mechanism,
    Pinpoint,
    Place,
    Series,
    Text,
    Title,
)
from agencymap.registry import Registry
from agencymap.vocabulary import Country, Lang, Level

MAX_NAMES = 7
"""Lists name up to seven members, then "and 15 others"."""

_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
           "octubre", "noviembre", "diciembre"),
}  # fmt: skip
_WORDS = {
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    "es": ("ninguna", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
}


@dataclass(frozen=True, slots=True)
class Noun:
    """A name as a sentence needs it: text, and the article it takes ("" for none)."""

    text: str
    article: str = ""

    def __str__(self) -> str:
        """Return the name with its article: "la ATF", "ATF"."""
        return f"{self.article} {self.text}".strip()

    @property
    def de(self) -> str:
        """Return Spanish *de* with the name: "de la ATF", "del SAT"."""
        return f"del {self.text}" if self.article == "el" else f"de {self}"

    @property
    def a(self) -> str:
        """Return Spanish *a* with the name: "a la ATF", "al SAT"."""
        return f"al {self.text}" if self.article == "el" else f"a {self}"

    @property
    def feminine(self) -> bool:
        """Return whether the Spanish article is feminine."""
        return self.article in ("la", "las")


def pick(text: Text | Title, lang: Lang) -> str:
    """Return the side of a bilingual text."""
    return text.en if lang == "en" else text.es


def capital(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


_LOWERED = frozenset(
    ("El", "La", "Los", "Las", "En", "Al", "Del", "De", "Un", "Una", "Por", "Para", "Según", "Con",
     "Desde", "Hasta", "Entre", "The", "A", "An", "In", "On", "At", "By", "For", "From", "Under")
)  # fmt: skip
"""First words of a text that lose their capital inside a sentence."""


def one_stop(text: str) -> str:
    """Return sentences with no full stop after the point of an abbreviation: not "in B. C.."."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text) if ".." in text else text


def after_colon(text: str) -> str:
    """Return a text as it stands after a colon: «la ATF inspecciona…»; names keep their capital."""
    first = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if first in _LOWERED else text


# -- names ---------------------------------------------------------------------------------------


def short(agency: Agency, lang: Lang) -> str:
    """Return the short name, else the acronym, else the name."""
    return pick(agency.short_name or agency.acronym or agency.name, lang)


def noun(agency: Agency, lang: Lang) -> Noun:
    """Return the short name with its article."""
    return Noun(short(agency, lang), agency.article.en if lang == "en" else agency.article.es)


def official_lang(agency: Agency) -> Lang:
    """Return the language of the official name."""
    return "es" if agency.country is Country.MX else "en"


def full_name(agency: Agency, lang: Lang) -> str:
    """Return the official name in its own language, glossed and with acronym, for a first mention.

    "Fiscalía General de la República (Attorney General’s Office, FGR)" in English.
    """
    own = official_lang(agency)
    gloss = [] if own == lang else [pick(agency.name, lang)]
    if agency.acronym is not None:
        gloss.append(pick(agency.acronym, lang))
    official = pick(agency.name, own)
    return f"{official} ({', '.join(gloss)})" if gloss else official


def function_noun(function: Function | Domain, lang: Lang) -> Noun:
    """Return the name of a function (lower case) or domain, with its article."""
    name = pick(function.name, lang)
    if isinstance(function, Domain):
        name = name[:1].lower() + name[1:]
    return Noun(name, "" if lang == "en" else function.article.es)


def series_noun(series: Series, lang: Lang) -> Noun:
    """Return the plural name of a series with its article."""
    return Noun(pick(series.name, lang), series.article.en if lang == "en" else series.article.es)


def mechanism_noun(mechanism: Mechanism, lang: Lang) -> Noun:
    """Return the acronym or name of a mechanism with its article."""
    article = mechanism.article.en if lang == "en" else mechanism.article.es
    return Noun(pick(mechanism.acronym or mechanism.name, lang), article)


def instrument_name(instrument: Instrument, lang: Lang) -> str:
    """Return the short title of an instrument, else its title."""
    return pick(instrument.short_name or instrument.name, lang)


def in_place(place: Place, lang: Lang) -> str:
    """Return the place with its preposition: "in Sonora", "en Sonora"."""
    if place.preposition is not None:
        return pick(place.preposition, lang)
    return f"{'in' if lang == 'en' else 'en'} {pick(place.name, lang)}"


def in_places(registry: Registry, places: Sequence[str], lang: Lang) -> str:
    """Return several places with one preposition, or an empty text."""
    records = [registry.places[p] for p in places]
    if len(records) == 1:
        return in_place(records[0], lang)
    if not records:
        return ""
    names = join(some([pick(r.name, lang) for r in records], lang), lang)
    return f"{'in' if lang == 'en' else 'en'} {names}"


def country_name(country: Country, lang: Lang) -> str:
    """Return the name of a country inside a sentence."""
    names = {
        Country.US: ("the United States", "los Estados Unidos"),
        Country.MX: ("Mexico", "México"),
        Country.INTERNATIONAL: ("both countries", "ambos países"),
    }
    return names[country][0 if lang == "en" else 1]


def level_name(level: Level, lang: Lang) -> str:
    """Return an order of government as a noun phrase."""
    words = {
        Level.FEDERAL: ("federal level", "orden federal"),
        Level.STATE: ("state level", "orden estatal"),
        Level.MUNICIPAL: ("municipal level", "orden municipal"),
        Level.INTERNATIONAL: ("international level", "ámbito internacional"),
    }
    return words[level][0 if lang == "en" else 1]


# -- lists and counts ----------------------------------------------------------------------------


def join(items: Sequence[str], lang: Lang) -> str:
    """Return a list in a sentence.

    English with the serial comma; Spanish without it, *y* becoming *e* before the sound /i/, and
    with semicolons when an item itself holds *y* or a comma.

    >>> join(["Marina", "Interior"], "es")
    'Marina e Interior'
    """
    if len(items) < 2:
        return "".join(items)
    *first, last = items
    if lang == "en":
        if any(", " in item for item in items):
            return "; ".join(first) + f"; and {last}"
        return f"{first[0]} and {last}" if len(first) == 1 else ", ".join(first) + f", and {last}"
    link = "e" if _sounds_like_i(last) else "y"
    if any(", " in item or " y " in item for item in items) and len(first) > 1:
        return "; ".join(first) + f"; {link} {last}"
    return ", ".join(first) + f" {link} {last}"


def _sounds_like_i(text: str) -> bool:
    word = fold(text)
    if word.startswith("hi"):
        return word[2:3] not in ("a", "e", "o")
    return word.startswith("i") and word[1:2] not in ("a", "e", "o")


def some(items: Sequence[str], lang: Lang, limit: int = MAX_NAMES) -> list[str]:
    """Return the items, or the first ones and "15 others" when there are more than *limit*.

    One left over is named: it takes no more room than "1 other".
    """
    rest = len(items) - limit
    if rest <= 1:
        return list(items)
    return [*items[:limit], f"{rest} others" if lang == "en" else f"otras {rest}"]


def count(number: int, lang: Lang, *, masculine: bool = False) -> str:
    """Return a count as prose writes it: words to nine, figures from ten."""
    if number < len(_WORDS[lang]):
        word = _WORDS[lang][number]
        if masculine and lang == "es" and number < 2:
            return ("ningún", "un")[number]
        return word
    return grouped(number)


def grouped(number: int) -> str:
    """Return a number with thousands separated by commas, as both countries write it."""
    return f"{number:,}"


def plural(number: int, one: str, many: str) -> str:
    """Return the singular for one, the plural for any other number."""
    return one if number == 1 else many


# -- dates ---------------------------------------------------------------------------------------


def long_day(day: date, lang: Lang) -> str:
    """Return a day in prose: "January 31, 2022", "31 de enero de 2022"."""
    month = _MONTHS[lang][day.month - 1]
    if lang == "en":
        return f"{month} {day.day}, {day.year}"
    return f"{day.day} de {month} de {day.year}"


def short_day(day: date, lang: Lang) -> str:
    """Return a day for a heading: "Jan 31, 2022", "31 ene 2022"."""
    month = _MONTHS[lang][day.month - 1][:3]
    return f"{month} {day.day}, {day.year}" if lang == "en" else f"{day.day} {month} {day.year}"


def long_date(when: PartialDate | date, lang: Lang) -> str:
    """Return a date in prose, as exact as it is, without preposition."""
    if isinstance(when, date):
        return long_day(when, lang)
    match when.precision:
        case "day":
            return long_day(when.latest, lang)
        case "month":
            month = _MONTHS[lang][when.latest.month - 1]
            return (
                f"{month} {when.latest.year}" if lang == "en" else f"{month} de {when.latest.year}"
            )
        case "year":
            return str(when.latest.year)
        case "before":
            day = long_day(when.latest, lang)
            return f"{day} at the latest" if lang == "en" else f"a más tardar el {day}"
    begin, end = (PartialDate(part) for part in when.text.split("/"))
    if lang == "en":
        return f"between {long_date(begin, lang)} and {long_date(end, lang)}"
    return f"entre {on_date(begin, lang)} y {on_date(end, lang)}"


def on_date(when: PartialDate | date, lang: Lang) -> str:
    """Return a Spanish date with its article where it takes one: "el 31 de enero de 2022"."""
    text = long_date(when, lang)
    exact = isinstance(when, date) or when.precision == "day"
    return f"el {text}" if lang == "es" and exact else text


def date_cell(when: PartialDate | None, lang: Lang) -> str:
    """Return a date for a table: "2022-01-31", "2022", "by 2022-01-31", "2019 to 2020-03"."""
    if when is None:
        return ""
    match when.precision:
        case "before":
            return f"{'by' if lang == 'en' else 'a más tardar'} {when.text.removeprefix('../')}"
        case "between":
            begin, end = when.text.split("/")
            return f"{begin} {'to' if lang == 'en' else 'a'} {end}"
    return when.text


def as_of(day: date, lang: Lang) -> str:
    """Return "as of January 31, 2022" / "al 31 de enero de 2022"."""
    return f"as of {long_day(day, lang)}" if lang == "en" else f"al {long_day(day, lang)}"


def span_text(since: PartialDate | None, until: PartialDate | None, lang: Lang) -> str:
    """Return a span for a table or a claim: "since June 30, 2009", "from 2008 to 2021", or "".

    Both ends are printed as the sources give them.
    """
    if since and until:
        words = ("from", "to") if lang == "en" else ("desde", "hasta")
        return f"{words[0]} {on_date(since, lang)} {words[1]} {on_date(until, lang)}"
    if since:
        if since.precision in ("before", "between"):
            return f"{'began' if lang == 'en' else 'comenzó'} {long_date(since, lang)}"
        return f"{'since' if lang == 'en' else 'desde'} {on_date(since, lang)}"
    if until:
        return f"{'until' if lang == 'en' else 'hasta'} {on_date(until, lang)}"
    return ""


# -- citations -----------------------------------------------------------------------------------

_PARTS = {
    "en": {
        "title": "title {}", "chapter": "ch. {}", "section": "§{}", "article": "art. {}",
        "fraction": "frac. {}", "inciso": "item {}", "transitory": "transitory art. {}",
        "page": "p. {}", "paragraph": "para. {}", "footnote": "fn. {}", "heading": "“{}”",
    },
    "es": {
        "title": "título {}", "chapter": "cap. {}", "section": "sec. {}", "article": "art. {}",
        "fraction": "fr. {}", "inciso": "inc. {})", "transitory": "transitorio {}",
        "page": "p. {}", "paragraph": "párr. {}", "footnote": "nota {}", "heading": "“{}”",
    },
}  # fmt: skip
_PART = {
    "en": {"whole": "whole text", "opening": "opening"},
    "es": {"whole": "texto completo", "opening": "inicio"},
}
_ORDER = ("title", "chapter", "section", "article", "fraction", "inciso", "transitory", "page",
          "paragraph", "footnote", "heading")  # fmt: skip


def pinpoint_text(pinpoint: Pinpoint, lang: Lang) -> str:
    """Return a pinpoint: "art. 9, frac. II, item b" / "art. 9, fr. II, inc. b)"."""
    parts = [
        _PARTS[lang][name].format(value.removeprefix("§") if name == "section" else value)
        for name in _ORDER
        if (value := getattr(pinpoint, name)) is not None
    ]
    if pinpoint.part is not None:
        parts.append(_PART[lang][pinpoint.part])
    return ", ".join(parts)


def citation_text(registry: Registry, citation: Citation, lang: Lang) -> str:
    """Return "Publisher, Title (2021), §V.A, fn. 151"."""
    source = registry.sources[citation.source]
    year = f" ({source.date.latest.year})" if source.date else ""
    return f"{source.publisher}, {source.title}{year}, {pinpoint_text(citation.pinpoint, lang)}"


def short_source(registry: Registry, citation: Citation, lang: Lang) -> str:
    """Return the source in a sentence: "La Jornada, para. 3 (2023)", "LFAFE, art. 9"."""
    source = registry.sources[citation.source]
    pin = pinpoint_text(citation.pinpoint, lang)
    if source.short_title is not None:
        return f"{source.short_title}, {pin}"
    year = f" ({source.date.latest.year})" if source.date else ""
    return f"{source.publisher}, {pin}{year}"


# -- search --------------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Return *text* in lower case without accents, with a keyboard's apostrophe, for search."""
    # twice: some signs are letters, with case, only when decomposed; case folding composes some
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
