import type { E164 } from '../../kernel/e164.ts';
import type { AppError } from '../../kernel/errors.ts';
import type { Refused } from '../../kernel/platform-outcome.ts';
import type { ApplyNumberReport } from '../../numbers/apply-number-report.ts';
import { goneNumbers, MOST_GONE } from '../allocation/gone-numbers.ts';
import type { LookAround } from '../allocation/look-around.ts';
import { noNumberLeft } from '../allocation/no-number-left.ts';
import type { NumberChoice } from '../allocation/number-choice.ts';
import { endedBySweeper } from '../lifecycle/due-at.ts';
import { leased } from '../lifecycle/lease.ts';
import { attempted, type BindPlace, openBindOf } from '../lifecycle/lifecycle.ts';
import type { Binding, PendingBinding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord, RecordContent } from '../model/binding-store.ts';
import { isOpen } from '../model/open-request.ts';
import { type Earlier, isRepeatSafe, NOT_TRIED } from './bind-or-adopt.ts';
import { otherExtensions } from './keep-extension.ts';
import { giveUp, type NoExtension, type TryPlaceDeps, tryPlace, type Unusable } from './try-place.ts';

export type AttemptBindDeps = TryPlaceDeps &
  Readonly<{
    choice: NumberChoice;
    lookAround: LookAround;
    applyReport: ApplyNumberReport;
    random: () => number;
  }>;

/** Makes bindings at the platform: from nothing, or from a pending one that somebody left behind. */
export type AttemptBind = Readonly<{
  /**
   * A new binding under that id, on the first of these numbers that will do; `undefined` leaves the choice to the platform.
   *
   * @throws {AppError} with what the caller is to be told; whatever was begun is either undone or left `pending` for a
   *   repeat and the sweeper.
   */
  start(bindingId: string, request: BindingRequest, numbers: readonly (E164 | undefined)[]): Promise<Binding>;
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
  const { bindings, clock, latestSeconds } = deps;
  return {
    async start(bindingId, request, numbers) {
      const now = clock();
      const binding = pendingBinding(bindingId, request, now);
      const places = placesOf(numbers, request);
      const record = attempted({ binding }, places[0] ?? ANYWHERE, now, latestSeconds);
      const created = await bindings.create(record);
      if (created === undefined) throw inProgress();
      return tryPlaces(deps, created, request, places, NOT_TRIED);
    },

    async resume(record, repeat) {
      // The first request decides what the binding does: its lost attempt may be at the platform already.
      const request = { ...repeat, terms: record.binding.terms };
      const earlier = { mayBeThere: true, mayLand: isOpen(record.openBind, clock()) };
      const [taken] = await Promise.all([
        bindings.replace(record, takenUp(deps, record, earlier)),
        bindings.rememberReference(record.binding),
      ]);
      if (taken === undefined) throw inProgress();
      const { x, extension } = taken.binding;
      if (x === undefined) return tryPlaces(deps, taken, request, [ANYWHERE], earlier);
      // All other numbers come after the X that may already be bound.
      const others = request.x === undefined ? await otherNumbers(deps, request).catch(() => []) : [];
      const places = placesOf(
        others.filter((other) => other !== x),
        request,
      );
      return tryPlaces(deps, taken, request, [{ x, extension }, ...places], earlier);
    },
  };
};

const otherNumbers = async (
  { choice, lookAround }: AttemptBindDeps,
  request: BindingRequest,
): Promise<readonly (E164 | undefined)[]> => {
  const { pair, drawn } = await lookAround(request);
  return choice.inOrder(request, pair, drawn);
};

/** The record of a bind that is taken up: whoever asks again wants it, and another request may leave. */
const takenUp = (
  { clock, latestSeconds }: AttemptBindDeps,
  found: BindingRecord<PendingBinding>,
  { mayLand }: Earlier,
): RecordContent<PendingBinding> => {
  const now = clock();
  const { sweepAttempts: _sweeper, endWanted: _end, revision: _revision, ...record } = endedBySweeper(found);
  const { binding } = record;
  const maySend = !mayLand || isRepeatSafe(binding);
  return leased(
    {
      ...record,
      ...(maySend ? openBindOf(binding, now, latestSeconds) : {}),
      // The first one may have died with an X that the platform chose, reserved and not recorded.
      ...(binding.x === undefined ? { mayHoldElsewhere: true } : {}),
    },
    now,
  );
};

