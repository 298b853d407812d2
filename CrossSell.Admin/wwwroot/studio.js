// Runs before the first paint: the theme stands before anything is drawn.
(() => {
  const year = 60 * 60 * 24 * 365;
  const remember = (name, value) => {
    document.cookie = `${name}=${encodeURIComponent(value)};path=/;max-age=${year};samesite=lax`;
  };
  const root = document.documentElement;
  if (!root.dataset.theme) {
    root.dataset.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }

  // What happened is told in the device's time zone, unless the person chose another: the circuit is opened with this cookie.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) {
    remember('crosssell.zone', zone);
  }

  window.crosssell = {
    remember,
    recall: (name) => document.cookie.split('; ').find((pair) => pair.startsWith(name + '='))?.split('=').slice(1).map(decodeURIComponent)[0] ?? null,
    isDark: () => root.dataset.theme === 'dark',
    // 'system' follows what the device says, now and at the next visit.
    setTheme: (theme) => {
      root.dataset.theme = theme !== 'system' ? theme : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
      if (theme === 'system') {
        document.cookie = 'crosssell.theme=;path=/;max-age=0;samesite=lax';
      } else {
        remember('crosssell.theme', theme);
      }
    },
    // A page was opened: its heading has the focus, unless somebody is in one of its fields already.
    enter: (selector) => {
      const heading = document.querySelector(selector);
      if (!heading || document.activeElement?.matches('main :is(input, textarea, select, [contenteditable=true])')) {
        return;
      }
      if (!heading.hasAttribute('tabindex')) {
        heading.tabIndex = -1;
      }
      heading.focus();
    },
    // A list that opens has the name of its field (SelectField).
    nameList: (id) => {
      const field = document.getElementById(id);
      const list = document.getElementById(field?.getAttribute('aria-controls'));
      const name = field?.getAttribute('aria-label') ?? field?.labels?.[0]?.firstChild?.textContent.trim();
      if (list && name) {
        list.setAttribute('aria-label', name);
      }
    },
    focus: (selector) => document.querySelector(selector)?.focus(),
    open: (dialog) => dialog.showModal(),
    copy: (text) => navigator.clipboard.writeText(text),
    // Copies what a field shows. Where the browser keeps pages from its clipboard, it stands selected for the person to copy.
    take: async (id) => {
      const field = document.getElementById(id);
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
        return true;
      } catch {
        return false;
      }
    },
  };

  // Single-key shortcuts can be switched off (WCAG 2.1.4): nothing of the studio hears them then, outside of fields.
  addEventListener('keydown', (event) => {
    const isLetter = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isLetter && !event.target.closest?.('input, textarea, select, [contenteditable]') && window.crosssell.recall('crosssell.keys') === 'off') {
      event.stopImmediatePropagation();
    }
  }, true);

  // A person's own switch is kept where it is thrown: asking the server first would lose the choice of who leaves the page at once.
  document.addEventListener('change', (event) => {
    if (event.target.dataset?.remember) {
      remember(event.target.dataset.remember, event.target.checked ? 'on' : 'off');
    }
  });

  // A picture that cannot be shown gives way to the neutral drawing; errors do not bubble, so they are caught on the way down.
  addEventListener('error', (event) => {
    const picture = event.target;
    if (picture instanceof HTMLImageElement && picture.classList.contains('cs-picture') && !picture.src.endsWith('/product.slate.svg')) {
      picture.removeAttribute('srcset');
      picture.src = '/pictures/product.slate.svg';
    }
  }, true);

  // Some browsers drag nothing that carries no data.
  addEventListener('dragstart', (event) => {
    if (event.target.matches?.('[data-drag]')) {
      event.dataTransfer.setData('text/plain', '');
      event.dataTransfer.effectAllowed = 'move';
    }
  });

  // Menus (MenuButton): opened by a key, their first line has the focus; arrows go through the lines, and Escape gives the focus back to the button. Here and
  // not in .NET, so that a key that comes right after another finds the focus where it belongs.
  const linesOf = (menu) => [...menu.querySelectorAll('.cs-menu-pop :is(a[href], button:not(:disabled), input:not(:disabled))')];
  document.addEventListener('click', (event) => {
    const menu = event.detail === 0 && event.target.closest?.('.cs-menu > button[aria-expanded=false]')?.parentElement;
    if (menu) {
      const opened = new MutationObserver(() => {
        opened.disconnect();
        // What is written in has its own focus.
        if (!menu.querySelector('.cs-menu-pop textarea')) {
          linesOf(menu)[0]?.focus();
        }
      });
      opened.observe(menu, { childList: true });
    }
  });
  document.addEventListener('keydown', (event) => {
    const menu = event.target.closest?.('.cs-menu');
    const lines = menu ? linesOf(menu) : [];
    if (lines.length === 0 || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (event.key === 'Escape') {
      menu.querySelector(':scope > button').focus();
      return;
    }
    const at = lines.indexOf(event.target);
    const to = { ArrowDown: (at + 1) % lines.length, ArrowUp: (Math.max(at, 0) + lines.length - 1) % lines.length, Home: 0, End: lines.length - 1 }[event.key];
    if (to !== undefined && !event.target.matches('textarea, input:not([type=checkbox])')) {
      event.preventDefault();
      lines[to].focus();
    }
  });

  // Enter in a field that adds or picks something of its own does not send the form around it.
  addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.target.matches?.('[data-own-enter], [role=combobox]')) {
      event.preventDefault();
    }
  }, true);

  addEventListener('keydown', (event) => {
    // Anyone who has searched goes on with another word, or with Enter for the next of the same: the text stays, selected.
    if (event.key === 'Enter' && event.target.matches?.('input[type=search]')) {
      event.target.select();
    }
  });
})();
