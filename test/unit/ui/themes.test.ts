/** Shows that each theme sets every token the UI reads, nothing else, and keeps every text legible by day and by night. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const pathOf = (path: string): string => fileURLToPath(import.meta.url).replace(/test\/unit\/ui\/[^/]*$/, path);
const cssOf = (path: string): string => readFileSync(pathOf(path), 'utf8').replace(/\/\*[^]*?\*\//g, '');

const THEMES = readdirSync(pathOf('themes')).filter((name) => name.endsWith('.css'));
const UI = ['src/ui/banner.css', 'src/ui/second/second.css', 'src/ui/embeds/embeds.css', 'src/ui/table/table.css']
  .map(cssOf)
  .join('\n');
const TOKENS = [...new Set(UI.match(/--samtycke-[\w-]+(?=[,)])/g))].toSorted();
/** What is the same by night. */
const SHARED = ['--samtycke-radius', '--samtycke-font', '--samtycke-line', '--samtycke-shadow'];
const DARK = /@media\s*\(prefers-color-scheme:\s*dark\)\s*\{([^]*?\})\s*\}/;

type Tokens = Readonly<Record<string, string>>;
const tokensIn = (css: string): Tokens =>
  Object.fromEntries(
    [...css.matchAll(/(--samtycke-[\w-]+)\s*:\s*([^;]+);/g)].map(([, name, value]) => [name!, value!.trim()]),
  );

/** Returns the tokens by day and by night. */
const schemesOf = (css: string): [string, Tokens][] => {
  const light = tokensIn(css.replace(DARK, ''));
  return [
    ['light', light],
    ['dark', { ...light, ...tokensIn(DARK.exec(css)?.[1] ?? '') }],
  ];
};

const luminance = (colour: string): number => {
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(colour)?.[1];
  if (!hex) throw new Error(`not a plain colour: ${colour}`);
  const [red, green, blue] = (hex.length === 3 ? hex.replace(/./g, '$&$&') : hex).match(/../g)!.map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
};

/** Returns the contrast of two tokens (WCAG 2.2, "contrast ratio"). */
const contrast = (tokens: Tokens, ...names: [string, string]): number => {
  const [dark, light] = names.map((name) => luminance(tokens[`--samtycke-${name}`]!)).toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
};

test('reads contrast as WCAG does', () => {
  expect(contrast({ '--samtycke-a': '#fff', '--samtycke-b': '#000000' }, 'a', 'b')).toBeCloseTo(21, 5);
  expect(contrast({ '--samtycke-a': '#777777', '--samtycke-b': '#fff' }, 'a', 'b')).toBeCloseTo(4.48, 2);
});

test('has four themes', () => {
  expect(THEMES).toEqual(['assistme.css', 'contrast.css', 'nordic.css', 'plain.css']);
  expect(TOKENS.length).toBeGreaterThan(8);
});

test('has no token that could tell accept from reject', () => {
  expect(TOKENS.filter((name) => /accept|reject|refuse|deny|primary|button/.test(name))).toEqual([]);
});

test.each(THEMES)('sets each token that the UI reads, by day and by night, in %s', (name) => {
  const css = cssOf(`themes/${name}`);
  const [[, light]] = schemesOf(css) as [[string, Tokens]];
  expect(Object.keys(light).toSorted()).toEqual(TOKENS);
  expect(Object.keys(tokensIn(DARK.exec(css)![1]!)).toSorted()).toEqual(
    TOKENS.filter((token) => !SHARED.includes(token)),
  );
});

test.each(THEMES)('holds nothing in %s but custom properties', (name) => {
  const css = cssOf(`themes/${name}`);
  const selectors = [...css.matchAll(/([^{};]+)\{/g)].map(([, selector]) => selector!.trim());
  expect(selectors).toEqual([':root', '@media (prefers-color-scheme: dark)', ':root']);
  const declarations = css
    .replace(/[^{};]+\{/g, '')
    .split(/[;}]/)
    .map((text) => text.trim())
    .filter(Boolean);
  expect(declarations.filter((text) => !text.startsWith('--samtycke-'))).toEqual([]);
  expect(css).not.toMatch(/url\(|@import|!important|expression/);
});

const TEXTS: [string, string][] = [
  ['ink', 'surface'],
  ['soft', 'surface'],
  ['soft', 'wash'],
  ['ink', 'wash'],
  ['accent', 'surface'],
  ['on-accent', 'accent'],
];
const MARKS: [string, string][] = [
  ['focus', 'surface'],
  ['focus', 'wash'],
  ['accent', 'wash'],
  ['soft', 'wash'],
];

test.each(
  THEMES.flatMap((name) =>
    schemesOf(cssOf(`themes/${name}`)).map(([scheme, tokens]) => [name, scheme, tokens] as const),
  ),
)('keeps every text and mark of %s legible in the %s', (_name, _scheme, tokens) => {
  for (const pair of TEXTS) expect(contrast(tokens, ...pair), pair.join(' on ')).toBeGreaterThanOrEqual(4.5);
  for (const pair of MARKS) expect(contrast(tokens, ...pair), pair.join(' on ')).toBeGreaterThanOrEqual(3);
});

test.each(schemesOf(cssOf('themes/contrast.css')))(
  'keeps each text of the contrast theme at 7:1 in the %s',
  (_scheme, tokens) => {
    for (const pair of TEXTS) expect(contrast(tokens, ...pair), pair.join(' on ')).toBeGreaterThanOrEqual(7);
    expect(contrast(tokens, 'line', 'surface')).toBeGreaterThanOrEqual(3);
  },
);

test('falls back to the nordic theme where a page sets no token', () => {
  const fallbacks = (css: string): Tokens =>
    Object.fromEntries(
      [...css.matchAll(/var\((--samtycke-[\w-]+),\s*([^;]+)\);/g)].map(([, name, value]) => [name!, value!.trim()]),
    );
  /** Puts values in the place of the tokens that others fall back to. */
  const resolved = (tokens: Tokens): Tokens =>
    Object.fromEntries(
      Object.entries(tokens).map(([name, value]) => [
        name,
        value.replace(/^var\(--([\w-]+)\)$/, (_, other: string) => tokens[`--samtycke-${other}`]!),
      ]),
    );
  const css = cssOf('src/ui/banner.css');
  const nordic = schemesOf(cssOf('themes/nordic.css'));
  const light = fallbacks(css.replace(DARK, ''));
  expect(resolved(light)).toEqual(nordic[0]![1]);
  expect(resolved({ ...light, ...fallbacks(DARK.exec(css)![1]!) })).toEqual(nordic[1]![1]);
});
