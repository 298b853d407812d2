// What the panel costs a shop's page: Lighthouse (mobile, simulated slow network and processor) of a product page of the demo shop with the embed and with the
// embed's script blocked, turn by turn; medians, and what the embed takes away. Layout shift is measured by the browser itself, scrolled to the end, as well.
// usage: node demo-shop-page.mjs [address of a studio with the demo, in Development] [path] [rounds]
// LIGHTHOUSE names the folder of the npm package when it is not installed beside this file; PLAYWRIGHT names playwright-core; CHROMIUM names the browser.
const { default: playwright } = await import(process.env.PLAYWRIGHT ?? 'playwright-core');
const { default: lighthouse } = await import(process.env.LIGHTHOUSE ? `${process.env.LIGHTHOUSE}/core/index.js` : 'lighthouse');
const [address = 'http://localhost:5080', path = '/demo-shop/camera/p/CAM-D7-BODY', rounds = '5'] = process.argv.slice(2);
const port = 9223;
const script = '*/embed/panel.js*';

const browser = await playwright.chromium.launch({
  executablePath: process.env.CHROMIUM, args: ['--no-sandbox', `--remote-debugging-port=${port}`],
});
const median = (all) => [...all].sort((one, other) => one - other)[Math.floor(all.length / 2)];
const figures = {
  score: (result) => result.categories.performance.score * 100,
  'first paint, ms': (result) => result.audits['first-contentful-paint'].numericValue,
  'largest paint, ms': (result) => result.audits['largest-contentful-paint'].numericValue,
  'speed index, ms': (result) => result.audits['speed-index'].numericValue,
  'blocked, ms': (result) => result.audits['total-blocking-time'].numericValue,
  'layout shift': (result) => result.audits['cumulative-layout-shift'].numericValue,
};

async function measured(isBlocked) {
  const result = await lighthouse(address + path, {
    port, output: 'json', logLevel: 'error', onlyCategories: ['performance'], blockedUrlPatterns: isBlocked ? [script] : [],
  });
  return Object.fromEntries(Object.entries(figures).map(([name, of]) => [name, of(result.lhr)]));
}

// The page as a shopper scrolls it: what comes in below may push nothing that is in sight.
async function shift(width, isBlocked) {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  if (isBlocked) await page.route('**/embed/panel.js*', (route) => route.abort());
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifted += entry.hadRecentInput ? 0 : entry.value; }))
      .observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(address + path, { waitUntil: 'networkidle' });
  for (let y = 0; y <= await page.evaluate(() => document.body.scrollHeight); y += 300) {
    await page.evaluate((top) => window.scrollTo(0, top), y);
    await page.waitForTimeout(100);
  }

  const value = await page.evaluate(() => window.shifted);
  await context.close();
  return value;
}

const sides = { without: [], with: [] };
await measured(false);
for (let round = 0; round < Number(rounds); round++) {
  sides.without.push(await measured(true));
  sides.with.push(await measured(false));
}

console.log(`${path}, ${rounds} rounds, medians`);
for (const name of Object.keys(figures)) {
  const [without, own] = [median(sides.without.map((one) => one[name])), median(sides.with.map((one) => one[name]))];
  const digits = name === 'layout shift' ? 4 : name === 'score' ? 0 : 0;
  console.log(`${name}: without ${without.toFixed(digits)}, with ${own.toFixed(digits)}, ${(own - without).toFixed(digits)} more`);
}

for (const width of [390, 1280]) {
  const [without, own] = [await shift(width, true), await shift(width, false)];
  console.log(`layout shift to the end at ${width}: without ${without.toFixed(4)}, with ${own.toFixed(4)}`);
}

await browser.close();
