/** Shows what a page learns from its other tabs, and from the jar when it is looked at again. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Decision } from '../../../src/decision/cells.js';
import { encodeDecision } from '../../../src/decision/cookie.js';
import { learnFromTabs, openChannel } from '../../../src/storage/tabs.js';
import { decisionOf } from '../decision/decisions.js';

const NEWER = decisionOf({ 'permanent:statistics': true });
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllGlobals();
});

/** Opens a page whose own decision was made then, and which learns what it is told. */
const openPage = (since = 0, stored?: Decision) => {
  const channel = { onmessage: null as null | ((event: { data: unknown }) => void), close: vi.fn() };
  const onLearn = vi.fn<(decision: Decision | undefined) => void>();
  const stop = learnFromTabs(channel as unknown as BroadcastChannel, {
    since: () => since,
    read: () => stored,
    onLearn,
  });
  stops.push(stop);
  return { onLearn, stop, channel, hear: (data: unknown) => channel.onmessage!({ data }) };
};

test('learns a newer decision, with the time to the millisecond', () => {
  const { onLearn, hear } = openPage(NEWER.at);
  hear({ value: encodeDecision(NEWER), at: NEWER.at + 1 });
  expect(onLearn.mock.calls).toEqual([[{ ...NEWER, at: NEWER.at + 1 }]]);
});

test('orders two refusals of one day by the time that they are told with', () => {
  const refusal = decisionOf({ 'permanent:statistics': false });
  const { onLearn, hear } = openPage(refusal.at);
  hear({ value: encodeDecision(refusal), at: refusal.at + 5 });
  expect(onLearn.mock.calls).toEqual([[{ ...refusal, at: refusal.at + 5 }]]);
});

test('lets no older decision change it', () => {
  const { onLearn, hear } = openPage(NEWER.at);
  hear({ value: encodeDecision(NEWER), at: NEWER.at });
  hear({ value: encodeDecision(NEWER), at: NEWER.at - 1 });
  expect(onLearn).not.toHaveBeenCalled();
});

test('learns that the decision was erased', () => {
  const { onLearn, hear } = openPage(NEWER.at);
  hear({ value: '', at: 0 });
  expect(onLearn.mock.calls).toEqual([[undefined]]);
});

test('learns nothing from what no tab of ours would say', () => {
  const { onLearn, hear } = openPage();
  for (const data of [
    undefined,
    null,
    7,
    'x',
    {},
    { value: null },
    { value: 'broken', at: 9e15 },
    { value: {}, at: 1 },
    { value: encodeDecision(NEWER) },
    { value: encodeDecision(NEWER), at: 'later' },
  ])
    hear(data);
  expect(onLearn).not.toHaveBeenCalled();
});

test.each(['pageshow', 'visibilitychange'])('reads the jar again at %s', (type) => {
  const { onLearn } = openPage(0, NEWER);
  dispatchEvent(new Event(type));
  expect(onLearn.mock.calls).toEqual([[NEWER]]);
});

test('listens no more once it is stopped', () => {
  const { onLearn, stop, channel } = openPage(0, NEWER);
  stop();
  dispatchEvent(new Event('pageshow'));
  dispatchEvent(new Event('visibilitychange'));
  expect(channel.close).toHaveBeenCalledOnce();
  expect(onLearn).not.toHaveBeenCalled();
});

test('does without a channel where the browser has none', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  expect(openChannel()).toBeUndefined();
  const onLearn = vi.fn();
  stops.push(learnFromTabs(undefined, { since: () => 0, read: () => NEWER, onLearn }));
  dispatchEvent(new Event('pageshow'));
  expect(onLearn).toHaveBeenCalledWith(NEWER);
});
