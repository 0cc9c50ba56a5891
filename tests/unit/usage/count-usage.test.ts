import { beforeEach, describe, expect, it } from 'vitest';
import { lettersOf } from '../../../shared/kernel/ids.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Attributes, Documents } from '../../../shared/storage/documents.ts';
import type { CountedCdr } from '../../../shared/usage/count/count-records.ts';
import { type CountRun, countUsage } from '../../../shared/usage/count/count-usage.ts';
import { daysToLookAt, lookAtDays } from '../../../shared/usage/count/look-at-days.ts';
import { cellOfChange, markUsage } from '../../../shared/usage/count/mark-usage.ts';
import type { RecordKey } from '../../../shared/usage/count/usage-records.ts';
import { createDynamoUsageCells } from '../../../shared/usage/dynamo-usage-cells.ts';
import { createDynamoUsageMarks } from '../../../shared/usage/dynamo-usage-marks.ts';
import { createDynamoUsageMonths } from '../../../shared/usage/dynamo-usage-months.ts';
import type { UsageCell } from '../../../shared/usage/usage-cell.ts';
import { NO_USAGE } from '../../../shared/usage/usage-sums.ts';
import { tableNames } from '../../../tools/local-stack/create-from-template.ts';
import { loadTemplate } from '../../../tools/local-stack/template.ts';
import { carryOut, documentsAround, endingAtWrite } from '../../fakes/documents-around.ts';
import { createMemoryDocuments, type MemoryDocuments } from '../../fakes/memory-documents.ts';

const X = '+8617000000001';
const X_KEY = 'abcdefabcdefabcdefabcdefabcdefab';
const CELL: UsageCell = { kind: 'calls', app: 'rides', day: '2026-03-01', xKey: X_KEY };
const UNTIL = Date.parse('2026-08-28T08:00:00Z') / 1000;

/** 128 bits, as ids are. */
const bindingOf = (callId: string) => lettersOf(Buffer.from(callId.padEnd(16)));
const aCdr = (callId: string): CountedCdr => ({
  ...{ callId, recordKey: callId, storedAt: '2026-03-01T08:00:00.000Z' },
  ...{ answered: true, talkSeconds: 30, group: bindingOf(callId) },
});
const aStored = (callId: string, changes: object = {}) => ({
  ...{ pk: `C#${callId}`, sk: `CDR#${callId}`, app: 'rides', xKey: X_KEY },
  ...{ startedKey: `2026-03-01T08:00:00.000Z#${callId}`, ...changes },
});

let memory: MemoryDocuments;
let table: string;
let stored: CountedCdr[];
let now: Date;
let lines: string[];

beforeEach(async () => {
  const template = await loadTemplate();
  memory = createMemoryDocuments(template);
  table = tableNames(template).USAGE_TABLE;
  stored = [aCdr('one')];
  now = new Date('2026-03-01T09:00:00Z');
  lines = [];
  unplaced = [];
  hidden = [];
});

const marksOver = (documents: Documents) => createDynamoUsageMarks({ documents, table, keptSeconds: 1e7 });
const keptIn = (documents: Documents) => ({
  ...{ documents, table, sealer: createSealer([{ id: 'one', bytes: Buffer.alloc(32, 1) }]) },
  retentionDays: 1096,
});
const cellsOver = (documents: Documents) => createDynamoUsageCells(keptIn(documents));

/** Told of records that have no place in a cell. */
let unplaced: unknown[];
/** The keys that the index does not show yet. */
let hidden: string[];

/** The parts that count, over some store; `whileReading` happens when a run has read its records and not stored their count yet. */
const countingOver = (
  documents: Documents,
  whileReading: () => Promise<unknown> = async () => undefined,
) => ({
  ...{ marks: marksOver(documents), cells: cellsOver(documents), apps: ['rides'] },
  months: createDynamoUsageMonths(keptIn(documents)),
  records: {
    keys: async () => stored.map(keyOf).filter(({ sk }) => !hidden.includes(sk)),
    toldByEvents: async () => [],
    async read(_cell: UsageCell, keys: readonly RecordKey[]) {
      const known = new Set(keys.map(({ sk }) => sk));
      const cdrs = stored.filter((cdr) => known.has(keyOf(cdr).sk));
      const until = cdrs.length > 0 ? UNTIL : undefined;
      await whileReading();
      return { cdrs, messages: [], x: X, until };
    },
  },
  clock: () => new Date(now.getTime() + 1),
  logger: createLogger({ clock: () => now, write: (line) => lines.push(line) }),
});
const keyOf = ({ callId }: CountedCdr) => ({ pk: `C#${callId}`, sk: `CDR#${callId}` });

/** Hands new records to `mark-usage`. */
const meet = (records: readonly Attributes[], windowSeconds = 0, documents: Documents = memory) =>
  markUsage(
    {
      ...countingOver(documents),
      clock: () => now,
      windowSeconds,
      onUnplaced: (error) => unplaced.push(error),
      onUncounted: (_cell, error) => lines.push(String(error)),
    },
    records.map((after) => ({ before: undefined, after })),
  );

