"""The one door to Typst, which can also be gone through in a process of its own.

Typst keeps what it laid out until its process ends, several hundred megabytes for a long report.
So a build runs this file for each report, one after the other: ``python -P typeset.py`` reads a job
as JSON from standard input and writes the PDF to standard output. It imports nothing of agencymap,
which makes it quick to start.
"""

from __future__ import annotations

import json
import sys
from typing import TypedDict


class Job(TypedDict):
    """What is printed: the document, its folder, the fonts, the model as JSON, and the date."""

    source: str
    root: str
    fonts: str
    model: str
    timestamp: int


_SUSPECTS = b"/Suspects false"
"""What is so without being said (ISO 32000-1, table 321), and poppler before 23 complains about."""


def typeset(job: Job) -> bytes:
    """Return the PDF of a job, tagged and exported as PDF/UA-1.

    Raises:
        ValueError: Typst refused the document; the text says where.
    """
    import typst

    try:
        pdf: bytes = typst.compile(
            job["source"],
            root=job["root"],
            font_paths=[job["fonts"]],
            ignore_system_fonts=True,
            sys_inputs={"model": job["model"]},
            pdf_standards=["ua-1"],
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        raise ValueError(str(error)) from error
    return pdf.replace(_SUSPECTS, b" " * len(_SUSPECTS), 1)  # as long: offsets stay true


def pages(job: Job) -> dict[str, int]:
    """Return the page on which each row of a table, fact sheet and figure begins, by its id.

    Raises:
        ValueError: Typst refused the document; the text says where.
    """
    import typst

    try:
        found = typst.query(
            job["source"],
            "<pages>",
            field="value",
            one=True,
            root=job["root"],
            font_paths=[job["fonts"]],
            ignore_system_fonts=True,
            sys_inputs={"model": job["model"], "pages": "yes"},
        )
    except typst.TypstError as error:
        raise ValueError(str(error)) from error
    return {str(row): int(page) for row, page in json.loads(found)}


if __name__ == "__main__":
    try:
        sys.stdout.buffer.write(typeset(json.load(sys.stdin.buffer)))
    except ValueError as problem:
        sys.stderr.buffer.write(str(problem).encode())
        sys.exit(1)
