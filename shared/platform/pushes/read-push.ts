import { partsOf } from '../../messages/message-parts.ts';
import type { Push, PushApp, PushItem, ReadPush, UnreadableReason } from '../../pushes/push.ts';
import { readJson } from './lenient-json.ts';
import { possibleTimeAt } from './possible-time.ts';
import { envelopeOf, unknownEnvelope } from './push-envelope.ts';
import { isObject, own, type Sent } from './push-fields.ts';
import { unpacked } from './unpacked.ts';

/** Documented pushes are five levels deep, their items three. */
const MAX_ITEM_DEPTH = 30;
/** A push has at most 50 CDRs or 100 number states (`privatenumber_02_0006a`, `numstatus_notify_axb`). */
const MAX_ITEMS = 1000;
/** A documented item has about 1 kB; DynamoDB keeps no item above 400 kB. */
const MAX_ITEM_BYTES = 64 * 1024;
/** Deeper levels cannot be written as JSON again, because that takes a call a level; they are in the journal alone. */
const MAX_KEPT_DEPTH = 200;

/**
 * The one reader of pushes, of all kinds and modes, for all routes. Tolerant in everything: a body that is not a push at all
 * is read as one unreadable item, which holds the bytes in Base64. Of a name that comes twice the last value counts.
 */
export const createPushReader =
  ({ keepText = true }: { keepText?: boolean } = {}): ReadPush =>
  (bytes, app, receivedAt) => {
    const json = unpacked(bytes);
    const sent = readJson(json);
    if (sent === undefined) return noPush('not-json', bytes, json, app);
    if (!isObject(sent)) return noPush('unknown-envelope', bytes, json, app);
    const kept = keepText ? sent : withoutText(sent);
    const envelope = envelopeOf(kept, app);
    if (envelope === undefined) return noPush('unknown-envelope', bytes, json, app);
    const { entries, read: readIn, ...rest } = envelope;
    const isPossible = possibleTimeAt(receivedAt);
    const read = (entry: unknown) => readIn(entry, isPossible);
    if (entries.length > MAX_ITEMS) return noPush('too-many-items', bytes, json, app);
    const body = kept === sent ? bytes : Buffer.from(JSON.stringify(cutBelow(kept, MAX_KEPT_DEPTH)));
    const inBounds = json.byteLength > MAX_ITEM_BYTES ? isSmall : () => true;
    const words = wordsOf(sent);
    return {
      ...rest,
      items: entries.map((entry) => withParts(readItem(entry, read, inBounds), words)),
      body,
    };
  };

const noPush = (reason: UnreadableReason, bytes: Uint8Array, json: Uint8Array, app: PushApp): Push => ({
  ...unknownEnvelope(json, app),
  items: [{ kind: 'unreadable', reason, sent: Buffer.from(bytes).toString('base64') }],
  body: bytes,
});

const readItem = (
  entry: unknown,
  read: (entry: unknown) => PushItem,
  inBounds: (entry: unknown) => boolean,
): PushItem => {
  if (!isWithin(entry, MAX_ITEM_DEPTH))
    return { kind: 'unreadable', reason: 'too-deep', sent: cutBelow(entry, MAX_KEPT_DEPTH) };
  return inBounds(entry) ? read(entry) : { kind: 'unreadable', reason: 'too-large', sent: entry };
};

const isSmall = (entry: unknown): boolean => Buffer.byteLength(JSON.stringify(entry) ?? '') <= MAX_ITEM_BYTES;

const isWithin = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isWithin(inner, levels - 1));
};

/** The value with `null` for everything below so many levels. */
const cutBelow = (value: unknown, levels: number): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((inner) => cutBelow(inner, levels - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, cutBelow(inner, levels - 1)]),
  );
};

const wordsOf = (sent: Sent): string | undefined => {
  const sms = own(sent, 'smsEvent');
  const words = isObject(sms) ? own(sms, 'smsContent') : undefined;
  return typeof words === 'string' ? words : undefined;
};

/** The words decide what a text costs, and may not be kept. */
const withParts = (item: PushItem, words: string | undefined): PushItem =>
  item.kind === 'message' && words !== undefined
    ? { ...item, message: { ...item.message, wordParts: partsOf(words) } }
    : item;

const withoutText = (sent: Sent): Sent => {
  const sms = own(sent, 'smsEvent');
  if (!isObject(sms) || !Object.hasOwn(sms, 'smsContent')) return sent;
  const { smsContent: _dropped, ...kept } = sms;
  return { ...sent, smsEvent: kept };
};
