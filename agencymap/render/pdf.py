"""The report on paper: report model → tagged PDF, exported as PDF/UA-1, always the same bytes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from agencymap.errors import AgencymapError
from agencymap.render import typeset
from agencymap.render.pages import templates


def report_pdf(model: dict[str, Any], *, apart: bool = False) -> bytes:
    """Return the report as a PDF in the language of the model and on the paper it names.

    The document's date is the day it describes, fonts come from the templates and from Typst alone,
    so the same model gives the same bytes on every machine.

    Args:
        model: the report.
        apart: print in a process of its own, which gives its memory back when it ends.

    Raises:
        AgencymapError: Typst refused the document; the text says where.
    """
    job = _job(model)
    try:
        return _apart(job) if apart and sys.executable else typeset.typeset(job)
    except ValueError as error:
        raise AgencymapError(f"the report cannot be printed: {error}") from error


def report_pages(model: dict[str, Any]) -> dict[str, int]:
    """Return the page on which each row of a table, fact sheet and figure begins, by its id.

    Raises:
        AgencymapError: Typst refused the document; the text says where.
    """
    try:
        return typeset.pages(_job(model))
    except ValueError as error:
        raise AgencymapError(f"the report cannot be printed: {error}") from error


_TIED = re.compile(r"\b(?:[A-Z]{1,2}\. ){1,3}[A-Z]{1,2}\.")
"""Letters with points, as "EE. UU." and "B. C.", that stay on one line."""


def _together(found: re.Match[str]) -> str:
    return found[0].replace(" ", "\u00a0")


def _job(model: dict[str, Any]) -> typeset.Job:
    day = datetime.fromisoformat(model["meta"]["as_of"]).replace(tzinfo=UTC)
    folder = templates()
    printed = {k: v for k, v in model.items() if k != "records"}
    return typeset.Job(
        source=str(folder / "report" / "report.typ"),
        root=str(folder),
        fonts=str(folder / "fonts"),
        model=_TIED.sub(_together, json.dumps(printed, ensure_ascii=False, sort_keys=True)),
        timestamp=int(day.timestamp()),
    )


def _apart(job: typeset.Job) -> bytes:
    run = subprocess.run(
        [sys.executable, "-P", typeset.__file__],
        input=json.dumps(job).encode(),
        capture_output=True,
        check=False,
    )
    if run.returncode != 0:
        lines = run.stderr.decode(errors="replace").strip().splitlines()
        raise ValueError("\n".join(lines[-20:]) or f"the printer ended with {run.returncode}")
    return run.stdout
