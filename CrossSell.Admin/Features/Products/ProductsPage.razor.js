// Hears what is pasted into the search box. Everything else is .NET's.

const pages = new WeakMap();

export function attach(root, dotnet) {
  detach(root);
  const abort = new AbortController();
  pages.set(root, abort);
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
  }, { signal: abort.signal });
}

export function detach(root) {
  pages.get(root)?.abort();
  pages.delete(root);
}
