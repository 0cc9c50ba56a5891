import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cdr } from '../../shared/calls/cdr.ts';
import { createDynamoCallWriter } from '../../shared/calls/dynamo/dynamo-call-writer.ts';
import { createPushReader } from '../../shared/platform/pushes/read-push.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { aCdr, anEvent } from '../builders/call-records.ts';
import { aPushApp, sampleText } from '../builders/pushes.ts';
import { createMemoryCallWriter } from '../fakes/memory-intake-stores.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

const RECEIVED_AT = new Date('2026-03-01T02:32:00.000Z');

const sealer = createSealer([{ id: 'data-key-1', bytes: new Uint8Array(32).fill(1) }]);
let engine: StoreEngine;
let lookups = 0;
let lookup: ReturnType<typeof createLookupKeys>;

beforeAll(async () => {
  engine = await startStoreEngine();
});
afterAll(() => engine.stop());
beforeEach(() => {
  lookups += 1;
  lookup = createLookupKeys(Uint8Array.of(lookups));
});

const makeWriter = (table = engine.tables.CALLS_TABLE) =>
  createDynamoCallWriter({
    documents: engine.documents,
    table,
    sealer,
    lookup,
    firstDelaySeconds: 60,
    shards: 4,
    retentionSeconds: 86400,
    clock: () => RECEIVED_AT,
  });

/** The items of one call as stored; each test has look-up keys of its own. */
const itemsOf = async (sessionId: string): Promise<readonly Record<string, unknown>[]> => {
  const pk = `C#${lookup('session', 'rides', sessionId)}`;
  const { Items } = await engine.inspector.send(
    new ScanCommand({
      TableName: engine.tables.CALLS_TABLE,
      FilterExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    }),
  );
  return Items ?? [];
};

const keep = async (cdr: Partial<Cdr>) => {
  await makeWriter().appendCdr(aCdr(cdr), RECEIVED_AT);
  const [item] = await itemsOf('session-of-a-call');
  return item ?? {};
};

/** As the price list counts: names and values in UTF-8, numbers by their digits. */
const sizeBytes = (item: Record<string, unknown>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(`${name}${value}`), 0);

const FILE = { fileName: '26030110300912000012345.wav', domain: 'ostor.example.com' };
const LETTERS = /^[a-z]{32}$/;

describe.each([
  ['in memory', createMemoryCallWriter],
  ['in DynamoDB', makeWriter],
])('CallWriter: %s', (_name, make) => {
  it('keeps one of seven simultaneous deliveries of a CDR and of an event', async () => {
    const writer = make();
    const event = anEvent('answer', '2026-03-01T02:30:09.000Z');

    const cdrs = await Promise.all(Array.from({ length: 7 }, () => writer.appendCdr(aCdr(), RECEIVED_AT)));
    const events = await Promise.all(Array.from({ length: 7 }, () => writer.appendEvent(event, RECEIVED_AT)));

    expect(
      [cdrs, events].map((outcomes) => outcomes.filter((outcome) => outcome === 'stored').length),
    ).toEqual([1, 1]);
  });

  it('keeps two records of one session, and one session of two apps', async () => {
    const writer = make();
    const cdrs = [
      aCdr(),
      aCdr({ recordId: 'of a redial' }),
      aCdr({ recordId: undefined }),
      aCdr({ app: 'parcels' }),
      aCdr({ sessionId: 'another' }),
    ];

    const outcomes = await Promise.all(cdrs.map((cdr) => writer.appendCdr(cdr, RECEIVED_AT)));

    expect(outcomes).toEqual(['stored', 'stored', 'stored', 'stored', 'stored']);
  });

  it('tells events apart by type and moment', async () => {
    const writer = make();
    const events = [
      anEvent('callin', '2026-03-01T02:30:03.000Z'),
      anEvent('callout', '2026-03-01T02:30:03.000Z'),
      anEvent('callin', '2026-03-01T02:30:04.000Z'),
      anEvent('hold +8613800000001', '2026-03-01T02:30:04.000Z'),
      anEvent('resume', '2026-03-01T02:30:04.000Z'),
    ];

    const outcomes = await Promise.all(events.map((event) => writer.appendEvent(event, RECEIVED_AT)));

    expect(outcomes).toEqual(['stored', 'stored', 'stored', 'stored', 'stored']);
  });
});

