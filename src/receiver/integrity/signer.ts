/** Signs how far a chain goes, as a note that anyone with the public key can check (C2SP signed-note, tlog-checkpoint; RFC 8032). */
import type { KeyObject } from 'node:crypto';
import type { Tip } from './chain.js';
import { builtin } from './node.js';

/** How far a chain went at some time. */
export interface Checkpoint {
  /** How many entries. */
  readonly size: number;
  /** The head of the last of them, 32 bytes. */
  readonly head: Buffer;
  /** When it was signed: milliseconds since 1970, UTC. */
  readonly time: number;
}

/** A key that signs checkpoints. */
export interface Signer {
  /** `name+hash+key`, what checks the signature: give it to whoever shall (C2SP signed-note, "verifier key"). */
  readonly publicKey: string;
  /** Returns the signed note: four lines, a blank one, and the signature. */
  readonly sign: (checkpoint: Checkpoint) => string;
}

/** The key's name, the first line of each note: heads of other logs, or of later chains, are never taken for these. */
const NAME = 'samtycke/chain/1';

/** The kind of signature, as C2SP numbers them: Ed25519. */
const ED25519 = Buffer.from([1]);

/** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 §4). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

const idOf = (raw: Buffer): Buffer =>
  builtin('node:crypto')
    .createHash('sha256')
    .update(Buffer.concat([Buffer.from(`${NAME}\n`), ED25519, raw]))
    .digest()
    .subarray(0, 4);

const textOf = ({ size, head, time }: Checkpoint): string =>
  `${NAME}\n${size}\n${head.toString('base64')}\n${new Date(time).toISOString()}\n`;

/** Returns a signer with that private key, as PEM (PKCS 8). Throws if it is none of Ed25519. */
export const signerOf = (pem: string): Signer => {
  const { createPrivateKey, createPublicKey, sign } = builtin('node:crypto');
  const key: KeyObject = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The signing key is not an Ed25519 key.');
  const raw = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(SPKI.length);
  const id = idOf(raw);
  return {
    publicKey: `${NAME}+${id.toString('hex')}+${Buffer.concat([ED25519, raw]).toString('base64')}`,
    sign(checkpoint) {
      const text = textOf(checkpoint);
      const signature = sign(null, Buffer.from(text), key);
      return `${text}\n— ${NAME} ${Buffer.concat([id, signature]).toString('base64')}\n`;
    },
  };
};

/** A checkpoint is kept for good after so many entries, or when the last is so many milliseconds old, whichever comes first. */
const EVERY = 1000;
const PERIOD = 3_600_000;

/** Returns whether the checkpoint of so many entries is to be kept for good, given the last that was. */
export const isDue = (size: number, now: number, last: Pick<Checkpoint, 'size' | 'time'>): boolean =>
  size >= last.size + EVERY || now >= last.time + PERIOD;

/** Returns the parts of a note without asking whether its signature is right. Throws a SyntaxError if it is no note of a chain. */
export const readCheckpoint = (note: string): Checkpoint => {
  const [name, size = '', head = '', time = ''] = note.split('\n');
  const checkpoint = { size: Number(size), head: Buffer.from(head, 'base64'), time: Date.parse(time) };
  if (name !== NAME || Number.isNaN(checkpoint.time) || !note.startsWith(`${textOf(checkpoint)}\n— `))
    throw new SyntaxError('That is no signed checkpoint of a samtycke log.');
  return checkpoint;
};

/** Returns which checkpoint was kept last. After one that somebody has made unreadable, as a walk then tells, the next is kept at once. */
export const lastKept = (note: string | undefined): Pick<Checkpoint, 'size' | 'time'> => {
  try {
    if (note) return readCheckpoint(note);
  } catch {
    // It counts as none.
  }
  return { size: 0, time: 0 };
};

/** Returns whether the key in `publicKey` has signed the note as it stands. Throws a SyntaxError if that is no such key. */
export const isSigned = (note: string, publicKey: string): boolean => {
  const [, name, hash, key = ''] = /^([^+]+)\+([^+]+)\+(.+)$/.exec(publicKey.trim()) ?? [];
  const raw = Buffer.from(key, 'base64').subarray(ED25519.length);
  if (name !== NAME || raw.length !== 32 || idOf(raw).toString('hex') !== hash)
    throw new SyntaxError(`That is no public key of a samtycke log. It looks like ${NAME}+1a2b3c4d+AbCd….`);
  const { createPublicKey, verify } = builtin('node:crypto');
  const [text = '', signature = ''] = note.split(`\n— ${NAME} `);
  const bytes = Buffer.from(signature, 'base64');
  if (!bytes.subarray(0, 4).equals(idOf(raw))) return false;
  const object = createPublicKey({ key: Buffer.concat([SPKI, raw]), type: 'spki', format: 'der' });
  return verify(null, Buffer.from(text), object, bytes.subarray(4));
};

/** Whether a chain's end is what its own key has signed. */
export interface EndCheck {
  /**
   * Throws, and says what to do, if another key has signed the newest note, or if the chain ends elsewhere than the note says: a
   * log that went on from there would have that signed too, whoever had written it.
   */
  readonly check: (end: Pick<Tip, 'seq' | 'head'>, newest: string | null | undefined) => void;
  /** Is told of a note that has just been signed, which need not be asked for. */
  readonly know: (note: string) => void;
}

/** Throws an error with that code, by which a server tells it from one that may pass. */
export const stop = (code: string, what: string): never => {
  throw Object.assign(new Error(what), { code });
};

/** Returns the check; it asks for each signature once. */
export const createEndCheck = ({ publicKey }: Signer): EndCheck => {
  let known: string | undefined;
  return {
    check({ seq, head }, newest) {
      if (newest && newest !== known && !isSigned(newest, publicKey))
        stop(
          'OTHER_KEY',
          'This log was signed with another key. Name its file with --key; if that is lost, begin another log.',
        );
      const signed = newest ? readCheckpoint(newest) : { size: 0, head };
      if (signed.size !== seq || !signed.head.equals(head))
        stop(
          'OTHER_END',
          'The end of this log is not what was signed: somebody else has written to it. See "npx samtycke verify"; restore it, or begin another log.',
        );
      known = newest ?? undefined;
    },
    know: (note) => void (known = note),
  };
};
