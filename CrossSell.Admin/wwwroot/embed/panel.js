// <crosssell-panel sku api-key …>: text is never markup, styles are a constructed sheet (docs/decisions/0036). EmbedScript reads WORDS, as JSON, and SHEET.

const WORDS = {
  "en": {
    "product-page": "Frequently bought together", "cart": "Goes well with your cart", "checkout": "Before you order",
    "after-purchase": "Goes with your order", "account": "Recommended for you", "set": "Buy as a set", "save": "Buy as a set and save",
    "offer": "Offered with this item", "item": "This item:", "total": "Total", "price": "Set price", "offerPrice": "Offer price", "was": "instead of",
    "saving": "You save {0} ({1})", "add": "Add to cart", "some": "Add {0} to cart", "all": "Add all {0} to cart", "addSet": "Add the set to cart",
    "addOffer": "Add the offer to cart", "optional": "optional", "none": "None", "count": "{0} of {1} chosen", "added": "Added to cart",
    "before": "before", "later": "delivered later"
  },
  "de": {
    "product-page": "Wird oft zusammen gekauft", "cart": "Passt zu Ihrem Warenkorb", "checkout": "Bevor Sie bestellen",
    "after-purchase": "Passt zu Ihrer Bestellung", "account": "Für Sie empfohlen", "set": "Im Set kaufen", "save": "Im Set kaufen und sparen",
    "offer": "Angebot zu diesem Artikel", "item": "Dieser Artikel:", "total": "Summe", "price": "Set-Preis", "offerPrice": "Angebotspreis",
    "was": "statt", "saving": "Sie sparen {0} ({1})", "add": "In den Warenkorb", "some": "{0} in den Warenkorb", "all": "Alle {0} in den Warenkorb",
    "addSet": "Set in den Warenkorb", "addOffer": "Angebot in den Warenkorb", "optional": "optional", "none": "Keines",
    "count": "{0} von {1} gewählt", "added": "Im Warenkorb", "before": "vorher", "later": "später lieferbar"
  },
  "nl": {
    "product-page": "Vaak samen gekocht", "cart": "Past bij je winkelmand", "checkout": "Voordat je bestelt",
    "after-purchase": "Past bij je bestelling", "account": "Aanbevolen voor jou", "set": "Koop als set", "save": "Koop als set en bespaar",
    "offer": "Aangeboden bij dit artikel", "item": "Dit artikel:", "total": "Totaal", "price": "Setprijs", "offerPrice": "Actieprijs",
    "was": "in plaats van", "saving": "Je bespaart {0} ({1})", "add": "In winkelmand", "some": "{0} in winkelmand", "all": "Alle {0} in winkelmand",
    "addSet": "Set in winkelmand", "addOffer": "Aanbieding in winkelmand", "optional": "optioneel", "none": "Geen", "count": "{0} van {1} gekozen",
    "added": "In je winkelmand", "before": "eerder", "later": "later leverbaar"
  }
};

