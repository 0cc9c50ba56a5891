import type { PushApp, PushItem, ReadPush, ReadResult } from '../../pushes/push.ts';
import { envelopeOf } from './push-envelope.ts';
import { isObject, own, type Sent } from './push-fields.ts';

/** Documented pushes are five levels deep. */
const MAX_DEPTH = 32;
/** A push has at most 50 CDRs or 100 number states (`privatenumber_02_0006a`, `numstatus_notify_axb`). */
const MAX_ITEMS = 1000;
/** A documented item has about 1 kB; DynamoDB keeps no item above 400 kB. */
const MAX_ITEM_BYTES = 64 * 1024;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The one reader of pushes, of all kinds and modes, for all routes. Tolerant in everything but the envelope; of a name
 * that comes twice the last value counts.
 */
export const createPushReader =
  ({ keepText = true }: { keepText?: boolean } = {}): ReadPush =>
  (bytes, app) => {
    const sent = parse(bytes);
    if (sent === undefined) return { kind: 'no-push', reason: 'not-json' };
    if (!isWithin(sent, MAX_DEPTH)) return { kind: 'no-push', reason: 'too-deep' };
    if (!isObject(sent)) return { kind: 'no-push', reason: 'unknown-envelope' };
    if (keepText) return readEnvelope(sent, bytes, app);
    const withoutText = dropText(sent);
    return readEnvelope(withoutText, Buffer.from(JSON.stringify(withoutText)), app);
  };

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch {
    return undefined;
  }
};

const isWithin = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isWithin(inner, levels - 1));
};

const dropText = (sent: Sent): Sent => {
  const sms = own(sent, 'smsEvent');
  if (!isObject(sms)) return sent;
  const { smsContent: _dropped, ...kept } = sms;
  return { ...sent, smsEvent: kept };
};

const readEnvelope = (sent: Sent, body: Uint8Array, app: PushApp): ReadResult => {
  const envelope = envelopeOf(sent, app);
  if (envelope === undefined) return { kind: 'no-push', reason: 'unknown-envelope' };
  const { entries, read, ...rest } = envelope;
  if (entries.length > MAX_ITEMS) return { kind: 'no-push', reason: 'too-many-items' };
  const readBounded = body.byteLength > MAX_ITEM_BYTES ? boundedBy(MAX_ITEM_BYTES, read) : read;
  return { kind: 'push', push: { ...rest, items: entries.map(readBounded), body } };
};

const boundedBy =
  (maxBytes: number, read: (entry: unknown) => PushItem) =>
  (entry: unknown): PushItem =>
    Buffer.byteLength(JSON.stringify(entry) ?? '') > maxBytes
      ? { kind: 'unreadable', reason: 'too-large', sent: entry }
      : read(entry);
