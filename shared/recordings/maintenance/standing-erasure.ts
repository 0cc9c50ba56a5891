import type { CallEntry } from '../../calls/call-store.ts';
import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { hasCode } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { MaintainRecordings } from './maintain-recordings.ts';
import { CALLS_A_PAGE, type CallsOfTarget, type RecordingTarget } from './recording-target.ts';

/**
 * An order to erase that is still looked after. The index by which it finds calls may be seconds behind, and the CDR of a
 * call that was going on when the order was given comes hours later.
 */
export type StandingErasure = Readonly<{
  id: string;
  target: RecordingTarget;
  operator: string;
  /** When it was given, ISO 8601 UTC: calls that began later are not meant. */
  at: string;
  /** Every call was looked at once more since; from then on only late ones are. */
  isWhole: boolean;
  /** Where that second look goes on. */
  after?: CallEntry | undefined;
  /** A call could not be opened in the part of that look that is over. */
  isIncomplete?: boolean | undefined;
}>;

/** Each method throws `AppError` `store-unavailable`. */
export type StandingErasures = Readonly<{
  /** Stores it, or replaces the one with its id. */
  put(erasure: StandingErasure): Promise<void>;
  /** All that can be opened, oldest first, read consistently; the store forgets each some days after its time. */
  list(): Promise<readonly StandingErasure[]>;
}>;

/** A call lasts a day at most (1440 minutes), and its CDR is pushed again for 300 minutes. */
export const STANDING_SECONDS = 30 * 3600;

type Deps = Readonly<{
  erasures: StandingErasures;
  callsOf: (
    target: RecordingTarget,
    page: Readonly<{ limit: number; after: CallEntry | undefined; from?: string | undefined; to?: string }>,
  ) => Promise<CallsOfTarget>;
  maintain: MaintainRecordings;
  clock: Clock;
  /** From 0 up to but not including 1. */
  random: () => number;
}>;

/** `calls` were looked at, and `erased` recordings found that had not been erased before. */
export type SecondLook = Readonly<{ erasures: number; calls: number; erased: number }>;

/** Looks again after every erasure for which a call may still come. */
export type EraseAgain = (hasTime: () => boolean) => Promise<SecondLook>;

/**
 * One that fails keeps no other from its turn.
 *
 * @throws the first failure, once all others had their turn; the next run goes on.
 */
export const createEraseAgain =
  (deps: Deps): EraseAgain =>
  async (hasTime) => {
    const { erasures, clock, random } = deps;
    const now = clock();
    const due = inTurn(await erasures.list(), random()).filter(
      ({ isWhole, at }) => !isWhole || now < addSeconds(new Date(at), STANDING_SECONDS),
    );
    const bounds = { atMost: 1, onFailure: 'go-on', hasTime } as const;
    const { results } = await mapAtMost(bounds, due, async (erasure) => {
      const { after, unreadable, ...counts } = await lookAgain(deps, erasure, hasTime);
      // A call that cannot be opened may be opened later: all are looked at again then.
      const isIncomplete = erasure.isIncomplete === true || unreadable > 0;
      const isWhole = after === undefined && !isIncomplete;
      const begun = after !== undefined && isIncomplete ? { isIncomplete } : {};
      if (!erasure.isWhole) {
        const { isIncomplete: _former, ...order } = erasure;
        await erasures.put({ ...order, ...begun, isWhole, after });
      }
      return counts;
    });
    return {
      erasures: results.length,
      calls: results.reduce((sum, { calls }) => sum + calls, 0),
      erased: results.reduce((sum, { erased }) => sum + erased, 0),
    };
  };

/**
 * Those that were never looked at whole come first. The others begin anywhere, so that more of them than a run has time for
 * keep none from its turn.
 */
const inTurn = (all: readonly StandingErasure[], chance: number): readonly StandingErasure[] => {
  const whole = all.filter(({ isWhole }) => isWhole);
  const first = Math.floor(chance * whole.length);
  return [...all.filter(({ isWhole }) => !isWhole), ...whole.slice(first), ...whole.slice(0, first)];
};

const lookAgain = async (
  { callsOf, maintain }: Deps,
  { target, operator, at, isWhole, after: begin }: StandingErasure,
  hasTime: () => boolean,
): Promise<Readonly<{ calls: number; erased: number; unreadable: number; after: CallEntry | undefined }>> => {
  const from = isWhole ? iso(addSeconds(new Date(at), -STANDING_SECONDS)) : undefined;
  // Calls of the second in which it was given are meant.
  const to = iso(addSeconds(new Date(at), 1));
  const order = { action: 'erase', operator, evenErased: false, orderedAt: at } as const;
  let after = begin;
  let calls = 0;
  let erased = 0;
  let unreadable = 0;
  do {
    const page = await callsOf(target, { limit: CALLS_A_PAGE, after, from, to }).catch(ofNobody);
    for (const callId of page.callIds) {
      const outcomes = await maintain(callId, order);
      erased += outcomes.filter((outcome) => outcome === 'erased' || outcome === 'erasing').length;
      unreadable += outcomes.filter((outcome) => outcome === 'unreadable').length;
    }
    calls += page.callIds.length;
    after = page.next;
  } while (after !== undefined && hasTime());
  return { calls, erased, unreadable, after };
};

/** A binding whose time is over has no calls any more. */
const ofNobody = (error: unknown): CallsOfTarget => {
  if (!hasCode(error, 'not-found')) throw error;
  return { callIds: [], next: undefined };
};
