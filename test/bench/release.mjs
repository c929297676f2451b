/** Measures how long 100 external scripts take from the click, against the same page that loads them natively with `defer`. */
import { chromium } from '@playwright/test';
import { startServer } from '../browser/support/server.mjs';
import { chromiumPath } from '../setup/engines.mjs';

const COUNT = Number(process.env.COUNT ?? 100);
const ROUNDS = Number(process.env.ROUNDS ?? 15);

const manifest = JSON.stringify({
  controller: { name: 'Bench', email: 'bench@site.example' },
  policy: { version: '1.0.0', url: '/policy' },
  services: [{ id: 'vendor', provider: 'vendor', purpose: 'statistics', cookies: [{ name: 'v', lifetime: '30d' }] }],
});
const numbers = Array.from({ length: COUNT }, (_, index) => index);
const html = (head, marks) => `<!doctype html><meta charset="utf-8"><title>Bench</title>
  <script>ran = []; last = 0; tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' });
  const done = (n) => { ran.push(n); last = performance.now() }</script>${head}
  <body>${numbers.map((n) => `<script ${marks} src="/script.js?n=${n}"></script>`).join('')}</body>`;
const sdk = `<script type="application/json" data-samtycke-manifest>${manifest}</script><script src="/dist/samtycke.js"></script>`;

const { ports, routes, close } = await startServer();
const page200 = (body) => () => ({ headers: { 'content-type': 'text/html' }, body });
routes.set('*/native', page200(html('', 'defer')));
for (const kind of ['', 'defer'])
  routes.set(`*/held${kind}`, page200(html(sdk, `type="text/plain" data-service="vendor" ${kind}`)));
const filler = 'x'.repeat(2000);
routes.set('*/script.js', async ({ query }) => {
  await new Promise((resolve) => setTimeout(resolve, 10));
  return { headers: { 'content-type': 'text/javascript' }, body: `/*${filler}*/done(${query.slice(2)})` };
});

const browser = await chromium.launch({ executablePath: chromiumPath() });
const visit = async (path) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${ports[80]}/${path}`);
  if (path !== 'native') {
    await page.waitForTimeout(150);
    await page.evaluate(() => {
      window.addEventListener('click', () => (window.clicked ??= performance.now()), true);
    });
    await page.locator('[data-samtycke-root] [data-action="accept-all"]').click();
  }
  await page.waitForFunction((count) => window.ran.length >= count, COUNT);
  const result = await page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation');
    const inOrder = window.ran.every((n, index) => n === index);
    const longest = Math.max(
      0,
      ...window.tasks.filter((it) => it.startTime + it.duration > (window.clicked ?? 0)).map((it) => it.duration),
    );
    return { time: window.last - (window.clicked ?? entry.responseStart), longest, inOrder };
  });
  await context.close();
  return result;
};
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

for (const kind of ['held', 'helddefer']) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 ? [kind, 'native'] : ['native', kind];
    const pair = {};
    for (const path of order) pair[path] = await visit(path);
    rounds.push({ native: pair.native, held: pair[kind] });
  }
  const ratio = median(rounds.map(({ native, held }) => held.time / native.time));
  const of = (side, key) => median(rounds.map((each) => each[side][key])).toFixed(0);
  console.log(
    `${kind === 'held' ? 'classic' : 'deferred'}: click to last script ${of('held', 'time')} ms, native defer ${of('native', 'time')} ms, ratio ${ratio.toFixed(2)}; longest task ${of('held', 'longest')} ms (worst ${Math.max(...rounds.map(({ held }) => held.longest))}); in order ${rounds.every(({ native, held }) => native.inOrder && held.inOrder)}`,
  );
}
await browser.close();
close();
