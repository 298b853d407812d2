// A page of a shop in a frame of the panel studio. It draws what the studio hands it, around the very element that shops embed; it asks nobody anything.
// The landmarks of the page around it are the studio's: a frame has none of its own but the panel's.
// Looks belong to shops by their code; a shop that is none of these has a plain look with a colour drawn from its code.

const WORDS = {
  en: {
    home: 'Home', cart: 'Cart', add: 'Add to cart', stock: 'In stock, delivered tomorrow', none: 'Sold out', returns: 'Free returns within 30 days',
    details: 'Details', yourCart: 'Your cart', subtotal: 'Subtotal', toCheckout: 'Go to checkout', checkout: 'Checkout', contact: 'Contact',
    email: 'Email', address: 'Address', name: 'Name', pay: 'Pay now', order: 'Your order', thanks: 'Thank you for your order',
    onItsWay: 'A confirmation is on its way to your inbox.', account: 'My account', orders: 'My orders', bought: 'Bought last week', again: 'Order again',
    help: 'Help', shipping: 'Shipping and returns', added: 'Added to your cart', empty: 'Your cart is empty.',
  },
  de: {
    home: 'Startseite', cart: 'Warenkorb', add: 'In den Warenkorb', stock: 'Auf Lager, morgen bei Ihnen', none: 'Ausverkauft',
    returns: 'Kostenlose Rückgabe innerhalb von 30 Tagen', details: 'Details', yourCart: 'Ihr Warenkorb', subtotal: 'Zwischensumme', toCheckout: 'Zur Kasse',
    checkout: 'Kasse', contact: 'Kontakt', email: 'E-Mail', address: 'Adresse', name: 'Name', pay: 'Jetzt bezahlen', order: 'Ihre Bestellung',
    thanks: 'Vielen Dank für Ihre Bestellung', onItsWay: 'Eine Bestätigung ist auf dem Weg zu Ihnen.', account: 'Mein Konto', orders: 'Meine Bestellungen',
    bought: 'Letzte Woche gekauft', again: 'Erneut bestellen', help: 'Hilfe', shipping: 'Versand und Rückgabe', added: 'Im Warenkorb',
    empty: 'Ihr Warenkorb ist leer.',
  },
  nl: {
    home: 'Home', cart: 'Winkelmand', add: 'In winkelmand', stock: 'Op voorraad, morgen in huis', none: 'Uitverkocht',
    returns: 'Gratis retour binnen 30 dagen', details: 'Details', yourCart: 'Je winkelmand', subtotal: 'Subtotaal', toCheckout: 'Naar de kassa',
    checkout: 'Afrekenen', contact: 'Contact', email: 'E-mail', address: 'Adres', name: 'Naam', pay: 'Nu betalen', order: 'Je bestelling',
    thanks: 'Bedankt voor je bestelling', onItsWay: 'Een bevestiging is naar je onderweg.', account: 'Mijn account', orders: 'Mijn bestellingen',
    bought: 'Vorige week gekocht', again: 'Opnieuw bestellen', help: 'Hulp', shipping: 'Verzending en retour', added: 'In je winkelmand',
    empty: 'Je winkelmand is leeg.',
  },
};

const LOOKS = ['camera', 'fashion', 'coffee', 'outdoor'];
const studio = window.parent;
const panel = document.createElement('crosssell-panel');
const marks = new CSSStyleSheet();
marks.replaceSync(`
  [data-mark] { outline: 2px solid var(--mark); outline-offset: 2px; border-radius: 6px; }
  [data-mark=added] { --mark: #1a7f4b; } [data-mark=gone] { --mark: #b3261e; } [data-mark=moved] { --mark: #4f46e5; } [data-mark=price] { --mark: #8a5a00; }
  li[draggable=true] { cursor: grab; } li.over { box-shadow: 0 -3px 0 #4f46e5; } li.dragged { opacity: .45; }`);

let view = null;
let count = 0;
let asked = 0;
let prices = new Map();

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === true || (value !== false && value != null)) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

const tell = (type, more) => studio.postMessage({ crosssell: type, ...more }, location.origin);
const words = () => WORDS[view.locale.slice(0, 2).toLowerCase()] ?? WORDS.en;
const lang = () => { try { return Intl.getCanonicalLocales(view.locale)[0]; } catch { return 'en'; } };
const money = (amount) => (amount ? new Intl.NumberFormat(lang(), { style: 'currency', currency: amount.currency }).format(amount.amount) : '');

