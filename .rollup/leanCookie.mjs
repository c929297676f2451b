/** Builds js-cookie without what nothing here calls: we only set, and read by a guarded reader of our own. */
import { strip } from './strip.mjs';

/** Each is what to find in its source and what stands for it; one that is not found stops the build. */
const UNUSED = [
  [/ {2}function get\(name\) \{[^]*?\n {2}\}\n/, ''],
  [/return Object\.create\([^]*?\n {2}\)\n\}/, 'return { set: set }\n}'],
  [/ {2}read: function \(value\) \{[^]*?\n {2}\},\n/, ''],
  [/ {4}if \(typeof document === 'undefined'\) \{\n {6}return\n {4}\}\n/, ''],
  [/ {4}if \(typeof attributes\.expires === 'number'\) \{[^]*?\n {4}\}\n/, ''],
];

/** Returns the plugin. */
export const leanCookie = () => ({
  name: 'lean-cookie',
  transform(code, id) {
    if (!/node_modules\/js-cookie\/.*\.mjs$/.test(id)) return null;
    return { code: UNUSED.reduce((left, [found, instead]) => strip(left, found, instead), code), map: null };
  },
});
