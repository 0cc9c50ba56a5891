import { courseOf } from '../../shared/calls/call-legs.ts';
import type { CallReader, CallRecords } from '../../shared/calls/call-store.ts';
import { idFromPath } from '../../shared/http/api-request.ts';
import { type ApiHandler, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { AppError } from '../../shared/kernel/errors.ts';
import { platformError } from '../../shared/kernel/platform-outcome.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { CallStop } from '../../shared/platform/client/call-stop.ts';

export type Deps = Readonly<{
  calls: CallReader;
  /** The way to end calls of an app; `undefined` for one that is not configured. */
  stopOf: (app: string) => CallStop | undefined;
  logger: Logger;
}>;

/** The answer to our callers. A call that ends between our question and the platform's answer counts as already ended. */
export type StoppedCall = Readonly<{ callId: string; alreadyEnded: boolean }>;

/**
 * POST /calls/{callId}/stop: releases both legs; 200 also when the call is over already, by our records or by the
 * platform's. The platform's id of the call never leaves this module.
 */
export const createHandler =
  ({ calls, stopOf, logger }: Deps): ApiHandler =>
  async ({ event, caller }) => {
    const { apiKeyName, apps } = caller;
    const callId = idFromPath(event, 'callId');
    const { app, sessionId, hasEnded } = placeOf(await calls.read(callId, apps));
    const alreadyEnded = hasEnded || (await stop(stopOf(app), sessionId)) === 'already-ended';
    logger.info('call-stopped', { callId, app, alreadyEnded, apiKeyName });
    return auditedJson({ count: 1, id: callId }, 200, { callId, alreadyEnded } satisfies StoppedCall);
  };

/** Where the call is, and whether it has ended as far as we were told. */
const placeOf = (records: CallRecords | undefined) => {
  const told = records?.cdrs[0]?.cdr ?? records?.events[0];
  if (records === undefined || told === undefined)
    throw new AppError('not-found', 'there is no call with this id');
  return { app: told.app, sessionId: told.sessionId, hasEnded: courseOf(records).hasEnded };
};

const stop = async (callStop: CallStop | undefined, sessionId: string) => {
  if (callStop === undefined)
    throw new AppError('platform-unavailable', 'the app of this call is no longer configured');
  const result = await callStop(sessionId);
  if (result.kind !== 'ok') throw platformError(result);
  return result.value;
};