function hue(code) {
  let sum = 7;
  for (const letter of code) sum = (sum * 31 + letter.codePointAt(0)) % 360;
  return sum;
}

function header() {
  const say = words();
  const total = count + (['cart', 'checkout'].includes(view.placement) ? inCart() : view.cart).length;
  return h('div', { class: 'head' },
    h('span', { class: 'logo' }, view.shop.name),
    h('div', { class: 'nav' }, view.shop.categories.map((name) => h('span', null, name))),
    h('span', { class: 'basket' }, `${say.cart} `, h('b', { class: 'count' }, String(total))));
}

const line = (product, price = product.price) => h('li', { class: 'line' },
  h('img', { src: product.image, alt: '', width: 56, height: 56 }), h('span', { class: 'grow' }, product.name), h('span', { class: 'amount' }, money(price)));

function sum() {
  const priced = inCart().filter((product) => product.price);
  if (priced.length === 0) return null;
  const total = priced.reduce((units, product) => units + Number(product.price.amount.replace('.', '')), 0);
  const decimals = (priced[0].price.amount.split('.')[1] ?? '').length;
  return { amount: (total / 10 ** decimals).toFixed(decimals), currency: priced[0].price.currency };
}

// What lies in the cart; the main product is there, too, where the panel is for it.
const inCart = () => (view.cart.some((product) => product.sku === view.product.sku) ? view.cart : [view.product, ...view.cart]);
const lines = () => h('ul', { class: 'lines' }, inCart().map((product) => line(product)));

function productBox() {
  const say = words();
  const { product } = view;
  return h('section', { class: 'product' },
    h('div', { class: 'gallery' }, h('img', { src: product.image, alt: product.name, width: 560, height: 560 })),
    h('div', { class: 'buy' },
      product.brand && h('p', { class: 'brand' }, product.brand),
      h('h1', null, product.name),
      h('p', { class: 'price' }, product.was && h('s', null, money(product.was)), money(product.price)),
      h('p', { class: product.inStock ? 'stock' : 'stock out' }, product.inStock ? say.stock : say.none),
      h('button', { type: 'button', class: 'primary', disabled: !product.inStock }, say.add),
      h('p', { class: 'note' }, say.returns),
      product.text && h('p', { class: 'text' }, product.text)));
}

const field = (label) => h('label', { class: 'field' }, h('span', null, label), h('input', { type: 'text', tabindex: -1, readonly: true }));

const PAGES = {
  'product-page': () => h('div', { class: 'page' },
    h('p', { class: 'crumbs' }, [words().home, ...view.shop.categories.slice(0, 1), view.product.name].join(' / ')), productBox(), panel),
  cart: () => h('div', { class: 'page with-drawer' },
    h('div', { class: 'behind', inert: true }, productBox()),
    h('div', { class: 'drawer' },
      h('h1', null, words().yourCart), lines(),
      h('p', { class: 'sum' }, h('span', null, words().subtotal), h('b', null, money(sum() ?? view.product.price))),
      h('button', { type: 'button', class: 'primary' }, words().toCheckout), panel)),
  checkout: () => h('div', { class: 'page columns' },
    h('section', null, h('h1', null, words().checkout), field(words().email), field(words().name), field(words().address),
      h('button', { type: 'button', class: 'primary' }, words().pay)),
    h('section', { class: 'side' }, h('h2', null, words().order), lines(),
      h('p', { class: 'sum' }, h('span', null, words().subtotal), h('b', null, money(sum() ?? view.product.price))), panel)),
  'after-purchase': () => h('div', { class: 'page narrow' },
    h('div', { class: 'thanks' }, h('span', { class: 'tick', 'aria-hidden': 'true' }, '✓'), h('h1', null, words().thanks), h('p', null, words().onItsWay)),
    lines(), panel),
  account: () => h('div', { class: 'page narrow' },
    h('h1', null, words().account), h('h2', null, words().orders),
    h('article', { class: 'bought' }, h('p', { class: 'note' }, words().bought), h('ul', { class: 'lines' }, line(view.product)),
      h('button', { type: 'button', class: 'quiet' }, words().again)), panel),
};

