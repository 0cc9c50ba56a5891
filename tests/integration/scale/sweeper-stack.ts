import { createReservations } from '../../../shared/bindings/allocation/create-reservations.ts';
import { createResolvePending } from '../../../shared/bindings/bind/resolve-pending.ts';
import { createRequestLocks } from '../../../shared/bindings/both-keys/create-request-locks.ts';
import { createChangeBinding } from '../../../shared/bindings/change/change-binding.ts';
import { createConfirmChange } from '../../../shared/bindings/change/confirm-change.ts';
import { itemOf } from '../../../shared/bindings/dynamo/binding-item.ts';
import { createDynamoBindingStore } from '../../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createDynamoExpiryCountStore } from '../../../shared/bindings/dynamo/dynamo-expiry-count-store.ts';
import { createDynamoRequestLockStore } from '../../../shared/bindings/dynamo/dynamo-request-lock-store.ts';
import { createDynamoReservationStore } from '../../../shared/bindings/dynamo/dynamo-reservation-store.ts';
import { createDynamoSweepShardStore } from '../../../shared/bindings/dynamo/dynamo-sweep-shard-store.ts';
import { createEndBinding, type EndBinding } from '../../../shared/bindings/end/end-binding.ts';
import { expired, released } from '../../../shared/bindings/lifecycle/lifecycle.ts';
import type { BindingStatus } from '../../../shared/bindings/model/binding.ts';
import type { BindingPlatform } from '../../../shared/bindings/model/binding-platform.ts';
import type { BindingRecord } from '../../../shared/bindings/model/binding-store.ts';
import { createSweepBindings } from '../../../shared/bindings/sweep/sweep-bindings.ts';
import { parsePartyNumber, parsePrivateNumber } from '../../../shared/kernel/e164.ts';
import { AppError } from '../../../shared/kernel/errors.ts';
import { randomId } from '../../../shared/kernel/ids.ts';
import { createLogger } from '../../../shared/observability/logger.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { type BindingFields, bindingOf } from '../../builders/binding-of.ts';
import { carryOut, documentsAround } from '../../fakes/documents-around.ts';
import type { TestStore } from '../../harness/store-engine.ts';

const CREATED_AT = '2026-03-01T08:00:00.000Z';
const PUT_AT_ONCE = 25;

const numberAt = (prefix: string, index: number): string => `${prefix}${String(index).padStart(8, '0')}`;
const sure = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('not a number');
  return value;
};

/** A record as it is at half past eight with a life of half an hour, alone with its parties. */
export const aRecord = (index: number, changes: BindingFields = {}): BindingRecord => ({
  binding: bindingOf({
    bindingId: randomId(),
    app: 'rides',
    mode: 'AXB',
    status: 'active',
    a: sure(parsePartyNumber(numberAt('+86138', index))).number,
    b: sure(parsePartyNumber(numberAt('+86139', index))).number,
    x: sure(parsePrivateNumber(numberAt('+86170', index % 500))),
    terms: { callDirection: 'both', ttlSeconds: 1800, record: false },
    subscriptionId: `subscription-${index}`,
    createdAt: CREATED_AT,
    expiresAt: '2026-03-01T08:30:00.000Z',
    version: 1,
    ...changes,
  } as BindingFields & { status: BindingStatus }),
  revision: 1,
  // Each due at an instant of its own: the embedded engine tells entries of an index with the same keys apart by 24 bits.
  dueAt: new Date(Date.parse('2026-03-01T08:31:00.000Z') + index).toISOString(),
});

/**
 * The sweeper on a store, with a platform that only counts and does what a test says.
 *
 * @param lean an end is the binding's own write alone, without reservations and locks: they cost four of its five requests
 *   and the sweeper does not know of them, so thousands of ends are a matter of seconds.
 */
