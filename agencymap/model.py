"""The records of the registry: what one file may say.

Every record is frozen and refuses unknown keys. Nothing here reads a file, and no record looks at
another: whether references resolve is asked in :mod:`agencymap.loading`, whether the content is
sound in :mod:`agencymap.rules`. The string under each field is its description in the JSON Schemas
and in ``registry/README.md``.

Words follow the W3C Organization Ontology and Popolo (``other_names``, ``classification``,
``founded``), administrative law (``legal_basis``) and GAO-15-49SP (overlap, fragmentation).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from agencymap.dates import PartialDate, end_of
from agencymap.vocabulary import (
    Answer,
    ChangeKind,
    Classification,
    CooperationKind,
    Country,
    Dependence,
    Direction,
    Exclusive,
    FindingKind,
    HowRead,
    InstrumentKind,
    InstrumentStatus,
    Judgement,
    Lang,
    Level,
    LimitKind,
    MechanismKind,
    MechanismStatus,
    NameKind,
    OptionState,
    ParticipantRole,
    PlaceKind,
    Practice,
    Role,
    SourceKind,
    Status,
)

DEVICE_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))]
)
"""Names no file may have on Windows; refused as ids, since pages are named after ids."""

_SLUG = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"


def _no_device(value: str) -> str:
    if value in DEVICE_NAMES:
        raise ValueError(f"'{value}' is a device name on Windows and names no file; choose another")
    return value


AgencyId = Annotated[str, StringConstraints(pattern=rf"^(?:us|mx|int)-{_SLUG}$", max_length=60)]
Slug = Annotated[
    str,
    StringConstraints(pattern=rf"^{_SLUG}$", max_length=60),
    AfterValidator(_no_device),
]
FunctionId = Annotated[
    str,
    StringConstraints(pattern=rf"^{_SLUG}(?:\.{_SLUG})?$", max_length=60),
    AfterValidator(_no_device),
]
PlaceId = Annotated[
    str,
    StringConstraints(pattern=rf"^(?:[A-Z]{{2}}(?:-[A-Z0-9]{{2,3}})?|{_SLUG})$", max_length=60),
    AfterValidator(_no_device),
]


class Ref(NamedTuple):
    """Marks a field that holds the id of another record; ``loading`` proves that it exists."""

    kind: str


AgencyRef = Annotated[AgencyId, Ref("agency")]
FunctionRef = Annotated[FunctionId, Ref("function")]
PlaceRef = Annotated[PlaceId, Ref("place")]
SubjectRef = Annotated[Slug, Ref("subject")]
SourceRef = Annotated[Slug, Ref("source")]
InstrumentRef = Annotated[Slug, Ref("instrument")]
MechanismRef = Annotated[Slug, Ref("mechanism")]
SeriesRef = Annotated[Slug, Ref("series")]

Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n]*$")
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=900)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=500)]


class Record(BaseModel):
    """What all records share: frozen, no unknown keys, described field by field."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )


