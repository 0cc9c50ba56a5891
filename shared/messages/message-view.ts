import type { Mode } from '../kernel/mode.ts';
import type { Language } from '../outcomes/code-table.ts';
import { type SmsResult, smsResult } from '../outcomes/sms-result.ts';
import type { TextDecision, TextMessage } from './message.ts';
import type { KeptMessage } from './message-store.ts';

/**
 * One notification about a text as callers see it. `messageId` is ours; the platform's identifier is not shown. What is not
 * known is `null`.
 */
export type MessageView = Readonly<{
  messageId: string;
  app: string;
  mode: Mode;
  bindingId: string | null;
  /** What it tells: `Notify`, what became of a text, or `Block`, that the platform asked what to do. */
  notification: string;
  x: string | null;
  sender: string | null;
  /** Known after a successful forward only. */
  receiver: string | null;
  direction: TextMessage['direction'];
  sentAt: string | null;
  receivedAt: string;
  /** Billed pieces that were really sent. */
  segments: number | null;
  result: SmsResult | null;
  /** What we answered when the platform asked, and why; `null` when it did not ask. */
  decision: TextDecision | null;
  /** The text, where the platform sends it and we keep it. */
  content: string | null;
}>;

/** The view of a kept message; `bindingId` as it was looked up. */
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
