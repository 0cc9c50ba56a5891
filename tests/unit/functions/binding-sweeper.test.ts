import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/binding-sweeper/handler.ts';
import { functionChain } from '../../../shared/http/middlewares/chains.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { aContext } from '../../builders/api-event.ts';

const REPORT = { expired: 1, unbound: 2, released: 3, recovered: 4, failed: 5, remaining: 6 };

const noLosses = async () => ({ moved: 0, failed: 0 });

describe('the function of the sweeper', () => {
  it.each([
    [30_001, true],
    [30_000, false],
    [0, false],
  ])('with %i ms left may begin something new: %s', async (leftMs, mayBegin) => {
    const seen: boolean[] = [];
    const handler = createHandler({
      sweep: async (hasTime) => {
        seen.push(hasTime());
        return REPORT;
      },
      endAfterCalls: async () => ({ released: 0, remaining: 0 }),
      lookAfterLosses: noLosses,
      logger: createLogger({ clock: () => new Date(0), write: () => undefined }),
    });

    await handler({}, { ...aContext(), getRemainingTimeInMillis: () => leftMs });

    expect(seen).toEqual([mayBegin]);
  });

  it('answers its report, and logs and counts it under the id of the invocation', async () => {
    const lines: string[] = [];
    const logger = createLogger({ clock: () => new Date(0), write: (line) => lines.push(line) });
    const endAfterCalls = async () => ({ released: 2, remaining: 1 });
    const handler = functionChain(
      logger,
      createHandler({ sweep: async () => REPORT, endAfterCalls, lookAfterLosses: noLosses, logger }),
    );

    const answer = await handler({ anything: 'a schedule adds' }, aContext());

    const [log, metrics] = lines.map((line) => JSON.parse(line));
    const whole = { ...REPORT, released: 5, remaining: 7 };
    expect(answer).toEqual(whole);
    expect(log).toMatchObject({ event: 'bindings-swept', requestId: 'lambda-a', ...whole });
    expect(metrics).toMatchObject({
      bindingsExpired: 1,
      bindingsReleased: 7,
      bindingsRecovered: 4,
      bindingsFailed: 5,
      bindingsDue: 7,
    });
  });

  it('fails when the sweep does, so that the schedule shows it', async () => {
    const handler = createHandler({
      sweep: () => Promise.reject(new Error('away')),
      endAfterCalls: async () => ({ released: 0, remaining: 0 }),
      lookAfterLosses: noLosses,
      logger: createLogger({ clock: () => new Date(0), write: () => undefined }),
    });

    await expect(handler({}, aContext())).rejects.toThrow('away');
  });
});
