// What is seen of the picture: zoom, pan, fit. Nothing of it is stored, and no change of it is told to the server.
import { placeOf } from "./CanvasCard.razor.js";
import { Overview } from "./CanvasMap.razor.js";

const minScale = 0.1;
const maxScale = 2;
// Smaller than this, words are no pleasure to read: a person begins with a part of the picture instead.
const homeScale = 0.8;
// How much wider or narrower the canvas must be to be laid out for it.
const roomStep = 40;
const roomAfter = 150;
const gridStep = 24;
// Smaller than this nobody reads a card; hundreds of them are then painted as frames only.
const legibleScale = 0.3;
const restAfter = 180;
const inset = { top: 40, right: 14, bottom: 60, left: 14 };

export class View {
  constructor(root, signal, resized) {
    this.root = root;
    this.surface = root.querySelector(".surface");
    this.sheets = root.querySelectorAll(".sheet");
    this.grid = root.querySelector(".grid");
    this.level = root.querySelector("[data-zoom-level]");
    this.x = 0;
    this.y = 0;
    this.scale = 1;
    this.touched = false;
    this.overview = new Overview(root, this, signal);
    this.measure();
    root.addEventListener("click", (event) => this.clicked(event), { signal });
    this.surface.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
    this.room = this.area.width;
    this.resize = new ResizeObserver(() => {
      this.measure();
      if (this.area.width > 0 && Math.abs(this.area.width - this.room) >= roomStep / 2) {
        clearTimeout(this.resizing);
        this.resizing = setTimeout(() => {
          this.room = this.area.width;
          resized(this.room);
        }, roomAfter);
      }
      return this.touched ? this.show(this.x, this.y, this.scale) : this.home();
    });
    this.resize.observe(this.surface);
    this.home();
  }

  dispose() {
    this.resize.disconnect();
    clearTimeout(this.resting);
    clearTimeout(this.resizing);
  }

  // Asked once a gesture, not once a move: asking lays the page out.
  measure() {
    this.area = this.surface.getBoundingClientRect();
  }

  get bounds() {
    const text = this.surface.dataset.bounds;
    if (text !== this.boundsRead) {
      this.boundsRead = text;
      const [x, y, width, height] = text.split(" ").map(Number);
      this.boundsKnown = { x, y, width, height };
    }
    return this.boundsKnown;
  }

  // The first view: all of it, or as much as can be read.
  home() {
    this.touched = false;
    const fit = this.fitScale();
    if (fit >= homeScale) {
      this.place(fit);
    } else {
      this.around(Math.max(homeScale, this.widthScale()));
    }
  }

  // As large as can be read, the anchor in the middle unless that leaves room empty.
  around(scale) {
    const { width, height } = this.area;
    const bounds = this.bounds;
    const place = this.anchorPlace();
    const along = (room, before, after, low, size, middle) => {
      const free = room - before - after;
      const wanted = before + free / 2 - middle * scale;
      return size * scale <= free ? before + (free - size * scale) / 2 - low * scale
        : Math.min(before - low * scale, Math.max(room - after - (low + size) * scale, wanted));
    };
    if (width > 0 && height > 0) {
      this.show(
        along(width, inset.left, inset.right, bounds.x, bounds.width, place.x + place.width / 2),
        along(height, inset.top, inset.bottom, bounds.y, bounds.height, place.y + place.height / 2),
        scale);
    }
  }

  anchorPlace() {
    const anchor = this.surface.querySelector("[data-kind=anchor]");
    return { ...placeOf(anchor), width: parseFloat(anchor.style.width), height: parseFloat(anchor.style.height) };
  }

  fit() {
    this.touched = true;
    this.place(this.fitScale());
  }

  // At which all columns are in sight.
  widthScale() {
    return Math.max(minScale, Math.min((this.area.width - 2 * inset.left) / Math.max(this.bounds.width, 1), 1));
  }

  fitScale() {
    return Math.max(minScale, Math.min(this.widthScale(), (this.area.height - inset.top - inset.bottom) / Math.max(this.bounds.height, 1)));
  }

  place(scale) {
    const { width, height } = this.area;
    if (width === 0 || height === 0) {
      return;
    }
    const bounds = this.bounds;
    this.show(
      (width - bounds.width * scale) / 2 - bounds.x * scale,
      inset.top + (height - inset.top - inset.bottom - bounds.height * scale) / 2 - bounds.y * scale,
      scale);
  }

