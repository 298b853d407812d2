// Opens the browser's own dialog and gives the focus back when it goes. .NET tells of the end before the markup is
// taken away, so the dialog is closed here: while it is open, nothing beside it can take the focus.
const dialogs = new Map();

const holdsChoice = 'select, input[type=checkbox], input[role=combobox][readonly]';
const holdsText = 'input:not([type=checkbox], [type=radio], [type=file], [type=search], [type=range]), textarea';

export function open(dialog, id) {
  const told = new AbortController();
  // What each field held before somebody typed into it.
  const before = new Map();
  // What was typed last: a field that is empty again by itself gave it to a list.
  const last = new Map();
  const state = { dialog, opener: document.activeElement, told, before, last, steppedBack: false };
  dialogs.set(id, state);
  // Escape is told to .NET by the key; the browser must not close on its own what .NET still renders as open.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    const active = document.activeElement;
    if (!active || active === document.body || active.disabled) {
      // A button that was pressed and went grey takes the focus with it: no key reaches the dialog then.
      dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    }
  });
  dialog.addEventListener('beforeinput', ({ target }) => {
    if (target.matches?.(holdsText) && !before.has(target)) {
      before.set(target, target.value);
    }
  }, { capture: true });
  dialog.addEventListener('input', ({ target }) => before.has(target) && last.set(target, target.value), { capture: true });
  dialog.addEventListener('focusin', ({ target }) => {
    if (target.matches?.(holdsChoice) && !before.has(target)) {
      before.set(target, valueOf(target));
    }
  }, { capture: true });
  dialog.addEventListener('click', () => { state.steppedBack = false; }, { capture: true });
  addEventListener('popstate', () => { state.steppedBack = true; }, { capture: true, signal: told.signal });
  addEventListener('beforeunload', (event) => isTyped(state) && event.preventDefault(), { capture: true, signal: told.signal });
  if (!dialog.open) {
    dialog.showModal();
  }

  // All beside an open dialog is inert: lists and calendars of its fields open inside of it. MudBlazor has one element that holds them.
  placeOf().into(dialog);

  (dialog.querySelector('[autofocus]') ?? dialog.querySelector('.dialog-body :is(input, select, textarea, button, a[href]), .dialog-actions button'))?.focus();
}

// Whether the dialog may go by Escape or its cross: asks when something typed would be lost, or in any case.
export function mayClose(id, question, always) {
  const state = dialogs.get(id);
  return !state || !(always || isTyped(state)) || confirm(question);
}

// The same for a step back, the one way out of a modal dialog that leads to another page; what a page does by itself after saving is not asked.
export function mayLeave(id, question, always) {
  const state = dialogs.get(id);
  if (!state?.steppedBack) {
    return true;
  }

  state.steppedBack = false;
  return mayClose(id, question, always);
}

export function closed(id) {
  const { dialog, opener, told } = dialogs.get(id) ?? {};
  dialogs.delete(id);
  told?.abort();
  placeOf().into([...dialogs.values()].at(-1)?.dialog ?? null);
  if (dialog?.open) {
    dialog.close();
  }

  const active = document.activeElement;
  if (opener?.isConnected && (!active || active === document.body || dialog?.contains(active))) {
    opener.focus();
  }
}

let home = null;

function placeOf() {
  const popovers = document.querySelector('.mud-popover-provider');
  if (popovers && !popovers.closest('dialog')) {
    home = { parent: popovers.parentNode, before: popovers.nextSibling };
  }
  return {
    into: (dialog) => {
      if (popovers && dialog) {
        dialog.append(popovers);
      } else if (popovers && home) {
        home.parent.insertBefore(popovers, home.before?.isConnected ? home.before : home.parent.firstChild);
      }
    },
  };
}

function isTyped({ before, last }) {
  return [...before].some(([field, was]) => {
    const now = valueOf(field);
    return field.isConnected && (now !== was || (last.has(field) && last.get(field) !== now));
  });
}

function valueOf(field) {
  return field.type === 'checkbox' ? field.checked : field.value;
}
