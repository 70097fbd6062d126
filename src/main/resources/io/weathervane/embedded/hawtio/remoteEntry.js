// A plugin for Hawtio 4.2.0, in the form that it loads (a container of module federation).
(function () {
  'use strict';

  // Hawtio draws no diagram of a route in which something, such as an error handler, stands before <from>, and none of the
  // next ones either. As a comment it does no harm, and the page with the source still shows it.
  const parse = DOMParser.prototype.parseFromString;
  DOMParser.prototype.parseFromString = function (text, type) {
    const parsed = parse.call(this, text, type);
    for (const from of parsed.querySelectorAll('route > from')) {
      while (from.previousElementSibling) {
        const early = from.previousElementSibling;
        early.replaceWith(parsed.createComment(' ' + early.outerHTML.replaceAll('--', '- -') + ' '));
      }
    }
    return parsed;
  };

  // Hawtio opens on the context whatever its address says. /hawtio/camel/routes is the diagram of all routes,
  // /hawtio/camel/routes#index-tweets the one of this route.
  const PATIENCE = 30000;
  const node = decodeURIComponent(location.hash.slice(1)) || 'routes';
  const clicks = [
    ['#camel-tree-view .pf-v5-c-tree-view__node', node],
    ['nav[aria-label="Camel Nav"] a', 'Route Diagram'],
  ];

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
