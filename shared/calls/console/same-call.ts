import { endOf } from '../call-times.ts';
import type { Cdr } from '../cdr.ts';

/** The people and moments by which two records are told to be of one call; E.164, ISO 8601. */
export type ToldCall = Readonly<{
  x?: string | undefined;
  caller?: string | undefined;
  callee?: string | undefined;
  startedAt?: string | undefined;
  ringingAt?: string | undefined;
  answeredAt?: string | undefined;
  endedAt?: string | undefined;
}>;

/** A CDR as it is compared: the moment of a failure is an end. */
export const toldOf = (cdr: Cdr): ToldCall => ({ ...cdr, endedAt: endOf(cdr) });

/** The console and the push may round apart. */
export const TOLERANCE_SECONDS = 2;

/** A phone rings no longer, so a start that is the begin of the talk lies no further behind that of the call. */
export const RINGING_SECONDS = 180;

/**
 * Whether a CDR of the platform's and a line of the console's list are of one call. A value that one of them does not have (an erased
 * number, a withheld one) tells nothing. Two starts in the same second decide; two of nearly the same moment are two calls when
 * the answers or the ends are apart, as of somebody who was busy and is called again at once. The start in a list may be the begin of
 * the talk, and a CDR may have no start.
 */
export const isSameCall = (own: ToldCall, listed: ToldCall): boolean => {
  if (!mayBeSamePeople(own, listed)) return false;
  const start = secondsApart(own.startedAt, listed.startedAt);
  const answer = secondsApart(own.answeredAt, listed.answeredAt);
  const end = secondsApart(own.endedAt, listed.endedAt);
  if (start !== undefined && start < 1) return true;
  if (isNear(start)) return !isFar(answer) && !isFar(end);
  if (isNear(secondsApart(own.answeredAt, listed.startedAt))) return !isFar(end);
  if (start !== undefined) return isNear(answer) && isNear(end);
  return (isNear(answer) && !isFar(end)) || (isNear(end) && !isFar(answer));
};

/**
 * Whether a CDR and a line that name the same session are of one leg of the call. A phone that redials makes several legs, one
 * after the other; so only those that do not touch in time are two.
 */
export const isSameLeg = (own: ToldCall, listed: ToldCall): boolean => {
  const [one, other] = [momentsOf(own), momentsOf(listed)];
  const [oneEnd, otherEnd] = [one.at(-1), other.at(-1)];
  if (oneEnd === undefined || otherEnd === undefined) return true;
  return Math.max(one[0] ?? 0, other[0] ?? 0) <= Math.min(oneEnd, otherEnd);
};

/** The known moments, in order, in milliseconds. */
const momentsOf = ({ startedAt, ringingAt, answeredAt, endedAt }: ToldCall): readonly number[] =>
  [startedAt, ringingAt, answeredAt, endedAt]
    .flatMap((at) => (at === undefined ? [] : [Date.parse(at)]))
    .sort((one, other) => one - other);

const mayBeSamePeople = (own: ToldCall, listed: ToldCall): boolean =>
  (['x', 'caller', 'callee'] as const).every(
    (side) => own[side] === undefined || listed[side] === undefined || own[side] === listed[side],
  );

const secondsApart = (one: string | undefined, other: string | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : Math.abs(Date.parse(one) - Date.parse(other)) / 1000;

const isNear = (seconds: number | undefined): boolean =>
  seconds !== undefined && seconds <= TOLERANCE_SECONDS;
const isFar = (seconds: number | undefined): boolean => seconds !== undefined && seconds > TOLERANCE_SECONDS;
