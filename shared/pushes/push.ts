import type { CallEvent } from '../calls/call-event.ts';
import type { Cdr } from '../calls/cdr.ts';
import type { Mode } from '../kernel/mode.ts';
import type { SmsMessage } from '../messages/message.ts';
import type { NumberStatusReport } from '../numbers/number-status-report.ts';

/** The app that a push came from, as its verified signature names it. */
export type PushApp = Readonly<{ name: string; mode: Mode; appKey: string }>;

/** The state that the platform reports of a private number; it does not say since when. */
export type NumberStatus = Omit<NumberStatusReport, 'at' | 'receivedAt'>;

/** Why an item goes to quarantine instead of its store. */
export type UnreadableReason =
  | 'not-an-object'
  | 'no-session-id'
  | 'no-time'
  | 'no-type'
  | 'no-identifier'
  | 'no-number'
  | 'too-large'
  | 'too-deep'
  | 'not-json'
  | 'unknown-envelope'
  | 'too-many-items';

/** One entry of a push in our words, or as sent when it lacks even the fields that its key is made of (a whole body in Base64). */
export type PushItem =
  | Readonly<{ kind: 'cdr'; cdr: Cdr }>
  | Readonly<{ kind: 'event'; event: CallEvent }>
  | Readonly<{ kind: 'message'; message: SmsMessage }>
  | Readonly<{ kind: 'number-status'; status: NumberStatus }>
  | Readonly<{ kind: 'unreadable'; reason: UnreadableReason; sent: unknown }>;

/** The kinds of pushes; any of them may come on any route. `unknown`: its only item is the whole body, unreadable. */
export const PUSH_KINDS = ['cdrs', 'event', 'sms', 'number-status', 'unknown'] as const;
export type PushKind = (typeof PUSH_KINDS)[number];

/** A decision that the platform waits for: how to route a call of X mode, or where an SMS goes. */
export type DecisionRequest = 'callin' | 'sms-block';

export type Push = Readonly<{
  kind: PushKind;
  items: readonly PushItem[];
  decisionRequest: DecisionRequest | undefined;
  /** The body names another app than the signature does. The signature wins. */
  namesOtherApp: boolean;
  /** The body for the journal: as sent, or without the content of an SMS where that is not stored. */
  body: Uint8Array;
}>;

/**
 * Reads the raw body of a verified push. Never throws, whatever the bytes are. A moment that cannot be one of a push received
 * at `receivedAt` counts as missing, and its text stays with what no field takes.
 */
export type ReadPush = (body: Uint8Array, app: PushApp, receivedAt: Date) => Push;
