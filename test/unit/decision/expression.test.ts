/** Shows how an expression is read, what it holds on to before a decision, and how it fails. */
import { expect, test } from 'vitest';
import { OPTIONAL_CELLS, type Cell, type Cells } from '../../../src/decision/cells.js';
import { all, decisionOf, judge } from './decisions.js';

const EVERY: readonly Cell[] = [...OPTIONAL_CELLS, 'session:necessary', 'permanent:necessary', 'third-party:necessary'];
const YES = all(OPTIONAL_CELLS, true);

const holds = (source: string, cells: Cells | undefined, declared: readonly Cell[] = EVERY): boolean =>
  judge(source, declared, cells && decisionOf(cells)).holds;

test('binds ! tighter than &, and & tighter than |', () => {
  const cells = {
    ...all(OPTIONAL_CELLS, false),
    ...all(['session:statistics', 'permanent:statistics', 'third-party:statistics'], true),
  };
  expect(holds('statistics | marketing & functional', cells)).toBe(true);
  expect(holds('(statistics | marketing) & functional', cells)).toBe(false);
  expect(holds('functional & marketing | statistics', cells)).toBe(true);
  expect(holds('!functional & statistics', cells)).toBe(true);
  expect(holds('!(functional & statistics)', cells)).toBe(true);
  expect(holds('!statistics | marketing', cells)).toBe(false);
  expect(holds('!!statistics', cells)).toBe(true);
});

test('reads white space as nothing and brackets as often as they come', () => {
  expect(holds('  ((  statistics ))&\n\t marketing ', YES)).toBe(true);
  expect(holds('!(!(marketing))', YES)).toBe(true);
  expect(holds('statistics&!marketing', YES)).toBe(false);
});

test('reads a purpose or a group as every optional cell of it that is declared', () => {
  const declared: Cell[] = [
    'permanent:statistics',
    'third-party:statistics',
    'third-party:marketing',
    'permanent:necessary',
  ];
  const cells = { 'permanent:statistics': true, 'third-party:statistics': false, 'third-party:marketing': true };
  expect(holds('statistics', cells, declared)).toBe(false);
  expect(holds('permanent', cells, declared)).toBe(true);
  expect(holds('third-party', cells, declared)).toBe(false);
  expect(holds('marketing', cells, declared)).toBe(true);
  expect(holds('third-party:marketing', cells, declared)).toBe(true);
  expect(holds('statistics', { ...cells, 'third-party:statistics': true }, declared)).toBe(true);
});

test('holds everything back before a decision but what is necessary', () => {
  for (const name of [
    'functional',
    'statistics',
    'marketing',
    'session',
    'permanent',
    'third-party',
    ...OPTIONAL_CELLS,
  ])
    for (const source of [
      name,
      `!${name}`,
      `!!${name}`,
      `${name} | !${name}`,
      `necessary & ${name}`,
      `!(necessary & ${name})`,
      `!necessary | !${name}`,
    ])
      expect(judge(source, EVERY, undefined), source).toEqual({ holds: false });
  for (const source of [
    'necessary',
    'session:necessary',
    '!!necessary',
    'necessary | marketing',
    'necessary | !marketing',
  ])
    expect(judge(source, EVERY, undefined), source).toEqual({ holds: true });
});

test('lets !x hold only once a decision refuses x', () => {
  expect(holds('!marketing', undefined)).toBe(false);
  expect(holds('!marketing', all(OPTIONAL_CELLS, false))).toBe(true);
  expect(holds('!marketing', YES)).toBe(false);
});

test('takes a cell that came after the decision for neither a yes nor a no, unless everything was refused', () => {
  const before = { 'permanent:statistics': true };
  const declared: Cell[] = ['permanent:statistics', 'third-party:marketing'];
  expect(holds('marketing', before, declared)).toBe(false);
  expect(holds('!marketing', before, declared)).toBe(false);
  expect(holds('statistics', before, declared)).toBe(true);
  expect(holds('!marketing', { 'permanent:statistics': false }, declared)).toBe(true);
  expect(holds('marketing', { 'permanent:statistics': false }, declared)).toBe(false);
});

test('holds the whole expression back for one unknown name, under ! and beside a yes too, and names it', () => {
  for (const source of [
    'analytic',
    '!analytic',
    'necessary | analytic',
    'statistics | !analytic',
    '!(analytic & statistics)',
  ]) {
    const { holds, fault } = judge(source, EVERY, decisionOf(YES));
    expect(holds, source).toBe(false);
    expect(fault, source).toContain('analytic');
  }
});

test('knows no name without a declared service behind it', () => {
  for (const name of [
    'marketing',
    'third-party',
    'third-party:marketing',
    'session:necessary',
    'Statistics',
    'permanent:',
    ':statistics',
    'constructor',
    '__proto__',
  ])
    expect(judge(name, ['permanent:statistics'], decisionOf(YES)), name).toMatchObject({
      holds: false,
      fault: expect.any(String),
    });
  expect(judge('necessary', [], undefined)).toEqual({ holds: true });
});

test('holds an expression that breaks the grammar back, and says that it does', () => {
  for (const source of [
    '',
    ' ',
    '&',
    '|',
    '!',
    '()',
    '(',
    ')',
    'statistics &',
    '& statistics',
    'statistics marketing',
    'statistics && marketing',
    '(statistics',
    'statistics)',
    'statistics !',
    '!|statistics',
    'statistics ! marketing',
    '(statistics) (marketing)',
    'necessary)',
    'necessary necessary',
  ])
    expect(judge(source, EVERY, decisionOf(YES)), source).toMatchObject({
      holds: false,
      fault: expect.stringMatching(/\S/),
    });
});

test('holds an expression of more than 500 signs back, however it is made', () => {
  const long = (length: number): string => 'necessary'.padEnd(length);
  expect(judge(long(500), EVERY, undefined)).toEqual({ holds: true });
  expect(judge(long(501), EVERY, undefined)).toMatchObject({ holds: false, fault: expect.any(String) });
  for (const sign of ['(', '!', ')', '&', '!('])
    expect(judge(sign.repeat(100_000), EVERY, decisionOf(YES)), sign).toMatchObject({
      holds: false,
      fault: expect.any(String),
    });
  expect(holds(`${'('.repeat(245)}necessary${')'.repeat(245)}`, undefined)).toBe(true);
});

test('reads an answer only from the decision itself, not from what a page has put on Object.prototype', () => {
  const prototype = Object.prototype as Record<string, unknown>;
  prototype['third-party:marketing'] = true;
  try {
    expect(
      holds('marketing', { 'permanent:statistics': true }, ['permanent:statistics', 'third-party:marketing']),
    ).toBe(false);
  } finally {
    delete prototype['third-party:marketing'];
  }
});
