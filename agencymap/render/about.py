"""About the data, as a web page: what the registry covers, how to read it, how much it holds."""

from __future__ import annotations

from typing import Final

from agencymap.language import pick
from agencymap.render.entries import KINDS
from agencymap.render.pages import text_page
from agencymap.snapshot import Snapshot
from agencymap.views import statistics_tables
from agencymap.vocabulary import Lang

_WORDS: Final[dict[str, dict[Lang, str]]] = {
    "title": {"en": "About the data", "es": "Acerca de los datos"},
    "lede": {
        "en": "What the registry covers, how to read it, and how much it holds. The numbers count "
        "all its records, of every date.",
        "es": "Qué abarca el registro, cómo leerlo y cuánto contiene. Las cifras cuentan todas "
        "sus fichas, de cualquier fecha.",
    },
    "scope": {"en": "What it covers", "es": "Qué abarca"},
    "reading": {"en": "How to read it", "es": "Cómo leerlo"},
    "pages": {
        "en": "Every record also has a page of its own, which needs no JavaScript:",
        "es": "Cada ficha tiene además su propia página, que no requiere JavaScript:",
    },
    "agencies": {"en": "agencies", "es": "instituciones"},
    "functions": {"en": "functions", "es": "funciones"},
    "mechanisms": {"en": "mechanisms", "es": "mecanismos"},
    "instruments": {"en": "instruments", "es": "instrumentos"},
    "accessibility": {
        "en": "Accessibility: what was checked and what was not",
        "es": "Accesibilidad: qué se comprobó y qué no",
    },
    "queue": {
        "en": "Work queue: what editors check next",
        "es": "Pendientes de edición: lo que sigue por cotejar",
    },
    "numbers": {"en": "How much it holds", "es": "Cuánto contiene"},
}
_NOTES: Final[tuple[dict[Lang, str], ...]] = (
    {
        "en": "Every statement cites a public source with the place in it. What no source says is "
        "not in the registry.",
        "es": "Cada afirmación cita una fuente pública y el lugar preciso en ella. Lo que ninguna "
        "fuente dice no está en el registro.",
    },
    {
        "en": "“Not on file” means that no source was found. It never means that no agency does "
        "it; that is said only where a source says so.",
        "es": "«No consta en el registro» quiere decir que no se encontró fuente. No quiere decir "
        "que ninguna institución lo haga; eso se dice solo cuando una fuente lo afirma.",
    },
    {
        "en": "What was announced is kept apart from what is held, and never counted.",
        "es": "Lo anunciado se guarda aparte de lo que ya se ejerce, y nunca se cuenta.",
    },
    {
        "en": "Every source has its kind on file, and how much of it was read. A statement that "
        "rests on the press or on a republished copy alone says so wherever it stands.",
        "es": "De cada fuente constan su tipo y cuánto se leyó de ella. La afirmación que solo "
        "descansa en la prensa o en una copia republicada lo dice donde aparezca.",
    },
    {
        "en": "Where sources disagree, both are kept and the statement is marked as contested.",
        "es": "Cuando las fuentes no coinciden se conservan ambas y la afirmación se marca como "
        "controvertida.",
    },
    {
        "en": "The registry names offices and posts, never the persons who hold them.",
        "es": "El registro nombra oficinas y cargos, nunca a las personas que los ocupan.",
    },
)


def about_page(snapshot: Snapshot, lang: Lang) -> str:
    """Return the page about the data as HTML."""
    return text_page(
        "about",
        snapshot,
        lang,
        _WORDS,
        kinds=KINDS,
        scope=pick(snapshot.registry.info.scope, lang),
        notes=[note[lang] for note in _NOTES],
        tables=statistics_tables(snapshot.registry, lang),
    )
