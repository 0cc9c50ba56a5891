import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoCallWriter } from '../../shared/calls/dynamo/dynamo-call-writer.ts';
import { createDynamoRecordingWork } from '../../shared/recordings/store/dynamo-recording-work.ts';
import type { RecordingWork, Taken, Waiting } from '../../shared/recordings/store/recording-work.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { aCdr } from '../builders/call-records.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
const lookup = createLookupKeys(new Uint8Array(32).fill(2));

const RECEIVED_AT = new Date('2026-03-01T02:32:00.000Z');
/** Seven days after the end of the call, which was before the receipt. */
const DEADLINE_AT = '2026-03-08T02:31:20.000Z';
const FIRST_DUE_AT = '2026-03-01T02:33:00.000Z';
const DUE = new Date(FIRST_DUE_AT);
const LEASE_UNTIL = new Date('2026-03-01T02:38:30.000Z');
const AFTER_LEASE = new Date('2026-03-01T02:38:31.000Z');

const FILE = {
  archivedAt: '2026-03-01T02:33:05.000Z',
  sizeBytes: 568_058,
  sha256: 'ab'.repeat(32),
  objectKey: 'recordings/2026/03/01/call/recording.wav',
  notes: [],
};

let engine: StoreEngine;
let work: RecordingWork;
let shards = 0;

beforeAll(async () => {
  engine = await startStoreEngine();
  work = createDynamoRecordingWork(engine.documents, engine.tables.CALLS_TABLE, sealer);
});
afterAll(() => engine.stop());

/** A recorded call in a shard of its own, written as the CDR webhook does; the shard's number is the answer. */
const recordedCalls = async (...sessionIds: readonly string[]): Promise<number> => {
  const { documents, tables } = engine;
  shards += 1;
  const writer = createDynamoCallWriter({
    documents,
    table: tables.CALLS_TABLE,
    sealer,
    lookup,
    firstDelaySeconds: 60,
    shards: 1,
    retentionSeconds: 86_400,
    clock: () => RECEIVED_AT,
  });
  for (const sessionId of sessionIds) {
    const recording = { fileName: `${sessionId}.wav`, domain: 'storage.example.com' };
    await writer.appendCdr(aCdr({ sessionId, recorded: true, recording }), RECEIVED_AT);
  }
  const [...waiting] = await work.waiting(0, 100);
  for (const { key } of waiting) await moveToShard(key, shards);
  return shards;
};

const keyOf = ({ callId, recordKey }: Waiting['key']) => ({ pk: `C#${callId}`, sk: `CDR#${recordKey}` });

const read = async (key: Waiting['key']) => {
  const { inspector, tables } = engine;
  const command = new GetCommand({ TableName: tables.CALLS_TABLE, Key: keyOf(key), ConsistentRead: true });
  return (await inspector.send(command)).Item;
};

const change = async (key: Waiting['key'], changes: Readonly<Record<string, unknown>>) => {
  const { inspector, tables } = engine;
  const Item = { ...(await read(key)), ...changes };
  await inspector.send(new PutCommand({ TableName: tables.CALLS_TABLE, Item }));
};

const moveToShard = (key: Waiting['key'], shard: number) => change(key, { dueShard: `R#${shard}` });

const onlyOf = async (shard: number): Promise<Waiting> => {
  const [waiting, ...others] = await work.waiting(shard, 100);
  if (waiting === undefined || others.length > 0) throw new Error('expected one waiting recording');
  return waiting;
};

const takeOnly = async (shard: number, at = DUE, token = 'token-a'): Promise<Taken> => {
  const taken = await work.take(await onlyOf(shard), at, LEASE_UNTIL, token);
  if (taken === undefined) throw new Error('expected it to be free');
  return taken;
};

/** In seconds since 1970: the end of February 2036. */
const TEN_YEARS_LATER = 2_087_856_000;

