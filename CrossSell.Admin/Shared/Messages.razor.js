// How long a message stands and where. Six seconds, and as long as somebody points at it or has the focus in it; at the first place that covers neither
// what has the focus (with its row) nor what says that it must stay clear.
const stands = 6000;
const places = ['bottom', 'bottom-right', 'bottom-left', 'top', 'top-right'];
const margin = 4;
const messages = new WeakMap();

export function attach(root, dotnet) {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const timers = new Map();
  let before = null;
  let frame = 0;

  const all = () => [...root.querySelectorAll('[data-message]')];
  const isLookedAt = () => root.matches(':hover') || root.contains(document.activeElement);
  const pause = () => {
    timers.forEach(clearTimeout);
    timers.clear();
  };
  const run = () => {
    if (isLookedAt()) {
      return;
    }
    for (const { dataset } of all()) {
      if (!timers.has(dataset.message)) {
        timers.set(dataset.message, setTimeout(() => dotnet.invokeMethodAsync('Gone', Number(dataset.message)), stands));
      }
    }
  };
  const place = () => {
    if (!root.firstElementChild) {
      return;
    }
    const active = document.activeElement;
    const clear = [...document.querySelectorAll('[data-keep-clear]')];
    if (active && active !== document.body && !root.contains(active)) {
      const row = active.closest('tr, [role=row], li, [data-node]');
      clear.push(active, ...(row && row.getBoundingClientRect().height < 160 ? [row] : []));
    }
    const boxes = clear.map((element) => element.getBoundingClientRect()).filter((box) => box.width > 0 && box.height > 0);
    let best = null;
    for (const name of places) {
      root.dataset.place = name;
      const covered = all().reduce((sum, message) => sum + boxes.reduce((area, box) => area + overlap(message.getBoundingClientRect(), box), 0), 0);
      if (!best || covered < best.covered) {
        best = { name, covered };
      }
      if (covered === 0) {
        break;
      }
    }
    root.dataset.place = best.name;
  };
  // What somebody points at or is about to press stays where it is: a button that moves between down and up is never clicked.
  const placeAgain = () => {
    frame = 0;
    if (!isLookedAt()) {
      place();
    }
  };
  const placeSoon = () => {
    frame ||= requestAnimationFrame(placeAgain);
  };

  const watch = new MutationObserver(() => {
    const there = new Set(all().map(({ dataset }) => dataset.message));
    for (const [id, timer] of timers) {
      if (!there.has(id)) {
        clearTimeout(timer);
        timers.delete(id);
      }
    }
    // The message that had the focus is gone: it goes back to where it came from.
    if (document.activeElement === document.body && before?.isConnected) {
      before.focus({ preventScroll: true });
      before = null;
    }
    place();
    run();
  });
  watch.observe(root, { childList: true });
  root.addEventListener('pointerenter', pause, options);
  root.addEventListener('pointerleave', run, options);
  root.addEventListener('focusin', (event) => {
    before = root.contains(event.relatedTarget) ? before : event.relatedTarget;
    pause();
  }, options);
  root.addEventListener('focusout', () => setTimeout(run), options);
  document.addEventListener('focusin', placeAgain, options);
  addEventListener('resize', placeSoon, options);
  document.addEventListener('scroll', placeSoon, { ...options, capture: true, passive: true });
  addEventListener('keydown', (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z';
    const typing = 'input:not([type=checkbox], [type=radio], [type=file], [type=range]), textarea, [contenteditable=true], dialog';
    if (isUndo && !event.defaultPrevented && root.dataset.undo && !event.target.closest?.(typing)) {
      event.preventDefault();
      dotnet.invokeMethodAsync('UndoLastAsync');
    }
  }, options);
  messages.set(root, () => {
    pause();
    cancelAnimationFrame(frame);
    watch.disconnect();
    stop.abort();
  });
  place();
  run();
}

export function detach(root) {
  messages.get(root)?.();
  messages.delete(root);
}

function overlap(one, other) {
  const width = Math.min(one.right, other.right + margin) - Math.max(one.left, other.left - margin);
  const height = Math.min(one.bottom, other.bottom + margin) - Math.max(one.top, other.top - margin);
  return width > 0 && height > 0 ? width * height : 0;
}
