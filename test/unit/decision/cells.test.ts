/** Shows what the cells of consent are, and what a visitor's answer makes of them. */
import { afterEach, expect, test } from 'vitest';
import { GROUPS, OPTIONAL_CELLS, PURPOSES, answer, grantedIn, own, statusOf } from '../../../src/decision/cells.js';

const polluted = Object.prototype as Record<string, unknown>;
afterEach(() => {
  delete polluted['permanent:statistics'];
});

test('has three groups, four purposes and nine optional cells, group by group', () => {
  expect(GROUPS).toEqual(['session', 'permanent', 'third-party']);
  expect(PURPOSES).toEqual(['necessary', 'functional', 'statistics', 'marketing']);
  expect(OPTIONAL_CELLS).toEqual([
    'session:functional',
    'session:statistics',
    'session:marketing',
    'permanent:functional',
    'permanent:statistics',
    'permanent:marketing',
    'third-party:functional',
    'third-party:statistics',
    'third-party:marketing',
  ]);
});

test('answers every cell that was asked about, and no other', () => {
  expect(
    answer(['permanent:statistics', 'third-party:marketing'], {
      'permanent:statistics': true,
      'session:marketing': true,
    }),
  ).toEqual({
    'permanent:statistics': true,
    'third-party:marketing': false,
  });
  expect(answer([], { 'permanent:statistics': true })).toEqual({});
});

test('takes nothing but true for a yes', () => {
  for (const said of [1, 'true', {}, [], null, 'granted'])
    expect(answer(['permanent:statistics'], { 'permanent:statistics': said as boolean })).toEqual({
      'permanent:statistics': false,
    });
});

test('lists what is granted in the order of the cookie', () => {
  expect(
    grantedIn({ 'third-party:marketing': true, 'session:statistics': true, 'permanent:statistics': false }),
  ).toEqual(['session:statistics', 'third-party:marketing']);
});

test('calls the cells accepted, rejected or custom by what they say together', () => {
  expect(statusOf({})).toBe('rejected');
  expect(statusOf({ 'permanent:statistics': false })).toBe('rejected');
  expect(statusOf({ 'permanent:statistics': true })).toBe('accepted');
  expect(statusOf({ 'permanent:statistics': true, 'third-party:marketing': true })).toBe('accepted');
  expect(statusOf({ 'permanent:statistics': true, 'third-party:marketing': false })).toBe('custom');
});

test('takes nothing that a page has put on Object.prototype for an answer', () => {
  polluted['permanent:statistics'] = true;
  expect(own({} as Record<string, boolean>, 'permanent:statistics')).toBeUndefined();
  expect(answer(['permanent:statistics'], {})).toEqual({ 'permanent:statistics': false });
  expect(grantedIn({})).toEqual([]);
  expect(statusOf({ 'session:marketing': true })).toBe('accepted');
});
