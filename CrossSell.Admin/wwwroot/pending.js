// What is typed and the server has not heard of yet, in one place for all editors. Two things hold letters back: a field that is read when it is left
// ("change"), and a script that waits for a pause, as the rich text editor does. `flush` makes both tell at once. It runs here, ahead of Blazor's own
// listeners, before whatever saves, leaves or closes (a submit, a command key, a click, a step back, the end of the page), and pages ask for it
// before they decide whether anything is unsaved (PendingInput). Messages to the server keep their order: what is flushed first arrives first.
// What was told while the line was down never arrived: it is told again when the line is back (reconnect.js).
(() => {
  const holders = new Set();
  const told = new WeakMap();
  let open = null;
  // When each field was typed into last, or chosen from; and those that were told again while they had the focus.
  const touched = new Map();
  const retold = new WeakSet();
  // A line that is dead is noticed after half a minute only: what was told in that time may not have arrived either.
  const unheard = 40_000;

  // A script that waits for a pause: `send` tells what waits, at once, and gives whether there was any; with true it tells all once more. Returns how to
  // withdraw.
  const hold = (send) => {
    holders.add(send);
    return () => holders.delete(send);
  };

  const flush = () => {
    let any = false;
    for (const send of holders) {
      any = send() || any;
    }
    const field = open;
    open = null;
    if (field?.isConnected) {
      told.set(field, field.value);
      field.dispatchEvent(new Event('change', { bubbles: true }));
      any = true;
    }
    return any;
  };

  // `since`: when the line was found to be down. A field that was left is told as it is; the one with the cursor when it is left, as ever.
  const tellAgain = (since) => {
    for (const send of holders) {
      send(true);
    }
    for (const [field, at] of [...touched]) {
      const isHere = field === document.activeElement;
      if (!field.isConnected || at < since - unheard || (field.type === 'search' && !isHere)) {
        continue;
      }
      field.dispatchEvent(new Event('input', { bubbles: true }));
      if (isHere && field.tagName !== 'SELECT') {
        retold.add(field);
      } else {
        open = null;
        told.set(field, field.value);
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }
    }
    touched.clear();
  };

  addEventListener('input', ({ target }) => {
    if (target.matches?.('input:not([type=checkbox], [type=radio], [type=file]), textarea, select')) {
      const now = performance.now();
      for (const [field, at] of touched) {
        if (!field.isConnected || at < now - unheard * 2) {
          touched.delete(field);
        }
      }
      touched.set(target, now);
    }
    if (target.matches?.('input:not([type=checkbox], [type=radio], [type=file]), textarea')) {
      told.delete(target);
      open = target;
    }
  }, true);
  addEventListener('change', (event) => {
    if (event.target === open) {
      open = null;
    }
    // The browser tells it once more when the field is left; the server has heard it.
    if (event.isTrusted && told.has(event.target)) {
      const same = told.get(event.target) === event.target.value;
      told.delete(event.target);
      if (same) {
        event.stopImmediatePropagation();
      }
    }
  }, true);
  // The browser tells of a change once, and has done so when the line was down.
  addEventListener('focusout', ({ target }) => target === open && retold.has(target) && flush(), true);
  addEventListener('submit', flush, true);
  addEventListener('popstate', flush, true);
  addEventListener('click', (event) => event.target.closest?.('button, a, [role=button], [role=option], [role=switch]') && flush(), true);
  addEventListener('keydown', (event) => {
    // Keys that command the page; those that edit the text itself (Ctrl+V, Ctrl+Backspace) go on with it.
    if ((event.ctrlKey || event.metaKey) && ['s', 'z', 'y', 'enter'].includes(event.key.toLowerCase())) {
      flush();
    }
  }, true);
  // Only what is saved by a button asks before the tab goes: the rest is written by the flush itself.
  addEventListener('beforeunload', (event) => {
    const asks = document.activeElement?.closest('main form');
    if (flush() && asks) {
      event.preventDefault();
    }
  }, true);

  window.crosssell.hold = hold;
  window.crosssell.flush = flush;
  window.crosssell.tellAgain = tellAgain;
})();
