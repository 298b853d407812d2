// A number of the list that is dragged to another place of it.
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
    // Columns count more than rows: anyone who drags down one column means that column.
    const far = (item) => Math.abs(middle(item).x - point.x) / 3 + Math.abs(middle(item).y - point.y);
    let nearest = 0;
    this.list.forEach((item, index) => nearest = far(item) < far(this.list[nearest]) ? index : nearest);
    const { box } = this.list[nearest];
    const after = point.y > middle(this.list[nearest]).y;
    const index = after ? nearest + 1 : nearest;
    const own = this.list.findIndex(({ id }) => id === this.id);
    this.before = index === own || index === own + 1 ? undefined : this.list[index]?.id ?? null;
    this.marker.setAttribute("x", box.x);
    this.marker.setAttribute("y", after ? box.y + box.height + 3 : box.y - 7);
  }

  drop() {
    if (this.before !== undefined) {
      this.canvas.tell("OrderedAsync", this.id, this.before);
    }
  }

  end() {}
}
