import { describe, expect, it } from 'vitest';
import { competingBindsOf } from '../../../shared/bindings/bind/competing-binds.ts';
import type { Binding, BindingStatus } from '../../../shared/bindings/model/binding.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { OTHER_X, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, NOW } from '../../builders/binding-modules.ts';

const PAST = '2026-03-01T08:00:00.000Z';
const FUTURE = '2026-03-01T08:01:00.000Z';

/** One of A's in AXYB, without an X yet. */
const aChoosing = <Status extends BindingStatus = 'pending'>(
  bindingId: string,
  status: Status = 'pending' as Status,
) => aLiveBinding<Status>({ mode: 'AXYB', b: undefined, x: undefined, bindingId, status });

describe('who else may own a binding whose number the platform chose', () => {
  const own = aChoosing('own');

  const competing = async (
    others: readonly (readonly [Binding, Partial<BindingRecord>])[],
    { asked = true }: { asked?: boolean } = {},
  ) => {
    const modules = bindingModules();
    await modules.store(own);
    if (asked) await modules.reservations.beginChoice(own, NOW);
    for (const [binding, more] of others) {
      await modules.store(binding, more);
      await modules.reservations.beginChoice(binding, NOW);
    }
    return competingBindsOf(modules, own, X, NOW);
  };

  it('is nobody when no other is pending', async () => {
    expect(await competing([])).toBe('none');
  });

  it('is somebody at work while a bind has its lease', async () => {
    expect(await competing([[aChoosing('other'), { leaseUntil: FUTURE }]])).toBe('in-flight');
  });

  it.each([
    ['whose lease is over', { leaseUntil: PAST }],
    ['that the sweeper holds, who makes none', { leaseUntil: FUTURE, sweepAttempts: 0 }],
  ])('is one that was left behind: %s', async (_case, more) => {
    expect(await competing([[aChoosing('other'), more]])).toBe('abandoned');
  });

  it('is nobody once the other is no longer pending', async () => {
    expect(await competing([[aChoosing('other', 'failed'), {}]])).toBe('none');
  });

  it('does not matter when the platform was never asked for this binding', async () => {
    const other = [aChoosing('other'), { leaseUntil: FUTURE }] as const;

    expect(await competing([other], { asked: false })).toBe('not-started');
  });

  it('is asked also for a bind that named its X and need not be choosing', async () => {
    const modules = bindingModules();
    const named = { ...aChoosing('named'), x: X };
    await modules.store(named);
    const alone = await competingBindsOf(modules, named, X, NOW);
    await modules.store(aChoosing('other'));
    await modules.reservations.beginChoice(aChoosing('other'), NOW);

    expect([alone, await competingBindsOf(modules, named, X, NOW)]).toEqual(['none', 'abandoned']);
  });

  it('is nobody who is left where another took its X over and has ended', async () => {
    const modules = bindingModules();
    const named = aLiveBinding({ bindingId: 'own', status: 'pending' });
    await modules.store(named);
    const given = aLiveBinding({ bindingId: 'given', status: 'released' });
    await modules.bindings.create({ binding: given });
    await modules.reservations.reserveOver(given, X, NOW);
    await modules.reservations.releaseAll(given, NOW, 600);

    expect(await competingBindsOf(modules, named, X, NOW)).toBe('abandoned');
  });

  it('does not matter to a bind that named its X and never reserved it, so never asked the platform', async () => {
    const modules = bindingModules();
    const named = { ...aChoosing('named'), x: X };
    await modules.store(named);
    await modules.reservations.releaseOn(named, X, NOW);
    await modules.store(aChoosing('other'));
    await modules.reservations.beginChoice(aChoosing('other'), NOW);

    expect(await competingBindsOf(modules, named, X, NOW)).toBe('not-started');
  });

  it.each([
    ['that X', X, 'abandoned'],
    ['another one', OTHER_X, 'none'],
  ])('is whoever named %s and holds it, but was not confirmed', async (_case, x, expected) => {
    const modules = bindingModules();
    await modules.store(own);
    await modules.reservations.beginChoice(own, NOW);
    await modules.store({ ...aChoosing('named'), x });

    expect(await competingBindsOf(modules, own, X, NOW)).toBe(expected);
  });
});
