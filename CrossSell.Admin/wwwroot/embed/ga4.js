// The panel's events as GA4's e-commerce events (developers.google.com/analytics/devguides/collection/ga4/ecommerce), for gtag.js or Tag Manager:
//   import { connect } from 'https://STUDIO/embed/ga4.js'; connect();
// The list is the panel: item_list_id is its recommendationId, index the position. Prices are of one unit as it is paid, so that price times quantity over the
// items is the value to the cent; a bundle's share that does not divide by its units stands in two items.

/** GA4 takes no more items in one event. */
export const MOST_ITEMS = 200;

const minor = (money) => Number(money.amount.replace('.', ''));
const decimals = (money) => (money.amount.split('.')[1] ?? '').length;
const number = (units, like) => Number((units / 10 ** decimals(like)).toFixed(decimals(like)));

function lines(item, list) {
  const total = minor(item.total);
  const base = Math.floor(total / item.quantity);
  const dearer = total - base * item.quantity;
  return [[base + 1, dearer], [base, item.quantity - dearer]].filter(([, quantity]) => quantity > 0).map(([price, quantity]) => ({
    item_id: item.sku, item_name: item.name, index: item.position, quantity, price: number(price, item.total),
    ...(minor(item.price) > price ? { discount: number(minor(item.price) - price, item.total) } : {}),
    ...(list.recommendationId ? { item_list_id: list.recommendationId, item_list_name: list.list } : {}),
    ...(list.bundle ? { promotion_id: list.bundle } : {}),
  }));
}

function event(name, items, detail, more = {}) {
  return { event: name, ecommerce: { ...more, items: items.flatMap((item) => lines(item, detail)).slice(0, MOST_ITEMS) } };
}

const list = (detail) => ({ item_list_id: detail.recommendationId, item_list_name: detail.list });
const paid = (items) => ({ currency: items[0].total.currency, value: number(items.reduce((sum, item) => sum + minor(item.total), 0), items[0].total) });

/** One event of the panel (`shown`, `click`, `add`, `add-bundle`) as GA4's; null for one that GA4 has no word for. */
export function toGa4(type, detail) {
  switch (type) {
    case 'shown': return detail.items.length > 0 ? event('view_item_list', detail.items, detail, list(detail)) : null;
    case 'click': return event('select_item', [detail.item], detail, list(detail));
    case 'add': case 'add-bundle': return event('add_to_cart', detail.items, detail, paid(detail.items));
    default: return null;
  }
}

/** An order: { id, items: [{ sku, name, quantity, price, total, position, recommendationId, list }] }, each as the panel named it. */
export function toPurchase(order) {
  return {
    event: 'purchase',
    ecommerce: { transaction_id: order.id, ...paid(order.items), items: order.items.flatMap((item) => lines(item, item)).slice(0, MOST_ITEMS) },
  };
}

/** Pushes to the data layer from now on, `ecommerce: null` first, so that nothing of the event before is taken along. Returns what ends it. */
export function connect(target = document, layer = (window.dataLayer ??= [])) {
  const types = ['shown', 'click', 'add', 'add-bundle'];
  const push = (got) => {
    const mapped = got.defaultPrevented && got.type !== 'crosssell:click' ? null : toGa4(got.type.slice('crosssell:'.length), got.detail);
    if (mapped) layer.push({ ecommerce: null }, mapped);
  };
  types.forEach((type) => target.addEventListener(`crosssell:${type}`, push));
  return () => types.forEach((type) => target.removeEventListener(`crosssell:${type}`, push));
}
