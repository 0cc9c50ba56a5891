import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDynamoPushJournal } from '../../shared/pushes/intake/dynamo-push-journal.ts';
import { createDynamoQuarantine } from '../../shared/pushes/intake/dynamo-quarantine.ts';
import type { Quarantine, QuarantineEntry } from '../../shared/pushes/intake/push-journal.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { aCdrPush, fiftyCdrs } from '../builders/pushes.ts';
import { createMemoryPushJournal, createMemoryQuarantine } from '../fakes/memory-intake-stores.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';
import { pushJournalContract } from './push-journal.contract.ts';

let engine: StoreEngine;
let options: Parameters<typeof createDynamoPushJournal>[0];

beforeAll(async () => {
  engine = await startStoreEngine();
  options = {
    documents: engine.documents,
    table: engine.tables.PUSHES_TABLE,
    sealer: createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]),
    lookup: createLookupKeys(new Uint8Array(32).fill(2)),
  };
});
afterAll(() => engine.stop());

pushJournalContract('in memory', async () => createMemoryPushJournal());
pushJournalContract('in DynamoDB', async () => createDynamoPushJournal(options));

/** The items of a day in the index by day, read as stored. */
const itemsOf = async (day: string): Promise<readonly Record<string, unknown>[]> => {
  const { inspector } = engine;
  const index = await inspector.send(
    new QueryCommand({
      TableName: options.table,
      IndexName: 'day-index',
      KeyConditionExpression: '#day = :day',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':day': day },
    }),
  );
  const reads = (index.Items ?? []).map(({ pk, sk }) =>
    inspector.send(new GetCommand({ TableName: options.table, Key: { pk, sk }, ConsistentRead: true })),
  );
  return (await Promise.all(reads)).flatMap(({ Item }) => Item ?? []);
};

