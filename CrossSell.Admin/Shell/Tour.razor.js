// Keeps the card of the tour beside what it talks about, and a ring around that. The page stays as it is: nothing in it is changed or locked.
const gap = 12;
const edge = 8;
// What the bar at the top covers.
const head = 60;
let tour = null;

/** Shows a step: the card has the focus, and stands beside the first of the places that is on the page, as soon as it is. */
export function show(card, ring, places, address) {
  hide();
  tour = { card, ring, places, address, target: null, frame: 0, entered: false };
  tour.watch = new MutationObserver(soon);
  tour.watch.observe(document.getElementById('content'), { childList: true, subtree: true, attributes: true, attributeFilter: ['hidden', 'class'] });
  window.addEventListener('scroll', soon, { capture: true, passive: true });
  window.addEventListener('resize', soon);
  document.addEventListener('focusin', keep);
  soon();
}

export function hide() {
  if (!tour) return;
  tour.watch.disconnect();
  window.removeEventListener('scroll', soon, { capture: true });
  window.removeEventListener('resize', soon);
  document.removeEventListener('focusin', keep);
  cancelAnimationFrame(tour.frame);
  tour = null;
}

function soon() {
  if (!tour) return;
  cancelAnimationFrame(tour.frame);
  tour.frame = requestAnimationFrame(place);
}

function seen(element) {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden';
}

function find() {
  // The page before this one is still there while the next one is on its way.
  if (location.pathname + location.search !== tour.address && location.pathname !== tour.address.split('?')[0]) return null;
  for (const selector of tour.places) {
    const found = [...document.querySelectorAll(selector)].find(seen);
    if (found) return found;
  }
  return null;
}

function place() {
  if (!tour) return;
  const { card, ring } = tour;
  const target = find();
  const size = card.getBoundingClientRect();
  // On a phone the style sheet keeps the card at the foot, and the place is brought above it.
  const free = innerWidth > 640;
  if (target && target !== tour.target && !tour.entered) {
    const box = target.getBoundingClientRect();
    if (box.top < head || box.bottom > (free ? innerHeight : innerHeight - size.height - edge)) {
      window.scrollBy(0, box.top - head - (free ? Math.max(0, (innerHeight - head - box.height) / 2) : edge));
    }
  }
  tour.target = target;
  ring.hidden = !target;
  if (target) {
    const box = target.getBoundingClientRect();
    const top = Math.max(box.top - 4, edge);
    const left = Math.max(box.left - 4, edge);
    Object.assign(ring.style, {
      top: `${top}px`, left: `${left}px`,
      width: `${Math.min(box.right + 4, innerWidth - edge) - left}px`,
      height: `${Math.max(0, Math.min(box.bottom + 4, innerHeight - edge) - top)}px`,
    });
    const [x, y] = beside(box, size);
    Object.assign(card.style, free ? { left: `${x}px`, top: `${y}px` } : { left: '', top: '' });
  } else {
    Object.assign(card.style, free ? { left: `${innerWidth - size.width - 24}px`, top: `${innerHeight - size.height - 24}px` } : { left: '', top: '' });
  }
  if (!tour.entered && target) {
    tour.entered = performance.now();
    enter();
  }
}

function enter() {
  tour?.card.querySelector('h2')?.focus({ preventScroll: true });
}

// The page that was opened by a step gives the focus to its own heading, sooner or later than the card is placed.
function keep(event) {
  if (tour?.entered && performance.now() - tour.entered < 2000 && event.target.matches('main h1')) enter();
}

// Under the place, over it, right of it, left of it; where it fits nowhere, in the corner of it.
function beside(box, size) {
  const inX = (x) => Math.min(Math.max(x, edge), innerWidth - size.width - edge);
  const inY = (y) => Math.min(Math.max(y, edge), innerHeight - size.height - edge);
  if (box.bottom + gap + size.height <= innerHeight - edge) return [inX(box.left), box.bottom + gap];
  if (box.top - gap - size.height >= edge) return [inX(box.left), box.top - gap - size.height];
  if (box.right + gap + size.width <= innerWidth - edge) return [box.right + gap, inY(box.top)];
  if (box.left - gap - size.width >= edge) return [box.left - gap - size.width, inY(box.top)];
  return [inX(box.right - size.width - gap), inY(box.bottom - size.height - gap)];
}
