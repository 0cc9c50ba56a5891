import { describe, expect, it } from 'vitest';
import { isAnothers, reserveChosen } from '../../../shared/bindings/bind/chosen-number.ts';
import type { Binding, BindingStatus } from '../../../shared/bindings/model/binding.ts';
import { A, B, C, D, OTHER_X, X } from '../../builders/bind-request.ts';
import { aLiveBinding, bindingModules, NOW } from '../../builders/binding-modules.ts';
import type { BindingFields } from '../../builders/binding-of.ts';

const FOUND = { subscriptionId: 'found', x: X };

/** One of A's in AXYB. */
const anAxyb = <Status extends BindingStatus = 'pending'>(
  bindingId: string,
  changes: BindingFields<Status> = {},
) =>
  aLiveBinding<Status>({
    mode: 'AXYB',
    b: undefined,
    x: undefined,
    status: 'pending' as Status,
    ...changes,
    bindingId,
  });

describe('what the platform has on an X that it chose', () => {
  const own = anAxyb('own');

  /** Our records with another binding of A on that X. */
  const withAnother = async (other: Binding) => {
    const modules = bindingModules();
    await modules.store(other);
    await modules.reservations.reserve(other, X, NOW, true);
    return modules;
  };

  it.each<[string, Binding, boolean]>([
    ['that has it', anAxyb('other', { status: 'active', x: X, subscriptionId: 'found' }), true],
    ['that is about to record that it has it', anAxyb('other'), true],
    ['that named X and does not know either', anAxyb('other', { x: X }), false],
    ['that has another one there', anAxyb('other', { status: 'active', x: X, subscriptionId: 'old' }), false],
    [
      'that is only late to leave',
      anAxyb('other', { status: 'released', x: X, subscriptionId: 'old' }),
      false,
    ],
  ])('belongs to another binding %s, or not', async (_case, other, expected) => {
    expect(await isAnothers(await withAnother(other), own, FOUND)).toBe(expected);
  });

  it('belongs to a binding that has its subscription, whatever X that holds', async () => {
    const modules = bindingModules();
    await modules.store(anAxyb('other', { status: 'active', x: OTHER_X, subscriptionId: 'found' }));

    expect(await isAnothers(modules, own, FOUND)).toBe(true);
  });

  it('is reserved over others only where nobody has it', async () => {
    const late = await withAnother(anAxyb('other', { status: 'released', x: X }));
    const held = await withAnother(anAxyb('other'));

    const reservedOver = await reserveChosen(late, own, FOUND);
    const refused = await reserveChosen(held, own, FOUND);

    expect([reservedOver, await late.holderOf(A)]).toEqual(['reserved', 'own']);
    expect([refused, await held.holderOf(A)]).toEqual(['anothers', 'other']);
  });

  it.each([
    ['whose change was not answered', { change: { b: D } }, 'contested'],
    [
      'over which an older change may come',
      { openChange: { until: '2026-03-01T08:05:00.000Z', fields: ['b'] } },
      'contested',
    ],
    ['of which nothing is open', {}, 'reserved'],
  ] as const)('is left to a live binding %s: %#', async (_case, content, expected) => {
    const modules = bindingModules();
    const other = aLiveBinding({ bindingId: 'other', a: C, b: B, subscriptionId: 'old' });
    await modules.store(other, content);
    await modules.reservations.reserve(other, X, NOW, true);
    const bound = aLiveBinding({ bindingId: 'own', status: 'pending', a: A, b: B, x: undefined });

    expect(await reserveChosen(modules, bound, FOUND)).toBe(expected);
    expect(await modules.holderOf(B)).toBe(expected === 'reserved' ? 'own' : 'other');
    // The platform has A there until the binding is taken away.
    expect(await modules.holderOf(A)).toBe('own');
  });
});
