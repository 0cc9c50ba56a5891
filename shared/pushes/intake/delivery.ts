import { AppError } from '../../kernel/errors.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Push } from '../push.ts';
import type { PushContext } from './keep-item.ts';
import type { PushJournal, PushRoute } from './push-journal.ts';
import type { PushHeaders, Unverified, Verified, VerifyPush } from './push-verification.ts';

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
  deps: Readonly<{ verify: VerifyPush; logger: Logger }>,
  { route, headers, body }: Delivery,
  now: Date,
): Verified | Unverified => {
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

/**
 * Keeps a delivery in the journal, from where it can be replayed. `repeated`: it was there already.
 *
 * @throws {AppError} `unauthorized` when the nonce was used for another body; `store-unavailable`.
 */
export const journaled = async (
  { journal, logger }: Readonly<{ journal: PushJournal; logger: Logger }>,
  { route, body: received }: Delivery,
  signature: Verified | Unverified,
  { body, kind }: Push,
  receivedAt: Date,
): Promise<PushContext & Readonly<{ repeated: boolean }>> => {
  const app = signature.app.name;
  const nonce = signature.kind === 'verified' ? signature.nonce : undefined;
  const signedAt = signingTime(signature, receivedAt);
  const kept = await journal.keep({ app, route, nonce, received, body, receivedAt, signedAt });
  if (kept.kind === 'replayed') {
    logRefusal(logger, route, 'nonce-reused', app);
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
    repeated: kept.kind === 'repeated',
  };
};

/** An unsigned push is as old as its receipt; so is one that was signed by a clock ahead of ours. */
const signingTime = (signature: Verified | Unverified, receivedAt: Date): Date => {
  const signedAt = signature.kind === 'verified' ? new Date(signature.createdAt) : receivedAt;
  return signedAt < receivedAt ? signedAt : receivedAt;
};

/** The sender does not learn what is wrong: it would help a forger only. */
const wrongSignature = (): AppError =>
  new AppError('unauthorized', 'the signature of the push is not accepted');

const logRefusal = (logger: Logger, route: PushRoute, reason: string, app?: string): void => {
  logger.warn('push-refused', { route, reason, ...(app === undefined ? {} : { app }) });
  logger.metrics({ pushesRefused: 1 }, { reason });
};
