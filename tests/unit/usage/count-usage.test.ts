import { beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Attributes, Documents } from '../../../shared/storage/documents.ts';
import type { CountedCdr } from '../../../shared/usage/count/count-records.ts';
import { type CountRun, countUsage } from '../../../shared/usage/count/count-usage.ts';
import { cellOfChange, markUsage } from '../../../shared/usage/count/mark-usage.ts';
import { createDynamoUsageCells } from '../../../shared/usage/dynamo-usage-cells.ts';
import { createDynamoUsageMarks } from '../../../shared/usage/dynamo-usage-marks.ts';
import { createDynamoUsageMonths } from '../../../shared/usage/dynamo-usage-months.ts';
import type { UsageCell } from '../../../shared/usage/usage-cell.ts';
import { tableNames } from '../../../tools/local-stack/create-from-template.ts';
import { loadTemplate } from '../../../tools/local-stack/template.ts';
import { carryOut, documentsAround, isWrite } from '../../fakes/documents-around.ts';
import { createMemoryDocuments, type MemoryDocuments } from '../../fakes/memory-documents.ts';

const X = '+8617000000001';
const X_KEY = 'abcdefabcdefabcdefabcdefabcdefab';
const CELL: UsageCell = { kind: 'calls', app: 'rides', day: '2026-03-01', xKey: X_KEY };
const UNTIL = Date.parse('2026-08-28T08:00:00Z') / 1000;

const aCdr = (callId: string): CountedCdr => ({
  ...{ callId, recordKey: callId, receivedAt: '2026-03-01T08:00:00.000Z' },
  ...{ answered: true, talkSeconds: 30, group: `binding-of-${callId}` },
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
});

const marksOver = (documents: Documents) => createDynamoUsageMarks({ documents, table, keptSeconds: 1e7 });
const keptIn = (documents: Documents) => ({
  ...{ documents, table, sealer: createSealer([{ id: 'one', bytes: Buffer.alloc(32, 1) }]) },
  ...{ retentionDays: 1096, bindingsRetentionDays: 180 },
});
const cellsOver = (documents: Documents) => createDynamoUsageCells(keptIn(documents));

/** Told of records that have no place in a cell. */
let unplaced: unknown[];

const markAll = (records: readonly Attributes[], windowSeconds = 0) =>
  markUsage(
    {
      marks: marksOver(memory),
      clock: () => now,
      windowSeconds,
      onUnplaced: (error) => unplaced.push(error),
    },
    records.map((after) => ({ before: undefined, after })),
  );

const mark = (callId: string, windowSeconds = 0) => markAll([aStored(callId)], windowSeconds);

/** One run; `whileReading` happens when it has read its records and not stored their count yet. */
const run = (
  documents: Documents = memory,
  whileReading: () => Promise<unknown> = async () => undefined,
): Promise<CountRun> =>
  countUsage(
    {
      marks: marksOver(documents),
      cells: cellsOver(documents),
      months: createDynamoUsageMonths(keptIn(documents)),
      records: {
        async read() {
          const found = {
            cdrs: [...stored],
            messages: [],
            x: X,
            until: stored.length > 0 ? UNTIL : undefined,
          };
          await whileReading();
          return found;
        },
      },
      clock: () => new Date(now.getTime() + 1),
      logger: createLogger({ clock: () => now, write: (line) => lines.push(line) }),
    },
    () => true,
  );

const calls = async (): Promise<number | undefined> => (await cellsOver(memory).read(CELL))?.sums.calls;
const bindings = async () =>
  (await cellsOver(memory).bindings('rides', '2026-03-01')).map(({ bindingId }) => bindingId);
const open = () => marksOver(memory).marked();

describe('a run of the counting', () => {
  it('stores no older count over a newer one', async () => {
    await mark('one');
    const older = await run(memory, async () => {
      stored.push(aCdr('two'));
      await mark('two');
      await run();
    });

    expect(older).toMatchObject({ overtaken: 1, counted: 0, remaining: 1 });
    expect([await calls(), await bindings()]).toEqual([2, ['binding-of-one', 'binding-of-two']]);
  });

  it('does not take away a mark that came while it counted', async () => {
    await mark('one');
    await run(memory, async () => {
      now = new Date('2026-03-01T09:00:01Z');
      stored.push(aCdr('two'));
      await mark('two');
    });

    expect(await open()).toEqual([CELL]);
    await run();
    expect([await calls(), await open()]).toEqual([2, []]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is made good by the next one when it ends at write %i', async (end) => {
    await mark('one');
    let writes = 0;
    const ending = documentsAround(async (call) => {
      if (isWrite(call)) writes += 1;
      // From there on nothing takes effect; an odd one has taken effect, and nobody heard of it.
      if (isWrite(call) && writes > Math.floor(end / 2)) throw new Error('away');
      const answer = await carryOut(memory, call);
      if (isWrite(call) && writes === Math.floor(end / 2) && end % 2 === 1) throw new Error('away');
      return answer;
    });
    await run(ending);
    stored.push(aCdr('two'));
    await mark('two');

    await run();

    expect([await calls(), await bindings(), await open()]).toEqual([
      2,
      ['binding-of-one', 'binding-of-two'],
      [],
    ]);
  });

  it('leaves the sums as they are when the first records may be gone', async () => {
    await mark('one');
    await run();
    now = new Date((UNTIL + 1) * 1000);
    stored = [aCdr('late')];
    await mark('late');

    expect(await run()).toMatchObject({ closed: 1, counted: 0, remaining: 0 });
    expect([await calls(), await open()]).toEqual([1, []]);
    expect(lines.join()).toContain('"usage-closed"');
  });

  it('counts one cell while another one fails', async () => {
    await mark('one');
    now = new Date('2026-03-01T09:00:01Z');
    await markAll([aStored('other', { app: 'shop' })]);
    const failing = documentsAround((call) =>
      call.name === 'update' && String(call.input.key['pk']).includes('shop')
        ? Promise.reject(new Error('away'))
        : carryOut(memory, call),
    );

    expect(await run(failing)).toMatchObject({ counted: 1, failed: 1, remaining: 1 });
    expect((await open()).map(({ app }) => app)).toEqual(['shop']);
  });
});

describe('a mark', () => {
  it('of a record is made although the one before it has no place, which is told', async () => {
    const { startedKey: _none, ...placeless } = aStored('one');

    expect(await markAll([placeless, { ...aStored('two'), app: 7 }, aStored('three')])).toBe(1);
    expect(unplaced).toHaveLength(2);
    expect(await open()).toHaveLength(1);
  });

  it('is one for all records of a window, and is counted a minute after it', async () => {
    await mark('one', 3600);
    now = new Date('2026-03-01T09:59:59Z');
    await mark('two', 3600);

    expect(await open()).toEqual([CELL]);
    now = new Date('2026-03-01T10:00:59Z');
    expect(await run()).toMatchObject({ counted: 0 });
    now = new Date('2026-03-01T10:01:00Z');
    expect(await run()).toMatchObject({ counted: 1 });
  });

  it.each([
    ['a new event of a call', { before: undefined, after: aStored('one', { sk: 'EVT#answer#x' }) }],
    ['a new item beside the calls', { before: undefined, after: { pk: 'ERASURES', sk: 'x' } }],
    ['a changed CDR', { before: aStored('one'), after: aStored('one', { recordingStatus: 'archived' }) }],
    ['a CDR whose time is over', { before: aStored('one'), after: undefined }],
  ])('is not made for %s', (_change, change) => {
    expect(cellOfChange(change)).toBeUndefined();
  });

  it('of a text is kept apart from that of a call', () => {
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
