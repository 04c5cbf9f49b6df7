/* One plain sentence for every computed finding, in English and Mexican Spanish: a port of
   agencymap/sentences.py. The wording is fixed: it says what is on file and no more. */
const REASONS = {
  channel: ["a channel for this function is on file", "consta una vía para esta función"],
  role: ["same role", "mismo papel"],
  place: ["covers most closely this place", "abarca con más precisión este lugar"],
  level: ["same level of government", "mismo orden de gobierno"],
  source: ["most recent source", "fuente más reciente"],
  name: ["no test separates it from the next, so the alphabet does", "ninguna prueba la distingue de la siguiente; orden alfabético"],
};
const PRONOUNS = { los: "los reciba", las: "las reciba", el: "lo reciba", la: "la reciba" };
const idsOf = (areas) => [...new Set(areas.map((x) => x.agency.id))].sort();

class Speaker {
  constructor(snapshot, lang) {
    this.snapshot = snapshot;
    this.registry = snapshot.registry;
    this.lang = lang;
    this.english = lang === "en";
  }

  /* -- parts --------------------------------------------------------------------------------- */
  either(english, spanish) { return this.english ? english : spanish; }
  agency(id) { return noun(this.registry.agencies.get(id), this.lang); }
  function(id) { return functionNoun(this.registry.functionTitle(id), this.lang); }
  land(country) { return country ? countryName(country, this.lang) : ""; }
  today() { return asOf(this.snapshot.day, this.lang); }
  source(citations) { return shortSource(this.registry, citations[0], this.lang); }
  /** A list of agencies; three or more of a series are named by the series. */
  agencies(ids) {
    const names = [], bySeries = new Map();
    for (const id of ids) {
      const series = this.registry.agencies.get(id).series;
      if (series === null) names.push(String(this.agency(id)));
      else if (bySeries.has(series)) bySeries.get(series).push(id);
      else bySeries.set(series, [id]);
    }
    for (const [series, members] of bySeries) {
      if (members.length < 3) names.push(...members.map((m) => String(this.agency(m))));
      else names.push(`${count(members.length, this.lang)} ${seriesNoun(this.registry.series.get(series), this.lang).text}`);
    }
    return join(some(names, this.lang), this.lang);
  }
  /** " in Sonora" with a leading space, or nothing for a whole country. */
  places(ids) { return ids.every((p) => p.length === 2) ? "" : ` ${inPlaces(this.registry, ids, this.lang)}`; }
  /** "in Sonora, " before a sentence, or nothing. */
  lead(place) {
    const where = place ? this.places([place]).trim() : "";
    return where ? `${where}, ` : "";
  }
  /** The name of a channel: title of the text, the mechanism, or the kind of link. */
  channel({ kind, record }) {
    const { lang, registry } = this;
    if (kind === "instrument") return instrumentName(record, lang);
    if (kind === "mechanism") return mechanismNoun(record, lang).text;
    if (record.instrument !== null) return instrumentName(registry.instruments.get(record.instrument), lang);
    const link = label("CooperationKind", record.kind, lang);
    return record.mechanism === null ? link : `${link} (${mechanismNoun(registry.mechanisms.get(record.mechanism), lang).text})`;
  }
  /** The name of a channel with its year. */
  title(channel) {
    const name = this.channel(channel), { kind, record, instruments } = channel;
    let when = record.since;
    if (kind === "instrument") when = record.signed || record.since;
    else if (instruments.length && when === null) when = instruments[0].signed;
    return when === null || name.includes(String(yearOf(when))) ? name : `${name} (${longDate(when, this.lang)})`;
  }
  contestedParent(agency, parent) {
    const one = this.agency(agency), above = this.agency(parent), day = this.today();
    return this.either(`Sources differ on whether ${one} stood under ${above} ${day}.`, `Las fuentes difieren sobre si ${one} dependía ${above.de} ${day}.`);
  }

