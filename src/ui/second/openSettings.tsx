/** Opens the settings as a real modal dialog, and gives focus back where it came from (WCAG 2.4.3; R49). */
import { h, render } from 'preact';
import type { Receipt } from '../../hall/port.js';
import type { Loan } from '../loan.js';
import { createElement, find, keepClear } from '../root.js';
import { LastChoice, type Act, type Opened } from './LastChoice.js';
import { Settings } from './Settings.js';
import type { Texts } from './texts.js';

/** What the first layer lends, with the style and the texts of both layers. */
export interface Stage extends Loan {
  readonly texts: Texts;
}

const save = (json: string): void => {
  const link = createElement('a');
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  link.download = 'samtycke.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

/** Gives focus to the banner's own button for the settings, where the question comes back since nothing was decided. */
const giveBackToBanner = (): void =>
  find('[data-samtycke-root]')?.shadowRoot?.querySelector<HTMLElement>('[data-action="settings"]')?.focus();

/** Gives focus to the opener, or to the banner's button, or where neither is there to the page's heading or main part. */
const giveBack = (opener: Element | null): void => {
  const isHere = opener instanceof HTMLElement && opener.isConnected && opener.localName !== 'body';
  // Nothing had focus: the banner, if it led here, was taken away with its button, and is about to be drawn anew.
  if (opener?.localName === 'body') setTimeout(giveBackToBanner);
  const target = isHere ? opener : find('h1,main');
  if (!target) return;
  if (!isHere && !target.hasAttribute('tabindex')) {
    target.tabIndex = -1;
    target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
  }
  target.focus({ preventScroll: true });
};

/** Keeps Tab within the dialog: Firefox does not, for one in a shadow root, and goes no further than its last button (R49). */
const goRound = (event: KeyboardEvent, dialog: HTMLElement): void => {
  if (event.key !== 'Tab') return;
  const stops = [...dialog.querySelectorAll<HTMLElement>('a[href],button,input,summary')].filter(
    (stop) => stop.getClientRects().length,
  );
  const [from, to] = event.shiftKey ? [stops[0], stops[stops.length - 1]] : [stops[stops.length - 1], stops[0]];
  if ((dialog.getRootNode() as ShadowRoot).activeElement !== from) return;
  event.preventDefault();
  to?.focus();
};

/** Draws the last choice, and anew with what the visitor asks for: what has focus then says what is asked or told. */
const keepLast = (
  place: Element,
  receipt: Receipt,
  { port, texts, status }: Pick<Stage, 'port' | 'texts' | 'status'>,
): void => {
  let opened: Opened | undefined;
  const draw = (next?: Opened, focus?: string): void => {
    opened = next;
    const fresh = new DocumentFragment();
    render(
      <LastChoice
        texts={texts}
        receipt={receipt}
        hasLog={!!port.site.options.log}
        opened={opened}
        onAct={(act) => void acts[act]()}
      />,
      fresh,
    );
    place.textContent = '';
    place.append(fresh);
    const target = place.querySelector<HTMLElement>(focus ?? '.note');
    target?.focus();
    // Firefox leaves a part of what it focuses below the edge.
    target?.scrollIntoView({ block: 'nearest' });
  };
  const acts: Record<Act, () => unknown> = {
    async show() {
      const before = opened;
      if (before?.by === 'show') return draw(undefined, '[data-action="show"]');
      const { said } = await port.rights(texts);
      // Meanwhile the visitor may have asked for something else.
      if (opened !== before) return;
      if (said?.length) draw({ by: 'show', title: texts['rights.shown'], said });
      else draw({ by: 'show', title: texts[said ? 'rights.none' : 'rights.failed'] });
    },
    download: async () => save(await (await port.rights(texts)).statement()),
    erase: () => draw({ by: 'erase', title: texts['erase.confirm'] }),
    no: () => draw(undefined, '[data-action="erase"]'),
    async yes() {
      draw(undefined, '[data-action="erase"]');
      const erased = await port.erase();
      status.textContent = texts[erased ? 'erase.done' : 'erase.failed'];
      // The place for announcements is not to be seen, and behind a modal dialog not to be heard.
      if (!erased) draw({ by: 'yes', title: texts['erase.failed'] });
    },
    withdraw() {
      port.decide('withdraw', 'settings', { layer: 2, texts: JSON.stringify(texts) });
      status.textContent = texts['withdraw.done'];
    },
  };
  draw();
};

/** Closes at a click that begins and ends on the backdrop, beside the dialog; like every closing it decides nothing (R3, R21). */
const closeBeside = (dialog: HTMLElement, close: () => void): void => {
  const isBeside = ({ clientX: x, clientY: y }: MouseEvent): boolean => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return x < left || x > right || y < top || y > bottom;
  };
  let began = false;
  dialog.addEventListener('pointerdown', (event) => void (began = isBeside(event)));
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog && began && isBeside(event)) close();
  });
};

/** Opens the settings with the state that holds now; returns what closes them. */
export const openSettings = ({ port, css, texts, status, ...lent }: Stage): (() => void) => {
  const { createMarked, attachRoot, stay, answerIn } = lent;
  const opener = document.activeElement;
  const host = createMarked('data-samtycke-root');
  const root = attachRoot(host, css);
  render(<Settings port={port} texts={texts} onAct={answerIn(root, 2, texts)} />, root);
  void port.receipt().then(
    (receipt) => keepLast(root.querySelector('.last')!, receipt, { port, texts, status }),
    // Without samtycke.more.js there is no receipt to show; the switches work all the same.
    () => undefined,
  );

  const dialog = root.querySelector('dialog')!;
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    port.close();
  });
  dialog.addEventListener('keydown', (event) => goRound(event, dialog));
  keepClear(dialog);
  closeBeside(dialog, port.close);
  // On another page than the one it was opened on it closes.
  const leave = stay(host, (page, body) => (dialog.open ? port.close() : page.insertBefore(host, body)));
  dialog.showModal();
  dialog.querySelector('h2')?.focus();
  return () => {
    dialog.close();
    leave();
    giveBack(opener);
  };
};
