import { type Clock, iso, type Sleep, systemSleep } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { type HeldBack, isAmbiguous, type PlatformResult } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import type { PlatformGate } from '../gate/gate.ts';
import { type Standing, standingOf } from '../result-codes/result-codes.ts';
import { type AnswerReading, meaningOf } from './answers.ts';
import { tellClockSkew } from './clock-skew.ts';
import { type CallFacts, type LoggedCall, logCall } from './log-call.ts';
import { type Query, queryString } from './query-string.ts';
import { retryDelayMs } from './retry.ts';
import { authenticationHeaders, type SignatureScheme } from './signature.ts';
import type { Outgoing, Transport } from './transport.ts';

/** The part of an app that a call needs. */
export type PlatformApp = Readonly<{
  name: string;
  appKey: string;
  appSecret: string;
  /** The app's access address, without a slash at its end. */
  baseUrl: string;
  /** How its calls are signed. */
  scheme: SignatureScheme;
}>;

/** One operation with its parameters, and how its answer is read. */
export type PlatformCall<Value> = AnswerReading<Value> &
  LoggedCall &
  Readonly<{
    method: Outgoing['method'];
    path: string;
    query?: Query;
    body?: Readonly<Record<string, unknown>>;
    /** True when a repeat leaves what one call leaves; only such calls are repeated here. */
    idempotent: boolean;
  }>;

export interface PlatformClient {
  /**
   * Signs, sends and reads one call, within the time budget. Every behaviour of the platform or the network is a value, and
   * so is a gate that cannot be read.
   */
  call<Value>(app: PlatformApp, call: PlatformCall<Value>): Promise<PlatformResult<Value>>;
}

export type PlatformClientOptions = Readonly<{
  transport: Transport;
  gate: Pick<PlatformGate, 'enter'>;
  clock: Clock;
  /** Letters and digits, at most 128; a fresh one signs each attempt. */
  newNonce: IdSource;
  random: () => number;
  logger: Logger;
  /** Takes the place of every app's access address; for tests against another platform. */
  platformUrl?: string | undefined;
  /** For one call with its repeats; a call never lasts longer. */
  budgetMs?: number;
  sleep?: Sleep;
}>;

const DEFAULT_BUDGET_MS = 7000;

export const createPlatformClient = (options: PlatformClientOptions): PlatformClient => {
  const { clock, random, budgetMs = DEFAULT_BUDGET_MS, sleep = systemSleep } = options;
  return {
    async call(app, call) {
      const endsAt = clock().getTime() + budgetMs;
      let mayHaveApplied = false;
      for (let retriesMade = 0; ; retriesMade += 1) {
        const answer = await attempt(options, app, call, endsAt);
        if (!call.idempotent) return answer;
        // The answer to a repeat does not tell what becomes of the attempt before it.
        const result: typeof answer = mayHaveApplied ? afterAmbiguous(answer, call) : answer;
        mayHaveApplied = result.kind !== 'ok' && isAmbiguous(result);
        const remainingMs = endsAt - clock().getTime();
        const waitMs = retryDelayMs({ result, retriesMade, remainingMs, random });
        if (waitMs === undefined) return result;
        await sleep(waitMs);
      }
    },
  };
};

/** The pause after which a store that failed may work again. */
const GATE_PAUSE_SECONDS = 1;

/** Nothing was sent, so whoever called must not take it for a call of unknown fate. */
const unreadGate = (cause: unknown): HeldBack => ({
  kind: 'held-back',
  by: 'gate',
  retryAfterSeconds: GATE_PAUSE_SECONDS,
  cause,
});

/** A query that comes late changes nothing. */
const afterAmbiguous = <Value>(
  answer: PlatformResult<Value>,
  { method }: PlatformCall<Value>,
): PlatformResult<Value> => {
  if (answer.kind !== 'ok') return { ...answer, mayHaveApplied: true };
  return method === 'GET' ? answer : { ...answer, earlierMayApply: true };
};

const attempt = async <Value>(
  options: PlatformClientOptions,
  app: PlatformApp,
  call: PlatformCall<Value>,
  endsAtMs: number,
): Promise<PlatformResult<Value>> => {
  const { gate, clock, transport, logger } = options;
  const pass = await gate.enter(app).catch(unreadGate);
  if (pass.kind === 'held-back') {
    logCall(options, app, call, { result: pass });
    return pass;
  }
  const startedAt = clock();
  // Counted from here, because the gate may have let the call wait.
  const timeoutMs = endsAtMs - startedAt.getTime();
  const answer = await transport({ ...outgoing(options, app, call), timeoutMs });
  const endedAt = clock();
  const meaning: CallFacts<Value> =
    answer.kind === 'answered'
      ? { ...meaningOf(answer, call, endedAt), httpStatus: answer.httpStatus }
      : { result: answer };
  logCall(options, app, call, { ...meaning, durationMs: endedAt.getTime() - startedAt.getTime() });
  if (answer.kind === 'answered') tellClockSkew(logger, app.name, answer, meaning.code, endedAt);
  await pass.report(standing(meaning)).catch((error: unknown) => {
    // The platform's answer must not be lost because the gate could not be updated; the next call tries again.
    logger.error('platform-gate-not-updated', { app: app.name, error });
  });
  return meaning.result;
};

/** Arrived and accepted unless the answer says otherwise; no answer says nothing. */
const standing = ({ result }: CallFacts<unknown>): Standing => {
  if (result.kind === 'ok') return 'accepted';
  return result.kind === 'refused' ? standingOf(result) : 'unclear';
};

/** The request, signed afresh. `Created` is true UTC without milliseconds (`privatenumber_02_0002`, X-AKSK). */
const outgoing = (
  { clock, newNonce, platformUrl }: PlatformClientOptions,
  { appKey, appSecret, scheme, baseUrl }: PlatformApp,
  { method, path, query = {}, body }: PlatformCall<unknown>,
): Outgoing => ({
  method,
  url: `${(platformUrl ?? baseUrl).replace(/\/+$/, '')}${path}${queryString(query)}`,
  headers: {
    accept: 'application/json',
    'content-type': 'application/json;charset=UTF-8',
    ...authenticationHeaders({
      scheme,
      appKey,
      appSecret,
      nonce: newNonce(),
      created: iso(clock()).replace(/\.\d{3}Z$/, 'Z'),
    }),
  },
  body: body === undefined ? undefined : JSON.stringify(body),
});
