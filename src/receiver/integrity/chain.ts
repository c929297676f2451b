/** Chains the entries of a journal, so that none can be changed, removed or moved unseen, yet any can be emptied (RELIABILITY §5; R43). */
import { builtin } from './node.js';

/** How far the chain goes. */
export interface Tip {
  /** The number of the last entry, which is how many there have been; they count from 1. */
  readonly seq: number;
  /** The last entry's head, 32 bytes. */
  readonly head: Buffer;
  /** When the last entry arrived: milliseconds since 1970, UTC. */
  readonly time: number;
}

/** What is put into the chain: a visitor's record, or a note of the journal on what it has emptied or removed. */
export interface Content {
  readonly id: string;
  readonly time: number;
  readonly kind: 'record' | 'note';
  readonly body: string;
}

/** An entry with its place in the chain. */
export interface Link extends Content {
  readonly seq: number;
  /** 16 random bytes: without them nobody can tell by the leaf what the body was. */
  readonly salt: Buffer;
  /** SHA-256(0x00 ‖ salt ‖ body): stays when salt and body are gone (RFC 6962 §2.1 for the prefixes). */
  readonly leaf: Buffer;
  /** SHA-256(0x01 ‖ the head before ‖ leaf ‖ seq ‖ time ‖ kind ‖ id): says what stands at this place and at all before it. */
  readonly head: Buffer;
}

export const SALT_BYTES = 16;

/** Before the first entry. */
export const START: Tip = { seq: 0, head: Buffer.alloc(32), time: 0 };

/** Receivers' clocks may differ by so many milliseconds: an arrival that is earlier than the last by less counts as that one's. */
const SKEW = 60_000;

/** Asked for as text: as bytes, each hash would be memory of its own, which takes half a microsecond more. */
const sha256 = (bytes: Buffer): Buffer => Buffer.from(builtin('node:crypto').hash('sha256', bytes, 'binary'), 'binary');

/** Random bytes drawn in advance, since asking for 256 salts costs no more than asking for one. None is ever used twice. */
let drawn = Buffer.alloc(0);
let used = 0;

const newSalt = (): Buffer => {
  if (used === drawn.length) [drawn, used] = [builtin('node:crypto').randomBytes(256 * SALT_BYTES), 0];
  return drawn.subarray(used, (used += SALT_BYTES));
};

/** Writes the 16 bytes of a UUID. */
export const writeId = (id: string, bytes: Buffer, place: number): void => {
  const digits = id.replaceAll('-', '');
  if (digits.length !== 32 || bytes.write(digits, place, 'hex') !== 16)
    throw new TypeError('An entry needs a UUID as its id.');
};

/** What is hashed is put together here, if it has room; none of it is used again. */
const desk = Buffer.alloc(16_384);

const spread = (length: number): Buffer =>
  length > desk.length ? Buffer.allocUnsafe(length) : desk.subarray(0, length);

/** Returns the leaf of a body under its salt. */
export const leafOf = (salt: Buffer, body: string): Buffer => {
  const bytes = spread(1 + SALT_BYTES + Buffer.byteLength(body));
  bytes[0] = 0;
  salt.copy(bytes, 1);
  bytes.write(body, 1 + SALT_BYTES);
  return sha256(bytes);
};

/** Returns the head of an entry, given the head before it. */
export const headOf = (
  before: Buffer,
  { seq, time, kind, id, leaf }: Pick<Link, 'seq' | 'time' | 'kind' | 'id' | 'leaf'>,
): Buffer => {
  const bytes = spread(98);
  bytes[0] = 1;
  before.copy(bytes, 1);
  leaf.copy(bytes, 33);
  bytes.writeBigInt64BE(BigInt(seq), 65);
  bytes.writeBigInt64BE(BigInt(time), 73);
  bytes[81] = kind === 'note' ? 1 : 0;
  writeId(id, bytes, 82);
  return sha256(bytes);
};

/** Returns the content with its place behind the tip. */
export const linkTo = (tip: Tip, content: Content): Link => {
  const lag = tip.time - content.time;
  const time = lag > 0 && lag < SKEW ? tip.time : content.time;
  const salt = newSalt();
  const { id, kind, body } = content;
  const seq = tip.seq + 1;
  const leaf = leafOf(salt, body);
  return { id, time, kind, body, seq, salt, leaf, head: headOf(tip.head, { seq, time, kind, id, leaf }) };
};
