/** Shows how a vendor's own off-switch is called, and that one which is missing or fails stops nothing but itself. */
import { afterEach, expect, test, vi } from 'vitest';
import { switchOff } from '../../../src/gate/switchOff.js';
import { serviceOf } from '../manifest/manifests.js';

const page = window as unknown as Record<string, unknown>;
const report = vi.fn<(message: string) => void>();
const off = (...paths: (string | undefined)[]): void =>
  switchOff(
    paths.map((path, index) => serviceOf({ id: `s${index}`, ...(path && { off: path }) })),
    report,
  );

afterEach(() => {
  delete page['vendor'];
  delete page['stop'];
  report.mockClear();
});

test('calls the function at the path once, with no argument, for its owner', () => {
  const calls: unknown[] = [];
  const inner = {
    stop(this: unknown, ...args: unknown[]) {
      calls.push(this, args);
    },
  };
  page['vendor'] = { inner };
  off('vendor.inner.stop');
  expect(calls).toEqual([inner, []]);
  expect(calls[0]).toBe(inner);
  expect(report).not.toHaveBeenCalled();
});

test('calls a function of the page itself', () => {
  const stop = vi.fn();
  page['vendor'] = stop;
  off('vendor');
  expect(stop).toHaveBeenCalledExactlyOnceWith();
});

test.each(['missing', 'vendor.missing', 'missing.stop', 'vendor.text.stop', 'vendor.text', 'vendor.nothing.stop'])(
  'reports that there is no function %s, and goes on',
  (path) => {
    const stop = vi.fn();
    page['vendor'] = { text: 'x', nothing: null, stop };
    off(path, 'vendor.stop');
    expect(report).toHaveBeenCalledTimes(1);
    expect(report.mock.calls[0]![0]).toContain(`"s0" by ${path}()`);
    expect(stop).toHaveBeenCalledOnce();
  },
);

test('reports a function that throws, whatever it throws, or that rejects', async () => {
  const none: unknown = Object.create(null);
  page['vendor'] = {
    throws() {
      throw new Error('busy');
    },
    throwsNothing() {
      throw none;
    },
    rejects: async () => {
      throw new Error('offline');
    },
  };
  off('vendor.throws', 'vendor.throwsNothing', 'vendor.rejects');
  await vi.waitFor(() => expect(report).toHaveBeenCalledTimes(3));
  const said = report.mock.calls.map(([message]) => message);
  expect(said).toEqual([
    expect.stringContaining('busy'),
    expect.stringContaining('it failed'),
    expect.stringContaining('offline'),
  ]);
});

test('takes no off-switch that a page has put on Object.prototype', () => {
  const stop = vi.fn();
  page['stop'] = stop;
  Object.assign(Object.prototype, { off: 'stop' });
  try {
    off(undefined);
  } finally {
    Reflect.deleteProperty(Object.prototype, 'off');
  }
  expect(stop).not.toHaveBeenCalled();
});
