"""Rules: what is written: quotes, both languages, the terms of the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from agencymap.findings import Finding, Path, Severity
from agencymap.model import Citation, OtherName, Source, Text, Title
from agencymap.registry import Part, Registry
from agencymap.rules.base import finding

MAX_QUOTE_WORDS = 30
MARKINGS = ("law enforcement sensitive", "fouo", "for official use only", "noforn", "reservada")
"""Words that mark a document as not public; a source whose title bears one is looked at."""


def long_quote(registry: Registry, on: date) -> Iterator[Finding]:
    """A quote has at most 30 words."""
    for kind, id_, path, part in registry.parts_of(Citation):
        if isinstance(part, Citation) and part.quote is not None:
            words = len(part.quote.text.split())
            if words > MAX_QUOTE_WORDS:
                yield finding(
                    registry,
                    kind,
                    id_,
                    (*path, "quote", "text"),
                    "long-quote",
                    f"quote has {words} words; keep {MAX_QUOTE_WORDS} at most",
                )


def untranslated_texts(registry: Registry) -> Iterator[Part]:
    """Yield the texts of a sentence that say the same in both languages."""
    for part in registry.parts_of(Text):
        if isinstance(part.record, Text) and part.record.en == part.record.es:
            yield part


def untranslated(registry: Registry, on: date) -> Iterator[Finding]:
    """A text of a sentence differs between the two languages."""
    for kind, id_, path, _ in untranslated_texts(registry):
        yield finding(
            registry,
            kind,
            id_,
            (*path, "es"),
            "untranslated",
            "the Spanish text equals the English one; translate it",
        )


def marked_source(registry: Registry, on: date) -> Iterator[Finding]:
    """Only public documents are sources."""
    for source in registry.sources.values():
        found = next((m for m in MARKINGS if m in source.title.lower()), None)
        if found:
            yield finding(
                registry,
                "source",
                source.id,
                ("title",),
                "marked-source",
                f"title bears the marking '{found}'; use public documents only",
                Severity.WARNING,
            )


def glossary_departure(registry: Registry, on: date) -> Iterator[Finding]:
    """Our own texts keep to the terms of the glossary; names and quotes are others' words."""
    wanted = [(t, a, _phrase(a.words)) for t in registry.terms.values() for a in t.avoid]
    wanted = [w for w in wanted if w[1].checked]
    if not wanted:
        return
    # most texts hold none of them: one pass over both languages says so
    any_of = re.compile("|".join(p.pattern for _, _, p in wanted), re.IGNORECASE)
    for kind, id_, path, part in registry.parts_of(Text):
        if not isinstance(part, Text) or kind in ("term", "source"):
            continue
        if not any_of.search(part.es) and not any_of.search(part.en):
            continue
        agency = registry.agencies.get(id_) if kind == "agency" else None
        for term, avoid, phrase in wanted:
            if avoid.country is not None and (agency is None or agency.country != avoid.country):
                continue
            text = getattr(part, avoid.lang)
            for allowed in avoid.allowed_in:
                text = re.sub(re.escape(allowed), "", text, flags=re.IGNORECASE)
            if match := phrase.search(text):
                right = term.term.es if avoid.lang == "es" else term.term.en
                right = re.sub(r" \((?:m|f)\b[^)]*\)", "", right)  # without its gender
                right = avoid.allowed_in[0] if avoid.allowed_in else right
                yield finding(
                    registry,
                    kind,
                    id_,
                    (*path, avoid.lang),
                    "glossary-departure",
                    f"'{match[0]}' is not used for '{term.term.en}'; write '{right}'",
                    Severity.WARNING,
                )


def _phrase(words: str) -> re.Pattern[str]:
    stem = re.escape(words.removesuffix("*"))
    ending = r"\w*" if words.endswith("*") else ""
    return re.compile(rf"\b{stem}{ending}\b", re.IGNORECASE)


_BIDDING = re.compile(
    r"\b(?:should|must|ought to|urgently|deben?|deberán?|debería\w*|tienen? que|hay que)\b",
    re.IGNORECASE,
)


def bidding_option(registry: Registry, on: date) -> Iterator[Finding]:
    """An option reports a proposal; it bids nobody to do anything."""
    for option in registry.options.values():
        for field in ("proposal", "authority", "trade_off"):
            text: Text | None = getattr(option, field)
            for lang in ("en", "es"):
                match = _BIDDING.search(getattr(text, lang)) if text is not None else None
                if match:
                    yield finding(
                        registry,
                        "option",
                        option.id,
                        (field, lang),
                        "bidding-option",
                        f"'{match[0]}' bids; say what is proposed, with a verb in the infinitive",
                    )


_ENDINGS = re.compile(r"\w+(?:ci|[^s]si|gi|ni|xi)on", re.IGNORECASE)
_ACCENTED = {
    "fiscalia": "fiscalía", "fiscalias": "fiscalías", "policia": "policía",
    "policias": "policías", "mexico": "México", "republica": "República",
    "trafico": "tráfico", "ejercito": "Ejército", "economia": "economía", "energia": "energía",
    "procuraduria": "procuraduría", "contraloria": "contraloría", "auditoria": "auditoría",
    "politica": "política", "politicas": "políticas", "credito": "crédito", "camara": "cámara",
    "codigo": "código", "organica": "orgánica", "organico": "orgánico", "tecnologia": "tecnología",
    "analisis": "análisis", "area": "área", "areas": "áreas", "ambito": "ámbito",
    "limite": "límite", "titulo": "título", "articulo": "artículo", "parrafo": "párrafo",
    "aereo": "aéreo", "aerea": "aérea", "maritimo": "marítimo", "maritima": "marítima",
    "quimico": "químico", "quimicos": "químicos", "tambien": "también",
    "segun": "según", "ademas": "además",
}  # fmt: skip
"""Words of officials' Spanish that always bear an accent, without it and with it."""
_WORD = re.compile(r"\w+")


