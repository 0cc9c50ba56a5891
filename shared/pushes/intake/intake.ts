import type { CallWriter } from '../../calls/call-store.ts';
import { addSeconds, type Clock, type Sleep, systemSleep } from '../../kernel/clock.ts';
import { AppError, hasCode } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { MessageWriter } from '../../messages/message-store.ts';
import type { Logger } from '../../observability/logger.ts';
import type { AttributeToBinding } from '../decisions/attribute-to-binding.ts';
import { type Answer, type Decide, withDecision } from '../decisions/decide.ts';
import type { Push, PushItem, ReadPush } from '../push.ts';
import { answered } from './answered.ts';
import { type Delivery, type JournaledDelivery, journaled, verified } from './delivery.ts';
import { type ItemStores, keepItem, type NumberIntake, type PushContext } from './keep-item.ts';
import { type LateRecords, listIfLate } from './late-records.ts';
import type { PushJournal, Quarantine } from './push-journal.ts';
import type { MarkPush } from './push-marks.ts';
import type { VerifyPush } from './push-verification.ts';
import { type KeptItem, reportPush } from './report-push.ts';
import type { ReportRefusal } from './report-refusal.ts';

/**
 * Items stored at a time, which is also how many connections a full push opens in a cold container (docs/performance.md). Half
 * of the connections that there may be, so that no write of an item waits for one.
 */
const ITEMS_AT_MOST = 8;

/** No item is begun later; the slowest write of one that was takes 4.5 s more, and a webhook has ten. */
const BEGIN_WITHIN_SECONDS = 4;

/**
 * Takes in one delivery and resolves when everything in it is stored, so that the platform may forget it. The result is the
 * answer to the platform where it asked for a decision. A live call waits 150 ms at most for its event: the journal has it by
 * then, and an event that is late or fails is logged and can be replayed. Repeating a delivery, whole or half done, leaves
 * the same as one delivery.
 *
 * @throws {AppError} `payload-too-large`, `unauthorized` (wrong or reused signature): nothing is stored.
 *   `store-unavailable`: deliver again.
 */
export type Intake = (delivery: Delivery) => Promise<Answer | undefined>;

type IntakeDeps = Readonly<{
  verify: VerifyPush;
  read: ReadPush;
  journal: PushJournal;
  quarantine: Quarantine;
  lateRecords: LateRecords;
  calls: CallWriter;
  messages: MessageWriter;
  numbers: NumberIntake;
  persistContact: ItemStores['persistContact'];
  /** Stores of the contact in an item that there was one, and not who; where an app asks for the last. @throws as above. */
  persistUnknownContact: ItemStores['persistContact'];
  /** Decides live calls and SMS; without it they are refused. */
  answer?: Decide;
  attributeToBinding: AttributeToBinding;
  /** Is told of each push that has items, so that a silence shows; not of live calls, which wait for nothing: their CDRs follow. */
  markPush: MarkPush;
  /** Our id of a call, for the log. */
  callIdOf: (call: Readonly<{ app: string; sessionId: string }>) => string;
  /** How long a caller may wait for our records after the decision; for tests. */
  sleep?: Sleep;
  clock: Clock;
  /** Hears of pushes that are refused. */
  reportRefusal: ReportRefusal;
  logger: Logger;
}>;

export const createIntake = (deps: IntakeDeps): Intake => {
  const { clock } = deps;
  return async (delivery) => {
    const receivedAt = clock();
    const signature = verified(deps, delivery, receivedAt);
    const push = deps.read(delivery.body, signature.app, receivedAt);
    // Asked side by side, because somebody hears the ringing tone meanwhile. The journal must agree all the same before
    // anything is answered: the signature does not cover the body, and the answer names a real number.
    const [context, answer] = await Promise.all([
      orUnknownContacts(deps, push, signature.app.name, receivedAt, () =>
        journaled(deps, delivery, signature, push, receivedAt),
      ),
      answered(deps, push, signature.app),
    ]);
    const items = push.items.map((item) => withDecision(item, answer));
    const until = addSeconds(receivedAt, BEGIN_WITHIN_SECONDS);
    const keep = () =>
      keepAll(deps, context, items, until).then((kept) => reportPush(deps, context, push, kept));
    if (push.decisionRequest === 'callin') {
      await withinGrace(deps, context, keepTwice(deps, context, keep));
      return answer;
    }
    await orUnknownContacts(deps, push, context.app, context.receivedAt, () => orListed(context, keep));
    if (items.length > 0 && clock() < until) await deps.markPush(context.app, push.kind, receivedAt);
    return answer;
  };
};

/** The platform does not repeat a live call that was answered, so its record gets a second try here. */
const keepTwice = (
  { logger }: IntakeDeps,
  { app, route, journalId }: PushContext,
  keep: () => Promise<void>,
): Promise<void> =>
  keep().catch((error: unknown) => {
    logger.warn('call-record-tried-again', { app, route, journalId, error });
    return keep();
  });

/**
 * Until a push that was not stored comes again, nobody may be taken for the last contact who was in touch before those in
 * it. Nothing but that there was a contact is stored: the signature does not cover who it was.
 */
const orUnknownContacts = async <Result>(
  { persistUnknownContact, logger }: IntakeDeps,
  { items, kind }: Push,
  app: string,
  receivedAt: Date,
  work: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (!hasCode(error, 'store-unavailable')) throw error;
    const bounds = { atMost: ITEMS_AT_MOST, onFailure: 'go-on' } as const;
    await mapAtMost(bounds, items, (item) => persistUnknownContact(item, { app, kind, receivedAt })).catch(
      (unknown: unknown) => logger.error('unknown-contact-not-stored', { app, kind, error: unknown }),
    );
    throw error;
  }
};

/** A push whose items are not all stored is for a replay, should the platform give up before they are. */
const orListed = async ({ list }: JournaledDelivery, keep: () => Promise<void>): Promise<void> => {
  try {
    await keep();
  } catch (error) {
    await list();
    throw error;
  }
};

/** Every item is tried, also behind one that fails. */
const keepAll = async (
  deps: IntakeDeps,
  context: PushContext,
  items: readonly PushItem[],
  until: Date,
): Promise<readonly KeptItem[]> => {
  await listIfLate(deps, context, items);
  const bounds = { atMost: ITEMS_AT_MOST, onFailure: 'go-on', hasTime: () => deps.clock() < until } as const;
  const { results, untouched } = await mapAtMost(bounds, items, async (sent) => {
    const item = await deps.attributeToBinding(sent);
    return { item, outcome: await keepItem(deps, context, item) };
  });
  if (untouched.length > 0)
    throw new AppError('store-unavailable', 'not every item of the push was stored in time');
  return results;
};

/** A live call waits no longer for our own records; what is late is in the journal, from where it can be replayed. */
const GRACE_MS = 150;

const withinGrace = async (
  { logger, sleep = systemSleep }: IntakeDeps,
  { app, route, journalId }: PushContext,
  kept: Promise<void>,
): Promise<void> => {
  const late = sleep(GRACE_MS).then(() => 'late' as const);
  const done = kept.then(
    () => 'kept' as const,
    (error: unknown) => {
      logger.error('call-answered-before-kept', { app, route, journalId, error });
      return 'failed' as const;
    },
  );
  if ((await Promise.race([done, late])) === 'late')
    logger.warn('call-answered-before-kept', { app, route, journalId });
};
