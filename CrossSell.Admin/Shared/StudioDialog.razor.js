// Opens the browser's own dialog and gives the focus back when it goes. .NET tells of the end before the markup is
// taken away, so the dialog is closed here: while it is open, nothing beside it can take the focus.
const dialogs = new Map();

export function open(dialog, id) {
  dialogs.set(id, { dialog, opener: document.activeElement });
  // Escape is told to .NET by the key; the browser must not close on its own what .NET still renders as open.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    const active = document.activeElement;
    if (!active || active === document.body || active.disabled) {
      // A button that was pressed and went grey takes the focus with it: no key reaches the dialog then.
      dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    }
  });
  if (!dialog.open) {
    dialog.showModal();
  }

  (dialog.querySelector('[autofocus]') ?? dialog.querySelector('.dialog-body :is(input, select, textarea, button, a[href]), .dialog-actions button'))?.focus();
}

export function closed(id) {
  const { dialog, opener } = dialogs.get(id) ?? {};
  dialogs.delete(id);
  if (dialog?.open) {
    dialog.close();
  }

  const active = document.activeElement;
  if (opener?.isConnected && (!active || active === document.body || dialog?.contains(active))) {
    opener.focus();
  }
}
