/** Reads the visitor's record key, which opens the visitor's own records and no others (GDPR 11, 12(2), 15, 17; R42). */
import type { Asked } from './asked.js';

/** The id that the records carry, and the secret that only this browser and, hashed, the journal know. */
export interface Key {
  readonly consentId: string;
  readonly secret: string;
}

/** 128 random bits each, base64url (RFC 4648 §5). */
const BEARER = /^Bearer ([\w-]{22})\.([\w-]{22})$/i;

/** Returns the key in `Authorization: Bearer <consentId>.<secret>`, or `undefined` if there is none or it is not one. */
export const keyIn = ({ header }: Pick<Asked, 'header'>): Key | undefined => {
  const [, consentId, secret] = BEARER.exec(header('authorization') ?? '') ?? [];
  return consentId && secret ? { consentId, secret } : undefined;
};

/** Where Node's own is to be had: the web's goes through another thread, for a hash that takes a microsecond. */
const node = globalThis.process?.getBuiltinModule?.('node:crypto');

const digest = async (text: string): Promise<string> => {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Returns the SHA-256 of the text, 64 hex digits, or what resolves to it. */
export const sha256 = (text: string): string | Promise<string> => node?.hash?.('sha256', text) ?? digest(text);

/** Returns whether two hashes are the same, in a time that does not tell where they differ. */
export const isSameHash = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
};
