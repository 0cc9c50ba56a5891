import type { CallEvent } from './call-event.ts';
import type { Cdr } from './cdr.ts';
import type { RecordingState } from './recording-state.ts';

/** Tells whether a record was new. Records may come several times. */
export type Appended = 'stored' | 'duplicate';

/** All stored records of one call, in no order. */
export type CallRecords = Readonly<{
  callId: string;
  cdrs: readonly Readonly<{ cdr: Cdr; recordKey: string; recording: RecordingState; receivedAt: string }>[];
  events: readonly CallEvent[];
}>;

/** One place in a list of calls: the call and the moment under which the list has it. */
export type CallEntry = Readonly<{ callId: string; startedAt: string }>;

/** Which calls: exactly one of these. `party` means either side. */
export type CallFilter =
  | Readonly<{ by: 'subscription'; app: string; subscriptionId: string }>
  | Readonly<{ by: 'x'; x: string }>
  | Readonly<{ by: 'party'; party: string }>
  | Readonly<{ by: 'app'; app: string }>;

/** `from` inclusive, `to` exclusive, ISO 8601; `after` is the entry that the previous page ended with. */
export type CallPage = Readonly<{
  from: string | undefined;
  to: string | undefined;
  limit: number;
  after: CallEntry | undefined;
}>;

/** Stores CDRs and events as they come. Nothing is ever read to decide a write, so order and repeats cannot matter. */
export interface CallWriter {
  /**
   * Stores a CDR once. Its recording is due `firstDelaySeconds` after `receivedAt` when one is expected. `storedAt`: it is stored on a
   * later day than it came.
   *
   * @throws {AppError} `store-unavailable`: nothing is known, deliver again.
   */
  appendCdr(cdr: Cdr, receivedAt: Date, storedAt?: Date): Promise<Appended>;
  /** @throws {AppError} `store-unavailable`. */
  appendEvent(event: CallEvent, receivedAt: Date): Promise<Appended>;
}

export interface CallReader {
  /**
   * `undefined` when no record of that call is stored. With `apps`, a call of another app is not there, also when it cannot be opened.
   *
   * @throws {AppError} `store-unavailable`; `item-unreadable`, when one of its records is.
   */
  read(callId: string, apps?: readonly string[]): Promise<CallRecords | undefined>;
  /** Newest first; a call may be listed under several moments (its `callin` event and its CDR). */
  list(filter: CallFilter, page: CallPage): Promise<readonly CallEntry[]>;
}
