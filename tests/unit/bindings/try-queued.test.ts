import { describe, expect, it } from 'vitest';
import type { QueuedBinding } from '../../../shared/bindings/queue/queued-bind.ts';
import { createTryQueued } from '../../../shared/bindings/sweep/try-queued.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';

const waiting = (bindingId: string, app = 'shop'): QueuedBinding =>
  ({
    binding: aLiveBinding({ bindingId, app, status: 'pending' }),
    queued: { areaMatch: 'loose' },
    revision: 1,
  }) as QueuedBinding;

/** A run whose tries end when they are told to; `tried`: which were begun. */
const aRun = () => {
  const tried: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<'active' | 'pending'>>();
  const health = { isAnswering: false, isDown: false };
  const endOf = (bindingId: string) => {
    const end = ends.get(bindingId) ?? Promise.withResolvers<'active' | 'pending'>();
    ends.set(bindingId, end);
    return end;
  };
  const tryQueued = createTryQueued({
    bindings: { get: async () => undefined },
    attempt: {
      resume: async ({ binding }) => {
        tried.push(binding.bindingId);
        return aLiveBinding({ status: await endOf(binding.bindingId).promise });
      },
    },
    resolve: async () => ({ kind: 'failed' }),
    readBlocks: async () => () => [],
    platformOf: () => ({}) as never,
    isDown: () => health.isDown,
    isAnswering: () => health.isAnswering,
    logger: { info: () => undefined } as never,
  });
  return { tryQueued, tried, health, endOf };
};

describe('a bind that waits', () => {
  it('is tried alone of its app until the platform answers, and those of other apps beside it', async () => {
    const { tryQueued, tried, health, endOf } = aRun();

    const first = tryQueued(waiting('first'));
    const beside = [await tryQueued(waiting('second')), await tryQueued(waiting('third'))];
    const other = tryQueued(waiting('other', 'rides'));
    endOf('other').resolve('active');
    const made = await other;
    endOf('first').resolve('pending');
    await first;
    const second = tryQueued(waiting('second'));
    const alone = await tryQueued(waiting('third'));
    health.isAnswering = true;
    const third = tryQueued(waiting('third'));
    endOf('second').resolve('active');
    endOf('third').resolve('active');

    expect([beside, made, alone]).toEqual([['later', 'later'], 'recovered', 'later']);
    expect([await second, await third]).toEqual(['recovered', 'recovered']);
    expect(tried).toEqual(['first', 'other', 'second', 'third']);
  });

  it('keeps no other one waiting after a try that throws', async () => {
    const { tryQueued, endOf } = aRun();
    const first = tryQueued(waiting('first'));
    endOf('first').reject(new Error('a fault of ours'));
    await expect(first).rejects.toThrow('a fault of ours');
    endOf('second').resolve('active');

    expect(await tryQueued(waiting('second'))).toBe('recovered');
  });

  it('is left for the next run where the one that was tried alone finds the platform down', async () => {
    const { tryQueued, tried, health, endOf } = aRun();
    const first = tryQueued(waiting('first'));
    const beside = await tryQueued(waiting('second'));
    health.isDown = true;
    endOf('first').resolve('pending');

    expect([await first, beside, await tryQueued(waiting('second'))]).toEqual([
      'postponed',
      'later',
      'skipped',
    ]);
    expect(tried).toEqual(['first']);
  });
});
