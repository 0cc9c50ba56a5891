import * as v from 'valibot';
import { strictObject } from '../kernel/strict-object.ts';
import type { UsageSums } from './usage-sums.ts';

/** Digits behind the point that a price may have; an amount of money is a whole number of millionths. */
const DIGITS = 6;
const MILLION = 10n ** BigInt(DIGITS);

/** A price as text, because a number of JSON is a float: `"0.06"`. */
const Price = v.pipe(
  v.string('must be a text such as "0.06"'),
  v.regex(
    /^(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?$/,
    'must be a decimal such as "0.06", with at most 6 digits behind the point',
  ),
);

/** The prices of an app: a begun minute of a call, a part of a text, which are 0 when absent, and a private number for a month. */
export const Prices = strictObject({
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, 'must be a code of ISO 4217, such as CNY')),
  callMinute: v.optional(Price, '0'),
  messagePart: v.optional(Price, '0'),
  /** Without it nobody looks which numbers the app has. */
  numberMonth: v.optional(Price),
});
export type Prices = v.InferOutput<typeof Prices>;

/** Money for a use, in one currency; decimals as text, exact. */
export type Amount = Readonly<{
  currency: string;
  calls: string;
  messages: string;
  numbers: string;
  total: string;
}>;

/** A use of one app with the prices that it has. */
export type PricedUse = Readonly<{ sums: UsageSums; prices: Prices | undefined }>;

/** The money for some uses, one amount a currency, in their order; an app without prices adds nothing. */
export const amountsOf = (uses: Iterable<PricedUse>): readonly Amount[] => {
  const totals = new Map<string, Readonly<{ calls: bigint; messages: bigint; numbers: bigint }>>();
  for (const { sums, prices } of uses) {
    if (prices === undefined) continue;
    const before = totals.get(prices.currency) ?? { calls: 0n, messages: 0n, numbers: 0n };
    totals.set(prices.currency, {
      calls: before.calls + BigInt(sums.billedMinutes) * millionths(prices.callMinute),
      messages: before.messages + BigInt(sums.messageParts) * millionths(prices.messagePart),
      numbers: before.numbers + BigInt(sums.numberMonths) * millionths(prices.numberMonth ?? '0'),
    });
  }
  return [...totals]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, { calls, messages, numbers }]) => ({
      currency,
      calls: decimal(calls),
      messages: decimal(messages),
      numbers: decimal(numbers),
      total: decimal(calls + messages + numbers),
    }));
};

const millionths = (price: string): bigint => {
  const [whole = '0', fraction = ''] = price.split('.');
  return BigInt(whole) * MILLION + BigInt(fraction.padEnd(DIGITS, '0'));
};

/** With at least two digits behind the point, and without further zeros. */
const decimal = (value: bigint): string => {
  const fraction = String(value % MILLION).padStart(DIGITS, '0');
  return `${value / MILLION}.${fraction.slice(0, 2)}${fraction.slice(2).replace(/0+$/, '')}`;
};
