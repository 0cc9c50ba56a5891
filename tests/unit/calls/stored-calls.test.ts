import { describe, expect, it } from 'vitest';
import type { CallEvent } from '../../../shared/calls/call-event.ts';
import type { Cdr } from '../../../shared/calls/cdr.ts';
import { createDynamoCallReader } from '../../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoCallWriter } from '../../../shared/calls/dynamo/dynamo-call-writer.ts';
import type { LookupKeys } from '../../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../../shared/sealing/sealer.ts';
import type { Attributes } from '../../../shared/storage/documents.ts';
import { createMemoryDocuments } from '../../fakes/memory-documents.ts';

const RECEIVED_AT = new Date('2026-03-01T02:32:00.000Z');
const TEMPLATE = {
  Resources: {
    CallsTable: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'calls',
        KeySchema: [{ AttributeName: 'pk' }, { AttributeName: 'sk' }],
      },
    },
  },
};

/** The fields that every CDR and every event has, and those that either may lack. */
const CDR = {
  app: 'rides',
  mode: 'AXB',
  sessionId: 'session',
  direction: 'from-a',
  recorded: true,
} as const satisfies Cdr;
const CDR_MAY_LACK = {
  recordId: 'record',
  subscriptionId: 'subscription',
  x: '+8617000000001',
  caller: '+8613800000001',
  callee: '+8613900000002',
  presentedNumber: '+8617000000001',
  startedAt: '2026-03-01T02:30:03.000Z',
  forwardedAt: '2026-03-01T02:30:04.000Z',
  ringingAt: '2026-03-01T02:30:05.000Z',
  answeredAt: '2026-03-01T02:30:09.000Z',
  answerUnclear: false,
  endedAt: '2026-03-01T02:31:20.000Z',
  failedAt: '2026-03-01T02:31:20.000Z',
  q850Cause: 0,
  releaseCode: 0,
  sipStatus: 0,
  hungUpBy: 'caller',
  recordingStartedAt: '2026-03-01T02:30:09.000Z',
  recording: { fileName: 'file.wav', domain: 'ostor.example.com' },
  recordingUrl: 'https://ostor.example.com/file.wav',
  extension: '0',
  userData: '',
  other: { subscriber: { nested: [1] } },
} as const satisfies Partial<Cdr>;
const EVENT = {
  app: 'rides',
  mode: 'AXB',
  sessionId: 'session',
  type: 'callin',
  at: '2026-03-01T02:30:03.000Z',
} as const satisfies CallEvent;
const EVENT_MAY_LACK = {
  subscriptionId: 'subscription',
  caller: '+8613800000001',
  called: '+8617000000001',
  releaseCode: 0,
  releaseText: '',
  hungUpBy: 'callee',
  digits: '',
  userData: '',
  other: { state: 'new' },
} as const satisfies Partial<CallEvent>;

type Fields = Readonly<Record<string, unknown>>;

const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => !names.includes(field)));

/** All of these fields, each but one, each but two, only two, only one, and none. */
const someOf = (fields: Fields): readonly Fields[] => {
  const names = Object.keys(fields);
  const pairs = names.flatMap((one) => names.map((other) => [one, other] as const));
  const rest = (kept: readonly string[]) => names.filter((name) => !kept.includes(name));
  return [
    fields,
    {},
    ...pairs.map((pair) => without(fields, ...pair)),
    ...pairs.map((pair) => without(fields, ...rest(pair))),
  ];
};

const sealer = createSealer([{ id: 'k', bytes: new Uint8Array(32).fill(1) }]);
const lookup: LookupKeys = (kind, ...values) => `${kind}(${values.join()})`;
const CALL_ID = 'session(rides,session)';

const setUp = () => {
  const documents = createMemoryDocuments(TEMPLATE);
  const options = { documents, table: 'calls', sealer, lookup };
  return {
    writer: createDynamoCallWriter({
      ...options,
      firstDelaySeconds: 60,
      shards: 4,
      retentionSeconds: 86_400,
      clock: () => RECEIVED_AT,
    }),
    put: (item: Attributes) => documents.put({ purpose: 'storing', table: 'calls', item }),
    read: () => createDynamoCallReader({ ...options, clock: () => RECEIVED_AT }).read(CALL_ID),
  };
};

const PK = `C#${CALL_ID}`;
const sealed = (value: unknown): string => sealer.seal(JSON.stringify(value), PK);

