/** Puts a placeholder into an embed's place, in the box that the embed would have, so that nothing on the page moves. */

/** What of an embed's style places it and makes its box; the position last, since from then on there are two in its place. */
const PLACE =
  'display inset float clear margin flex order grid-area align-self justify-self vertical-align z-index transform translate box-sizing padding border-width border-style aspect-ratio width height position';

/** In a smaller box, in pixels, no button fits (WCAG 2.5.8): what is held there is a pixel that nobody was to see. */
const LEAST = 24;

/** Returns a property of the document from its prototype: an element may have taken its place (RELIABILITY D1). */
const ofPage = (name: 'body' | 'activeElement'): Element | null => Reflect.get(Document.prototype, name, document);

/** Puts the host in the place of the embed, and keeps it as large as the embed would be; returns what undoes that. */
export const placeIn = (embed: HTMLElement, host: HTMLElement): (() => void) => {
  const { style } = host;
  let { display } = embed.style;
  let isHidden = false;

  const bringBack = (): void => {
    if (isHidden) embed.style.display = display;
    isHidden = false;
  };

  const fit = (): void => {
    // Out of the way, but drawn all the time: else it would lose focus.
    style.position = 'fixed';
    bringBack();
    const computed = getComputedStyle(embed);
    for (const name of PLACE.split(' ')) style.setProperty(name, computed.getPropertyValue(name));
    // Objects and embeds have no box without an address; then this is the usual one (CSS 2.2 §10.3.2).
    if (style.width === 'auto') style.width = '300px';
    if (style.height === style.aspectRatio) style.height = '150px';
    if (style.display === 'inline') style.display = 'inline-block';
    if (Math.min(parseFloat(style.width), parseFloat(style.height)) < LEAST) style.display = 'none';
    if (style.display === 'none') return;
    isHidden = true;
    display = embed.style.display;
    embed.style.setProperty('display', 'none', 'important');
    // Of what is hidden this is what the page has written: a part of the room stays one, so that columns share it as before.
    if (computed.width.includes('%')) style.width = computed.width;
    else style.flex = 'none';
  };

  // Of its own it is as large as any frame is; what overflows must not set its baseline.
  style.cssText =
    'border-color:transparent;max-width:100%;overflow:hidden;container-type:size;contain-intrinsic-size:300px 150px';
  fit();
  embed.parentNode?.insertBefore(host, embed);
  // What the page makes of the embed may change with the window and with the room around it.
  const observer = new ResizeObserver(fit);
  for (const box of [ofPage('body'), host.parentElement]) if (box) observer.observe(box);
  return () => {
    observer.disconnect();
    bringBack();
    const hadFocus = host.shadowRoot!.activeElement;
    // Old libraries animate in `remove()`, or do other things (RELIABILITY L9).
    host.parentNode?.removeChild(host);
    // Once it has its address: a frame is moved for that, and would lose focus again.
    if (hadFocus)
      queueMicrotask(() => {
        embed.focus();
        if (ofPage('activeElement') !== embed) embed.tabIndex = -1;
        embed.focus();
      });
  };
};
