import { beforeEach, describe, expect, it } from 'vitest';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { createDynamoFrozenUsage } from '../../../shared/usage/dynamo-frozen-usage.ts';
import type { Prices } from '../../../shared/usage/prices.ts';
import { compareMonth, freezeMonth, readFrozen } from '../../../shared/usage/report/frozen-usage.ts';
import type { MonthOfNumber, RentedMonth } from '../../../shared/usage/usage-store.ts';
import { NO_USAGE, type UsageSums } from '../../../shared/usage/usage-sums.ts';
import { tableNames } from '../../../tools/local-stack/create-from-template.ts';
import { loadTemplate } from '../../../tools/local-stack/template.ts';
import { carryOut, documentsAround, endingAtWrite } from '../../fakes/documents-around.ts';
import { createMemoryDocuments, type MemoryDocuments } from '../../fakes/memory-documents.ts';

const PRICES: Prices = { currency: 'CNY', callMinute: '0.06', messagePart: '0.05', numberMonth: '10' };
const X = '+8617000000001';
const OTHER_X = '+8617000000002';

let memory: MemoryDocuments;
let table: string;
let numbers: MonthOfNumber[];
let rents: RentedMonth[];
let prices: Prices | undefined;

const ofNumber = (
  x: string | undefined,
  sums: Partial<UsageSums>,
  kind: MonthOfNumber['kind'] = 'calls',
) => ({
  ...{ kind, app: 'rides', x, xKey: x && `key${x.slice(-4)}` },
  days: new Map([['2026-03-31', { ...NO_USAGE, ...sums }]]),
});

beforeEach(async () => {
  const template = await loadTemplate();
  memory = createMemoryDocuments(template);
  table = tableNames(template).USAGE_TABLE;
  numbers = [
    ofNumber(X, { calls: 2, answered: 1, talkSeconds: 61, billedMinutes: 2 }),
    ofNumber(X, { messages: 1, messageParts: 3 }, 'texts'),
    ofNumber(undefined, { calls: 1, billedMinutes: 1 }),
  ];
  rents = [{ app: 'rides', month: '2026-03', count: 2, numbers: [X, OTHER_X] }];
  prices = PRICES;
});

const depsOver = (documents: Documents) => ({
  cells: { month: async () => numbers },
  rents: { months: async () => rents },
  marks: { marked: async () => [] },
  frozen: createDynamoFrozenUsage({
    ...{ documents, table, retentionDays: 1096 },
    sealer: createSealer([{ id: 'one', bytes: Buffer.alloc(32, 1) }]),
  }),
  pricesOf: () => prices,
  apps: ['rides'],
  lookAt: async () => 0,
});
const freeze = (operator = 'Ada', documents: Documents = memory, app = 'rides') =>
  freezeMonth(depsOver(documents), {
    ...{ app, month: '2026-03', operator, at: '2026-04-03T08:00:00.000Z', dryRun: false },
  });
const frozenBy = async (by: 'day' | 'app' | 'x' = 'x') => {
  const { rows, total, frozen } = await readFrozen(depsOver(memory), {
    apps: ['rides'],
    month: '2026-03',
    by,
  });
  const short = rows.map(({ x, day, sums, amounts }) => [
    x === undefined ? day : x,
    ...[sums.calls, sums.billedMinutes, sums.messageParts, sums.numberMonths, amounts[0]?.total],
  ]);
  return { rows: short, total: total.amounts, by: frozen.map(({ operator }) => operator) };
};
const items = async () =>
  (
    await memory.query({
      purpose: 'tests',
      table,
      where: 'pk = :pk',
      values: { ':pk': 'FROZEN#rides#2026-03' },
    })
  ).items;

const BY_NUMBER = [
  [null, 1, 1, 0, 0, '0.06'],
  [X, 2, 2, 3, 1, '10.27'],
  [OTHER_X, 0, 0, 0, 1, '10.00'],
];

