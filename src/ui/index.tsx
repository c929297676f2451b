/** The door of the UI: draws what `$prompt` says, and hands each answer back through the port. */
import { Fragment, h, render } from 'preact';
import { banner as swedish } from '../../locales/sv/banner.js';
import type { Port, Ui } from '../hall/port.js';
import { Banner } from './Banner.js';
import css from './banner.css?inline';
import type { Action } from './Buttons.js';
import { chosenIn } from './chosen.js';
import type { Loan, LoadPart, Parts } from './loan.js';
import { createRoot, createStatus, makeRoom, whenBody } from './root.js';

const nothing = (): void => undefined;

/** Returns what ends what `start` began once `ready` resolved; called before that, nothing starts. */
const startWhen = <T,>(ready: Promise<T>, start: (value: T) => () => void): (() => void) => {
  let end: (() => void) | undefined;
  ready.then((value) => (end ??= start(value)), nothing);
  return () => (end ??= nothing)();
};

/** Returns the UI; `load` fetches its later parts. */
export const createUi = (load: LoadPart): Ui => {
  let status: HTMLElement | undefined;
  const loanFor = (port: Port): Loan => ({ css, texts: port.texts() ?? swedish, status: (status ??= createStatus()) });

  /** Fetches a part and lends it preact. Asked again it is at hand: import() keeps what has come, and tries again what has not. */
  const part = async <Name extends keyof Parts>(port: Port, name: Name): Promise<Parts[Name]> => {
    try {
      const loaded = await load(name);
      loaded.lend?.({ Fragment, h, render });
      return loaded;
    } catch (fault) {
      console.error(`[samtycke] samtycke.${name}.js does not load: ${String(fault)}`);
      if (name === port.$prompt.get()) port.close();
      throw fault;
    }
  };

  const drawBanner = (port: Port, body: HTMLElement, notes: readonly string[]): (() => void) => {
    const { host, root } = createRoot('data-samtycke-root', css);
    const { texts, status } = loanFor(port);
    const act = (action: Action): void => {
      const isYes = port.decide(action === 'save' ? chosenIn(root) : action, 'banner', {
        layer: 1,
        texts: JSON.stringify(texts),
      });
      status.textContent = texts[isYes ? 'saved' : 'rejected'];
    };
    render(<Banner port={port} texts={texts} notes={notes} onAct={act} onNear={() => ui.warm(port)} />, root);
    body.prepend(host);
    const leave = makeRoom(root.querySelector('section')!);
    return () => {
      leave();
      host.remove();
    };
  };

  /** Returns what must be said to some visitors besides; it comes with the settings, and the question without it if it does not come. */
  const notesFor = async (port: Port): Promise<readonly string[]> =>
    port.reason() === 'first' && !port.gpc && !port.isBlocked()
      ? []
      : part(port, 'settings').then(
          ({ notes }) => notes(port, loanFor(port)),
          () => [],
        );

  const show = {
    none: () => nothing,
    banner: (port: Port) =>
      startWhen(Promise.all([whenBody(), notesFor(port)]), ([body, notes]) => drawBanner(port, body, notes)),
    settings: (port: Port) =>
      startWhen(Promise.all([whenBody(), part(port, 'settings')]), ([body, { settings }]) =>
        settings(port, loanFor(port), body),
      ),
  };

  const ui: Ui = {
    warm: (port) => void part(port, 'settings').catch(nothing),
    start(port) {
      loanFor(port);
      let close = nothing;
      const draw = (): void => {
        close();
        close = show[port.$prompt.get()](port);
      };
      const stop = port.$prompt.listen(draw);
      draw();
      return {
        refresh: draw,
        stop() {
          stop();
          close();
          status?.remove();
        },
      };
    },
    placeholder: (port, held) =>
      startWhen(part(port, 'embeds'), ({ placeholder }) => placeholder(port, loanFor(port), held)),
    declaration: (port, element) =>
      void part(port, 'embeds').then(({ declaration }) => declaration(port, loanFor(port), element), nothing),
  };
  return ui;
};
