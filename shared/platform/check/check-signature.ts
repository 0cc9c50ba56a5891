import type { Clock } from '../../kernel/clock.ts';
import type { HeldBack, PlatformResult } from '../../kernel/platform-outcome.ts';
import type { PlatformApp, PlatformCall, PlatformClient } from '../client/client.ts';
import type { Transport } from '../client/transport.ts';
import { standingOf } from '../result-codes/result-codes.ts';

/** The platform's word on the credentials of an app. */
export type SignatureCheck = Readonly<{
  /**
   * `accepted`: it has read a signed request, and refused nothing but its harmless content. `held-back`: nothing was sent,
   * because the gate is shut or cannot be read, as `by` says. `unclear`: an answer that says nothing of the signature.
   */
  outcome: 'accepted' | 'refused' | 'unclear' | 'unanswered' | 'held-back';
  /** Of a refusal. */
  httpStatus?: number;
  code?: string;
  /** The platform's clock less ours in seconds, by the `Date` of its answer. */
  skewSeconds?: number;
  /** Of a call that was held back. */
  by?: HeldBack['by'];
  retryAfterSeconds?: number;
}>;

type Deps = Readonly<{
  transport: Transport;
  /** A client behind the gate that sends through a transport. */
  clientThrough: (transport: Transport) => PlatformClient;
  clock: Clock;
}>;

/**
 * Asks the platform where a recording is that does not exist. The operation is the same in every mode, X included, and changes
 * nothing (`privatenumber_02_0007_3`). It is sent once at most: failed authentications lock our address.
 */
export const createCheckSignature =
  ({ transport, clientThrough, clock }: Deps) =>
  async (app: PlatformApp): Promise<SignatureCheck> => {
    let skewSeconds: number | undefined;
    const client = clientThrough(async (outgoing) => {
      const answer = await transport(outgoing);
      const theirs = answer.kind === 'answered' ? Date.parse(answer.date ?? '') : Number.NaN;
      if (!Number.isNaN(theirs)) skewSeconds = Math.round((theirs - clock().getTime()) / 1000);
      return answer;
    });
    const result = await client.call(app, HARMLESS);
    return { ...meaningOf(result), ...(skewSeconds === undefined ? {} : { skewSeconds }) };
  };

const HARMLESS: PlatformCall<'unknown'> = {
  operation: 'recording.getUrl',
  method: 'GET',
  path: '/rest/provision/voice/record/v1.0',
  query: { fileName: 'check-of-the-signature.wav', recordDomain: 'check.invalid' },
  idempotent: false,
  success: 'redirect',
  read: () => 'unknown',
  none: { codes: ['1012007'], value: 'unknown' },
};

const meaningOf = (result: PlatformResult<unknown>): SignatureCheck => {
  if (result.kind === 'ok') return { outcome: 'accepted' };
  if (result.kind === 'held-back')
    return { outcome: 'held-back', by: result.by, retryAfterSeconds: result.retryAfterSeconds };
  if (result.kind !== 'refused') return { outcome: 'unanswered' };
  const { httpStatus, code } = result;
  if (standingOf(result) === 'accepted') return { outcome: 'accepted', httpStatus, code };
  const isOfApp = result.class === 'auth' || result.class === 'account' || httpStatus < 500;
  return { outcome: isOfApp ? 'refused' : 'unclear', httpStatus, code };
};
