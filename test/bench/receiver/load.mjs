/** Sends records over many connections, each as soon as the one before it is acknowledged; runs as a process of its own. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createRequests } from './requests.mjs';

const [port, records, connections] = process.argv.slice(2).map(Number);

/** When the parent wants to hear how far it is. */
const MARK = 100_000;

/** Waits, counted in steps of 20 µs up to ten seconds. */
const waits = new Uint32Array(500_000);
let [sent, acknowledged] = [0, 0];

const stop = (why) => {
  console.error(why);
  process.exit(1);
};

const open = async () => {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  const request = createRequests();
  let [began, heard, isWaiting] = [0, '', false];
  const send = () => {
    if (sent === records) return void socket.end();
    sent++;
    isWaiting = true;
    began = performance.now();
    socket.write(request());
  };
  socket.on('data', (bytes) => {
    heard += bytes.latin1Slice();
    // A 201 has no body: its head is all of it.
    if (heard.startsWith('HTTP/1.1 201') ? !heard.endsWith('\r\n\r\n') : heard.length < 12) return;
    if (!heard.startsWith('HTTP/1.1 201')) stop(`The server refused a record:\n${heard}`);
    heard = '';
    isWaiting = false;
    waits[Math.min(waits.length - 1, Math.round((performance.now() - began) * 50))]++;
    if (++acknowledged === MARK) process.send({ acknowledged });
    send();
  });
  socket.on('end', () => isWaiting && stop('The server closed a connection without an answer.'));
  socket.on('error', (error) => stop(String(error)));
  return { send, closed: once(socket, 'close') };
};

/** Returns the wait, in milliseconds, that the share of all was not longer than. */
const quantile = (share) => {
  let left = Math.ceil(acknowledged * share);
  return waits.findIndex((count) => (left -= count) <= 0) / 50;
};

const sockets = [];
for (let index = 0; index < connections; index++) sockets.push(await open());
const began = performance.now();
for (const { send } of sockets) send();
await Promise.all(sockets.map(({ closed }) => closed));
const seconds = (performance.now() - began) / 1000;
process.send({ acknowledged, seconds, p50: quantile(0.5), p99: quantile(0.99) }, () => process.disconnect());
