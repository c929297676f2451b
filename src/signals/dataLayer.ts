/** Pushes onto the page's data layer, which the page's tag manager may or may not read. */
import { attempt } from '../decision/attempt.js';

/** Returns the page's data layer, made if the page has none. */
export const layerOf = (): unknown => {
  const page = window as unknown as { dataLayer?: unknown };
  // An element of that id is not the page's data layer (RELIABILITY D1).
  if (!page.dataLayer || page.dataLayer instanceof Node) page.dataLayer = [];
  return page.dataLayer;
};

/** Pushes one entry; what a page has put there may take none, or throw. */
export const push = (entry: unknown): void => void attempt(() => (layerOf() as unknown[]).push(entry));
