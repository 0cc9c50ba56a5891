import { addSeconds, type Clock, iso } from '../../kernel/clock.ts';
import { type ErrorCode, hasCode } from '../../kernel/errors.ts';
import { mapAtMost } from '../../kernel/map-at-most.ts';
import type { NumberDraw } from '../../numbers/draw/number-draw.ts';
import { isLost, type LossStore, type NumberLoss } from '../../numbers/losses/number-loss.ts';
import type { KeyedNumber } from '../../numbers/private-number.ts';
import type { Logger } from '../../observability/logger.ts';
import type { BindingStore, LivePlace } from '../model/binding-store.ts';
import type { MoveBinding } from './move-binding.ts';

type Deps = Readonly<{
  losses: LossStore;
  draw: Pick<NumberDraw, 'atKeys'>;
  bindings: Pick<BindingStore, 'liveOn' | 'countLive'>;
  move: MoveBinding;
  /** Whether the bindings of an app move to another X when theirs is lost. */
  mayMove: (app: string) => boolean;
  clock: Clock;
  logger: Logger;
}>;

/** How many bindings were moved, and how many could not be for now. */
export type LossReport = Readonly<{ moved: number; failed: number }>;

/**
 * Looks after every lost number until it is back, and moves its bindings where the app wants that. Takes up what a run before left;
 * never throws for one number, so that no other waits for it.
 *
 * @throws {AppError} `store-unavailable` when the lost numbers cannot be listed.
 */
export type LookAfterLosses = (hasTime: () => boolean) => Promise<LossReport>;

/** Longer than any run. */
const TAKEN_SECONDS = 330;

/** The next look at those that stayed: somebody worked on them, or no other X was free. */
const AGAIN_SECONDS = 300;

/** The next look at whether anybody still lives on it, where nobody is moved. */
const LOOK_SECONDS = 3600;

/** Bindings that are read at a time. */
const PAGE = 100;

/** Calls to the platform at a time. */
const PARALLEL = 5;

/** So many failures on one number in a run may say that the platform does not answer. The next run goes on behind them. */
const FAILURES_ENOUGH = 10;

/**
 * So many for whom no other X is free end a run as well: each costs a look at the whole pool, or a call where the platform chooses. The
 * next run goes on behind them a minute later, because those people may have all numbers, and others not.
 */
const FULL_ENOUGH = 100;

export const createLookAfterLosses =
  (deps: Deps): LookAfterLosses =>
  async (hasTime) => {
    const losses = await deps.losses.list();
    const report = { moved: 0, failed: 0 };
    for (const loss of losses) {
      if (!hasTime()) break;
      const { moved, failed } = await lookAfterOne(deps, loss, hasTime).catch((error: unknown) => {
        deps.logger.error('lost-number-not-looked-after', { app: loss.app, error });
        return NOTHING;
      });
      report.moved += moved;
      report.failed += failed;
    }
    if (report.moved + report.failed > 0) {
      deps.logger.info('bindings-moved', report);
      deps.logger.metrics({ bindingsMoved: report.moved, bindingsNotMoved: report.failed });
    }
    return report;
  };

const NOTHING: LossReport = { moved: 0, failed: 0 };

const lookAfterOne = async (deps: Deps, loss: NumberLoss, hasTime: () => boolean): Promise<LossReport> => {
  const { losses, draw, mayMove, clock } = deps;
  const now = clock();
  const [number] = await draw.atKeys(loss.app, [loss.key]);
  // One that cannot be opened is told by its own line; its bindings cannot be found without it.
  if (number === undefined) return NOTHING;
  if (!isLost(number)) {
    await losses.close(loss);
    return NOTHING;
  }
  if (loss.nextAt !== undefined && loss.nextAt > iso(now)) return NOTHING;
  if (!(await losses.take(loss, now, addSeconds(now, TAKEN_SECONDS)))) return NOTHING;
  if (!mayMove(loss.app)) {
    await leave(deps, { ...loss, after: undefined }, number, LOOK_SECONDS);
    return NOTHING;
  }
  const { report, after, againSeconds } = await moveAll(deps, number, loss.after, hasTime);
  await leave(deps, { ...loss, after }, number, againSeconds);
  return report;
};

/** A number that is retired does not come back, so it is done with when nobody lives on it. */
const leave = async (
  { losses, bindings, clock }: Deps,
  loss: NumberLoss,
  { state, x }: KeyedNumber,
  againSeconds: number,
): Promise<void> => {
  if (state === 'retired' && (await bindings.countLive(x, { most: 1 })) === 0) return losses.close(loss);
  return losses.leave({ ...loss, nextAt: iso(addSeconds(clock(), againSeconds)) });
};

/** A run over the bindings of a number: where it ended, and when the next one is due; `after` is absent when it came to the end. */
type Run = Readonly<{ report: LossReport; after: LivePlace | undefined; againSeconds: number }>;

const moveAll = async (
  deps: Deps,
  number: KeyedNumber,
  from: LivePlace | undefined,
  hasTime: () => boolean,
): Promise<Run> => {
  const counts = { moved: 0, failed: 0, full: 0, refused: 0, none: 0 };
  const mayGoOn = () => counts.failed < FAILURES_ENOUGH && counts.full < FULL_ENOUGH;
  const goesOn = () => hasTime() && mayGoOn();
  let after = from;
  let isAtEnd = false;
  while (goesOn() && !isAtEnd) {
    const places = await deps.bindings.liveOn(number.x, PAGE, after);
    const bounds = { atMost: PARALLEL, hasTime: goesOn };
    const { untouched } = await mapAtMost(bounds, places, async ({ bindingId }) => {
      counts[await moveOne(deps, number, bindingId)] += 1;
    });
    after = places.slice(0, places.length - untouched.length).at(-1) ?? after;
    isAtEnd = places.length < PAGE && untouched.length === 0;
  }
  const { moved, failed, full, refused } = counts;
  const atOnce = !isAtEnd && failed === 0;
  return {
    report: { moved, failed: failed + full + refused },
    after: isAtEnd ? undefined : after,
    againSeconds: atOnce ? 0 : AGAIN_SECONDS,
  };
};

/** `refused` for a reason of this binding alone, which says nothing of the others on the number; `full`: no other X is free for it. */
const moveOne = async (
  { move, logger }: Deps,
  { app, areaCode }: KeyedNumber,
  bindingId: string,
): Promise<'moved' | 'failed' | 'full' | 'refused' | 'none'> => {
  try {
    return (await move(bindingId, areaCode)) === 'moved' ? 'moved' : 'none';
  } catch (error) {
    // Another run, or a caller, works on it.
    if (isBusy(error)) return 'none';
    logger.warn('binding-not-moved', { app, bindingId, error });
    if (hasCode(error, 'pool-exhausted')) return 'full';
    return OF_ONE_BINDING.some((code) => hasCode(error, code)) ? 'refused' : 'failed';
  }
};

/** A has as many X as there can be; A or B is a private number of ours by now. */
const OF_ONE_BINDING: readonly ErrorCode[] = ['party-limit', 'invalid-request'];

const BUSY: readonly ErrorCode[] = ['binding-in-progress', 'version-conflict'];
const isBusy = (error: unknown): boolean => BUSY.some((code) => hasCode(error, code));
