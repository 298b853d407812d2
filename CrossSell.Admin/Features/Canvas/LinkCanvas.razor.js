// Owns only what is transient: the view, and what a pointer drags. Everything that is stored goes to .NET by one call a
// gesture, on the drop. It never keeps a change of an attribute that the markup renders: the markup's class attributes are
// constant, so a render does not wipe what is said by classes.
//
// What can be dragged stands beside what it drags. A drag is made when a pointer has moved far enough (its look becomes a class of the canvas), follows the
// pointer by move, tells the server once by drop, and cleans up by end.
import { CardDrag, Drawing, FrameDrag } from "./CanvasCard.razor.js";
import { PanDrag, View } from "./CanvasControls.razor.js";
import { OrderDrag } from "./CanvasLabel.razor.js";
import { Band, LinkDrag } from "./CanvasLine.razor.js";

const dragThreshold = 4;
const canvases = new WeakMap();

export function attach(root, dotnet) {
  canvases.get(root)?.dispose();
  canvases.set(root, new Canvas(root, dotnet));
}

export function detach(root) {
  canvases.get(root)?.dispose();
  canvases.delete(root);
}

// How wide the canvas is, before anything is attached to it.
export function room(root) {
  return root.querySelector(".surface").clientWidth;
}

export function home(root) {
  canvases.get(root)?.view.home();
}

// With onlyIfLost the focus is taken from nobody: it has fallen back to the page because its card is gone.
export function focusNode(root, id, onlyIfLost) {
  const canvas = canvases.get(root);
  if (!canvas || (onlyIfLost && document.activeElement !== document.body)) {
    return;
  }
  canvas.known = id;
  root.querySelector(`[data-node="${id}"]`)?.focus({ preventScroll: true });
}

class Canvas {
  constructor(root, dotnet) {
    this.root = root;
    this.dotnet = dotnet;
    this.surface = root.querySelector(".surface");
    this.gesture = null;
    this.pointers = new Map();
    // The card that the server takes for the focused one.
    this.known = Number(root.querySelector("[data-node][tabindex='0']")?.dataset.node);
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.view = new View(root, signal, (width) => this.tell("RoomAsync", width));
    this.drawing = new Drawing(root, signal);
    this.band = new Band(this);
    this.latest = null;
    const on = (target, name, handler, options) => target.addEventListener(name, handler.bind(this), { signal, ...options });

    on(this.surface, "pointerdown", this.canvasDown);
    on(document, "pointerdown", this.paletteDown);
    on(document, "pointermove", this.move);
    on(document, "pointerup", this.up);
    on(document, "pointercancel", this.cancel);
    on(document, "dragstart", this.noNativeDrag);
    on(document, "keydown", this.documentKey, { capture: true });
    on(document, "click", this.swallowClick, { capture: true });
    on(this.surface, "click", this.selectClick, { capture: true });
    on(this.surface, "keydown", this.key);
    on(this.surface, "focusin", this.focused);
    on(root, "click", this.modeClick);

    this.changes = new MutationObserver(() => this.changed());
    this.changes.observe(root, { attributes: true, attributeFilter: ["data-linking-from"] });
    this.changes.observe(this.surface, { attributes: true, attributeFilter: ["data-bounds"] });
    root.dataset.ready = "true";
  }

  dispose() {
    this.abort.abort();
    this.view.dispose();
    this.drawing.dispose();
    this.changes.disconnect();
    this.endDrag();
  }

  get editable() {
    return !this.root.hasAttribute("data-readonly");
  }

  get selecting() {
    return this.root.classList.contains("selecting");
  }

  // The only way to the server: once a gesture.
  tell(method, ...args) {
    return this.dotnet.invokeMethodAsync(method, ...args);
  }

  changed() {
    if (!this.root.dataset.linkingFrom && !this.gesture) {
      this.band.hide();
    }
    this.view.changed();
  }

  // ---- gestures

