/** Hands out what visitors were shown, by the hash that their records name (R38; CNIL 2020-091 §48). */
import { answer, notFound, type Answer } from './answer.js';
import type { Artefact, Journal } from './journal.js';
import { sha256 } from './key.js';

/** A year, which is as long as caches go; what has this hash never changes. */
const FOR_GOOD = 'public, max-age=31536000, immutable';

/** Resolves to whether the content is what has that hash. */
export const isWhole = async ({ hash, content }: Artefact): Promise<boolean> => (await sha256(content)) === hash;

/** Resolves to the artefact of that hash, or to the plain 404, as where it has been changed. Nothing of it is about a visitor. */
export const showArtefact = async (hash: string, journal: Journal): Promise<Answer> => {
  const artefact = await journal.artefact?.(hash);
  return artefact && (await isWhole(artefact))
    ? answer(200, artefact.content, { 'Content-Type': `${artefact.type}; charset=utf-8`, 'Cache-Control': FOR_GOOD })
    : notFound();
};
