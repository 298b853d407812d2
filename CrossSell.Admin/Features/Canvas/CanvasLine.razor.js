// Lines, and those that are drawn just now.

// The same plain curve that CanvasRoutes.Free draws: from the side of one card that looks at the other to the side that looks back.
const clearance = 9;
const leastPull = 40;

export function curve(source, target) {
  const right = target.x + target.width / 2 >= source.x + source.width / 2;
  const from = { x: right ? source.x + source.width + clearance : source.x - clearance, y: source.y + source.height / 2 };
  const to = { x: right ? target.x - clearance : target.x + target.width + clearance, y: target.y + target.height / 2 };
  const pull = (right ? 1 : -1) * Math.max(leastPull, Math.abs(to.x - from.x) / 2);
  return {
    from,
    to,
    right,
    middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
    d: `M${from.x} ${from.y}C${from.x + pull} ${from.y} ${to.x - pull} ${to.y} ${to.x} ${to.y}`,
  };
}

export function head(tip, rightward) {
  return `M${tip.x} ${tip.y}l${rightward ? -10 : 10} -5v10z`;
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

  // Also what is written in reverse, before anything is.
  say(event, name, sourceName) {
    const { type, back, backWords } = this.canvas.root.dataset;
    const words = `${name}\n${sourceName}`;
    if (this.chip.hidden || this.said !== words) {
      this.said = words;
      this.chip.hidden = false;
      this.chip.querySelector(".chip-name").textContent = name;
      this.chip.querySelector(".chip-back").textContent = type && back && sourceName
        ? backWords.replace(/\{(\d)\}/g, (place, number) => [name, back, sourceName][number])
        : "";
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

// A link that is drawn: from a card, or from the search beside.
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
