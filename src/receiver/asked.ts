/** Turns the web's requests into what the receiver reads of one, and its answers into the web's responses. */
import type { Answer } from './answer.js';

/** What the receiver reads of a request. A server may make one of its own kind of request, without the web's in between. */
export interface Asked {
  readonly method: string;
  /** As a browser writes it, without the query. */
  readonly path: string;
  /** Returns a header by its name in lower case, or null. */
  readonly header: (name: string) => string | null;
  /** The bytes, read already or still to come. */
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
}

/** Returns what the receiver reads of a web request. */
export const askedOf = (request: Request): Asked => ({
  method: request.method,
  get path() {
    return new URL(request.url).pathname;
  },
  header: (name) => request.headers.get(name),
  body: request.body,
});

/** Returns the answer as a web response. */
export const responseOf = ({ status, headers, cors, cookies, text }: Answer): Response => {
  const response = new Response(text, { status, headers: { ...headers, ...cors } });
  for (const cookie of cookies) response.headers.append('Set-Cookie', cookie);
  return response;
};
