"""The glossary as a web page: the terms of the field in both languages."""

from __future__ import annotations

from typing import Final

from agencymap.language import long_day, pick
from agencymap.render.pages import asset, csp_hash, page
from agencymap.snapshot import Snapshot
from agencymap.views import glossary_rows
from agencymap.vocabulary import Lang

_WORDS: Final[dict[str, dict[Lang, str]]] = {
    "title": {"en": "Glossary", "es": "Glosario"},
    "lede": {
        "en": "The terms of the registry, the map and the reports, with the word used in the other "
        "language. Definitions are ours.",
        "es": "Los términos del registro, del mapa y de los reportes, con la palabra que se usa en "
        "el otro idioma. Las definiciones son propias.",
    },
    "term": {"en": "Term", "es": "Término"},
    "other": {"en": "In Spanish", "es": "En inglés"},
    "definition": {"en": "Meaning here", "es": "Qué significa aquí"},
    "also": {"en": "Also right in Spanish", "es": "También correcto en español"},
    "avoid": {"en": "Not used in Spanish", "es": "No se usa"},
    "back": {"en": "To the interactive map", "es": "Al mapa interactivo"},
    "switch": {"en": "Español", "es": "English"},
    "edition": {"en": "registry edition", "es": "edición del registro"},
}


def glossary_page(snapshot: Snapshot, lang: Lang) -> str:
    """Return the glossary as one HTML page: no script, no request."""
    registry = snapshot.registry
    style = asset("report.css")
    other: Lang = "es" if lang == "en" else "en"
    return page(
        "glossary.html",
        rows=glossary_rows(registry, lang),
        w={key: words[lang] for key, words in _WORDS.items()},
        tag={"en": "en-US", "es": "es-MX"}[lang],
        other=other,
        other_tag={"en": "en-US", "es": "es-MX"}[other],
        edition=registry.info.edition,
        day=long_day(snapshot.day, lang),
        handling=pick(registry.info.handling, lang),
        style=style,
        style_hash=csp_hash(style),
    )
