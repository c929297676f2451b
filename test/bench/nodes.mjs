/** Measures what a page that adds 10,000 nodes after load costs the main thread with samtycke, against the same page with a mere button. */
import { chromium } from '@playwright/test';
import { startServer } from '../browser/support/server.mjs';
import { chromiumPath } from '../setup/engines.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 30);

const manifest = JSON.stringify({
  controller: { name: 'Bench', email: 'bench@site.example' },
  policy: { version: '1.0.0', url: '/policy' },
  services: [{ id: 'vendor', provider: 'vendor', purpose: 'statistics', cookies: [{ name: 'v', lifetime: '30d' }] }],
});
const held = '<script type="text/plain" data-service="vendor">ran = true</script>';
const sdk = `<script type="application/json" data-samtycke-manifest>${manifest}</script><script src="/dist/samtycke.js"></script>`;
/** Clicked and gone as a banner is: by that alone Chromium takes up to a tenth more time for what the page does next. */
const button =
  '<script>ran = true</script><div data-samtycke-root><button data-action="accept-all" onclick="this.parentNode.remove()">OK</button></div>';
const html = (head, before) => `<!doctype html><meta charset="utf-8"><title>Bench</title>
  <style>li { display: flex } b { margin: 0 4px }</style>${head}<body>${before}<ul></ul>
  <script>
    // 2,000 items of five elements each, in a hundred tasks, as a list that a framework draws.
    async function addNodes() {
      const list = document.querySelector('ul');
      for (let batch = 0; batch < 100; batch++) {
        for (let item = 0; item < 20; item++) {
          const li = document.createElement('li');
          for (const name of ['b', 'i', 'span', 'a']) li.appendChild(document.createElement(name)).textContent = name + item;
          list.appendChild(li);
        }
        await new Promise((resolve) => setTimeout(resolve));
      }
      list.getBoundingClientRect();
    }
  </script></body>`;

const { ports, routes, close } = await startServer();
const answer = (body) => () => ({ headers: { 'content-type': 'text/html' }, body });
routes.set('*/without', answer(html('', button)));
routes.set('*/with', answer(html(sdk, held)));

const browser = await chromium.launch({ executablePath: chromiumPath() });
/** Returns the main thread's time for the nodes alone, in milliseconds: the banner, or the button, has been clicked and is gone. */
const visit = async (path) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(`http://127.0.0.1:${ports[80]}/${path}`);
  await page.locator('[data-samtycke-root] [data-action="accept-all"]').click();
  await page.waitForFunction(() => window.ran);
  await page.waitForTimeout(300);
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const before = await busy();
  await page.evaluate(() => window.addNodes());
  const cost = (await busy()) - before;
  await context.close();
  return cost;
};
const quantile = (list, share) => list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * share)];

const rounds = [];
for (let round = 0; round < ROUNDS; round++) {
  const pair = {};
  for (const path of round % 2 ? ['with', 'without'] : ['without', 'with']) pair[path] = await visit(path);
  rounds.push(pair);
}
/** The quarter least disturbed by what else the machine does says most; the paired ratios say how much that is. */
const least = (path) =>
  quantile(
    rounds.map((pair) => pair[path]),
    0.25,
  );
const ratios = rounds.map((pair) => pair.with / pair.without);
const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(ratios, share).toFixed(3));
console.log(
  `10,000 nodes, lower quartiles of ${ROUNDS} rounds: ${least('with').toFixed(0)} ms of main thread with samtycke, ${least('without').toFixed(0)} ms with a button, ratio ${(least('with') / least('without')).toFixed(3)}; paired ratios ${middle} (${low} to ${high})`,
);
await browser.close();
close();
