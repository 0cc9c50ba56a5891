import type { Clock } from '../../kernel/clock.ts';
import type { E164 } from '../../kernel/e164.ts';
import { AppError, type ErrorCode, hasCode } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { Binding, End } from '../model/binding.ts';
import { changedMeanwhile } from '../model/binding-errors.ts';
import type { AppSettings } from '../model/binding-rules.ts';
import type { BindingRecord, BindingStore } from '../model/binding-store.ts';
import type { IsStillMeant, Release } from '../unbind/release-binding.ts';
import { FIRST_PLACE, isEndNeeded, type PersonBindings, partIn, type TakenPart } from './person-bindings.ts';
import type { TakeBackOpen } from './take-back-open.ts';

/**
 * `ended`; `releasing`: the platform's account stops the unbind, which the sweeper then does. `callee-ended`: the person was a
 * temporary callee and is not any more. `taken-back`: a change without an answer would have brought the person. `failed`: a repeat
 * may end it.
 */
export const END_RESULTS = ['ended', 'releasing', 'callee-ended', 'taken-back', 'failed'] as const;

/** The outcome for one binding. Holds no number. */
export type EndedPart = Readonly<{
  bindingId: string;
  app: string;
  result: (typeof END_RESULTS)[number];
  code?: ErrorCode;
}>;

/** `isComplete`: every live binding of the person was met, and none has failed. */
export type EndedParts = Readonly<{ items: readonly EndedPart[]; isComplete: boolean }>;

/** A person whose bindings in these apps are to end, and who asks for it. */
type BlockedPerson = Readonly<{ person: E164; apps: readonly AppSettings[]; by: string }>;

/**
 * Takes a temporary callee away from a binding that lives; `by` says who wants it.
 *
 * @throws {AppError} `version-conflict` where the binding was changed since it was read; what stops it.
 */
export type EndCallee = (binding: Binding, callee: E164, by: string | undefined) => Promise<unknown>;

type Deps = Readonly<{
  bindings: Pick<BindingStore, 'get'>;
  bindingsOf: (person: E164, apps: readonly AppSettings[]) => PersonBindings;
  release: (bindingId: string, end: End, known: BindingRecord, isMeant: IsStillMeant) => Promise<Release>;
  endCallee: EndCallee;
  takeBackOpen: TakeBackOpen;
  clock: Clock;
}>;

/** Calls to the platform at a time. */
const PARALLEL = 5;

/** The most looks at a binding while others keep changing it. */
const TRIES = 4;

/**
 * Ends the live bindings of a person in these apps, whatever he is in them; where he is a temporary callee only that. Where a request
 * without an answer may bring him, that is taken back, and the binding ends only where the platform cannot do that. One that is changed
 * meanwhile is judged anew, and left alone where it is not his any more. A failure of one does not keep the others from being ended, and a repeat goes on with what is left.
 *
 * @throws {AppError} `store-unavailable` while looking for bindings.
 */
export const createEndBlocked =
  (deps: Deps) =>
  async ({ person, apps, by }: BlockedPerson, hasTime: () => boolean): Promise<EndedParts> => {
    const batchAt = deps.bindingsOf(person, apps);
    const items: EndedPart[] = [];
    let isOpen = false;
    for (let place = FIRST_PLACE; ; ) {
      const { found, unreadable, next } = await batchAt(place);
      const { results, untouched } = await mapAtMost({ atMost: PARALLEL, hasTime }, found, (part) =>
        ended(deps, { person, by }, part),
      );
      items.push(...results.flat());
      isOpen ||= unreadable.length > 0 || untouched.length > 0;
      if (next === undefined) break;
      if (!hasTime()) return { items, isComplete: false };
      place = next;
    }
    return { items, isComplete: !isOpen && items.every(({ result }) => result !== 'failed') };
  };

type Whose = Omit<BlockedPerson, 'apps'>;

/** Nothing for a binding that is not the person's any more. */
const ended = async (deps: Deps, whose: Whose, found: TakenPart): Promise<readonly EndedPart[]> => {
  const { bindingId, app } = found.record.binding;
  try {
    let part: TakenPart | undefined = found;
    for (let triesLeft = TRIES; triesLeft > 0 && part !== undefined; triesLeft -= 1) {
      const result = await endedUnlessChanged(deps, whose, part);
      if (result !== 'changed') return [{ bindingId, app, result }];
      part = await partNow(deps, bindingId, whose.person);
    }
    if (part === undefined) return [];
    throw changedMeanwhile();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ bindingId, app, result: 'failed', code: error.code }];
  }
};

const partNow = async (
  { bindings, clock }: Deps,
  bindingId: string,
  person: E164,
): Promise<TakenPart | undefined> => {
  const record = await bindings.get(bindingId);
  return record && partIn(record, person, clock());
};

/** `changed`: it was written since it was judged, so that the person may be something else in it, or nothing. */
const endedUnlessChanged = async (
  deps: Deps,
  { person, by }: Whose,
  part: TakenPart,
): Promise<EndedPart['result'] | 'changed'> => {
  const { record, toCome } = part;
  const { bindingId, status } = record.binding;
  if (toCome && status === 'active' && (await isTakenBack(deps, record)))
    // Somebody who was faster may have brought him.
    return (await partNow(deps, bindingId, person)) === undefined ? 'taken-back' : 'changed';
  if (!isEndNeeded(part)) return unlessChanged(deps.endCallee(record.binding, person, by));
  const isMeant: IsStillMeant = async (current) => {
    const now = partIn(current, person, deps.clock());
    return isEndNeeded(now) && now.toCome === toCome;
  };
  const { kind } = await deps.release(bindingId, { by, why: 'blocked' }, record, isMeant);
  return KINDS[kind];
};

const KINDS = { ended: 'ended', accepted: 'releasing', spared: 'changed' } as const;

const unlessChanged = async (work: Promise<unknown>): Promise<'callee-ended' | 'changed'> => {
  try {
    await work;
    return 'callee-ended';
  } catch (error) {
    if (hasCode(error, 'version-conflict')) return 'changed';
    throw error;
  }
};

/** False where the platform cannot take it back. @throws {AppError} what leaves it open. */
const isTakenBack = async ({ takeBackOpen }: Deps, record: BindingRecord): Promise<boolean> => {
  try {
    await takeBackOpen(record);
    return true;
  } catch (error) {
    if (hasCode(error, 'party-blocked')) return false;
    throw error;
  }
};
