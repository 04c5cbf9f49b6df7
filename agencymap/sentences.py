"""One plain sentence for every computed finding, in English and Mexican Spanish.

The wording is fixed: it says what is on file and no more, never *should*, never a verdict.
*Traslape* is overlap; *duplicidad* has a force in Mexican law that "duplication" has not, so it is
only ever *posible duplicidad, por comprobar*.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, ClassVar, TypeVar

from agencymap.analysis.coordination import AgreementAtRisk, Coverage, Grade, RiskReason
from agencymap.analysis.counterparts import Counterpart, CounterpartAnswer, Criterion, Outcome
from agencymap.analysis.gaps import Epistemic, Gap, GapKind
from agencymap.analysis.holders import Fragmentation
from agencymap.analysis.needs import InformationNeed
from agencymap.analysis.overlap import Overlap, Precision
from agencymap.analysis.paths import AgencyPath, PathAnswer
from agencymap.analysis.resilience import Broker, FailureKind, SinglePoint
from agencymap.language import (
    Noun,
    as_of,
    capital,
    count,
    country_name,
    function_noun,
    in_places,
    instrument_name,
    join,
    long_date,
    mechanism_noun,
    noun,
    on_date,
    one_stop,
    pick,
    plural,
    series_noun,
    short_source,
    some,
)
from agencymap.model import Instrument, Mechanism
from agencymap.registry import Area, Registry
from agencymap.snapshot import Channel, ChannelKind, Snapshot
from agencymap.vocabulary import Country, Lang, label

_Class = TypeVar("_Class", bound=type)


def _with_one_stop(speaker: _Class) -> _Class:
    """Let all that a speaker says end in one full stop, whatever name stands last."""

    def heard(say: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(say)
        def said(*args: Any, **kw: Any) -> Any:
            text = say(*args, **kw)
            return one_stop(text) if isinstance(text, str) else text

        return said

    for name, say in list(vars(speaker).items()):
        if callable(say) and not name.startswith("_"):
            setattr(speaker, name, heard(say))
    return speaker


@_with_one_stop
class Speaker:
    """Says the findings of one snapshot in one language."""

    def __init__(self, snapshot: Snapshot, lang: Lang) -> None:
        self.snapshot = snapshot
        self.registry: Registry = snapshot.registry
        self.lang: Lang = lang
        self.english = lang == "en"

    # -- parts -----------------------------------------------------------------------------

    def agency(self, id_: str) -> Noun:
        """Return the short name of an agency with its article."""
        return noun(self.registry.agencies[id_], self.lang)

    def function(self, id_: str) -> Noun:
        """Return the name of a function with its article."""
        return function_noun(self.registry.function_title(id_), self.lang)

    def agencies(self, ids: tuple[str, ...] | list[str]) -> str:
        """Return a list of agencies; three or more of a series are named by the series.

        "FGR and 18 state prosecutors" / «la FGR y 18 fiscalías estatales».
        """
        names: list[str] = []
        by_series: dict[str, list[str]] = {}
        for id_ in ids:
            series = self.registry.agencies[id_].series
            if series is None:
                names.append(str(self.agency(id_)))
            else:
                by_series.setdefault(series, []).append(id_)
        for series, members in by_series.items():
            if len(members) < 3:
                names += [str(self.agency(m)) for m in members]
            else:
                kind = series_noun(self.registry.series[series], self.lang)
                names.append(f"{count(len(members), self.lang)} {kind.text}")
        return join(some(names, self.lang), self.lang)

    def places(self, ids: tuple[str, ...]) -> str:
        """Return " in Sonora" with a leading space, or nothing for a whole country."""
        if not ids or all(len(p) == 2 for p in ids):
            return ""
        return " " + in_places(self.registry, ids, self.lang)

    def channel(self, channel: Channel) -> str:
        """Return the name of a channel: title of the text, the mechanism, or the kind of link."""
        record = channel.record
        if isinstance(record, Instrument):
            return instrument_name(record, self.lang)
        if isinstance(record, Mechanism):
            return mechanism_noun(record, self.lang).text
        if record.instrument is not None:
            return instrument_name(self.registry.instruments[record.instrument], self.lang)
        if record.mechanism is not None:
            kind = label(record.kind, self.lang)
            through = mechanism_noun(self.registry.mechanisms[record.mechanism], self.lang).text
            return f"{kind} ({through})"
        return label(record.kind, self.lang)

    def contested_parent(self, agency: str, parent: str) -> str:
        """Say that sources differ on whether one agency stands under another."""
        one, above = self.agency(agency), self.agency(parent)
        day = as_of(self.snapshot.day, self.lang)
        if self.english:
            return f"Sources differ on whether {one} stood under {above} {day}."
        return f"Las fuentes difieren sobre si {one} dependía {above.de} {day}."

    # -- D1 --------------------------------------------------------------------------------

    def fragmentation(self, f: Fragmentation) -> str:
        """Say who holds a function in a country (D1)."""
        fn, n = self.function(f.function), len(f.holders)
        country = country_name(f.country, self.lang)
        names = self.agencies(f.holders)
        day = self.snapshot.day
        if self.english:
            if n == 0:
                text = (
                    f"No agency in {country} is on file for {fn} {as_of(day, 'en')}. "
                    "This does not mean that no agency does it."
                )
            elif n == 1:
                text = f"One agency in {country} is on file for {fn} {as_of(day, 'en')}: {names}."
            else:
                text = (
                    f"{capital(count(n, 'en'))} agencies in {country} hold {fn}, or part of it, "
                    f"{as_of(day, 'en')}: {names}. The function is fragmented in GAO’s sense, which "
                    "does not by itself mean a problem."
                )
                if n > 9:
                    text = f"In {country}, {text[0].lower()}{text[1:]}".replace(
                        f" in {country} hold", " hold"
                    )
        else:
            part = "ella" if fn.feminine else "él"
            if n == 0:
                text = (
                    f"No consta en el registro ninguna institución de {country} con {fn} "
                    f"{as_of(day, 'es')}. Esto no significa que ninguna realice esta función."
                )
            elif n == 1:
                text = f"{capital(as_of(day, 'es'))} consta una sola institución de {country} con {fn}: {names}."
            else:
                text = (
                    f"{capital(as_of(day, 'es'))} constan {count(n, 'es')} instituciones de {country} "
                    f"con {fn} o con parte de {part}: {names}. La función está fragmentada en el "
                    "sentido de la GAO, lo que por sí mismo no indica un problema."
                )
        levels = {self.registry.agencies[h].level for h in f.holders}
        if f.country is Country.MX and len(levels) > 1:
            k = len(levels)
            text += (
                f" The holders belong to {count(k, 'en')} levels of government; in Mexico public "
                "security is a shared function by constitutional design."
                if self.english
                else f" Las instituciones pertenecen a {count(k, 'es')} órdenes de gobierno; en "
                "México la seguridad pública es una función concurrente."
            )
        if f.announced:
            ids = sorted({a.agency.id for a in f.announced})
            n = len(ids)
            names = self.agencies(ids)
            text += (
                f" {capital(count(n, 'en'))} more {plural(n, 'has', 'have')} been announced and "
                f"{plural(n, 'is', 'are')} not counted: {names}."
                if self.english
                else f" Se {plural(n, 'ha', 'han')} anunciado {count(n, 'es')} más, que no se "
                f"{plural(n, 'cuenta', 'cuentan')}: {names}."
            )
        return text

    def holders_at(
        self, function: str, country: Country, place: str, areas: tuple[Area, ...]
    ) -> str:
        """Say who holds a function at a place."""
        fn, where = self.function(function), self.places((place,)).strip()
        ids = sorted({a.agency.id for a in areas})
        names, land = self.agencies(ids), country_name(country, self.lang)
        day, n = self.snapshot.day, len(ids)
        if self.english:
            if not ids:
                return capital(
                    f"{where + ', ' if where else ''}no agency of {land} is on file for {fn} "
                    f"{as_of(day, 'en')}. This does not mean that no agency does it."
                )
            verb = plural(n, "agency of", "agencies of")
            return capital(
                f"{where + ', ' if where else ''}{count(n, 'en')} {verb} {land} "
                f"{plural(n, 'is', 'are')} on file for {fn} {as_of(day, 'en')}: {names}."
            )
        if not ids:
            return capital(
                f"{where + ', ' if where else ''}no consta ninguna institución de {land} con {fn} "
                f"{as_of(day, 'es')}. Esto no significa que ninguna realice esta función."
            )
        verb = plural(n, "consta una institución", f"constan {count(n, 'es')} instituciones")
        return capital(
            f"{where + ', ' if where else ''}{as_of(day, 'es')} {verb} de {land} con {fn}: {names}."
        )

    # -- D2, D3, D4, D5 --------------------------------------------------------------------

    def overlap(self, o: Overlap) -> str:
        """Say an overlap, how exact it is, and what covers it (D2, D4)."""
        a, b = (self.agency(x) for x in o.agencies)
        fn, where = self.function(o.function), self.places(o.places)
        if o.extraterritorial:
            return self._extraterritorial(o, a, b, fn, where)
        if self.english:
            text = {
                Precision.EXACT: f"{a} and {b} overlap on {fn}{where}: both hold it, over the same subject.",
                Precision.NESTED: f"{a} and {b} overlap on {fn}{where}: the area of one lies within "
                "that of the other, or meets it in part.",
                Precision.FLAGGED: f"{a} and {b} may overlap on {fn}{where}; {self._unstated(o)}.",
            }[o.precision]
        else:
            text = {
                Precision.EXACT: f"{a} y {b} se traslapan en {fn}{where}: ambas instituciones tienen "
                "esa función, sobre la misma materia.",
                Precision.NESTED: f"{a} y {b} se traslapan en {fn}{where}: el ámbito de una queda "
                "dentro del de la otra o coincide con él en parte.",
                Precision.FLAGGED: f"{a} y {b} podrían traslaparse en {fn}{where}; {self._unstated(o)}.",
            }[o.precision]
        return f"{capital(text)} {self.grade(o.grade)}"

    def _unstated(self, o: Overlap) -> str:
        best = o.pairs[0]
        missing = [x for x in (best.one, best.other) if x.id in best.unspecified]
        names = join([str(self.agency(x.agency.id)) for x in missing], self.lang)
        place = any(not x.responsibility.places for x in missing)
        subject = any(not x.responsibility.subjects for x in missing)
        if self.english:
            what = "place or subject" if place and subject else "place" if place else "subject"
            noun_, verb = ("source", "does") if len(missing) == 1 else ("sources", "do")
            return f"the {noun_} for {names} {verb} not name the {what}"
        what = (
            "el lugar ni la materia" if place and subject else "el lugar" if place else "la materia"
        )
        noun_, verb = ("la fuente", "precisa") if len(missing) == 1 else ("las fuentes", "precisan")
        return f"{noun_} sobre {names} no {verb} {what}"

    def _extraterritorial(self, o: Overlap, a: Noun, b: Noun, fn: Noun, where: str) -> str:
        pair = o.pairs[0]
        first_away = pair.one.agency.country.value.upper() not in {p[:2] for p in o.places}
        away, home = (a, b) if first_away else (b, a)
        country = country_name((pair.other if first_away else pair.one).agency.country, self.lang)
        if self.english:
            return capital(
                f"{away} also acts in {country} on {fn}, where {home} holds the same function; "
                "this is not counted as an overlap."
            )
        return capital(
            f"{away} también actúa en {country} en {fn}, función que allí tiene {home}; no se "
            "cuenta como traslape."
        )

    def duplication_candidate(self, o: Overlap) -> str:
        """Say a duplication candidate (D3): never a verdict."""
        a, b = (self.agency(x) for x in o.agencies)
        fn, where = self.function(o.function), self.places(o.places)
        if self.english:
            return capital(
                f"{a} and {b} are a duplication candidate on {fn}{where}: function, place, subject, "
                "stage, and role agree, and no source on file describes a division of labor. GAO "
                "requires program evidence before calling this duplication."
            )
        return capital(
            f"{a} y {b} presentan una posible duplicidad, por comprobar, en {fn}{where}: coinciden "
            "la función, el lugar, la materia, la etapa y el papel, y ninguna fuente registrada "
            "describe un reparto de tareas. La GAO exige evidencia de los programas antes de hablar "
            "de duplicación. No es una determinación de duplicidad de funciones en términos de ley."
        )

    def grade(self, g: Grade) -> str:
        """Say what covers an overlap (D4)."""
        if g.best is None:
            return (
                "No agreement or forum between them on this function is on file."
                if self.english
                else "No consta acuerdo ni foro entre ambas sobre esta función."
            )
        title = self._title(g.best)
        if g.value == 1:
            text = (
                f"The only agreement on file, {title}, has lapsed or was signed with a predecessor, "
                "and no renewal is on file."
                if self.english
                else f"El único acuerdo que consta, {title}, perdió vigencia o se firmó con una "
                "institución antecesora, y no consta que se haya renovado."
            )
        elif g.value == 2 and g.best.kind is ChannelKind.INSTRUMENT:
            text = (
                f"A written agreement is on file, {title}; that it is in force and divides tasks "
                "between these two is not."
                if self.english
                else f"Consta un acuerdo escrito, {title}; no consta que esté en vigor y reparta "
                "tareas entre ambas."
            )
        elif g.value == 2:
            text = (
                f"Contact on file: {title}; no written division of tasks is on file."
                if self.english
                else f"Consta contacto: {title}; no consta un reparto escrito de tareas."
            )
        elif g.value == 3:
            text = (
                f"A written agreement in force covers it: {title}."
                if self.english
                else f"Un acuerdo escrito y en vigor lo abarca: {title}."
            )
        else:
            text = (
                f"A written agreement in force covers it, and its monitoring is on file: {title}."
                if self.english
                else f"Un acuerdo escrito y en vigor lo abarca, y consta su seguimiento: {title}."
            )
        if g.unmonitored and g.monitoring is not None:
            source = short_source(self.registry, g.monitoring.citations[0], self.lang)
            text += (
                f" A source says that nobody formally monitors it: {source}."
                if self.english
                else f" Según una fuente, nadie le da seguimiento formal: {source}."
            )
        return text

    def _title(self, channel: Channel) -> str:
        """Return the name of a channel with its year."""
        name = self.channel(channel)
        record = channel.record
        when = record.since
        if isinstance(record, Instrument):
            when = record.signed or record.since
        elif channel.instruments and when is None:
            when = channel.instruments[0].signed
        if when is None or str(when.latest.year) in name:
            return name
        return f"{name} ({long_date(when, self.lang)})"

    def coverage(self, c: Coverage, grade: int) -> str:
        """Say how many overlaps reach a grade (D5); never a share of nothing."""
        if not c.defined:
            return (
                "No overlaps on file, so coverage is not computed."
                if self.english
                else "No constan traslapes; por eso no se calcula la cobertura."
            )
        k, n = c.reached[grade], c.total
        if n == 1:
            if self.english:
                return (
                    f"The one overlap on file {'reaches' if k else 'does not reach'} grade {grade}."
                )
            return (
                f"El único traslape que consta {'alcanza' if k else 'no alcanza'} el grado {grade}."
            )
        if k == n:
            return (
                f"All {n} overlaps reach grade {grade}."
                if self.english
                else f"Los {n} traslapes alcanzan el grado {grade}."
            )
        if k == 0:
            return (
                f"None of the {n} overlaps reaches grade {grade}."
                if self.english
                else f"Ninguno de los {n} traslapes alcanza el grado {grade}."
            )
        if self.english:
            return (
                f"Of the {n} overlaps, {k} {plural(k, 'reaches', 'reach')} grade {grade}"
                f"{' or better' if grade < 4 else ''}."
            )
        return (
            f"De los {n} traslapes, {k} {plural(k, 'alcanza', 'alcanzan')} el grado {grade}"
            f"{' o más' if grade < 4 else ''}."
        )

    # -- D6 --------------------------------------------------------------------------------

    def need(self, n: InformationNeed) -> str:
        """Say an information need, met or unmet (D6)."""
        a, b = self.agency(n.agency.id), self.agency(n.need.provider)
        fn, product = self.function(n.need.function), pick(n.need.product, self.lang)
        source = short_source(self.registry, n.need.citations[0], self.lang)
        if n.met_by is not None:
            since = n.met_by.since
            if self.english:
                when = f" since {long_date(since, 'en')}" if since else ""
                return f"For {fn}, {a} needs {product} from {b}; a record shows that {b} shares it{when}."
            when = f" desde {on_date(since, 'es')}" if since else ""
            return capital(
                f"para {fn}, {a} necesita {product} {b.de}; consta que {b} se lo comparte{when}."
            )
        if self.english:
            return f"For {fn}, {a} needs {product} from {b}; no record shows that it receives it ({source})."
        pronoun = {"los": "los reciba", "las": "las reciba", "el": "lo reciba", "la": "la reciba"}
        verb = pronoun.get(product.split(" ")[0], "lo reciba")
        return capital(
            f"para {fn}, {a} necesita {product} {b.de}; no consta que {verb} ({source})."
        )

    # -- D7 --------------------------------------------------------------------------------

    _REASONS: ClassVar[dict[Criterion, tuple[str, str]]] = {
        Criterion.CHANNEL: ("a channel for this function is on file", "consta una vía para esta función"),
        Criterion.ROLE: ("same role", "mismo papel"),
        Criterion.PLACE: ("covers most closely this place", "abarca con más precisión este lugar"),
        Criterion.LEVEL: ("same level of government", "mismo orden de gobierno"),
        Criterion.SOURCE: ("most recent source", "fuente más reciente"),
        Criterion.NAME: ("no test separates it from the next, so the alphabet does", "ninguna prueba la distingue de la siguiente; orden alfabético"),
    }  # fmt: skip

    def reason(self, c: Counterpart) -> str:
        """Say why a counterpart stands where it stands."""
        return self._REASONS[c.decided_by][0 if self.english else 1]

    def counterpart(self, answer: CounterpartAnswer) -> str:
        """Say the counterparts in order, or why there is none (D7)."""
        a, fn = self.agency(answer.agency), self.function(answer.function)
        where = self.places((answer.place,)) if answer.place else ""
        far = (
            Country.MX
            if self.registry.agencies[answer.agency].country is Country.US
            else Country.US
        )
        if answer.outcome is Outcome.NO_MIRROR:
            return (
                "This function has no mirror across the border, so no counterpart is sought."
                if self.english
                else "Esta función no tiene equivalente del otro lado; por eso no se busca "
                "institución homóloga."
            )
        if answer.outcome is Outcome.MIRROR_UNDETERMINED:
            return (
                "Which function across the border answers to this one is not settled, so no "
                "counterpart is sought."
                if self.english
                else "No está definido qué función responde a esta del otro lado; por eso no se "
                "busca institución homóloga."
            )
        if answer.outcome is Outcome.CLOSED:
            source = short_source(
                self.registry, answer.ruled_out[0].responsibility.citations[0], self.lang
            )
            gone = self.agencies([x.agency.id for x in answer.ruled_out])
            if self.english:
                return f"No counterpart is on file: a source states that {gone} does not do this ({source})."
            return f"No consta institución homóloga: según una fuente, {gone} no realiza esta función ({source})."
        if answer.outcome is Outcome.OPEN:
            name = country_name(far, self.lang)
            return (
                f"No counterpart in {name} is on file for {fn}{where}. It may exist."
                if self.english
                else f"No consta institución homóloga de {name} para {fn}{where}. Puede existir."
            )
        found = answer.candidates
        if len(found) == 1:
            b, why = self.agency(found[0].agency), self.reason(found[0])
            if self.english:
                return f"For {fn}{where}, {a}’s counterpart on file is {b}. Reason: {why}."
            return (
                f"Para {fn}{where}, la institución homóloga {a.de} que consta es {b}. Razón: {why}."
            )
        ranked = "; ".join(
            f"{i}. {self.agency(c.agency)}: {self.reason(c)}" for i, c in enumerate(found[:3], 1)
        )
        n = len(found)
        more = n - 3
        if self.english:
            tail = f"; and {count(more, 'en')} more" if more > 0 else ""
            return f"For {fn}{where}, {a} has {count(n, 'en')} counterparts on file, in this order: {ranked}{tail}."
        tail = f"; y {count(more, 'es')} más" if more > 0 else ""
        return (
            f"Para {fn}{where}, constan {count(n, 'es')} instituciones homólogas {a.de}, en este "
            f"orden: {ranked}{tail}."
        )

    # -- D8 --------------------------------------------------------------------------------

    def gap(self, g: Gap) -> str:
        """Say a gap (D8); "no agency does it" only with a source that says so."""
        if g.kind is GapKind.NEED and g.need is not None:
            return self.need(g.need)
        fn = self.function(g.function)
        present = self.agencies(g.present)
        if g.epistemic is Epistemic.ASSERTED_ABSENT:
            return self._asserted_gap(g, fn)
        if g.kind is GapKind.CHANNEL:
            if self.english:
                return capital(
                    f"both countries hold {fn}; no channel between them for it is on file at grade 2 or better."
                )
            return f"Ambos países tienen {fn}; no consta una vía entre ellos de grado 2 o más para esa función."
        if g.kind is GapKind.ACCOUNTABILITY:
            n = len(g.present)
            if self.english:
                who = f"{capital(count(n, 'en'))} {plural(n, 'agency carries', 'agencies carry')}"
                country = country_name(g.country, "en") if g.country else ""
                text = f"{who} out {fn} in {country} and none is on file as accountable for it: {present}."
                return (
                    f"In {country}, {n} agencies carry out {fn} and none is on file as accountable for it: {present}."
                    if n > 9
                    else text
                )
            country = country_name(g.country, "es") if g.country else ""
            verb = plural(n, "institución ejecuta", "instituciones ejecutan")
            if n > 9:
                return f"En {country}, {n} instituciones ejecutan {fn} y no consta cuál rinde cuentas: {present}."
            return f"{capital(count(n, 'es'))} {verb} {fn} en {country} y no consta cuál rinde cuentas: {present}."
        if g.kind is GapKind.PLACE:
            where = self.places((g.place,)).strip() if g.place else ""
            if self.english:
                return capital(f"{where}, {fn} is on file on the other side only: {present}.")
            return capital(f"{where}, {fn} consta solo del otro lado: {present}.")
        here = country_name(g.country, self.lang) if g.country else ""
        other = Country.MX if g.country is Country.US else Country.US
        there = country_name(other, self.lang)
        mirror = self.function(g.mirror) if g.mirror and g.mirror != g.function else None
        if self.english:
            answer = f"; {mirror}, which answers to it, is" if mirror else " and"
            return capital(f"{fn} is on file in {there} ({present}){answer} not on file in {here}.")
        answer = (
            f"; {mirror}, que le corresponde, no consta en {here}."
            if mirror
            else f" y no consta en {here}."
        )
        return capital(f"{fn} consta en {there} ({present}){answer}")

    def _asserted_gap(self, g: Gap, fn: Noun) -> str:
        area = g.areas[0]
        source = short_source(self.registry, area.responsibility.citations[0], self.lang)
        who = self.agency(area.agency.id)
        where = self.places((g.place,)).strip() if g.place else ""
        if self.english:
            return capital(
                f"{where + ', ' if where else ''}a source states that {who} does not hold {fn} ({source})."
            )
        return capital(
            f"{where + ', ' if where else ''}según una fuente, {who} no tiene {fn} ({source})."
        )

    # -- D9 --------------------------------------------------------------------------------

    def path(self, answer: PathAnswer) -> str:
        """Say the shortest path between two agencies (D9)."""
        a, b = self.agency(answer.source), self.agency(answer.target)
        for_fn = ""
        if answer.function is not None:
            fn = self.function(answer.function)
            for_fn = f" for {fn}" if self.english else f" para {fn}"
        if not answer.paths:
            return (
                f"No path from {a} to {b}{for_fn} is on file. Channels that are not public are not in the registry."
                if self.english
                else f"No consta un camino {a.de} {b.a}{for_fn}. Las vías que no son públicas no "
                "están en el registro."
            )
        best = answer.paths[0]
        chain = self.chain(best)
        n, m = best.distance, best.referrals
        if n == 0:
            text = (
                f"{a} and {b} belong to one chain of command: {chain}."
                if self.english
                else f"{a} y {b} pertenecen a una misma línea de mando: {chain}."
            )
        elif n == 1 and m == 0:
            via = self.channel_of(best)
            text = (
                f"{a} and {b} share a channel{for_fn}: {via}."
                if self.english
                else f"{a} y {b} comparten una vía{for_fn}: {via}."
            )
        else:
            text = (
                f"{a} reaches {b}{for_fn} in {count(n, 'en')} {plural(n, 'channel', 'channels')}: {chain}."
                if self.english
                else f"{a} llega {b.a}{for_fn} con {count(n, 'es')} {plural(n, 'vía', 'vías')}: {chain}."
            )
        if m and n:
            text += (
                f" Plus {count(m, 'en')} internal {plural(m, 'referral', 'referrals')}."
                if self.english
                else f" Más {count(m, 'es')} {plural(m, 'canalización interna', 'canalizaciones internas')}."
            )
        k = len(answer.paths)
        if k > 1:
            text += (
                f" {'More than five' if answer.more else capital(count(k, 'en'))} shortest paths are on file."
                if self.english
                else f" Constan {'más de cinco' if answer.more else count(k, 'es', masculine=True)} caminos de igual longitud."
            )
        return capital(text)

    def channel_of(self, path: AgencyPath) -> str:
        """Return the name of the first channel of a path, with its date."""
        channel = next(step.channel for step in path.steps if step.channel is not None)
        return self._title(channel)

    def chain(self, path: AgencyPath) -> str:
        """Return "ATF – eTrace – FGR"; an internal referral is an arrow."""
        parts = [str(self.agency(path.steps[0].source).text)]
        for step in path.steps:
            via = f" – {self.channel(step.channel)} – " if step.channel is not None else " → "
            parts.append(f"{via}{self.agency(step.target).text}")
        return "".join(parts)

    # -- D10, D11, D12 ---------------------------------------------------------------------

    def single_point(self, p: SinglePoint) -> str:
        """Say a single point of failure (D10)."""
        a, fn = self.agency(p.agency), self.function(p.function)
        country = country_name(p.country, self.lang)
        if p.kind is FailureKind.SOLE_HOLDER:
            return capital(
                f"{a} is the only agency in {country} on file for {fn}."
                if self.english
                else f"{a} es la única institución de {country} que consta con {fn}."
            )
        k, n = len(p.cut_off), len(p.users)
        names, targets = self.agencies(p.cut_off), self.agencies(p.targets)
        if self.english:
            return f"Without {a}, {k} of {n} agencies lose every path on file to {targets} for {fn}: {names}."
        verb = plural(k, "se queda", "se quedan")
        return f"Sin {a}, {k} de {n} instituciones {verb} sin camino registrado hacia {targets} para {fn}: {names}."

    def broker(self, b: Broker) -> str:
        """Say what a broker joins (D11)."""
        a, fn, n = self.agency(b.agency), self.function(b.function), len(b.pairs)
        pair = b.pairs[0]
        names = f"{self.agency(pair.one).text}–{self.agency(pair.other).text}"
        if self.english:
            text = (
                f"{a} bridges {count(n, 'en')} cross-border {plural(n, 'pair', 'pairs')} for {fn}."
            )
            text += (
                f" Without it, {names} has no path on file."
                if pair.after is None
                else f" Without it, {names} goes from {pair.before} to {pair.after} channels."
            )
        else:
            text = f"{a} es puente de {count(n, 'es', masculine=True)} {plural(n, 'par', 'pares')} entre países para {fn}."
            without = "ellos" if a.article == "los" else "él" if a.article == "el" else "ella"
            text += (
                f" Sin {without}, {names} se queda sin camino registrado."
                if pair.after is None
                else f" Sin {without}, {names} pasa de {pair.before} a {pair.after} vías."
            )
        return capital(text)

    def at_risk(self, r: AgreementAtRisk) -> str:
        """Say why an agreement is at risk (D12).

        A short title has no article, which a Spanish subject needs; so a colon stands after it.
        """
        title = self._title(r.channel)
        when: date | None = r.day
        if r.reason is RiskReason.PARTY_GONE and r.party is not None:
            x = self.agency(r.party)
            if self.english:
                ended = f", which ended on {long_date(when, 'en')}" if when else ", which has ended"
                return f"{title} names {x}{ended}; no succession note is on file."
            ended = (
                f", que dejó de existir {on_date(when, 'es')}" if when else ", que dejó de existir"
            )
            return capital(f"{title}: nombra {x.a}{ended}; no consta la sucesión.")
        if r.reason is RiskReason.EXPIRED:
            if self.english:
                ended = f"expired on {long_date(when, 'en')}" if when else "is no longer in force"
                return f"{title} {ended}; no renewal is on file."
            ended = f"venció {on_date(when, 'es')}" if when else "ya no está en vigor"
            return capital(f"{title}: {ended}; no consta su renovación.")
        months = 0
        if when is not None:
            day = self.snapshot.day
            months = (day.year - when.year) * 12 + day.month - when.month - (day.day < when.day)
        if self.english:
            return (
                f"The last evidence of {title} dates from {long_date(when, 'en') if when else 'an unknown day'}, "
                f"{months} months before this date."
            )
        return capital(
            f"{title}: la última evidencia es {'del ' + long_date(when, 'es') if when else 'de fecha desconocida'}, "
            f"{months} meses antes de esta fecha."
        )
