/** Reads the arguments of `serve`, and says how to mend one that cannot work. */
import { isIP } from 'node:net';
import type { parseArgs } from 'node:util';
import type { Retention } from '../../receiver/index.js';
import { JOURNAL } from '../journal.js';
import { RETENTION, retentionIn } from '../retention.js';

/** The arguments there are. */
export const SERVE_OPTIONS = {
  origin: { type: 'string', multiple: true },
  ...JOURNAL,
  ...RETENTION,
  port: { type: 'string' },
  host: { type: 'string' },
  prefix: { type: 'string' },
  artefacts: { type: 'string' },
  'cookie-domain': { type: 'string' },
  'trust-proxy': { type: 'string', multiple: true },
  rate: { type: 'string' },
  'log-level': { type: 'string' },
  'admin-port': { type: 'string' },
  'admin-host': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof SERVE_OPTIONS }>>['values'];

/** What `serve` goes by. */
export interface Serving {
  readonly origins: readonly string[];
  readonly db: string;
  readonly key: string | undefined;
  readonly retention: Partial<Retention>;
  readonly port: number;
  readonly host: string;
  readonly prefix: string;
  /** The folder of what visitors are shown; undefined where there is none. */
  readonly artefacts: string | undefined;
  readonly cookieDomain: string | undefined;
  readonly proxies: readonly string[];
  /** Requests a minute and address; 0 for any number. */
  readonly rate: number;
  readonly logLevel: string;
  /** Undefined where there is to be no such listener. */
  readonly adminPort: number | undefined;
  readonly adminHost: string;
}

const portIn = (text: string, option: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new Error(`"${text}" is not a port. Write ${option} 8788, or another number up to 65535.`);
};

const rateIn = (text: string): number => {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new Error(`"${text}" is no number of requests. Write --rate 300, or 0 for any number.`);
};

/** Returns the address, or the block of them. To trust every address would be to trust every visitor's word. */
const proxyIn = (text: string): string => {
  const [, address = text, bits] = /^(.+)\/(\d{1,3})$/.exec(text) ?? [];
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (most && (bits === undefined || (Number(bits) >= 1 && Number(bits) <= most))) return text;
  throw new Error(`"${text}" is no proxy's address. Write --trust-proxy 127.0.0.1, or a block such as 10.0.0.0/8.`);
};

/** Returns what `serve` goes by. Throws an Error that says how to mend an argument. */
export const readOptions = (values: Values): Serving => {
  if (!values.origin) throw new Error('Say whose records to take: --origin https://www.example.com');
  return {
    origins: values.origin,
    db: values.db,
    key: values.key,
    retention: retentionIn(values),
    port: portIn(values.port ?? '8788', '--port'),
    host: values.host ?? '127.0.0.1',
    prefix: values.prefix ?? '/samtycke',
    artefacts: values.artefacts,
    cookieDomain: values['cookie-domain'],
    proxies: (values['trust-proxy'] ?? []).map(proxyIn),
    rate: rateIn(values.rate ?? '300'),
    logLevel: values['log-level'] ?? 'info',
    adminPort: values['admin-port'] === undefined ? undefined : portIn(values['admin-port'], '--admin-port'),
    adminHost: values['admin-host'] ?? '127.0.0.1',
  };
};
