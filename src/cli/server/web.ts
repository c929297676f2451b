/** Turns Fastify's requests into what the receiver reads, and writes its answers. */
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../../receiver/answer.js';
import type { Asked } from '../../receiver/asked.js';
import { MAX_BYTES } from '../../receiver/body.js';

/** The headers that the receiver reads. Nothing else of the request reaches it: no address, user agent or page (R39). */
const HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'origin',
  'sec-fetch-site',
]);

/** The path that stands for all that cannot be read. */
export const UNREADABLE = '/unreadable';

/** A path as a browser would write it: no dots to resolve, nothing to encode. */
const PLAIN = /^(\/[\w~-]+)+$/;

/** Returns the path of an address as a browser would write it, without the query; `/unreadable` where there is none. */
export const pathOf = (address = ''): string => {
  if (PLAIN.test(address)) return address;
  try {
    // The host does not matter: the receiver looks at the path alone, so that no Host header can mislead it.
    const { pathname } = new URL(address, 'http://receiver');
    decodeURIComponent(pathname);
    return pathname;
  } catch {
    return UNREADABLE;
  }
};

/** All that a browser can send as a page closes (Fetch standard §4.6, keepalive), in bytes: who sends no more hears why it is refused. */
export const LARGEST = 64 * 1024;

/** One byte more than a record may have says as well as all of them that it is none. */
const KEPT = MAX_BYTES + 1;

const NOTHING = Buffer.alloc(0);

/**
 * Resolves to the body, or to as much of it as shows that it is too large for a record. Rejects where it is larger than
 * {@link LARGEST}, before it has been read to its end, with the status of the answer; and where the sender breaks off.
 * Fastify's own way takes longer: a parser to choose, and a context to keep.
 */
export const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((done, failed) => {
    const tooLarge = (): void => failed(Object.assign(new Error('The body is too large.'), { statusCode: 413 }));
    if (Number(request.headers['content-length']) > LARGEST) return tooLarge();
    let body: Buffer = NOTHING;
    let length = 0;
    request.on('data', (part: Buffer) => {
      if (!length) body = part;
      else {
        // As they came, the parts of a body in many would take up fifty times its room.
        if (body.length < KEPT) body = Buffer.concat([body], KEPT);
        part.copy(body, length);
      }
      length += part.length;
      if (length <= LARGEST) return;
      request.pause();
      tooLarge();
    });
    request.on('end', () => done(body.subarray(0, length)));
    request.on('error', failed);
  });

/** Returns what the receiver reads of a request. */
export const askedOf = ({ method, url, headers }: FastifyRequest, body: Buffer | null = null): Asked => ({
  method,
  path: url,
  header: (name) => {
    const value = HEADERS.has(name) ? headers[name] : undefined;
    return typeof value === 'string' ? value : null;
  },
  body,
});

/** Answers, and leaves Fastify nothing more to do than to tell its hooks. */
export type AnswerWith = (reply: FastifyReply, answer: Answer) => FastifyReply;

type Written = Pick<Answer, 'headers' | 'cors'>;

/**
 * Returns the function that answers. Above each answer stand the headers of the shield, but for those it has of its own. The
 * connection ends with it once the server is stopping, and where a request is too large: it may not have been read to its end.
 */
export const createAnswering = (shield: Answer['headers'], isStopping: () => boolean): AnswerWith => {
  const make = ({ headers, cors }: Written): readonly string[] => {
    const all: Record<string, string> = { ...shield };
    for (const [name, value] of Object.entries({ ...headers, ...cors })) all[name.toLowerCase()] = value;
    return Object.entries(all).flat();
  };
  // One answer after another has the same headers, while records come.
  let last: Written | undefined;
  let list: readonly string[] = [];
  const listOf = ({ headers, cors }: Answer): readonly string[] => {
    if (last?.headers === headers && last.cors === cors) return list;
    last = { headers, cors };
    return (list = make(last));
  };

  return (reply, answer) => {
    const { status, cookies, text } = answer;
    const head: (string | string[])[] = [...listOf(answer)];
    // As one: where Fastify has set a header already, Node would keep only the last of several.
    if (cookies.length) head.push('set-cookie', [...cookies]);
    // RFC 9110 §8.6.
    if (status !== 204) head.push('content-length', String(Buffer.byteLength(text ?? '')));
    if (isStopping() || status === 413) head.push('connection', 'close');
    // Before the reply is taken from Fastify, which answers where this throws.
    reply.raw.writeHead(status, head);
    reply.hijack().raw.end(text ?? undefined);
    return reply;
  };
};
