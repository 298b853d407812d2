// Keys of the product page: Ctrl+S saves the card that the cursor is in.
let stop;

// An address that names a part (#shops) is shown there, once the product is there: the browser itself looks for it before.
function arrive() {
  if (!document.querySelector('[data-workbench]')) {
    return false;
  }

  const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (part) {
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
    part.scrollIntoView();
  }

  return true;
}

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
  if (!arrive()) {
    const watch = new MutationObserver(() => arrive() && watch.disconnect());
    watch.observe(document.querySelector('main') ?? document.body, { childList: true, subtree: true });
    stop.signal.addEventListener('abort', () => watch.disconnect());
  }
}

export function detach() {
  stop?.abort();
}
