/** Puts something else in the place of a module, for one file of `dist/`. */
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Puts one of our modules in the place of another. */
export const instead = (from, to) => ({ name: 'instead', resolveId: (source) => (source === from ? at(to) : null) });

/** Lets a later part of the UI borrow the preact that the first layer's file already holds. */
export const borrowPreact = (part) => ({
  name: 'borrow-preact',
  resolveId: (source) => (source === 'preact' || source === 'part-with-loan' ? `\0${source}` : null),
  load(id) {
    if (id === '\0part-with-loan') return `export * from ${JSON.stringify(at(part))}; export { lend } from 'preact';`;
    if (id === '\0preact') return `export let h, render; export const lend = (lent) => { ({ h, render } = lent); };`;
    return null;
  },
});

/** Leaves a module of ours to whoever completes the file: it becomes a parameter, by the name in `globals`. */
export const asParameter = (source) => ({
  name: 'as-parameter',
  resolveId: (id) => (id === source ? { id: 'parameter', external: true } : null),
});
