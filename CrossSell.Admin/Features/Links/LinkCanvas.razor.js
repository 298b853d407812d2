// Owns only what is transient: pan, zoom, the rubber band and the dragged chip. Everything that is stored goes to .NET
// by one call, on the drop. It never touches an attribute that the markup renders, except through classes: the
// markup's class attributes are constant, so a render does not wipe them.

const dragThreshold = 4;
const minScale = 0.2;
const maxScale = 2;
const homeScale = 0.6;
const gridStep = 24;
const inset = { top: 44, right: 28, bottom: 72, left: 28 };

const canvases = new WeakMap();

export function attach(root, dotnet) {
  canvases.get(root)?.dispose();
  canvases.set(root, new Canvas(root, dotnet));
}

export function detach(root) {
  canvases.get(root)?.dispose();
  canvases.delete(root);
}

export function home(root) {
  canvases.get(root)?.home();
}

// With onlyIfLost the focus is taken from nobody: it has fallen back to the page because its card is gone.
export function focusNode(root, id, onlyIfLost) {
  const canvas = canvases.get(root);
  if (!canvas || (onlyIfLost && document.activeElement !== document.body)) {
    return;
  }
  canvas.focusing = true;
  root.querySelector(`[data-node="${id}"]`)?.focus({ preventScroll: true });
  canvas.focusing = false;
}

class Canvas {
  constructor(root, dotnet) {
    this.root = root;
    this.dotnet = dotnet;
    this.svg = root.querySelector(".surface");
    this.view = root.querySelector(".view");
    this.band = root.querySelector(".band");
    this.bandEnd = root.querySelector(".band-end");
    this.chip = root.querySelector(".chip");
    this.level = root.querySelector("[data-zoom-level]");
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    this.touched = false;
    this.gesture = null;
    this.pointers = new Map();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const on = (target, name, handler, options) => target.addEventListener(name, handler.bind(this), { signal, ...options });

    on(this.svg, "pointerdown", this.canvasDown);
    on(document, "pointerdown", this.paletteDown);
    on(document, "pointermove", this.move);
    on(document, "pointerup", this.up);
    on(document, "pointercancel", this.cancel);
    on(document, "dragstart", this.noNativeDrag);
    on(document, "keydown", this.documentKey, { capture: true });
    on(document, "click", this.swallowClick, { capture: true });
    on(this.svg, "keydown", this.key);
    on(this.svg, "wheel", this.wheel, { passive: false });
    on(this.svg, "focusin", this.reveal);
    on(root, "click", this.zoomClick);

    this.resize = new ResizeObserver(() => this.touched || this.home());
    this.resize.observe(this.svg);
    this.changes = new MutationObserver(() => this.changed());
    this.changes.observe(root, { attributes: true, attributeFilter: ["data-linking-from"] });
    this.changes.observe(this.svg, { attributes: true, attributeFilter: ["data-bounds"] });
    this.home();
    root.dataset.ready = "true";
  }

  dispose() {
    this.abort.abort();
    this.resize.disconnect();
    this.changes.disconnect();
    this.endDrag();
  }

  get editable() {
    return !this.root.hasAttribute("data-readonly");
  }

  get bounds() {
    const [x, y, width, height] = this.svg.dataset.bounds.split(" ").map(Number);
    return { x, y, width, height };
  }

  // ---- view

  home() {
    this.touched = false;
    this.place(Math.max(this.fitScale(), homeScale));
  }

  fit() {
    this.touched = true;
    this.place(this.fitScale());
  }

  fitScale() {
    const { width, height } = this.svg.getBoundingClientRect();
    const bounds = this.bounds;
    const scale = Math.min(
      (width - inset.left - inset.right) / Math.max(bounds.width, 1),
      (height - inset.top - inset.bottom) / Math.max(bounds.height, 1),
      1);
    return Math.max(scale, minScale);
  }

  place(scale) {
    const { width, height } = this.svg.getBoundingClientRect();
    if (width === 0 || height === 0) {
      return;
    }
    const bounds = this.bounds;
    const free = { width: width - inset.left - inset.right, height: height - inset.top - inset.bottom };
    this.show(
      inset.left + (free.width - bounds.width * scale) / 2 - bounds.x * scale,
      inset.top + (free.height - bounds.height * scale) / 2 - bounds.y * scale,
      scale);
  }

  show(x, y, scale) {
    Object.assign(this, { x, y, scale });
    this.view.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
    this.root.style.setProperty("--grid-x", `${x}px`);
    this.root.style.setProperty("--grid-y", `${y}px`);
    this.root.style.setProperty("--grid-step", `${gridStep * (scale < 0.5 ? 2 : 1) * scale}px`);
    this.level.textContent = `${Math.round(scale * 100)} %`;
  }

