import type { CallFacts } from '../modes/mode.ts';
import type { ModeName } from '../state/options.ts';
import { type CallEnding, refusedWith } from './call-outcomes.ts';
import type { CallTimes } from './call-times.ts';

/** Where a recording lies, as the CDR tells it. */
export type RecordedAs = { objectName: string; bucket: string; domain: string };

/** Everything about one call that its events and its CDR tell. */
export type CallRecord = Omit<CallFacts, 'privateNumber'> & {
  sessionId: string;
  icid: string;
  appKey: string;
  mode: ModeName;
  spId: string;
  hostName: string;
  /** The X of the CDR; `dialled` is another number when somebody dials Y in AXYB. */
  x: string;
  dialled: string;
  areaCode: string | undefined;
  caller: string;
  /** The real callee and the number it sees; null: no second leg. */
  callee: string | null;
  shown: string;
  ending: CallEnding;
  hungUpBy: 'caller' | 'callee' | 'platform';
  times: CallTimes;
  recorded: RecordedAs | null;
};

/** How far a call had come. */
const legOf = ({ callOut, alerting, answer }: CallTimes): CallEnding['leg'] => {
  if (answer) return 'answered';
  if (alerting) return 'rang';
  return callOut ? 'called' : 'none';
};

/** Ends a running call at `at` by order of the customer: what lay ahead never happened. */
export const cutShort = (record: CallRecord, at: Date): void => {
  const { callIn, end: _planned, ...steps } = record.times;
  const happened = Object.entries(steps).filter(([_step, moment]) => moment <= at);
  record.times = { callIn, ...Object.fromEntries(happened), end: at };
  record.ending = refusedWith(8017, legOf(record.times));
  if (record.ending.leg === 'none') record.callee = null;
  record.hungUpBy = 'platform';
};
