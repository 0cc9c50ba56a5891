import * as v from 'valibot';
import type { E164 } from '../kernel/e164.ts';
import { MODES } from '../kernel/mode.ts';

/** pending -> active -> releasing -> released; active -> expired; pending -> failed. Only confirmed results move it. */
export const BINDING_STATUSES = ['pending', 'active', 'releasing', 'released', 'expired', 'failed'] as const;
export type BindingStatus = (typeof BINDING_STATUSES)[number];

/** Who may call whom: both ways, only A to B (`from-a`), only towards A (`to-a`). */
export const CALL_DIRECTIONS = ['both', 'from-a', 'to-a'] as const;
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

const E164Text = v.custom<E164>(
  (value) => typeof value === 'string' && /^\+\d{7,18}$/.test(value),
  'must be E.164',
);

/** File names of tones that callers hear while they wait instead of the ringback. */
export const WaitingTones = v.object({ a: v.optional(v.string()), b: v.optional(v.string()) });

/** What a binding does, in our words; the same for every mode as far as the mode has it. */
export const BindingTerms = v.object({
  callDirection: v.picklist(CALL_DIRECTIONS),
  /** Absent: never expires. */
  ttlSeconds: v.optional(v.number()),
  record: v.boolean(),
  recordTone: v.optional(v.string()),
  /** Minutes from the answer on; absent or 0: no limit. */
  maxCallMinutes: v.optional(v.number()),
  lastMinuteTone: v.optional(v.string()),
  /** Absent: as the number and the app have it. */
  sms: v.optional(v.boolean()),
  waitingTones: v.optional(WaitingTones),
  userData: v.optional(v.string()),
});
export type BindingTerms = v.InferOutput<typeof BindingTerms>;

/** The agreement that joins two parties through a private number until it expires or is released. */
export const Binding = v.object({
  bindingId: v.string(),
  app: v.string(),
  mode: v.picklist(MODES),
  status: v.picklist(BINDING_STATUSES),
  a: E164Text,
  b: v.optional(E164Text),
  /** Absent only while the platform is choosing it (`allocation: platform`). */
  x: v.optional(E164Text),
  reference: v.optional(v.string()),
  terms: BindingTerms,
  subscriptionId: v.optional(v.string()),
  createdAt: v.string(),
  expiresAt: v.optional(v.string()),
  releasedAt: v.optional(v.string()),
  /** Counts the changes; the `If-Match` of our callers. */
  version: v.number(),
});
export type Binding = v.InferOutput<typeof Binding>;

/** The status as callers see it: a binding whose time is up is expired, also before the sweeper has noted it. */
export const statusAt = (binding: Binding, now: Date): BindingStatus =>
  binding.status === 'active' && binding.expiresAt !== undefined && binding.expiresAt <= now.toISOString()
    ? 'expired'
    : binding.status;
