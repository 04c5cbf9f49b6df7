"""The glossary as a web page: the terms of the field in both languages."""

from __future__ import annotations

from typing import Final

from agencymap.render.pages import text_page
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
}


def glossary_page(snapshot: Snapshot, lang: Lang) -> str:
    """Return the glossary as one HTML page."""
    rows = glossary_rows(snapshot.registry, lang)
    return text_page("glossary", snapshot, lang, _WORDS, rows=rows)
