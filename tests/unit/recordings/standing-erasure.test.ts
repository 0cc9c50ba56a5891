import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/kernel/errors.ts';
import type { MaintenanceOutcome } from '../../../shared/recordings/maintenance/maintain-recordings.ts';
import {
  createEraseAgain,
  type StandingErasure,
} from '../../../shared/recordings/maintenance/standing-erasure.ts';

const erasure = (id: string, isWhole: boolean): StandingErasure => ({
  id,
  target: { by: 'call', callId: id },
  operator: 'tests',
  at: '2026-03-01T08:00:00.000Z',
  isWhole,
});

/** A run with time for so many orders; the ids of those that it looked at. */
const run = async (all: readonly StandingErasure[], most: number, chance: number) => {
  const seen: string[] = [];
  const eraseAgain = createEraseAgain({
    erasures: { list: async () => all, put: async () => undefined },
    callsOf: async (target) => {
      if (target.by === 'call') seen.push(target.callId);
      return { callIds: [], next: undefined };
    },
    maintain: async () => [],
    clock: () => new Date('2026-03-01T09:00:00.000Z'),
    random: () => chance,
  });
  await eraseAgain(() => seen.length < most);
  return seen;
};

describe('more orders to erase than a run has time for', () => {
  const whole = ['a', 'b', 'c', 'd'].map((id) => erasure(id, true));

  it('begin with those that were never looked at whole', async () => {
    expect(await run([...whole, erasure('new', false)], 2, 0)).toEqual(['new', 'a']);
  });

  it.each([
    [0, ['a', 'b']],
    [0.25, ['b', 'c']],
    [0.5, ['c', 'd']],
    [0.99, ['d', 'a']],
  ])('begin anywhere among the others, so each has its turn (%f)', async (chance, expected) => {
    expect(await run(whole, 2, chance)).toEqual(expected);
  });

  it('are all looked at where there is time', async () => {
    expect(await run(whole, 100, 0.5)).toEqual(['c', 'd', 'a', 'b']);
  });
});

/** Runs over stored orders, whose calls and outcomes `callsOf` and `maintain` say. */
const startRuns = (
  stored: readonly StandingErasure[],
  deps: Pick<Parameters<typeof createEraseAgain>[0], 'callsOf' | 'maintain'>,
) => {
  const kept = new Map(stored.map((order) => [order.id, order]));
  const erasures = {
    list: async () => [...kept.values()],
    put: async (order: StandingErasure) => void kept.set(order.id, order),
  };
  const clock = () => new Date('2026-03-01T09:00:00.000Z');
  return { kept, run: createEraseAgain({ erasures, ...deps, clock, random: () => 0 }) };
};

describe('an order to erase that cannot be carried out', () => {
  it('keeps no other from its turn, and fails then', async () => {
    const { kept, run } = startRuns([erasure('one', false), erasure('two', false)], {
      callsOf: async (target) => {
        if (target.by === 'call' && target.callId === 'one') throw new Error('broken');
        return { callIds: ['c'], next: undefined };
      },
      maintain: async () => ['erased'],
    });

    await expect(run(() => true)).rejects.toThrow('broken');

    expect([...kept.values()].map(({ isWhole }) => isWhole)).toEqual([false, true]);
  });

  it('is whole where its binding is gone', async () => {
    const { kept, run } = startRuns([erasure('one', false)], {
      callsOf: () => Promise.reject(new AppError('not-found', 'there is no binding with this id')),
      maintain: async () => [],
    });

    expect(await run(() => true)).toEqual({ erasures: 1, calls: 0, erased: 0 });
    expect(kept.get('one')).toMatchObject({ isWhole: true });
  });

  it('is carried out again from its start while a call cannot be opened', async () => {
    const place = { callId: 'first', startedAt: '2026-02-01T00:00:00.000Z' };
    let outcome: MaintenanceOutcome = 'unreadable';
    const { kept, run } = startRuns([erasure('one', false)], {
      callsOf: async (_target, { after }) =>
        after === undefined ? { callIds: ['first'], next: place } : { callIds: ['second'], next: undefined },
      maintain: async (callId) => [callId === 'first' ? outcome : 'erased'],
    });
    const states = [];

    for (const next of ['unreadable', 'unreadable', 'erased'] as const) {
      outcome = next;
      await run(oneMore());
      await run(oneMore());
      states.push(kept.get('one')?.isWhole);
    }

    expect(states).toEqual([false, false, true]);
  });
});

/** Time for one order, and for one page of it. */
const oneMore = () => {
  let asked = 0;
  return () => {
    asked += 1;
    return asked === 1;
  };
};
