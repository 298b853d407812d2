// Condition editors: arrows on a handle move a line and never the page, and what is marked in a list stays in sight. A line is dragged by its handle only,
// so that its fields stay fields; where it would land is shown here. Listens to the page once, for as long as one of them is on it.
let users = 0;
let stop;
let watch;

export function attach() {
  users += 1;
  if (users > 1) {
    return;
  }
  stop = new AbortController();
  const options = { signal: stop.signal };
  document.addEventListener('keydown', (event) => {
    if (event.target.matches?.('[data-grip]') && /^(Arrow|Delete$|Backspace$)/.test(event.key)) {
      event.preventDefault();
    }
  }, options);
  let over;
  const aim = (place) => {
    over?.removeAttribute('data-over');
    over = place;
    over?.setAttribute('data-over', '');
  };
  document.addEventListener('pointerdown', (event) => {
    const line = event.target.closest?.('[data-grip]')?.closest('li[data-place]');
    if (line) {
      line.draggable = true;
    }
  }, options);
  document.addEventListener('pointerup', () => {
    document.querySelectorAll('li[data-place][draggable]').forEach((line) => line.removeAttribute('draggable'));
  }, options);
  document.addEventListener('dragstart', (event) => event.target.matches?.('li[data-place]') && event.target.setAttribute('data-dragged', ''), options);
  document.addEventListener('dragenter', (event) => document.querySelector('li[data-dragged]') && aim(event.target.closest?.('[data-place]')), options);
  document.addEventListener('dragend', (event) => {
    aim(null);
    event.target.removeAttribute?.('data-dragged');
    event.target.removeAttribute?.('draggable');
  }, options);
  watch = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const marked = document.getElementById(target.getAttribute('aria-activedescendant') ?? '');
      marked?.scrollIntoView({ block: 'nearest' });
    }
  });
  watch.observe(document.body, { subtree: true, attributeFilter: ['aria-activedescendant'] });
}

export function detach() {
  users -= 1;
  if (users === 0) {
    stop.abort();
    watch.disconnect();
  }
}
