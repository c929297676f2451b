/** Opens HTTP servers on this machine only, on IPv4 and, where there is one, on IPv6 with the same port. */
import http from 'node:http';

const open = (listener, host, port) =>
  new Promise((resolve, reject) => {
    const server = http.createServer(listener);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });

const close = (server) =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Listens on 127.0.0.1 and returns the port taken and a function that closes it. */
export const listenOnIPv4 = async (listener, port) => {
  const server = await open(listener, '127.0.0.1', port);
  return { port: server.address().port, close: () => close(server) };
};

/**
 * Listens on 127.0.0.1 and on ::1, since browsers may take `localhost` for either.
 * A machine without IPv6 gets 127.0.0.1 alone.
 */
export const listenOnLocalhost = async (listener, port, attempts = 5) => {
  const ipv4 = await listenOnIPv4(listener, port);
  try {
    const ipv6 = await open(listener, '::1', ipv4.port);
    return { port: ipv4.port, close: () => Promise.all([ipv4.close(), close(ipv6)]) };
  } catch (error) {
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return ipv4;
    await ipv4.close();
    // A free port on IPv4 can be taken on IPv6: ask for another one.
    if (port === 0 && attempts > 1) return listenOnLocalhost(listener, port, attempts - 1);
    throw error;
  }
};