  /* -- D1 ------------------------------------------------------------------------------------ */
  /** Who holds a function in a country. */
  fragmentation(f) {
    const fn = this.function(f.function), n = f.holders.length, country = this.land(f.country);
    const names = this.agencies(f.holders), day = this.today(), { lang } = this;
    let text;
    if (this.english) {
      if (n === 0) text = `No agency in ${country} is on file for ${fn} ${day}. This does not mean that no agency does it.`;
      else if (n === 1) text = `One agency in ${country} is on file for ${fn} ${day}: ${names}.`;
      else {
        text = `${capital(count(n, lang))} agencies in ${country} hold ${fn}, or part of it, ${day}: ${names}. The function is fragmented in GAO’s sense, which does not by itself mean a problem.`;
        if (n > 9) text = `In ${country}, ${text[0].toLowerCase()}${text.slice(1)}`.replaceAll(` in ${country} hold`, " hold");
      }
    } else if (n === 0) text = `No consta en el registro ninguna institución de ${country} con ${fn} ${day}. Esto no significa que ninguna realice esta función.`;
    else if (n === 1) text = `${capital(day)} consta una sola institución de ${country} con ${fn}: ${names}.`;
    else text = `${capital(day)} constan ${count(n, lang)} instituciones de ${country} con ${fn} o con parte de ${fn.feminine ? "ella" : "él"}: ${names}. La función está fragmentada en el sentido de la GAO, lo que por sí mismo no indica un problema.`;
    const levels = new Set(f.holders.map((h) => this.registry.agencies.get(h).level)).size;
    if (f.country === "mx" && levels > 1) {
      text += this.either(
        ` The holders belong to ${count(levels, lang)} levels of government; in Mexico public security is a shared function by constitutional design.`,
        ` Las instituciones pertenecen a ${count(levels, lang)} órdenes de gobierno; en México la seguridad pública es una función concurrente.`);
    }
    if (f.announced.length) {
      const ids = idsOf(f.announced), k = ids.length, more = this.agencies(ids);
      text += this.either(
        ` ${capital(count(k, lang))} more ${plural(k, "has", "have")} been announced and ${plural(k, "is", "are")} not counted: ${more}.`,
        ` Se ${plural(k, "ha", "han")} anunciado ${count(k, lang)} más, que no se ${plural(k, "cuenta", "cuentan")}: ${more}.`);
    }
    return text;
  }
  /** Who holds a function at a place. */
  holdersAt(functionId, country, place, areas) {
    const fn = this.function(functionId), where = this.lead(place), ids = idsOf(areas), n = ids.length;
    const names = this.agencies(ids), land = this.land(country), day = this.today();
    if (!n) {
      return capital(this.either(
        `${where}no agency of ${land} is on file for ${fn} ${day}. This does not mean that no agency does it.`,
        `${where}no consta ninguna institución de ${land} con ${fn} ${day}. Esto no significa que ninguna realice esta función.`));
    }
    return capital(this.either(
      `${where}${count(n, "en")} ${plural(n, "agency of", "agencies of")} ${land} ${plural(n, "is", "are")} on file for ${fn} ${day}: ${names}.`,
      `${where}${day} ${plural(n, "consta una institución", `constan ${count(n, "es")} instituciones`)} de ${land} con ${fn}: ${names}.`));
  }

