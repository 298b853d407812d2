// A walk over the main pages of a large studio: how long a person waits for each, and how much memory the server holds afterwards.
// usage: node catalog-walk.mjs [address of a studio with demo accounts] [process id of its server, on this machine]
// PASSWORD is eva's when it is not the demo's (outside Development the demo's is not taken: see memory-walk.sh).
// PLAYWRIGHT names the module when playwright-core is not installed beside this file; CHROMIUM names the browser.
import { readFileSync } from 'node:fs';
const { default: playwright } = await import(process.env.PLAYWRIGHT ?? 'playwright-core');
const [address = 'http://localhost:5080', server] = process.argv.slice(2);

const browser = await playwright.chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
page.setDefaultTimeout(120_000);
page.on('console', (message) => message.type() === 'error' && console.log('console:', message.text()));

const held = (when) => {
  if (server) {
    const status = readFileSync(`/proc/${server}/status`, 'utf8');
    const mb = (name) => Math.round(Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024);
    console.log(`server ${when}: ${mb('VmRSS')} MB, ${mb('RssAnon')} of it its own; peak ${mb('VmHWM')} MB`);
  }
};
const timed = async (name, act, seen) => {
  const start = performance.now();
  await act();
  await seen();
  console.log(`${name}: ${Math.round(performance.now() - start)} ms`);
};
const found = () => page.textContent('[data-testid=product-count]');
const rows = () => page.waitForSelector('[role=grid] [data-row] .cs-product-sku');
const settled = () => page.waitForFunction(() => document.querySelector('.products-list')?.getAttribute('aria-busy') === 'false');
const pause = (ms) => page.waitForTimeout(ms);

held('at the start');
await page.goto(`${address}/account/sign-in`);
await page.fill('#email', 'eva@demo.crosssell');
await page.fill('#password', process.env.PASSWORD ?? 'crosssell-demo');
await timed('sign in', () => page.click('button:has-text("Sign in") >> nth=0'), () => page.waitForSelector('[data-ready]'));
await timed('list', () => page.goto(`${address}/products`), rows);
await page.waitForSelector('#product-filters input[type=checkbox]');

// Only the last letter counts: the pause in which the list waits for the next letter is in it.
const search = page.getByLabel('Search this list');
for (const text of ['tripod', 'lumen d', 'tripdo', 'ABC']) {
  await search.fill('');
  await pause(700);
  await search.pressSequentially(text.slice(0, -1), { delay: 60 });
  await pause(600);
  await timed(`typed "${text}"`, () => search.pressSequentially(text.slice(-1)), () => page.waitForFunction(
    (typed) => new URL(location).searchParams.get('q') === typed && document.querySelector('.products-list')?.getAttribute('aria-busy') === 'false', text));
  console.log(`  ${await found()}`);
}

await search.fill('');
await pause(800);
for (const place of [3, 5, 7]) {
  await timed(`facet ${place}`, () => page.locator('#product-filters input[type=checkbox]').nth(place).click(), settled);
  await pause(300);
}

await page.goto(`${address}/products?shops=all&rows=sku`);
await rows();
await page.locator('[role=grid][data-live]').waitFor();
await page.locator('[data-row]').first().focus();
await timed('End, in every shop and SKU', () => page.keyboard.press('End'), () => page.waitForFunction(() => {
  const focused = document.querySelector('[data-row]:focus');
  return focused?.querySelector('.cs-product-sku') && focused.getAttribute('aria-rowindex') === document.querySelector('[role=grid]').getAttribute('aria-rowcount');
}));

await page.keyboard.press('Home');
await pause(800);
await page.mouse.move(800, 500);
let [blank, since, longest] = [0, null, 0];
for (let step = 0; step < 120; step++) {
  await page.mouse.wheel(0, 120);
  await pause(16);
  const filled = await page.evaluate(() => {
    const list = document.querySelector('[role=grid]').getBoundingClientRect();
    return [...document.querySelectorAll('[data-row]')].some((row) => {
      const box = row.getBoundingClientRect();
      return box.bottom > list.top && box.top < innerHeight && row.querySelector('.cs-product-sku');
    });
  });
  blank += filled ? 0 : 1;
  since = filled ? null : since ?? performance.now();
  longest = Math.max(longest, since === null ? 0 : performance.now() - since);
}
console.log(`120 wheel steps: ${blank} without a filled row, the longest ${Math.round(longest)} ms`);
await timed('Ctrl+A', () => page.keyboard.press('Control+a'), () => page.waitForSelector('text=/All .* selected/'));

const sku = (await page.locator('.cs-product-sku').first().textContent()).split(' ')[0];
for (const path of [`/products/${sku}`, `/links?sku=${sku}`, `/preview?sku=${sku}`, '/suggestions', '/']) {
  await timed(path, () => page.goto(address + path), async () => {
    await page.waitForSelector('.cs-studio[data-ready]');
    await page.waitForFunction(() => !document.querySelector('.cs-loading'));
  });
}
held('after the walk');
await browser.close();
