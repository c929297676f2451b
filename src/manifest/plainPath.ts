/** Writes paths in one form, so that sensitive ones are known however a link writes them. */

/**
 * Returns the path in the one form of all by which servers find the same page, with a slash at its end: in either case, with
 * letters escaped or not (RFC 3986 §6.2.2), with slashes twice, with a session's number behind `;` (§3.3; Java's servers).
 * What is no text to `decodeURI()` is some to `unescape()`.
 */
export const plainPath = (path: string): string => `${unescape(path).toLowerCase()}/`.replace(/(;[^/]*|\/)+/g, '/');