class Span(Record):
    """Something that is so for a time: half-open, ``until`` is the first day it is no longer so."""

    since: PartialDate | None = None
    """First day on which it is so; leave out when no source says. The date a source speaks of is
    not the date a thing began."""
    until: PartialDate | None = None
    """First day on which it is no longer so; leave out while no end is on file."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and (self.since.earliest or date.min) >= end_of(self.until):
            raise ValueError(f"'until' ({self.until}) is not after 'since' ({self.since})")
        return self


class Title(Record):
    """A name or heading of one line, in both languages."""

    en: Line
    """In English."""
    es: Line
    """In Mexican Spanish."""


class Text(Record):
    """A text of a sentence or a few, in both languages: our own words, plain."""

    en: Prose
    """In English, as an American official would put it."""
    es: Prose
    """In Spanish, as a Mexican official would put it."""


class Article(Record):
    """The article a name takes inside a sentence."""

    en: Literal["", "the"] = ""
    """English article of the short name: "the" or nothing."""
    es: Literal["", "el", "la", "los", "las"] = "la"
    """Spanish article of the short name; carries gender and number."""


class Pinpoint(Record):
    """Where in a source: kind and value, so that both languages can print it. At least one."""

    title: Line | None = None
    """Title of a code or statute ("18")."""
    chapter: Line | None = None
    """Chapter."""
    article: Line | None = None
    """Article of a Mexican statute or of a treaty ("9")."""
    fraction: Line | None = None
    """Fracción of an article ("II")."""
    inciso: Line | None = None
    """Inciso of a fraction ("b")."""
    transitory: Line | None = None
    """Transitory article ("Segundo")."""
    section: Line | None = None
    """Section of a report or of a U.S. statute ("V.A", "923(g)(3)")."""
    page: Line | None = None
    """Page or pages ("22-23")."""
    paragraph: Line | None = None
    """Paragraph or paragraphs, counted from 1."""
    footnote: Line | None = None
    """Footnote or footnotes ("151")."""
    heading: Line | None = None
    """Heading or labelled part, as printed in the source."""
    part: Literal["whole", "opening"] | None = None
    """The whole of a short source, or the opening that was read."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not any(self.__dict__.values()):
            raise ValueError("a pinpoint names at least one place: article, section, page, …")
        return self


class Quote(Record):
    """Words of the source, at most 30, as evidence."""

    text: Prose
    """The words, exactly as printed; no quotation marks around them."""
    lang: Lang
    """Language of the words."""


class Citation(Record):
    """One place in one source that carries a statement."""

    source: SourceRef
    """Id of the source."""
    pinpoint: Pinpoint
    """Where in the source."""
    quote: Quote | None = None
    """The words that carry the statement, at most 30."""
    as_of: PartialDate | None = None
    """The date the source speaks of, where it differs from the date of the source."""


Citations = Annotated[tuple[Citation, ...], Field(min_length=1)]


class Source(Record):
    """A bibliographic record (CSL item types)."""

    id: Slug
    """Stable id, never reused."""
    title: Line
    """Title as printed, or a description in brackets where there is none."""
    lang: Lang
    """Language of the source."""
    short_title: Annotated[Line, StringConstraints(max_length=40)] | None = None
    """Short title for source lines ("LFAFE", "Pacific Council 2023"); without it, the publisher
    is shown."""
    publisher: Line
    """Who published it: an office or a house, never a private person."""
    publisher_country: Country | None = None
    """Country of the publisher; leave out when it is neither of the two nor international."""
    date: PartialDate | None = None
    """Date of publication, or of the version read."""
    kind: SourceKind
    """Kind of source; decides how firm a statement is that rests on it."""
    csl_type: Literal[
        "report", "legislation", "regulation", "treaty", "bill", "hearing", "webpage",
        "article-newspaper", "article", "book", "dataset", "legal_case", "speech", "document",
    ] = "document"  # fmt: skip
    """Citation Style Language item type, for export."""
    url: Url | None = None
    """Public address."""
    read: HowRead
    """How much of it was read: silence of a source read in part proves nothing."""
    note: Text | None = None
    """What a reader should know before relying on it."""


class LegalBasis(Record):
    """The provision a responsibility or a limit rests on."""

    instrument: InstrumentRef
    """Id of the instrument."""
    pinpoint: Pinpoint | None = None
    """Provision."""


class Responsibility(Span):
    """An area of responsibility: one agency, one function, somewhere, over something, in a role."""

    id: Slug
    """Id, unique within the agency; never reused."""
    function: FunctionRef
    """Id of the function, or of a domain when the source is no more exact."""
    role: Role
    """Role of the agency in the function."""
    places: tuple[PlaceRef, ...] = ()
    """Where; leave out when no source says (its overlaps are then flagged as unspecified)."""
    subjects: tuple[SubjectRef, ...] = ()
    """Over what; leave out when no source says (its overlaps are then flagged)."""
    stage: Slug | None = None
    """Stage of the work, where a source divides the function into stages."""
    legal_basis: tuple[LegalBasis, ...] = ()
    """What it rests on in law."""
    exclusive: Exclusive = Exclusive.UNKNOWN
    """Does a source say that no other agency of that country holds it?"""
    division_of_labor: bool = False
    """True when a cited source describes how the work is divided with other holders."""
    status: Status = Status.ASSERTED
    """What the sources do with it. Announced is not held."""
    statement: Text
    """What the agency does, in our words, naming who does it."""
    citations: Citations
    """Sources, each with a pinpoint."""
    checked: PartialDate
    """Day on which an editor last compared the statement with its sources."""


