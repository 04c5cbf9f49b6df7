"""The closed vocabularies: the words of YAML, Python, pages and reports, in both languages.

Each word is one member of an enumeration; :func:`label` gives what a reader sees. The Spanish
words follow the usage of Mexican federal statutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal

Lang = Literal["en", "es"]
LANGS: Final[tuple[Lang, ...]] = ("en", "es")


class Country(StrEnum):
    """The two governments of the registry, and what stands between or above them."""

    US = "us"
    MX = "mx"
    INTERNATIONAL = "int"


class Level(StrEnum):
    """Order of government."""

    FEDERAL = "federal"
    STATE = "state"
    MUNICIPAL = "municipal"
    INTERNATIONAL = "international"


class Classification(StrEnum):
    """Kind of agency (Popolo ``classification``)."""

    PRESIDENCY = "presidency"
    DEPARTMENT = "department"
    BUREAU = "bureau"
    DIVISION = "division"
    OFFICE = "office"
    UNIT = "unit"
    CENTER = "center"
    COUNCIL = "council"
    AUTONOMOUS_BODY = "autonomous-body"
    PROSECUTOR = "prosecutor"
    POLICE = "police"
    ARMED_FORCE = "armed-force"
    MILITARY_COMMAND = "military-command"
    FOREIGN_MISSION = "foreign-mission"
    AUDIT_BODY = "audit-body"
    LEGISLATURE = "legislature"
    COURT = "court"
    OMBUDSMAN = "ombudsman"
    COMMISSION = "commission"
    INTERNATIONAL_BODY = "international-body"


class Dependence(StrEnum):
    """How an agency stands under its parent."""

    COMPONENT = "component"
    DECONCENTRATED = "deconcentrated"
    DECENTRALIZED = "decentralized"
    ADMINISTRATIVE = "administrative"
    OPERATIONAL = "operational"
    COORDINATED = "coordinated"


class Role(StrEnum):
    """Role of an agency in a function (RASCI)."""

    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    SUPPORTING = "supporting"
    CONSULTED = "consulted"
    INFORMED = "informed"


ROLE_LETTERS: Final = {
    Role.ACCOUNTABLE: "A",
    Role.RESPONSIBLE: "R",
    Role.SUPPORTING: "S",
    Role.CONSULTED: "C",
    Role.INFORMED: "I",
}
"""The same letters in both languages."""


class Exclusive(StrEnum):
    """Does a source say that no other agency holds the function?"""

    SOLE = "sole"
    SHARED = "shared"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """What the sources do with a statement."""

    ASSERTED = "asserted"
    CONTESTED = "contested"
    ANNOUNCED = "announced"
    ASSERTED_ABSENT = "asserted-absent"
    RETIRED = "retired"
    """Ended on a day that no source gives; with a known end, ``until`` says so instead."""


HELD: Final = frozenset({Status.ASSERTED, Status.CONTESTED})
"""The states that count as held (method, section 2.2)."""


class NameKind(StrEnum):
    """Why an agency has another name."""

    FORMER = "former"
    ALTERNATE = "alternate"


class ChangeKind(StrEnum):
    """Kind of succession event (extends ``org:ChangeEvent``)."""

    FOUND = "found"
    RENAME = "rename"
    REPLACE = "replace"
    ABSORB = "absorb"
    SPLIT_OFF = "split-off"
    REPARENT = "re-parent"
    RESTRUCTURE = "restructure"
    DISSOLVE = "dissolve"


class OptionState(StrEnum):
    """What became of a proposal, as far as a source says."""

    ADOPTED = "adopted"
    AGREED = "agreed"
    """Those asked agreed; no source says that it was done."""
    DECLINED = "declined"
    OPEN = "open"


class FindingKind(StrEnum):
    """Kind of computed finding that a proposal bears on."""

    OVERLAP = "overlap"
    COORDINATION = "coordination"
    NEED = "need"
    GAP = "gap"
    SINGLE_POINT = "single-point"
    AGREEMENT = "agreement"


class Answer(StrEnum):
    """A three-valued answer: silence is ``unknown``, never ``no``."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class CooperationKind(StrEnum):
    """Kind of cooperation link between two agencies."""

    SERVICE = "service"
    INFORMATION_SHARING = "information-sharing"
    AGREEMENT = "agreement"
    JOINT_OPERATION = "joint-operation"
    TASK_FORCE = "task-force"
    VETTED_UNIT = "vetted-unit"
    TRAINING = "training"
    FUNDING = "funding"
    LIAISON = "liaison"
    DIALOGUE = "dialogue"
    COORDINATION = "coordination"
    LEGAL_ASSISTANCE = "legal-assistance"
    REFERRAL = "referral"
    OVERSIGHT = "oversight"
    CO_PARTICIPATION = "co-participation"
    WITHHELD_DATA = "withheld-data"
    STATUTORY_LIMIT = "statutory-limit"


