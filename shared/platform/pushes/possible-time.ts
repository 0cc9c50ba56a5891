/** Years before the platform had private numbers: such a moment is a zero, or of a clock that was never set. */
const EARLIEST = '2015-01-01T00:00:00.000Z';

/** The clocks of the platform's machines are not ours, and a moment without a zone may be one of another zone. */
const TOLERATED_MS = 24 * 3600 * 1000;

/** Tells whether a moment (ISO 8601 UTC) can be one of a push that was received then. */
export type PossibleTime = (at: string) => boolean;

/** Moments from before the service existed, and those more than a day after the receipt, are impossible. */
export const possibleTimeAt = (receivedAt: Date): PossibleTime => {
  const latest = new Date(receivedAt.getTime() + TOLERATED_MS).toISOString();
  return (at) => at >= EARLIEST && at <= latest;
};

/**
 * The places of moments that can stand in one record, which has them in this order: as many as possible of the known ones so
 * that none is before its predecessor. When two choices keep as many, the one with the earlier place is taken.
 */
export const placesInOrder = (moments: readonly (string | undefined)[]): readonly number[] =>
  longestFrom(moments, 0, '');

const longestFrom = (
  moments: readonly (string | undefined)[],
  place: number,
  notBefore: string,
): readonly number[] => {
  if (place === moments.length) return [];
  const moment = moments[place];
  if (moment === undefined || moment < notBefore) return longestFrom(moments, place + 1, notBefore);
  const withIt = [place, ...longestFrom(moments, place + 1, moment)];
  // Nothing can be longer than all that is left, and most records are in order.
  if (withIt.length === moments.length - place) return withIt;
  const without = longestFrom(moments, place + 1, notBefore);
  return withIt.length >= without.length ? withIt : without;
};