  /* -- D2, D3, D4, D5 ------------------------------------------------------------------------ */
  /** An overlap, how exact it is, and what covers it. */
  overlap(o) {
    const [a, b] = o.agencies.map((x) => this.agency(x)), fn = this.function(o.function), where = this.places(o.places);
    if (o.extraterritorial) return this.extraterritorial(o, a, b, fn, where);
    const start = this.either(`${a} and ${b} overlap on ${fn}${where}`, `${a} y ${b} se traslapan en ${fn}${where}`);
    let text;
    if (o.precision === "exact") {
      text = start + this.either(": both hold it, over the same subject.", ": ambas instituciones tienen esa función, sobre la misma materia.");
    } else if (o.precision === "nested") {
      text = start + this.either(
        ": the area of one lies within that of the other, or meets it in part.",
        ": el ámbito de una queda dentro del de la otra o coincide con él en parte.");
    } else {
      const unstated = this.unstated(o.pairs[0]);
      text = this.either(`${a} and ${b} may overlap on ${fn}${where}; ${unstated}.`, `${a} y ${b} podrían traslaparse en ${fn}${where}; ${unstated}.`);
    }
    return `${capital(text)} ${this.grade(o.grade)}`;
  }
  /** What the sources of a pair of areas leave open. */
  unstated(pair) {
    const missing = [pair.one, pair.other].filter((x) => pair.unspecified.includes(x.id)), one = missing.length === 1;
    const names = join(missing.map((x) => String(this.agency(x.agency.id))), this.lang);
    const place = missing.some((x) => !x.r.places.length), subject = missing.some((x) => !x.r.subjects.length);
    if (this.english) {
      const what = place && subject ? "place or subject" : place ? "place" : "subject";
      return `the ${one ? "source" : "sources"} for ${names} ${one ? "does" : "do"} not name the ${what}`;
    }
    const what = place && subject ? "el lugar ni la materia" : place ? "el lugar" : "la materia";
    return `${one ? "la fuente" : "las fuentes"} sobre ${names} no ${one ? "precisa" : "precisan"} ${what}`;
  }
  extraterritorial(o, a, b, fn, where) {
    const { one, other } = o.pairs[0];
    const firstAway = !o.places.some((p) => p.slice(0, 2) === one.agency.country.toUpperCase());
    const [away, home] = firstAway ? [a, b] : [b, a], country = this.land((firstAway ? other : one).agency.country);
    return capital(this.either(
      `${away} also acts in ${country} on ${fn}, where ${home} holds the same function; this is not counted as an overlap.`,
      `${away} también actúa en ${country} en ${fn}, función que allí tiene ${home}; no se cuenta como traslape.`));
  }
  /** A duplication candidate: never a verdict. */
  duplicationCandidate(o) {
    const [a, b] = o.agencies.map((x) => this.agency(x)), fn = this.function(o.function), where = this.places(o.places);
    return capital(this.either(
      `${a} and ${b} are a duplication candidate on ${fn}${where}: function, place, subject, stage, and role agree, and no source on file describes a division of labor. GAO requires program evidence before calling this duplication.`,
      `${a} y ${b} presentan una posible duplicidad, por comprobar, en ${fn}${where}: coinciden la función, el lugar, la materia, la etapa y el papel, y ninguna fuente registrada describe un reparto de tareas. La GAO exige evidencia de los programas antes de hablar de duplicación. No es una determinación de duplicidad de funciones en términos de ley.`));
  }
  /** What covers an overlap. */
  grade(g) {
    if (g.best === null) return this.either("No agreement or forum between them on this function is on file.", "No consta acuerdo ni foro entre ambas sobre esta función.");
    const title = this.title(g.best);
    let text;
    if (g.value === 1) {
      text = this.either(
        `The only agreement on file, ${title}, has lapsed or was signed with a predecessor, and no renewal is on file.`,
        `El único acuerdo que consta, ${title}, perdió vigencia o se firmó con una institución antecesora, y no consta que se haya renovado.`);
    } else if (g.value === 2 && g.best.kind === "instrument") {
      text = this.either(
        `A written agreement is on file, ${title}; that it is in force and divides tasks between these two is not.`,
        `Consta un acuerdo escrito, ${title}; no consta que esté en vigor y reparta tareas entre ambas.`);
    } else if (g.value === 2) {
      text = this.either(`Contact on file: ${title}; no written division of tasks is on file.`, `Consta contacto: ${title}; no consta un reparto escrito de tareas.`);
    } else if (g.value === 3) {
      text = this.either(`A written agreement in force covers it: ${title}.`, `Un acuerdo escrito y en vigor lo abarca: ${title}.`);
    } else {
      text = this.either(
        `A written agreement in force covers it, and its monitoring is on file: ${title}.`,
        `Un acuerdo escrito y en vigor lo abarca, y consta su seguimiento: ${title}.`);
    }
    if (g.unmonitored) {
      const source = this.source(g.monitoring.citations);
      text += this.either(` A source says that nobody formally monitors it: ${source}.`, ` Según una fuente, nadie le da seguimiento formal: ${source}.`);
    }
    return text;
  }
  /** How many overlaps reach a grade; never a share of nothing. */
  coverage(c, grade) {
    if (!c.total) return this.either("No overlaps on file, so coverage is not computed.", "No constan traslapes; por eso no se calcula la cobertura.");
    const k = c.reached[grade], n = c.total;
    if (n === 1) {
      return this.either(
        `The one overlap on file ${k ? "reaches" : "does not reach"} grade ${grade}.`,
        `El único traslape que consta ${k ? "alcanza" : "no alcanza"} el grado ${grade}.`);
    }
    if (k === n) return this.either(`All ${n} overlaps reach grade ${grade}.`, `Los ${n} traslapes alcanzan el grado ${grade}.`);
    if (k === 0) return this.either(`None of the ${n} overlaps reaches grade ${grade}.`, `Ninguno de los ${n} traslapes alcanza el grado ${grade}.`);
    return this.either(
      `Of the ${n} overlaps, ${k} ${plural(k, "reaches", "reach")} grade ${grade}${grade < 4 ? " or better" : ""}.`,
      `De los ${n} traslapes, ${k} ${plural(k, "alcanza", "alcanzan")} el grado ${grade}${grade < 4 ? " o más" : ""}.`);
  }

