/** Tests what is taken for the page's own first paint. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterPaint } from '../../../src/hall/afterPaint.js';

const frames: FrameRequestCallback[] = [];
const { body } = document;

const paint = (): void => frames.splice(0).forEach((frame) => frame(0));
const follow = (): (() => boolean) => {
  let isOver = false;
  void afterPaint().then(() => (isOver = true));
  return () => isOver;
};
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  frames.length = 0;
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  if (!body.parentNode) document.documentElement.appendChild(body);
});

test('waits for a frame, and for the task behind it', async () => {
  const isOver = follow();
  await turn();
  expect(isOver()).toBe(false);
  paint();
  await Promise.resolve();
  expect(isOver()).toBe(false);
  await turn();
  expect(isOver()).toBe(true);
});

test('takes no frame without a body for the paint', async () => {
  document.documentElement.removeChild(body);
  const isOver = follow();
  paint();
  await turn();
  expect(isOver()).toBe(false);
  document.documentElement.appendChild(body);
  paint();
  await turn();
  expect(isOver()).toBe(true);
});

test('waits for no frame where the page is hidden', async () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const isOver = follow();
  await turn();
  expect(isOver()).toBe(true);
});
