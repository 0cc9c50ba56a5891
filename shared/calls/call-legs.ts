import { saysUnanswered } from '../outcomes/unanswered-codes.ts';
import type { CallEvent } from './call-event.ts';
import type { CallRecords } from './call-store.ts';
import {
  type CallTimes,
  compareText,
  disconnectOf,
  endOf,
  inOrder,
  type KeptCdr,
  talkSecondsOf,
  timesOf,
} from './call-times.ts';

/** One CDR of a call with what is known of its part of the call. */
export type Leg = Readonly<{ kept: KeptCdr; times: CallTimes; talkSeconds: number | undefined }>;

/** A whole call. */
export type CallCourse = Readonly<{
  /** One a CDR, in the order of time; a phone that redials by itself makes several. */
  legs: readonly Leg[];
  /** The CDR that gives the outcome and the parties: the first answered one of {@link byRank}, else the first. */
  counting: KeptCdr | undefined;
  /** From the first start to the last end, and when it first rang and was answered. No end while it goes on. */
  times: CallTimes;
  /** The talk of each leg, and of each that only events tell of; `undefined` in it: not known. */
  talkSeconds: readonly (number | undefined)[];
  hasEnded: boolean;
  /** Whether somebody answered; `open`: the records do not say, and events that are still to come may. */
  answer: 'answered' | 'unanswered' | 'open';
}>;

type Records = Pick<CallRecords, 'cdrs' | 'events'>;

/**
 * The course of a call, as far as its records tell. A redial's events have the id of the same call, and they may come before
 * the CDR of the leg before, after it, or without their own: so events are told apart by the ends between them, and those
 * that no CDR is about count by themselves. Neither order nor repeats matter.
 */
export const courseOf = ({ cdrs, events }: Records): CallCourse => {
  const ranked = byRank(cdrs);
  const stretches = stretchesOf(inOrder(events), ranked);
  const owners = ownersOf(stretches, ranked);
  const legs = ranked.map((kept) => {
    const told = stretches.flatMap((stretch) => (owners.get(stretch) === kept ? stretch : []));
    const times = timesOf(kept, told);
    return {
      kept,
      times,
      talkSeconds: isAnswerOpen(kept, times, told) ? undefined : talkSecondsOf(times, true),
      isDecided: isAnswerDecided(kept.cdr, told),
    };
  });
  const alone = stretches.filter((stretch) => !owners.has(stretch));
  const last = stretches.at(-1);
  const goesOn = last !== undefined && alone.includes(last) && !hasDisconnect(last);
  const told = alone.map((stretch) => timesOf(undefined, stretch));
  const times = wholeTimesOf([...legs.map((leg) => leg.times), ...told]);
  const answered = legs.find((leg) => leg.times.answeredAt !== undefined);
  const hasEnded = !goesOn && (cdrs.length > 0 || stretches.length > 0);
  return {
    counting: answered?.kept ?? ranked[0],
    legs: legs.sort((one, other) => compareText(legOrder(one), legOrder(other))),
    times: goesOn ? { ...times, endedAt: undefined } : times,
    talkSeconds: [
      ...legs.map(({ talkSeconds }) => talkSeconds),
      ...told.map((part, place) => talkSecondsOf(part, !goesOn || place < told.length - 1)),
    ],
    hasEnded,
    answer: answerOf(times, hasEnded && legs.every(({ isDecided }) => isDecided)),
  };
};

const answerOf = ({ answeredAt }: CallTimes, isDecided: boolean): CallCourse['answer'] => {
  if (answeredAt !== undefined) return 'answered';
  return isDecided ? 'unanswered' : 'open';
};

/** Whether nobody knows if the leg was answered: its CDR has an answer that cannot be read, and no event of its end decides. */
const isAnswerOpen = ({ cdr }: KeptCdr, { answeredAt }: CallTimes, told: readonly CallEvent[]): boolean =>
  cdr.answerUnclear === true && answeredAt === undefined && disconnectOf(told) === undefined;

/** Whether a leg without an answer surely had none: its end is known, by its events too, or its CDR says why nobody answered. */
const isAnswerDecided = (cdr: KeptCdr['cdr'], told: readonly CallEvent[]): boolean =>
  (endOf(cdr) !== undefined && cdr.answerUnclear !== true) ||
  disconnectOf(told) !== undefined ||
  saysUnanswered(cdr);

/** The CDRs, each once, first the one that counts: the answered one, else the one that ended last, else by its key. */
export const byRank = (cdrs: readonly KeptCdr[]): readonly KeptCdr[] => {
  const each = new Map(cdrs.map((kept) => [kept.recordKey, kept]));
  return [...each.values()].sort((one, other) => compareText(rank(other), rank(one)));
};

