/** Keeps our elements apart from the page's: one host with an open shadow root, and one quiet place for announcements. */

const createElement = (name: string): HTMLElement => Document.prototype.createElement.call(document, name);
const find = (selector: string): HTMLElement | null =>
  Document.prototype.querySelector.call(document, selector) as HTMLElement | null;

/** Gives a shadow root its style without a style element: a strict `style-src` needs no exception (RELIABILITY C1). */
export const dress = (root: ShadowRoot, css: string): void => {
  if ('adoptedStyleSheets' in root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } else {
    const style = createElement('style');
    style.textContent = css;
    (root as ShadowRoot).append(style);
  }
};

/** Calls back once there is a body, which a script in the head comes before. */
export const whenBody = (then: (body: HTMLElement) => void): void => {
  const body = find('body');
  if (body) return then(body);
  const observer = new MutationObserver(() => {
    const found = find('body');
    if (!found) return;
    observer.disconnect();
    then(found);
  });
  observer.observe(document, { childList: true, subtree: true });
};

/** Returns a host with our mark and its open shadow root, not yet in the page. */
export const createRoot = (mark: string, css: string): { host: HTMLElement; root: ShadowRoot } => {
  const host = createElement('div');
  host.setAttribute(mark, '');
  const root = host.attachShadow({ mode: 'open' });
  dress(root, css);
  return { host, root };
};

/** Returns the place for announcements, in the page before any text is set in it (WCAG 4.1.3; R52). */
export const createStatus = (): HTMLElement => {
  const status = createElement('div');
  status.setAttribute('data-samtycke-status', '');
  status.setAttribute('role', 'status');
  status.style.cssText =
    'position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
  whenBody((body) => body.append(status));
  return status;
};

/** Keeps what has focus from being covered: tells the page our height, and leaves room for it (WCAG 2.4.11; R50). */
export const makeRoom = (banner: Element): (() => void) => {
  const { style } = find(':root')!;
  const set = (height: string): void => {
    style.setProperty('--samtycke-height', height || '0px');
    style.scrollPaddingBottom = style.paddingBottom = height;
  };
  const observer = new ResizeObserver(() => set(`${Math.ceil(innerHeight - banner.getBoundingClientRect().top)}px`));
  observer.observe(banner);
  return () => {
    observer.disconnect();
    set('');
  };
};
