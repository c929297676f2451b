/** Shows which events the page hears of a decision, in which order, how often and with what. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { saidIn } from '../../../src/decision/cells.js';
import { detailOf, tellPage } from '../../../src/signals/events.js';
import { NO, SOME, YES, clearLayer, layer, openState } from './moments.js';

const NAMES = ['ready', 'first-consent', 'consent', 'change', 'show', 'hide', 'error'] as const;
const heard: [name: string, detail: unknown][] = [];
const hear = (event: Event): void =>
  void heard.push([event.type.replace('samtycke:', ''), (event as CustomEvent).detail]);
const names = (): string[] => heard.splice(0).map(([name]) => name);

beforeEach(() => {
  heard.length = 0;
  clearLayer();
  for (const name of NAMES) document.addEventListener(`samtycke:${name}`, hear);
});
afterEach(() => {
  for (const name of NAMES) document.removeEventListener(`samtycke:${name}`, hear);
});

const openPage = () => {
  const page = openState();
  return { ...page, stop: tellPage(page.state) };
};

test('R44 tells of the first answer, of consent and of the change, in this order and once each', () => {
  openPage().enter(YES);
  expect(names()).toEqual(['first-consent', 'consent', 'change']);
});

test('tells of a first refusal too', () => {
  openPage().enter(NO);
  expect(names()).toEqual(['first-consent', 'consent', 'change']);
});

test("tells a returning visitor's page of the consent that holds, and of no change", () => {
  openPage().enter(SOME, 'stored');
  expect(names()).toEqual(['consent']);
});

test('tells nothing where nothing is decided', () => {
  openPage().enter(undefined, 'stored');
  expect([names(), layer()]).toEqual([[], []]);
});

test('tells of a later change without calling it the first, from whichever tab it comes', () => {
  const { enter } = openPage();
  enter(SOME, 'stored');
  names();
  enter(YES);
  expect(names()).toEqual(['consent', 'change']);
  enter(NO, 'tab');
  expect(names()).toEqual(['consent', 'change']);
});

test('tells of no change where the same is answered again', () => {
  const { enter } = openPage();
  enter(SOME);
  names();
  enter({ ...SOME, at: SOME.at + 60_000 });
  expect(names()).toEqual(['consent']);
});

test('tells of a change, and of no consent, where the decision is erased', () => {
  const { enter } = openPage();
  enter(SOME);
  names();
  enter(undefined);
  expect(names()).toEqual(['change']);
  expect(layer().at(-1)).toMatchObject({
    samtycke: { status: 'undecided', granted: [], changed: ['permanent:statistics'] },
  });
});

test('says what is granted, what has changed, how, and the word for it', () => {
  const { enter } = openPage();
  enter(SOME);
  expect(heard.map(([, detail]) => detail)).toEqual(
    Array.from({ length: 3 }, () => ({
      status: 'custom',
      granted: ['permanent:statistics'],
      changed: ['permanent:statistics'],
      method: 'settings',
    })),
  );
  heard.length = 0;
  enter({ ...NO, cells: { ...NO.cells, 'session:marketing': true } });
  expect(heard[0]![1]).toMatchObject({
    granted: ['session:marketing'],
    changed: expect.arrayContaining(['session:marketing', 'permanent:statistics']),
  });
});

test('R44 gives no id, time or version to whoever listens', () => {
  expect(Object.keys(detailOf({ ...saidIn(YES), before: undefined, had: [], source: 'here' })).toSorted()).toEqual([
    'changed',
    'granted',
    'method',
    'status',
  ]);
  expect(detailOf(undefined)).toMatchObject({ status: 'undecided', granted: [], changed: [] });
});

test('pushes samtycke_update once per decision, after the events, with the same', () => {
  const { enter } = openPage();
  const order: string[] = [];
  const note = (): void => void order.push(`event with ${layer().length} pushes`);
  document.addEventListener('samtycke:change', note, { once: true });
  enter(YES);
  expect(order).toEqual(['event with 0 pushes']);
  const updates = () => layer().filter((entry) => 'event' in (entry as object));
  expect(updates()).toEqual([{ event: 'samtycke_update', samtycke: heard[0]![1] }]);
  enter(NO);
  expect(updates()).toHaveLength(2);
});

/** Returns what a tag manager makes of two pushes: objects and lists are merged item by item (Google's data-layer-helper). */
const merge = (old: unknown, next: unknown): unknown =>
  old instanceof Object && next instanceof Object
    ? Object.entries(next).reduce<object>(
        (all, [key, value]) => Object.assign(all, { [key]: merge(Reflect.get(all, key), value) }),
        old,
      )
    : structuredClone(next);

test('leaves nothing of an older answer in a tag manager, which merges what is pushed', () => {
  const { enter } = openPage();
  for (const decision of [YES, SOME, NO]) {
    enter(decision);
    const { samtycke } = layer().reduce(merge, {}) as { samtycke: unknown };
    expect(samtycke).toEqual(heard.findLast(([name]) => name === 'consent')![1]);
  }
});

test('tells nothing of one embed let through once', () => {
  const { enter } = openPage();
  enter(undefined, 'here', { once: 'film' });
  expect(layer()).toEqual([]);
  enter(SOME, 'stored');
  names();
  const { length } = layer();
  enter(SOME, 'here', { once: 'film' });
  expect(names()).toEqual([]);
  expect(layer()).toHaveLength(length);
});

test('lets every listener see the state that holds, and bubbles to the window', () => {
  const { state, enter } = openPage();
  const seen = vi.fn();
  addEventListener('samtycke:change', () => seen(state.$decision.get(), state.$granted.get()), { once: true });
  enter(SOME);
  expect(seen).toHaveBeenCalledWith(SOME, ['permanent:statistics']);
});

test('tells nothing more once it is stopped', () => {
  const { enter, stop } = openPage();
  stop();
  enter(YES);
  expect([names(), layer()]).toEqual([[], []]);
});
