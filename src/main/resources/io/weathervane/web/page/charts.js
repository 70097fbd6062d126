/** The two charts over time. Each says the same as a table, for those who cannot see it or want the figures. */

import { byId, el, reconcile, setAttribute, setText } from "./dom.js";
import { axisTime, decimal, exactTime, intervalName, minutesOf, number, rate, share } from "./format.js";
import { lookOf } from "./labels.js";
import { sums } from "./kpis.js";
import { colour } from "./theme.js";

const OTHER = "no label";
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** A panel with a canvas, a legend and a table. */
class TimeChart {
  #id;
  #type;
  #title;
  #legend;
  #parts;
  #zoom;
  #hidden = new Set();
  #chart = null;
  #drawn = null;

  constructor(id, type, title, zoom) {
    this.#id = id;
    this.#type = type;
    this.#title = title;
    this.#zoom = zoom;
    this.#legend = el("ul", { class: "legend", "aria-label": `What is drawn: ${title}` });
    const sub = el("p", { class: "sub", text: " " });
    const canvas = el("canvas", { role: "img", "aria-label": title });
    const table = el("table", {}, el("caption", { class: "visually-hidden", text: title }), el("thead"), el("tbody"));
    const details = el(
      "details",
      { class: "figures", ontoggle: () => this.#fillTable() },
      el("summary", { text: "Show as a table" }),
      el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `${title}, as a table` }, table),
    );
    this.#parts = { sub, canvas, table, details };
    byId(id).append(
      el("header", { class: "panel-head" }, el("h2", { text: title }), sub, this.#legend),
      el("div", { class: "plot" }, canvas),
      details,
    );
  }

