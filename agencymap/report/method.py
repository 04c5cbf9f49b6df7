"""What the report asks, how it is to be read, and how far its data reach."""

from __future__ import annotations

from collections import Counter
from typing import Any

from agencymap.analysis.scope import SIDES
from agencymap.dates import Holds
from agencymap.language import (
    capital,
    count,
    grouped,
    pick,
    plural,
)
from agencymap.report.appendices import framework
from agencymap.report.base import Writer, t
from agencymap.vocabulary import (
    ROLE_LETTERS,
    SOURCE_BARS,
    Footing,
    Level,
    SourceKind,
    Status,
    label,
)

OLD_YEARS = 3


def purpose(w: Writer) -> dict[str, Any]:
    """Return the questions the report answers, and its scope."""
    registry = w.registry
    functions, domains = len(w.found.functions), len(w.found.domains)
    rows = [
        (w.either("Countries", "Países"), capital(w.scope_part("countries"))),
        (w.either("Levels of government", "Órdenes de gobierno"), ", ".join(
            sorted({label(registry.agencies[a].level, w.lang) for a in w.found.agencies}))),
        (w.either("Functions", "Funciones"), w.either(
            f"{functions} {plural(functions, 'function', 'functions')} in {domains} {plural(domains, 'area', 'areas')}",
            f"{functions} {plural(functions, 'función', 'funciones')} en {domains} {plural(domains, 'área', 'áreas')}")),
        (w.either("Places", "Lugares"), w.scope_part("places") or w.either("all", "todos")),
        (w.either("Agencies named", "Instituciones nombradas"), w.scope_part("agencies") or w.either("none in particular", "ninguna en particular")),
        (w.either("Date described", "Fecha que se describe"), w.meta()["day"]),
        (w.either("Unit of analysis", "Unidad de análisis"), w.either(
            "the area of responsibility: one agency, one function, places, subjects, a role, a time",
            "el ámbito de competencia: una institución, una función, lugares, materias, un papel, un tiempo")),
    ]  # fmt: skip
    return {
        "id": "purpose",
        "title": w.either("Purpose and scope", "Propósito y alcance"),
        "side": w.either("Unit: area of responsibility", "Unidad: ámbito de competencia"),
        "blocks": [
            w.finding(
                w.either("Four questions, answered from what is on file", "Cuatro preguntas, respondidas con lo que consta"),
                w.either("Who holds which function on each side of the border? Where do agencies of one country overlap, and what covers the overlap? Which office answers to which across the border, and by which channel? What is not on file, and what hangs on one agency alone?",
                       "¿Quién tiene cada función a cada lado de la frontera? ¿Dónde se traslapan instituciones de un mismo país y qué cubre el traslape? ¿Qué institución corresponde a cuál del otro lado y por qué vía? ¿Qué no consta y qué depende de una sola institución?"),
                pick(registry.info.scope, w.lang),
            ),
            w.table("scope", w.either("Scope of this report", "Alcance de este reporte"),
                       [(w.either("Item", "Concepto"), "text", 1), (w.either("Scope", "Alcance"), "text", 3)],
                       [w.row(f"scope-{n}", [[{"b": a}]], [[t(b)]]) for n, (a, b) in enumerate(rows, 1)]),
        ],
    }  # fmt: skip