def lost_accent(registry: Registry, on: date) -> Iterator[Finding]:
    """Spanish names and texts keep their accents."""
    texts = list(_texts(registry, _spanish))
    if not any(map(_with_accent, set(_WORD.findall("\n".join(t.text for t in texts))))):
        return
    for kind, id_, path, text in texts:
        for word in _WORD.findall(text):
            right = _with_accent(word)
            if right is not None:
                yield finding(
                    registry,
                    kind,
                    id_,
                    path,
                    "lost-accent",
                    f"'{word}' has lost its accent; write '{right}'",
                    Severity.WARNING,
                )


class _Placed(NamedTuple):
    """A text for readers, with its place."""

    kind: str
    id: str
    path: Path
    text: str


def _texts(
    registry: Registry, fields: Callable[[object], Iterable[tuple[str, str]]]
) -> Iterator[_Placed]:
    for kind, id_, path, part in registry.parts_of(Title, Text, OtherName, Citation, Source):
        for field, text in fields(part):
            yield _Placed(kind, id_, (*path, field), text)


def _spanish(part: object) -> Iterable[tuple[str, str]]:
    if isinstance(part, Title | Text):
        return (("es", part.es),)
    if isinstance(part, OtherName) and part.lang == "es":
        return (("name", part.name),)
    return ()


@cache
def _with_accent(word: str) -> str | None:
    if word.isascii() and not word.isupper():
        if _ENDINGS.fullmatch(word) and len(word) > 5:
            return f"{word[:-2]}ón"
        right = _ACCENTED.get(word.casefold())
        if right is not None:
            return right.capitalize() if word[0].isupper() else right
    return None


_REACH = re.compile(
    r"[\w.+-]+@\w[\w-]*\.\w+"  # mail
    r"|(?<![\w/])(?:\+?\d{1,3}[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\w)"  # telephone, U.S.
    r"|(?:\b(?:Tel|Phone|Teléfono|Fax)\b\.?:?|\+52) ?\(?\d[\d ().-]{6,}",  # telephone
    re.IGNORECASE,
)
_MAYBE_NUMBER = re.compile(r"\d(?:[ .-]\d{3}|\d{6})")
"""Every text with a telephone number holds this; most texts do not."""
_TITLES = (
    "Mr.", "Mrs.", "Ms.", "Dr.", "Dra.", "Lic.", "Mtro.", "Mtra.", "Ing.", "Gral.", "Sr.", "Sra.",
    "Sen.", "Rep.", "Gov.", "Special Agent", "Director", "Commissioner", "Attorney General",
    "Secretary", "Ambassador", "President", "Sheriff", "Secretario", "Secretaria", "Fiscal",
    "Embajador", "Embajadora", "Comisionado", "Presidente", "Presidenta",
)  # fmt: skip
"""Titles under which officers are named; after an abbreviation one name is enough."""
_MAYBE_PERSON = re.compile("|".join(map(re.escape, _TITLES)))
_NAME = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
_PERSON = re.compile(
    rf"\b(?:(?:{'|'.join(re.escape(t) for t in _TITLES if t.endswith('.'))}) {_NAME}"
    rf"|(?:{'|'.join(t for t in _TITLES if not t.endswith('.'))}) {_NAME} (?:[A-Z]\. )?{_NAME})"
)
_OFFICES = (
    "General", "Secretary of", "Fiscal of", "Director of", "Pro Tempore", "Special Agent In",
)  # fmt: skip


def personal_data(registry: Registry, on: date) -> Iterator[Finding]:
    """Offices and posts only: no officer's name, no telephone, no mail address."""
    for kind, id_, path, text in _texts(registry, _public):
        match = _address(text) or _person(text)
        if match:
            yield finding(
                registry,
                kind,
                id_,
                path,
                "personal-data",
                f"'{match[0]}' looks like a person's name or address; name the office alone",
            )


def _address(text: str) -> re.Match[str] | None:
    return _REACH.search(text) if "@" in text or _MAYBE_NUMBER.search(text) else None


def _person(text: str) -> re.Match[str] | None:
    if _MAYBE_PERSON.search(text):
        for match in _PERSON.finditer(text):
            if not any(office in match[0] for office in _OFFICES):
                return match
    return None


def _public(part: object) -> Iterable[tuple[str, str]]:
    """Return the fields of *part* that hold text for readers, with the text."""
    if isinstance(part, Title | Text):
        return (("en", part.en), ("es", part.es))
    if isinstance(part, Citation):
        return (("quote", part.quote.text),) if part.quote is not None else ()
    if isinstance(part, Source):
        return (("title", part.title), ("publisher", part.publisher))
    if isinstance(part, OtherName):
        return (("name", part.name),)
    return ()
