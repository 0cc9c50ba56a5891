import { addSeconds, iso, secondsUntil } from '../../kernel/clock.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { AdoptedLife } from '../lifecycle/adoption.ts';
import type { BindingTerms } from '../model/binding.ts';
import type { PlatformBinding } from '../model/binding-platform.ts';
import { rulesOfMode } from '../model/mode-rules.ts';
import type { AdoptionLine } from './adoption.ts';

/** The terms of an adopted binding but its life time: as the platform says, and as the line says where that is silent. */
export const termsThere = (theirs: PlatformBinding, line: AdoptionLine): BindingTerms => {
  const { callDirection = 'both', maxCallMinutes = 0, sms, waitingTones } = theirs;
  const { callback, callbackTtlSeconds, ybTtlSeconds, lastMinuteTone } = theirs;
  const { record = line.record ?? false, recordTone = line.recordTone, userData = line.userData } = theirs;
  return {
    callDirection,
    record,
    ...(record && recordTone !== undefined ? { recordTone } : {}),
    ...(maxCallMinutes > 0 ? { maxCallMinutes, ...(lastMinuteTone && { lastMinuteTone }) } : {}),
    ...(userData === undefined ? {} : { userData }),
    ...(sms === undefined ? {} : { sms }),
    ...(waitingTones === undefined ? {} : { waitingTones }),
    ...(callback === undefined ? {} : { callback }),
    ...(callbackTtlSeconds === undefined ? {} : { callbackTtlSeconds }),
    ...(ybTtlSeconds === undefined ? {} : { ybTtlSeconds }),
  };
};

/** The life time of an adopted binding; `undefined`: it never expires. `differs`: the line says another one than the platform. */
export type LifeThere = (AdoptedLife & Readonly<{ ttlSeconds: number }>) | undefined | 'differs';

/**
 * Where the platform has told the life time, its end is the last one that its `subscribeTime` allows, in whichever zone that is: a change
 * moves that instant, and never the end beyond it. The line may name an earlier end, at which we unbind it. Where the platform
 * tells nothing (AX, AXE) the line alone says. An end that has passed is none.
 */
export const lifeThere = (
  mode: Mode,
  theirs: PlatformBinding,
  { expiresAt }: AdoptionLine,
  now: Date,
): LifeThere => {
  const { ttlSeconds } = theirs;
  if (expiresAt !== undefined && new Date(expiresAt) <= now) return 'differs';
  if (ttlSeconds === undefined) return lifeOfLine(mode, theirs, expiresAt, now);
  if (ttlSeconds === 0) return expiresAt === undefined ? undefined : 'differs';
  const end = lastEnd(theirs, ttlSeconds, now);
  if (expiresAt === undefined) return { ttlSeconds, begunAt: begun(end, ttlSeconds), isSure: true };
  if (new Date(expiresAt) > addSeconds(end, TOLERANCE_SECONDS)) return 'differs';
  return { ttlSeconds, begunAt: begun(new Date(expiresAt), ttlSeconds), isSure: false };
};

/** Clocks of two back ends, and what a bind takes. */
const TOLERANCE_SECONDS = 600;

const begun = (end: Date, ttlSeconds: number): string => iso(addSeconds(end, -ttlSeconds));

/** A platform that does not say when it began may have made it just now. */
const lastEnd = ({ subscribedAt = [] }: PlatformBinding, ttlSeconds: number, now: Date): Date => {
  const latest = addSeconds(now, TOLERANCE_SECONDS);
  const began = subscribedAt.map((at) => new Date(at)).filter((at) => at <= latest);
  const last = Math.max(...began.map((at) => at.getTime()));
  return addSeconds(began.length === 0 ? now : new Date(last), ttlSeconds);
};

/** A call-back record of AXE lives no longer than its binding, whose life is as long as that at least. */
const lifeOfLine = (
  mode: Mode,
  { callbackTtlSeconds = 0 }: PlatformBinding,
  expiresAt: string | undefined,
  now: Date,
): LifeThere => {
  if (expiresAt === undefined) return undefined;
  const end = new Date(expiresAt);
  const ttlSeconds = Math.max(secondsUntil(expiresAt, now), callbackTtlSeconds);
  return { ttlSeconds, begunAt: begun(end, ttlSeconds), isSure: rulesOfMode(mode).endedBy !== 'platform' };
};
