import { type Clock, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { type AppError, hasCode } from '../../kernel/errors.ts';
import type { IdSource } from '../../kernel/ids.ts';
import {
  openOutcomeError,
  type PlatformFailure,
  platformError,
  type Refused,
} from '../../kernel/platform-outcome.ts';
import type { Logger } from '../../observability/logger.ts';
import { type Kept, keepExtension } from '../allocation/keep-extension.ts';
import { isAboutNumber } from '../allocation/no-number-left.ts';
import type { NumberChoice } from '../allocation/number-choice.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { EndBinding } from '../end/end-binding.ts';
import { leaseEnded } from '../lifecycle/lease.ts';
import { activated, releasing } from '../lifecycle/lifecycle.ts';
import type { Binding, PendingBinding } from '../model/binding.ts';
import { inProgress, notCertainYet } from '../model/binding-errors.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { lastSent, openSeconds } from '../model/open-request.ts';
import { type BindOutcome, bindOrAdopt, type Earlier, isRepeatSafe } from './bind-or-adopt.ts';
import { reserveChosen } from './chosen-number.ts';
import { searchForLost } from './lost-binding.ts';
import { resolvedMeanwhile } from './resolved-meanwhile.ts';

export type TryPlaceDeps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  choice: Pick<NumberChoice, 'all'>;
  end: EndBinding;
  platformOf: (app: string) => BindingPlatform;
  newId: IdSource;
  logger: Logger;
  clock: Clock;
  /** How long after it left a request without an answer may still be applied. */
  latestSeconds: number;
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
 * Tries the place of a pending binding, which is stored: the binding, the reason why the place is of no use, or `taken` when
 * another binding was faster.
 *
 * @throws {AppError} with what the caller is to be told; the binding is `failed`, or left `pending`.
 */
export const tryPlace = async (
  deps: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  request: BindingRequest,
  earlier: Earlier,
): Promise<Binding | Unusable | 'taken'> => {
  const { reservations, clock } = deps;
  const { x, extension } = record.binding;
  if (x !== undefined && !(await reservations.reserve(record.binding, x, clock(), true))) return 'taken';
  if (x === undefined) await reservations.beginChoice(record.binding, clock());
  if (x !== undefined && extension !== undefined) {
    const kept = await keepExtension(deps, record.binding, { x, extension });
    if (kept !== 'kept') return withoutExtension(deps, record, { x, extension, kept, wasNamed: true });
  }
  // An attempt that is the first one was stored a moment ago; whoever takes one up begins the life anew.
  const { attemptAt: storedAt } = record;
  const askedAt = storedAt === undefined || earlier.mayBeThere ? iso(clock()) : storedAt;
  const outcome = await ask(deps, record, request, earlier);
  if (outcome.kind === 'bound') return keepBound(deps, record, outcome, askedAt);
  if (outcome.kind === 'unresolved') return leavePending(deps, record, outcome.failure);
  if (!isAboutNumber(outcome.failure)) return giveUp(deps, record, platformError(outcome.failure));
  if (x !== undefined) await reservations.releaseOn(record.binding, x, clock());
  return outcome.failure;
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

/** The platform has it. With an extension that rests for another A it is taken away again, and nobody was told of it. */
const keepBound = async (
  deps: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  outcome: BindOutcome & { kind: 'bound' },
  askedAt: string,
): Promise<Binding | NoExtension> => {
  const { platformOf, logger } = deps;
  const { binding } = record;
  const { subscriptionId, x, extension } = outcome.bound;
  // An extension that was named is reserved before, and that of an adopted binding when it is found.
  const isNew = binding.extension === undefined && !outcome.adopted;
  if (!isNew || extension === undefined || subscriptionId === undefined)
    return confirm(deps, record, outcome, askedAt);
  const kept = await keepExtension(deps, binding, { x, extension });
  if (kept === 'kept') return confirm(deps, record, outcome, askedAt);
  logger.metrics({ extensionsResting: 1 }, { app: binding.app });
  const gone = await platformOf(binding.app).unbind(subscriptionId);
  if (gone.kind !== 'ok') return leavePending(deps, record, gone);
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
  { bound, adopted, mayDouble }: BindOutcome & { kind: 'bound' },
  askedAt: string,
): Promise<Binding> => {
  const { bindings, reservations, clock, latestSeconds } = deps;
  // The timer of an adopted binding may have started with the first attempt, long before this request.
  const attemptAt = adopted ? record.attemptAt : askedAt;
  const openBind = mayDouble && record.openBind && lastSent(record.openBind, clock(), latestSeconds);
  const from = { ...record, ...(attemptAt === undefined ? {} : { attemptAt }) };
  const live = activated(from, bound, adopted, openBind || undefined);
  const kept = record.binding.x === undefined ? await reserveChosen(deps, record.binding, bound) : 'reserved';
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

/**
 * Ends a pending binding that the platform surely does not have.
 *
 * @throws {AppError} the given one, always; `store-unavailable`.
 */
export const giveUp = async (
  { end }: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  error: AppError,
): Promise<never> => {
  try {
    await end.asFailed(record);
  } catch (conflict) {
    // Somebody else resolved it meanwhile; the platform's answer to us is still the caller's answer.
    if (!hasCode(conflict, 'version-conflict')) throw conflict;
  }
  throw error;
};

/** It may still come: a repeat helps at once where it cannot double the binding, and elsewhere when that is certain. */
const leavePending = async (
  { bindings, clock, latestSeconds }: TryPlaceDeps,
  record: BindingRecord<PendingBinding>,
  failure: PlatformFailure,
): Promise<never> => {
  const now = clock();
  const openBind = record.openBind && lastSent(record.openBind, now, latestSeconds);
  await bindings.replace(
    record,
    leaseEnded({ ...record, ...(openBind === undefined ? {} : { openBind }) }, now),
  );
  if (isRepeatSafe(record.binding)) throw openOutcomeError(failure);
  throw notCertainYet(openOutcomeError(failure), openSeconds(openBind, now));
};
