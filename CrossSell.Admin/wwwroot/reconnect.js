// The line to the studio is down. The overlay takes the focus and everything behind it is inert, so that nobody types into the void; when the line is
// back, so is the focus, and the server is told what it may have missed (pending.js). Blazor itself tells how it goes, by an event and by classes.
(() => {
  const overlay = document.getElementById('components-reconnect-modal');
  const again = overlay.querySelector('[data-again]');
  let down = false;
  let since = 0;
  let before = null;

  const drop = () => {
    if (!down) {
      down = true;
      since = performance.now();
      before = document.activeElement;
    }
    if (!overlay.open) {
      overlay.showModal();
    }
  };
  const back = () => {
    if (!down) {
      return;
    }
    down = false;
    overlay.close();
    if (before?.isConnected && document.activeElement !== before) {
      before.focus({ preventScroll: true });
    }
    window.crosssell.tellAgain(since);
  };
  const retry = async () => {
    if (again.disabled || !overlay.classList.contains('components-reconnect-failed')) {
      return;
    }
    again.disabled = true;
    try {
      if (!await Blazor.reconnect()) {
        // The studio answers, and knows nothing of this page any more.
        overlay.classList.replace('components-reconnect-failed', 'components-reconnect-rejected');
      }
    } catch {
      // Not yet.
    } finally {
      again.disabled = false;
    }
  };

  overlay.addEventListener('components-reconnect-state-changed', ({ detail }) => detail.state === 'hide' ? back() : drop());
  // Escape closes no line.
  overlay.addEventListener('cancel', (event) => event.preventDefault());
  overlay.addEventListener('close', () => down && overlay.showModal());
  again.addEventListener('click', retry);
  addEventListener('online', retry);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && retry());
})();
