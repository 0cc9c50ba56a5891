import type { BindingLookup, Subscription } from '../../shared/calls/binding-lookup.ts';
import { createBindingIds } from '../../shared/calls/binding-lookup.ts';
import { queryOf } from '../../shared/http/api-request.ts';
import { languageHeaders, languageOf } from '../../shared/http/language.ts';
import type { ApiHandler } from '../../shared/http/middlewares/chains.ts';
import { json } from '../../shared/http/problem.ts';
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

/** `GET /messages`, newest first. */
export const createHandler =
  (deps: Deps): ApiHandler =>
  async ({ event }) => {
    const language = languageOf(event);
    const { from, to, limit, cursor, ...filter } = queryOf(event, MessageQuery);
    const cursors = deps.cursors.of('messages', filter);
    const page = await listMessages(deps, { ...filter, from, to, limit, after: cursors.read(cursor) });
    const items = await Promise.all(page.items.map(viewOf(deps, language)));
    return json(200, { items, nextCursor: cursors.write(page.next) }, languageHeaders(language));
  };

/** Makes the view of a message that callers get, for the messages of one request. */
const viewOf = ({ bindings }: Deps, language: Language): ((message: KeptMessage) => Promise<MessageView>) => {
  const bindingIds = createBindingIds(bindings);
  return async (kept) => messageView(kept, await bindingIds(subscriptionOf(kept.message)), language);
};

const subscriptionOf = ({ app, subscriptionId }: KeptMessage['message']): Subscription | undefined =>
  subscriptionId ? { app, subscriptionId } : undefined;
