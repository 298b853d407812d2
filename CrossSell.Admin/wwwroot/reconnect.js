// The line to the studio is down, or the page has given its circuit up: every way ends in a page that lives. While a line is looked for, the overlay takes
// the focus and everything behind it is inert, so that nobody types into the void. When the circuit is there again, so is the focus, and the server is told
// what it may have missed (pending.js). When it is not (a restart, another instance, a long sleep), the page is made again as soon as somebody answers:
// what was typed is in the tab (kept.js). It is never resumed in place: scripts and prompts of the circuit before would go on in it (decision 0021).
// Blazor itself tells how it goes, by an event and by classes.
(() => {
  const overlay = document.getElementById('components-reconnect-modal');
  const again = overlay.querySelector('[data-again]');
  const broken = document.getElementById('blazor-error-ui');
  const reloaded = 'crosssell.reloaded';
  // Whatever is wrong, nobody's page flickers, and nobody's studio is stormed.
  const apart = 10_000;
  const pauseAfter = Number(overlay.dataset.pauseAfter) * 1000;
  let down = false;
  let since;
  let before = null;
  let isPaused = false;
  let isReloading = false;
  let pauseTimer = 0;

  const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  const seen = () => new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === 'visible') {
        document.removeEventListener('visibilitychange', look);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', look);
    look();
  });
  const isLive = async () => {
    try {
      return (await fetch('/health/live', { cache: 'no-store' })).ok;
    } catch {
      return false;
    }
  };

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

  const reload = () => {
    window.crosssell.comesBack = true;
    sessionStorage.setItem(reloaded, Date.now());
    location.reload();
  };
  // A page that nobody sees waits until somebody does: a restart is no reason for all tabs of everybody to begin at once.
  const comeBack = async () => {
    if (isReloading) {
      return;
    }
    isReloading = true;
    window.crosssell.keepTyped(since);
    await seen();
    await wait(Number(sessionStorage.getItem(reloaded) ?? 0) + apart - Date.now());
    while (!await isLive()) {
      await wait(2_000);
    }
    reload();
  };

  // Blazor has given up asking: the page goes on.
  const keepAsking = async () => {
    while (overlay.classList.contains('components-reconnect-failed')) {
      await seen();
      if (await isLive()) {
        await retry();
      }
      await wait(5_000);
    }
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
        comeBack();
      }
    } catch {
      // Not yet.
    } finally {
      again.disabled = false;
    }
  };

  // A page out of sight gives its circuit back, and the server what it holds; not while something is under way that would not come back with it.
  const mayPause = () => !document.querySelector('dialog[open], [data-stays]')
    && ![...document.querySelectorAll('input[type=file]')].some((field) => field.files.length > 0);
  const pause = async () => {
    if (document.visibilityState === 'visible' || down || isPaused || isReloading) {
      return;
    }
    if (!mayPause()) {
      pauseSoon();
      return;
    }
    window.crosssell.flush();
    await window.crosssell.kept.settled();
    if (document.visibilityState === 'hidden' && !down) {
      await Blazor.pauseCircuit();
    }
  };
  const pauseSoon = () => {
    clearTimeout(pauseTimer);
    if (pauseAfter > 0) {
      pauseTimer = setTimeout(() => pause().catch(() => {}), pauseAfter);
    }
  };

  // The instance is about to go (Drain.cs), and has said so ahead: the page leaves it with everything saved or kept, not in the middle of a word, a drag or
  // a save. Who goes on for so long is taken along as they are: the circuit ends with the instance. Where another instance takes it, the page is made
  // again at once; else it says what it waits for.
  const atRest = 1_000;
  const longest = 15_000;
  let isMoving = false;
  let isPressed = false;
  for (const [name, value] of [['pointerdown', true], ['pointerup', false], ['pointercancel', false]]) {
    addEventListener(name, () => { isPressed = value; }, { capture: true, passive: true });
  }
  const mayMove = async () => mayPause() && !isPressed && performance.now() - window.crosssell.typedAt() >= atRest
    && (window.crosssell.flush(), await window.crosssell.kept.mayGo());
  const move = async (after) => {
    if (isMoving) {
      return;
    }
    isMoving = true;
    await wait(after);
    const last = performance.now() + longest;
    while (!isReloading && performance.now() < last && !await mayMove()) {
      await wait(250);
    }
    if (isReloading) {
      return;
    }
    overlay.dataset.updating = '';
    overlay.setAttribute('aria-labelledby', 'updating-title');
    overlay.setAttribute('aria-describedby', 'updating-words');
    if (!overlay.open) {
      overlay.showModal();
    }
    window.crosssell.flush();
    await window.crosssell.kept.settled();
    comeBack();
    await Blazor.pauseCircuit();
  };
  // Answered at once: the server does not wait for it.
  window.crosssell.move = (after) => { move(after).catch(comeBack); };

  overlay.addEventListener('components-reconnect-state-changed', ({ detail }) => {
    switch (detail.state) {
      case 'hide':
        back();
        break;
      case 'paused':
        isPaused = true;
        comeBack();
        break;
      case 'rejected':
      case 'resume-failed':
        drop();
        comeBack();
        break;
      case 'failed':
        drop();
        keepAsking();
        break;
      default:
        drop();
    }
  });
  // A circuit that broke, or could not begin: Blazor shows this element then, and says nothing more.
  new MutationObserver(() => {
    if (broken.style.display !== 'none') {
      overlay.className = 'cs-reconnect components-reconnect-rejected';
      drop();
      comeBack();
    }
  }).observe(broken, { attributeFilter: ['style'] });
  // Escape closes no line.
  overlay.addEventListener('cancel', (event) => event.preventDefault());
  overlay.addEventListener('close', () => (down || isMoving) && overlay.showModal());
  again.addEventListener('click', retry);
  for (const link of overlay.querySelectorAll('[data-reload]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      window.crosssell.keepTyped(since);
      reload();
    });
  }
  addEventListener('online', retry);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      clearTimeout(pauseTimer);
      retry();
    } else {
      pauseSoon();
    }
  });
  if (document.visibilityState === 'hidden') {
    pauseSoon();
  }
})();
