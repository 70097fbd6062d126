/** The search box, the time range, the samples and the chips of the filters in force. */

import { byId, el, reconcile, setAttribute } from "./dom.js";
import { exactTime } from "./format.js";
import { nameOf } from "./labels.js";
import { changed, cleared, FIELDS, isNarrowed, RANGES, toggled } from "./selection.js";

const NAMES = { "15m": "15 minutes", "1h": "1 hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days" };

/**
 * Wires the controls to the selection.
 * @param {{get: Function, set: Function}} selection
 */
export function startControls(selection) {
  const change = (what) => selection.set(changed(selection.get(), what));
  byId("search").addEventListener("submit", (event) => {
    event.preventDefault();
    change({ q: byId("q").value.trim() });
  });
  // the cross in the box
  byId("q").addEventListener("search", () => byId("q").value === "" && selection.get().q !== "" && change({ q: "" }));
  byId("samples").addEventListener("change", () => change({ sample: byId("samples").value }));
  byId("ranges").append(
    ...RANGES.map((range) =>
      el("button", {
        type: "button",
        text: range,
        "data-range": range,
        "aria-label": `Last ${NAMES[range]}`,
        onclick: () => change({ from: range, to: "" }),
      }),
    ),
    el("button", {
      id: "custom-range",
      type: "button",
      text: "Custom…",
      "aria-expanded": "false",
      "aria-controls": "custom",
      onclick: () => toggleCustom(selection.get()),
    }),
  );
  byId("custom").addEventListener("submit", (event) => {
    event.preventDefault();
    const range = customRange();
    if (range) {
      change(range);
    }
  });
}

/**
 * Shows a selection in the controls.
 * @param {import("./selection.js").Selection} selection
 * @param {(next: import("./selection.js").Selection) => void} set
 */
export function showControls(selection, set) {
  if (document.activeElement !== byId("q") || byId("q").value.trim() === "") {
    byId("q").value = selection.q;
  }
  byId("samples").value = selection.sample;
  const custom = !RANGES.includes(selection.from) || selection.to !== "";
  for (const button of byId("ranges").querySelectorAll("[data-range]")) {
    setAttribute(button, "aria-pressed", String(!custom && button.dataset.range === selection.from));
  }
  setAttribute(byId("custom-range"), "aria-pressed", String(custom));
  reconcile(
    byId("chips"),
    chipsOf(selection, custom),
    (chip) => chip.key,
    (chip) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", class: chip.all ? "chip all" : "chip" },
          ...(chip.all ? [] : [el("span", { class: "chip-field", text: chip.field })]),
          el("bdi", { text: chip.text }),
          chip.all ? null : el("span", { class: "cross", "aria-hidden": "true", text: "×" }),
        ),
      ),
    (item, chip) => {
      const button = item.firstElementChild;
      setAttribute(button, "aria-label", chip.all ? chip.text : `Remove the filter ${chip.field} ${chip.text}`);
      button.onclick = () => set(chip.next);
    },
  );
}

function chipsOf(selection, custom) {
  const chips = [];
  if (custom) {
    const from = RANGES.includes(selection.from) ? `last ${selection.from}` : exactTime(selection.from) || selection.from;
    const text = selection.to ? `${from} – ${exactTime(selection.to) || selection.to}` : `since ${from}`;
    chips.push({ key: `time ${text}`, field: "time", text, next: changed(selection, { from: "24h", to: "" }) });
  }
  if (selection.q) {
    chips.push({ key: `q ${selection.q}`, field: "text", text: selection.q, next: changed(selection, { q: "" }) });
  }
  if (selection.sample) {
    const text = selection.sample === "true" ? "only" : "none";
    chips.push({ key: `sample ${text}`, field: "samples", text, next: changed(selection, { sample: "" }) });
  }
  for (const field of FIELDS) {
    for (const value of selection.filters[field]) {
      const text = nameOf(field, value);
      const name = field === "dataset" ? "source" : field;
      chips.push({ key: `${field} ${value}`, field: name, text, next: toggled(selection, field, value) });
    }
  }
  if (isNarrowed(selection) && chips.length > 1) {
    chips.push({ key: "all", all: true, field: "", text: "Clear all", next: cleared(selection) });
  }
  return chips;
}

function toggleCustom(selection) {
  const form = byId("custom");
  form.hidden = !form.hidden;
  byId("custom-range").setAttribute("aria-expanded", String(!form.hidden));
  if (!form.hidden) {
    const day = 86_400_000;
    byId("custom-from").value = local(new Date(Date.parse(selection.from) || Date.now() - day));
    byId("custom-to").value = local(new Date(Date.parse(selection.to) || Date.now()));
    byId("custom-from").focus();
  }
}

function customRange() {
  const [from, to] = [new Date(byId("custom-from").value), new Date(byId("custom-to").value)];
  const problem =
    Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())
      ? "Both times are needed."
      : from >= to
        ? "The first time must be before the second."
        : "";
  byId("custom-problem").textContent = problem;
  return problem ? null : { from: iso(from), to: iso(to) };
}

const iso = (date) => `${date.toISOString().slice(0, 19)}Z`;

/** As a datetime-local input takes it: the time of the clock on the wall. */
const local = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
