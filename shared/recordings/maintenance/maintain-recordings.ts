import type { CallReader, CallRecords } from '../../calls/call-store.ts';
import type { RecordingState } from '../../calls/recording-state.ts';
import { type Clock, iso } from '../../kernel/clock.ts';
import type { Logger } from '../../observability/logger.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import { objectKeyOf } from '../store/object-key.ts';
import type { RecordingStore } from '../store/recording-store.ts';
import type { MaintenanceNote, RecordingMaintenance, Reopened } from './recording-maintenance.ts';

export type MaintenanceAction = 'retry' | 'rearchive' | 'erase';

/** An operator's order for the recordings of one call. */
export type MaintenanceOrder = Readonly<{
  action: MaintenanceAction;
  /** Who gives it; kept in the audit. */
  operator: string;
  /** An erased recording is fetched again; without it nothing brings one back. */
  evenErased: boolean;
}>;

/**
 * What became of one recording. `deadline-over`: the platform has deleted it; only `rearchive` makes one more try.
 * `erasing`: erased, but an archiver may still be writing it: erase again when that is over.
 */
export type MaintenanceOutcome =
  | Reopened
  | 'erased'
  | 'erasing'
  | 'deadline-over'
  | 'was-erased'
  | 'already-archived'
  | 'no-recording'
  | 'no-call';

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

type KeptCdr = CallRecords['cdrs'][number];

const NOTES = {
  retry: 'recording-retried',
  rearchive: 'recording-rearchived',
  erase: 'recording-erased',
} as const satisfies Record<MaintenanceAction, MaintenanceNote['action']>;

/** @throws {AppError} `store-unavailable`: without a note in the audit nothing is done. */
export const createMaintainRecordings =
  (deps: Deps): MaintainRecordings =>
  async (callId, order) => {
    const records = await deps.calls.read(callId);
    if (records === undefined) return ['no-call'];
    const wanted = records.cdrs.filter(({ recording }) => hasRecording(recording));
    if (wanted.length === 0) return ['no-recording'];
    const { action, operator } = order;
    await deps.maintenance.note({ callId, action: NOTES[action], operator, at: iso(deps.clock()) });
    const outcomes: MaintenanceOutcome[] = [];
    for (const kept of wanted) outcomes.push(await carryOut(deps, callId, kept, order));
    deps.logger.info(NOTES[action], { callId, operator, outcomes });
    return outcomes;
  };

const hasRecording = ({ status }: RecordingState): boolean => status !== 'none' && status !== 'not-expected';

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
 * First the item, so that nobody links or fetches the recording from here on, then the object, and last where it was:
 * whatever breaks in between, erasing again completes it. The key is known without an item's help, so that an object
 * whose writer died before it could note it goes as well.
 */
const erase = async (
  { maintenance, store, lookup, clock }: Deps,
  callId: string,
  { cdr, recordKey, receivedAt, recording }: KeptCdr,
): Promise<MaintenanceOutcome> => {
  const key = { callId, recordKey };
  const busyUntil = await maintenance.markErased(key, clock());
  const objectKeys = new Set([objectKeyOf(lookup, callId, cdr, receivedAt), recording.objectKey]);
  for (const objectKey of objectKeys) if (objectKey !== undefined) await store.remove(objectKey);
  if (busyUntil !== undefined) return 'erasing';
  await maintenance.forgetObject(key);
  return 'erased';
};
