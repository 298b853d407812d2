// A sample shop: a cart in the browser, and <crosssell-panel> wherever it recommends. Nothing here knows the studio but by its public API and element.
import { connect, toPurchase } from '/embed/ga4.js';

const { key, panel, home, view, language, currency, decimals, products } = document.body.dataset;
const words = JSON.parse(document.getElementById('words').textContent);
const locale = document.documentElement.lang;
const shop = document.documentElement.dataset.shop;
const money = new Intl.NumberFormat(locale, { style: 'currency', currency });
const minor = (text) => Number(text.replace('.', ''));
const say = (units) => money.format(units / 10 ** Number(decimals));
const address = (path) => home + path + (language ? `?${language}` : '');

// What a shop keeps of its shopper: the cart, past orders, who it takes them for, and light or dark.
const stored = (name, usual) => JSON.parse(localStorage.getItem(`demo-${shop}-${name}`) ?? 'null') ?? usual;
const store = (name, value) => localStorage.setItem(`demo-${shop}-${name}`, JSON.stringify(value));
const cart = stored('cart', []);

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value != null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const skus = () => cart.flatMap((line) => line.items.map((item) => item.sku));
const total = () => cart.reduce((sum, line) => sum + line.price * line.quantity, 0);

/** The product of the page as a line of the cart. */
function lineOf({ dataset: { buy: sku, name, price, image } }) {
  const paid = { amount: price, currency };
  return { id: sku, name, price: minor(price), quantity: 1, image, items: [{ sku, name, quantity: 1, price: paid, total: paid, position: 0 }] };
}

function put(line) {
  const known = cart.find((other) => other.id === line.id);
  if (known) known.quantity += line.quantity;
  else cart.push(line);
  changed();
}

// Browsers have randomUUID over https only.
const uuid = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
  (digit ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> digit / 4).toString(16));

function remove(line) {
  cart.splice(cart.indexOf(line), 1);
  // The panel that recommended it is told, so that an add that did not last counts as none.
  const element = document.querySelector('crosssell-panel');
  line.items.filter((item) => item.recommendationId).forEach((item) => element?.report?.('remove', {
    sku: item.sku, recommendationId: item.recommendationId, panelVersion: item.panelVersion, arm: item.arm,
  }));
  changed();
}

function changed() {
  store('cart', cart);
  drawCart();
  document.querySelectorAll('crosssell-panel').forEach((element) => {
    if (element.getAttribute('placement') !== 'after-purchase') element.setAttribute('cart', skus().join(' '));
  });
}

function drawCart() {
  const held = document.activeElement?.closest('[data-control]')?.dataset.control;
  document.getElementById('cart-count').textContent = cart.reduce((sum, line) => sum + line.quantity, 0);
  const checkout = document.querySelector('[data-checkout]');
  checkout.hidden = cart.length === 0;
  for (const place of document.querySelectorAll('[data-cart]')) {
    place.replaceChildren(cart.length === 0 ? h('p', null, words.empty) : h('ul', { class: 'lines' }, ...cart.map(drawLine)));
    if (cart.length > 0) place.append(h('p', { class: 'sum' }, h('span', null, words.total), h('strong', null, say(total()))));
  }

  const order = document.getElementById('order');
  if (order) order.querySelector('button').disabled = cart.length === 0;
  // Who uses the keyboard stays at their line; behind a line that is gone they go to the head of the cart.
  if (!held) return;
  const [place, head] = drawer.open ? [drawer, 'cart-close'] : [document, 'order-title'];
  ([...place.querySelectorAll('[data-control]')].find((control) => control.dataset.control === held) ?? document.getElementById(head)).focus();
}

function drawLine(line) {
  const quantity = h('input', { type: 'number', min: 1, max: 99, value: line.quantity, 'aria-label': `${words.quantity}: ${line.name}`,
    'data-control': `quantity ${line.id}` });
  quantity.addEventListener('change', () => { line.quantity = Math.max(1, Math.trunc(Number(quantity.value)) || 1); changed(); });
  return h('li', null,
    h('img', { src: line.image, alt: '', width: 64, height: 64 }),
    h('div', null,
      line.items.length === 1 ? h('a', { href: products.replace('{sku}', encodeURIComponent(line.items[0].sku)) }, line.name) : h('strong', null, line.name),
      line.items.length > 1 ? h('ul', { class: 'parts' }, ...line.items.map((item) => h('li', null, `${item.quantity} × ${item.name}`))) : null,
      h('div', { class: 'row' }, quantity,
        h('button', {
          type: 'button', class: 'plain', 'aria-label': `${words.remove}: ${line.name}`, 'data-control': `remove ${line.id}`, click: () => remove(line),
        }, words.remove))),
    h('span', { class: 'price' }, say(line.price * line.quantity)));
}

// One element in each place of the page that recommends; the cart's when the drawer opens.
function recommend(place, sku, cartOf = skus()) {
  if (!place || !key || !sku) return;
  const element = h('crosssell-panel', {
    sku, 'api-key': key, placement: place.dataset.place, locale, cart: cartOf.join(' '), segment: stored('segment', '') || null, 'product-url': products,
    visitor: stored('visitor', null),
  });
  place.replaceChildren(element);
}

