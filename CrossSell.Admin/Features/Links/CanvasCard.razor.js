// What can be dragged: a link from a card or from the search beside, a card to another place, a number to another place of
// the list, a frame around cards. Each is made when a pointer has moved far enough, follows it, and tells the server once when dropped.
import { curve, head } from "./CanvasLine.razor.js";

const port = 15;

// Where the markup has placed a card, in the picture.
export function placeOf(card) {
  return { x: parseFloat(card.style.left), y: parseFloat(card.style.top) };
}

// Cuts the words of the cards to their room. A style sheet could, but only by clipping, and three hundred clips cost
// every frame of a drag. What is rendered stays as it is: the cut words stand in an attribute beside it.
export class Words {
  #known = new WeakMap();
  #pen = document.createElement("canvas").getContext("2d");

  constructor(root, signal) {
    this.root = root;
    // Other sizes of type on a phone, and another face once it has come.
    matchMedia("(max-width: 760px)").addEventListener("change", () => this.fit(true), { signal });
    document.fonts.addEventListener("loadingdone", () => this.fit(true), { signal });
  }

  fit(all = false) {
    const lines = [...this.root.querySelectorAll(".surface .name, .surface .detail")];
    const changed = lines.filter((line) => all || this.#known.get(line) !== line.textContent);
    changed.forEach((line) => line.removeAttribute("data-cut"));
    // All are asked before any is cut: one layout for all of them.
    const found = changed.map((line) => (
      { line, text: line.textContent, room: line.parentElement.clientWidth, width: line.firstElementChild.offsetWidth, font: getComputedStyle(line).font }));
    for (const { line, text, room, width, font } of found) {
      this.#known.set(line, text);
      if (width > room) {
        line.dataset.cut = this.cut(text, font, room, width);
      }
      line.parentElement.dataset.fits = "";
    }
  }

  // As many letters as fit with the sign that there are more.
  cut(text, font, room, width) {
    this.#pen.font = font;
    // The pen knows nothing of tabular figures; the browser has said how wide the whole is.
    const share = width / Math.max(1, this.#pen.measureText(text).width);
    const cutAt = (letters) => `${text.slice(0, letters).replace(/[\s.,·-]+$/, "")}…`;
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#pen.measureText(cutAt(middle)).width * share <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return cutAt(low);
  }
}

// Where every card stands and which lines there are: read once a picture, when the browser has nothing else to do.
export class Drawing {
  #boxes = null;
  #lines = null;

  constructor(root, signal) {
    this.root = root;
    this.words = new Words(root, signal);
    this.watch = new MutationObserver(() => this.forget());
    // The lines and the cards, but not the sheet they are on: its style is where the view is.
    for (const part of root.querySelectorAll(".view, .deck")) {
      this.watch.observe(part, { childList: true, subtree: true, characterData: true, attributeFilter: ["style", "data-source", "data-target"] });
    }
    this.forget();
  }

  dispose() {
    this.watch.disconnect();
    this.cancel();
  }

  forget() {
    this.#boxes = null;
    this.#lines = null;
    this.cancel();
    this.words.fit();
    // Not every browser has idle time to offer.
    this.ahead = (window.requestIdleCallback ?? setTimeout)(() => this.boxes && this.lines);
  }

  cancel() {
    (window.cancelIdleCallback ?? clearTimeout)(this.ahead);
  }

  get boxes() {
    this.#boxes ??= new Map([...this.root.querySelectorAll(".surface [data-node]")].map((element) => [
      Number(element.dataset.node), { element, ...placeOf(element), width: parseFloat(element.style.width), height: parseFloat(element.style.height) },
    ]));
    return this.#boxes;
  }

  // Each with its label.
  get lines() {
    if (!this.#lines) {
      const labels = new Map([...this.root.querySelectorAll(".view .label")].map((label) => [label.dataset.line, label]));
      this.#lines = [...this.root.querySelectorAll(".view .line[data-source]")].map((line) => (
        { line, label: labels.get(line.dataset.line), source: Number(line.dataset.source), target: Number(line.dataset.target) }));
    }
    return this.#lines;
  }

  at(point) {
    let found = null;
    for (const [id, box] of this.boxes) {
      if (point.x >= box.x && point.x <= box.x + box.width + port && point.y >= box.y && point.y <= box.y + box.height) {
        found = id;
      }
    }
    return found;
  }

  nameOf(id) {
    return this.boxes.get(id)?.element.querySelector(".name").textContent ?? "";
  }
}

const dot = (point) => ({ x: point.x, y: point.y, width: 0, height: 0 });

// The line that follows the pointer, and the words beside it.
export class Band {
  constructor(canvas) {
    this.canvas = canvas;
    this.path = canvas.root.querySelector(".band");
    this.end = canvas.root.querySelector(".band-end");
    this.chip = canvas.root.querySelector(".chip");
    this.landing = canvas.root.querySelector(".landing");
    this.target = null;
  }

  stretch(from, to) {
    const line = curve(from, to);
    this.path.setAttribute("d", line.d);
    this.end.setAttribute("cx", line.to.x);
    this.end.setAttribute("cy", line.to.y);
    this.canvas.root.classList.add("banding");
  }

