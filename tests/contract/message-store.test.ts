import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoMessageReader } from '../../shared/messages/dynamo-message-reader.ts';
import { createDynamoMessageWriter } from '../../shared/messages/dynamo-message-writer.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { createMemoryMessageStore } from '../fakes/memory-intake-stores.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';
import { messageStoreContract } from './message-store.contract.ts';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
const lookup = createLookupKeys(new Uint8Array(32).fill(2));
let engine: StoreEngine;

beforeAll(async () => {
  engine = await startStoreEngine();
});
afterAll(() => engine.stop());

const storeAt = (now: string, table = engine.tables.MESSAGES_TABLE) => {
  const { documents } = engine;
  const keys = { documents, table, sealer, lookup };
  return {
    ...createDynamoMessageWriter({ ...keys, retentionSeconds: 86400 }),
    ...createDynamoMessageReader({ ...keys, clock: () => new Date(now) }),
  };
};

messageStoreContract('in memory', createMemoryMessageStore);
messageStoreContract('in DynamoDB', () => storeAt('2026-03-01T12:00:00.000Z'));

const MESSAGE = {
  app: 'expiring',
  mode: 'AXB',
  notification: 'Notify',
  x: '+8617099999999',
  direction: 'unknown',
  content: 'On my way',
} as const;
const ALL = { from: undefined, to: undefined, limit: 2, after: undefined };

describe('messages in DynamoDB', () => {
  it('are passed over once their time is up, also when they fill a whole page', async () => {
    const store = storeAt('2026-03-03T00:00:00.000Z');
    const received = ['2026-03-02T12:00:00.000Z', ...Array(5).fill('2026-03-01T00:00:00.000Z')];
    for (const [at, receivedAt] of received.entries())
      await store.append(
        { ...MESSAGE, identifier: `${at}`, sentAt: `2026-03-01T00:00:0${at}.000Z` },
        new Date(receivedAt),
      );

    const { messages: kept } = await store.list({ by: 'x', x: MESSAGE.x }, ALL);

    expect(kept.map(({ message: { identifier } }) => identifier)).toEqual(['0']);
  });

  it('are stored with nothing readable in them', async () => {
    await storeAt('2026-03-01T00:00:00.000Z').append(
      { ...MESSAGE, identifier: 'sealed', sender: '+8613800000001' },
      new Date('2026-03-01T00:00:00.000Z'),
    );

    const { Items } = await engine.inspector.send(
      new ScanCommand({ TableName: engine.tables.MESSAGES_TABLE }),
    );

    expect(Items?.length).toBeGreaterThan(0);
    expect(JSON.stringify(Items)).not.toMatch(/138000|170\d{8}|On my way/);
  });

  it('are told from a store that does not answer', async () => {
    const store = storeAt('2026-03-01T00:00:00.000Z', 'missing');

    const results = await Promise.allSettled([
      store.append({ ...MESSAGE, identifier: 'lost' }, new Date('2026-03-01T00:00:00.000Z')),
      store.list({ by: 'x', x: MESSAGE.x }, ALL),
    ]);

    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'store-unavailable' } },
      { status: 'rejected', reason: { code: 'store-unavailable' } },
    ]);
  });
});
