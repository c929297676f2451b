/** Reads a request's body, and never more of it than a record can need; and JSON that has only one meaning. */
import { answer, type Answer } from './answer.js';
import type { Asked } from './asked.js';

/** Room for the largest record that passes: a hundred services with the longest names. A common one has 700 bytes. */
export const MAX_BYTES = 8192;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** Resolves to all bytes, or to `undefined` as soon as there are too many, whatever `Content-Length` says. */
const collect = async (body: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> => {
  const bytes = new Uint8Array(MAX_BYTES);
  const reader = body.getReader();
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    if (length + value.length > MAX_BYTES) {
      // Not awaited: a sender that never ends must not hold up the answer.
      reader.cancel().catch(() => {});
      return undefined;
    }
    bytes.set(value, length);
    length += value.length;
  }
};

/** Returns how many keys the objects in a JSON value have, all together. */
const keysIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  let keys = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const item of Object.values(value)) keys += keysIn(item);
  return keys;
};

/** Returns how many keys stand in a text of JSON: as many as there are colons outside its strings. */
const keysWrittenIn = (json: string): number => {
  let keys = 0;
  let isText = false;
  for (let place = 0; place < json.length; place++) {
    const sign = json[place];
    if (sign === '"') isText = !isText;
    else if (isText && sign === '\\') place++;
    else if (!isText && sign === ':') keys++;
  }
  return keys;
};

/** Returns the JSON value. Throws on bad JSON, and on an object that holds one key twice: readers differ on which one counts. */
export const parseOnce = (text: string): unknown => {
  const value: unknown = JSON.parse(text);
  if (keysWrittenIn(text) !== keysIn(value)) throw new SyntaxError('a key stands twice');
  return value;
};

/** Returns "that is no JSON". */
export const unreadable = (): Answer => answer(400, 'The body is not readable JSON.\n');

/** Resolves to the text of the body, or to the answer that refuses it: 413 too large, 415 not JSON, 400 unreadable. */
export const readText = async ({ body, header }: Asked): Promise<string | Answer> => {
  // A beacon says text/plain, which spares it the preflight that a page about to close has no time for.
  if (!/^(application\/json|text\/plain)\s*(;|$)/i.test(header('content-type') ?? ''))
    return answer(415, 'Send one record as application/json or text/plain.\n');
  if (header('content-encoding') !== null) return answer(415, 'Send the record uncompressed.\n');
  if (Number(header('content-length')) > MAX_BYTES) return answer(413, 'The record is too large.\n');
  try {
    const bytes = body && !(body instanceof Uint8Array) ? await collect(body) : (body ?? new Uint8Array());
    return bytes && bytes.length <= MAX_BYTES ? UTF8.decode(bytes) : answer(413, 'The record is too large.\n');
  } catch {
    return unreadable();
  }
};
