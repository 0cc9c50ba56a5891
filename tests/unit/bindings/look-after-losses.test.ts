import { describe, expect, it } from 'vitest';
import { createLookAfterLosses } from '../../../shared/bindings/move/look-after-losses.ts';
import type { E164 } from '../../../shared/kernel/e164.ts';
import { AppError, type ErrorCode } from '../../../shared/kernel/errors.ts';
import type { NumberLoss } from '../../../shared/numbers/losses/number-loss.ts';
import { createLogger } from '../../../shared/observability/logger.ts';

const clock = () => new Date('2026-03-01T08:00:00.000Z');
const LOSS: NumberLoss = {
  app: 'rides',
  key: 'key-of-x',
  state: 'unavailable',
  since: '2026-03-01T07:00:00.000Z',
};

/** Runs over a lost number with eight bindings that can move behind so many others that cannot, for this reason. */
const lookingAfter = (code: ErrorCode, stuck = 12) => {
  let loss = LOSS;
  const ids = Array.from({ length: stuck + 8 }, (_, index) => `binding-${index}`);
  const nobody = ids.slice(0, stuck);
  const moved: string[] = [];
  const look = createLookAfterLosses({
    losses: {
      list: async () => [loss],
      take: async () => true,
      leave: async (left) => {
        loss = left;
      },
      close: async () => undefined,
    },
    draw: {
      atKeys: async () => [
        { app: 'rides', x: '+8617000000001' as E164, key: 'key-of-x', state: 'unavailable', sms: true },
      ],
    },
    bindings: {
      liveOn: async (_x, limit, after) =>
        ids
          .slice(after === undefined ? 0 : ids.indexOf(after.bindingId) + 1)
          .filter((bindingId) => !moved.includes(bindingId))
          .slice(0, limit)
          .map((bindingId) => ({ bindingId, liveUntil: '2026-03-02T08:00:00.000Z' })),
      countLive: async () => ids.length,
    },
    move: async (bindingId) => {
      if (nobody.includes(bindingId)) throw new AppError(code, 'it cannot move');
      moved.push(bindingId);
      return 'moved';
    },
    mayMove: () => true,
    clock,
    logger: createLogger({ clock, write: () => undefined }),
  });
  return { run: () => look(() => true), moved, nextAt: () => loss.nextAt };
};

describe('a lost number with bindings that cannot move', () => {
  it.each(['party-limit', 'invalid-request'] as const)(
    'for a reason of their own (%s) keeps no other',
    async (code) => {
      const { run, moved } = lookingAfter(code);

      expect(await run()).toEqual({ moved: 8, failed: 12 });
      expect(moved).toHaveLength(8);
    },
  );

  it.each([
    [12, [8]],
    [99, [8]],
    [130, [0, 8]],
    [1000, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8]],
  ])(
    'because no other number is free for them (%i) give a hundred places a run to the next ones',
    async (stuck, runs) => {
      const { run, nextAt } = lookingAfter('pool-exhausted', stuck);

      const moved: number[] = [];
      for (const _run of runs) moved.push((await run()).moved);

      expect([moved, nextAt()]).toEqual([runs, '2026-03-01T08:05:00.000Z']);
    },
  );

  it('because no other number is free for them have the next run begin at once', async () => {
    const { run, nextAt } = lookingAfter('pool-exhausted', 130);

    expect([await run(), nextAt()]).toEqual([{ moved: 0, failed: 100 }, '2026-03-01T08:00:00.000Z']);
    expect([await run(), nextAt()]).toEqual([{ moved: 8, failed: 30 }, '2026-03-01T08:05:00.000Z']);
  });

  it('because the platform does not answer is left until later', async () => {
    const { run, moved, nextAt } = lookingAfter('platform-unavailable');

    expect([await run(), moved, nextAt()]).toEqual([
      { moved: 0, failed: 10 },
      [],
      '2026-03-01T08:05:00.000Z',
    ]);
  });
});
