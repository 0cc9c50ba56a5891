import * as v from 'valibot';
import { courseOf } from '../../calls/call-legs.ts';
import type { CallReader } from '../../calls/call-store.ts';
import { cdrTalkSeconds } from '../../calls/call-times.ts';
import { Cdr } from '../../calls/cdr.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import { SmsMessage } from '../../messages/message.ts';
import { ifReadable, insteadOfUnreadable } from '../../sealing/if-readable.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { queryAll } from '../../storage/query-all.ts';
import { readLoose } from '../dynamo-usage-marks.ts';
import { dayAfter, type UsageCell } from '../usage-cell.ts';
import type { CountedCdr } from './count-records.ts';
import type { RecordKey, RecordsOfCell, UsageRecords } from './usage-records.ts';

type Options = Readonly<{
  documents: Documents;
  tables: Readonly<{ calls: string; messages: string; usage: string }>;
  sealer: Sealer;
  calls: Pick<CallReader, 'read'>;
  /** Our id of a binding by the platform's. @throws {AppError} `store-unavailable`. */
  bindingIdOf: (app: string, subscriptionId: string) => Promise<string | undefined>;
}>;

const AT_MOST_READS = 8;

const Key = v.object({ pk: v.string(), sk: v.string() });
const Item = v.object({
  ...Key.entries,
  app: v.string(),
  sealed: v.string(),
  receivedAt: v.string(),
  storedAt: v.optional(v.string()),
  ttl: v.number(),
});
type Item = v.InferOutput<typeof Item>;

/** Reads the records of a cell by the index of its private number, and those without one by the keys that were noted. */
export const createDynamoUsageRecords = (options: Options): UsageRecords => ({
  keys: async (cell) => (await keysOf(options, cell)).filter(({ sk }) => isCounted(cell, sk)),

  async read(cell, keys) {
    const table = tableOf(options, cell);
    const read = await batchGetAll(options.documents, { purpose: 'reading records of usage', table, keys });
    // An X may have been another app's.
    const items = read.map((item) => v.parse(Item, item)).filter(({ app }) => app === cell.app);
    return {
      ...(cell.kind === 'calls' ? await countedCdrs(options, items) : await countedMessages(options, items)),
      until: items.length === 0 ? undefined : Math.min(...items.map(({ ttl }) => ttl)),
    };
  },

  toldByEvents: (callKey) => cellsToldByEvents(options, callKey),
});

const ListedCdr = v.object({
  ...Key.entries,
  app: v.string(),
  sealed: v.string(),
  xKey: v.optional(v.string()),
  startedKey: v.string(),
});

const cellsToldByEvents = async (
  { documents, tables, sealer }: Options,
  callKey: string,
): Promise<readonly UsageCell[]> => {
  const items = await queryAll(documents, {
    purpose: 'reading the records of a call',
    table: tables.calls,
    where: 'pk = :pk AND begins_with(sk, :cdr)',
    values: { ':pk': callKey, ':cdr': 'CDR#' },
  });
  return items.flatMap((item) => {
    const { pk, app, sealed, xKey, startedKey } = v.parse(ListedCdr, item);
    const place = { kind: 'call-record', id: pk.slice(2), sealed, context: pk } as const;
    const cdr = ifReadable(() => openItem(sealer, Cdr, place));
    if (cdr === undefined || cdrTalkSeconds(cdr) !== undefined) return [];
    return [{ kind: 'calls', app, day: startedKey.slice(0, 10), xKey } as const];
  });
};

/** The events of a call stand in the same index as its CDRs. */
const isCounted = ({ kind }: UsageCell, sk: string): boolean => kind === 'texts' || sk.startsWith('CDR#');

const tableOf = ({ tables }: Options, { kind }: UsageCell): string =>
  kind === 'calls' ? tables.calls : tables.messages;

