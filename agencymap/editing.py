"""Changes to the files of a registry: a new record, and "checked, unchanged".

Pure: a change is a :class:`Draft`, the text of one file as it would be. Whoever writes it asks
:func:`judged` first; what stands in the file beside the change keeps its form and its comments.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin

from agencymap.canonical import canonical
from agencymap.dates import PartialDate
from agencymap.documents import DocumentStore
from agencymap.errors import AgencymapError, LookupFailure, RegistryError
from agencymap.findings import Finding, nearest
from agencymap.loading import load_registry
from agencymap.model import FILE_TYPES, Agency, Pinpoint, Record, Ref, Source
from agencymap.patching import Step, append, node_at, patched, plain, replace, value_at
from agencymap.registry import Registry
from agencymap.rules import check_registry

MAX_ID: Final = 60
"""Longest id."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One file of a registry as it would be."""

    id: str
    """Id of the record that is new or changed."""
    place: str
    """The file, in the folder of the registry."""
    text: str
    new: bool
    """Whether there is no such file yet."""


def judged(
    root: FilePath, draft: Draft, on: date, store: DocumentStore | None = None
) -> list[Finding]:
    """Return what would be wrong in the file, or would keep the registry from loading."""
    try:
        registry = load_registry(root, store, {draft.place: draft.text.encode()})
    except RegistryError as error:
        return list(error.findings)
    file = (root / draft.place).as_posix()
    return [f for f in check_registry(registry, on) if f.position.file == file]


# -- a new record ----------------------------------------------------------------------------------


