import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { staleMonthOf, sumFinishedDays, sumStaleMonths } from '../../../shared/usage/count/sum-months.ts';
import { createDynamoUsageCells } from '../../../shared/usage/dynamo-usage-cells.ts';
import { createDynamoUsageMonths } from '../../../shared/usage/dynamo-usage-months.ts';
import { readParts } from '../../../shared/usage/report/read-parts.ts';
import type { UsageCell } from '../../../shared/usage/usage-cell.ts';
import { NO_USAGE, type UsageSums } from '../../../shared/usage/usage-sums.ts';
import { tableNames } from '../../../tools/local-stack/create-from-template.ts';
import { loadTemplate } from '../../../tools/local-stack/template.ts';
import { chanceOf } from '../../builders/usage-records.ts';
import {
  carryOut,
  documentsAround,
  endingAtWrite,
  isWrite,
  type StoreCall,
} from '../../fakes/documents-around.ts';
import { createMemoryDocuments, type MemoryDocuments } from '../../fakes/memory-documents.ts';

const SILENT = createLogger({ clock: () => new Date(0), write: () => undefined });
const SPAN = { apps: ['rides'], first: '2026-02-01', last: '2026-03-31' };
const keyOfNumber = (place: number) => 'abcdefghij'.charAt(place).repeat(32);
const cellOf = (day: string, place = 0, kind: UsageCell['kind'] = 'calls'): UsageCell => ({
  ...{ kind, app: 'rides', day, xKey: keyOfNumber(place) },
});

let memory: MemoryDocuments;
let table: string;
let now: Date;

beforeEach(async () => {
  const template = await loadTemplate();
  memory = createMemoryDocuments(template);
  table = tableNames(template).USAGE_TABLE;
  now = new Date('2026-03-05T09:00:00Z');
});

const storesOver = (documents: Documents) => {
  const sealer = createSealer([{ id: 'one', bytes: Buffer.alloc(32, 1) }]);
  const options = { documents, table, sealer, retentionDays: 1096 };
  return { cells: createDynamoUsageCells(options), months: createDynamoUsageMonths(options) };
};

/** As the counting does: the mark first. */
const store = async (cell: UsageCell, calls: number, documents: Documents = memory) => {
  const { cells, months } = storesOver(documents);
  const before = await cells.read(cell);
  await months.markStale(staleMonthOf(cell, now));
  const name = cell.kind === 'calls' ? 'calls' : 'messages';
  const sums = { ...NO_USAGE, [name]: calls };
  const x = `+861700000000${keyOfNumber(0).charCodeAt(0)}`;
  const counted = { x, until: 2e9, sums, groups: new Map(), records: String(calls), countedAt: 1.7e9 };
  await cells.write(cell, before, counted);
};

const depsOver = (documents: Documents) => ({
  ...{ ...storesOver(documents), apps: ['rides'], clock: () => now, logger: SILENT },
});
const run = (documents: Documents = memory) => sumStaleMonths(depsOver(documents), () => true);
const runFinished = (documents: Documents = memory) => sumFinishedDays(depsOver(documents), () => true);

/** February is over and has sums, which are made by themselves only where there are many cells. */
const startWithSums = async () => {
  const before = { through: '2026-02-28', numbers: [] };
  await storesOver(memory).months.write({ app: 'rides', month: '2026-02' }, undefined, before);
};

type Named = Readonly<{ name: string; sums: UsageSums }>;

/** A text counts as a thousand calls. */
const together = (parts: readonly Named[]) => {
  const found: Record<string, number> = {};
  for (const { name, sums } of parts) found[name] = (found[name] ?? 0) + sums.calls + 1000 * sums.messages;
  return found;
};

const callsBy = async (byNumber: boolean, span = SPAN, documents: Documents = memory) => {
  const parts = await readParts(storesOver(documents), { ...span, byNumber });
  return together(parts.map(({ day, xKey, sums }) => ({ name: byNumber ? String(xKey) : day, sums })));
};

/** The same from the cells alone. */
const cellsBy = async (byNumber: boolean, { first, last } = SPAN) => {
  const { cells } = storesOver(memory);
  const months = await Promise.all(['2026-02', '2026-03'].map((month) => cells.month('rides', month)));
  const parts = months
    .flat()
    .flatMap(({ xKey, days }) => [...days].map(([day, sums]) => ({ xKey, day, sums })))
    .filter(({ day }) => day >= first && day <= last);
  return together(parts.map(({ day, xKey, sums }) => ({ name: byNumber ? String(xKey) : day, sums })));
};

