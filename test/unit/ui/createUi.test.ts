/** Shows that the question stays whether or not the later parts of the UI come. */
import { afterEach, expect, test, vi } from 'vitest';
import de from '../../../locales/de.js';
import sv from '../../../locales/sv.js';
import type { Port } from '../../../src/hall/port.js';
import type { Locale } from '../../../src/manifest/locale.js';
import type { Prompt } from '../../../src/state.js';
import { createUi } from '../../../src/ui/index.js';
import type { LoadPart } from '../../../src/ui/loan.js';
import * as table from '../../../src/ui/table/index.js';

const shadow = () => document.querySelector('[data-samtycke-root]')?.shadowRoot;
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Returns a port on a prompt, and what changes the prompt. */
const portWith = (prompt: Prompt, more: Partial<Port> = {}) => {
  const listeners = new Set<() => void>();
  let now = prompt;
  const set = (next: Prompt) => {
    now = next;
    listeners.forEach((listener) => listener());
  };
  const site = { asked: [], services: [], controller: { name: 'AssistMe' }, policy: { url: '/policy' }, options: {} };
  const port = {
    site,
    gpc: false,
    $prompt: { get: () => now, listen: (listener: () => void) => (listeners.add(listener), () => listeners.clear()) },
    texts: () => undefined,
    reason: () => 'first',
    isBlocked: () => false,
    groups: () => [],
    decide: () => false,
    openSettings: () => set('settings'),
    close: vi.fn(() => set('banner')),
    ...more,
  } as unknown as Port;
  return { port, set };
};

const fails: LoadPart = () => Promise.reject(new Error('offline'));
const stops: (() => void)[] = [];
const start = (load: LoadPart, port: Port) => stops.push(createUi(load).start(port).stop);

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.restoreAllMocks();
});

test('asks on a first visit at once, and fetches nothing for it', () => {
  const load = vi.fn(fails);
  start(load as LoadPart, portWith('banner').port);
  expect(shadow()?.querySelector('section')?.textContent).toContain('AssistMe använder kakor');
  expect(load).not.toHaveBeenCalled();
});

test('R35 R52 announces the answer in the language of the question, whatever the page speaks', () => {
  const spoken: (Locale | undefined)[] = [undefined];
  const { port, set } = portWith('banner', { texts: () => spoken[0] });
  start(fails, port);
  const status = document.querySelector<HTMLElement>('[data-samtycke-status]')!;
  shadow()!.querySelector<HTMLElement>('[data-action="reject-all"]')!.click();
  expect([status.lang, status.textContent]).toEqual(['sv', sv.rejected]);
  spoken[0] = de;
  set('banner');
  shadow()!.querySelector<HTMLElement>('[data-action="reject-all"]')!.click();
  expect([status.lang, status.textContent]).toEqual(['de', de.rejected]);
});

test('says why it asks again before the question', async () => {
  const load = (async () => ({ notes: () => ({ notes: ['Det har gått 6 månader.'], texts: sv }) })) as LoadPart;
  const decide = vi.fn(() => true);
  start(load, portWith('banner', { reason: () => 'expired', decide }).port);
  await settled();
  expect(shadow()?.querySelector('.note')?.textContent).toBe('Det har gått 6 månader.');
  shadow()!.querySelector<HTMLElement>('[data-action="accept-all"]')!.click();
  // R38: the note is of the texts that the record calls shown.
  expect(decide).toHaveBeenCalledWith('accept-all', 'banner', { layer: 1, texts: JSON.stringify(sv) });
});

test.each([
  [true, 'accept-all'],
  [false, 'reject-all'],
] as const)('R52 announces nothing that the note of blocked cookies contradicts (%s)', async (isYes, action) => {
  const decide = (): boolean => isYes;
  const load = (async () => ({ notes: () => ({ notes: [], texts: sv }) })) as LoadPart;
  start(load, portWith('banner', { isBlocked: () => true, decide }).port);
  await settled();
  shadow()!.querySelector<HTMLElement>(`[data-action="${action}"]`)!.click();
  expect(document.querySelector('[data-samtycke-status]')!.textContent).toBe(sv['error.storage']);
});

test('asks again without saying why where that does not load', async () => {
  const report = vi.spyOn(console, 'error').mockReturnValue();
  start(fails, portWith('banner', { reason: () => 'expired' }).port);
  await settled();
  expect(shadow()?.querySelector('[data-action="reject-all"]')).not.toBeNull();
  expect(report).toHaveBeenCalledWith('[samtycke] no settings: Error: offline');
});

test('keeps the question where the settings do not load for one who comes near them', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const { port } = portWith('banner');
  start(fails, port);
  shadow()!.querySelector('[data-action="settings"]')!.dispatchEvent(new Event('pointerover'));
  await settled();
  expect(port.close).not.toHaveBeenCalled();
  expect(shadow()?.querySelector('section')).not.toBeNull();
});

test('goes back to the question where the settings that were opened do not load', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const { port } = portWith('banner');
  start(fails, port);
  port.openSettings();
  expect(shadow()).toBeUndefined();
  await settled();
  expect(port.close).toHaveBeenCalledTimes(1);
  expect(shadow()?.querySelector('section')).not.toBeNull();
});

test('opens nothing that was closed before it came', async () => {
  const settings = vi.fn(() => () => undefined);
  const { port, set } = portWith('settings');
  start((async () => ({ settings })) as unknown as LoadPart, port);
  set('none');
  await settled();
  expect(settings).not.toHaveBeenCalled();
});

test('draws the cookie table anew in another language, once, and what shows with it', async () => {
  let texts = { ...sv, lang: 'sv' };
  const port = { ...portWith('banner').port, texts: () => texts } as Port;
  const ui = createUi((async () => table) as unknown as LoadPart);
  const shown = ui.start(port);
  stops.push(shown.stop);
  const place = document.body.appendChild(document.createElement('div'));
  const langs = () => [...place.shadowRoot!.querySelectorAll('[lang]')].map((each) => each.getAttribute('lang'));
  ui.declaration(port, place);
  ui.declaration(port, place);
  await settled();
  expect(langs()).toEqual(['sv']);
  texts = de;
  shown.refresh();
  await settled();
  expect(langs()).toEqual(['de']);
  expect(shadow()?.querySelector('section')?.lang).toBe('de');
});
