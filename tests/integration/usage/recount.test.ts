import { expect, it } from 'vitest';
import { createDynamoCallReader } from '../../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoCallWriter } from '../../../shared/calls/dynamo/dynamo-call-writer.ts';
import { createDynamoMessageWriter } from '../../../shared/messages/dynamo-message-writer.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Documents } from '../../../shared/storage/documents.ts';
import { type CountRun, countUsage } from '../../../shared/usage/count/count-usage.ts';
import { createDynamoUsageRecords } from '../../../shared/usage/count/dynamo-usage-records.ts';
import { daysToLookAt, type LookRun, lookAtDays } from '../../../shared/usage/count/look-at-days.ts';
import { markUsage, type UsageChange } from '../../../shared/usage/count/mark-usage.ts';
import { createDynamoUsageCells } from '../../../shared/usage/dynamo-usage-cells.ts';
import { createDynamoUsageMarks } from '../../../shared/usage/dynamo-usage-marks.ts';
import { createDynamoUsageMonths } from '../../../shared/usage/dynamo-usage-months.ts';
import { tableNames } from '../../../tools/local-stack/create-from-template.ts';
import { loadTemplate } from '../../../tools/local-stack/template.ts';
import { aMadeRecord, chanceOf, countedByHand, type MadeRecord } from '../../builders/usage-records.ts';
import { carryOut, documentsAround, isWrite } from '../../fakes/documents-around.ts';
import { createMemoryDocuments } from '../../fakes/memory-documents.ts';

/** 100,000 take two to four minutes: `USAGE_RECORDS=100000 npm test -- tests/integration/usage/recount.test.ts`. */
const RECORDS = Number(process.env['USAGE_RECORDS'] ?? 300);
/** Ten milliseconds a record, on a machine that has other work too. */
const LIMIT_MS = 120_000 + RECORDS * 10;
const BATCH = 50;
const APPS = ['rides', 'shop'];
const WINDOW_SECONDS = 3600;
const LOOK_MS = 6 * 3_600_000;
const NO_LOOK: LookRun = { lookedAt: 0, recounted: 0, lookFailed: 0, lookLeft: 0 };

const SEALER = createSealer([{ id: 'one', bytes: Buffer.alloc(32, 1) }]);
const LOOKUP = createLookupKeys(Buffer.alloc(32, 2));
/** Every record of these runs has its place. */
const rethrown = (error: unknown): never => {
  throw error;
};
const SILENT = createLogger({ clock: () => new Date(0), write: () => undefined });

/** The stores over some tables in memory; changes of records are handed out, and the store of the counting may fail. */
const setUp = async (mayFail: () => boolean) => {
  const template = await loadTemplate();
  const tables = tableNames(template);
  const memory = createMemoryDocuments(template);
  const changes: UsageChange[] = [];
  const documents: Documents = documentsAround(async (call) => {
    const answer = await carryOut(memory, call);
    if (call.name === 'put' && (answer as { written: boolean }).written)
      changes.push({ before: undefined, after: call.input.item });
    return answer;
  });
  const failing = documentsAround(async (call) => {
    // Before or after it took effect: nobody knows.
    if (isWrite(call) && mayFail()) throw new Error('away');
    const answer = await carryOut(memory, call);
    if (isWrite(call) && mayFail()) throw new Error('away');
    return answer;
  });
  let lookedIn: number | undefined;
  const clock = { now: new Date('2026-03-28T00:00:00Z') };
  const common = { documents: failing, sealer: SEALER, lookup: LOOKUP, clock: () => clock.now };
  const marks = createDynamoUsageMarks({ documents: failing, table: tables.USAGE_TABLE, keptSeconds: 1e7 });
  const sums = {
    ...{ documents: failing, table: tables.USAGE_TABLE, sealer: SEALER },
    retentionDays: 1096,
  };
  const cells = createDynamoUsageCells(sums);
  const months = createDynamoUsageMonths(sums);
  const records = createDynamoUsageRecords({
    ...{ documents: failing, sealer: SEALER, bindingIdOf: async () => undefined },
    tables: { calls: tables.CALLS_TABLE, messages: tables.MESSAGES_TABLE, usage: tables.USAGE_TABLE },
    calls: createDynamoCallReader({ ...common, table: tables.CALLS_TABLE }),
  });
  const counting = { marks, cells, months, records, clock: () => clock.now, logger: SILENT, apps: APPS };
  const kept = { documents, sealer: SEALER, lookup: LOOKUP, retentionSeconds: 180 * 86_400 };
  return {
    clock,
    changes,
    calls: createDynamoCallWriter({
      ...kept,
      table: tables.CALLS_TABLE,
      firstDelaySeconds: 60,
      shards: 1,
      clock: () => clock.now,
    }),
    messages: createDynamoMessageWriter({ ...kept, table: tables.MESSAGES_TABLE }),
    mark: (some: readonly UsageChange[]) =>
      markUsage(
        {
          ...counting,
          windowSeconds: WINDOW_SECONDS,
          onUnplaced: rethrown,
          onUncounted: () => undefined,
        },
        some,
      ),
    /** A run of `count-usage`, which looks once a window. */
    async count() {
      const window = Math.floor(clock.now.getTime() / LOOK_MS);
      const run = await countUsage(counting, () => true);
      const look =
        window === lookedIn ? NO_LOOK : await lookAtDays(counting, daysToLookAt(clock.now), () => true);
      if (look.lookFailed + look.lookLeft === 0) lookedIn = window;
      return { ...run, ...look };
    },
    cells,
  };
};
type Counting = Awaited<ReturnType<typeof setUp>>;

