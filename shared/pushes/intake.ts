import type { CallWriter } from '../calls/call-store.ts';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { MessageWriter } from '../messages/message-store.ts';
import type { Logger } from '../observability/logger.ts';
import { inLanes } from './in-lanes.ts';
import { type ItemOutcome, keepItem, type PushContext } from './keep-item.ts';
import type { Push, PushApp, Question, ReadPush } from './push.ts';
import type { PushJournal, PushRoute, Quarantine } from './push-journal.ts';
import type { PushHeaders, Unverified, Verified, VerifyPush } from './push-verification.ts';

/** Many times the size of 50 CDRs with every documented field. */
const MAX_PUSH_BYTES = 1024 * 1024;

/** Items stored at a time: 50 CDRs in four rounds, and no more connections than a function has. */
const LANES = 16;

/** One delivery as it came in. */
export type Delivery = Readonly<{ route: PushRoute; headers: PushHeaders; body: Uint8Array }>;

/**
 * Takes in one delivery and resolves when everything in it is kept, so that the platform may forget it; to the question
 * that waits for an answer, if there is one. Repeating a delivery, whole or half done, leaves what one leaves.
 *
 * @throws {AppError} `payload-too-large`, `unauthorized` (wrong or reused signature), `invalid-request` (no push):
 *   nothing is kept. `store-unavailable`: deliver again.
 */
export type Intake = (delivery: Delivery) => Promise<Question | undefined>;

export type IntakeDeps = Readonly<{
  verify: VerifyPush;
  read: ReadPush;
  journal: PushJournal;
  quarantine: Quarantine;
  calls: CallWriter;
  messages: MessageWriter;
  clock: Clock;
  logger: Logger;
}>;

export const createIntake = (deps: IntakeDeps): Intake => {
  const { clock, logger } = deps;
  return async (delivery) => {
    const receivedAt = clock();
    const signature = verified(deps, delivery, receivedAt);
    const push = readBody(deps, delivery, signature.app);
    const context = await journaled(deps, delivery, signature, push, receivedAt);
    const outcomes = await inLanes(push.items, LANES, (item) => keepItem(deps, context, item));
    report(logger, context, push, outcomes);
    return push.question;
  };
};

const verified = (deps: IntakeDeps, { route, headers, body }: Delivery, now: Date): Verified | Unverified => {
  const { verify, logger } = deps;
  if (body.byteLength > MAX_PUSH_BYTES) {
    logRefusal(logger, route, 'too-large');
    throw new AppError('payload-too-large', 'the push is larger than 1 MiB');
  }
  const signature = verify(headers, now);
  if (signature.kind === 'refused') {
    logRefusal(logger, route, signature.reason);
    throw wrongSignature();
  }
  if (signature.kind === 'unverified')
    logger.warn('push-signature-ignored', { route, app: signature.app.name, reason: signature.reason });
  return signature;
};

const readBody = ({ read, logger }: IntakeDeps, { route, body }: Delivery, app: PushApp): Push => {
  const result = read(body, app);
  if (result.kind === 'push') return result.push;
  logRefusal(logger, route, result.reason, app.name);
  throw new AppError('invalid-request', 'the body is no push of the platform');
};

const journaled = async (
  { journal, logger }: IntakeDeps,
  { route, body: received }: Delivery,
  signature: Verified | Unverified,
  { body }: Push,
  receivedAt: Date,
): Promise<PushContext & Readonly<{ repeated: boolean }>> => {
  const app = signature.app.name;
  const nonce = signature.kind === 'verified' ? signature.nonce : undefined;
  const kept = await journal.keep({ app, route, nonce, received, body, receivedAt });
  if (kept.kind === 'replayed') {
    logRefusal(logger, route, 'nonce-reused', app);
    throw wrongSignature();
  }
  return { app, route, receivedAt, journalId: kept.id, repeated: kept.kind === 'repeated' };
};

/** The sender is not told what is wrong: it would help a forger only. */
const wrongSignature = (): AppError =>
  new AppError('unauthorized', 'the signature of the push is not accepted');

const logRefusal = (logger: Logger, route: PushRoute, reason: string, app?: string): void => {
  logger.warn('push-refused', { route, reason, ...(app === undefined ? {} : { app }) });
  logger.metrics({ pushesRefused: 1 }, { reason });
};

const report = (
  logger: Logger,
  { app, route, repeated }: PushContext & Readonly<{ repeated: boolean }>,
  { kind, question, namesOtherApp }: Push,
  outcomes: readonly ItemOutcome[],
): void => {
  const count = (wanted: ItemOutcome) => outcomes.filter((outcome) => outcome === wanted).length;
  const counts = {
    stored: count('stored'),
    duplicates: count('duplicate'),
    quarantined: count('quarantined'),
    noted: count('noted'),
  };
  if (namesOtherApp) logger.warn('push-names-other-app', { app, route, kind });
  logger.info('push-kept', { app, route, kind, repeated, ...counts, ...(question ? { question } : {}) });
  logger.metrics(
    { pushesKept: 1, itemsStored: counts.stored, itemsQuarantined: counts.quarantined },
    { kind },
  );
};
