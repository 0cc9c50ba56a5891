import { addSeconds, iso } from '../../kernel/clock.ts';
import type { FieldError } from '../../kernel/errors.ts';
import type { OwnersOf } from '../../numbers/own-numbers.ts';
import type { ConsoleApp } from './console-cdr.ts';
import type { ConsoleCall } from './read-console-calls.ts';

/** The console's list reaches back 31 days, and may have been made yesterday. */
const LIST_DAYS = 32;
/** Our clock and the console's. */
const AHEAD_SECONDS = 300;

const FAULTS = {
  ahead: 'the call starts in the future: look at the year, and at the zone of the list (--utc)',
  old: 'the call is older than the 31 days that the list of the console reaches back',
  otherApp: 'the private number is in the pool of another app (--app)',
  noApp: 'the private number is in the pool of no app',
} as const;

/**
 * The faults of lines that their cells alone do not show: their age, and whose X it is. No cell is quoted.
 *
 * @throws {AppError} `store-unavailable`.
 */
export const faultsOfLines = async (
  { name, keepsPool }: ConsoleApp,
  calls: readonly ConsoleCall[],
  now: Date,
  ownersOf: OwnersOf,
): Promise<readonly FieldError[]> => {
  const owners = await ownersOf([...new Set(calls.map(({ x }) => x))]);
  const latest = iso(addSeconds(now, AHEAD_SECONDS));
  const earliest = iso(addSeconds(now, -LIST_DAYS * 24 * 3600));
  return calls.flatMap(({ place, x, startedAt }) => {
    const of = owners.get(x);
    const isForeign = of === undefined ? keepsPool : !of.includes(name);
    return [
      ...(startedAt > latest ? [FAULTS.ahead] : []),
      ...(startedAt < earliest ? [FAULTS.old] : []),
      ...(isForeign ? [of === undefined ? FAULTS.noApp : FAULTS.otherApp] : []),
    ].map((message) => ({ path: place, message }));
  });
};
