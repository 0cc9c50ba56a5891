import type { Clock } from '../../kernel/clock.ts';
import type { LookupKeys } from '../../sealing/lookup-keys.ts';
import type { Reservations } from '../allocation/reservations.ts';
import type { BindingRequest } from '../model/binding-request.ts';
import { type BindingRecord, type BindingStore, hasStatus } from '../model/binding-store.ts';
import { pairKey } from '../model/pair-key.ts';
import { isQueued, type QueuedBinding } from './queued-bind.ts';

/** The dependencies of the search for a bind that waits. */
export type WaitingTwinDeps = Readonly<{
  bindings: Pick<BindingStore, 'getAll'>;
  reservations: Pick<Reservations, 'choosing'>;
  queueSecondsOf: (app: string) => number | undefined;
  lookup: LookupKeys;
  clock: Clock;
}>;

/**
 * The bind of the same pair that waits in the queue, also under an idempotency key: it answers a request that has none.
 *
 * @param twins the bindings of the pair that hold an X
 * @throws {AppError} `store-unavailable`.
 */
export const waitingTwin = async (
  deps: WaitingTwinDeps,
  request: BindingRequest,
  twins: readonly BindingRecord[],
): Promise<QueuedBinding | undefined> => {
  const { bindings, reservations, queueSecondsOf, clock } = deps;
  const now = clock();
  const waits = (record: BindingRecord): record is QueuedBinding =>
    hasStatus(record, 'pending') && isQueued(record, now);
  const found = twins.find(waits);
  if (found !== undefined || request.x !== undefined || queueSecondsOf(request.app) === undefined)
    return found;
  // One whose X the platform chooses has none yet.
  const choosing = await bindings.getAll(await reservations.choosing(request));
  const key = pairKey(deps.lookup, request);
  return choosing.filter(waits).find(({ binding }) => pairKey(deps.lookup, binding) === key);
};
