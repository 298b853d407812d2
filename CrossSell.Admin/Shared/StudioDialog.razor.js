// Opens the browser's own dialog and gives the focus back when it is gone: the markup is removed by a render,
// so the browser cannot do that itself.
const openers = new Map();

export function open(dialog, id) {
  openers.set(id, document.activeElement);
  // Escape is told to .NET by the key; the browser must not close on its own what .NET still renders as open.
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  if (!dialog.open) {
    dialog.showModal();
  }

  (dialog.querySelector('[autofocus]') ?? dialog.querySelector('.dialog-body :is(input, select, textarea, button, a[href]), .dialog-actions button'))?.focus();
}

export function closed(id) {
  const opener = openers.get(id);
  openers.delete(id);
  if (opener?.isConnected && (!document.activeElement || document.activeElement === document.body)) {
    opener.focus();
  }
}