CONTACT_KINDS: Final = frozenset(CooperationKind) - {
    CooperationKind.OVERSIGHT,
    CooperationKind.CO_PARTICIPATION,
    CooperationKind.WITHHELD_DATA,
    CooperationKind.STATUTORY_LIMIT,
}
"""Links that are channels. Attending the same meeting, being audited or being refused is none."""

NEGATIVE_KINDS: Final = frozenset({CooperationKind.WITHHELD_DATA, CooperationKind.STATUTORY_LIMIT})
"""Links that say what does not flow."""


class Direction(StrEnum):
    """Which way a link runs between its first and second party."""

    MUTUAL = "mutual"
    FIRST_TO_SECOND = "first-to-second"


class MechanismKind(StrEnum):
    """Kind of mechanism."""

    FRAMEWORK = "framework"
    DIALOGUE = "dialogue"
    WORKING_GROUP = "working-group"
    TASK_FORCE = "task-force"
    PROGRAM = "program"
    OPERATION = "operation"
    SHARED_SYSTEM = "shared-system"
    COMMISSION = "commission"
    MEETING = "meeting"


class MechanismStatus(StrEnum):
    """State of a mechanism, as the newest source says."""

    ACTIVE = "active"
    ENDED = "ended"
    ANNOUNCED = "announced"
    UNKNOWN = "unknown"


class ParticipantRole(StrEnum):
    """Part an agency takes in a mechanism."""

    LEAD = "lead"
    CO_LEAD = "co-lead"
    SECRETARIAT = "secretariat"
    MEMBER = "member"
    OPERATOR = "operator"
    USER = "user"
    FUNDER = "funder"
    GUEST = "guest"
    OVERSEER = "overseer"


class Practice(StrEnum):
    """The eight leading practices for interagency collaboration (GAO-23-105520)."""

    OUTCOMES_DEFINED = "outcomes_defined"
    ACCOUNTABILITY_ENSURED = "accountability_ensured"
    CULTURES_BRIDGED = "cultures_bridged"
    LEADERSHIP_IDENTIFIED = "leadership_identified"
    ROLES_CLARIFIED = "roles_clarified"
    PARTICIPANTS_INCLUDED = "participants_included"
    RESOURCES_LEVERAGED = "resources_leveraged"
    GUIDANCE_WRITTEN = "guidance_written"


class InstrumentKind(StrEnum):
    """Kind of legal or written instrument."""

    CONSTITUTION = "constitution"
    STATUTE = "statute"
    REGULATION = "regulation"
    DECREE = "decree"
    TREATY = "treaty"
    AGREEMENT = "agreement"
    MEMORANDUM = "memorandum"
    LETTER = "letter"
    POLICY = "policy"
    STATEMENT = "statement"
    RULING = "ruling"


AGREEMENT_KINDS: Final = frozenset(
    {
        InstrumentKind.TREATY,
        InstrumentKind.AGREEMENT,
        InstrumentKind.MEMORANDUM,
        InstrumentKind.LETTER,
    }
)
"""Instruments that two or more parties sign: the written agreements of D4."""


BINDING_KINDS: Final = AGREEMENT_KINDS | {
    InstrumentKind.CONSTITUTION,
    InstrumentKind.STATUTE,
    InstrumentKind.REGULATION,
    InstrumentKind.DECREE,
}
"""Texts that can earn grade 3 (D4). A joint statement announces, a policy binds one side."""


class InstrumentStatus(StrEnum):
    """State of an instrument, as the newest source says."""

    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REPEALED = "repealed"
    SUPERSEDED = "superseded"
    SIGNED = "signed"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


