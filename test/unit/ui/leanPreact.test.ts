/** Shows that preact as we build it, without all but its way to draw something once, draws the same as preact itself. */
import { h, render, type ComponentChild } from 'preact';
import { rollup } from 'rollup';
import { beforeAll, expect, test, vi } from 'vitest';
import { leanPreact } from '../../../.rollup/leanPreact.mjs';

let lean: { h: typeof h; render: typeof render };

beforeAll(async () => {
  const entry = { name: 'entry', resolveId: (id: string) => (id === 'entry' ? id : null), load: () => null };
  const load = (id: string) => (id === 'entry' ? `export { h, render } from 'preact';` : null);
  const build = await rollup({ input: 'entry', plugins: [{ ...entry, load }, leanPreact()], logLevel: 'silent' });
  const { output } = await build.generate({ format: 'es' });
  lean = (await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)) as typeof lean;
});

const drawn = (by: typeof render, node: ComponentChild) => {
  const place = document.createElement('main');
  by(node, place);
  return place;
};

const Row = ({ name, children }: { readonly name: string; readonly children?: ComponentChild }) =>
  h('li', { class: 'row', id: name }, children);
const Pair = ({ name }: { readonly name: string }) => [h('dt', null, name), h('dd', null, 1, '0')] as never;
const Nothing = () => null;

/** Every kind of thing that a component of ours draws, and what a page may slip in. */
const cases: Readonly<Record<string, (by: typeof h) => ComponentChild>> = {
  'text and numbers': (by) => by('p', null, 'a', 1, '<b>'),
  'what is not there': (by) => by('p', null, null, undefined, false, true, '', 0, () => 'no'),
  'lists within lists': (by) => by('ul', null, [['a', [by('li', null, 'b')]], by('li', null, 'c')], 'd'),
  components: (by) => by('ul', null, by(Row, { name: 'x' }, by(Row, { name: 'y' }, 'z')), by(Nothing, null), 'end'),
  'a component that draws two': (by) => by('dl', null, by(Pair, { name: 'a' }), by(Pair, { name: 'b' })),
  attributes: (by) =>
    by(
      'a',
      { href: '/x', class: 'c', lang: 'sv', rel: 'noopener', tabIndex: -1, 'aria-label': 'l', 'data-x': '1' },
      'a',
    ),
  'attributes that are false, or absent': (by) =>
    by('p', { hidden: false, title: undefined, 'aria-hidden': false, 'data-y': null, id: null } as never, 'p'),
  'a switch': (by) =>
    by('label', null, by('input', { type: 'checkbox', role: 'switch', defaultChecked: true, 'data-category': 'c' })),
  'a table': (by) => by('table', null, by('tr', null, by('th', { scope: 'col' }, 'a'), by('td', null, 'b'))),
  'no node from JSON': (by) =>
    by('p', null, JSON.parse('{"type":"img","props":{"src":"x"},"constructor":null}') as never, 'b'),
  'nothing at all': () => null,
};

for (const [name, make] of Object.entries(cases))
  test(`draws ${name} as preact does`, () => {
    const html = drawn(render, make(h)).innerHTML;
    expect(drawn(lean.render, make(lean.h as typeof h)).innerHTML).toBe(html);
    expect(drawn(lean.render, make(h)).innerHTML).toBe(html);
  });

test('ticks what is ticked from the beginning', () => {
  const ticked = (isOn: boolean) =>
    drawn(lean.render, lean.h('input', { type: 'checkbox', defaultChecked: isOn })).querySelector('input')!.checked;
  expect([true, false].map(ticked)).toEqual([true, false]);
});

test('hands events to their listeners', () => {
  const [onClick, onPointerOver, onFocus] = [vi.fn(), vi.fn(), vi.fn()];
  const button = drawn(lean.render, lean.h('button', { onClick, onPointerOver, onFocus }, 'b')).querySelector(
    'button',
  )!;
  for (const type of ['click', 'pointerover', 'focus']) button.dispatchEvent(new Event(type));
  for (const listener of [onClick, onPointerOver, onFocus]) expect(listener).toHaveBeenCalledOnce();
});

test('sets no HTML from text', () => {
  const html = { dangerouslySetInnerHTML: { __html: '<img>' } };
  expect(drawn(lean.render, lean.h('p', html)).querySelector('img')).toBeNull();
});
