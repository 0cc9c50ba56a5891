import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { expand, shrink } from './compact.ts';
import { SealFault, type UnreadableItem } from './unreadable-item.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Stands behind the key id of what was made smaller before it was sealed; no key id holds it. */
const COMPACT = '~';

/** A data key: 32 bytes with an id that is stored beside what it sealed, so that keys can rotate. */
export type DataKey = Readonly<{ id: string; bytes: Uint8Array }>;

/** Seals what nobody may read in the store: phone numbers, words of SMS, session ids, journal bodies. */
export type Sealer = Readonly<{
  /**
   * Encrypts with the current key. `context` (the item's id, say) is authenticated with it, so a sealed value copied to
   * another item does not open there.
   */
  seal(plain: string | Uint8Array, context: string): string;
  /** As {@link Sealer.seal} but smaller, for records whose field names outweigh their values. */
  sealCompact(plain: string, context: string): string;
  /**
   * Opens what either of the two sealed.
   *
   * @throws {SealFault} `item-unreadable` when the key is gone, the context is another one or the text was changed.
   */
  open(sealed: string, context: string): Buffer;
  /**
   * The same text in the same form under the current key; `undefined` when it is sealed with that one already.
   *
   * @throws {SealFault} as {@link Sealer.open}.
   */
  reseal(sealed: string, context: string): string | undefined;
  /** Hears of every stored item that could not be opened, before its reader does. */
  tellUnreadable(item: UnreadableItem): void;
}>;

/**
 * Seals under the first of `keys` and opens with any of them. The form is `<key id>:<base64url of iv, text, tag>`,
 * AES-256-GCM with a random 96-bit IV (NIST SP 800-38D).
 */
export const createSealer = (
  keys: readonly DataKey[],
  tellUnreadable: Sealer['tellUnreadable'] = () => undefined,
): Sealer => {
  // Key objects: raw bytes are taken apart on every call, which costs twice what sealing a record does.
  const [current, ...older] = keys.map(({ id, bytes }) => ({ id, key: createSecretKey(bytes) }));
  if (current === undefined) throw new TypeError('no data key');
  const known = [current, ...older];
  return {
    seal: (plain, context) => `${current.id}:${encrypt(current.key, plain, context)}`,
    sealCompact: (plain, context) =>
      `${current.id}${COMPACT}:${encrypt(current.key, shrink(Buffer.from(plain)), context)}`,
    open: (sealed, context) => decrypt(keyOf(known, sealed), sealed, context, expandedIfCompact(sealed)),
    reseal(sealed, context) {
      if (dataKeyIdOf(sealed) === current.id) return undefined;
      // The bytes stay as they are, so a compact value needs not be written anew.
      const bytes = decrypt(keyOf(known, sealed), sealed, context, (plain) => plain);
      return `${current.id}${isCompact(sealed) ? COMPACT : ''}:${encrypt(current.key, bytes, context)}`;
    },
    tellUnreadable,
  };
};

const keyOf = (known: readonly Readonly<{ id: string; key: KeyObject }>[], sealed: string): KeyObject => {
  const id = dataKeyIdOf(sealed);
  const found = known.find((candidate) => candidate.id === id);
  if (found === undefined) throw new SealFault('unknown-key');
  return found.key;
};

const headOf = (sealed: string): string => sealed.split(':', 1)[0] ?? '';

const isCompact = (sealed: string): boolean => headOf(sealed).endsWith(COMPACT);

const expandedIfCompact =
  (sealed: string) =>
  (plain: Buffer): Buffer =>
    isCompact(sealed) ? expand(plain) : plain;

/** The id of the data key under which a value was sealed. */
export const dataKeyIdOf = (sealed: string): string => {
  const head = headOf(sealed);
  return head.endsWith(COMPACT) ? head.slice(0, -COMPACT.length) : head;
};

/** Random bytes for many IVs, because drawing them one by one takes as long as sealing a short record. */
const random = { bytes: Buffer.alloc(IV_BYTES * 256), used: IV_BYTES * 256 };

/** Twelve random bytes that were never handed out before. */
const freshIv = (): Buffer => {
  if (random.used === random.bytes.byteLength) {
    randomFillSync(random.bytes);
    random.used = 0;
  }
  random.used += IV_BYTES;
  // A copy, since the next draw overwrites what the view shows.
  return Buffer.from(random.bytes.subarray(random.used - IV_BYTES, random.used));
};

const encrypt = (key: KeyObject, plain: string | Uint8Array, context: string): string => {
  const iv = freshIv();
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(context));
  const text = cipher.update(plain);
  return Buffer.concat([iv, text, cipher.final(), cipher.getAuthTag()]).toString('base64url');
};

const decrypt = (
  key: KeyObject,
  sealed: string,
  context: string,
  read: (plain: Buffer) => Buffer,
): Buffer => {
  try {
    const bytes = Buffer.from(sealed.split(':')[1] ?? '', 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    // Without the length a shorter tag would do, and a short tag can be guessed.
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return read(plain);
  } catch (cause) {
    throw new SealFault('broken-seal', cause);
  }
};
