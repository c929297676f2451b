/** A SOCKS5 proxy for tests: host names that are ours end at the test server, all others are refused and noted. */
import { once } from 'node:events';
import net from 'node:net';

const granted = Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]);
const forbidden = Buffer.from([5, 2, 0, 1, 0, 0, 0, 0, 0, 0]);
const loopback = new Set(['localhost', '127.0.0.1']);

/** Returns host and port of a SOCKS5 request (RFC 1928 §4). */
function readRequest(bytes) {
  const port = bytes.readUInt16BE(bytes.length - 2);
  if (bytes[3] === 3) return { host: bytes.toString('latin1', 5, 5 + bytes[4]), port };
  return { host: bytes[3] === 1 ? bytes.subarray(4, 8).join('.') : 'ipv6', port };
}

/**
 * Starts the proxy on a free port of loopback.
 * @param {{ isOurs: (host: string) => boolean, ports: Record<number, number> }} options which hosts are the test
 * server's, and the real port behind each well-known one
 */
export async function startSocks({ isOurs, ports }) {
  /** @type {Set<string>} */
  const refused = new Set();
  const open = new Set();

  const answer = (client, request) => {
    const { host, port } = readRequest(request);
    if (!isOurs(host) && !loopback.has(host)) {
      refused.add(host);
      return client.end(forbidden);
    }
    const target = isOurs(host) ? { host: '127.0.0.1', port: ports[port] ?? port } : { host, port };
    const server = net.connect(target, () => {
      client.write(granted);
      server.pipe(client);
      client.pipe(server);
    });
    server.on('error', () => client.destroy());
    server.on('close', () => client.destroy());
    client.on('close', () => server.destroy());
  };

  const proxy = net.createServer((client) => {
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    client.once('data', (hello) => {
      if (hello[0] !== 5) return client.destroy();
      client.write(Buffer.from([5, 0]));
      client.once('data', (request) => answer(client, request));
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');

  const close = () => {
    for (const client of open) client.destroy();
    proxy.close();
  };
  return { port: /** @type {net.AddressInfo} */ (proxy.address()).port, refused, close };
}