describe('the item of a CDR', () => {
  it('of the fullest documented one stays under one write unit', async () => {
    const body = Buffer.from(sampleText('axb-cdr-answered-recorded'));
    const [read] = createPushReader()(body, aPushApp(), RECEIVED_AT).items;
    if (read?.kind !== 'cdr') throw new Error('not read');
    await makeWriter().appendCdr(read.cdr, RECEIVED_AT);

    const [item] = await itemsOf('1200_2048_4294967295_20260301023003@callenabler101.huaweicaas.com');

    expect(item).toMatchObject({ recordingStatus: 'pending' });
    expect(sizeBytes(item ?? {})).toBeLessThan(1000);
  });

  it('has exactly these attributes', async () => {
    const item = await keep({ recorded: true, recording: FILE });

    expect(item).toEqual({
      pk: expect.stringMatching(/^C#[a-z]{32}$/),
      sk: expect.stringMatching(/^CDR#[a-z]{32}$/),
      sealed: expect.stringMatching(/^data-key-1~:/),
      app: 'rides',
      subscriptionKey: 'rides#subscription-a',
      xKey: expect.stringMatching(LETTERS),
      callerKey: expect.stringMatching(LETTERS),
      calleeKey: expect.stringMatching(LETTERS),
      startedKey: `2026-03-01T02:30:03.000Z#${String(item['pk']).slice(2)}`,
      receivedAt: '2026-03-01T02:32:00.000Z',
      ttl: 1772418720,
      recordingStatus: 'pending',
      attempts: 0,
      deadlineAt: '2026-03-08T02:31:20.000Z',
      dueShard: expect.stringMatching(/^R#[0-3]$/),
      dueAt: '2026-03-01T02:33:00.000Z#2026-03-08T02:31:20.000Z',
    });
    expect(JSON.stringify(item)).not.toMatch(/138000|139000|170000/);
  });

  it('of a bare session has no index keys and stands under its receipt', async () => {
    const bare = {
      app: 'rides',
      mode: 'AXB',
      sessionId: 'bare',
      direction: 'unknown',
      recorded: false,
    } as const;
    await makeWriter().appendCdr(bare, RECEIVED_AT);

    const [item] = await itemsOf('bare');

    expect(Object.keys(item ?? {}).sort()).toEqual(
      ['app', 'attempts', 'pk', 'receivedAt', 'recordingStatus', 'sealed', 'sk', 'startedKey', 'ttl'].sort(),
    );
    expect(item?.['startedKey']).toMatch(/^2026-03-01T02:32:00\.000Z#/);
  });

  it.each([
    ['none', {}],
    ['not-expected', { recorded: true, recording: FILE, endedAt: '2026-03-01T02:30:11.000Z' }],
    ['lost', { recorded: true }],
  ])('has no place in the due index when its recording is %s', async (status, cdr) => {
    const item = await keep(cdr);

    expect(item['recordingStatus']).toBe(status);
    expect(item).not.toHaveProperty('dueShard');
    expect(item).not.toHaveProperty('dueAt');
  });
});

describe('the item of an event', () => {
  it('stands in lists when it begins the call, and only then', async () => {
    const writer = makeWriter();
    await writer.appendEvent(anEvent('callin', '2026-03-01T02:30:03.000Z'), RECEIVED_AT);
    await writer.appendEvent(anEvent('callout', '2026-03-01T02:30:03.000Z'), RECEIVED_AT);

    const items = await itemsOf('session-of-a-call');

    const listed = Object.fromEntries(items.map((item) => [item['sk'], 'startedKey' in item]));
    expect(listed).toEqual({
      'EVT#callin#2026-03-01T02:30:03.000Z': true,
      'EVT#callout#2026-03-01T02:30:03.000Z': false,
    });
  });

  it('of an unknown type shows nothing of it', async () => {
    await makeWriter().appendEvent(anEvent('hold 13800000001', '2026-03-01T02:30:03.000Z'), RECEIVED_AT);

    const [item] = await itemsOf('session-of-a-call');

    expect(item?.['sk']).toMatch(/^EVT#other-[a-z]{32}#2026-03-01T02:30:03\.000Z$/);
  });
});

describe('a store of calls that does not answer', () => {
  it('is told from an outcome', async () => {
    const writer = makeWriter('missing');

    const appending = writer.appendCdr(aCdr(), RECEIVED_AT);

    await expect(appending).rejects.toMatchObject({ code: 'store-unavailable' });
  });
});