  // Drawn above the card, not on it: else three hundred cards would be drawn again.
  mark(box = null) {
    if (box === this.target) {
      return;
    }
    this.target = box;
    for (const name of box ? ["x", "y", "width", "height"] : []) {
      this.landing.setAttribute(name, box[name]);
    }
    this.canvas.root.classList.toggle("landed", box !== null);
  }

  // Also what is written on the way back, before anything is.
  say(event, name, sourceName) {
    const { type, back } = this.canvas.root.dataset;
    const words = `${name}\n${sourceName}`;
    if (this.chip.hidden || this.said !== words) {
      this.said = words;
      this.chip.hidden = false;
      this.chip.querySelector(".chip-name").textContent = name;
      this.chip.querySelector(".chip-back").textContent = type && back && sourceName ? `also writes: ${name} → ${back} → ${sourceName}` : "";
      // Asking for it lays the page out: only when other words stand there.
      this.width = this.chip.offsetWidth;
    }
    const left = Math.min(event.clientX + 14, innerWidth - this.width - 8);
    this.chip.style.transform = `translate(${Math.max(8, left)}px, ${event.clientY + 14}px)`;
  }

  hide() {
    this.canvas.root.classList.remove("banding");
    this.chip.hidden = true;
    this.mark(null);
  }
}

export class LinkDrag {
  look = "dragging";

  constructor(canvas, id, item) {
    Object.assign(this, { canvas, id, item, cards: canvas.drawing, over: null });
    this.name = item ? item.dataset.canvasName ?? item.textContent.trim() : null;
  }

  move(event) {
    const { canvas, cards } = this;
    const point = canvas.view.at(event.clientX, event.clientY);
    const over = canvas.view.contains(event) ? cards.at(point) : null;
    if (this.item) {
      // From the search: the card under the pointer offers the dragged product; over free canvas the anchor does.
      const source = over ?? (canvas.view.contains(event) ? Number(canvas.root.dataset.anchor) : null);
      this.over = source !== this.id ? source : null;
      const box = cards.boxes.get(this.over);
      canvas.band.mark(box);
      canvas.band.say(event, this.name, this.over === null ? null : cards.nameOf(this.over));
      if (box) {
        canvas.band.stretch(box, dot(point));
      } else {
        canvas.root.classList.remove("banding");
      }
      return;
    }
    this.over = over !== this.id ? over : null;
    const box = cards.boxes.get(this.over);
    canvas.band.mark(box);
    canvas.band.stretch(cards.boxes.get(this.id), box ?? dot(point));
    if (box) {
      canvas.band.say(event, cards.nameOf(this.over), cards.nameOf(this.id));
    } else {
      canvas.band.chip.hidden = true;
    }
  }

  drop(event) {
    if (this.over !== null) {
      const [from, to] = this.item ? [this.over, this.id] : [this.id, this.over];
      const { left, top } = this.canvas.view.area;
      this.canvas.tell("DropAsync", from, to, event.clientX - left, event.clientY - top, event.altKey);
    }
  }

  end() {
    this.canvas.band.hide();
  }
}

// What is dragged is drawn again in the picture above the others, and hidden below: so a move paints one card and its
// lines, not all of them. What Blazor has rendered is not touched but for a class.
export class CardDrag {
  look = "moving";

  constructor(canvas, id) {
    this.canvas = canvas;
    // A copy: what the canvas knows of its picture changes only when the server has drawn it.
    const boxes = this.boxes = new Map(canvas.drawing.boxes);
    const together = boxes.get(id).element.hasAttribute("data-picked");
    this.moving = [...boxes].filter(([other, box]) => other === id || (together && box.element.hasAttribute("data-picked"))).map(([other]) => other);
    this.origin = new Map(this.moving.map((other) => [other, { ...boxes.get(other) }]));
    this.over = canvas.root.querySelector(".over");
    this.overCards = canvas.root.querySelector(".over-cards");
    this.hidden = [];
    this.drawn = [];
    const lines = canvas.drawing.lines.filter(({ source, target }) => this.origin.has(source) || this.origin.has(target));
    // Lines, then labels, then cards: as below.
    const strokes = lines.map(({ line }) => this.lift(line));
    const labels = lines.map(({ label }) => this.lift(label));
    this.lines = lines.map(({ source, target }, index) => this.parts(source, target, strokes[index], labels[index]));
    this.lifted = new Map(this.moving.map((other) => [other, this.lift(boxes.get(other).element, this.overCards)]));
  }

  lift(element, onto = this.over) {
    if (!element) {
      return null;
    }
    const copy = element.cloneNode(true);
    ["data-node", "data-line", "data-link", "tabindex", "role"].forEach((name) => copy.removeAttribute(name));
    onto.append(copy);
    element.classList.add("lifted");
    this.hidden.push(element);
    this.drawn.push(copy);
    return copy;
  }

