/** Shows that the rig itself works in every engine, so that a failing test means the SDK. */
import { expect, test } from './support/fixtures.js';
import { frameTab } from './support/tabs.js';

const button =
  '<!doctype html><title>t</title><button onclick="document.cookie = `a=1; path=/`; this.textContent = 1">go</button>';

test('opens an https page, clicks and reads cookies', async ({ site, page, context, pageErrors }) => {
  await page.goto(site.page('/', button, { 'set-cookie': 'fromServer=1; Path=/' }));
  await page.getByRole('button').click();
  await expect(page.getByRole('button')).toHaveText('1');
  expect((await context.cookies()).map(({ name }) => name).toSorted()).toEqual(['a', 'fromServer']);
  expect(await page.evaluate(() => isSecureContext)).toBe(true);
  expect(pageErrors).toEqual([]);
});

test('starts each test without cookies or storage', async ({ site, page }) => {
  await page.goto(site.page('/', button));
  expect(await page.evaluate(() => document.cookie + localStorage.length)).toBe('0');
  await page.evaluate(() => {
    document.cookie = 'left=1; max-age=999';
    localStorage.left = 1;
  });
});

test('starts the next one so as well', async ({ site, page }) => {
  await page.goto(site.page('/', button));
  expect(await page.evaluate(() => document.cookie + localStorage.length)).toBe('0');
});

test('sees requests to other hosts, and refuses those that are not ours', async ({ site, page, thirdParty }) => {
  site.on('vendor.example', '/collect', () => ({ headers: { 'content-type': 'image/svg+xml' }, body: '<svg/>' }));
  await page.goto(site.page('/', '<img src="https://vendor.example/collect?id=1"><img src="https://tracker.test/x">'));
  await expect.poll(() => thirdParty.hosts()).toEqual(['tracker.test', 'vendor.example']);
  expect(site.hitsOf('vendor.example', '/collect')[0]).toMatchObject({
    method: 'GET',
    query: 'id=1',
    protocol: 'https',
  });
  expect([...site.refused]).toContain('tracker.test');
  expect(await page.evaluate(() => document.images[1]!.naturalWidth)).toBe(0);
});

test('keeps cookies of a frame from another site', async ({ site, page }) => {
  site.page('https://vendor.example/frame', 'frame', { 'set-cookie': 'third=1; SameSite=None; Secure; Path=/' });
  const address = site.page('/', '<iframe src="https://vendor.example/frame"></iframe>');
  await page.goto(address);
  await page.goto(address);
  expect(site.hitsOf('vendor.example').map(({ headers }) => headers.cookie)).toEqual([undefined, 'third=1']);
});

test('records the body of a fetch and a beacon', async ({ site, page }) => {
  site.on('site.example', '/log', ({ body }) => ({ body: `got ${body}` }));
  await page.goto(site.page('/', button));
  expect(await page.evaluate(() => fetch('/log', { method: 'POST', body: 'å' }).then((answer) => answer.text()))).toBe(
    'got å',
  );
  await page.evaluate(() => navigator.sendBeacon('/log', 'b'));
  await expect.poll(() => site.hitsOf('site.example', '/log').map(({ body }) => body)).toEqual(['å', 'b']);
});

test('stays on http where the page is http', async ({ site, page }) => {
  await page.goto(site.page('http://plain.example/', button));
  expect(await page.evaluate(() => `${location.protocol} ${isSecureContext}`)).toBe('http: false');
});

test('opens a page of localhost on a free port', async ({ sites, site, page }) => {
  site.on('localhost', '/here', () => ({
    headers: { 'content-type': 'text/html' },
    body: '<img src="//127.0.0.1:1/x"><p>local',
  }));
  await page.goto(`http://localhost:${sites.ports[80]}/here`);
  await expect(page.locator('p')).toHaveText('local');
  expect(site.hitsOf('localhost')).toHaveLength(1);
});

test('opens the example site', async ({ assistme, page }) => {
  await page.goto(`${assistme.url}/`);
  await expect(page).toHaveTitle(/AssistMe/);
  await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).catch(() => undefined), `${assistme.vendorUrl}/rig`);
  expect(assistme.hits).toContainEqual(expect.objectContaining({ host: 'site', path: '/' }));
});

test('shares storage with a second tab', async ({ site, page }) => {
  await page.goto(site.page('/', button));
  const second = await frameTab(page, site.page('/second', button));
  await second.evaluate(() => localStorage.setItem('told', 'yes'));
  await second.getByRole('button').click();
  expect(await page.evaluate(() => `${localStorage.told} ${document.cookie}`)).toBe('yes a=1');
});

test('collects what goes wrong in a page', async ({ site, page, pageErrors }) => {
  await page.goto(site.page('/', '<script>console.error("said"); throw new Error("thrown")</script>'));
  await expect.poll(() => pageErrors.join()).toMatch(/said.*thrown|thrown.*said/);
});

test('presses trusted keys and clicks', async ({ site, hands }) => {
  const page = '<input id="first"><div id="host"></div><p id="told"></p>';
  const script = `<script>
    const told = document.getElementById('told');
    const root = document.getElementById('host').attachShadow({ mode: 'open' });
    root.innerHTML = '<button>in the shadow</button>';
    root.firstChild.onclick = (event) => { told.textContent += event.type + event.isTrusted + ' '; };
    onkeydown = (event) => { told.textContent += event.key + event.isTrusted + ' '; };
  </script>`;
  await hands.goto(site.page('/', page + script));
  await hands.press('Tab');
  expect(await hands.evaluate(() => document.activeElement!.id)).toBe('first');
  await hands.press('Tab');
  await hands.press('Enter');
  await hands.click(() => document.getElementById('host')!.shadowRoot!.querySelector('button'));
  await hands.press('Shift+Tab');
  expect(await hands.evaluate(() => document.activeElement!.id)).toBe('first');
  const told = await hands.evaluate(() => document.getElementById('told')!.textContent);
  // WebKitGTK calls Shift+Tab `Unidentified` (X11's ISO_Left_Tab), though it moves the focus.
  expect(told).toMatch(/^Tabtrue Tabtrue Entertrue clicktrue clicktrue Shifttrue (Tab|Unidentified)true $/);
});

test('goes back to a page that the back/forward cache kept', async ({ site, hands }) => {
  const html = '<script>onpageshow = (event) => { document.title = `cached: ${event.persisted}`; };</script>';
  await hands.goto(site.page('/one', html));
  await hands.goto(site.page('/two', html));
  await hands.back();
  await hands.until(() => document.title === 'cached: true');
});
