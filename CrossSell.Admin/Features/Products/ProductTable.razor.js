// Owns what is transient: where the list is scrolled, which keys are the grid's and where the focus stands. What is
// shown is .NET's: it hears which lines are on the screen, and which key was pressed. It never touches an attribute
// that the markup renders: .sheet and .block have no style of their own there, and the buttons of rows no title.

const cardWidth = 208;
const phoneCardWidth = 160; // Two beside each other.
const keys = new Set(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', ' ', 'Enter', 'Escape', 'q', 'F2']);
const tables = new WeakMap();

const pen = (cell) => cell.dataset.inlineCell.endsWith('-Name');

export function attach(root, dotnet) {
  detach(root);
  tables.set(root, new Table(root, dotnet));
}

export function detach(root) {
  tables.get(root)?.abort.abort();
  tables.delete(root);
}

export function top(root) {
  tables.get(root)?.scrollTo(0);
}

export function reveal(root, index) {
  tables.get(root)?.reveal(index);
}

export function focusRow(root, index) {
  tables.get(root)?.focus(index);
}

class Table {
  constructor(root, dotnet) {
    this.root = root;
    this.dotnet = dotnet;
    this.sheet = root.querySelector('.sheet');
    this.block = root.querySelector('.block');
    this.shift = 0; // Pixels between where the content is and where the scrollbar stands; 0 in lists a browser can draw.
    this.last = 0;
    this.asked = '';
    this.busy = false;
    this.wanted = null;
    this.held = null; // The row that has the focus.
    this.abort = new AbortController();
    const { signal } = this.abort;
    root.addEventListener('scroll', () => this.scrolled(), { signal, passive: true });
    root.addEventListener('keydown', (event) => this.key(event), { signal });
    root.dataset.ready = 'true'; // From here on its keys do something.
    root.addEventListener('mousedown', (event) => {
      if (event.shiftKey && event.target.closest('[data-row]')) {
        event.preventDefault(); // A range of rows, not of letters.
        this.ranging = true; // The range begins where the focus was.
        event.target.closest('[data-row]').focus({ preventScroll: true });
        this.ranging = false;
      }
    }, { signal });
    // With a pointer, the first click on a value takes the focus and the second one opens it: a row is clicked for other reasons too.
    // The pen beside a name can mean nothing else.
    root.addEventListener('pointerdown', ({ target }) => {
      const cell = target.closest('[data-inline-cell]');
      this.fresh = cell && cell !== document.activeElement && !pen(cell) ? cell : null;
    }, { signal, capture: true });
    root.addEventListener('click', (event) => {
      const cell = event.target.closest('[data-inline-cell]');
      if (cell && cell === this.fresh && event.detail > 0 && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
        event.stopPropagation();
        cell.focus(); // Not every browser gives it to a button.
      }
      this.fresh = null;
    }, { signal, capture: true });
    // What a button does is said by the first pointer that comes to it; in the markup the server would hold it for every row of every page.
    root.addEventListener('pointerover', ({ target }) => {
      const button = target.closest('[data-inline-cell], .look');
      if (button && !button.title) {
        button.title = root.dataset[button.matches('.look') ? 'lookHint' : pen(button) ? 'nameHint' : 'editHint'];
      }
    }, { signal });
    root.addEventListener('focusin', (event) => {
      const row = event.target.closest('[data-row]');
      this.held = event.target === row ? row.dataset.row : null;
      if (row && row.tabIndex !== 0 && !this.ranging && !this.told) {
        dotnet.invokeMethodAsync('Focused', Number(row.dataset.row)).catch(() => {});
      }
    }, { signal });
    root.addEventListener('focusout', ({ target }) => setTimeout(() => {
      if (target.isConnected && !root.contains(document.activeElement)) {
        this.held = null; // Gone elsewhere; a row that was filled meanwhile is another element and takes the focus back.
      }
    }), { signal });
    const observer = new MutationObserver(() => this.drawn());
    observer.observe(root, { attributes: true, attributeFilter: ['data-total', 'data-line', 'data-cards'] });
    observer.observe(this.block, { attributes: true, attributeFilter: ['data-first'], childList: true });
    const size = new ResizeObserver(() => this.ask());
    size.observe(root);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      size.disconnect();
    });
    this.drawn();
    root.dataset.live = ''; // Keys are heard from now on.
  }

  get line() { return Number(this.root.dataset.line); }
  get perLine() {
    const width = this.root.clientWidth;
    return 'cards' in this.root.dataset ? Math.max(1, Math.floor(width / (width < 500 ? phoneCardWidth : cardWidth))) : 1;
  }
  get natural() { return Math.ceil(Number(this.root.dataset.total) / this.perLine) * this.line; }
  get head() { return this.root.querySelector('.head')?.offsetHeight ?? 0; }
  get view() { return this.root.clientHeight - this.head; }
  get height() { return this.sheet.offsetHeight; }
  get scaled() { return this.natural > this.height + this.line; }
  get at() { return this.root.scrollTop + this.shift; }

  // Between the scrollbar's pixels and the list's.
  toList(top) { return top / Math.max(1, this.height - this.view) * (this.natural - this.view); }
  toBar(at) { return at / Math.max(1, this.natural - this.view) * (this.height - this.view); }

  scrolled() {
    const { scrollTop } = this.root;
    const moved = Math.abs(scrollTop - this.last);
    this.last = scrollTop;
    if (!this.scaled) {
      this.shift = 0;
    } else if (moved > this.view) {
      this.shift = this.toList(scrollTop) - scrollTop; // The thumb was dragged: as far as it says.
    } else {
      // A step: as many pixels as the wheel says, and not the hundred rows that they stand for on the bar.
      const end = this.natural - this.view;
      if (this.at > end || this.at < 0) {
        this.shift = Math.min(Math.max(this.at, 0), end) - scrollTop;
      }
      if ((scrollTop <= 0 && this.at > 0) || (scrollTop >= this.height - this.view - 1 && this.at < end)) {
        this.settle();
      }
    }
    this.place();
    this.ask();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.settle(), 200);
  }

  // The bar shows again where the list is; nothing moves on the screen.
  settle() {
    if (!this.scaled || this.abort.signal.aborted) {
      return;
    }
    const at = this.at;
    const bar = Math.round(this.toBar(at));
    if (Math.abs(bar - this.root.scrollTop) > 1) {
      this.last = bar;
      this.root.scrollTop = bar;
      this.last = this.root.scrollTop;
      this.shift = at - this.last;
      this.place();
    }
  }

  scrollTo(at) {
    const wanted = Math.min(Math.max(0, at), Math.max(0, this.natural - this.view));
    const bar = this.scaled ? Math.round(this.toBar(wanted)) : wanted;
    this.last = bar;
    this.root.scrollTop = bar;
    this.last = this.root.scrollTop;
    this.shift = this.scaled ? wanted - this.last : 0;
    this.place();
    this.ask();
  }

  place() {
    this.block.style.transform = `translateY(${Math.round(Number(this.block.dataset.first) * this.line - this.shift)}px)`;
    this.sheet.style.backgroundPositionY = `${-(this.shift % this.line)}px`;
  }

  // .NET has drawn something.
  drawn() {
    if (!this.scaled) {
      this.shift = 0;
    }
    this.place();
    if (this.wanted !== null) {
      this.focus(this.wanted);
    } else if (this.held && document.activeElement === document.body) {
      this.focus(this.held);
    }
    this.ask();
  }

  async ask() {
    const top = Math.max(0, Math.floor(this.at / this.line));
    const lines = Math.max(1, Math.ceil(this.view / this.line));
    const { perLine } = this;
    // Small steps are within what is drawn beyond the edges.
    const near = this.heard && this.heard.lines === lines && this.heard.perLine === perLine && Math.abs(this.heard.top - top) < 4;
    if (this.view <= 0 || (near && (this.heard.top === top || top > 3))) {
      return;
    }
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    this.heard = { top, lines, perLine };
    try {
      await this.dotnet.invokeMethodAsync('Show', top, lines, perLine);
    } catch {
      return; // The circuit is gone, or the table is.
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.ask();
    }
  }

  reveal(index) {
    const y = Math.floor(index / this.perLine) * this.line;
    if (y < this.at) {
      this.scrollTo(y);
    } else if (y + this.line > this.at + this.view) {
      this.scrollTo(y + this.line - this.view);
    }
  }

  focus(index) {
    const row = this.block.querySelector(`[data-row="${index}"]`);
    this.wanted = row ? null : index;
    this.told = true; // .NET chose this row; by now it may have gone on to another, and must not be called back.
    row?.focus({ preventScroll: true });
    this.told = false;
  }

  async key(event) {
    const row = event.target.closest?.('[data-row]');
    const all = event.key === 'a' && (event.ctrlKey || event.metaKey);
    const sideways = 'cards' in this.root.dataset && (event.key === 'ArrowLeft' || event.key === 'ArrowRight');
    if ((!row && event.target !== this.root) || !(all || sideways || keys.has(event.key)) || event.altKey || event.defaultPrevented) {
      return;
    }
    if (!all && (event.ctrlKey || event.metaKey) && event.key !== 'Home' && event.key !== 'End') {
      return;
    }
    if (event.target !== row && event.target !== this.root
        && (event.target.closest('input:not([type=checkbox]), select, textarea, [contenteditable], [data-own-keys]')
            || (event.key === 'Enter' || event.key === ' '))) {
      return; // A link, a button or a field within the row has this key itself.
    }
    if (event.key === 'F2') {
      // The value that has the focus, or the first one of the row that can be changed where it stands.
      const cell = event.target.closest('[data-inline-cell]') ?? (event.target === row ? row.querySelector('[data-inline-cell]') : null);
      if (cell) {
        event.preventDefault();
        cell.click();
      }
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    try {
      const target = await this.dotnet.invokeMethodAsync('KeyAsync', event.key, event.shiftKey, event.ctrlKey || event.metaKey);
      if (target >= 0) {
        this.reveal(target);
        this.focus(target);
      }
    } catch {
      // The circuit is gone; the page says so.
    }
  }
}
