import { addSeconds } from '../../kernel/clock.ts';
import type { PlatformBinding } from '../model/binding-platform.ts';
import type { RecordContent } from '../model/binding-store.ts';
import { rulesOfMode } from '../model/mode-rules.ts';

/** So far apart two instants may be that mean the same: requests wait in between, and one may be applied late. */
const TOLERANCE_SECONDS = 600;

/**
 * The field by which a life time differs at the platform. `ttlSeconds`: it has another length there, and not because we set
 * what was left of it. `expiresAt`: it has the same length and was started anew by somebody else, or earlier than ours.
 *
 * The platform tells when a binding was made or last changed, whatever the change was, and not when its time began: it is
 * compared only as far as no change of ours can explain it.
 */
export const lifeDifference = (
  ours: RecordContent,
  theirs: PlatformBinding,
): 'ttlSeconds' | 'expiresAt' | undefined => {
  const { ttlSeconds = 0 } = ours.binding.terms;
  const { ttlSeconds: theirSeconds } = theirs;
  if (theirSeconds === undefined) return undefined;
  const isRest = ours.confirmEnd === true && theirSeconds > 0 && theirSeconds < ttlSeconds;
  if (theirSeconds !== ttlSeconds && !isRest) return 'ttlSeconds';
  if (beganAsOurs(ours, theirs, theirSeconds)) return undefined;
  return isRest ? 'ttlSeconds' : 'expiresAt';
};

/** True where nothing tells of another beginning. The text of the platform has no zone, so one reading has to agree. */
const beganAsOurs = (
  ours: RecordContent,
  { subscribedAt = [] }: PlatformBinding,
  seconds: number,
): boolean => {
  const { status, expiresAt } = ours.binding;
  if (status !== 'active' || expiresAt === undefined || subscribedAt.length === 0) return true;
  const began = addSeconds(new Date(expiresAt), -seconds);
  const earliest = addSeconds(began, -TOLERANCE_SECONDS);
  const latest = latestChange(ours, began);
  return subscribedAt.map((instant) => new Date(instant)).some((at) => at >= earliest && at <= latest);
};

/** Until when a change of ours, or one that says nothing of the life time, may have moved the platform's instant. */
const latestChange = ({ binding, confirmEnd, attemptAt }: RecordContent, began: Date): Date => {
  const { mode, version } = binding;
  // Strangers who call X get a Y each in AXYB. A record of former times does not say when it was changed.
  const isOpen = rulesOfMode(mode).picks === 'platform' || (version > 1 && attemptAt === undefined);
  // Our own unbind ends a binding whose timer may run longer.
  if (isOpen || confirmEnd === true) return END_OF_TIME;
  const changed = new Date(attemptAt ?? began);
  return addSeconds(changed > began ? changed : began, TOLERANCE_SECONDS);
};

const END_OF_TIME = new Date(8.64e15);
