// The command palette opens here, so that no letter is lost while the server hears of it. Also: the keys of the frame, what was opened last in this
// browser, and the field that an address names.
(() => {
  const most = 12;
  // Somebody who thinks longer between two keys means two keys.
  const pause = 1_500;
  const palette = () => document.querySelector('dialog[data-palette]');
  const field = () => document.querySelector('[data-studio-search]');
  const isTyping = (event) => event.target.closest?.('input, textarea, select, [contenteditable]');
  // Letters that something else has a claim to: a list that is searched by typing, a link being drawn, a dialog.
  const isTaken = (event) => isTyping(event)
    || event.target.closest?.('[data-linking-from], [role=listbox], [role=menu], [role=tree], dialog, .mud-dialog');
  const isCovered = () => document.querySelector('dialog:modal, .mud-dialog');

  const open = () => {
    const dialog = palette();
    if (!dialog || dialog.open || isCovered()) {
      if (dialog?.open) {
        field().select();
      }
      return;
    }
    dialog.showModal();
    field().focus();
    // What the arrow keys have come to stays in sight.
    const watch = new MutationObserver(() => {
      document.getElementById(field()?.getAttribute('aria-activedescendant') ?? '')?.scrollIntoView({ block: 'nearest' });
    });
    watch.observe(field(), { attributeFilter: ['aria-activedescendant'] });
    dialog.addEventListener('close', () => watch.disconnect(), { once: true });
  };

  const visits = (person) => {
    try {
      const kept = JSON.parse(localStorage.getItem(`crosssell.visits.${person}`) ?? '[]');
      return Array.isArray(kept) ? kept.filter((address) => typeof address === 'string') : [];
    } catch {
      return [];
    }
  };

  // The control that an id means: itself, or the first one of the card whose heading it is.
  const controls = 'input:not([type=hidden]), select, textarea, button, a[href], [tabindex]:not([tabindex="-1"])';
  const controlOf = (place) => place.matches(controls) ? place : (place.closest('section') ?? place).querySelector(controls) ?? place;

  Object.assign(window.crosssell, {
    closePalette: () => palette()?.close(),
    openTab: (address) => window.open(address, '_blank', 'noopener'),
    submit: (id) => document.getElementById(id)?.requestSubmit(),
    // Addresses only: names are read again, with the rights that the person has then.
    visit: (person, address) => {
      try {
        localStorage.setItem(`crosssell.visits.${person}`, JSON.stringify([address, ...visits(person).filter((other) => other !== address)].slice(0, most)));
      } catch {
        // The browser keeps nothing.
      }
    },
    visits,
    // Goes to the field that the address names, as soon as the page has it; not when the person has begun with something else meanwhile.
    reach: (id) => {
      const where = location.href;
      const stop = new AbortController();
      let watch = null;
      const look = () => {
        const place = document.getElementById(id);
        if (location.href !== where || place) {
          watch?.disconnect();
          stop.abort();
        }
        if (location.href === where && place && id !== 'content') {
          const control = controlOf(place);
          place.scrollIntoView({ block: 'center' });
          const shown = place.closest('.cs-field, .cs-check, section') ?? place;
          control.focus({ preventScroll: true });
          if (document.activeElement !== control) {
            // Who may not change it is led to it all the same.
            shown.tabIndex = -1;
            shown.focus({ preventScroll: true });
          }
          if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
            shown.animate([{ backgroundColor: 'var(--cs-primary-tint)' }, { backgroundColor: 'transparent' }], 1600);
          }
        }
        return place;
      };
      if (!look()) {
        watch = new MutationObserver(look);
        watch.observe(document.body, { childList: true, subtree: true });
        for (const begins of ['pointerdown', 'keydown']) {
          addEventListener(begins, () => watch.disconnect(), { signal: stop.signal, once: true, capture: true });
        }
      }
    },
  });

  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-open-palette]')) {
      open();
    } else if (event.target.closest?.('[data-close-palette]') || event.target === palette()) {
      palette().close();
    } else if (event.target.closest?.('[data-palette] [role=option]') && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      // After the link has been followed, or the server told.
      setTimeout(() => palette()?.close());
    }
  });

  // Arrows move in the list, not in the field.
  addEventListener('keydown', (event) => {
    if (event.target === field() && ['ArrowUp', 'ArrowDown', 'Home', 'End'].includes(event.key) && !event.shiftKey) {
      event.preventDefault();
    }
  }, true);

  // G, and then the letter of a page: on the way down, for the page that is open may have a key of that letter.
  let went = 0;
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTaken(event) || isCovered()) {
      went = 0;
      return;
    }
    if (event.key.length === 1 && Date.now() - went < pause) {
      const link = document.querySelector(`.cs-navigation [data-go="${CSS.escape(event.key.toLowerCase())}"]`);
      if (link) {
        event.preventDefault();
        event.stopImmediatePropagation();
        link.click();
      }
    }
    went = event.key === 'g' && Date.now() - went >= pause ? Date.now() : 0;
  }, true);

  // Ctrl+K, / and ? are the studio's own wherever the person is.
  addEventListener('keydown', (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && !event.defaultPrevented) {
      event.preventDefault();
      open();
    } else if (event.key === '/' && plain && !isTyping(event)) {
      const search = document.querySelector('[data-page-search]');
      event.preventDefault();
      if (search) {
        search.focus();
        search.select?.();
      } else {
        open();
      }
    } else if (event.key === '?' && plain && !isTaken(event) && !isCovered()) {
      event.preventDefault();
      document.querySelector('[data-show-keys]')?.click();
    }
  });
})();
