import type { Mode } from '../kernel/mode.ts';
import type { Language } from '../outcomes/code-table.ts';
import { type SmsResult, smsResult } from '../outcomes/sms-result.ts';
import type { SmsDecision, SmsMessage } from './message.ts';
import type { KeptMessage } from './message-store.ts';

/**
 * One notification about an SMS as our callers get it. `messageId` is ours; the platform's identifier is not shown. Unknown
 * values are `null`.
 */
export type MessageView = Readonly<{
  messageId: string;
  app: string;
  mode: Mode;
  bindingId: string | null;
  /** `Notify`: the result of an SMS. `Block`: the platform asked what to do with it. */
  notification: string;
  x: string | null;
  sender: string | null;
  /** Known after a successful forward only. */
  receiver: string | null;
  direction: SmsMessage['direction'];
  sentAt: string | null;
  receivedAt: string;
  /** Segments that were really sent and are billed. */
  segments: number | null;
  result: SmsResult | null;
  /** Our answer when the platform asked, and the reason; `null` when it did not ask. */
  decision: SmsDecision | null;
  /** The words of the SMS, where the platform sends them and we keep them. */
  content: string | null;
}>;

/** The view of a stored message; `bindingId` is ours, `undefined` for a message without a binding of ours. */
export const messageView = (
  { messageId, receivedAt, message }: KeptMessage,
  bindingId: string | undefined,
  language: Language,
): MessageView => ({
  messageId,
  app: message.app,
  mode: message.mode,
  bindingId: bindingId ?? null,
  notification: message.notification,
  x: message.x ?? null,
  sender: message.sender ?? null,
  receiver: message.receiver ?? null,
  direction: message.direction,
  sentAt: message.sentAt ?? null,
  receivedAt,
  segments: message.segments ?? null,
  result: message.resultCode === undefined ? null : smsResult(message.resultCode, language),
  decision: message.decision ?? null,
  content: message.content ?? null,
});
