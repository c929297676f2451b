/** Answers what is no HTTP at all, under the receiver's own headers and without a word of what was sent. */
import type { Socket } from 'node:net';
import { HEADERS } from '../../receiver/answer.js';

const lines = (status: string, text: string): string =>
  [
    `HTTP/1.1 ${status}`,
    ...Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    `Content-Length: ${text.length}`,
    '',
    text,
  ].join('\r\n');

const ANSWERS: ReadonlyMap<string | undefined, string> = new Map([
  ['ERR_HTTP_REQUEST_TIMEOUT', lines('408 Request Timeout', 'That took too long.\n')],
  ['HPE_HEADER_OVERFLOW', lines('431 Request Header Fields Too Large', 'That is too large.\n')],
]);

const BAD = lines('400 Bad Request', 'That cannot be read.\n');

/** Answers a connection on which Node found an error, and ends it. */
export const answerMalformed = (error: Error & { readonly code?: string }, socket: Socket): void => {
  // The other side has gone: nobody would read it.
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(ANSWERS.get(error.code) ?? BAD);
  socket.destroy(error);
};
