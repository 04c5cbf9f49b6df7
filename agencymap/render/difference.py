"""What a change does, as text, Markdown, JSON or a page: for the terminal and for a pull request."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from agencymap.analysis.difference import (
    Difference,
    FactChange,
    FindingChange,
    Printed,
    PrintedPart,
    Sign,
    page_ranges,
)
from agencymap.facts import Fact
from agencymap.findings import Position
from agencymap.language import capital, plural
from agencymap.render.pages import asset, csp_hash, page
from agencymap.sentences import Speaker
from agencymap.vocabulary import Lang

MARKS = {Sign.ADDED: "+", Sign.CHANGED: "~", Sign.RENAMED: "→", Sign.GONE: "−"}
_LONGEST = 160
"""Characters of a value shown in a change of a field."""

_KINDS: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "agency": (("agency", "agencies"), ("institución", "instituciones")),
    "responsibility": (("responsibility", "responsibilities"), ("ámbito de competencia", "ámbitos de competencia")),
    "limit": (("limit", "limits"), ("límite", "límites")),
    "need": (("need", "needs"), ("necesidad", "necesidades")),
    "cooperation": (("link", "links"), ("vínculo", "vínculos")),
    "mechanism": (("mechanism", "mechanisms"), ("mecanismo", "mecanismos")),
    "instrument": (("instrument", "instruments"), ("instrumento", "instrumentos")),
    "source": (("source", "sources"), ("fuente", "fuentes")),
    "place": (("place", "places"), ("lugar", "lugares")),
    "function": (("function", "functions"), ("función", "funciones")),
    "domain": (("domain", "domains"), ("área", "áreas")),
    "subject": (("subject", "subjects"), ("materia", "materias")),
    "series": (("series", "series"), ("serie", "series")),
    "term": (("term", "terms"), ("término", "términos")),
    "option": (("option", "options"), ("opción", "opciones")),
    "case": (("case", "cases"), ("caso", "casos")),
    "review": (("review", "reviews"), ("revisión", "revisiones")),
    "coverage": (("entry of the coverage list", "entries of the coverage list"), ("entrada de la lista de cobertura", "entradas de la lista de cobertura")),
    "view": (("view of an agency", "views of agencies"), ("opinión de una institución", "opiniones de instituciones")),
    "registry": (("title page", "title pages"), ("portada", "portadas")),
    "map": (("map", "maps"), ("mapa", "mapas")),
    "overlap": (("overlap", "overlaps"), ("traslape", "traslapes")),
    "gap": (("gap", "gaps"), ("vacío", "vacíos")),
    "single-point": (("single point of failure", "single points of failure"), ("punto único de falla", "puntos únicos de falla")),
    "at-risk": (("agreement at risk", "agreements at risk"), ("acuerdo en riesgo", "acuerdos en riesgo")),
    "counterpart": (("counterpart answer", "counterpart answers"), ("respuesta sobre la homóloga", "respuestas sobre la homóloga")),
    "claim": (("open point of the checks", "open points of the checks"), ("punto pendiente de las revisiones", "puntos pendientes de las revisiones")),
}  # fmt: skip
_SIGNS: dict[Lang, dict[Sign, tuple[str, str]]] = {
    "en": {
        Sign.ADDED: ("added", "added"), Sign.CHANGED: ("changed", "changed"),
        Sign.RENAMED: ("renamed", "renamed"), Sign.GONE: ("gone", "gone"),
    },
    "es": {
        Sign.ADDED: ("más", "más"), Sign.CHANGED: ("con cambios", "con cambios"),
        Sign.RENAMED: ("con otro id", "con otro id"), Sign.GONE: ("menos", "menos"),
    },
}  # fmt: skip
_LANGUAGES: dict[Lang, dict[Lang, str]] = {
    "en": {"en": "English", "es": "Spanish"},
    "es": {"en": "inglés", "es": "español"},
}

Link = Callable[[Position], str]


class _Words:
    """Says a difference in one language."""

    def __init__(self, d: Difference, lang: Lang) -> None:
        self.d = d
        self.lang: Lang = lang
        self.speakers = [Speaker(s, lang) for s in d.snapshots] if d.snapshots else []

    def either(self, english: str, spanish: str) -> str:
        return english if self.lang == "en" else spanish

    def kind(self, kind: str, n: int) -> str:
        one, many = _KINDS.get(kind, ((kind, kind), (kind, kind)))[0 if self.lang == "en" else 1]
        return one if n == 1 else many

    def count(self, changes: Iterable[FactChange | FindingChange]) -> str:
        """Return "2 overlaps added, 1 changed; 3 links gone"."""
        counts: dict[str, Counter[Sign]] = {}
        for c in changes:
            counts.setdefault(c.kind, Counter())[c.sign] += 1
        parts = []
        for kind, signs in counts.items():
            said = [(n, _SIGNS[self.lang][s][0]) for s in Sign if (n := signs[s])]
            first, *rest = said
            parts.append(
                ", ".join(
                    [
                        f"{first[0]} {self.kind(kind, first[0])} {first[1]}",
                        *(f"{n} {x}" for n, x in rest),
                    ]
                )
            )
        return "; ".join(parts)

    def summary(self) -> list[str]:
        d = self.d
        if d.empty:
            return [self.either("The two say the same.", "Los dos dicen lo mismo.")]
        lines = []
        for name, findings in d.problems.items():
            n = len(findings)
            lines.append(self.either(
                f"{name} does not validate ({n} {plural(n, 'error', 'errors')}): what follows from the change is not computed.",
                f"{name} no es válido ({n} {plural(n, 'error', 'errores')}): no se calcula lo que se sigue del cambio."))  # fmt: skip
        none = self.either("none differs", "ninguno cambia")
        lines.append(self.either("Records: ", "Registros: ") + (self.count(d.facts) or none) + ".")
        lost = [
            c.former_id or c.id
            for c in d.facts
            if c.kind == "agency" and c.sign in (Sign.GONE, Sign.RENAMED)
        ]
        if lost:
            ids = ", ".join(lost)
            lines.append(self.either(
                f"{plural(len(lost), 'Id that leads', 'Ids that lead')} nowhere now: {ids}. Keep the record of an agency that ended, with 'dissolved' and a change that names its successor.",
                f"{plural(len(lost), 'Identificador que ya no lleva', 'Identificadores que ya no llevan')} a ningún lado: {ids}. Conserve el registro de una institución que terminó, con 'dissolved' y un cambio ('changes') que nombre a la sucesora."))  # fmt: skip
        if d.findings is not None:
            lines.append(
                self.either("What follows: ", "Lo que se sigue: ")
                + (
                    self.count(d.findings)
                    or self.either("no finding changes", "ningún hallazgo cambia")
                )
                + "."
            )
        if d.opened or d.settled:
            lines.append(self.either(
                f"Checks: {len(d.opened)} new, {len(d.settled)} settled.",
                f"Revisiones: {len(d.opened)} nuevas, {len(d.settled)} resueltas."))  # fmt: skip
        return lines

    def fact(self, c: FactChange) -> str:
        """Return what a record is and what of it differs."""
        shown = c.after or c.before
        assert shown is not None
        said = f"{self.kind(c.kind, 1)} {c.id}"
        if c.former_id:
            said += self.either(f" (was {c.former_id})", f" (antes {c.former_id})")
        if c.sign in (Sign.ADDED, Sign.GONE):
            text = _statement(shown, self.lang)
            return f"{said}: {text}" if text else said
        return f"{said}: {', '.join(c.fields)}" if c.fields else said

    def fields(self, c: FactChange) -> Iterator[tuple[str, str, str]]:
        """Yield each field that differs, as it was and as it is; of a bilingual text, its side."""
        if c.before is None or c.after is None:
            return
        for name in c.fields:
            was, now = c.before.value.get(name), c.after.value.get(name)
            if isinstance(was, dict) and isinstance(now, dict):
                for key in dict.fromkeys((*was, *now)):
                    if was.get(key) != now.get(key):
                        yield (f"{name}.{key}", *_apart(was.get(key), now.get(key)))
            else:
                yield (name, *_apart(was, now))

    def finding(self, c: FindingChange) -> str:
        """Return the sentence of a finding, and how it changed."""
        said = self._sentence(c, 0 if c.after is None else 1)
        if c.sign is Sign.CHANGED:
            if c.kind == "overlap":
                return f"{said} ({self.either('grade', 'grado')} {c.was} → {c.now})"
            if c.kind == "counterpart":
                return self.either(
                    f"{said} Before: {self._sentence(c, 0)}",
                    f"{said} Antes: {self._sentence(c, 0)}",
                )
        return said

    def _sentence(self, c: FindingChange, side: int) -> str:
        speaker, x = self.speakers[side], (c.before, c.after)[side]
        say: dict[str, Callable[[Any], str]] = {
            "overlap": speaker.overlap, "gap": speaker.gap, "need": speaker.need,
            "single-point": speaker.single_point, "at-risk": speaker.at_risk,
            "counterpart": speaker.counterpart,
        }  # fmt: skip
        return say[c.kind](x)

    def printed(self, p: Printed) -> str:
        """Return which printed pages differ, in the former edition and in the new one."""
        old, new = page_ranges(p.former), page_ranges(p.pages)
        if not p.parts:
            return self.either(
                f"Printed report ({_LANGUAGES['en'][p.lang]}): no page changes but for the edition named at the foot.",
                f"Reporte impreso ({_LANGUAGES['es'][p.lang]}): no cambia ninguna página, salvo la edición que se indica al pie.")  # fmt: skip
        gone = self.either(
            f"former {plural(len(p.former), 'page', 'pages')} {old}",
            f"{plural(len(p.former), 'página anterior', 'páginas anteriores')} {old}")  # fmt: skip
        now = self.either(
            f"now {plural(len(p.pages), 'page', 'pages')} {new}",
            f"ahora {plural(len(p.pages), 'página', 'páginas')} {new}")  # fmt: skip
        both = "; ".join(x for x, pages in ((gone, old), (now, new)) if pages)
        return self.either("Printed report", "Reporte impreso") + f" ({_LANGUAGES[self.lang][p.lang]}): {both}."  # fmt: skip

    def part(self, p: PrintedPart) -> str:
        """Return what differs in a table, fact sheet or figure, and on which pages."""
        where = f"{p.section}. {p.section_title}" if p.section else p.section_title
        counts = ", ".join(
            f"{n} {_SIGNS[self.lang][sign][0]}" for sign in Sign if (n := p.signs.get(sign, 0))
        )
        pages = [
            self.either(f"former p. {page_ranges(p.former)}", f"p. anterior {page_ranges(p.former)}") if p.former else "",
            f"p. {page_ranges(p.pages)}" if p.pages else "",
        ]  # fmt: skip
        return f"{where}: {p.title} ({'; '.join(x for x in (counts, *pages) if x)})"

    def group_title(self, kind: str, changes: Sequence[FindingChange]) -> str:
        return capital(self.count(changes))


def _statement(fact: Fact, lang: Lang) -> str:
    for name in ("statement", "name", "title", "purpose", "proposal", "reason", "summary"):
        value = fact.value.get(name)
        if isinstance(value, dict):
            value = value.get(lang) or value.get("en")
        if isinstance(value, str):
            return value
    return ""


def _apart(was: Any, now: Any) -> tuple[str, str]:
    """Return two values as text; of long ones, what lies around the place where they part."""
    one, other = (
        "–" if x is None else x if isinstance(x, str) else json.dumps(x, ensure_ascii=False)
        for x in (was, now)
    )
    if max(len(one), len(other)) <= _LONGEST:
        return one, other
    pairs = zip(one, other, strict=False)
    same = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    start = one.rfind(" ", 0, max(0, same - 20)) + 1
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")


def _by_kind(changes: Sequence[FindingChange]) -> dict[str, list[FindingChange]]:
    groups: dict[str, list[FindingChange]] = {}
    for c in changes:
        groups.setdefault(c.kind, []).append(c)
    return groups


def _place(c: FactChange) -> Position:
    shown = c.after or c.before
    assert shown is not None
    return shown.position


# -- forms -----------------------------------------------------------------------------------------


def difference_text(d: Difference, lang: Lang, printed: Sequence[Printed] = ()) -> str:
    """Return the difference for a terminal: the summary, then a line for each change.

    Args:
        d: the difference.
        lang: the language it is said in.
        printed: what changes in the printed report, for each language asked for.
    """
    words = _Words(d, lang)
    lines = [f"{d.base} → {d.head}", *words.summary(), *map(words.printed, printed)]
    for findings in d.problems.values():
        lines += ["", *map(str, findings)]
    if d.facts:
        lines.append("")
    for c in d.facts:
        lines.append(f"{MARKS[c.sign]} {_place(c)}: {words.fact(c)}")
        lines += [f"    {name}: {was} → {now}" for name, was, now in words.fields(c)]
    for group in _by_kind(d.findings or ()).values():
        lines += ["", words.group_title(group[0].kind, group)]
        lines += [f"{MARKS[c.sign]} {words.finding(c)}" for c in group]
    for sign, found in (("+", d.opened), ("−", d.settled)):
        lines += [f"{sign} {f}" for f in found]
    for p in printed:
        if p.parts:
            lines += ["", words.printed(p), *(f"  {words.part(x)}" for x in p.parts)]
    return "\n".join(lines) + "\n"


def difference_markdown(
    d: Difference, link: Link | None = None, printed: Sequence[Printed] = ()
) -> str:
    """Return the difference as a comment of a pull request: summary in both languages, rest folded.

    Args:
        d: the difference.
        link: gives the address of a line in the repository; without it places are text.
        printed: what changes in the printed report, for each language asked for.
    """
    words, spanish = _Words(d, "en"), _Words(d, "es")
    lines = ["## What this change does", ""]
    lines += [f"- {_md(s)}" for s in (*words.summary(), *map(words.printed, printed))]
    lines += ["", "**En español**", ""]
    lines += [f"- {_md(s)}" for s in (*spanish.summary(), *map(spanish.printed, printed))]
    for name, findings in d.problems.items():
        lines += _folded(f"{name}: {len(findings)} errors", [f"- {_md(str(f))}" for f in findings])
    if d.facts:
        rows = []
        for c in d.facts:
            where = _place(c)
            at = (
                f"[{where.file}:{where.line}]({link(where)})"
                if link and c.after
                else f"`{where.file}:{where.line}`"
            )
            rows.append(f"- {MARKS[c.sign]} {_md(words.fact(c))} {at}")
            rows += [f"  - `{n}`: {_md(was)} → {_md(now)}" for n, was, now in words.fields(c)]
        lines += _folded(f"Records: {words.count(d.facts)}", rows)
    for kind, group in _by_kind(d.findings or ()).items():
        rows = [f"- {MARKS[c.sign]} {_md(words.finding(c))}" for c in group]
        lines += _folded(words.group_title(kind, group), rows)
    for title, found in (("New in the checks", d.opened), ("Settled in the checks", d.settled)):
        if found:
            lines += _folded(f"{title}: {len(found)}", [f"- {_md(str(f))}" for f in found])
    for p in printed:
        if p.parts:
            said = words if p.lang == "en" else spanish
            lines += _folded(said.printed(p), [f"- {_md(said.part(x))}" for x in p.parts])
    return "\n".join(lines) + "\n"


def _folded(title: str, rows: Sequence[str]) -> list[str]:
    return ["", f"<details><summary>{_md(title)}</summary>", "", *rows, "", "</details>"]


def _md(text: str) -> str:
    """Return text that Markdown shows as it is, and in which no account is addressed."""
    for char in "\\`*_[]<>|#":
        text = text.replace(char, f"&#{ord(char)};" if char in "<>" else f"\\{char}")
    return text.replace("@", "@\u200b").replace("\n", " ")


def difference_json(d: Difference, lang: Lang, printed: Sequence[Printed] = ()) -> str:
    """Return the difference as data.

    Its parts are ``records``, ``findings``, ``problems``, ``checks`` and ``printed``.
    """
    words = _Words(d, lang)
    document = {
        "format": "agencymap-difference/1",
        "base": d.base,
        "head": d.head,
        "summary": words.summary(),
        "problems": {name: [str(f) for f in found] for name, found in d.problems.items()},
        "records": [
            {
                "sign": c.sign, "kind": c.kind, "id": c.id, "former_id": c.former_id,
                "file": _place(c).file, "line": _place(c).line,
                "fields": [{"field": n, "was": was, "now": now} for n, was, now in words.fields(c)],
                "text": words.fact(c),
            }
            for c in d.facts
        ],
        "findings": None if d.findings is None else [
            {"sign": c.sign, "kind": c.kind, "id": c.key, "was": c.was, "now": c.now, "text": words.finding(c)}
            for c in d.findings
        ],
        "checks": {"new": [str(f) for f in d.opened], "settled": [str(f) for f in d.settled]},
        "printed": {
            p.lang: [
                {
                    "section": x.section, "section_title": x.section_title, "title": x.title,
                    **{s.value: x.signs.get(s, 0) for s in (Sign.ADDED, Sign.CHANGED, Sign.GONE)},
                    "former_pages": x.former, "pages": x.pages,
                }
                for x in p.parts
            ]
            for p in printed
        },
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def difference_page(d: Difference, lang: Lang, printed: Sequence[Printed] = ()) -> str:
    """Return the difference as one page that needs no script."""
    words = _Words(d, lang)
    style = asset("report.css")
    return page(
        "difference.html",
        lang=lang,
        title=words.either("What this change does", "Qué hace este cambio"),
        base=d.base,
        head=d.head,
        summary=[*words.summary(), *map(words.printed, printed)],
        printed=[(words.printed(p), list(map(words.part, p.parts))) for p in printed if p.parts],
        problems=[(n, [str(f) for f in found]) for n, found in d.problems.items()],
        records_title=words.either("Records", "Registros"),
        records=[
            (MARKS[c.sign], str(_place(c)), words.fact(c), list(words.fields(c))) for c in d.facts
        ],
        groups=[
            (words.group_title(k, g), [(MARKS[c.sign], words.finding(c)) for c in g])
            for k, g in _by_kind(d.findings or ()).items()
        ],
        checks=[("+", [str(f) for f in d.opened]), ("−", [str(f) for f in d.settled])],
        checks_title=words.either("Checks", "Revisiones"),
        style=style,
        style_hash=csp_hash(style),
    )
