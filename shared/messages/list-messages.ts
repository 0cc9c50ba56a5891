import * as v from 'valibot';
import type { BindingLookup } from '../calls/binding-lookup.ts';
import type { ReadablePage } from '../kernel/page.ts';
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
}>;

type Deps = Readonly<{ messages: MessageReader; bindings: BindingLookup }>;

/**
 * One page of messages, newest first. A binding that is not known has no messages.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const listMessages = async (
  { messages, bindings }: Deps,
  { bindingId, x, from, to, limit, after }: MessageListQuery,
): Promise<ReadablePage<KeptMessage, MessageEntry>> => {
  const filter = await filterOf(bindings, bindingId, x);
  if (filter === undefined) return { items: [], next: undefined, unreadable: [] };
  const page = { from, to, limit, after };
  const { messages: items, unreadable } = await messages.list(filter, page);
  const last = items.at(-1);
  if (last === undefined || items.length < limit) return { items, next: undefined, unreadable };
  const place = { messageId: last.messageId, listedAt: last.listedAt };
  // The reader takes no more than a full page at once, so one more message tells whether another page follows.
  const following = await messages.list(filter, { ...page, limit: 1, after: place });
  return { items, next: following.messages.length > 0 ? place : undefined, unreadable };
};

const filterOf = async (
  bindings: BindingLookup,
  bindingId: string | undefined,
  x: string | undefined,
): Promise<MessageFilter | undefined> => {
  if (x !== undefined) return { by: 'x', x };
  const subscription = bindingId === undefined ? undefined : await bindings.subscriptionOf(bindingId);
  return subscription && { by: 'subscription', ...subscription };
};