  canvasDown(event) {
    this.dropped = null;
    this.view.measure();
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.pointers.size === 2) {
      this.startPinch();
      return;
    }
    if (event.button > 1 || event.target.closest("[data-no-drag]")) {
      return;
    }
    this.begin(event, this.dragOf(event));
  }

  dragOf(event) {
    const card = event.target.closest("[data-node]");
    const id = card ? Number(card.dataset.node) : null;
    const label = event.target.closest(".label[data-order]");
    if (event.button !== 0) {
      return () => new PanDrag(this);
    }
    if (!card && !label && (event.shiftKey || this.selecting)) {
      return () => new FrameDrag(this);
    }
    if (this.editable && label) {
      return () => new OrderDrag(this, label);
    }
    if (this.editable && card && (event.target.closest(".port") || this.root.hasAttribute("data-linking"))) {
      return () => new LinkDrag(this, id);
    }
    return this.editable && card && id !== Number(this.root.dataset.anchor) ? () => new CardDrag(this, id) : () => new PanDrag(this);
  }

  paletteDown(event) {
    const item = event.target.closest?.("[data-canvas-source]");
    if (!item || event.button !== 0 || !this.editable || this.root.contains(item)) {
      return;
    }
    this.view.measure();
    this.begin(event, () => new LinkDrag(this, Number(item.dataset.canvasSource), item));
    this.gesture.holder = item;
  }

  begin(event, make) {
    this.gesture = { make, holder: this.surface, pointer: event.pointerId, start: { x: event.clientX, y: event.clientY }, drag: null };
  }

  startPinch() {
    this.endDrag();
    const [a, b] = [...this.pointers.values()];
    this.gesture = { pinch: true, scale: this.view.scale, distance: Math.hypot(a.x - b.x, a.y - b.y) };
  }

  // However many moves there are between two frames, the picture follows once.
  later(event, follow) {
    this.latest ??= requestAnimationFrame(() => this.flush());
    this.flush = () => {
      this.latest = null;
      this.flush = () => {};
      follow(event);
    };
  }

  // What waits for the frame is done now: a drop must not miss the last move.
  flush() {}

  move(event) {
    if (this.pointers.has(event.pointerId)) {
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    }
    const gesture = this.gesture;
    if (!gesture) {
      if (this.root.dataset.linkingFrom) {
        this.later(event, () => this.follow(event));
      }
      return;
    }
    if (gesture.pinch) {
      this.later(event, () => this.pinch(gesture));
      return;
    }
    if (event.pointerId !== gesture.pointer) {
      return;
    }
    if (!gesture.drag) {
      if (Math.hypot(event.clientX - gesture.start.x, event.clientY - gesture.start.y) < dragThreshold) {
        return;
      }
      gesture.drag = gesture.make();
      // Only now: a capture from the start would take the click away from the card.
      gesture.holder.setPointerCapture(event.pointerId);
      this.root.classList.add("held", gesture.drag.look);
    }
    this.later(event, () => gesture.drag.move(event, gesture.start));
  }

  pinch({ scale, distance }) {
    const [a, b] = [...this.pointers.values()];
    if (b) {
      this.view.glide();
      this.view.zoom(scale * Math.hypot(a.x - b.x, a.y - b.y) / Math.max(distance, 1), (a.x + b.x) / 2, (a.y + b.y) / 2);
    }
  }

  up(event) {
    this.pointers.delete(event.pointerId);
    const gesture = this.gesture;
    if (event.pointerId === this.dropped) {
      // Escape has ended this drag: what its release would click was not meant.
      this.dropped = null;
      this.swallow = event.timeStamp;
      return;
    }
    if (!gesture || (gesture.pointer !== undefined && gesture.pointer !== event.pointerId)) {
      return;
    }
    this.flush();
    this.swallow = gesture.drag ? event.timeStamp : null;
    // Who works on the picture wants it to stay.
    this.view.touched ||= Boolean(gesture.drag);
    gesture.drag?.drop(event);
    this.endDrag();
  }

  cancel(event) {
    this.pointers.delete(event.pointerId);
    this.dropped = null;
    this.endDrag();
  }

  endDrag() {
    const drag = this.gesture?.drag;
    this.gesture = null;
    this.flush = () => {};
    cancelAnimationFrame(this.latest);
    this.latest = null;
    if (drag) {
      drag.end();
      this.root.classList.remove("held", drag.look);
    }
    this.band.hide();
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
    const { boxes } = this.drawing;
    const source = boxes.get(Number(from));
    if (!source || !this.view.contains(event)) {
      this.band.hide();
      return;
    }
    const point = this.view.at(event.clientX, event.clientY);
    const over = this.drawing.at(point);
    const box = over === Number(from) ? undefined : boxes.get(over);
    this.band.mark(box);
    this.band.stretch(source, box ?? { ...point, width: 0, height: 0 });
  }

  // ---- select mode: for fingers, which have no Shift

  modeClick(event) {
    const button = event.target.closest("[data-select-mode]");
    if (button) {
      button.setAttribute("aria-pressed", String(this.root.classList.toggle("selecting")));
    }
  }

  selectClick(event) {
    const card = this.selecting && event.target.closest("[data-node]");
    if (card) {
      event.stopImmediatePropagation();
      this.tell("ToggledAsync", Number(card.dataset.node));
    }
  }

  // ---- keys

  // A click tells the server itself where the focus is now; only Tab and the like need saying.
  focused(event) {
    const card = event.target.closest("[data-node]");
    if (!card) {
      return;
    }
    const id = Number(card.dataset.node);
    if (id !== this.known && this.pointers.size === 0) {
      this.tell("Focused", id);
    }
    this.known = id;
    if (card.matches(":focus-visible")) {
      this.view.reveal(card);
    }
  }

  documentKey(event) {
    if (event.key === "Escape" && this.gesture?.drag) {
      event.stopImmediatePropagation();
      this.dropped = this.gesture.pointer;
      this.endDrag();
    }
  }

  // .NET decides what a key does; here the view moves, and the browser is kept from scrolling, searching or undoing on its own.
  key(event) {
    if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) {
      event.stopPropagation();
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const command = plain && !this.root.dataset.linkingFrom && { "+": "in", "-": "out", "0": "reset", f: "fit" }[event.key];
    if (command) {
      event.preventDefault();
      event.stopPropagation();
      this.view.run(command);
      return;
    }
    const taken = (event.ctrlKey || event.metaKey) && ["z", "y", "a"].includes(event.key.toLowerCase());
    const typed = plain && event.key.length === 1;
    if (taken || typed || event.key.startsWith("Arrow") || event.key === "Backspace" || (plain && event.key === "Home")) {
      event.preventDefault();
    }
  }
}
