/** Makes the site of the manifest that came, if nothing is wrong with it. */
import { readManifest } from '../manifest/check.js';
import { resolveSite, withOwnService, type Site } from '../manifest/resolve.js';
import { nameHere } from '../storage/cookie.js';
import type { CoreOptions } from './halves.js';

/** Returns the site, with what the page gives beside the manifest; `undefined` where the manifest is wrong. */
export const siteOf = ({ input, given }: Pick<CoreOptions, 'input' | 'given'>): Site | undefined => {
  const manifest = readManifest(input, () => undefined);
  if (!manifest) return undefined;
  const options = { ...manifest.options, ...given };
  return withOwnService(resolveSite({ ...manifest, options }, location.hostname), nameHere(options.domain));
};
