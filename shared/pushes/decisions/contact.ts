import * as v from 'valibot';
import type { CallEvent } from '../../calls/call-event.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { addSeconds } from '../../kernel/clock.ts';
import type { PushItem, PushKind } from '../push.ts';

const Optional = v.optional(v.string());

/** A contact older than this is hardly meant any more. */
export const RECENT_SECONDS = 24 * 3600;

/** A clock of the platform may be ahead of ours by this much; a moment further ahead is of another zone, or of no clock. */
const AHEAD_SECONDS = 300;

/**
 * One record of a call or an SMS through a private number of mode AX, as the choice of the last contact needs it. Several
 * have the same `id` when they are about the same call or SMS. `event` says only that there was a call, and `unknown` only
 * that there was a contact, then or before: its push was not stored, or has no moment or name that can be believed.
 */
export const Contact = v.object({
  kind: v.picklist(['callin', 'event', 'cdr', 'sms', 'unknown']),
  /** Opaque and ours; of a call its `callId`. */
  id: v.string(),
  /** ISO 8601 UTC. */
  at: v.string(),
  subscriptionId: Optional,
  /** The real pair, as far as the record has it. */
  from: Optional,
  to: Optional,
});
export type Contact = v.InferOutput<typeof Contact>;

/**
 * Contacts through private numbers, read consistently: what is stored is found at once. A place is an X, or the platform's id
 * of a binding for contacts that name no X.
 */
export type Contacts = Readonly<{
  /** Stores a contact; again does no harm. @throws {AppError} `store-unavailable`. */
  persist(app: string, place: string, contact: Contact): Promise<void>;
  /** The contacts of a place from a moment on, newest first, as many as can matter. @throws {AppError} `store-unavailable`. */
  since(app: string, place: string, from: string): Promise<readonly Contact[]>;
}>;

/** Our opaque ids of what a contact is about. */
export type ContactIds = Readonly<{
  ofCall: (call: { app: string; sessionId: string }) => string;
  ofCdr: (cdr: { app: string; sessionId: string; recordId?: string | undefined }) => string;
  ofSms: (sms: { app: string; identifier: string }) => string;
  /** Of an item that names neither. */
  ofText: (app: string, text: string) => string;
}>;

/** All that an item names which has no private number, or cannot be read; `text` is the item, the same at every repeat. */
export type NamesIn = (
  kind: PushKind,
  sent: unknown,
) => Readonly<{
  places: readonly string[];
  text: string;
  sessionId?: string | undefined;
  identifier?: string | undefined;
}>;

/** The push that an item came in. */
export type ContactSource = Readonly<{ app: string; kind: PushKind; receivedAt: Date }>;

/** The contact to store, once in each of its places. */
type Found = readonly Readonly<{ place: string; contact: Contact }>[];

/** A contact of which nothing is known but that it was. */
export const unknownContact = ({ id, at }: Contact): Contact => ({ kind: 'unknown', id, at });

/** Finds the contact in an item of a push to an app of mode AX; nothing in an item without one. */
export const createContactIn =
  (ids: ContactIds, namesIn: NamesIn) =>
  (item: PushItem, source: ContactSource): Found => {
    if (item.kind === 'unreadable') return foundUnreadable(ids, namesIn, item.sent, source);
    const found = recordIn(item, ids);
    if (found === undefined) return [];
    const { record, x, sent, at } = found;
    const receipt = source.receivedAt.toISOString();
    const contact = isPlaced(at, source.receivedAt)
      ? { ...record, at: earlier(at, receipt) }
      : // It happened before its receipt, and nobody knows when: another one may have come in between.
        unknownContact({ ...record, id: found.idWithoutTime ?? record.id, at: receipt });
    const others = x === undefined ? namesIn(source.kind, sent).places : (found.others ?? []);
    return [...inPlaces(known(x), contact), ...inPlaces(others, unknownContact(contact))];
  };

const inPlaces = (places: readonly string[], contact: Contact): Found =>
  places.map((place) => ({ place, contact }));

/** A moment within a day before the receipt: the last of six re-pushes comes after ten hours (1.4 of the notifications). */
const isPlaced = (at: string | undefined, receivedAt: Date): at is string =>
  at !== undefined &&
  at >= addSeconds(receivedAt, -RECENT_SECONDS).toISOString() &&
  at <= addSeconds(receivedAt, AHEAD_SECONDS).toISOString();

/** A moment ahead of our clock would stay the last one. */
const earlier = (one: string, other: string): string => (one < other ? one : other);

/** The quarantine has it; that there was a contact is known all the same, and often of which call. */
const foundUnreadable = (
  { ofCall, ofSms, ofText }: ContactIds,
  namesIn: NamesIn,
  sent: unknown,
  { app, kind, receivedAt }: ContactSource,
): Found => {
  if (kind === 'number-status') return [];
  const { places, text, sessionId, identifier } = namesIn(kind, sent);
  const idOf = () => {
    if (sessionId !== undefined && kind === 'event') return ofCall({ app, sessionId });
    return identifier === undefined ? ofText(app, text) : ofSms({ app, identifier });
  };
  return inPlaces(places, { kind: 'unknown', id: idOf(), at: receivedAt.toISOString() });
};

type ContactRecord = Readonly<{
  record: Omit<Contact, 'at'>;
  /** Replaces its id when the record has no moment. */
  idWithoutTime?: string;
  at: string | undefined;
  /** Without it the contact is an unknown one in all places that the item names. */
  x: string | undefined;
  /** Places where it is an unknown one, too. */
  others?: readonly string[];
  sent: unknown;
}>;

const recordIn = (
  item: Exclude<PushItem, { kind: 'unreadable' }>,
  ids: ContactIds,
): ContactRecord | undefined => {
  switch (item.kind) {
    case 'cdr': {
      const { x, subscriptionId, startedAt: at, caller: from, callee: to } = item.cdr;
      const record = { kind: 'cdr', id: ids.ofCall(item.cdr), subscriptionId, from, to } as const;
      // A phone that calls again by itself makes a second CDR of the call without times (3.5 of the notifications).
      return { record, idWithoutTime: ids.ofCdr(item.cdr), at, x, sent: item.cdr };
    }
    case 'event':
      return eventIn(item.event, ids);
    case 'message': {
      // The platform asks about an SMS of A that has no receiver yet; its report on the SMS names both.
      if (item.message.notification === 'Block') return undefined;
      const { x, subscriptionId, sentAt: at, sender: from, receiver: to } = item.message;
      const record = { kind: 'sms', id: ids.ofSms(item.message), subscriptionId, from, to } as const;
      return { record, at, x, sent: item.message };
    }
    case 'number-status':
      return undefined;
    default:
      return assertNever(item);
  }
};

const eventIn = (event: CallEvent, ids: ContactIds): ContactRecord => {
  const { type, at, subscriptionId, caller, called } = event;
  const call = { id: ids.ofCall(event), subscriptionId };
  if (type === 'callin') {
    const record = { ...call, kind: 'callin', from: caller } as const;
    // Also by its binding, because the documents doubt the numbers of all events (`privatenumber_02_0006`).
    return { record, at, x: called, others: known(subscriptionId), sent: event };
  }
  // A call does not begin with its end.
  const record = { ...call, kind: type === 'disconnect' ? 'unknown' : 'event' } as const;
  // The later events show X as the caller, as far as they are right.
  return {
    record,
    at,
    x: subscriptionId ?? caller,
    others: subscriptionId === undefined ? known(called) : [],
    sent: event,
  };
};

const known = (place: string | undefined): readonly string[] => (place === undefined ? [] : [place]);
