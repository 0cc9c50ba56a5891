import { iso } from '../kernel/clock.ts';
import { isWorse } from './number-status-report.ts';
import {
  goneSide,
  type NumberByHand,
  type NumberState,
  type PrivateNumber,
  type StateSide,
  type StoredReport,
} from './private-number.ts';

/**
 * The number with the worse of its two states in force, so that no good report undoes the decision of a person, and no
 * decision hides that a number does not work. Of two equal states the one by hand gives the cause.
 */
export const withReport = (number: NumberByHand, reported: StoredReport | undefined): PrivateNumber => {
  if (reported === undefined) return number;
  const byHand = sideOf(number);
  if (!isWorse(reported.state, byHand.state)) return { ...number, reported };
  return { ...withSide(number, reported), byHand, reported };
};

/** The number as a person or an import set it, without what was reported. */
export const withoutReport = ({
  byHand,
  reported: _reported,
  goneSince: _goneSince,
  ...number
}: PrivateNumber): NumberByHand => (byHand === undefined ? number : withSide(number, byHand));

/** The number with another state, cause and time. */
export const withSide = (
  { cause: _cause, stateAt: _stateAt, ...number }: NumberByHand,
  side: StateSide,
): NumberByHand => ({ ...number, ...sideOf(side) });

/**
 * Since when a number is in a state that it is given now. A state that it has already is as old as it was, and a number that the
 * platform does not have any more is not ours since then. `available` begins anew: it takes back what was reported before.
 */
export const stateSince = (found: PrivateNumber, state: NumberState, now: Date): string | undefined => {
  const { state: former, stateAt } = withoutReport(found);
  if (state === former && state !== 'available') return stateAt;
  const gone = state === 'retired' ? goneSide(found) : undefined;
  const since = gone === undefined ? iso(now) : gone.stateAt;
  // The clock of another writer may be ahead of ours, and a state with an earlier time would not be stored.
  return stateAt !== undefined && (since === undefined || stateAt > since) ? stateAt : since;
};

const sideOf = ({ state, cause, stateAt }: StateSide): StateSide => ({
  state,
  ...(cause === undefined ? {} : { cause }),
  ...(stateAt === undefined ? {} : { stateAt }),
});
