import * as v from 'valibot';
import { addSeconds, epochSeconds } from '../kernel/clock.ts';
import { ifReadable } from '../sealing/if-readable.ts';
import type { LookupKeys } from '../sealing/lookup-keys.ts';
import { openItem } from '../sealing/open-item.ts';
import type { Sealer } from '../sealing/sealer.ts';
import type { Documents } from '../storage/documents.ts';
import { SmsMessage } from './message.ts';
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
    const item = messageItem(options, message, receivedAt);
    const { written } = await options.documents.put({
      purpose: 'storing the message',
      table: options.table,
      item: { ...item, ...(storedAt === undefined ? {} : { storedAt: storedAt.toISOString() }) },
      condition: 'attribute_not_exists(pk)',
    });
    if (written) return 'stored';
    return (await contradicts(options, item.pk, message)) ? 'contradicts' : 'duplicate';
  },
});

const Stored = v.object({ sealed: v.string() });

/** Whether another result of the SMS is stored; one that cannot be opened says nothing. */
const contradicts = async (
  { documents, table, sealer }: MessageWriterOptions,
  pk: string,
  { resultCode }: SmsMessage,
): Promise<boolean> => {
  if (resultCode === undefined) return false;
  const key = { pk, sk: MESSAGE_SORT_KEY };
  const item = await documents.get({ purpose: 'reading the message that is there', table, key });
  if (item === undefined) return false;
  const { sealed } = v.parse(Stored, item);
  const place = { kind: 'message', id: pk.slice('M#'.length), sealed, context: pk } as const;
  const stored = ifReadable(() => openItem(sealer, SmsMessage, place));
  return stored?.resultCode !== undefined && stored.resultCode !== resultCode;
};

const messageItem = (
  { sealer, lookup, retentionSeconds }: MessageWriterOptions,
  message: SmsMessage,
  receivedAt: Date,
) => {
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
