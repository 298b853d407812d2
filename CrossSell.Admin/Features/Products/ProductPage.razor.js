// Keys of the product page: Ctrl+S saves the card that the cursor is in, and Enter in a field that adds something of its
// own does not send the form around it.
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
    if (event.key === 'Enter' && event.target.matches?.('[data-own-enter], [role=combobox]')) {
      event.preventDefault();
    }
  }, options);
}

export function detach() {
  stop?.abort();
}
