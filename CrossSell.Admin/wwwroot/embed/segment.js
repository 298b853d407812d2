// The panel's events by Segment's e-commerce spec (segment.com/docs/connections/spec/ecommerce/v2):
//   import { connect } from 'https://STUDIO/embed/segment.js'; connect(window.analytics);
// Prices are of one unit as it is paid; `total` of a line is exact where a bundle's share does not divide by its units.

const value = (money) => Number(money.amount);
const sum = (items) => {
  const decimals = (items[0].total.amount.split('.')[1] ?? '').length;
  const units = items.reduce((all, item) => all + Number(item.total.amount.replace('.', '')), 0);
  return Number((units / 10 ** decimals).toFixed(decimals));
};

const product = (item, detail) => ({
  product_id: item.sku, sku: item.sku, name: item.name, position: item.position, quantity: item.quantity, price: value(item.total) / item.quantity,
  total: value(item.total), currency: item.total.currency, ...(detail?.bundle ? { coupon: detail.bundle } : {}),
});

/** One event of the panel as Segment's calls: [[name, properties], …]. */
export function toSegment(type, detail) {
  const list = { list_id: detail.recommendationId, category: detail.list };
  switch (type) {
    case 'shown': return detail.items.length > 0 ? [['Product List Viewed', { ...list, products: detail.items.map((item) => product(item)) }]] : [];
    case 'click': return [['Product Clicked', { ...list, ...product(detail.item), url: detail.url }]];
    case 'add': case 'add-bundle': return detail.items.map((item) => ['Product Added', { ...list, ...product(item, detail) }]);
    default: return [];
  }
}

/** An order, as for GA4. */
export function toOrderCompleted(order) {
  return ['Order Completed', {
    order_id: order.id, currency: order.items[0].total.currency, revenue: sum(order.items), total: sum(order.items),
    products: order.items.map((item) => product(item)),
  }];
}

/** Tracks from now on. Returns what ends it. */
export function connect(analytics, target = document) {
  const types = ['shown', 'click', 'add', 'add-bundle'];
  const track = (got) => {
    if (!got.defaultPrevented) toSegment(got.type.slice('crosssell:'.length), got.detail).forEach((call) => analytics.track(...call));
  };
  types.forEach((type) => target.addEventListener(`crosssell:${type}`, track));
  return () => types.forEach((type) => target.removeEventListener(`crosssell:${type}`, track));
}
