"""The one door to Typst: report model → tagged PDF, exported as PDF/UA-1, always the same bytes."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from agencymap.errors import AgencymapError
from agencymap.render.pages import templates


def report_pdf(model: dict[str, Any]) -> bytes:
    """Return the report as a PDF of US Letter pages in the language of the model.

    The document's date is the day it describes, fonts come from the templates and from Typst alone,
    so the same model gives the same bytes on every machine.

    Raises:
        AgencymapError: Typst refused the document; the text says where.
    """
    import typst

    day = datetime.fromisoformat(model["meta"]["as_of"]).replace(tzinfo=UTC)
    folder = templates()
    try:
        pdf: bytes = typst.compile(
            str(folder / "report" / "report.typ"),
            root=str(folder),
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"model": json.dumps(model, ensure_ascii=False, sort_keys=True)},
            pdf_standards=["ua-1"],
            timestamp=int(day.timestamp()),
        )
    except typst.TypstError as error:
        raise AgencymapError(f"the report cannot be printed: {error}") from error
    return pdf
