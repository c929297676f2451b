/** Shows that a flood of events makes no flood of lines, and that a fault is told by its code alone. */
import { afterEach, expect, test, vi } from 'vitest';
import { codeOf, seldom } from '../../../../src/cli/server/log.js';

afterEach(() => void vi.useRealTimers());

test('writes the first of a kind at once, and the rest as one count every ten seconds', () => {
  vi.useFakeTimers();
  const lines: (readonly [string, number])[] = [];
  const tell = seldom((kind, count) => lines.push([kind, count]));
  for (let index = 0; index < 1000; index++) tell('conflict');
  tell('foreign');
  expect(lines).toEqual([
    ['conflict', 1],
    ['foreign', 1],
  ]);
  vi.advanceTimersByTime(9999);
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(lines.slice(2)).toEqual([['conflict', 999]]);
  tell('foreign');
  tell('conflict');
  expect(lines.slice(3)).toEqual([['foreign', 1]]);
  vi.advanceTimersByTime(10_000);
  expect(lines.slice(4)).toEqual([['conflict', 1]]);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(5);
  expect(vi.getTimerCount()).toBe(0);
});

test('tells the code of a fault, else its name, and never its message', () => {
  const fault = (code: unknown, message = 'm4rk3r'): Error => Object.assign(new TypeError(message), { code });
  expect(codeOf(fault('SQLITE_FULL'))).toBe('SQLITE_FULL');
  expect(codeOf(fault('53100'))).toBe('53100');
  expect(codeOf(fault(undefined))).toBe('TypeError');
  expect(codeOf(fault('m4rk3r\n{"level":"info"}'))).toBe('TypeError');
  for (const odd of [undefined, null, 'm4rk3r', 7, {}, { name: 'm4rk3r m4rk3r' }, { code: 'x'.repeat(41) }])
    expect(codeOf(odd)).toBe('unknown');
});
