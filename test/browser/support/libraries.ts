/** Other people's libraries as pages load them: the files of their packages, or a bundle of what was made for servers. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const { resolve } = createRequire(import.meta.url);

const files = {
  turbo: '@hotwired/turbo/dist/turbo.es2017-umd.js',
  htmx: 'htmx.org/dist/htmx.min.js',
  jquery: 'jquery/dist/jquery.min.js',
} as const;

const packages = new URL('../../../node_modules/', import.meta.url);

/** Returns the file that a page loads with a script tag. */
export const fileOf = (library: keyof typeof files) => readFileSync(new URL(files[library], packages));

/** Returns a package that changes the language's own prototypes as a script for pages. */
export async function bundleOf(library: 'prototype' | 'mootools') {
  const { outputFiles } = await build({ entryPoints: [resolve(library)], bundle: true, format: 'iife', write: false });
  return outputFiles[0]!.text;
}
