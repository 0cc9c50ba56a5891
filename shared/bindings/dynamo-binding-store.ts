import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { type Attributes, conditionally, inStore } from '../storage/dynamo.ts';
import { Binding } from './binding.ts';
import type { BindingChange } from './binding-platform.ts';
import {
  type BindingFilter,
  type BindingPlace,
  type BindingRecord,
  type BindingStore,
  SWEEP_SHARDS,
} from './binding-store.ts';

/** Ended bindings stay this long, because CDRs and recordings come hours and days later and need their binding. */
const KEPT_AFTER_END_SECONDS = 180 * 24 * 3600;

const BATCH = 100;

const Change = v.custom<BindingChange>((value) => typeof value === 'object' && value !== null);

const StoredRecord = v.object({
  binding: Binding,
  change: v.optional(Change),
  leaseUntil: v.optional(v.string()),
  attemptAt: v.optional(v.string()),
  dueAt: v.optional(v.string()),
  confirmEnd: v.optional(v.boolean()),
  sweepAttempts: v.optional(v.number()),
});

const Item = v.object({ pk: v.string(), sealed: v.string(), revision: v.number() });
const IndexEntry = v.object({ pk: v.string(), createdAt: v.string() });
const KeyEntry = v.object({ pk: v.string() });

type Options = Readonly<{
  documents: DynamoDBDocumentClient;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
}>;

const keyOf = (bindingId: string) => ({ pk: `B#${bindingId}`, sk: 'B' });
const idOf = (pk: string): string => pk.slice(2);

/** The subscription id within its app, as every table keys it. */
export const subscriptionKey = (app: string, subscriptionId: string): string => `${app}#${subscriptionId}`;

/** Bindings in DynamoDB: one item each, sealed, written whole under an optimistic lock. */
export const createDynamoBindingStore = ({ documents, table, sealer, lookup }: Options): BindingStore => {
  const read = (attributes: Attributes | undefined): BindingRecord | undefined =>
    attributes === undefined ? undefined : openRecord(sealer, attributes);

  const get: BindingStore['get'] = async (bindingId) => {
    const command = new GetCommand({ TableName: table, Key: keyOf(bindingId), ConsistentRead: true });
    return read((await inStore('read a binding', () => documents.send(command))).Item);
  };

  const put = async (
    record: BindingRecord,
    condition: Readonly<Record<string, unknown>>,
  ): Promise<boolean> => {
    const command = new PutCommand({ TableName: table, Item: toItem(record, sealer, lookup), ...condition });
    return conditionally('store a binding', () => documents.send(command));
  };

  const query = async (input: Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>) =>
    inStore('list bindings', () => documents.send(new QueryCommand({ ...input, TableName: table })));

  return {
    get,

    async create(record) {
      const created = { ...record, revision: 1 };
      return (await put(created, { ConditionExpression: 'attribute_not_exists(pk)' })) ? created : undefined;
    },

    async replace({ revision }, change) {
      const changed = { ...change, revision: revision + 1 };
      const unchanged = {
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: { ':revision': revision },
      };
      return (await put(changed, unchanged)) ? changed : undefined;
    },

    async bySubscription(app, subscriptionId) {
      const { Items = [] } = await query({
        IndexName: 'subscription-index',
        KeyConditionExpression: 'subscriptionKey = :key',
        ExpressionAttributeValues: { ':key': subscriptionKey(app, subscriptionId) },
        Limit: 1,
      });
      const [found] = Items;
      return found === undefined ? undefined : get(idOf(v.parse(KeyEntry, found).pk));
    },

    async places(filter, limit, after) {
      const { name, attribute, value } = indexFor(filter, lookup);
      const { Items = [] } = await query({
        IndexName: name,
        KeyConditionExpression: `${attribute} = :value`,
        ExpressionAttributeValues: { ':value': value },
        ScanIndexForward: false,
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: startKey(after, attribute, value) }),
      });
      return Items.map((item) => v.parse(IndexEntry, item)).map(({ pk, createdAt }) => ({
        bindingId: idOf(pk),
        createdAt,
      }));
    },

    async getAll(bindingIds) {
      const found = new Map<string, BindingRecord>();
      for (let start = 0; start < bindingIds.length; start += BATCH) {
        const items = await getBatch(documents, table, bindingIds.slice(start, start + BATCH));
        for (const item of items) {
          const record = openRecord(sealer, item);
          found.set(record.binding.bindingId, record);
        }
      }
      return bindingIds.flatMap((id) => found.get(id) ?? []);
    },

    async due(shard, now, limit) {
      const { Items = [] } = await query({
        IndexName: 'due-index',
        KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
        ExpressionAttributeValues: { ':shard': `S#${shard}`, ':now': now.toISOString() },
        Limit: limit,
      });
      return Items.map((item) => idOf(v.parse(KeyEntry, item).pk));
    },

    async countLive(x) {
      let count = 0;
      let from: Attributes | undefined;
      do {
        const page = await query({
          IndexName: 'live-x-index',
          KeyConditionExpression: 'liveX = :x',
          ExpressionAttributeValues: { ':x': lookup('private-number', x) },
          Select: 'COUNT',
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        });
        count += page.Count ?? 0;
        from = page.LastEvaluatedKey;
      } while (from !== undefined);
      return count;
    },
  };
};