class Question(NamedTuple):
    """Something a new record says."""

    path: str
    """Where it stands in the record: fields, divided by points."""
    needed: bool = True
    many: bool = False
    asked: bool = True
    """Whether it is asked for on a terminal; the rest is given by options."""
    default: str = ""

    @property
    def option(self) -> str:
        """Return the name of its option: one name an entry where there may be several."""
        singular = {"parents.agency": "parent", "functions": "function", "parties": "party"}
        name = singular.get(self.path, self.path.removesuffix("s") if self.many else self.path)
        return f"--{name.replace('.', '-').replace('_', '-')}"

    @property
    def key(self) -> str:
        """Return its name as an argument."""
        return self.path.replace(".", "_")


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked for a new record of a kind."""

    model: type[Record]
    questions: tuple[Question, ...]
    cited: bool = True
    """Whether it rests on a source, and bears the day of its last check."""


def _optional(path: str, *, many: bool = False, asked: bool = False) -> Question:
    return Question(path, needed=False, many=many, asked=asked)


FORMS: Final[dict[str, Form]] = {
    "agency": Form(
        Agency,
        (
            Question("country"),
            Question("level", default="federal"),
            Question("classification"),
            Question("name.en"),
            Question("name.es"),
            _optional("acronym.en", asked=True),
            _optional("acronym.es", asked=True),
            _optional("short_name.en"),
            _optional("short_name.es"),
            Question("mandate.en"),
            Question("mandate.es"),
            _optional("parents.agency"),
            _optional("founded"),
            _optional("website"),
        ),
    ),
    "mechanism": Form(
        FILE_TYPES["mechanism"],
        (
            Question("name.en"),
            Question("name.es"),
            _optional("acronym.en"),
            _optional("acronym.es"),
            Question("kind"),
            Question("country"),
            Question("status"),
            Question("purpose.en"),
            Question("purpose.es"),
            Question("functions", many=True),
            _optional("places", many=True),
            _optional("since"),
            _optional("until"),
        ),
    ),
    "instrument": Form(
        FILE_TYPES["instrument"],
        (
            Question("name.en"),
            Question("name.es"),
            _optional("short_name.en"),
            _optional("short_name.es"),
            Question("kind"),
            Question("country"),
            Question("status"),
            Question("summary.en"),
            Question("summary.es"),
            _optional("signed", asked=True),
            _optional("parties", many=True),
            _optional("functions", many=True),
            _optional("since"),
            _optional("until"),
        ),
    ),
    "source": Form(
        Source,
        (
            Question("title"),
            Question("lang"),
            _optional("short_title"),
            Question("publisher"),
            _optional("publisher_country"),
            _optional("date", asked=True),
            Question("kind"),
            Question("csl_type", default="document"),
            _optional("url", asked=True),
            Question("read"),
        ),
        cited=False,
    ),
}
"""Kind of record → what is asked for a new one."""


class Asked(NamedTuple):
    """What the model says of a question."""

    words: str
    """What is meant, from the description of the field."""
    choices: tuple[str, ...]
    """The words it allows; none where it is free."""
    ref: str | None
    """Kind of the record it names."""


_LANGUAGES: Final = {"en": "English", "es": "Spanish"}


def about(form: Form, question: Question) -> Asked:
    """Return what the model says of a question."""
    model: Any = form.model
    first, *rest = question.path.split(".")
    info = model.model_fields[first]
    description = " ".join((info.description or first).split()).split(". ")[0].rstrip(".")
    if rest and rest[0] in _LANGUAGES:
        name = first.replace("_", " ").capitalize()
        description = f"{name} in {_LANGUAGES[rest[0]]}: {description[0].lower()}{description[1:]}"
    if question.path == "parents.agency":
        return Asked("Id of the agency it is part of", (), "agency")
    metadata = (*info.metadata, *_metadata(info.annotation))
    ref = next((m.kind for m in metadata if isinstance(m, Ref)), None)
    return Asked(description, () if rest else tuple(_choices(info.annotation)), ref)


def _metadata(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for part in get_args(annotation):
        yield from _metadata(part)


def _choices(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (member.value for member in annotation)
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _choices(part)


def known_ids(registry: Registry, kind: str) -> list[str]:
    """Return the ids of a kind of record."""
    if kind == "function":
        return list(registry.function_tree)
    plurals = {"agency": "agencies", "series": "series"}
    return list(getattr(registry, plurals.get(kind, f"{kind}s")))


def check_known(registry: Registry, kind: str, id_: str) -> None:
    """Refuse an id that no record of the kind has.

    Raises:
        LookupFailure: there is none; names the nearest.
    """
    known = known_ids(registry, kind)
    if id_ not in known:
        article = "an" if kind[0] in "ai" else "a"
        raise LookupFailure(f"'{id_}' is not the id of {article} {kind}{nearest(id_, known)}")


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record of some answers, each at its place; a name in one language is in both."""
    record: dict[str, Any] = {}
    for path, value in values.items():
        first, point, rest = path.partition(".")
        if first == "parents":
            record[first] = [{rest: value}]
        elif point:
            record.setdefault(first, {})[rest] = value
        else:
            record[first] = value
    for name in ("acronym", "short_name"):
        if name in record:
            (only, *_) = record[name].values()
            record[name] = {"en": only, "es": only} | record[name]
    return record