export const sweeperStack = (store: TestStore, startAt: Date, lean = false) => {
  const table = store.tables.BINDINGS_TABLE;
  let requests = 0;
  const documents = documentsAround((call) => {
    requests += 1;
    return carryOut(store.documents, call);
  });
  const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
  const lookup = createLookupKeys(new Uint8Array(32).fill(2));
  const keys = { sealer, lookup };
  let now = startAt;
  const clock = () => now;
  const bindings = createDynamoBindingStore({ documents, table, clock, ...keys });
  const lockStore = createDynamoRequestLockStore(documents, table);
  const locks = createRequestLocks({ store: lockStore, ...keys });
  const reservations = createReservations({
    store: createDynamoReservationStore({ documents, table, clock }),
    lookup,
    sealer,
    coolDownOf: () => 60,
    latestSeconds: 300,
  });
  const unbound: string[] = [];
  let judge: (subscriptionId: string) => 'released' | 'throttled' | 'never' = () => 'released';
  const platform = {
    unbind: async (subscriptionId: string) => {
      unbound.push(subscriptionId);
      // Answers come later, so that two sweepers really overlap.
      await new Promise((resolve) => setImmediate(resolve));
      const verdict = judge(subscriptionId);
      // The process that asked was killed.
      if (verdict === 'never') await new Promise(() => undefined);
      return verdict === 'released'
        ? { kind: 'ok', value: 'released' }
        : { kind: 'held-back', by: 'throttle', retryAfterSeconds: 60 };
    },
    find: async () => ({ kind: 'ok', value: undefined }),
  } as unknown as BindingPlatform;
  const platformOf = () => platform;
  const rulesOf = () => ({ allocation: 'pool' as const, sticky: 'prefer' as const, coolDownSeconds: 60 });
  const latestSeconds = 300;
  const secondPartyOf = () => undefined;
  const parts = {
    secondPartyOf,
    readBlocks: async () => () => [],
    calleesOf: () => undefined,
    latestSeconds,
    bindings,
    locks,
    reservations,
    platformOf,
    readGateAhead: async () => undefined,
    rulesOf,
    limit: { uncount: async () => undefined },
    lookup,
    clock,
  };
  const realEnd = createEndBinding(parts);
  const conclude = async (record: BindingRecord, change: Omit<BindingRecord, 'revision'>) => {
    const stored = await bindings.replace(record, change);
    if (stored === undefined) throw new AppError('version-conflict', 'changed');
    return stored.binding;
  };
  const leanEnd: EndBinding = {
    ...realEnd,
    asExpired: (record) => conclude(record, expired(record, now)),
    finish: async (record, as) => {
      const result = await platform.unbind(record.binding.subscriptionId ?? '');
      if (result.kind !== 'ok') return result;
      const change = as === 'expired' ? expired(record, now) : released(record, now);
      return { kind: 'ended', binding: await conclude(record, change) };
    },
  };
  const end = lean ? leanEnd : realEnd;
  const resolve = createResolvePending({
    ...parts,
    end,
    numbersOf: async () => ({ numbers: [], unreadable: [] }),
  });
  const { concludeChange } = createChangeBinding(parts);
  const confirmChange = createConfirmChange(parts);
  const lines: string[] = [];
  const logger = createLogger({ clock, write: (line) => lines.push(line) });

  return {
    bindings,
    unbound,
    lines,
    requests: () => requests,
    sweep: createSweepBindings({
      ...parts,
      end,
      resolve,
      newTryQueued: () => async () => Promise.reject(new Error('nothing is queued')),
      concludeChange,
      confirmChange,
      logger,
      shards: createDynamoSweepShardStore(documents, table),
      expiryCount: createDynamoExpiryCountStore(documents, table),
      newId: randomId,
    }),
    answerUnbindsWith: (verdict: typeof judge) => {
      judge = verdict;
    },
    advance: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    /** Writes items past the store's conditions, many at once. */
    put: async (records: readonly BindingRecord[], spoil = (item: Record<string, unknown>) => item) => {
      for (let start = 0; start < records.length; start += PUT_AT_ONCE) {
        const items = records.slice(start, start + PUT_AT_ONCE).map((record) => itemOf(record, keys));
        const puts = items.map((item) =>
          documents.put({ purpose: 'putting a binding', table, item: spoil(item) }),
        );
        await Promise.all(puts);
      }
    },
    statuses: async (records: readonly BindingRecord[]) => {
      const found = await bindings.getAll(records.map(({ binding }) => binding.bindingId));
      const counts: Record<string, number> = {};
      for (const { binding } of found) counts[binding.status] = (counts[binding.status] ?? 0) + 1;
      return counts;
    },
    stop: store.stop,
  };
};