class Limit(Span):
    """What an agency may not do, or may not share."""

    id: Slug
    """Id, unique within the agency; never reused."""
    functions: tuple[FunctionRef, ...] = ()
    """Functions it bears on."""
    kind: LimitKind
    """Where the limit comes from: law, policy or practice."""
    towards: tuple[AgencyRef, ...] = ()
    """Agencies against which it works, where a source names them."""
    legal_basis: tuple[LegalBasis, ...] = ()
    """What it rests on in law."""
    status: Status = Status.ASSERTED
    """What the sources do with it."""
    statement: Text
    """The limit, in our words."""
    citations: Citations
    """Sources, each with a pinpoint."""
    checked: PartialDate
    """Day on which an editor last compared the statement with its sources."""


class Need(Span):
    """An information need: a function of this agency consumes the product of another's function."""

    id: Slug
    """Id, unique within the agency; never reused."""
    function: FunctionRef
    """Function of this agency that consumes the product."""
    product: Title
    """What it needs, with its article in Spanish ("los datos de rastreo")."""
    product_of: FunctionRef
    """Function of the provider that makes the product."""
    provider: AgencyRef
    """Agency that makes the product."""
    places: tuple[PlaceRef, ...] = ()
    """Where the need was stated."""
    status: Status = Status.ASSERTED
    """What the sources do with it."""
    statement: Text
    """The need, in our words."""
    citations: Citations
    """Sources, each with a pinpoint."""
    checked: PartialDate
    """Day on which an editor last compared the statement with its sources."""


class Parent(Span):
    """A containing agency, for a time."""

    agency: AgencyRef
    """Id of the parent."""
    kind: Dependence = Dependence.COMPONENT
    """How the agency stands under it."""
    contested: bool = False
    """True when sources disagree."""
    citations: tuple[Citation, ...] = ()
    """Sources; required when the parent changed."""


class OtherName(Span):
    """A former or alternate name."""

    name: Line
    """The name."""
    lang: Lang
    """Its language."""
    acronym: Line | None = None
    """Its acronym."""
    kind: NameKind
    """Former or alternate."""
    citations: tuple[Citation, ...] = ()
    """Sources."""


class Change(Record):
    """A succession event. Kept in the file of the successor, or of the agency that ended."""

    kind: ChangeKind
    """What happened."""
    date: PartialDate
    """When."""
    predecessors: tuple[AgencyRef, ...] = ()
    """Agencies this one replaced, absorbed or was split from."""
    successors: tuple[AgencyRef, ...] = ()
    """Agencies that took over from this one, when they have no event of their own."""
    carries_functions: tuple[FunctionRef, ...] = ()
    """Functions a source says passed on. Succession of a body does not imply that of a duty."""
    carries_agreements: Answer = Answer.UNKNOWN
    """Did its agreements pass on?"""
    statement: Text
    """What happened, in our words."""
    citations: Citations
    """Sources, each with a pinpoint."""


