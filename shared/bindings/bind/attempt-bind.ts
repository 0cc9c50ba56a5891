import type { E164 } from '../../kernel/e164.ts';
import type { ApplyNumberReport } from '../../numbers/apply-number-report.ts';
import type { LookAround } from '../allocation/look-around.ts';
import type { NumberChoice } from '../allocation/number-choice.ts';
import { type NextNumber, numbersInTurn } from '../allocation/numbers-in-turn.ts';
import { endedBySweeper } from '../lifecycle/due-at.ts';
import { leased } from '../lifecycle/lease.ts';
import { attempted, type BindPlace, openBindOf } from '../lifecycle/lifecycle.ts';
import type { Binding, PendingBinding } from '../model/binding.ts';
import { inProgress } from '../model/binding-errors.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import type { BindingRecord, RecordContent } from '../model/binding-store.ts';
import { isRepeatSafe } from '../model/mode-rules.ts';
import { isOpen } from '../model/open-request.ts';
import { giveUp } from '../queue/leave-bind.ts';
import { isUnsent } from '../queue/queued-bind.ts';
import { type Earlier, NOT_TRIED } from './bind-or-adopt.ts';
import { refusedPlaces } from './refused-places.ts';
import { type TryPlaceDeps, tryPlace } from './try-place.ts';

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
   * `by`: who asked for it.
   *
   * @throws {AppError} with what the caller is to be told; whatever was begun is either undone or left `pending` for a
   *   repeat and the sweeper.
   */
  start(
    bindingId: string,
    request: BindingRequest,
    numbers: readonly (E164 | undefined)[],
    by: string | undefined,
  ): Promise<Binding>;
  /**
   * Takes up a pending binding whose lease is over and whose time is not: looks for it at the platform first, unless the platform
   * surely got none. As from `start`, one that waits in the queue is still pending.
   *
   * @throws {AppError} as above.
   */
  resume(record: BindingRecord<PendingBinding>, request: BindingRequest): Promise<Binding>;
}>;

export const createAttemptBind = (deps: AttemptBindDeps): AttemptBind => {
  const { bindings, clock, latestSeconds } = deps;
  return {
    async start(bindingId, request, numbers, by) {
      const now = clock();
      const binding = pendingBinding(bindingId, request, by, now);
      const [x, ...others] = numbers;
      const first = { x, extension: request.extension };
      const { inPlaceOf } = request;
      const replacing = inPlaceOf === undefined ? {} : { replacing: { version: inPlaceOf.version } };
      const record = attempted({ binding, ...replacing }, first, now, latestSeconds);
      const created = await bindings.create(record);
      if (created === undefined) throw inProgress();
      const next = numbersInTurn(deps, request, x, others.filter(isNumber));
      return tryPlaces(deps, created, request, { first, next }, NOT_TRIED);
    },

    async resume(record, repeat) {
      // The first request decides what the binding does: its lost attempt may be at the platform already.
      const request = { ...repeat, terms: record.binding.terms };
      const earlier = earlierOf(deps, record, request);
      const [taken] = await Promise.all([
        bindings.replace(record, takenUp(deps, record, earlier)),
        bindings.rememberReference(record.binding),
      ]);
      if (taken === undefined) throw inProgress();
      const { x, extension } = taken.binding;
      // All other numbers come after the X that may already be bound.
      const isOurs = x !== undefined && request.x === undefined;
      const others = isOurs ? await otherNumbers(deps, request).catch(() => []) : [];
      const next = numbersInTurn(
        deps,
        request,
        x,
        others.filter((other) => other !== x),
      );
      return tryPlaces(deps, taken, request, { first: { x, extension }, next }, earlier);
    },
  };
};

const earlierOf = (
  { choice, clock }: AttemptBindDeps,
  record: BindingRecord<PendingBinding>,
  request: BindingRequest,
): Earlier => {
  const { openBind, binding } = record;
  const { x } = binding;
  return {
    ...(isUnsent(record) ? NOT_TRIED : { mayBeThere: true, mayLand: isOpen(openBind, clock()), openBind }),
    ...(x === undefined ? {} : { takesBinds: () => choice.takesBinds(request, x) }),
  };
};

const otherNumbers = async (
  { choice, lookAround }: AttemptBindDeps,
  request: BindingRequest,
): Promise<readonly E164[]> => {
  const { pair, drawn } = await lookAround(request);
  return (await choice.inOrder(request, pair, drawn)).filter(isNumber);
};

const isNumber = (x: E164 | undefined): x is E164 => x !== undefined;

/** The record of a bind that is taken up: whoever asks again wants it, and another request may leave. */
const takenUp = (
  { clock, latestSeconds }: AttemptBindDeps,
  found: BindingRecord<PendingBinding>,
  { mayBeThere, mayLand }: Earlier,
): RecordContent<PendingBinding> => {
  const now = clock();
  const { sweepAttempts: _sweeper, endWanted: _end, revision: _revision, ...record } = endedBySweeper(found);
  const { end: _wished, ...binding } = record.binding;
  if (!mayBeThere) {
    const { x, extension } = binding;
    return attempted({ ...record, binding }, { x, extension }, now, latestSeconds);
  }
  const maySend = !mayLand || isRepeatSafe(binding);
  return leased(
    {
      ...record,
      binding,
      ...(maySend ? openBindOf(binding, now, latestSeconds) : {}),
      // The first one may have died with an X that the platform chose, reserved and not recorded.
      ...(binding.x === undefined ? { mayHoldElsewhere: true } : {}),
    },
    now,
  );
};

/** The first place of a request, and the numbers to try behind it. */
type Places = Readonly<{ first: BindPlace; next: NextNumber }>;

/** Tries the places one after the other; the first one may have been tried before. */
const tryPlaces = async (
  deps: AttemptBindDeps,
  first: BindingRecord<PendingBinding>,
  request: BindingRequest,
  { first: firstPlace, next }: Places,
  earlier: Earlier,
): Promise<Binding> => {
  const refused = refusedPlaces(deps, first.binding);
  let record: BindingRecord<PendingBinding> | undefined;
  const places = [firstPlace];
  while (refused.hasMore()) {
    const place = places.shift() ?? (await nextPlace(next, request));
    if (place === undefined) break;
    const again: Earlier = record === undefined ? earlier : NOT_TRIED;
    record = record === undefined ? first : await persistAttempt(deps, record, place);
    const askedAt = deps.clock();
    const result = await tryPlace(deps, record, request, again);
    if (result === 'taken') continue;
    if ('bindingId' in result) return concluded(refused, result);
    places.unshift(...refused.add(place, result, askedAt));
  }
  await refused.conclude(false);
  return giveUp(deps, record ?? first, refused.error(record ?? first, request));
};

/** One that waits says nothing of the numbers that were refused before it. */
const concluded = async (
  { conclude }: ReturnType<typeof refusedPlaces>,
  binding: Binding,
): Promise<Binding> => {
  if (binding.status !== 'pending') await conclude(true);
  return binding;
};

const nextPlace = async (next: NextNumber, { extension }: BindingRequest): Promise<BindPlace | undefined> => {
  const x = await next();
  return x && { x, extension };
};

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

const pendingBinding = (
  bindingId: string,
  request: BindingRequest,
  createdBy: string | undefined,
  now: Date,
): PendingBinding => {
  const { app, mode, a, b, reference, terms, inPlaceOf } = request;
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
    ...(inPlaceOf === undefined ? {} : { replaces: inPlaceOf.bindingId }),
    version: 1,
    ...(createdBy === undefined ? {} : { createdBy }),
  };
};
