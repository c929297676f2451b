/** Fills in the lines of a manifest that name ready-made services, and says of each what is wrong with it. */
import { readFile, readdir } from 'node:fs/promises';
import type { UsedService } from '../manifest/types.js';
import { fillIn, type FindFacts } from '../services/fill.js';
import type { Facts } from '../services/types.js';
import { isUse, servicesIn } from '../services/used.js';
import { beside } from './files.js';
import { misshapen, type Finding } from './lint/finding.js';
import { mendOfUse } from './named.js';

/** A manifest with the facts of its ready-made services, as far as its lines go. */
interface Filled {
  readonly filled: unknown;
  /** What is wrong with a line, by its path; in the place of such a line nothing stands. */
  readonly faults: ReadonlyMap<string, Finding>;
}

const readFacts = async (use: string): Promise<Facts> =>
  JSON.parse(await readFile(beside(`./services/${use}.json`), 'utf8')) as Facts;

const find: FindFacts = (use) => readFacts(use).catch(() => undefined);

const readEach = async (): Promise<Facts[]> => {
  const files = await readdir(beside('./services/')).catch(() => {
    throw new Error('There are no ready-made services beside the command line. Run npm run build.');
  });
  return Promise.all(files.flatMap((file) => (file.endsWith('.json') ? [readFacts(file.slice(0, -5))] : [])));
};

let all: Promise<Facts[]> | undefined;

/** Resolves to the facts of every ready-made service, read once. */
export const readAllFacts = (): Promise<Facts[]> => (all ??= readEach());

/** Resolves to what is wrong with a line that names a ready-made service, by the message of the fault. */
const faultOf = async (path: string, fault: unknown): Promise<Finding> => {
  const said = (fault as Error).message.replace(/^manifest services\[\d+\]: /, '');
  const [, name] = /^there is no ready-made service "(.*)"$/.exec(said) ?? [];
  if (name !== undefined) return misshapen(path, said, mendOfUse(name, await readAllFacts()));
  const [, what = said, mend = 'Mend the line, or declare the service by hand'] = /^(.*)\. (.*)$/s.exec(said) ?? [];
  return misshapen(path, what, `${mend}.`);
};

/** A line that repeats its name as its id looks filled in already, and is not. */
const isRepeated = (line: unknown): line is UsedService => {
  const { use, id, provider, purpose, cookies } = (line ?? {}) as Partial<UsedService>;
  return typeof use === 'string' && use === id && !(provider && purpose && cookies);
};

const checkRepeated = async (line: UsedService): Promise<void> => {
  const facts = (await readAllFacts()).find(({ id }) => id === line.use);
  if (!facts) throw new Error(`there is no ready-made service "${line.use}"`);
  const wants = facts.key ? `knows the site by one such as "${facts.key.example}"` : 'needs none. Remove it';
  throw new Error(`id is "${line.use}", and ${facts.name} ${wants}`);
};

/** Resolves to the manifest with each right line filled in, and to what is wrong with the others. */
export const fillInAll = async (written: unknown): Promise<Filled> => {
  const faults = new Map<string, Finding>();
  const lines = servicesIn(written);
  if (!lines.length) return { filled: written, faults };
  const services = await Promise.all(
    lines.map(async (line, index) => {
      try {
        if (isRepeated(line)) await checkRepeated(line);
        await fillIn({ services: [line] }, find);
        return line;
      } catch (fault) {
        const path = `services[${index}]`;
        faults.set(path, await faultOf(path, fault));
        return null;
      }
    }),
  );
  return { filled: await fillIn({ ...(written as object), services }, find), faults };
};

/** Returns what is wrong where a line names a ready-made service that another has named before; nothing where it does not. */
export const secondUse = (written: unknown, path: string): Finding | undefined => {
  const lines = servicesIn(written);
  const index = Number(/^services\[(\d+)\]\.id$/.exec(path)?.[1]);
  const line = lines[index];
  return isUse(line) && lines.slice(0, index).some((it) => isUse(it) && it.use === line.use)
    ? misshapen(
        path,
        `another line has "use": "${line.use}" too, and a ready-made service can stand once`,
        'Keep one of them, and declare the second by hand, with an id, hosts and cookies of its own.',
      )
    : undefined;
};
