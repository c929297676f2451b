/** Reads a page as the HTML standard says, with the optional package parse5. */
import { createRequire } from 'node:module';
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';

/** Returns the parser. It is asked for here and not before, so that the other commands run where it is not installed. */
export const loadParser = (): typeof import('parse5') => {
  try {
    return createRequire(import.meta.url)('parse5') as typeof import('parse5');
  } catch (cause) {
    const [why] = String(cause).split('\n');
    throw new Error(
      `The check of pages needs the package parse5, which cannot be loaded (${why}). Run: npm install parse5`,
      { cause },
    );
  }
};

/** Returns the elements in the order of the tree. Not by recursion: a page may be as deep as it is long. */
export const elementsOf = (page: Tree.Document): Tree.Element[] => {
  const elements: Tree.Element[] = [];
  const waiting: Tree.Node[] = [page];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) for (const child of node.childNodes.toReversed()) waiting.push(child);
    if ('content' in node) waiting.push(node.content);
  }
  return elements;
};

/** Returns the full address of what is written, if it is one that is fetched from a site. */
export const resolve = (written: string, base: string): URL | undefined => {
  const url = URL.canParse(written, base) ? new URL(written, base) : undefined;
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
};
