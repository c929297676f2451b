/** Puts words together: fills in values, joins lists, writes times, in the language of the texts. */
import type { Cell, Group, Purpose } from '../decision/cells.js';
import type { BannerTexts } from '../manifest/locale.js';

/** Returns the text with each `{name}` replaced by its value. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** Returns the text with its first letter in upper case, for a word that begins a label. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Returns "a, b och c" in the language; by hand, as `Intl.ListFormat` costs Chromium 20 ms at its first use. */
export const join = (items: readonly string[], { and }: Pick<BannerTexts, 'and'>): string =>
  [items.slice(0, -1).join(', '), ...items.slice(-1)].filter(Boolean).join(` ${and} `);

/** Returns so many of a unit in words, "6 månader"; the unit comes as "månad|månader". */
export const amount = (count: number, unit: string): string => `${count} ${unit.split('|')[count === 1 ? 0 : 1]}`;

/** Returns the purpose of a cell, as the texts call it within a sentence. */
export const purposeOf = (cell: Cell, texts: BannerTexts): string => texts[`purpose.${cell.split(':')[1] as Purpose}`];

/** Returns the names of the purposes of the cells, each once, joined. */
export const purposesOf = (cells: readonly Cell[], texts: BannerTexts): string =>
  join([...new Set(cells.map((cell) => purposeOf(cell, texts)))], texts);

/** Returns what was granted: each purpose with its group, since one purpose may have a yes in one group and a no in another. */
export const cellsIn = (cells: readonly Cell[], texts: BannerTexts): string =>
  join(
    cells.map((cell) => `${purposeOf(cell, texts)} (${texts[`group.${cell.split(':')[0] as Group}`]})`),
    texts,
  );
