/** Brings the ready-made services to the npm package, facts and behaviour of each as chunks of their own. */
import type { Behaviour } from './behaviour.js';
import type { Facts } from './types.js';

const facts = new Map<string, () => Promise<object>>([
  ['clarity', () => import('./clarity.json')],
  ['ga4', () => import('./ga4.json')],
  ['google-ads', () => import('./google-ads.json')],
  ['google-maps', () => import('./google-maps.json')],
  ['gtm', () => import('./gtm.json')],
  ['hotjar', () => import('./hotjar.json')],
  ['hubspot', () => import('./hubspot.json')],
  ['linkedin-insight', () => import('./linkedin-insight.json')],
  ['matomo', () => import('./matomo.json')],
  ['meta-pixel', () => import('./meta-pixel.json')],
  ['microsoft-uet', () => import('./microsoft-uet.json')],
  ['mixpanel', () => import('./mixpanel.json')],
  ['plausible', () => import('./plausible.json')],
  ['tiktok', () => import('./tiktok.json')],
  ['vimeo', () => import('./vimeo.json')],
  ['youtube', () => import('./youtube.json')],
]);

const behaviours = new Map<string, () => Promise<Behaviour>>([
  ['clarity', () => import('./clarity.js')],
  ['ga4', () => import('./ga4.js')],
  ['google-ads', () => import('./google-ads.js')],
  ['gtm', () => import('./gtm.js')],
  ['hotjar', () => import('./hotjar.js')],
  ['hubspot', () => import('./hubspot.js')],
  ['linkedin-insight', () => import('./linkedin-insight.js')],
  ['matomo', () => import('./matomo.js')],
  ['meta-pixel', () => import('./meta-pixel.js')],
  ['microsoft-uet', () => import('./microsoft-uet.js')],
  ['mixpanel', () => import('./mixpanel.js')],
  ['plausible', () => import('./plausible.js')],
  ['tiktok', () => import('./tiktok.js')],
]);

/** Returns the facts of a ready-made service; `undefined` where there is none of that name. */
export const loadFacts = async (use: string): Promise<Facts | undefined> => {
  const found = (await facts.get(use)?.()) as { readonly default: Facts } | undefined;
  return found?.default;
};

/** Resolves to what a ready-made service does; rejects where it does nothing. */
export const loadBehaviour = async (use: string): Promise<Behaviour> => {
  const load = behaviours.get(use);
  if (!load) throw new Error('there is nothing to start');
  return load();
};
