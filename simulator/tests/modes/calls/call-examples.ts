import type { ModeName } from '../../../state/options.ts';
import type { Fields, ModePlayground } from '../open-mode.ts';

/** The events of a call by their types and times; `collectInfo` has the digits and no numbers. */
export const event = (sessionId: string) => (eventType: string, time: string, fields: Fields) => ({
  eventType,
  statusInfo: { sessionId, timestamp: `2026-03-01 ${time}`, ...fields },
});
/** Builds one event of the session of a call. */
export type Tell = ReturnType<typeof event>;

/** One call of one mode, and everything that is pushed about it. */
export type CallExample = {
  mode: ModeName;
  title: string;
  /** The bind's fields beside the usual ones, in AXYB also those of step 2; null: nobody is bound. */
  bind?: readonly [ofA: Fields, ofB?: Fields] | null;
  /** Runs after the bind. */
  before?: (play: ModePlayground) => unknown;
  call: Parameters<ModePlayground['call']>[0];
  /** `hhmmss` in UTC, as the session id has it. */
  startedAt: string;
  types: readonly string[];
  /** The events in full; `id` is the subscriptionId. */
  events?: (id: string, tell: Tell) => unknown[];
  stateCode: number;
  /** The call belongs to no binding; the CDR has '' for its id. */
  unbound?: true;
  cdr: Fields;
};