describe('RecordingWork: DynamoDB', () => {
  it('shows a new CDR of a recorded call, due after the first sleep', async () => {
    const shard = await recordedCalls('shown');

    const waiting = await work.waiting(shard, 100);

    expect(waiting).toEqual([{ key: expect.any(Object), dueAt: FIRST_DUE_AT, deadlineAt: DEADLINE_AT }]);
  });

  it('shows at most as many as asked for, soonest due first', async () => {
    const shard = await recordedCalls('first', 'second', 'third');
    const all = await work.waiting(shard, 100);
    const [one, two, three] = all.map(({ key }) => key);
    if (one === undefined || two === undefined || three === undefined) throw new Error('expected three');
    await change(two, { dueAt: '2026-03-01T02:00:00.000Z#2026-03-08T00:00:00.000Z' });
    await change(three, { dueAt: '2026-03-01T02:10:00.000Z' });

    const waiting = await work.waiting(shard, 2);

    expect(waiting).toEqual([
      { key: two, dueAt: '2026-03-01T02:00:00.000Z', deadlineAt: '2026-03-08T00:00:00.000Z' },
      { key: three, dueAt: '2026-03-01T02:10:00.000Z', deadlineAt: undefined },
    ]);
  });

  it('gives an item to one of many archivers', async () => {
    const waiting = await onlyOf(await recordedCalls('contended'));

    const takers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => work.take(waiting, DUE, LEASE_UNTIL, `token-${index}`)),
    );

    expect(takers.filter((taken) => taken !== undefined)).toHaveLength(1);
  });

  it('hands over the opened CDR with its state', async () => {
    const taken = await takeOnly(await recordedCalls('opened'));

    expect(taken).toMatchObject({
      leaseToken: 'token-a',
      app: 'rides',
      attempts: 0,
      deadlineAt: DEADLINE_AT,
      receivedAt: '2026-03-01T02:32:00.000Z',
      cdr: { sessionId: 'opened', recording: { fileName: 'opened.wav', domain: 'storage.example.com' } },
    });
  });

  it('gives nothing before its time', async () => {
    const waiting = await onlyOf(await recordedCalls('early'));

    const taken = await work.take(waiting, new Date(DUE.getTime() - 1), LEASE_UNTIL, 'token-a');

    expect(taken).toBeUndefined();
  });

  it('gives what a killed archiver had taken to the next one after the lease, not before', async () => {
    const shard = await recordedCalls('killed');
    await takeOnly(shard);
    const leased = await onlyOf(shard);

    const during = await work.take(leased, new Date(LEASE_UNTIL.getTime() - 1), AFTER_LEASE, 'token-b');
    const after = await work.take(leased, LEASE_UNTIL, AFTER_LEASE, 'token-b');

    expect(leased.dueAt).toBe(LEASE_UNTIL.toISOString());
    expect(during).toBeUndefined();
    expect(after?.leaseToken).toBe('token-b');
  });

  it('takes in nothing from an archiver whose lease has gone to another one', async () => {
    const shard = await recordedCalls('overtaken');
    const slow = await takeOnly(shard);
    await takeOnly(shard, AFTER_LEASE, 'token-b');

    const recorded = [
      await work.archived(slow, FILE, 1),
      await work.retryAt(slow, AFTER_LEASE, 'cut-short', 1),
      await work.lost(slow, 'not-found', 1),
    ];

    expect(recorded).toEqual([false, false, false]);
    expect(await read(slow.key)).toMatchObject({
      recordingStatus: 'pending',
      leaseToken: 'token-b',
      attempts: 0,
    });
  });

  it('keeps where an archived recording is, and lets it wait no longer', async () => {
    const shard = await recordedCalls('archived');
    const first = await takeOnly(shard);
    await work.retryAt(first, DUE, 'cut-short', 1);
    const taken = await takeOnly(shard, DUE, 'token-b');

    const recorded = await work.archived(taken, { ...FILE, notes: ['other-format'] }, 2);

    const item = await read(taken.key);
    expect(recorded).toBe(true);
    expect(item).toMatchObject({
      recordingStatus: 'archived',
      attempts: 2,
      archivedAt: '2026-03-01T02:33:05.000Z',
      sizeBytes: 568_058,
      sha256: 'ab'.repeat(32),
      objectKey: 'recordings/2026/03/01/call/recording.wav',
      recordingNotes: ['other-format'],
      deadlineAt: DEADLINE_AT,
    });
    expect(Object.keys(item ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:dueShard|dueAt|leaseUntil|leaseToken|reason)$/)]),
    );
    expect(await work.waiting(shard, 100)).toEqual([]);
  });

  it.each([
    ['as long as its recording, and a week more', 400, 1_807_497_185],
    ['for ever with a recording that stays for ever', undefined, undefined],
    ['a week longer than a recording of one day', 1, 1_773_023_585],
  ])('keeps the CDR %s', async (name, days, ttl) => {
    const retention = { recordingRetentionDays: days };
    const keeping = createDynamoRecordingWork(engine.documents, engine.tables.CALLS_TABLE, sealer, retention);
    const taken = await takeOnly(await recordedCalls(`kept ${name}`));

    await keeping.archived(taken, FILE, 1);

    expect((await read(taken.key))?.['ttl']).toBe(ttl);
  });

  it('keeps the end that a CDR was given when it came, however often its recording is archived', async () => {
    const keeping = (recordingRetentionDays: number | undefined) =>
      createDynamoRecordingWork(engine.documents, engine.tables.CALLS_TABLE, sealer, {
        recordingRetentionDays,
      });
    const shard = await recordedCalls('kept twice');
    const waiting = await onlyOf(shard);
    const { dueAt } = (await read(waiting.key)) ?? {};
    await change(waiting.key, { ttl: TEN_YEARS_LATER });
    await keeping(undefined).archived(await takeOnly(shard), FILE, 1);
    const forEver = await read(waiting.key);
    await change(waiting.key, { recordingStatus: 'pending', dueShard: `R#${shard}`, dueAt });

    await keeping(1).archived(await takeOnly(shard), FILE, 2);

    expect([forEver?.['ttl'], forEver?.['endAtReceipt']]).toEqual([undefined, TEN_YEARS_LATER]);
    expect((await read(waiting.key))?.['ttl']).toBe(TEN_YEARS_LATER);
  });

  it('lets a failed one wait for its next try, with its deadline in the index', async () => {
    const shard = await recordedCalls('again');
    const taken = await takeOnly(shard);

    const recorded = await work.retryAt(taken, new Date('2026-03-01T02:40:00.000Z'), 'cut-short', 1);

    expect(recorded).toBe(true);
    expect(await work.waiting(shard, 100)).toEqual([
      { key: taken.key, dueAt: '2026-03-01T02:40:00.000Z', deadlineAt: DEADLINE_AT },
    ]);
    expect(await read(taken.key)).toMatchObject({
      attempts: 1,
      reason: 'cut-short',
      recordingStatus: 'pending',
    });
  });

  it('can take a failed one at the very moment it is due', async () => {
    const shard = await recordedCalls('on time');
    await work.retryAt(await takeOnly(shard), AFTER_LEASE, 'cut-short', 1);

    const taken = await work.take(await onlyOf(shard), AFTER_LEASE, LEASE_UNTIL, 'token-b');

    expect(taken?.attempts).toBe(1);
  });

  it('keeps why a recording is lost, and gives it to nobody again', async () => {
    const shard = await recordedCalls('lost');
    const waiting = await onlyOf(shard);
    const taken = await takeOnly(shard);

    const recorded = await work.lost(taken, 'not-found', 9);

    expect(recorded).toBe(true);
    expect(await read(taken.key)).toMatchObject({
      recordingStatus: 'lost',
      reason: 'not-found',
      attempts: 9,
    });
    expect(await work.waiting(shard, 100)).toEqual([]);
    expect(await work.take(waiting, AFTER_LEASE, LEASE_UNTIL, 'token-c')).toBeUndefined();
  });

  it('hands over an item whose CDR does not open, without it', async () => {
    const shard = await recordedCalls('spoilt');
    const { key } = await onlyOf(shard);
    await change(key, { sealed: sealer.seal('{}', 'another item') });

    const taken = await takeOnly(shard);

    expect(taken).toMatchObject({ cdr: undefined, app: 'rides', deadlineAt: DEADLINE_AT });
  });
});
