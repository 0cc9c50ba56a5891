import type { CallReader } from '../../calls/call-store.ts';
import type { KeptCdr } from '../../calls/call-times.ts';
import type { RecordingState } from '../../calls/recording-state.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import { insteadOfUnreadable } from '../../sealing/if-readable.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { objectKeyOf } from '../store/object-key.ts';
import type { RecordingStore } from '../store/recording-store.ts';
import type { PersistedOrder, RecordingMaintenance, Reopened } from './recording-maintenance.ts';

export type MaintenanceAction = 'retry' | 'rearchive' | 'erase';

/** An operator's order for the recordings of one call. */
export type MaintenanceOrder = Readonly<{
  action: MaintenanceAction;
  /** The person who gives it; stored in the audit. */
  operator: string;
  /** An erased recording is fetched again; without it nothing brings one back. */
  evenErased: boolean;
  /** Tells the outcome and changes nothing, the audit included. */
  dryRun?: boolean;
  /** A second look after an erasure that was ordered then (ISO 8601 UTC): for what it did not meet. */
  orderedAt?: string;
}>;

/**
 * The outcome for one recording. `deadline-over`: the platform has deleted it; only `rearchive` makes one more try.
 * `erasing`: erased, but an archiver may still be writing it: erase again when that is over. `unreadable`: a record of the
 * call cannot be opened, so nothing was done: give the order again when its data key is back. `would-be-…`: of a dry run.
 */
export type MaintenanceOutcome =
  | Reopened
  | 'erased'
  | 'erasing'
  | 'would-be-erased'
  | 'would-be-due-now'
  | 'deadline-over'
  | 'was-erased'
  | 'already-archived'
  | 'no-recording'
  | 'no-call'
  | 'unreadable';

type Deps = Readonly<{
  calls: CallReader;
  maintenance: RecordingMaintenance;
  store: Pick<RecordingStore, 'remove'>;
  lookup: LookupKeys;
  clock: Clock;
  logger: Logger;
}>;

/** Carries an order out on every recording of a call; repeating it is safe. */
export type MaintainRecordings = (
  callId: string,
  order: MaintenanceOrder,
) => Promise<readonly MaintenanceOutcome[]>;

/** An order in the audit and in the log. */
const AUDIT_ACTIONS = {
  retry: 'recording-retried',
  rearchive: 'recording-rearchived',
  erase: 'recording-erased',
} as const satisfies Record<MaintenanceAction, PersistedOrder['action']>;

/** @throws {AppError} `store-unavailable`: without an entry in the audit nothing is done. */
export const createMaintainRecordings =
  (deps: Deps): MaintainRecordings =>
  async (callId, order) => {
    const records = await insteadOfUnreadable(deps.calls.read(callId), 'unreadable');
    if (records === undefined) return ['no-call'];
    if (records === 'unreadable') return [records];
    const { action, operator, orderedAt } = order;
    const wanted = records.cdrs.filter(
      ({ recording }) =>
        hasRecording(recording) && (orderedAt === undefined || wasMissed(recording, orderedAt)),
    );
    if (wanted.length === 0) return ['no-recording'];
    const now = deps.clock();
    if (order.dryRun) return wanted.map(({ recording }) => foretell(recording, order, now));
    const at = iso(now);
    await deps.maintenance.persistOrder({ callId, action: AUDIT_ACTIONS[action], operator, at });
    const outcomes: MaintenanceOutcome[] = [];
    for (const kept of wanted) outcomes.push(await carryOut(deps, callId, kept, order));
    deps.logger.info(AUDIT_ACTIONS[action], { callId, operator, outcomes });
    return outcomes;
  };

const hasRecording = ({ status }: RecordingState): boolean => status !== 'none' && status !== 'not-expected';

/** Not erased, or not to its end, and not brought back on purpose by a later order. */
const wasMissed = (
  { reason, objectKey, leaseUntil, reopenedAt = '' }: RecordingState,
  orderedAt: string,
): boolean =>
  (reason !== 'erased' || objectKey !== undefined || leaseUntil !== undefined) && reopenedAt <= orderedAt;

/** The outcome of an order that would be given now. */
const foretell = (recording: RecordingState, order: MaintenanceOrder, now: Date): MaintenanceOutcome => {
  if (order.action === 'erase') return 'would-be-erased';
  const { status, leaseUntil } = recording;
  const isInHand = status === 'pending' && leaseUntil !== undefined && new Date(leaseUntil) > now;
  return refusalOf(recording, order, now) ?? (isInHand ? 'in-hand' : 'would-be-due-now');
};

const carryOut = (
  deps: Deps,
  callId: string,
  kept: KeptCdr,
  order: MaintenanceOrder,
): Promise<MaintenanceOutcome> =>
  order.action === 'erase' ? erase(deps, callId, kept) : fetchAgain(deps, callId, kept, order);

const fetchAgain = async (
  { maintenance, clock }: Deps,
  callId: string,
  { recordKey, recording }: KeptCdr,
  order: MaintenanceOrder,
): Promise<MaintenanceOutcome> => {
  const now = clock();
  const refusal = refusalOf(recording, order, now);
  return refusal ?? maintenance.reopen({ callId, recordKey }, recording, now);
};

const refusalOf = (
  { status, reason, deadlineAt }: RecordingState,
  { action, evenErased }: MaintenanceOrder,
  now: Date,
): MaintenanceOutcome | undefined => {
  if (reason === 'erased' && status === 'lost')
    return action === 'rearchive' && evenErased ? undefined : 'was-erased';
  if (action === 'rearchive') return undefined;
  if (status === 'archived') return 'already-archived';
  return status === 'lost' && deadlineAt !== undefined && new Date(deadlineAt) <= now
    ? 'deadline-over'
    : undefined;
};

/**
 * Changes the item first, so that nobody links or fetches the recording from here on, then deletes the object, and forgets
 * last where it was: whatever breaks in between, erasing again completes it. The key follows from the CDR alone, so an
 * object is deleted even when its writer died before it could persist where it is.
 */
const erase = async (
  { maintenance, store, lookup, clock }: Deps,
  callId: string,
  { cdr, recordKey, receivedAt, recording }: KeptCdr,
): Promise<MaintenanceOutcome> => {
  const key = { callId, recordKey };
  const marked = await maintenance.markErased(key, clock());
  const objectKeys = new Set([objectKeyOf(lookup, callId, cdr, receivedAt), recording.objectKey]);
  for (const objectKey of objectKeys) if (objectKey !== undefined) await store.remove(objectKey);
  if (marked?.busyUntil !== undefined) return 'erasing';
  if (marked !== undefined) await maintenance.forgetObject(key, marked.end);
  return 'erased';
};