def reading(w: Writer) -> dict[str, Any]:
    """Return the definitions, after GAO-15-49SP and GAO-23-105520, and the marks."""
    definitions = [
        ("D1", w.either("Fragmentation", "Fragmentación"),
         w.either("GAO: “more than one federal agency involved in the same broad area”. Here: two or more agencies of one country on file with a function or part of it.",
                "Hay fragmentación cuando, en un mismo país y en la fecha de corte, constan dos o más instituciones con la misma función o con parte de ella (GAO: “more than one federal agency involved in the same broad area”)."),
         w.either("Not by itself a problem.", "No implica deficiencia. En México la seguridad pública es una función concurrente.")),
        ("D2", w.either("Overlap", "Traslape"),
         w.either("GAO: “multiple agencies or programs with similar goals, activities, or beneficiaries”. Here: two agencies of one country, neither above the other, with the same or related function, on common ground and a common subject.",
                "Hay traslape cuando dos instituciones distintas de un mismo país tienen funciones iguales o relacionadas, en un lugar y sobre una materia comunes, al mismo tiempo (GAO: “multiple agencies or programs with similar goals, activities, or beneficiaries”)."),
         w.either("GAO does not ask for common ground; this report does, and is stricter.", "La GAO no exige que coincida el lugar; este reporte sí, y por eso es más estricto.")),
        ("D3", w.either("Duplication candidate", "Posible duplicidad"),
         w.either("An overlap in which function, place, subject, stage and role agree and no source describes a division of labor. GAO: “two or more agencies or programs engaged in the same activities or services to the same beneficiaries”.",
                "Traslape en el que coinciden función, lugar, materia, etapa y papel, sin que alguna fuente describa un reparto de tareas."),
         w.either("To be verified: needs program evidence.", "Está por comprobar: hace falta evidencia de los programas. No es una determinación jurídica.")),
        ("D5", w.either("Coordination coverage", "Cobertura de coordinación"),
         w.either("Share of overlaps that reach a grade or better.", "Proporción de los traslapes que alcanzan cierto grado o más."),
         w.either("Not computed without overlaps.", "Si no hay traslapes registrados, no se calcula.")),
        ("D6", w.either("Unmet information need", "Necesidad de información no atendida"),
         w.either("An agency needs the product of another for its function, and no record shows that it receives it.", "Una institución necesita, para su función, un producto de otra, y no consta que lo reciba."),
         w.either("Can exist without overlap.", "Puede existir sin que haya traslape.")),
        ("D7", w.either("Counterpart", "Institución homóloga"),
         w.either("An agency of the other country with the function that answers, at the place; listed in order, with reasons.", "Institución del otro país a la que corresponde, en cierta función y lugar, la función equivalente. Se listan en orden y con la razón de cada lugar."),
         w.either("No official designation, and no leave to make contact.", "No es un nombramiento oficial ni autoriza el contacto.")),
        ("D8", w.either("Gap", "Vacío"),
         w.either("A function, place, channel or accountability for which the registry holds no record (not on file), or of which a source says that nobody has it (asserted absent).", "Función, lugar, vía o rendición de cuentas sobre los que el registro no contiene asiento (no consta) o sobre los que una fuente afirma que nadie los atiende (ausencia documentada)."),
         w.either("Not on file is never worded “no agency”.", "Solo en el segundo caso se escribe «ninguna institución».")),
        ("D10", w.either("Single point of failure", "Punto único de falla"),
         w.either("An agency without which others lose a function or every path to the other side.", "Institución sin la cual otras quedan sin acceso a una función o a la institución homóloga."),
         w.either("Places are named, not only the share.", "Se indican los lugares afectados, no solo la proporción.")),
        ("D12", w.either("Agreement at risk", "Acuerdo en riesgo"),
         w.either("An agreement whose party was replaced without a succession note, whose term is over, or whose last evidence is older than three years.", "Acuerdo cuya parte fue sustituida sin que conste la sucesión, cuyo plazo venció o cuya última evidencia tiene más de tres años."),
         w.either("It may still be applied; verify.", "Puede seguir aplicándose; hay que verificarlo.")),
    ]  # fmt: skip
    grades = w.grade_words()
    note = w.either(
        "Definitions of fragmentation, overlap, and duplication follow GAO-15-49SP, with the differences stated. Mexican evaluators use complementariedad, coincidencia, and duplicidad; Mexican law forbids duplicidad de funciones, so this report never uses that word for an overlap.",
        "Las definiciones de fragmentación, traslape (overlap) y duplicación siguen a la Oficina de Rendición de Cuentas del Gobierno de los Estados Unidos (GAO-15-49SP), con las diferencias que se indican. Los términos mexicanos afines son complementariedad, coincidencia y duplicidad. Este reporte no califica el cumplimiento del artículo 134 constitucional ni de la Ley Federal de Austeridad Republicana.",
    )  # fmt: skip
    roles = [(letter, label(role, w.lang)) for role, letter in ROLE_LETTERS.items()]
    return {
        "id": "reading",
        "title": w.either("How to read this report", "Cómo leer este reporte"),
        "side": "GAO-15-49SP; GAO-23-105520",
        "blocks": [
            {"kind": "text", "runs": [t(note)]},
            w.table("definitions", w.either("Definitions", "Definiciones"),
                       [(w.either("Rule", "Regla"), "id", 0.5), (w.either("Term", "Término"), "text", 1.2),
                        (w.either("Definition", "Definición"), "text", 3.6), (w.either("Caution", "Advertencia"), "text", 2)],
                       [w.row(f"def-{d}", [[t(d)]], [[{"b": term}]], [[t(x)]], [[t(y)]]) for d, term, x, y in definitions]),
            framework(w),
            w.table("grades", w.either("Coordination grades (D4) and roles", "Grados de coordinación (D4) y papeles"),
                       [(w.either("Mark", "Marca"), "mark", 0.9), (w.either("Meaning", "Significado"), "text", 4)],
                       [*[w.row(f"grade-{g}", [[{"grade": g}]], [[t(capital(x))]]) for g, x in enumerate(grades)],
                        w.row("roles", [[{"b": w.either("Roles", "Papeles")}]], [[x for letter, y in roles for x in ({"role": letter}, t(f" {y}   "))]])],
                       notes=[_weak_key(w), (w.either("Note", "Nota"), w.either("A grade counts what is on file for one function and place; it does not judge how people work together.", "El grado cuenta lo que consta para una función y un lugar; no califica cómo trabajan las personas."))]),
        ],
    }  # fmt: skip