class LimitKind(StrEnum):
    """Where a limit comes from."""

    LAW = "law"
    POLICY = "policy"
    PRACTICE = "practice"


class SourceKind(StrEnum):
    """Kind of source, from the firmest to the weakest."""

    STATUTE = "statute"
    TREATY = "treaty"
    COURT = "court"
    OFFICIAL = "official"
    OFFICIAL_REPUBLISHED = "official-republished"
    AUDIT = "audit"
    TESTIMONY = "testimony"
    RESEARCH = "research"
    REPORT = "report"
    NEWS = "news"
    REFERENCE = "reference"


SOURCE_BARS: Final = {
    SourceKind.STATUTE: 3,
    SourceKind.TREATY: 3,
    SourceKind.COURT: 3,
    SourceKind.OFFICIAL: 3,
    SourceKind.AUDIT: 3,
    SourceKind.OFFICIAL_REPUBLISHED: 2,
    SourceKind.TESTIMONY: 2,
    SourceKind.RESEARCH: 2,
    SourceKind.REPORT: 2,
    SourceKind.NEWS: 1,
    SourceKind.REFERENCE: 1,
}
"""How firm a source of that kind is: 3 law, official, court or audit; 2 report; 1 press."""


class Footing(StrEnum):
    """What a statement rests on, taken together."""

    FIRM = "firm"
    REPUBLISHED = "republished"
    """Copies of official texts, and at most the press beside them."""
    PRESS = "press"
    """The press or reference works alone."""


def footing(kinds: Iterable[SourceKind]) -> Footing:
    """Return what a statement rests on whose sources are of these *kinds*."""
    found = set(kinds)
    press = {SourceKind.NEWS, SourceKind.REFERENCE}
    if found <= press:
        return Footing.PRESS
    return (
        Footing.REPUBLISHED if found <= press | {SourceKind.OFFICIAL_REPUBLISHED} else Footing.FIRM
    )


class HowRead(StrEnum):
    """How much of a source an editor has read."""

    WHOLE = "whole"
    PART = "part"
    OPENING = "opening"
    QUOTED = "quoted"


class PlaceKind(StrEnum):
    """Kind of place."""

    COUNTRY = "country"
    STATE = "state"
    REGION = "region"
    FIELD_DIVISION = "field-division"
    SECTOR = "sector"
    FIELD_OFFICE = "field-office"
    JUDICIAL_DISTRICT = "judicial-district"
    CUSTOMS_HOUSE = "customs-house"
    PORT_OF_ENTRY = "port-of-entry"
    MILITARY_ZONE = "military-zone"
    CONSULAR_DISTRICT = "consular-district"
    CITY = "city"


class Judgement(StrEnum):
    """An editor's judgement on a computed finding."""

    ACCEPTED = "accepted"
    EXPLAINED = "explained"


