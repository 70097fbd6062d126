/** Light, dark, or as the system is: remembered in the browser. */

import { byId } from "./dom.js";

const KEY = "weathervane.theme";

/** @param {() => void} onChange when other colours are in force */
export function startTheme(onChange) {
  const choice = byId("theme");
  choice.value = document.documentElement.dataset.theme ?? "auto";
  choice.addEventListener("change", () => {
    if (choice.value === "auto") {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = choice.value;
    }
    remember(choice.value);
    onChange();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
}

/** @param {string} name of a custom property @returns {string} the colour in force */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // a browser that keeps nothing: it holds until the page is closed
  }
}
