import * as v from 'valibot';
import { type Clock, epochSeconds } from '../kernel/clock.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import { batchGetAll } from '../storage/batch-get-all.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import { MESSAGE_SORT_KEY } from './dynamo-message-writer.ts';
import { SmsMessage } from './message.ts';
import type {
  KeptMessage,
  MessageEntry,
  MessageFilter,
  MessagePage,
  MessageReader,
  ReadableMessages,
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
  app: v.string(),
  sealed: v.string(),
  sentKey: v.string(),
  receivedAt: v.string(),
  ttl: v.number(),
});
const IndexEntry = v.object({ sentKey: v.string() });
type MessageItem = v.InferOutput<typeof MessageItem>;

/** Reads messages from DynamoDB: the index gives the keys in order, one batch read gives the items. */
export const createDynamoMessageReader = (options: Options): MessageReader => ({
  async list(filter, page) {
    const found: KeptMessage[] = [];
    const unreadable: ReadableMessages['unreadable'][number][] = [];
    let after = page.after;
    // Expired items may still stand in the index, so a short batch does not mean the end of the list.
    for (;;) {
      const entries = await listEntries(options, filter, {
        ...page,
        after,
        limit: page.limit - found.length,
      });
      const read = await readMessages(options, entries);
      found.push(...read.messages);
      unreadable.push(...read.unreadable);
      after = entries.at(-1);
      if (after === undefined || found.length >= page.limit) return { messages: found, unreadable };
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
  const { items } = await documents.query({
    purpose: 'listing messages',
    table,
    index: name,
    where: `${attribute} = :value AND sentKey BETWEEN :lowest AND :highest`,
    values: { ':value': value, ':lowest': lowest, ':highest': highest },
    descending: true,
    // One more, because the place of the previous page's end is the bound and comes again.
    limit: limit + 1,
  });
  const keys = items.map((item) => v.parse(IndexEntry, item).sentKey);
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

/** The messages behind these places, in their order, without those that are past their time. */
const readMessages = async (
  options: Options,
  entries: readonly MessageEntry[],
): Promise<ReadableMessages> => {
  const now = epochSeconds(options.clock());
  const items = await readItems(options, entries);
  const kept = entries.flatMap((entry) => {
    const item = items.get(itemKey(entry).pk);
    if (item === undefined || item.ttl <= now) return [];
    return { entry, app: item.app, message: ifReadable(() => keptMessage(options.sealer, entry, item)) };
  });
  return {
    messages: kept.flatMap(({ message }) => message ?? []),
    unreadable: kept.flatMap(({ entry: { messageId }, app, message }) =>
      message === undefined ? { messageId, app } : [],
    ),
  };
};

const readItems = async (
  { documents, table }: Options,
  entries: readonly MessageEntry[],
): Promise<ReadonlyMap<string, MessageItem>> => {
  const keys = entries.map(itemKey);
  const found = await batchGetAll(documents, { purpose: 'reading the messages', table, keys });
  const items = found.map((attributes) => v.parse(MessageItem, attributes));
  return new Map(items.map((item) => [item.pk, item]));
};

const keptMessage = (sealer: Sealer, entry: MessageEntry, item: MessageItem): KeptMessage => ({
  ...entry,
  receivedAt: item.receivedAt,
  message: openItem(sealer, SmsMessage, {
    kind: 'message',
    id: entry.messageId,
    sealed: item.sealed,
    context: item.pk,
  }),
});

/** The message in an item. @throws {AppError} `item-unreadable`. */
export const openMessageItem = (sealer: Sealer, attributes: Attributes): KeptMessage => {
  const item = v.parse(MessageItem, attributes);
  return keptMessage(sealer, entryOf(item.sentKey), item);
};
