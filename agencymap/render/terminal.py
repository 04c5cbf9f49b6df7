"""Findings and rows → text for a terminal, JSON for programs, annotations for CI."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agencymap.findings import Finding, Severity
from agencymap.rules.manual import Entry
from agencymap.snapshot import Snapshot
from agencymap.vocabulary import Lang

FORMAT = "agencymap/1"
"""Format of all JSON; changes only with a line in the changelog."""

_WORDS: dict[str, tuple[str, str]] = {
    "responsibilities": ("Responsibilities", "Ámbitos de competencia"),
    "limits": ("Limits: what it cannot do", "Límites: lo que no puede hacer"),
    "needs": ("Information needs", "Necesidades de información"),
    "counterparts": ("Counterparts", "Instituciones homólogas"),
    "links": ("Cooperation links", "Vínculos de cooperación"),
    "mechanisms": ("Mechanisms", "Mecanismos"),
    "overlaps": ("Overlaps", "Traslapes"),
    "changes": ("Changes", "Cambios"),
    "part": ("Part of", "Forma parte de"),
    "below": ("Units inside", "Unidades que la integran"),
    "names": ("Other names", "Otros nombres"),
    "ended": ("It no longer exists on this date.", "Ya no existe en esta fecha."),
    "not yet": ("It is not on file for this date.", "No consta para esta fecha."),
    "source": ("Source", "Fuente"),
    "announced": ("Announced, not counted", "Anunciado, no se cuenta"),
    "ruled out": ("Ruled out by a source", "Descartadas por una fuente"),
    "before": ("Before contact", "Antes del contacto"),
    "uncertain": ("uncertain on this date", "incierto en esta fecha"),
    "left out": (
        "Not counted as a channel, too many members",
        "No se cuenta como vía, por su número de integrantes",
    ),
    "none": ("Nothing on file.", "Nada consta en el registro."),
    "met": ("met", "atendida"),
}


def word(key: str, lang: Lang) -> str:
    """Return a heading of the terminal in the language."""
    return _WORDS[key][0 if lang == "en" else 1]


def wrap(text: str, indent: int = 0) -> str:
    """Return *text* in lines of at most 96 columns, continued under its own beginning."""
    pad = " " * indent
    return textwrap.fill(
        text, 96, initial_indent=pad, subsequent_indent=pad + "  ", break_on_hyphens=False
    )


def as_json(snapshot: Snapshot, lang: Lang, results: object) -> str:
    """Return results with what makes them reproducible: format, day, edition, digest."""
    document = {
        "format": FORMAT,
        "as_of": snapshot.day.isoformat(),
        "edition": snapshot.registry.info.edition,
        "digest": snapshot.registry.digest,
        "lang": lang,
        "results": results,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


# -- findings ------------------------------------------------------------------------------------


def findings_text(findings: Sequence[Finding]) -> str:
    """Return one line a finding, in their order."""
    return "".join(f"{finding}\n" for finding in findings)


def findings_json(findings: Sequence[Finding]) -> str:
    """Return findings as JSON."""
    rows = [
        {
            "file": f.position.file,
            "line": f.position.line,
            "column": f.position.column,
            "severity": f.severity.value,
            "message": f.message,
            "rule": f.rule,
        }
        for f in findings
    ]
    return json.dumps({"format": FORMAT, "findings": rows}, ensure_ascii=False, indent=2) + "\n"


def findings_github(findings: Sequence[Finding]) -> str:
    """Return findings as workflow commands, which GitHub shows beside the line."""
    return "".join(
        f"::{f.severity} file={f.position.file},line={f.position.line},"
        f"col={f.position.column}::{_escape(f.message)} [{f.rule}]\n"
        for f in findings
    )


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def summary(findings: Iterable[Finding], files: int) -> str:
    """Return "1 warning, 2 errors in 118 files"."""
    count = Counter(f.severity for f in findings)
    parts = [
        f"{count[s]} {s}{'' if count[s] == 1 else 's'}"
        for s in (Severity.WARNING, Severity.ERROR)
        if count[s]
    ]
    noun = "file" if files == 1 else "files"
    return f"{', '.join(parts) or 'no findings'} in {files} {noun}"


# -- rows ----------------------------------------------------------------------------------------


def tables_text(tables: Sequence[dict[str, Any]]) -> str:
    """Return tables of counts, names to the left and numbers to the right."""
    parts = []
    for table in tables:
        rows = [table["heads"], *table["rows"]]
        cells = [[str(cell) for cell in row] for row in rows]
        widths = [max(len(row[n]) for row in cells) for n in range(len(cells[0]))]
        lines = [table["title"], ""]
        for first, *others in cells:
            numbers = "".join(f"  {c:>{w}}" for c, w in zip(others, widths[1:], strict=True))
            lines.append(f"  {first:<{widths[0]}}{numbers}")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def rows_text(rows: Sequence[dict[str, Any]], lang: Lang) -> str:
    """Return one sentence a row with its id."""
    if not rows:
        return word("none", lang) + "\n"
    return "".join(f"{wrap(row['sentence'])}\n    [{row['id']}]\n" for row in rows)


def _claim(row: dict[str, Any], lang: Lang) -> list[str]:
    letter = f"{row['letter']}  " if "letter" in row else "-  "
    notes = []
    if row.get("status") not in (None, "asserted"):
        notes.append(row.get("status_text", row["status"]))
    if row.get("certain") == "uncertain":
        notes.append(word("uncertain", lang))
    if row.get("span"):
        notes.append(row["span"])
    if row.get("footing"):
        notes.append(row["footing"])
    tail = f" ({'; '.join(notes)})" if notes else ""
    head = f"{row['function_name']}: " if "function_name" in row else ""
    lines = [wrap(f"{letter}{head}{row['sentence']}{tail}", 2)]
    lines += [wrap(f"{s['text']}. {s['kind']}, {s['read']}", 6) for s in row.get("sources", [])[:2]]
    return lines


def agency_text(row: dict[str, Any], lang: Lang) -> str:
    """Return the record of an agency as text."""
    lines = [
        row["name"],
        f"{row['country']}, {row['level']}; {row['classification']} [{row['id']}]",
    ]
    if row["exists"] == "no":
        lines.append(word("ended" if row["dissolved"] else "not yet", lang))
    if row["parents"]:
        lines.append(f"{word('part', lang)}: " + " › ".join(p["name"] for p in row["parents"]))
    lines += [wrap(p["sentence"]) for p in row["contested_parents"]]
    if row["children"]:
        lines.append(
            wrap(f"{word('below', lang)}: " + ", ".join(c["name"] for c in row["children"]))
        )
    if row["other_names"]:
        names = "; ".join(
            o["name"] + (f" ({o['span']})" if o["span"] else "") for o in row["other_names"]
        )
        lines.append(wrap(f"{word('names', lang)}: {names}"))
    lines += ["", wrap(row["mandate"])]
    for key in ("responsibilities", "limits"):
        if row[key]:
            lines += ["", word(key, lang)]
            for claim in row[key]:
                lines += _claim(claim, lang)
    for key in ("needs", "counterparts", "overlaps", "links"):
        if row[key]:
            lines += ["", word(key, lang)]
            lines += [wrap(f"-  {entry['sentence']}", 2) for entry in row[key]]
    if row["mechanisms"]:
        lines += ["", word("mechanisms", lang)]
        lines += [f"  -  {m['name']}: {m['role']}" for m in row["mechanisms"]]
    if row["changes"]:
        lines += ["", word("changes", lang)]
        lines += [wrap(f"-  {c['text']}", 2) for c in row["changes"]]
    return "\n".join(lines) + "\n"


def who_text(rows: Sequence[dict[str, Any]], lang: Lang) -> str:
    """Return the holders of a function, by country."""
    lines: list[str] = []
    for row in rows:
        lines.append(wrap(row["sentence"]))
        for area in row["areas"]:
            lines += [f"  {area['agency_name']} [{area['id']}]", *_claim(area, lang)]
        if row["announced"]:
            lines.append(f"  {word('announced', lang)}:")
            for area in row["announced"]:
                lines += _claim(area, lang)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def counterpart_text(row: dict[str, Any], lang: Lang) -> str:
    """Return the answer on counterparts with reasons, formalities and what was ruled out."""
    lines = [wrap(row["sentence"])]
    for c in row["counterparts"]:
        lines += [
            "",
            wrap(f"{c['rank']}. {c['name']} [{c['agency']}]"),
            wrap(f"{c['reason']}. {c['coordination']['sentence']}", 3),
        ]
        lines += _claim(c["area"], lang)
    for key, title in (("ruled_out", "ruled out"), ("announced", "announced")):
        if row[key]:
            lines += ["", word(title, lang)]
            for area in row[key]:
                lines += [f"  {area['agency_name']}", *_claim(area, lang)]
    if row["formalities"]:
        lines += ["", word("before", lang)]
        lines += [wrap(f"-  {f['sentence']} ({f['name']})", 2) for f in row["formalities"]]
    return "\n".join(lines) + "\n"


def path_text(row: dict[str, Any], lang: Lang) -> str:
    """Return the paths between two agencies."""
    lines = [wrap(row["sentence"])]
    if len(row["paths"]) > 1:
        lines += [wrap(f"-  {p['text']}", 2) for p in row["paths"]]
    lines += [
        wrap(f"{word('left out', lang)}: {c['name']} ({c['members']})") for c in row["left_out"]
    ]
    return "\n".join(lines) + "\n"


def rules_text(manual: Mapping[str, Entry]) -> str:
    """Return one line for each rule: id, severity, sentence."""
    width = max(map(len, manual))
    return "".join(f"{id_:{width}}  {e.severity:7}  {e.sentence}\n" for id_, e in manual.items())


def rule_text(id_: str, entry: Entry) -> str:
    """Return the entry of one rule, with its examples and how a warning is accepted."""
    parts = [f"{id_} ({entry.severity})", wrap(entry.sentence), wrap(entry.why)]
    for title, example in (("Wrong", entry.wrong), ("Right", entry.right)):
        parts.append(f"{title}:\n{textwrap.indent(example, '    ')}")
    if entry.severity is Severity.WARNING:
        accepted = f"""
            reviews:
              - finding: {id_}:us-atf/inspect
                judgement: accepted
                reason: {{en: "Why it stands.", es: "Por qué se mantiene."}}
                until: 2027-06-30
            """
        parts.append(
            wrap("Accept one such finding for a time in reviews.yaml, by rule and record:")
            + "\n"
            + textwrap.indent(textwrap.dedent(accepted).strip(), "    ")
        )
    return "\n\n".join(parts) + "\n"


def rules_json(manual: Mapping[str, Entry]) -> str:
    """Return the manual as JSON."""
    entries = [
        {
            "id": id_,
            **{f: str(getattr(e, f)) for f in ("severity", "sentence", "why", "wrong", "right")},
        }
        for id_, e in manual.items()
    ]
    return json.dumps({"format": FORMAT, "rules": entries}, ensure_ascii=False, indent=1) + "\n"
