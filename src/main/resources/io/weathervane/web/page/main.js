/** The live page: the selection is in the address, the answers come from the API, each part of the page draws itself. */

import { loadPipeline, loadSelection } from "./api.js";
import { startCharts } from "./charts.js";
import { showControls, startControls } from "./controls.js";
import { byId, setAttribute, setText } from "./dom.js";
import { showFacets, startFacets } from "./facets.js";
import { clockTime, number } from "./format.js";
import { showKpis, showLag, startKpis } from "./kpis.js";
import { showAges, showMessages } from "./messages.js";
import { problemsOf, showPipeline, startPipeline } from "./pipeline.js";
import { Refresher } from "./refresh.js";
import { changed, selectionInAddress } from "./selection.js";
import { startTheme } from "./theme.js";

const troubles = new Map();
const samples = { pipeline: false, messages: false };
let paused = false;
let updated = null;
let announce = false;
let tops = null;

const selection = selectionInAddress(() => {
  announce = true;
  showControls(selection.get(), selection.set);
  // at once: the next press must start from this selection, not from that of the last answer
  if (tops) {
    showFacets(tops, selection.get(), selection.set);
  }
  document.body.setAttribute("aria-busy", "true");
  data.now();
});

startKpis();
startFacets();
startPipeline();
startControls(selection);
const charts = startCharts((from, to) =>
  selection.set(changed(selection.get(), { from: from.toISOString(), to: to.toISOString() })),
);
startTheme(() => charts.redraw());

const data = new Refresher(
  (signal) => loadSelection(selection.get(), signal),
  (answer) => {
    updated = new Date();
    trouble("data", null);
    showKpis(answer.timeline, answer.hate);
    charts.show(answer.timeline, answer.hate);
    tops = answer.tops;
    showFacets(tops, selection.get(), selection.set);
    showMessages(answer.messages, selection);
    samples.messages = answer.messages.messages.some((message) => message.sample);
    showState();
    if (announce) {
      setText(byId("announcement"), `${number(answer.timeline.total)} messages in this selection`);
      announce = false;
    }
  },
  (error, seconds) => trouble("data", error, seconds),
);

const pipeline = new Refresher(
  loadPipeline,
  (answer) => {
    trouble("pipeline", null);
    showPipeline(answer);
    showLag(answer.topics, problemsOf(answer));
    samples.pipeline = answer.sample_data;
    showState();
  },
  (error, seconds) => trouble("pipeline", error, seconds),
);

function showState() {
  document.body.removeAttribute("aria-busy");
  byId("sample-badge").hidden = !samples.pipeline && !samples.messages;
  const state = troubles.size > 0 ? "failing" : paused ? "paused" : "running";
  setAttribute(byId("live"), "class", `live ${state}`);
  const word = { failing: "Not up to date", paused: "Paused", running: "Live" }[state];
  setText(byId("live-text"), updated ? `${word}, ${clockTime(updated)}` : word);
  byId("live").title = updated ? "When the figures were last updated" : "";
}

/** Says what is wrong and keeps what is shown, or takes that back. */
function trouble(part, error, seconds) {
  if (error) {
    troubles.set(part, { error, seconds });
  } else {
    troubles.delete(part);
  }
  const first = troubles.get("data") ?? troubles.get("pipeline");
  byId("trouble").hidden = !first;
  if (first) {
    const since = updated ? ` What you see is of ${clockTime(updated)}.` : "";
    const next = first.error.status === 400 ? "" : ` Trying again in ${first.seconds} seconds.`;
    setText(byId("trouble-text"), `${first.error.message}${since}${next}`);
  }
  showState();
}

byId("again").addEventListener("click", () => {
  data.now();
  pipeline.now();
});

byId("pause").addEventListener("click", () => {
  paused = !paused;
  setText(byId("pause"), paused ? "Resume" : "Pause");
  data.pause(paused);
  pipeline.pause(paused);
  showState();
});

setInterval(showAges, 15_000);
showControls(selection.get(), selection.set);
data.now();
pipeline.now();
