"""The appendices that explain: method, coding rules and functions, places, words, accessibility."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agencymap.language import capital, function_noun, grouped, pick
from agencymap.report.base import Writer, t
from agencymap.vocabulary import Country, PlaceKind, label


def dense(table: dict[str, Any], up: int = 1) -> dict[str, Any]:
    """Return a table set close, in *up* columns side by side on paper; text blocks are left."""
    return {**table, "dense": True, "up": up} if table["kind"] == "table" else table


def method(w: Writer) -> dict[str, Any]:
    """Return appendix A: scope and methodology, with its departures and limits."""
    coders = w.either(
        "The registry records for each statement the day on which an editor last compared it with its sources, and for most records the day on which a second reader read its Spanish. It records no second, independent coding, so no agreement between coders is claimed.",
        "El registro anota, para cada asiento, el día en que quien edita lo cotejó por última vez con sus fuentes y, en la mayoría, el día en que una segunda persona leyó el español. No anota una segunda codificación independiente, por lo que no se afirma acuerdo entre codificadores.",
    )  # fmt: skip
    rows = [
        ("scope", w.either("Scope", "Alcance"), pick(w.registry.info.scope, w.lang)),
        ("unit", w.either("Departure: the unit", "Diferencia: la unidad"), w.either(
            "GAO compares programs. This report compares areas of responsibility (one agency, one function, places, subjects, a role, a time), because programs and budgets are not on file. Budgets, staff and results were not collected.",
            "La GAO compara programas. Este reporte compara ámbitos de competencia (una institución, una función, lugares, materias, un papel, un tiempo), porque no constan programas ni presupuestos. No se recogieron presupuestos, personal ni resultados.")),
        ("geography", w.either("Departure: place", "Diferencia: el lugar"), w.either(
            "GAO’s definition of overlap names goals, activities and beneficiaries, and no place. Here two agencies overlap only on common ground: the test is stricter. Where a source names no place, the whole country is taken and the overlap is flagged.",
            "La definición de traslape de la GAO habla de fines, actividades y población, no de lugar. Aquí dos instituciones se traslapan solo si comparten territorio: la prueba es más estricta. Si la fuente no precisa el lugar, se toma todo el país y el traslape queda señalado.")),
        ("subject", w.either("Departure: subject", "Diferencia: la materia"), w.either(
            "“Beneficiaries” are read as subjects: the goods, persons or conduct a function is over, in a list from narrow to broad. A subject inside another is shared; a subject that no source names is taken as shared, and flagged.",
            "La «población» se lee como materia: los bienes, personas o conductas sobre los que recae la función, en una lista de lo particular a lo general. Una materia contenida en otra se comparte; la que ninguna fuente precisa se toma por compartida y se señala.")),
        ("agencies", w.either("Departure: one country at a time", "Diferencia: un país a la vez"), w.either(
            "Overlap is computed within a country, between agencies neither of which stands above the other. Across the border the same function makes counterparts, not overlap.",
            "El traslape se calcula dentro de un país, entre instituciones de las que ninguna depende de la otra. A través de la frontera, la misma función hace instituciones homólogas, no traslapes.")),
        ("bias", w.either("Bias of documented channels", "Sesgo de las vías documentadas"), w.either(
            "Only what a public source documents is on file. Agencies that publish more look better connected; United States agencies publish more than Mexican ones, federal more than state and local. A count compares files, not work.",
            "Solo consta lo que una fuente pública documenta. Las instituciones que publican más parecen mejor vinculadas; las estadounidenses publican más que las mexicanas, y las federales más que las estatales y municipales. Una cantidad compara expedientes, no trabajo.")),
        ("unknown", w.either("What it cannot know", "Lo que no puede saber"), w.either(
            "Secret, informal and unpublished work; whether an agreement is kept; how well people cooperate; what a source read in part leaves out; and whether what is not on file exists. No score or ranking is offered as evidence.",
            "El trabajo secreto, informal o no publicado; si un acuerdo se cumple; qué tan bien se coopera; lo que omite una fuente leída en parte, y si lo que no consta existe. No se ofrece puntaje ni clasificación como prueba.")),
        ("reading", w.either("How sources were read", "Cómo se leyeron las fuentes"), w.either(
            f"{_reading(w, w.registry.sources.keys() if w.found.scope.whole else w.found.sources)} {capital(w.section('sources'))} says it for each source cited. A source proves what it says; one not read whole proves nothing by silence. Quotations are at most 30 words.",
            f"{_reading(w, w.registry.sources.keys() if w.found.scope.whole else w.found.sources)} El {w.section('sources')} lo indica para cada fuente citada. Una fuente prueba lo que dice; la que no se leyó íntegra nada prueba con su silencio. Las citas textuales tienen 30 palabras como máximo.")),
        ("coders", w.either("Who coded", "Quién codificó"), coders),
        ("conflicts", w.either("How conflicts are kept", "Cómo se conservan las contradicciones"), w.either(
            f"Sources that differ are both kept, and the statement is contested; no vote is taken and no mean is printed. A contested statement counts as held and bears its mark; a contested parent does not remove an overlap. {capital(w.section('data'))} lists them.",
            f"Si las fuentes difieren, se conservan ambas y el asiento queda controvertido; no se vota ni se promedia. Un asiento controvertido se cuenta y lleva su marca; una dependencia controvertida no elimina un traslape. La {w.section('data')} los enlista.")),
        ("dates", w.either("Dates", "Fechas"), w.either(
            "The date a source speaks of is not the date a thing began. A span includes its first day and not the day of its end; a date known in part is read as widely as it allows, and what depends on it is uncertain.",
            "La fecha de la que habla una fuente no es la fecha en que algo comenzó. Un periodo incluye su primer día y no el de su término; una fecha incompleta se lee con la mayor amplitud, y lo que depende de ella es incierto.")),
    ]  # fmt: skip
    return _appendix(w, "methodology", w.either("Scope and methodology", "Alcance y metodología"), [
        w.table("methodology", w.either("How this report was made, where it departs from GAO, and its limits", "Cómo se hizo este reporte, en qué difiere de la GAO y sus límites"),
                [(w.either("Point", "Punto"), "text", 1.2), (w.either("What was done", "Qué se hizo"), "text", 4.4)],
                [w.row(f"method-{key}", [[{"b": head}]], [[t(text)]]) for key, head, text in rows]),
    ])  # fmt: skip


def _reading(w: Writer, ids: Any) -> str:
    """Return how many sources were read whole, in part, and so on."""
    counts: dict[str, int] = {}
    for id_ in ids:
        kind = label(w.registry.sources[id_].read, w.lang)
        counts[kind] = counts.get(kind, 0) + 1
    total = sum(counts.values())
    parts = [
        f"{kind}: {grouped(n)}" for kind, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    ]
    if not total:
        return w.either("No source is in scope.", "No hay fuentes en el alcance.")
    return w.either(
        f"Sources in scope: {grouped(total)} ({'; '.join(parts)}).",
        f"Fuentes en el alcance: {grouped(total)} ({'; '.join(parts)}).",
    )


def taxonomy(w: Writer) -> dict[str, Any]:
    """Return appendix B: the coding rules, and the functions in both languages with mirrors."""
    rules = [
        w.either("A responsibility is on file when a public source says that an agency holds a function, with a pinpoint. Nothing is inferred from a name.", "Un ámbito de competencia consta si una fuente pública dice que una institución tiene una función, con ubicación precisa. Nada se infiere de un nombre."),
        w.either("The function is the narrowest in this list that the source supports; else its area.", "La función es la más específica de esta lista que la fuente sostiene; si no, su área."),
        w.either("Role: A answers for the result; R does the work; S supports; C is consulted; I is informed. Only A and R make holders and overlaps.", "Papel: A responde por el resultado; R hace el trabajo; S apoya; C es consultada; I es informada. Solo A y R cuentan como titulares y hacen traslapes."),
        w.either("Places and subjects as the source names them; none named is left open, and flagged.", "Lugares y materias como los nombra la fuente; si no los nombra, quedan abiertos y se señalan."),
        w.either("Sole, only if a source says that no other agency of the country holds it.", "Única, solo si una fuente dice que ninguna otra institución del país tiene la función."),
        w.either("Announced is not held. Asserted absent needs a source that says so. Contested keeps both sides.", "Lo anunciado no se tiene por hecho. La ausencia documentada requiere una fuente que la afirme. Lo controvertido conserva ambas versiones."),
        w.either("An agreement covers only the functions its text, as read, names, and only its parties, agencies below them, and successors of which a source says that agreements passed on.", "Un acuerdo cubre solo las funciones que menciona su texto leído, y solo a sus partes, a las instituciones que dependen de ellas y a las sucesoras a las que, según una fuente, pasaron los acuerdos."),
        w.either("A duty passes to a successor only if a source says so.", "Una función pasa a la sucesora solo si una fuente lo dice."),
        w.either("A mirror is the function across the border that answers to one. None by law is said; a doubtful mirror is left open, and makes no gap.", "La función equivalente es la que corresponde al otro lado de la frontera. Si por ley no la hay, se dice; si es dudosa, queda abierta y no produce vacío."),
    ]  # fmt: skip
    rows: list[dict[str, Any]] = []
    other = w.either("es-MX", "en-US")
    for domain, functions in w.found.domains:
        rows.append(
            {
                "band": w.either(
                    f"{domain.name.en} / {domain.name.es}", f"{domain.name.es} / {domain.name.en}"
                )
            }
        )
        for f in functions:
            mine, theirs = (f.name.en, f.name.es) if w.lang == "en" else (f.name.es, f.name.en)
            rows.append(w.row(
                f"function-{f.id}", [[{"b": w.anchors[f.id]}]], [[{"b": capital(mine)}, t(" · "), t(capital(theirs), other)]],
                [[t(pick(f.definition, w.lang))]], [[t(_mirror(w, f.mirror, f.id))]]))  # fmt: skip
    return _appendix(w, "taxonomy", w.either("Coding rules and functions", "Reglas de codificación y funciones"), [
        dense(w.table("coding", w.either("Coding rules", "Reglas de codificación"),
                      [(w.either("Rule", "Regla"), "id", 0.4), (w.either("What it says", "Qué dice"), "text", 6)],
                      [w.row(f"coding-{n}", [[{"b": f"B{n}"}]], [[t(text)]]) for n, text in enumerate(rules, 1)])),
        dense(w.table("taxonomy", w.either("Functions in both languages, with definitions and mirrors", "Funciones en ambos idiomas, con definición y función equivalente"),
                      [("Id", "id", 0.4), (w.either("Function", "Función"), "text", 2.5), (w.either("What counts as this function", "Qué se cuenta como esta función"), "text", 3.1), (w.either("Mirror", "Equivalente"), "text", 1)], rows,
                      empty=w.either("No function is in scope.", "No hay funciones en el alcance."))),
    ])  # fmt: skip


def _mirror(w: Writer, mirror: str | None, own: str) -> str:
    if mirror is None:
        return w.either("left open", "abierta")
    if mirror == "none":
        return w.words()["nomirror"]
    if mirror == own:
        return w.either("the same", "la misma")
    name = function_noun(w.registry.function_title(mirror), w.lang).text
    return f"{w.anchors[mirror]}, {name}"


_ORDER = {Country.US: 0, Country.MX: 1, Country.INTERNATIONAL: 2}


def places(w: Writer) -> dict[str, Any]:
    """Return appendix C: the places that records in scope name."""
    rows: list[dict[str, Any]] = []
    kinds = list(PlaceKind)
    found = sorted(
        (w.registry.places[p] for p in w.found.places),
        key=lambda p: (_ORDER[p.country], kinds.index(p.kind), p.id),
    )
    band = ""
    for p in found:
        here = f"{label(p.country, w.lang)}: {label(p.kind, w.lang)}"
        if here != band:
            rows.append({"band": here})
            band = here
        lies = [*p.within, *p.touches] or list(p.contains)
        code = f" ({p.id})" if p.id[:2].isupper() else ""
        name: list[dict[str, Any]] = [{"b": pick(p.name, w.lang)}]
        if code:
            name.append({"m": code})
        rows.append(w.row(f"place-{p.id}", [name], [[t(_where(w, lies))]]))
    return _appendix(w, "places", w.either("Places", "Lugares"), [
        dense(w.table("places", w.either("Places that records in scope name", "Lugares que mencionan los asientos del alcance"),
                      [(w.either("Place", "Lugar"), "text", 1.9), (w.either("Lies in, or covers", "Está en, o abarca"), "text", 1.1)], rows,
                      notes=[(w.either("Note", "Nota"), w.either(
                          "Codes are ISO 3166-2. The other areas are those of the agencies that drew them, with the states they touch; no boundary is on file.",
                          "Las claves son de la norma ISO 3166-2. Las demás zonas son las que trazó cada institución, con las entidades que tocan; no constan sus límites."))],
                      empty=w.either("No record in scope names a place.", "Ningún asiento del alcance menciona un lugar.")), 2),
    ])  # fmt: skip


def _where(w: Writer, ids: Sequence[str]) -> str:
    names = [pick(w.registry.places[p].name, w.lang) for p in ids]
    more = len(names) - 12
    return ", ".join(names[:12]) + (w.either(f" and {more} more", f" y {more} más") if more > 0 else "")  # fmt: skip


def words(w: Writer) -> dict[str, Any]:
    """Return appendix E: the terms of the field in both languages, and acronyms in scope."""
    other = w.either("es-MX", "en-US")
    terms = []
    for x in sorted(w.registry.terms.values(), key=lambda x: pick(x.term, w.lang).casefold()):
        mine, theirs = (x.term.en, x.term.es) if w.lang == "en" else (x.term.es, x.term.en)
        terms.append(w.row(f"term-{x.id}", [[{"b": mine}]], [[t(theirs, other)]]))
    acronyms = []
    for id_ in w.found.agencies:
        a = w.registry.agencies[id_]
        if a.acronym is not None:
            acronyms.append((pick(a.acronym, w.lang), id_, pick(a.name, w.lang), a.country))
    rows = [
        w.row(f"acronym-{id_}", [[{"b": acronym}]], [[t(name), {"m": f" ({country.upper()})"}]])
        for acronym, id_, name, country in sorted(acronyms, key=lambda x: (x[0].casefold(), x[1]))
    ]
    return _appendix(w, "words", w.either("Glossary and acronyms", "Glosario y siglas"), [
        dense(w.table("terms", w.either("Terms in English and Mexican Spanish", "Términos en español de México e inglés"),
                      [(w.either("English", "Español"), "text", 1), (w.either("Spanish", "Inglés"), "text", 1)], terms,
                      notes=[(w.either("Note", "Nota"), w.either(
                          f"(m) and (f) give the gender of the Spanish term. Definitions, and words that are not used, stand in the glossary of the registry; those of the method in {w.section('reading')}.",
                          f"(m) y (f) indican el género del término en español. Las definiciones y los términos que no se usan están en el glosario del registro; las del método, en la {w.section('reading')}."))],
                      empty=w.either("No term is on file.", "No consta ningún término.")), 2),
        dense(w.table("acronyms", w.either("Acronyms of agencies in scope", "Siglas de las instituciones del alcance"),
                      [(w.either("Acronym", "Siglas"), "text", 0.8), (w.either("Name", "Nombre"), "text", 2.2)], rows,
                      empty=w.either("No agency in scope has an acronym on file.", "No constan siglas de instituciones del alcance.")), 2),
    ])  # fmt: skip


def accessibility(w: Writer) -> dict[str, Any]:
    """Return appendix G: how far the report can be read by everyone, and what is not confirmed."""
    text = w.either(
        "This is a tagged PDF, exported as PDF/UA-1; no outside validator or screen reader has confirmed conformity. First cells of rows are data cells in the tags; the id stands first in every row. The same report as a web page carries row headers. Nothing is told by color alone: letters, figures, fill and outline carry every fact in black and white. Every figure has alternative text and a table with the same facts; no text is smaller than 8 points.",
        "Este es un PDF etiquetado, exportado como PDF/UA-1; ningún validador externo ni lector de pantalla ha confirmado la conformidad. Las primeras celdas de cada fila son celdas de datos en las etiquetas; el identificador va primero. El mismo reporte como página web tiene encabezados de fila. Nada se indica solo con color: letras, cifras, relleno y contorno conservan cada dato en blanco y negro. Toda figura tiene texto alternativo y una tabla con los mismos datos; ningún texto es menor de 8 puntos.",
    )  # fmt: skip
    names = w.either(
        "Names of agencies are official in their own country’s language; translated names are not official unless the agency uses them itself. Passages in the other language are marked for screen readers. Statements are in our own words.",
        "Los nombres de las instituciones son oficiales en el idioma de su país; los traducidos no lo son, salvo que la propia institución los use. Los pasajes en el otro idioma van marcados para los lectores de pantalla. Los asientos se redactan con palabras nuestras.",
    )  # fmt: skip
    return _appendix(w, "accessibility", w.either("Accessibility", "Accesibilidad"), [
        {"kind": "text", "runs": [t(text)]}, {"kind": "text", "runs": [t(names)]},
    ])  # fmt: skip


def framework(w: Writer) -> dict[str, Any]:
    """Return the words of Mexican law and evaluation beside GAO's (section 2)."""
    same = (
        w.either("close", "cercano"), w.either("partly", "en parte"),
        w.either("no: its legal force differs", "no: cambia su fuerza legal"),
        w.either("yes", "sí"), w.either("no", "no"),
    )  # fmt: skip
    rows = [
        ("fragmentation", w.either("Fragmentation (D1)", "Fragmentación (D1; fragmentation)"), "función concurrente", same[1],
         w.either("Public security is shared by three orders of government by design. Several holders are not by themselves a defect.", "La seguridad pública es, por diseño, función de los tres órdenes de gobierno. Que varias instituciones tengan una función no es, por sí mismo, un defecto."),
         "CPEUM 21; LGSNSP 8"),
        ("overlap", w.either("Overlap (D2)", "Traslape (D2; overlap)"), "coincidencia", same[0],
         w.either("Evaluators of social programs look for complementariedades and coincidencias with other programs. Here functions and places are compared, not programs and benefits.", "La evaluación de programas sociales busca complementariedades y coincidencias con otros programas. Aquí se comparan funciones y lugares, no programas y apoyos."),
         w.either("CONEVAL, design evaluations (heading read; its definitions were not)", "CONEVAL, evaluaciones de diseño (se leyó el apartado, no sus definiciones)")),
        ("complement", w.either("Overlap with a positive effect", "Traslape con efecto favorable"), "complementariedad", same[0],
         w.either("Programs and actions are to be articulated and complementary. The same function elsewhere, or over another subject, is no overlap here.", "Programas y acciones se articulan y complementan. La misma función en otro lugar, o sobre otra materia, no se cuenta aquí como traslape."),
         "LGDS 3-IV"),
        ("duplication", w.either("Duplication candidate (D3)", "Posible duplicidad (D3; duplication)"), "duplicidad de funciones", same[2],
         w.either("The Constitution orders that duplicated functions and structures be removed, and the austerity law forbids them; complementary functions are exempt in part. A candidate of this report is no finding under either.", "La Constitución ordena eliminar duplicidades funcionales u organizacionales y la ley de austeridad las prohíbe, con excepción de ciertas funciones complementarias. Una posible duplicidad de este reporte no es una determinación en esos términos."),
         "CPEUM 134; LFAR 12, 13; LFPRH 61"),
        ("coordination", w.either("Coordination mechanism (D4, D5)", "Mecanismo de coordinación (D4, D5)"), "mecanismo, instancia o convenio de coordinación", same[3],
         w.either("The same notion.", "La misma noción."), "LGSNSP 8, 41–44, 47; LOAPF 22"),
        ("gap", w.either("Gap (D8; not GAO’s)", "Vacío (D8; no es de la GAO)"), "laguna; problema público no atendido", same[4],
         w.either("Neither fits. A gap of this registry does not prove that nobody does it.", "Ninguna corresponde. Un vacío del registro no prueba que nadie realice la función."), "–"),
        ("options", w.either("Effects and options", "Efectos y opciones"), "hallazgos, recomendaciones, aspectos susceptibles de mejora", same[1],
         w.either("In form only: this report makes no observation or recommendation. The ASF listed “programas públicos duplicados y sin coordinación” among eleven areas of risk in 2014.", "Solo en la forma: este reporte no emite observaciones ni recomendaciones. La ASF incluyó «programas públicos duplicados y sin coordinación» entre once áreas de riesgo en 2014."),
         w.either("LFRCF 15; ASF, General Report 2014, 3.3.9, p. 75 (contents page read)", "LFRCF 15; ASF, Informe General 2014, 3.3.9, p. 75 (se leyó el índice)")),
    ]  # fmt: skip
    return w.table(
        "framework", w.either("Mexican evaluators’ terms beside GAO’s", "Los términos de la evaluación mexicana junto a los de la GAO"),
        [(w.either("GAO, rule", "GAO, regla"), "text", 1.2), (w.either("Mexican notion", "Noción mexicana"), "text", 1.2), (w.either("Same?", "¿Igual?"), "text", 0.8),
         (w.either("What a Mexican reader is told", "Qué se dice a quien lee en México"), "text", 2.9), (w.either("Where", "Dónde"), "text", 1.3)],
        [w.row(f"framework-{key}", [[{"b": gao}]], [[t(term, None if w.lang == "es" else "es-MX")]], [[t(how)]], [[t(text)]], [[{"m": where}]]) for key, gao, term, how, text, where in rows],
        notes=[(w.either("Note", "Nota"), w.either(
            "CONEVAL was extinguished by a decree of July 16, 2025; INEGI evaluates social policy since. Structures of the federal administration are approved by the Secretaría Anticorrupción y Buen Gobierno (LOAPF 37). Statutes were read in unofficial consolidated texts of February 5, 2026.",
            "El CONEVAL se extinguió por decreto del 16 de julio de 2025; desde entonces el INEGI evalúa la política social. Las estructuras de la administración federal las aprueba la Secretaría Anticorrupción y Buen Gobierno (LOAPF 37). Las leyes se leyeron en textos consolidados no oficiales del 5 de febrero de 2026."))]) | {"dense": True}  # fmt: skip


def _appendix(w: Writer, id_: str, title: str, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"id": id_, "title": title, "side": w.either("Appendix", "Anexo"), "blocks": blocks}


__all__ = ["accessibility", "dense", "framework", "method", "places", "taxonomy", "words"]
