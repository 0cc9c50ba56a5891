import { describe, expect, it } from 'vitest';
import { usageSpan } from '../../../shared/usage/report/usage-span.ts';

const NOW = new Date('2026-03-10T23:59:59.000Z');
const span = (from?: string, to?: string) => {
  const { first, last } = usageSpan({ from, to }, NOW, 400);
  return `${first} ${last}`;
};

describe('the days of usage', () => {
  it.each([
    [undefined, undefined, '2026-03-01 2026-03-10'],
    ['2026-03-05', undefined, '2026-03-05 2026-03-10'],
    [undefined, '2026-03-01', '2026-02-01 2026-02-28'],
    ['2026-02', '2026-02', '2026-02-01 2026-02-28'],
    ['2024-02', '2024-02', '2024-02-01 2024-02-29'],
    ['2025-11', '2026-02', '2025-11-01 2026-01-31'],
    ['2026-03-05', '2026-03-05', '2026-03-05 2026-03-05'],
    ['2026-03-05', '2026-03-07', '2026-03-05 2026-03-06'],
    ['2026-03-05T10:00:00Z', '2026-03-06T00:00:01Z', '2026-03-05 2026-03-06'],
    ['2026-03-06T01:00:00+08:00', '2026-03-06T08:00:00+08:00', '2026-03-05 2026-03-05'],
    ['2025-12', '2025-12', '2025-12-01 2025-12-31'],
  ])('from %s to %s are %s', (from, to, days) => {
    expect(span(from, to)).toBe(days);
  });

  it.each([
    ['2026-03-06', '2026-03-05'],
    ['2026-03-11', undefined],
    ['2025-01-01', '2026-03-01'],
    ['0001-01-01', undefined],
  ])('from %s to %s are none, or too many', (from, to) => {
    expect(() => span(from, to)).toThrow('the query is not valid: from');
  });
});
