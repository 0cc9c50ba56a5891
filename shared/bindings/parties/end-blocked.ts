import type { E164 } from '../../kernel/e164.ts';
import { AppError, type ErrorCode, hasCode } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { End } from '../model/binding.ts';
import type { AppSettings } from '../model/binding-rules.ts';
import type { BindingRecord } from '../model/binding-store.ts';
import type { Release } from '../unbind/release-binding.ts';
import { FIRST_PLACE, type PersonBindings, type TakenPart } from './person-bindings.ts';
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

type Deps = Readonly<{
  bindingsOf: (person: E164, apps: readonly AppSettings[]) => PersonBindings;
  release: (bindingId: string, end: End, known: BindingRecord) => Promise<Release>;
  /** Takes a temporary callee away from a binding that lives. */
  endCallee: (bindingId: string, callee: E164) => Promise<unknown>;
  takeBackOpen: TakeBackOpen;
}>;

/** Calls to the platform at a time. */
const PARALLEL = 5;

/**
 * Ends the live bindings of a person in these apps, whatever he is in them; where he is a temporary callee only that. Where a request
 * without an answer may bring him, that is taken back, and the binding ends only where the platform cannot do that. A failure of one does
 * not keep the others from being ended, and a repeat goes on with what is left.
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
      items.push(...results);
      isOpen ||= unreadable.length > 0 || untouched.length > 0;
      if (next === undefined) break;
      if (!hasTime()) return { items, isComplete: false };
      place = next;
    }
    return { items, isComplete: !isOpen && items.every(({ result }) => result !== 'failed') };
  };

const ended = async (
  deps: Deps,
  { person, by }: Omit<BlockedPerson, 'apps'>,
  { record, roles, toCome }: TakenPart,
): Promise<EndedPart> => {
  const { bindingId, app, status } = record.binding;
  try {
    if (toCome && status === 'active' && (await isTakenBack(deps, record)))
      return { bindingId, app, result: 'taken-back' };
    if (!toCome && roles.every((role) => role === 'temporary-callee')) {
      await deps.endCallee(bindingId, person);
      return { bindingId, app, result: 'callee-ended' };
    }
    const { kind } = await deps.release(bindingId, { by, why: 'blocked' }, record);
    return { bindingId, app, result: kind === 'ended' ? 'ended' : 'releasing' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { bindingId, app, result: 'failed', code: error.code };
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
