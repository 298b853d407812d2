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

export function focus(id) {
  cell(id)?.focus();
}

export function go(id, step) {
  const cells = [...document.querySelectorAll('[data-inline-cell]')];
  const next = cells[cells.findIndex((one) => one.dataset.inlineCell === id) + step];
  if (next) {
    next.focus();
    next.click();
  } else {
    focus(id);
  }
}

function cell(id) {
  return document.querySelector(`[data-inline-cell="${id}"]`);
}
