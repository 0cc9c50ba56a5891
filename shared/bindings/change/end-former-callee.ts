import { type Clock, iso } from '../../kernel/clock.ts';
import { mayStillApply } from '../../kernel/platform-outcome.ts';
import type { ActiveBinding, AtPlatform } from '../model/binding.ts';
import type { BindingChange, TemporaryCalleePlatform } from '../model/binding-platform.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { withOpenCallee } from '../model/open-request.ts';

/** The dependencies of work on temporary callees. */
export type CalleeDeps = Readonly<{
  /** Absent for apps of other modes than AX. */
  calleesOf: (app: string) => TemporaryCalleePlatform | undefined;
  clock: Clock;
  /** How long after it left a request may still be applied. */
  latestSeconds: number;
}>;

type LiveRecord = BindingRecord<AtPlatform<ActiveBinding>>;

/**
 * A temporary callee was set for the A who has left, or may have been, so the next A does not reach him. The platform takes
 * none away: he is set once more, for a second. If that fails the open change of the record has the sweeper do it again.
 *
 * @returns the record that the change is concluded with; its binding still has the former A and his callee
 */
export const endFormerCallee = async (
  { calleesOf, clock, latestSeconds }: CalleeDeps,
  record: LiveRecord,
  { a }: BindingChange,
): Promise<LiveRecord> => {
  const { app, a: former, subscriptionId, temporaryCallee } = record.binding;
  const callees = calleesOf(app);
  if (callees === undefined || a === undefined || a === former) return record;
  const isLive = temporaryCallee !== undefined && temporaryCallee.expiresAt > iso(clock());
  // He takes the place of all others who may be set.
  const callee = isLive ? temporaryCallee.callee : record.openChange?.callees?.at(-1);
  if (callee === undefined) return record;
  const set = await callees.setTemporaryCallee(subscriptionId, {
    number: callee,
    ttlSeconds: 1,
    userData: undefined,
  });
  const isLate = mayStillApply(set);
  if (set.kind === 'ok' && set.value === 'set' && !isLate) return record;
  const openChange = withOpenCallee(record.openChange, callee, clock(), isLate ? latestSeconds : 0);
  return { ...record, openChange };
};