describe('a push in DynamoDB', () => {
  it('is one small item for fifty CDRs, with nothing readable in it', async () => {
    const body = Buffer.from(aCdrPush(fiftyCdrs()));
    const receivedAt = new Date('2026-04-02T02:31:25.000Z');

    await createDynamoPushJournal(options).keep({
      app: 'rides',
      route: 'cdr',
      nonce: 'the-nonce',
      received: body,
      body,
      receivedAt,
      signedAt: receivedAt,
    });

    const kept = await itemsOf('2026-04-02');
    expect(kept).toEqual([
      {
        pk: expect.stringMatching(/^N#[a-z]{32}$/),
        sk: 'N',
        app: 'rides',
        route: 'cdr',
        bodyHash: expect.stringMatching(/^[a-z]{32}$/),
        receivedAt: '2026-04-02T02:31:25.000Z',
        signedAt: '2026-04-02T02:31:25.000Z',
        day: '2026-04-02',
        receivedKey: expect.stringMatching(/^2026-04-02T02:31:25\.000Z#[a-z]{32}$/),
        sealed: expect.stringMatching(/^k:/),
        ttl: 1777775485,
      },
    ]);
    expect(body.byteLength).toBeGreaterThan(45_000);
    expect(JSON.stringify(kept).length).toBeLessThan(5000);
    expect(JSON.stringify(kept)).not.toMatch(/138000|the-nonce|callenabler/);
  });

  /** An engine that has items as it is told, and lists what it is asked to put. */
  const remembering = (written: boolean, found?: Record<string, unknown>) => {
    const puts: Record<string, unknown>[] = [];
    const documents: typeof options.documents = {
      ...options.documents,
      put: async ({ item }) => {
        puts.push(item);
        return { written };
      },
      get: async () => found,
    };
    return { journal: createDynamoPushJournal({ ...options, documents }), puts };
  };
  const entry = {
    app: 'rides',
    route: 'cdr',
    received: Buffer.from('{"eventType":"fee"}'),
    body: Buffer.from('{"eventType":"fee"}'),
    receivedAt: new Date('2026-04-03T00:00:00.000Z'),
    signedAt: new Date('2026-04-02T23:59:58.000Z'),
  } as const;

  it.each([
    ['its nonce', 'the-nonce', 'jiqmicnqqkjbknipjfmabdmhgeecgkgg'],
    ['its body, when nobody vouches for its signature', undefined, 'mjeemeijbgnaipjhpimkbqmfcehfjcqi'],
  ])('lies for good under the key that is made of %s', async (_case, nonce, id) => {
    const { journal, puts } = remembering(true);

    const kept = await journal.keep({ ...entry, nonce });

    expect(kept).toEqual({ kind: 'new', id });
    expect(puts).toMatchObject([
      {
        pk: `N#${id}`,
        sk: 'N',
        bodyHash: 'bedcpkcqcamacrjhgckaijdjkdbfprqm',
        receivedKey: `2026-04-03T00:00:00.000Z#${id}`,
      },
    ]);
  });

  it('that came first and is gone meanwhile leaves a repeat that counts from now', async () => {
    const { journal } = remembering(false);

    const kept = await journal.keep({ ...entry, nonce: 'the-nonce' });

    expect(kept).toEqual({
      kind: 'repeated',
      id: 'jiqmicnqqkjbknipjfmabdmhgeecgkgg',
      receivedAt: new Date('2026-04-03T00:00:00.000Z'),
    });
  });

  it.each([
    ['has another route', { route: 'voice' }],
    ['lacks its body', { sealed: undefined }],
    ['lacks its time', { receivedAt: undefined }],
  ])('whose item %s is not read as another one', async (_case, changes) => {
    const item = {
      app: 'rides',
      route: 'cdr',
      bodyHash: 'hash',
      receivedAt: '2026-04-03T00:00:00.000Z',
      signedAt: '2026-04-02T23:59:58.000Z',
      sealed: 'k:x',
      ...changes,
    };

    await expect(remembering(true, item).journal.read('id')).rejects.toThrow();
  });

  it('that does not fit into one item is there only when all its parts are', async () => {
    const body = randomBytes(500_000);
    const { journal, puts } = remembering(true);

    await journal.keep({ ...entry, nonce: 'the-nonce', received: body, body });

    const [second, third, head] = puts;
    expect([second?.['sk'], third?.['sk']]).toEqual([
      expect.stringMatching(/^P#[a-z]{32}#1$/),
      expect.stringMatching(/^P#[a-z]{32}#2$/),
    ]);
    expect([second?.['ttl'], third?.['ttl']]).toEqual([1777852800, 1777852800]);
    expect(head).toMatchObject({ sk: 'N', parts: 3, ttl: 1777852800 });
    expect(puts.map((item) => JSON.stringify(item).length < 400_000)).toEqual([true, true, true]);
  });

  it('does not open under the id of another one', async () => {
    const { inspector } = engine;
    const journal = createDynamoPushJournal(options);
    const body = Buffer.from('{}');
    const receivedAt = new Date('2026-04-03T00:00:00.000Z');
    await journal.keep({
      app: 'a',
      route: 'cdr',
      nonce: 'n',
      received: body,
      body,
      receivedAt,
      signedAt: receivedAt,
    });
    const [item] = await itemsOf('2026-04-03');
    await inspector.send(new PutCommand({ TableName: options.table, Item: { ...item, pk: 'N#stolen' } }));

    const reading = journal.read('stolen');

    await expect(reading).rejects.toMatchObject({ code: 'item-unreadable' });
  });

  it('is told from a store that does not answer', async () => {
    const journal = createDynamoPushJournal({ ...options, table: 'missing' });
    const body = Buffer.from('{}');

    const keeping = journal.keep({
      app: 'a',
      route: 'cdr',
      nonce: 'n2',
      received: body,
      body,
      receivedAt: new Date('2026-04-03T00:00:00.000Z'),
      signedAt: new Date('2026-04-03T00:00:00.000Z'),
    });

    await expect(keeping).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('journaling the push'),
    });
    await expect(journal.read('id')).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('reading the journal'),
    });
  });

  it('is read from parts that were sealed each for its place', async () => {
    const packed = gzipSync('{"eventType":"fee"}');
    const head = {
      app: 'rides',
      route: 'cdr',
      bodyHash: 'hash',
      receivedAt: '2026-04-03T00:00:00.000Z',
      signedAt: '2026-04-02T23:59:58.000Z',
      sealed: options.sealer.seal(packed.subarray(0, 10), 'N#id'),
      parts: 2,
    };
    const part = { sealed: options.sealer.seal(packed.subarray(10), 'N#id#1') };
    const documents: typeof options.documents = {
      ...options.documents,
      get: async ({ key }) => ({ N: head, 'P#hash#1': part })[String(key['sk'])],
    };

    const push = await createDynamoPushJournal({ ...options, documents }).read('id');

    expect(Buffer.from(push?.body ?? []).toString()).toBe('{"eventType":"fee"}');
  });
});

