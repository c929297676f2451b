/** Minifies the files of browsers, and says of which of them nearly every function is called. */
import terser from '@rollup/plugin-terser';

/** Returns the plugin; `format` is how terser writes, besides leaving comments out. */
export const minify = (format) =>
  terser({
    ecma: 2020,
    compress: { passes: 5, pure_getters: true, unsafe_arrows: true },
    format: { comments: false, ...format },
  });

/**
 * For files that run as soon as they come: Chromium compiles their functions beside the main thread while they come in, instead
 * of on it as each is called (V8's explicit compile hints). To other engines it is a comment.
 */
export const EAGER = { preamble: '//# allFunctionsCalledOnLoad' };
