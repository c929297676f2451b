/** Puts what a late script writes with `document.write` behind the script, where it would wipe the page otherwise. */
import { isScript } from './marks.js';
import type { Ours } from './kinds.js';
import { shadow } from './shadow.js';

interface Stream {
  /** What has been written and does not stand on the page, because its last element may be open. */
  rest: string;
  /** What the next piece comes behind. */
  last: Node;
}

/**
 * Parses as the page would, scripts alive. Where Trusted Types are demanded this throws, and so would the `document.write`
 * of the script have done.
 */
const parse = (text: string, parent: Node): DocumentFragment => {
  const range = document.createRange();
  range.selectNodeContents(parent);
  return range.createContextualFragment(text);
};

/** Holds the scripts of a fragment, so that they run in their turn. */
const holdScripts = (fragment: DocumentFragment): HTMLScriptElement[] => {
  const scripts = [...fragment.querySelectorAll('script')].filter(
    (script) => isScript(script) && script.type !== 'text/plain',
  );
  for (const script of scripts) {
    const type = script.getAttribute('type');
    if (type !== null) script.setAttribute('data-type', type);
    script.setAttribute('type', 'text/plain');
  }
  return scripts;
};

/** Takes what the running script writes, until it is stopped. `run` takes each script within. */
export const placeWrites = (running: () => Ours | undefined, run: (script: HTMLScriptElement) => void) => {
  const streams = new Map<Element, Stream>();

  const place = (stream: Stream, fragment: DocumentFragment): void => {
    stream.rest = '';
    const scripts = holdScripts(fragment);
    const { last } = stream;
    stream.last = fragment.lastChild ?? last;
    last.parentNode?.insertBefore(fragment, last.nextSibling);
    scripts.forEach(run);
  };

  /** Returns the script whose writes are placed. The browser itself drops those of async and deferred ones (HTML §8.4.3). */
  const writer = (): HTMLScriptElement | undefined => {
    const { script, kind } = running() ?? {};
    return kind === 'inline' || kind === 'external' ? script : undefined;
  };

  const write = (script: HTMLScriptElement, text: string): void => {
    if (!script.parentNode) return;
    const stream = streams.get(script) ?? { rest: '', last: script };
    streams.set(script, stream);
    stream.rest += text;
    // A mark behind the text shows whether all of it is closed.
    const fragment = parse(`${stream.rest}<br class="samtycke">`, script.parentNode);
    const { lastChild } = fragment;
    if (!(lastChild instanceof Element) || lastChild.className !== 'samtycke') return;
    fragment.removeChild(lastChild);
    place(stream, fragment);
  };

  const cover = (name: 'write' | 'writeln', end: string): (() => void) => {
    const native = document[name];
    return shadow(document, name, {
      value(...pieces: string[]) {
        const script = writer();
        if (script) write(script, pieces.join('') + end);
        else native.apply(document, pieces);
      },
      writable: true,
    });
  };
  const stops = [cover('write', ''), cover('writeln', '\n')];

  return {
    /** Places what was left open. */
    flush(script: Element): void {
      const stream = streams.get(script);
      streams.delete(script);
      const parent = stream?.last.parentNode;
      if (stream?.rest && parent) place(stream, parse(stream.rest, parent));
    },
    stop: () => stops.forEach((stop) => stop()),
  };
};
