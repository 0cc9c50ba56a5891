import { type Clock, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { type AppError, hasCode } from '../../kernel/errors.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { type PlatformFailure, platformError, type Refused } from '../../kernel/platform-outcome.ts';
import type { ApplyNumberReport } from '../../numbers/apply-number-report.ts';
import type { Logger } from '../../observability/logger.ts';
import { isAboutNumber, noNumberLeft } from '../allocation/no-number-left.ts';
import type { NumberChoice } from '../allocation/number-choice.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { EndBinding } from '../end/end-binding.ts';
import type { Binding, PendingBinding } from '../model/binding.ts';
import { inProgress, notCertainYet } from '../model/binding-errors.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore, RecordContent } from '../model/binding-store.ts';
import { activated, attempted, leased, leaseEnded, openBindOf } from '../model/lifecycle.ts';
import { isOpen, lastSent, openSeconds } from '../model/open-request.ts';
import { type BindOutcome, bindOrAdopt, type Earlier, isRepeatSafe, NOT_TRIED } from './bind-or-adopt.ts';
import { reserveChosen } from './chosen-number.ts';
import { type GoneNumbers, goneNumbers, MOST_GONE } from './gone-numbers.ts';
import { searchForLost } from './lost-binding.ts';
import { resolvedMeanwhile } from './resolved-meanwhile.ts';

export type AttemptBindDeps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  choice: NumberChoice;
  end: EndBinding;
  platformOf: (app: string) => BindingPlatform;
  newId: IdSource;
  applyReport: ApplyNumberReport;
  logger: Logger;
  clock: Clock;
  /** How long after it left a request without an answer may still be applied. */
  latestSeconds: number;
}>;

/** Makes bindings at the platform: from nothing, or from a pending one that somebody left behind. */
export type AttemptBind = Readonly<{
  /**
   * A new binding under that id.
   *
   * @throws {AppError} with what the caller is to be told; whatever was begun is either undone or left `pending` for a
   *   repeat and the sweeper.
   */
  start(bindingId: string, request: BindingRequest): Promise<Binding>;
  /**
   * Takes up a pending binding whose lease is over and whose time is not: looks for it at the platform first.
   *
   * @throws {AppError} as above.
   */
  resume(record: BindingRecord<PendingBinding>, request: BindingRequest): Promise<Binding>;
}>;

/**
 * So many numbers are tried at the platform for one request; more refusals mean that something else is wrong. Numbers that
 * are gone do not count: see {@link MOST_GONE}.
 */
const MOST_REFUSALS = 5;

export const createAttemptBind = (deps: AttemptBindDeps): AttemptBind => {
  const { bindings, choice, clock, latestSeconds } = deps;
  return {
    async start(bindingId, request) {
      const numbers = await choice.inOrder(request);
      const now = clock();
      const binding = pendingBinding(bindingId, request, now);
      const record = attempted({ binding }, numbers[0], now, latestSeconds);
      const created = await bindings.create(record);
      if (created === undefined) throw inProgress();
      return tryNumbers(deps, created, request, numbers, NOT_TRIED);
    },

    async resume(record, repeat) {
      // The first request decides what the binding does: its lost attempt may be at the platform already.
      const request = { ...repeat, terms: record.binding.terms };
      const earlier = { mayBeThere: true, mayLand: isOpen(record.openBind, clock()) };
      const taken = await bindings.replace(record, takenUp(deps, record, request, earlier));
      if (taken === undefined) throw inProgress();
      const { x } = taken.binding;
      if (x === undefined) return tryNumbers(deps, taken, request, [undefined], earlier);
      // All other numbers come after the X that may already be bound.
      const others = request.x === undefined ? await choice.inOrder(request).catch(() => []) : [];
      return tryNumbers(deps, taken, request, [x, ...others.filter((other) => other !== x)], earlier);
    },
  };
};

/** The record of a bind that is taken up: whoever asks again wants it, and another request may leave. */
const takenUp = (
  { clock, latestSeconds }: AttemptBindDeps,
  { sweepAttempts: _sweeper, endWanted: _end, revision: _revision, ...record }: BindingRecord<PendingBinding>,
  { extension }: BindingRequest,
  { mayLand }: Earlier,
): RecordContent<PendingBinding> => {
  const now = clock();
  const { binding } = record;
  const maySend = !mayLand || isRepeatSafe({ ...binding, extension });
  return leased(maySend ? { ...record, ...openBindOf(binding, now, latestSeconds) } : record, now);
};

