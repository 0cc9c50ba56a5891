import * as v from 'valibot';
import { addSeconds, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { MODES } from '../../kernel/mode.ts';

/** pending -> active -> releasing -> released; active -> expired; pending -> failed. Only confirmed results move it. */
export const BINDING_STATUSES = ['pending', 'active', 'releasing', 'released', 'expired', 'failed'] as const;
export type BindingStatus = (typeof BINDING_STATUSES)[number];

/** The directions in which calls are allowed: both ways, only A to B (`from-a`), only towards A (`to-a`). */
export const CALL_DIRECTIONS = ['both', 'from-a', 'to-a'] as const;
export type CallDirection = (typeof CALL_DIRECTIONS)[number];

/**
 * Why a binding has ended: a caller ended it, its time was up, it was never made, the platform had it no longer, our own work took it
 * away because it stood for nothing, its person was erased, one of its people was blocked, its last
 * call was over, another one on another X took its place because its number was lost.
 */
export const END_REASONS = [
  'released',
  'expired',
  'failed',
  'missing-there',
  'repaired',
  'erased',
  'blocked',
  'after-call',
  'moved',
] as const;
export type EndReason = (typeof END_REASONS)[number];

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

/** The terms of a binding, in our words; the same for every mode as far as the mode has them. */
export const BindingTerms = v.object({
  callDirection: v.picklist(CALL_DIRECTIONS),
  /** Absent: never expires. */
  ttlSeconds: v.optional(v.number()),
  record: v.boolean(),
  recordTone: v.optional(v.string()),
  /** Minutes from the answer on; absent or 0: no limit. */
  maxCallMinutes: v.optional(v.number()),
  lastMinuteTone: v.optional(v.string()),
  /** Absent: the platform's default, yes, as far as the number and the app have texts. */
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

/** The number that AXE rings when nobody called before, if the terms or a change of them name one. */
export const callbackNumberOf = ({ callback }: Pick<BindingTerms, 'callback'>): string | undefined =>
  callback !== undefined && 'number' in callback ? callback.number : undefined;

/** The number that rings or the tone that is played when A calls in AXE and nobody called before. */
export const calledBack = (callback: BindingTerms['callback']): string | undefined => {
  if (callback === undefined) return undefined;
  return 'number' in callback ? callback.number : callback.tone;
};

/** The last one who changed a binding, and when. `by` is absent where the service did it by itself. */
const LastChange = v.object({ by: v.optional(v.string()), at: v.string() });

/**
 * The one who has ended a binding, or is ending it, and why. `at` is there where nothing else says when it was over. An end that is not
 * written has none of this.
 */
const End = v.object({
  by: v.optional(v.string()),
  why: v.optional(v.picklist(END_REASONS)),
  at: v.optional(v.string()),
});
export type End = v.InferOutput<typeof End>;

/** Fields of every binding, whatever its status. */
const EVERY = {
  bindingId: v.string(),
  app: v.string(),
  mode: v.picklist(MODES),
  a: E164Text,
  b: v.optional(E164Text),
  reference: v.optional(v.string()),
  terms: BindingTerms,
  createdAt: v.string(),
  /** Until then a bind that was answered as pending is tried again and again, ISO 8601 UTC; it stays when that is over. Absent in all others. */
  queuedUntil: v.optional(v.string()),
  /** The binding of a lost number in whose place it was made, by id. */
  replaces: v.optional(v.string()),
  /** The binding on another X that took its place, because its number was lost; by id. */
  replacedBy: v.optional(v.string()),
  /** Since when the person on a side is there, where a change brought him; ISO 8601 UTC. */
  joined: v.optional(v.object({ a: v.optional(v.string()), b: v.optional(v.string()) })),
  /** Counts the changes; the `If-Match` of our callers. */
  version: v.number(),
  /** The one who made it; absent in older items. Callers are named by {@link callerName}. */
  createdBy: v.optional(v.string()),
  changed: v.optional(LastChange),
  end: v.optional(End),
};

const Never = v.optional(v.undefined());

/** A binding that the platform never confirmed. */
const UNCONFIRMED = {
  ...EVERY,
  /** Absent only while the platform is choosing it (`allocation: platform`). */
  x: v.optional(E164Text),
  y: Never,
  /** AXE: the one that the platform is asked for; absent: it chooses. */
  extension: v.optional(v.string()),
  temporaryCallee: Never,
  subscriptionId: Never,
  expiresAt: Never,
};

/** Being made: nobody was told of it yet. */
const PendingBinding = v.object({ ...UNCONFIRMED, status: v.literal('pending'), releasedAt: Never });

/** Never made, and the platform surely has none. */
const FailedBinding = v.object({ ...UNCONFIRMED, status: v.literal('failed'), releasedAt: v.string() });

/** A binding that lives, or lived. */
const CONFIRMED = {
  ...EVERY,
  x: E164Text,
  /** AXYB: what A calls to reach B. */
  y: v.optional(E164Text),
  /** AXE: what callers dial after X. */
  extension: v.optional(v.string()),
  /** AX: whom A reaches by calling X, from `setAt` (absent in older items) until then. */
  temporaryCallee: v.optional(
    v.object({
      callee: v.string(),
      setAt: v.optional(v.string()),
      expiresAt: v.string(),
      userData: v.optional(v.string()),
    }),
  ),
  /** Absent: never expires. */
  expiresAt: v.optional(v.string()),
};

/** Where a binding lives: at the platform, which gave it an id, or in X mode as a route with us alone. */
const AT_PLATFORM = { ...CONFIRMED, subscriptionId: v.string() };
const WITH_US = { ...CONFIRMED, mode: v.literal('X'), subscriptionId: Never };

const ACTIVE = { status: v.literal('active'), releasedAt: Never };
const ActiveBinding = v.variant('subscriptionId', [
  v.object({ ...AT_PLATFORM, ...ACTIVE }),
  v.object({ ...WITH_US, ...ACTIVE }),
]);

const RELEASING = { status: v.literal('releasing'), releasedAt: Never };
const ReleasingBinding = v.variant('subscriptionId', [
  v.object({ ...AT_PLATFORM, ...RELEASING }),
  v.object({ ...WITH_US, ...RELEASING }),
]);

/** `releasedAt` is absent where the time was up. */
const ENDED = { status: v.picklist(['released', 'expired']), releasedAt: v.optional(v.string()) };
const EndedBinding = v.variant('subscriptionId', [
  v.object({ ...AT_PLATFORM, ...ENDED }),
  v.object({ ...WITH_US, ...ENDED }),
]);

/**
 * The agreement that joins two parties through a private number until it expires or is released. Its fields depend on
 * its status and on where it lives; a field that is not there is absent, never null or empty.
 */
export const Binding = v.variant('status', [
  PendingBinding,
  FailedBinding,
  ActiveBinding,
  ReleasingBinding,
  EndedBinding,
]);
export type Binding = v.InferOutput<typeof Binding>;

export type PendingBinding = v.InferOutput<typeof PendingBinding>;
export type FailedBinding = v.InferOutput<typeof FailedBinding>;
export type ActiveBinding = v.InferOutput<typeof ActiveBinding>;
export type ReleasingBinding = v.InferOutput<typeof ReleasingBinding>;
export type EndedBinding = v.InferOutput<typeof EndedBinding>;

/** The members of a union of bindings that live, or lived, at the platform. */
export type AtPlatform<Some extends Binding> = Extract<Some, { subscriptionId: string }>;

/** True for the statuses in which a binding may be at the platform; all others are ends. */
export const isLiveStatus = (status: BindingStatus): boolean =>
  status === 'pending' || status === 'active' || status === 'releasing';

/** True for a binding that is active and whose time is not up: see {@link statusAt}. */
export const isActive = (binding: Binding, now: Date): binding is ActiveBinding =>
  statusAt(binding, now) === 'active';

/**
 * The status as callers see it. A binding whose time is up is over, also before the sweeper has recorded it: expired where
 * the platform's timer ended it, releasing in AX, where calls go through until the sweeper has unbound it.
 */
export const statusAt = (binding: Binding, now: Date): BindingStatus => {
  if (binding.status !== 'active' || binding.expiresAt === undefined) return binding.status;
  if (binding.expiresAt > now.toISOString()) return 'active';
  return binding.mode === 'AX' ? 'releasing' : 'expired';
};

const MOST_NAME_CHARACTERS = 64;

/** The name of a caller as bindings keep it: that of its key, as in the audit. A longer one, as a token may have, is cut. */
export const callerName = (apiKeyName: string): string =>
  [...apiKeyName].slice(0, MOST_NAME_CHARACTERS).join('');

/** When the life time of a live binding began: ISO 8601 UTC. */
export const lifeStartOf = ({ expiresAt, terms, createdAt }: ActiveBinding): string =>
  expiresAt === undefined || terms.ttlSeconds === undefined
    ? createdAt
    : iso(addSeconds(new Date(expiresAt), -terms.ttlSeconds));

/**
 * The id under which the calls and messages of a binding are found: the platform's, or in X mode, where it has none, our
 * own, which the intake records with the calls that it answers.
 */
export const attributionIdOf = ({ mode, bindingId, subscriptionId }: Binding): string | undefined =>
  subscriptionId ?? (mode === 'X' ? bindingId : undefined);
