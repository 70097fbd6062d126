// Before the first paint, so that the page does not flash in the other theme.
{
  let theme = null;
  try {
    theme = localStorage.getItem("weathervane.theme");
  } catch {
    // a browser that keeps nothing: then what the system says
  }
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
}
