// Keys of the rule editor: arrows on a handle move a line and never the page, Ctrl+S saves, and what is marked in a list
// stays in sight.
let stop;
let watch;

export function attach(page) {
  stop?.abort();
  watch?.disconnect();
  stop = new AbortController();
  const options = { signal: stop.signal };
  document.addEventListener('keydown', (event) => {
    if (event.target.matches?.('[data-grip]') && /^(Arrow|Delete$|Backspace$)/.test(event.key)) {
      event.preventDefault();
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault();
      page?.invokeMethodAsync('SaveByKeyAsync');
    }
  }, options);
  watch = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const marked = document.getElementById(target.getAttribute('aria-activedescendant') ?? '');
      marked?.scrollIntoView({ block: 'nearest' });
    }
  });
  watch.observe(document.body, { subtree: true, attributeFilter: ['aria-activedescendant'] });
}

export function detach() {
  stop?.abort();
  watch?.disconnect();
}