class Agency(Record):
    """A department, bureau, division, office or other component of a government."""

    id: AgencyId
    """Stable id, never reused: country and slug. The file bears the same name."""
    country: Country
    """Whose law creates it."""
    level: Level
    """Order of government it belongs to."""
    classification: Classification
    """Kind of agency."""
    name: Title
    """Official name in the country's language; the other is a translation."""
    translation_official: bool = False
    """True when the agency itself uses the translated name."""
    acronym: Title | None = None
    """Acronym used in each language."""
    short_name: Title | None = None
    """Short published name, at most 22 characters, for boxes and columns; without it the acronym,
    then the name, is shown."""
    article: Article = Article()
    """Article of the short name in sentences."""
    other_names: tuple[OtherName, ...] = ()
    """Former and alternate names: they lead to this record in every search."""
    series: SeriesRef | None = None
    """Id of the series it belongs to: offices of one kind in many states, shown as one."""
    parents: tuple[Parent, ...] = ()
    """Containing agencies, dated."""
    founded: PartialDate | None = None
    """First day of existence."""
    dissolved: PartialDate | None = None
    """First day on which it no longer exists."""
    mandate: Text
    """What it is for, in a sentence of our own."""
    website: Url | None = None
    """Official site."""
    responsibilities: tuple[Responsibility, ...] = ()
    """Areas of responsibility."""
    limits: tuple[Limit, ...] = ()
    """What it may not do or share."""
    needs: tuple[Need, ...] = ()
    """What it needs from other agencies."""
    changes: tuple[Change, ...] = ()
    """Succession events."""
    citations: Citations
    """Sources of its identity: name, place in government, mandate, dates."""
    checked: PartialDate
    """Day on which an editor last compared the identity with its sources."""
    spanish_reviewed: PartialDate | None = None
    """Day on which a second reader last read its Spanish."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (
            self.founded
            and self.dissolved
            and (self.founded.earliest or date.min) >= end_of(self.dissolved)
        ):
            raise ValueError(
                f"'dissolved' ({self.dissolved}) is not after 'founded' ({self.founded})"
            )
        return self


class Tally(Record):
    """A number a source gives for a series without naming its members."""

    function: FunctionRef
    """What those counted do."""
    count: Annotated[int, Field(ge=0)]
    """How many."""
    as_of: PartialDate
    """Date the number speaks of."""
    status: Status = Status.ASSERTED
    """What the sources do with it; "announced" numbers are never counted as held."""
    statement: Text
    """What the source says, in our words."""
    citations: Citations
    """Sources, each with a pinpoint."""


class Series(Record):
    """Offices of one kind in many states: each an agency, shown together with their number."""

    id: Slug
    """Id."""
    name: Title
    """Name of the kind, plural, lower case ("state prosecutors")."""
    article: Article = Article()
    """Article of the plural name."""
    country: Country
    """Country."""
    total: Annotated[int, Field(ge=1)]
    """How many there are in the country."""
    tallies: tuple[Tally, ...] = ()
    """Dated numbers from sources that do not name the members."""


class Function(Record):
    """A thing government does: an activity with an output one can point to."""

    id: FunctionId
    """Id: domain, dot, slug."""
    name: Title
    """Name in lower case without article."""
    article: Article
    """Article of the name in sentences."""
    definition: Text
    """What counts as this function."""
    mirror: FunctionRef | Literal["none"] | None = None
    """The function across the border that answers to it; "none" when there is none by law; left
    out when in doubt (no gap is then computed)."""
    mirror_note: Text | None = None
    """Why the mirror is what it is, or why it is left open."""


class Domain(Record):
    """A domain of functions: the first level of the list."""

    id: Slug
    """Id."""
    name: Title
    """Name, with a capital."""
    short_name: Title | None = None
    """Name on a phone, a word or two; without it, the name."""
    article: Article = Article(es="la")
    """Article of the name in sentences."""
    functions: Annotated[tuple[Function, ...], Field(min_length=1)]
    """Functions of the domain, in the order to print."""


class Subject(Record):
    """What a responsibility is over: goods, persons or conduct."""

    id: Slug
    """Id."""
    name: Title
    """Name in lower case."""
    broader: SubjectRef | None = None
    """Id of the broader subject."""


class Place(Record):
    """An ISO 3166-2 unit, or a named area with the units it contains."""

    id: PlaceId
    """ISO 3166 code, or a slug."""
    name: Title
    """Name."""
    preposition: Title | None = None
    """Name with its preposition in a sentence, where "in"/"en" alone would be wrong."""
    kind: PlaceKind
    """What kind of place it is."""
    country: Country
    """Country it lies in."""
    contains: tuple[PlaceRef, ...] = ()
    """Places that lie wholly inside it."""
    within: tuple[PlaceRef, ...] = ()
    """Places it lies wholly inside, besides its country."""
    touches: tuple[PlaceRef, ...] = ()
    """Places of which it covers a part only."""
    mirror: tuple[PlaceRef, ...] = ()
    """Places that face it across the border."""
    citations: tuple[Citation, ...] = ()
    """Sources; required for named areas."""


class Formality(Span):
    """What must happen before a contact with agencies of one country."""

    country: Country
    """Whose agencies."""
    levels: tuple[Level, ...] = ()
    """Of which orders of government; none means all."""
    statement: Text
    """The requirement, in our words."""
    citations: Citations
    """Sources, each with a pinpoint."""


class Monitoring(Record):
    """Does anyone watch over an agreement or a mechanism?"""

    answer: Answer
    """Yes, no, or unknown."""
    as_of: PartialDate
    """Date the answer speaks of."""
    citations: Citations
    """Sources, each with a pinpoint."""


class Instrument(Span):
    """A statute, decree, treaty or memorandum: what a responsibility or a link rests on."""

    id: Slug
    """Stable id; the file bears the same name."""
    name: Title
    """Title; the official one in its own language."""
    short_name: Title | None = None
    """Short title for tables and sentences."""
    kind: InstrumentKind
    """Kind."""
    country: Country
    """Whose law it is; "int" for what several governments sign."""
    status: InstrumentStatus
    """State, as the newest source says."""
    signed: PartialDate | None = None
    """Day of signature or publication."""
    countries: tuple[Country, ...] = ()
    """Governments that are parties."""
    parties: tuple[AgencyRef, ...] = ()
    """Agencies its text names as parties or as authorities that apply it."""
    functions: tuple[FunctionRef, ...] = ()
    """Functions its text, as read, names. It covers an overlap only for these."""
    places: tuple[PlaceRef, ...] = ()
    """Where it applies, when limited."""
    divides_roles: Answer = Answer.UNKNOWN
    """Does the text divide tasks between the parties?"""
    monitored: tuple[Monitoring, ...] = ()
    """Dated answers on monitoring."""
    replaces: tuple[InstrumentRef, ...] = ()
    """Instruments it replaced."""
    formalities: tuple[Formality, ...] = ()
    """Requirements it puts on contacts."""
    summary: Text
    """What it does, in our words."""
    citations: Citations
    """Sources, each with a pinpoint."""
    checked: PartialDate
    """Day on which an editor last compared it with its sources."""
    spanish_reviewed: PartialDate | None = None
    """Day on which a second reader last read its Spanish."""


class Participant(Span):
    """An agency in a mechanism."""

    agency: AgencyRef
    """Id of the agency."""
    role: ParticipantRole = ParticipantRole.MEMBER
    """Part it takes."""
    status: Status = Status.ASSERTED
    """What the sources do with it."""
    citations: Citations
    """Sources, each with a pinpoint."""


class PracticeAnswer(Record):
    """Answer for one of the eight practices."""

    practice: Practice
    """Practice (GAO-23-105520)."""
    answer: Answer
    """Yes or no; leave the practice out when nothing is on file."""
    citations: Citations
    """Sources, each with a pinpoint."""


class Mechanism(Span):
    """A framework, dialogue, working group, task force, programme, operation or shared system."""

    id: Slug
    """Stable id; the file bears the same name."""
    name: Title
    """Name."""
    acronym: Title | None = None
    """Acronym or short name used in each language."""
    article: Article = Article(en="the", es="el")
    """Article of the short name in sentences."""
    kind: MechanismKind
    """Kind."""
    country: Country
    """"us" or "mx" when only agencies of one country take part, "int" otherwise."""
    status: MechanismStatus
    """State, as the newest source says."""
    purpose: Text
    """What it is for, in our words."""
    functions: tuple[FunctionRef, ...]
    """Functions it serves, as far as sources name them."""
    places: tuple[PlaceRef, ...] = ()
    """Where, when limited."""
    participants: tuple[Participant, ...] = ()
    """Agencies that take part."""
    unnamed: tuple[Text, ...] = ()
    """Participants whose agency no source names: open questions."""
    written: Answer = Answer.UNKNOWN
    """Does it rest on a written text?"""
    instruments: tuple[InstrumentRef, ...] = ()
    """Instruments it rests on."""
    monitored: tuple[Monitoring, ...] = ()
    """Dated answers on monitoring."""
    practices: tuple[PracticeAnswer, ...] = ()
    """The eight collaboration practices."""
    predecessors: tuple[MechanismRef, ...] = ()
    """Mechanisms it took the place of."""
    citations: Citations
    """Sources, each with a pinpoint."""
    checked: PartialDate
    """Day on which an editor last compared it with its sources."""
    spanish_reviewed: PartialDate | None = None
    """Day on which a second reader last read its Spanish."""


class Unnamed(Record):
    """The second party of a link, when no source names the agency."""

    country: Country
    """Its country."""
    description: Text
    """What the source says of it."""


class Cooperation(Span):
    """A cooperation link: a dated, sourced statement between two agencies."""

    id: Slug
    """Stable id, never reused."""
    parties: Annotated[tuple[AgencyRef, ...], Field(min_length=1, max_length=2)]
    """The two agencies; one, when the other is unnamed."""
    unnamed: Unnamed | None = None
    """The other party, when no source names the agency: an open question, never a channel."""
    kind: CooperationKind
    """Kind of link."""
    direction: Direction = Direction.MUTUAL
    """Mutual, or from the first party to the second."""
    functions: Annotated[tuple[FunctionRef, ...], Field(min_length=1)]
    """What it is for. For "co-participation" the topic, as a hint."""
    products: tuple[FunctionRef, ...] = ()
    """Functions whose product passes along the link."""
    places: tuple[PlaceRef, ...] = ()
    """Where, when limited."""
    mechanism: MechanismRef | None = None
    """Mechanism it runs through."""
    instrument: InstrumentRef | None = None
    """Instrument it rests on."""
    status: Status = Status.ASSERTED
    """What the sources do with it."""
    statement: Text
    """The link, in our words, naming both sides."""
    citations: Citations
    """Sources, each with a pinpoint."""
    checked: PartialDate
    """Day on which an editor last compared it with its sources."""
    spanish_reviewed: PartialDate | None = None
    """Day on which a second reader last read its Spanish."""

    @model_validator(mode="after")
    def _two_sides(self) -> Self:
        if (len(self.parties) == 2) == (self.unnamed is not None):
            raise ValueError("a link has two parties, or one party and 'unnamed'")
        if len(self.parties) == 2 and self.parties[0] == self.parties[1]:
            raise ValueError(f"both parties are '{self.parties[0]}'")
        return self


class MapBlock(Record):
    """A block of the map: a department with its agencies. Opposite numbers face each other."""

    id: Slug
    """Id."""
    country: Country
    """Side of the map."""
    name: Title
    """Title on the map, at most 40 characters."""
    short_name: Title | None = None
    """Title on a phone, a word or two; without it, the title."""
    agencies: tuple[AgencyRef, ...] = ()
    """Agencies whose whole tree stands in this block."""
    levels: tuple[Level, ...] = ()
    """Agencies of these orders of government with no other block stand here."""


class Review(Record):
    """An editor's recorded judgement on a computed finding."""

    finding: Line
    """Stable id of the finding: rule and record of a warning, or "overlap", the ids of the two
    agencies in alphabetical order and the function, divided by colons."""
    judgement: Judgement
    """Accepted for a time, or explained by how the work is divided."""
    reason: Text
    """Why; for an overlap, who does which part, as the source says."""
    reviewed: PartialDate
    """Day from which the judgement counts."""
    until: PartialDate
    """Last day it counts; then the finding comes back."""
    citations: tuple[Citation, ...] = ()
    """Sources of the explanation; an overlap needs one."""