def slug(text: str) -> str:
    """Return a text as part of an id: lower case, without accents, words joined by dashes.

    >>> slug("Fiscalía General de la República")
    'fiscalia-general-de-la-republica'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[.'’]", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _cut(id_: str) -> str:
    """Return an id of at most ``MAX_ID`` characters, cut between two words if need be."""
    return id_ if len(id_) <= MAX_ID else id_[: MAX_ID + 1].rpartition("-")[0] or id_[:MAX_ID]


def derived_id(kind: str, record: Mapping[str, Any]) -> str:
    """Return the id a new record is given: country, and acronym or name; a source: title, year."""
    if kind == "source":
        words = slug(record.get("short_title") or record["title"]).split("-")[:6]
        year = str(record.get("date", ""))[-10:].lstrip("./")[:4]
        return _cut("-".join([*words, *([year] if year and year not in words else [])]))
    named = record.get("acronym") or record.get("short_name") or record["name"]
    own = "es" if record["country"] == "mx" else "en"
    stem = slug(named.get(own) or named.get("en") or "")
    return _cut(stem if kind == "mechanism" else f"{record['country']}-{stem}".rstrip("-"))


def check_free(registry: Registry, kind: str, id_: str) -> None:
    """Refuse an id that is taken.

    Raises:
        LookupFailure: a record of that kind has it; names the record, the ids nearest to it, and
            one that is free.
    """
    known = known_ids(registry, kind)
    if id_ not in known:
        return
    n = next(n for n in range(2, len(known) + 3) if f"{id_}-{n}" not in known)
    record = getattr(registry, {"agency": "agencies"}.get(kind, f"{kind}s"))[id_]
    name = record.title if isinstance(record, Source) else record.name.en
    near = [k for k in known if k != id_ and k.startswith(id_)][:5]
    also = f" (so are {', '.join(near)})" if near else ""
    raise LookupFailure(
        f"id '{id_}' is taken by {name}{also}; ids are never reused, so choose another with "
        f"--id, for example '{_cut(id_)[: MAX_ID - 3]}-{n}', or change that record"
    )


def new_record(
    registry: Registry,
    root: FilePath,
    kind: str,
    record: Mapping[str, Any],
    file: str | None = None,
) -> Draft:
    """Return the file that a new record makes, or the list of sources with it.

    Args:
        registry: the registry in *root*.
        root: its folder.
        kind: a key of :data:`FORMS`.
        record: what it says, its id included.
        file: the list a source goes into, by its name; by the country of its publisher without.

    Raises:
        LookupFailure: the id is taken.
        AgencymapError: a file of that name exists already.
    """
    id_ = str(record["id"])
    check_free(registry, kind, id_)
    if kind == "source":
        return _new_source(root, record, file)
    folder = f"agencies/{record['country']}" if kind == "agency" else f"{kind}s"
    place = f"{folder}/{id_}.yaml"
    if (root / place).exists():
        raise AgencymapError(f"{(root / place).as_posix()} exists already; it is not overwritten")
    return Draft(id_, place, _head(place, kind) + _written(record, kind), new=True)


def _written(record: Mapping[str, Any], kind: str) -> str:
    """Return a record as the text of a file, in canonical form: JSON is YAML, too."""
    return canonical(json.dumps(record, ensure_ascii=False), kind)


def _head(place: str, kind: str) -> str:
    up = "../" * place.count("/")
    return f"# yaml-language-server: $schema={up}schemas/{kind}.schema.json\n"


def _new_source(root: FilePath, record: Mapping[str, Any], file: str | None) -> Draft:
    place = f"sources/{file.removesuffix('.yaml')}.yaml" if file else _source_list(root, record)
    lines = _written({"sources": [record]}, "sources").splitlines()
    path = root / place
    if not path.exists():
        text = _head(place, "sources") + "\n".join(lines) + "\n"
        return Draft(str(record["id"]), place, text, new=True)

    def change(text: str) -> str:
        return append(text, ("sources",), lines[1:])

    def expect(content: Any) -> None:
        content["sources"].append(dict(record))

    text = patched(path, "sources", [change], expect)
    return Draft(str(record["id"]), place, text, new=False)


def _source_list(root: FilePath, record: Mapping[str, Any]) -> str:
    """Return the list a source goes into: its country's, "other", the only one, or a new one."""
    wanted = str(record.get("publisher_country") or "other")
    lists = sorted(p.stem for p in (root / "sources").glob("*.yaml"))
    for name in (wanted, "other", *(lists if len(lists) == 1 else ["all"])):
        if name in lists:
            return f"sources/{name}.yaml"
    return f"sources/{wanted}.yaml"


# -- checked, unchanged ----------------------------------------------------------------------------

_PARTS: Final = ("responsibilities", "limits", "needs")
_LISTED: Final = {"cooperation": "cooperations", "option": "options"}
"""Kind of record that stands in a list with others → the field that holds the list."""


