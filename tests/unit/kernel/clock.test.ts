import { describe, expect, it } from 'vitest';
import { addSeconds, epochSeconds, isDay, isMoment, iso } from '../../../shared/kernel/clock.ts';

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

describe('a day or a moment as somebody wrote it', () => {
  it.each([
    ['2026-11-28', true],
    ['2028-02-29', true],
    ['9999-12-31', true],
    ['2026-02-30', false],
    ['2027-02-29', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-01', false],
    ['2026-11-00', false],
    ['2026-1-1', false],
    ['+010000-01-01', false],
    ['2026-11-28T00:00:00Z', false],
    ['', false],
  ])('%j as a day: %s', (written, isOne) => {
    expect(isDay(written)).toBe(isOne);
  });

  it.each([
    ['2026-11-28', true],
    ['2026-11-28T08:00Z', true],
    ['2026-11-28T08:00:59.999+08:00', true],
    ['9999-12-31T23:59:59.999Z', true],
    ['2026-02-30', false],
    ['2026-02-30T08:00:00Z', false],
    ['2026-11-28T08:00', false],
    ['2026-11-28T25:00Z', false],
    ['2026-11-28T08:00+25:00', false],
    ['2026-11-28T08:00 08:00', false],
    ['9999-12-31T23:00:00-08:00', false],
    ['0000-01-01T00:00:00+08:00', false],
    ['+010000-01-01T00:00:00Z', false],
  ])('%j as a moment: %s', (written, isOne) => {
    expect(isMoment(written)).toBe(isOne);
  });
});
