/** What is selected: it lives in the address of the page, so that it can be kept, sent and gone back from. */

/** The filters, by the names that the API gives them. */
export const FIELDS = [
  "dataset", "sentiment", "hate", "emotion", "irony", "topic", "language", "author", "outlet", "hashtag",
];

/** The time ranges that have a button. */
export const RANGES = ["15m", "1h", "24h", "7d", "30d"];

const DEFAULT_RANGE = "1h";
// what the API takes at most
const VALUES = 20;
const LENGTH = 256;
const PAGES = 500;

/**
 * @typedef {Object} Selection
 * @property {string} q full-text query
 * @property {string} from a range such as 24h, or a time
 * @property {string} to a time, or empty for now
 * @property {string} sample true, false, or empty
 * @property {Object<string, string[]>} filters values by field
 * @property {number} page from 1
 */

/** @param {string} search the query string of an address @returns {Selection} */
export function parse(search) {
  const parameters = new URLSearchParams(search);
  const filters = {};
  for (const field of FIELDS) {
    const values = parameters.getAll(field).filter((value) => value && value.length <= LENGTH);
    filters[field] = [...new Set(values)].slice(0, VALUES);
  }
  const page = Number.parseInt(parameters.get("page") ?? "1", 10);
  const sample = parameters.get("sample");
  return {
    q: (parameters.get("q") ?? "").slice(0, LENGTH),
    from: (parameters.get("from") || DEFAULT_RANGE).slice(0, 40),
    to: (parameters.get("to") ?? "").slice(0, 40),
    sample: sample === "true" || sample === "false" ? sample : "",
    filters,
    page: page >= 1 && page <= PAGES ? page : 1,
  };
}

/**
 * The parameters of a question to the API.
 * @param {Selection} selection
 * @param {Object<string, string|number>} [more] further parameters
 * @param {string} [without] a field whose own filter does not count: its values stay to be chosen from
 * @returns {URLSearchParams}
 */
export function query(selection, more = {}, without = "") {
  const parameters = new URLSearchParams();
  const single = { q: selection.q, from: selection.from, to: selection.to, sample: selection.sample };
  for (const [name, value] of Object.entries({ ...single, ...more })) {
    if (value !== "") {
      parameters.set(name, String(value));
    }
  }
  for (const field of FIELDS.filter((each) => each !== without)) {
    selection.filters[field].forEach((value) => parameters.append(field, value));
  }
  return parameters;
}

/** @param {Selection} selection @returns {string} the address of the page; what is as usual is left out */
export function address(selection) {
  const parameters = query(selection, selection.page > 1 ? { page: selection.page } : {});
  if (selection.from === DEFAULT_RANGE) {
    parameters.delete("from");
  }
  const text = parameters.toString();
  return text ? `?${text}` : location.pathname;
}

/** The selection with some of it changed, on the first page again unless a page is given. */
export const changed = (selection, change) => ({ ...selection, page: 1, ...change });

/** The selection with a value of a filter added, or removed if it was there. */
export function toggled(selection, field, value) {
  const values = selection.filters[field];
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value].slice(-VALUES);
  return changed(selection, { filters: { ...selection.filters, [field]: next } });
}

/** The selection without search and filters; the time range stays. */
export const cleared = (selection) => ({ ...parse(""), from: selection.from, to: selection.to });

/** Whether anything but a time range is selected. */
export const isNarrowed = (selection) =>
  selection.q !== "" || selection.sample !== "" || FIELDS.some((field) => selection.filters[field].length > 0);

/** Whether the query asks for this word on its own. */
export const hasWord = (selection, word) => selection.q.split(/\s+/).includes(asTerm(word));

/** The selection with a word added to the query, or removed if it was there. */
export function toggledWord(selection, word) {
  const terms = selection.q.split(/\s+/).filter(Boolean);
  const term = asTerm(word);
  const next = terms.includes(term) ? terms.filter((each) => each !== term) : [...terms, term];
  return changed(selection, { q: next.join(" ").slice(0, LENGTH) });
}

/** What means something to the query language is quoted. */
const asTerm = (word) => (/^[\p{L}\p{N}_]+$/u.test(word) ? word : `"${word.replace(/["\\\s]+/g, " ").trim()}"`);

/**
 * Keeps the selection in step with the address.
 * @param {(selection: Selection) => void} onChange after every change, also by the buttons Back and Forward
 */
export function selectionInAddress(onChange) {
  let current = parse(location.search);
  addEventListener("popstate", () => {
    current = parse(location.search);
    onChange(current);
  });
  return {
    get: () => current,
    /** @param {Selection} next */
    set(next) {
      const before = address(current);
      current = next;
      if (address(next) !== before) {
        history.pushState(null, "", address(next));
      }
      onChange(next);
    },
  };
}
