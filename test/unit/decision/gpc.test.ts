/** Shows that Global Privacy Control refuses marketing and third parties, and never grants anything (R34). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTIONAL_CELLS, grantedIn } from '../../../src/decision/cells.js';
import { isRefusedByGpc, underGpc } from '../../../src/decision/gpc.js';
import { all, anyDecision, decisionOf } from './decisions.js';

test('refuses every marketing cell and every third-party cell, and no other', () => {
  expect(OPTIONAL_CELLS.filter(isRefusedByGpc)).toEqual([
    'session:marketing',
    'permanent:marketing',
    'third-party:functional',
    'third-party:statistics',
    'third-party:marketing',
  ]);
});

test('is no decision by itself', () => {
  expect(underGpc(undefined, true)).toBeUndefined();
});

test('changes nothing in a browser that does not send it', () => {
  const decision = decisionOf(all(OPTIONAL_CELLS, true));
  expect(underGpc(decision, false)).toEqual(decision);
});

test('turns off what was granted before the browser sent it, and leaves the rest', () => {
  const decision = decisionOf({ ...all(OPTIONAL_CELLS, true), 'session:functional': false });
  expect(underGpc(decision, true)).toEqual({
    ...decision,
    cells: {
      ...all(OPTIONAL_CELLS, false),
      'session:statistics': true,
      'permanent:functional': true,
      'permanent:statistics': true,
    },
  });
});

test('yields to a yes that was given while the browser sent it', () => {
  const decision = decisionOf(all(OPTIONAL_CELLS, true), { gpc: true });
  expect(underGpc(decision, true)).toEqual(decision);
});

test('never grants a cell and never answers one that was not asked about', () => {
  fc.assert(
    fc.property(anyDecision, (decision) => {
      const under = underGpc(decision, true)!;
      expect(Object.keys(under.cells).toSorted()).toEqual(Object.keys(decision.cells).toSorted());
      expect(grantedIn(decision.cells)).toEqual(expect.arrayContaining([...grantedIn(under.cells)]));
      if (!decision.gpc) expect(grantedIn(under.cells).filter(isRefusedByGpc)).toEqual([]);
      expect({ ...under, cells: 0 }).toEqual({ ...decision, cells: 0 });
    }),
  );
});
