/** The door of the UI: draws what `$prompt` says, and hands each answer back through the port. */
import { Fragment, h, render } from 'preact';
import { banner as swedish } from '../../locales/sv.js';
import type { Port, Ui } from '../hall/port.js';
import type { BannerTexts } from '../manifest/locale.js';
import { Banner } from './Banner.js';
import css from './banner.css?inline';
import type { Action } from './Buttons.js';
import { chosenIn } from './chosen.js';
import { createRoot, createStatus, makeRoom, whenBody } from './root.js';
import type { Loan, Second } from './second/index.js';

/** What the second layer borrows, where it is a file of its own beside a script that already holds preact. */
export const PREACT = { Fragment, h, render };

/** The second layer's module; `lend` is there where it brings no preact of its own. */
export type SecondModule = { readonly second: Second; readonly lend?: (preact: typeof PREACT) => void };

/** Returns what `start` gave as soon as `ready` resolves, unless it is called first: then nothing starts. */
const startWhen = <T,>(ready: Promise<T>, start: (value: T) => () => void): (() => void) => {
  let end: (() => void) | undefined;
  void ready.then((value) => (end ??= start(value)));
  return () => (end ??= () => undefined)();
};

/** Returns the UI; `load` fetches the second layer. */
export const createUi = (load: () => Promise<SecondModule>): Ui => {
  let loading: Promise<Second> | undefined;
  let status: HTMLElement | undefined;
  const textsOf = (port: Port): BannerTexts => port.texts() ?? swedish;
  const loanFor = (port: Port): Loan => ({ css, texts: textsOf(port), status: (status ??= createStatus()) });

  const second = (port: Port): Promise<Second> => {
    loading ??= load().then(({ second: loaded, lend }) => {
      lend?.(PREACT);
      return loaded;
    });
    return loading.catch((fault: unknown) => {
      loading = undefined;
      console.error(`[samtycke] samtycke.settings.js does not load: ${String(fault)}`);
      port.close();
      // Never settles: what waits for it has been closed.
      return new Promise<never>(() => undefined);
    });
  };

  const banner = (port: Port, notes: readonly string[]): (() => void) => {
    const { host, root } = createRoot('data-samtycke-root', css);
    const texts = textsOf(port);
    const act = (action: Action): void => {
      if (action === 'settings' || action === 'close') return port.openSettings();
      const isYes = port.decide(action === 'save' ? chosenIn(root) : action, 'banner', {
        layer: 1,
        texts: JSON.stringify(texts),
      });
      loanFor(port).status.textContent = texts[isYes ? 'saved' : 'rejected'];
    };
    render(<Banner port={port} texts={texts} notes={notes} onAct={act} onNear={() => void second(port)} />, root);
    let leave: (() => void) | undefined;
    whenBody((body) => {
      if (leave) return;
      body.prepend(host);
      leave = makeRoom(root.querySelector('section')!);
    });
    return () => {
      (leave ??= () => undefined)();
      host.remove();
    };
  };

  /** Shows the first layer; what must be said besides, to some visitors, comes with the second. */
  const showBanner = (port: Port): (() => void) => {
    if (port.reason() === 'first' && !port.gpc && !port.isBlocked()) return banner(port, []);
    return startWhen(second(port), ({ notes }) => banner(port, notes(port, loanFor(port))));
  };

  return {
    warm: (port) => void second(port),
    start(port) {
      loanFor(port);
      let close = (): void => undefined;
      const draw = (): void => {
        close();
        const prompt = port.$prompt.get();
        close = () => undefined;
        if (prompt === 'banner') close = showBanner(port);
        if (prompt === 'settings') close = startWhen(second(port), ({ settings }) => settings(port, loanFor(port)));
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
    placeholder: (port, held) => startWhen(second(port), ({ placeholder }) => placeholder(port, loanFor(port), held)),
    declaration: (port, element) =>
      void second(port).then(({ declaration }) => declaration(port, loanFor(port), element)),
  };
};
