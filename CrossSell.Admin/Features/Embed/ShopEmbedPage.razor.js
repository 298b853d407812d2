// Draws the example in the panels of the page with the delivered element itself.
import '/embed/panel.js';

export function show(place, json, sku, channel) {
  const answer = JSON.parse(json);
  for (const element of place?.querySelectorAll('crosssell-panel') ?? []) {
    element.priceOf = async (bundle, picks) => {
      const query = new URLSearchParams({ channel, placement: element.getAttribute('placement') });
      picks.forEach((pick) => query.append('pick', `${pick.slot}:${pick.quantity}:${pick.sku}`));
      const priced = await fetch(`/embed/panel/${encodeURIComponent(sku)}/offer/${encodeURIComponent(bundle)}?${query}`);
      if (!priced.ok) throw new Error(priced.status);
      return priced.json();
    };
    element.answer = answer;
  }
}
