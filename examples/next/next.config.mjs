/** How Next.js builds this example: the folder of samtycke itself, two above, belongs to what it may read. */
import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
export default {
  // With samtycke from the registry this is not needed: here node_modules/samtycke is a link out of this folder.
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
};
