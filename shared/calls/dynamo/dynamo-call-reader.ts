import * as v from 'valibot';
import { type Clock, epochSeconds } from '../../kernel/clock.ts';
import { type LookupKeys, lookupsOf } from '../../sealing/lookup-keys.ts';
import { openItem, type SealedItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Attributes, Documents } from '../../storage/documents.ts';
import { isOfApps } from '../../storage/is-of-apps.ts';
import { queryAll, queryPages } from '../../storage/query-all.ts';
import { CallEvent } from '../call-event.ts';
import type { CallEntry, CallFilter, CallPage, CallReader, CallRecords } from '../call-store.ts';
import { compareText, type KeptCdr } from '../call-times.ts';
import { Cdr } from '../cdr.ts';
import { RecordingState } from '../recording-state.ts';

const { status: RecordingStatus, ...recordingEntries } = RecordingState.entries;

const CdrItem = v.object({
  pk: v.string(),
  sk: v.string(),
  sealed: v.string(),
  receivedAt: v.string(),
  recordingStatus: RecordingStatus,
  ...recordingEntries,
});
const EventItem = v.object({ pk: v.string(), sealed: v.string() });
const Expiry = v.object({ ttl: v.optional(v.number()) });
const IndexEntry = v.object({ startedKey: v.string() });

const CDR_PREFIX = 'CDR#';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
  clock: Clock;
}>;

/** Reads calls from DynamoDB: one partition a call, sparse indexes for the lists. */
export const createDynamoCallReader = (options: Options): CallReader => ({
  async read(callId, apps) {
    const items = (await readPartition(options, callId)).filter((item) => isOfApps(item, apps));
    return items.length === 0 ? undefined : recordsOf(options.sealer, callId, items);
  },

  async list(filter, page) {
    const lists: (readonly string[])[] = [];
    // One after the other, so that a call which is put under the other key meanwhile is in one of the two.
    for (const indexes of indexesFor(filter, options.lookup))
      lists.push(...(await Promise.all(indexes.map((index) => readIndex(options, index, page)))));
    return newestFirst(lists.flat()).slice(0, page.limit).map(entryOf);
  },
});

/** An item past its time counts as gone, because DynamoDB deletes late. Audit items do not belong to a call's records. */
const readPartition = async (
  { documents, table, clock }: Options,
  callId: string,
): Promise<readonly Attributes[]> => {
  const now = epochSeconds(clock());
  const items = await queryAll(documents, {
    purpose: 'reading the call',
    table,
    where: 'pk = :pk AND sk BETWEEN :first AND :last',
    values: { ':pk': `C#${callId}`, ':first': CDR_PREFIX, ':last': 'EVT#~' },
  });
  return items.filter((item) => (v.parse(Expiry, item).ttl ?? now + 1) > now);
};

const recordsOf = (sealer: Sealer, callId: string, items: readonly Attributes[]): CallRecords => {
  const isCdr = (item: Attributes) => String(item['sk']).startsWith(CDR_PREFIX);
  return {
    callId,
    cdrs: items.filter(isCdr).map((item) => openCdrItem(sealer, item)),
    events: items.filter((item) => !isCdr(item)).map((item) => eventOf(sealer, item)),
  };
};

/** The CDR in an item. @throws {AppError} `item-unreadable`. */
export const openCdrItem = (sealer: Sealer, attributes: Attributes): KeptCdr => {
  const { pk, sk, sealed, receivedAt, recordingStatus, ...recording } = v.parse(CdrItem, attributes);
  return {
    cdr: openItem(sealer, Cdr, sealedRecord(pk, sealed)),
    recordKey: sk.slice(CDR_PREFIX.length),
    recording: { status: recordingStatus, ...recording },
    receivedAt,
  };
};

const eventOf = (sealer: Sealer, attributes: Attributes): CallEvent => {
  const { pk, sealed } = v.parse(EventItem, attributes);
  return openItem(sealer, CallEvent, sealedRecord(pk, sealed));
};

const sealedRecord = (pk: string, sealed: string): SealedItem => ({
  kind: 'call-record',
  id: pk.slice('C#'.length),
  sealed,
  context: pk,
});

type Index = Readonly<{ name: string; attribute: string; value: string }>;

/** The indexes that together answer a filter, in the order in which they are read: those of one look-up key at once. */
const indexesFor = (filter: CallFilter, lookup: LookupKeys): readonly (readonly Index[])[] => {
  switch (filter.by) {
    case 'subscription': {
      const value = `${filter.app}#${filter.subscriptionId}`;
      return [[{ name: 'subscription-index', attribute: 'subscriptionKey', value }]];
    }
    case 'x':
      return [[{ name: 'x-index', attribute: 'xKey', value: lookup('private-number', filter.x) }]];
    case 'app':
      return [[{ name: 'app-index', attribute: 'app', value: filter.app }]];
    case 'party': {
      const values = lookupsOf(lookup).map((each) => each('party', filter.party));
      return values.map((value) => [
        { name: 'caller-index', attribute: 'callerKey', value },
        { name: 'callee-index', attribute: 'calleeKey', value },
      ]);
    }
  }
};

/**
 * The first `limit` places of an index, newest first, each once. The place of the previous page's end is a bound of the key
 * and no start key: an index may hold it several times, and a start key needs the item behind it, which may be gone.
 */
const readIndex = async (
  { documents, table }: Options,
  { name, attribute, value }: Index,
  { from, to, limit, after }: CallPage,
): Promise<readonly string[]> => {
  const end = after === undefined ? undefined : keyOf(after);
  const lowest = from ?? '0';
  // A key is a moment with `#` and an id behind it, so it sorts after the moment alone: `to` itself is excluded.
  const highest = [to, end, '~'].filter((bound) => bound !== undefined).sort(compareText)[0] ?? '~';
  if (lowest > highest) return [];
  const pages = queryPages(documents, {
    purpose: 'listing calls',
    table,
    index: name,
    where: `${attribute} = :value AND startedKey BETWEEN :lowest AND :highest`,
    values: { ':value': value, ':lowest': lowest, ':highest': highest },
    descending: true,
    // A call stands there under its `callin` and its CDR, and the previous page's end comes again.
    limit: 2 * limit + 1,
  });
  const places = new Set<string>();
  for await (const { items } of pages) {
    for (const item of items) places.add(v.parse(IndexEntry, item).startedKey);
    if (end !== undefined) places.delete(end);
    if (places.size >= limit) break;
  }
  return [...places];
};

const newestFirst = (places: readonly string[]): readonly string[] =>
  [...new Set(places)].sort((one, other) => compareText(other, one));

const keyOf = ({ startedAt, callId }: CallEntry): string => `${startedAt}#${callId}`;

/** Ids hold no `#`, moments neither. */
const entryOf = (startedKey: string): CallEntry => {
  const [startedAt = '', callId = ''] = startedKey.split('#');
  return { callId, startedAt };
};
