/** Makes what the rules of the check judge: a faultless service to be changed, and the facts of all ready-made ones. */
import { readFileSync, readdirSync } from 'node:fs';
import type { Manifest, Service } from '../../../../src/manifest/types.js';
import { fillIn } from '../../../../src/services/fill.js';
import type { Facts } from '../../../../src/services/types.js';
import type { Finding, Judge, Subject } from '../../../../src/cli/lint/finding.js';
import { checked, manifestOf } from '../../manifest/manifests.js';

const folder = new URL('../../../../src/services/', import.meta.url);

/** The facts of every ready-made service. */
export const facts: readonly Facts[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Facts);

/** A service of which no rule says anything. */
export const plain = (changes: Partial<Service> = {}): Service => ({
  id: 'stat',
  provider: 'Räkna AB',
  purpose: 'statistics',
  text: { sv: 'Visar hur sidorna används.' },
  data: ['besökta sidor'],
  recipients: ['Räkna AB'],
  countries: [],
  policyUrl: 'https://rakna.example/integritet',
  hosts: ['api.rakna.example'],
  cookies: [{ name: 'rakna', lifetime: '30d' }],
  ...changes,
});

/** A necessary one that keeps to the site. */
export const login = (changes: Partial<Service> = {}): Service => ({
  id: 'login',
  provider: 'AssistMe',
  purpose: 'necessary',
  necessary: { reason: 'login' },
  text: { sv: 'Håller dig inloggad.' },
  cookies: [{ name: 'sid', lifetime: 'session' }],
  ...changes,
});

/** A line for a ready-made service. */
export const ga4 = (changes: object = {}): Service => ({ use: 'ga4', id: 'G-ABCDEF1234', ...changes }) as never;

/** Returns the subject that these services and options make, facts filled in. */
export const subjectOf = async (
  services: readonly Service[],
  options: Manifest['options'] = {},
  changes: Partial<Manifest> = {},
): Promise<Subject> => {
  const filled = await fillIn({ ...manifestOf(services, options), ...changes }, async (use) =>
    facts.find(({ id }) => id === use),
  );
  const { manifest, problems } = checked(filled);
  if (!manifest) throw new Error(problems.join('\n'));
  const given = services.map((line) => (line.use && line.use !== line.id ? Object.keys(line) : []));
  return { manifest, given, facts };
};

/** Returns a finding in short: `error contradiction services[0].hosts`. */
export const short = ({ severity, rule, path }: Finding): string => `${severity} ${rule} ${path}`;

/** Returns in short what a rule finds. */
export const found = async (judge: Judge, ...parts: Parameters<typeof subjectOf>): Promise<string[]> =>
  judge(await subjectOf(...parts)).map(short);
