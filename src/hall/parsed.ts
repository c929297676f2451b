/** Waits for the page to be there. */
import { hear } from '../storage/hear.js';

/** Resolves once the page has been parsed and its own deferred scripts have run. */
export const parsed = async (): Promise<void> => {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (document.readyState === 'complete' || page?.domContentLoadedEventStart) return;
  await new Promise((resolve) => void hear(['DOMContentLoaded', 'load'], resolve));
};
