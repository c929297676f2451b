/** Shows what visitors can do about their last choice, and what they are told of what is kept (R42). */
import { afterEach, expect, test, vi } from 'vitest';
import { h, render } from 'preact';
import sv from '../../../locales/sv.js';
import type { Receipt } from '../../../src/hall/port.js';
import { LastChoice, type LastChoiceProps } from '../../../src/ui/second/LastChoice.js';

const receipt = {
  decision: {
    status: 'accepted',
    at: '2026-11-22T11:00:00Z',
    validUntil: '2027-05-22T11:00:00Z',
    granted: ['permanent:statistics'],
  },
  consentId: 'id',
  policy: { version: '2.0.0' },
} as unknown as Receipt;
const place = document.body.appendChild(document.createElement('div'));
const onAct = vi.fn();
const draw = (changes: Partial<LastChoiceProps> = {}) =>
  render(h(LastChoice, { texts: sv, receipt, hasLog: true, opened: undefined, onAct, ...changes }), place);
const button = (name: string) => [...place.querySelectorAll('button')].find((it) => it.textContent === name);
const names = () => [...place.querySelectorAll('button')].map((it) => it.textContent);
const note = () => place.querySelector('[role="group"][tabindex]');

afterEach(() => {
  render(null, place);
  onAct.mockReset();
});

test('R42 offers to see, download, erase and withdraw', () => {
  draw();
  expect(names()).toEqual(['Visa vad som är sparat', 'Ladda ner', 'Radera', 'Ta tillbaka samtycke']);
  for (const name of names()) button(name!)!.click();
  expect(onAct.mock.calls.flat()).toEqual(['show', 'download', 'erase', 'withdraw']);
});

test('R38 says of each purpose in which group it was granted', () => {
  const granted = ['permanent:statistics', 'third-party:functional'];
  draw({ receipt: { ...receipt, decision: { ...receipt.decision, status: 'custom', granted } } as unknown as Receipt });
  expect(place.querySelector('dd')!.textContent).toBe(
    'att godkänna statistik (Permanenta kakor) och funktioner (Tredjepartskakor)',
  );
});

test('R42 has nothing to show where the site has no log', () => {
  draw({ hasLog: false });
  expect(names()).toEqual(['Ladda ner', 'Radera', 'Ta tillbaka samtycke']);
});

test('R42 offers to look even where nothing is decided, and to erase where the key is left', () => {
  draw({ receipt: { ...receipt, decision: null, consentId: null } });
  expect(names()).toEqual(['Visa vad som är sparat']);
  draw({ receipt: { ...receipt, decision: null } });
  expect(names()).toEqual(['Visa vad som är sparat', 'Ladda ner', 'Radera']);
});

test('R42 lists what the log has in its order, in a group named by what it is, and says that it is open', () => {
  draw();
  expect(button('Visa vad som är sparat')!.getAttribute('aria-expanded')).toBe('false');
  expect(note()).toBeNull();
  draw({
    opened: {
      by: 'show',
      title: sv['rights.shown'],
      said: [
        ['i går', 'Du godkände alla'],
        ['i dag', 'Du nekade alla'],
      ],
    },
  });
  expect(button('Visa vad som är sparat')!.getAttribute('aria-expanded')).toBe('true');
  expect([...note()!.querySelectorAll('ol > li')].map((it) => it.textContent)).toEqual([
    'i går Du godkände alla',
    'i dag Du nekade alla',
  ]);
  expect(place.querySelector(`#${note()!.getAttribute('aria-labelledby')}`)!.textContent).toBe(sv['rights.shown']);
});

test('R42 draws no list where there is nothing', () => {
  draw({ opened: { by: 'show', title: sv['rights.none'] } });
  expect(note()!.textContent).toBe(sv['rights.none']);
  expect(place.querySelector('ol')).toBeNull();
});

test('R42 asks before it erases, and offers nothing else meanwhile', () => {
  draw({ opened: { by: 'erase', title: sv['erase.confirm'] } });
  expect(names()).toEqual(['Ja, radera', 'Nej, behåll']);
  for (const name of names()) button(name!)!.click();
  expect(onAct.mock.calls.flat()).toEqual(['yes', 'no']);
});

test('R42 says that erasing failed, under what one can do', () => {
  draw({ opened: { by: 'yes', title: sv['erase.failed'] } });
  expect(names()).toHaveLength(4);
  expect(button('Visa vad som är sparat')!.getAttribute('aria-expanded')).toBe('false');
  expect(note()!.textContent).toBe(sv['erase.failed']);
});