/** The platform chooses X, and in AXE the extension. */
const ANYWHERE: BindPlace = { x: undefined, extension: undefined };

const placesOf = (
  numbers: readonly (E164 | undefined)[],
  { extension }: BindingRequest,
): readonly BindPlace[] => numbers.map((x) => ({ x, extension }));

/** Tries the places one after the other; the first one may have been tried before. */
const tryPlaces = async (
  deps: AttemptBindDeps,
  first: BindingRecord<PendingBinding>,
  request: BindingRequest,
  places: readonly BindPlace[],
  earlier: Earlier,
): Promise<Binding> => {
  const refused = refusedPlaces(deps, first.binding);
  let record: BindingRecord<PendingBinding> | undefined;
  const left = [...places];
  for (let place = left.shift(); place !== undefined && refused.hasMore(); place = left.shift()) {
    const again: Earlier = record === undefined ? earlier : NOT_TRIED;
    record = record === undefined ? first : await persistAttempt(deps, record, place);
    const askedAt = deps.clock();
    const result = await tryPlace(deps, record, request, again);
    if (result === 'taken') continue;
    if ('bindingId' in result) {
      await refused.conclude(true);
      return result;
    }
    left.unshift(...refused.add(place, result, askedAt));
  }
  await refused.conclude(false);
  return giveUp(deps, record ?? first, refused.error(record ?? first, request));
};

/** Collects the places of one request that were of no use. */
const refusedPlaces = (deps: AttemptBindDeps, own: PendingBinding) => {
  const gone = goneNumbers(deps, own);
  const others: Unusable[] = [];
  let lastGone: Refused | undefined;
  return {
    /** The places that may do instead, before all others. */
    add({ x }: BindPlace, unusable: Unusable, askedAt: Date): readonly BindPlace[] {
      if (unusable.kind === 'refused' && gone.collect(x, unusable, askedAt)) lastGone = unusable;
      else others.push(unusable);
      return unusable.kind === 'extension' ? othersOn(deps, unusable) : [];
    },
    hasMore: () => others.filter(isOfPlatform).length < MOST_REFUSALS && gone.count() < MOST_GONE,
    conclude: (bound: boolean) => gone.conclude(bound || others.some(provesAccount)),
    error: ({ binding }: BindingRecord, request: BindingRequest): AppError =>
      noNumberLeft(others.findLast(isRefused) ?? lastGone, {
        ...request,
        ofPool: request.x === undefined && binding.x !== undefined,
        extensions: others.findLast((unusable) => unusable.kind === 'extension')?.kept,
      }),
  };
};

const isRefused = (unusable: Unusable): unusable is Refused => unusable.kind === 'refused';

/** An extension that nobody named: one of our own choice may do on the same X, where the platform would give this again. */
const othersOn = (
  { random }: AttemptBindDeps,
  { x, extension, wasNamed }: NoExtension,
): readonly BindPlace[] =>
  wasNamed ? [] : otherExtensions(extension, random).map((other) => ({ x, extension: other }));

/** Those that cost a call. */
const isOfPlatform = (unusable: Unusable): boolean => unusable.kind === 'refused' || !unusable.wasNamed;

/** A full or taken number is one that the platform knows, so the account works. */
const provesAccount = (unusable: Unusable): boolean =>
  unusable.kind === 'refused'
    ? unusable.class === 'conflict' || unusable.class === 'exhausted'
    : !unusable.wasNamed;

/** Stores which place is tried before the platform is asked, so that a lost answer can be looked for. */
const persistAttempt = async (
  { bindings, clock, latestSeconds }: AttemptBindDeps,
  record: BindingRecord<PendingBinding>,
  place: BindPlace,
): Promise<BindingRecord<PendingBinding>> => {
  const persisted = await bindings.replace(record, attempted(record, place, clock(), latestSeconds));
  if (persisted === undefined) throw inProgress();
  return persisted;
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
