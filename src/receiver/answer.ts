/** Makes the receiver's answers: short fixed texts that never repeat what was asked, under headers that nothing can weaken. */

/** What stands above every answer. */
export const HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Content-Type': 'text/plain; charset=utf-8',
  'Cross-Origin-Resource-Policy': 'same-site',
  'Referrer-Policy': 'no-referrer',
  Vary: 'Origin',
  'X-Content-Type-Options': 'nosniff',
};

/** Returns a plain answer. `text` is ours, never the caller's (R46: no reflected input). */
export const answer = (status: number, text: string, headers?: Readonly<Record<string, string>>): Response =>
  new Response(text, { status, headers: { ...HEADERS, ...headers } });

/** Returns an answer without a body. */
export const empty = (status: number, headers?: Readonly<Record<string, string>>): Response => {
  const { 'Content-Type': _, ...rest } = HEADERS;
  return new Response(null, { status, headers: { ...rest, ...headers } });
};

/** Returns the one "not found" there is, so that no two reasons for it can be told apart (R42). */
export const notFound = (): Response => answer(404, 'Not found.\n');

/** Returns "you ask too often"; the browser keeps the record in its queue. */
export const tooMany = (seconds: number): Response =>
  answer(429, 'Too many at once. Try again later.\n', { 'Retry-After': String(seconds) });

/** Returns "try again later"; the browser keeps the record in its queue. */
export const unavailable = (seconds: number): Response =>
  answer(503, 'Not now. Try again later.\n', { 'Retry-After': String(seconds) });
