// The panel in a frame: draws the answer that came with the page, and tells the page around it what to put into the cart.
import './panel.js';

const element = document.querySelector('crosssell-panel');
const answer = document.getElementById('answer');
if (element && answer) {
  // A frame has no key: other choices of a bundle are priced beside its own address.
  element.priceOf = async (bundle, picks) => {
    const query = new URLSearchParams(location.search);
    picks.forEach((pick) => query.append('pick', `${pick.slot}:${pick.quantity}:${pick.sku}`));
    const priced = await fetch(`${location.pathname}/offer/${encodeURIComponent(bundle)}?${query}`);
    if (!priced.ok) throw new Error(priced.status);
    return priced.json();
  };
  element.addEventListener('crosssell:add', ({ detail }) => tell({ type: 'crosssell:add', skus: detail.items.map((item) => item.sku), ...detail }));
  element.addEventListener('crosssell:add-bundle', ({ detail }) => tell({ type: 'crosssell:add-bundle', ...detail }));
  element.answer = JSON.parse(answer.textContent);
}

function tell(message) {
  parent.postMessage(message, '*');
}
