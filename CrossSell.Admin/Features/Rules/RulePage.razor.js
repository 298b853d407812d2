// Ctrl+S saves the rule. Keys on handles and dragging are those of every condition editor (ConditionPointers).
let stop;

export function attach(page) {
  stop?.abort();
  stop = new AbortController();
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 's') {
      event.preventDefault();
      page?.invokeMethodAsync('SaveByKeyAsync');
    }
  }, { signal: stop.signal });
}

export function detach() {
  stop?.abort();
}
