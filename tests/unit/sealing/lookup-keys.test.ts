import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';

const lookup = createLookupKeys(new Uint8Array(32).fill(2));

describe('look-up keys', () => {
  it('never change, because stored items are found by them', () => {
    const key = lookup('session', 'rides', 'session-1');

    // HMAC-SHA256 of 'session\n5:rides\n9:session-1', made with Python's hmac.
    expect(key).toBe('kgfnjmeeajpebihfefjarjnfcmcnbkmj');
  });

  it('are letters only and the same for the same values', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const key = lookup('party', value);

        expect(key).toMatch(/^[a-z]{32}$/);
        expect(lookup('party', value)).toBe(key);
      }),
    );
  });

  it.each([
    ['another kind', lookup('private-number', '+8613800000001')],
    ['another value', lookup('party', '+8613800000002')],
    ['another secret', createLookupKeys(new Uint8Array(32).fill(3))('party', '+8613800000001')],
    ['no value', lookup('party')],
    ['a value more', lookup('party', '+8613800000001', '')],
  ])('differ for %s', (_case, other) => {
    const key = lookup('party', '+8613800000001');

    expect(key).not.toBe(other);
  });

  it('differ however the same characters are cut into values', () => {
    const list = fc.array(fc.string({ unit: fc.constantFrom('a', '1', ':', '\n') }), { maxLength: 4 });

    fc.assert(
      fc.property(list, list, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));

        expect(lookup('pair', ...one)).not.toBe(lookup('pair', ...other));
      }),
    );
  });
});
