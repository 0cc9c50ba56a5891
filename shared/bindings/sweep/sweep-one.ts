import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { hasCode } from '../../kernel/errors.ts';
import { type PlatformFailure, platformError } from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import type { ResolvePending } from '../bind/resolve-pending.ts';
import type { ConcludeChange } from '../change/change-binding.ts';
import type { EndBinding } from '../end/end-binding.ts';
import { statusAt } from '../model/binding.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { isLeased, leased, postponed, timed } from '../model/lifecycle.ts';
import { rulesOfMode } from '../model/mode-rules.ts';

export type SweepOneDeps = Readonly<{
  bindings: BindingStore;
  end: EndBinding;
  resolve: ResolvePending;
  concludeChange: ConcludeChange;
  clock: Clock;
  logger: Logger;
}>;

/**
 * What became of a due binding. `postponed`: it failed and is due again later. `skipped`: not due any more, or somebody
 * else works on it. `left`: it failed and not even that could be stored, so it is still due.
 */
export type Swept =
  | 'expired'
  | 'unbound'
  | 'released'
  | 'recovered'
  | 'failed'
  | 'postponed'
  | 'skipped'
  | 'left';

/**
 * Does what is due of one binding, as its record was read lately; never throws. Whoever does it first is the only one: the
 * record is taken before the platform is asked, and every other change is made under its lock.
 */
export type SweepOne = (record: BindingRecord) => Promise<Swept>;

export const createSweepOne = (deps: SweepOneDeps): SweepOne => {
  const { bindings, end, resolve, concludeChange, clock, logger } = deps;

  const postpone = async (record: BindingRecord, atLeastSeconds?: number): Promise<Swept> => {
    const stored = await bindings.replace(record, postponed(record, clock(), atLeastSeconds));
    return stored === undefined ? 'skipped' : 'postponed';
  };

  const failed = (record: BindingRecord, failure: PlatformFailure): Promise<Swept> =>
    postpone(record, platformError(failure).retryAfterSeconds);

  /** One bad binding must not stop the others: its fault is logged, and it is tried again later and later. */
  const guarded = async (record: BindingRecord, work: () => Promise<Swept>): Promise<Swept> => {
    try {
      return await work();
    } catch (error) {
      if (hasCode(error, 'version-conflict')) return 'skipped';
      const { bindingId } = record.binding;
      logger.error('binding-sweep-failed', { bindingId, error });
      // One that was taken meanwhile is put off by its lease: this write then finds another revision.
      return postpone(record).catch(() => 'left' as const);
    }
  };

  /** Ends it at the platform, as the only one: two sweepers at once make one call. */
  const finish = async (record: BindingRecord, as: 'released' | 'expired', done: Swept): Promise<Swept> => {
    const taken = await bindings.replace(record, leased(record, clock()));
    if (taken === undefined) return 'skipped';
    return guarded(taken, async () => {
      const result = await end.finish(taken, as);
      return result.kind === 'ended' ? done : failed(taken, result);
    });
  };

  /**
   * Where the platform has a timer it has ended the binding a margin ago, and nobody who saw it live can still be at work
   * on it. Without the margin, or with a call to make, the record is taken first.
   */
  const expire = async (record: BindingRecord): Promise<Swept> => {
    const { endedBy } = rulesOfMode(record.binding.mode);
    if (endedBy === 'sweeper') return finish(record, 'expired', 'unbound');
    // A change that nobody knows the fate of may have made it longer at the platform.
    const mayLive = record.confirmEnd === true || record.change !== undefined;
    if (endedBy === 'clock' || mayLive) return finish(record, 'expired', 'expired');
    await end.asExpired(record);
    return 'expired';
  };

  const concludeUnfinishedChange = async (record: BindingRecord): Promise<Swept> => {
    const resolved = await concludeChange(record);
    if (resolved.kind === 'unresolved') return failed(resolved.record, resolved.failure);
    return resolved.kind === 'lost-race' ? 'skipped' : 'recovered';
  };

  const resolvePending = async (record: BindingRecord): Promise<Swept> => {
    const resolved = await resolve(record);
    if (resolved.kind === 'unresolved') return failed(resolved.record, resolved.failure);
    return resolved.kind === 'lost-race' ? 'skipped' : resolved.kind;
  };

  /** A live binding is due because a change of it was cut short, or because its time is up. */
  const lookAtActive = async (record: BindingRecord, now: Date): Promise<Swept> => {
    if (statusAt(record.binding, now) !== 'active') return expire(record);
    if (record.change !== undefined) return concludeUnfinishedChange(record);
    // A lease that outlived its work: the binding lives, and must never be ended for that.
    await bindings.replace(record, dueAtItsEnd(record));
    return 'skipped';
  };

  const look = (record: BindingRecord, now: Date): Promise<Swept> => {
    switch (record.binding.status) {
      case 'pending':
        return resolvePending(record);
      case 'active':
        return lookAtActive(record, now);
      case 'releasing':
        return finish(record, 'released', 'released');
      default:
        return Promise.resolve('skipped');
    }
  };

  return async (record) => {
    const now = clock();
    // The index is behind the table at times: what was done already is due no more.
    if (record.dueAt === undefined || record.dueAt > iso(now) || isLeased(record, now)) return 'skipped';
    return guarded(record, () => look(record, now));
  };
};

const dueAtItsEnd = ({ leaseUntil: _lease, ...record }: BindingRecord) => {
  const { expiresAt, createdAt, terms } = record.binding;
  const startedAt =
    expiresAt === undefined ? createdAt : iso(addSeconds(new Date(expiresAt), -(terms.ttlSeconds ?? 0)));
  return timed(record, startedAt);
};
