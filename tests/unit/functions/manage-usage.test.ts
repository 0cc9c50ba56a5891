import { describe, expect, it } from 'vitest';
import { readUsageOrder } from '../../../functions/manage-usage/schema.ts';

const rebuild = (app: string) =>
  readUsageOrder({ action: 'rebuild', from: '2026-03', to: '2026-04', app, dryRun: false });
const freeze = (app: string) =>
  readUsageOrder({ action: 'freeze', month: '2026-03', app, operator: 'dora', dryRun: false });

describe('an order about usage', () => {
  it('takes the name of an app, also of one that is configured no more', () => {
    expect(rebuild('rides-2')).toMatchObject({ app: 'rides-2' });
    expect(freeze('rides-2')).toMatchObject({ app: 'rides-2' });
  });

  it.each(['9999-12', '0000-01', '2026-13'])('refuses the month %s', (month) => {
    expect(() => readUsageOrder({ action: 'compare', month })).toThrow('month must be a month');
  });

  it.each(['2026-02-30', '2026-04-31T00:00:00Z', '9999-12'])('refuses a span from %s', (from) => {
    expect(() => readUsageOrder({ action: 'report', from, to: '2026-05', by: 'day' })).toThrow(
      'from must be a month, a day or a moment',
    );
  });

  it.each(['+8613800000001', '13800000001', 'app-13800000001', 'Rides', ''])(
    'refuses %j as the name of an app, because it would become a part of keys',
    (app) => {
      for (const order of [rebuild, freeze]) expect(() => order(app)).toThrow('app must');
    },
  );
});
