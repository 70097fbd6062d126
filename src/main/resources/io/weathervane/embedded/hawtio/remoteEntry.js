// A plugin for Hawtio 4.2.0, in the form that it loads (a container of module federation).
(function () {
  'use strict';

  const parse = DOMParser.prototype.parseFromString;
  DOMParser.prototype.parseFromString = function (text, type) {
    if (type !== 'text/xml') {
      return parse.call(this, text, type);
    }
    // Camel 4.17.0 leaves the & in the addresses of endpoints as it is when it dumps traced messages
    const parsed = parse.call(this, text.replace(/&(?!#?\w+;)/g, '&amp;'), type);
    // Hawtio draws no diagram of a route in which something, such as an error handler, stands before <from>, and none of
    // the next ones either; a comment does no harm
    for (const from of parsed.querySelectorAll('route > from')) {
      while (from.previousElementSibling) {
        const early = from.previousElementSibling;
        early.replaceWith(parsed.createComment(' ' + early.outerHTML.replaceAll('--', '- -') + ' '));
      }
    }
    return parsed;
  };

  // Hawtio opens on the context whatever its address says. /hawtio/camel/routes is the list of all routes,
  // /hawtio/camel/routes#index-tweets the diagram of this one.
  const PATIENCE = 30000;
  const route = decodeURIComponent(location.hash.slice(1));
  const clicks = [['#camel-tree-view .pf-v5-c-tree-view__node', route || 'routes']];
  if (route) {
    clicks.push(['nav[aria-label="Camel Nav"] a', 'Route Diagram']);
  }

  function clickWhatIsThere() {
    while (clicks.length > 0) {
      const [selector, text] = clicks[0];
      const found = [...document.querySelectorAll(selector)].find(element => element.innerText.trim() === text);
      if (!found) {
        return;
      }
      found.click();
      clicks.shift();
    }
  }

  function openRoutes() {
    const watch = new MutationObserver(() => {
      clickWhatIsThere();
      if (clicks.length === 0) {
        watch.disconnect();
      }
    });
    watch.observe(document.body, { childList: true, subtree: true });
    // the person at the mouse knows better
    document.addEventListener('pointerdown', () => watch.disconnect(), { once: true, capture: true });
    setTimeout(() => watch.disconnect(), PATIENCE);
  }

  if (location.pathname.endsWith('/camel/routes')) {
    openRoutes();
  }

  window.weathervane = { init() {}, get: () => Promise.resolve(() => ({ plugin() {} })) };
})();
