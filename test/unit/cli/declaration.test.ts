/** Shows that `samtycke declaration` writes the table that pages draw, as HTML without style or script, in each language. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Window, type Element } from 'happy-dom';
import { expect, onTestFinished, test, vi } from 'vitest';
import en from '../../../locales/en.js';
import sv from '../../../locales/sv.js';
import type { Locale } from '../../../src/manifest/locale.js';
import { resolveSite, withOwnService } from '../../../src/manifest/resolve.js';
import type { Manifest } from '../../../src/manifest/types.js';
import type { Loan } from '../../../src/ui/loan.js';
import { declaration } from '../../../src/ui/table/index.js';
import { full, manifestOf, put, reference, serviceOf } from '../manifest/manifests.js';
import { newFolder, run, useCli } from './support.js';

useCli();

const write = (manifest: unknown): string => {
  const folder = newFolder();
  writeFileSync(join(folder, 'samtycke.json'), JSON.stringify(manifest));
  return folder;
};

/** Returns what the command writes of a manifest, as elements of a page. */
const elementsOf = (html: string) => {
  const { document } = new Window();
  document.body.innerHTML = html;
  return document.body;
};

/** Returns what a page on the site draws of the manifest. */
const drawn = (manifest: Manifest, texts: Locale, cookie = '__Host-samtycke') => {
  const { document, DocumentFragment } = new Window();
  vi.stubGlobal('document', document);
  vi.stubGlobal('DocumentFragment', DocumentFragment);
  onTestFinished(() => void vi.unstubAllGlobals());
  const site = withOwnService(resolveSite(manifest, 'www.assistme.eu'), cookie);
  const element = document.createElement('div');
  const attachRoot = () => element.attachShadow({ mode: 'open' });
  const port = { site, texts: () => texts };
  declaration({ port, texts, attachRoot } as unknown as Loan, element as unknown as HTMLElement);
  return element.shadowRoot!;
};

type Outline = [tag: string, attributes: Record<string, string>, ...within: (Outline | string)[]];

/** Returns tags, attributes and texts of an element and of all within it; line breaks between tags do not count. */
const outlineOf = (element: Element): Outline => [
  element.localName,
  // Those with `__` are where the tests' compiler says which line of ours made the element.
  Object.fromEntries(
    [...element.attributes].flatMap(({ name, value }) => (name.startsWith('__') ? [] : [[name, value!]])),
  ),
  ...[...element.childNodes].flatMap((node): (Outline | string)[] => {
    if (node.nodeType === 1) return [outlineOf(node as Element)];
    return node.textContent!.trim() ? [node.textContent!] : [];
  }),
];

/** Returns the texts of the rows, by column. */
const rowsOf = (html: string) =>
  [...elementsOf(html).querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));

for (const [name, manifest] of Object.entries({ 'the reference site': reference(), 'every field': full() }))
  for (const texts of [sv, en])
    test(`writes the very table that a page draws, in ${texts.lang}, for the manifest of ${name}`, async () => {
      const shared = manifest.options?.domain ? 'samtycke' : undefined;
      const { code, out, err } = await run(['declaration', '--locale', texts.lang], write(manifest));
      expect([code, err.replace(/^warning: .*\n/gm, '')]).toEqual([0, '']);
      const [written, ...others] = elementsOf(out).children;
      expect(others).toEqual([]);
      expect(outlineOf(written!)).toEqual(outlineOf(drawn(manifest, texts, shared).querySelector('div')!));
    });

test('gives each table a caption, a language and headers with their scope', async () => {
  const { out } = await run(['declaration', '--locale', 'sv'], write(full()));
  const [written] = elementsOf(out).children;
  expect(outlineOf(written!).slice(0, 2)).toEqual(['div', { lang: 'sv', class: 'samtycke-declaration' }]);
  const captions = [...written!.querySelectorAll('caption')].map((caption) => caption.textContent);
  expect(captions).toEqual(['Nödvändiga kakor', 'Kakor för statistik']);
  const scopes = (selector: string) => [
    ...new Set([...written!.querySelectorAll(selector)].map((header) => header.getAttribute('scope'))),
  ];
  expect([scopes('thead th'), scopes('tbody th')]).toEqual([['col'], ['row']]);
});

test('names in each cell its column, for rows that are stacked, and writes the roles out that they would lose', async () => {
  const { out } = await run(['declaration', '--locale', 'sv'], write(full()));
  const tables = [...elementsOf(out).querySelectorAll('table')];
  const roles = (table: Element, selector: string) =>
    new Set([...table.querySelectorAll(selector)].map((element) => element.getAttribute('role')));
  for (const table of tables) {
    const columns = [...table.querySelectorAll('thead th')].map((header) => header.textContent);
    for (const row of table.querySelectorAll('tbody tr'))
      expect([...row.children].map((cell) => cell.getAttribute('data-label'))).toEqual(columns);
    const found = ['thead, tbody', 'tr', 'thead th', 'tbody th', 'td'].map((selector) => [...roles(table, selector)]);
    expect(found).toEqual([['rowgroup'], ['row'], ['columnheader'], ['rowheader'], ['cell']]);
    expect(table.getAttribute('role')).toBe('table');
  }
});

