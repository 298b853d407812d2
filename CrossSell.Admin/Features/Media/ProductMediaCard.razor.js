// What only the browser can hand over: dropped and pasted files. They go through the card's own file field, like chosen ones.
const leaving = new Map();

export function attach(card) {
  const abort = new AbortController();
  const listen = (target, type, handler) => target.addEventListener(type, handler, { signal: abort.signal });
  const hasFiles = (transfer) => transfer?.types?.includes('Files');
  const field = () => card.querySelector('input[type=file][data-live]');

  // A field that has been used belongs to its files; what comes before the next field is there waits for it.
  const waiting = [];
  let used = null;
  const give = () => {
    const input = field();
    if (!input || input === used || waiting.length === 0) {
      return;
    }
    const transfer = new DataTransfer();
    for (const file of waiting.splice(0)) {
      transfer.items.add(file);
    }
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const take = (files) => {
    waiting.push(...files);
    give();
  };
  const watch = new MutationObserver(give);
  watch.observe(card, { childList: true, subtree: true });
  card.addEventListener('change', (event) => {
    if (event.target.type === 'file') {
      used = event.target;
    }
  }, { signal: abort.signal, capture: true });

  const clear = () => {
    card.removeAttribute('data-over');
    card.querySelector('[data-drop]')?.removeAttribute('data-drop');
  };

  listen(card, 'dragover', (event) => {
    if (!field()) {
      return;
    }
    if (hasFiles(event.dataTransfer)) {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      card.setAttribute('data-over', '');
    } else {
      const tile = event.target.closest('[data-media]');
      if (!tile?.hasAttribute('data-drop')) {
        card.querySelector('[data-drop]')?.removeAttribute('data-drop');
        tile?.setAttribute('data-drop', '');
      }
    }
  });
  listen(card, 'dragleave', (event) => {
    if (!card.contains(event.relatedTarget)) {
      clear();
    }
  });
  listen(card, 'dragend', clear);
  listen(card, 'drop', (event) => {
    const files = [...event.dataTransfer.files];
    clear();
    if (files.length > 0 && field()) {
      event.preventDefault();
      take(files);
    }
  });
  listen(card, 'dragstart', (event) => {
    if (event.target.closest('[data-media]')) {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', '');
    }
  });
  listen(document, 'paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0 && field()) {
      event.preventDefault();
      take(files);
    }
  });
  leaving.set(card, () => {
    watch.disconnect();
    abort.abort();
  });
}

export function detach(card) {
  leaving.get(card)?.();
  leaving.delete(card);
}
