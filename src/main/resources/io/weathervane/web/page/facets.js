/** Lists of the most frequent values, each of which is a button that narrows the selection to it. */

import { LISTS } from "./api.js";
import { byId, el, reconcile, setAttribute, setText } from "./dom.js";
import { number, short } from "./format.js";
import { lookOf, nameOf } from "./labels.js";
import { hasWord, isNarrowed, toggled, toggledWord } from "./selection.js";

const TITLES = {
  topic: "Topics",
  word: "Words typical of this selection",
  hashtag: "Hashtags",
  dataset: "Sources",
  sentiment: "Sentiment",
  hate: "Hate",
  emotion: "Emotion",
  irony: "Irony",
  language: "Languages",
  author: "Top authors",
  outlet: "Top outlets",
};
const EMPTY = "Nothing in this selection.";
const NO_WORDS = "Search or choose a filter: what is said more often there than elsewhere then stands here.";
const SHAPED = ["sentiment", "hate", "irony"];
const FEW = 6;

/** Draws the panels, still empty. */
export function startFacets() {
  byId("facets").append(
    ...LISTS.map((of) => {
      const list = el("ol", { class: "bars few", id: `facet-${of}`, "aria-labelledby": `facet-${of}-title` });
      const more = el("button", { type: "button", class: "link more", "aria-expanded": "false", text: "Show more" });
      more.addEventListener("click", () => {
        const few = list.classList.toggle("few");
        more.setAttribute("aria-expanded", String(!few));
        more.textContent = few ? "Show more" : "Show fewer";
      });
      return el(
        "article",
        { class: `panel facet facet-${of}` },
        el("h2", { id: `facet-${of}-title`, text: TITLES[of] }),
        el("p", { class: "sub nothing", text: EMPTY, hidden: true }),
        list,
        more,
      );
    }),
  );
}

/**
 * @param {Object<string, {value: string, count: number, score?: number}[]>} tops by list
 * @param {import("./selection.js").Selection} selection
 * @param {(next: import("./selection.js").Selection) => void} set
 */
export function showFacets(tops, selection, set) {
  for (const of of LISTS) {
    const rows = withChosen(of, tops[of], selection);
    const list = byId(`facet-${of}`);
    const panel = list.parentElement;
    const longest = Math.max(...rows.map(weight), 0);
    const nothing = panel.querySelector(".nothing");
    nothing.hidden = rows.length > 0;
    setText(nothing, of === "word" && !isNarrowed(selection) ? NO_WORDS : EMPTY);
    panel.querySelector(".more").hidden = rows.length <= FEW;
    reconcile(
      list,
      rows,
      (row) => row.value,
      (row) => barOf(of, row),
      (item, row) => {
        const button = item.firstElementChild;
        const chosen = isChosen(of, row.value, selection);
        setAttribute(button, "aria-pressed", String(chosen));
        setText(button.querySelector(".count"), short(row.count));
        setAttribute(button, "title", `${nameOf(of, row.value)}: ${number(row.count)} messages`);
        button.style.setProperty("--share", longest > 0 ? weight(row) / longest : 0);
        button.onclick = () =>
          set(of === "word" ? toggledWord(selection, row.value) : toggled(selection, of, row.value));
      },
    );
  }
}

function barOf(of, row) {
  const { shape, tone } = lookOf(of, row.value);
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: `bar ${SHAPED.includes(of) ? tone : ""}` },
      el("span", { class: "tick", "aria-hidden": "true" }),
      SHAPED.includes(of) ? el("span", { class: `shape ${tone}`, "aria-hidden": "true", text: shape }) : null,
      el("bdi", { class: "name", text: nameOf(of, row.value) }),
      el("span", { class: "count" }),
    ),
  );
}

/** What is chosen stays in its list, so that it can be given up there. */
function withChosen(of, values, selection) {
  const missing = (selection.filters[of] ?? []).filter((value) => !values.some((row) => row.value === value));
  return [...missing.map((value) => ({ value, count: 0 })), ...values];
}

const isChosen = (of, value, selection) =>
  of === "word" ? hasWord(selection, value) : selection.filters[of].includes(value);

const weight = (row) => row.score ?? row.count;
