import * as v from 'valibot';
import type { E164 } from '../../kernel/e164.ts';
import type { Binding } from './binding.ts';

/**
 * The data that X mode needs to put one call through. It lies on the reservation of the caller, so that a live call is
 * answered after a single read.
 */
export const XRoute = v.object({
  bindingId: v.string(),
  callee: v.string(),
  /** False where the binding lets only the other one call. */
  mayCall: v.boolean(),
  /** When the binding was made; absent in older ones. */
  madeAt: v.optional(v.string()),
  /** Since when the two are joined, where a change brought one of them. */
  since: v.optional(v.string()),
  /** Absent: for good. */
  expiresAt: v.optional(v.string()),
  record: v.boolean(),
  recordTone: v.optional(v.string()),
  maxCallMinutes: v.optional(v.number()),
  lastMinuteTone: v.optional(v.string()),
  waitingTone: v.optional(v.string()),
  userData: v.optional(v.string()),
});
export type XRoute = v.InferOutput<typeof XRoute>;

/** The route of one of the two people of an X binding; `undefined` for everybody else and every other mode. */
export const routeOf = (binding: Binding, caller: E164): XRoute | undefined => {
  const { mode, a, b, terms } = binding;
  if (mode !== 'X' || b === undefined || (caller !== a && caller !== b)) return undefined;
  const fromA = caller === a;
  const waitingTone = fromA ? terms.waitingTones?.a : terms.waitingTones?.b;
  const expiresAt = endOf(binding);
  const since = joinedAt(binding);
  return {
    bindingId: binding.bindingId,
    madeAt: binding.createdAt,
    callee: fromA ? b : a,
    mayCall: terms.callDirection !== (fromA ? 'to-a' : 'from-a'),
    record: terms.record,
    ...(since === undefined ? {} : { since }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(terms.recordTone === undefined ? {} : { recordTone: terms.recordTone }),
    ...(terms.maxCallMinutes === undefined ? {} : { maxCallMinutes: terms.maxCallMinutes }),
    ...(terms.lastMinuteTone === undefined ? {} : { lastMinuteTone: terms.lastMinuteTone }),
    ...(terms.userData === undefined ? {} : { userData: terms.userData }),
    ...(waitingTone === undefined ? {} : { waitingTone }),
  };
};

const joinedAt = ({ joined = {} }: Binding): string | undefined =>
  [joined.a, joined.b].filter((moment) => moment !== undefined).reduce(later, undefined);

const later = (one: string | undefined, other: string): string =>
  one !== undefined && one > other ? one : other;

/** A route is laid before its binding is active, and then ends when the binding will. */
const endOf = ({ expiresAt, createdAt, terms: { ttlSeconds } }: Binding): string | undefined =>
  expiresAt ??
  (ttlSeconds === undefined ? undefined : new Date(Date.parse(createdAt) + ttlSeconds * 1000).toISOString());