const SHEET = `
:host { display: grid; min-block-size: var(--crosssell-reserve, 26rem); min-inline-size: 0 }
.panel { --t: #1b1a18; --m: #66645e; --s: #fff; --b: #d9d7d1; --g: #14713f; container-type: inline-size; color-scheme: light; display: grid;
  font: var(--crosssell-font, inherit); font-size: var(--crosssell-font-size, 1rem); line-height: 1.4; color: var(--crosssell-text, var(--t));
  min-inline-size: 0 }
.panel[data-scheme=dark] { --t: #ededef; --m: #a3a3ac; --s: #1b1b1e; --b: #45454d; --g: #6fd39a; color-scheme: dark }
.blocks { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)) }
.block { display: flex; flex-direction: column; min-inline-size: 0; padding: 1rem; border: 1px solid var(--crosssell-border, var(--b));
  border-radius: var(--crosssell-radius, .75rem); background: var(--crosssell-surface, var(--s)) }
h2, h3, h4 { font: inherit; font-size: 1.125em; font-weight: 650; margin: 0 0 .75rem; overflow-wrap: anywhere; text-wrap: balance }
p { margin: 0 0 .5rem; color: var(--crosssell-muted, var(--m)); overflow-wrap: anywhere }
.pictures { display: flex; align-items: center; justify-content: center; gap: .5rem; margin-block-end: .75rem;
  color: var(--crosssell-muted, var(--m)) }
img { flex: 0 1 var(--crosssell-picture, 4.5rem); min-inline-size: 0; block-size: auto; aspect-ratio: 1; object-fit: contain; border-radius: .5rem }
img:only-child { flex-basis: 9rem }
ul, fieldset { list-style: none; border: 0; margin: 0; padding: 0; min-inline-size: 0 }
fieldset fieldset, ul + fieldset, fieldset + fieldset { margin-block-start: .625rem }
legend { padding: 0; font-weight: 600; overflow-wrap: anywhere }
legend span, .note { font-weight: 400; color: var(--crosssell-muted, var(--m)) }
li, label { display: flex; align-items: flex-start; gap: .625rem; min-block-size: 1.75rem; padding-block: .25rem; min-inline-size: 0; box-sizing: border-box }
li > label { flex: 1; padding: 0 }
label { cursor: pointer }
input { flex: none; margin: .14em 0 0; inline-size: 1.125rem; block-size: 1.125rem; accent-color: var(--crosssell-accent, var(--t)) }
input[type=number] { inline-size: 3.5rem; block-size: 1.75rem; margin: 0; font: inherit; color: inherit; background: transparent; padding-inline: .375rem;
  border: 1px solid var(--crosssell-muted, var(--m)); border-radius: .375rem; box-sizing: border-box }
.name { flex: 1; min-inline-size: 0; overflow-wrap: anywhere }
a { color: inherit; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); text-underline-offset: .2em }
a:hover { text-decoration-color: currentColor }
.price { flex: none; white-space: nowrap; font-variant-numeric: tabular-nums; text-align: end }
s { color: var(--crosssell-muted, var(--m)); margin-inline-end: .375rem; font-weight: 400; font-size: .875rem }
.total { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 .75rem; margin-block-start: auto;
  padding-block-start: .625rem; border-block-start: 1px solid var(--crosssell-border, var(--b)) }
.total > span { color: var(--crosssell-muted, var(--m)) }
.space { flex: 1; min-block-size: .5rem }
output { margin-inline-start: auto; text-align: end; font-variant-numeric: tabular-nums }
output[aria-busy=true] { opacity: .5 }
strong { font-size: 1.25em; font-weight: 650; white-space: nowrap }
.saving { color: var(--crosssell-saving, var(--g)); font-size: .875rem; display: block; min-block-size: 1.4em }
button { inline-size: 100%; min-block-size: 2.75rem; margin-block-start: .75rem; padding: .375rem 1rem; border: 0; font: inherit; font-weight: 600;
  border-radius: var(--crosssell-button-radius, .5rem); cursor: pointer; background: var(--crosssell-accent, var(--t));
  color: var(--crosssell-accent-text, var(--s)) }
button[aria-disabled=true] { cursor: default; background: var(--crosssell-border, var(--b)); color: var(--crosssell-text, var(--t)) }
:focus-visible { outline: 2px solid var(--crosssell-accent, var(--t)); outline-offset: 2px; border-radius: .25rem }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@container (inline-size > 40rem) {
  .block:only-child :is(.total, button) { align-self: end; inline-size: 20rem; max-inline-size: 100%; box-sizing: border-box }
  .block:only-child .pictures { justify-content: start }
}
@media (forced-colors: active) { button { border: 1px solid } }`;

const sheet = new CSSStyleSheet();
sheet.replaceSync(SHEET);

const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => values[index]);
const minor = (money) => Number(money.amount.replace('.', ''));
const amountOf = (units, like) => {
  const decimals = (like.amount.split('.')[1] ?? '').length;
  return { amount: (units / 10 ** decimals).toFixed(decimals), currency: like.currency };
};

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === true || (value !== false && value != null)) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

const idOf = (control) => ['.block', '[data-key]'].map((of) => control.closest(of)?.dataset.key).join() + control.localName;

// Of this only its kind is kept.
const origin = {
  referrer: document.referrer.split('/')[2] ?? '', medium: location.search.match(/(?<=utm_medium=)[^&]+|gclid|msclkid/)?.[0],
};

// Over http, too.
const uuid = () => [...crypto.getRandomValues(new Uint32Array(4))].join('-');

// Sent together, once a second.
const waiting = new Map();
let timer = 0;

function flush() {
  clearTimeout(timer);
  timer = 0;
  for (const [target, events] of waiting) {
    const [base, key] = target.split('\n');
    fetch(`${base}/api/v1/events`, {
      method: 'POST', keepalive: true, headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }, body: JSON.stringify({ events }),
    }).catch(() => {});
  }

  waiting.clear();
}

