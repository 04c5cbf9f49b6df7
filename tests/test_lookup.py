"""What a person types, and the record it leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from agencymap.errors import LookupFailure
from agencymap.loading import load_registry
from agencymap.lookup import MAX_CANDIDATES, find_agency, find_function, find_place
from agencymap.registry import Registry
from tests.builders import agency, domain, place, world

TINY = Path(__file__).parent / "worlds" / "tiny"


@pytest.fixture(scope="module")
def tiny() -> Registry:
    return load_registry(TINY)


@pytest.fixture(scope="module")
def registry() -> Registry:
    """Return a world with former names and with acronyms that several agencies share."""
    fgr = {"en": "Attorney General’s Office", "es": "Fiscalía General de la República"}
    former = {"name": "Procuraduría General", "lang": "es", "acronym": "PGR", "kind": "former"}
    old_name = {"name": "Customs Service", "lang": "en", "kind": "former"}
    return world(
        domains=[domain("trace", "trace.request", "trace.operate"), domain("border", "border.in")],
        places=[
            place("MX-MEX", name={"en": "State of Mexico", "es": "Estado de México"}),
            place("MX-SON", name={"en": "Sonora", "es": "Sonora"}),
            place("US-GA", name={"en": "Georgia", "es": "Georgia"}),
            place("georgia-port", name={"en": "Georgia", "es": "Puerto"}, country="us"),
        ],
        agencies=[
            agency("mx-fgr", name=fgr, acronym="FGR", other_names=[former]),
            agency("mx-aic", name="Agencia de Investigación", acronym="AIC"),
            agency("us-aic", name="Arms Intelligence Center", acronym="AIC"),
            agency("us-cbp", name="Customs and Border Protection", other_names=[old_name]),
            agency("us-ice", name="Customs Enforcement", other_names=[old_name]),
            agency("us-pgr", name="Park Guard Reserve", acronym="PG"),
            agency("us-office", name="us-cbp", acronym="OFF"),
        ],
    )


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("us-atf", "us-atf"),
        ("US-ATF", "us-atf"),
        ("ATF", "us-atf"),
        (" atf ", "us-atf"),
        ("fgj sonora", "mx-fiscalia-son"),
        ("Fiscalía General de la República", "mx-fgr"),
        ("FISCALIA GENERAL DE LA REPUBLICA", "mx-fgr"),
        ("Attorney General’s Office", "mx-fgr"),
        ("attorney general's office", "mx-fgr"),  # as a keyboard writes it
    ],
)
def test_find_agency(tiny: Registry, text: str, id_: str) -> None:
    assert find_agency(tiny, text) == id_


@pytest.mark.parametrize("text", ["PGR", "procuraduria general"])
def test_a_former_name_leads_to_the_agency(registry: Registry, text: str) -> None:
    assert find_agency(registry, text) == "mx-fgr"


def test_an_id_comes_before_a_name(registry: Registry) -> None:
    assert find_agency(registry, "us-cbp") == "us-cbp"  # also the name of us-office


def test_an_own_name_comes_before_a_former_one() -> None:
    former = {"name": "Old Guard", "lang": "en", "kind": "former"}
    registry = world(
        domains=[domain("d", "f")],
        agencies=[
            agency("us-new", name="New Guard", other_names=[former]),
            agency("us-old", name="Old Guard"),
        ],
    )
    assert find_agency(registry, "old guard") == "us-old"


def failure(registry: Registry, text: str) -> LookupFailure:
    with pytest.raises(LookupFailure) as caught:
        find_agency(registry, text)
    return caught.value


def test_a_shared_acronym_lists_the_candidates(registry: Registry) -> None:
    error = failure(registry, "aic")
    assert str(error) == "'aic' is the name of 2 agencies; use the id of one of them"
    assert error.candidates == (
        "mx-aic  AIC, Agencia de Investigación",
        "us-aic  AIC, Arms Intelligence Center",
    )


def test_a_shared_former_name_lists_the_candidates(registry: Registry) -> None:
    error = failure(registry, "Customs Service")
    assert [line.split()[0] for line in error.candidates] == ["us-cbp", "us-ice"]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("us-atff", "us-atf"), ("sedna", "mx-sedena"), ("Depatment of Justice", "us-doj")],
)
def test_a_miss_names_the_nearest_first(tiny: Registry, text: str, nearest: str) -> None:
    error = failure(tiny, text)
    assert str(error) == f"no agency is called '{text}'; perhaps you mean"
    assert error.candidates[0].startswith(f"{nearest}  ")


def test_part_of_a_name_is_enough_for_a_hint(tiny: Registry) -> None:
    assert failure(tiny, "explosives").candidates == (
        "us-atf  ATF, Bureau of Alcohol, Tobacco, Firearms and Explosives",
    )


@pytest.mark.parametrize("text", ["zzzzzz", "", "  "])
def test_a_hopeless_miss_has_no_candidates(tiny: Registry, text: str) -> None:
    error = failure(tiny, text)
    assert str(error) == f"no agency is called '{text}'"
    assert error.candidates == ()


def test_a_hint_stays_short() -> None:
    many = [agency(f"us-x{n}", name=f"Customs house {n}") for n in range(20)]
    error = failure(world(domains=[domain("d", "f")], agencies=many), "customs")
    assert len(error.candidates) == MAX_CANDIDATES


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("trace.request", "trace.request"),
        ("Trace Requests", "trace.request"),
        ("solicitudes de rastreo", "trace.request"),
        ("ANALISIS DE RASTREOS", "trace.analysis"),
        ("trace", "trace"),
        ("Rastreo", "trace"),
        ("border.o", "border.outbound"),  # a beginning that fits one alone
        ("inspeccion de salida", "border.outbound"),
        ("outbound insp", "border.outbound"),
        ("de armerias", "supply.inspect"),  # a part that fits one alone
    ],
)
def test_find_function(tiny: Registry, text: str, id_: str) -> None:
    assert find_function(tiny, text) == id_


def test_a_function_that_is_missed(tiny: Registry) -> None:
    with pytest.raises(LookupFailure, match=r"^no function is called 'trace.reqest'; ") as caught:
        find_function(tiny, "trace.reqest")
    assert caught.value.candidates[0] == "trace.request"


@pytest.mark.parametrize(
    ("text", "id_"),
    [("mx-mex", "MX-MEX"), ("estado de mexico", "MX-MEX"), ("Sonora", "MX-SON"), ("mx", "MX")],
)
def test_find_place(registry: Registry, text: str, id_: str) -> None:
    assert find_place(registry, text) == id_


def test_a_place_name_that_two_places_bear(registry: Registry) -> None:
    with pytest.raises(LookupFailure, match="'georgia' is the name of several places") as caught:
        find_place(registry, "georgia")
    assert caught.value.candidates == ("US-GA", "georgia-port")


def test_a_place_that_is_missed(registry: Registry) -> None:
    with pytest.raises(LookupFailure, match="no place is called 'Sonara'") as caught:
        find_place(registry, "Sonara")
    assert caught.value.candidates == ("MX-SON",)
