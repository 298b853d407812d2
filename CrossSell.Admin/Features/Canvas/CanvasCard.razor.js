// Where the cards stand, how their words are cut, and what moves them: a drag of cards, and a frame drawn around some.
import { curve, head } from "./CanvasLine.razor.js";

const port = 15;

// Where the markup has placed a card, in the picture.
export function placeOf(card) {
  return { x: parseFloat(card.style.left), y: parseFloat(card.style.top) };
}

// How many lines each has at most.
const most = (line) => line.classList.contains("name") ? 2 : 1;

// Cuts the words of the cards to their room: a name to two lines, what stands under it to one. A style sheet could, but only by clipping, and three hundred
// clips cost every frame of a drag. What is rendered stays as it is: the cut words stand in an attribute beside it.
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
    const key = (line) => `${line.closest(".card").style.width} ${line.textContent}`;
    const changed = lines.filter((line) => all || this.#known.get(line) !== key(line));
    changed.forEach((line) => line.removeAttribute("data-cut"));
    // All are asked before any is cut: one layout for all of them.
    const found = changed.map((line) => {
      const whole = line.firstElementChild;
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(line);
      return {
        line, text: line.textContent, room: line.parentElement.clientWidth, width: whole.offsetWidth, rows: whole.getClientRects().length,
        font: `${fontWeight} ${fontSize} ${fontFamily}`, // Its shorthand is empty where figures are tabular.
      };
    });
    for (const { line, text, room, width, rows, font } of found) {
      this.#known.set(line, key(line));
      if (rows > most(line) || width > room) {
        // The pen knows nothing of tabular figures; of a single line the browser has said how wide the whole is.
        line.dataset.cut = this.cut(text, font, room, most(line), rows === 1 ? width : 0);
      }
      line.parentElement.dataset.fits = "";
    }
  }

  // As many letters as fit with the sign that there are more.
  cut(text, font, room, rows, width) {
    this.#pen.font = font;
    const share = width > 0 ? width / Math.max(1, this.#pen.measureText(text).width) : 1;
    const cutAt = (letters) => `${text.slice(0, letters).replace(/[\s.,·-]+$/, "")}…`;
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.rows(cutAt(middle), room, share) <= rows) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return cutAt(low);
  }

  // As a browser breaks lines, or one more: it also breaks after a hyphen.
  rows(text, room, share) {
    const wide = (words) => this.#pen.measureText(words).width * share;
    let [rows, used] = [1, ""];
    for (const word of text.split(" ")) {
      const longer = used ? `${used} ${word}` : word;
      if (wide(longer) <= room) {
        used = longer;
      } else {
        rows += (used ? 1 : 0) + Math.ceil(wide(word) / room) - 1;
        used = word;
      }
    }
    return rows;
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
