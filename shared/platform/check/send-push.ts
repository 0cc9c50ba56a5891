import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { PlatformApp } from '../client/client.ts';
import { authenticationHeaders } from '../client/signature.ts';
import type { Transport } from '../client/transport.ts';

/** The answer of one of our webhooks to a push that is signed as the platform signs. */
export type PushCheck =
  | Readonly<{ outcome: 'answered'; httpStatus: number }>
  | Readonly<{ outcome: 'unanswered'; why: string }>;

/** A report of calls without a call: it is read and journaled, and there is nothing to store of it. */
const EMPTY = JSON.stringify({ eventType: 'fee', feeLst: [] });

/**
 * Our webhooks take a signature that is up to a day old, and the platform takes none that is: whoever has the push sent elsewhere
 * can do nothing at the platform with it.
 */
const AGE_SECONDS = 12 * 3600;

/** Sends an empty push to a webhook of ours by its public address, never through the proxy of the platform. Never throws. */
export const createSendPush =
  ({ transport, clock, newNonce }: Readonly<{ transport: Transport; clock: Clock; newNonce: IdSource }>) =>
  async (url: string, { appKey, appSecret, scheme }: PlatformApp): Promise<PushCheck> => {
    const created = iso(addSeconds(clock(), -AGE_SECONDS)).replace(/\.\d{3}Z$/, 'Z');
    const signature = authenticationHeaders({ scheme, appKey, appSecret, nonce: newNonce(), created });
    const headers = { 'content-type': 'application/json', ...signature };
    const answer = await transport({ method: 'POST', url, headers, body: EMPTY });
    return answer.kind === 'answered'
      ? { outcome: 'answered', httpStatus: answer.httpStatus }
      : { outcome: 'unanswered', why: answer.reason };
  };
