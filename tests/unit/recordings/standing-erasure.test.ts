import { describe, expect, it } from 'vitest';
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