/** A mark of this moment. */
const mark = (app = 'rides') =>
  marksOver(memory).mark([{ cell: { ...CELL, app }, dueAt: now.toISOString() }], []);

/** One run over what is marked. */
const run = (documents: Documents = memory, whileReading?: () => Promise<unknown>): Promise<CountRun> =>
  countUsage(countingOver(documents, whileReading), () => true);

/** One look at the days of this moment. */
const look = (documents: Documents = memory, whileReading?: () => Promise<unknown>) =>
  lookAtDays(countingOver(documents, whileReading), daysToLookAt(now), () => true);

const calls = async (): Promise<number | undefined> => (await cellsOver(memory).read(CELL))?.sums.calls;
const bindings = async () =>
  (await cellsOver(memory).bindings('rides', '2026-03-01')).map(({ bindingId }) => bindingId).sort();
const open = () => marksOver(memory).marked();

describe('a run of the counting', () => {
  it('stores no older count over a newer one', async () => {
    await mark();
    const older = await run(memory, async () => {
      stored.push(aCdr('two'));
      await mark();
      await run();
    });

    expect(older).toMatchObject({ overtaken: 1, counted: 0, remaining: 1 });
    expect([await calls(), await bindings()]).toEqual([2, [bindingOf('one'), bindingOf('two')].sort()]);
  });

  it('does not take away a mark that came while it counted', async () => {
    await mark();
    await run(memory, async () => {
      now = new Date('2026-03-01T09:00:01Z');
      stored.push(aCdr('two'));
      await mark();
    });

    expect(await open()).toEqual([CELL]);
    await run();
    expect([await calls(), await open()]).toEqual([2, []]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is made good by the next one when it ends at write %i', async (end) => {
    await mark();
    await run(endingAtWrite(memory, end));
    stored.push(aCdr('two'));
    await mark();

    await run();

    expect([await calls(), await bindings(), await open()]).toEqual([
      2,
      [bindingOf('one'), bindingOf('two')].sort(),
      [],
    ]);
  });

  it('leaves the sums as they are when the first records may be gone', async () => {
    await mark();
    await run();
    now = new Date((UNTIL + 1) * 1000);
    stored = [aCdr('late')];
    await mark();

    expect(await run()).toMatchObject({ closed: 1, counted: 0, remaining: 0 });
    expect([await calls(), await open()]).toEqual([1, []]);
    expect(lines.join()).toContain('"usage-closed"');
  });

  it('counts one cell while another one fails', async () => {
    await mark();
    now = new Date('2026-03-01T09:00:01Z');
    await mark('shop');
    const failing = documentsAround((call) =>
      call.name === 'update' && String(call.input.key['pk']).includes('shop')
        ? Promise.reject(new Error('away'))
        : carryOut(memory, call),
    );

    expect(await run(failing)).toMatchObject({ counted: 1, failed: 1, remaining: 1 });
    expect((await open()).map(({ app }) => app)).toEqual(['shop']);
  });
});

describe('a look', () => {
  it('leaves a cell that fails, or that another run counts meanwhile, to the next one', async () => {
    await meet([aStored('one')]);
    stored.push(aCdr('two'));
    const failing = documentsAround((call) =>
      call.name === 'update' ? Promise.reject(new Error('away')) : carryOut(memory, call),
    );
    const failed = await look(failing);
    const overtaken = await look(memory, async () => {
      if (stored.length === 3) return;
      stored.push(aCdr('three'));
      await look();
    });

    expect([failed.lookFailed, overtaken.lookLeft, await calls()]).toEqual([1, 1, 3]);
    expect(await look()).toMatchObject({ recounted: 0, lookFailed: 0, lookLeft: 0 });
  });

  it('begins no cell when its time is over, and says so', async () => {
    await meet([aStored('one')]);
    stored.push(aCdr('two'));

    expect(await lookAtDays(countingOver(memory), daysToLookAt(now), () => false)).toMatchObject({
      ...{ lookedAt: 0, lookLeft: 1 },
    });
    expect(await calls()).toBe(1);
  });
});

describe('a new record', () => {
  const LATE = '2026-03-02T12:00:00Z';

  it('is counted at once, also when the one before it has no place, which is told', async () => {
    stored = [aCdr('three')];
    const { startedKey: _none, ...placeless } = aStored('one');
    const done = await meet([placeless, { ...aStored('two'), app: 7 }, aStored('three')]);

    expect([done, unplaced.length, await calls()]).toEqual([{ counted: 1, left: 0, marked: 0 }, 2, 1]);
    expect(await open()).toEqual([]);
  });

  it('is counted at once although the index does not show it yet', async () => {
    hidden = ['CDR#one'];
    await meet([aStored('one')]);

    expect([await calls(), await bindings()]).toEqual([1, [bindingOf('one')]]);
  });

  it.each([
    ['today', '2026-03-01T23:59:59Z'],
    ['yesterday, until noon', '2026-03-02T11:59:59Z'],
  ])('of a cell that is there is left to the looks: %s', async (_when, at) => {
    await meet([aStored('one')]);
    now = new Date(at);
    stored.push(aCdr('two'));
    const done = await meet([aStored('two')]);
    const before = await calls();
    // The last moment of looks at the day.
    now = new Date('2026-03-02T23:59:59Z');
    const first = await look();
    const again = await look();

    expect([done.left, before, await calls(), await open()]).toEqual([1, 1, 2, []]);
    expect([first.recounted, again]).toEqual([1, { lookedAt: 1, recounted: 0, lookFailed: 0, lookLeft: 0 }]);
  });

  it('that is late is counted at once, and writes nothing when it is handed over again', async () => {
    await meet([aStored('one')]);
    now = new Date(LATE);
    stored.push(aCdr('two'));
    hidden = ['CDR#two'];
    const first = await meet([aStored('two')]);
    now = new Date('2026-03-02T12:10:00Z');
    hidden = [];
    const revision = (await cellsOver(memory).read(CELL))?.revision;
    await meet([aStored('two')]);

    expect([first, await calls(), await open()]).toEqual([{ counted: 1, left: 0, marked: 0 }, 2, []]);
    expect((await cellsOver(memory).read(CELL))?.revision).toBe(revision);
  });

  it('that is late and comes just after another is marked, because the index may lack the other', async () => {
    await meet([aStored('one')]);
    now = new Date(LATE);
    stored.push(aCdr('two'));
    hidden = ['CDR#two'];
    await meet([aStored('two')]);
    now = new Date('2026-03-02T12:01:59Z');
    stored.push(aCdr('three'));
    const done = await meet([aStored('three')], 3600);
    const [before, marked] = [await calls(), await open()];
    hidden = [];
    now = new Date('2026-03-02T13:01:00Z');
    await run();

    expect([done.marked, before, marked]).toEqual([1, 2, [CELL]]);
    expect([await calls(), await open()]).toEqual([3, []]);
  });

  it('of which another run made the cell meanwhile is left to the looks', async () => {
    const overtaken = documentsAround(async (call) => {
      if (call.name === 'update') await meet([aStored('two')]);
      return carryOut(memory, call);
    });
    hidden = ['CDR#one'];
    stored = [aCdr('two')];
    const done = await meet([aStored('two')], 0, overtaken);

    expect([done, await calls(), await open()]).toEqual([{ counted: 0, left: 1, marked: 0 }, 1, []]);
  });

  it('of a cell that cannot be counted is marked, which is told', async () => {
    const failing = documentsAround((call) =>
      call.name === 'update' ? Promise.reject(new Error('away')) : carryOut(memory, call),
    );
    const done = await meet([aStored('one')], 0, failing);
    now = new Date('2026-03-01T09:00:01Z');
    await run();

    expect([done.marked, lines.length > 0, await calls(), await open()]).toEqual([1, true, 1, []]);
  });

  it('is marked once for all records of a window, and counted a minute after it', async () => {
    await meet([aStored('one')]);
    now = new Date('2026-03-02T12:00:00Z');
    await meet([aStored('late')]);
    stored.push(aCdr('two'), aCdr('three'));
    now = new Date('2026-03-02T12:01:00Z');
    await cellsOver(memory).write(CELL, await cellsOver(memory).read(CELL), {
      ...{ x: X, until: UNTIL, sums: NO_USAGE, groups: new Map(), records: 'just now' },
      countedAt: now.getTime() / 1000,
    });
    await meet([aStored('two')], 3600);
    await meet([aStored('three')], 3600);

    expect(await open()).toEqual([CELL]);
    now = new Date('2026-03-02T13:00:59Z');
    expect(await run()).toMatchObject({ counted: 0 });
    now = new Date('2026-03-02T13:01:00Z');
    expect(await run()).toMatchObject({ counted: 1 });
  });

  it.each([
    ['a new event of a call', { before: undefined, after: aStored('one', { sk: 'EVT#answer#x' }) }],
    ['a new item beside the calls', { before: undefined, after: { pk: 'ERASURES', sk: 'x' } }],
    ['a changed CDR', { before: aStored('one'), after: aStored('one', { recordingStatus: 'archived' }) }],
    ['a CDR whose time is over', { before: aStored('one'), after: undefined }],
  ])('%s is none', (_change, change) => {
    expect(cellOfChange(change)).toBeUndefined();
  });

  it('that is a text is kept apart from that of a call', () => {
    const after = {
      pk: 'M#one',
      sk: 'M',
      app: 'rides',
      xKey: X_KEY,
      sentKey: '2026-03-01T23:59:59.999Z#one',
    };

    expect(cellOfChange({ before: undefined, after })?.cell).toEqual({ ...CELL, kind: 'texts' });
  });
});
