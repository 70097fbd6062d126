/** How a label looks: a shape and a tone, so that colour never says anything alone. */

const LOOKS = {
  sentiment: {
    negative: { shape: "▼", tone: "negative" },
    neutral: { shape: "■", tone: "neutral" },
    positive: { shape: "▲", tone: "positive" },
  },
  hate: {
    hate: { shape: "◆", tone: "hate" },
    offensive: { shape: "◇", tone: "offensive" },
    none: { shape: "○", tone: "quiet" },
  },
  irony: {
    irony: { shape: "◐", tone: "plain" },
    none: { shape: "○", tone: "quiet" },
  },
};

const NAMES = {
  dataset: { tweets: "Tweets", news: "News" },
  language: { und: "not recognized", zxx: "no language" },
};
const languages = new Intl.DisplayNames("en", { type: "language" });

/** The name of a classifier as the filters have it: that of articles counts as the same. */
export const fieldOf = (classifier) => (classifier === "news-sentiment" ? "sentiment" : classifier);

/**
 * @param {string} classifier
 * @param {string} label
 * @returns {{shape: string, tone: string}}
 */
export function lookOf(classifier, label) {
  const looks = LOOKS[fieldOf(classifier)];
  const known = looks && Object.hasOwn(looks, label) ? looks[label] : null;
  return known ?? { shape: "●", tone: "plain" };
}

/** @param {string} field @param {string} value @returns {string} what a person reads */
export function nameOf(field, value) {
  if (field === "hashtag") {
    return `#${value}`;
  }
  if (field === "author") {
    return `@${value}`;
  }
  const names = NAMES[field];
  if (names && Object.hasOwn(names, value)) {
    return names[value];
  }
  return field === "language" ? languageName(value) : value;
}

function languageName(code) {
  try {
    return languages.of(code);
  } catch {
    // a source may send anything
    return code;
  }
}