/** A store whose calls are noted. */
const watched = (calls: StoreCall[]) =>
  documentsAround((call) => {
    calls.push(call);
    return carryOut(memory, call);
  });

const nextDay = () => {
  now = new Date(now.getTime() + 86_400_000);
};

describe('the sums of a month', () => {
  it('are made anew when the day is over on which a cell changed, and read in place of the cells', async () => {
    await startWithSums();
    await store(cellOf('2026-02-03'), 3);
    await store(cellOf('2026-02-03', 1, 'texts'), 4);
    await store(cellOf('2026-02-04', 1), 5);
    const early = await run();
    nextDay();
    const due = await run();
    const calls: StoreCall[] = [];
    const read = [await callsBy(false, SPAN, watched(calls)), await callsBy(true)];

    expect([early.months, due]).toEqual([0, { months: 1, monthsFailed: 0, monthsLeft: 0 }]);
    expect(read).toEqual([
      { '2026-02-03': 4003, '2026-02-04': 5 },
      { [keyOfNumber(0)]: 3, [keyOfNumber(1)]: 4005 },
    ]);
    // Marks, heads, and the cells of March, which has no sums.
    expect(calls.map(({ name }) => name)).toEqual(['query', 'batchGet', 'query', 'query']);
  });

  it.each([
    ['a month that is over with ten numbers of ten days', '2026-03-03T00:00:00Z', 10, true],
    ['one that is over with fewer', '2026-03-03T00:00:00Z', 9, false],
    ['one whose last days are not finished', '2026-03-02T23:59:59Z', 10, false],
  ])('are made without a mark: %s', async (_month, at, numbers, isSummed) => {
    now = new Date('2026-02-11T09:00:00Z');
    for (let place = 0; place < numbers; place += 1)
      for (let day = 10; day < 20; day += 1) await store(cellOf(`2026-02-${day}`, place), 2);
    now = new Date(at);
    const { months } = storesOver(memory);
    const marked = await months.stale();
    await runFinished();

    const summed = await months.numbers({ app: 'rides', month: '2026-02' });
    expect([marked, summed?.through, summed?.parts.length]).toEqual(
      isSummed ? [[], '2026-02-28', 10] : [[], undefined, undefined],
    );
    expect(Object.keys(await callsBy(true))).toHaveLength(numbers);
  });

  it.each([
    [500, 4, true],
    [499, 4, false],
    [1000, 3, false],
  ])('of a month that goes on: with %i numbers on %i days made is %s', async (numbers, days, isSummed) => {
    now = new Date('2026-03-10T09:00:00Z');
    const cells = Array.from({ length: numbers }, (_, place) => ({
      ...{ kind: 'calls' as const, app: 'rides', xKey: `key-${place}`, x: `+86170${place}` },
      days: new Map(
        Array.from({ length: days }, (_each, day) => [`2026-03-0${day + 1}`, { ...NO_USAGE, calls: 1 }]),
      ),
    }));
    await sumFinishedDays({ ...depsOver(memory), cells: { month: async () => cells } }, () => true);
    const { months } = storesOver(memory);
    expect((await months.head({ app: 'rides', month: '2026-03' }))?.through).toBe(
      isSummed ? '2026-03-07' : undefined,
    );
  });

  it('are read for the days that they have, and those behind them from the cells', async () => {
    now = new Date('2026-03-10T09:00:00Z');
    await store(cellOf('2026-03-07'), 3);
    await store(cellOf('2026-03-08', 1), 5);
    const { cells, months } = storesOver(memory);
    const numbers = (await cells.month('rides', '2026-03')).filter(({ days }) => days.has('2026-03-07'));
    await months.write({ app: 'rides', month: '2026-03' }, undefined, { through: '2026-03-07', numbers });

    expect([await callsBy(false), await callsBy(true)]).toEqual([
      { '2026-03-07': 3, '2026-03-08': 5 },
      { [keyOfNumber(0)]: 3, [keyOfNumber(1)]: 5 },
    ]);
    expect(await callsBy(true, { ...SPAN, last: '2026-03-06' })).toEqual({});
  });

  it('are not read from the moment on in which a cell is to change', async () => {
    await startWithSums();
    await store(cellOf('2026-02-03'), 3);
    nextDay();
    await run();
    const ending = documentsAround((call) =>
      call.name === 'put' ? Promise.reject(new Error('away')) : carryOut(memory, call),
    );
    await expect(store(cellOf('2026-02-03'), 7, ending)).rejects.toThrow();
    const unchanged = await callsBy(true);
    await store(cellOf('2026-02-03'), 7);

    expect(unchanged).toEqual({ [keyOfNumber(0)]: 3 });
    expect(await callsBy(true)).toEqual({ [keyOfNumber(0)]: 7 });
    expect(await callsBy(false)).toEqual({ '2026-02-03': 7 });
  });

  it('of a month that is not whole in the span are those of the days alone', async () => {
    await startWithSums();
    await store(cellOf('2026-02-03'), 3);
    await store(cellOf('2026-02-04'), 4);
    nextDay();
    await run();

    const span = { ...SPAN, first: '2026-02-04' };
    expect([await callsBy(false, span), await callsBy(true, span)]).toEqual([
      { '2026-02-04': 4 },
      { [keyOfNumber(0)]: 4 },
    ]);
  });

  it('have pages of many numbers', async () => {
    const numbers = Array.from({ length: 4001 }, (_, place) => ({
      ...{ kind: 'calls' as const, app: 'rides', xKey: `key-${place}`, x: `+86170${place}` },
      days: new Map([['2026-02-03', { ...NO_USAGE, calls: 2 }]]),
    }));
    const { months } = storesOver(memory);
    const month = { app: 'rides', month: '2026-02' };
    await months.write(month, undefined, { through: '2026-02-28', numbers });
    const parts = (await months.numbers(month))?.parts;

    expect(parts).toHaveLength(4001);
    expect(parts?.find(({ xKey }) => xKey === 'key-4000')).toEqual({
      ...{ app: 'rides', day: '2026-02-01', xKey: 'key-4000', x: '+861704000' },
      sums: { ...NO_USAGE, calls: 2 },
    });
  });

  it.each(Array.from({ length: 10 }, (_, place) => place + 1))(
    'are right when a run ends at write %i, and the next one makes them good',
    async (end) => {
      await startWithSums();
      await store(cellOf('2026-02-03'), 3);
      nextDay();
      await run();
      await store(cellOf('2026-02-03'), 7);
      nextDay();
      await run(endingAtWrite(memory, end));
      const between = await callsBy(true);
      await run();

      expect([between, await callsBy(true)]).toEqual([{ [keyOfNumber(0)]: 7 }, { [keyOfNumber(0)]: 7 }]);
      const { months } = storesOver(memory);
      expect(await months.stale()).toEqual([]);
      expect((await months.numbers({ app: 'rides', month: '2026-02' }))?.parts).toHaveLength(1);
    },
  );

  it('of a slow run do not come over those of a later one', async () => {
    await startWithSums();
    await store(cellOf('2026-02-03'), 3);
    nextDay();
    let isFirst = true;
    const slow = documentsAround(async (call) => {
      if (call.name === 'put' && isFirst) {
        isFirst = false;
        await store(cellOf('2026-02-03'), 7);
        nextDay();
        await run();
      }
      return carryOut(memory, call);
    });
    const late = await run(slow);

    expect(late).toEqual({ months: 0, monthsFailed: 0, monthsLeft: 1 });
    expect(await callsBy(true)).toEqual({ [keyOfNumber(0)]: 7 });
    expect(await callsBy(false)).toEqual({ '2026-02-03': 7 });
  });
});

