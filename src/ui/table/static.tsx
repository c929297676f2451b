/** Draws the cookie table as HTML text, for pages without scripts. Built for Node, where the command line loads it. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { ResolvedService } from '../../manifest/resolve.js';
import { Declaration } from './Declaration.js';
import type { Texts } from './texts.js';

/** Returns the table that `data-samtycke="declaration"` draws, a line for each row: no style, no script, every text escaped. */
export const drawTable = (services: readonly ResolvedService[], texts: Texts): string =>
  // What is written into the table has no "<" left, so each one begins a tag.
  `${renderToString(<Declaration services={services} texts={texts} />).replace(/(?!^)<(?=(div|table|caption|thead|tbody|tr)\b)/g, '\n<')}\n`;
