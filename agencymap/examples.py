"""One example of every record, made from the models: what each field looks like when written.

A field without a sample of its own takes the first word of its vocabulary, or the example of the
record it holds; a new field that has none of these fails the test that renews the dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final, Literal, get_args, get_origin

from agencymap.model import Record, Text, Title

LEFT_OUT: Final[dict[str, str]] = {
    "Cooperation.unnamed": "in place of the second party, when no source names it",
    "CoverageEntry.mechanism": "in place of agency",
    "CoverageEntry.instrument": "in place of agency",
    "CoverageEntry.left_out": "in place of agency",
}
"""Fields that cannot stand beside another one, with the reason."""

_DAY, _LATER = "2023-06-18", "2025-01-20"
_SAMPLES: Final[dict[str, Any]] = {
    # records that require too few fields to be one, where they stand inside others
    "Article": {"es": "la"},
    "Pinpoint": {"section": "V.A"},
    "CoverageEntry": {"name": "ATF", "sources": ["gao-21-322"], "agency": "us-atf"},
    "View": {"agency": "us-atf", "sought": "2023-06-18"},
    # ids
    "Agency.id": "us-atf",
    "Mechanism.id": "etrace",
    "Instrument.id": "us-gca",
    "Cooperation.id": "us-atf-mx-fgr-trace",
    "Function.id": "trace.request",
    "Domain.id": "trace",
    "Place.id": "US-AZ",
    "Subject.id": "firearms",
    "Series.id": "state-prosecutors",
    "Source.id": "gao-21-322",
    "Term.id": "overlap",
    "MapBlock.id": "us-justice",
    "Option.id": "share-trace-data",
    "Case.id": "tracing",
    "Responsibility.id": "inspect-dealers",
    "Limit.id": "once-a-year",
    "Need.id": "trace-data",
    # references
    "agency": "us-atf",
    "provider": "us-atf",
    "agencies": ["us-atf"],
    "parties": ["us-atf", "mx-fgr"],
    "towards": ["us-cbp"],
    "who": ["us-atf"],
    "Change.predecessors": ["mx-pgr"],
    "Change.successors": ["mx-fgr"],
    "Mechanism.predecessors": ["merida-initiative"],
    "function": "supply.dealer_inspection",
    "functions": ["trace.request"],
    "products": ["trace.operate"],
    "product_of": "trace.operate",
    "carries_functions": ["trace.request"],
    "Function.mirror": "trace.operate",
    "places": ["US-AZ", "US-TX"],
    "Place.contains": ["us-border-tucson"],
    "Place.within": ["us-southwest-border"],
    "Place.touches": ["US-NM"],
    "Place.mirror": ["MX-SON"],
    "subjects": ["firearms"],
    "broader": "goods",
    "series": "state-prosecutors",
    "source": "gao-21-322",
    "CoverageEntry.sources": ["gao-21-322"],
    "instrument": "us-gca",
    "instruments": ["us-gca"],
    "replaces": ["us-ffa-1938"],
    "mechanism": "etrace",
    "mechanisms": ["etrace"],
    # dates
    "since": "2019-10",
    "until": _LATER,
    "Review.until": "2027-06-30",
    "founded": "2003-01",
    "dissolved": _LATER,
    "signed": "2010-10-01",
    "date": "2021-02",
    "as_of": "2020",
    "checked": _LATER,
    "Avoid.checked": True,
    "spanish_reviewed": _LATER,
    "reviewed": _LATER,
    "proposed": _DAY,
    "sought": _DAY,
    "received": _LATER,
    "day": "2018-12-20",
    # names and texts
    "acronym": {"en": "ATF", "es": "ATF"},
    "OtherName.acronym": "BATF",
    "Agency.name": {
        "en": "Bureau of Alcohol, Tobacco, Firearms and Explosives",
        "es": "Oficina de Alcohol, Tabaco, Armas de Fuego y Explosivos",
    },
    "OtherName.name": "Bureau of Alcohol, Tobacco and Firearms",
    "CoverageEntry.name": "ATF",
    "name": {"en": "trace requests", "es": "solicitudes de rastreo"},
    "Domain.name": {"en": "Tracing", "es": "Rastreo"},
    "Place.name": {"en": "Arizona", "es": "Arizona"},
    "Subject.name": {"en": "firearms", "es": "armas de fuego"},
    "short_name": {"en": "Tracing", "es": "Rastreo"},
    "Place.preposition": {"en": "in Arizona", "es": "en Arizona"},
    "MapBlock.name": {"en": "Justice (DOJ)", "es": "Justicia (DOJ)"},
    "Series.name": {"en": "state prosecutors", "es": "fiscalías estatales"},
    "Instrument.name": {"en": "Gun Control Act of 1968", "es": "Ley de Control de Armas de 1968"},
    "Mechanism.name": {"en": "eTrace", "es": "eTrace"},
    "Term.term": {"en": "overlap", "es": "traslape (m)"},
    "title": {"en": "Tracing", "es": "El rastreo"},
    "Source.title": "Firearms Trafficking: U.S. Efforts to Disrupt Gun Smuggling into Mexico",
    "Pinpoint.title": "18",
    "short_title": "GAO-21-322",
    "publisher": "U.S. Government Accountability Office",
    "proposer": {"en": "GAO", "es": "La GAO"},
    "product": {"en": "the trace data", "es": "los datos de rastreo"},
    "mandate": {"en": "Regulates the gun trade.", "es": "Regula el comercio de armas."},
    "statement": {"en": "ATF inspects gun dealers.", "es": "La ATF inspecciona a las armerías."},
    "purpose": {"en": "Carries trace requests.", "es": "Lleva las solicitudes de rastreo."},
    "summary": {"en": "Licenses gun dealers.", "es": "Sujeta a licencia a las armerías."},
    "definition": {"en": "Asking for a trace.", "es": "Pedir un rastreo."},
    "mirror_note": {"en": "The other side runs it.", "es": "Del otro lado se opera."},
    "description": {"en": "Customs, not named.", "es": "Aduana, sin identificar."},
    "unnamed": [{"en": "State police, not named.", "es": "Policía estatal, sin identificar."}],
    "note": {"en": "Parts are left out in print.", "es": "Partes suprimidas en lo impreso."},
    "reason": {"en": "The report says who does what.", "es": "El informe dice quién hace qué."},
    "left_out": {"en": "It is a firm.", "es": "Es una empresa."},
    "proposal": {"en": "Share trace data with CBP.", "es": "Compartir con la CBP los rastreos."},
    "authority": {"en": "A law.", "es": "Una ley."},
    "trade_off": {"en": "It takes staff.", "es": "Requiere personal."},
    "question": {"en": "Who traces for whom?", "es": "¿Quién rastrea para quién?"},
    "scope": {"en": "What the registry covers.", "es": "Lo que abarca el registro."},
    "handling": {"en": "From public sources.", "es": "De fuentes públicas."},
    "text": "ATF inspects licensed dealers",
    "Text.en": "ATF inspects gun dealers.",
    "Text.es": "La ATF inspecciona a las armerías.",
    "Title.en": "dealer inspection",
    "Title.es": "inspección de armerías",
    "Article.en": "the",
    "Article.es": "la",
    "words": "solap*",
    "also": "superposición",
    "allowed_in": ["posible duplicidad"],
    # places in a source
    "Pinpoint.article": "9",
    "chapter": "II",
    "fraction": "II",
    "inciso": "b",
    "transitory": "Segundo",
    "section": "V.A",
    "page": "22-23",
    "paragraph": "3",
    "footnote": "151",
    "heading": "Recommendations",
    # the rest
    "stage": "before-export",
    "finding": "stale-claim:us-atf/inspect-dealers",
    "edition": "2026.1",
    "corrections": "https://example.org/agencymap/registry",
    "url": "https://www.gao.gov/products/gao-21-322",
    "website": "https://www.atf.gov",
    "count": 23,
    "total": 32,
    "levels": ["federal"],
    "kinds": ["overlap"],
    "countries": ["us", "mx"],
    "publisher_country": "us",
    "Agency.classification": "bureau",
    "Source.kind": "audit",
    "Source.csl_type": "report",
    "Instrument.kind": "statute",
    "Mechanism.kind": "shared-system",
    "Place.kind": "state",
}
"""What stands in a field: by record and field, else by field."""


def example(record: type[Record]) -> dict[str, Any]:
    """Return an example with every field that can stand beside the others.

    Raises:
        KeyError: a field has no sample.
    """
    names = [n for n in record.model_fields if f"{record.__name__}.{n}" not in LEFT_OUT]
    return {name: _sample(record, name) for name in names}


def _inner(record: type[Record]) -> dict[str, Any]:
    """Return the example of a record inside another: what it requires."""
    if record.__name__ in _SAMPLES:
        return dict(_SAMPLES[record.__name__])
    needed = [n for n, info in record.model_fields.items() if info.is_required()]
    return {name: _sample(record, name) for name in needed}


def _sample(record: type[Record], name: str) -> Any:
    own = f"{record.__name__}.{name}"
    annotation = record.model_fields[name].annotation
    if own in _SAMPLES:
        return _SAMPLES[own]
    holds = list(_records(annotation))
    if holds and (name not in _SAMPLES or holds[0] not in (Text, Title)):
        inner = _inner(holds[0])
        return [inner] if _many(annotation) else inner
    words = [w for w in _words(annotation) if w != "none"]
    if words and name not in _SAMPLES:
        return words[0]
    if annotation is bool and name not in _SAMPLES:
        return True
    return _SAMPLES[name]


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records(part)


def _many(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(map(_many, get_args(annotation)))


def _words(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (member.value for member in annotation)
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _words(part)
