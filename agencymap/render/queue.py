"""The editors' work queue as rows, as text for a terminal, and as a page beside the explorer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from agencymap.analysis.whole import AllFindings
from agencymap.language import long_day
from agencymap.queue import Item, Reason, Work, work_queue
from agencymap.registry import Registry
from agencymap.render.pages import text_page
from agencymap.render.terminal import wrap
from agencymap.vocabulary import Lang

_WORDS: Final[dict[str, dict[Lang, str]]] = {
    "title": {"en": "Work queue", "es": "Pendientes de edición"},
    "lede": {
        "en": "What editors do next: claims whose sources have grown old, ends that near, Spanish "
        "that no second reader has read, claims on weak sources. First what most findings rest on.",
        "es": "Lo que sigue para quienes editan: afirmaciones con fuentes ya viejas, vencimientos "
        "próximos, español sin segunda lectura, afirmaciones con fuentes débiles. Primero aquello "
        "en que descansan más hallazgos.",
    },
    "how": {
        "en": "A finding is an overlap, a gap, a counterpart, a single point of failure or an "
        "information need of the day. To record that a claim was checked and still stands: "
        "agencymap confirm.",
        "es": "Un hallazgo es un traslape, un vacío, una institución homóloga, un punto único de "
        "falla o una necesidad de información del día. Para asentar que una afirmación se cotejó "
        "y sigue en pie: agencymap confirm.",
    },
    "findings": {"en": "Findings that rest on it", "es": "Hallazgos que descansan en ella"},
    "work": {"en": "Work", "es": "Tarea"},
    "record": {"en": "Record", "es": "Ficha"},
    "why": {"en": "Why", "es": "Motivo"},
    "file": {"en": "File", "es": "Archivo"},
    "items": {"en": "items", "es": "pendientes"},
    "none": {"en": "Nothing to do on this day.", "es": "No hay pendientes en esta fecha."},
}
_WORK: Final[dict[Work, dict[Lang, str]]] = {
    Work.STALE: {"en": "find a newer source", "es": "buscar una fuente más reciente"},
    Work.EXPIRING: {"en": "see what became of it", "es": "averiguar qué fue de él"},
    Work.REVIEW: {"en": "judge again", "es": "revisar de nuevo"},
    Work.TRANSLATION: {"en": "see to the Spanish", "es": "atender el español"},
    Work.WEAK: {"en": "find a firmer source", "es": "buscar una fuente más firme"},
}
_REASONS: Final[dict[Reason, dict[Lang, str]]] = {
    Reason.STALE_CLAIM: {
        "en": "The newest source speaks of {day}, more than {years} years ago.",
        "es": "La fuente más reciente habla del {day}, hace más de {years} años.",
    },
    Reason.STALE_MECHANISM: {
        "en": "“Active” rests on a source that speaks of {day}, more than {years} years ago.",
        "es": "Que esté activo descansa en una fuente que habla del {day}, hace más de {years} "
        "años.",
    },
    Reason.ENDS: {"en": "It ends on {day}.", "es": "Termina el {day}."},
    Reason.ENDED: {
        "en": "It ended by {day}, and its state does not say so.",
        "es": "Terminó a más tardar el {day}, y su estado no lo dice.",
    },
    Reason.LAPSES: {
        "en": "The judgement on file counts until {day}.",
        "es": "El dictamen que consta vale hasta el {day}.",
    },
    Reason.LAPSED: {
        "en": "The judgement on file lapsed on {day}.",
        "es": "El dictamen que consta venció el {day}.",
    },
    Reason.UNTRANSLATED: {
        "en": "The same text stands in both languages.",
        "es": "El mismo texto aparece en ambos idiomas.",
    },
    Reason.UNREVIEWED: {
        "en": "No second reader has read the Spanish; last checked {day}.",
        "es": "El español no tiene segunda lectura; último cotejo: {day}.",
    },
    Reason.REPUBLISHED: {
        "en": "It rests on republished copies alone; the newest source speaks of {day}.",
        "es": "Descansa solo en copias republicadas; la fuente más reciente habla del {day}.",
    },
    Reason.PRESS: {
        "en": "It rests on the press or on reference works alone; the newest source speaks of "
        "{day}.",
        "es": "Descansa solo en la prensa o en obras de consulta; la fuente más reciente habla "
        "del {day}.",
    },
}
_UNDATED: Final[dict[Lang, str]] = {"en": "no date on file", "es": "sin fecha"}
_FOLDERS: Final = {"agency": "agencies", "mechanism": "mechanisms", "instrument": "instruments"}
"""Kind of record → folder of its pages."""


def why(item: Item, lang: Lang) -> str:
    """Return why an item is on the list, in a sentence."""
    text = _REASONS[item.reason][lang]
    if item.day is None and "; " in text:  # the clause on the date is left out
        text = f"{text.split('; ')[0]}."
    day = long_day(item.day, lang) if item.day else _UNDATED[lang]
    return text.format(day=day, years=item.years)


def queue_rows(registry: Registry, items: Iterable[Item], lang: Lang) -> list[dict[str, Any]]:
    """Return items as rows for programs, each with its place."""
    rows = []
    for item in items:
        position = registry.source_maps[item.kind, item.record].at(*item.path)
        rows.append(
            {
                "id": item.id,
                "kind": item.work.value,
                "reason": item.reason.value,
                "findings": item.findings,
                "day": item.day.isoformat() if item.day else None,
                "file": position.file,
                "line": position.line,
                "column": position.column,
                "work": _WORK[item.work][lang],
                "sentence": why(item, lang),
            }
        )
    return rows


def queue_text(rows: Sequence[dict[str, Any]], lang: Lang) -> str:
    """Return rows for a terminal."""
    if not rows:
        return _WORDS["none"][lang] + "\n"
    width = max(len(str(row["findings"])) for row in rows)
    lines = []
    for row in rows:
        lines += [
            f"{row['findings']:>{width}}  {row['id']}: {row['work']} [{row['kind']}]",
            wrap(row["sentence"], width + 2),
            f"{' ' * (width + 2)}{row['file']}:{row['line']}:{row['column']}",
        ]
    return "\n".join(lines) + "\n"


def queue_page(found: AllFindings, lang: Lang) -> str:
    """Return the page of the work queue as HTML."""
    registry = found.snapshot.registry
    root = PurePosixPath(registry.source_maps["registry", "registry"].file).parent
    items = work_queue(found)
    rows = [
        {
            "findings": item.findings,
            "work": _WORK[item.work][lang],
            "id": item.id,
            "address": _address(item, lang),
            "why": why(item, lang),
            "file": _file(registry, item, root),
        }
        for item in items
    ]
    return text_page("queue", found.snapshot, lang, _WORDS, rows=rows)


def _address(item: Item, lang: Lang) -> str:
    folder = _FOLDERS.get(item.kind)
    return f"{folder}/{item.record}.{lang}.html" if folder else ""


def _file(registry: Registry, item: Item, root: PurePosixPath) -> str:
    file = PurePosixPath(registry.source_maps[item.kind, item.record].file)
    return str(file.relative_to(root)) if file.is_relative_to(root) else file.name
