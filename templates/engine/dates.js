/* Dates as exact as their sources: a port of agencymap/dates.py. Days are ISO texts ("2023-06-18"),
   which compare as text. Holds: "yes", "uncertain", "no". */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const two = (n) => String(n).padStart(2, "0");
const daysIn = (year, month) => (month === 2 && ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0) ? 29 : DAYS[month - 1]);
function nextDay(day) {
  const [y, m, d] = day.split("-").map(Number);
  if (d < daysIn(y, m)) return `${day.slice(0, 8)}${two(d + 1)}`;
  return m < 12 ? `${day.slice(0, 5)}${two(m + 1)}-01` : `${y + 1}-01-01`;
}
function addMonths(day, months) {
  const [y, m, d] = day.split("-").map(Number);
  const all = y * 12 + m - 1 + months, year = Math.floor(all / 12), month = (all % 12) + 1;
  return `${year}-${two(month)}-${two(Math.min(d, daysIn(year, month)))}`;
}
function readOne(text) {
  const [y, m, d] = text.split("-").map(Number);
  if (!m) return [`${text}-01-01`, `${text}-12-31`];
  return d ? [text, text] : [`${text}-01`, `${text}-${two(daysIn(y, m))}`];
}
const partials = new Map();
/** Return {text, earliest (null before "../"), latest, precision} of a written date, or null. */
function partial(text) {
  if (!text) return null;
  let found = partials.get(text);
  if (!found) {
    const slash = text.lastIndexOf("/");
    const begin = slash < 0 ? text : text.slice(0, slash), end = text.slice(slash + 1);
    const precision = text.startsWith("..") ? "before" : slash >= 0 ? "between" : { 10: "day", 7: "month", 4: "year" }[text.length];
    found = { text, earliest: begin === ".." ? null : readOne(begin)[0], latest: readOne(end)[1], precision };
    partials.set(text, found);
  }
  return found;
}
/** Order two written dates by the first day each can mean, then the last. */
function comparePartial(a, b) {
  const x = partial(a), y = partial(b);
  const [e, f] = [x.earliest || "", y.earliest || ""];
  return e < f ? -1 : e > f ? 1 : x.latest < y.latest ? -1 : x.latest > y.latest ? 1 : 0;
}
const endOf = (until) => (until.precision === "day" ? until.latest : nextDay(until.latest));
/** Return whether the span of two written dates covers a day: the widest reading decides. */
function holdsOn(day, since, until) {
  const s = partial(since), u = partial(until);
  let possible = true, certain = true;
  if (s) { possible = s.earliest === null || s.earliest <= day; certain = s.latest <= day; }
  if (u) { possible = possible && day < endOf(u); certain = certain && u.earliest !== null && day < u.earliest; }
  return certain ? "yes" : possible ? "uncertain" : "no";
}
const both = (...answers) => (answers.includes("no") ? "no" : answers.includes("uncertain") ? "uncertain" : "yes");
const begunBy = (earliest, day) => !earliest || earliest <= day;
