/** Puts what a late script writes with `document.write` behind the script, where it would wipe the page otherwise. */
import { holdScripts } from './marks.js';
import type { Stage } from './kinds.js';

interface Stream {
  /** What has been written and does not stand on the page, because its last element may be open. */
  rest: string;
  /** What the next piece comes behind. */
  last: Node;
}

/** Stands behind what is parsed, and shows whether all of it is closed. */
const END = 'samtycke-end';

/** Takes what the running script writes; returns what places what it left open. `run` takes each script within. */
export const placeWrites = (
  { blocking, cover }: Stage,
  run: (script: HTMLScriptElement) => void,
): ((script: Element) => void) => {
  const streams = new Map<Element, Stream>();

  /**
   * Parses as the page would, and places what is whole, or all at the end. Where Trusted Types are demanded this throws, and
   * so would the `document.write` of the script have done.
   */
  const place = (stream: Stream, end: string): void => {
    const { rest, last } = stream;
    const parent = last.parentNode;
    if (!parent) return;
    const range = document.createRange();
    range.selectNodeContents(parent);
    const fragment = range.createContextualFragment(rest + end);
    const mark = fragment.querySelector(END);
    if (end && mark?.parentNode !== fragment) return;
    if (end) fragment.removeChild(mark!);
    stream.rest = '';
    stream.last = fragment.lastChild ?? last;
    // They run in their turn.
    const scripts = holdScripts(fragment);
    parent.insertBefore(fragment, last.nextSibling);
    scripts.forEach(run);
  };

  for (const name of ['write', 'writeln'] as const) {
    const native = document[name];
    cover(document, name, {
      value(...pieces: string[]) {
        // The browser itself drops what async and deferred ones write (HTML §8.4.3).
        const script = blocking();
        if (!script) return native.apply(document, pieces);
        const stream = streams.get(script) ?? { rest: '', last: script };
        streams.set(script, stream);
        stream.rest += pieces.join('') + (name > 'writel' ? '\n' : '');
        place(stream, `<${END}>`);
      },
      writable: true,
    });
  }
  return (script) => {
    const stream = streams.get(script);
    streams.delete(script);
    if (stream?.rest) place(stream, '');
  };
};
