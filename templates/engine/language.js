/* How English and Mexican Spanish say names, dates, counts, lists and citations: a port of
   agencymap/language.py. Dates are written texts; a day is one of them. */
const MAX_NAMES = 7;
const MONTHS = {
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  es: ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
};
const COUNT_WORDS = {
  en: ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
  es: ["ninguna", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
};
const COUNTRY_NAMES = {
  us: { en: "the United States", es: "los Estados Unidos" },
  mx: { en: "Mexico", es: "México" },
  int: { en: "both countries", es: "ambos países" },
};
const LEVEL_NAMES = {
  federal: { en: "federal level", es: "orden federal" },
  state: { en: "state level", es: "orden estatal" },
  municipal: { en: "municipal level", es: "orden municipal" },
  international: { en: "international level", es: "ámbito internacional" },
};
/* class of the vocabulary → value → [English, Spanish]; the registry fills it from its data */
const LABELS = {};
/** Return what a reader sees for a word of the vocabulary: label("Role", "responsible", "en"). */
const label = (kind, value, lang) => LABELS[kind][value][lang === "en" ? 0 : 1];

/** A name as a sentence needs it: text, and the article it takes ("" for none). */
class Noun {
  constructor(text, article = "") {
    this.text = text;
    this.article = article;
  }
  toString() { return `${this.article} ${this.text}`.trim(); }
  get de() { return this.article === "el" ? `del ${this.text}` : `de ${this}`; }
  get a() { return this.article === "el" ? `al ${this.text}` : `a ${this}`; }
  get feminine() { return this.article === "la" || this.article === "las"; }
}
const titleOf = (text, lang) => text[lang];
/** Sentences without a full stop after the point of an abbreviation: "in B. C.", not "in B. C..". */
const oneStop = (text) => (text.includes("..") ? text.replace(/(?<!\.)\.\.(?!\.)/g, ".") : text);
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/* -- names ----------------------------------------------------------------------------------- */
const shortOf = (agency, lang) => titleOf(agency.short_name || agency.acronym || agency.name, lang);
const noun = (agency, lang) => new Noun(shortOf(agency, lang), agency.article[lang]);
const officialLang = (agency) => (agency.country === "mx" ? "es" : "en");
/** The official name in its own language, glossed and with acronym, for a first mention. */
function fullName(agency, lang) {
  const own = officialLang(agency), gloss = own === lang ? [] : [titleOf(agency.name, lang)];
  if (agency.acronym) gloss.push(titleOf(agency.acronym, lang));
  const official = titleOf(agency.name, own);
  return gloss.length ? `${official} (${gloss.join(", ")})` : official;
}
/** The name of a function (lower case) or a domain, which holds functions, with its article. */
function functionNoun(record, lang) {
  const name = titleOf(record.name, lang);
  return new Noun(record.functions ? name.slice(0, 1).toLowerCase() + name.slice(1) : name, lang === "en" ? "" : record.article.es);
}
const seriesNoun = (series, lang) => new Noun(titleOf(series.name, lang), series.article[lang]);
const mechanismNoun = (mechanism, lang) => new Noun(titleOf(mechanism.acronym || mechanism.name, lang), mechanism.article[lang]);
const instrumentName = (instrument, lang) => titleOf(instrument.short_name || instrument.name, lang);
/** The place with its preposition: "in Sonora", "en Sonora". */
const inPlace = (place, lang) => (place.preposition ? titleOf(place.preposition, lang) : `${lang === "en" ? "in" : "en"} ${titleOf(place.name, lang)}`);
/** Several places with one preposition, or an empty text. */
function inPlaces(registry, places, lang) {
  const records = places.map((p) => registry.places.get(p));
  if (records.length === 1) return inPlace(records[0], lang);
  if (!records.length) return "";
  return `${lang === "en" ? "in" : "en"} ${join(some(records.map((r) => titleOf(r.name, lang)), lang), lang)}`;
}
const countryName = (country, lang) => COUNTRY_NAMES[country][lang];
const levelName = (level, lang) => LEVEL_NAMES[level][lang];

/* -- lists and counts ------------------------------------------------------------------------ */
/** A list in a sentence: serial comma in English, y or e in Spanish, semicolons where items hold commas. */
function join(items, lang) {
  if (items.length < 2) return items.join("");
  const first = items.slice(0, -1), last = items[items.length - 1];
  const comma = items.some((item) => item.includes(", "));
  if (lang === "en") {
    if (comma) return `${first.join("; ")}; and ${last}`;
    return first.length === 1 ? `${first[0]} and ${last}` : `${first.join(", ")}, and ${last}`;
  }
  const link = soundsLikeI(last) ? "e" : "y";
  if (first.length > 1 && (comma || items.some((item) => item.includes(" y ")))) return `${first.join("; ")}; ${link} ${last}`;
  return `${first.join(", ")} ${link} ${last}`;
}
const soundsLikeI = (text) => /^h?i(?![aeo])/.test(fold(text));
/** The items, or the first ones and "15 others"; one left over is named. */
function some(items, lang, limit = MAX_NAMES) {
  const rest = items.length - limit;
  return rest <= 1 ? items.slice() : [...items.slice(0, limit), lang === "en" ? `${rest} others` : `otras ${rest}`];
}
/** A count as prose writes it: words to nine, figures from ten. */
function count(number, lang, masculine = false) {
  if (masculine && lang === "es" && number < 2) return ["ningún", "un"][number];
  return COUNT_WORDS[lang][number] ?? grouped(number);
}
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
const plural = (number, one, many) => (number === 1 ? one : many);

/* -- dates ----------------------------------------------------------------------------------- */
function longDay(day, lang) {
  const [y, m, d] = day.split("-").map(Number), month = MONTHS[lang][m - 1];
  return lang === "en" ? `${month} ${d}, ${y}` : `${d} de ${month} de ${y}`;
}
function shortDay(day, lang) {
  const [y, m, d] = day.split("-").map(Number), month = MONTHS[lang][m - 1].slice(0, 3);
  return lang === "en" ? `${month} ${d}, ${y}` : `${d} ${month} ${y}`;
}
const yearOf = (when) => Number(partial(when).latest.slice(0, 4));
/** A date in prose, as exact as it is, without preposition. */
function longDate(when, lang) {
  const { latest, precision } = partial(when), english = lang === "en";
  if (precision === "day") return longDay(latest, lang);
  if (precision === "month") return `${MONTHS[lang][Number(latest.slice(5, 7)) - 1]} ${english ? "" : "de "}${yearOf(when)}`;
  if (precision === "year") return String(yearOf(when));
  if (precision === "before") return english ? `${longDay(latest, lang)} at the latest` : `a más tardar el ${longDay(latest, lang)}`;
  const [begin, end] = when.split("/");
  return english ? `between ${longDate(begin, lang)} and ${longDate(end, lang)}` : `entre ${onDate(begin, lang)} y ${onDate(end, lang)}`;
}
/** A Spanish date with its article where it takes one: "el 31 de enero de 2022". */
const onDate = (when, lang) => `${lang === "es" && partial(when).precision === "day" ? "el " : ""}${longDate(when, lang)}`;
const asOf = (day, lang) => `${lang === "en" ? "as of" : "al"} ${longDay(day, lang)}`;
/** A span for a table or a claim: "since June 30, 2009", "from 2008 to 2021", or "". */
function spanText(since, until, lang) {
  const english = lang === "en";
  if (since && until) return `${english ? "from" : "desde"} ${onDate(since, lang)} ${english ? "to" : "hasta"} ${onDate(until, lang)}`;
  if (since) {
    if (["before", "between"].includes(partial(since).precision)) return `${english ? "began" : "comenzó"} ${longDate(since, lang)}`;
    return `${english ? "since" : "desde"} ${onDate(since, lang)}`;
  }
  return until ? `${english ? "until" : "hasta"} ${onDate(until, lang)}` : "";
}

/* -- citations ------------------------------------------------------------------------------- */
/* in the order in which they are said: before and after the value */
const PIN_PARTS = {
  en: {
    title: ["title "], chapter: ["ch. "], section: ["§"], article: ["art. "], fraction: ["frac. "], inciso: ["item "],
    transitory: ["transitory art. "], page: ["p. "], paragraph: ["para. "], footnote: ["fn. "], heading: ["“", "”"],
  },
  es: {
    title: ["título "], chapter: ["cap. "], section: ["sec. "], article: ["art. "], fraction: ["fr. "], inciso: ["inc. ", ")"],
    transitory: ["transitorio "], page: ["p. "], paragraph: ["párr. "], footnote: ["nota "], heading: ["“", "”"],
  },
};
const PIN_PART = { en: { whole: "whole text", opening: "opening" }, es: { whole: "texto completo", opening: "inicio" } };
/** A pinpoint: "art. 9, frac. II, item b" / "art. 9, fr. II, inc. b)". */
function pinpointText(pinpoint, lang) {
  const parts = Object.entries(PIN_PARTS[lang]).filter(([name]) => pinpoint[name] !== null)
    .map(([name, [before, after = ""]]) => before + (name === "section" ? pinpoint[name].replace(/^§/, "") : pinpoint[name]) + after);
  if (pinpoint.part !== null) parts.push(PIN_PART[lang][pinpoint.part]);
  return parts.join(", ");
}
const yearIn = (source) => (source.date ? ` (${yearOf(source.date)})` : "");
/** "Publisher, Title (2021), §V.A, fn. 151". */
function citationText(registry, citation, lang) {
  const source = registry.sources.get(citation.source);
  return `${source.publisher}, ${source.title}${yearIn(source)}, ${pinpointText(citation.pinpoint, lang)}`;
}
/** The source in a sentence: "La Jornada, para. 3 (2023)", "LFAFE, art. 9". */
function shortSource(registry, citation, lang) {
  const source = registry.sources.get(citation.source), pin = pinpointText(citation.pinpoint, lang);
  return source.short_title !== null ? `${source.short_title}, ${pin}` : `${source.publisher}, ${pin}${yearIn(source)}`;
}

/* -- search ---------------------------------------------------------------------------------- */
const CASE_FOLDS = { ß: "ss", ς: "σ", "\u0345": "ι" }; // what lower case leaves apart
/** Text in lower case without accents, with a keyboard's apostrophe. */
function fold(text) {
  if (/^[ -~]*$/.test(text)) return text.toLowerCase();
  const plain = text.replace(/’/g, "'").normalize("NFKD").toLowerCase().replace(/[ßς\u0345]/g, (c) => CASE_FOLDS[c]);
  return plain.normalize("NFKD").replace(/\p{Mn}/gu, "");
}
