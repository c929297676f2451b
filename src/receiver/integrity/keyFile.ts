/** Reads the key that signs from its file, and makes one for a new log alone: a lost key is never replaced in silence. */
import { builtin } from './node.js';
import { signerOf, stop, type Signer } from './signer.js';

/** Writes a new file for its owner's eyes alone, and flushes it and its name to disk: what it signs must never outlive it. */
const keep = (path: string, text: string): void => {
  const { openSync, writeSync, fsyncSync, closeSync } = builtin('node:fs');
  const flush = (file: number): void => {
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  };
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, text);
  flush(file);
  try {
    flush(openSync(builtin('node:path').dirname(path), 'r'));
  } catch {
    // Windows opens no folder.
  }
};

const make = (path: string): void => {
  const { privateKey } = builtin('node:crypto').generateKeyPairSync('ed25519');
  try {
    keep(path, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process has just made it.
    if (code === 'EEXIST') return;
    const folder = builtin('node:path').dirname(path);
    const why = code === 'ENOENT' ? `there is no folder "${folder}"` : code;
    throw new Error(`The key "${path}" cannot be made: ${why}. Name another file with --key.`, { cause: error });
  }
};

const read = (path: string): string => {
  try {
    return builtin('node:fs').readFileSync(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`The key "${path}" cannot be read: ${code}. Name another file with --key.`, { cause });
  }
};

/**
 * Returns a signer with the key in the file, which is made, for its owner's eyes alone, if it is not there and the log is new.
 * Throws, and says what to do, if it is not there and the log has begun, or holds no such key.
 */
export const signerIn = (path: string, { isNew }: { readonly isNew: boolean }): Signer => {
  if (!builtin('node:fs').existsSync(path)) {
    if (!isNew)
      stop(
        'NO_KEY',
        `There is no key "${path}", and this log was signed with one. Name its file with --key; if that is lost, begin another log.`,
      );
    make(path);
  }
  const pem = read(path);
  try {
    return signerOf(pem);
  } catch (cause) {
    throw new Error(`"${path}" holds no key of a log, an Ed25519 key as PEM. Name the file that does with --key.`, {
      cause,
    });
  }
};

/** Returns what stands for a signer where a log is only read. Its `sign` throws. */
export const readerOf = (publicKey: string): Signer => ({
  publicKey,
  sign: () => stop('NO_KEY', 'This log was opened without its key, to be read alone.'),
});