/** Tries the numbers one after the other; the first one may have been tried before. */
const tryNumbers = async (
  deps: AttemptBindDeps,
  first: BindingRecord<PendingBinding>,
  request: BindingRequest,
  numbers: readonly (E164 | undefined)[],
  earlier: Earlier,
): Promise<Binding> => {
  const gone = goneNumbers(deps, first.binding.app);
  const refusals: Refused[] = [];
  let lastGone: Refused | undefined;
  let record = first;
  for (const [index, x] of numbers.entries()) {
    if (index > 0) record = await persistAttempt(deps, record, x);
    const askedAt = deps.clock();
    const result = await tryNumber(deps, record, request, index === 0 ? earlier : NOT_TRIED);
    if (result === 'taken') continue;
    if ('bindingId' in result) {
      await gone.conclude(true);
      return result;
    }
    if (gone.collect(x, result, askedAt)) lastGone = result;
    else refusals.push(result);
    if (refusals.length === MOST_REFUSALS || gone.count() === MOST_GONE) break;
  }
  await concludeGone(gone, refusals);
  return giveUp(deps, record, noneLeft(record, request, refusals.at(-1) ?? lastGone));
};

/** A full or taken number is one that the platform knows, so the account works. */
const concludeGone = (gone: GoneNumbers, refusals: readonly Refused[]): Promise<void> =>
  gone.conclude(refusals.some((refused) => refused.class === 'conflict' || refused.class === 'exhausted'));

const noneLeft = (
  { binding }: BindingRecord<PendingBinding>,
  request: BindingRequest,
  last: Refused | undefined,
): AppError => noNumberLeft(last, { ...request, ofPool: request.x === undefined && binding.x !== undefined });

/** Stores which X is tried before the platform is asked, so that a lost answer can be looked for. */
const persistAttempt = async (
  { bindings, clock, latestSeconds }: AttemptBindDeps,
  record: BindingRecord<PendingBinding>,
  x: E164 | undefined,
): Promise<BindingRecord<PendingBinding>> => {
  const persisted = await bindings.replace(record, attempted(record, x, clock(), latestSeconds));
  if (persisted === undefined) throw inProgress();
  return persisted;
};

/** One number: the binding, the platform's refusal of this number, or `taken` when another binding was faster. */
const tryNumber = async (
  deps: AttemptBindDeps,
  record: BindingRecord<PendingBinding>,
  request: BindingRequest,
  earlier: Earlier,
): Promise<Binding | Refused | 'taken'> => {
  const { reservations, clock } = deps;
  const { x } = record.binding;
  if (x !== undefined && !(await reservations.reserve(record.binding, x, clock(), true))) return 'taken';
  if (x === undefined) await reservations.beginChoice(record.binding, clock());
  const askedAt = iso(clock());
  const outcome = await ask(deps, record, request, earlier);
  if (outcome.kind === 'bound') return confirm(deps, record, outcome, askedAt);
  if (outcome.kind === 'unresolved') return leavePending(deps, record, request, outcome.failure);
  if (!isAboutNumber(outcome.failure)) return giveUp(deps, record, platformError(outcome.failure));
  if (x !== undefined) await reservations.releaseOn(record.binding, x, clock());
  return outcome.failure;
};

const ask = async (
  deps: AttemptBindDeps,
  { binding }: BindingRecord<PendingBinding>,
  request: BindingRequest,
  earlier: Earlier,
): Promise<BindOutcome> => {
  const { a, b, extension, areaCode, areaMatch, terms } = request;
  const search = await searchForLost({ ...deps, allNumbers: deps.choice.all }, binding, false);
  const asked = { a, b, x: binding.x, extension, areaCode, areaMatch, terms };
  return bindOrAdopt(search, asked, earlier, isRepeatSafe({ ...binding, extension }));
};

/** The platform has it; from here on nothing may make the caller believe the opposite. */
const confirm = async (
  deps: AttemptBindDeps,
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
  if (record.binding.x === undefined && !(await reserveChosen(deps, record.binding, bound))) {
    await bindings.replace(record, leaseEnded(record, clock()));
    throw inProgress();
  }
  await reservations.reroute(live.binding);
  const stored = await bindings.replace(record, live);
  return stored === undefined ? resolvedMeanwhile(deps, live) : stored.binding;
};

const giveUp = async (
  { end }: AttemptBindDeps,
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
  { bindings, clock, latestSeconds }: AttemptBindDeps,
  record: BindingRecord<PendingBinding>,
  { extension }: BindingRequest,
  failure: PlatformFailure,
): Promise<never> => {
  const now = clock();
  const openBind = record.openBind && lastSent(record.openBind, now, latestSeconds);
  await bindings.replace(
    record,
    leaseEnded({ ...record, ...(openBind === undefined ? {} : { openBind }) }, now),
  );
  if (isRepeatSafe({ ...record.binding, extension })) throw platformError(failure);
  throw notCertainYet(platformError(failure), openSeconds(openBind, now));
};

const pendingBinding = (bindingId: string, request: BindingRequest, now: Date): PendingBinding => {
  const { app, mode, a, b, reference, terms } = request;
  return {
    bindingId,
    app,
    mode,
    status: 'pending',
    a,
    ...(b === undefined ? {} : { b }),
    ...(reference === undefined ? {} : { reference }),
    terms,
    createdAt: now.toISOString(),
    version: 1,
  };
};
