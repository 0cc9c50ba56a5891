import { type Clock, secondsUntil } from '../../kernel/clock.ts';
import { parsePartyNumber } from '../../kernel/e164.ts';
import { hasCode } from '../../kernel/errors.ts';
import type { Mode } from '../../kernel/mode.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Identity } from '../bind/lock-place.ts';
import type { Created } from '../bind/make-binding.ts';
import type { TemporaryCallee } from '../change/set-temporary-callee.ts';
import { isLeased } from '../lifecycle/lease.ts';
import { type ActiveBinding, type Binding, isActive } from '../model/binding.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import type { Finished, FinishMove } from './finish-move.ts';

export type MoveDeps = Readonly<{
  bindings: BindingStore;
  create: (request: BindingRequest, identity: Identity) => Promise<Created>;
  setCallee: (bindingId: string, callee: TemporaryCallee, by: undefined) => Promise<Binding>;
  finishMove: FinishMove;
  clock: Clock;
  logger: Logger;
}>;

/** As {@link Finished}. `stays`: it has ended, ends so soon that another number would only confuse, or has somebody who is blocked. */
export type Moved = Finished | 'stays';

/**
 * Moves a live binding to another X: the new one is made first, by the way of every bind, then the old one is ended. One cut short at
 * any point is taken up by the next call, which finds the new one by the lock of its bind, or by the sweeper.
 *
 * @param areaCode the city of the lost number
 * @throws {AppError} whatever stops a bind (`pool-exhausted`, `party-limit`, …), after which the old one is as it was.
 */
export type MoveBinding = (bindingId: string, areaCode: string | undefined) => Promise<Moved>;

/** The shortest life at the platform is 60 s; the rest is for making it. */
const LEAST_LIFE_SECONDS = 120;

export const createMoveBinding =
  (deps: MoveDeps): MoveBinding =>
  async (bindingId, areaCode) => {
    const { bindings, create, finishMove, clock } = deps;
    const old = await bindings.get(bindingId);
    const now = clock();
    if (!isLive(old, now)) return 'stays';
    // An older change that may still be applied leaves open who is on it.
    if (isLeased(old, now) || old.change !== undefined || old.openChange !== undefined) return 'later';
    const lifeSeconds = lifeLeft(old.binding, now);
    if (lifeSeconds !== undefined && lifeSeconds < LEAST_LIFE_SECONDS) return 'stays';
    const created = await unlessBlocked(deps, old, () =>
      create(requestOf(old.binding, areaCode, lifeSeconds), 'in-place-of'),
    );
    if (created === undefined) return 'stays';
    await takeCalleeAlong(deps, old.binding, created.binding);
    const made = await bindings.get(created.binding.bindingId);
    if (made === undefined || !hasStatus(made, 'active')) return 'later';
    const finished = await finishMove(made);
    if (finished === 'moved') logMoved(deps, old, made);
    return finished;
  };

const isLive = (record: BindingRecord | undefined, now: Date): record is BindingRecord<ActiveBinding> =>
  record !== undefined && hasStatus(record, 'active') && isActive(record.binding, now);

/** A blocked person is not bound anew: the business wants it so. Without the block the next look moves the binding. */
const unlessBlocked = async (
  { logger }: MoveDeps,
  { binding: { app, bindingId } }: BindingRecord,
  make: () => Promise<Created>,
): Promise<Created | undefined> => {
  try {
    return await make();
  } catch (error) {
    if (!hasCode(error, 'party-blocked')) throw error;
    logger.info('binding-stays', { app, bindingId, because: 'party-blocked' });
    return undefined;
  }
};

const lifeLeft = ({ expiresAt, mode }: ActiveBinding, now: Date): number | undefined => {
  if (expiresAt === undefined) return undefined;
  const seconds = secondsUntil(expiresAt, now);
  return wholeFor(mode, seconds);
};

/** AXE counts whole minutes (`privatenumber_02_0022`); it lives up to a minute longer rather than shorter. */
const wholeFor = (mode: Mode, seconds: number): number =>
  mode === 'AXE' ? Math.ceil(seconds / 60) * 60 : seconds;

const requestOf = (
  { bindingId, version, createdBy, app, mode, a, b, reference, terms }: ActiveBinding,
  areaCode: string | undefined,
  lifeSeconds: number | undefined,
): BindingRequest => {
  const { ttlSeconds: _whole, ...rest } = terms;
  return {
    app,
    mode,
    a,
    b,
    x: undefined,
    extension: undefined,
    areaCode: mode === 'AXYB' ? undefined : areaCode,
    areaMatch: 'loose',
    reference,
    terms: lifeSeconds === undefined ? rest : { ...rest, ttlSeconds: lifeSeconds },
    inPlaceOf: { bindingId, version, createdBy },
  };
};

/** AX: A reaches the same person through the new X. That it cannot be set keeps nobody on a number that is lost. */
const takeCalleeAlong = async (
  { setCallee, clock, logger }: MoveDeps,
  { temporaryCallee }: ActiveBinding,
  made: Binding,
): Promise<void> => {
  if (temporaryCallee === undefined || made.temporaryCallee !== undefined) return;
  const callee = parsePartyNumber(temporaryCallee.callee)?.number;
  const ttlSeconds = secondsUntil(temporaryCallee.expiresAt, clock());
  if (callee === undefined || ttlSeconds < 1) return;
  try {
    await setCallee(
      made.bindingId,
      { number: callee, ttlSeconds, userData: temporaryCallee.userData },
      undefined,
    );
  } catch (error) {
    logger.error('temporary-callee-not-moved', { bindingId: made.bindingId, error });
  }
};

const logMoved = ({ logger }: MoveDeps, old: BindingRecord, { binding }: BindingRecord): void => {
  const { app, bindingId, replaces } = binding;
  logger.info('binding-moved', { app, bindingId, replaces, mode: old.binding.mode });
};