class Claim(NamedTuple):
    """Something with citations and a day of its last check."""

    kind: str
    """Kind of the outermost record."""
    record: str
    """Id of the outermost record."""
    part: tuple[str, str] | None
    """Field and id of a statement inside it."""
    checked: PartialDate


def claims(registry: Registry) -> dict[str, list[Claim]]:
    """Return everything that can be confirmed, by its id."""
    found: dict[str, list[Claim]] = {}
    for agency in registry.agencies.values():
        found.setdefault(agency.id, []).append(Claim("agency", agency.id, None, agency.checked))
        for field in _PARTS:
            for s in getattr(agency, field):
                claim = Claim("agency", agency.id, (field, s.id), s.checked)
                found.setdefault(f"{agency.id}/{s.id}", []).append(claim)
    for kind, records in (
        ("cooperation", registry.cooperations), ("mechanism", registry.mechanisms),
        ("instrument", registry.instruments), ("option", registry.options),
    ):  # fmt: skip
        for id_, record in records.items():
            found.setdefault(id_, []).append(Claim(kind, id_, None, record.checked))
    return found


def find_claim(registry: Registry, text: str) -> Claim:
    """Return the claim of an id: ``us-atf/trace``, or the id of a link, mechanism or instrument.

    Of two records of one id, ``mechanism:id`` means the one of that kind.

    Raises:
        LookupFailure: there is none, or there are several.
    """
    kind, colon, id_ = text.strip().rpartition(":")
    known = claims(registry)
    matching = [c for c in known.get(id_, ()) if not colon or c.kind == kind]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise LookupFailure(
            f"'{id_}' is the id of several records; name one of them",
            [f"{c.kind}:{id_}" for c in matching],
        )
    raise LookupFailure(f"no claim has the id '{text}'{_nearest_claim(text, known)}")


def _nearest_claim(text: str, known: Mapping[str, object]) -> str:
    """Return the nearest id: among the agency's own statements if the agency is right."""
    agency, slash, _ = text.partition("/")
    own = [k for k in known if k.startswith(f"{agency}/")] if slash else []
    return nearest(text, own) or (
        f"; it has {', '.join(own)}" if own and len(own) <= 12 else nearest(text, known)
    )


def read_pinpoint(pairs: Sequence[str]) -> dict[str, str]:
    """Return a pinpoint from texts as ``page=12``.

    Raises:
        AgencymapError: a text has another form, or names no kind of place.
    """
    found: dict[str, str] = {}
    for pair in pairs:
        kind, equals, value = pair.partition("=")
        if not equals or not value.strip():
            raise AgencymapError(f"'{pair}' is no place in a source; write it as page=12")
        if kind not in Pinpoint.model_fields:
            kinds = list(Pinpoint.model_fields)
            near = nearest(kind, kinds) or f"; one of {', '.join(kinds)}"
            raise AgencymapError(f"'{kind}' is no kind of place in a source{near}")
        found[kind] = value.strip()
    return found


_IN_FORCE: Final = frozenset(["dataset", "legislation", "regulation", "treaty"])
"""Types of source that say what is so on the day they are read, whatever the date of their text."""


def speaks_of(source: Source, on: date) -> str | None:
    """Return the ``as_of`` of a source read on a day; None where the date of the source counts.

    A law, or a page without a date, says what is so on the day it is read. What came out on a day,
    as a report or a press release, says nothing about later ones.
    """
    lasting = source.date is None or source.csl_type in _IN_FORCE
    return on.isoformat() if lasting and str(source.date) != on.isoformat() else None


def quoted(
    registry: Registry, source: str, text: str | None, lang: str | None
) -> dict[str, dict[str, str]]:
    """Return the quote of a citation, in the language of the source unless another is given."""
    return {"quote": {"text": text, "lang": lang or registry.sources[source].lang}} if text else {}


