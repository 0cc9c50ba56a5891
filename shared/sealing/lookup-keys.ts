import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { lettersOfLatin1 } from '../kernel/ids.ts';

/**
 * The kinds by which somebody who knows the key could try out people: their numbers, the references and keys that callers make
 * of them, and whatever stands in the place of a party. They change with `lookupKey`.
 */
export const KINDS_OF_PEOPLE = [
  'party',
  'extension',
  'reference',
  'idempotency-key',
  'pair',
  'request',
  'erasure',
] as const;

/** The kinds of ids and of our own numbers. They are made with `idKey`, which never changes: a call would be two. */
const KINDS_OF_IDS = [
  'private-number',
  'session',
  'nonce',
  'body',
  'cdr',
  'event',
  'push-item',
  'message',
  'recording',
  'credentials',
  'told-fact',
] as const;

/** The kind of a value; part of the keyed hash, so the same string gives unrelated keys for different purposes. */
export type LookupKind = (typeof KINDS_OF_PEOPLE | typeof KINDS_OF_IDS)[number];

type MakeKey = (kind: LookupKind, ...values: readonly string[]) => string;

/**
 * A change of `lookupKey` that is under way (ADR 51). `begun`: `other` is the key to come; reservations and locks are written
 * under both keys, and the present one decides. `used`: `other` is the former key; written under both, and the new one decides.
 */
export type LookupChange = Readonly<{ phase: 'begun' | 'used'; other: LookupKeys }>;

/** Turns a value that may not be stored in clear into a key by which it can be found again. */
export type LookupKeys = MakeKey & Readonly<{ change?: LookupChange | undefined }>;

const OF_PEOPLE: ReadonlySet<string> = new Set(KINDS_OF_PEOPLE);

const KEY_LETTERS = 32;

/** No look-up key has these letters elsewhere: the hash is written with the letters a to r. */
const MARK_ALPHABET = 'stuvwxyz';
const MARK = /[s-z]{4}$/;
const MARK_LETTERS = 4;

/**
 * HMAC-SHA256 over the kind and the values (each with its length, so that no two lists collide), cut to 128 bits and written as
 * 32 letters. Without the key nobody can try out all phone numbers, which a plain hash would allow. In the kinds of people a
 * `lookupKey` that came after another one gives 112 bits and its mark.
 *
 * @param lookupKey for the kinds of people
 * @param idKey for the others: the first `lookupKey`
 */
export const createLookupKeys = (lookupKey: Uint8Array, idKey: Uint8Array = lookupKey): LookupKeys => {
  // Key objects: raw bytes are taken apart on every call, which costs five times what the hash itself does.
  const [forPeople, forIds] = [createSecretKey(lookupKey), createSecretKey(idKey)];
  const mark = forPeople.equals(forIds) ? '' : markFrom(forPeople);
  return (kind, ...values) => {
    let text: string = kind;
    for (const value of values) text += `\n${Buffer.byteLength(value)}:${value}`;
    if (!OF_PEOPLE.has(kind)) return hash(forIds, text);
    return mark === '' ? hash(forPeople, text) : hash(forPeople, text).slice(0, -MARK_LETTERS) + mark;
  };
};

const hash = (key: KeyObject, text: string): string =>
  // As a string of one character a byte: making a buffer would cost a third of the whole key.
  lettersOfLatin1(
    createHmac('sha256', key)
      .update(text)
      .digest('binary')
      .slice(0, KEY_LETTERS / 2),
  );

/** Three bits a letter. */
const markFrom = (key: KeyObject): string =>
  [...createHmac('sha256', key).update('mark').digest().subarray(0, MARK_LETTERS)]
    .map((byte) => MARK_ALPHABET[byte % MARK_ALPHABET.length])
    .join('');

/** The end of every look-up key of people, by which it shows which `lookupKey` made it; empty for the first one. */
export const markOf = (lookup: LookupKeys): string => markIn(lookup('party'));

/** The mark of a stored look-up key of people. */
export const markIn = (key: string): string => key.match(MARK)?.[0] ?? '';

/** Every key under which something of people may stand: that of a change under way first, so that nothing is missed on its way. */
export const lookupsOf = (lookup: LookupKeys): readonly LookupKeys[] =>
  lookup.change === undefined ? [lookup] : [lookup.change.other, lookup];
