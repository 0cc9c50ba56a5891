import { createHmac, createSecretKey } from 'node:crypto';
import { lettersOfLatin1 } from '../kernel/ids.ts';

/** The kind of a value; part of the keyed hash, so the same string gives unrelated keys for different purposes. */
export type LookupKind =
  | 'party'
  | 'private-number'
  | 'extension'
  | 'reference'
  | 'idempotency-key'
  | 'pair'
  | 'request'
  | 'session'
  | 'nonce'
  | 'body'
  | 'cdr'
  | 'event'
  | 'push-item'
  | 'message'
  | 'recording'
  | 'erasure'
  | 'credentials';

/** Turns a value that may not be stored in clear into a key by which it can be found again. */
export type LookupKeys = (kind: LookupKind, ...values: readonly string[]) => string;

/**
 * HMAC-SHA256 over the kind and the values (each with its length, so that no two lists collide), cut to 128 bits and
 * written as 32 letters. Without the key nobody can try out all phone numbers, which a plain hash would allow.
 */
export const createLookupKeys = (secret: Uint8Array): LookupKeys => {
  // A key object: raw bytes are taken apart on every call, which costs five times what the hash itself does.
  const key = createSecretKey(secret);
  return (kind, ...values) => {
    let text: string = kind;
    for (const value of values) text += `\n${Buffer.byteLength(value)}:${value}`;
    // As a string of one character a byte: making a buffer would cost a third of the whole key.
    return lettersOfLatin1(createHmac('sha256', key).update(text).digest('binary').slice(0, 16));
  };
};
