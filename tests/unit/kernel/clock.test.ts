import { describe, expect, it } from 'vitest';
import { addSeconds, epochSeconds, iso } from '../../../shared/kernel/clock.ts';

const AT = new Date('2026-03-01T23:59:59.500Z');

describe('times', () => {
  it.each([
    [1, '2026-03-02T00:00:00.500Z'],
    [0.5, '2026-03-02T00:00:00.000Z'],
    [-60, '2026-03-01T23:58:59.500Z'],
    [0, '2026-03-01T23:59:59.500Z'],
  ])('moved by %d s', (seconds, moved) => {
    const later = addSeconds(AT, seconds);

    expect(iso(later)).toBe(moved);
    expect(iso(AT)).toBe('2026-03-01T23:59:59.500Z');
  });

  it.each([
    ['1970-01-01T00:00:00.000Z', 0],
    ['1970-01-01T00:00:00.001Z', 1],
    ['2026-03-01T00:00:00.000Z', 1772323200],
  ])('%s as epoch seconds, never too early', (at, seconds) => {
    const epoch = epochSeconds(new Date(at));

    expect(epoch).toBe(seconds);
  });
});
