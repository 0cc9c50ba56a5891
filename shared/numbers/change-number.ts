import { type Clock, iso } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Logger } from '../observability/logger.ts';
import { insteadOfUnreadable } from '../sealing/if-readable.ts';
import { isLost, type OpenLoss } from './losses/number-loss.ts';
import type { NumberStore, TakenBack } from './number-store.ts';
import { findInPool } from './pool.ts';
import type { CountedNumber, NumberByHand, NumberState, PrivateNumber } from './private-number.ts';
import { stateSince, withoutReport, withReport, withSide } from './state-in-force.ts';

type Deps = Readonly<{
  /** Names of the configured apps. */
  apps: readonly string[];
  numbers: NumberStore;
  /** The numbers of the configuration. */
  seeds: readonly PrivateNumber[];
  /** The number of live bindings on a private number. */
  countLive: (x: string) => Promise<number>;
  openLoss: OpenLoss;
  /** The look-up key of a private number. */
  keyOf: (x: string) => string;
  clock: Clock;
  logger: Logger;
}>;

/** The values that an operator gives a number; absent ones stay. `cause` goes with the state, in a word of theirs. */
export type NumberChange = Readonly<{
  x: string;
  /** Needed only when several apps have the number. */
  app?: string | undefined;
  /** The apps that exist for whoever changes it; absent: all. Another app that has the number in use is heeded all the same. */
  appsOfCaller?: readonly string[] | undefined;
  state?: NumberState | undefined;
  cause?: string | undefined;
  reserved?: boolean | undefined;
}>;

/** Another writer may be faster now and then, but not every time. */
const TRIES = 3;

/**
 * Changes one private number by hand. The number is looked up by its key in each app; no pool is loaded. A worse state that
 * was reported stays in force, and `available` takes back the state by hand first; where there is none, the report.
 *
 * @returns the number with its live bindings, `undefined` when no such app has it.
 * @throws {AppError} `invalid-request` without `app` when several apps have the number; `number-of-another-app` when it is
 *   taken up again and another app has it by now; `item-unreadable`; `store-unavailable`; repeating is safe.
 */
export const changeNumber = async (deps: Deps, change: NumberChange): Promise<CountedNumber | undefined> => {
  const { numbers, countLive, logger } = deps;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const found = await findOne(deps, change);
    if (found === undefined) return undefined;
    const takenBack = takenBackBy(found, change);
    const byHand = changed(found, change, deps.clock());
    const number = withReport(byHand, takenBack === undefined ? found.reported : undefined);
    if (!(await numbers.save(number, takenBack))) continue;
    if (change.state !== undefined && isLost(number)) await noteLoss(deps, number);
    const { app, state, cause, reserved = false } = byHand;
    logger.info('number-state-set', { app, state, cause, reserved });
    return { number, liveBindings: await countLive(number.x) };
  }
  throw new AppError('store-unavailable', 'the private number is being changed by others all the time');
};

const noteLoss = async ({ openLoss, keyOf, clock }: Deps, number: PrivateNumber): Promise<void> => {
  const { app, x, state, cause, stateAt = iso(clock()) } = number;
  await openLoss({ app, key: keyOf(x), state, cause, since: stateAt });
};

const findOne = async (
  { apps, numbers, seeds }: Deps,
  { x, app, appsOfCaller = apps, state }: NumberChange,
): Promise<PrivateNumber | undefined> => {
  const isAsked = (name: string): boolean =>
    appsOfCaller.includes(name) && (app === undefined || name === app);
  const perApp = await Promise.all(
    apps.map((name) => {
      const reading = findInPool(numbers, seeds, name, x);
      return isAsked(name) ? reading : insteadOfUnreadable(reading, 'unreadable');
    }),
  );
  const found = perApp.flatMap((number) => (number === undefined || number === 'unreadable' ? [] : number));
  const inUse = found.filter((number) => number.state !== 'retired');
  const seen = (numbers: readonly PrivateNumber[]) =>
    numbers.filter((number) => appsOfCaller.includes(number.app));
  const inUseOfCaller = seen(inUse);
  const ofCaller = inUseOfCaller.length > 0 ? inUseOfCaller : seen(found);
  const among = app === undefined ? ofCaller : seen(found).filter((number) => number.app === app);
  const [one, ...others] = among;
  if (others.length > 0)
    throw new AppError('invalid-request', 'the request is not valid: app', {
      errors: [{ path: 'app', message: 'is required: several apps have this number' }],
    });
  const isTakenUp = one?.state === 'retired' && state !== undefined && state !== 'retired';
  // One of another app that cannot be opened may be in use there.
  if (isTakenUp && (inUse.length > 0 || perApp.includes('unreadable')))
    throw new AppError('number-of-another-app', 'the private number belongs to another app by now');
  return one;
};

/** A report counts no more once its number is retired, taken up again, or opened though no person closed it. */
const takenBackBy = (found: PrivateNumber, { state }: NumberChange): TakenBack | undefined => {
  if (state === undefined) return undefined;
  const former = withoutReport(found).state;
  const isTakenBack =
    state === 'retired' || former === 'retired' || (state === 'available' && former === 'available');
  return isTakenBack ? { seen: found.reported } : undefined;
};

const changed = (found: PrivateNumber, change: NumberChange, now: Date): NumberByHand => {
  const { reserved: former, ...byHand } = withoutReport(found);
  const { state, cause, reserved = former } = change;
  return {
    ...(state === undefined
      ? byHand
      : withSide(byHand, { state, cause, stateAt: stateSince(found, state, now) })),
    ...(reserved === true ? { reserved } : {}),
  };
};
