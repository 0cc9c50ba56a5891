import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { noteRents, type RentedNumber } from '../../../shared/usage/count/note-rents.ts';
import { createDynamoUsageRents } from '../../../shared/usage/dynamo-usage-rents.ts';
import { readRents } from '../../../shared/usage/report/read-rents.ts';
import { tableNames } from '../../../tools/local-stack/create-from-template.ts';
import { loadTemplate } from '../../../tools/local-stack/template.ts';
import { endingAtWrite } from '../../fakes/documents-around.ts';
import { createMemoryDocuments, type MemoryDocuments } from '../../fakes/memory-documents.ts';

let memory: MemoryDocuments;
let table: string;
let now: Date;
let pool: RentedNumber[];
let lines: string[];

beforeEach(async () => {
  const template = await loadTemplate();
  memory = createMemoryDocuments(template);
  table = tableNames(template).USAGE_TABLE;
  now = new Date('2026-03-01T09:00:00Z');
  pool = [{ x: 'one', isGone: false }];
  lines = [];
});

const rentsOver = (documents: Documents) => {
  const sealer = createSealer([{ id: 'one', bytes: Buffer.alloc(32, 1) }]);
  return createDynamoUsageRents({ documents, table, sealer, retentionDays: 1096 });
};

const run = (documents: Documents = memory) =>
  noteRents({
    ...{ apps: ['rides'], poolOf: async () => pool, rents: rentsOver(documents), clock: () => now },
    logger: createLogger({ clock: () => now, write: (line) => lines.push(line) }),
  });

const hourLater = () => {
  now = new Date(now.getTime() + 3_600_000);
};

const rented = async (first = '2026-03-01', last = '2026-03-31') => {
  const query = { apps: ['rides'], first, last, byNumber: true };
  const [parts, [together]] = await Promise.all([
    readRents({ rents: rentsOver(memory) }, query),
    readRents({ rents: rentsOver(memory) }, { ...query, byNumber: false }),
  ]);
  return { x: parts.map(({ x }) => x), sum: together?.sums.numberMonths };
};

describe('the rents of a month', () => {
  it('are of the numbers that were in the pool in it, and not of those that were retired before', async () => {
    pool = [
      { x: 'one', isGone: false },
      { x: 'blocked', isGone: false },
      { x: 'retired in it', isGone: true, stateAt: '2026-03-01T00:00:00.000Z' },
      { x: 'retired before', isGone: true, stateAt: '2026-02-28T23:59:59.999Z' },
      { x: 'retired at some time', isGone: true },
    ];
    await run();

    expect(await rented()).toEqual({ x: ['one', 'blocked', 'retired in it'], sum: 3 });
  });

  it('stay when a number goes, grow when one comes, and begin anew with a month', async () => {
    await run();
    pool = [{ x: 'two', isGone: false }];
    const sameHour = await run();
    hourLater();
    const nextHour = await run();
    now = new Date('2026-04-01T00:00:00Z');
    await run();

    expect([sameHour.rentsNoted, nextHour.rentsNoted]).toEqual([0, 1]);
    expect([await rented(), await rented('2026-04-01', '2026-04-02')]).toEqual([
      { x: ['one', 'two'], sum: 2 },
      { x: ['two'], sum: 1 },
    ]);
  });

  it('are of a span that has the first day of the month', async () => {
    await run();

    expect((await rented('2026-03-02', '2026-04-30')).x).toEqual([]);
    expect((await rented('2026-02-02', '2026-03-01')).x).toEqual(['one']);
  });

  it('are in as many pages as they need', async () => {
    pool = Array.from({ length: 10_001 }, (_, place) => ({ x: `+86170${place}`, isGone: false }));
    await run();
    hourLater();
    pool.push({ x: 'one more', isGone: false });
    await run();

    const { x } = await rented();
    expect([x.length, new Set(x).size, x.at(-1)]).toEqual([10_002, 10_002, 'one more']);
  });

  it.each([1, 2, 3, 4, 5])('are made good when a run ends at write %i', async (end) => {
    await run(endingAtWrite(memory, end));
    pool.push({ x: 'two', isGone: false });
    hourLater();
    await run();

    expect((await rented()).x).toEqual(['one', 'two']);
    expect(lines.every((line) => line.includes('usage-rents-not-noted'))).toBe(true);
  });

  it('have each number once when two look at once', async () => {
    const [one, other] = await Promise.all([run(), run()]);
    await run();

    expect([one.rentsNoted + other.rentsNoted, await rented()]).toEqual([1, { x: ['one'], sum: 1 }]);
  });
});
