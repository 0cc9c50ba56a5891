import * as v from 'valibot';
import { MODES } from '../kernel/mode.ts';

/** The moments of a call that the platform reports, in the vendor's order. An unknown one is stored under its own name. */
export const CALL_EVENT_TYPES = [
  'callin',
  'collectInfo',
  'callout',
  'alerting',
  'answer',
  'disconnect',
] as const;

/** One moment of a call. Its numbers are not always the real pair, so a CDR's win. */
export const CallEvent = v.object({
  app: v.string(),
  mode: v.picklist(MODES),
  sessionId: v.string(),
  type: v.string(),
  at: v.string(),
  subscriptionId: v.optional(v.string()),
  caller: v.optional(v.string()),
  called: v.optional(v.string()),
  releaseCode: v.optional(v.number()),
  releaseText: v.optional(v.string()),
  hungUpBy: v.optional(v.picklist(['caller', 'callee'])),
  digits: v.optional(v.string()),
  userData: v.optional(v.string()),
  other: v.optional(v.record(v.string(), v.unknown())),
});
export type CallEvent = v.InferOutput<typeof CallEvent>;
