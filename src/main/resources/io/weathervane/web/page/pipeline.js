/** How the pipeline is: what has become of the records, the sources, the models, the last save. */

import { byId, el, reconcile, setAttribute, setText } from "./dom.js";
import { exactTime, number, relativeTime } from "./format.js";

const OUTCOMES = {
  read: "Read",
  indexed: "Indexed",
  updated: "Updated",
  pipeline_errors: "Pipeline errors",
  dead_lettered: "Dead letters",
  in_flight: "In flight",
  lag: "Lag",
};
const BAD = ["pipeline_errors", "dead_lettered"];
const STATES = {
  live: { shape: "●", text: "live", tone: "good" },
  sample: { shape: "◐", text: "SAMPLES", tone: "warn" },
  off: { shape: "○", text: "off", tone: "quiet" },
  down: { shape: "✕", text: "down", tone: "bad" },
};

/** Draws the panel, still without figures. */
export function startPipeline() {
  byId("pipeline").append(
    el(
      "header",
      { class: "panel-head" },
      el("h2", { id: "pipeline-title", text: "Pipeline" }),
      el("span", { id: "ready", class: "state quiet", text: "…" }),
      el("p", { id: "about", class: "sub", text: " " }),
    ),
    el("ul", { id: "problems", class: "problems" }),
    el(
      "div",
      { class: "pipeline-parts" },
      part("Records since the start", "topics", ["Topic"]),
      part("Sources", "sources", ["Source", "State", "Problem"]),
      part("Models", "models", ["Model", "Version", "Loaded", "Problem"]),
      el(
        "section",
        {},
        el("h3", { text: "Last reload" }),
        el("p", { id: "reload", text: " " }),
        el("ul", { id: "reload-problems", class: "problems" }),
      ),
    ),
  );
}

/** What needs a person, one sentence each. @param {Object} answer as the API gives it */
export const problemsOf = (answer) => [...new Set([...(answer.problems ?? []), ...deadLetters(answer.topics)])];

/** @param {Object} answer as the API gives it */
export function showPipeline(answer) {
  state(byId("ready"), answer.ready ? { shape: "●", text: "ready", tone: "good" } : { shape: "✕", text: "not ready", tone: "bad" });
  setText(byId("about"), `Weathervane ${answer.version}, ${answer.profile} profile, started ${relativeTime(answer.started)}`);
  setAttribute(byId("about"), "title", exactTime(answer.started));
  sentences("problems", problemsOf(answer));
  reconcile(byId("topics-head"), ["Topic", ...answer.topics.map((topic) => topic.topic)], (name) => name, (name) =>
    el("th", { scope: "col", text: name }),
  );
  rows("topics", Object.entries(OUTCOMES), ([, title]) => title, ([name]) =>
    answer.topics.map((topic) => outcome(name, topic[name])),
  );
  rows("sources", answer.sources, (source) => source.source, (source) => [
    STATES[source.state] ?? { shape: "?", text: source.state, tone: "quiet" },
    { text: source.problem ?? "–" },
  ]);
  rows("models", answer.models, (model) => model.name, (model) => [
    { text: model.version, code: true },
    { text: model.loaded ? relativeTime(model.loaded) : "–", title: model.loaded ? exactTime(model.loaded) : null },
    { text: model.problem ?? "–", tone: model.problem ? "bad" : "" },
  ]);
  const { last, file, problems } = answer.reload;
  setText(byId("reload"), last ? `${file ? `${file}, ` : ""}${relativeTime(last)}` : "Nothing has been saved since the start.");
  setAttribute(byId("reload"), "title", last ? exactTime(last) : null);
  sentences("reload-problems", problems ?? []);
}

function part(title, id, columns) {
  return el(
    "section",
    { class: `part-${id}` },
    el("h3", { id: `${id}-title`, text: title }),
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-labelledby": `${id}-title` },
      el(
        "table",
        {},
        el("thead", {}, el("tr", { id: `${id}-head` }, ...columns.map((column) => el("th", { scope: "col", text: column })))),
        el("tbody", { id }),
      ),
    ),
  );
}

function rows(id, items, keyOf, cellsOf) {
  reconcile(
    byId(id),
    items,
    keyOf,
    (item) => el("tr", {}, el("th", { scope: "row" }, el("bdi", { text: keyOf(item) })), ...cellsOf(item).map(() => el("td", {}, el("span")))),
    (element, item) => cellsOf(item).forEach((cell, i) => state(element.children[i + 1].firstElementChild, cell)),
  );
}

function outcome(name, value) {
  if (typeof value !== "number") {
    return { text: "unknown", title: "Kafka does not answer" };
  }
  const bad = BAD.includes(name) && value > 0;
  return { text: number(value), shape: bad ? "!" : "", tone: bad ? "bad" : "" };
}

function state(element, { shape = "", text, tone = "", title = null, code = false }) {
  setText(element, shape ? `${shape} ${text}` : text);
  setAttribute(element, "class", tone ? `state ${tone}` : code ? "code" : "");
  setAttribute(element, "title", title);
}

function sentences(id, items) {
  reconcile(byId(id), [...new Set(items)], (text) => text, (text) => el("li", {}, el("bdi", { text })));
}

function deadLetters(topics) {
  return topics.some((topic) => topic.dead_lettered > 0)
    ? ["Some records could not be indexed: weathervane dead-letters list says why."]
    : [];
}
