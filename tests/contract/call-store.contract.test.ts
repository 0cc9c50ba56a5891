import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assembleCall } from '../../shared/calls/assemble-call.ts';
import type { CallEvent } from '../../shared/calls/call-event.ts';
import type { CallFilter } from '../../shared/calls/call-store.ts';
import type { Cdr } from '../../shared/calls/cdr.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoCallWriter } from '../../shared/calls/dynamo/dynamo-call-writer.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { aCdr, anEvent, eventsOfTheCall } from '../builders/call-records.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

const RECEIVED_AT = new Date('2026-03-01T02:32:00.000Z');
const ALL = { from: undefined, to: undefined, limit: 100, after: undefined };

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
const lookup = createLookupKeys(new Uint8Array(32).fill(2));
let sessions = 0;
let engine: StoreEngine;

beforeAll(async () => {
  engine = await startStoreEngine();
});
afterAll(() => engine.stop());

const stores = () => {
  const keys = { documents: engine.documents, table: engine.tables.CALLS_TABLE, sealer, lookup };
  return {
    writer: createDynamoCallWriter({
      ...keys,
      firstDelaySeconds: 60,
      shards: 4,
      retentionSeconds: 86400,
      clock: () => RECEIVED_AT,
    }),
    reader: createDynamoCallReader({ ...keys, clock: () => RECEIVED_AT }),
  };
};

/** A session that no other test has. */
const freshSession = () => {
  sessions += 1;
  const sessionId = `session-${sessions}`;
  return { sessionId, callId: lookup('session', 'rides', sessionId) };
};

type Written = Readonly<{ cdr: Cdr } | { event: CallEvent }>;

const write = (record: Written) =>
  'cdr' in record
    ? stores().writer.appendCdr(record.cdr, RECEIVED_AT)
    : stores().writer.appendEvent(record.event, RECEIVED_AT);

const read = async (callId: string) => {
  const found = await stores().reader.read(callId);
  return found && assembleCall(found, { bindingId: undefined, language: 'en' });
};

describe('a call through its store', () => {
  it('is the same for any order and any number of deliveries', async () => {
    const recordsOf = (sessionId: string): readonly Written[] => [
      { cdr: aCdr({ sessionId }) },
      { cdr: aCdr({ sessionId, recordId: 'redial', answeredAt: undefined, releaseCode: 8102 }) },
      ...eventsOfTheCall().map((event) => ({ event: { ...event, sessionId } })),
    ];
    const places = recordsOf('').map((_, place) => place);
    const deliveries = fc
      .array(fc.constantFrom(...places), { maxLength: 20 })
      .chain((repeats) =>
        fc.shuffledSubarray([...places, ...repeats], { minLength: places.length + repeats.length }),
      );

    await fc.assert(
      fc.asyncProperty(deliveries, async (order) => {
        const { sessionId, callId } = freshSession();
        const written = recordsOf(sessionId);
        await Promise.all(order.flatMap((place) => written[place] ?? []).map(write));

        const call = await read(callId);

        expect(call).toMatchObject({
          callId,
          answered: true,
          talkSeconds: 71,
          billedMinutes: 2,
          endedAt: '2026-03-01T02:31:20.000Z',
          outcome: { code: 0, class: 'normal' },
        });
        expect(call?.events.map(({ type }) => type)).toEqual([
          'callin',
          'callout',
          'alerting',
          'answer',
          'disconnect',
        ]);
      }),
      { numRuns: 20 },
    );
  });

  it('waits for its recording', async () => {
    const { sessionId, callId } = freshSession();
    const recording = { fileName: '26030110300912000012345.wav', domain: 'ostor.example.com' };
    await write({ cdr: aCdr({ sessionId, recorded: true, recording }) });

    const call = await read(callId);

    expect(call?.recording).toEqual({
      status: 'pending',
      attempts: 0,
      deadlineAt: '2026-03-08T02:31:20.000Z',
      archivedAt: null,
      sizeBytes: null,
      sha256: null,
    });
  });

  it('keeps an event of a new kind', async () => {
    const { sessionId, callId } = freshSession();
    await write({ event: anEvent('dtmf 13800000001', '2026-03-01T02:30:03.000Z', { sessionId }) });

    const call = await read(callId);

    expect(call?.events).toEqual([{ type: 'dtmf 13800000001', at: '2026-03-01T02:30:03.000Z' }]);
  });

  it.each([
    ['its binding', { by: 'subscription', app: 'rides', subscriptionId: 'listed' }],
    ['X', { by: 'x', x: '+8617000000055' }],
    ['its caller', { by: 'party', party: '+8613800000055' }],
    ['its callee', { by: 'party', party: '+8613900000055' }],
  ] satisfies [string, CallFilter][])('is found by %s', async (_case, filter) => {
    const numbers = { x: '+8617000000055', caller: '+8613800000055', callee: '+8613900000055' };
    // The same call every time: repeats change nothing.
    const sessionId = 'the listed session';
    await write({ cdr: aCdr({ sessionId, subscriptionId: 'listed', ...numbers }) });

    const entries = await stores().reader.list(filter, ALL);

    expect(entries).toEqual([
      { callId: lookup('session', 'rides', sessionId), startedAt: '2026-03-01T02:30:03.000Z' },
    ]);
  });

  it('is found by its callin alone', async () => {
    const { sessionId, callId } = freshSession();
    const callin = { sessionId, caller: '+8613800000066', called: '+8617000000066', subscriptionId: 'live' };
    await write({ event: anEvent('callin', '2026-03-01T02:30:03.000Z', callin) });
    const { reader } = stores();

    const lists = await Promise.all([
      reader.list({ by: 'subscription', app: 'rides', subscriptionId: 'live' }, ALL),
      reader.list({ by: 'x', x: '+8617000000066' }, ALL),
      reader.list({ by: 'party', party: '+8613800000066' }, ALL),
    ]);

    expect(lists).toEqual(Array(3).fill([{ callId, startedAt: '2026-03-01T02:30:03.000Z' }]));
  });

  it('holds no number, session or text in clear', async () => {
    const sessionId = '+8617000000001_+8613800000001_4_69a3a57b_204811_512_1_0';
    await write({ cdr: aCdr({ sessionId, userData: 'a secret text' }) });
    await write({ event: anEvent('callin', '2026-03-01T02:30:03.000Z', { sessionId }) });

    const { Items } = await engine.inspector.send(new ScanCommand({ TableName: engine.tables.CALLS_TABLE }));

    const stored = JSON.stringify(Items);
    expect(stored).toContain('2026-03-01T02:30:03.000Z');
    expect(stored).not.toMatch(/1[37]\d00000|69a3a57b|secret/);
  });
});
