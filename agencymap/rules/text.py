"""Rules: what is written: quotes, both languages, the terms of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from agencymap.findings import Finding, Severity
from agencymap.model import Citation, OtherName, Source, Text, Title
from agencymap.registry import Registry
from agencymap.rules.base import finding

MAX_QUOTE_WORDS = 30
MARKINGS = ("law enforcement sensitive", "fouo", "for official use only", "noforn", "reservada")
"""Words that mark a document as not public; a source whose title bears one is looked at."""


def long_quote(registry: Registry, on: date) -> Iterator[Finding]:
    """A quote has at most 30 words."""
    for kind, id_, path, part in registry.parts:
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


def untranslated(registry: Registry, on: date) -> Iterator[Finding]:
    """A text of a sentence differs between the two languages."""
    for kind, id_, path, part in registry.parts:
        if isinstance(part, Text) and part.en == part.es:
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
    for kind, id_, path, part in registry.parts:
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
    for kind, id_, path, part in registry.parts:
        for field, text in _spanish(part):
            for word in _WORD.findall(text):
                right = _with_accent(word)
                if right is None:
                    continue
                yield finding(
                    registry,
                    kind,
                    id_,
                    (*path, field),
                    "lost-accent",
                    f"'{word}' has lost its accent; write '{right}'",
                    Severity.WARNING,
                )


def _spanish(part: object) -> Iterator[tuple[str, str]]:
    if isinstance(part, Title | Text):
        yield "es", part.es
    elif isinstance(part, OtherName) and part.lang == "es":
        yield "name", part.name


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
_NAME = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ (?:[A-Z]\. )?[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
_PERSON = re.compile(
    rf"\b(?:(?:Mr|Mrs|Ms|Dr|Dra|Lic|Mtro|Mtra|Ing|Gral|Sr|Sra|Sen|Rep|Gov)\. [A-ZÁÉÍÓÚÑ]\w+"
    rf"|(?:Special Agent|Director|Commissioner|Attorney General|Secretary|Ambassador|President"
    rf"|Sheriff|Secretario|Secretaria|Fiscal|Embajador|Embajadora|Comisionado|Presidente"
    rf"|Presidenta) {_NAME})"
)
_OFFICES = (
    "General", "Secretary of", "Fiscal of", "Director of", "Pro Tempore", "Special Agent In",
)  # fmt: skip


def personal_data(registry: Registry, on: date) -> Iterator[Finding]:
    """Offices and posts only: no officer's name, no telephone, no mail address."""
    for kind, id_, path, part in registry.parts:
        for field, text in _public(part):
            match = _REACH.search(text) or _person(text)
            if match:
                yield finding(
                    registry,
                    kind,
                    id_,
                    (*path, field),
                    "personal-data",
                    f"'{match[0]}' looks like a person's name or address; name the office alone",
                )


def _person(text: str) -> re.Match[str] | None:
    for match in _PERSON.finditer(text):
        if not any(office in match[0] for office in _OFFICES):
            return match
    return None


def _public(part: object) -> Iterator[tuple[str, str]]:
    """Yield the fields of *part* that hold text for readers, with the text."""
    if isinstance(part, Title | Text):
        yield "en", part.en
        yield "es", part.es
    elif isinstance(part, Citation) and part.quote is not None:
        yield "quote", part.quote.text
    elif isinstance(part, Source):
        yield "title", part.title
        yield "publisher", part.publisher
    elif isinstance(part, OtherName):
        yield "name", part.name
