import * as v from 'valibot';
import { SmsMessage } from '../../messages/message.ts';
import type { KeptMessage } from '../../messages/message-store.ts';
import { openItem } from '../../sealing/open-item.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { Documents } from '../../storage/documents.ts';
import { ERASED, erasedMessage } from '../erased-records.ts';
import type { LookAtItem } from '../found-item.ts';
import { isOnlyMentioned, mentionIn, withoutMention } from '../mention.ts';
import { changeSealed } from './erase-sealed.ts';

export type MessageItemsDeps = Readonly<{
  documents: Documents;
  table: string;
  sealer: Sealer;
  /** The message as our API shows it. */
  viewOf: (kept: KeptMessage) => Promise<unknown>;
}>;

const Item = v.object({ pk: v.string(), sealed: v.string(), sentKey: v.string(), receivedAt: v.string() });

/** A text message, `M#...`. */
export const lookAtMessage =
  ({ documents, table, sealer, viewOf }: MessageItemsDeps): LookAtItem =>
  async (item, person) => {
    const { pk, sealed, sentKey, receivedAt } = v.parse(Item, item);
    const messageId = pk.slice('M#'.length);
    const stored = { kind: 'message', id: messageId, sealed, context: pk } as const;
    const message = openItem(sealer, SmsMessage, stored);
    const at = message.sentAt ?? receivedAt;
    if (message.identifier === ERASED ? !person.isNamedIn(message) : !person.isMeantBy(message, at))
      return undefined;
    const [listedAt = receivedAt] = sentKey.split('#');
    const isMention = isOnlyMentioned(message, person, at);
    return {
      kind: 'message',
      id: messageId,
      ...(message.sentAt === undefined ? { receivedAt } : { madeAt: message.sentAt }),
      record: async () =>
        isMention
          ? { messageId, userData: mentionIn(message, person) }
          : viewOf({ messageId, listedAt, receivedAt, message }),
      erase: () => {
        const erased = isMention ? withoutMention(message, person) : erasedMessage(message, person);
        const set = { sealed: sealer.sealCompact(JSON.stringify(erased), pk) };
        return changeSealed({ documents, table }, item, { set });
      },
    };
  };
