import { describe, expect, it } from 'vitest';
import { isAnothers, reserveChosen } from '../../../shared/bindings/bind/chosen-number.ts';
import type { Binding, BindingStatus } from '../../../shared/bindings/model/binding.ts';
import { A, OTHER_X, X } from '../../builders/bind-request.ts';
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

    expect([reservedOver, await late.holderOf(A)]).toEqual([true, 'own']);
    expect([refused, await held.holderOf(A)]).toEqual([false, 'other']);
  });
});
