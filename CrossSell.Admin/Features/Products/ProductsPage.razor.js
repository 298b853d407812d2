// Remembers which facets are folded, hears what is pasted into the search box, and keeps the focus in the drawer of
// filters while it covers a narrow screen. Everything else is .NET's.

const key = 'crosssell.facets';
const pages = new WeakMap();

export function attach(root, dotnet) {
  detach(root);
  const abort = new AbortController();
  pages.set(root, abort);
  const { signal } = abort;
  const search = root.querySelector('[data-page-search]');
  search.addEventListener('paste', async (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!/[\n\t,;]/.test(text.trim())) {
      return;
    }
    event.preventDefault(); // The box would run the lines together before anybody could tell them apart.
    if (!await dotnet.invokeMethodAsync('PastedAsync', text)) {
      search.setRangeText(text.replace(/\s+/g, ' '), search.selectionStart, search.selectionEnd, 'end');
      search.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, { signal });
  root.addEventListener('keydown', (event) => {
    const drawer = event.key === 'Tab' && root.querySelector('#product-filters[role=dialog]');
    const stops = drawer ? [...drawer.querySelectorAll('button, input, a[href], textarea')].filter((item) => !item.disabled && item.offsetParent) : [];
    if (stops.length > 0) {
      const [first, last] = [stops[0], stops.at(-1)];
      if (event.target === (event.shiftKey ? first : last)) {
        event.preventDefault();
        (event.shiftKey ? last : first).focus();
      }
    }
  }, { signal });
  try {
    return JSON.parse(localStorage.getItem(key)) ?? [];
  } catch {
    return [];
  }
}

export function detach(root) {
  pages.get(root)?.abort();
  pages.delete(root);
}

export function remember(root, keys) {
  localStorage.setItem(key, JSON.stringify(keys));
}

export function open(root) {
  root.querySelector('#product-filters .products-side-head button')?.focus();
}

export function close(root) {
  root.querySelector('.products-filter-button')?.focus();
}
