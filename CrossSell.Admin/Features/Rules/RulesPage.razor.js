// Arrows on a handle, or with Alt anywhere in its row, move a rule and never the page.
let stop;

export function attach() {
  stop?.abort();
  stop = new AbortController();
  document.addEventListener('keydown', (event) => {
    if ((event.target.matches?.('[data-grip]') && /^(ArrowUp|ArrowDown|Home|End|Delete)$/.test(event.key))
      || (event.altKey && /^Arrow(Up|Down)$/.test(event.key) && event.target.closest?.('[data-rule]'))) {
      event.preventDefault();
    }
  }, { signal: stop.signal });
}

export function detach() {
  stop?.abort();
}
