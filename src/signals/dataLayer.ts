/** Pushes onto the page's data layer, which the page's tag manager may or may not read. */

/** Returns the page's data layer, made if the page has none. */
export const layerOf = (): unknown => {
  const page = window as unknown as { dataLayer?: unknown };
  // An element of that id is not the page's data layer (RELIABILITY D1).
  if (!page.dataLayer || page.dataLayer instanceof Node) page.dataLayer = [];
  return page.dataLayer;
};

/** Pushes one entry; anything without a `push` of its own that a page has put there is left alone. */
export const push = (entry: unknown): void => {
  const layer = layerOf() as { push?: unknown };
  if (typeof layer.push === 'function') layer.push(entry);
};