const rank = ({ cdr, recordKey }: KeptCdr): string =>
  JSON.stringify([cdr.answeredAt === undefined ? 0 : 1, endOf(cdr) ?? '', recordKey]);

/** Events in their order without an end between them, which is at their end, if it is known. */
type Stretch = readonly CallEvent[];

const stretchesOf = (ordered: readonly CallEvent[], cdrs: readonly KeptCdr[]): readonly Stretch[] => {
  // A CDR is written after the end, so one without times tells at least that.
  const ends = cdrs.map(({ cdr, receivedAt }) => endOf(cdr) ?? receivedAt);
  const stretches: CallEvent[][] = [];
  for (const event of ordered) {
    const current = stretches.at(-1);
    const isNext = current !== undefined && BEGINNINGS.has(event.type) && isOver(current, event.at, ends);
    if (current === undefined || isNext) stretches.push([event]);
    else current.push(event);
  }
  return stretches;
};

/** After an end these tell of another leg; a phone that rings, and nothing else, is no more than a late event. */
const BEGINNINGS: ReadonlySet<string> = new Set(['callin', 'collectInfo', 'callout', 'answer']);

const isOver = (stretch: Stretch, at: string, ends: readonly string[]): boolean =>
  hasDisconnect(stretch) || ends.some((end) => firstOf(stretch) <= end && end < at);

const hasDisconnect = (stretch: Stretch): boolean => stretch.some(({ type }) => type === 'disconnect');
const firstOf = (stretch: Stretch): string => stretch[0]?.at ?? '';
const lastOf = (stretch: Stretch): string => stretch.at(-1)?.at ?? '';

/** The CDR whose leg each stretch is of, as far as there is one; of several the one that counts most. */
const ownersOf = (
  stretches: readonly Stretch[],
  ranked: readonly KeptCdr[],
): ReadonlyMap<Stretch, KeptCdr> => {
  const owners = new Map<Stretch, KeptCdr>();
  const bare = ranked.filter(({ cdr }) => startOf(cdr) === undefined && endOf(cdr) === undefined);
  for (const kept of ranked.filter((each) => !bare.includes(each)))
    for (const stretch of stretchesWithin(kept, stretches))
      if (!owners.has(stretch)) owners.set(stretch, kept);
  // A redial's CDR may have no times at all: it takes the first events that nobody else has.
  for (const kept of bare) {
    const free = stretches.find((stretch) => !owners.has(stretch) && firstOf(stretch) <= kept.receivedAt);
    if (free !== undefined) owners.set(free, kept);
  }
  return owners;
};

const stretchesWithin = ({ cdr }: KeptCdr, stretches: readonly Stretch[]): readonly Stretch[] => {
  const start = startOf(cdr);
  const end = endOf(cdr);
  const possible = stretches.filter(
    (stretch) =>
      (end === undefined || firstOf(stretch) <= end) &&
      (start === undefined || !hasDisconnect(stretch) || lastOf(stretch) >= start),
  );
  if (start === undefined) return possible.slice(-1);
  return end === undefined ? possible.slice(0, 1) : possible;
};

const startOf = ({ startedAt, forwardedAt, ringingAt, answeredAt }: KeptCdr['cdr']): string | undefined =>
  startedAt ?? forwardedAt ?? ringingAt ?? answeredAt;

/** A leg without any moment stands at its receipt. The key comes last, so that equal calls look alike. */
const legOrder = ({ kept: { receivedAt, recordKey }, times }: Leg): string => {
  const { startedAt, ringingAt, answeredAt, endedAt } = times;
  const first = startedAt ?? ringingAt ?? answeredAt ?? endedAt ?? receivedAt;
  return JSON.stringify([first, endedAt ?? '', answeredAt ?? '', recordKey]);
};

const wholeTimesOf = (parts: readonly CallTimes[]): CallTimes => {
  const sorted = (moment: keyof CallTimes) =>
    parts
      .map((times) => times[moment])
      .filter((at) => at !== undefined)
      .sort(compareText);
  const starts = sorted('startedAt');
  const lastEnd = sorted('endedAt').at(-1);
  // An end before the start of another leg is not the end of the call.
  const isLast = lastEnd !== undefined && lastEnd >= (starts.at(-1) ?? '');
  return {
    startedAt: starts[0],
    ringingAt: sorted('ringingAt')[0],
    answeredAt: sorted('answeredAt')[0],
    endedAt: isLast || parts.length === 1 ? lastEnd : undefined,
  };
};
