"""What a page of a record is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup


class Item(NamedTuple):
    """One statement of a page."""

    text: str
    """What is said, in a sentence."""
    lead: Markup = Markup()
    """Whom or what it is about, linked."""
    letter: str = ""
    """Letter of a role."""
    state: str = ""
    """State of the statement, for its mark."""
    notes: Sequence[str] = ()
    """Role, place, dates, state: what qualifies it."""
    basis: Markup = Markup()
    """Legal basis, linked."""
    cites: Markup = Markup()
    """Its sources."""


class Section(NamedTuple):
    """A part of a page under its own heading."""

    id: str
    title: str
    items: Sequence[Item] = ()
    lede: str = ""
    links: Sequence[Markup] = ()
    number: int | None = None
    ordered: Sequence[tuple[Item, Sequence[Item]]] = ()
    """Statements that each have a ranked list below them."""


@dataclass
class Entry:
    """A page of one record."""

    kind: str
    id: str
    title: str
    """Heading of the page."""
    name: str
    """Short name, for the trail and the title of the window."""
    lede: str
    title_lang: str = ""
    other: str = ""
    """The name in the other language."""
    other_lang: str = ""
    other_note: str = ""
    side: str = ""
    """Country whose color the page bears."""
    kicker: str = ""
    notices: list[str] = field(default_factory=list)
    trail: list[Markup] = field(default_factory=list)
    facts: list[tuple[str, Markup]] = field(default_factory=list)
    lede_cites: Markup = field(default_factory=Markup)
    sections: list[Section] = field(default_factory=list)
    data: str = ""


class Row(NamedTuple):
    """A record in an index."""

    name: str
    link: Markup
    full: str
    lang: str
    note: str
