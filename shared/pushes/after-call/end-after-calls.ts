import { isLeavingPair } from '../../bindings/lifecycle/changed-binding.ts';
import { attributionIdOf, type End, isActive } from '../../bindings/model/binding.ts';
import type { BindingRecord, BindingStore } from '../../bindings/model/binding-store.ts';
import { movesOf } from '../../bindings/move/moves-of.ts';
import type { IsStillMeant, Release } from '../../bindings/unbind/release-binding.ts';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Logger } from '../../observability/logger.ts';
import { type CallEndLook, type CallEndLooks, LOOK_SHARDS } from './due-looks.ts';
import type { FindLastCall, LastCall } from './last-call-end.ts';

/** `released`: bindings that were ended. `remaining`: looks that are due and were not made. */
export type AfterCallReport = Readonly<{ released: number; remaining: number }>;

type Deps = Readonly<{
  looks: CallEndLooks;
  bindings: Pick<BindingStore, 'bySubscription' | 'get'>;
  lastCall: FindLastCall;
  release: (bindingId: string, end: End, known: BindingRecord, isMeant: IsStillMeant) => Promise<Release>;
  /** Whether any app wants it: without one nothing is read. */
  isWanted: boolean;
  afterCallSecondsOf: (app: string) => number | undefined;
  clock: Clock;
  logger: Logger;
}>;

/** Looks of one shard in one round. */
const PAGE = 25;

/** Bindings at a time, hence calls to the platform at a time. */
const PARALLEL = 5;

/** Between two looks while a call goes on: its end brings another one, unless that push was lost. */
const WHILE_TALKING_SECONDS = 300;

/** Until the next try after a failure. */
const NEXT_TRY_SECONDS = 60;

type Outcome = 'released' | 'done' | 'no-call' | Readonly<{ laterAt: string }>;

/**
 * Ends the bindings whose last call ended long enough ago, as their app wants it. Each look decides by the calls that are stored then, so
 * an old CDR that comes again ends nothing that has had a call since, or is in one. A binding that has ended, or that has other
 * people since that call, is left alone, also where they come between the look and the end; one that moved to another number is meant with those that it replaces. Any number of runs may overlap.
 *
 * @throws {AppError} `store-unavailable`; another run goes on.
 */
export const createEndAfterCalls =
  (deps: Deps) =>
  async (hasTime: () => boolean): Promise<AfterCallReport> => {
    if (!deps.isWanted) return { released: 0, remaining: 0 };
    let released = 0;
    let remaining = 0;
    for (let shard = 0; shard < LOOK_SHARDS; shard += 1)
      for (let isMore = true; isMore; ) {
        const due = await deps.looks.due(shard, deps.clock(), PAGE);
        const bounds = { atMost: PARALLEL, hasTime };
        const { results, untouched } = await mapAtMost(bounds, due, (look) => take(deps, look));
        released += results.filter((outcome) => outcome === 'released').length;
        remaining += untouched.length;
        isMore = due.length === PAGE && untouched.length === 0;
      }
    return { released, remaining };
  };

/** Makes a look. It goes when nothing is left of it; one for later is stored before. */
const take = async (deps: Deps, look: CallEndLook): Promise<Outcome> => {
  const outcome = await outcomeOf(deps, look);
  if (typeof outcome === 'object') await deps.looks.put({ ...look, dueAt: outcome.laterAt });
  // A look is stored after its call: the index that shows calls is behind, or the call was erased.
  if (outcome === 'no-call' && look.isRepeat !== true)
    await deps.looks.put({ ...look, dueAt: later(deps, NEXT_TRY_SECONDS).laterAt, isRepeat: true });
  await deps.looks.remove(look);
  return outcome;
};

const outcomeOf = async (deps: Deps, look: CallEndLook): Promise<Outcome> => {
  const { app } = look;
  try {
    return await lookAt(deps, look);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'store-unavailable') throw error;
    deps.logger.warn('binding-not-ended-after-call', { app, code: error.code });
    return later(deps, NEXT_TRY_SECONDS);
  }
};

const lookAt = async (deps: Deps, { app, subscriptionId }: CallEndLook): Promise<Outcome> => {
  const { bindings, release, afterCallSecondsOf, logger } = deps;
  const seconds = afterCallSecondsOf(app);
  const found = seconds === undefined ? undefined : await bindings.bySubscription(app, subscriptionId);
  if (seconds === undefined || found === undefined) return 'done';
  const judged = await judge(deps, found, seconds);
  if (typeof judged === 'string' || 'laterAt' in judged) return judged;
  const { bindingId } = judged.record.binding;
  const isMeant: IsStillMeant = async (current) => {
    const again = await judge(deps, current, seconds);
    return typeof again === 'object' && 'record' in again;
  };
  const { kind } = await release(bindingId, { why: 'after-call' }, judged.record, isMeant);
  // It has changed since: the next look judges it as it is then.
  if (kind === 'spared') return later(deps, NEXT_TRY_SECONDS);
  logger.info('binding-ended-after-call', { bindingId, app });
  return 'released';
};

const later = ({ clock }: Deps, seconds: number): Readonly<{ laterAt: string }> => ({
  laterAt: iso(addSeconds(clock(), seconds)),
});

/** The binding that is to end, which is the one at the end of its moves. */
const judge = async (
  deps: Deps,
  found: BindingRecord,
  seconds: number,
): Promise<Exclude<Outcome, 'released'> | Readonly<{ record: BindingRecord }>> => {
  const { bindings, lastCall, clock } = deps;
  const { last: record, all } = await movesOf(bindings, found);
  const now = clock();
  if (!isActive(record.binding, now)) return 'done';
  const last = await lastCallOf(lastCall, all, iso(addSeconds(now, -seconds)));
  if (last.kind === 'talking') return later(deps, WHILE_TALKING_SECONDS);
  if (last.kind === 'none') return 'no-call';
  const endsAt = iso(addSeconds(new Date(last.at), seconds));
  if (endsAt > iso(now)) return { laterAt: endsAt };
  // A call of those who were there before says nothing of those who are there now.
  if (all.some(({ binding: { joined = {} } }) => isAfter(joined.a, last.at) || isAfter(joined.b, last.at)))
    return 'done';
  // Others are on their way, or may have come already.
  return isLeavingPair(record) ? later(deps, NEXT_TRY_SECONDS) : { record };
};

const isAfter = (since: string | undefined, at: string): boolean => since !== undefined && since > at;

/** A move to another number leaves the calls on the former one: of all of them it is the last that counts. */
const lastCallOf = async (
  lastCall: FindLastCall,
  moves: readonly BindingRecord[],
  recent: string,
): Promise<LastCall> => {
  const found = await Promise.all(
    moves.map(async ({ binding }): Promise<LastCall> => {
      const id = attributionIdOf(binding);
      return id === undefined ? { kind: 'none' } : lastCall(binding.app, id, recent);
    }),
  );
  if (found.some(({ kind }) => kind === 'talking')) return { kind: 'talking' };
  const ends = found.flatMap((last) => (last.kind === 'ended' ? [last.at] : []));
  const at = ends.sort().at(-1);
  return at === undefined ? { kind: 'none' } : { kind: 'ended', at };
};
