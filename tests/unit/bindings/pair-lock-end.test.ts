import { describe, expect, it } from 'vitest';
import { pairLockEnd } from '../../../shared/bindings/bind/lock-place.ts';
import { NOW } from '../../builders/binding-modules.ts';

describe('the lock of a pair', () => {
  it.each([
    ['AXB', '2026-03-01T10:10:00.000Z'],
    ['AXE', '2026-03-01T10:10:00.000Z'],
    ['AXYB', '2026-03-01T10:10:00.000Z'],
    // Dropped at the end, whenever that is.
    ['AX', '2026-03-02T10:00:00.000Z'],
    ['X', '2026-03-02T10:00:00.000Z'],
  ] as const)('of mode %s outlives a binding of two hours until %s', (mode, end) => {
    const terms = { callDirection: 'both' as const, record: false, ttlSeconds: 7200 };

    expect(pairLockEnd({ mode, terms }, NOW).toISOString()).toBe(end);
  });

  it('of a permanent binding stands for ten years', () => {
    const terms = { callDirection: 'both' as const, record: false };

    expect(pairLockEnd({ mode: 'AXB', terms }, NOW).toISOString()).toBe('2036-02-27T08:00:00.000Z');
  });
});
