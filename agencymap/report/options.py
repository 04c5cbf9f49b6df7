"""Options that sources propose (T20), and what the agencies named say of the report."""

from __future__ import annotations

from typing import Any

from agencymap.language import (
    capital,
    function_noun,
    instrument_name,
    join,
    long_date,
    pick,
    plural,
)
from agencymap.model import Option
from agencymap.report.appendices import dense
from agencymap.report.base import Cell, Writer, t
from agencymap.vocabulary import label


def options(w: Writer) -> dict[str, Any]:
    """Return the section on options: what sources propose, reported and not weighed."""
    found = w.found.options
    open_ = [o for o in found if _known(w, o)]
    rows = [_row(w, o, f"OP-{n:02d}") for n, o in enumerate(found, 1)]
    sentence = w.either(
        f"Options that a source on file proposes: {len(found)}; a source says what became of {len(open_)}",
        f"Opciones que propone alguna fuente registrada: {len(found)}; de {len(open_)} una fuente dice qué ocurrió",
    )  # fmt: skip
    if not found:
        sentence = w.either("No option is on file for this scope and date", "No consta ninguna opción para este alcance y fecha")  # fmt: skip
    return {
        "id": "options",
        "title": w.either("Options for consideration", "Opciones por considerar"),
        "side": w.either("Each option is its source’s, in our words; none is ours", "Cada opción es de su fuente, con palabras nuestras; ninguna es nuestra"),
        "blocks": [
            w.finding(sentence, w.either(
                "No action is an option, too: what is on file then stays as the sections above describe it. This report weighs no option and endorses none. The authority an option needs and what speaks against it are given only where the source states them; “not stated” does not mean that there is none. General aims, and proposals to those outside government, are left out.",
                "No actuar también es una opción: lo que consta queda entonces como lo describen las secciones anteriores. Este reporte no pondera ni respalda opción alguna. La facultad que requiere y lo que hay en contra solo se anotan si la fuente lo dice; «no lo precisa la fuente» no significa que no exista. Se omiten los fines generales y lo que se propone a quienes no son gobierno.")),
            dense(w.table("options", w.either("Options, who can act, authority, trade-off", "Opciones, quién puede actuar, facultad y contrapeso"),
                       [("Id", "id", 0.6), (w.either("Option, and who proposes it", "Opción y quién la propone"), "text", 2.6),
                        (w.either("Bears on", "Atañe a"), "text", 2.1), (w.either("Who can act", "Quién puede actuar"), "text", 1.0),
                        (w.either("Authority needed; trade-off; state", "Facultad que requiere; contrapeso; estado"), "text", 2.4)], rows,
                       notes=[(w.either("Key", "Clave"), w.either(
                           f"D2 to D12 are the rules of {w.section('reading')} whose findings the option bears on, as coded by the editors. State: as the newest source on file says, by the date of this report.",
                           f"D2 a D12 son las reglas de la {w.section('reading')} cuyos hallazgos atañen a la opción, según la codificación de quienes editan. Estado: el que da la fuente registrada más reciente, a la fecha de este reporte."))],
                       empty=w.either("No source on file proposes an option for this scope by this date; no action remains one.", "Ninguna fuente registrada propone una opción para este alcance a esta fecha; no actuar sigue siendo una."))),
        ],
    }  # fmt: skip


def _known(w: Writer, option: Option) -> bool:
    """Return whether a source says by the day what became of an option."""
    status = option.status
    return status is not None and (status.as_of.earliest or status.as_of.latest) <= w.snapshot.day


