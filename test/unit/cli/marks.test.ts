/** Shows which marks in a page `samtycke check` tells of, and which it rightly leaves alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wrongMarksIn } from '../../../src/cli/marks.js';
import { manifestOf, serviceOf } from '../manifest/manifests.js';
import { newFolder, run, useCli } from './support.js';

useCli();

const login = serviceOf({ id: 'login', purpose: 'necessary', necessary: { reason: 'login' } });
const counter = serviceOf({ id: 'counter', purpose: 'statistics', aliases: ['old-counter'] });
const film = serviceOf({ id: 'youtube', purpose: 'marketing', hosts: ['www.youtube.com'] });
const manifest = { ...manifestOf([login, counter, film]), site: 'assistme.eu' };

const found = (html: string) => wrongMarksIn(html, manifest).map(({ rule, message }) => `${rule}: ${message}`);

test.each([
  ['<script data-service="counter" src="/c.js"></script>', 'data-service="counter"'],
  ['<script data-service="old-counter">count()</script>', 'data-service="old-counter"'],
  ['<script type="module" data-category="statistics" src="/c.js"></script>', 'data-category="statistics"'],
  ['<script type="text/javascript" data-cookieconsent="statistics"></script>', 'data-cookieconsent="statistics"'],
  ['<script type="application/javascript" data-name="counter"></script>', 'data-name="counter"'],
  ['<script data-category="necessary & statistics"></script>', 'data-category="necessary & statistics"'],
])('tells of the live script %s', (html, mark) => {
  expect(found(html)).toEqual([
    `live-mark: ${mark} is marked but its type is not "text/plain", so it runs before any answer`,
  ]);
});

test.each([
  ['<iframe data-service="youtube" src="https://www.youtube.com/embed/x"></iframe>', 'src', 'data-src'],
  ['<img data-category="marketing" srcset="https://cdn.example/a.png 2x">', 'srcset', 'data-srcset'],
  ['<link rel="stylesheet" data-service="youtube" href="https://cdn.example/a.css">', 'href', 'data-href'],
  ['<object data-service="youtube" data="//cdn.example/a"></object>', 'data', 'data-src'],
  ['<video data-service="youtube"><source data-service="youtube" src="/film.mp4"></video>', 'src', 'data-src'],
  ['<audio data-name="counter" src="/a.mp3"></audio>', 'src', 'data-src'],
  ['<embed data-cookieconsent="marketing" src="https://cdn.example/a">', 'src', 'data-src'],
  ['<iframe data-service="youtube" src="https://cdn.example/" data-src="/x"></iframe>', 'src', 'data-src'],
])('tells of the live address in %s, and how to mend it', (html, attribute, mend) => {
  const message = expect.stringContaining(`is marked but its ${attribute} is live, so it is fetched before any answer`);
  expect(wrongMarksIn(html, manifest)).toEqual([{ rule: 'live-mark', line: 1, message, mend: `Write ${mend}.` }]);
});

test('says of a module what to write so that it stays one', () => {
  const [{ mend } = { mend: '' }] = wrongMarksIn('<script type="module" data-service="counter"></script>', manifest);
  expect(mend).toBe('Write type="text/plain" data-type="module".');
});

test.each([
  ['a script that waits', '<script type="Text/Plain" data-service="counter" src="/c.js"></script>'],
  ['a frame that waits', '<iframe data-service="youtube" data-src="https://www.youtube.com/embed/x"></iframe>'],
  [
    'a picture of the site until the other comes',
    '<img data-service="youtube" src="/still.png" data-src="//x.example">',
  ],
  ['an empty address', '<img data-service="youtube" src="" data-src="https://x.example/a.png">'],
  ['an address within the page', '<img data-service="youtube" src="data:image/gif;base64,R0" data-src="//x.example">'],
  [
    'what is necessary',
    '<script data-service="login" src="/l.js"></script><script data-category="necessary"></script>',
  ],
  ['what Cookiebot ignores', '<script data-cookieconsent="ignore" src="/a.js"></script>'],
  ['data', '<script type="application/ld+json" data-category="statistics">{}</script>'],
  ['a template', '<template data-service="youtube"><p>Film</p></template>'],
  ['our own tag', '<script src="/samtycke/samtycke.0a1b2c3d4e5f.js" data-name="x" data-category="y"></script>'],
  [
    'names that other tools use',
    '<img data-name="logo" data-category="shoes" src="/a.png"><img data-name="b" src="c">',
  ],
  ['what is not marked, or is no such tag', '<script src="/a.js"></script><p data-service="plumbing">Rör</p>'],
  ['what is written in a comment', '<!-- <script data-service="counter" src="/c.js"></script> -->'],
])('lets %s be', (_, html) => {
  expect(found(html)).toEqual([]);
});

test('tells of a service that the manifest does not name, held or not', () => {
  const said =
    'unknown-service: data-service="vimo" names no service of the manifest, so it is held whatever the visitor says';
  expect(found('<iframe data-service="vimo" data-src="/x"></iframe>')).toEqual([said]);
  expect(found('<template data-service="vimo"></template>')).toEqual([said]);
  expect(found('<script data-service="vimo"></script>')).toEqual([expect.stringMatching(/^live-mark: /), said]);
});

test.each([
  ['<script type="text/plain" data-category="analytcs"></script>', 'no declared service is behind "analytcs"'],
  ['<script type="Text/Plain" data-category="statistics &"></script>', 'it is not well formed'],
  ['<iframe data-category="functional" data-src="/x"></iframe>', 'no declared service is behind "functional"'],
  ['<img data-category="preferences" data-srcset="/x 2x">', 'no declared service is behind "preferences"'],
  ['<template data-category="third-party:statistics"></template>', 'is behind "third-party:statistics"'],
  ['<script type="text/plain" data-service="counter" data-category="statistik"></script>', '"statistik"'],
])('tells of a category behind which there is nothing, in %s', (html, fault) => {
  const [, category] = /data-category="(.*?)"/.exec(html)!;
  const said = `unknown-category: data-category="${category}" is held whatever the visitor says: `;
  const all = found(html);
  expect(all).toEqual([expect.stringContaining(fault)]);
  expect(all[0]).toContain(said);
});

test('tells of a category by the name of the attribute, and what it may be', () => {
  const [{ message, mend } = { message: '', mend: '' }] = wrongMarksIn(
    '<script type="text/plain" data-cookieconsent="statistics,social"></script>',
    manifest,
  );
  expect(message).toContain('data-cookieconsent="statistics,social" is held whatever the visitor says: ');
  expect(mend).toMatch(/^Declare a service for it, or write an expression of: .*analytics.*statistics/);
  expect(mend).not.toContain('preferences');
});

test.each([
  ['the names of other tools', '<script type="text/plain" data-category="analytics | ads | advertising"></script>'],
  ['lists of Cookiebot', '<script type="text/plain" data-cookieconsent="statistics, marketing"></script>'],
  ['what Cookiebot ignores', '<script type="text/plain" data-cookieconsent="ignore"></script>'],
  ['the names of Klaro', '<script type="text/plain" data-name="old-counter"></script>'],
  ['what is necessary', '<script type="text/plain" data-category="!necessary | necessary"></script>'],
  ['an alias', '<script type="text/plain" data-category="tracking"></script>'],
  ['an alias that leads nowhere, which the manifest is told of', '<img data-category="lost" data-src="/x">'],
  ['what is not held', '<script data-category="shoes"></script><img data-category="shoes" src="/a.png">'],
])('finds a category in %s', (_, html) => {
  const aliases = { tracking: 'statistics', lost: 'statistcs' };
  const rules = wrongMarksIn(html, { ...manifest, options: { aliases } }).map(({ rule }) => rule);
  expect(rules.filter((rule) => rule === 'unknown-category')).toEqual([]);
});

test('check names file, line and mend, fails, and leaves marks alone where the manifest is wrong', async () => {
  const folder = newFolder();
  const page = '<p>\n<iframe data-service="youtube" src="https://www.youtube.com/embed/x"></iframe>';
  writeFileSync(join(folder, 'page.html'), page);
  writeFileSync(join(folder, 'samtycke.json'), JSON.stringify(manifest));
  const { code, out, err } = await run(['check', 'samtycke.json', 'page.html'], folder);
  expect([code, out]).toEqual([1, expect.stringContaining('page.html: 1 problem\n')]);
  expect(err).toContain(
    'problem: page.html:2: data-service="youtube" is marked but its src is live, so it is fetched before any answer. Write data-src. [live-mark; LEK 9:28]\n',
  );
  writeFileSync(join(folder, 'samtycke.json'), JSON.stringify({ ...manifest, extra: 1 }));
  expect((await run(['check', 'samtycke.json', 'page.html'], folder)).out).toContain('page.html: no problems\n');
});