const aCdrItem = (cdr: Fields = CDR): Attributes => ({
  pk: PK,
  sk: 'CDR#key',
  sealed: sealed(cdr),
  receivedAt: '2026-03-01T02:32:00.000Z',
  recordingStatus: 'none',
  attempts: 0,
});
const anEventItem = (event: Fields = EVENT): Attributes => ({
  pk: PK,
  sk: 'EVT#callin#1',
  sealed: sealed(event),
});

describe('a stored CDR', () => {
  it('is read as it was stored, whichever of its fields are absent', async () => {
    for (const some of someOf(CDR_MAY_LACK)) {
      const { writer, read } = setUp();
      const cdr: Cdr = { ...CDR, ...some };
      await writer.appendCdr(cdr, RECEIVED_AT);

      expect((await read())?.cdrs.map((kept) => kept.cdr)).toStrictEqual([cdr]);
    }
  });

  it.each(Object.keys(CDR))('is not read without its %s', async (name) => {
    const { put, read } = setUp();
    await put(aCdrItem(without(CDR, name)));

    await expect(read()).rejects.toThrow();
  });

  it.each<[string, Fields]>([
    ['a mode that is none', { mode: 'AXX' }],
    ['a direction that is none', { direction: 'up' }],
    ['a party that hung up and is none', { hungUpBy: 'X' }],
    ['a recording without its file', { recording: { domain: 'ostor.example.com' } }],
    ['a recording without its domain', { recording: { fileName: 'file.wav' } }],
  ])('is not read with %s', async (_case, changes) => {
    const { put, read } = setUp();
    await put(aCdrItem({ ...CDR, ...changes }));

    await expect(read()).rejects.toThrow();
  });

  it('has the state of its recording, whichever fields of that are absent', async () => {
    const state = {
      deadlineAt: '2026-03-08T02:32:00.000Z',
      archivedAt: '2026-03-01T02:40:00.000Z',
      sizeBytes: 0,
      sha256: 'a',
      objectKey: 'key',
      reason: 'host-away',
      recordingNotes: [],
      leaseUntil: '2026-03-01T02:41:00.000Z',
      reopenedAt: '2026-03-02T02:41:00.000Z',
    };
    for (const some of someOf(state)) {
      const { put, read } = setUp();
      await put({ ...aCdrItem(), ...some, recordingStatus: 'pending', attempts: 1 });

      expect(await read()).toStrictEqual({
        callId: CALL_ID,
        cdrs: [
          {
            cdr: CDR,
            recordKey: 'key',
            receivedAt: '2026-03-01T02:32:00.000Z',
            recording: { status: 'pending', attempts: 1, ...some },
          },
        ],
        events: [],
      });
    }
  });

  it.each(['sealed', 'receivedAt', 'recordingStatus', 'attempts'])(
    'is not read from an item without its %s',
    async (name) => {
      const { put, read } = setUp();
      await put(without(aCdrItem(), name));

      await expect(read()).rejects.toThrow();
    },
  );
});

describe('a stored call event', () => {
  it('is read as it was stored, whichever of its fields are absent', async () => {
    for (const some of someOf(EVENT_MAY_LACK)) {
      const { writer, read } = setUp();
      const event: CallEvent = { ...EVENT, ...some };
      await writer.appendEvent(event, RECEIVED_AT);

      expect((await read())?.events).toStrictEqual([event]);
    }
  });

  it.each(Object.keys(EVENT))('is not read without its %s', async (name) => {
    const { put, read } = setUp();
    await put(anEventItem(without(EVENT, name)));

    await expect(read()).rejects.toThrow();
  });

  it('is not read from an item without what is sealed', async () => {
    const { put, read } = setUp();
    await put(without(anEventItem(), 'sealed'));

    await expect(read()).rejects.toThrow();
  });
});

describe('an item of a call', () => {
  it.each<[string, number | undefined, number]>([
    ['is read whose time is up in a second', 1_772_332_321, 1],
    ['counts as gone when its time is up', 1_772_332_320, 0],
    ['is read that has no time', undefined, 1],
  ])('%s', async (_case, ttl, count) => {
    const { put, read } = setUp();
    await put({ ...anEventItem(), ...(ttl === undefined ? {} : { ttl }) });

    expect((await read())?.events.length ?? 0).toBe(count);
  });
});