def _weak_key(w: Writer) -> tuple[str, str]:
    """Return what the mark of a citation whose sources are all weak means."""
    said = (
        f"◇ {w.footing_word(f)}: {label(f, w.lang)}" for f in (Footing.PRESS, Footing.REPUBLISHED)
    )
    return (w.either("Sources", "Fuentes"), "; ".join(said) + ".")


def data(w: Writer) -> dict[str, Any]:
    """Return what the report rests on: sources, agencies, contested statements."""
    registry, day = w.registry, w.snapshot.day
    kinds: Counter[SourceKind] = Counter()
    old: Counter[SourceKind] = Counter()
    for s in (registry.sources[i] for i in w.found.sources):
        kinds[s.kind] += 1
        if s.date and (day - s.date.latest).days > 365 * OLD_YEARS:
            old[s.kind] += 1
    weakest = Counter(
        max(SOURCE_BARS[registry.sources[c.source].kind] for c in a.responsibility.citations)
        for a in w.found.held
    )
    held = len(w.found.held)
    source_rows = [
        w.row(
            f"kind-{k}",
            [[{"b": capital(label(k, w.lang))}]],
            [[t(grouped(n))]],
            [[t(grouped(old[k]))]],
        )
        for k, n in sorted(kinds.items(), key=lambda x: (-SOURCE_BARS[x[0]], -x[1], x[0]))
    ]
    level_rows = []
    for c in SIDES:
        for level in Level:
            here = [
                a
                for a in w.found.agencies
                if registry.agencies[a].country == c and registry.agencies[a].level == level
            ]
            if here:
                areas = [a for a in w.found.held if a.agency.id in here]
                level_rows.append(w.row(f"level-{c}-{level}", [[{"b": label(c, w.lang)}]], [[t(label(level, w.lang))]],
                                           [[t(grouped(len(here)))]], [[t(grouped(len(areas)))]]))  # fmt: skip
    contested = [a for a in w.found.held if a.responsibility.status is Status.CONTESTED]
    uncertain = [a for a in w.found.held if w.snapshot.certainty(a) is Holds.UNCERTAIN]
    doubt_rows = [
        w.row(f"contested-{a.id}", [[{"b": f"Q-{n:02d}"}], [t(w.agency(a.agency.id))]], [[t(w.fname(a.responsibility.function))]],
                 [[t(label(a.responsibility.status, w.lang))]], [[t(pick(a.responsibility.statement, w.lang))], [w.cite(a.responsibility.citations, f"Q-{n:02d}")]])
        for n, a in enumerate(contested, 1)
    ]  # fmt: skip
    bases = w.either(
        f"Of {grouped(held)} {plural(held, 'responsibility', 'responsibilities')} on file for this date, {grouped(weakest[3])} {plural(weakest[3], 'rests', 'rest')} on law, an official source, a court or an audit; {grouped(weakest[2])} on a report; {grouped(weakest[1])} on the press or a reference work alone",
        f"De {grouped(held)} {plural(held, 'ámbito de competencia que consta', 'ámbitos de competencia que constan')} a esta fecha, {grouped(weakest[3])} se {plural(weakest[3], 'basa', 'basan')} en una ley, una fuente oficial, un tribunal o una auditoría; {grouped(weakest[2])}, en un informe; {grouped(weakest[1])}, solo en la prensa o en una obra de consulta",
    )  # fmt: skip
    doubt = w.either(
        f"For {count(len(uncertain), 'en') if uncertain else 'none'} of them the answer depends on a date that no source gives exactly; they count here and are marked uncertain in the data. United States agencies are better documented than Mexican ones, so comparisons of counts carry that bias. The registry holds documented channels only: secret, informal and unpublished ones are absent.",
        f"En {'uno' if len(uncertain) == 1 else count(len(uncertain), 'es') if uncertain else 'ninguno'} de ellos la respuesta depende de una fecha que ninguna fuente da con exactitud; aquí se cuentan y en los datos se marcan como inciertos. Las instituciones estadounidenses están mejor documentadas que las mexicanas; toda comparación de cantidades tiene ese sesgo. El registro solo contiene vías documentadas: faltan las secretas, informales o no publicadas.",
    )  # fmt: skip
    if not held:
        bases = w.either("No responsibility is on file for this scope and date", "No consta ningún ámbito de competencia en este alcance y fecha")  # fmt: skip
        doubt = ""
    small = {"dense": len(source_rows) + len(level_rows) + len(doubt_rows) > 14}
    return {
        "id": "data",
        "title": w.either("Data and reliability", "Datos y confiabilidad"),
        "side": w.either("Confidence follows the kind of source", "La confianza depende del tipo de fuente"),
        "blocks": [
            w.finding(bases, doubt),
            w.table("sources-by-kind", w.either("Sources by kind and age", "Fuentes por tipo y antigüedad"),
                       [(w.either("Kind", "Tipo"), "text", 3), (w.either("Sources", "Fuentes"), "number", 1),
                        (w.either("Older than three years", "De más de tres años"), "number", 1.4)], source_rows) | small,
            w.table("agencies-by-level", w.either("Agencies and responsibilities on file", "Instituciones y ámbitos de competencia registrados"),
                       [(w.either("Country", "País"), "text", 2), (w.either("Level", "Orden"), "text", 1.5),
                        (w.either("Agencies", "Instituciones"), "number", 1), (w.either("Responsibilities", "Ámbitos"), "number", 1.4)], level_rows) | small,
            w.table("contested", w.either("Contested statements", "Asientos controvertidos"),
                       [(w.either("Agency", "Institución"), "text", 1.2), (w.either("Function", "Función"), "text", 1.4),
                        (w.either("State", "Estado"), "text", 0.9), (w.either("Statement", "Asiento"), "text", 4)], doubt_rows,
                       empty=w.either("No responsibility on file is contested.", "Ningún ámbito de competencia registrado está controvertido.")) | small,
        ],
    }  # fmt: skip
