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

  it.each(['+8613800000001', '13800000001', 'app-13800000001', 'Rides', ''])(
    'refuses %j as the name of an app, because it would become a part of keys',
    (app) => {
      for (const order of [rebuild, freeze]) expect(() => order(app)).toThrow('app must');
    },
  );
});
