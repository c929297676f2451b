/** Keeps README's table of ready-made services what the facts say; `UPDATE=1 npx vitest run -c test/vitest.config.ts --project package services` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { factsIn, unverified } from '../../src/services/verified.js';
import { allFacts } from '../browser/support/readyMade.js';
import type { Facts } from '../../src/services/types.js';

const README = new URL('../../README.md', import.meta.url);
const MARKS = /(<!-- services -->\n)[^]*?(\n<!-- \/services -->)/;

const lineOf = ({ id, key, fields }: Facts): string =>
  `{ ${Object.entries({ use: id, ...(key && { id: key.example }), ...(fields && { host: fields.host.example }) })
    .map(([name, value]) => `"${name}": "${value}"`)
    .join(', ')} }`;

const rowOf = (facts: Facts): string => {
  const doubtful = unverified(facts);
  const all = factsIn(facts).length;
  const verified = doubtful.length ? `${all - doubtful.length} of ${all}; not: ${doubtful.join(', ')}` : `all ${all}`;
  return `| ${facts.name} | \`${lineOf(facts)}\` | ${facts.purpose} | ${verified.replaceAll('*', '\\*')} |`;
};

const table = (): string =>
  ['| service | line | purpose | facts verified at their source |', '|---|---|---|---|', ...allFacts.map(rowOf)].join(
    '\n',
  );

test('lists every ready-made service in README, and says what of it is verified', () => {
  const text = readFileSync(README, 'utf8');
  const wanted = text.replace(MARKS, (_, before: string, after: string) => before + table() + after);
  if (process.env['UPDATE']) writeFileSync(README, wanted);
  expect(text).toMatch(MARKS);
  expect(readFileSync(README, 'utf8')).toBe(wanted);
});
