import { describe, expect, it } from 'vitest';
import { conflictReason } from '../../../web/operator/phone-change/conflict-reason.ts';

const BINDING = { a: '+8613800000001', b: '+8613900000002' };
const INVALID = { code: 'invalid-request', roles: ['a'] } as const;

describe('the reason why a binding stays as it is', () => {
  it.each([
    ['13900000002', 'same-person'],
    ['+86 139 0000 0002', 'same-person'],
    ['００８６１３９０００００００２', 'same-person'],
    ['13900000003', 'invalid-request'],
    ['13800000001', 'invalid-request'],
  ])('for the new number %s is %s', (to, reason) => {
    expect(conflictReason(INVALID, BINDING, to)).toBe(reason);
  });

  it('is the code where the binding could not be read, or the code says more', () => {
    expect(conflictReason(INVALID, undefined, '13900000002')).toBe('invalid-request');
    expect(conflictReason({ code: 'party-limit', roles: ['a'] }, BINDING, '13900000002')).toBe('party-limit');
    expect(conflictReason({ roles: ['a'] }, BINDING, '13900000002')).toBeUndefined();
  });
});