def _row(w: Writer, o: Option, code: str) -> dict[str, Any]:
    silent = w.either("not stated by the source", "no lo precisa la fuente")
    names = [function_noun(w.registry.function_title(f), w.lang).text for f in o.functions]
    bears: Cell = [[t(capital("; ".join(names)))]]
    about = [label(k, w.lang) for k in o.kinds]
    about += [pick(w.registry.mechanisms[m].name, w.lang) for m in o.mechanisms]
    about += [instrument_name(w.registry.instruments[i], w.lang) for i in o.instruments]
    if about:
        bears.append([{"m": capital("; ".join(about))}])
    said = (
        (w.either("Authority: ", "Facultad: "), o.authority),
        (w.either("Trade-off: ", "Contrapeso: "), o.trade_off),
    )
    terms: Cell = [[{"b": head}, t(pick(text, w.lang) if text else silent)] for head, text in said]
    if o.authority is None and o.trade_off is None:
        both = w.either("Authority, trade-off: ", "Facultad, contrapeso: ")
        terms = [[{"b": both}, t(silent)]]
    if o.status is not None and _known(w, o):
        state = f"{label(o.status.state, w.lang)}, {long_date(o.status.as_of, w.lang)} "
        terms.append([{"b": w.either("State: ", "Estado: ")}, t(state), w.cite(o.status.citations, code, 1)])  # fmt: skip
    return w.row(
        f"option-{o.id}",
        [[{"b": code}]],
        [
            [t(pick(o.proposal, w.lang))],
            [
                {"m": f"{pick(o.proposer, w.lang)}, {long_date(o.proposed, w.lang)} "},
                w.cite(o.citations, code),
            ],
        ],
        bears,
        [[t(join([w.agency(a) for a in o.who], w.lang))]],
        terms,
    )


def views(w: Writer) -> dict[str, Any]:
    """Return the section on the views of the agencies named: received, sought, or not sought."""
    rows = [
        w.row(
            f"view-{v.agency}-{n}",
            [[{"b": f"V-{n:02d}"}]],
            [[t(w.agency(v.agency))]],
            [[t(str(v.sought or w.either("not on file", "no consta")))]],
            [[t(str(v.received or w.either("not on file", "no consta")))]],
            [
                [
                    t(
                        pick(v.summary, w.lang)
                        if v.summary
                        else w.either("none on file", "no consta")
                    )
                ],
                *([[w.cite(v.citations, f"V-{n:02d}")]] if v.citations else []),
            ],
        )
        for n, v in enumerate(w.found.views, 1)
    ]
    came = sum(v.received is not None for v in w.found.views)
    sentence = (
        w.either(
            f"Views on file: {len(rows)} sought or sent, {came} received",
            f"Comentarios registrados: {len(rows)} solicitados o enviados, {came} recibidos",
        )
        if rows
        else w.either(
            "Agency views were not sought for this edition",
            "Para esta edición no se solicitaron comentarios de las instituciones",
        )
    )
    n = len(w.found.agencies)
    return {
        "id": "views",
        "title": w.either("Agency views", "Comentarios de las instituciones"),
        "side": w.either("Views of both countries’ agencies", "Comentarios de instituciones de ambos países"),
        "blocks": [
            w.finding(sentence, w.either(
                "An audit report prints what the agencies it names say of a draft. No agency named here has confirmed, corrected or commented on what is printed about it, unless the table says so; silence is no consent. The registry keeps a view, and where it is published, once one is received; a correction can be proposed at any time.",
                "Un informe de auditoría publica lo que las instituciones nombradas dicen de un borrador. Salvo que la tabla lo indique, ninguna institución aquí nombrada ha confirmado, corregido o comentado lo que se imprime sobre ella; el silencio no es conformidad. Cuando se recibe un comentario, el registro lo conserva con el lugar donde se publicó; en todo momento se puede proponer una corrección.")),
            w.table("views", w.either("Views sought and received", "Comentarios solicitados y recibidos"),
                       [("Id", "id", 0.6), (w.either("Agency", "Institución"), "text", 1.2), (w.either("Sought", "Solicitado"), "text", 0.9),
                        (w.either("Received", "Recibido"), "text", 0.9), (w.either("What it says", "Qué dice"), "text", 3)], rows,
                       empty=w.either(
                           f"No view of {plural(n, 'the agency', f'the {n} agencies')} in scope is on file.",
                           f"No consta ningún comentario de {plural(n, 'la institución', f'las {n} instituciones')} del alcance.")),
        ],
    }  # fmt: skip
