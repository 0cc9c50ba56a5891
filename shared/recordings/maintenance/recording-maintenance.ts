import type { RecordingState } from '../../calls/recording-state.ts';
import type { WorkKey } from '../store/recording-work.ts';

/** The outcome of an operator's order to fetch (again). */
export type Reopened =
  /** The next run of the archiver takes it. */
  | 'due-now'
  /** An archiver has it right now. */
  | 'in-hand'
  /** It changed while we looked; asking again tells. */
  | 'changed';

/**
 * `busyUntil`: until when an archiver may still write its object; `undefined`: none can. `end`: when its CDR ends without a recording,
 * in epoch seconds.
 */
export type MarkedErased = Readonly<{ busyUntil: string | undefined; end: number }>;

/** An entry in the list of lost recordings. */
export type Lost = Readonly<{ key: WorkKey; deadlineAt: string }>;

/**
 * The changes that operators make to recordings, beside the archiver's own work. Every change is one conditional write on
 * the CDR's item; each method throws `AppError` `store-unavailable` when the store gives no answer, and repeating is safe.
 */
export interface RecordingMaintenance {
  /** Makes a recording due now, whatever it is: waiting, lost, erased, or archived, which is then replaced. */
  reopen(key: WorkKey, seen: RecordingState, now: Date): Promise<Reopened>;
  /**
   * Makes a recording `lost` with reason `erased`, so that nobody fetches or links it any more. `undefined`: its CDR is gone.
   */
  markErased(key: WorkKey, now: Date): Promise<MarkedErased | undefined>;
  /** Forgets where an erased object was; to be called when it is deleted. `end`: when its CDR ends now, in epoch seconds. */
  forgetObject(key: WorkKey, end: number): Promise<void>;
  /** Those that were lost to the archiver, latest deadline first. */
  lost(limit: number): Promise<readonly Lost[]>;
  /** Persists who gave which order in the call's audit, before the order is carried out. */
  persistOrder(order: PersistedOrder): Promise<void>;
}

export type PersistedOrder = Readonly<{
  callId: string;
  action: 'recording-retried' | 'recording-rearchived' | 'recording-erased';
  operator: string;
  at: string;
}>;
