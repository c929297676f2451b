/** Fills the facts of ready-made services into a manifest that names them in one line each. */
import type { Service, UsedService, WrittenManifest } from '../manifest/types.js';
import type { Facts } from './types.js';
import { isUse, servicesIn } from './used.js';

/** Returns the facts of a ready-made service; `undefined` where there is none of that name. */
export type FindFacts = (use: string) => Promise<Facts | undefined>;

/** Throws, in words, what is wrong with a line for these facts. */
const checkLine = ({ id, host, purpose, necessary }: UsedService, { name, key, fields, hosts }: Facts): void => {
  const fits = (value: unknown, pattern: string): boolean =>
    typeof value === 'string' && new RegExp(`^(?:${pattern})$`).test(value);
  const show = (value: unknown): string => (value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`);
  // Each of them rests on consent alone (R15, R20).
  if (purpose === 'necessary' || necessary) throw `${name} is never necessary. Remove that`;
  if (key && !fits(id, key.pattern)) throw `id ${show(id)}, and ${name} knows the site by one such as "${key.example}"`;
  if (!key && id !== undefined) throw `id ${show(id)}, and ${name} needs none. Remove it`;
  if (fields && !fits(host, fields.host.pattern))
    throw `host ${show(host)}, and ${name} needs one such as "${fields.host.example}"`;
  if (!fields && host !== undefined && !hosts.includes(host))
    throw `host ${show(host)}, and must be one of: ${hosts.join(', ')}`;
};

/** Returns the service that a line stands for. */
const serviceOf = ({ id: key, ...line }: UsedService, facts: Facts): Service => {
  const { name, provider, purpose, text, data, recipients, countries, policyUrl, hosts, cookies, replay } = facts;
  const { use, host } = line;
  const known = { name, provider, purpose, text, data, recipients, countries, policyUrl, cookies, replay };
  const given = Object.entries({ ...known, ...line, hosts: [...(line.hosts ?? hosts), ...(host ? [host] : [])], key });
  return { ...Object.fromEntries(given.filter(([, value]) => value !== undefined)), id: use } as Service;
};

/**
 * Returns the manifest with each line filled in; a field given beside `use` wins, and all else of the manifest stays as it is,
 * save that Google Consent Mode is on where a service listens to it and nothing else is said.
 * Rejects, in words, if a name is unknown or a line does not fit its service.
 */
export const fillIn = async (input: unknown, find: FindFacts): Promise<unknown> => {
  const listening: string[] = [];
  const services = await Promise.all(
    servicesIn(input).map(async (line, index) => {
      if (!isUse(line)) return line;
      const { use } = line;
      // It becomes part of an address.
      const facts = typeof use === 'string' && /^[a-z\d-]+$/.test(use) ? await find(use) : undefined;
      try {
        if (!facts) throw `there is no ready-made service ${JSON.stringify(use)}`;
        checkLine(line, facts);
        if (facts.consentMode) listening.push(use);
        return serviceOf(line, facts);
      } catch (fault) {
        throw new Error(`manifest services[${index}]: ${String(fault)}`);
      }
    }),
  );
  const filled = { ...(input as WrittenManifest), services };
  return listening.length ? { ...filled, options: { googleConsentMode: true, ...filled.options } } : filled;
};
