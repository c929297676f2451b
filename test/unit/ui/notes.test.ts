/** Shows what the layers say besides the question, and to whom. */
import { expect, test } from 'vitest';
import sv from '../../../locales/sv.js';
import type { Decision } from '../../../src/decision/cells.js';
import type { Port } from '../../../src/hall/port.js';
import { notesFor } from '../../../src/ui/second/notes.js';
import { decisionOf } from '../decision/decisions.js';

/** Returns what one is told whose browser sends Global Privacy Control, and who has answered so. */
const told = (decision?: Decision) =>
  notesFor(
    {
      site: { policy: {}, options: { months: 6 } },
      gpc: true,
      reason: () => undefined,
      isBlocked: () => false,
      $decision: { get: () => decision },
    } as unknown as Port,
    sv,
  );

test('R28 says what has changed in the first language that the site says it in, where it is not in the texts’', () => {
  const said = (changes?: Record<string, string>) =>
    notesFor(
      {
        site: { policy: { changes }, options: { months: 6 } },
        reason: () => 'major',
        isBlocked: () => false,
        $decision: { get: () => undefined },
      } as unknown as Port,
      sv,
    )[0];
  expect(said({ en: 'New: maps.' })).toContain('New: maps.');
  expect(said({ en: 'New: maps.', sv: 'Nytt: kartor.' })).toContain('Nytt: kartor.');
  expect(said()).toMatch(/\S \S/);
});

test('R34 says that Global Privacy Control turns off marketing and third parties, until a yes under it', () => {
  expect(told()).toEqual([sv.gpc]);
  expect(told(decisionOf({ 'third-party:marketing': false }))).toEqual([sv.gpc]);
  expect(told(decisionOf({ 'permanent:statistics': true, 'third-party:marketing': false }))).toEqual([sv.gpc]);
  expect(told(decisionOf({ 'third-party:marketing': true }, { gpc: true }))).toEqual([]);
});
