/** Shows that what was opened can be emptied again, and which address an element would fetch. */
import { expect, test } from 'vitest';
import { close } from '../../../src/gate/close.js';
import { markOf, open } from '../../../src/gate/marks.js';

const make = (html: string): Element => {
  const template = document.createElement('div');
  template.innerHTML = html;
  return template.firstElementChild!;
};

test.each([
  '<img data-src="/x.png" data-srcset="/x2.png 2x" alt="x">',
  '<link data-href="/x.css" rel="stylesheet">',
  '<object data-src="/x.svg"></object>',
  '<embed data-src="/x.svg">',
  '<audio data-src="/x.ogg"></audio>',
])('opens %s, and closes it to what it was', (html) => {
  const element = make(html);
  const before = [...element.attributes].map(({ name, value }) => `${name}=${value}`).toSorted();
  open(element);
  expect([...element.attributes].some(({ name }) => name.startsWith('data-'))).toBe(false);
  close(element);
  expect([...element.attributes].map(({ name, value }) => `${name}=${value}`).toSorted()).toEqual(before);
});

test('knows the absolute address that an element fetches, and none where there is none', () => {
  expect(markOf(make('<img data-src="https://x.example/a.png" src="/b.png">')).addresses[0]?.href).toBe(
    'https://x.example/a.png',
  );
  expect(markOf(make('<img src="//y.example/b.png">')).addresses[0]?.hostname).toBe('y.example');
  expect(markOf(make('<link data-href="/c.css">')).addresses[0]?.href).toBe(new URL('/c.css', location.href).href);
  expect(markOf(make('<img data-src="https://">')).addresses).toEqual([]);
  expect(markOf(make('<script>1</script>')).addresses).toEqual([]);
});

test('judges an object by the address that it fetches', () => {
  const object = make('<object data-src="https://x.example/a.svg"></object>');
  expect(markOf(object).addresses[0]?.hostname).toBe('x.example');
});

test('judges a picture by the address of its srcset too', () => {
  expect(markOf(make('<img data-srcset="https://x.example/a.png 2x">')).addresses[0]?.hostname).toBe('x.example');
  const set = '/a.png, https://y.example/b,c.png 2x,data:image/png;base64,AA== 3x , https://z.example/d.png 100w';
  const { addresses } = markOf(make(`<img data-src="https://x.example/a.png" data-srcset="${set}">`));
  const host = new URL(location.href).hostname;
  expect(addresses.map(({ hostname }) => hostname)).toEqual(['x.example', host, 'y.example', '', 'z.example']);
});
