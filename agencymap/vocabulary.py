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
    """The United States: its federal government, or a state or city of it."""
    MX = "mx"
    """Mexico: its federal government, or a state or municipality of it."""
    INTERNATIONAL = "int"
    """Of no single country: an international body, or what several governments sign."""


class Level(StrEnum):
    """Order of government."""

    FEDERAL = "federal"
    """The national government."""
    STATE = "state"
    """A state, or Mexico City."""
    MUNICIPAL = "municipal"
    """A city, county or municipality."""
    INTERNATIONAL = "international"
    """A body of several governments."""


class Classification(StrEnum):
    """Kind of agency (Popolo ``classification``)."""

    PRESIDENCY = "presidency"
    """The office of a president, or what belongs to it alone."""
    DEPARTMENT = "department"
    """A department of the executive, or a Mexican secretaría."""
    BUREAU = "bureau"
    """A bureau, administration or service of a department with a name of its own."""
    DIVISION = "division"
    """A large part of a bureau or department."""
    OFFICE = "office"
    """An office inside a department, or one that stands alone."""
    UNIT = "unit"
    """A unit with one task."""
    CENTER = "center"
    """A center that gathers or analyses for several agencies."""
    COUNCIL = "council"
    """A council or cabinet in which several agencies sit."""
    AUTONOMOUS_BODY = "autonomous-body"
    """A body to which constitution or law gives autonomy."""
    PROSECUTOR = "prosecutor"
    """A prosecutor's office: fiscalía, procuraduría, U.S. attorney."""
    POLICE = "police"
    """A police force, or the National Guard of Mexico in that role."""
    ARMED_FORCE = "armed-force"
    """An army, navy or air force, or the ministry that is one."""
    MILITARY_COMMAND = "military-command"
    """A command, region or zone of the armed forces."""
    FOREIGN_MISSION = "foreign-mission"
    """An embassy, a consulate, or a liaison office abroad."""
    AUDIT_BODY = "audit-body"
    """A body that audits government, an inspector general among them."""
    LEGISLATURE = "legislature"
    """A chamber or a committee of it."""
    COURT = "court"
    """A court or tribunal."""
    OMBUDSMAN = "ombudsman"
    """A commission of human rights."""
    COMMISSION = "commission"
    """A commission that regulates, or that was set up for a subject."""
    INTERNATIONAL_BODY = "international-body"
    """A body of several governments."""


class Dependence(StrEnum):
    """How an agency stands under its parent."""

    COMPONENT = "component"
    """A part of it, without legal personality of its own."""
    DECONCENTRATED = "deconcentrated"
    """Órgano desconcentrado: part of it by rank, with powers of its own."""
    DECENTRALIZED = "decentralized"
    """Organismo descentralizado: a legal person of its own in its sector."""
    ADMINISTRATIVE = "administrative"
    """It pays and houses the agency, and does not direct its work."""
    OPERATIONAL = "operational"
    """It directs the work of the agency, which belongs to another."""
    COORDINATED = "coordinated"
    """The agency stands in the sector that it coordinates."""


class Role(StrEnum):
    """Role of an agency in a function (RASCI)."""

    ACCOUNTABLE = "accountable"
    """It answers for the function: the law or a source puts it in charge."""
    RESPONSIBLE = "responsible"
    """It does the work."""
    SUPPORTING = "supporting"
    """It helps those who do the work, with people, data or means."""
    CONSULTED = "consulted"
    """Its opinion is asked for before a decision."""
    INFORMED = "informed"
    """It is told of the outcome."""


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
    """A source says that no other agency of the country holds it."""
    SHARED = "shared"
    """A source says that others hold it, too."""
    UNKNOWN = "unknown"
    """No source says either."""


class Status(StrEnum):
    """What the sources do with a statement."""

    ASSERTED = "asserted"
    """A source says that it is so."""
    CONTESTED = "contested"
    """Sources disagree; both are cited."""
    ANNOUNCED = "announced"
    """Promised or planned; shown apart, never counted as held."""
    ASSERTED_ABSENT = "asserted-absent"
    """A source says that it is not so."""
    RETIRED = "retired"
    """Ended on a day that no source gives; with a known end, ``until`` says so instead."""


HELD: Final = frozenset({Status.ASSERTED, Status.CONTESTED})
"""The states that count as held (method, section 2.2)."""


class NameKind(StrEnum):
    """Why an agency has another name."""

    FORMER = "former"
    """A name it bore before."""
    ALTERNATE = "alternate"
    """Another name in use: a translation, a short form, a common error."""


class ChangeKind(StrEnum):
    """Kind of succession event (extends ``org:ChangeEvent``)."""

    FOUND = "found"
    """It was created."""
    RENAME = "rename"
    """Its name changed, and nothing else."""
    REPLACE = "replace"
    """It took the place of another that ended."""
    ABSORB = "absorb"
    """It took in another."""
    SPLIT_OFF = "split-off"
    """It was made from a part of another, which went on."""
    REPARENT = "re-parent"
    """It moved under another agency."""
    RESTRUCTURE = "restructure"
    """Its inside was ordered anew."""
    DISSOLVE = "dissolve"
    """It ended."""