class OptionStatus(Record):
    """What became of a proposal, as a source says."""

    state: OptionState
    """Adopted, agreed, declined or open."""
    as_of: PartialDate
    """Date the source speaks of."""
    citations: Citations
    """Sources, each with a pinpoint."""


class Option(Record):
    """An option that a source proposes: reported, neither weighed nor endorsed."""

    id: Slug
    """Stable id, never reused."""
    proposal: Text
    """What is proposed, in our words, with a verb in the infinitive: never "should"."""
    proposer: Title
    """Who proposes it: an office, a house, a bill by its number; never a private person."""
    proposed: PartialDate
    """When it was proposed; a report about an earlier day leaves it out."""
    functions: Annotated[tuple[FunctionRef, ...], Field(min_length=1)]
    """Functions it bears on."""
    kinds: tuple[FindingKind, ...] = ()
    """Kinds of finding it bears on."""
    mechanisms: tuple[MechanismRef, ...] = ()
    """Mechanisms it names."""
    instruments: tuple[InstrumentRef, ...] = ()
    """Instruments it names."""
    who: Annotated[tuple[AgencyRef, ...], Field(min_length=1)]
    """Agencies that can act, as the source addresses it."""
    authority: Text | None = None
    """Authority it needs, where the source says; without it, "not stated by the source"."""
    trade_off: Text | None = None
    """What speaks against it, where the source says; without it, "not stated by the source"."""
    status: OptionStatus | None = None
    """What became of it, where a source says."""
    citations: Citations
    """Sources that propose it, each with a pinpoint."""
    checked: PartialDate
    """Day on which an editor last compared it with its sources."""


