import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Attributes, Documents } from '../storage/documents.ts';
import type { SmsMessage } from './message.ts';
import type { MessageWriter } from './message-store.ts';

export type MessageWriterOptions = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  lookup: LookupKeys;
  /** How long messages are kept. */
  retentionSeconds: number;
}>;

/** The sort key of every message item; the table has no other items under a message's key. */
export const MESSAGE_SORT_KEY = 'M';

/** Writes messages into DynamoDB, one conditional put each. */
export const createDynamoMessageWriter = (options: MessageWriterOptions): MessageWriter => ({
  async append(message, receivedAt, storedAt) {
    const { written } = await options.documents.put({
      purpose: 'storing the message',
      table: options.table,
      item: {
        ...messageItem(options, message, receivedAt),
        ...(storedAt === undefined ? {} : { storedAt: storedAt.toISOString() }),
      },
      condition: 'attribute_not_exists(pk)',
    });
    return written ? 'stored' : 'duplicate';
  },
});

const messageItem = (
  { sealer, lookup, retentionSeconds }: MessageWriterOptions,
  message: SmsMessage,
  receivedAt: Date,
): Attributes => {
  const { app, identifier, notification, subscriptionId, x, sentAt } = message;
  const messageId = lookup('message', app, identifier, notification);
  const pk = `M#${messageId}`;
  return {
    pk,
    sk: MESSAGE_SORT_KEY,
    sealed: sealer.sealCompact(JSON.stringify(message), pk),
    app,
    ...(subscriptionId ? { subscriptionKey: `${app}#${subscriptionId}` } : {}),
    ...(x ? { xKey: lookup('private-number', x) } : {}),
    sentKey: `${sentAt ?? receivedAt.toISOString()}#${messageId}`,
    receivedAt: receivedAt.toISOString(),
    ttl: epochSeconds(addSeconds(receivedAt, retentionSeconds)),
  };
};
