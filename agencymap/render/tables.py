"""The tables of a report for a spreadsheet: one workbook, or a CSV file for each table in a ZIP.

Both are made from the report model, hold the same cells, and give the same bytes for the same
model. This is the one door to XlsxWriter.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from textwrap import wrap
from typing import Any

Value = str | int | date
"""What a cell of a sheet holds: numbers are numbers and days are days."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be run as a formula by a spreadsheet that reads CSV."""

_MAX_CELL = 32_767
"""Characters that a cell of a workbook holds."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, which no other column of its table has, and its relative width."""

    head: str
    weight: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the report: every row has as many values as there are columns."""

    id: str
    name: str
    """Unique, and short enough for the tab of a sheet."""
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()


def report_sheets(model: Mapping[str, Any]) -> list[Sheet]:
    """Return the tables of a report as sheets, in the order of their numbers.

    A group of rows becomes a column, so that a filter keeps it; a coordination grade within a cell
    gets a column of its own, as a number; the last column is the row's anchor in the page, with
    those of the findings that the row stands for as well.
    """
    words = model["words"]
    sheets = []
    for section in model["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "table":
                sheets.append(_table(block, words))
            elif block["kind"] == "matrix":
                sheets.append(_matrix(block, words))
    return sheets


def _unique(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Return the columns, the second of the same heading with a 2 after it, and so on."""
    seen: Counter[str] = Counter()
    found = []
    for column in columns:
        seen[column.head] += 1
        again = seen[column.head]
        found.append(replace(column, head=f"{column.head} {again}") if again > 1 else column)
    return tuple(found)


