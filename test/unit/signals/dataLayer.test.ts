/** Shows that the data layer is made where there is none, added to where there is one, and left alone where it is none of ours. */
import { beforeEach, expect, test } from 'vitest';
import { denyByDefault } from '../../../src/signals/google.js';
import { tellPage } from '../../../src/signals/events.js';
import { YES, clearLayer, layer, openState } from './moments.js';

const page = window as unknown as { dataLayer: unknown };
beforeEach(clearLayer);

test('makes the layer where the page has none', () => {
  denyByDefault();
  expect(layer()).toHaveLength(2);
});

test('adds to the layer that the page has, after what is in it', () => {
  const found = [{ event: 'gtm.js' }];
  page.dataLayer = found;
  denyByDefault();
  expect(page.dataLayer).toBe(found);
  expect(found).toHaveLength(3);
});

test('uses the push that a tag manager has put in place', () => {
  const pushed: unknown[] = [];
  page.dataLayer = { push: (entry: unknown) => pushed.push(entry) };
  denyByDefault();
  expect(pushed).toHaveLength(2);
});

test('makes a layer where an element with that id stands in its place', () => {
  page.dataLayer = document.createElement('div');
  denyByDefault();
  expect(layer()).toHaveLength(2);
});

const refuse = (): never => {
  throw new Error('no');
};

// { push: element } is what two elements of that id make of it, one of them named push: an HTMLCollection.
test.each([null, 0, '', 'x', 7, true, {}, { push: {} }, Object.freeze({}), { push: refuse }])(
  'throws nothing into the page where %j stands in its place',
  (value) => {
    page.dataLayer = value;
    const { state, enter } = openState();
    tellPage(state);
    expect(() => denyByDefault()).not.toThrow();
    expect(() => enter(YES)).not.toThrow();
  },
);
