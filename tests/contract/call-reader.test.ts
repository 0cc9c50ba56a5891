import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecords } from '../../shared/calls/call-store.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { callItems } from '../builders/call-items.ts';
import { CALL_ID, records } from '../builders/call-records.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';
import { callReaderContract } from './call-reader.contract.ts';

const NOW = new Date('2026-03-10T00:00:00.000Z');
const NOW_SECONDS = 1773100800;

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
let lookupKeys = 0;
let engine: StoreEngine;

beforeAll(async () => {
  engine = await startStoreEngine();
});
afterAll(() => engine.stop());

const put = async (items: readonly Readonly<Record<string, unknown>>[]) => {
  const { inspector, tables } = engine;
  await Promise.all(
    items.map((Item) => inspector.send(new PutCommand({ TableName: tables.CALLS_TABLE, Item: { ...Item } }))),
  );
};

const makeReader = () => {
  lookupKeys += 1;
  const keys = { sealer, lookup: createLookupKeys(Uint8Array.of(lookupKeys)) };
  const { documents, tables } = engine;
  const reader = createDynamoCallReader({ documents, table: tables.CALLS_TABLE, ...keys, clock: () => NOW });
  return { reader, keys };
};

/** Other look-up keys for each store, so that calls of one test are in no list of another. */
const prefixed = (number: number, text: string): string => `store-${number} ${text}`;

callReaderContract('in DynamoDB', async (kept) => {
  const { reader, keys } = makeReader();
  const own = lookupKeys;
  const mark = (records: CallRecords): CallRecords => ({ ...records, callId: prefixed(own, records.callId) });
  await put(kept.flatMap((records) => callItems(mark(records), keys)).map(withOwnSubscription(own)));
  return {
    async read(callId) {
      const found = await reader.read(prefixed(own, callId));
      return found && { ...found, callId };
    },
    async list(filter, page) {
      const own_ = filter.by === 'subscription' ? { ...filter, app: prefixed(own, filter.app) } : filter;
      const after = page.after && { ...page.after, callId: prefixed(own, page.after.callId) };
      const entries = await reader.list(own_, { ...page, after });
      return entries.map((entry) => ({ ...entry, callId: entry.callId.replace(prefixed(own, ''), '') }));
    },
  };
});

const withOwnSubscription = (own: number) => (item: Readonly<Record<string, unknown>>) => ({
  ...item,
  ...(typeof item['subscriptionKey'] === 'string'
    ? { subscriptionKey: prefixed(own, item['subscriptionKey']) }
    : {}),
});

describe('the calls in DynamoDB', () => {
  const keep = async (callId: string, more: Readonly<Record<string, unknown>>) => {
    const { reader, keys } = makeReader();
    await put(callItems({ ...records(), callId }, keys).map((item) => ({ ...item, ...more })));
    return reader;
  };

  it.each([
    ['to come', NOW_SECONDS + 1, true],
    ['just reached', NOW_SECONDS, false],
    ['past', NOW_SECONDS - 86400, false],
  ])('are there while their time to live is %s: %s', async (name, ttl, there) => {
    const callId = `ttl ${name}`;
    const reader = await keep(callId, { ttl });

    const found = await reader.read(callId);

    expect(found !== undefined).toBe(there);
  });

  it('do not take an audit item for a record', async () => {
    const reader = await keep('with audit', {});
    await put([{ pk: 'C#with audit', sk: 'AUDIT#2026-03-01T00:00:00.000Z#a', apiKeyName: 'shop' }]);

    const found = await reader.read('with audit');

    expect([found?.cdrs.length, found?.events.length]).toEqual([1, 5]);
  });

  it('do not open on another call', async () => {
    const { reader, keys } = makeReader();
    const [stolen] = callItems(records(), keys);
    await put([{ ...stolen, pk: 'C#another call' }]);

    const reading = reader.read('another call');

    await expect(reading).rejects.toMatchObject({ code: 'item-unreadable' });
  });

  it('are told from a store that does not answer', async () => {
    const { documents } = engine;
    const lookup = createLookupKeys(Uint8Array.of(1));
    const reader = createDynamoCallReader({ documents, table: 'missing', sealer, lookup, clock: () => NOW });

    const reading = reader.read(CALL_ID);

    await expect(reading).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
