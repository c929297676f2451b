/** Finds out whether browsers will ever run a script: one made from HTML text never runs, whoever moves it. */

/** How long a living script may take to answer, in milliseconds: it does so in the next task, but a browser may be busy. */
const ANSWER = 1000;

/**
 * Resolves with whether an external script is "already started" (HTML §4.12.1). No property tells; but a clone has it too,
 * and an import map with an address says at once that it cannot be, without a request, unless it is dead. Only elements
 * that have their `src` can be asked: a clone may keep what Trusted Types would not let us set. Inline ones, which keep
 * nobody waiting, count as alive.
 */
export const isDead = (script: HTMLScriptElement): Promise<boolean> =>
  new Promise((resolve) => {
    if (!script.hasAttribute('src')) return resolve(false);
    const clone = script.cloneNode() as HTMLElement;
    for (const name of clone.getAttributeNames()) if (name !== 'src') clone.removeAttribute(name);
    clone.setAttribute('type', 'importmap');
    // Its error does not leave the shadow tree: nobody else hears of it.
    const host = Document.prototype.createElement.call(document, 'span');
    host.attachShadow({ mode: 'closed' }).appendChild(clone);
    const answer = (isSo: boolean): void => {
      resolve(isSo);
      host.parentNode?.removeChild(host);
    };
    clone.addEventListener('error', () => answer(false));
    setTimeout(answer, ANSWER, true);
    script.parentNode!.insertBefore(host, script);
  });
