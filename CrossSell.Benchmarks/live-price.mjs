// From a key to the price in the bundle builder, on a warm circuit, beside an event of the same page that only opens a menu.
// usage: node live-price.mjs [address of a studio with the demo] [keystrokes]
// PLAYWRIGHT names the module when playwright-core is not installed beside this file; CHROMIUM names the browser.
const { default: playwright } = await import(process.env.PLAYWRIGHT ?? 'playwright-core');
const [address = 'http://localhost:5080', count = '30'] = process.argv.slice(2);

const browser = await playwright.chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en' })).newPage();
await page.goto(`${address}/account/sign-in`);
await page.fill('input[type=email]', 'eva@demo.crosssell');
await page.fill('input[type=password]', 'crosssell-demo');
await page.keyboard.press('Enter');
await page.waitForURL((url) => !url.pathname.includes('sign-in'));
await page.goto(`${address}/bundles`);
await page.getByRole('button', { name: 'New bundle' }).click();
for (const [label, sku] of [['Main product', 'CAM-D7-BODY'], ['Add a product', 'MEM-64-V30'], ['Add a product', 'BAG-CA15']]) {
  const field = page.getByRole('combobox', { name: label, exact: true });
  await field.fill(sku);
  await field.press('Enter');
  await page.locator(`.component-row[data-sku='${sku}']`).waitFor();
}
await page.getByLabel('Percent off').fill('10');
await page.locator('[data-saved=true]').waitFor();
await page.evaluate(() => {
  // What is shown is read after the browser's next frame of it: the time is that of a person who looks, less the painting.
  window.timed = (act, shown) => new Promise((done) => {
    const [before, began] = [shown(), performance.now()];
    const watch = new MutationObserver(() => {
      if (shown() !== before) {
        watch.disconnect();
        done(performance.now() - began);
      }
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    act();
  });
});
const [prices, menus] = [[], []];
for (let at = 0; at < Number(count); at++) {
  // A digit in the place of another: one key, one event, one price.
  prices.push(await page.evaluate((digit) => {
    const field = [...document.querySelectorAll('input')].find((input) => input.labels?.[0]?.textContent.includes('Percent off'));
    field.focus();
    field.select();
    return window.timed(() => document.execCommand('insertText', false, digit), () => document.querySelector('[data-fact=set-price]').textContent);
  }, String(((at * 4 + 2) % 9) + 1)));
  await page.waitForTimeout(120);
  menus.push(await page.evaluate(() => {
    const menu = document.querySelector('main button[aria-expanded]');
    return window.timed(() => menu.click(), () => menu.getAttribute('aria-expanded'));
  }));
  await page.waitForTimeout(120);
}

const at = (times, share) => Math.round([...times].sort((one, other) => one - other)[Math.min(times.length - 1, Math.floor(times.length * share))]);
for (const [name, times] of [['key to price', prices], ['key to menu', menus]]) {
  console.log(`${name}: ${times.length} times, median ${at(times, 0.5)} ms, 95 % within ${at(times, 0.95)} ms`);
}
await browser.close();
