/** The door of the UI: draws what `$prompt` says, and hands each answer back through the port. */
import { h, render } from 'preact';
import { banner as swedish } from '../../locales/sv/banner.js';
import type { Port, Ui } from '../hall/port.js';
import { answerIn } from './answer.js';
import { Banner } from './Banner.js';
import css from './banner.css?inline';
import type { Loan, LoadPart, Parts } from './loan.js';
import { attachRoot, createMarked, createStatus, keepClear, makeRoom, stay, takeOut } from './root.js';

const nothing = (): void => undefined;

/** Puts the first layer into the page; returns what takes it away. */
const drawBanner = (
  { port, texts, answerIn, notes = [] }: Loan & { readonly notes?: readonly string[] },
  onNear: () => void,
): (() => void) => {
  const host = createMarked('data-samtycke-root');
  const root = attachRoot(host, css);
  render(<Banner port={port} texts={texts} notes={notes} onAct={answerIn(root, 1, texts)} onNear={onNear} />, root);
  const section = root.querySelector('section')!;
  keepClear(section);
  const giveRoom = makeRoom(section);
  const leave = stay(host, (page, body) => {
    if (host.isConnected) return;
    page.insertBefore(host, body);
    // Above all else, and fixed to the view whatever the page transforms or contains; older browsers leave it to z-index.
    section.showPopover?.();
  });
  return () => {
    giveRoom();
    leave();
  };
};

/** Keeps the place for announcements in the page, and says when it has come there; returns what takes it out. */
const keepStatus = (status: HTMLElement, then: () => void): (() => void) =>
  stay(status, (page) => {
    // What a framework has kept of a page, to show it once more, are copies of ours without life.
    for (const copy of page.querySelectorAll('[data-samtycke-root],[data-samtycke-status]'))
      if (!copy.shadowRoot && copy !== status) takeOut(copy);
    if (!status.isConnected) page.appendChild(status);
    then();
  });

/** Keeps what stands in the page for longer, to draw it anew in another language. */
const createStanding = () => {
  const all = new Set<() => void>();
  return {
    /** Begins something; returns the end of it. */
    keep(begin: () => () => void): () => void {
      let end = begin();
      const redraw = (): void => {
        end();
        end = begin();
      };
      all.add(redraw);
      return () => {
        all.delete(redraw);
        end();
      };
    },
    redraw: () => all.forEach((each) => each()),
  };
};

/** Returns the UI; `load` fetches its later parts. */
export const createUi = (load: LoadPart): Ui => {
  const status = createStatus();
  const loanFor = (port: Port): Loan => {
    const texts = port.texts() ?? swedish;
    // What is announced is in the language of the layers, which the page's may not be (WCAG 3.1.2; R35).
    status.lang = texts.lang;
    return { port, css, status, texts, createMarked, attachRoot, stay, answerIn: answerIn(port, status) };
  };

  /**
   * Starts something with a part, fetched and lent preact, or does otherwise where it does not come; returns the end of that.
   * Ended before, nothing starts. A part that has come is at hand when it is asked for again: import() keeps it.
   */
  const withPart = <Name extends keyof Parts>(
    [port, name]: readonly [Port, Name],
    start: (part: Parts[Name], loan: Loan) => () => void,
    otherwise: () => (() => void) | void = nothing,
  ): (() => void) => {
    let end: (() => void) | undefined;
    load(name)
      .then((part) => {
        part.lend?.({ h, render });
        end ??= start(part, loanFor(port));
      })
      .catch((fault: unknown) => {
        console.error(`[samtycke] no ${name}: ${String(fault)}`);
        end ??= otherwise() ?? nothing;
      });
    return () => (end ??= nothing)();
  };

  const standing = createStanding();
  const warm = (port: Port): void => void withPart([port, 'settings'], () => nothing);

  /** What each prompt shows. What must be said to some visitors besides the question comes with the settings; it is asked without it too. */
  const show = {
    none: () => nothing,
    banner(port: Port) {
      const ask = (loan = loanFor(port)) => drawBanner(loan, () => warm(port));
      return port.reason() === 'first' && !port.gpc && !port.isBlocked()
        ? ask()
        : withPart(
            [port, 'settings'],
            // With the texts that the notes are of: what the record calls shown holds those too (R38).
            ({ notes }, loan) => ask({ ...loan, ...notes(loan) }),
            () => ask(),
          );
    },
    settings: (port: Port) => withPart([port, 'settings'], ({ settings }, loan) => settings(loan), port.close),
  };

  return {
    warm,
    start(port) {
      let draw = nothing;
      let close = nothing;
      let stop = nothing;
      const begin = (): void => {
        if (draw !== nothing) return;
        draw = () => {
          close();
          close = show[port.$prompt.get()](port);
        };
        draw();
        stop = port.$prompt.listen(draw);
      };
      // A script in the head comes before the body.
      const leave = keepStatus(status, begin);
      return {
        refresh() {
          draw();
          standing.redraw();
        },
        stop() {
          draw = () => undefined;
          stop();
          close();
          leave();
        },
      };
    },
    placeholder: (port, held) =>
      standing.keep(() => withPart([port, 'embeds'], ({ placeholder }, loan) => placeholder(loan, held))),
    declaration: (port, element) =>
      void standing.keep(() => withPart([port, 'table'], ({ declaration }, loan) => declaration(loan, element))),
  };
};
