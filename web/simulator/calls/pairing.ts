import type { OurCall } from '../api/our-shapes.ts';
import type { CallRecord, CallTimes } from '../api/types.ts';
import { hasGivenCode } from './given-code.ts';

/**
 * Our record of a call of the platform: `our` where it is certain; `maybe`: those that it may be, none where we have none. The
 * session of the platform would tell, but our API keeps a keyed hash of it alone, because it may hold two phone numbers.
 */
export type Partner = Readonly<{ our: OurCall; maybe?: never } | { our?: never; maybe: readonly OurCall[] }>;

/** One of our calls, and the calls of the platform that it may be. */
type Pair = Readonly<{ our: OurCall; calls: readonly CallRecord[] }>;

/** The steps that the events tell of. */
const STEPS: ReadonlyMap<string, keyof CallTimes> = new Map([
  ['callin', 'callIn'],
  ['collectinfo', 'collected'],
  ['callout', 'callOut'],
  ['alerting', 'alerting'],
  ['answer', 'answer'],
  ['disconnect', 'end'],
]);

const secondOf = (at: string): number => Math.floor(Date.parse(at) / 1000);

/** Whether two moments are the same to the second: the platform tells no parts of one. */
export const isSameSecond = (one: string, other: string): boolean => secondOf(one) === secondOf(other);

const isStep = (at: string | undefined, own: string): boolean => at !== undefined && isSameSecond(at, own);

type Told = OurCall['events'][number];

/** Undefined: an event that is none of the steps. */
const isToldStep = ({ times }: CallRecord, { type, at }: Told): boolean | undefined => {
  const step = STEPS.get(type.toLowerCase());
  return step === undefined ? undefined : isStep(times[step], at);
};

/** The same people, numbers and begin. Without a begin one step has to be the same. */
const canBe = (call: CallRecord, { caller, x, startedAt, events }: OurCall): boolean =>
  (caller === null || caller === call.caller) &&
  (x === null || x === call.x || x === call.dialled) &&
  (startedAt === null
    ? events.some((event) => isToldStep(call, event) === true)
    : isSameSecond(call.times.callIn, startedAt));

/** Whether nothing that our API knows of a call is otherwise at the platform. */
const agreesWith = (call: CallRecord, our: OurCall): boolean => {
  const { alerting, answer, end } = call.times;
  const known = [
    [alerting, our.ringingAt],
    [answer, our.answeredAt],
    [end, our.endedAt],
  ] as const;
  return (
    known.every(([at, own]) => own === null || isStep(at, own)) &&
    our.events.every((event) => isToldStep(call, event) !== false) &&
    (our.callee === null || call.callee === null || our.callee === call.callee) &&
    (our.outcome === null || hasGivenCode(call, our.outcome))
  );
};

const certainIn = (pairs: readonly Pair[]): ReadonlySet<CallRecord> =>
  new Set(pairs.flatMap(({ calls }) => (calls.length === 1 ? calls : [])));

/** One that can be a single call is that call, and no other is; which may leave a single call for another. */
const narrowed = (pairs: readonly Pair[]): readonly Pair[] => {
  const certain = certainIn(pairs);
  const next = pairs.map(({ our, calls }) => ({
    our,
    calls: calls.length === 1 ? calls : calls.filter((call) => !certain.has(call)),
  }));
  const isLess = next.some(({ calls }, at) => calls.length < (pairs[at]?.calls.length ?? 0));
  return isLess ? narrowed(next) : next;
};

/** First those that agree in all that is known; what is left may be one that differs. */
const pairUp = (calls: readonly CallRecord[], ours: readonly OurCall[]): readonly Pair[] => {
  const all = ours.map((our) => ({ our, calls: calls.filter((call) => canBe(call, our)) }));
  const exact = all.map((pair) => ({
    our: pair.our,
    calls: pair.calls.filter((call) => agreesWith(call, pair.our)),
  }));
  const agreeing = narrowed(exact.filter((pair) => pair.calls.length > 0));
  const certain = certainIn(agreeing);
  const others = all.filter((_pair, at) => exact[at]?.calls.length === 0);
  return narrowed([
    ...agreeing,
    ...others.map((pair) => ({ our: pair.our, calls: pair.calls.filter((call) => !certain.has(call)) })),
  ]);
};

/**
 * Finds our record of a call among our calls on its numbers. `calls`: all that the platform has had, because several may be alike.
 * Each of ours is one of those at most.
 */
export const partnerOf = (
  call: CallRecord,
  calls: readonly CallRecord[],
  ours: readonly OurCall[],
): Partner => {
  const once = [...new Map(ours.map((our) => [our.callId, our])).values()];
  const pairs = pairUp(calls, once).filter((pair) =>
    pair.calls.some(({ sessionId }) => sessionId === call.sessionId),
  );
  const [only] = pairs;
  return only !== undefined && pairs.length === 1 && only.calls.length === 1
    ? { our: only.our }
    : { maybe: pairs.map(({ our }) => our) };
};
