/** Shows what behaviours do for vendors that would still send something after a no, or stay silent after a new yes. */
// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import type { Behaviour, Vendor } from '../../../src/services/behaviour.js';

const page = window as unknown as Record<string, Vendor>;
const given = { key: 'key', host: undefined, load: () => undefined };

/** Returns a behaviour as a page fetches it: with nothing remembered. */
const fresh = async (id: 'clarity' | 'plausible'): Promise<Behaviour> => {
  vi.resetModules();
  const from = {
    clarity: () => import('../../../src/services/clarity.js'),
    plausible: () => import('../../../src/services/plausible.js'),
  };
  return (await from[id]()) as Behaviour;
};

afterEach(() => {
  for (const name of ['clarity', 'plausible']) Reflect.deleteProperty(page, name);
  Reflect.deleteProperty(navigator, 'sendBeacon');
});

/** Makes Clarity of a function that is given each call. */
const clarity = async (hear: (name: string) => void) => {
  page['clarity'] = hear;
  const { start, signal, stop } = await fresh('clarity');
  start(given);
  return { yes: () => signal!(true, given), no: () => (signal!(false, given), stop!(given)) };
};

test('starts Clarity again with a yes after a no, and never before its own tag has', async () => {
  const heard: string[] = [];
  const { yes, no } = await clarity((name) => void heard.push(name));
  for (const answer of [yes, yes, no, yes, yes]) answer();
  expect(heard).toEqual(['consentv2', 'consentv2', 'stop', 'start', 'consentv2', 'consentv2']);
});

test('lets Clarity send nothing while it stops, and the page whatever it likes after that', async () => {
  const sendBeacon = vi.fn(() => true);
  Object.defineProperty(Object.getPrototypeOf(navigator), 'sendBeacon', { value: sendBeacon, configurable: true });
  const { yes, no } = await clarity((name) => {
    if (name !== 'stop') return;
    expect(navigator.sendBeacon('https://i.clarity.ms/collect', 'rest')).toBe(true);
    throw new Error('broken');
  });
  yes();
  expect(no).toThrow('broken');
  expect(sendBeacon).not.toHaveBeenCalled();
  navigator.sendBeacon('/own');
  expect(sendBeacon).toHaveBeenCalledWith('/own');
});

test('leaves a page the sendBeacon of its own that it had before Clarity stopped', async () => {
  const sendBeacon = vi.fn(() => true);
  Object.defineProperty(navigator, 'sendBeacon', { value: sendBeacon, configurable: true });
  const { yes, no } = await clarity(() => undefined);
  yes();
  no();
  navigator.sendBeacon('/own');
  expect(sendBeacon).toHaveBeenCalledWith('/own');
});

test('gives Plausible an address that it can only read while there is a yes, beside what the page has set', async () => {
  const { start, signal } = await fresh('plausible');
  start(given);
  const { endpoint } = page['plausible'].o;
  expect(String(endpoint)).toBe('https://plausible.io/api/event');
  signal!(false, given);
  expect(() => String(endpoint)).toThrow('no');
  signal!(true, given);
  expect(String(endpoint)).toBe('https://plausible.io/api/event');

  page['plausible'].o = { endpoint: '/api/event', hashBasedRouting: true };
  (await fresh('plausible')).start(given);
  expect(page['plausible'].o).toMatchObject({ hashBasedRouting: true });
  expect(String(page['plausible'].o.endpoint)).toBe('/api/event');
});
