// The drawer takes the focus when it opens and gives it back when it is gone. One drawer at a time.
let opener = null;
let drawer = null;

export function opened(element, takeFocus) {
  drawer = element;
  opener = document.activeElement;
  // Arrows go to the next row; without this they would also scroll what is being left.
  element.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
    }
  });
  if (takeFocus) {
    element.focus({ preventScroll: true });
  }
}

export function closed() {
  const back = opener;
  const lost = !document.activeElement || document.activeElement === document.body || drawer?.contains(document.activeElement);
  opener = null;
  drawer = null;
  if (lost && back?.isConnected) {
    back.focus({ preventScroll: true });
  }
}
