// The panel's events by Segment's e-commerce spec (segment.com/docs/connections/spec/ecommerce/v2):
//   import { connect } from 'https://STUDIO/embed/segment.js'; connect(window.analytics);
// Prices are of one unit as it is paid, so that price times quantity over the products is the total to the cent; a bundle's share that does not divide by its
// units stands in two products.

const minor = (money) => Number(money.amount.replace('.', ''));
const number = (units, like) => {
  const decimals = (like.amount.split('.')[1] ?? '').length;
  return Number((units / 10 ** decimals).toFixed(decimals));
};
const sum = (items) => number(items.reduce((all, item) => all + minor(item.total), 0), items[0].total);

function products(item, bundle) {
  const total = minor(item.total);
  const base = Math.floor(total / item.quantity);
  const dearer = total - base * item.quantity;
  return [[base + 1, dearer], [base, item.quantity - dearer]].filter(([, quantity]) => quantity > 0).map(([price, quantity]) => ({
    product_id: item.sku, sku: item.sku, name: item.name, position: item.position, quantity, price: number(price, item.total),
    currency: item.total.currency, ...(bundle ? { coupon: bundle } : {}),
  }));
}

/** One event of the panel as Segment's calls: [[name, properties], …]. */
export function toSegment(type, detail) {
  const list = { list_id: detail.recommendationId, category: detail.list };
  switch (type) {
    case 'shown':
      return detail.items.length > 0 ? [['Product List Viewed', { ...list, products: detail.items.flatMap((item) => products(item)) }]] : [];
    case 'click': return products(detail.item).map((product) => ['Product Clicked', { ...list, ...product, url: detail.url }]);
    case 'add': case 'add-bundle':
      return detail.items.flatMap((item) => products(item, detail.bundle)).map((product) => ['Product Added', { ...list, ...product }]);
    default: return [];
  }
}

/** An order: { id, items } with items as the panel's events gave them. */
export function toOrderCompleted(order) {
  return ['Order Completed', {
    order_id: order.id, currency: order.items[0].total.currency, revenue: sum(order.items), total: sum(order.items),
    products: order.items.flatMap((item) => products(item, item.bundle)),
  }];
}

/** Tracks from now on. Returns what ends it. */
export function connect(analytics, target = document) {
  const types = ['shown', 'click', 'add', 'add-bundle'];
  const track = (got) => {
    // A click that the shop follows by itself has happened all the same.
    if (got.defaultPrevented && got.type !== 'crosssell:click') return;
    toSegment(got.type.slice('crosssell:'.length), got.detail).forEach((call) => analytics.track(...call));
  };
  types.forEach((type) => target.addEventListener(`crosssell:${type}`, track));
  return () => types.forEach((type) => target.removeEventListener(`crosssell:${type}`, track));
}
