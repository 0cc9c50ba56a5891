import { describe, expect, it } from 'vitest';
import { rivalryOf } from '../../../shared/bindings/bind/pending-rivals.ts';
import type { Binding } from '../../../shared/bindings/model/binding.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { OTHER_X, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingRooms, NOW } from '../../builders/binding-rooms.ts';

const PAST = '2026-03-01T08:00:00.000Z';
const FUTURE = '2026-03-01T08:01:00.000Z';

/** One of A's in AXYB, without an X yet. */
const aChoosing = (bindingId: string, status: Binding['status'] = 'pending'): Binding => {
  const { x: _chosenLater, subscriptionId: _givenLater, b: _nobody, ...rest } = aLiveBinding();
  return { ...rest, bindingId, mode: 'AXYB', status };
};

describe('who else may own a binding whose number the platform chose', () => {
  const own = aChoosing('own');

  const rivalry = async (
    others: readonly (readonly [Binding, Partial<BindingRecord>])[],
    { asked = true }: { asked?: boolean } = {},
  ) => {
    const rooms = bindingRooms();
    await rooms.store(own);
    if (asked) await rooms.seating.beginChoice(own, NOW);
    for (const [binding, more] of others) {
      await rooms.store(binding, more);
      await rooms.seating.beginChoice(binding, NOW);
    }
    return rivalryOf(rooms, own, X, NOW);
  };

  it('is nobody when no other is in the making', async () => {
    expect(await rivalry([])).toBe('none');
  });

  it('is somebody at work while a bind has its lease', async () => {
    expect(await rivalry([[aChoosing('other'), { leaseUntil: FUTURE }]])).toBe('at-work');
  });

  it.each([
    ['whose lease is over', { leaseUntil: PAST }],
    ['that the sweeper holds, who makes none', { leaseUntil: FUTURE, sweepAttempts: 0 }],
  ])('is one that was left behind: %s', async (_case, more) => {
    expect(await rivalry([[aChoosing('other'), more]])).toBe('left');
  });

  it('is nobody once the other is no longer in the making', async () => {
    expect(await rivalry([[aChoosing('other', 'failed'), {}]])).toBe('none');
  });

  it('is of no interest when the platform was never asked for this one', async () => {
    const other = [aChoosing('other'), { leaseUntil: FUTURE }] as const;

    expect(await rivalry([other], { asked: false })).toBe('never-asked');
  });

  it('is asked for one whose number was named as well, who need not be choosing', async () => {
    const rooms = bindingRooms();
    const named = { ...aChoosing('named'), x: X };
    await rooms.store(named);
    const alone = await rivalryOf(rooms, named, X, NOW);
    await rooms.store(aChoosing('other'));
    await rooms.seating.beginChoice(aChoosing('other'), NOW);

    expect([alone, await rivalryOf(rooms, named, X, NOW)]).toEqual(['none', 'left']);
  });

  it('is of no interest to one that named its number and never sat down there, so never asked', async () => {
    const rooms = bindingRooms();
    const named = { ...aChoosing('named'), x: X };
    await rooms.store(named);
    await rooms.seating.giveBack(named, X, NOW);
    await rooms.store(aChoosing('other'));
    await rooms.seating.beginChoice(aChoosing('other'), NOW);

    expect(await rivalryOf(rooms, named, X, NOW)).toBe('never-asked');
  });

  it.each([
    ['that X', X, 'left'],
    ['another one', OTHER_X, 'none'],
  ])('is whoever named %s and sits there, but was not confirmed', async (_case, x, expected) => {
    const rooms = bindingRooms();
    await rooms.store(own);
    await rooms.seating.beginChoice(own, NOW);
    await rooms.store({ ...aChoosing('named'), x });

    expect(await rivalryOf(rooms, own, X, NOW)).toBe(expected);
  });
});