describe('a frozen month', () => {
  it('has every sum, the rents and the money of then, by number and by day', async () => {
    expect(await freeze()).toBe('frozen');
    numbers = [];
    rents = [];
    prices = undefined;

    expect((await frozenBy('x')).rows).toEqual(BY_NUMBER);
    expect(await frozenBy('day')).toEqual({
      rows: [
        ['2026-03-01', 0, 0, 0, 2, '20.00'],
        ['2026-03-31', 3, 3, 3, 0, '0.33'],
      ],
      total: [{ currency: 'CNY', calls: '0.18', messages: '0.15', numbers: '20.00', total: '20.33' }],
      by: ['Ada'],
    });
  });

  it('is stored once when two freeze it at once, and the other says that it was frozen', async () => {
    const outcomes = await Promise.all([freeze('Ada'), freeze('Bob')]);

    const { by, rows } = await frozenBy();
    expect(outcomes.toSorted()).toEqual(['frozen', 'was-frozen']);
    expect([by, rows]).toEqual([[outcomes[0] === 'frozen' ? 'Ada' : 'Bob'], BY_NUMBER]);
    expect(await items()).toHaveLength(1);
  });

  it('is of the one alone whose head is first, whatever the other wrote in between', async () => {
    let isHeld = true;
    const overtaken = documentsAround(async (call) => {
      const isHead = call.name === 'put' && call.input.item['pk'] === 'FROZEN';
      if (isHead && isHeld) {
        isHeld = false;
        numbers = [ofNumber(X, { calls: 9 })];
        await freeze('Bob');
      }
      return carryOut(memory, call);
    });

    expect([await freeze('Ada', overtaken), await freeze('Ada')]).toEqual(['was-frozen', 'was-frozen']);
    expect(await frozenBy()).toMatchObject({
      by: ['Bob'],
      rows: [
        [X, 9, 0, 0, 1, '10.00'],
        [OTHER_X, 0, 0, 0, 1, '10.00'],
      ],
    });
    expect(await items()).toHaveLength(1);
  });

  it('is frozen by its own write, although the answer to it was lost and a try of it refused', async () => {
    const twice = documentsAround(async (call) => {
      const isHead = call.name === 'put' && call.input.item['pk'] === 'FROZEN';
      if (isHead) await carryOut(memory, call);
      return carryOut(memory, call);
    });

    expect(await freeze('Ada', twice)).toBe('frozen');
    expect((await frozenBy()).rows).toEqual(BY_NUMBER);
  });

  it.each([0, 1, 2, 3, 4])(
    'is whole or not there when a freeze ends at half write %i, and a repeat completes it',
    async (end) => {
      await freeze('Ada', endingAtWrite(memory, end)).catch(() => undefined);
      const { rows } = await frozenBy();
      await freeze('Bob');

      expect([[], BY_NUMBER]).toContainEqual(rows);
      expect((await frozenBy()).rows).toEqual(BY_NUMBER);
      expect(await items()).toHaveLength(1);
    },
  );

  it('has thousands of numbers with all days of the month, in items within the limit', async () => {
    const days = Array.from({ length: 31 }, (_, day) => `2026-03-${String(day + 1).padStart(2, '0')}`);
    const each = { ...NO_USAGE, calls: 1234, answered: 1200, talkSeconds: 99_999, billedMinutes: 2345 };
    numbers = Array.from({ length: 3000 }, (_, place) => ({
      ...{ kind: 'calls' as const, app: 'rides', x: `+86170${String(place).padStart(8, '0')}` },
      ...{ xKey: `key-of-22-letters-${place}`, days: new Map(days.map((day) => [day, each])) },
    }));
    rents = [];
    const outcome = await freeze();
    const { total, rows } = await readFrozen(depsOver(memory), {
      apps: ['rides'],
      month: '2026-03',
      by: 'x',
    });

    expect([outcome, rows.length, total.sums.calls]).toEqual(['frozen', 3000, 114_762_000]);
    expect(Math.max(...(await items()).map((item) => JSON.stringify(item).length))).toBeLessThan(400_000);
  });

  it('is not made while sums of it wait for their count', async () => {
    const cell = { kind: 'calls' as const, app: 'rides', day: '2026-03-31', xKey: undefined };
    const deps = { ...depsOver(memory), marks: { marked: async () => [cell, { ...cell, app: 'shop' }] } };
    const order = { app: 'rides', month: '2026-03', operator: 'Ada', at: '2026-04-03T08:00:00.000Z' };

    await expect(freezeMonth(deps, { ...order, dryRun: false })).rejects.toThrow(
      'the month has sums that are not counted yet (1): try later',
    );
    expect(await items()).toEqual([]);
  });

  it('has the rents that were noted of an app without prices, or that is not configured any more', async () => {
    prices = undefined;
    await freeze();

    expect((await frozenBy()).rows).toEqual([
      [null, 1, 1, 0, 0, undefined],
      [X, 2, 2, 3, 1, undefined],
      [OTHER_X, 0, 0, 0, 1, undefined],
    ]);
  });

  it('is not made of an app that is not configured and of which nothing is stored', async () => {
    numbers = [];
    rents = [];

    await expect(freeze('Ada', memory, 'ride')).rejects.toThrow('there is no app with this name');
    expect(await freeze('Ada', memory, 'rides')).toBe('frozen');
  });
});

describe('a comparison of a frozen month', () => {
  const compare = async () => compareMonth(depsOver(memory), 'rides', '2026-03');

  it('has nothing changed when nothing has', async () => {
    await freeze();

    expect(await compare()).toMatchObject({
      ...{ changed: [], pricesChanged: false, operator: 'Ada', prices: PRICES, pricesNow: PRICES },
      frozen: { amounts: [{ total: '20.33' }] },
      now: { amounts: [{ total: '20.33' }] },
    });
  });

  it('tells that prices have changed, with both amounts', async () => {
    await freeze();
    prices = { ...PRICES, callMinute: '0.60' };

    expect(await compare()).toMatchObject({
      ...{
        changed: [],
        pricesChanged: true,
        prices: { callMinute: '0.06' },
        pricesNow: { callMinute: '0.60' },
      },
      frozen: { amounts: [{ calls: '0.18', total: '20.33' }] },
      now: { amounts: [{ calls: '1.80', total: '21.95' }] },
    });
  });

  it('has no rent changed when the price of rents was taken out', async () => {
    await freeze();
    prices = { currency: 'CNY', callMinute: '0.06', messagePart: '0.05' };

    expect(await compare()).toMatchObject({ changed: [], pricesChanged: true });
  });

  it('tells each number whose sums or rents have changed, each once', async () => {
    await freeze();
    numbers = [
      ofNumber(X, { calls: 3, billedMinutes: 5 }),
      ofNumber(X, { messages: 1, messageParts: 3 }, 'texts'),
    ];
    rents = [{ app: 'rides', month: '2026-03', count: 1, numbers: [X] }];

    const compared = await compare();

    expect(
      compared?.changed.map(({ x, frozen, now }) => [x, frozen.amounts[0]?.total, now.amounts[0]?.total]),
    ).toEqual([
      [X, '10.27', '10.45'],
      [null, '0.06', '0.00'],
      [OTHER_X, '10.00', '0.00'],
    ]);
  });

  it('is none when it is not frozen', async () => {
    expect(await compare()).toBeUndefined();
  });
});
