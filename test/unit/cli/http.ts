/** Speaks HTTP to a server under test, header by header as a browser would. */
import { request as requestOf } from 'node:http';
import { connect } from 'node:net';
import type { ConsentRecord } from '../../../src/decision/record.js';
import { ORIGIN } from '../receiver/support.js';

/** An answer as it came over the wire. */
export interface Heard {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
}

/** Sends a request as a browser would; Node's fetch does not let one set Origin and Cookie freely. */
export const ask = (
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const sent = requestOf(url, { method, headers: { origin: ORIGIN, ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** Sends a record as a beacon does, unless the headers say otherwise. */
export const send = (url: string, record: ConsentRecord, headers: Record<string, string> = {}): Promise<Heard> =>
  ask(`${url}/samtycke/records`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    body: JSON.stringify(record),
  });

/** Sends bytes as they stand and resolves to what comes back before the connection ends, which the sender may break off. */
export const raw = async (url: string, text: string, { breaksOff = false } = {}): Promise<string> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (chunk) => (heard += String(chunk)));
  // Who closes before all was read resets the connection; what was said before counts.
  socket.on('error', () => {});
  socket.write(text);
  if (breaksOff) setTimeout(() => socket.resetAndDestroy(), 50);
  await new Promise((resolve) => void socket.on('close', resolve));
  return heard;
};
