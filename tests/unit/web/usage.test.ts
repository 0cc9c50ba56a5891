import { expect, test } from 'vitest';
import {
  currenciesOf,
  daySeries,
  monthAfter,
  monthsUntil,
  nameOf,
  sheetName,
} from '../../../web/operator/usage/usage-model.ts';

const NOTHING = {
  calls: 0,
  answered: 0,
  talkSeconds: 0,
  billedMinutes: 0,
  unknownTalk: 0,
  messages: 0,
  messageParts: 0,
  numberMonths: 0,
  late: { calls: 0, billedMinutes: 0, messages: 0, messageParts: 0 },
  amounts: [],
};

const USAGE = {
  from: '2026-02-27',
  to: '2026-03-02',
  lastDay: '2026-03-01',
  by: 'day' as const,
  items: [{ ...NOTHING, day: '2026-02-28', calls: 12, messages: 3 }],
  nextCursor: null,
  total: { ...NOTHING, calls: 12, messages: 3 },
  uncounted: 0,
};

test('the months that are offered are this one and the year before, of UTC', () => {
  const months = monthsUntil(new Date('2026-01-31T23:30:00-02:00'));

  expect(months).toHaveLength(13);
  expect(months.slice(0, 3)).toEqual(['2026-02', '2026-01', '2025-12']);
});

test.each([
  ['2026-03', '2026-04'],
  ['2026-12', '2027-01'],
])('after %s comes %s', (month, next) => {
  expect(monthAfter(month)).toBe(next);
});

test('each day of the span has a place in the chart, also one without a row', () => {
  expect(daySeries(USAGE)).toEqual({
    days: ['2026-02-27', '2026-02-28', '2026-03-01'],
    calls: [0, 12, 0],
    messages: [0, 3, 0],
  });
});

const dayOfCalls = (day: string) => ({ ...NOTHING, day, calls: 1 });

test.each([
  ['days that lie ahead are left out', ['2026-11-02'], '2026-11-08', '2026-11-02', '2026-11-08'],
  ['a week is shown where all began lately', ['2026-11-28'], '2026-11-28', '2026-11-22', '2026-11-28'],
  ['a week is shown where there was nothing', [], '2026-11-28', '2026-11-22', '2026-11-28'],
  ['the month has begun a day ago', [], '2026-11-02', '2026-11-01', '2026-11-02'],
  ['a month that is over is shown to its end', ['2026-11-03'], '2026-12-24', '2026-11-03', '2026-11-30'],
])('%s', (_, used, today, first, last) => {
  const span = { from: '2026-11-01', to: '2026-12-01', lastDay: '2026-11-30' };
  const { days } = daySeries({ ...USAGE, ...span, items: used.map(dayOfCalls) }, today);

  expect([days[0], days.at(-1)]).toEqual([first, last]);
});

test('each currency stands once, whichever rows have it', () => {
  const amount = (currency: string) => ({ currency, calls: '1', messages: '1', numbers: '0', total: '2' });
  const total = { ...NOTHING, amounts: [amount('CNY'), amount('USD')] };

  expect(currenciesOf({ ...USAGE, total, items: [{ ...NOTHING, amounts: [amount('USD')] }] })).toEqual([
    'CNY',
    'USD',
  ]);
});

test('a row is named by what it is of', () => {
  const row = { ...NOTHING, day: '2026-02-28', app: 'rides', x: null, reference: 'order-1' };

  expect((['day', 'app', 'x', 'reference'] as const).map((by) => nameOf(row, by))).toEqual([
    '2026-02-28',
    'rides',
    null,
    'order-1',
  ]);
});

test('the name of a sheet has the month and no number', () => {
  expect(sheetName('2026-03', 'x')).toBe('usage-2026-03-by-x.csv');
});
