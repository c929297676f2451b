/** Shows which tags without a mark `samtycke check` warns of, and which it rightly leaves alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unmarkedIn } from '../../../src/cli/unmarked.js';
import { manifestOf, serviceOf } from '../manifest/manifests.js';
import { facts } from './lint/subject.js';
import { newFolder, run, useCli } from './support.js';

useCli();

const login = serviceOf({
  id: 'login',
  purpose: 'necessary',
  necessary: { reason: 'login' },
  hosts: ['id.example', 'www.google.com'],
});
const counter = serviceOf({ id: 'counter', purpose: 'statistics', hosts: ['cdn.counter.example', 'stat.assistme.eu'] });
const own = serviceOf({ id: 'own', purpose: 'functional', hosts: ['www.assistme.eu'] });
const film = serviceOf({ id: 'youtube', purpose: 'marketing', hosts: ['www.youtube.com'] });
const manifest = { ...manifestOf([login, counter, own, film]), site: 'assistme.eu' };

const found = (html: string) => unmarkedIn(html, manifest, facts).map(({ message, mend }) => `${message}. ${mend}`);

test.each([
  [
    '<script async src="https://cdn.counter.example/c.js"></script>',
    '<script> reaches cdn.counter.example, a host of "counter", before any answer: it has no mark. Write type="text/plain" data-service="counter".',
  ],
  [
    '<iframe src="//www.youtube.com/embed/x"></iframe>',
    '<iframe> reaches www.youtube.com, a host of "youtube", before any answer: it has no mark. Write data-service="youtube", and data-src in the place of src.',
  ],
  [
    '<link rel="stylesheet" href="https://stat.assistme.eu/a.css">',
    '<link> reaches stat.assistme.eu, a host of "counter", before any answer: it has no mark. Write data-service="counter", and data-href in the place of href.',
  ],
  [
    '<img data-name="pixel" data-category="shoes" src="https://www.facebook.com/tr?id=1">',
    '<img> reaches www.facebook.com, a host of "Meta Pixel", before any answer: it has no mark. Declare the service, such as { "use": "meta-pixel" } if it is that, and mark the tag.',
  ],
])('warns of %s', (html, said) => {
  expect(found(html)).toEqual([said]);
});

test('warns of every ready-made service by its hosts', () => {
  for (const { id, hosts } of facts)
    for (const host of hosts.filter((it) => it !== 'www.google.com'))
      expect(found(`<script src="https://${host}/a.js"></script>`), `${id} ${host}`).toHaveLength(1);
});

test('asks to remove the tag of a ready-made service that the manifest starts', () => {
  const used = { ...film, id: 'ga4', use: 'ga4', key: 'G-ABCDEF1234', hosts: ['www.googletagmanager.com'] };
  const html = '<script src="https://www.googletagmanager.com/gtag/js?id=G-ABCDEF1234"></script>';
  const [finding] = unmarkedIn(html, { ...manifest, services: [used] }, facts);
  expect(finding!.mend).toBe('Remove it: its line in the manifest brings it after a yes.');
});

test.each([
  ['what is marked', '<script type="text/plain" data-service="counter" src="https://cdn.counter.example/"></script>'],
  ['what is marked and live, of which another rule tells', '<img data-service="youtube" src="//www.youtube.com/a">'],
  ['what Cookiebot ignores', '<script data-cookieconsent="ignore" src="https://www.youtube.com/a.js"></script>'],
  ['what is necessary', '<script src="https://id.example/a.js"></script>'],
  ['a host that something necessary reaches too', '<script src="https://www.google.com/recaptcha/api.js"></script>'],
  [
    'the site',
    '<script src="https://www.assistme.eu/a.js"></script><img src="/a.png"><img src="https://assistme.eu/b">',
  ],
  ['hosts that nobody knows', '<script src="https://cdn.example/a.js"></script>'],
  [
    'links that fetch nothing',
    '<link rel="canonical" href="https://www.youtube.com/"><a href="https://www.youtube.com/">',
  ],
  ['a script that is data', '<script type="text/x-template" src="https://www.youtube.com/a"></script>'],
  ['what a template holds', '<template data-service="youtube"><p><img src="https://www.youtube.com/a"></template>'],
  ['what no browser with scripts fetches', '<noscript><img src="https://www.facebook.com/tr"></noscript>'],
  ['an address that is none', '<img src=""><img src="https://"><iframe></iframe><img src="data:image/gif;base64,R0">'],
])('lets %s be', (_, html) => {
  expect(found(html)).toEqual([]);
});

test('check names file and line, passes, and counts the warnings of a page that has some', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'samtycke.json'), JSON.stringify({ ...manifest, services: [film] }));
  writeFileSync(join(folder, 'page.html'), '<p>\n<iframe src="https://www.youtube.com/embed/x"></iframe>');
  const { code, out, err } = await run(['check', 'samtycke.json', 'page.html'], folder);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(
    'warning: page.html:2: <iframe> reaches www.youtube.com, a host of "youtube", before any answer',
  );
  expect(out).toContain('. [unmarked-tag; LEK 9:28]\npage.html: no problems, 1 warning\n');
});
