import type { Clock } from '../kernel/clock.ts';
import { hasCode } from '../kernel/errors.ts';
import { type PlatformFailure, platformError } from '../kernel/platform-outcome.ts';
import type { Logger } from '../observability/logger.ts';
import { statusAt } from './binding.ts';
import { type BindingRecord, type BindingStore, SWEEP_SHARDS } from './binding-store.ts';
import type { SettleChange } from './change-binding.ts';
import type { EndBinding } from './end-binding.ts';
import { isLeased, postponed } from './lifecycle.ts';
import { rulesOfMode } from './mode-rules.ts';
import type { SettlePending } from './settle-pending.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  end: EndBinding;
  settle: SettlePending;
  settleChange: SettleChange;
  clock: Clock;
  logger: Logger;
}>;

/** What one run did, and how many due bindings it left (counted up to a page a shard). */
export type SweepReport = {
  expired: number;
  unbound: number;
  released: number;
  recovered: number;
  failed: number;
  remaining: number;
};

type Done = Exclude<keyof SweepReport, 'remaining'> | 'postponed' | 'skipped';

const PAGE = 500;
const PARALLEL = 5;

/**
 * Looks at every due binding: notes expiries, ends what is releasing, settles what is pending. Stops when `hasTime`
 * says so and is taken up by the next run. Two runs at once do no harm: each change is made under the record's lock.
 */
export const createSweepBindings = (deps: Deps) => {
  const { bindings, end, settle, settleChange, clock, logger } = deps;

  const postpone = async (record: BindingRecord, failure: PlatformFailure): Promise<Done> => {
    await bindings.replace(record, postponed(record, clock(), platformError(failure).retryAfterSeconds));
    return 'postponed';
  };

  const finish = async (record: BindingRecord, as: 'released' | 'expired', done: Done): Promise<Done> => {
    const result = await end.finish(record, as);
    return result.kind === 'ended' ? done : postpone(record, result);
  };

  const expire = async (record: BindingRecord): Promise<Done> => {
    if (rulesOfMode(record.binding.mode).endedBy === 'sweeper') return finish(record, 'expired', 'unbound');
    if (record.confirmEnd === true) return finish(record, 'expired', 'expired');
    await end.asExpired(record);
    return 'expired';
  };

  /** A live binding is due because a change of it was cut short, or because its time is up. */
  const lookAtActive = async (record: BindingRecord, now: Date): Promise<Done> => {
    const isOver = statusAt(record.binding, now) !== 'active';
    if (isOver || record.change === undefined) return expire(record);
    const settled = await settleChange(record);
    if (settled.kind === 'unsettled') return postpone(settled.record, settled.failure);
    return settled.kind === 'lost-race' ? 'skipped' : 'recovered';
  };

  const settlePending = async (record: BindingRecord): Promise<Done> => {
    const settled = await settle(record);
    if (settled.kind === 'unsettled') return postpone(settled.record, settled.failure);
    return settled.kind === 'lost-race' ? 'skipped' : settled.kind;
  };

  const look = async (bindingId: string): Promise<Done> => {
    const record = await bindings.get(bindingId);
    const now = clock();
    // The index is behind the table at times: what was done already is due no more.
    if (record?.dueAt === undefined || record.dueAt > now.toISOString() || isLeased(record, now))
      return 'skipped';
    switch (record.binding.status) {
      case 'pending':
        return settlePending(record);
      case 'active':
        return lookAtActive(record, now);
      case 'releasing':
        return finish(record, 'released', 'released');
      default:
        return 'skipped';
    }
  };

  /** One bad binding must not stop the others; its fault is logged and it stays due. */
  const lookSafely = async (bindingId: string): Promise<Done> => {
    try {
      return await look(bindingId);
    } catch (error) {
      if (!hasCode(error, 'version-conflict')) logger.error('binding-sweep-failed', { bindingId, error });
      return 'skipped';
    }
  };

  /** How many of these moved. */
  const sweepSome = async (ids: readonly string[], report: SweepReport): Promise<number> => {
    const results = await Promise.all(ids.map(lookSafely));
    for (const done of results) if (done !== 'skipped' && done !== 'postponed') report[done] += 1;
    return results.filter((done) => done !== 'skipped').length;
  };

  const sweepPage = async (
    due: readonly string[],
    report: SweepReport,
    hasTime: () => boolean,
  ): Promise<number> => {
    let moved = 0;
    for (let start = 0; start < due.length && hasTime(); start += PARALLEL)
      moved += await sweepSome(due.slice(start, start + PARALLEL), report);
    return moved;
  };

  const sweepShard = async (shard: number, report: SweepReport, hasTime: () => boolean): Promise<void> => {
    let due: readonly string[];
    let moved: number;
    do {
      due = await bindings.due(shard, clock(), PAGE);
      moved = await sweepPage(due, report, hasTime);
      // A page on which nothing moved holds only what others work on or what fails; the next run looks again.
    } while (hasTime() && due.length === PAGE && moved > 0);
  };

  return async (hasTime: () => boolean): Promise<SweepReport> => {
    const report: SweepReport = {
      expired: 0,
      unbound: 0,
      released: 0,
      recovered: 0,
      failed: 0,
      remaining: 0,
    };
    for (let shard = 0; shard < SWEEP_SHARDS; shard += 1) {
      await sweepShard(shard, report, hasTime);
      report.remaining += (await bindings.due(shard, clock(), PAGE)).length;
    }
    return report;
  };
};
