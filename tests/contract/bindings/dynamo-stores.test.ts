import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDynamoBindingStore } from '../../../shared/bindings/dynamo/dynamo-binding-store.ts';
import { createDynamoExpiryCountStore } from '../../../shared/bindings/dynamo/dynamo-expiry-count-store.ts';
import { createDynamoReconcilePlaces } from '../../../shared/bindings/dynamo/dynamo-reconcile-places.ts';
import { createDynamoRequestLockStore } from '../../../shared/bindings/dynamo/dynamo-request-lock-store.ts';
import { createDynamoReservationStore } from '../../../shared/bindings/dynamo/dynamo-reservation-store.ts';
import { createDynamoSweepShardStore } from '../../../shared/bindings/dynamo/dynamo-sweep-shard-store.ts';
import type { Clock } from '../../../shared/kernel/clock.ts';
import { createDynamoNumberDraw } from '../../../shared/numbers/draw/dynamo-number-draw.ts';
import { createDynamoNumberStore } from '../../../shared/numbers/dynamo-number-store.ts';
import { createLookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import { documentsAround, documentsAway } from '../../fakes/documents-around.ts';
import { type StoreEngine, startStoreEngine } from '../../harness/store-engine.ts';
import { aBinding } from './a-binding.ts';
import { bindingStoreContract } from './binding-store.contract.ts';
import { expiryCountStoreContract } from './expiry-count-store.contract.ts';
import { numberDrawContract } from './number-draw.contract.ts';
import { numberStoreContract } from './number-store.contract.ts';
import { reconcilePlacesContract } from './reconcile-places.contract.ts';
import { requestLockStoreContract } from './request-lock-store.contract.ts';
import { reservationStoreContract } from './reservation-store.contract.ts';
import { sweepShardStoreContract } from './sweep-shard-store.contract.ts';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
const lookup = createLookupKeys(new Uint8Array(32).fill(2));

const clock = () => new Date('2026-03-01T08:00:00.000Z');

let engine: StoreEngine;
beforeAll(async () => {
  engine = await startStoreEngine();
});
afterAll(() => engine.stop());

const bindings = () =>
  createDynamoBindingStore({
    documents: engine.documents,
    table: engine.tables.BINDINGS_TABLE,
    sealer,
    lookup,
    clock,
  });
const locks = () => createDynamoRequestLockStore(engine.documents, engine.tables.BINDINGS_TABLE);
const reservations = (at: Clock = clock) =>
  createDynamoReservationStore({
    documents: engine.documents,
    table: engine.tables.BINDINGS_TABLE,
    clock: at,
  });
const numbers = () =>
  createDynamoNumberStore({
    documents: engine.documents,
    table: engine.tables.NUMBERS_TABLE,
    sealer,
    lookup,
  });

bindingStoreContract('DynamoDB', bindings);
requestLockStoreContract('DynamoDB', locks);
reservationStoreContract('DynamoDB', reservations);
expiryCountStoreContract('DynamoDB', () =>
  createDynamoExpiryCountStore(engine.documents, engine.tables.BINDINGS_TABLE),
);
sweepShardStoreContract('DynamoDB', () =>
  createDynamoSweepShardStore(engine.documents, engine.tables.BINDINGS_TABLE),
);
numberStoreContract('DynamoDB', numbers);
numberDrawContract('DynamoDB', () => ({
  store: numbers(),
  draw: createDynamoNumberDraw({
    documents: engine.documents,
    table: engine.tables.NUMBERS_TABLE,
    sealer,
  }),
}));
reconcilePlacesContract('DynamoDB', () =>
  createDynamoReconcilePlaces(engine.documents, engine.tables.BINDINGS_TABLE),
);

describe('items in DynamoDB', () => {
  const itemOf = async (pk: string) => {
    const query = new QueryCommand({
      TableName: engine.tables.BINDINGS_TABLE,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    });
    return (await engine.inspector.send(query)).Items?.[0];
  };

  it.each([
    ['active', {}, undefined],
    ['pending', {}, undefined],
    ['releasing', {}, undefined],
    // 180 days after the end, in epoch seconds.
    ['expired', {}, 1_787_911_200],
    ['released', { releasedAt: '2026-03-01T09:00:00.000Z' }, 1_787_907_600],
    ['failed', { releasedAt: '2026-03-01T08:00:30.000Z' }, 1_787_904_030],
  ] as const)('a binding that is %s is removed at %s', async (status, changes, ttl) => {
    const binding = aBinding({ status, ...changes });
    await bindings().create({ binding });

    expect((await itemOf(`B#${binding.bindingId}`))?.['ttl']).toBe(ttl);
  });

  it('a lock is removed when it has ended, a left reservation thirty days later', async () => {
    const lock = { bindingId: 'b', fingerprint: '', leaseUntil: '2026-03-01T08:01:00.000Z' };
    const key = { app: 'ttl', party: 'party', x: 'x' };
    await locks().take(
      'ttl',
      lock,
      new Date('2026-03-01T08:00:00.000Z'),
      new Date('2026-03-01T09:00:00.500Z'),
    );
    await reservations().reserve(
      key,
      { bindingId: 'b', partner: 'p' },
      new Date('2026-03-01T08:00:00.000Z'),
      false,
    );
    const taken = await itemOf('P#ttl#party');
    await reservations().release(
      key,
      'b',
      new Date('2026-03-01T08:00:00.000Z'),
      new Date('2026-03-01T09:00:00.000Z'),
    );

    expect((await itemOf('K#ttl'))?.['ttl']).toBe(1_772_355_601);
    expect(taken?.['ttl']).toBeUndefined();
    expect((await itemOf('P#ttl#party'))?.['ttl']).toBe(1_774_947_600);
  });
});

describe('a store that is away', () => {
  const away = documentsAway();
  const now = new Date('2026-03-01T08:00:00.000Z');

  it('is an error that says so, from every method', async () => {
    const binding = createDynamoBindingStore({ documents: away, table: 't', sealer, lookup, clock });
    const lock = createDynamoRequestLockStore(away, 't');
    const reservation = createDynamoReservationStore({ documents: away, table: 't', clock });
    const places = createDynamoReconcilePlaces(away, 't');
    const number = createDynamoNumberStore({ documents: away, table: 't', sealer, lookup });
    const record = { binding: aBinding(), revision: 1 };
    const aLock = { bindingId: 'b', fingerprint: '', leaseUntil: '' };
    const key = { app: 'a', party: 'p', x: 'x' };

    const calls = [
      binding.get('id'),
      binding.create(record),
      binding.replace(record, record),
      binding.bySubscription('a', 's'),
      binding.places({ a: '+8613800000001' }, 1, undefined),
      binding.getAll(['id']),
      binding.due(0, now, 1),
      binding.countDue(0, now),
      binding.countExpired(0, undefined, '2026-03-01T08:00:00.000Z'),
      binding.liveOn('x', 1, undefined),
      binding.countLive('x'),
      lock.take('k', aLock, now, now),
      lock.replace('k', aLock, aLock, now),
      lock.drop('k', 'b'),
      reservation.of('a', 'p'),
      reservation.reserve(key, { bindingId: 'b', partner: 'p' }, now, false),
      reservation.release(key, 'b', now, now),
      reservation.setEnd(key, 'b', undefined),
      places.read(),
      places.write([]),
      number.ofApp('a'),
      number.addIfAbsent({ app: 'a', x: '+8617000000001', sms: false, state: 'available' }),
    ];
    const results = await Promise.allSettled(calls);

    expect(results.map((result) => (result.status === 'rejected' ? result.reason.code : 'resolved'))).toEqual(
      calls.map(() => 'store-unavailable'),
    );
  });

  it('is asked again for keys of a batch that it left unread, ten times at most', async () => {
    const all = [aBinding(), aBinding()].map((binding) => ({ binding, revision: 1 }));
    let asked = 0;
    const lazy = documentsAround(async ({ input }) => {
      asked += 1;
      return { items: [], unread: 'keys' in input ? input.keys : [] };
    });
    const store = createDynamoBindingStore({ documents: lazy, table: 't', sealer, lookup, clock });

    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const reading = store.getAll(all.map(({ binding }) => binding.bindingId));
    const told = expect(reading).rejects.toMatchObject({ code: 'store-unavailable' });
    await vi.runAllTimersAsync();
    vi.useRealTimers();

    await told;
    expect(asked).toBe(10);
  });
});
