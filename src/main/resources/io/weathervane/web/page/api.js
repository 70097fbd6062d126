/** Questions to the read-only API of the application. */

import { FIELDS, query } from "./selection.js";

const BASE = "api/v1";
const PAGE_SIZE = 20;
const TOP_SIZE = 12;
// the API answers a few questions at a time, and others are looking too
const AT_A_TIME = 3;
const BREATH = 1_000;
const LONGEST_WAIT = 30_000;

/** What has a list of its own. */
export const LISTS = ["topic", "word", "hashtag", ...FIELDS.filter((field) => field !== "topic" && field !== "hashtag")];

/** An answer that is none, with a sentence for a person. */
export class ApiError extends Error {
  /** @param {string} message @param {number} status 0 if there was no answer at all */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * Everything that depends on the selection, of one moment.
 * @param {import("./selection.js").Selection} selection
 * @param {AbortSignal} signal
 */
export async function loadSelection(selection, signal) {
  const ask = (path, more, without) => () => patiently(`${path}?${query(selection, more, without)}`, signal);
  const [timeline, hate, messages, ...tops] = await inTurn([
    ask("timeline", { classifier: "sentiment" }),
    ask("timeline", { classifier: "hate" }),
    ask("messages", { page: selection.page, size: PAGE_SIZE }),
    ...LISTS.map((of) => ask("top", { of, size: TOP_SIZE }, of)),
  ]);
  return { timeline, hate, messages, tops: Object.fromEntries(LISTS.map((of, i) => [of, tops[i].values])) };
}

/** How the pipeline is. @param {AbortSignal} signal */
export const loadPipeline = (signal) => get("pipeline", signal);

/** The answers to all questions, a few of which are under way at a time; the first that fails ends it. */
async function inTurn(questions) {
  const answers = [];
  const waiting = [...questions.entries()];
  const ask = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [i, question] = next;
      answers[i] = await question();
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_A_TIME }, ask));
  } finally {
    waiting.length = 0;
  }
  return answers;
}

/** Asks a second time where the server is merely busy. */
async function patiently(path, signal) {
  try {
    return await get(path, signal);
  } catch (e) {
    if (e.status !== 503 || signal.aborted) {
      throw e;
    }
    await new Promise((resolve) => setTimeout(resolve, BREATH));
    signal.throwIfAborted();
    return get(path, signal);
  }
}

async function get(path, signal) {
  let response;
  try {
    response = await fetch(`${BASE}/${path}`, {
      // a connection that has died without a word would be waited for as long as the page is open
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_WAIT)]),
      headers: { Accept: "application/json" },
      cache: "no-store",
    });
  } catch (e) {
    if (signal.aborted) {
      throw e;
    }
    throw new ApiError("Weathervane does not answer. Is it still running?", 0);
  }
  if (response.ok) {
    return response.json();
  }
  const body = await response.json().catch(() => ({}));
  const fallback = response.status === 503 ? "Elasticsearch does not answer." : `The answer was ${response.status}.`;
  throw new ApiError(typeof body.error === "string" ? body.error : fallback, response.status);
}