class OptionState(StrEnum):
    """What became of a proposal, as far as a source says."""

    ADOPTED = "adopted"
    """It was done."""
    AGREED = "agreed"
    """Those asked agreed; no source says that it was done."""
    DECLINED = "declined"
    """Those asked refused."""
    OPEN = "open"
    """No decision is known."""


class FindingKind(StrEnum):
    """Kind of computed finding that a proposal bears on."""

    OVERLAP = "overlap"
    """Two agencies of one country with a function and ground in common."""
    COORDINATION = "coordination"
    """How well on paper two agencies coordinate a function."""
    NEED = "need"
    """What an agency needs from another and is not known to receive."""
    GAP = "gap"
    """What is on file on one side only, without a channel or without anyone accountable."""
    SINGLE_POINT = "single-point"
    """A function or a way across the border that hangs on one agency."""
    AGREEMENT = "agreement"
    """An agreement whose party ended, whose term is over, or last seen long ago."""


class Answer(StrEnum):
    """A three-valued answer: silence is ``unknown``, never ``no``."""

    YES = "yes"
    """A source says yes."""
    NO = "no"
    """A source says no; silence is not a no."""
    UNKNOWN = "unknown"
    """No source says."""


class CooperationKind(StrEnum):
    """Kind of cooperation link between two agencies."""

    SERVICE = "service"
    """One does something for the other on request, as a trace or a test."""
    INFORMATION_SHARING = "information-sharing"
    """Data passes, one way or both."""
    AGREEMENT = "agreement"
    """A written agreement between the two."""
    JOINT_OPERATION = "joint-operation"
    """They act together in the field."""
    TASK_FORCE = "task-force"
    """They sit in one operative group."""
    VETTED_UNIT = "vetted-unit"
    """A unit of one is vetted and supported by the other."""
    TRAINING = "training"
    """One trains the other."""
    FUNDING = "funding"
    """One pays for or equips the other."""
    LIAISON = "liaison"
    """One has an officer or an office with the other."""
    DIALOGUE = "dialogue"
    """They meet to talk, without a task in common."""
    COORDINATION = "coordination"
    """They coordinate, and no source says more exactly how."""
    LEGAL_ASSISTANCE = "legal-assistance"
    """Mutual legal assistance, extradition, or the authority for it."""
    REFERRAL = "referral"
    """One hands cases or findings to the other."""
    OVERSIGHT = "oversight"
    """One oversees or audits the other; no channel."""
    CO_PARTICIPATION = "co-participation"
    """They attended the same meeting; no channel."""
    WITHHELD_DATA = "withheld-data"
    """A source says that data does not pass."""
    STATUTORY_LIMIT = "statutory-limit"
    """Law forbids or limits what may pass."""


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
    """Both ways, or without a direction."""
    FIRST_TO_SECOND = "first-to-second"
    """From the first party to the second alone."""


class MechanismKind(StrEnum):
    """Kind of mechanism."""

    FRAMEWORK = "framework"
    """A political framework under which others stand."""
    DIALOGUE = "dialogue"
    """A standing dialogue at high level."""
    WORKING_GROUP = "working-group"
    """A group that meets on a subject."""
    TASK_FORCE = "task-force"
    """A group that acts together."""
    PROGRAM = "program"
    """A program with means of its own."""
    OPERATION = "operation"
    """An operation with a beginning and an end."""
    SHARED_SYSTEM = "shared-system"
    """A system or database that several use."""
    COMMISSION = "commission"
    """A standing commission of two or more."""
    MEETING = "meeting"
    """A single meeting."""


class MechanismStatus(StrEnum):
    """State of a mechanism, as the newest source says."""

    ACTIVE = "active"
    """It works, as its newest source says."""
    ENDED = "ended"
    """It has ended."""
    ANNOUNCED = "announced"
    """It was announced, and is not known to have begun."""
    UNKNOWN = "unknown"
    """No source says whether it still works."""


class ParticipantRole(StrEnum):
    """Part an agency takes in a mechanism."""

    LEAD = "lead"
    """It leads alone."""
    CO_LEAD = "co-lead"
    """It leads with another."""
    SECRETARIAT = "secretariat"
    """It keeps the papers and calls the meetings."""
    MEMBER = "member"
    """It takes part."""
    OPERATOR = "operator"
    """It runs the shared system."""
    USER = "user"
    """It uses the shared system."""
    FUNDER = "funder"
    """It pays."""
    GUEST = "guest"
    """It is invited, and no member."""
    OVERSEER = "overseer"
    """It oversees the others."""


