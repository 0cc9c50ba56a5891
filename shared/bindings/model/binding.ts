import * as v from 'valibot';
import type { E164 } from '../../kernel/e164.ts';
import { MODES } from '../../kernel/mode.ts';

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

/**
 * File names of tones that callers hear while they wait instead of the ringback: `a` and `b` by who calls (AXB),
 * `others` for everybody but A (AX), `x` and `y` by the number that is called (AXYB).
 */
export const WaitingTones = v.object({
  a: v.optional(v.string()),
  b: v.optional(v.string()),
  others: v.optional(v.string()),
  x: v.optional(v.string()),
  y: v.optional(v.string()),
});

/** AXE: what rings or plays when A calls X and nobody called A before. */
export const Callback = v.union([v.object({ number: E164Text }), v.object({ tone: v.string() })]);

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
  callback: v.optional(Callback),
  /** AXE: how long A reaches the last caller by calling X. */
  callbackTtlSeconds: v.optional(v.number()),
  /** AXYB: how long a Y lives. */
  ybTtlSeconds: v.optional(v.number()),
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
  /** AXYB: what A calls to reach B. */
  y: v.optional(E164Text),
  /** AXE: what callers dial after X. */
  extension: v.optional(v.string()),
  /** AX: whom A reaches by calling X, until then. */
  temporaryCallee: v.optional(v.object({ callee: v.string(), expiresAt: v.string() })),
  reference: v.optional(v.string()),
  terms: BindingTerms,
  /** The platform's id; X mode has none, because nothing is stored there. */
  subscriptionId: v.optional(v.string()),
  createdAt: v.string(),
  expiresAt: v.optional(v.string()),
  releasedAt: v.optional(v.string()),
  /** Counts the changes; the `If-Match` of our callers. */
  version: v.number(),
});
export type Binding = v.InferOutput<typeof Binding>;

/**
 * The status as callers see it. A binding whose time is up is over, also before the sweeper has noted it: expired where
 * the platform's timer ended it, releasing in AX, where calls go through until the sweeper has unbound it.
 */
export const statusAt = (binding: Binding, now: Date): BindingStatus => {
  if (binding.status !== 'active' || binding.expiresAt === undefined) return binding.status;
  if (binding.expiresAt > now.toISOString()) return 'active';
  return binding.mode === 'AX' ? 'releasing' : 'expired';
};

/**
 * The id under which calls and texts of a binding are found: the platform's, or in X mode, where it has none, our own,
 * which the intake notes on the calls that it answers.
 */
export const attributionIdOf = ({ mode, bindingId, subscriptionId }: Binding): string | undefined =>
  subscriptionId ?? (mode === 'X' ? bindingId : undefined);