class Case(Record):
    """A question worth a page, answered from the rest of the registry on any day."""

    id: Slug
    """Stable id, never reused."""
    title: Title
    """Title of the page."""
    question: Text
    """What the page asks."""
    functions: Annotated[tuple[FunctionRef, ...], Field(min_length=1)]
    """Functions it is about, in the order to print."""
    agencies: Annotated[tuple[AgencyRef, ...], Field(min_length=1)]
    """Agencies it is about, in the order to print; their units belong to them."""
    series: SeriesRef | None = None
    """Offices of one kind whose numbers it follows through time, by the first function."""
    mechanisms: tuple[MechanismRef, ...] = ()
    """Mechanisms it looks at."""
    instruments: tuple[InstrumentRef, ...] = ()
    """Agreements it looks at, those that lapsed among them."""


class View(Record):
    """What an agency says of what the registry holds about it."""

    agency: AgencyRef
    """Id of the agency."""
    sought: PartialDate | None = None
    """Day on which its view was asked for."""
    received: PartialDate | None = None
    """Day on which it came."""
    summary: Text | None = None
    """What it says, in our words."""
    citations: tuple[Citation, ...] = ()
    """Where it is published."""

    @model_validator(mode="after")
    def _some_day(self) -> Self:
        if self.sought is None and self.received is None:
            raise ValueError("a view names the day on which it was sought or received")
        if (self.received is None) != (self.summary is None):
            raise ValueError("a view received has a summary, and one not received has none")
        return self


