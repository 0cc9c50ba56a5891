import * as v from 'valibot';
import { type Clock, epochSeconds } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { BatchGetCommand, type Documents, QueryCommand } from '../storage/documents.ts';
import { type Attributes, inStore } from '../storage/dynamo.ts';
import { MESSAGE_SORT_KEY } from './dynamo-message-writer.ts';
import { SmsMessage } from './message.ts';
import type {
  KeptMessage,
  MessageEntry,
  MessageFilter,
  MessagePage,
  MessageReader,
} from './message-store.ts';

type Options = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
  clock: Clock;
}>;

const MessageItem = v.object({
  pk: v.string(),
  sealed: v.string(),
  sentKey: v.string(),
  receivedAt: v.string(),
  ttl: v.number(),
});
const IndexEntry = v.object({ sentKey: v.string() });
type MessageItem = v.InferOutput<typeof MessageItem>;

/** Reads text messages from DynamoDB: the index gives the keys in order, one batch read gives the items. */
export const createDynamoMessageReader = (options: Options): MessageReader => ({
  async list(filter, page) {
    const found: KeptMessage[] = [];
    let after = page.after;
    // Expired items may still stand in the index, so a short batch is no end of the list.
    for (;;) {
      const entries = await listEntries(options, filter, {
        ...page,
        after,
        limit: page.limit - found.length,
      });
      found.push(...(await readMessages(options, entries)));
      after = entries.at(-1);
      if (after === undefined || found.length >= page.limit) return found;
    }
  },
});

const listEntries = async (
  { documents, table, lookup }: Options,
  filter: MessageFilter,
  { from, to, limit, after }: MessagePage,
): Promise<readonly MessageEntry[]> => {
  const { name, attribute, value } = indexFor(filter, lookup);
  const end = after === undefined ? '~' : sentKeyOf(after);
  const lowest = from ?? '0';
  // A key is a moment with `#` and an id behind it, so it sorts after the moment alone: `to` itself is excluded.
  const highest = to !== undefined && to < end ? to : end;
  if (lowest > highest) return [];
  const query = new QueryCommand({
    TableName: table,
    IndexName: name,
    KeyConditionExpression: `${attribute} = :value AND sentKey BETWEEN :lowest AND :highest`,
    ExpressionAttributeValues: { ':value': value, ':lowest': lowest, ':highest': highest },
    ScanIndexForward: false,
    // One more, because the place of the previous page's end is the bound and comes again.
    Limit: limit + 1,
  });
  const answer = await inStore('list text messages', () => documents.send(query));
  const keys = (answer.Items ?? []).map((item) => v.parse(IndexEntry, item).sentKey);
  return keys
    .filter((key) => key !== end)
    .slice(0, limit)
    .map(entryOf);
};

const indexFor = (filter: MessageFilter, lookup: LookupKeys) =>
  filter.by === 'x'
    ? { name: 'x-index', attribute: 'xKey', value: lookup('private-number', filter.x) }
    : {
        name: 'subscription-index',
        attribute: 'subscriptionKey',
        value: `${filter.app}#${filter.subscriptionId}`,
      };

const itemKey = ({ messageId }: MessageEntry) => ({ pk: `M#${messageId}`, sk: MESSAGE_SORT_KEY });
const sentKeyOf = ({ listedAt, messageId }: MessageEntry): string => `${listedAt}#${messageId}`;

/** Neither moments nor ids hold a `#`. */
const entryOf = (sentKey: string): MessageEntry => {
  const [listedAt = '', messageId = ''] = sentKey.split('#');
  return { listedAt, messageId };
};

/** How often a batch read is asked again for what the engine left out. */
const MAX_ROUNDS = 5;

/** The messages behind these places, in their order, without those that are past their time. */
const readMessages = async (
  options: Options,
  entries: readonly MessageEntry[],
): Promise<readonly KeptMessage[]> => {
  const now = epochSeconds(options.clock());
  const items = await readItems(options, entries.map(itemKey));
  return entries.flatMap((entry) => {
    const item = items.get(itemKey(entry).pk);
    return item === undefined || item.ttl <= now ? [] : [keptMessage(options.sealer, entry, item)];
  });
};

const readItems = async (
  { documents, table }: Options,
  keys: readonly Attributes[],
): Promise<ReadonlyMap<string, MessageItem>> => {
  const items = new Map<string, MessageItem>();
  let open = [...keys];
  for (let round = 0; round < MAX_ROUNDS && open.length > 0; round += 1) {
    const get = new BatchGetCommand({ RequestItems: { [table]: { Keys: open, ConsistentRead: true } } });
    const answer = await inStore('read text messages', () => documents.send(get));
    for (const attributes of answer.Responses?.[table] ?? []) {
      const item = v.parse(MessageItem, attributes);
      items.set(item.pk, item);
    }
    open = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  if (open.length > 0) throw new AppError('store-unavailable', 'the store did not read all text messages');
  return items;
};

const keptMessage = (sealer: Sealer, entry: MessageEntry, item: MessageItem): KeptMessage => ({
  ...entry,
  receivedAt: item.receivedAt,
  message: v.parse(SmsMessage, JSON.parse(sealer.open(item.sealed, item.pk).toString('utf8'))),
});
