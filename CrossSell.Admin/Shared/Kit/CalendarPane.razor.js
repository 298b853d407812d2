// The calendar as a grid of days: arrow keys go from day to day and on into the next month, Page Up and Page Down from month to month, Tab stays inside.
const days = (pane) => [...pane.querySelectorAll('.mud-picker-calendar-day:not(.mud-hidden, [disabled])')];
const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function enter(pane) {
  pane.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      // The browser would take it for the dialog around.
      event.preventDefault();
    } else if (event.key === 'Tab') {
      keepInside(pane, event);
    } else if (event.target.matches('.mud-picker-calendar-day')) {
      walk(pane, event);
    }
  });
  const day = pane.querySelector('.mud-day.mud-selected') ?? pane.querySelector('.mud-day.mud-current:not(.mud-hidden)') ?? days(pane)[0];
  // It is drawn, and not yet placed: scrolled to, the page would jump.
  day?.focus({ preventScroll: true });
}

function walk(pane, event) {
  const all = days(pane);
  const at = all.indexOf(event.target);
  const step = steps[event.key];
  if (step) {
    event.preventDefault();
    const to = all[at + step];
    if (to) {
      to.focus();
    } else {
      turn(pane, step > 0, (next) => next.at(step > 0 ? 0 : -1));
    }
  } else if (event.key === 'PageDown' || event.key === 'PageUp') {
    event.preventDefault();
    turn(pane, event.key === 'PageDown', (next) => next[Math.min(at, next.length - 1)]);
  }
}

function turn(pane, forward, pick) {
  const watch = new MutationObserver(() => {
    watch.disconnect();
    pick(days(pane))?.focus();
  });
  watch.observe(pane, { subtree: true, childList: true, characterData: true });
  pane.querySelector(forward ? '.mud-picker-nav-button-next' : '.mud-picker-nav-button-prev')?.click();
}

function keepInside(pane, event) {
  const all = [...pane.querySelectorAll('button, input')].filter((element) => !element.disabled && element.getClientRects().length > 0);
  const [first, last] = [all[0], all.at(-1)];
  if (event.target === (event.shiftKey ? first : last)) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
