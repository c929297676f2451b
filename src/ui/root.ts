/** Keeps our elements apart from the page's: one host with an open shadow root, and one quiet place for announcements. */

/** Creates an element, by the prototype: a page may have an element whose name hides the document's own method. */
export const createElement = <Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] =>
  Document.prototype.createElement.call(document, name) as HTMLElementTagNameMap[Name];
/** Returns the first element of the page that fits, or null; by the prototype too. */
export const find = (selector: string): HTMLElement | null =>
  Document.prototype.querySelector.call(document, selector) as HTMLElement | null;

/** Takes an element out of the page; old libraries animate in `remove()`, or do other things (RELIABILITY L9). */
export const takeOut = (element: Element): void => void element.parentNode?.removeChild(element);

/** Returns an element with our mark, not yet in the page. */
export const createMarked = (mark: string): HTMLElement => {
  const element = createElement('div');
  element.setAttribute(mark, '');
  return element;
};

/** Gives an element a shadow root with its style, without a style element: a strict `style-src` needs no exception (RELIABILITY C1). */
export const attachRoot = (host: HTMLElement, css: string): ShadowRoot => {
  const root = host.attachShadow({ mode: 'open' });
  if ('adoptedStyleSheets' in root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } else {
    const style = createElement('style');
    style.textContent = css;
    (root as ShadowRoot).append(style);
  }
  return root;
};

/** Returns the place for announcements, to be in the page before any text is set in it (WCAG 4.1.3; R52). */
export const createStatus = (): HTMLElement => {
  const status = createMarked('data-samtycke-status');
  status.setAttribute('role', 'status');
  // Heard whatever a page says of every element, or of empty ones. `all` would cost half a millisecond.
  status.style.cssText =
    'display:block!important;visibility:visible!important;position:fixed!important;top:0!important;clip-path:inset(50%)!important';
  return status;
};

/**
 * Keeps an element of ours in the page by `put`, which is called anew where a framework has taken it out or swapped the body
 * (RELIABILITY L4), once a frame at most: a page may insist. Ours lie beside the body, not within: what a page says of its
 * body's first, last or next element stays true. Returns what takes the element out.
 */
export const stay = (element: Element, put: (page: HTMLElement, body: HTMLElement) => void): (() => void) => {
  const page = find(':root')!;
  let frame = 0;
  let last: HTMLElement | undefined;
  const look = (): void => {
    frame = 0;
    const body = find('body');
    if (body && (body !== last || !element.isConnected)) put(page, (last = body));
  };
  const observer = new MutationObserver(() => void (frame ||= requestAnimationFrame(look)));
  observer.observe(page, { childList: true });
  look();
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    takeOut(element);
  };
};

/** Scrolls what Tab leads to into view as a whole: Firefox leaves as it is what is in view by half (WCAG 2.4.11; R50). */
export const keepClear = (layer: HTMLElement): void =>
  layer.addEventListener('keyup', ({ key, target }) => {
    if (key === 'Tab') (target as Element).scrollIntoView({ block: 'nearest' });
  });

/** What tells a page of the banner's height, and what leaves room for it. */
const ROOM = ['--samtycke-height', 'scroll-padding-bottom', 'padding-bottom'];

/** Keeps what has focus from being covered: tells the page our height, and leaves room for it (WCAG 2.4.11; R50). */
export const makeRoom = (banner: Element): (() => void) => {
  const { style } = find(':root')!;
  const before = ROOM.map((name) => style.getPropertyValue(name));
  const observer = new ResizeObserver(() => {
    const { top, height } = banner.getBoundingClientRect();
    // One that an extension hides takes no room.
    const room = `${height && Math.ceil(innerHeight - top)}px`;
    for (const name of ROOM) style.setProperty(name, room, 'important');
  });
  observer.observe(banner);
  return () => {
    observer.disconnect();
    ROOM.forEach((name, index) => style.setProperty(name, before[index]!));
  };
};
