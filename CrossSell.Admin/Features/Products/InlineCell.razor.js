// Focus between the cells that can be edited. Which value stands in them is .NET's.
const armed = new WeakSet();

export function edit(input) {
  if (!input?.isConnected) {
    return;
  }

  if (!armed.has(input)) {
    armed.add(input);
    // Tab saves first and then moves on; moving at once would leave the cell before .NET has heard of it.
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Tab') {
        event.preventDefault();
      }
    });
  }

  if (document.activeElement !== input) {
    input.focus();
    input.select?.();
  }
}

export function focus(button) {
  button?.focus?.();
}

export function go(button, step) {
  const cells = [...document.querySelectorAll('[data-inline-cell]')];
  const next = cells[cells.indexOf(button) + step];
  if (next) {
    next.focus();
    next.click();
  } else {
    button?.focus?.();
  }
}
