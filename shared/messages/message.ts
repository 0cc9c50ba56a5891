import * as v from 'valibot';
import { DIRECTIONS } from '../kernel/direction.ts';
import { MODES } from '../kernel/mode.ts';

const OptionalString = v.optional(v.string());

/** Our answer to the platform's question about an SMS, and the reason. */
export const SmsDecision = v.object({
  operation: v.picklist(['forward', 'discard']),
  reason: v.picklist([
    'route',
    'temporary-callee',
    'last-contact',
    'policy',
    'blocked',
    'no-route',
    'expired',
    'direction',
    'no-binding',
    'not-the-owner',
    'nobody-to-reply-to',
    'in-doubt',
    'unreadable-number',
    'mode',
  ]),
});
export type SmsDecision = v.InferOutput<typeof SmsDecision>;

/**
 * One notification about an SMS, in our words. `Notify` reports the result of an SMS, `Block` asks what to do with it; one
 * SMS may have both. Numbers are E.164 as far as they could be read, instants ISO 8601 UTC.
 */
export const SmsMessage = v.object({
  app: v.string(),
  mode: v.picklist(MODES),
  /** The platform's id of the SMS; a long one of many segments has one id. */
  identifier: v.string(),
  /** `Notify`, `Block`, or another kind that the platform may send one day. */
  notification: v.string(),
  subscriptionId: OptionalString,
  x: OptionalString,
  /** The real sender. */
  sender: OptionalString,
  /** The real receiver; known only after the SMS was forwarded. */
  receiver: OptionalString,
  direction: v.picklist(DIRECTIONS),
  sentAt: OptionalString,
  /** Segments that were really sent and are billed; 0 when none was. */
  segments: v.optional(v.number()),
  /** The platform's result code (`shared/outcomes` has the meanings); absent in a `Block`. */
  resultCode: v.optional(v.number()),
  /** The words of the SMS as the private number received them; absent unless the platform sends them and we keep them. */
  content: OptionalString,
  /** The parts that the words make, if words came: an erasure takes the words, and the bill stays. Absent in older items. */
  wordParts: v.optional(v.number()),
  areaCode: OptionalString,
  userData: OptionalString,
  /** `Block` only: our answer. */
  decision: v.optional(SmsDecision),
  /** Everything that the platform sent and no field above takes, as sent. */
  other: v.optional(v.record(v.string(), v.unknown())),
});
export type SmsMessage = v.InferOutput<typeof SmsMessage>;
