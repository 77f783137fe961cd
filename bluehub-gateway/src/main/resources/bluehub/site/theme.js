// Before anything is painted, so that nobody sees the other colours first. The rest is in page.js.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('bluehub-theme');
  } catch {
    // A browser that keeps nothing: the system's colours, then.
  }
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  }
})();
