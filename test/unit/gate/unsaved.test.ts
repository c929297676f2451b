/** Shows when a page holds something that a reload would lose. */
import { beforeEach, expect, test } from 'vitest';
import { hasUnsavedInput } from '../../../src/gate/unsaved.js';

// happy-dom has no defaultSelected, which browsers read from the attribute (HTML §4.10.10).
Object.defineProperty(HTMLOptionElement.prototype, 'defaultSelected', {
  configurable: true,
  get(this: HTMLOptionElement) {
    return this.hasAttribute('selected');
  },
});

beforeEach(() => {
  document.body.innerHTML = '';
});

/** Returns the first field of the page that this markup makes. */
const page = <T extends HTMLElement>(html: string): T => {
  document.body.innerHTML = html;
  return document.body.querySelector('input,textarea,select')!;
};

test('finds nothing on a page without fields', () => {
  expect(hasUnsavedInput()).toBe(false);
});

test.each(['text', 'email', 'search', 'password', 'number', 'tel', ''])(
  'finds what was typed into a field of type "%s", and not what it was served with',
  (type) => {
    const field = page<HTMLInputElement>(`<input type="${type}" value="1">`);
    expect(hasUnsavedInput()).toBe(false);
    field.value = '2';
    expect(hasUnsavedInput()).toBe(true);
    field.value = '1';
    expect(hasUnsavedInput()).toBe(false);
  },
);

test('finds what was typed into an empty field outside any form', () => {
  const field = page<HTMLInputElement>('<input>');
  expect(hasUnsavedInput()).toBe(false);
  field.value = 'x';
  expect(hasUnsavedInput()).toBe(true);
});

test('passes over a hidden field, which no visitor fills in', () => {
  page<HTMLInputElement>('<input type="hidden" value="a">').value = 'b';
  expect(hasUnsavedInput()).toBe(false);
});

test.each([
  ['checkbox', ''],
  ['checkbox', 'checked'],
  ['radio', ''],
  ['radio', 'checked'],
])('finds a %s that was served %s and then switched', (type, checked) => {
  const field = page<HTMLInputElement>(`<form><input type="${type}" ${checked}></form>`);
  expect(hasUnsavedInput()).toBe(false);
  field.checked = !checked;
  expect(hasUnsavedInput()).toBe(true);
});

test('finds a choice among radio buttons', () => {
  page('<input type="radio" name="a" value="1" checked><input type="radio" name="a" value="2">');
  expect(hasUnsavedInput()).toBe(false);
  document.querySelector<HTMLInputElement>('[value="2"]')!.checked = true;
  expect(hasUnsavedInput()).toBe(true);
});

test('finds what was written into a text area', () => {
  const field = page<HTMLTextAreaElement>('<textarea>Hej</textarea>');
  expect(hasUnsavedInput()).toBe(false);
  field.value = 'Hej då';
  expect(hasUnsavedInput()).toBe(true);
});

test('finds another choice in a list that has a default, and not the default', () => {
  const field = page<HTMLSelectElement>('<select><option>a</option><option selected>b</option></select>');
  expect(hasUnsavedInput()).toBe(false);
  field.selectedIndex = 0;
  expect(hasUnsavedInput()).toBe(true);
});

test('finds another choice in a list without a default, and not its first', () => {
  const field = page<HTMLSelectElement>('<select><option>a</option><option>b</option></select>');
  expect(hasUnsavedInput()).toBe(false);
  field.selectedIndex = 1;
  expect(hasUnsavedInput()).toBe(true);
});

test('finds nothing in an empty list', () => {
  page('<select></select>');
  expect(hasUnsavedInput()).toBe(false);
});

test('takes the first choice that may be made for the default, where one before it may not', () => {
  const field = page<HTMLSelectElement>(
    '<select><option disabled>Välj</option><option>a</option><option>b</option></select>',
  );
  // Browsers choose so themselves; happy-dom does not (HTML §4.10.7, "ask for a reset").
  field.selectedIndex = 1;
  expect(hasUnsavedInput()).toBe(false);
});

test('reads the page past a form that has taken the place of document.querySelectorAll', () => {
  page<HTMLInputElement>('<input>').value = 'x';
  Object.defineProperty(document, 'querySelectorAll', { configurable: true, value: document.createElement('form') });
  try {
    expect(hasUnsavedInput()).toBe(true);
  } finally {
    Reflect.deleteProperty(document, 'querySelectorAll');
  }
});

test('finds what was typed inside a shadow root, and not the switches of our own', () => {
  for (const [attribute, isFound] of [
    ['data-samtycke-root', false],
    ['class', true],
  ] as const) {
    document.body.innerHTML = `<div ${attribute}=""></div>`;
    const root = document.body.firstElementChild!.attachShadow({ mode: 'open' });
    root.innerHTML = '<p><input></p>';
    expect(hasUnsavedInput()).toBe(false);
    root.querySelector('input')!.value = 'x';
    expect(hasUnsavedInput(), attribute).toBe(isFound);
  }
});

test.each([
  ['<div contenteditable>Hej</div>', true],
  ['<div contenteditable="true"> </div>', false],
  ['<div contenteditable="false">Hej</div>', false],
  ['<div>Hej</div>', false],
])('takes text in an editor for the visitor’s: %s', (html, isUnsaved) => {
  document.body.innerHTML = html;
  expect(hasUnsavedInput()).toBe(isUnsaved);
});
