/** Shows what the cookie holds, that it comes back as it went in, and that nothing else is ever read from it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPTIONAL_CELLS, grantedIn, statusOf } from '../../../src/decision/cells.js';
import { decodeDecision, encodeDecision } from '../../../src/decision/cookie.js';
import { createRandom } from '../../setup/sample.js';
import { all, anyDecision, decisionOf } from './decisions.js';

const DAY = 86_400_000;
const YES = all(OPTIONAL_CELLS, true);
const NO = all(OPTIONAL_CELLS, false);

test('writes version, word, policy, seconds, nine cells and the override, and nothing else', () => {
  expect(
    encodeDecision(
      decisionOf(
        { 'permanent:functional': false, 'permanent:statistics': false, 'third-party:marketing': true },
        { gpc: true },
      ),
    ),
  ).toBe('1_custom_1.0.0_1795369683_---00---1_g');
  expect(encodeDecision(decisionOf(YES, { policy: '2.10.3', method: 'banner' }))).toBe(
    '1_accepted_2.10.3_1795369683_111111111',
  );
  expect(encodeDecision(decisionOf(NO))).toBe('1_rejected_1.0.0_1795305600_000000000');
  expect(encodeDecision(decisionOf({}))).toBe('1_rejected_1.0.0_1795305600_---------');
});

test('gives every decision back, to the second, and a refusal to the day', () => {
  fc.assert(
    fc.property(anyDecision, (decision) => {
      const isRefusal = statusOf(decision.cells) === 'rejected';
      const unit = isRefusal ? DAY : 1000;
      expect(decodeDecision(encodeDecision(decision))).toEqual({
        cells: decision.cells,
        policy: decision.policy,
        at: Math.floor(decision.at / unit) * unit,
        ...(decision.gpc && !isRefusal && { gpc: true }),
      });
    }),
  );
});

test('needs fewer than 200 bytes, name and all, and no sign that a cookie must escape', () => {
  fc.assert(
    fc.property(anyDecision, (decision) => {
      const value = encodeDecision(decision);
      expect(value).toMatch(/^[\w.-]+$/);
      expect(value).toContain(`_${statusOf(decision.cells)}_`);
      expect(`__Host-samtycke=${value}`.length).toBeLessThan(200);
    }),
  );
});

test('writes the same bytes for two refusals of one day, however and whenever they were made', () => {
  const midnight = Date.UTC(2026, 10, 22);
  fc.assert(
    fc.property(fc.nat(DAY - 1), fc.nat(DAY - 1), fc.boolean(), (one, other, gpc) => {
      const left = encodeDecision(decisionOf(NO, { at: midnight + one, method: 'banner' }));
      expect(encodeDecision(decisionOf(NO, { at: midnight + other, method: 'settings', gpc }))).toBe(left);
    }),
  );
  expect(encodeDecision(decisionOf(NO, { at: midnight }))).not.toBe(
    encodeDecision(decisionOf(NO, { at: midnight - 1 })),
  );
});

test.each([
  '',
  '1',
  'accepted',
  '{"cells":{}}',
  '0_accepted_1.0.0_1795369683_111111111',
  '2_accepted_1.0.0_1795369683_111111111',
  '1_Accepted_1.0.0_1795369683_111111111',
  '1_accepted_1.0_1795369683_111111111',
  '1_accepted_1.0.0.0_1795369683_111111111',
  '1_accepted_1.0.100000_1795369683_111111111',
  '1_accepted_1.0.0_1795369683_11111111',
  '1_accepted_1.0.0_1795369683_1111111111',
  '1_accepted_1.0.0_1795369683_11111111x',
  '1_accepted_1.0.0_-1795369683_111111111',
  '1_accepted_1.0.0_1e9_111111111',
  '1_accepted_1.0.0_1795369683.5_111111111',
  '1_accepted_1.0.0_1795369683_111111111_g_g',
  '1_accepted_1.0.0_1795369683_111111111_x',
  '1_accepted_1.0.0_1795369683_111111111 ',
  ' 1_accepted_1.0.0_1795369683_111111111',
  '1_accepted_1.0.0_1795369683_111111111\n',
  '"1_accepted_1.0.0_1795369683_111111111"',
])('reads nothing from %j', (value) => {
  expect(decodeDecision(value)).toBeUndefined();
});

test('reads nothing where the word and the cells disagree', () => {
  for (const [word, bits] of [
    ['accepted', '111111110'],
    ['accepted', '000000000'],
    ['accepted', '---------'],
    ['custom', '111111111'],
    ['custom', '0--------'],
    ['rejected', '100000000'],
    ['rejected', '1--------'],
  ])
    expect(decodeDecision(`1_${word}_1.0.0_1795305600_${bits}`), `${word} ${bits}`).toBeUndefined();
});

test('reads no refusal that tells more than its day, or that overrides the signal', () => {
  expect(decodeDecision('1_rejected_1.0.0_1795305600_000000000')).toBeDefined();
  expect(decodeDecision('1_rejected_1.0.0_1795305601_000000000')).toBeUndefined();
  expect(decodeDecision('1_rejected_1.0.0_1795305600_000000000_g')).toBeUndefined();
});

test('reads no time written in two ways', () => {
  expect(decodeDecision('1_accepted_1.0.0_01795369683_111111111')).toBeUndefined();
  expect(decodeDecision('1_accepted_1.0.0_00000000000_111111111')).toBeUndefined();
});

test('never throws on ten thousand random texts and reads none of them', () => {
  const random = createRandom();
  for (let round = 0; round < 10_000; round++) {
    const text = Array.from({ length: Math.floor(random() * 60) }, () =>
      String.fromCharCode(Math.floor(random() * (round % 2 ? 128 : 65_536))),
    ).join('');
    expect(decodeDecision(text)).toBeUndefined();
  }
});

test('reads from ten thousand damaged values only what it would itself write', () => {
  const random = createRandom();
  const pick = (text: string): string => text[Math.floor(random() * text.length)]!;
  const value = encodeDecision(decisionOf({ 'permanent:statistics': true, 'third-party:marketing': false }));
  const refusal = encodeDecision(decisionOf(NO));
  const damage = (text: string): string => {
    const [at, cut] = [Math.floor(random() * (text.length + 1)), Math.floor(random() * 3)];
    return text.slice(0, at) + pick('01-_.gx2 ').repeat(Math.floor(random() * 3)) + text.slice(at + cut);
  };
  for (let round = 0; round < 10_000; round++) {
    const damaged = damage(round % 2 ? damage(value) : refusal);
    const decision = decodeDecision(damaged);
    if (decision) expect(encodeDecision(decision)).toBe(damaged);
  }
});

test('never reads a grant that is not written as one', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^1_(accepted|rejected|custom)_\d\.\d\.\d_\d{1,10}_[01-]{9}(_g)?$/), (value) => {
      const decision = decodeDecision(value);
      const bits = value.split('_')[4]!;
      if (decision) expect(grantedIn(decision.cells)).toEqual(OPTIONAL_CELLS.filter((_, index) => bits[index] === '1'));
    }),
  );
});
