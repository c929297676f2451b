/** Shows what `samtycke check` finds within <noscript>, and what it rightly leaves alone (R4). */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leaksIn } from '../../../src/cli/noscript.js';
import { breakPackage, newFolder, run, useCli } from './support.js';

useCli();

const found = (html: string, site = 'assistme.eu') =>
  leaksIn(html, site).map(({ line, address }) => `${line} ${address}`);
const inside = (html: string) => found(`<noscript>${html}</noscript>`);

test.each([
  [
    'a pixel',
    '<img height="1" width="1" src="https://www.facebook.com/tr?id=1&amp;ev=PageView">',
    'https://www.facebook.com/tr?id=1&ev=PageView',
  ],
  [
    'a frame',
    "<iframe src='https://www.googletagmanager.com/ns.html?id=GTM-1' style='display:none'></iframe>",
    'https://www.googletagmanager.com/ns.html?id=GTM-1',
  ],
  ['no scheme', '<IMG SRC=//px.ads.linkedin.com/collect>', 'https://px.ads.linkedin.com/collect'],
  ['a stylesheet', '<link rel="stylesheet" href="https://fonts.example/css">', 'https://fonts.example/css'],
  ['a set', '<img srcset="/own.png 1x, https://cdn.example/2.png 2x">', 'https://cdn.example/2.png'],
  ['a style', '<div style="background: url(&quot;https://cdn.example/a.png&quot;)">', 'https://cdn.example/a.png'],
  [
    'a style sheet',
    '<style>p { color: red } @import "https://cdn.example/a.css";</style>',
    'https://cdn.example/a.css',
  ],
  ['a refresh', '<meta http-equiv="refresh" content="0; url=https://other.example/">', 'https://other.example/'],
  ['an object', '<object data="https://other.example/a.swf"></object>', 'https://other.example/a.swf'],
  ['a hidden address', '<img src="https&#58;&#x2f;&sol;other.example/a">', 'https://other.example/a'],
  ['line breaks', '<img\n  alt="a > b"\n  src="\n https://other.example/a">', 'https://other.example/a'],
  ['backslashes', '<img src="\\\\other.example\\a">', 'https://other.example/a'],
  ['a host that only looks like ours', '<img src="https://evilassistme.eu/a">', 'https://evilassistme.eu/a'],
])('R4 finds %s of another site', (_, html, address) => {
  expect(inside(html)).toEqual([`1 ${address}`]);
});

test.each([
  ['our own', '<img src="/a.png"><img src="https://www.assistme.eu/a.png"><img src="a.png">'],
  [
    'a link that waits for a click',
    '<a href="https://other.example/">hit</a><form action="https://other.example/"></form>',
  ],
  ['a canonical address', '<link rel="canonical" href="https://other.example/">'],
  ['text', 'Slå på skript: https://enable-javascript.com/'],
  ['data and mail', '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><a href="mailto:a@b.example">a</a>'],
  ['a comment', '<!-- <img src="https://other.example/a"> -->'],
  ['a description', '<meta name="description" content="url=https://other.example/">'],
])('R4 lets %s be', (_, html) => {
  expect(inside(html)).toEqual([]);
});

test('R4 looks only within noscript, wherever that stands, and names the line', () => {
  const html = [
    '<!doctype html><img src="https://other.example/outside"><!-- <noscript> -->',
    '<script>document.write("<noscript>"); const a = "<img src=https://other.example/text>"</script>',
    '<img src="https://other.example/outside" data-x="<noscript>">',
    '<noscript>',
    '  <img src="https://other.example/first">',
    '</noscript><img src="https://other.example/outside">',
    '<NOSCRIPT ><img src="https://other.example/second"></noscript >',
  ].join('\n');
  expect(found(html)).toEqual(['5 https://other.example/first', '7 https://other.example/second']);
});

test('R4 takes a base of another site as one', () => {
  expect(found('<base href="https://cdn.example/"><noscript><img src="a.png"></noscript>')).toEqual([
    '1 https://cdn.example/a.png',
  ]);
});

test('R4 takes the first of several bases, as the HTML standard does', () => {
  const html = '<base href="/a/"><base href="https://cdn.example/"><noscript><img src="a.png"></noscript>';
  expect(found(html)).toEqual([]);
});

test('R4 finds what the parser moves out of noscript, once, and nothing that browsers with scripts fetch too', () => {
  const html = [
    '<html><head><noscript><img src="https://other.example/pixel"></noscript>',
    '<link rel="stylesheet" href="https://other.example/outside"></head><body background="https://other.example/outside">',
    '<table><noscript><img src="https://other.example/fostered"></noscript></table>',
    '<noscript><b style="background: url(https://other.example/nested)"><p>a</b>b</noscript>',
    '<noscript><body style="background: url(https://other.example/merged)"></noscript>',
  ].join('\n');
  // The pixel has opened the body, so that is the line of what a later <body> adds to it.
  expect(found(html)).toEqual([
    '1 https://other.example/merged',
    '1 https://other.example/pixel',
    '3 https://other.example/fostered',
    '4 https://other.example/nested',
  ]);
});

test('R4 reads any text quickly and without throwing', () => {
  const piece = fc.constantFrom(
    '<noscript>',
    '</noscript>',
    '<!--',
    '-->',
    '<img src=',
    '"',
    "'",
    '>',
    '<',
    '//x.y',
    '&#99999999;',
    '<style>',
    'a',
    ' ',
  );
  fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => void leaksIn(pieces.join(''))));
  const since = performance.now();
  for (const text of ['<img ', '<a "', "<a =' ", '<!--', '<noscript>', '<a b="']) leaksIn(text.repeat(20_000));
  expect(performance.now() - since).toBeLessThan(5_000);
});

test('R4 check names file, line and address, and fails', async () => {
  const folder = newFolder();
  const manifest = {
    controller: { name: 'AssistMe' },
    site: 'assistme.eu',
    policy: { version: '1.0.0', url: '/p' },
    services: [],
  };
  writeFileSync(join(folder, 'samtycke.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'good.html'), '<noscript><img src="https://assistme.eu/a.png"></noscript>');
  writeFileSync(join(folder, 'bad.html'), '<p>\n<noscript><img src="https://www.facebook.com/tr"></noscript>');
  const good = await run(['check', 'samtycke.json', 'good.html'], folder);
  expect([good.code, good.err]).toEqual([0, '']);
  expect(good.out).toContain('good.html: no problems\n');
  for (const names of [['samtycke.json', 'good.html', 'bad.html'], ['bad.html']]) {
    const { code, out, err } = await run(['check', ...names], folder);
    expect(code).toBe(1);
    expect(err).toMatch(/^problem: bad\.html:2: <img> within <noscript> fetches https:\/\/www\.facebook\.com\/tr /);
    expect(out).toContain('bad.html: 1 problem\n');
  }
  const missing = await run(['check', 'samtycke.json', 'none.html'], folder);
  expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('"none.html"') });
});

test('R4 check names the package that cannot be loaded, and needs it for pages alone', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'page.html'), '<p>');
  writeFileSync(join(folder, 'samtycke.json'), '{}');
  const cli = breakPackage('parse5');
  const { code, err } = await run(['check', 'samtycke.json', 'page.html'], folder, cli);
  expect(code).toBe(2);
  expect(err).toMatch(
    /samtycke: The check of pages needs the package parse5, .*\(Error: broken\)\. Run: npm install parse5\n$/,
  );
  expect((await run(['check', 'samtycke.json'], folder, cli)).code).toBe(1);
});
