/** Compares random expressions with a second evaluation that never reads them, but the tree they were written from. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GROUPS, OPTIONAL_CELLS, PURPOSES, type Cell, type Cells } from '../../../src/decision/cells.js';
import { decisionOf, judge } from './decisions.js';

type Tree =
  | { readonly name: string }
  | { readonly not: Tree }
  | { readonly op: '&' | '|'; readonly left: Tree; readonly right: Tree };

const DECLARED: readonly Cell[] = [
  'session:functional',
  'permanent:functional',
  'permanent:statistics',
  'third-party:statistics',
  'third-party:marketing',
  'session:necessary',
];
const ASKED = OPTIONAL_CELLS.filter((cell) => DECLARED.includes(cell));
const NAMES = [...GROUPS, ...PURPOSES, ...DECLARED];

const treeOf = (names: readonly string[]): fc.Arbitrary<Tree> =>
  fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.record({ name: fc.constantFrom(...names) }),
      fc.record({ not: tie('tree') }),
      fc.record({ op: fc.constantFrom('&' as const, '|' as const), left: tie('tree'), right: tie('tree') }),
    ),
  })).tree;

/** Writes the tree with only the brackets it needs; `loose` is how loosely what stands around it binds. */
const write = (tree: Tree, loose = 0): string => {
  if ('name' in tree) return tree.name;
  if ('not' in tree) return `!${write(tree.not, 3)}`;
  const binds = tree.op === '|' ? 1 : 2;
  const text = `${write(tree.left, binds)} ${tree.op}${write(tree.right, binds)}`;
  return binds < loose ? `( ${text})` : text;
};

/** What an atom may be: one value once it is known, 0.5 for "nobody has said". Kleene's logic is then min, max and 1 - x. */
const weigh = (tree: Tree, atom: (name: string) => number): number => {
  if ('name' in tree) return atom(tree.name);
  if ('not' in tree) return 1 - weigh(tree.not, atom);
  const both = [weigh(tree.left, atom), weigh(tree.right, atom)];
  return tree.op === '&' ? Math.min(...both) : Math.max(...both);
};

const isNecessary = (name: string): boolean => name === 'necessary' || name.endsWith(':necessary');
const namesIn = (tree: Tree): string[] =>
  'name' in tree ? [tree.name] : 'not' in tree ? namesIn(tree.not) : [...namesIn(tree.left), ...namesIn(tree.right)];
const cellsOf = (name: string): Cell[] =>
  ASKED.filter((cell) => cell === name || cell.startsWith(`${name}:`) || cell.endsWith(`:${name}`));
const anyTree = treeOf(NAMES);
const fits = (source: string): boolean => source.length <= 500;

const anyFull: fc.Arbitrary<Cells> = fc
  .tuple(...ASKED.map(() => fc.boolean()))
  .map((said) => Object.fromEntries(ASKED.map((cell, index) => [cell, said[index]!])));

test('lets nothing hold before a decision but what is true of necessary alone', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const source = write(tree);
      fc.pre(fits(source));
      const expected = weigh(tree, (name) => (isNecessary(name) ? 1 : 0.5)) === 1;
      expect(judge(source, DECLARED, undefined), source).toEqual({ holds: expected });
    }),
  );
});

test('never lets anything hold before a decision that no necessary name is part of', () => {
  fc.assert(
    fc.property(treeOf(NAMES.filter((name) => !isNecessary(name))), (tree) => {
      fc.pre(fits(write(tree)));
      expect(judge(write(tree), DECLARED, undefined).holds).toBe(false);
    }),
  );
});

test('lets what holds before a decision hold under every decision', () => {
  fc.assert(
    fc.property(anyTree, anyFull, (tree, cells) => {
      const source = write(tree);
      fc.pre(fits(source) && judge(source, DECLARED, undefined).holds);
      expect(judge(source, DECLARED, decisionOf(cells)).holds, source).toBe(true);
    }),
  );
});

test('reads every expression as plain logic once every cell is answered', () => {
  fc.assert(
    fc.property(anyTree, anyFull, (tree, cells) => {
      const source = write(tree);
      fc.pre(fits(source));
      const expected =
        weigh(tree, (name) => (isNecessary(name) || cellsOf(name).every((cell) => cells[cell]) ? 1 : 0)) === 1;
      expect(judge(source, DECLARED, decisionOf(cells)), `${source} under ${JSON.stringify(cells)}`).toEqual({
        holds: expected,
      });
    }),
  );
});

test('holds back every expression that one unknown name is part of', () => {
  fc.assert(
    fc.property(treeOf([...NAMES, 'okand', 'third-party:functional']), anyFull, (tree, cells) => {
      const source = write(tree);
      fc.pre(fits(source) && namesIn(tree).some((name) => !NAMES.includes(name as Cell)));
      for (const decision of [undefined, decisionOf(cells)])
        expect(judge(source, DECLARED, decision), source).toMatchObject({
          holds: false,
          fault: expect.any(String),
        });
    }),
  );
});

test('never throws on any text, and lets none of it hold without a decision', () => {
  const signs = fc.string({ unit: fc.constantFrom('!', '&', '|', '(', ')', ' ', 'statistics', 'x', ':', '\u0000') });
  fc.assert(
    fc.property(fc.oneof(fc.string(), signs), (source) => {
      expect(judge(source, DECLARED, undefined).holds).toBe(false);
    }),
  );
});
