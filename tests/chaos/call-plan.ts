import { chanceOf, pickOf } from './chance.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** Calls come for so long. */
export const CALLS_FOR_SECONDS = 8 * DAY_SECONDS;

/** The platform is away from here on, in seconds from the start, */
const OUT_FROM_SECONDS = 3 * DAY_SECONDS + 5 * HOUR_SECONDS;
/** and for so long. */
const OUT_FOR_SECONDS = 20 * HOUR_SECONDS;

export const isOut = (atSeconds: number): boolean =>
  atSeconds >= OUT_FROM_SECONDS && atSeconds < OUT_FROM_SECONDS + OUT_FOR_SECONDS;

/** The kinds of recordings in the story. */
export type Kind =
  /** There from the end of the call until a week after its CDR. */
  | 'plain'
  /** As long as to be uploaded in parts. */
  | 'long'
  /** The file comes after its CDR. */
  | 'late'
  /** The CDR comes long after its call. */
  | 'late-cdr'
  /** The CDR announces a file that never comes to be. */
  | 'never'
  /** The file is never served whole. */
  | 'rotten'
  /** Too short for the platform to keep a file. */
  | 'short';

export type PlannedCall = Readonly<{
  kind: Kind;
  atSeconds: number;
  talkSeconds: number;
  recordingDelaySeconds: number;
  cdrDelaySeconds: number;
}>;

const SHARES: readonly (readonly [Kind, number])[] = [
  ['never', 0.02],
  ['rotten', 0.02],
  ['short', 0.03],
  ['late', 0.04],
  ['late-cdr', 0.05],
  ['long', 0.01],
];

/** Calls come in bursts, so that a story of weeks has few moments at which something happens. */
const CALLS_A_BURST = 15;

/** The calls of a story, in the order of their time. */
export const planCalls = (seed: number, count: number): readonly PlannedCall[] => {
  const bursts = burstsOf(seed, Math.max(6, Math.round(count / CALLS_A_BURST)));
  return Array.from({ length: count }, (_, index) => plannedCall(seed, bursts, index)).toSorted(
    (one, other) => one.atSeconds - other.atSeconds,
  );
};

/** One lies right before the outage, so that it is met; nobody calls while the platform is away. */
const burstsOf = (seed: number, count: number): readonly number[] =>
  [
    OUT_FROM_SECONDS - 5 * MINUTE_SECONDS,
    ...Array.from({ length: count }, (_, burst) =>
      Math.floor(chanceOf(seed, 'burst', burst) * CALLS_FOR_SECONDS),
    ),
  ].map((at) => (isOut(at) ? OUT_FROM_SECONDS + OUT_FOR_SECONDS : at));

const plannedCall = (seed: number, bursts: readonly number[], index: number): PlannedCall => {
  const kind = kindOf(chanceOf(seed, 'kind', index));
  // Recordings that wait for their deadline are tried some fifty times, so they wait together.
  const doomed = kind === 'never' || kind === 'rotten';
  return {
    kind,
    atSeconds: pickOf(doomed ? bursts.slice(1, 2) : bursts, seed, 'when', index),
    talkSeconds: talkSecondsOf(kind, seed, index),
    recordingDelaySeconds: recordingDelayOf(kind, seed, index),
    cdrDelaySeconds:
      kind === 'late-cdr' ? pickOf([HOUR_SECONDS, DAY_SECONDS, 4 * DAY_SECONDS], seed, 'cdr', index) : 0,
  };
};

const kindOf = (chance: number): Kind => {
  let sum = 0;
  for (const [kind, share] of SHARES) {
    sum += share;
    if (chance < sum) return kind;
  }
  return 'plain';
};

const talkSecondsOf = (kind: Kind, seed: number, index: number): number => {
  if (kind === 'short') return 2;
  return kind === 'long' ? 1100 : 3 + Math.floor(chanceOf(seed, 'talk', index) * 20);
};

const recordingDelayOf = (kind: Kind, seed: number, index: number): number => {
  if (kind === 'never') return 365 * DAY_SECONDS;
  return kind === 'late'
    ? pickOf([10 * MINUTE_SECONDS, 2 * HOUR_SECONDS, 30 * HOUR_SECONDS], seed, 'late', index)
    : 0;
};
