"""The accessibility statement as a web page: the target, what was checked, and what was not."""

from __future__ import annotations

from typing import Final

from agencymap.render.pages import text_page
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang

_WORDS: Final[dict[str, dict[Lang, str]]] = {
    "title": {"en": "Accessibility", "es": "Accesibilidad"},
    "lede": {
        "en": "What these pages aim at, what was checked, what was not, and what to do where they "
        "fall short.",
        "es": "A qué aspiran estas páginas, qué se comprobó, qué no, y qué hacer donde se quedan "
        "cortas.",
    },
    "target": {"en": "Target", "es": "Objetivo"},
    "aim": {
        "en": "Web Content Accessibility Guidelines (WCAG) 2.2, level AA, for the interactive map, "
        "the pages of records, the reports and the other pages, in both languages. This is our own "
        "reading; no outside body has audited it.",
        "es": "Las Pautas de Accesibilidad para el Contenido Web (WCAG) 2.2, nivel AA, en el mapa "
        "interactivo, las páginas de fichas, los reportes y las demás páginas, en ambos idiomas. "
        "Es nuestra propia lectura; ningún organismo externo la ha auditado.",
    },
    "checked": {"en": "Checked", "es": "Lo que se comprobó"},
    "unchecked": {"en": "Not checked", "es": "Lo que no se comprobó"},
    "limits": {"en": "Known limits", "es": "Límites conocidos"},
    "help": {"en": "Report a barrier", "es": "Avisar de una barrera"},
    "where": {
        "en": "Say which page or view, what you used, and what happened. Corrections are taken at:",
        "es": "Indique la página o vista, qué utilizó y qué ocurrió. Las correcciones se reciben "
        "en:",
    },
    "nowhere": {
        "en": "This edition names no address for corrections. Tell the office that gave you the "
        "map which page or view it was, what you used, and what happened.",
        "es": "Esta edición no indica una dirección para correcciones. Diga a la oficina que le "
        "entregó el mapa qué página o vista era, qué utilizó y qué ocurrió.",
    },
}
_CHECKED: Final[tuple[dict[Lang, str], ...]] = (
    {
        "en": "An automatic checker (axe-core, in Chromium) on every view of the map in both "
        "languages and on samples of all other pages. It finds nothing; it can find only a part "
        "of all barriers.",
        "es": "Un verificador automático (axe-core, en Chromium) en cada vista del mapa, en ambos "
        "idiomas, y en muestras de las demás páginas. No encuentra faltas; solo puede encontrar "
        "una parte de las barreras.",
    },
    {
        "en": "Keyboard alone: search, map, views, details, tour and help; the focus is always "
        "visible.",
        "es": "Solo con teclado: búsqueda, mapa, vistas, detalles, recorrido y ayuda; el foco "
        "siempre se ve.",
    },
    {
        "en": "A window 320 pixels wide and a zoom of 200 %: no page scrolls sideways; wide tables "
        "scroll inside their own frame.",
        "es": "Una ventana de 320 píxeles de ancho y un acercamiento de 200 %: ninguna página se "
        "desplaza hacia los lados; las tablas anchas lo hacen dentro de su marco.",
    },
    {
        "en": "Forced colors, a dark screen and reduced motion. Nothing moves by itself, and color "
        "never says anything alone.",
        "es": "Colores forzados, pantalla oscura y movimiento reducido. Nada se mueve por sí solo "
        "y el color nunca es lo único que informa.",
    },
    {
        "en": "The printed report is a tagged PDF (PDF/UA-1).",
        "es": "El reporte impreso es un PDF etiquetado (PDF/UA-1).",
    },
)
_UNCHECKED: Final[tuple[dict[Lang, str], ...]] = (
    {
        "en": "Screen readers as people use them (NVDA, JAWS, VoiceOver, TalkBack, Orca).",
        "es": "Lectores de pantalla en uso real (NVDA, JAWS, VoiceOver, TalkBack, Orca).",
    },
    {
        "en": "Real phones and tablets, voice control, switches, and screen magnifiers.",
        "es": "Teléfonos y tabletas reales, control por voz, conmutadores y ampliadores de "
        "pantalla.",
    },
    {
        "en": "Browsers other than Chromium, and people with disabilities at work with it.",
        "es": "Navegadores distintos de Chromium, y personas con discapacidad que trabajen con él.",
    },
)
_LIMITS: Final[tuple[dict[Lang, str], ...]] = (
    {
        "en": "The map is a drawing. A screen reader hears the box in focus; the table and the "
        "sentences, one button away, hold the same facts.",
        "es": "El mapa es un dibujo. El lector de pantalla anuncia el recuadro con foco; la tabla "
        "y las frases, a un botón de distancia, contienen los mismos datos.",
    },
    {
        "en": "The map needs JavaScript. The pages of records, the reports and this page do not.",
        "es": "El mapa requiere JavaScript. Las páginas de fichas, los reportes y esta página no.",
    },
    {
        "en": "Titles of sources and quotes stand in their own language, marked as such.",
        "es": "Los títulos de las fuentes y las citas están en su propio idioma, así señalado.",
    },
    {
        "en": "The matrix and the printed tables are large. The pages of records hold the same "
        "duties one by one.",
        "es": "La matriz y las tablas impresas son grandes. Las páginas de fichas contienen las "
        "mismas competencias una por una.",
    },
)


def accessibility_page(snapshot: Snapshot, lang: Lang) -> str:
    """Return the accessibility statement as HTML."""
    return text_page(
        "accessibility",
        snapshot,
        lang,
        _WORDS,
        parts=[
            (part, [line[lang] for line in lines])
            for part, lines in (
                ("checked", _CHECKED),
                ("unchecked", _UNCHECKED),
                ("limits", _LIMITS),
            )
        ],
        corrections=snapshot.registry.info.corrections,
    )
