import type { CallOutcome } from './call-outcomes.ts';

/** A call to place. */
export type PlaceCall = {
  /** Only a check: the number dialled must belong to this application. */
  appKey?: string;
  /** The number that dials. */
  from: string;
  /** The private number dialled: X, in AXYB also Y. */
  to: string;
  /** AXE: the extension dialled after X. Absent: none. */
  extension?: string;
  /** The outcome if the call is put through. */
  outcome: CallOutcome;
  /** Ringing. Default: 4 before an answer, 30 without one. */
  ringSeconds?: number;
  /** Default 30; only for `answered`. The binding's longest duration cuts it. */
  talkSeconds?: number;
  /** Default: the caller. */
  hangUpBy?: 'caller' | 'callee';
  /** Event types that get lost, and `fee` for the CDR. */
  withholdEvents?: string[];
  /** The CDR follows that much later on the platform's clock. Default 0. */
  cdrDelaySeconds?: number;
  /** Recorded talks under 3 s have no file; the CDR says so (`flag-0`, default) or not (`flag-1`). */
  shortRecording?: 'flag-0' | 'flag-1';
  /** The recording can be fetched that much after the call's end. Default 0. */
  recordingDelaySeconds?: number;
  /** `instant` (default): the call ends now, all is pushed at once. `clock`: it starts now and goes on as time passes. */
  pace?: 'instant' | 'clock';
};

/** The result of a call that was placed; `recordObjectName` is null while it still runs. */
export type PlacedCall = {
  sessionId: string;
  icid: string;
  subscriptionId: string | null;
  recordObjectName: string | null;
  /** Code of its `disconnect`; 0: normal. */
  stateCode: number;
};