const keysOf = async (options: Options, cell: UsageCell): Promise<readonly RecordKey[]> => {
  const { documents, tables } = options;
  if (cell.xKey === undefined) return readLoose({ documents, table: tables.usage }, cell);
  const query = {
    purpose: 'listing records of usage',
    table: tableOf(options, cell),
    index: 'x-index',
    where: `xKey = :x AND ${cell.kind === 'calls' ? 'startedKey' : 'sentKey'} BETWEEN :from AND :to`,
    // A key is a moment with more behind it, so none is equal to a day alone.
    values: { ':x': cell.xKey, ':from': cell.day, ':to': dayAfter(cell.day) },
  };
  return (await queryAll(documents, query)).map((item: Attributes) => v.parse(Key, item));
};

/** A record is of the push with its receipt, unless it was stored on a later day (ADR 67). */
const storedAtOf = ({ storedAt, receivedAt }: Item): string => storedAt ?? receivedAt;

type Opened<Value> = Readonly<{ item: Item; value: Value | undefined; group: string | undefined }>;

/** Opens each item, and finds its binding, each binding once. One that cannot be opened has no value: it counts all the same. */
const openAll = async <Value extends Readonly<{ app: string; subscriptionId?: string | undefined }>>(
  { sealer, bindingIdOf }: Options,
  kind: 'call-record' | 'message',
  schema: v.GenericSchema<unknown, Value>,
  items: readonly Item[],
): Promise<readonly Opened<Value>[]> => {
  const groups = new Map<string, Promise<string | undefined>>();
  const groupOf = (value: Value | undefined): Promise<string | undefined> | undefined => {
    if (!value?.subscriptionId) return undefined;
    const known = groups.get(value.subscriptionId) ?? bindingIdOf(value.app, value.subscriptionId);
    groups.set(value.subscriptionId, known);
    return known;
  };
  const { results } = await mapAtMost({ atMost: AT_MOST_READS }, items, async (item) => {
    const { pk, sealed } = item;
    const place = { kind, id: pk.slice(2), sealed, context: pk };
    const value = ifReadable(() => openItem(sealer, schema, place));
    return { item, value, group: await groupOf(value) };
  });
  return results;
};

const countedMessages = async (
  options: Options,
  items: readonly Item[],
): Promise<Omit<RecordsOfCell, 'until'>> => {
  const opened = await openAll(options, 'message', SmsMessage, items);
  return {
    cdrs: [],
    messages: opened.map(({ item, value, group }) => ({
      messageId: item.pk.slice(2),
      storedAt: storedAtOf(item),
      message: value,
      group,
    })),
    x: opened.find(({ value }) => value?.x !== undefined)?.value?.x,
  };
};

const countedCdrs = async (
  options: Options,
  items: readonly Item[],
): Promise<Omit<RecordsOfCell, 'until'>> => {
  const opened = await openAll(options, 'call-record', Cdr, items);
  const { results } = await mapAtMost({ atMost: AT_MOST_READS }, opened, (each) => countedCdr(options, each));
  return {
    cdrs: results,
    messages: [],
    x: opened.find(({ value }) => value?.x !== undefined)?.value?.x,
  };
};

const countedCdr = async (
  { calls }: Options,
  { item, value: cdr, group }: Opened<Cdr>,
): Promise<CountedCdr> => {
  const { pk, sk, app } = item;
  const callId = pk.slice('C#'.length);
  const recordKey = sk.slice('CDR#'.length);
  const common = { callId, recordKey, storedAt: storedAtOf(item), group };
  if (cdr === undefined) return { ...common, answered: false, talkSeconds: undefined };
  const talkSeconds = cdrTalkSeconds(cdr);
  if (talkSeconds !== undefined) return { ...common, answered: cdr.answeredAt !== undefined, talkSeconds };
  // Its own times do not tell; the call's events may.
  const records = await insteadOfUnreadable(calls.read(callId, [app]), undefined);
  const leg = records && courseOf(records).legs.find(({ kept }) => kept.recordKey === recordKey);
  return {
    ...common,
    answered: (leg?.times.answeredAt ?? cdr.answeredAt) !== undefined,
    talkSeconds: leg?.talkSeconds,
  };
};
