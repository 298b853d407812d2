// Arrows on a handle move a rule and never the page.
let stop;

export function attach() {
  stop?.abort();
  stop = new AbortController();
  document.addEventListener('keydown', (event) => {
    if (event.target.matches?.('[data-grip]') && /^(ArrowUp|ArrowDown|Home|End|Delete)$/.test(event.key)) {
      event.preventDefault();
    }
  }, { signal: stop.signal });
}

export function detach() {
  stop?.abort();
}
