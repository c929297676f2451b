/** Shows how checkpoints are signed, in the form that other tools read (C2SP signed-note). */
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSigned, readCheckpoint, signerOf } from '../../../src/receiver/integrity/signer.js';
import { NOW } from './support.js';

// RFC 8032 §7.1, test 1, as PKCS 8.
const PEM = `-----BEGIN PRIVATE KEY-----\n${Buffer.from(
  '302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
  'hex',
).toString('base64')}\n-----END PRIVATE KEY-----\n`;
const RAW = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
const NAME = 'samtycke/chain/1';
const checkpoint = { size: 42, head: Buffer.alloc(32, 7), time: NOW };

test('writes a note that whoever knows the form can check without us', () => {
  const { publicKey, sign } = signerOf(PEM);
  const id = createHash('sha256')
    .update(Buffer.concat([Buffer.from(`${NAME}\n\u0001`), RAW]))
    .digest()
    .subarray(0, 4);
  expect(publicKey).toBe(`${NAME}+${id.toString('hex')}+${Buffer.concat([Buffer.from([1]), RAW]).toString('base64')}`);
  const note = sign(checkpoint);
  const text = `${NAME}\n42\n${checkpoint.head.toString('base64')}\n2026-11-22T17:48:03.123Z\n`;
  expect(note.startsWith(`${text}\n— ${NAME} `)).toBe(true);
  const signature = Buffer.from(note.slice(`${text}\n— ${NAME} `.length), 'base64');
  expect(signature.subarray(0, 4)).toEqual(id);
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), RAW]),
    type: 'spki',
    format: 'der',
  });
  expect(verify(null, Buffer.from(text), key, signature.subarray(4))).toBe(true);
  expect(readCheckpoint(note)).toEqual(checkpoint);
  expect(isSigned(note, publicKey)).toBe(true);
});

test('takes no note of which any character has been changed', () => {
  const { publicKey, sign } = signerOf(PEM);
  const note = sign(checkpoint);
  const isGood = (text: string): boolean => {
    try {
      readCheckpoint(text);
      return isSigned(text, publicKey);
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(fc.nat(note.length - 2), (at) => {
      const other = note[at] === 'A' ? 'B' : 'A';
      expect(isGood(note.slice(0, at) + other + note.slice(at + 1))).toBe(false);
    }),
  );
});

test('refuses a key of another kind, and says so', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(() => signerOf(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)).toThrow('not an Ed25519 key');
  expect(() => signerOf('nothing')).toThrow();
});
