import type { CallWriter } from '../../calls/call-store.ts';
import type { Cdr } from '../../calls/cdr.ts';
import { announcesLostRecording } from '../../calls/expected-recording.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import { hasCode } from '../../kernel/errors.ts';
import type { SmsMessage } from '../../messages/message.ts';
import type { MessageWriter } from '../../messages/message-store.ts';
import type { ApplyNumberReport } from '../../numbers/apply-number-report.ts';
import type { RecordNumberFailure } from '../../numbers/failures/number-failures.ts';
import type { Logger } from '../../observability/logger.ts';
import type { ContactSource } from '../decisions/contact.ts';
import type { PushItem, PushKind } from '../push.ts';
import type { PushRoute, Quarantine } from './push-journal.ts';

/** `ignored`: it changes nothing in our stores; the journal has it. */
export type ItemOutcome = 'stored' | 'duplicate' | 'quarantined' | 'ignored';

/** The facts that all items of one push share. */
export type PushContext = Readonly<{
  app: string;
  route: PushRoute;
  kind: PushKind;
  journalId: string;
  receivedAt: Date;
  /** When the platform signed, never after the receipt: the age of a report that has no time of its own. */
  signedAt: Date;
  /** When its records are stored, where that is on a later day (UTC) than the receipt. */
  storedAt?: Date | undefined;
}>;

/** The effects of pushes on the number pool. */
export type NumberIntake = Readonly<{ applyReport: ApplyNumberReport; recordFailure: RecordNumberFailure }>;

export type ItemStores = Readonly<{
  calls: CallWriter;
  messages: MessageWriter;
  numbers: NumberIntake;
  quarantine: Quarantine;
  /** Stores the contact in an item, where an app asks for the last one. @throws {AppError} `store-unavailable`. */
  persistContact: (item: PushItem, source: ContactSource) => Promise<void>;
  logger: Logger;
}>;

/** The reason of an item that was read and then refused by a store; it lies in our words, and the journal has it as sent. */
export const NOT_STORABLE = 'not-storable';

/**
 * Stores one item where it belongs. One that our own code or the store refuses, today and at every repeat, goes to the
 * quarantine: pushing it again would not help.
 *
 * @throws {AppError} `store-unavailable`: pushing it again helps.
 */
export const keepItem = async (
  stores: ItemStores,
  context: PushContext,
  item: PushItem,
): Promise<ItemOutcome> => {
  try {
    return await store(stores, context, item);
  } catch (error) {
    if (hasCode(error, 'store-unavailable') || item.kind === 'unreadable') throw error;
    return quarantine(stores, context, { reason: NOT_STORABLE, sent: item, error });
  }
};

const quarantine = async (
  { logger, quarantine: kept }: ItemStores,
  context: PushContext,
  { sent, reason, error }: Readonly<{ sent: unknown; reason: string; error?: unknown }>,
): Promise<ItemOutcome> => {
  const { app, route, journalId } = context;
  logger.error('push-item-quarantined', { app, route, journalId, reason, error });
  await kept.keep({ ...context, reason, sent });
  return 'quarantined';
};

const store = async (stores: ItemStores, context: PushContext, item: PushItem): Promise<ItemOutcome> => {
  const { receivedAt } = context;
  // Before the record, so that a contact whose record fails is known, too.
  await stores.persistContact(item, context);
  switch (item.kind) {
    case 'cdr':
      return keepCdr(stores, context, item.cdr);
    case 'event':
      return stores.calls.appendEvent(item.event, receivedAt);
    case 'message':
      return keepMessage(stores, context, item.message);
    case 'number-status':
      return stores.numbers.applyReport({
        ...item.status,
        at: context.signedAt.toISOString(),
        receivedAt: receivedAt.toISOString(),
      });
    case 'unreadable':
      return quarantine(stores, context, item);
    default:
      return assertNever(item);
  }
};

/** Ends of calls that blame X: it does not exist, it may not call (`privatenumber_02_0017`). */
const UNUSABLE_RELEASES: ReadonlySet<number | undefined> = new Set([8025, 8055]);

/**
 * Results of SMS that blame X: it is suspended (`privatenumber_02_0008`). 11, no SMS on X, is not among them: calls may well
 * work there, and an app without SMS would lose its whole pool.
 */
const UNUSABLE_RESULTS: ReadonlySet<number | undefined> = new Set([3]);

const keepCdr = async (stores: ItemStores, context: PushContext, cdr: Cdr): Promise<ItemOutcome> => {
  const outcome = await stores.calls.appendCdr(cdr, context.receivedAt, context.storedAt);
  if (outcome === 'stored' && announcesLostRecording(cdr))
    stores.logger.error('recording-without-source', { app: context.app, journalId: context.journalId });
  if (UNUSABLE_RELEASES.has(cdr.releaseCode))
    await recordFailure(stores, context, { x: cdr.x, from: cdr.caller, at: cdr.endedAt ?? cdr.startedAt });
  return outcome;
};

const keepMessage = async (
  stores: ItemStores,
  context: PushContext,
  message: SmsMessage,
): Promise<ItemOutcome> => {
  const outcome = await stores.messages.append(message, context.receivedAt, context.storedAt);
  if (UNUSABLE_RESULTS.has(message.resultCode))
    await recordFailure(stores, context, { x: message.x, from: message.sender, at: message.sentAt });
  if (outcome !== 'contradicts') return outcome;
  const { app, journalId } = context;
  stores.logger.warn('message-result-contradicts', { app, journalId, result: message.resultCode });
  return 'duplicate';
};

/**
 * Called after the record is stored, and for a repeat as well, so that a crash between the two loses nothing. The record is
 * what the platform waits for: a failure that could not be counted never costs it.
 */
const recordFailure = async (
  { numbers, logger }: ItemStores,
  { app, receivedAt }: PushContext,
  { x, from, at }: { x: string | undefined; from: string | undefined; at: string | undefined },
): Promise<void> => {
  if (x === undefined || from === undefined) return;
  const now = receivedAt.toISOString();
  // A time in the future would outlive the truth.
  const numberFailure = { app, x, from, at: at !== undefined && at < now ? at : now };
  try {
    await numbers.recordFailure(numberFailure);
  } catch (error) {
    logger.error('number-failure-not-recorded', { app, error });
    logger.metrics({ numberFailuresNotRecorded: 1 });
  }
};