def _name(block: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Return the name of a sheet: the number of the table makes it unique."""
    if block["id"] == "sources":
        return words["sources"]
    return re.sub(r"[\[\]:*?/\\']", "-", f"{block['number']} {block['id']}")[:31].rstrip()


def _title(block: Mapping[str, Any], words: Mapping[str, str]) -> str:
    return f"{words['table']} {block['number']}. {block['title']}"


def _table(block: Mapping[str, Any], words: Mapping[str, str]) -> Sheet:
    rows = [row for row in block["rows"] if "cells" in row]
    grouped = len(rows) < len(block["rows"])
    graded = [
        n
        for n in range(len(block["columns"]))
        if any("grade" in run for row in rows for run in _runs(row["cells"][n]))
    ]
    columns = [Column(words["group"], 1.0)] if grouped else []
    for n, column in enumerate(block["columns"]):
        columns.append(Column(column["head"], column["weight"]))
        if n in graded:
            columns.append(Column(words["grade"].capitalize(), 0.4))
    columns.append(Column(words["anchor"], 1.2))
    values: list[tuple[Value, ...]] = []
    group = ""
    for row in block["rows"]:
        if "band" in row:
            group = row["band"]
            continue
        line: list[Value] = [group] if grouped else []
        for n, cell in enumerate(row["cells"]):
            line.append(_value(_text(cell, words, grades=n not in graded)))
            if n in graded:
                line.append(next((run["grade"] for run in _runs(cell) if "grade" in run), ""))
        line.append("\n".join([row["id"], *row.get("also", ())]))
        values.append(tuple(line))
    notes = tuple(f"{n['head']}: {n['text']}" for n in block["notes"])
    return Sheet(
        block["id"],
        _name(block, words),
        _title(block, words),
        _unique(columns),
        tuple(values),
        notes,
    )


def _matrix(block: Mapping[str, Any], words: Mapping[str, str]) -> Sheet:
    def letters(row: Mapping[str, Any], side: str) -> list[Value]:
        return [x["role"] if x else "" for x in row[side]]

    grouped = any("band" in row for row in block["rows"])
    columns = [
        *((Column(words["group"], 1.2),) if grouped else ()),
        Column("Id", 0.5),
        Column(f"{words['us']} – {words['mx']}", 2.0),
        *(Column(head, 0.4) for head in block["us"]),
        Column(f"A,R {words['us']}", 0.5),
        Column(f"A,R {words['mx']}", 0.5),
        *(Column(head, 0.4) for head in block["mx"]),
    ]
    rows: list[tuple[Value, ...]] = []
    group = ""
    for row in block["rows"]:
        group = row.get("band", group)
        name = " – ".join(filter(None, (row["name"], row.get("remark", ""))))
        sides = (letters(row, "us"), letters(row, "mx"))
        before = (group,) if grouped else ()
        rows.append((*before, row["id"], name, *sides[0], *row["n"], *sides[1]))
    return Sheet(
        block["id"], _name(block, words), _title(block, words), _unique(columns), tuple(rows),
        (block["note"],),
    )  # fmt: skip


def _runs(cell: Sequence[Sequence[Mapping[str, Any]]]) -> Iterator[Mapping[str, Any]]:
    for paragraph in cell:
        yield from paragraph


def _text(
    cell: Sequence[Sequence[Mapping[str, Any]]], words: Mapping[str, str], *, grades: bool
) -> str:
    """Return a cell as text, a line for each paragraph; a citation is [number] and place."""
    lines = ("".join(_run(x, words, grades) for x in paragraph).strip() for paragraph in cell)
    return "\n".join(filter(None, lines))


def _run(run: Mapping[str, Any], words: Mapping[str, str], grades: bool) -> str:
    if "cite" in run:
        places = "; ".join(f"[{number}] {pin}".rstrip() for number, pin in run["cite"])
        return f"{places} ({run['weak']})" if "weak" in run else places
    if "grade" in run:
        return f"{words['grade']} {run['grade']}" if grades else ""
    for key in ("t", "b", "m", "role", "practice"):
        if key in run:
            return str(run[key])
    return ""


def _value(text: str) -> Value:
    """Return a number or a day where the whole text is one."""
    if re.fullmatch(r"\d{1,3}(,\d{3})*|\d{4,12}", text) and (text == "0" or text[0] != "0"):
        return int(text.replace(",", ""))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    return text


# -- about -----------------------------------------------------------------------------------------


def _about(model: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what the first sheet says of the report: handling first, as on the pages."""
    meta = model["meta"]
    words = model["words"]
    lines = [
        ("", meta["banner"]),
        (words["handling"], meta["handling"]),
        (words["report"], meta["title"]),
        (words["scope"], meta["scope"]),
        (words["asof"], meta["as_of"]),
        (words["edition"], meta["edition"]),
        (words["digest"], meta["digest"]),
        (words["program"], f"agencymap {meta['version']}"),
        (words["reading"], words["how"]),
    ]
    return [(head, text) for head, text in lines if text]


# -- XLSX ------------------------------------------------------------------------------------------

_UNIT = 26.0
"""Characters of a column of relative width 1."""
_LINE, _TALLEST = 13.5, 409.0
"""Height of a line and of the tallest row a spreadsheet draws, in points."""


def _height(texts: Iterable[str], widths: Sequence[float]) -> float:
    """Return the height of a row in points, so that wrapped texts are seen whole.

    Not every program measures the rows of a file it opens. Letters are taken as wide as the digits
    in which widths are given, so that a wider font fits too.
    """
    lines = max(
        (
            sum(len(wrap(part, int(width))) or 1 for part in text.split("\n"))
            for text, width in zip(texts, widths, strict=False)
        ),
        default=1,
    )
    return min(_TALLEST, _LINE * lines + 2)


def report_xlsx(model: Mapping[str, Any]) -> bytes:
    """Return the tables of a report as a workbook: a sheet about it, then a sheet for each table.

    Heads are frozen and filtered, texts wrapped; no cell holds a formula. Where a text begins as a
    formula would, the cell is marked as text, which a later copy of it keeps.
    """
    from xlsxwriter import Workbook

    meta = model["meta"]
    day = datetime.fromisoformat(meta["as_of"])
    buffer = io.BytesIO()
    book = Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties(
        {
            "title": f"{meta['title']}, {meta['day']}",
            "author": "agencymap",
            "comments": meta["banner"] or meta["handling"],
            "created": max(day, datetime(1900, 1, 1)),
        }
    )
    look = {"valign": "top", "text_wrap": True, "font_name": "Calibri", "font_size": 10}
    plain = book.add_format(look)
    literal = book.add_format({**look, "quote_prefix": True})
    bold = book.add_format({**look, "bold": True})
    title = book.add_format({**look, "bold": True, "font_size": 14, "text_wrap": False})
    head = book.add_format({**look, "bold": True, "bg_color": "#DDE1E5", "bottom": 2})
    number = book.add_format({**look, "num_format": "#,##0"})
    days = book.add_format({**look, "num_format": "yyyy-mm-dd", "align": "left"})
    link = book.add_format({**look, "underline": 1, "font_color": "#17365C"})
    sheets = report_sheets(model)

    def put(sheet: Any, y: int, x: int, value: Value) -> None:
        if isinstance(value, int):
            sheet.write_number(y, x, value, number)
        elif isinstance(value, date) and value.year >= 1900:
            sheet.write_datetime(y, x, datetime(value.year, value.month, value.day), days)
        elif text := str(value)[:_MAX_CELL]:
            sheet.write_string(y, x, text, literal if text.startswith(FORMULA) else plain)

    def pages(sheet: Any) -> None:
        """Set how a sheet is printed: banner and handling on every page."""
        sheet.set_landscape()
        sheet.set_paper(9 if meta["paper"] == "a4" else 1)
        sheet.fit_to_pages(1, 0)
        sheet.set_header("&C&B" + _in_head(meta["banner"]) if meta["banner"] else "")
        sheet.set_footer(f"&L{_in_head(meta['handling'])}&R&P / &N")

    first = book.add_worksheet(model["words"]["about"])
    pages(first)
    about = (30.0, 90.0)
    for x, width in enumerate(about):
        first.set_column(x, x, width)
    y = 0
    for name, text in _about(model):
        if name:
            first.write_string(y, 0, name, bold)
            put(first, y, 1, text)
            first.set_row(y, _height((name, text), about))
        else:
            first.write_string(y, 0, text, title)
        y += 1
    y += 1
    for sheet in sheets:
        first.write_url(y, 0, f"internal:'{sheet.name}'!A1", link, sheet.name)
        put(first, y, 1, sheet.title)
        first.set_row(y, _height((sheet.name, sheet.title), about))
        y += 1
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        pages(page)
        widths = [max(8.0, min(80.0, c.weight * _UNIT)) for c in sheet.columns]
        # a head leaves room for the button of its filter
        page.set_row(0, _height((c.head for c in sheet.columns), [w - 3 for w in widths]))
        for x, column in enumerate(sheet.columns):
            page.set_column(x, x, widths[x])
            page.write_string(0, x, column.head, head)
        for y, row in enumerate(sheet.rows, 1):
            page.set_row(y, _height(map(str, row), widths))
            for x, value in enumerate(row):
                put(page, y, x, value)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        for y, note in enumerate(sheet.notes, len(sheet.rows) + 2):
            page.write_string(y, 0, note, book.add_format({"italic": True, "font_size": 9}))
    book.close()
    return buffer.getvalue()


def _in_head(text: str) -> str:
    """Return *text* for the head or foot of a printed sheet, which hold 255 characters in all."""
    escaped = text.replace("&", "&&")
    return escaped if len(escaped) <= 240 else text.replace("&", "＆")[:240]  # noqa: RUF001


# -- CSV -------------------------------------------------------------------------------------------


def report_csv(model: Mapping[str, Any]) -> bytes:
    """Return the tables of a report as a ZIP: a CSV file for each, described in datapackage.json.

    The files are UTF-8 with a byte order mark, without which some spreadsheets garble accents. A
    text that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    sheets = report_sheets(model)
    files = {f"{_file(s)}.csv": "\ufeff" + _csv(s) for s in sheets}
    files["datapackage.json"] = _package(model, sheets)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same bytes on Windows
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


def _file(sheet: Sheet) -> str:
    """Return the name of a table's file, with no character that a disk may refuse."""
    return re.sub(r"[^a-z0-9._-]", "-", sheet.id.lower())


def _csv(sheet: Sheet) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([c.head for c in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_defused(v) for v in row])
    return out.getvalue()


def _defused(value: Value) -> Value:
    """Return *value* so that no spreadsheet takes it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _package(model: Mapping[str, Any], sheets: Sequence[Sheet]) -> str:
    """Return the description of the files: the Data Package standard, version 1."""
    meta = model["meta"]
    document = {
        "profile": "tabular-data-package",
        "name": "agencymap-overlap-report",
        "title": f"{meta['title']}, {meta['day']}",
        "description": "\n".join(f"{a}: {b}" if a else b for a, b in _about(model)),
        "version": meta["edition"],
        "created": f"{meta['as_of']}T00:00:00Z",
        "resources": [
            {
                "name": _file(s),
                "path": f"{_file(s)}.csv",
                "title": s.title,
                "description": "\n".join(s.notes),
                "profile": "tabular-data-resource",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": c.head, "type": _type([row[n] for row in s.rows])}
                        for n, c in enumerate(s.columns)
                    ],
                    "missingValues": [""],
                },
            }
            for s in sheets
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _type(values: Sequence[Value]) -> str:
    filled = [v for v in values if v != ""]
    if filled and all(isinstance(v, int) for v in filled):
        return "integer"
    if filled and all(isinstance(v, date) for v in filled):
        return "date"
    return "string"
