import type { Clock } from '../../kernel/clock.ts';
import { openOutcomeError } from '../../kernel/platform-outcome.ts';
import type { ConfirmChange } from '../change/confirm-change.ts';
import { NEXT_SWEEP_SECONDS, setAgainLater } from '../lifecycle/due-at.ts';
import { isLeased, leaseSeconds } from '../lifecycle/lease.ts';
import type { ActiveBinding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import { openSeconds } from '../model/open-request.ts';

type Deps = Readonly<{
  bindings: Pick<BindingStore, 'get' | 'replace'>;
  /** Takes back a change that is not concluded. @throws {AppError} what leaves it open; `party-blocked`: the platform cannot do it. */
  takeBackChange: (record: BindingRecord<ActiveBinding>) => Promise<unknown>;
  confirmChange: ConfirmChange;
  clock: Clock;
}>;

/**
 * Has the platform set the values of a live binding again over whatever requests without an answer may have set.
 *
 * @throws {AppError} `binding-in-progress` while somebody is at work on it, and as long as one may be applied even later: the sweeper goes
 *   on; `party-blocked` where the platform cannot take it back; what leaves it open; `store-unavailable`.
 */
export type TakeBackOpen = (record: BindingRecord) => Promise<void>;

export const createTakeBackOpen =
  ({ bindings, takeBackChange, confirmChange, clock }: Deps): TakeBackOpen =>
  async (record) => {
    if (!hasStatus(record, 'active') || isLeased(record, clock()))
      throw inProgress(leaseSeconds(record, clock()));
    if (record.change !== undefined) await takeBackChange(record);
    else if (record.openChange !== undefined) {
      const confirmed = await confirmChange(record, record.openChange);
      if (confirmed.kind === 'unresolved') {
        await bindings.replace(confirmed.record, setAgainLater(confirmed.record, clock()));
        throw openOutcomeError(confirmed.failure);
      }
    }
    const left = await bindings.get(record.binding.bindingId);
    if (left?.change !== undefined || left?.openChange !== undefined)
      throw inProgress(openSeconds(left.openChange, clock()) + NEXT_SWEEP_SECONDS);
  };
