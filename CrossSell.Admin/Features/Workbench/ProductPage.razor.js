// Keys of the product page: Ctrl+S saves the card that the cursor is in.
let stop;

export function attach() {
  stop?.abort();
  stop = new AbortController();
  const options = { signal: stop.signal };
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault();
      const forms = document.querySelectorAll('form[data-card]');
      const form = document.activeElement?.closest('form[data-card]') ?? (forms.length === 1 ? forms[0] : null);
      form?.requestSubmit();
    }
  }, options);
}

export function detach() {
  stop?.abort();
}
