import { describe, expect, it } from 'vitest';
import { createLookAfterLosses } from '../../../shared/bindings/move/look-after-losses.ts';
import type { E164 } from '../../../shared/kernel/e164.ts';
import { AppError, type ErrorCode } from '../../../shared/kernel/errors.ts';
import { createLogger } from '../../../shared/observability/logger.ts';

const clock = () => new Date('2026-03-01T08:00:00.000Z');
const LOSS = {
  app: 'rides',
  key: 'key-of-x',
  state: 'unavailable',
  since: '2026-03-01T07:00:00.000Z',
} as const;

/** A lost number with twenty bindings, of which the first twelve cannot move for this reason. */
const lookAfter = async (code: ErrorCode) => {
  const ids = Array.from({ length: 20 }, (_, index) => `binding-${index}`);
  const nobody = ids.slice(0, 12);
  const moved: string[] = [];
  const look = createLookAfterLosses({
    losses: {
      list: async () => [LOSS],
      take: async () => true,
      leave: async () => undefined,
      close: async () => undefined,
    },
    draw: {
      atKeys: async () => [
        { app: 'rides', x: '+8617000000001' as E164, key: 'key-of-x', state: 'unavailable', sms: true },
      ],
    },
    bindings: {
      liveOn: async () => ids.map((bindingId) => ({ bindingId, liveUntil: '2026-03-02T08:00:00.000Z' })),
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
  const report = await look(() => true);
  return { report, moved };
};

describe('a lost number with bindings that cannot move', () => {
  it.each(['party-limit', 'invalid-request'] as const)(
    'for a reason of their own (%s) keeps no other',
    async (code) => {
      const { report, moved } = await lookAfter(code);

      expect(report).toEqual({ moved: 8, failed: 12 });
      expect(moved).toHaveLength(8);
    },
  );

  it.each(['pool-exhausted', 'platform-unavailable'] as const)(
    'for a reason of all (%s) is left until later',
    async (code) => {
      const { report, moved } = await lookAfter(code);

      expect(moved).toEqual([]);
      expect(report).toEqual({ moved: 0, failed: 10 });
    },
  );
});
