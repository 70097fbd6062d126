/** The row of figures at the top. */

import { byId, el, setText } from "./dom.js";
import { number, rate, share, short } from "./format.js";

const TILES = {
  messages: "Messages",
  negative: "▼ Negative",
  positive: "▲ Positive",
  hate: "◆ Hate",
  lag: "Lag",
};

/** Draws the tiles, still without figures. */
export function startKpis() {
  byId("kpis").append(
    ...Object.entries(TILES).map(([id, name]) =>
      el(
        "div",
        { class: `kpi ${id}` },
        el("h2", { text: name }),
        el("p", { class: "value", id: `kpi-${id}`, text: "–" }),
        el("p", { class: "sub", id: `kpi-${id}-sub`, text: " " }),
      ),
    ),
  );
  byId("kpi-lag").parentElement.append(el("a", { id: "kpi-problems", class: "trouble-link", href: "#pipeline", hidden: true }));
}

/**
 * @param {Object} timeline by sentiment, as the API answers
 * @param {Object} hate the same by hate
 */
export function showKpis(timeline, hate) {
  const feelings = sums(timeline);
  const labelled = total(feelings);
  // the first and the last interval may be there in part only
  const minutes = (Date.parse(timeline.to) - Date.parse(timeline.from)) / 60_000;
  show("messages", short(timeline.total), `${rate(timeline.total / minutes)} a minute`);
  for (const label of ["negative", "positive"]) {
    show(label, share(feelings[label] ?? 0, labelled), `${number(feelings[label] ?? 0)} of ${number(labelled)}`);
  }
  const kinds = sums(hate);
  show("hate", share(kinds.hate ?? 0, total(kinds)), `${number(kinds.hate ?? 0)} of ${number(total(kinds))}`);
}

/**
 * @param {Object[]} topics of the pipeline, as the API answers
 * @param {string[]} problems that it has
 */
export function showLag(topics, problems) {
  byId("kpi-problems").hidden = problems.length === 0;
  setText(byId("kpi-problems"), `! ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}`);
  const known = topics.filter((topic) => typeof topic.lag === "number");
  const unknown = known.length < topics.length;
  const sum = known.reduce((lag, topic) => lag + topic.lag, 0);
  show("lag", unknown ? "?" : short(sum), unknown ? "Kafka does not answer" : sum === 0 ? "up to date" : "to be indexed");
}

/** Messages by label over all buckets. @param {Object} timeline */
export function sums(timeline) {
  const counts = {};
  for (const bucket of timeline.buckets) {
    for (const [label, count] of Object.entries(bucket.counts)) {
      counts[label] = (counts[label] ?? 0) + count;
    }
  }
  return counts;
}

const total = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

function show(tile, value, sub) {
  setText(byId(`kpi-${tile}`), value);
  setText(byId(`kpi-${tile}-sub`), sub);
}
