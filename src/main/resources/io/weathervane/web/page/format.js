/** Numbers, shares and times as a person reads them, in the browser's language and time zone. */

const whole = new Intl.NumberFormat("en");
const decimals = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium", hourCycle: "h23" });

const MINUTES = { "10s": 1 / 6, "1m": 1, "5m": 5, "15m": 15, "1h": 60, "6h": 360, "1d": 1440 };
const INTERVALS = {
  "10s": "10 seconds",
  "1m": "a minute",
  "5m": "5 minutes",
  "15m": "15 minutes",
  "1h": "an hour",
  "6h": "6 hours",
  "1d": "a day",
};

/** @param {number} n @returns {string} 12,345 */
export const number = (n) => whole.format(n);

/** @param {number} n @returns {string} 1,234.5, with two decimals at most */
export const decimal = (n) => decimals.format(n);

/** @param {number} n @returns {string} 12.3K */
export const short = (n) => (n < 10_000 ? whole.format(n) : compact.format(n));

/** @param {number} part @param {number} of @returns {string} 12.3 %; a dash of nothing */
export const share = (part, of) => (of > 0 ? `${((100 * part) / of).toFixed(1)} %` : "–");

/** @param {number} n @returns {string} a rate with as many decimals as it needs */
export const rate = (n) => (n === 0 ? "0" : n < 1 ? n.toFixed(2) : n < 10 ? n.toFixed(1) : whole.format(Math.round(n)));

/** @param {string} interval as the API names it @returns {number} its minutes */
export const minutesOf = (interval) => MINUTES[interval] ?? 1;

/** @param {string} interval as the API names it @returns {string} in words */
export const intervalName = (interval) => INTERVALS[interval] ?? interval;

/** @param {string|Date} time @returns {string} date and time to the second, with the time zone */
export const exactTime = (time) => formatted(exact, time);

/** @param {string|Date} time @returns {string} 13:05:10 */
export const clockTime = (time) => formatted(clock, time);

/** @param {string} time @param {number} [now] @returns {string} 3 min. ago */
export function relativeTime(time, now = Date.now()) {
  const seconds = (Date.parse(time) - now) / 1000;
  if (Number.isNaN(seconds)) {
    return "";
  }
  const size = Math.abs(seconds);
  const [unit, length] =
    size < 60 ? ["second", 1] : size < 3600 ? ["minute", 60] : size < 86_400 ? ["hour", 3600] : ["day", 86_400];
  return relative.format(Math.round(seconds / length), unit);
}

/** @param {string} time @param {string} interval @returns {string} as an axis shows it */
export function axisTime(time, interval) {
  const date = new Date(time);
  const options =
    interval === "1d"
      ? { month: "short", day: "numeric" }
      : interval === "6h" || interval === "1h"
        ? { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
        : { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...(interval === "10s" && { second: "2-digit" }) };
  return new Intl.DateTimeFormat(undefined, options).format(date);
}

function formatted(format, time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : format.format(date);
}