const openRecord = (sealer: Sealer, attributes: Attributes): BindingRecord => {
  const { pk, sealed, revision } = v.parse(Item, attributes);
  const opened = v.parse(StoredRecord, JSON.parse(sealer.open(sealed, pk).toString('utf8')));
  return { ...dropUndefined(opened), revision };
};

/** Sealed JSON never holds undefined; this only tells the compiler so. */
const dropUndefined = ({
  binding,
  change,
  leaseUntil,
  attemptAt,
  dueAt,
  confirmEnd,
  sweepAttempts,
}: v.InferOutput<typeof StoredRecord>) => ({
  binding,
  ...(change === undefined ? {} : { change }),
  ...(leaseUntil === undefined ? {} : { leaseUntil }),
  ...(attemptAt === undefined ? {} : { attemptAt }),
  ...(dueAt === undefined ? {} : { dueAt }),
  ...(confirmEnd === undefined ? {} : { confirmEnd }),
  ...(sweepAttempts === undefined ? {} : { sweepAttempts }),
});

const toItem = ({ revision, ...stored }: BindingRecord, sealer: Sealer, lookup: LookupKeys): Attributes => {
  const { binding, dueAt } = stored;
  const key = keyOf(binding.bindingId);
  const live = binding.status === 'pending' || binding.status === 'active' || binding.status === 'releasing';
  const xKey = binding.x && lookup('private-number', binding.x);
  return {
    ...key,
    revision,
    app: binding.app,
    status: binding.status,
    createdAt: binding.createdAt,
    sealed: sealer.seal(JSON.stringify(stored), key.pk),
    aKey: lookup('party', binding.a),
    bKey: binding.b && lookup('party', binding.b),
    xKey,
    liveX: live ? xKey : undefined,
    referenceKey: binding.reference && lookup('reference', binding.reference),
    subscriptionKey: binding.subscriptionId && subscriptionKey(binding.app, binding.subscriptionId),
    dueShard: dueAt && `S#${shardOf(binding.bindingId)}`,
    dueAt,
    ttl: live ? undefined : epochSeconds(addSeconds(endOf(binding), KEPT_AFTER_END_SECONDS)),
  };
};

const endOf = ({ releasedAt, expiresAt, createdAt }: Binding): Date =>
  new Date(releasedAt ?? expiresAt ?? createdAt);

/** Ids are random letters, so their last one spreads evenly enough. */
const shardOf = (bindingId: string): number =>
  (bindingId.codePointAt(bindingId.length - 1) ?? 0) % SWEEP_SHARDS;

type Index = Readonly<{ name: string; attribute: string; value: string }>;

const indexFor = ({ a, b, x, reference }: BindingFilter, lookup: LookupKeys): Index => {
  if (reference !== undefined)
    return { name: 'reference-index', attribute: 'referenceKey', value: lookup('reference', reference) };
  if (a !== undefined) return { name: 'a-index', attribute: 'aKey', value: lookup('party', a) };
  if (b !== undefined) return { name: 'b-index', attribute: 'bKey', value: lookup('party', b) };
  if (x !== undefined) return { name: 'x-index', attribute: 'xKey', value: lookup('private-number', x) };
  throw new AppError('invalid-request', 'give at least one of a, b, x and reference');
};

const startKey = ({ bindingId, createdAt }: BindingPlace, attribute: string, value: string): Attributes => ({
  ...keyOf(bindingId),
  createdAt,
  [attribute]: value,
});

/** DynamoDB may leave keys of a batch unprocessed; they are asked for again until none is left. */
const getBatch = async (
  documents: DynamoDBDocumentClient,
  table: string,
  bindingIds: readonly string[],
): Promise<Attributes[]> => {
  const items: Attributes[] = [];
  let keys: Attributes[] = [...new Set(bindingIds)].map(keyOf);
  for (let round = 0; keys.length > 0; round += 1) {
    if (round === 10) throw new AppError('store-unavailable', 'the store left keys of a batch unread');
    const command = new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } });
    const { Responses = {}, UnprocessedKeys = {} } = await inStore('read bindings', () =>
      documents.send(command),
    );
    items.push(...(Responses[table] ?? []));
    keys = UnprocessedKeys[table]?.Keys ?? [];
  }
  return items;
};
