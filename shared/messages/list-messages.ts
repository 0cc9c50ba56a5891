import * as v from 'valibot';
import type { BindingLookup } from '../calls/binding-lookup.ts';
import type { Page, ReadablePage } from '../kernel/page.ts';
import type { KeptMessage, MessageEntry, MessageFilter, MessageReader } from './message-store.ts';

/** The content of a cursor: the entry that ended the page before. */
export const MessagePlace = v.object({ messageId: v.string(), listedAt: v.string() });

/** The messages of exactly one of `bindingId` and `x`, from `from` on and before `to` (ISO 8601 UTC). */
export type MessageListQuery = Readonly<{
  bindingId?: string | undefined;
  x?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  after: MessageEntry | undefined;
  /** Messages of these apps alone; absent: of all. */
  apps?: readonly string[] | undefined;
}>;

type Deps = Readonly<{ messages: MessageReader; bindings: BindingLookup }>;

/** The most pages that are read for one page of the list: an X may have had messages of other apps alone for long. */
const MOST_PAGES = 10;

/**
 * One page of messages, newest first; it may be short, and even empty, and yet have a next one, where messages of other apps
 * stand between. A binding that is not known has no messages.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const listMessages = async (
  { messages, bindings }: Deps,
  { bindingId, x, from, to, limit, after, apps }: MessageListQuery,
): Promise<ReadablePage<KeptMessage, MessageEntry>> => {
  const isSeen = (app: string): boolean => apps === undefined || apps.includes(app);
  const filter = await filterOf(bindings, bindingId, x);
  if (filter === undefined || (filter.by === 'subscription' && !isSeen(filter.app)))
    return { items: [], next: undefined, unreadable: [] };
  const items: KeptMessage[] = [];
  const unreadable: string[] = [];
  let place = after;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read = await messages.list(filter, { from, to, limit, after: place });
    unreadable.push(...read.unreadable.flatMap(({ messageId, app }) => (isSeen(app) ? messageId : [])));
    items.push(...read.messages.filter(({ message }) => isSeen(message.app)));
    if (read.messages.length < limit && items.length <= limit) return { items, next: undefined, unreadable };
    if (items.length >= limit)
      return { ...(await pageOf(messages, filter, { from, to, limit }, items)), unreadable };
    place = placeOf(read.messages.at(-1)) ?? place;
  }
  return { items, next: place, unreadable };
};

/** The first messages of a list that has enough of them. */
const pageOf = async (
  messages: MessageReader,
  filter: MessageFilter,
  page: Readonly<{ from: string | undefined; to: string | undefined; limit: number }>,
  found: readonly KeptMessage[],
): Promise<Page<KeptMessage, MessageEntry>> => {
  const items = found.slice(0, page.limit);
  const place = placeOf(items.at(-1));
  if (found.length > items.length) return { items, next: place };
  // The reader takes no more than a full page at once, so one more message tells whether another page follows.
  const following = await messages.list(filter, { ...page, limit: 1, after: place });
  return { items, next: following.messages.length > 0 ? place : undefined };
};

const placeOf = (message: KeptMessage | undefined): MessageEntry | undefined =>
  message && { messageId: message.messageId, listedAt: message.listedAt };

const filterOf = async (
  bindings: BindingLookup,
  bindingId: string | undefined,
  x: string | undefined,
): Promise<MessageFilter | undefined> => {
  if (x !== undefined) return { by: 'x', x };
  const subscription = bindingId === undefined ? undefined : await bindings.subscriptionOf(bindingId);
  return subscription && { by: 'subscription', ...subscription };
};
