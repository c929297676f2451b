/** Shows when a page that goes on without reloads is judged anew, and in which order that comes (R8). */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { goTo } from '../cookieJar.js';
import { serviceOf } from '../manifest/manifests.js';
import { followPath } from '../../../src/hall/path.js';
import type { Kept } from '../../../src/hall/memory.js';
import { paint, settled, startWith } from './page.js';

const navigation = new EventTarget();
const moveTo = (path: string): void => {
  goTo(`http://localhost:8788${path}`);
  navigation.dispatchEvent(new Event('currententrychange'));
};

beforeEach(() => {
  vi.stubGlobal('navigation', navigation);
  goTo('http://localhost:8788/');
});
afterEach(() => vi.unstubAllGlobals());

const kept = { plan: { sensitive: ['/skadeanmalan/'] } } as unknown as Kept;

test('calls where a sensitive path begins and where it ends, and nowhere else', () => {
  const onTurn = vi.fn();
  const stop = followPath(() => kept, onTurn);
  const turns = ['/om', '/skadeanmalan', '/skadeanmalan/2', '/', '/om', '/skadeanmalan/2'].map((path) => {
    onTurn.mockClear();
    moveTo(path);
    return onTurn.mock.calls.length;
  });
  expect(turns).toEqual([0, 1, 0, 1, 0, 1]);
  stop();
  moveTo('/');
  expect(onTurn).toHaveBeenCalledOnce();
});

test('goes by where the page is, also where it moved before it had been judged', () => {
  const onTurn = vi.fn();
  const plans: Kept[] = [];
  followPath(() => plans[0], onTurn);
  moveTo('/skadeanmalan');
  expect(onTurn).not.toHaveBeenCalled();
  plans.push(kept);
  moveTo('/');
  expect(onTurn).toHaveBeenCalledOnce();
});

test('hears nothing, and throws nothing, where there is no Navigation API', () => {
  vi.stubGlobal('navigation', undefined);
  const onTurn = vi.fn();
  followPath(() => kept, onTurn)();
  moveTo('/skadeanmalan');
  expect(onTurn).not.toHaveBeenCalled();
});

test('R8 says of no marketing that it holds on a sensitive path', async () => {
  const ads = serviceOf({ id: 'ads', purpose: 'marketing' });
  const { consent } = startWith({ sensitivePaths: ['/skadeanmalan'] }, { services: [ads, serviceOf()] });
  await settled();
  await paint();
  await consent.acceptAll();
  const held = () => [consent.has('marketing'), consent.has('session:marketing'), consent.has('statistics')];
  expect(held()).toEqual([true, true, true]);
  moveTo('/skadeanmalan');
  expect(held()).toEqual([false, false, true]);
  moveTo('/');
  expect(held()).toEqual([true, true, true]);
});

test('judges anew after what a listener decides while it moves the page, and by that', async () => {
  const { consent } = startWith({ sensitivePaths: ['/skadeanmalan'] });
  await settled();
  await paint();
  const seen: string[] = [];
  const stop = consent.$decision.listen((decision) => {
    seen.push(`${location.pathname} ${decision?.method}`);
    if (seen.length > 1) return;
    void consent.save({ 'session:statistics': false });
    moveTo('/skadeanmalan');
  });
  await consent.acceptAll();
  await settled();
  expect(consent.$decision.get()?.cells).toEqual({ 'session:statistics': false });
  expect(consent.$granted.get()).toEqual([]);
  stop();
  goTo('http://localhost:8788/');
});
