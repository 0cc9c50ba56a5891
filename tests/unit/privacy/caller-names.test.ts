import { describe, expect, it } from 'vitest';
import { callerName } from '../../../shared/bindings/model/binding.ts';
import { erasedBinding } from '../../../shared/privacy/erased-records.ts';
import { createPerson } from '../../../shared/privacy/person.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { B, C } from '../../builders/bind-request.ts';
import { aLiveBinding } from '../../builders/binding-modules.ts';

const personOf = (number: typeof C) => createPerson(number, createLookupKeys(new Uint8Array(32).fill(2)));

/** A token may be of somebody whose subject is his number. */
const named = {
  createdBy: `user-${C.slice(3)}`,
  changed: { by: C, at: '2026-03-01T08:30:00.000Z' },
  end: { by: C, why: 'released' },
} as const;
const released = aLiveBinding({ status: 'released', releasedAt: '2026-03-01T09:00:00.000Z', ...named });

describe('the names of those who made, changed and ended a binding', () => {
  it('go where they hold the number of a person who is erased; when and why stays', () => {
    const { createdBy, changed, end, b } = erasedBinding(released, personOf(C));

    expect([createdBy, changed, end]).toEqual([
      undefined,
      { at: '2026-03-01T08:30:00.000Z' },
      { why: 'released' },
    ]);
    expect(b).toBe(B);
  });

  it('stay where somebody else is erased', () => {
    expect(erasedBinding(released, personOf(B))).toMatchObject(named);
  });

  it.each([
    ['shop', 'shop'],
    ['x'.repeat(64), 'x'.repeat(64)],
    [`${'x'.repeat(63)}yz`, `${'x'.repeat(63)}y`],
    ['𝒳'.repeat(70), '𝒳'.repeat(64)],
  ])('are cut after 64 characters: %s', (name, kept) => {
    expect(callerName(name)).toBe(kept);
  });
});
