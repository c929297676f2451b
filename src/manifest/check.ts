/** Checks a manifest: every field against its shape, and how the fields of a service fit together. */
import { compareVersions } from '../decision/validity.js';
import { MANIFEST } from './shape.js';
import type { Manifest } from './types.js';
import { copyOf, type Complain } from './walk.js';

/** Returns a clean copy of the manifest, or `undefined` after complaining of all that is wrong with it. */
export const readManifest = (input: unknown, complain: Complain): Manifest | undefined => {
  let isWrong = false;
  const say: Complain = (...complaint) => {
    isWrong = true;
    complain(...complaint);
  };
  const manifest = copyOf(input, MANIFEST, say) as Manifest;
  if (isWrong) return undefined;
  const ids = ['samtycke'];
  manifest.services.forEach(({ id, purpose, necessary, since }, index) => {
    const at = `services[${index}].`;
    if (ids.includes(id)) say(`${at}id`, id, 'taken');
    ids.push(id);
    // A service that is not necessary rests on consent alone, and one that is says why (R15, R20).
    if ((purpose === 'necessary') !== !!necessary) say(`${at}necessary`, purpose, necessary ? 'excused' : 'unreasoned');
    if (since && compareVersions(since, manifest.policy.version, 3) > 0) say(`${at}since`, since, 'early');
  });
  return isWrong ? undefined : manifest;
};
