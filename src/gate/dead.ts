/** Finds out whether browsers will ever run a script: one that `innerHTML` made never runs, whoever moves it. */

const make = (name: string): HTMLElement => Document.prototype.createElement.call(document, name);

/**
 * Resolves with whether the script is "already started" (HTML §4.12.1). No property tells, but a clone has it too, and a
 * script with an empty address that is alive reports an error before one made after it does. Where Trusted Types keep us
 * from asking, the script counts as alive.
 */
export const isDead = (script: HTMLScriptElement): Promise<boolean> =>
  new Promise((resolve) => {
    const clone = script.cloneNode() as HTMLElement;
    for (const name of clone.getAttributeNames()) clone.removeAttribute(name);
    const host = make('span');
    // Their errors do not leave the shadow tree: nobody else hears of them.
    const root = host.attachShadow({ mode: 'closed' });
    const answer = (isSo: boolean) => (): void => {
      resolve(isSo);
      host.parentNode?.removeChild(host);
    };
    try {
      for (const probe of [clone, make('script')]) {
        probe.setAttribute('src', '');
        probe.addEventListener('error', answer(probe !== clone));
        root.appendChild(probe);
      }
      script.parentNode!.insertBefore(host, script);
    } catch {
      answer(false)();
    }
  });
