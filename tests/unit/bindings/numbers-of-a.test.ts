import { describe, expect, it } from 'vitest';
import { orPartyLimit } from '../../../shared/bindings/allocation/numbers-of-a.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { Mode } from '../../../shared/kernel/mode.ts';
import { A, X } from '../../builders/bind-request.ts';

const PLATFORM = { httpStatus: 403, code: '1012008', text: 'Insufficient number of resources.' };
const EXHAUSTED = new AppError('pool-exhausted', 'no private number is free', { platform: PLATFORM });

/** A holds so many, and so many are being chosen for A, at one look after the other; the last one stays. */
const outcomeAfter = async (
  looks: readonly (readonly [held: number, choosing: number])[],
  { mode = 'AXYB' as Mode, x = undefined as typeof X | undefined, error = EXHAUSTED as Error } = {},
) => {
  let look = 0;
  const pauses: number[] = [];
  const at = () => looks[Math.min(look, looks.length - 1)] ?? [0, 0];
  const result = await orPartyLimit(
    {
      reservations: {
        numbersOfA: async () => at()[0],
        choosing: async () => Array.from({ length: at()[1] }, (_, index) => `binding-${index}`),
      },
      sleep: async (milliseconds) => {
        pauses.push(milliseconds);
        look += 1;
      },
    },
    { app: 'rides', mode, a: A, x },
    error,
  );
  return { result, pauses };
};

describe('the error of a bind for which no number was left', () => {
  it('is the limit of A where A holds five', async () => {
    const { result, pauses } = await outcomeAfter([[5, 0]]);

    expect(result).toMatchObject({
      code: 'party-limit',
      message: 'this person has 5 private numbers, which is the most there can be',
      platform: PLATFORM,
      retryAfterSeconds: undefined,
    });
    expect(pauses).toEqual([]);
  });

  it('waits for binds whose number is being chosen', async () => {
    const full = await outcomeAfter([
      [2, 5],
      [4, 1],
      [5, 0],
    ]);
    const failing = await outcomeAfter([
      [2, 5],
      [3, 1],
    ]);

    expect([full.result, full.pauses]).toMatchObject([{ code: 'party-limit' }, [50, 100]]);
    expect([failing.result, failing.pauses]).toEqual([EXHAUSTED, [50]]);
  });

  it('counts those whose fate stays open', async () => {
    const { result, pauses } = await outcomeAfter([[4, 1]]);

    expect([result, pauses]).toMatchObject([{ code: 'party-limit' }, [50, 100, 200, 400, 600, 700]]);
  });

  it.each([
    ['of a number that was named', { mode: 'AX' as const, x: X }],
    ['in a mode without a limit', { mode: 'AXB' as const }],
    ['for another reason', { error: new AppError('number-taken', 'any') }],
    ['that nobody expected', { error: new Error('any') }],
  ])('stays as it is %s', async (_case, settings) => {
    const { result } = await outcomeAfter([[5, 5]], settings);

    expect(result).toBe('error' in settings ? settings.error : EXHAUSTED);
  });
});