it.each([1, 2, 3])('sums equal their cells whatever happens in between (seed %i)', async (seed) => {
  const chance = chanceOf(seed);
  const failing = documentsAround(async (call) => {
    if (isWrite(call) && chance.isOneOf(8)) throw new Error('away');
    const answer = await carryOut(memory, call);
    if (isWrite(call) && chance.isOneOf(8)) throw new Error('away');
    return answer;
  });
  await startWithSums();
  const { months } = storesOver(memory);
  await months.write({ app: 'rides', month: '2026-03' }, undefined, { through: '2026-03-01', numbers: [] });
  for (let step = 0; step < 40; step += 1) {
    const day = `2026-0${2 + chance.below(2)}-0${1 + chance.below(9)}`;
    const cell = cellOf(day, chance.below(4), chance.isOneOf(3) ? 'texts' : 'calls');
    if (chance.isOneOf(3)) await Promise.allSettled([run(failing), run(failing)]);
    else await store(cell, chance.below(50), failing).catch(() => undefined);
    now = new Date(now.getTime() + chance.below(20) * 3_600_000);
    const span = { ...SPAN, first: chance.isOneOf(2) ? SPAN.first : '2026-02-04' };
    for (const byNumber of [true, false])
      expect(await callsBy(byNumber, span)).toEqual(await cellsBy(byNumber, span));
  }
});
