// What dragging costs on the link canvas: main-thread milliseconds a frame with 300 cards, and messages to the server a gesture.
// usage: node canvas-frames.mjs [address of a studio with the demo] [sku]
// PLAYWRIGHT names the module when playwright-core is not installed beside this file; CHROMIUM names the browser.
const { default: playwright } = await import(process.env.PLAYWRIGHT ?? 'playwright-core');
const [address = 'http://localhost:5080', sku = 'CAM-D7-BODY'] = process.argv.slice(2);
const wanted = 300;
const steps = 120;

const browser = await playwright.chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
let messages = 0;
page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => {
  messages += payload.toString('latin1').includes('BeginInvokeDotNetFromJS') ? 1 : 0;
}));
await page.goto(`${address}/account/sign-in`);
await page.fill('#email', 'eva@demo.crosssell');
await page.fill('#password', 'crosssell-demo');
await page.click('button:has-text("Sign in") >> nth=0');
await page.waitForSelector('[data-ready]');
await page.goto(`${address}/links?sku=${sku}`);
await page.waitForSelector('.canvas[data-ready]');

// No product of the demo has so many companions: its cards, lines and labels are copied until there are.
const cards = await page.evaluate((count) => {
  const view = document.querySelector('.canvas .surface .sheet');
  const own = [...view.querySelectorAll('.line[data-source]')];
  for (let i = 0; view.querySelectorAll('[data-node]').length < count; i++) {
    const line = own[i % own.length];
    const id = 1_000_000 + i;
    const other = line.dataset.source === document.querySelector('.canvas').dataset.anchor ? 'target' : 'source';
    for (const part of [line, view.querySelector(`.label[data-line="${line.dataset.line}"]`), view.querySelector(`[data-node="${line.dataset[other]}"]`)]) {
      const copy = part.cloneNode(true);
      if (part === line || copy.dataset.line) {
        copy.dataset.line = `copy-${id}`;
        copy.removeAttribute('data-order');
      }
      if (part === line) {
        copy.dataset[other] = id;
      }
      if (copy.dataset.node) {
        copy.dataset.node = id;
        Object.assign(copy.style, { left: `${(i % 20) * 230 - 1500}px`, top: `${Math.floor(i / 20) * 80 + 700}px` });
      }
      part.parentElement.append(copy);
    }
  }
  return view.querySelectorAll('[data-node]').length;
}, wanted);
await page.click('[data-zoom=fit]');

const middle = async (locator) => {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const client = await page.context().newCDPSession(page);
await client.send('Performance.enable');

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
// Not page.mouse.move: while a button is held that runs a script in the page at every move, to look for a native drag.
const moveTo = (x, y, buttons = 1) => client.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y, button: buttons ? 'left' : 'none', buttons });
const place = (from, i) => [from.x + 8 + i * 2, from.y + 8 + 60 * Math.sin(i / 12)];

// Without tracing, and without any script of ours in the page: what the main thread does for the same moves, one a frame.
// Its CPU seconds before and after are all that is read; answering that question is taken out again.
async function plain(from, drop) {
  await page.mouse.move(from.x, from.y);
  if (drop !== undefined) {
    await page.mouse.down();
  }
  await page.mouse.move(...place(from, 0));
  await pause(300);
  const read = async () => Object.fromEntries((await client.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value * 1000]));
  const start = await read();
  for (let i = 1; i <= steps; i++) {
    const next = pause(17);
    await moveTo(...place(from, i), drop === undefined ? 0 : 1);
    await next;
  }
  const end = await read();
  if (drop !== undefined) {
    if (!drop) {
      await page.keyboard.press('Escape');
    }
    await page.mouse.up();
    await pause(1000);
  }
  const per = (name) => ((end[name] - start[name]) / steps).toFixed(2);
  return `main thread ${per('ThreadTime')} (tasks ${per('TaskDuration')}: script ${per('ScriptDuration')}, style ${per('RecalcStyleDuration')}, layout ${per('LayoutDuration')}, devtools ${per('DevToolsCommandDuration')})`;
}