test('writes nothing that a strict Content-Security-Policy would stop', async () => {
  const { out } = await run(['declaration'], write(reference()));
  expect(out).not.toMatch(/<(script|style|link|img|iframe)\b|\sstyle=|\son\w+=|javascript:/i);
});

test('names the cookie of the answer as pages do: on https, or shared over a domain', async () => {
  const names = async (options: Manifest['options']) =>
    rowsOf((await run(['declaration'], write(manifestOf([], options)))).out).map(([first]) => first);
  expect(await names({})).toEqual(['__Host-samtycke', 'samtycke:*']);
  expect(await names({ domain: 'assistme.eu' })).toEqual(['samtycke', 'samtycke:*']);
});

test('shows a hostile manifest as text', async () => {
  const attack = '</td></table><img src=x onerror="alert(1)">&lt;b&gt;\'"';
  const manifest = manifestOf([
    serviceOf({ provider: attack, text: { sv: attack }, data: [attack], cookies: [{ name: attack, lifetime: '1y' }] }),
  ]);
  const { out } = await run(['declaration'], write({ ...manifest, controller: { name: attack } }));
  const row = [attack, attack, attack, 'Kaka · Permanenta kakor', '1 år', attack, '–', '–'];
  expect(rowsOf(out).at(-1)).toEqual(row);
  expect(elementsOf(out).querySelectorAll('img, b')).toHaveLength(0);
});

test('takes the language of the manifest where none is asked for, else Swedish', async () => {
  const langOf = async (options: Manifest['options']) =>
    elementsOf((await run(['declaration'], write(manifestOf([], options)))).out).children[0]!.getAttribute('lang');
  expect([await langOf({ locale: 'en' }), await langOf({})]).toEqual(['en', 'sv']);
});

test('writes into a file, and says then what a visitor ought to be told', async () => {
  const folder = write(manifestOf([serviceOf()]));
  const { code, out, err } = await run(['declaration', 'samtycke.json', '--out', 'kakor.html'], folder);
  expect([code, out]).toEqual([0, '']);
  expect(err).toMatch(/^warning: manifest services\[0\] \(a\): the visitor ought to be told text, .*\n$/);
  expect(readFileSync(join(folder, 'kakor.html'), 'utf8')).toBe((await run(['declaration'], folder)).out);
});

test('says of a wrong manifest what check says, and writes nothing', async () => {
  const folder = write({ ...manifestOf([serviceOf({ purpose: 'fun' as 'statistics' })]), extra: 1 });
  const { code, out, err } = await run(['declaration', '--out', 'kakor.html'], folder);
  expect([code, out, err]).toEqual([1, '', (await run(['check'], folder)).err]);
  expect(err.match(/^problem: manifest (services\[0\]\.purpose|extra): /gm)).toHaveLength(2);
  expect(() => readFileSync(join(folder, 'kakor.html'))).toThrow('ENOENT');
});

test('fills in the facts of a ready-made service, and says so where there are none', async () => {
  const declare = (line: object) =>
    run(['declaration'], write({ ...manifestOf([line as never]), site: 'assistme.eu' }));
  const { code, out } = await declare({ use: 'ga4', id: 'G-ABCDEF1234' });
  expect(code).toBe(0);
  expect(rowsOf(out)).toContainEqual(expect.arrayContaining(['_ga_*', 'Google Ireland Limited']));
  expect(await declare({ use: 'ga5', id: 'G-ABCDEF1234' })).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^problem: manifest services\[0\]: there is no ready-made service "ga5"\. .*\n$/),
  });
});

test('lists the languages there are where there are no texts for one', async () => {
  for (const locale of ['xx', '../sv', '']) {
    const { code, out, err } = await run(['declaration', '--locale', locale], write(full()));
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n').at(-2)).toBe(`samtycke: There are no texts for "${locale}". Write one of: en, sv.`);
  }
});

test('asks for the site where hosts must be told from third parties and no page tells it', async () => {
  const { code, out, err } = await run(['declaration'], write(put(full(), 'site', undefined)));
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('Add "site": "example.com"');
  const withoutHosts = put(manifestOf([serviceOf()]), 'site', undefined);
  expect((await run(['declaration'], write(withoutHosts))).code).toBe(0);
});

test('says how to mend a file that is missing, a folder that is not there and an unknown option', async () => {
  const folder = write(full());
  for (const args of [['nowhere.json'], ['--out', 'nowhere/kakor.html'], ['--nonsense'], ['a', 'b']]) {
    const { code, out, err } = await run(['declaration', ...args], folder);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/samtycke: \S.*\n$/);
    expect(err).not.toMatch(/ {4}at |ENOENT/);
  }
  const help = await run(['declaration', '--help']);
  expect([help.code, help.err]).toEqual([0, '']);
  expect(help.out).toContain('npx samtycke declaration');
});