function draw() {
  const say = words();
  const root = document.documentElement;
  root.lang = lang();
  root.dataset.look = LOOKS.includes(view.shop.code) ? view.shop.code : 'plain';
  root.dataset.scheme = view.scheme;
  root.style.setProperty('--hue', hue(view.shop.code));
  document.title = `${view.product.name} – ${view.shop.name}`;
  panel.setAttribute('placement', view.placement);
  panel.setAttribute('locale', lang());
  panel.setAttribute('tracking', 'off');
  const cart = inCartSkus();
  if (cart) panel.setAttribute('cart', cart);
  else panel.removeAttribute('cart');
  const page = (PAGES[view.placement] ?? PAGES['product-page'])();
  document.getElementById('shop').replaceChildren(
    header(), page, h('div', { class: 'foot' }, h('span', null, view.shop.name), h('span', null, say.help), h('span', null, say.shipping)));
  panel.priceOf = ask;
  panel.answer = view.answer;
}

const inCartSkus = () => view.cart.map((product) => product.sku).join(' ');

// Another choice of a bundle is priced by the studio, which asks the same function as the shop's own interface.
function ask(bundle, picks) {
  return new Promise((resolve, reject) => {
    const id = String(++asked);
    prices.set(id, { resolve, reject });
    tell('price', { id, bundle, picks });
  });
}

// Rows of the loose panel: companions are the last of its list.
function rows() {
  const all = [...(panel.shadowRoot?.querySelectorAll('.block:not([part~=offer]) li') ?? [])];
  const companions = view?.answer.companions ?? [];
  return companions.map((product, index) => ({ product, row: all[all.length - companions.length + index] })).filter((pair) => pair.row);
}

function decorate() {
  const root = panel.shadowRoot;
  if (!root || !view) return;
  if (!root.adoptedStyleSheets.includes(marks)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, marks];
  for (const { product, row } of rows()) {
    if (view.marks[product.sku]) row.dataset.mark = view.marks[product.sku];
    if (view.mayOrder) drags(product, row);
  }

  // Two frames beside each other hold two panels of one name: each says whose it is.
  const side = parent.frames.length > 1 && window.frameElement?.closest('section')?.getAttribute('aria-label');
  for (const block of side ? root.querySelectorAll('section') : []) {
    if (!block.getAttribute('aria-label').endsWith(side)) block.setAttribute('aria-label', `${block.getAttribute('aria-label')} – ${side}`);
  }

  const offer = root.querySelector('[part~=offer]');
  const mark = view.answer.bundle && view.marks[view.answer.bundle.code];
  if (offer && mark) offer.dataset.mark = mark;
  measure();
  tell('drawn', { version: view.answer.panelVersion, top: panel.getBoundingClientRect().top + scrollY });
}

let dragged = null;

function drags(product, row) {
  row.draggable = true;
  row.addEventListener('dragstart', (event) => {
    dragged = product.sku;
    row.classList.add('dragged');
    event.dataTransfer.effectAllowed = 'move';
  });
  row.addEventListener('dragend', () => {
    dragged = null;
    rows().forEach((pair) => pair.row.classList.remove('dragged', 'over'));
  });
  row.addEventListener('dragover', (event) => {
    if (!dragged) return;
    event.preventDefault();
    rows().forEach((pair) => pair.row.classList.toggle('over', pair.row === row && pair.product.sku !== dragged));
  });
  row.addEventListener('drop', (event) => {
    event.preventDefault();
    if (dragged && dragged !== product.sku) tell('move', { sku: dragged, before: product.sku });
  });
}

let told = 0;

function measure() {
  const height = Math.ceil(document.getElementById('shop').getBoundingClientRect().height);
  if (height > 0 && height !== told) {
    told = height;
    tell('height', { height });
  }
}

addEventListener('message', (event) => {
  if (event.origin !== location.origin || event.source !== studio) return;
  const { crosssell: type } = event.data ?? {};
  if (type === 'show') {
    view = event.data.view;
    count = 0;
    prices = new Map();
    draw();
  } else if (type === 'priced' && prices.has(event.data.id)) {
    const waiting = prices.get(event.data.id);
    prices.delete(event.data.id);
    if (event.data.price) waiting.resolve(event.data.price);
    else waiting.reject(new Error('not for sale'));
  }
});

panel.addEventListener('crosssell:drawn', () => queueMicrotask(decorate));
panel.addEventListener('crosssell:click', (event) => {
  event.preventDefault();
  tell('open', { sku: event.detail?.item?.sku });
});
for (const type of ['add', 'add-bundle']) {
  panel.addEventListener(`crosssell:${type}`, (event) => {
    count += event.detail?.items?.length ?? 1;
    const badge = document.querySelector('.count');
    if (badge) badge.textContent = String(count + view.cart.length);
  });
}

new ResizeObserver(measure).observe(document.getElementById('shop'));
await customElements.whenDefined('crosssell-panel');
tell('ready');