  /* -- D6 ------------------------------------------------------------------------------------ */
  /** An information need, met or unmet. */
  need(n) {
    const a = this.agency(n.agency.id), b = this.agency(n.need.provider), fn = this.function(n.need.function);
    const product = titleOf(n.need.product, this.lang);
    const start = this.either(`For ${fn}, ${a} needs ${product} from ${b}; `, capital(`para ${fn}, ${a} necesita ${product} ${b.de}; `));
    if (n.metBy !== null) {
      const { since } = n.metBy, when = since ? this.either(` since ${longDate(since, "en")}`, ` desde ${onDate(since, "es")}`) : "";
      return start + this.either(`a record shows that ${b} shares it${when}.`, `consta que ${b} se lo comparte${when}.`);
    }
    const source = this.source(n.need.citations);
    return start + this.either(`no record shows that it receives it (${source}).`, `no consta que ${PRONOUNS[product.split(" ")[0]] ?? "lo reciba"} (${source}).`);
  }

  /* -- D7 ------------------------------------------------------------------------------------ */
  /** Why a counterpart stands where it stands. */
  reason(c) { return this.either(...REASONS[c.decidedBy]); }
  /** The counterparts in order, or why there is none. */
  counterpart(answer) {
    const a = this.agency(answer.agency), fn = this.function(answer.function), where = answer.place ? this.places([answer.place]) : "";
    if (answer.outcome === "no-mirror") {
      return this.either(
        "This function has no mirror across the border, so no counterpart is sought.",
        "Esta función no tiene equivalente del otro lado; por eso no se busca institución homóloga.");
    }
    if (answer.outcome === "mirror-undetermined") {
      return this.either(
        "Which function across the border answers to this one is not settled, so no counterpart is sought.",
        "No está definido qué función responde a esta del otro lado; por eso no se busca institución homóloga.");
    }
    if (answer.outcome === "closed") {
      const source = this.source(answer.ruledOut[0].r.citations), gone = this.agencies(answer.ruledOut.map((x) => x.agency.id));
      return this.either(
        `No counterpart is on file: a source states that ${gone} does not do this (${source}).`,
        `No consta institución homóloga: según una fuente, ${gone} no realiza esta función (${source}).`);
    }
    if (answer.outcome === "open") {
      const far = this.land(this.snapshot.country(answer.agency) === "us" ? "mx" : "us");
      return this.either(
        `No counterpart in ${far} is on file for ${fn}${where}. It may exist.`,
        `No consta institución homóloga de ${far} para ${fn}${where}. Puede existir.`);
    }
    const found = answer.candidates, n = found.length, more = n - 3, name = (c) => this.agency(c.area.agency.id);
    if (n === 1) {
      const b = name(found[0]), why = this.reason(found[0]);
      return this.either(
        `For ${fn}${where}, ${a}’s counterpart on file is ${b}. Reason: ${why}.`,
        `Para ${fn}${where}, la institución homóloga ${a.de} que consta es ${b}. Razón: ${why}.`);
    }
    const ranked = found.slice(0, 3).map((c, i) => `${i + 1}. ${name(c)}: ${this.reason(c)}`).join("; ");
    const tail = more > 0 ? this.either(`; and ${count(more, "en")} more`, `; y ${count(more, "es")} más`) : "";
    return this.either(
      `For ${fn}${where}, ${a} has ${count(n, "en")} counterparts on file, in this order: ${ranked}${tail}.`,
      `Para ${fn}${where}, constan ${count(n, "es")} instituciones homólogas ${a.de}, en este orden: ${ranked}${tail}.`);
  }

