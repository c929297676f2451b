/** Shows which elements of a page open the settings or answer, and which lead elsewhere. */
import { afterEach, expect, test } from 'vitest';
import { goTo } from '../cookieJar.js';
import type { Answering } from '../../../src/hall/halves.js';
import { actFromHtml } from '../../../src/hall/html.js';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  document.body.innerHTML = '';
});

/** Clicks within the HTML; returns what was then done, and whether the page's own way was taken. */
const click = (html: string, find = (body: HTMLElement): Element => body.querySelector('.it')!) => {
  goTo('https://site.example/page?x=1');
  document.body.innerHTML = html;
  const done: string[] = [];
  const answering = new Proxy({}, { get: (_, name) => () => done.push(String(name)) }) as unknown as Answering;
  stops.push(actFromHtml((then) => then(answering)));
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
  find(document.body).dispatchEvent(event);
  return [...done, event.defaultPrevented];
};

test.each([
  '<a class="it" href="#samtycke-settings">Kakor</a>',
  '<a class="it" href="/page?x=1#samtycke-settings">Kakor</a>',
  '<a class="it" href="https://site.example/om#samtycke-settings">Kakor</a>',
  '<button class="it" data-samtycke="settings">Kakor</button>',
  '<a class="it" data-samtycke="settings">Kakor</a>',
  '<a data-samtycke="settings" href="#"><b class="it">Kakor</b></a>',
  '<button class="it" data-cc="show-preferencesModal">Kakor</button>',
])('opens the settings by %s', (html) => {
  expect(click(html)).toEqual(['showSettings', true]);
});

test.each([
  '<a class="it" href="https://other.example/#samtycke-settings">Kakor</a>',
  '<a class="it" href="#settings">Kakor</a>',
  '<div class="it" data-samtycke="declaration"></div>',
  '<button class="it" data-cc="unknown">Kakor</button>',
])('does nothing for %s', (html) => {
  expect(click(html)).toEqual([false]);
});

test('opens the settings by a link in a component of the page, and by a component in a link', () => {
  const within = (body: HTMLElement): Element => {
    const root = body.querySelector('x-part')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<a href="#samtycke-settings"><i>Kakor</i></a>';
    return root.querySelector('i')!;
  };
  expect(click('<x-part></x-part>', within)).toEqual(['showSettings', true]);
  const icon = (body: HTMLElement): Element => {
    const root = body.querySelector('x-part')!.attachShadow({ mode: 'open' });
    root.innerHTML = '<i>Kakor</i>';
    return root.querySelector('i')!;
  };
  expect(click('<a data-samtycke="settings" href="#"><x-part></x-part></a>', icon)).toEqual(['showSettings', true]);
});