class Avoid(Record):
    """Words that are not this term in the registry's texts."""

    words: Line
    """The words; a star at the end stands for any ending ("incaut*")."""
    lang: Lang = "es"
    """Language of the texts in which they are avoided."""
    country: Country | None = None
    """Only in the records of agencies of this country, where the same act has two names."""
    allowed_in: tuple[Line, ...] = ()
    """Longer phrases in which they are right ("posible duplicidad")."""
    checked: bool = False
    """True when a rule looks for them; false when only a reader can tell."""


class Term(Record):
    """A term of the field in both languages, and the words that are not used for it."""

    id: Slug
    """Id."""
    term: Title
    """The term, with its gender in Spanish where it is not plain."""
    definition: Text
    """What it means here."""
    also: Line | None = None
    """Other words that are right in Spanish."""
    avoid: tuple[Avoid, ...] = ()
    """Words that are not used for it."""


class CoverageEntry(Record):
    """Something the founding documents name, and where it is on file or why it is left out."""

    name: Line
    """As the documents name it."""
    sources: Annotated[tuple[SourceRef, ...], Field(min_length=1)]
    """Documents that name it."""
    agency: AgencyRef | None = None
    """Agency that stands for it."""
    mechanism: MechanismRef | None = None
    """Mechanism that stands for it."""
    instrument: InstrumentRef | None = None
    """Instrument that stands for it."""
    left_out: Text | None = None
    """Why it is not on file."""

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        given = [x for x in (self.agency, self.mechanism, self.instrument, self.left_out) if x]
        if len(given) != 1:
            raise ValueError("name one of agency, mechanism and instrument, or say why left_out")
        return self


