// Who triages types ahead: between a decided row that is gone and the next that takes the focus a key would fall on nothing.
// So a letter that nothing else has a claim to goes to the current row.
const letters = new Set(['j', 'k', 'a', 'r', 's', 'x', 'e', 'v']);
// On a row itself these mean a letter; on a button or a link in it they stay what they are.
const others = { ArrowDown: 'j', ArrowUp: 'k', Enter: 'e' };
let on = false;
let listens = false;

const idle = () => {
  const active = document.activeElement;
  return !active || active === document.body || active.matches('h1');
};

const current = () => document.querySelector('li.pair[aria-current="true"]');

function forward(event) {
  if (!on || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }

  const letter = others[event.key];
  if (letter && !event.shiftKey && event.target.matches?.('li.pair')) {
    event.preventDefault();
    event.target.dispatchEvent(new KeyboardEvent('keydown', { key: letter, repeat: event.repeat, bubbles: true }));
    return;
  }

  if (!letters.has(event.key.toLowerCase()) || !idle()) {
    return;
  }

  const row = current();
  if (row && !event.repeat) {
    event.preventDefault();
    row.focus();
    row.dispatchEvent(new KeyboardEvent('keydown', { key: event.key, code: event.code, shiftKey: event.shiftKey, bubbles: true }));
  }
}

export function listen(keysOn) {
  on = keysOn;
  if (!listens) {
    listens = true;
    document.addEventListener('keydown', forward);
  }
}

/** The focus goes to the first row when nothing else has it; without keys it stays where it is. */
export function arrive() {
  if (on && idle()) {
    current()?.focus();
  }
}

export function leave() {
  listens = false;
  document.removeEventListener('keydown', forward);
}
