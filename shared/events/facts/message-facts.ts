import type { KeptMessage } from '../../messages/message-store.ts';
import { smsResult } from '../../outcomes/sms-result.ts';
import type { AboutBinding, Fact } from './fact.ts';

/** The result of an SMS that was sent whole. */
const SENT = 0;

/**
 * The fact of a new notification about an SMS: it was passed on, or was not, or in part. A question of the platform (`Block`) is
 * none: it is followed by the result.
 */
export const messageFacts = (
  { messageId, receivedAt, message }: Omit<KeptMessage, 'listedAt'>,
  binding: AboutBinding | undefined,
): readonly Fact[] => {
  const {
    app,
    mode,
    notification,
    direction,
    sentAt,
    segments = null,
    resultCode,
    x,
    sender,
    receiver,
  } = message;
  if (notification === 'Block') return [];
  const result = resultCode === undefined ? null : smsResult(resultCode, 'en');
  return [
    {
      kind: result === null || result.code === SENT ? 'message.received' : 'message.failed',
      identity: [messageId],
      subject: `messages/${messageId}`,
      app,
      binding,
      occurredAt: sentAt ?? receivedAt,
      data: {
        messageId,
        mode,
        direction,
        sentAt: sentAt ?? null,
        receivedAt,
        segments,
        result: result && { code: result.code, class: result.class },
        numbers: { x, sender, receiver },
      },
    },
  ];
};
