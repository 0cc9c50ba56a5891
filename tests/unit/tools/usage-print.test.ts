import { describe, expect, it } from 'vitest';
import type { CompareAnswer } from '../../../functions/manage-usage/handler.ts';
import { counted } from '../../../shared/status/counted.ts';
import { NO_USAGE } from '../../../shared/usage/usage-sums.ts';
import {
  describeComparison,
  describeFrozen,
  describeRebuild,
  isUnchanged,
} from '../../../tools/commands/usage/print.ts';

it.each([
  [0, 'number', undefined, '0 numbers'],
  [1, 'number', undefined, '1 number'],
  [2, 'number', undefined, '2 numbers'],
  [1, 'person', 'people', '1 person'],
  [5, 'person', 'people', '5 people'],
])('%i %s, or %s, is %s', (count, one, plural, words) => {
  expect(counted(count, one, plural)).toBe(words);
});

describe('a comparison in words', () => {
  const figures = (calls: number, total: string) => ({
    sums: { ...NO_USAGE, calls, billedMinutes: calls },
    amounts: [{ currency: 'CNY', calls: total, messages: '0.00', numbers: '0.00', total }],
  });
  const prices = { currency: 'CNY', callMinute: '0.06', messagePart: '0' };
  const month = {
    ...{ app: 'rides', month: '2026-03', at: '2026-04-03T08:00:00.000Z', operator: 'dora' },
    ...{ prices, pricesNow: prices, pricesChanged: false, changed: [] },
    ...{ frozen: figures(1, '0.06'), now: figures(1, '0.06') },
  };
  const linesOf = (compared: CompareAnswer['compared']) =>
    describeComparison({ month: '2026-03', uncounted: 0, compared, notFrozen: ['shop'] }).split('\n');

  it('tells that nothing has changed', () => {
    expect(linesOf([month])).toEqual([
      'rides 2026-03, frozen 2026-04-03T08:00:00.000Z by dora: nothing has changed',
      '  then: 1 call, 0 answered, 1 min, 0 parts of 0 texts; 0.06 CNY',
      '  now:  1 call, 0 answered, 1 min, 0 parts of 0 texts; 0.06 CNY',
      'shop 2026-03: not frozen',
    ]);
    expect(isUnchanged(month)).toBe(true);
  });

  it('tells that prices have changed, and one number', () => {
    const pricesNow = { ...prices, callMinute: '0.6', numberMonth: '10' };
    const changed = [{ x: null, frozen: figures(1, '0.06'), now: figures(2, '1.20') }];
    const other = { ...month, pricesNow, pricesChanged: true, changed, now: figures(2, '1.20') };

    expect(linesOf([other])).toEqual([
      'rides 2026-03, frozen 2026-04-03T08:00:00.000Z by dora: 1 number has changed, prices have changed',
      '  then prices in CNY: 0.06 a minute, 0 a part',
      '  now  prices in CNY: 0.6 a minute, 0 a part, 10 a number and month',
      '  then: 1 call, 0 answered, 1 min, 0 parts of 0 texts; 0.06 CNY',
      '  now:  2 calls, 0 answered, 2 min, 0 parts of 0 texts; 1.20 CNY',
      '  no number: 1 call, 0 answered, 1 min, 0 parts of 0 texts; 0.06 CNY -> 2 calls, 0 answered, 2 min, 0 parts of 0 texts; 1.20 CNY',
      'shop 2026-03: not frozen',
    ]);
    expect(isUnchanged({ ...other, changed: [] })).toBe(false);
  });
});

it('a month that is frozen without prices is told so', () => {
  const apps = [
    { app: 'rides', outcome: 'frozen', hasPrices: true },
    { app: 'shop', outcome: 'frozen', hasPrices: false },
    { app: 'taxi', outcome: 'would-freeze', hasPrices: false },
  ] as const;

  expect(describeFrozen({ month: '2026-03', apps }).split('\n')).toEqual([
    'rides 2026-03: frozen',
    'shop 2026-03: frozen; no prices',
    'taxi 2026-03: would be frozen (--dry-run); no prices',
  ]);
});

it('a rebuild of one number and day is told in the singular', () => {
  expect(describeRebuild({ dryRun: false, records: 1, cells: 1 })).toBe(
    '1 number and day is counted anew within minutes, from 1 record.',
  );
});
