/** Shows what a click on the second button of a placeholder grants, and what it leaves to be asked (R33). */
import { h, render } from 'preact';
import { expect, test, vi } from 'vitest';
import sv from '../../../locales/sv.js';
import type { Reason } from '../../../src/decision/validity.js';
import type { Port } from '../../../src/hall/port.js';
import { Placeholder } from '../../../src/ui/embeds/Placeholder.js';
import type { Loan } from '../../../src/ui/loan.js';
import { serviceOf, siteOf } from '../manifest/manifests.js';
import { decisionOf } from '../decision/decisions.js';

const film = siteOf([serviceOf({ id: 'film', purpose: 'functional', recipients: ['Film AB'] })]).services[0];
const held = decisionOf({ 'third-party:functional': false, 'third-party:marketing': true });

/** Draws it where a visitor who has answered so is asked for that reason, or not at all. */
const open = (reason?: Reason, { isMarketingOn = true, addresses = [] as URL[] } = {}) => {
  const cells = [{ cell: 'third-party:marketing', isNecessary: false, isOn: isMarketingOn }];
  const port = {
    groups: () => [{ group: 'third-party', cells }],
    reason: () => reason,
    isBarred: () => false,
    serviceOf: () => film,
    $decision: { get: () => held },
    decide: vi.fn(),
    openSettings: vi.fn(),
  };
  const place = document.createElement('div');
  const loan = { port: port as unknown as Port, status: document.createElement('div') } as unknown as Loan;
  const mark = { service: 'film', category: null, addresses };
  render(h(Placeholder, { loan, texts: sv, mark, onOnce: vi.fn() }), place);
  return { port, place };
};

const allow = (reason?: Reason, isMarketingOn = true) => {
  const { port, place } = open(reason, { isMarketingOn });
  place.querySelectorAll('button')[1]!.click();
  return port;
};

test('R33 grants the cell of the embed, and leaves the other answers as they are', () => {
  const { decide, openSettings } = allow();
  expect(decide).toHaveBeenCalledWith({ ...held.cells, 'third-party:functional': true }, 'embed', expect.anything());
  expect(openSettings).not.toHaveBeenCalled();
});

test('R28 shows first what a newer policy has brought, which no click on an embed may let ride on an older yes', () => {
  const { decide, openSettings } = allow('minor');
  expect(decide).not.toHaveBeenCalled();
  expect(openSettings).toHaveBeenCalledTimes(1);
});

test('R28 lets no service that has come since to another cell ride on the yes which that cell has', () => {
  const { decide, openSettings } = allow(undefined, false);
  expect(decide).not.toHaveBeenCalled();
  expect(openSettings).toHaveBeenCalledTimes(1);
});

test('leads to the embed as a page of its own, unless it is one that says no more than that it must be in a frame', () => {
  const linkTo = (address: string) => open(undefined, { addresses: [new URL(address)] }).place.querySelector('a')?.href;
  expect(linkTo('https://film.example/1')).toBe('https://film.example/1');
  expect(linkTo('https://www.google.com/maps/embed?pb=1')).toBeUndefined();
  expect(linkTo('https://www.google.com/maps/embed/v1/place?key=1')).toBeUndefined();
});
