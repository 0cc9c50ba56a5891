import * as v from 'valibot';
import { createBindingIds } from '../../shared/calls/binding-ids.ts';
import type { BindingLookup, Subscription } from '../../shared/calls/binding-lookup.ts';
import { apiFunction, queryOf } from '../../shared/http/api-function.ts';
import type { HttpHandler } from '../../shared/http/http-function.ts';
import { languageHeaders, languageOf } from '../../shared/http/language.ts';
import { json } from '../../shared/http/problem.ts';
import type { HttpEvent } from '../../shared/http/request.ts';
import type {
  KeptMessage,
  MessageEntry,
  MessageFilter,
  MessageReader,
} from '../../shared/messages/message-store.ts';
import type { Logger } from '../../shared/observability/logger.ts';
import type { Language } from '../../shared/outcomes/code-table.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { type MessageView, messageView } from './message-view.ts';
import { MessageQuery } from './schema.ts';

export type Deps = Readonly<{
  messages: MessageReader;
  bindings: BindingLookup;
  cursors: Cursors<MessageEntry>;
  logger: Logger;
}>;

/** What a cursor holds: where the page before ended. */
export const MessagePlace = v.object({ messageId: v.string(), listedAt: v.string() });

/** `GET /messages`, newest first. A binding that is not known has no messages. */
export const createHandler = (deps: Deps): HttpHandler =>
  apiFunction(deps.logger, async ({ event }) => {
    const language = languageOf(event);
    return json(200, await answerList(deps, event, language), languageHeaders(language));
  });

type MessageList = Readonly<{ items: readonly MessageView[]; nextCursor: string | null }>;

const answerList = async (deps: Deps, event: HttpEvent, language: Language): Promise<MessageList> => {
  const { from, to, limit, cursor, ...whose } = queryOf(event, MessageQuery);
  const cursors = deps.cursors.of('messages', whose);
  const after = cursors.read(cursor);
  const filter = await filterOf(deps.bindings, whose);
  if (filter === undefined) return { items: [], nextCursor: null };
  const page = await readPage(deps.messages, filter, { from, to, limit, after });
  const bindingIds = createBindingIds(deps.bindings);
  const view = async (kept: KeptMessage) =>
    messageView(kept, await bindingIds(subscriptionOf(kept.message)), language);
  return {
    items: await Promise.all(page.messages.map(view)),
    nextCursor: cursors.write(page.next),
  };
};

const subscriptionOf = ({ app, subscriptionId }: KeptMessage['message']): Subscription | undefined =>
  subscriptionId ? { app, subscriptionId } : undefined;

type Whose = Readonly<{ bindingId?: string | undefined; x?: string | undefined }>;

const filterOf = async (
  bindings: BindingLookup,
  { bindingId, x }: Whose,
): Promise<MessageFilter | undefined> => {
  if (x !== undefined) return { by: 'x', x };
  const subscription = bindingId === undefined ? undefined : await bindings.subscriptionOf(bindingId);
  return subscription && { by: 'subscription', ...subscription };
};

/** The reader takes at most as many as a page may have, so whether more follow is asked for with one more message. */
const readPage = async (
  messages: MessageReader,
  filter: MessageFilter,
  page: Parameters<MessageReader['list']>[1],
): Promise<{ messages: readonly KeptMessage[]; next: MessageEntry | undefined }> => {
  const found = await messages.list(filter, page);
  const last = found.at(-1);
  if (last === undefined || found.length < page.limit) return { messages: found, next: undefined };
  const place = { messageId: last.messageId, listedAt: last.listedAt };
  const [following] = await messages.list(filter, { ...page, limit: 1, after: place });
  return { messages: found, next: following && place };
};
