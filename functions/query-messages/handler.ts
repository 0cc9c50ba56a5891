import type { BindingLookup, Subscription } from '../../shared/calls/binding-lookup.ts';
import { bindingIdFor, rememberingLookup } from '../../shared/calls/binding-lookup.ts';
import { queryOrBodyOf } from '../../shared/http/api-request.ts';
import { languageHeaders, languageOf } from '../../shared/http/language.ts';
import { type ApiHandler, auditedJson } from '../../shared/http/middlewares/chains.ts';
import { namedUnreadable } from '../../shared/http/unreadable.ts';
import { listMessages } from '../../shared/messages/list-messages.ts';
import type { KeptMessage, MessageEntry, MessageReader } from '../../shared/messages/message-store.ts';
import { type MessageView, messageView } from '../../shared/messages/message-view.ts';
import type { Language } from '../../shared/outcomes/code-table.ts';
import type { Cursors } from '../../shared/sealing/cursor.ts';
import { MessageQuery } from './schema.ts';

export type Deps = Readonly<{
  messages: MessageReader;
  bindings: BindingLookup;
  cursors: Cursors<MessageEntry>;
}>;

/** `GET /messages` and `POST /messages/search`, newest first. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async ({ event, caller: { apps } }) => {
    const language = languageOf(event);
    const { from, to, limit, cursor, ...filter } = queryOrBodyOf(event, MessageQuery);
    const cursors = deps.cursors.of('messages', filter);
    const bindings = rememberingLookup(deps.bindings);
    const listed = { ...filter, from, to, limit, after: cursors.read(cursor), apps };
    const page = await listMessages({ messages: deps.messages, bindings }, listed);
    const until = listed.after?.listedAt ?? to;
    await bindings.lookAhead(
      filter.x === undefined ? undefined : { x: filter.x, until },
      page.items.flatMap(({ message }) => subscriptionOf(message) ?? []),
    );
    const items = await Promise.all(page.items.map((kept) => viewOf(bindings, kept, language)));
    const view = { items, nextCursor: cursors.write(page.next), ...namedUnreadable(page) };
    return auditedJson({ count: items.length }, 200, view, languageHeaders(language));
  };

/** The view of a message that callers get. */
const viewOf = async (bindings: BindingLookup, kept: KeptMessage, language: Language): Promise<MessageView> =>
  messageView(kept, await bindingIdFor(bindings, subscriptionOf(kept.message)), language);

const subscriptionOf = ({ app, subscriptionId }: KeptMessage['message']): Subscription | undefined =>
  subscriptionId ? { app, subscriptionId } : undefined;
