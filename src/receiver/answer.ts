/** Makes the receiver's answers: short fixed texts that never repeat what was asked, under headers that nothing can weaken. */

type Headers = Readonly<Record<string, string>>;

/** An answer that is not yet anybody's kind of response: making the web's takes longer than all else that is done for it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** What lets a page of another origin read it, above the other headers. */
  readonly cors: Headers;
  /** The values of `Set-Cookie`. */
  readonly cookies: readonly string[];
  /** Ours, never the caller's (R46: no reflected input); null for none. */
  readonly text: string | null;
}

/** What stands above every answer. */
export const HEADERS: Headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Content-Type': 'text/plain; charset=utf-8',
  'Cross-Origin-Resource-Policy': 'same-site',
  'Referrer-Policy': 'no-referrer',
  Vary: 'Origin',
  'X-Content-Type-Options': 'nosniff',
};

const NONE: Headers = {};

/** Returns a plain answer. */
export const answer = (status: number, text: string, headers?: Headers): Answer => ({
  status,
  headers: { ...HEADERS, ...headers },
  cors: NONE,
  cookies: [],
  text,
});

const { 'Content-Type': _, ...WITHOUT_TYPE } = HEADERS;

/** Returns an answer without a body. */
export const empty = (status: number, headers?: Headers): Answer => ({
  status,
  headers: { ...WITHOUT_TYPE, ...headers },
  cors: NONE,
  cookies: [],
  text: null,
});

const NOT_FOUND = answer(404, 'Not found.\n');

/** Returns the one "not found" there is, so that no two reasons for it can be told apart (R42). */
export const notFound = (): Answer => NOT_FOUND;

/** Returns "you ask too often"; the browser keeps the record in its queue. */
export const tooMany = (seconds: number): Answer =>
  answer(429, 'Too many at once. Try again later.\n', { 'Retry-After': String(seconds) });

/** Returns "try again later"; the browser keeps the record in its queue. */
export const unavailable = (seconds: number): Answer =>
  answer(503, 'Not now. Try again later.\n', { 'Retry-After': String(seconds) });
