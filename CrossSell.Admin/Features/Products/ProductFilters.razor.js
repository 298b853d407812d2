// Remembers which facets are folded, and keeps the focus in the drawer of filters while it covers a narrow screen. Everything else is .NET's.

const key = 'crosssell.facets';
const drawers = new WeakMap();

export function attach(root) {
  detach(root);
  const abort = new AbortController();
  drawers.set(root, abort);
  root.addEventListener('keydown', (event) => {
    const stops = event.key === 'Tab' && root.matches('[role=dialog]')
      ? [...root.querySelectorAll('button, input, a[href], textarea')].filter((item) => !item.disabled && item.offsetParent)
      : [];
    if (stops.length > 0) {
      const [first, last] = [stops[0], stops.at(-1)];
      if (event.target === (event.shiftKey ? first : last)) {
        event.preventDefault();
        (event.shiftKey ? last : first).focus();
      }
    }
  }, { signal: abort.signal });
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

export function detach(root) {
  drawers.get(root)?.abort();
  drawers.delete(root);
}

export function remember(root, keys) {
  localStorage.setItem(key, JSON.stringify(keys));
}
