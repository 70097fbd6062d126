/** Elements are built here and nowhere else: text goes in as text, so nothing a stranger wrote becomes markup. */

/**
 * Makes an element.
 * @param {string} tag
 * @param {Object} [attributes] `text` is the text, `onclick` and the like listen, null and false are left out
 * @param {...(Node|string|null)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === "text") {
      element.textContent = value;
    } else if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * The element of that id.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Sets a text only if it is another one, so that a selection of text survives.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/**
 * Sets an attribute only if it is another one.
 * @param {Element} element
 * @param {string} name
 * @param {string|null} value null removes it
 */
export function setAttribute(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== value) {
    element.setAttribute(name, value);
  }
}

const keys = new WeakMap();

/**
 * Makes the children of an element those of the items, keeping the elements of items that stay, and the focus.
 * @template T
 * @param {Element} parent all of whose children are made here
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => Element} create
 * @param {(element: Element, item: T) => void} [update]
 */
export function reconcile(parent, items, keyOf, create, update = () => {}) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const focusedAt = [...parent.children].findIndex((child) => child.contains(focused));
  const before = new Map([...parent.children].map((child) => [keys.get(child), child]));
  const after = items.map((item) => {
    const key = keyOf(item);
    const element = before.get(key) ?? create(item);
    before.delete(key);
    keys.set(element, key);
    update(element, item);
    return element;
  });
  before.forEach((element) => element.remove());
  after.forEach((element, index) => {
    if (parent.children[index] !== element) {
      parent.insertBefore(element, parent.children[index] ?? null);
    }
  });
  if (focused && document.activeElement !== focused) {
    refocus(parent, focused, focusedAt);
  }
}

/** A moved element has lost the focus; one that is gone leaves it to what stands in its place. */
function refocus(parent, focused, index) {
  const heir = focused.isConnected
    ? focused
    : parent.children[Math.min(index, parent.children.length - 1)]?.querySelector("button, a[href]");
  heir?.focus({ preventScroll: true });
}
