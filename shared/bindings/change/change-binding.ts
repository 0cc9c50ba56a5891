import { iso } from '../../kernel/clock.ts';
import { openOutcomeError, platformError } from '../../kernel/platform-outcome.ts';
import { refuseMoreForBlocked } from '../blocks/refuse-more.ts';
import { endedBySweeper } from '../lifecycle/due-at.ts';
import { leased, leaseEnded } from '../lifecycle/lease.ts';
import type { ActiveBinding, Binding } from '../model/binding.ts';
import { changedMeanwhile, hasEnded, inProgress, unknownBinding } from '../model/binding-errors.ts';
import type { BindingChange } from '../model/binding-platform.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import {
  type Carried,
  type ChangeDeps,
  carryOut,
  newcomersRefused,
  reserveNewcomers,
} from './carry-out-change.ts';
import { changeable, changedFieldsOf, unreservedOf } from './change-outcome.ts';
import { type ConcludeChange, concludeChange, finishChange } from './conclude-change.ts';
import { checkNewPair, freeNewPair, lockNewPair } from './lock-new-pair.ts';
import { keepReservations, prolongReservations } from './reservation-ends.ts';
import { takeBack } from './take-back.ts';

type ActiveRecord = BindingRecord<ActiveBinding>;

/** Changes live bindings. */
export type ChangeBinding = Readonly<{
  /**
   * Changes a binding and answers with it.
   *
   * @param changeOf the checked change of a binding as it is; asked once more where an older change was concluded first
   * @param version refuses the change (`version-conflict`) when the binding has another one
   * @param by who asks for it; `undefined`: nobody, it is our own work
   * @throws {AppError} `not-found`, `not-changeable`, `binding-ended`, `version-conflict`, `binding-in-progress`, `already-bound`,
   *   `number-taken`, `party-blocked` (a person who comes, or one who is there and would get more), `party-limit` (a new A who has as many X as there can be), `invalid-request` (a new A who is the
   *   temporary callee, two parties who are the same person), and whatever the platform answers
   */
  change(
    bindingId: string,
    changeOf: (binding: Binding) => Promise<BindingChange>,
    version: number | undefined,
    by: string | undefined,
  ): Promise<Binding>;
  /** Carries out a change again that was cut short. */
  concludeChange: ConcludeChange;
}>;

/**
 * Changes live bindings: the change is persisted before the platform is asked, so that one that is cut short is carried out
 * again (every field is an absolute value) and not forgotten. X never changes, and the binding works all the while.
 */
export const createChangeBinding = (deps: ChangeDeps): ChangeBinding => ({
  concludeChange: (record) => concludeChange(deps, record),

  async change(bindingId, changeOf, version, by) {
    const { record, change } = await readForChange(deps, bindingId, changeOf, version);
    if (changedFieldsOf(change).length === 0) return record.binding;
    const persisted = await persistChange(deps, record, { change, version, by });
    const [obstacle, areReserved] = await Promise.all([
      lockNewPair(deps, persisted, change),
      reserveNewcomers(deps, persisted, change),
      keepReservations(deps, persisted, change),
    ]);
    if (obstacle !== undefined || !areReserved) {
      const refusal = obstacle ?? (await newcomersRefused(deps, persisted, change));
      await takeBack(deps, persisted, change);
      throw refusal;
    }
    await prolongReservations(deps, persisted, change);
    const carried = await carryOut(deps, persisted, change);
    return carried.kind === 'changed' ? carried.binding : notChanged(deps, persisted, change, carried);
  },
});

/** The binding without an older change, and the change as it was checked with that. */
const readForChange = async (
  deps: ChangeDeps,
  bindingId: string,
  changeOf: (binding: Binding) => Promise<BindingChange>,
  version: number | undefined,
): Promise<Readonly<{ record: ActiveRecord; change: BindingChange }>> => {
  const { bindings, clock } = deps;
  const found = await bindings.get(bindingId);
  if (found === undefined) throw unknownBinding();
  const change = await changeOf(found.binding);
  const record = changeable(found, change, version, clock());
  if (record.change === undefined) return { record, change };
  // A new change on top of one that nobody knows the fate of could leave half of it. The other is checked once more:
  // the older one may have brought the very person whom it puts on the other side.
  const current = await finishChange(deps, record);
  const again = current === undefined ? change : await changeOf(current.binding);
  return { record: changeable(current, again, version, clock()), change: again };
};

/** Clears up after a change that was not made, and tells why. */
const notChanged = async (
  deps: ChangeDeps,
  record: ActiveRecord,
  change: BindingChange,
  carried: Exclude<Carried, { kind: 'changed' }>,
): Promise<never> => {
  const { bindings, clock } = deps;
  switch (carried.kind) {
    case 'lost-race':
      // Another request was faster and ended the binding. Its newcomers rest by that end: they may have been on the number.
      await freeNewPair(deps, record, change);
      throw hasEnded();
    case 'gone':
      throw hasEnded();
    case 'refused':
      await takeBack(deps, record, change);
      throw platformError(carried.failure);
    case 'unresolved':
      await bindings.replace(record, leaseEnded(record, clock()));
      throw openOutcomeError(carried.failure);
  }
};

/** Stores a change before the platform is asked, after whatever can be checked without asking it. */
const persistChange = async (
  deps: ChangeDeps,
  record: ActiveRecord,
  {
    change,
    version,
    by,
  }: Readonly<{ change: BindingChange; version?: number | undefined; by?: string | undefined }>,
): Promise<ActiveRecord> => {
  const { bindings, readBlocks, readGateAhead, clock } = deps;
  const pair = checkNewPair(deps, record, change);
  pair.catch(() => undefined);
  await refuseMoreForBlocked(readBlocks, record.binding, change, clock());
  await pair;
  const now = clock();
  // A binding that never ends does not end by itself.
  const content = change.ttlSeconds === null ? endedBySweeper(record) : record;
  const asked = { change, ...(by === undefined ? {} : { changeBy: by }) };
  const [persisted] = await Promise.all([
    bindings.replace(record, leased({ ...content, ...asked, attemptAt: iso(now) }, now)),
    bindings.rememberToCome(record.binding.bindingId, unreservedOf(record.binding.mode, change)),
    readGateAhead(record.binding.app),
  ]);
  if (persisted === undefined) throw version === undefined ? inProgress() : changedMeanwhile();
  return persisted;
};
