/** Shows what `serve` goes by when it is told little, and what it says of arguments that cannot work. */
import { expect, test } from 'vitest';
import { readOptions } from '../../../../src/cli/server/options.js';

const origin = ['https://www.example.com'];
const options = { origin, db: 'samtycke.db' };

test('listens on this machine alone, limits each address and has no admin listener unless told otherwise', () => {
  expect(readOptions(options)).toEqual({
    origins: origin,
    db: 'samtycke.db',
    key: undefined,
    retention: {},
    port: 8788,
    host: '127.0.0.1',
    prefix: '/samtycke',
    artefacts: undefined,
    cookieDomain: undefined,
    proxies: [],
    rate: 300,
    logLevel: 'info',
    adminPort: undefined,
    adminHost: '127.0.0.1',
  });
});

test('takes proxies by address and by block', () => {
  const proxies = ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'];
  expect(readOptions({ ...options, 'trust-proxy': proxies }).proxies).toEqual(proxies);
});

test('trusts nobody at their word, and says how to name a proxy', () => {
  for (const proxy of ['any', '*', '', 'loopback', 'proxy.example', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0', '1'])
    expect(() => readOptions({ ...options, 'trust-proxy': [proxy] }), proxy).toThrow(
      /is no proxy's address\. Write --trust/,
    );
});

test('says how to mend a number', () => {
  for (const text of ['', 'x', '-1', '1.5', '65536', '1e3'])
    for (const option of ['port', 'admin-port'])
      expect(() => readOptions({ ...options, [option]: text }), text).toThrow(`is not a port. Write --${option} 8788`);
  for (const text of ['', 'many', '-1', '0.5', '1e9'])
    expect(() => readOptions({ ...options, rate: text }), text).toThrow('Write --rate 300');
  expect(readOptions({ ...options, rate: '0' }).rate).toBe(0);
  for (const text of ['', 'ever', '-1', '0', '1.5', '1201'])
    for (const option of ['afterwards', 'at-most', 'nameless'])
      expect(() => readOptions({ ...options, [option]: text }), text).toThrow(
        `is no number of months. Write --${option}`,
      );
  expect(readOptions({ ...options, 'at-most': '1200', nameless: '6' }).retention).toEqual({
    atMost: 1200,
    nameless: 6,
  });
});
