import { clockText, lengthText } from '../../kit/format/times.ts';
import { language } from '../../kit/state/language.ts';
import type { OurCall } from '../api/our-shapes.ts';
import type { CallRecord } from '../api/types.ts';
import { hasGivenCode } from './given-code.ts';
import { ourOutcome } from './our-call.tsx';
import { endingText, isOver, talkSeconds } from './outcome.tsx';
import { isSameSecond } from './pairing.ts';
import { callTexts } from './texts.ts';

/** One fact as both sides have it; `undefined`: that side knows nothing. */
export type Compared = Readonly<{
  name: string;
  platform: string | undefined;
  ours: string | undefined;
  differs: boolean;
}>;

const clock = (at: string | null | undefined): string | undefined =>
  at ? clockText(at, language.value) : undefined;

const moments = (name: string, theirs: string | undefined, own: string | null): Compared => {
  const isSame =
    theirs === undefined || own === null ? theirs === undefined && own === null : isSameSecond(theirs, own);
  return { name, platform: clock(theirs), ours: clock(own), differs: !isSame };
};

const words = (name: string, platform: string | undefined, ours: string | undefined): Compared => ({
  name,
  platform,
  ours,
  differs: platform !== ours,
});

const length = (seconds: number | null): string | undefined =>
  seconds === null ? undefined : lengthText(seconds, language.value);

const yesNo = (isThere: boolean): string => (isThere ? callTexts.value.yes : callTexts.value.no);

/** The steps of a call that have happened by now. */
const happened = ({ times }: CallRecord, now: string) => {
  const past = (at: string | undefined) => (at !== undefined && at <= now ? at : undefined);
  return { rang: past(times.alerting), answered: past(times.answer), ended: past(times.end) };
};

/** How a call ended, by the code of the platform that our API tells it by; one number can mean two things in two places. */
const outcomes = (call: CallRecord, our: OurCall): Compared => {
  const { outcome } = our;
  const isTold = isOver(call);
  return {
    name: callTexts.value.rows.outcome,
    platform: isTold ? endingText(call, outcome?.source) : undefined,
    ours: ourOutcome(our),
    differs: outcome === null ? isTold : !isTold || !hasGivenCode(call, outcome),
  };
};

/** A call as both sides have it, fact by fact. */
export const compareCall = (call: CallRecord, our: OurCall, now: string): readonly Compared[] => {
  const { rows, recordings } = callTexts.value;
  const { rang, answered, ended } = happened(call, now);
  return [
    moments(rows.began, call.times.callIn, our.startedAt ?? our.events[0]?.at ?? null),
    moments(rows.rang, rang, our.ringingAt),
    moments(rows.answered, answered, our.answeredAt),
    moments(rows.ended, ended, our.endedAt),
    words(
      rows.talk,
      isOver(call) && answered ? length(talkSeconds(call)) : undefined,
      length(our.talkSeconds || null),
    ),
    words(rows.caller, call.caller, our.caller ?? undefined),
    words(rows.callee, call.callee ?? undefined, our.callee ?? undefined),
    words(rows.x, call.x, our.x ?? undefined),
    { ...words(rows.cdr, yesNo(isOver(call)), yesNo(our.legs.length > 0)) },
    {
      ...words(rows.recording, yesNo(call.recorded !== null), recordings[our.recording.status]),
      differs: (call.recorded !== null) !== ['pending', 'archived'].includes(our.recording.status),
    },
    outcomes(call, our),
  ];
};
