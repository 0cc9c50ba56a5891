import { isWorse } from './number-status-report.ts';
import type { NumberByHand, PrivateNumber, StateSide, StoredReport } from './private-number.ts';

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
export const withoutReport = ({ byHand, reported: _reported, ...number }: PrivateNumber): NumberByHand =>
  byHand === undefined ? number : withSide(number, byHand);

/** The number with another state, cause and time. */
export const withSide = (
  { cause: _cause, stateAt: _stateAt, ...number }: NumberByHand,
  side: StateSide,
): NumberByHand => ({ ...number, ...sideOf(side) });

const sideOf = ({ state, cause, stateAt }: StateSide): StateSide => ({
  state,
  ...(cause === undefined ? {} : { cause }),
  ...(stateAt === undefined ? {} : { stateAt }),
});
