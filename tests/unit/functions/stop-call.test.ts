import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/stop-call/handler.ts';
import type { CallRecords } from '../../../shared/calls/call-store.ts';
import type { PlatformFailure } from '../../../shared/kernel/platform-outcome.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import type { CallStop } from '../../../shared/platform/client/call-stop.ts';
import { aContext, anApiEvent, testChain } from '../../builders/api-event.ts';
import { aKeptCdr, anEvent, CALL_ID, eventsOfTheCall, records } from '../../builders/call-records.ts';
import { createMemoryCallReader } from '../../fakes/memory-call-reader.ts';

type Answer = Awaited<ReturnType<CallStop>>;

const setUp = (kept: readonly CallRecords[], answer: Answer = { kind: 'ok', value: 'stopped' }) => {
  const lines: string[] = [];
  const stopped: string[] = [];
  const logger = createLogger({
    clock: () => new Date('2026-03-01T02:30:30.000Z'),
    write: (line) => lines.push(line),
  });
  const handle = createHandler({
    calls: createMemoryCallReader(kept),
    stopOf: (app) =>
      app === 'rides'
        ? async (sessionId) => {
            stopped.push(sessionId);
            return answer;
          }
        : undefined,
    logger,
  });
  const handler = testChain(logger, handle);
  const stop = async (callId = CALL_ID, changes: object = {}) => {
    const event = anApiEvent({ route: 'POST /calls/{callId}/stop', path: { callId }, ...changes });
    const { statusCode, body, headers } = await handler(event, aContext());
    return { status: statusCode, headers, body: JSON.parse(body ?? '') };
  };
  return { stop, stopped, lines };
};

/** Everything but the end. */
const underWay = records([], eventsOfTheCall().slice(0, 4));

const refused: PlatformFailure = {
  kind: 'refused',
  httpStatus: 403,
  code: '1010029',
  text: 'The subscriber status is frozen.',
  class: 'account',
  problem: 'account-suspended',
  retryAfterSeconds: undefined,
};

describe('POST /calls/{callId}/stop', () => {
  it('ends a call under way by the id that the platform knows, and keeps that id', async () => {
    const { stop, stopped, lines } = setUp([underWay]);

    const answer = await stop();

    expect(answer).toMatchObject({ status: 200, body: { callId: CALL_ID, alreadyEnded: false } });
    expect(stopped).toEqual(['session-of-a-call']);
    expect(JSON.stringify([answer, lines])).not.toContain('session-of-a-call');
    expect(lines.join()).toContain('"apiKeyName":"shop"');
  });

  it('tells when the platform says that the call is over', async () => {
    const { stop } = setUp([underWay], { kind: 'ok', value: 'already-ended' });

    expect(await stop()).toMatchObject({ status: 200, body: { callId: CALL_ID, alreadyEnded: true } });
  });

  it.each<[string, CallRecords]>([
    ['a CDR', records([aKeptCdr()], [])],
    ['a CDR without times', records([aKeptCdr({ startedAt: undefined, endedAt: undefined })], [])],
    ['a disconnect', records([], [anEvent('disconnect', '2026-03-01T02:31:20.000Z')])],
  ])('asks nobody when %s says that the call is over', async (_case, kept) => {
    const { stop, stopped } = setUp([kept]);

    expect(await stop()).toMatchObject({ status: 200, body: { callId: CALL_ID, alreadyEnded: true } });
    expect(stopped).toEqual([]);
  });

  it('asks the platform when a redial may still talk behind a CDR', async () => {
    const redialed = anEvent('answer', '2026-03-01T02:31:30.000Z');
    const { stop, stopped } = setUp([records([aKeptCdr()], [...eventsOfTheCall(), redialed])]);

    expect(await stop()).toMatchObject({ status: 200, body: { alreadyEnded: false } });
    expect(stopped).toEqual(['session-of-a-call']);
  });

  it.each(['zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz', '../..', ''])('does not know the call %j', async (callId) => {
    const { stop, stopped } = setUp([underWay]);

    expect(await stop(callId)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(stopped).toEqual([]);
  });

  it('does not listen to strangers', async () => {
    const { stop, stopped } = setUp([underWay]);

    const answer = await stop(CALL_ID, { apiKeyName: undefined });

    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect(stopped).toEqual([]);
  });

  it('cannot end a call of an app that is no longer configured', async () => {
    const { stop } = setUp([records([], [anEvent('callin', '2026-03-01T02:30:03.000Z', { app: 'gone' })])]);

    expect(await stop()).toMatchObject({ status: 503, body: { code: 'platform-unavailable' } });
  });

  it.each<[string, PlatformFailure, object]>([
    ['a refusal', refused, { status: 503, body: { code: 'account-suspended' } }],
    [
      'silence',
      { kind: 'unanswered', reason: 'time-out', mayHaveApplied: true, cause: new Error('no answer') },
      { status: 503, body: { code: 'platform-unavailable' } },
    ],
    [
      'the gate',
      { kind: 'held-back', by: 'lock-out', retryAfterSeconds: 1200 },
      { status: 503, body: { code: 'platform-locked-out', retryAfterSeconds: 1200 } },
    ],
  ])('hands on %s', async (_case, failure, expected) => {
    const { stop } = setUp([underWay], failure);

    expect(await stop()).toMatchObject(expected);
  });
});