  /* -- D8 ------------------------------------------------------------------------------------ */
  /** A gap; "no agency does it" only with a source that says so. */
  gap(g) {
    if (g.kind === "need" && g.need !== null) return this.need(g.need);
    const fn = this.function(g.function), present = this.agencies(g.present), here = this.land(g.country);
    if (g.epistemic === "asserted-absent") return this.assertedGap(g, fn);
    if (g.kind === "channel") {
      return this.either(
        capital(`both countries hold ${fn}; no channel between them for it is on file at grade 2 or better.`),
        `Ambos países tienen ${fn}; no consta una vía entre ellos de grado 2 o más para esa función.`);
    }
    if (g.kind === "accountability") {
      const n = g.present.length;
      if (this.english) {
        return n > 9
          ? `In ${here}, ${n} agencies carry out ${fn} and none is on file as accountable for it: ${present}.`
          : `${capital(count(n, "en"))} ${plural(n, "agency carries", "agencies carry")} out ${fn} in ${here} and none is on file as accountable for it: ${present}.`;
      }
      return n > 9
        ? `En ${here}, ${n} instituciones ejecutan ${fn} y no consta cuál rinde cuentas: ${present}.`
        : `${capital(count(n, "es"))} ${plural(n, "institución ejecuta", "instituciones ejecutan")} ${fn} en ${here} y no consta cuál rinde cuentas: ${present}.`;
    }
    if (g.kind === "place") {
      const where = g.place ? this.places([g.place]).trim() : "";
      return capital(this.either(`${where}, ${fn} is on file on the other side only: ${present}.`, `${where}, ${fn} consta solo del otro lado: ${present}.`));
    }
    const there = this.land(g.country === "us" ? "mx" : "us");
    const mirror = g.mirror && g.mirror !== g.function ? this.function(g.mirror) : null;
    if (this.english) return capital(`${fn} is on file in ${there} (${present})${mirror ? `; ${mirror}, which answers to it, is` : " and"} not on file in ${here}.`);
    return capital(`${fn} consta en ${there} (${present})${mirror ? `; ${mirror}, que le corresponde, no consta en ${here}.` : ` y no consta en ${here}.`}`);
  }
  assertedGap(g, fn) {
    const area = g.areas[0], source = this.source(area.r.citations), who = this.agency(area.agency.id), where = this.lead(g.place);
    return capital(this.either(
      `${where}a source states that ${who} does not hold ${fn} (${source}).`,
      `${where}según una fuente, ${who} no tiene ${fn} (${source}).`));
  }

  /* -- D9 ------------------------------------------------------------------------------------ */
  /** The shortest path between two agencies. */
  path(answer) {
    const a = this.agency(answer.source), b = this.agency(answer.target), { lang } = this;
    const forFn = answer.function === null ? "" : ` ${this.either("for", "para")} ${this.function(answer.function)}`;
    if (!answer.paths.length) {
      return this.either(
        `No path from ${a} to ${b}${forFn} is on file. Channels that are not public are not in the registry.`,
        `No consta un camino ${a.de} ${b.a}${forFn}. Las vías que no son públicas no están en el registro.`);
    }
    const best = answer.paths[0], chain = this.chain(best), n = best.steps.filter((s) => s.channel).length, m = best.steps.length - n;
    let text;
    if (n === 0) {
      text = this.either(`${a} and ${b} belong to one chain of command: ${chain}.`, `${a} y ${b} pertenecen a una misma línea de mando: ${chain}.`);
    } else if (n === 1 && m === 0) {
      const via = this.channelOf(best);
      text = this.either(`${a} and ${b} share a channel${forFn}: ${via}.`, `${a} y ${b} comparten una vía${forFn}: ${via}.`);
    } else {
      text = this.either(
        `${a} reaches ${b}${forFn} in ${count(n, lang)} ${plural(n, "channel", "channels")}: ${chain}.`,
        `${a} llega ${b.a}${forFn} con ${count(n, lang)} ${plural(n, "vía", "vías")}: ${chain}.`);
    }
    if (m && n) {
      text += this.either(
        ` Plus ${count(m, lang)} internal ${plural(m, "referral", "referrals")}.`,
        ` Más ${count(m, lang)} ${plural(m, "canalización interna", "canalizaciones internas")}.`);
    }
    const k = answer.paths.length;
    if (k > 1) {
      text += this.either(
        ` ${answer.more ? "More than five" : capital(count(k, lang))} shortest paths are on file.`,
        ` Constan ${answer.more ? "más de cinco" : count(k, lang, true)} caminos de igual longitud.`);
    }
    return capital(text);
  }
  /** The name of the first channel of a path, with its date. */
  channelOf(path) { return this.title(path.steps.find((s) => s.channel).channel); }
  /** "ATF – eTrace – FGR"; an internal referral is an arrow. */
  chain(path) {
    const via = (s) => (s.channel ? ` – ${this.channel(s.channel)} – ` : " → ");
    return this.agency(path.steps[0].source).text + path.steps.map((s) => via(s) + this.agency(s.target).text).join("");
  }

