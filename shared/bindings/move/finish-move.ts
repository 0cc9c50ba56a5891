import type { Clock } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import type { EndBinding } from '../end/end-binding.ts';
import { atRest } from '../lifecycle/due-at.ts';
import { isLeased } from '../lifecycle/lease.ts';
import { type ActiveBinding, isActive, lifeStartOf } from '../model/binding.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';

type Deps = Readonly<{
  bindings: BindingStore;
  end: Pick<EndBinding, 'release'>;
  clock: Clock;
  logger: Logger;
}>;

/**
 * `moved`: the one on the lost number is being ended, or has been. `dropped`: it had ended or was changed meanwhile, so the new one is
 * ended. `later`: somebody works on it.
 */
export type Finished = 'moved' | 'dropped' | 'later';

/**
 * Ends the binding in whose place another one was made, after that one is live; repeating is safe. The new one goes where the old one
 * has ended by itself or by somebody's wish, because then nobody wants it, and where the old one was changed since: it is moved anew.
 *
 * @throws {AppError} `store-unavailable`; what stopped an unbind, after which the sweeper goes on.
 */
export type FinishMove = (record: BindingRecord<ActiveBinding>) => Promise<Finished>;

export const createFinishMove =
  (deps: Deps): FinishMove =>
  async (record) => {
    const { bindings, clock } = deps;
    const { replacing, binding } = record;
    const { replaces, bindingId } = binding;
    if (replacing === undefined || replaces === undefined) return 'moved';
    const old = await bindings.get(replaces);
    if (old?.binding.replacedBy === bindingId) return finished(deps, record);
    if (old === undefined || !isActiveRecord(old, clock())) return drop(deps, record, 'ended');
    if (old.binding.version !== replacing.version) return drop(deps, record, 'changed');
    if (old.binding.x === binding.x) return drop(deps, record, 'same-number');
    if (isLeased(old, clock()) || old.change !== undefined) return 'later';
    await endOld(deps, old, bindingId);
    return finished(deps, record);
  };

const isActiveRecord = (record: BindingRecord, now: Date): record is BindingRecord<ActiveBinding> =>
  hasStatus(record, 'active') && isActive(record.binding, now);

/** Its end names the new one from its first write on, so whatever stops the unbind, it is never taken for somebody's wish. */
const endOld = async (
  { bindings, end, logger }: Deps,
  old: BindingRecord<ActiveBinding>,
  replacedBy: string,
): Promise<void> => {
  try {
    await end.release({ ...old, binding: { ...old.binding, replacedBy } }, { why: 'moved' });
  } catch (error) {
    const { bindingId } = old.binding;
    if ((await bindings.get(bindingId))?.binding.replacedBy !== replacedBy) throw error;
    logger.warn('moved-binding-not-ended-yet', { bindingId, error });
  }
};

const finished = async (
  { bindings, clock }: Deps,
  record: BindingRecord<ActiveBinding>,
): Promise<'moved'> => {
  const { replacing: _done, dueAt: _due, ...rest } = record;
  await bindings.replace(record, atRest(rest, lifeStartOf(record.binding), clock()));
  return 'moved';
};

const drop = async (
  { end, logger }: Deps,
  record: BindingRecord<ActiveBinding>,
  because: 'ended' | 'changed' | 'same-number',
): Promise<'dropped'> => {
  const { bindingId, replaces } = record.binding;
  logger.info('moved-binding-dropped', { bindingId, replaces, because });
  await end.release(record, { why: 'repaired' });
  return 'dropped';
};
