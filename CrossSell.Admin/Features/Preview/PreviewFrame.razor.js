// Frames of the panel studio: hands each its scene once it is ready, and scales it to the room there is.
const frames = new WeakMap();
const USUAL = { 390: 900, 820: 1100, 1280: 1000 };

export function show(box, frame, page, address, width, scene) {
  let state = frames.get(box);
  if (!state) {
    state = { frame, isReady: false, height: USUAL[width] ?? 900 };
    state.hear = (event) => hear(box, state, event);
    state.watch = new ResizeObserver(() => fit(box, state));
    frames.set(box, state);
    window.addEventListener('message', state.hear);
    state.watch.observe(box);
    frame.src = address;
  }

  Object.assign(state, { studio: page, width, view: JSON.parse(scene) });
  delete box.dataset.drawn;
  fit(box, state);
  if (state.isReady) send(state);
}

export function detach(box) {
  const state = frames.get(box);
  if (!state) return;
  window.removeEventListener('message', state.hear);
  state.watch.disconnect();
  frames.delete(box);
}

const send = (state, message = { crosssell: 'show', view: state.view }) => state.frame.contentWindow?.postMessage(message, location.origin);

function hear(box, state, { origin, source, data }) {
  if (origin !== location.origin || source !== state.frame.contentWindow) return;
  switch (data?.crosssell) {
    case 'ready':
      state.isReady = true;
      send(state);
      break;
    case 'drawn':
      box.dataset.drawn = data.version;
      look(box, state, data.top);
      break;
    case 'height':
      state.height = data.height;
      fit(box, state);
      break;
    case 'move':
      state.studio.invokeMethodAsync('MovedAsync', data.sku, data.before);
      break;
    case 'price':
      state.studio.invokeMethodAsync('PricedAsync', data.bundle, data.picks)
        .then((price) => send(state, { crosssell: 'priced', id: data.id, price: price && JSON.parse(price) }));
      break;
    case 'open':
      if (data.sku) state.studio.invokeMethodAsync('OpenedAsync', data.sku);
      break;
  }
}

// Another page of the shop is looked at where its panel stands; while only something in it changes, the person looks where they looked.
function look(box, state, top) {
  const page = [state.view.product.sku, state.view.placement, state.width].join();
  if (page === state.page) return;
  state.page = page;
  const { scale } = fit(box, state);
  box.scrollTop = Math.max(0, top * scale - 16);
}

function fit(box, { frame, width, height }) {
  const room = box.clientWidth;
  if (!room || !width) return { scale: 1 };
  const scale = Math.min(1, room / width);
  Object.assign(frame.style, {
    width: `${width}px`, height: `${height}px`, transform: `scale(${scale})`, marginLeft: `${Math.max(0, Math.floor((room - width * scale) / 2))}px`,
    marginBottom: `${Math.floor(height * scale - height)}px`, // What is scaled keeps its room: below it there is nothing to scroll to.
  });
  box.style.height = `${Math.ceil(height * scale) + 2}px`;
  return { scale };
}
