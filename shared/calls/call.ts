import type { Direction } from '../kernel/direction.ts';
import type { Mode } from '../kernel/mode.ts';
import type { CallOutcome } from '../outcomes/call-outcome.ts';
import type { LastHolder } from './binding-lookup.ts';
import type { RecordingStatus } from './recording-state.ts';

/** The archiving state of a call's recording, as callers see it. Before the CDR came it is `none`. */
export type CallRecording = Readonly<{
  status: RecordingStatus;
  attempts: number;
  deadlineAt: string | null;
  archivedAt: string | null;
  sizeBytes: number | null;
  sha256: string | null;
}>;

/** The part of a call that one CDR tells of. An unknown value is `null`. */
export type CallLeg = Readonly<{
  startedAt: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  /** Whole seconds; `null` when the leg was answered and has ended nobody knows when. */
  talkSeconds: number | null;
  billedMinutes: number | null;
  recording: CallRecording;
}>;

/** One call as callers see it, put together on reading. An unknown value is `null`, never absent. */
export type Call = Readonly<{
  callId: string;
  app: string;
  mode: Mode;
  /** `null`: no binding of ours, an orphan. */
  bindingId: string | null;
  /** Of an orphan, as far as it was looked for: who had X then, or else last. `null` for every other call. */
  lastHolder: LastHolder | null;
  x: string | null;
  caller: string | null;
  callee: string | null;
  direction: Direction;
  startedAt: string | null;
  ringingAt: string | null;
  answeredAt: string | null;
  /** `null` while the call goes on, and when no record says when it ended. */
  endedAt: string | null;
  /** Decided by `answeredAt` alone; a call cut at its time limit has a failure code and was answered. */
  answered: boolean;
  /** Whole seconds, the sum of the legs; `null` while the call goes on, and when an answered call has ended nobody knows when. */
  talkSeconds: number | null;
  /** Begun minutes of talk of each leg, summed, as the platform bills them; `null` when the talk is not known. */
  billedMinutes: number | null;
  hungUpBy: 'caller' | 'callee' | null;
  /** `null` while the call goes on or when the platform gave no code. */
  outcome: CallOutcome | null;
  events: readonly Readonly<{ type: string; at: string }>[];
  /** Of the leg that counts, or of another when only that has one. */
  recording: CallRecording;
  /** One a CDR, in the order of time; none before a CDR came. */
  legs: readonly CallLeg[];
}>;
