import { CALL_EVENT_TYPES } from '../../calls/call-event.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Push, PushItem } from '../push.ts';
import type { PushContext } from './keep-item.ts';
import { lateOf } from './late-records.ts';
import type { PushJournal, PushRoute } from './push-journal.ts';
import type { PushHeaders, Unverified, Verified, VerifyPush } from './push-verification.ts';
import type { ReportRefusal } from './report-refusal.ts';

/** Many times the size of 50 CDRs with every documented field. */
const MAX_PUSH_BYTES = 1024 * 1024;

/** One delivery as it came in. */
export type Delivery = Readonly<{ route: PushRoute; headers: PushHeaders; body: Uint8Array }>;

/**
 * The signature of a delivery, which is not too large.
 *
 * @throws {AppError} `payload-too-large`, `unauthorized`.
 */
export const verified = (
  deps: Readonly<{ verify: VerifyPush; reportRefusal: ReportRefusal; logger: Logger }>,
  { route, headers, body }: Delivery,
  now: Date,
): Verified | Unverified => {
  const { verify, reportRefusal, logger } = deps;
  if (body.byteLength > MAX_PUSH_BYTES) {
    reportRefusal({ route, reason: 'too-large', namesApp: false });
    throw new AppError('payload-too-large', 'the push is larger than 1 MiB');
  }
  const signature = verify(headers, now);
  if (signature.kind === 'refused') {
    const { reason, namesApp } = signature;
    reportRefusal({ route, reason, namesApp });
    throw wrongSignature();
  }
  if (signature.kind === 'unverified')
    logger.warn('push-signature-ignored', { route, app: signature.app.name, reason: signature.reason });
  return signature;
};

/** `list`: puts the push into the list of its day, unless it stands there. `repeated`: it was journaled already. */
export type JournaledDelivery = PushContext & Readonly<{ repeated: boolean; list: () => Promise<void> }>;

/**
 * Keeps a delivery in the journal, from where it can be replayed.
 *
 * @throws {AppError} `unauthorized` when the nonce was used for another body; `store-unavailable`.
 */
export const journaled = async (
  { journal, reportRefusal }: Readonly<{ journal: PushJournal; reportRefusal: ReportRefusal }>,
  { route, body: received }: Delivery,
  signature: Verified | Unverified,
  push: Push,
  receivedAt: Date,
): Promise<JournaledDelivery> => {
  const app = signature.app.name;
  const nonce = signature.kind === 'verified' ? signature.nonce : undefined;
  const signedAt = signingTime(signature, receivedAt);
  const { body, kind } = push;
  // One without items has nothing for a replay, and does not show that calls are reported.
  const listed = push.items.length > 0 && !isLaterEvent(route, push);
  const entry = { app, route, nonce, received, body, receivedAt, signedAt, listed };
  const kept = await journal.keep(entry);
  if (kept.kind === 'replayed') {
    reportRefusal({ route, reason: 'nonce-reused', namesApp: true, app });
    throw wrongSignature();
  }
  // A repeat counts as received when the first one was, so that it never outruns what came in between.
  const first = kept.kind === 'repeated' ? kept.receivedAt : receivedAt;
  return {
    app,
    route,
    kind,
    receivedAt: first,
    signedAt,
    journalId: kept.id,
    storedAt: lateOf(first, receivedAt),
    repeated: kept.kind === 'repeated',
    list: async () => (listed ? undefined : journal.list(kept.id, { ...entry, receivedAt: first })),
  };
};

/**
 * Whether a push is an event of a call that has begun before. There are four of them a call, its CDR has what they say, and the
 * event of its begin, which is listed, tells that there is a call. At any other address than theirs, and of a type that is not
 * known yet, events are listed: there are few.
 */
const isLaterEvent = (route: PushRoute, { kind, items }: Push): boolean =>
  route === 'call-events' && kind === 'event' && items.every(isKnownLaterEvent);

const isKnownLaterEvent = (item: PushItem): boolean =>
  item.kind === 'event' &&
  item.event.type !== 'callin' &&
  CALL_EVENT_TYPES.some((known) => known === item.event.type);

/** An unsigned push is as old as its receipt; so is one that was signed by a clock ahead of ours. */
const signingTime = (signature: Verified | Unverified, receivedAt: Date): Date => {
  const signedAt = signature.kind === 'verified' ? new Date(signature.createdAt) : receivedAt;
  return signedAt < receivedAt ? signedAt : receivedAt;
};

/** The sender does not learn what is wrong: it would help a forger only. */
const wrongSignature = (): AppError =>
  new AppError('unauthorized', 'the signature of the push is not accepted');