const anEntry = (changes: Partial<QuarantineEntry> = {}): QuarantineEntry => ({
  app: 'rides',
  route: 'cdr',
  kind: 'cdrs',
  reason: 'no-session-id',
  sent: { callerNum: '+8613800000001', note: 'broken' },
  journalId: 'abc',
  receivedAt: new Date('2026-05-01T23:59:59.000Z'),
  signedAt: new Date('2026-05-01T23:59:58.000Z'),
  ...changes,
});

describe.each<[string, () => Quarantine]>([
  ['in memory', () => createMemoryQuarantine()],
  ['in DynamoDB', () => createDynamoQuarantine(options)],
])('Quarantine: %s', (name, make) => {
  let quarantine: Quarantine;
  beforeEach(() => {
    quarantine = make();
  });

  it('keeps one of an item that comes again, also on the next day', async () => {
    const sent = { broken: name };

    const outcomes = [
      await quarantine.keep(anEntry({ sent })),
      await quarantine.keep(anEntry({ sent, receivedAt: new Date('2026-05-02T00:10:00.000Z') })),
    ];

    expect(outcomes).toEqual(['stored', 'duplicate']);
  });

  it('keeps the same item of two apps, and two items of one', async () => {
    const outcomes = [
      await quarantine.keep(anEntry({ sent: [name, 1] })),
      await quarantine.keep(anEntry({ sent: [name, 1], app: 'parcels' })),
      await quarantine.keep(anEntry({ sent: [name, 2] })),
      await quarantine.keep(anEntry({ sent: null, app: name })),
    ];

    expect(outcomes).toEqual(['stored', 'stored', 'stored', 'stored']);
  });
});

describe('an item in quarantine in DynamoDB', () => {
  it('is sealed, says why it is there and where the whole push is', async () => {
    await createDynamoQuarantine(options).keep(anEntry({ receivedAt: new Date('2026-06-01T00:00:00.000Z') }));

    const [kept] = await itemsOf('Q#2026-06-01');
    expect(kept).toMatchObject({
      pk: 'Q#djgjrrrkhkqidenkjdpgbrdkhkdenfnb',
      receivedAt: '2026-06-01T00:00:00.000Z',
      receivedKey: '2026-06-01T00:00:00.000Z#djgjrrrkhkqidenkjdpgbrdkhkdenfnb',
      sk: 'Q',
      app: 'rides',
      route: 'cdr',
      kind: 'cdrs',
      reason: 'no-session-id',
      signedAt: '2026-05-01T23:59:58.000Z',
      journalId: 'abc',
      ttl: 1788307200,
    });
    expect(JSON.stringify(kept)).not.toContain('138000');
    const opened = options.sealer.open(String(kept?.['sealed']), String(kept?.['pk'])).toString();
    expect(JSON.parse(opened)).toEqual({ callerNum: '+8613800000001', note: 'broken' });
  });

  it('is named without its content when it is larger than an item may be', async () => {
    const sent = randomBytes(500_000).toString('base64');

    const outcome = await createDynamoQuarantine(options).keep(
      anEntry({ sent, receivedAt: new Date('2026-06-02T00:00:00.000Z') }),
    );

    const [kept] = await itemsOf('Q#2026-06-02');
    expect(outcome).toBe('stored');
    expect(kept).toMatchObject({ journalId: 'abc', reason: 'no-session-id' });
    expect(kept).not.toHaveProperty('sealed');
  });

  it('is told from a store that does not answer', async () => {
    const keeping = createDynamoQuarantine({ ...options, table: 'missing' }).keep(anEntry());

    await expect(keeping).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.stringContaining('quarantining the item'),
    });
  });
});