def citation_of(
    registry: Registry,
    claim: Claim,
    source: str,
    on: date,
    *,
    pinpoint: Sequence[str] = (),
    spoken: str | None = None,
    quote: tuple[str | None, str | None] = (None, None),
) -> dict[str, Any]:
    """Return the citation that confirms a claim.

    Args:
        registry: the registry.
        claim: what is confirmed.
        source: id of the source that was read.
        on: the day on which it was read.
        pinpoint: where in it, as ``page=12``; the place the claim cites already without.
        spoken: the date it speaks of; see :func:`speaks_of` without.
        quote: its words and their language.

    Raises:
        AgencymapError: the place is not given and not known, or the date is none.
    """
    when = spoken or speaks_of(registry.sources[source], on)
    try:
        if when is not None and (PartialDate(when).earliest or date.min) > on:
            raise AgencymapError(f"the source cannot speak of {when}: it was read on {on}")
    except ValueError as error:
        raise AgencymapError(str(error)) from None
    return {
        "source": source,
        "pinpoint": read_pinpoint(pinpoint) or _cited_place(registry, claim, source),
        **quoted(registry, source, *quote),
        **({"as_of": when} if when else {}),
    }


def _cited_place(registry: Registry, claim: Claim, source: str) -> dict[str, str]:
    records: Any = {
        "agency": registry.agencies, "cooperation": registry.cooperations,
        "mechanism": registry.mechanisms, "instrument": registry.instruments,
        "option": registry.options,
    }[claim.kind]  # fmt: skip
    record = records[claim.record]
    if claim.part:
        field, id_ = claim.part
        record = next(s for s in getattr(record, field) if s.id == id_)
    places = [c.pinpoint for c in record.citations if c.source == source]
    if len(places) == 1:
        return dict(places[0].model_dump(exclude_none=True))
    several = "several places in it are cited" if places else f"{_named(claim)} does not cite it"
    raise AgencymapError(
        f"say where in '{source}' with --pinpoint, as --pinpoint page=12: {several}"
    )


def confirmed(
    registry: Registry, root: FilePath, claim: Claim, citation: Mapping[str, Any], on: date
) -> Draft:
    """Return the file of a claim with one more citation, checked on the day *on*.

    A citation that is there already is not repeated.

    Raises:
        AgencymapError: the claim was checked on a later day.
    """
    if claim.checked.latest > on:
        raise AgencymapError(
            f"{_named(claim)} was checked on {claim.checked}, later than {on.isoformat()}"
        )
    file = FilePath(registry.source_maps[claim.kind, claim.record].file)
    where = _steps(claim)
    kind = _LISTED.get(claim.kind, claim.kind)
    entry = dict(citation)

    def change(text: str) -> str:
        return _cited(text, where, entry)

    def check(text: str) -> str:
        return replace(text, node_at(text, (*where, "checked")), on.isoformat())

    def expect(content: Any) -> None:
        record = value_at(content, where)
        record["checked"] = on.isoformat()
        if not _has(record["citations"], entry):
            record["citations"].append(entry)

    place = PurePosixPath(file.relative_to(root)).as_posix()
    return Draft(_named(claim), place, patched(file, kind, [change, check], expect), new=False)


def _named(claim: Claim) -> str:
    return f"{claim.record}/{claim.part[1]}" if claim.part else claim.record


def _steps(claim: Claim) -> tuple[Step, ...]:
    """Return the way to a claim in its file."""
    if claim.kind in _LISTED:
        return ((_LISTED[claim.kind], claim.record),)
    return (claim.part,) if claim.part else ()


def _has(citations: Sequence[Mapping[str, Any]], entry: Mapping[str, Any]) -> bool:
    """Return whether one of the citations says all that another would."""
    return any(entry.items() <= c.items() for c in citations)


def _cited(text: str, where: Sequence[Step], entry: Mapping[str, Any]) -> str:
    """Return *text* with a citation added to the claim at *where*."""
    if _has(value_at(plain(text), where)["citations"], entry):
        return text
    lines = _written({"citations": [entry]}, "agency").splitlines()[1:]
    return append(text, (*where, "citations"), lines)
