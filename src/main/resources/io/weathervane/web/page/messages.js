/** The list of the latest messages. */

import { byId, el, reconcile, setAttribute, setText } from "./dom.js";
import { exactTime, number, relativeTime } from "./format.js";
import { fieldOf, lookOf } from "./labels.js";
import { changed, cleared, isNarrowed, toggled } from "./selection.js";

const LONG = 480;
const ORDER = ["sentiment", "hate", "emotion", "irony", "topic"];

let shown = null;

/**
 * Shows an answer. While a person reads the list, newer messages wait behind a button.
 * @param {Object} answer as the API gives it
 * @param {{get: Function, set: Function}} selection
 */
export function showMessages(answer, selection) {
  const key = JSON.stringify(selection.get());
  const fresh = shown ? answer.messages.filter((message) => !shown.ids.has(message.id)).length : 0;
  if (shown?.key === key && fresh > 0 && isBeingRead()) {
    const button = byId("newer");
    button.hidden = false;
    setText(button, `Show ${fresh} newer message${fresh === 1 ? "" : "s"}`);
    button.onclick = () => {
      draw(answer, selection, key);
      byId("messages").focus({ preventScroll: true });
      byId("messages").scrollIntoView();
    };
    return;
  }
  draw(answer, selection, key);
}

/** Brings the relative times up to date. */
export function showAges() {
  for (const time of document.querySelectorAll("#list time")) {
    setText(time, relativeTime(time.dateTime));
  }
}

function isBeingRead() {
  const list = byId("list");
  return list.contains(document.activeElement) || list.getBoundingClientRect().top < 0 || hasSelectedText(list);
}

function hasSelectedText(list) {
  const marked = getSelection();
  return marked !== null && !marked.isCollapsed && list.contains(marked.anchorNode);
}

function draw(answer, selection, key) {
  shown = { key, ids: new Set(answer.messages.map((message) => message.id)) };
  byId("newer").hidden = true;
  const more = answer.more ? "more than " : "";
  setText(byId("messages-count"), `${more}${number(answer.total)}`);
  // one that has changed, such as by a label, is another one
  reconcile(byId("list"), answer.messages, (message) => JSON.stringify(message), (message) => card(message, selection));
  showAges();
  showEmpty(answer, selection);
  showPages(answer, selection);
}

function card(message, selection) {
  const toggle = (field, value) => () => selection.set(toggled(selection.get(), field, value));
  const [field, who] = message.dataset === "news" ? ["outlet", message.outlet] : ["author", message.author];
  return el(
    "li",
    { class: "card", lang: languageOf(message.language) },
    el(
      "header",
      { lang: "en" },
      who
        ? el("button", {
            type: "button",
            class: "link who",
            title: `Filter by this ${field}`,
            onclick: toggle(field, who),
          }, el("bdi", { text: field === "author" ? `@${who}` : who }))
        : el("span", { class: "who", text: message.dataset === "news" ? "unknown outlet" : "unknown author" }),
      message.author_name ? el("bdi", { class: "sub name", text: message.author_name }) : null,
      el("time", { class: "sub", datetime: message.time, title: exactTime(message.time) }),
      el("span", { class: "sub", text: message.dataset === "news" ? "News" : "Tweet" }),
      message.sample ? el("strong", { class: "tag", text: "sample", title: "Written for the demo" }) : null,
      link(message.url),
    ),
    ...longText("p", "text", message.text),
    ...(message.description ? longText("p", "text description", message.description) : []),
    message.error ? el("p", { class: "problem", lang: "en" }, `The ingest pipeline failed: ${message.error}`) : null,
    el(
      "footer",
      { lang: "en" },
      el("ul", { class: "badges", "aria-label": "Labels" }, ...inOrder(message.classification ?? {}).map(badge)),
    ),
  );
}

/** The usual classifiers first and always in the same order, others after them. */
function inOrder(classification) {
  const rank = (classifier) => {
    const index = ORDER.indexOf(fieldOf(classifier));
    return index < 0 ? ORDER.length : index;
  };
  return Object.entries(classification).sort(([a], [b]) => rank(a) - rank(b));
}

