import * as v from 'valibot';
import { MODES } from '../kernel/mode.ts';

const OptionalText = v.optional(v.string());

/** What we told the platform to do with a text that it asked about, and why. */
export const TextDecision = v.object({
  operation: v.picklist(['forward', 'discard']),
  reason: v.picklist([
    'route',
    'temporary-callee',
    'last-contact',
    'policy',
    'no-route',
    'expired',
    'direction',
    'no-binding',
    'not-the-owner',
    'nobody-to-reply-to',
    'unreadable-number',
    'mode',
  ]),
});
export type TextDecision = v.InferOutput<typeof TextDecision>;

/**
 * One notification about a text message, in our words. `Notify` reports what became of it, `Block` asks what shall
 * become of it; one text may have both. Numbers are E.164 as far as they could be read, instants ISO 8601 UTC.
 */
export const TextMessage = v.object({
  app: v.string(),
  mode: v.picklist(MODES),
  /** The platform's id of the text; one also for a long text of many segments. */
  identifier: v.string(),
  /** `Notify`, `Block`, or what else the platform may send one day. */
  notification: v.string(),
  subscriptionId: OptionalText,
  x: OptionalText,
  /** The real sender. */
  sender: OptionalText,
  /** The real receiver; known only after the text was forwarded. */
  receiver: OptionalText,
  direction: v.picklist(['to-a', 'from-a', 'abnormal', 'unknown']),
  sentAt: OptionalText,
  /** Pieces that were really sent and are billed; 0 when none was. */
  segments: v.optional(v.number()),
  /** What became of it (`shared/outcomes` tells the meaning); absent in a `Block`. */
  resultCode: v.optional(v.number()),
  /** The text as the private number received it; absent unless the platform sends it and we keep it. */
  content: OptionalText,
  areaCode: OptionalText,
  userData: OptionalText,
  /** `Block` only: our answer. */
  decision: v.optional(TextDecision),
  /** What the platform sent and no field above takes, as sent. */
  other: v.optional(v.record(v.string(), v.unknown())),
});
export type TextMessage = v.InferOutput<typeof TextMessage>;
