// People at work while the instances behind a proxy are replaced (scripts/rolling-upgrade.py): each renames a product of their own again and again, by hand,
// and goes on when the page comes back on another instance. Says each name that the page said was saved, and how long nothing was.
// usage: node rolling-editors.mjs ADDRESS SKU…     until its input is closed; then ends with the number of reloads
// PLAYWRIGHT names the module when playwright-core is not installed beside this file; CHROMIUM names the browser.
const { default: playwright } = await import(process.env.PLAYWRIGHT ?? 'playwright-core');
const [address, ...skus] = process.argv.slice(2);
const say = (line) => console.log(JSON.stringify(line));
let isOver = false;
process.stdin.on('end', () => { isOver = true; }).resume();

const browser = await playwright.chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });

const edit = async (sku) => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
  page.setDefaultTimeout(40_000);
  const heading = page.getByRole('heading', { level: 1 });
  const name = page.locator('#texts input').first();
  let reloads = -2;
  page.on('load', () => { reloads += 1; });
  await page.goto(`${address}/account/sign-in`);
  await page.fill('#email', 'eva@demo.crosssell');
  await page.fill('#password', 'crosssell-demo');
  await page.click('button:has-text("Sign in") >> nth=0');
  await page.waitForSelector('.cs-studio[data-ready]');
  await page.goto(`${address}/products/${sku}`);
  reloads = 0;
  let last = performance.now();
  let longest = 0;
  for (let number = 1; !isOver; number += 1) {
    const wanted = `${sku} by hand ${number}`;
    for (;;) {
      try {
        await page.waitForSelector('.cs-studio[data-ready]');
        if (!(await heading.textContent()).includes(wanted)) {
          // After a reload the editor is open again with what was typed.
          await page.locator('#texts input, [aria-label="Edit name and description"]').first().waitFor();
          if (!await name.isVisible()) {
            await page.getByRole('button', { name: 'Edit name and description' }).click();
          }
          await name.fill(wanted, { timeout: 5_000 });
          await name.press('Control+s', { timeout: 5_000 });
          await page.waitForFunction((text) => document.querySelector('h1')?.textContent.includes(text), wanted, { timeout: 5_000 });
        }
        break;
      } catch (problem) {
        // The page went away in the middle: the person looks up, and goes on.
        if (performance.now() - last > 60_000) {
          say({ sku, lost: wanted, why: String(problem).split('\n')[0] });
          return;
        }
      }
    }
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    say({ sku, saved: wanted });
    await page.waitForTimeout(300);
  }
  say({ sku, reloads, longest: Math.round(longest) });
};

await Promise.all(skus.map(edit));
await browser.close();