function badge([classifier, { label, score, model }]) {
  const { shape, tone } = lookOf(classifier, label);
  const told = typeof score === "number" ? ` ${score.toFixed(2)}` : "";
  return el(
    "li",
    { class: `badge ${tone}`, title: model ? `by ${model}` : null },
    el("span", { "aria-hidden": "true", class: "shape", text: shape }),
    el("span", { class: "of", text: fieldOf(classifier) }),
    el("bdi", { text: label }),
    el("span", { class: "score", text: told }),
  );
}

/** A text that would fill the screen is cut, with a button for the rest. */
function longText(tag, style, text) {
  const whole = text ?? "";
  const paragraph = el(tag, { class: style, dir: "auto" });
  const letters = [...whole.slice(0, LONG + 200)];
  if (whole.length <= LONG || letters.length <= LONG) {
    paragraph.textContent = whole;
    return [paragraph];
  }
  const beginning = `${letters.slice(0, LONG).join("")}…`;
  paragraph.textContent = beginning;
  const button = el("button", { type: "button", class: "link", lang: "en", "aria-expanded": "false" });
  const name = (open) => (open ? "Show less" : `Show all ${number(whole.length)} characters`);
  button.textContent = name(false);
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    paragraph.textContent = open ? whole : beginning;
    button.setAttribute("aria-expanded", String(open));
    button.textContent = name(open);
  });
  return [paragraph, button];
}

/** A link to nothing but http and https: anything else would be a way to run a script. */
function link(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return null;
  }
  return el(
    "a",
    { class: "original", href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", title: url.hostname },
    "Original",
    el("span", { class: "visually-hidden", text: ` on ${url.hostname}, opens in a new tab` }),
    el("span", { "aria-hidden": "true", text: " ↗" }),
  );
}

const languageOf = (language) => (/^[a-z]{2,3}$/.test(language ?? "") && language !== "und" ? language : null);

function showEmpty(answer, selection) {
  const empty = byId("empty");
  const nothing = answer.messages.length === 0;
  if (empty.hidden === !nothing && empty.dataset.key === shown.key) {
    return;
  }
  empty.hidden = !nothing;
  empty.dataset.key = shown.key;
  const current = selection.get();
  const button = (text, next) => el("button", { type: "button", text, onclick: () => selection.set(next) });
  const longer = button("Look at the last 30 days", changed(current, { from: "30d", to: "" }));
  if (!nothing) {
    empty.replaceChildren();
  } else if (current.page > 1) {
    empty.replaceChildren(el("p", { text: "This page has no messages." }), button("Go to the first page", changed(current, {})));
  } else if (isNarrowed(current)) {
    empty.replaceChildren(
      el("p", { text: "No message fits this selection. Remove a filter, or look further back." }),
      button("Clear search and filters", cleared(current)),
      longer,
    );
  } else {
    empty.replaceChildren(
      el("p", { text: "There are no messages in this time yet." }),
      el("p", { class: "sub", text: "Set X_BEARER_TOKEN or NEWSAPI_API_KEY and restart, or drop a file into inbox/tweets or inbox/news. The sources are listed under Pipeline." }),
      longer,
    );
  }
}

function showPages(answer, selection) {
  const nav = byId("pages");
  const { page, pages } = answer;
  nav.hidden = pages <= 1 && page <= 1;
  const to = (next) => () => {
    selection.set(changed(selection.get(), { page: next }));
    byId("messages").focus({ preventScroll: true });
    byId("messages").scrollIntoView();
  };
  const steps = [
    { text: "‹ Newer", next: page - 1, off: page <= 1 },
    { text: `Page ${number(page)} of ${number(Math.max(pages, page))}` },
    { text: "Older ›", next: page + 1, off: page >= pages },
  ];
  reconcile(
    nav,
    steps,
    (step) => step.text.replace(/\d.*/, ""),
    (step) => (step.next === undefined ? el("span") : el("button", { type: "button" })),
    (element, step) => {
      setText(element, step.text);
      if (step.next !== undefined) {
        // not disabled: that would take the focus away
        setAttribute(element, "aria-disabled", String(step.off));
        element.onclick = step.off ? null : to(step.next);
      }
    },
  );
}