const store = async (
  { calls, messages }: Counting,
  { cdr, message, receivedAt }: MadeRecord,
): Promise<void> => {
  if (cdr !== undefined) await calls.appendCdr(cdr, receivedAt);
  if (message !== undefined) await messages.append(message, receivedAt);
};

/** Until it is done: Lambda hands a failed batch over again, and the schedule comes again. */
const insist = async <Result>(
  work: () => Promise<Result>,
  isDone: (result: Result) => boolean = () => true,
) => {
  for (let tries = 0; tries < 1000; tries += 1) {
    const result = await work().catch(() => undefined);
    if (result !== undefined && isDone(result)) return;
  }
  throw new Error('it was never done');
};

const isDone = (run: CountRun & LookRun): boolean =>
  run.remaining + run.failed + run.overtaken + run.lookFailed + run.lookLeft === 0;

/** Two runs at once, and once more. */
const countTwice = async (counting: Counting): Promise<void> => {
  await Promise.allSettled([counting.count(), counting.count()]);
  await insist(counting.count, isDone);
};

/** Time goes on to this moment, with looks every six hours. */
const lookUntil = async (counting: Counting, end: Date): Promise<void> => {
  for (;;) {
    const next = new Date(Math.floor(counting.clock.now.getTime() / LOOK_MS + 1) * LOOK_MS);
    if (next > end) return;
    counting.clock.now = next;
    await insist(counting.count, isDone);
  }
};

const storedSums = async ({ cells }: Counting) => {
  const months = ['2026-03', '2026-04'].flatMap((month) => APPS.map((app) => [app, month] as const));
  const found = new Map<string, Record<string, number>>();
  for (const [app, month] of months)
    for (const { x, days } of await cells.month(app, month))
      for (const [day, sums] of days) {
        const { lateBilledMinutes, lateMessages, lateMessageParts, numberMonths, ...rest } = sums;
        const before = found.get(`${app} ${x} ${day}`);
        const names = Object.keys(rest) as (keyof typeof rest)[];
        found.set(
          `${app} ${x} ${day}`,
          Object.fromEntries(names.map((name) => [name, (before?.[name] ?? 0) + rest[name]])),
        );
      }
  return found;
};

it(
  'usage equals a count by hand, whatever comes twice or late, is broken, fails or runs at once',
  async () => {
    const chance = chanceOf(7);
    const failing = { on: true };
    const counting = await setUp(() => failing.on && chance.isOneOf(12));
    const records = Array.from({ length: RECORDS }, (_, place) => aMadeRecord(chance, place));
    const inOrder = records.toSorted((one, other) => one.receivedAt.getTime() - other.receivedAt.getTime());

    for (let start = 0; start < inOrder.length; start += BATCH) {
      const batch = inOrder.slice(start, start + BATCH);
      for (const record of batch) {
        await lookUntil(counting, record.receivedAt);
        counting.clock.now = record.receivedAt;
        await store(counting, record);
        // The platform repeats what it has sent before.
        if (chance.isOneOf(4)) await store(counting, inOrder[chance.below(start + 1)] ?? record);
      }
      const changes = counting.changes.splice(0);
      await insist(() => counting.mark(changes));
      // A stream may hand over what it has handed over before.
      if (chance.isOneOf(5)) await insist(() => counting.mark(changes.slice(chance.below(BATCH))));
      if (chance.isOneOf(3)) await countTwice(counting);
    }
    counting.clock.now = new Date(counting.clock.now.getTime() + LOOK_MS);
    await countTwice(counting);
    failing.on = false;

    expect(await storedSums(counting)).toEqual(countedByHand(records));
  },
  LIMIT_MS,
);
