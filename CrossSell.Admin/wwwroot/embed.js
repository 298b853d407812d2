// The panel in a shop's frame: keeps total and button in step with the ticks, tells the shop what to put in the cart.
const { locale, currency, decimals } = document.body.dataset;
const format = new Intl.NumberFormat(locale, { style: 'currency', currency });

for (const block of document.querySelectorAll('.panel-block')) {
  const boxes = [...block.querySelectorAll('input[data-sku]')];
  const button = block.querySelector('.panel-button');
  const total = block.querySelector('.panel-amounts strong');
  const chosen = () => boxes.filter((box) => box.checked);

  if (boxes.length > 0) {
    block.addEventListener('change', () => {
      const minor = chosen().reduce((sum, box) => sum + Number(box.dataset.minor), 0);
      total.textContent = format.format(minor / 10 ** Number(decimals));
      button.textContent = `Add ${chosen().length} to cart`;
      button.disabled = chosen().length === 0;
    });
  }

  button.addEventListener('click', () => {
    const message = button.dataset.bundle
      ? { type: 'crosssell:add-bundle', bundle: button.dataset.bundle }
      : { type: 'crosssell:add', skus: chosen().map((box) => box.dataset.sku) };
    parent.postMessage(message, '*');
    document.dispatchEvent(new CustomEvent(message.type, { detail: message }));
  });
}

// A picture that cannot be shown gives way to the neutral drawing.
for (const picture of document.querySelectorAll('img.cs-picture')) {
  const replace = () => {
    picture.removeAttribute('srcset');
    picture.src = '/pictures/product.slate.svg';
  };
  picture.addEventListener('error', replace, { once: true });
  if (picture.complete && picture.naturalWidth === 0 && picture.loading !== 'lazy') {
    replace();
  }
}
