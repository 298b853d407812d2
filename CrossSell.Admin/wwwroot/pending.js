// What is typed and the server has not heard of yet, in one place for all editors. Two things hold letters back: a field that is read when it is left
// ("change"), and a script that waits for a pause, as the rich text editor does. `flush` makes both tell at once. It runs here, ahead of Blazor's own
// listeners, before whatever saves, leaves or closes (a submit, a command key, a click, a step back, the end of the page), and pages ask for it
// before they decide whether anything is unsaved (PendingInput). Messages to the server keep their order: what is flushed first arrives first.
// What was told while the line was down never arrived: it is told again when the line is back, and when the page comes back on another circuit
// (reconnect.js), from what the tab kept of its fields (kept.js).
(() => {
  const holders = new Map();
  const told = new WeakMap();
  let open = null;
  // When each field was typed into last, or chosen from; and those that were told again while they had the focus.
  const touched = new Map();
  const retold = new WeakSet();
  // A line that is dead is noticed after half a minute only: what was told in that time may not have arrived either.
  const unheard = 40_000;

  const holdsText = 'input:not([type=checkbox], [type=radio], [type=file]), textarea';
  // Nothing of these is kept, not even in the tab.
  const isSecret = 'input:is([type=password], [autocomplete*=password], [autocomplete=one-time-code]), [data-no-keep]';

  // A script that waits for a pause: `send` tells what waits, at once, and gives whether there was any; with true it tells all once more. `editor` is the
  // element that is typed into, `put` types into it after the page has come back. Returns how to withdraw.
  const hold = (send, editor, put) => {
    holders.set(send, { editor, put });
    return () => holders.delete(send);
  };

  const flush = () => {
    let any = false;
    for (const send of holders.keys()) {
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
    for (const send of holders.keys()) {
      send(true);
    }
    for (const [field, at] of [...touched]) {
      const isHere = field === document.activeElement;
      if (!field.isConnected || field.isContentEditable || at < since - unheard || (field.type === 'search' && !isHere)) {
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

  // Which field of its page it is, when the page has been made again: its kind and its name, and which of several.
  const kindOf = (field) => JSON.stringify([
    field.tagName, field.type, field.name, field.getAttribute('aria-label'), field.labels?.[0]?.textContent.trim(), field.getAttribute('placeholder')]);
  const like = (kind) => [...document.querySelectorAll(`${holdsText}, select, [contenteditable=true]`)].filter((field) => kindOf(field) === kind);

  // What the server may not have heard of, for the page that comes after this one. `since`: when the line was found to be down; without, the line is up,
  // and only what was typed this moment may still be on its way. A dialog does not come back with its page.
  const keepTyped = (since) => {
    if (!document.querySelector('.cs-studio')) {
      return;
    }
    const after = since === undefined ? performance.now() - 2_000 : since - unheard;
    const fields = [...touched].filter(([field, at]) => field.isConnected && (at >= after || field === open)
      && field.type !== 'search' && !field.matches(isSecret) && !field.closest('dialog'))
      .map(([field]) => ({ field, value: field.isContentEditable ? field.innerHTML : field.value }))
      .map(({ field, value }) => ({ kind: kindOf(field), at: like(kindOf(field)).indexOf(field), value }));
    window.crosssell.kept.putTyped(fields);
  };

  const putBack = (fields) => {
    if (fields.length === 0) {
      return;
    }
    const waiting = new Set(fields);
    const look = () => {
      if (!document.querySelector('.cs-studio[data-ready]')) {
        return;
      }
      for (const one of [...waiting]) {
        const { kind, at, value } = one;
        const field = like(kind)[at];
        const holder = [...holders.values()].find(({ editor }) => editor === field);
        if (!field || (field.isContentEditable && !holder)) {
          continue;
        }
        waiting.delete(one);
        if (holder) {
          holder.put(value);
        } else if (field.value !== value && !field.disabled && !field.readOnly) {
          field.value = value;
          field.dispatchEvent(new Event('input', { bubbles: true }));
          field.dispatchEvent(new Event('change', { bubbles: true }));
        }
      }
      if (waiting.size === 0) {
        watch.disconnect();
      }
    };
    const watch = new MutationObserver(look);
    watch.observe(document, { subtree: true, childList: true, attributeFilter: ['data-ready', 'contenteditable'] });
    // What is not there by now is not there any more: a field that somebody opens later is another one.
    const stop = () => watch.disconnect();
    addEventListener('pointerdown', stop, { capture: true, once: true });
    addEventListener('keydown', stop, { capture: true, once: true });
    setTimeout(stop, 20_000);
  };

  addEventListener('input', ({ target }) => {
    if (target.matches?.(`${holdsText}, select, [contenteditable=true]`)) {
      const now = performance.now();
      for (const [field, at] of touched) {
        if (!field.isConnected || at < now - unheard * 2) {
          touched.delete(field);
        }
      }
      touched.set(target, now);
    }
    if (target.matches?.(holdsText)) {
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
    // The page is only made again, with all that was typed: nobody needs to be asked (reconnect.js).
    if (window.crosssell.comesBack) {
      event.stopImmediatePropagation();
      return;
    }
    keepTyped();
    const asks = document.activeElement?.closest('main form');
    if (flush() && asks) {
      event.preventDefault();
    }
  }, true);

  // A phone may end a page that is out of sight without another word.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && !window.crosssell.comesBack && keepTyped());
  putBack(window.crosssell.kept.takeTyped());

  window.crosssell.hold = hold;
  window.crosssell.typedAt = () => Math.max(0, ...touched.values());
  window.crosssell.flush = flush;
  window.crosssell.tellAgain = tellAgain;
  window.crosssell.keepTyped = keepTyped;
})();
