// The overview's frame, and moving the view by it.
const step = 60;
// As the style sheet has it, without the border: to ask the map would lay the page out in the middle of a gesture.
const size = { width: 166, height: 110 };

export class Overview {
  constructor(root, view, signal) {
    this.view = view;
    this.map = root.querySelector(".map");
    this.svg = this.map.querySelector("svg");
    this.frame = this.map.querySelector(".frame");
    this.map.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.map.focus({ preventScroll: true });
      this.map.setPointerCapture(event.pointerId);
      this.centre(event);
    }, { signal });
    this.map.addEventListener("pointermove", (event) => this.map.hasPointerCapture(event.pointerId) && this.centre(event), { signal });
    this.map.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  centre(event) {
    const matrix = this.svg.getScreenCTM();
    if (matrix) {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      this.view.centreOn(point.x, point.y);
    }
  }

  key(event) {
    const [dx, dy] = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[event.key] ?? [];
    if (dx === undefined) {
      return;
    }
    event.preventDefault();
    this.view.pan(dx, dy);
  }

  // Read again only when the picture is another.
  get fit() {
    const text = this.svg.getAttribute("viewBox");
    if (text !== this.read) {
      const [x, y, width, height] = text.split(" ").map(Number);
      const scale = Math.min(size.width / width, size.height / height);
      this.read = text;
      this.known = { scale, left: (size.width - width * scale) / 2 - x * scale, top: (size.height - height * scale) / 2 - y * scale };
    }
    return this.known;
  }

  show({ x, y, scale, width, height }) {
    const { scale: small, left, top } = this.fit;
    this.frame.style.transform = `translate(${left - x / scale * small}px, ${top - y / scale * small}px)`;
    const wide = width / scale * small;
    const high = height / scale * small;
    if (wide !== this.wide || high !== this.high) {
      Object.assign(this, { wide, high });
      Object.assign(this.frame.style, { width: `${wide}px`, height: `${high}px` });
    }
  }
}