class TurningPoint(Record):
    """A day worth asking about, which the explorer offers."""

    day: PartialDate
    """The day."""
    reason: Text
    """What stood then, or had just changed; what is on file for the day says it with sources."""


class RegistryInfo(Record):
    """The registry as a publication."""

    title: Title
    """Title of the registry, shown beside the name of the tool."""
    scope: Text
    """What it covers, and what it leaves out."""
    edition: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d+$")]
    """Edition: year and number ("2026.1")."""
    handling: Text
    """Handling text of every page. Supplied by people, never computed."""
    corrections: Url | None = None
    """Address of the repository where corrections are proposed; the explorer leads from each claim
    to its line there, ``ADDRESS/blob/main/registry/FILE#LINE``. Without it, to a prefilled mail."""
    turning_points: tuple[TurningPoint, ...] = ()
    """Days that the explorer offers, oldest first."""


class FunctionsFile(Record):
    """``functions.yaml``: the list of functions."""

    domains: tuple[Domain, ...]
    """Domains, in the order to print."""


class SubjectsFile(Record):
    """``subjects.yaml``: the list of subjects."""

    subjects: tuple[Subject, ...]
    """Subjects."""


class SeriesFile(Record):
    """``series.yaml``: offices of one kind in many states."""

    series: tuple[Series, ...] = ()
    """Series."""


class PlacesFile(Record):
    """A file in ``places/``."""

    places: tuple[Place, ...]
    """Places."""


class SourcesFile(Record):
    """A file in ``sources/``."""

    sources: tuple[Source, ...]
    """Sources."""


class CooperationsFile(Record):
    """A file in ``cooperations/``."""

    cooperations: tuple[Cooperation, ...]
    """Cooperation links."""


class GlossaryFile(Record):
    """``glossary.yaml``: the terms of the field."""

    terms: tuple[Term, ...] = ()
    """Terms."""


class CoverageFile(Record):
    """``coverage.yaml``: what the founding documents name."""

    entries: tuple[CoverageEntry, ...] = ()
    """Entries."""


class MapFile(Record):
    """``map.yaml``: the blocks of the map, from top to bottom on each side."""

    blocks: tuple[MapBlock, ...]
    """Blocks."""


class ReviewsFile(Record):
    """``reviews.yaml``: editors' judgements."""

    reviews: tuple[Review, ...] = ()
    """Reviews."""


class OptionsFile(Record):
    """``options.yaml``: options that sources propose."""

    options: tuple[Option, ...] = ()
    """Options, in the order to print."""


class CasesFile(Record):
    """``cases.yaml``: questions worth a page of the report."""

    cases: tuple[Case, ...] = ()
    """Cases, in the order to print."""


class ViewsFile(Record):
    """``views.yaml``: what agencies say of what the registry holds about them."""

    views: tuple[View, ...] = ()
    """Views."""


FILE_TYPES: dict[str, type[Record]] = {
    "registry": RegistryInfo,
    "functions": FunctionsFile,
    "subjects": SubjectsFile,
    "series": SeriesFile,
    "glossary": GlossaryFile,
    "coverage": CoverageFile,
    "map": MapFile,
    "reviews": ReviewsFile,
    "options": OptionsFile,
    "cases": CasesFile,
    "views": ViewsFile,
    "places": PlacesFile,
    "sources": SourcesFile,
    "cooperations": CooperationsFile,
    "agency": Agency,
    "mechanism": Mechanism,
    "instrument": Instrument,
}
"""Kind of file → what it holds. Schemas are named after the kind."""
