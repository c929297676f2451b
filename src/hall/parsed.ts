/** Waits for the page to be there. */

/** Resolves once the page has been parsed and its own deferred scripts have run. */
export const parsed = async (): Promise<void> => {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (document.readyState === 'complete' || page?.domContentLoadedEventStart) return;
  await new Promise((resolve) => {
    for (const type of ['DOMContentLoaded', 'load']) addEventListener(type, resolve);
  });
};
