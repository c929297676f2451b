/** Draws decisions, cells and expressions for the property tests of this room. */
import fc from 'fast-check';
import { OPTIONAL_CELLS, type Cell, type Cells, type Decision } from '../../../src/decision/cells.js';
import { judgeExpression, type Judgement } from '../../../src/decision/expression.js';
import { truthsOf } from '../../../src/decision/truths.js';

/** Judges an expression where these cells are declared. */
export const judge = (source: string, declared: readonly Cell[], decision: Decision | undefined): Judgement =>
  judgeExpression(source, truthsOf(declared, decision));

/** Any answer to any cells: each granted, refused or not asked about. */
export const anyCells: fc.Arbitrary<Cells> = fc
  .tuple(...OPTIONAL_CELLS.map(() => fc.constantFrom(true, false, undefined)))
  .map((said) =>
    Object.fromEntries(
      OPTIONAL_CELLS.map((cell, index) => [cell, said[index]] as const).filter(([, one]) => one !== undefined),
    ),
  );

const part = fc.integer({ min: 0, max: 99_999 });
export const anyVersion = fc.tuple(part, part, part).map((parts) => parts.join('.'));

export const anyDecision: fc.Arbitrary<Decision> = fc.record(
  { cells: anyCells, at: fc.integer({ min: 0, max: 4_102_444_800_000 }), policy: anyVersion, gpc: fc.boolean() },
  { requiredKeys: ['cells', 'at', 'policy'] },
);

/** A decision made on one day in 2026 under version 1.0.0. */
export const decisionOf = (cells: Cells, changes: Partial<Decision> = {}): Decision => ({
  cells,
  at: Date.UTC(2026, 10, 22, 17, 48, 3),
  policy: '1.0.0',
  ...changes,
});

/** The same answer to every cell given. */
export const all = (cells: readonly Cell[], said: boolean): Cells =>
  Object.fromEntries(cells.map((cell) => [cell, said]));