class Practice(StrEnum):
    """The eight leading practices for interagency collaboration (GAO-23-105520)."""

    OUTCOMES_DEFINED = "outcomes_defined"
    """Short- and long-term outcomes are defined in common."""
    ACCOUNTABILITY_ENSURED = "accountability_ensured"
    """Progress is tracked, and someone answers for it."""
    CULTURES_BRIDGED = "cultures_bridged"
    """Differences of culture between the agencies are dealt with."""
    LEADERSHIP_IDENTIFIED = "leadership_identified"
    """Who leads is settled, and how it passes on."""
    ROLES_CLARIFIED = "roles_clarified"
    """Who does what is agreed."""
    PARTICIPANTS_INCLUDED = "participants_included"
    """Those who matter take part."""
    RESOURCES_LEVERAGED = "resources_leveraged"
    """Money, staff and technology are settled."""
    GUIDANCE_WRITTEN = "guidance_written"
    """The agreement is in writing and kept up to date."""


class InstrumentKind(StrEnum):
    """Kind of legal or written instrument."""

    CONSTITUTION = "constitution"
    """A constitution."""
    STATUTE = "statute"
    """A law passed by a legislature."""
    REGULATION = "regulation"
    """A regulation or reglamento under a law."""
    DECREE = "decree"
    """A decree, an executive order, or an acuerdo of an authority."""
    TREATY = "treaty"
    """A treaty or protocol that binds states."""
    AGREEMENT = "agreement"
    """An agreement between governments or agencies that is no treaty."""
    MEMORANDUM = "memorandum"
    """A memorandum of understanding or of cooperation."""
    LETTER = "letter"
    """A letter of intent or an exchange of letters."""
    POLICY = "policy"
    """A policy, plan, manual or guideline that binds its own side."""
    STATEMENT = "statement"
    """A joint statement or communiqué: it announces."""
    RULING = "ruling"
    """A judgement or an opinion of a court."""


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
    """A source says that it is in force."""
    EXPIRED = "expired"
    """Its term is over."""
    REPEALED = "repealed"
    """It was repealed."""
    SUPERSEDED = "superseded"
    """Another took its place."""
    SIGNED = "signed"
    """Signed; no source gives its entry into force."""
    CONTESTED = "contested"
    """Sources disagree whether it is in force."""
    UNKNOWN = "unknown"
    """No source gives its state."""


class LimitKind(StrEnum):
    """Where a limit comes from."""

    LAW = "law"
    """From a constitution, a law, a regulation or a court."""
    POLICY = "policy"
    """From a rule the agency or its government gave itself."""
    PRACTICE = "practice"
    """A source reports it, and no rule is known."""


class SourceKind(StrEnum):
    """Kind of source, from the firmest to the weakest."""

    STATUTE = "statute"
    """The text of a law, regulation or decree."""
    TREATY = "treaty"
    """The text of a treaty or an international agreement."""
    COURT = "court"
    """A judgement, or a paper filed in court."""
    OFFICIAL = "official"
    """What an office publishes itself."""
    OFFICIAL_REPUBLISHED = "official-republished"
    """A text of an office, read in a copy that others published."""
    AUDIT = "audit"
    """An audit body, an inspector general among them."""
    TESTIMONY = "testimony"
    """Testimony before a legislature."""
    RESEARCH = "research"
    """Research that names its sources."""
    REPORT = "report"
    """A report of an organization, without a method of its own."""
    NEWS = "news"
    """The press."""
    REFERENCE = "reference"
    """An encyclopedia, a directory, a page of a firm."""


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
    """At least one source that is neither the press nor a copy."""
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
    """All of it."""
    PART = "part"
    """The parts that are cited, and what stands around them."""
    OPENING = "opening"
    """Its beginning."""
    QUOTED = "quoted"
    """Not itself: another source quotes it."""


class PlaceKind(StrEnum):
    """Kind of place."""

    COUNTRY = "country"
    """A whole country."""
    STATE = "state"
    """A state, the District of Columbia, or Mexico City (ISO 3166-2)."""
    REGION = "region"
    """A named area, as the border."""
    FIELD_DIVISION = "field-division"
    """Area of a field division of an agency."""
    SECTOR = "sector"
    """A sector of the Border Patrol."""
    FIELD_OFFICE = "field-office"
    """Area of a field office."""
    JUDICIAL_DISTRICT = "judicial-district"
    """A judicial district or circuit."""
    CUSTOMS_HOUSE = "customs-house"
    """An aduana."""
    PORT_OF_ENTRY = "port-of-entry"
    """A port of entry."""
    MILITARY_ZONE = "military-zone"
    """A military or naval region or zone."""
    CONSULAR_DISTRICT = "consular-district"
    """District of a consulate."""
    CITY = "city"
    """A city or municipality."""


class Judgement(StrEnum):
    """An editor's judgement on a computed finding."""

    ACCEPTED = "accepted"
    """The finding stands, and is left out of the list until a day."""
    EXPLAINED = "explained"
    """A source says how the work is divided; the report says so beside the overlap."""


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