  show(x, y, scale) {
    const zoomed = scale !== this.scale;
    Object.assign(this, { x, y, scale });
    // Whole pixels, so that what rests is crisp.
    const transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) scale(${scale})`;
    for (const sheet of this.sheets) {
      sheet.style.transform = transform;
    }
    const step = gridStep * (scale < 0.5 ? 2 : 1) * scale;
    this.grid.style.transform = `translate(${x % step}px, ${y % step}px)`;
    if (zoomed) {
      this.grid.style.backgroundSize = `${step}px ${step}px`;
      this.root.classList.toggle("far", scale < legibleScale);
      this.level.textContent = `${Math.round(scale * 100)} %`;
    }
    this.overview.show({ x, y, scale, width: this.area.width, height: this.area.height });
    const whole = this.inSight();
    if (whole !== this.whole) {
      this.whole = whole;
      this.root.classList.toggle("whole", whole);
    }
  }

  // The sheet is a layer of its own while it moves, and is drawn again, crisp and without what is far away, once it rests.
  glide() {
    this.moved = performance.now();
    if (!this.resting) {
      this.root.classList.add("gliding");
      this.rest(restAfter);
    }
  }

  rest(wait) {
    this.resting = setTimeout(() => {
      const left = restAfter - (performance.now() - this.moved);
      if (left > 1) {
        this.rest(left);
        return;
      }
      this.resting = null;
      this.root.classList.remove("gliding");
    }, wait);
  }

  inSight() {
    const { x, y, width, height } = this.bounds;
    const left = x * this.scale + this.x;
    const top = y * this.scale + this.y;
    return left >= -1 && top >= -1 && left + width * this.scale <= this.area.width + 1 && top + height * this.scale <= this.area.height + 1;
  }

  zoom(scale, clientX, clientY) {
    scale = Math.min(Math.max(scale, minScale), maxScale);
    const x = clientX === undefined ? this.area.width / 2 : clientX - this.area.left;
    const y = clientY === undefined ? this.area.height / 2 : clientY - this.area.top;
    this.touched = true;
    this.show(x - (x - this.x) * scale / this.scale, y - (y - this.y) * scale / this.scale, scale);
  }

  pan(dx, dy) {
    this.touched = true;
    this.show(this.x + dx, this.y + dy, this.scale);
  }

  centreOn(x, y) {
    this.touched = true;
    this.show(this.area.width / 2 - x * this.scale, this.area.height / 2 - y * this.scale, this.scale);
  }

  wheel(event) {
    event.preventDefault();
    this.glide();
    if (event.ctrlKey || event.metaKey) {
      this.measure();
      this.zoom(this.scale * Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.002)), event.clientX, event.clientY);
      return;
    }
    const unit = event.deltaMode === 1 ? 20 : 1;
    const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    this.pan(-dx * unit, -dy * unit);
  }

  clicked(event) {
    this.run(event.target.closest("[data-zoom]")?.dataset.zoom);
  }

  run(command) {
    switch (command) {
      case "in": this.zoom(this.scale * 1.25); break;
      case "out": this.zoom(this.scale / 1.25); break;
      case "reset": this.zoom(1); break;
      case "fit": this.fit(); break;
    }
  }

  // A card that the keyboard reached is brought into sight, by the shortest way.
  reveal(card) {
    this.measure();
    const area = this.area;
    const box = card.getBoundingClientRect();
    const shift = (low, high, from, to) => low < from ? from - low : high > to ? to - high : 0;
    const dx = shift(box.left, box.right, area.left + inset.left, area.right - inset.right);
    const dy = shift(box.top, box.bottom, area.top + inset.top, area.bottom - inset.bottom);
    if (dx !== 0 || dy !== 0) {
      this.pan(dx, dy);
    }
  }

  // After a render the view stays where it is, and what was just linked is brought into sight. To fit everything is the person's act.
  changed() {
    const selected = this.surface.querySelector("[data-node][data-selected]");
    if (selected && !this.inSight()) {
      this.reveal(selected);
    }
  }

  // From the screen to the picture.
  at(clientX, clientY) {
    return { x: (clientX - this.area.left - this.x) / this.scale, y: (clientY - this.area.top - this.y) / this.scale };
  }

  contains(event) {
    const { left, right, top, bottom } = this.area;
    return event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
  }
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
