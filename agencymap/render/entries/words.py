"""Words of the pages of records, in both languages."""

from __future__ import annotations

from typing import Final

SUBJECT: Final = {
    "agencies": "agency",
    "functions": "function",
    "mechanisms": "mechanism",
    "instruments": "instrument",
}
"""Kind → its key in the address of the explorer."""

TITLES: Final[dict[str, tuple[str, str]]] = {
    "agencies": ("Agencies", "Instituciones"),
    "functions": ("Functions", "Funciones"),
    "mechanisms": ("Mechanisms", "Mecanismos"),
    "instruments": ("Instruments", "Instrumentos"),
}
"""Kind → its title in each language."""

WORDS: Final[dict[str, tuple[str, str]]] = {
    "skip": ("Skip to the text", "Ir al texto"),
    "crumbs": ("Where this page stands", "Ubicación de esta página"),
    "start": ("Interactive map", "Mapa interactivo"),
    "explorer": ("Open in the interactive map", "Abrir en el mapa interactivo"),
    "switch": ("Español", "English"),
    "editionOf": ("Registry edition", "Edición del registro"),
    "aboutShort": ("About the data", "Acerca de los datos"),
    "accessibility": ("Accessibility", "Accesibilidad"),
    "onDay": ("What is on file as of {d}", "Lo que consta al {d}"),
    "ended": ("not in being on this date", "no existe en esta fecha"),
    "founded": ("Began", "Creación"),
    "dissolved": ("Ended", "Extinción"),
    "dates": ("Dates", "Fechas"),
    "signed": ("Signed or published", "Firma o publicación"),
    "website": ("Website", "Sitio web"),
    "acronym": ("Acronym", "Siglas"),
    "id": ("Id in the registry", "Clave en el registro"),
    "mirror": ("Answers to it across the border", "Su equivalente del otro lado"),
    "unsettled": ("not settled", "sin definir"),
    "otherDates": ("On other dates, not on this one", "En otras fechas, no en esta"),
    "successors": ("Took its place", "Tomaron su lugar"),
    "places": ("Where", "Dónde"),
    "governments": ("Governments", "Gobiernos"),
    "written": ("Rests on a written text", "Se basa en un texto escrito"),
    "divides": ("Divides tasks between its parties", "Reparte tareas entre las partes"),
    "practices": (
        "Eight practices of collaboration (GAO-23-105520)",
        "Ocho prácticas de colaboración (GAO-23-105520)",
    ),
    "monitored": ("Monitoring", "Seguimiento"),
    "notOnFile": ("not on file", "no consta"),
    "before": ("Took the place of", "Tomó el lugar de"),
    "after": ("Its place was taken by", "Tomó su lugar"),
    "replaces": ("Replaces", "Sustituye a"),
    "replacedBy": ("Replaced by", "Sustituido por"),
    "links": ("Links that run through it", "Vínculos que pasan por él"),
    "restLinks": ("Links that rest on it", "Vínculos que se basan en él"),
    "restMechanisms": ("Mechanisms that rest on it", "Mecanismos que se basan en él"),
    "otherSide": ("In Spanish", "En inglés"),
    "ledeIndex": (
        "Every record has a page. Each tells what is on file as of {d}; those that had ended by "
        "then say so.",
        "Cada ficha tiene una página. Cada una dice lo que consta al {d}; las que ya no existían "
        "entonces lo indican.",
    ),
}
"""What these pages say in each language beside the words of the interface."""
