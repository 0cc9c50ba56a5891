import { type Clock, iso } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError, hasCode } from '../../kernel/errors.ts';
import { type PlatformFailure, platformError, type Refused } from '../../kernel/platform-outcome.ts';
import { isAboutNumber, noNumberLeft } from '../allocation/bind-outcome.ts';
import type { NumberChoice } from '../allocation/number-choice.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { EndBinding } from '../end/end-binding.ts';
import type { Binding } from '../model/binding.ts';
import type { BindingPlatform } from '../model/binding-platform.ts';
import type { AllocationRules, BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import { activated, attempted, leased, leaseEnded } from '../model/lifecycle.ts';
import { type BindOutcome, bindOrAdopt } from './bind-or-adopt.ts';
import { createChosenNumber } from './chosen-number.ts';
import { competingBindsOf } from './competing-binds.ts';

export type AttemptBindDeps = Readonly<{
  bindings: BindingStore;
  reservations: Reservations;
  choice: NumberChoice;
  end: EndBinding;
  platformOf: (app: string) => BindingPlatform;
  rulesOf: (app: string) => AllocationRules;
  clock: Clock;
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
  resume(record: BindingRecord, request: BindingRequest): Promise<Binding>;
}>;

/** So many numbers are tried at the platform for one request; more refusals mean that something else is wrong. */
const MOST_REFUSALS = 5;

const inProgress = () =>
  new AppError('binding-in-progress', 'another request is making this binding', { retryAfterSeconds: 1 });

export const createAttemptBind = (deps: AttemptBindDeps): AttemptBind => {
  const { bindings, reservations, choice, end, platformOf, rulesOf, clock } = deps;

  const chosen = createChosenNumber(deps);

  /** Notes which X is tried before the platform is asked, so that a lost answer can be looked for. */
  const persistAttempt = async (record: BindingRecord, x: E164 | undefined): Promise<BindingRecord> => {
    const now = clock();
    const persisted = await bindings.replace(record, attempted(record, x, now));
    if (persisted === undefined) throw inProgress();
    return persisted;
  };

  const ask = async (
    record: BindingRecord,
    request: BindingRequest,
    mayBeThere: boolean,
  ): Promise<BindOutcome> => {
    const { app, a, b, extension, areaCode, areaMatch, terms } = request;
    const isKnown = (there: { subscriptionId: string; x: E164 }) => chosen.isAnothers(record.binding, there);
    const numbers = record.binding.x === undefined ? await choice.all(app) : [];
    const bindRequest = { a, b, x: record.binding.x, extension, areaCode, areaMatch, terms };
    const competing = (there: E164) => competingBindsOf(deps, record.binding, there, clock());
    const reservedOn = () => reservations.reservedOn(record.binding, numbers);
    const looking = { platform: platformOf(app), numbers, isKnown, competing, reservedOn };
    return bindOrAdopt(looking, bindRequest, mayBeThere);
  };

  /** The platform has it; from here on nothing may make the caller believe the opposite. */
  const confirm = async (
    record: BindingRecord,
    outcome: BindOutcome & { kind: 'bound' },
    askedAt: string,
  ): Promise<Binding> => {
    const { bound, adopted } = outcome;
    // The timer of an adopted one may have started with the first attempt, long before this request.
    const attemptAt = adopted ? record.attemptAt : askedAt;
    const live = activated({ ...record, ...(attemptAt === undefined ? {} : { attemptAt }) }, bound, adopted);
    if (record.binding.x === undefined && !(await chosen.sitDown(record.binding, bound))) {
      await bindings.replace(record, leaseEnded(record, clock()));
      throw inProgress();
    }
    await reservations.reroute(live.binding);
    const stored = await bindings.replace(record, live);
    if (stored !== undefined) return stored.binding;
    // Somebody else resolved the binding meanwhile. If not as we did, ours must not live on at the platform unseen.
    const current = await bindings.get(record.binding.bindingId);
    if (current?.binding.status === 'active' && current.binding.subscriptionId === bound.subscriptionId)
      return current.binding;
    if (bound.subscriptionId !== undefined) await platformOf(record.binding.app).unbind(bound.subscriptionId);
    throw inProgress();
  };

  const giveUp = async (record: BindingRecord, error: AppError): Promise<never> => {
    try {
      await end.asFailed(record);
    } catch (conflict) {
      // Somebody else resolved it meanwhile; what the platform said to us is still the caller's answer.
      if (!hasCode(conflict, 'version-conflict')) throw conflict;
    }
    throw error;
  };

  const leavePending = async (record: BindingRecord, failure: PlatformFailure): Promise<never> => {
    await bindings.replace(record, leaseEnded(record, clock()));
    throw platformError(failure);
  };

  /** One number: the binding, the platform's refusal of this number, or `taken` when another binding was faster. */
  const tryNumber = async (
    record: BindingRecord,
    request: BindingRequest,
    mayBeThere: boolean,
  ): Promise<Binding | Refused | 'taken'> => {
    const { x } = record.binding;
    const reuse = rulesOf(request.app).sticky === 'prefer';
    if (x !== undefined && !(await reservations.reserve(record.binding, x, clock(), reuse))) return 'taken';
    if (x === undefined) await reservations.beginChoice(record.binding, clock());
    const askedAt = iso(clock());
    const outcome = await ask(record, request, mayBeThere);
    if (outcome.kind === 'bound') return confirm(record, outcome, askedAt);
    if (outcome.kind === 'unresolved') return leavePending(record, outcome.failure);
    if (!isAboutNumber(outcome.failure)) return giveUp(record, platformError(outcome.failure));
    if (x !== undefined) await reservations.releaseOn(record.binding, x, clock());
    return outcome.failure;
  };

  /** Tries the numbers one after the other; the first one may have been tried before (`mayBeThere`). */
  const tryNumbers = async (
    first: BindingRecord,
    request: BindingRequest,
    numbers: readonly (E164 | undefined)[],
    mayBeThere: boolean,
  ): Promise<Binding> => {
    const refusals: Refused[] = [];
    let record = first;
    for (const [index, x] of numbers.entries()) {
      if (index > 0) record = await persistAttempt(record, x);
      const result = await tryNumber(record, request, index === 0 && mayBeThere);
      if (result === 'taken') continue;
      if ('bindingId' in result) return result;
      refusals.push(result);
      if (refusals.length === MOST_REFUSALS) break;
    }
    return giveUp(record, noNumberLeft(refusals.at(-1), request));
  };

  return {
    async start(bindingId, request) {
      const numbers = await choice.inOrder(request);
      const now = clock();
      const record = attempted({ binding: pendingBinding(bindingId, request, now) }, numbers[0], now);
      const created = await bindings.create(record);
      if (created === undefined) throw inProgress();
      return tryNumbers(created, request, numbers, false);
    },

    async resume(record, repeat) {
      // The first request decides what the binding does: its lost attempt may be at the platform already.
      const request = { ...repeat, terms: record.binding.terms };
      const { sweepAttempts: _sweeper, ...untried } = record;
      const taken = await bindings.replace(record, leased(untried, clock()));
      if (taken === undefined) throw inProgress();
      const { x } = taken.binding;
      if (x === undefined) return tryNumbers(taken, request, [undefined], true);
      // Whatever else can be chosen comes after the X that may already be bound.
      const others = request.x === undefined ? await choice.inOrder(request).catch(() => []) : [];
      return tryNumbers(taken, request, [x, ...others.filter((other) => other !== x)], true);
    },
  };
};

const pendingBinding = (bindingId: string, request: BindingRequest, now: Date): Binding => {
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
