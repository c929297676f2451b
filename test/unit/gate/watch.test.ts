/** Shows that elements are found now and as they come, in page order, and no more once nobody watches. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createWatch } from '../../../src/gate/watch.js';

const stops: (() => void)[] = [];
const found: string[] = [];
/** Lets the observer report, after its rest. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1100));

beforeEach(() => {
  document.body.innerHTML = '<p id="a" class="x"></p><div><p id="b" class="x"></p><p id="c"></p></div>';
  found.length = 0;
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

const start = () => {
  const watching = createWatch()((elements) => void found.push(...elements.map(({ id }) => id)), '.x');
  stops.push(watching.stop);
  return watching;
};
const add = (html: string): void => document.body.insertAdjacentHTML('beforeend', html);

test('reports what is there when it is asked, in page order, each time', () => {
  const { again } = start();
  expect(found).toEqual([]);
  again();
  again();
  expect(found).toEqual(['a', 'b', 'a', 'b']);
});

test('reports anew what was out of the page when it was asked, and comes back', async () => {
  const { again } = start();
  again();
  const [view] = document.querySelectorAll('div');
  view!.remove();
  await settle();
  again();
  found.length = 0;
  document.body.append(view!);
  await settle();
  expect(found).toEqual(['b']);
});

test('reports what is added later, alone or within another, each once', async () => {
  start().again();
  found.length = 0;
  add('<p id="d" class="x"></p><section><div><p id="e" class="x"></p></div></section><p id="f"></p>');
  await settle();
  expect(found).toEqual(['d', 'e']);
  add('<p id="i" class="x"></p>');
  await settle();
  expect(found).toEqual(['d', 'e', 'i']);
});

test('reports what comes with a whole new body', async () => {
  start().again();
  found.length = 0;
  const body = document.createElement('body');
  body.innerHTML = '<p id="g" class="x"></p>';
  document.documentElement.replaceChild(body, document.body);
  await settle();
  expect(found).toEqual(['g']);
});

test('reports nothing that is gone before it is looked at', async () => {
  start().again();
  found.length = 0;
  const element = document.createElement('p');
  element.className = 'x';
  document.body.append(element);
  element.remove();
  await settle();
  expect(found).toEqual([]);
});

test('calls nobody where nothing matches', async () => {
  document.body.innerHTML = '';
  let calls = 0;
  const { again, stop } = createWatch()(() => calls++, '.x');
  stops.push(stop);
  again();
  add('<p>text</p>');
  await settle();
  expect(calls).toBe(0);
});

test('tells that something has gone, and reports what comes back', async () => {
  const seen: string[][] = [];
  const { again, stop } = createWatch()((elements) => void seen.push(elements.map(({ id }) => id)), '.x');
  stops.push(stop);
  add('<p id="m" class="x"></p>');
  const element = document.querySelector('#m')!;
  again();
  element.remove();
  await settle();
  document.body.append(element);
  await settle();
  expect(seen.map((ids) => ids.includes('m'))).toEqual([true, false, true]);
});

test('looks once, however much is added at a time, and rests after it', async () => {
  const looks = vi.spyOn(Document.prototype, 'querySelectorAll');
  start();
  for (let count = 0; count < 100; count++) {
    add('<p></p>');
    await Promise.resolve();
  }
  await settle();
  expect(looks.mock.calls.length).toBe(1);
});

test('reports nothing more once it is stopped', async () => {
  const { stop } = start();
  add('<p id="h" class="x"></p>');
  await Promise.resolve();
  stop();
  add('<p id="j" class="x"></p>');
  await settle();
  expect(found).toEqual([]);
});

test('has all look-outs look at one time, each for its own, and goes on for one when another stops', async () => {
  const observed = vi.spyOn(MutationObserver.prototype, 'disconnect');
  const startWatch = createWatch();
  const other = startWatch(() => undefined, '.y');
  const { stop } = startWatch((elements) => void found.push(...elements.map(({ id }) => id)), '.x');
  const looks = vi.spyOn(Document.prototype, 'querySelectorAll');
  add('<p id="k" class="x"></p>');
  await settle();
  expect(looks.mock.calls).toEqual([['.y'], ['.x']]);
  other.stop();
  add('<p id="l" class="x"></p>');
  await settle();
  expect(found).toEqual(['a', 'b', 'k', 'l']);
  expect(observed).not.toHaveBeenCalled();
  stop();
  expect(observed).toHaveBeenCalledOnce();
});

test('rests after the last look alone, however often it was asked before', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now++);
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const { again } = start();
  for (let count = 0; count < 4; count++) again();
  add('<p></p>');
  await Promise.resolve();
  expect(timers.mock.lastCall?.[1]).toBe(200);
});