  /* -- D10, D11, D12 ------------------------------------------------------------------------- */
  /** A single point of failure. */
  singlePoint(p) {
    const a = this.agency(p.agency), fn = this.function(p.function), country = this.land(p.country);
    if (p.kind === "sole-holder") {
      return capital(this.either(`${a} is the only agency in ${country} on file for ${fn}.`, `${a} es la única institución de ${country} que consta con ${fn}.`));
    }
    const k = p.cutOff.length, n = p.users.length, names = this.agencies(p.cutOff), targets = this.agencies(p.targets);
    return this.either(
      `Without ${a}, ${k} of ${n} agencies lose every path on file to ${targets} for ${fn}: ${names}.`,
      `Sin ${a}, ${k} de ${n} instituciones ${plural(k, "se queda", "se quedan")} sin camino registrado hacia ${targets} para ${fn}: ${names}.`);
  }
  /** What a broker joins. */
  broker(b) {
    const a = this.agency(b.agency), fn = this.function(b.function), n = b.pairs.length, pair = b.pairs[0];
    const names = `${this.agency(pair.one).text}–${this.agency(pair.other).text}`;
    const text = this.either(
      `${a} bridges ${count(n, "en")} cross-border ${plural(n, "pair", "pairs")} for ${fn}. Without it, ${names} `,
      `${a} es puente de ${count(n, "es", true)} ${plural(n, "par", "pares")} entre países para ${fn}. Sin ${{ el: "él", los: "ellos" }[a.article] || "ella"}, ${names} `);
    if (pair.after === null) return capital(text + this.either("has no path on file.", "se queda sin camino registrado."));
    return capital(text + this.either(`goes from ${pair.before} to ${pair.after} channels.`, `pasa de ${pair.before} a ${pair.after} vías.`));
  }
  /** Why an agreement is at risk. */
  atRisk(r) {
    const title = this.title(r.channel), when = r.day;
    if (r.reason === "party-gone" && r.party !== null) {
      const x = this.agency(r.party);
      if (this.english) return `${title} names ${x}, which ${when ? `ended on ${longDate(when, "en")}` : "has ended"}; no succession note is on file.`;
      return capital(`${title}: nombra ${x.a}, que dejó de existir${when ? ` ${onDate(when, "es")}` : ""}; no consta la sucesión.`);
    }
    if (r.reason === "expired") {
      return this.either(
        `${title} ${when ? `expired on ${longDate(when, "en")}` : "is no longer in force"}; no renewal is on file.`,
        capital(`${title}: ${when ? `venció ${onDate(when, "es")}` : "ya no está en vigor"}; no consta su renovación.`));
    }
    const months = when ? wholeMonths(when, this.snapshot.day) : 0;
    return this.either(
      `The last evidence of ${title} dates from ${when ? longDate(when, "en") : "an unknown day"}, ${months} months before this date.`,
      capital(`${title}: la última evidencia es ${when ? `del ${longDate(when, "es")}` : "de fecha desconocida"}, ${months} meses antes de esta fecha.`));
  }
}
for (const name of Object.getOwnPropertyNames(Speaker.prototype)) {
  const say = Speaker.prototype[name];
  if (name === "constructor") continue;
  Speaker.prototype[name] = function (...asked) {
    const said = say.apply(this, asked);
    return typeof said === "string" ? oneStop(said) : said;
  };
}
/** Whole months from one day to a later one. */
function wholeMonths(from, to) {
  const [y, m, d] = from.split("-").map(Number), [year, month, day] = to.split("-").map(Number);
  return (year - y) * 12 + month - m - (day < d ? 1 : 0);
}
