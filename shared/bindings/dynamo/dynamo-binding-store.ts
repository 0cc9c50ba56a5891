import * as v from 'valibot';
import { AppError } from '../../kernel/errors.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import {
  BatchGetCommand,
  type Documents,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '../../storage/documents.ts';
import { type Attributes, conditionally, inStore } from '../../storage/dynamo.ts';
import type {
  BindingFilter,
  BindingPlace,
  BindingRecord,
  BindingStore,
  DuePlace,
} from '../model/binding-store.ts';
import {
  bindingIdOf,
  bindingKey,
  type ItemOptions,
  itemOf,
  recordOf,
  subscriptionKey,
} from './binding-item.ts';

const BATCH = 100;

const IndexEntry = v.object({ pk: v.string(), createdAt: v.string() });
const DueEntry = v.object({ pk: v.string(), dueAt: v.string() });
const KeyEntry = v.object({ pk: v.string() });

type Options = ItemOptions & Readonly<{ documents: Documents; table: string }>;

type Query = Omit<ConstructorParameters<typeof QueryCommand>[0], 'TableName'>;

/** Bindings in DynamoDB: one item each, sealed, written whole under an optimistic lock. */
export const createDynamoBindingStore = (options: Options): BindingStore => {
  const { documents, table, sealer, lookup } = options;
  const read = (attributes: Attributes | undefined): BindingRecord | undefined =>
    attributes === undefined ? undefined : recordOf(sealer, attributes);

  const get: BindingStore['get'] = async (bindingId) => {
    const command = new GetCommand({ TableName: table, Key: bindingKey(bindingId), ConsistentRead: true });
    return read((await inStore('read a binding', () => documents.send(command))).Item);
  };

  const put = async (
    record: BindingRecord,
    condition: Readonly<Record<string, unknown>>,
  ): Promise<boolean> => {
    const item = itemOf(record, options);
    const command = new PutCommand({ TableName: table, Item: item, ...condition });
    if (await conditionally('store a binding', () => documents.send(command))) return true;
    // The SDK repeats a write whose answer was lost, and then the condition fails because of the write itself. What is
    // sealed is never sealed twice alike, so it tells whose write it was.
    const get = new GetCommand({
      TableName: table,
      Key: bindingKey(record.binding.bindingId),
      ConsistentRead: true,
    });
    const { Item: there } = await inStore('read a binding', () => documents.send(get));
    return there?.['sealed'] === item['sealed'];
  };

  const query = async (input: Query) =>
    inStore('list bindings', () => documents.send(new QueryCommand({ ...input, TableName: table })));

  const count = async (input: Query): Promise<number> => {
    let counted = 0;
    let from = input.ExclusiveStartKey;
    do {
      const page = await query({ ...input, Select: 'COUNT', ExclusiveStartKey: from });
      counted += page.Count ?? 0;
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return counted;
  };

  const placesIn = async (
    { name, attribute, value }: Index,
    limit: number,
    after: BindingPlace | undefined,
  ) => {
    const { Items = [] } = await query({
      IndexName: name,
      KeyConditionExpression: `${attribute} = :value`,
      ExpressionAttributeValues: { ':value': value },
      ScanIndexForward: false,
      Limit: limit,
      ...(after === undefined ? {} : { ExclusiveStartKey: startKey(after, attribute, value) }),
    });
    return Items.map((item) => v.parse(IndexEntry, item)).map(({ pk, createdAt }) => ({
      bindingId: bindingIdOf(pk),
      createdAt,
    }));
  };

  const liveIndex = (x: string): Index => ({
    name: 'live-x-index',
    attribute: 'liveX',
    value: lookup('private-number', x),
  });

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
      return found === undefined ? undefined : get(bindingIdOf(v.parse(KeyEntry, found).pk));
    },

    places: (filter, limit, after) => placesIn(indexFor(filter, lookup), limit, after),

    liveOn: (x, limit, after) => placesIn(liveIndex(x), limit, after),

    async getAll(bindingIds) {
      const found = new Map<string, BindingRecord>();
      for (let start = 0; start < bindingIds.length; start += BATCH) {
        const items = await getBatch(documents, table, bindingIds.slice(start, start + BATCH));
        for (const item of items) {
          const record = recordOf(sealer, item);
          found.set(record.binding.bindingId, record);
        }
      }
      return bindingIds.flatMap((id) => found.get(id) ?? []);
    },

    async due(shard, now, limit, after) {
      const { Items = [] } = await query({ ...dueQuery(shard, now, after), Limit: limit });
      return Items.map((item) => v.parse(DueEntry, item)).map(({ pk, dueAt }) => ({
        bindingId: bindingIdOf(pk),
        dueAt,
      }));
    },

    countDue: (shard, now, after) => count(dueQuery(shard, now, after)),

    countLive(x) {
      const { name, attribute, value } = liveIndex(x);
      return count({
        IndexName: name,
        KeyConditionExpression: `${attribute} = :value`,
        ExpressionAttributeValues: { ':value': value },
      });
    },
  };
};

type Index = Readonly<{ name: string; attribute: string; value: string }>;

const indexFor = ({ a, b, x, reference }: BindingFilter, lookup: LookupKeys): Index => {
  if (reference !== undefined)
    return { name: 'reference-index', attribute: 'referenceKey', value: lookup('reference', reference) };
  if (a !== undefined) return { name: 'a-index', attribute: 'aKey', value: lookup('party', a) };
  if (b !== undefined) return { name: 'b-index', attribute: 'bKey', value: lookup('party', b) };
  if (x !== undefined) return { name: 'x-index', attribute: 'xKey', value: lookup('private-number', x) };
  throw new AppError('invalid-request', 'give at least one of a, b, x and reference');
};

const dueQuery = (shard: number, now: Date, after: DuePlace | undefined): Query => {
  const dueShard = `S#${shard}`;
  return {
    IndexName: 'due-index',
    KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
    ExpressionAttributeValues: { ':shard': dueShard, ':now': now.toISOString() },
    ...(after === undefined
      ? {}
      : { ExclusiveStartKey: { ...bindingKey(after.bindingId), dueAt: after.dueAt, dueShard } }),
  };
};

const startKey = ({ bindingId, createdAt }: BindingPlace, attribute: string, value: string): Attributes => ({
  ...bindingKey(bindingId),
  createdAt,
  [attribute]: value,
});

/** DynamoDB may leave keys of a batch unprocessed; they are asked for again until none is left. */
const getBatch = async (
  documents: Documents,
  table: string,
  bindingIds: readonly string[],
): Promise<Attributes[]> => {
  const items: Attributes[] = [];
  let keys: Attributes[] = [...new Set(bindingIds)].map(bindingKey);
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