  zoom(scale, clientX, clientY) {
    scale = Math.min(Math.max(scale, minScale), maxScale);
    const box = this.svg.getBoundingClientRect();
    const x = clientX === undefined ? box.width / 2 : clientX - box.left;
    const y = clientY === undefined ? box.height / 2 : clientY - box.top;
    this.touched = true;
    this.show(x - (x - this.x) * scale / this.scale, y - (y - this.y) * scale / this.scale, scale);
  }

  pan(dx, dy) {
    this.touched = true;
    this.show(this.x + dx, this.y + dy, this.scale);
  }

  wheel(event) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      this.zoom(this.scale * Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002)), event.clientX, event.clientY);
      return;
    }
    const unit = event.deltaMode === 1 ? 20 : 1;
    const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.pan(-dx * unit, -dy * unit);
  }

  zoomClick(event) {
    switch (event.target.closest("[data-zoom]")?.dataset.zoom) {
      case "in": this.zoom(this.scale * 1.25); break;
      case "out": this.zoom(this.scale / 1.25); break;
      case "reset": this.zoom(1); break;
      case "fit": this.fit(); break;
    }
  }

  // A card that the keyboard reached is brought into sight, by the shortest way.
  reveal(event) {
    const card = event.target.closest("[data-node]");
    if (!card) {
      return;
    }
    if (!this.focusing && card.getAttribute("tabindex") !== "0") {
      this.dotnet.invokeMethodAsync("Focused", Number(card.dataset.node));
    }
    if (!card.matches(":focus-visible")) {
      return;
    }
    const area = this.svg.getBoundingClientRect();
    const box = card.getBoundingClientRect();
    const shift = (low, high, from, to) => low < from ? from - low : high > to ? to - high : 0;
    const dx = shift(box.left, box.right, area.left + inset.left, area.right - inset.right);
    const dy = shift(box.top, box.bottom, area.top + inset.top, area.bottom - inset.bottom);
    if (dx !== 0 || dy !== 0) {
      this.pan(dx, dy);
    }
  }

  // After a render: keep the view where the person has put it; otherwise show what has grown out of sight.
  changed() {
    if (!this.root.dataset.linkingFrom && !this.gesture) {
      this.hideBand();
    }
    if (this.touched) {
      return;
    }
    const { width, height } = this.svg.getBoundingClientRect();
    const bounds = this.bounds;
    const left = bounds.x * this.scale + this.x;
    const top = bounds.y * this.scale + this.y;
    if (left < 0 || top < 0 || left + bounds.width * this.scale > width || top + bounds.height * this.scale > height) {
      this.home();
    }
  }

  // ---- gestures

  canvasDown(event) {
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.pointers.size === 2) {
      this.startPinch();
      return;
    }
    if (event.button > 1 || event.target.closest("[data-no-drag]")) {
      return;
    }
    const card = event.target.closest("[data-node]");
    const kind = card && event.button === 0 && this.editable ? "link" : "pan";
    this.begin(event, kind, card, card ? Number(card.dataset.node) : null);
  }

  paletteDown(event) {
    const item = event.target.closest?.("[data-canvas-source]");
    if (!item || event.button !== 0 || !this.editable || this.root.contains(item)) {
      return;
    }
    this.begin(event, "palette", null, Number(item.dataset.canvasSource));
    this.gesture.name = item.dataset.canvasName ?? item.textContent.trim();
    this.gesture.item = item;
  }

  begin(event, kind, card, id) {
    this.gesture = { kind, card, id, pointer: event.pointerId, x: event.clientX, y: event.clientY, moved: false };
  }

  startPinch() {
    this.endDrag();
    const [a, b] = [...this.pointers.values()];
    this.gesture = { kind: "pinch", moved: true, scale: this.scale, distance: Math.hypot(a.x - b.x, a.y - b.y) };
  }

  move(event) {
    const last = this.pointers.get(event.pointerId);
    if (last) {
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    }
    const gesture = this.gesture;
    if (!gesture) {
      this.follow(event);
      return;
    }
    if (gesture.kind === "pinch") {
      const [a, b] = [...this.pointers.values()];
      if (b) {
        this.zoom(gesture.scale * Math.hypot(a.x - b.x, a.y - b.y) / Math.max(gesture.distance, 1), (a.x + b.x) / 2, (a.y + b.y) / 2);
      }
      return;
    }
    if (event.pointerId !== gesture.pointer) {
      return;
    }
    if (!gesture.moved) {
      if (Math.hypot(event.clientX - gesture.x, event.clientY - gesture.y) < dragThreshold) {
        return;
      }
      gesture.moved = true;
      // Only now: a capture from the start would take the click away from the card.
      (gesture.item ?? this.svg).setPointerCapture(event.pointerId);
      this.root.classList.add(gesture.kind === "pan" ? "panning" : "dragging");
    }
    if (gesture.kind === "pan") {
      this.pan(event.clientX - gesture.x, event.clientY - gesture.y);
      gesture.x = event.clientX;
      gesture.y = event.clientY;
    } else {
      this.drag(event);
    }
  }

  drag(event) {
    const gesture = this.gesture;
    const over = this.cardAt(event);
    if (gesture.kind === "link") {
      this.mark(over && over !== gesture.card ? over : null);
      this.stretch(gesture.card, event, this.target);
      return;
    }
    // From the palette: the card under the pointer offers the dragged product; over free canvas the anchor does.
    this.chip.hidden = false;
    this.chip.querySelector(".chip-name").textContent = gesture.name;
    this.chip.style.transform = `translate(${event.clientX + 10}px, ${event.clientY - 20}px)`;
    const source = over ?? (this.contains(event) ? this.root.querySelector(`[data-node="${this.root.dataset.anchor}"]`) : null);
    this.mark(source && Number(source.dataset.node) !== gesture.id ? source : null);
    if (this.target) {
      this.stretch(this.target, event, null);
    } else {
      this.hideBand();
    }
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    const gesture = this.gesture;
    if (!gesture || (gesture.pointer !== undefined && gesture.pointer !== event.pointerId)) {
      return;
    }
    const target = this.target ? Number(this.target.dataset.node) : null;
    this.swallow = gesture.moved && gesture.kind !== "pinch" ? event.timeStamp : null;
    this.endDrag();
    if (gesture.moved && target !== null) {
      const [from, to] = gesture.kind === "palette" ? [target, gesture.id] : [gesture.id, target];
      this.dotnet.invokeMethodAsync("DropAsync", from, to);
    }
  }

  cancel(event) {
    this.pointers.delete(event.pointerId);
    this.endDrag();
  }

  endDrag() {
    this.gesture = null;
    this.mark(null);
    this.hideBand();
    this.chip.hidden = true;
    this.root.classList.remove("panning", "dragging");
  }

  // The browser sends a click after a drag; it is none. It comes in the same task as the pointerup.
  swallowClick(event) {
    if (this.swallow !== undefined && this.swallow !== null && event.timeStamp - this.swallow < 50) {
      event.stopImmediatePropagation();
      event.preventDefault();
    }
    this.swallow = null;
  }

  noNativeDrag(event) {
    if (this.gesture) {
      event.preventDefault();
    }
  }

  // Click-click: the band follows the free pointer from the card that was picked.
  follow(event) {
    const from = this.root.dataset.linkingFrom;
    if (!from) {
      return;
    }
    const card = this.root.querySelector(`[data-node="${from}"]`);
    if (!card || !this.contains(event)) {
      this.mark(null);
      this.hideBand();
      return;
    }
    const over = this.cardAt(event);
    this.mark(over && over !== card ? over : null);
    this.stretch(card, event, this.target);
  }

  // ---- band

  cardAt(event) {
    const card = document.elementFromPoint(event.clientX, event.clientY)?.closest?.("[data-node]");
    return card && this.root.contains(card) ? card : null;
  }

  contains(event) {
    const box = this.svg.getBoundingClientRect();
    return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  }

  mark(card) {
    if (this.target === card) {
      return;
    }
    this.target?.classList.remove("drop-target");
    this.target = card;
    card?.classList.add("drop-target");
  }

  stretch(card, event, snap) {
    const toCanvas = this.view.getScreenCTM().inverse();
    const at = (x, y) => new DOMPoint(x, y).matrixTransform(toCanvas);
    const frame = (element) => element.querySelector(".frame").getBoundingClientRect();
    const from = frame(card);
    const pointer = at(event.clientX, event.clientY);
    const rightward = event.clientX > from.left + from.width / 2;
    const start = at(rightward ? from.right : from.left, from.top + from.height / 2);
    let end = pointer;
    if (snap) {
      const to = frame(snap);
      end = at(from.left < to.left ? to.left : to.right, to.top + to.height / 2);
    }
    const pull = Math.max(40, Math.abs(end.x - start.x) / 2);
    const out = rightward ? pull : -pull;
    this.band.setAttribute("d", `M${start.x} ${start.y}C${start.x + out} ${start.y} ${end.x - out} ${end.y} ${end.x} ${end.y}`);
    this.bandEnd.setAttribute("cx", end.x);
    this.bandEnd.setAttribute("cy", end.y);
    this.root.classList.add("banding");
  }

  hideBand() {
    this.root.classList.remove("banding");
    if (!this.gesture) {
      this.mark(null);
    }
  }

  // ---- keys

  documentKey(event) {
    if (event.key === "Escape" && this.gesture?.moved) {
      event.stopImmediatePropagation();
      this.endDrag();
    }
  }

  // .NET decides what a key does; here the browser is only kept from scrolling, searching or undoing on its own.
  key(event) {
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const typed = plain && event.key.length === 1;
    if (undo || typed || event.key.startsWith("Arrow") || event.key === "Backspace" || (plain && event.key === "Home")) {
      event.preventDefault();
    }
  }
}
