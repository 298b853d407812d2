// The overview's frame, and moving the view by it.
const step = 60;

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

  show({ x, y, scale, width, height }) {
    this.frame.setAttribute("x", -x / scale);
    this.frame.setAttribute("y", -y / scale);
    this.frame.setAttribute("width", width / scale);
    this.frame.setAttribute("height", height / scale);
  }
}