addEventListener('visibilitychange', () => document.hidden && flush());

export class CrossSellPanel extends HTMLElement {
  static observedAttributes = ['sku', 'channel', 'api-key', 'key', 'api', 'locale', 'placement', 'segment', 'cart', 'limit', 'headline', 'scheme',
    'heading-level', 'product-url', 'label', 'visitor', 'consent'];

  #answer; #handed = false; #root; #asked; #address; #queued = false; #reported; #seen; #since = 0; #watch; #media; #added;
  #live = h('div', { class: 'hidden', role: 'status' }); // Never replaced, so it is read out.
  #follows = () => this.#follow();

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open' });
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#live);
    this.#root.addEventListener('input', () => { this.#added = null; });
  }

  /** The API's answer; handing one over draws it, null asks again. */
  get answer() { return this.#answer ?? null; }

  set answer(value) {
    this.#handed = value != null;
    this.#forget();
    if (value == null) return this.#later();
    this.#show(value);
  }

  /** Prices a choice in place of the API: (code, picks) => promise of the bundle. */
  priceOf = null;

  connectedCallback() {
    if (Object.hasOwn(this, 'answer')) {
      const early = this.answer;
      delete this.answer;
      this.answer = early;
    }

    this.#watch = new MutationObserver(this.#follows);
    for (const element of [document.documentElement, document.body]) {
      this.#watch.observe(element, { attributes: true, attributeFilter: ['class', 'style', 'data-theme', 'data-bs-theme', 'data-scheme'] });
    }

    this.#media = matchMedia('(prefers-color-scheme: dark)');
    this.#media.addEventListener('change', this.#follows);
    document.addEventListener('transitionend', this.#follows);
    if (this.#answer) this.#observe();
    this.#later();
  }

  disconnectedCallback() {
    this.#forget();
    this.#watch.disconnect();
    this.#seen?.disconnect();
    clearTimeout(this.#since);
    this.#media.removeEventListener('change', this.#follows);
    document.removeEventListener('transitionend', this.#follows);
  }

  attributeChangedCallback(name, before, now) {
    if (before !== now) this.#later();
  }

  #get(name, usual = '') { return this.getAttribute(name) ?? usual; }

  get #key() { return this.#get('api-key', this.#get('key')); }

  get #base() { return this.#get('api', new URL(import.meta.url).origin).replace(/\/$/, ''); }

  get #placement() { return this.#get('placement', 'product-page'); }

  get #locale() {
    for (const locale of [this.#get('locale'), this.#answer?.locale, document.documentElement.lang]) {
      try {
        if (locale) return Intl.getCanonicalLocales(locale)[0];
      } catch {} // The next.
    }

    return 'en';
  }

  get #words() { return WORDS[this.#locale.slice(0, 2).toLowerCase()] ?? WORDS.en; }

  #later() {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (!this.isConnected) return;
      if (this.#handed) this.#draw();
      else this.#ask();
    });
  }

  #forget() {
    this.#asked?.abort();
    this.#address = null;
  }

  async #ask() {
    const address = this.#api(`products/${encodeURIComponent(this.#get('sku'))}/panel`, this.#query());
    if (address === this.#address) return this.#draw(); // Only its look has changed.
    this.#forget();
    if (!this.#get('sku') || !this.#key) return;
    this.#address = address;
    const { signal } = this.#asked = new AbortController();
    try {
      const answer = await this.#fetch(address, signal);
      if (!signal.aborted) this.#show(answer);
    } catch {
      // A shopper sees nothing, never an error.
      if (signal.aborted) return;
      this.#forget();
      this.#show(null);
    }
  }

  #query() {
    const query = new URLSearchParams();
    for (const name of ['channel', 'locale', 'placement', 'segment', 'limit', 'visitor', 'consent']) {
      if (this.#get(name)) query.append(name, this.#get(name));
    }

    for (const sku of this.#get('cart').split(/[\s,]+/).filter(Boolean)) query.append('cart', sku);
    return query;
  }

  // A key in the address, not a header, needs no CORS preflight.
  #api(path, query) {
    query.append('key', this.#key);
    return `${this.#base}/api/v1/${path}?${query}`;
  }

  async #fetch(address, signal) {
    const got = await fetch(address, { signal });
    if (!got.ok) throw new Error(got.status);
    return got.json();
  }

  #show(answer) {
    this.#answer = answer;
    this.#reported = false;
    this.#draw();
    this.#emit('drawn', { shown: Boolean(answer?.shown), items: this.#items() });
    if (this.isConnected) this.#observe();
  }

  #draw() {
    const answer = this.#answer;
    const { activeElement: focused } = this.#root;
    const before = this.#controls();
    this.#root.querySelector('.panel')?.remove();
    if (!answer?.shown) return;
    const blocks = [answer.bundle && this.#offer(answer.bundle), answer.companions.length > 0 && this.#loose(answer)].filter(Boolean);
    this.#root.prepend(h('div', { class: 'panel', lang: this.#locale }, h('div', { class: 'blocks', part: 'panel' }, ...blocks)));
    this.style.removeProperty('display');
    this.style.removeProperty('min-block-size');
    this.#follow();
    // What was ticked stays ticked, and the focus where it was, or at the button.
    const now = this.#controls();
    for (const [id, { checked, value }] of before) {
      const input = now.get(id);
      if (input?.type === 'number') input.value = value;
      else if (input && (checked || input.type !== 'radio')) input.checked = checked;
    }

    blocks.forEach((block) => block.dispatchEvent(new Event('change')));
    if (focused) (now.get(idOf(focused)) ?? [...now.values()].at(-1)).focus({ preventScroll: true });
  }

  #controls() { return new Map([...this.#root.querySelectorAll('a, input, button')].map((control) => [idOf(control), control])); }

  // The shop's page is dark when its text is light.
  #follow() {
    const panel = this.#root.firstElementChild;
    if (!panel || !this.isConnected) return;
    const wanted = this.#get('scheme', 'page');
    const { color } = getComputedStyle(this);
    const [first, green, blue] = color.match(/[\d.]+/g).map(Number);
    // rgb(), or a space that begins with lightness.
    const isLight = color.startsWith('rgb') ? 0.299 * first + 0.587 * green + 0.114 * blue > 140 : first / (first > 1 ? 100 : 1) > 0.6;
    panel.dataset.scheme = wanted === 'auto' ? (this.#media?.matches ? 'dark' : 'light') : wanted === 'page' ? (isLight ? 'dark' : 'light') : wanted;
  }

  #money(money) {
    return new Intl.NumberFormat(this.#locale, { style: 'currency', currency: money.currency }).format(money.amount);
  }

  #title(text) {
    const level = Math.min(4, Math.max(2, Number(this.#get('heading-level', '2')) || 2));
    return h(`h${level}`, { part: 'title' }, text);
  }

  #named(text) { return [text, this.#get('label')].filter(Boolean).join(', '); }

  #picture(product) {
    return h('img', { src: product.image, alt: '', width: 72, height: 72, loading: 'lazy', decoding: 'async', part: 'picture' });
  }

  #pictures(products) {
    return products.slice(0, 6).flatMap((product, index) => [index > 0 ? '+' : null, this.#picture(product)]).filter(Boolean);
  }

  #price(money, before) {
    return h('span', { class: 'price', part: 'price' }, before && this.#was(before, this.#words.before), h('bdi', null, this.#money(money)));
  }

  #was(money, word) {
    return h('s', { part: 'was' }, h('span', { class: 'hidden' }, `${word} `), h('bdi', null, this.#money(money)));
  }

  #name(product, { prefix, position, quantity = 1 } = {}) {
    const text = `${quantity > 1 ? `${quantity} × ` : ''}${product.name}`;
    let link = null;
    const url = product.url ?? this.#get('product-url').replace('{sku}', encodeURIComponent(product.sku));
    if (/^https?:/i.test(url) || /^\/(?![/\\])/.test(url)) {
      link = h('a', { href: url }, text);
      link.addEventListener('click', (event) => {
        if (!this.#emit('click', { item: this.#item(product, { position }), url })) event.preventDefault();
        this.report('click', { sku: product.sku, position });
      });
    }

    return h('span', { class: 'name', part: 'name' }, prefix && h('b', { dir: 'auto' }, `${prefix} `), h('bdi', null, link ?? text));
  }

  #total(word, output) {
    return [h('div', { class: 'space' }), h('div', { class: 'total', part: 'total' }, h('span', null, word), output)];
  }

  #loose(answer) {
    const words = this.#words;
    const inCart = this.#get('cart').toLowerCase().split(/[\s,]+/);
    // What lies in the cart is there already.
    const withAnchor = this.#placement === 'product-page' && minor(answer.totals.anchor) > 0 && !inCart.includes(answer.anchor.sku.toLowerCase());
    const lines = [
      ...(withAnchor ? [{ product: answer.anchor, prefix: words.item, ticked: true }] : []),
      ...answer.companions.map((product) => ({ product, position: product.position, ticked: product.preselected })),
    ];
    const total = h('strong', null);
    const chosen = () => lines.filter((line) => line.box.checked);
    const update = () => {
      const count = chosen().length;
      total.textContent = this.#money(sum());
      this.#label(button, count > 1 && count === lines.length ? fill(words.all, count) : count > 0 ? fill(words.some, count) : words.add);
      button.ariaDisabled = count === 0;
    };
    const sum = () => amountOf(chosen().reduce((units, line) => units + minor(line.product.price), 0), answer.totals.total);
    const rows = lines.map((line) => {
      line.box = h('input', { type: 'checkbox', checked: line.ticked });
      const name = this.#name(line.product, line);
      if (line.product.availability === 'backorder') name.append(h('span', { class: 'note' }, ` (${words.later})`));
      return h('li', { part: 'product', 'data-key': line.product.sku },
        h('label', null, line.box, name, this.#price(line.product.price, line.product.compareAtPrice)));
    });
    const button = this.#button(() => {
      const items = chosen().map((line) => this.#item(line.product, line));
      this.#add('add', { items, total: sum() }, button, chosen().map((line) => ({ sku: line.product.sku, position: line.position })));
    });
    const title = this.#listName();
    const block = h('section', { class: 'block', part: 'block', 'aria-label': this.#named(title), 'data-key': answer.anchor.sku },
      this.#title(title),
      h('div', { class: 'pictures', part: 'pictures', 'aria-hidden': 'true' }, ...this.#pictures(lines.map((line) => line.product))),
      h('fieldset', { part: 'products' }, h('legend', { class: 'hidden' }, title), h('ul', null, ...rows)),
      ...this.#total(words.total, h('output', { 'aria-live': 'polite' }, total)), button);
    block.addEventListener('change', update);
    return block;
  }

  #offer(offer) {
    const words = this.#words;
    const isOffer = offer.kind === 'triggered-offer';
    const title = isOffer ? words.offer : offer.was ? words.save : words.set;
    const fixed = offer.parts.filter((part) => !part.slot);
    const slots = offer.slots.map((slot) => this.#slot(slot, offer));
    const pictures = h('div', { class: 'pictures', part: 'pictures', 'aria-hidden': 'true' });
    const output = h('output', { 'aria-live': 'polite', part: 'offer-total' });
    const key = (picks) => picks.map((pick) => `${pick.slot}:${pick.sku}:${pick.quantity}`).sort().join();
    const usual = key(offer.parts.filter((part) => part.slot));
    let price = offer;
    let turn = 0;
    const draw = () => output.replaceChildren(...[
      price.was && this.#was(price.was, words.was), h('strong', null, this.#money(price.setPrice)),
      minor(price.saving) > 0 && h('span', { class: 'saving', part: 'saving' }, fill(words.saving, this.#money(price.saving),
        new Intl.NumberFormat(this.#locale, { style: 'percent' }).format(minor(price.saving) / minor(price.was ?? price.sumOfParts)))),
    ].filter(Boolean));
    const picks = () => slots.flatMap((slot) => slot.picks());
    const update = async () => {
      const [now, mine] = [picks(), ++turn];
      pictures.replaceChildren(...this.#pictures(offer.image ? [offer] : [...fixed, ...now.map((pick) => pick.choice)]));
      slots.forEach((slot) => slot.update());
      this.#label(button, isOffer ? words.addOffer : words.addSet);
      const isWhole = slots.every((slot) => slot.isWhole());
      button.ariaDisabled = true;
      output.ariaBusy = isWhole;
      if (!isWhole) return output.replaceChildren('–');
      try {
        const asked = key(now) === usual ? offer : await this.#ofChoice(offer, now);
        if (mine !== turn) return;
        price = asked;
        draw();
        button.ariaDisabled = false;
      } catch {
        // Not for sale: the button stays off, without another's price.
        if (mine === turn) output.replaceChildren('–');
      }

      if (mine === turn) output.ariaBusy = false;
    };
    const button = this.#button(() => {
      const items = price.parts.map((part) => ({
        ...this.#item(part), price: part.unitPriceBefore, total: part.setPrice, quantity: part.quantity, slot: part.slot,
      }));
      this.#add('add-bundle', {
        bundle: offer.code, name: offer.name, revision: offer.revision, quantity: 1, price: price.setPrice, saving: price.saving, items,
      }, button, [{ bundle: offer.code }]);
    });
    const block = h('section', {
      class: 'block', part: 'block offer', 'aria-label': this.#named(offer.name), 'data-key': `${this.#answer.anchor.sku} ${offer.code}`,
    },
      this.#title(title), pictures, offer.text ? h('p', { part: 'text', dir: 'auto' }, offer.text) : null,
      fixed.length > 0 ? h('ul', { part: 'products' }, ...fixed.map((part) => h('li', { part: 'product', 'data-key': part.sku },
        this.#name(part, { quantity: part.quantity }), this.#price(part.listPrice)))) : null,
      ...slots.map((slot) => slot.element), ...this.#total(isOffer ? words.offerPrice : words.price, output), button);
    block.addEventListener('change', update);
    return block;
  }

  // A choice stands for all its units; a part to add is counted in units.
  #slot(slot, offer) {
    const words = this.#words;
    const isPart = slot.key.startsWith('part-');
    const isFixed = slot.choices.length === 1 && slot.chooseMin === slot.chooseMax;
    const kind = isFixed && !slot.required ? 'checkbox' : slot.chooseMax === 1 ? 'radio' : slot.mayRepeat ? 'number' : 'checkbox';
    const each = (choice) => (isPart ? 1 : choice.quantity);
    const taken = (choice) => (offer.parts.find((part) => part.slot === slot.key && part.sku === choice.sku)?.quantity ?? 0) / each(choice)
      || (slot.preselected && choice === slot.choices[0] ? slot.chooseMin : 0);
    const name = `${offer.code}-${slot.key}`;
    const rows = slot.choices.map((choice) => {
      const input = h('input', kind === 'number'
        ? { type: kind, min: 0, max: slot.chooseMax, value: taken(choice), inputmode: 'numeric' }
        : { type: kind, name, checked: taken(choice) > 0 });
      const units = isPart ? (isFixed ? slot.chooseMin : 1) : choice.quantity;
      const price = this.#price(amountOf(minor(choice.price) * units, choice.price));
      const row = h('label', { part: 'product', 'data-key': `${slot.key} ${choice.sku}` }, input, this.#name(choice, { quantity: units }), price);
      const ticked = isFixed ? slot.chooseMin : 1;
      return { choice, input, row, count: () => (kind === 'number' ? Math.max(0, Math.trunc(Number(input.value))) || 0 : input.checked ? ticked : 0) };
    });
    const none = kind === 'radio' && !slot.required
      ? h('label', { 'data-key': slot.key },
        h('input', { type: kind, name, checked: !slot.choices.some(taken) }), h('span', { class: 'name' }, words.none)) : null;
    const count = () => rows.reduce((sum, row) => sum + row.count(), 0);
    const isAlone = slot.choices.length === 1 && slot.title === slot.choices[0].name;
    const optional = slot.required ? null : h('span', { class: 'note' }, ` (${words.optional})`);
    if (isAlone && optional) rows[0].row.querySelector('.name').append(optional);
    const said = slot.chooseMax > 1 && !isFixed ? h('span', { 'aria-live': 'polite' }) : null;
    return {
      element: h('fieldset', { part: 'slot' },
        h('legend', { class: isAlone ? 'hidden' : null }, slot.title, isAlone ? null : optional, said && ' ', said), none, ...rows.map((row) => row.row)),
      picks: () => rows.filter((row) => row.count() > 0)
        .map((row) => ({ slot: slot.key, sku: row.choice.sku, quantity: row.count() * each(row.choice), choice: row.choice })),
      isWhole: () => (count() >= slot.chooseMin && count() <= slot.chooseMax) || (!slot.required && count() === 0),
      update: () => {
        if (said) said.textContent = `– ${fill(words.count, count(), slot.chooseMax)}`;
        const isFull = count() >= slot.chooseMax;
        if (kind === 'checkbox') rows.forEach((row) => { row.input.disabled = isFull && !row.input.checked; });
        else if (kind === 'number') rows.forEach((row) => { row.input.max = row.count() + Math.max(0, slot.chooseMax - count()); });
      },
    };
  }

  #ofChoice(offer, picks) {
    if (this.priceOf) return this.priceOf(offer.code, picks.map(({ slot, sku, quantity }) => ({ slot, sku, quantity })));
    const query = this.#query();
    query.append('sku', this.#answer.anchor.sku);
    for (const pick of picks) query.append('pick', `${pick.slot}:${pick.quantity}:${pick.sku}`);
    return this.#fetch(this.#api(`bundles/${encodeURIComponent(offer.code)}/offer`, query));
  }

  #item(product, { position } = {}) {
    const { recommendationId, panelVersion, arm, channel, attribution = recommendationId } = this.#answer;
    const { sku, name, price, image } = product;
    return { sku, name, image, quantity: 1, price, total: price, position: position ?? 0, recommendationId, panelVersion, arm, channel, attribution };
  }

  #items() {
    return (this.#answer?.companions ?? []).map((product) => this.#item(product, product));
  }

  #add(type, detail, button, reported) {
    if (!this.#emit(type, detail)) return; // The shop said no: it tells its shopper why.
    reported.forEach((what) => this.report('add', what));
    flush();
    const id = this.#added = idOf(button);
    this.#live.textContent = this.#words.added;
    this.#label(button);
    setTimeout(() => {
      this.#live.textContent = '';
      if (this.#added !== id) return;
      this.#added = null;
      const now = this.#controls().get(id);
      if (now) this.#label(now);
    }, 2000);
  }

  // Switched off it keeps the focus.
  #button(act) {
    const button = h('button', { type: 'button', part: 'button' });
    button.addEventListener('click', () => /true/.test(button.ariaDisabled) || act());
    return button;
  }

  #label(button, text = button.usual) {
    button.usual = text;
    button.textContent = this.#added && this.#added === idOf(button) ? this.#words.added : text;
  }

  #emit(type, detail) {
    const { recommendationId, panelVersion, arm, anchor } = this.#answer ?? {};
    return this.dispatchEvent(new CustomEvent(`crosssell:${type}`, {
      bubbles: true, composed: true, cancelable: true,
      detail: { recommendationId, panelVersion, arm, anchor: anchor?.sku, placement: this.#placement, list: this.#listName(), ...detail },
    }));
  }

  #listName() { return this.#get('headline') || this.#answer?.headline || this.#words[this.#placement] || this.#words['product-page']; }

  // Seen: half of it for a second; in an experiment its place, at once, panel or none. An empty one goes while out of sight.
  #observe() {
    this.#seen?.disconnect();
    clearTimeout(this.#since);
    const { shown, arm, bundle } = this.#answer ?? {};
    const seen = () => {
      if (this.#reported || !(shown || arm)) return;
      if (document.hidden) return this.#since = setTimeout(seen, 1000);
      this.#reported = true;
      if (shown) this.#emit('shown', { items: this.#items(), bundle: bundle?.code });
      this.report('impression');
    };
    this.#seen = new IntersectionObserver(([{ isIntersecting, intersectionRatio, intersectionRect }]) => {
      if (!shown && !this.#handed && !isIntersecting) {
        this.style.setProperty(...arm && !this.#reported ? ['min-block-size', '0'] : ['display', 'none'], 'important');
      }

      clearTimeout(this.#since);
      if (arm) isIntersecting && seen();
      else if (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2) this.#since = setTimeout(seen, 1000);
    }, { threshold: [0, 0.25, 0.5, 0.75] });
    this.#seen.observe(this);
  }

  /** Reports what a shopper did here (`remove`: taken out of the cart again), unless tracking is off. */
  report(type, what = {}) {
    const { recommendationId, panelVersion, arm, anchor } = this.#answer ?? {};
    if (this.#get('tracking') === 'off' || !this.#key || !recommendationId) return;
    const target = `${this.#base}\n${this.#key}`;
    if (!waiting.has(target)) waiting.set(target, []);
    waiting.get(target).push({
      id: uuid(), type, at: new Date().toISOString(), recommendationId, panelVersion, arm, placement: this.#placement, anchor: anchor.sku,
      visitor: this.#get('visitor') || undefined, consent: this.#get('consent') || undefined, ...origin, ...what,
    });
    timer ||= setTimeout(flush, 1000);
  }
}

if (!customElements.get('crosssell-panel')) customElements.define('crosssell-panel', CrossSellPanel);