function takeAdds() {
  document.addEventListener('crosssell:add', ({ detail, target }) => {
    for (const item of detail.items) put({ id: item.sku, name: item.name, price: minor(item.total.amount), quantity: 1, image: item.image, items: [item] });
    if (target.getAttribute('placement') === 'product-page') openCart();
  });
  document.addEventListener('crosssell:add-bundle', ({ detail, target }) => {
    // An offer that comes with a product is for a shopper who takes that product, too.
    const main = document.querySelector('[data-buy]');
    if (target.answer?.bundle?.kind === 'triggered-offer' && main?.dataset.buy === detail.anchor && !skus().includes(detail.anchor)) put(lineOf(main));
    const id = `${detail.bundle} ${detail.items.map((item) => `${item.sku}*${item.quantity}`).join(' ')}`;
    put({
      id, name: detail.name, price: minor(detail.price.amount), quantity: 1, image: detail.items[0].image, bundle: detail.bundle,
      revision: detail.revision, items: detail.items,
    });
    if (target.getAttribute('placement') === 'product-page') openCart();
  });
}

const drawer = document.getElementById('cart');

function openCart() {
  if (!drawer.open) drawer.showModal();
  const last = cart.at(-1)?.items[0].sku;
  const place = drawer.querySelector('[data-place]');
  if (last) recommend(place, last);
  else place.replaceChildren();
}

function listen() {
  document.getElementById('cart-open').addEventListener('click', openCart);
  document.getElementById('cart-close').addEventListener('click', () => drawer.close());
  drawer.addEventListener('click', (event) => { if (event.target === drawer) drawer.close(); });
  document.getElementById('theme').addEventListener('click', () => {
    // Until the shopper has chosen, the page is as dark as their system.
    const { dataset } = document.documentElement;
    const isDark = (dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
    store('theme', isDark ? 'light' : 'dark');
    dataset.theme = stored('theme');
  });
  const buy = document.querySelector('[data-buy]');
  buy?.addEventListener('click', () => {
    put(lineOf(buy));
    openCart();
  });
  const segment = document.getElementById('segment');
  if (segment) {
    segment.value = stored('segment', '');
    segment.addEventListener('change', () => {
      store('segment', segment.value);
      document.querySelectorAll('crosssell-panel').forEach((element) => element.setAttribute('segment', segment.value));
    });
  }

  document.getElementById('order')?.addEventListener('submit', (event) => { event.preventDefault(); order(); });
}

async function order() {
  const problem = document.getElementById('order-problem');
  problem.textContent = '';
  const items = cart.flatMap((line) => line.items.map((item) => ({ ...item, times: line.quantity, bundle: line.bundle, revision: line.revision })));
  try {
    // To the shop's own server: only that has the secret key with which orders are told.
    const got = await fetch(`${home}/orders`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ visitor: stored('visitor', null), items: items.map(({ sku, quantity, times, attribution, bundle, total: share }) => ({
        sku, quantity, times, bundle, attribution, total: share.amount })) }),
    });
    if (!got.ok) throw new Error(got.status);
    const { id } = await got.json();
    const paid = items.map((item) => ({
      ...item, quantity: item.quantity * item.times,
      total: { currency, amount: (minor(item.total.amount) * item.times / 10 ** Number(decimals)).toFixed(Number(decimals)) },
    }));
    store('orders', [{ id, items: paid }, ...stored('orders', [])].slice(0, 20));
    cart.length = 0;
    store('cart', cart);
    location.href = address('/thanks');
  } catch {
    problem.textContent = words.failed;
  }
}

function drawOrders() {
  const orders = stored('orders', []);
  const [last] = orders;
  const number = document.querySelector('[data-order]');
  if (number && last) {
    number.textContent = last.id;
    (window.dataLayer ??= []).push({ ecommerce: null }, toPurchase(last));
  }

  const place = document.querySelector('[data-orders]');
  place?.append(orders.length === 0 ? h('p', null, words.noOrders) : h('ul', { class: 'lines' }, ...orders.map((done) => h('li', null,
    h('div', null, h('strong', null, done.id), h('div', null, done.items.map((item) => item.name).join(', ')))))));
  if (view === 'thanks' && last) recommend(document.querySelector('main [data-place]'), last.items[0].sku, last.items.map((item) => item.sku));
  if (view === 'account' && last) recommend(document.querySelector('main [data-place]'), last.items[0].sku);
}

// What the page tells its analytics, in the page itself.
function showLog() {
  const layer = (window.dataLayer ??= []);
  const log = document.getElementById('log');
  const { push } = layer;
  layer.push = (...told) => {
    told.filter((item) => item.event).forEach((item) => log.append(h('li', null, h('code', null, JSON.stringify(item)))));
    return push.apply(layer, told);
  };
}

if (stored('theme')) document.documentElement.dataset.theme = stored('theme');
if (!stored('visitor')) store('visitor', uuid());
showLog();
connect();
takeAdds();
listen();
drawCart();
if (view === 'product') recommend(document.querySelector('main [data-place]'), document.querySelector('main [data-place]')?.dataset.sku);
if (view === 'checkout') recommend(document.querySelector('main [data-place]'), cart.at(-1)?.items[0].sku);
drawOrders();
await import(panel);
