import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { amountsOf, Prices } from '../../../shared/usage/prices.ts';
import { NO_USAGE } from '../../../shared/usage/usage-sums.ts';

const CNY = v.parse(Prices, { currency: 'CNY', callMinute: '0.06', messagePart: '0.045' });
const used = (billedMinutes: number, messageParts = 0) => ({ ...NO_USAGE, billedMinutes, messageParts });

describe('amounts', () => {
  it('are exact decimals', () => {
    expect(amountsOf([{ sums: used(3, 3), prices: CNY }])).toEqual([
      { currency: 'CNY', calls: '0.18', messages: '0.135', numbers: '0.00', total: '0.315' },
    ]);
  });

  it('have the rent of each number and month', () => {
    const prices = v.parse(Prices, { currency: 'CNY', numberMonth: '10.005' });

    expect(amountsOf([{ sums: { ...used(0), numberMonths: 3 }, prices }])).toEqual([
      { currency: 'CNY', calls: '0.00', messages: '0.00', numbers: '30.015', total: '30.015' },
    ]);
  });

  it('do not lose a millionth of what a float cannot have', () => {
    const prices = { ...CNY, callMinute: '123456789.000001' };

    expect(amountsOf([{ sums: used(1_000_000_000), prices }])).toMatchObject([
      { calls: '123456789000001000.00' },
    ]);
  });

  it('stand apart by currency, and without prices there is none', () => {
    const prices = { ...CNY, currency: 'AUD', callMinute: '1' };

    expect(
      amountsOf([
        { sums: used(1), prices: CNY },
        { sums: used(2), prices },
        { sums: used(4), prices: undefined },
      ]).map(({ currency, total }) => [currency, total]),
    ).toEqual([
      ['AUD', '2.00'],
      ['CNY', '0.06'],
    ]);
  });
});

describe('prices', () => {
  it.each([
    [{ currency: 'cny' }],
    [{ currency: 'CNY', callMinute: 0.06 }],
    [{ currency: 'CNY', callMinute: '-1' }],
    [{ currency: 'CNY', callMinute: '.5' }],
    [{ currency: 'CNY', callMinute: '1e3' }],
    [{ currency: 'CNY', callMinute: '0.0000001' }],
    [{ currency: 'CNY', callMinutes: '1' }],
    [{ currency: 'CNY', numberMonth: 10 }],
    [{}],
  ])('refuse %j', (written) => {
    expect(v.safeParse(Prices, written).success).toBe(false);
  });

  it('are 0 where nothing is said', () => {
    expect(v.parse(Prices, { currency: 'CNY' })).toEqual({
      ...{ currency: 'CNY', callMinute: '0', messagePart: '0' },
    });
  });
});