  parts(source, target, line, label) {
    const pill = label?.querySelector(".pill");
    const value = (name) => pill[name].baseVal.value;
    return {
      source,
      target,
      paths: [line.querySelector(".reach"), line.querySelector(".stroke")],
      heads: [...line.querySelectorAll(".head")],
      label,
      middle: pill ? { x: value("x") + value("width") / 2, y: value("y") + value("height") / 2 } : null,
    };
  }

  move(event, start) {
    const { scale } = this.canvas.view;
    const dx = (event.clientX - start.x) / scale;
    const dy = (event.clientY - start.y) / scale;
    for (const [id, origin] of this.origin) {
      const box = { ...origin, x: origin.x + dx, y: origin.y + dy };
      this.boxes.set(id, box);
      this.lifted.get(id).style.transform = `translate(${dx}px, ${dy}px)`;
    }
    for (const line of this.lines) {
      const drawn = curve(this.boxes.get(line.source), this.boxes.get(line.target));
      line.paths.forEach((path) => path.setAttribute("d", drawn.d));
      line.heads[0].setAttribute("d", head(drawn.to, drawn.right));
      line.heads[1]?.setAttribute("d", head(drawn.from, !drawn.right));
      if (line.label) {
        line.label.style.transform = `translate(${drawn.middle.x - line.middle.x}px, ${drawn.middle.y - line.middle.y}px)`;
      }
    }
  }

  drop() {
    const anchor = this.boxes.get(Number(this.canvas.root.dataset.anchor));
    const moved = this.moving.map((id) => {
      const box = this.boxes.get(id);
      return { id, x: box.x + box.width / 2 - anchor.x - anchor.width / 2, y: box.y + box.height / 2 - anchor.y - anchor.height / 2 };
    });
    this.dropped = true;
    this.canvas.tell("CardsMovedAsync", moved).finally(() => this.release());
  }

  end() {
    if (!this.dropped) {
      this.release();
    }
  }

  // The server has drawn it where it stands now, or refused: what it drew is shown again.
  release() {
    this.drawn.forEach((copy) => copy.remove());
    for (const element of this.hidden) {
      element.classList.remove("lifted");
    }
  }
}

export class OrderDrag {
  look = "ordering";

  constructor(canvas, label) {
    this.canvas = canvas;
    this.id = Number(label.dataset.link);
    this.marker = canvas.root.querySelector(".insert");
    const { boxes } = canvas.drawing;
    this.list = [...canvas.root.querySelectorAll(".label[data-link][data-order]")]
      .sort((a, b) => a.dataset.order - b.dataset.order)
      .map((other) => {
        const line = canvas.root.querySelector(`.line[data-line="${other.dataset.line}"]`);
        return { id: Number(other.dataset.link), box: boxes.get(Number(line.dataset.target)) };
      });
    this.before = undefined;
  }

  move(event) {
    const point = this.canvas.view.at(event.clientX, event.clientY);
    const middle = ({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    // Columns count more than rows: whoever drags down one column means that column.
    const far = (item) => Math.abs(middle(item).x - point.x) / 3 + Math.abs(middle(item).y - point.y);
    let nearest = 0;
    this.list.forEach((item, index) => nearest = far(item) < far(this.list[nearest]) ? index : nearest);
    const { box } = this.list[nearest];
    const after = point.y > middle(this.list[nearest]).y;
    const index = after ? nearest + 1 : nearest;
    const own = this.list.findIndex(({ id }) => id === this.id);
    this.before = index === own || index === own + 1 ? undefined : this.list[index]?.id ?? null;
    this.marker.setAttribute("x", box.x);
    this.marker.setAttribute("y", after ? box.y + box.height + 10 : box.y - 14);
  }

  drop() {
    if (this.before !== undefined) {
      this.canvas.tell("OrderedAsync", this.id, this.before);
    }
  }

  end() {}
}

export class FrameDrag {
  look = "framing";

  constructor(canvas) {
    this.canvas = canvas;
    this.cards = canvas.drawing;
    this.frame = canvas.root.querySelector(".marquee");
    // As fine at every zoom.
    const { scale } = canvas.view;
    Object.assign(this.frame.style, { strokeWidth: 1 / scale, strokeDasharray: `${4 / scale} ${3 / scale}` });
  }

  move(event, start) {
    const a = this.canvas.view.at(start.x, start.y);
    const b = this.canvas.view.at(event.clientX, event.clientY);
    this.box = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
    for (const [name, value] of Object.entries(this.box)) {
      this.frame.setAttribute(name, value);
    }
  }

  drop() {
    const { x, y, width, height } = this.box;
    const ids = [...this.cards.boxes]
      .filter(([, box]) => box.x < x + width && x < box.x + box.width && box.y < y + height && y < box.y + box.height)
      .map(([id]) => id);
    this.canvas.tell("FramedAsync", ids);
  }

  end() {}
}

export class PanDrag {
  look = "panning";

  constructor(canvas) {
    this.canvas = canvas;
  }

  move(event, start) {
    this.canvas.view.glide();
    this.canvas.view.pan(event.clientX - start.x, event.clientY - start.y);
    start.x = event.clientX;
    start.y = event.clientY;
  }

  drop() {}

  end() {}
}
