import * as v from 'valibot';
import type { Mode } from '../../kernel/mode.ts';
import type { PushItem } from '../push.ts';

const Optional = v.optional(v.string());

/**
 * One record of a call or an SMS through a private number of mode AX, as the choice of the last contact needs it. Several
 * have the same `id` when they are about the same call or SMS. `alerting` says only that a phone rang, and `unknown` only
 * that there was a contact: its push came, and was not stored.
 */
export const Contact = v.object({
  kind: v.picklist(['callin', 'alerting', 'cdr', 'sms', 'unknown']),
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

/** Contacts through private numbers, read consistently: what is stored is found at once. */
export type Contacts = Readonly<{
  /** Stores a contact of X; again does no harm. @throws {AppError} `store-unavailable`. */
  persist(app: string, x: string, contact: Contact): Promise<void>;
  /** The contacts through X from a moment on, newest first, as many as can matter. @throws {AppError} `store-unavailable`. */
  since(app: string, x: string, from: string): Promise<readonly Contact[]>;
}>;

/** Our opaque ids of what a contact is about. */
export type ContactIds = Readonly<{
  ofCall: (call: { app: string; sessionId: string }) => string;
  ofSms: (sms: { app: string; identifier: string }) => string;
}>;

/** A contact of which nothing is known but that it was. */
export const unknownContact = ({ id, at }: Contact): Contact => ({ kind: 'unknown', id, at });

/** The contact in an item of a push, and its X; `undefined` for an item that is none, or not of mode AX. */
export const contactIn = (
  item: PushItem,
  ids: ContactIds,
  receivedAt: Date,
): Readonly<{ app: string; x: string; contact: Contact }> | undefined => {
  const found = recordIn(item, ids);
  if (found === undefined || found.mode !== 'AX' || found.x === undefined) return undefined;
  const { app, x, kind, id, at, subscriptionId, from, to } = found;
  const receipt = receivedAt.toISOString();
  // A record without its moment has no place in the order, so it tells of a contact and not of whom.
  if (at === undefined) return { app, x, contact: { kind, id, at: receipt } };
  // A moment ahead of our clock would stay the last one.
  const contact = { kind, id, at: at < receipt ? at : receipt, subscriptionId, from, to };
  return { app, x, contact };
};

type ContactRecord = Omit<Contact, 'at'> &
  Readonly<{ app: string; mode: Mode; x: string | undefined; at: string | undefined }>;

const recordIn = (item: PushItem, { ofCall, ofSms }: ContactIds): ContactRecord | undefined => {
  if (item.kind === 'cdr') {
    const { app, mode, x, subscriptionId, startedAt: at, caller: from, callee: to } = item.cdr;
    return { app, mode, x, kind: 'cdr', id: ofCall(item.cdr), at, subscriptionId, from, to };
  }
  if (item.kind === 'event') {
    const { app, mode, type, caller, called, at, subscriptionId } = item.event;
    const call = { app, mode, id: ofCall(item.event), at, subscriptionId };
    if (type === 'callin') return { ...call, kind: type, x: called, from: caller };
    // The later events show X as the caller, and not the real pair (`privatenumber_02_0006`).
    return type === 'alerting' ? { ...call, kind: 'alerting', x: caller } : undefined;
  }
  // The platform asks about an SMS of A that has no receiver yet; its report on the SMS names both.
  if (item.kind !== 'message' || item.message.notification === 'Block') return undefined;
  const { app, mode, x, subscriptionId, sentAt: at, sender: from, receiver: to } = item.message;
  return { app, mode, x, kind: 'sms', id: ofSms(item.message), at, subscriptionId, from, to };
};
