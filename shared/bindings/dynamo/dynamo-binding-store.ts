import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import { ifReadable } from '../../sealing/if-readable.ts';
import { type LookupKeys, lookupsOf } from '../../sealing/lookup-keys.ts';
import { batchGetAll } from '../../storage/batch-get-all.ts';
import type { Attributes, PutInput } from '../../storage/documents.ts';
import { isOfApps } from '../../storage/is-of-apps.ts';
import { queryAll } from '../../storage/query-all.ts';
import { asOf } from '../lifecycle/lifecycle.ts';
import { type Binding, isLiveStatus } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { listPlaces } from './binding-indexes.ts';
import { type ItemOptions, itemOf, recordOf } from './binding-item.ts';
import { bindingIdOf, bindingKey } from './binding-keys.ts';
import { findBindingId } from './find-binding-id.ts';
import { type LiveAndDueOptions, liveAndDue } from './live-and-due.ts';

const Ending = v.object({ ttl: v.optional(v.number()) });

const LateEntry = v.object({ sk: v.string() });

type Options = ItemOptions & LiveAndDueOptions;

/** Bindings in DynamoDB: one item each, sealed, written whole under an optimistic lock. */
export const createDynamoBindingStore = (options: Options): BindingStore => ({
  get: (bindingId, apps) => readRecord(options, bindingId, apps),

  async create(record) {
    const created = { ...record, revision: 1 };
    const [written] = await Promise.all([
      putRecord(options, created, NOT_THERE),
      rememberReference(options, record.binding),
    ]);
    return written ? created : undefined;
  },

  rememberReference: (binding) => rememberReference(options, binding),

  async replace({ revision, binding }, change) {
    const changed = { ...change, revision: revision + 1 };
    const hadEnded = !isLiveStatus(binding.status) && !isLiveStatus(change.binding.status);
    const end = hadEnded ? await givenEnd(options, binding.bindingId) : undefined;
    return (await putRecord(options, changed, unchangedSince(revision), end)) ? changed : undefined;
  },

  async bySubscription(app, subscriptionId) {
    const bindingId = await findBindingId(options, app, subscriptionId);
    return bindingId === undefined ? undefined : readRecord(options, bindingId);
  },

  places: (filter, limit, after, made = {}) => listPlaces(options, filter, { limit, after, made }),

  madeLately: (reference) => remembered(options, 'reference', reference),

  async rememberToCome(bindingId, people) {
    const ttl = epochSeconds(addSeconds(options.clock(), TO_COME_SECONDS));
    await Promise.all(people.map((person) => remember(options, 'to-come', person, { bindingId, ttl })));
  },

  toCome: (person) => remembered(options, 'to-come', person),

  async getAll(bindingIds) {
    const items = await readItems(options, bindingIds);
    return inOrder(
      bindingIds,
      items.map((item) => openRecord(options, item)),
    );
  },

  async getReadable(bindingIds, apps) {
    const items = (await readItems(options, bindingIds)).filter((item) => isOfApps(item, apps));
    const records = items.flatMap((item) => ifReadable(() => openRecord(options, item)) ?? []);
    const opened = new Set(records.map(({ binding }) => binding.bindingId));
    const unreadable = items.map(({ pk }) => bindingIdOf(String(pk))).filter((id) => !opened.has(id));
    return { records: inOrder(bindingIds, records), unreadable };
  },

  ...liveAndDue(options),
});

/** By what a binding is remembered: its reference, or a person whom a request may bring. */
type RememberedBy = 'reference' | 'to-come';

const rememberedPartition = (lookup: LookupKeys, by: RememberedBy, value: string): string =>
  `R#${by === 'reference' ? lookup('reference', value) : lookup('party', by, value)}`;

/** Longer than any index is behind. */
const REMEMBERED_SECONDS = 3600;

/** Longer than the sweeper waits between two attempts at a change, each of which remembers them anew. */
const TO_COME_SECONDS = 7200;

const rememberReference = async (
  options: Options,
  { bindingId, reference, createdAt }: Pick<Binding, 'bindingId' | 'reference' | 'createdAt'>,
): Promise<void> => {
  if (reference === undefined) return;
  const ttl = epochSeconds(addSeconds(new Date(createdAt), REMEMBERED_SECONDS));
  await remember(options, 'reference', reference, { bindingId, ttl });
};

const remember = async (
  { documents, table, lookup }: Options,
  by: RememberedBy,
  value: string,
  { bindingId, ttl }: Readonly<{ bindingId: string; ttl: number }>,
): Promise<void> => {
  const purpose = by === 'reference' ? 'remembering the reference' : 'remembering a person who may come';
  await Promise.all(
    lookupsOf(lookup).map((each) =>
      documents.put({
        purpose,
        table,
        item: { pk: rememberedPartition(each, by, value), sk: bindingId, ttl },
      }),
    ),
  );
};

const remembered = async (
  { documents, table, lookup }: Options,
  by: RememberedBy,
  value: string,
): Promise<readonly string[]> => {
  const items = await queryAll(documents, {
    purpose: 'listing bindings that are remembered',
    table,
    where: 'pk = :pk',
    values: { ':pk': rememberedPartition(lookup, by, value) },
  });
  return items.map((item) => v.parse(LateEntry, item).sk);
};

const NOT_THERE = { condition: 'attribute_not_exists(pk)' };

const unchangedSince = (revision: number) => ({
  condition: 'revision = :revision',
  values: { ':revision': revision },
});

const readItem = ({ documents, table }: Options, bindingId: string): Promise<Attributes | undefined> =>
  documents.get({ purpose: 'reading the binding', table, key: bindingKey(bindingId) });

/** An ended binding stays as long as it was to when it ended, whatever `retentionDays` says when it is written again. */
const givenEnd = async (options: Options, bindingId: string): Promise<number | undefined> =>
  v.parse(Ending, (await readItem(options, bindingId)) ?? {}).ttl;

const readRecord = async (
  options: Options,
  bindingId: string,
  apps?: readonly string[],
): Promise<BindingRecord | undefined> => {
  const item = await readItem(options, bindingId);
  return item && isOfApps(item, apps) ? openRecord(options, item) : undefined;
};

const openRecord = ({ sealer, clock }: Options, item: Attributes): BindingRecord =>
  asOf(recordOf(sealer, item), clock());

const readItems = (
  { documents, table }: Options,
  bindingIds: readonly string[],
): Promise<readonly Attributes[]> =>
  batchGetAll(documents, { purpose: 'reading the bindings', table, keys: bindingIds.map(bindingKey) });

/** The records in the order of their ids, without those that are gone. */
const inOrder = (
  bindingIds: readonly string[],
  records: readonly BindingRecord[],
): readonly BindingRecord[] => {
  const found = new Map(records.map((record) => [record.binding.bindingId, record]));
  return bindingIds.flatMap((id) => found.get(id) ?? []);
};

/** Whether the record was written; `false` when the condition does not hold. */
const putRecord = async (
  options: Options,
  record: BindingRecord,
  condition: Pick<PutInput, 'condition' | 'values'>,
  end?: number,
): Promise<boolean> => {
  const { documents, table } = options;
  const item = itemOf(record, options, end);
  const { written } = await documents.put({ purpose: 'storing the binding', table, item, ...condition });
  if (written) return true;
  // The engine's client repeats a write whose answer was lost, and then the condition fails because of the write itself.
  // The same value is never sealed twice alike, so `sealed` tells whose write it was.
  const there = await readItem(options, record.binding.bindingId);
  return there?.['sealed'] === item['sealed'];
};
