import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLookupKeys, markIn } from '../../../shared/sealing/lookup-keys.ts';

const lookup = createLookupKeys(new Uint8Array(32).fill(2));

describe('look-up keys', () => {
  it('never change, because stored items are found by them', () => {
    const keys = [lookup('session', 'rides', 'session-1'), lookup('party', '+8613800000001')];

    // HMAC-SHA256 of 'session\n5:rides\n9:session-1' and of 'party\n14:+8613800000001', made with Python's hmac.
    expect(keys).toEqual(['kgfnjmeeajpebihfefjarjnfcmcnbkmj', 'gcciqdipecfdrncenbcjracbdnqjhjhg']);
  });

  it.each(['party', 'extension', 'reference', 'idempotency-key', 'pair', 'request', 'erasure'] as const)(
    'of the kind %s change with the look-up key and show which one made them',
    (kind) => {
      const [former, next] = [2, 3].map((byte) =>
        createLookupKeys(new Uint8Array(32).fill(byte), new Uint8Array(32).fill(2)),
      );

      const [one = '', other = ''] = [former, next].map((keys) => keys?.(kind, 'value'));

      expect(one.slice(0, 28)).not.toBe(other.slice(0, 28));
      // The first key has no mark; that of the other, made with Python's hmac.
      expect(one).toMatch(/^[a-r]{32}$/);
      expect([markIn(one), markIn(other), other.length]).toEqual(['', 'ztxs', 32]);
      expect(other).toMatch(/^[a-r]{28}ztxs$/);
    },
  );

  it.each([
    ...(['private-number', 'session', 'nonce', 'body', 'cdr', 'event'] as const),
    ...(['push-item', 'message', 'recording', 'credentials'] as const),
  ])('of the kind %s stay when the look-up key changes', (kind) => {
    const next = createLookupKeys(new Uint8Array(32).fill(3), new Uint8Array(32).fill(2));

    expect(next(kind, 'value')).toBe(lookup(kind, 'value'));
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
