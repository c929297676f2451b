/** Shows when a file of the key is made, and that a lost key is never replaced in silence. */
import { generateKeyPairSync } from 'node:crypto';
import fs, { existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openSqlite, verifyJournal, type ChainedJournal } from '../../../src/receiver/index.js';
import { signerIn } from '../../../src/receiver/integrity/keyFile.js';
import { entryOf } from './contract.js';
import { schemaOn, startPostgres, type Server } from './postgres.js';
import { newPath, newRecord } from './support.js';

let server: Server;
beforeAll(async () => void (server = await startPostgres()), 120_000);
afterAll(() => server.stop());

test('makes a key for its owner alone, once', () => {
  const path = `${newPath()}.key`;
  const { publicKey } = signerIn(path, { isNew: true });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(signerIn(path, { isNew: true }).publicKey).toBe(publicKey);
  expect(existsSync(path)).toBe(true);
});

test('flushes a new key to disk, and its name in the folder', () => {
  const flushed: string[] = [];
  const { fsyncSync } = fs;
  const flush = vi.spyOn(fs, 'fsyncSync').mockImplementation((file) => {
    flushed.push(fs.fstatSync(file).isDirectory() ? 'folder' : fs.fstatSync(file).size > 100 ? 'key' : 'nothing');
    fsyncSync(file);
  });
  onTestFinished(() => flush.mockRestore());
  const path = `${newPath()}.key`;
  signerIn(path, { isNew: true });
  signerIn(path, { isNew: true });
  expect(flushed).toEqual(['key', 'folder']);
});

test('says what is wrong with a file that cannot be made or read, or holds another key, and names the option', () => {
  const path = newPath();
  const faultOf = (file: string) => () => signerIn(file, { isNew: true });
  const place = join(path, 'log.key');
  expect(faultOf(place)).toThrow(
    `The key "${place}" cannot be made: there is no folder "${path}". Name another file with --key.`,
  );
  const folder = join(path, '..');
  expect(faultOf(folder)).toThrow(`The key "${folder}" cannot be read: EISDIR. Name another file with --key.`);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (const text of ['', 'garbage', privateKey.export({ type: 'pkcs8', format: 'pem' })]) {
    writeFileSync(path, text);
    expect(faultOf(path)).toThrow(`"${path}" holds no key of a log, an Ed25519 key as PEM. Name the file that does`);
  }
});

type Open = (options: { readonly key?: string; readonly publicKey?: string }) => Promise<ChainedJournal>;

const places: readonly (readonly [string, () => Open])[] = [
  [
    'SQLite',
    () => {
      const path = newPath();
      return async (options) => openSqlite(path, options);
    },
  ],
  ['PostgreSQL', () => schemaOn(server).open],
];

test.each(places)('%s makes no key for a log that has begun, and no file', async (_name, newPlace) => {
  const open = newPlace();
  const folder = join(newPath(), '..');
  const [key, other] = [join(folder, 'log.key'), join(folder, 'other.key')];
  const journal = await open({ key });
  await journal.append([await entryOf(newRecord())]);
  await journal.close();
  renameSync(key, `${key}.lost`);
  for (const file of [key, other])
    await expect(open({ key: file })).rejects.toThrow(`There is no key "${file}", and this log was signed with one.`);
  expect(readdirSync(folder)).toEqual(['log.key.lost']);
});

test.each(places)('%s is read with the public key alone, and takes nothing then', async (_name, newPlace) => {
  const open = newPlace();
  const key = `${newPath()}.key`;
  const journal = await open({ key });
  const { publicKey } = journal;
  await journal.append([await entryOf(newRecord())]);
  await journal.close();
  const reader = await open({ key: `${key}.none`, publicKey });
  expect(await verifyJournal(reader)).toMatchObject({ faults: [], kept: 1 });
  await expect(reader.append([await entryOf(newRecord())])).rejects.toMatchObject({ code: 'NO_KEY' });
  expect(await verifyJournal(reader)).toMatchObject({ faults: [], size: 1 });
  await reader.close();
  expect(existsSync(`${key}.none`)).toBe(false);
});

test('leaves no key where the database does not answer', async () => {
  const key = `${newPath()}.key`;
  await expect(schemaOn(server).open({ key }, 'postgres://nobody@127.0.0.1:1/none')).rejects.toThrow('ECONNREFUSED');
  expect(existsSync(key)).toBe(false);
});