_WORDS: Final[tuple[tuple[StrEnum, str, str], ...]] = (
    (Country.US, "United States", "Estados Unidos"),
    (Country.MX, "Mexico", "México"),
    (Country.INTERNATIONAL, "International", "Internacional"),
    (Level.FEDERAL, "federal", "federal"),
    (Level.STATE, "state", "estatal"),
    (Level.MUNICIPAL, "municipal", "municipal"),
    (Level.INTERNATIONAL, "international", "internacional"),
    (Classification.PRESIDENCY, "presidency", "presidencia"),
    (Classification.DEPARTMENT, "department or ministry", "secretaría o departamento"),
    (Classification.BUREAU, "bureau", "oficina federal"),
    (Classification.DIVISION, "division", "división"),
    (Classification.OFFICE, "office", "oficina"),
    (Classification.UNIT, "unit", "unidad"),
    (Classification.CENTER, "center", "centro"),
    (Classification.COUNCIL, "council", "consejo"),
    (Classification.AUTONOMOUS_BODY, "autonomous body", "órgano autónomo"),
    (Classification.PROSECUTOR, "prosecutor’s office", "fiscalía"),
    (Classification.POLICE, "police", "policía"),
    (Classification.ARMED_FORCE, "armed force", "fuerza armada"),
    (Classification.MILITARY_COMMAND, "military command", "mando militar"),
    (
        Classification.FOREIGN_MISSION,
        "diplomatic or liaison mission",
        "misión diplomática o de enlace",
    ),
    (Classification.AUDIT_BODY, "audit body", "órgano de fiscalización"),
    (Classification.LEGISLATURE, "legislature", "órgano legislativo"),
    (Classification.COURT, "court", "tribunal"),
    (Classification.OMBUDSMAN, "human-rights commission", "comisión de derechos humanos"),
    (Classification.COMMISSION, "commission", "comisión"),
    (Classification.INTERNATIONAL_BODY, "international body", "organismo internacional"),
    (Dependence.COMPONENT, "component", "unidad integrante"),
    (Dependence.DECONCENTRATED, "deconcentrated organ", "órgano desconcentrado"),
    (Dependence.DECENTRALIZED, "decentralized body", "organismo descentralizado"),
    (Dependence.ADMINISTRATIVE, "administrative dependence", "adscripción administrativa"),
    (Dependence.OPERATIONAL, "operational control", "mando operativo"),
    (Dependence.COORDINATED, "coordinated sector", "sector coordinado"),
    (Role.ACCOUNTABLE, "accountable", "rinde cuentas"),
    (Role.RESPONSIBLE, "responsible", "ejecuta"),
    (Role.SUPPORTING, "supporting", "apoya"),
    (Role.CONSULTED, "consulted", "opina"),
    (Role.INFORMED, "informed", "recibe aviso"),
    (Exclusive.SOLE, "sole holder", "institución única"),
    (Exclusive.SHARED, "shared", "compartida"),
    (Exclusive.UNKNOWN, "not stated", "no se precisa"),
    (Status.ASSERTED, "on file", "consta"),
    (Status.CONTESTED, "contested", "controvertido"),
    (Status.ANNOUNCED, "announced, not counted", "anunciado, sin constancia de ejercicio"),
    (Status.ASSERTED_ABSENT, "a source says: nobody does this", "ausencia documentada"),
    (Status.RETIRED, "ended", "concluido"),
    (NameKind.FORMER, "former name", "nombre anterior"),
    (NameKind.ALTERNATE, "other name", "otro nombre"),
    (ChangeKind.FOUND, "founded", "se creó"),
    (ChangeKind.RENAME, "renamed", "cambió de nombre"),
    (ChangeKind.REPLACE, "replaced", "sustituyó a otra"),
    (ChangeKind.ABSORB, "absorbed", "absorbió a otra"),
    (ChangeKind.SPLIT_OFF, "split off", "se separó"),
    (ChangeKind.REPARENT, "moved", "cambió de adscripción"),
    (ChangeKind.RESTRUCTURE, "restructured", "se reestructuró"),
    (ChangeKind.DISSOLVE, "dissolved", "se extinguió"),
    (Answer.YES, "yes", "sí"),
    (Answer.NO, "no", "no"),
    (Answer.UNKNOWN, "unknown", "se desconoce"),
    (CooperationKind.SERVICE, "service", "servicio"),
    (CooperationKind.INFORMATION_SHARING, "information sharing", "intercambio de información"),
    (CooperationKind.AGREEMENT, "agreement", "acuerdo"),
    (CooperationKind.JOINT_OPERATION, "joint operation", "operativo conjunto"),
    (CooperationKind.TASK_FORCE, "task force", "grupo de trabajo operativo"),
    (
        CooperationKind.VETTED_UNIT,
        "vetted unit",
        "unidad certificada en control de confianza (vetted unit)",
    ),
    (CooperationKind.TRAINING, "training", "capacitación"),
    (CooperationKind.FUNDING, "funding", "financiamiento"),
    (CooperationKind.LIAISON, "liaison", "enlace"),
    (CooperationKind.DIALOGUE, "dialogue", "diálogo"),
    (CooperationKind.COORDINATION, "coordination", "coordinación"),
    (CooperationKind.LEGAL_ASSISTANCE, "legal assistance", "asistencia jurídica"),
    (CooperationKind.REFERRAL, "referral of cases", "remisión de casos"),
    (CooperationKind.OVERSIGHT, "oversight", "supervisión"),
    (CooperationKind.CO_PARTICIPATION, "attended together", "asistencia conjunta"),
    (CooperationKind.WITHHELD_DATA, "data withheld", "datos que no se comparten"),
    (CooperationKind.STATUTORY_LIMIT, "limit in law", "límite legal"),
    (Direction.MUTUAL, "mutual", "recíproca"),
    (Direction.FIRST_TO_SECOND, "one way", "en un solo sentido"),
    (MechanismKind.FRAMEWORK, "framework", "marco de cooperación"),
    (MechanismKind.DIALOGUE, "dialogue", "diálogo"),
    (MechanismKind.WORKING_GROUP, "working group", "grupo de trabajo"),
    (MechanismKind.TASK_FORCE, "task force", "grupo operativo"),
    (MechanismKind.PROGRAM, "program", "programa"),
    (MechanismKind.OPERATION, "operation", "operación"),
    (MechanismKind.SHARED_SYSTEM, "shared system", "sistema compartido"),
    (MechanismKind.COMMISSION, "commission", "comisión"),
    (MechanismKind.MEETING, "meeting", "reunión"),
    (MechanismStatus.ACTIVE, "active", "activo"),
    (MechanismStatus.ENDED, "ended", "concluido"),
    (MechanismStatus.ANNOUNCED, "announced", "anunciado"),
    (MechanismStatus.UNKNOWN, "state not on file", "no consta su estado actual"),
    (ParticipantRole.LEAD, "lead", "encabeza"),
    (ParticipantRole.CO_LEAD, "co-lead", "encabeza junto con otra"),
    (ParticipantRole.SECRETARIAT, "secretariat", "secretariado"),
    (ParticipantRole.MEMBER, "member", "integrante"),
    (ParticipantRole.OPERATOR, "operator", "opera"),
    (ParticipantRole.USER, "user", "usuaria"),
    (ParticipantRole.FUNDER, "funder", "financia"),
    (ParticipantRole.GUEST, "guest", "invitada"),
    (ParticipantRole.OVERSEER, "overseer", "supervisa"),
    (OptionState.ADOPTED, "adopted", "adoptada"),
    (OptionState.AGREED, "agreed to, not known to be done", "aceptada; no consta que se cumpliera"),
    (OptionState.DECLINED, "declined", "rechazada"),
    (OptionState.OPEN, "open", "pendiente"),
    (FindingKind.OVERLAP, "overlaps (D2)", "traslapes (D2)"),
    (FindingKind.COORDINATION, "coordination (D4)", "coordinación (D4)"),
    (FindingKind.NEED, "information needs (D6)", "necesidades de información (D6)"),
    (FindingKind.GAP, "gaps (D8)", "vacíos (D8)"),
    (FindingKind.SINGLE_POINT, "single points of failure (D10)", "puntos únicos de falla (D10)"),
    (FindingKind.AGREEMENT, "agreements at risk (D12)", "acuerdos en riesgo (D12)"),
    (Practice.OUTCOMES_DEFINED, "common outcomes defined", "resultados comunes definidos"),
    (Practice.ACCOUNTABILITY_ENSURED, "accountability ensured", "rendición de cuentas"),
    (Practice.CULTURES_BRIDGED, "cultures bridged", "culturas institucionales conciliadas"),
    (Practice.LEADERSHIP_IDENTIFIED, "leadership identified", "conducción definida"),
    (Practice.ROLES_CLARIFIED, "roles clarified", "papeles definidos"),
    (Practice.PARTICIPANTS_INCLUDED, "relevant participants included", "participantes pertinentes"),
    (Practice.RESOURCES_LEVERAGED, "resources shared", "recursos compartidos"),
    (Practice.GUIDANCE_WRITTEN, "written guidance kept up", "reglas escritas y actualizadas"),
    (InstrumentKind.CONSTITUTION, "constitution", "constitución"),
    (InstrumentKind.STATUTE, "statute", "ley"),
    (InstrumentKind.REGULATION, "regulation", "reglamento"),
    (InstrumentKind.DECREE, "decree or order", "decreto o acuerdo administrativo"),
    (InstrumentKind.TREATY, "treaty", "tratado"),
    (InstrumentKind.AGREEMENT, "agreement", "acuerdo"),
    (InstrumentKind.MEMORANDUM, "memorandum", "memorándum"),
    (InstrumentKind.LETTER, "letter of intent", "carta de intención"),
    (InstrumentKind.POLICY, "policy", "política"),
    (InstrumentKind.STATEMENT, "joint statement", "declaración conjunta"),
    (InstrumentKind.RULING, "court ruling", "resolución judicial"),
    (InstrumentStatus.IN_FORCE, "in force", "en vigor"),
    (InstrumentStatus.EXPIRED, "expired", "vencido"),
    (InstrumentStatus.REPEALED, "repealed", "abrogado"),
    (InstrumentStatus.SUPERSEDED, "superseded", "sustituido"),
    (
        InstrumentStatus.SIGNED,
        "signed, entry into force not on file",
        "firmado; no consta su entrada en vigor",
    ),
    (InstrumentStatus.CONTESTED, "contested", "controvertido"),
    (InstrumentStatus.UNKNOWN, "state not on file", "no consta su estado actual"),
    (LimitKind.LAW, "limit in law", "límite legal"),
    (LimitKind.POLICY, "limit by policy", "límite por política interna"),
    (LimitKind.PRACTICE, "limit in practice", "límite en los hechos"),
    (SourceKind.STATUTE, "law", "ley"),
    (SourceKind.TREATY, "treaty", "tratado"),
    (SourceKind.COURT, "court", "tribunal"),
    (SourceKind.OFFICIAL, "official", "oficial"),
    (SourceKind.OFFICIAL_REPUBLISHED, "official, republished", "oficial, republicado"),
    (SourceKind.AUDIT, "audit", "auditoría"),
    (SourceKind.TESTIMONY, "testimony", "testimonio"),
    (SourceKind.RESEARCH, "research report", "informe de investigación"),
    (SourceKind.REPORT, "report", "informe"),
    (SourceKind.NEWS, "press", "prensa"),
    (SourceKind.REFERENCE, "reference work", "obra de consulta"),
    (Footing.FIRM, "firm source", "fuente firme"),
    (Footing.REPUBLISHED, "republished copy only", "solo en copia republicada"),
    (Footing.PRESS, "press or reference only", "solo en prensa u obra de consulta"),
    (HowRead.WHOLE, "read whole", "leída completa"),
    (HowRead.PART, "read in part", "leída en parte"),
    (HowRead.OPENING, "opening read", "leída al inicio"),
    (HowRead.QUOTED, "quoted by another source", "citada por otra fuente"),
    (PlaceKind.COUNTRY, "country", "país"),
    (PlaceKind.STATE, "state", "entidad federativa o estado"),
    (PlaceKind.REGION, "region", "región"),
    (PlaceKind.FIELD_DIVISION, "field division", "división regional"),
    (PlaceKind.SECTOR, "sector", "sector"),
    (PlaceKind.FIELD_OFFICE, "field office", "oficina regional"),
    (PlaceKind.JUDICIAL_DISTRICT, "judicial district", "distrito judicial"),
    (PlaceKind.CUSTOMS_HOUSE, "customs house", "aduana"),
    (PlaceKind.PORT_OF_ENTRY, "port of entry", "puerto de entrada"),
    (PlaceKind.MILITARY_ZONE, "military zone", "zona militar"),
    (PlaceKind.CONSULAR_DISTRICT, "consular district", "circunscripción consular"),
    (PlaceKind.CITY, "city", "ciudad"),
    (Judgement.ACCEPTED, "accepted", "aceptado"),
    (Judgement.EXPLAINED, "explained", "explicado"),
)
_LABELS: Final = {(type(word), word.value): (en, es) for word, en, es in _WORDS}
"""By type and value: members of different enumerations may share a value."""


def label(value: StrEnum, lang: Lang) -> str:
    """Return what a reader sees for *value*: lower case, no article."""
    english, spanish = _LABELS[type(value), value.value]
    return english if lang == "en" else spanish


def labels() -> dict[str, dict[str, tuple[str, str]]]:
    """Return what a reader sees for all words: class, value, then English and Spanish."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for (kind, value), words in _LABELS.items():
        found.setdefault(kind.__name__, {})[value] = words
    return found
