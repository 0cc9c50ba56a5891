import { iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import type { IdSource } from '../../kernel/ids.ts';
import type { PlatformFailure, Refused } from '../../kernel/platform-outcome.ts';
import { type Kept, keepExtension } from '../allocation/keep-extension.ts';
import { isAboutNumber, takesNoBinds } from '../allocation/no-number-left.ts';
import type { NumberChoice } from '../allocation/number-choice.ts';
import type { Reservations } from '../allocation/reservations.ts';
import { leaseEnded } from '../lifecycle/lease.ts';
import { activated, releasing } from '../lifecycle/lifecycle.ts';
import type { Binding, PendingBinding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import { isRepeatSafe } from '../model/mode-rules.ts';
import { lastSent } from '../model/open-request.ts';
import { giveUp, type LeaveBindDeps, leavePending, queueOrGiveUp } from '../queue/leave-bind.ts';
import { type BindOutcome, bindOrAdopt, type Earlier, sinceTry } from './bind-or-adopt.ts';
import { reserveChosen } from './chosen-number.ts';
import { searchForLost } from './lost-binding.ts';
import { resolvedMeanwhile } from './resolved-meanwhile.ts';

export type TryPlaceDeps = LeaveBindDeps &
  Readonly<{
    reservations: Reservations;
    choice: Pick<NumberChoice, 'all'>;
    platformOf: (app: string) => BindingPlatform;
    newId: IdSource;
  }>;

/** An extension that rests for another A or belongs to one; `wasNamed`: the platform was not asked. */
export type NoExtension = Readonly<{
  kind: 'extension';
  x: E164;
  extension: string;
  kept: Exclude<Kept, 'kept'>;
  wasNamed: boolean;
}>;

/** The reason why a place is of no use, where another one may be. */
export type Unusable = Refused | NoExtension;

/**
 * Tries the place of a pending binding, which is stored: the binding, which is still pending where it waits in the queue; the
 * reason why the place is of no use; or `taken` when another binding was faster, or the X of a former try takes no new bindings by now.
 *
 * @throws {AppError} with what the caller is to be told; the binding is `failed`, or left `pending`.
 */
export const tryPlace = async (
  deps: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  request: BindingRequest,
  earlier: Earlier,
): Promise<Binding | Unusable | 'taken'> => {
  const { clock } = deps;
  const taken = await takePlace(deps, record);
  if (taken !== 'ours' && !earlier.mayBeThere) return withoutPlace(deps, record, taken);
  // An attempt that is the first one was stored a moment ago; whoever takes one up begins the life anew.
  const { attemptAt: storedAt } = record;
  const askedAt = storedAt === undefined || earlier.mayBeThere ? iso(clock()) : storedAt;
  // A place that another binding has by now takes no bind of ours, but an earlier one may be there or come.
  const known = taken === 'ours' ? earlier : { ...earlier, takesBinds: async () => false };
  const outcome = await ask(deps, record, request, known);
  if (outcome.kind === 'bound')
    return keepBound(deps, record, request, { ...outcome, askedAt, isReserved: taken === 'ours' });
  if (outcome.kind === 'unresolved')
    return leavePending(deps, record, request, sinceTry(outcome, earlier, askedAt));
  if (taken !== 'ours') return withoutPlace(deps, record, taken);
  return notThere(deps, record, request, outcome.kind === 'closed' ? undefined : outcome.failure);
};

/** Why a place is not ours: another binding has its X, or its extension is not to be had. */
type NotOurs = 'taken' | Omit<NoExtension, 'kind'>;

/** Reserves the place, or begins the choice of one. */
const takePlace = async (
  deps: TryPlaceDeps,
  { binding }: BindingRecord<PendingBinding>,
): Promise<'ours' | NotOurs> => {
  const { reservations, clock } = deps;
  const { x, extension } = binding;
  if (x === undefined) {
    await reservations.beginChoice(binding, clock());
    return 'ours';
  }
  if (!(await reservations.reserve(binding, x, clock(), true))) return 'taken';
  const kept = extension === undefined ? 'kept' : await keepExtension(deps, binding, { x, extension });
  return kept === 'kept' || extension === undefined ? 'ours' : { x, extension, kept, wasNamed: true };
};

/** Why the place is of no use; an X that is ours serves others. */
const withoutPlace = async (
  deps: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  taken: NotOurs,
): Promise<NoExtension | 'taken'> => (taken === 'taken' ? taken : withoutExtension(deps, record, taken));

/** The platform has nothing of it there, because it refused it, or because X takes no new bindings by now. */
const notThere = async (
  deps: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  request: BindingRequest,
  failure: PlatformFailure | undefined,
): Promise<Binding | Unusable | 'taken'> => {
  const { x } = record.binding;
  if (failure === undefined && request.x !== undefined) return giveUp(deps, record, takesNoBinds());
  if (failure !== undefined && !isAboutNumber(failure)) return queueOrGiveUp(deps, record, request, failure);
  if (x !== undefined) await deps.reservations.releaseOn(record.binding, x, deps.clock());
  return failure ?? 'taken';
};

/** The X may serve another attempt of this binding, or another binding. */
const withoutExtension = async (
  { reservations, clock }: TryPlaceDeps,
  { binding }: BindingRecord<PendingBinding>,
  unusable: Omit<NoExtension, 'kind'>,
): Promise<NoExtension> => {
  await reservations.releaseOn(binding, unusable.x, clock());
  if (binding.x === undefined) await reservations.endChoice(binding, clock());
  return { kind: 'extension', ...unusable };
};

/** A bind that the platform has. `askedAt`: when this try asked; `isReserved`: its place is reserved for it, if it has one. */
type BoundThere = BindOutcome & Readonly<{ kind: 'bound'; askedAt: string; isReserved: boolean }>;

/** The platform has it. With an extension that rests for another A it is taken away again, and nobody was told of it. */
const keepBound = async (
  deps: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  request: BindingRequest,
  outcome: BoundThere,
): Promise<Binding | NoExtension> => {
  const { platformOf, logger } = deps;
  const { binding } = record;
  const { subscriptionId, x, extension } = outcome.bound;
  // An extension that was named is reserved before, and that of an adopted binding when it is found.
  const isNew = binding.extension === undefined && !outcome.adopted;
  if (!isNew || extension === undefined || subscriptionId === undefined)
    return confirm(deps, record, outcome);
  const kept = await keepExtension(deps, binding, { x, extension });
  if (kept === 'kept') return confirm(deps, record, outcome);
  logger.metrics({ extensionsResting: 1 }, { app: binding.app });
  const gone = await platformOf(binding.app).unbind(subscriptionId);
  if (gone.kind !== 'ok') return leavePending(deps, record, request, { failure: gone });
  return withoutExtension(deps, record, { x, extension, kept, wasNamed: false });
};

const ask = async (
  deps: TryPlaceDeps,
  { binding }: BindingRecord<PendingBinding>,
  request: BindingRequest,
  earlier: Earlier,
): Promise<BindOutcome> => {
  const { a, b, areaCode, areaMatch, terms } = request;
  const search = searchForLost({ ...deps, numbersOf: deps.choice.all }, binding, false);
  const asked = { a, b, x: binding.x, extension: binding.extension, areaCode, areaMatch, terms };
  return bindOrAdopt(search, asked, earlier, isRepeatSafe(binding));
};

/** The platform has it; from here on nothing may make the caller believe the opposite. */
const confirm = async (
  deps: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  { bound, adopted, mayDouble, own, askedAt, isReserved }: BoundThere,
): Promise<Binding> => {
  const { bindings, reservations, clock, latestSeconds } = deps;
  // The timer of an adopted binding may have started with the first attempt, long before this request.
  const attemptAt = adopted && own !== 'only' ? record.attemptAt : askedAt;
  const openBind = mayDouble && record.openBind && lastSent(record.openBind, clock(), latestSeconds);
  const from = { ...record, ...(attemptAt === undefined ? {} : { attemptAt }) };
  const live = activated(from, bound, adopted, openBind || undefined);
  const isPlaced = record.binding.x !== undefined && isReserved;
  const kept = isPlaced ? 'reserved' : await reserveChosen(deps, record.binding, bound);
  if (kept === 'contested') return takeBack(deps, record, live);
  if (kept === 'anothers') {
    await bindings.replace(record, leaseEnded(record, clock()));
    throw inProgress();
  }
  await reservations.rewrite(live.binding, record.binding);
  // Something is in doubt: the sweeper ends it, whenever that is.
  if (live.endsItself !== true) await reservations.setEnd(live.binding, undefined);
  const stored = await bindings.replace(record, live);
  return stored === undefined ? resolvedMeanwhile(deps, live) : stored.binding;
};

/** The older binding is set again first; the platform then chooses another X for this one. The sweeper does what is left. */
const takeBack = async (
  { bindings, end, clock }: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  live: ReturnType<typeof activated>,
): Promise<never> => {
  // The choice was not ended, and stands in the place of an X.
  const ending = await bindings.replace(
    record,
    releasing({ ...live, mayHoldElsewhere: true }, { why: 'repaired' }, clock()),
  );
  if (ending !== undefined) await end.finish(ending);
  throw inProgress();
};