// What is dragged is looked for again each time: a card stands elsewhere once it was dropped.
async function measure(name, find, drop) {
  const from = await find();
  const events = [];
  const collect = ({ value }) => events.push(...value);
  client.on('Tracing.dataCollected', collect);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.waitForTimeout(300);
  const before = messages;
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing', '__metadata'] } });
  await page.evaluate(() => {
    window.counting = true;
    const tick = () => {
      performance.mark('frame');
      if (window.counting) {
        requestAnimationFrame(tick);
      }
    };
    requestAnimationFrame(tick);
  });
  for (let i = 1; i <= steps; i++) {
    await moveTo(...place(from, i));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.evaluate(() => { window.counting = false; });
  const done = new Promise((resolve) => client.once('Tracing.tracingComplete', resolve));
  await client.send('Tracing.end');
  await done;
  client.off('Tracing.dataCollected', collect);
  if (!drop) {
    await page.keyboard.press('Escape');
  }
  await page.mouse.up();
  await page.waitForTimeout(1000);

  const marks = events.filter((event) => event.name === 'frame' && event.cat?.includes('user_timing')).sort((a, b) => a.ts - b.ts);
  const main = events.filter((event) => event.ph === 'X' && event.pid === marks[0].pid && event.tid === marks[0].tid);
  const cost = (event) => (event.tdur ?? event.dur) / 1000;
  const parts = { script: /^(EventDispatch|FireAnimationFrame)$/, style: /^UpdateLayoutTree$/, layout: /^Layout$/, prepaint: /^PrePaint$/, paint: /^Paint$/, layers: /^(Layerize|Commit)$/, all: /^ThreadControllerImpl::RunTask$/ };
  const between = (from, to) => main.filter((event) => event.ts >= from && event.ts < to);
  // Only frames in which the pointer had moved: the others cost nothing and would flatter the figures. The input comes
  // before the mark, painting after it. Raster and compositing run on other threads and are not counted.
  const frames = marks.slice(0, -2)
    .map((mark, index) => [mark.ts, marks[index + 1].ts, marks[index + 2].ts])
    .filter(([from, mark]) => between(from, mark).some((event) => event.name === 'EventDispatch' && /^(pointer|mouse)move$/.test(event.args?.data?.type)))
    .map(([from, , to]) => {
      const own = between(from, to);
      return Object.fromEntries(Object.entries(parts).map(([part, names]) => [part, own.filter((event) => names.test(event.name)).reduce((sum, event) => sum + cost(event), 0)]));
    });
  const at = (part, share) => {
    const sorted = frames.map((frame) => frame[part]).sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(2);
  };
  console.log(`${name}: ${frames.length} frames that moved, ${messages - before} messages; ms of main-thread CPU a frame, median / 95 %`);
  console.log('  ' + Object.keys(parts).map((part) => `${part} ${at(part, 0.5)} / ${at(part, 0.95)}`).join(', '));
  console.log(`  without tracing, mean: ${await plain(await find(), drop)}`);
}

console.log(`${cards} cards`);
const anchor = page.locator('[data-kind=anchor]');
await measure('link from the anchor', () => middle(anchor.locator('.port-dot')), false);
await measure('move a card', () => middle(page.locator('[data-kind=companion]').first()), true);
await page.click('.control.tidy').catch(() => {});
await measure('pan', async () => {
  const { x, y } = await page.locator('.surface').boundingBox();
  return { x: x + 12, y: y + 60 };
}, true);
console.log(`pointer over the same page, nothing dragged, mean: ${await plain({ x: 300, y: 8 })}`);
await page.goto('about:blank');
console.log(`pointer over an empty page, mean: ${await plain({ x: 300, y: 300 })}`);
await browser.close();