  /** @param {{times, interval, sub, summary, series, columns, rows, percent}} view */
  show(view) {
    this.#drawn = view;
    setText(this.#parts.sub, view.sub);
    setAttribute(this.#parts.canvas, "aria-label", `${this.#title}: ${view.summary}`);
    reconcile(
      this.#legend,
      view.series,
      (series) => series.label,
      (series) => el("li", {}, this.#switch(series)),
    );
    this.#fillTable();
    this.draw();
  }

  /** Draws it again, with the colours in force. */
  draw() {
    const view = this.#drawn;
    if (!view) {
      return;
    }
    const labels = view.times.map((time) => axisTime(time, view.interval));
    const datasets = view.series.map((series) => this.#dataset(series));
    if (!this.#chart) {
      this.#chart = new window.Chart(this.#parts.canvas, { type: this.#type, data: { labels, datasets }, options: {} });
    }
    const chart = this.#chart;
    chart.data.labels = labels;
    if (chart.data.datasets.length === datasets.length) {
      datasets.forEach((dataset, i) => Object.assign(chart.data.datasets[i], dataset));
    } else {
      chart.data.datasets = datasets;
    }
    chart.options = this.#options(view);
    chart.update("none");
  }

  /** A part of the legend, which takes its series out of the chart and puts it back. */
  #switch({ label, shape, tone }) {
    const button = el(
      "button",
      { type: "button", title: "Hide or show", "aria-pressed": String(!this.#hidden.has(label)) },
      el("span", { class: `shape ${tone}`, "aria-hidden": "true", text: shape }),
      el("bdi", { text: label }),
    );
    button.addEventListener("click", () => {
      const shown = this.#hidden.delete(label);
      if (!shown) {
        this.#hidden.add(label);
      }
      button.setAttribute("aria-pressed", String(shown));
      this.draw();
    });
    return button;
  }

  #dataset(series) {
    const hidden = this.#hidden.has(series.label);
    const ink = colour(`--${series.tone}`);
    return this.#type === "bar"
      ? {
          label: series.label,
          data: series.values,
          hidden,
          backgroundColor: ink,
          borderColor: colour("--panel"),
          borderWidth: { top: 1 },
          borderSkipped: false,
          categoryPercentage: 0.94,
          barPercentage: 0.98,
          stack: "all",
        }
      : {
          label: series.label,
          data: series.values,
          hidden,
          borderColor: ink,
          backgroundColor: ink,
          borderWidth: 2,
          borderDash: series.dash ?? [],
          pointStyle: series.shape === "◆" ? "rectRot" : "circle",
          pointRadius: series.values.length > 60 ? 1.5 : 3,
          spanGaps: true,
          // never below or above what was counted
          cubicInterpolationMode: "monotone",
        };
  }

  #options(view) {
    const text = colour("--muted");
    window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    const stacked = this.#type === "bar";
    const unit = (value) => (view.percent ? `${value} %` : decimal(value));
    return {
      responsive: true,
      maintainAspectRatio: false,
      animation: calm.matches ? false : { duration: 250 },
      interaction: { mode: "index", intersect: false },
      onClick: (event, hits) => hits.length > 0 && this.#zoom(view.times[hits[0].index], view.interval),
      plugins: {
        legend: { display: false },
        tooltip: {
          callbacks: {
            title: (items) => exactTime(view.times[items[0].dataIndex]),
            label: (item) => ` ${item.dataset.label}: ${view.series[item.datasetIndex].told[item.dataIndex]}`,
          },
        },
      },
      scales: {
        x: {
          stacked,
          grid: { display: false },
          border: { color: colour("--line") },
          ticks: { color: text, maxRotation: 0, autoSkip: true, autoSkipPadding: 18 },
        },
        y: {
          stacked,
          beginAtZero: true,
          suggestedMax: view.percent ? 5 : undefined,
          grid: { color: colour("--line") },
          border: { display: false },
          ticks: { color: text, maxTicksLimit: 6, callback: unit },
        },
      },
    };
  }

  #fillTable() {
    const view = this.#drawn;
    if (!view || !this.#parts.details.open) {
      return;
    }
    const [head, body] = [this.#parts.table.tHead, this.#parts.table.tBodies[0]];
    reconcile(head, [["Time", ...view.columns]], (names) => names.join("\n"), (names) =>
      el("tr", {}, ...names.map((name) => el("th", { scope: "col", text: name }))),
    );
    // the newest first, as in the list of messages
    const rows = view.times.map((time, i) => ({ time, cells: view.rows[i] })).reverse();
    reconcile(
      body,
      rows,
      (row) => `${row.time} ${row.cells.length}`,
      (row) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, el("button", {
            type: "button",
            class: "link",
            text: exactTime(row.time),
            title: "Show this time only",
            onclick: () => this.#zoom(row.time, view.interval),
          })),
          ...row.cells.map(() => el("td")),
        ),
      (element, row) => row.cells.forEach((cell, i) => setText(element.children[i + 1], cell)),
    );
  }
}

/**
 * Makes both charts.
 * @param {(from: Date, to: Date) => void} onZoom when a part of the time is chosen
 */
export function startCharts(onZoom) {
  const zoom = (time, interval) => {
    const from = new Date(time);
    onZoom(from, new Date(from.getTime() + minutesOf(interval) * 60_000));
  };
  const timeline = new TimeChart("timeline", "bar", "Messages per minute by sentiment", zoom);
  const hate = new TimeChart("hate", "line", "Share of hate over time", zoom);
  return {
    /** @param {Object} bySentiment @param {Object} byHate as the API answers */
    show(bySentiment, byHate) {
      timeline.show(feelings(bySentiment));
      hate.show(shares(byHate));
    },
    redraw() {
      timeline.draw();
      hate.draw();
    },
  };
}

function feelings(answer) {
  const minutes = minutesOf(answer.interval);
  const { buckets } = answer;
  const unlabelled = (bucket) => bucket.total - Object.values(bucket.counts).reduce((sum, count) => sum + count, 0);
  const columns = answer.labels.map((label) => ({ label, ...lookOf("sentiment", label), of: (b) => b.counts[label] ?? 0 }));
  if (buckets.some((bucket) => unlabelled(bucket) > 0)) {
    columns.push({ label: OTHER, shape: "○", tone: "quiet", of: unlabelled });
  }
  const counts = sums(answer);
  return {
    times: buckets.map((bucket) => bucket.time),
    interval: answer.interval,
    sub: `bars of ${intervalName(answer.interval)}`,
    summary: `${number(answer.total)} messages, ${answer.labels.map((l) => `${number(counts[l] ?? 0)} ${l}`).join(", ")}`,
    series: columns.map(({ label, shape, tone, of }) => ({
      label,
      shape,
      tone,
      values: buckets.map((bucket) => of(bucket) / minutes),
      told: buckets.map((bucket) => `${rate(of(bucket) / minutes)} a minute (${number(of(bucket))})`),
    })),
    columns: ["Messages", "A minute", ...columns.map((column) => column.label)],
    rows: buckets.map((b) => [number(b.total), rate(b.total / minutes), ...columns.map(({ of }) => number(of(b)))]),
  };
}

function shares(answer) {
  const { buckets } = answer;
  const labelled = (bucket) => Object.values(bucket.counts).reduce((sum, count) => sum + count, 0);
  const labels = ["hate", "offensive"].filter((label) => label === "hate" || answer.labels.includes(label));
  const counts = sums(answer);
  const all = buckets.reduce((sum, bucket) => sum + labelled(bucket), 0);
  const of = (bucket, label) => bucket.counts[label] ?? 0;
  return {
    times: buckets.map((bucket) => bucket.time),
    interval: answer.interval,
    sub: "of labelled messages",
    summary: labels.map((label) => `${share(counts[label] ?? 0, all)} ${label}`).join(", "),
    percent: true,
    series: labels.map((label) => ({
      label,
      ...lookOf("hate", label),
      dash: label === "hate" ? [] : [5, 4],
      values: buckets.map((b) => (labelled(b) > 0 ? (100 * of(b, label)) / labelled(b) : null)),
      told: buckets.map((b) => `${share(of(b, label), labelled(b))} (${number(of(b, label))} of ${number(labelled(b))})`),
    })),
    columns: ["Labelled", ...labels.flatMap((label) => [label, `Share of ${label}`])],
    rows: buckets.map((b) => [
      number(labelled(b)),
      ...labels.flatMap((label) => [number(of(b, label)), share(of(b, label), labelled(b))]),
    ]),
  };
}
