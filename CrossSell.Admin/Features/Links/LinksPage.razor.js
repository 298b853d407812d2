// Undo and redo work wherever the focus is: the canvas has keys of its own, and a field that is typed in keeps the browser's.
let listening = null;

export function attach(dotnet) {
  detach();
  listening = new AbortController();
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y") || event.defaultPrevented) {
      return;
    }
    if (event.target.closest("input:not([type=checkbox]), textarea, [contenteditable], .surface, dialog")) {
      return;
    }
    event.preventDefault();
    dotnet.invokeMethodAsync(key === "y" || event.shiftKey ? "RedoKeyAsync" : "UndoKeyAsync");
  }, { signal: listening.signal });
}

export function detach() {
  listening?.abort();
  listening = null;
}
