"""The manual of the rules: what each asks, why, and a wrong and a right example.

It covers the rules of content, in :data:`agencymap.rules.RULES`, and what :mod:`agencymap.loading`
refuses because no graph could be built with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agencymap.findings import Severity


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manual says of one rule; the examples are YAML, or show files."""

    severity: Severity
    sentence: str
    why: str
    wrong: str
    right: str


_E, _W = Severity.ERROR, Severity.WARNING

MANUAL: Final[dict[str, Entry]] = {
    "yaml-syntax": Entry(
        _E,
        "A file is well-formed YAML.",
        "Nothing in a file can be trusted once it cannot be read to its end.",
        'name: {en: "Customs, es: "Aduanas"}',
        'name: {en: "Customs", es: "Aduanas"}',
    ),
    "merge-marker": Entry(
        _E,
        "No mark of an unfinished merge is left in a file.",
        "Between the marks stand two versions; a person decides which one is true.",
        ("<<<<<<< HEAD\nlevel: federal\n=======\nlevel: state\n>>>>>>> branch"),
        "level: federal",
    ),
    "huge-file": Entry(
        _E,
        "A file has at most one megabyte.",
        "No record is that long: something else was saved under its name.",
        "# agencies/us/us-atf.yaml with a report pasted into it",
        "# the report stands in sources/, by its address",
    ),
    "not-utf-8": Entry(
        _E,
        "A file is saved as UTF-8.",
        "Names in Spanish need their accents on every machine.",
        '# saved as Windows-1252: "Fiscal\\xeda"',
        '# saved as UTF-8: "Fiscalía"',
    ),
    "control-character": Entry(
        _E,
        "A file holds no invisible control character.",
        "Nobody sees them, and programs stumble over them.",
        'name: {en: "Cus\\u0007toms", es: "Aduanas"}',
        'name: {en: "Customs", es: "Aduanas"}',
    ),
    "duplicate-key": Entry(
        _E,
        "A key stands once in a record.",
        "YAML would silently keep the last one.",
        ("level: federal\nlevel: state"),
        "level: federal",
    ),
    "yaml-anchor": Entry(
        _E,
        "Values are written out: no anchors (&name).",
        "A reader of one file must see what it says without looking for another place.",
        ("citations: &same\n  - source: report"),
        ("citations:\n  - source: report"),
    ),
    "yaml-alias": Entry(
        _E,
        "Values are written out: no aliases (*name).",
        "A reader of one file must see what it says without looking for another place.",
        "citations: *same",
        ("citations:\n  - source: report"),
    ),
    "yaml-merge-key": Entry(
        _E,
        "Values are written out: no merge keys (<<).",
        "A reader of one file must see what it says without looking for another place.",
        ("<<: *base\nlevel: federal"),
        ("country: us\nlevel: federal"),
    ),
    "yaml-tag": Entry(
        _E,
        "Values are plain text, lists and fields: no tags (!name).",
        "Tags make a program run code or guess at types.",
        "since: !date 2019-01-01",
        "since: 2019-01-01",
    ),
    "yaml-key": Entry(
        _E,
        "A key is plain text.",
        "Fields have names.",
        "[a, b]: 1",
        "a: 1",
    ),
    "yaml-documents": Entry(
        _E,
        "A file is one document.",
        "One file, one record or one list.",
        ("id: us-atf\n---\nid: us-cbp"),
        "id: us-atf",
    ),
    "yaml-depth": Entry(
        _E,
        "Records nest no deeper than thirty-two levels.",
        "No field of ours does; a file that nests deeper is damaged or hostile.",
        "a: [[[[[[[[[[[[[[[[[[[[[[[[ … ]]]]]]]]]]]]]]]]]]]]]]]]",
        "a: [1]",
    ),
    "empty-file": Entry(
        _E,
        "A file holds a record.",
        "An empty file is a slip of the editor.",
        "# nothing but this comment",
        ("id: us-atf\ncountry: us"),
    ),
    "missing-file": Entry(
        _E,
        "registry.yaml, functions.yaml and map.yaml are there.",
        "No registry can be read without its title, its functions and its map.",
        ("registry/\n  agencies/"),
        ("registry/\n  registry.yaml\n  functions.yaml\n  map.yaml\n  agencies/"),
    ),
    "unknown-file": Entry(
        _E,
        "Every YAML file stands in a folder that the registry knows.",
        "A misspelt folder would leave its records out without a word.",
        "registry/agency/us-atf.yaml",
        "registry/agencies/us/us-atf.yaml",
    ),
    "unreadable-file": Entry(
        _E,
        "Every file can be read.",
        "What cannot be read would be left out without a word.",
        "# permissions: -------",
        "# permissions: -rw-r--r--",
    ),
    "empty-registry": Entry(
        _E,
        "There is at least one agency.",
        "A registry without agencies answers nothing.",
        "registry/agencies/",
        "registry/agencies/us/us-atf.yaml",
    ),
    "missing-field": Entry(
        _E,
        "Required fields are there.",
        "Without them the record says too little to be used.",
        ("id: us-atf\nlevel: federal"),
        ("id: us-atf\ncountry: us\nlevel: federal"),
    ),
    "unknown-field": Entry(
        _E,
        "Fields have the names that the model gives them.",
        "A misspelt field would be left out without a word.",
        'nmae: {en: "Customs", es: "Aduanas"}',
        'name: {en: "Customs", es: "Aduanas"}',
    ),
    "unknown-value": Entry(
        _E,
        "A field with a list of values holds one of them.",
        "Reports and pages translate these values; a free word has no translation.",
        "level: national",
        "level: federal",
    ),
    "malformed-text": Entry(
        _E,
        "Ids, dates and addresses have their form.",
        "Other records and links rest on them.",
        "id: US ATF",
        "id: us-atf",
    ),
    "text-length": Entry(
        _E,
        "Texts are neither empty nor longer than their place.",
        "They must fit a box, a table cell or a printed line.",
        'mandate: {en: "", es: ""}',
        'mandate: {en: "Traces firearms.", es: "Rastrea armas de fuego."}',
    ),
    "missing-entry": Entry(
        _E,
        "A list that needs an entry has one.",
        "A statement without a citation is not on file.",
        "citations: []",
        ('citations:\n  - source: report\n    pinpoint: {page: "12"}'),
    ),
    "too-many-entries": Entry(
        _E,
        "A list has at most the entries that its meaning allows.",
        "A link is between two agencies: more of them are a mechanism.",
        "parties: [us-atf, us-cbp, us-hsi]",
        "parties: [us-atf, us-cbp]",
    ),
    "wrong-type": Entry(
        _E,
        "A value has the kind that its field asks for.",
        "A list in place of a text cannot be shown.",
        "name: Customs",
        'name: {en: "Customs", es: "Aduanas"}',
    ),
    "wrong-value": Entry(
        _E,
        "Values of one record agree with each other.",
        "An end before a beginning, or a limit without what it limits, is a slip.",
        ("since: 2020-01-01\nuntil: 2019-01-01"),
        ("since: 2019-01-01\nuntil: 2020-01-01"),
    ),
    "duplicate-id": Entry(
        _E,
        "An id is used once.",
        "Ids are how records, pages and printed rows find each other.",
        ("# in two files\nid: us-atf"),
        ("# in one of them\nid: us-atf-houston"),
    ),
    "unknown-agency": Entry(
        _E,
        "An agency that is named is on file.",
        "A reference that leads nowhere would break the graph.",
        "provider: us-aft",
        "provider: us-atf",
    ),
    "unknown-function": Entry(
        _E,
        "A function that is named is on file.",
        "A reference that leads nowhere would break the graph.",
        "function: trace.reqest",
        "function: trace.request",
    ),
    "unknown-place": Entry(
        _E,
        "A place that is named is on file.",
        "A reference that leads nowhere would break the graph.",
        "places: [MX-SONORA]",
        "places: [MX-SON]",
    ),
    "unknown-source": Entry(
        _E,
        "A source that is named is on file.",
        "A reference that leads nowhere would break the graph.",
        "source: reprot",
        "source: report",
    ),
    "unknown-mechanism": Entry(
        _E,
        "A mechanism that is named is on file.",
        "A reference that leads nowhere would break the graph.",
        "mechanism: e-trace",
        "mechanism: etrace",
    ),
    "unknown-instrument": Entry(
        _E,
        "An instrument that is named is on file.",
        "A reference that leads nowhere would break the graph.",
        "instrument: tiahart",
        "instrument: us-tiahrt",
    ),
    "unknown-subject": Entry(
        _E,
        "A subject that is named is on file.",
        "A reference that leads nowhere would break the graph.",
        "subjects: [fire-arms]",
        "subjects: [firearms]",
    ),
    "unknown-series": Entry(
        _E,
        "A series that is named is on file.",
        "A reference that leads nowhere would break the graph.",
        "series: state-prosecutor",
        "series: state-prosecutors",
    ),
    "parent-cycle": Entry(
        _E,
        "No agency stands above itself.",
        "The chain of command has a top.",
        ("# us-a\nparents:\n  - agency: us-b\n# us-b\nparents:\n  - agency: us-a"),
        ("# us-b\nparents:\n  - agency: us-a"),
    ),
    "missing-short-name": Entry(
        _E,
        "A name too long for a box has an acronym or a short name.",
        "A box on the map holds 22 characters.",
        'name: {en: "Office of the Assistant Secretary", es: "Oficina del Subsecretario"}',
        (
            'name: {en: "Office of the Assistant Secretary", es: "Oficina del Subsecretario"}\n'
            'short_name: {en: "Assistant Secretary", es: "Subsecretario"}'
        ),
    ),
    "id-path-mismatch": Entry(
        _E,
        "Files of agencies, mechanisms and instruments bear their id; a folder its country.",
        "The next editor finds a record by its id.",
        ("# agencies/us/us-ice.yaml\nid: us-hsi"),
        ("# agencies/us/us-hsi.yaml\nid: us-hsi"),
    ),
    "id-country-mismatch": Entry(
        _E,
        "An agency's id begins with its country.",
        "Ids stand alone in links and tables; the side must be seen.",
        ("id: us-anam\ncountry: mx"),
        ("id: mx-anam\ncountry: mx"),
    ),
    "long-short-name": Entry(
        _E,
        "The name shown in a box has at most 22 characters.",
        "What is longer would be cut, by luck.",
        'short_name: {en: "Office of Firearms Tracing", es: "Rastreo"}',
        'short_name: {en: "Firearms tracing", es: "Rastreo"}',
    ),
    "repeated-name": Entry(
        _W,
        "Two agencies of one country do not bear the same name.",
        "They are probably one agency, entered twice.",
        ('# us-justice\nname: {en: "Department of Justice", es: "Departamento de Justicia"}'),
        "# add what is new to us-doj, and remove us-justice",
    ),
    "repeated-short-name": Entry(
        _W,
        "Two boxes of one side of the map do not show the same words.",
        "A reader could not tell them apart.",
        ('# us-cbp\nacronym: {en: "ATF", es: "ATF"}'),
        ('# us-cbp\nacronym: {en: "CBP", es: "CBP"}'),
    ),
    "former-name": Entry(
        _E,
        "A former name of one agency is not the name of another, unless a change joins the two.",
        "Who looks for the old name must be led to one place.",
        (
            "# mx-fgr\n"
            "other_names:\n"
            "  - name: Procuraduría del Fuero Federal\n"
            "# mx-procuraduria\n"
            'name: {en: "Procuraduría del Fuero Federal", es: "Procuraduría del Fuero Federal"}'
        ),
        ("# mx-fgr\nchanges:\n  - kind: succession\n    predecessors: [mx-procuraduria]"),
    ),
    "long-quote": Entry(
        _E,
        "A quote has at most 30 words.",
        "A quote is evidence; more would be copying.",
        'quote: "thirty-one words or more of somebody else’s text …"',
        'quote: "the sentence that proves it"',
    ),
    "untranslated": Entry(
        _E,
        "A text of a sentence differs between the two languages.",
        "English and Spanish are equals; an English sentence is no Spanish one.",
        'statement: {en: "ATF traces guns.", es: "ATF traces guns."}',
        'statement: {en: "ATF traces guns.", es: "La ATF rastrea armas."}',
    ),
    "lost-accent": Entry(
        _W,
        "Spanish names and texts keep their accents.",
        "Without them the name is misspelt.",
        'es: "Fiscalia General"',
        'es: "Fiscalía General"',
    ),
    "personal-data": Entry(
        _E,
        "Offices and posts only: no officer's name, no telephone, no mail address.",
        "People are at risk, and offices outlast them.",
        'statement: {en: "Lic. Ejemplo heads the office.", es: "La dirige el Lic. Ejemplo."}',
        'statement: {en: "A director heads the office.", es: "La encabeza una dirección."}',
    ),
    "marked-source": Entry(
        _W,
        "Only public documents are sources.",
        "Nothing sensitive, leaked or marked belongs in the registry.",
        'title: "Trace desk manual (For Official Use Only)"',
        'title: "Trace desk fact sheet"',
    ),
    "glossary-departure": Entry(
        _W,
        "Our own texts keep to the terms of the glossary; names and quotes are others' words.",
        "One word for one thing, in every page and report.",
        'es: "La FGR incauta armas."',
        'es: "La FGR asegura armas."',
    ),
    "no-responsibility": Entry(
        _W,
        "An agency has at least one responsibility, or stands above one that has.",
        "An agency without a duty on file answers no question.",
        ("id: us-ice\nresponsibilities: []"),
        ("id: us-ice\nresponsibilities:\n  - id: cases\n    function: invest.case"),
    ),
    "retired-with-end": Entry(
        _E,
        'A statement with an end keeps its state: "retired" is for an end that no source dates.',
        "Otherwise it would vanish from the days on which it still held.",
        ("until: 2019\nstatus: retired"),
        "until: 2019",
    ),
    "uncited-parent": Entry(
        _E,
        "An agency with several parents cites a source for each.",
        "A move between departments is a claim like any other.",
        ("parents:\n  - agency: us-doj\n  - agency: us-dhs"),
        (
            "parents:\n"
            "  - agency: us-doj\n"
            '    citations: [{source: statute, pinpoint: {section: "531"}}]'
        ),
    ),
    "uncited-place": Entry(
        _E,
        "A named area cites a source; ISO units need none.",
        "Who set the area, and when, decides who acts in it.",
        ("- id: border-strip\n  kind: region"),
        (
            "- id: border-strip\n"
            "  kind: region\n"
            '  citations: [{source: decree, pinpoint: {article: "2"}}]'
        ),
    ),
    "undated-mechanism": Entry(
        _W,
        "A mechanism has a date or a known state.",
        "Without either nobody can tell whether it is alive.",
        ("id: group\nstatus: unknown"),
        ("id: group\nstatus: active\nsince: 2021"),
    ),
    "asymmetric-mirror": Entry(
        _E,
        "The mirror of a function's mirror is the function.",
        "Counterparts are looked for in both directions.",
        ("# trace.request\nmirror: trace.operate\n# trace.operate\nmirror: none"),
        ("# trace.request\nmirror: trace.operate\n# trace.operate\nmirror: trace.request"),
    ),
    "sole-holder-twice": Entry(
        _E,
        "Two agencies are not both the sole holder of a function, place and time.",
        "One of the two sources is wrong, or they speak of different things.",
        ("# us-atf and us-cbp, same function\nexclusive: sole"),
        "exclusive: shared",
    ),
    "placed-twice": Entry(
        _E,
        "An agency stands in one block of the map.",
        "It has one place on the map.",
        ("blocks:\n  - agencies: [mx-sedena]\n  - agencies: [mx-sedena]"),
        ("blocks:\n  - agencies: [mx-sedena]"),
    ),
    "foreign-place": Entry(
        _W,
        "A state or local agency holds nothing in a state of the other country.",
        "It is nearly always a slip of the code.",
        ("# mx-fiscalia-son\nplaces: [US-AZ]"),
        ("# mx-fiscalia-son\nplaces: [MX-SON]"),
    ),
    "uncited-source": Entry(
        _W,
        "A source is cited by some record.",
        "What nothing rests on only makes the list longer.",
        "- id: leaflet",
        ('citations:\n  - source: leaflet\n    pinpoint: {page: "1"}'),
    ),
    "stale-claim": Entry(
        _W,
        "The newest source of a claim is not older than claims of its kind are good for.",
        "Participation is good for two years, a practice for six, a duty for ten; then look again.",
        ("# cited: 2012 only\nstatus: active"),
        ("# cite a newer source, write when it ended,\n# or accept it in reviews.yaml until a day"),
    ),
    "idle-review": Entry(
        _W,
        "A review of a rule's finding names a record that is on file.",
        "A review that accepts nothing hides a slip.",
        "- finding: stale-claim:us-atf/inspekt",
        "- finding: stale-claim:us-atf/inspect",
    ),
    "uncited-review": Entry(
        _E,
        "A review that explains a finding cites a source.",
        "The division of labour it speaks of is a claim like any other.",
        "- finding: overlap:us-atf:us-hsi:invest.case\n  judgement: explained",
        (
            "- finding: overlap:us-atf:us-hsi:invest.case\n"
            "  judgement: explained\n"
            "  citations:\n"
            '    - {source: memorandum, pinpoint: {section: "2"}}'
        ),
    ),
    "bidding-option": Entry(
        _E,
        "An option reports a proposal; it bids nobody to do anything.",
        "The registry reports what a source proposes and takes no side.",
        'text: {en: "ATF should share traces.", es: "La ATF debe compartir."}',
        'text: {en: "Share trace data with CBP", es: "Compartir los datos de rastreo con la CBP"}',
    ),
}
"""Rule id → entry, in the order in which a file meets them."""
