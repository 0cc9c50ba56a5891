import type { Call } from '../api-shapes.ts';

/** One step of a call. `secondsAfter`: since the step before it, where both times are known. */
export type CallStep = Readonly<{
  kind:
    | 'called'
    | 'extension'
    | 'put-through'
    | 'rang'
    | 'answered'
    | 'ended'
    | 'record'
    | 'archived'
    | 'lost'
    | 'other';
  at: string | null;
  secondsAfter: number | null;
  tone: 'plain' | 'good' | 'bad' | 'warn';
  /** The name of an event that this console does not know. */
  event?: string;
}>;

type BareStep = Omit<CallStep, 'secondsAfter'>;

/** The platform's names of events, in small letters. */
const KINDS: Readonly<Record<string, CallStep['kind']>> = {
  callin: 'called',
  collectinfo: 'extension',
  callout: 'put-through',
  alerting: 'rang',
  answer: 'answered',
  disconnect: 'ended',
};

/**
 * The course of a call, in the order of time: the events, what only the record (CDR) knows, and the fate of the recording.
 * No time is made up: a step without one stands where it belongs.
 */
export const callSteps = (call: Call): readonly CallStep[] => {
  const told = call.events.map(({ type, at }): BareStep => {
    const kind = KINDS[type.toLowerCase()] ?? 'other';
    return { kind, at, tone: toneOf(kind, call), ...(kind === 'other' ? { event: type } : {}) };
  });
  const missing = timesOf(call).filter(({ kind }) => !told.some((step) => step.kind === kind));
  const steps = [...told, ...missing].sort((one, next) => ORDER(one.at, next.at));
  return withWaits([...steps, ...recordSteps(call)]);
};

const ORDER = (one: string | null, next: string | null): number =>
  one === null || next === null ? 0 : Date.parse(one) - Date.parse(next);

const toneOf = (kind: CallStep['kind'], { answered }: Call): CallStep['tone'] => {
  if (kind === 'answered') return 'good';
  return kind === 'ended' && !answered ? 'bad' : 'plain';
};

const timesOf = (call: Call): readonly BareStep[] => {
  const { startedAt, ringingAt, answeredAt, endedAt } = call;
  const times = [
    ['called', startedAt],
    ['rang', ringingAt],
    ['answered', answeredAt],
    ['ended', endedAt],
  ] as const;
  return times.flatMap(([kind, at]) => (at === null ? [] : [{ kind, at, tone: toneOf(kind, call) }]));
};

const recordSteps = ({ legs, recording }: Call): readonly BareStep[] => [
  ...(legs.length === 0 ? [] : [{ kind: 'record', at: null, tone: 'plain' } as const]),
  ...(recording.status === 'archived'
    ? [{ kind: 'archived', at: recording.archivedAt, tone: 'good' } as const]
    : []),
  ...(recording.status === 'lost' ? [{ kind: 'lost', at: null, tone: 'bad' } as const] : []),
];

const withWaits = (steps: readonly BareStep[]): readonly CallStep[] =>
  steps.map((step, index) => ({ ...step, secondsAfter: waitBefore(step, steps[index - 1]) }));

const waitBefore = ({ at }: BareStep, before: BareStep | undefined): number | null =>
  at === null || before?.at === null || before === undefined
    ? null
    : (Date.parse(at) - Date.parse(before.at)) / 1000;

/** The parts of a call's length, in seconds; a part that is not known is 0. */
export type CallSpans = Readonly<{ setup: number; ringing: number; talk: number }>;

/** How a call's time was spent. */
export const callSpans = ({ startedAt, ringingAt, answeredAt, endedAt }: Call): CallSpans => {
  const between = (from: string | null, to: string | null): number =>
    from === null || to === null ? 0 : Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
  return {
    setup: between(startedAt, ringingAt ?? answeredAt ?? endedAt),
    ringing: between(ringingAt, answeredAt ?? endedAt),
    talk: between(answeredAt, endedAt),
  };
};
