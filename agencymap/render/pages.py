"""The one Jinja environment and the templates' folder."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from agencymap.language import long_day, pick
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang

TAGS: dict[Lang, str] = {"en": "en-US", "es": "es-MX"}
"""Language → its tag."""
_WORDS: dict[str, dict[Lang, str]] = {
    "back": {"en": "To the interactive map", "es": "Al mapa interactivo"},
    "switch": {"en": "Español", "es": "English"},
    "edition": {"en": "registry edition", "es": "edición del registro"},
}
"""What every page beside the explorer says."""


@cache
def templates() -> Path:
    """Return the folder of the templates: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(templates(), encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def template(name: str) -> Template:
    """Return a template, compiled once; what is put into it is escaped."""
    return _environment().get_template(name)


def page(name: str, /, **values: Any) -> str:
    """Return a template filled with *values*; all text is escaped."""
    return template(name).render(**values)


def csp_hash(text: str) -> str:
    """Return the source expression that lets a page run exactly this script or style."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def asset(name: str) -> str:
    """Return the text of a file in the templates' folder."""
    return (templates() / name).read_text(encoding="utf-8")


def text_page(
    name: str,
    snapshot: Snapshot,
    lang: Lang,
    words: Mapping[str, Mapping[Lang, str]],
    **values: Any,
) -> str:
    """Return a page of text and tables that stands beside the explorer: no script, no request.

    Args:
        name: of the template, and of the page in both languages ("glossary").
        snapshot: the registry as of a day.
        lang: language of the page.
        words: what the template says, by key, in both languages; "title" and "lede" among them.
        values: what it shows.
    """
    style = asset("report.css")
    other: Lang = "es" if lang == "en" else "en"
    return page(
        f"{name}.html",
        name=name,
        w={key: said[lang] for key, said in {**_WORDS, **words}.items()},
        lang=lang,
        tag=TAGS[lang],
        other=other,
        other_tag=TAGS[other],
        edition=snapshot.registry.info.edition,
        digest=snapshot.registry.digest[:12],
        day=long_day(snapshot.day, lang),
        handling=pick(snapshot.registry.info.handling, lang),
        style=style,
        style_hash=csp_hash(style),
        **values,
    )
