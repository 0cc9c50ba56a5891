import { afterAll, beforeAll, expect, it } from 'vitest';
import { importConsoleCalls } from '../../shared/calls/console/import-calls.ts';
import { createDynamoCallReader } from '../../shared/calls/dynamo/dynamo-call-reader.ts';
import { createDynamoCallWriter } from '../../shared/calls/dynamo/dynamo-call-writer.ts';
import { createDynamoConsoleCalls } from '../../shared/calls/dynamo/dynamo-console-calls.ts';
import { createLookupKeys } from '../../shared/sealing/lookup-keys.ts';
import { createSealer } from '../../shared/sealing/sealer.ts';
import { aCdr } from '../builders/call-records.ts';
import { type StoreEngine, startStoreEngine } from '../harness/store-engine.ts';

const NOW = new Date('2026-03-01T06:00:00.000Z');
const X = '+8617000000001';
const CALLER = '+8613800000001';
const LINE = {
  place: 'row 2',
  x: X,
  caller: CALLER,
  callee: '+8613800000002',
  startedAt: '2026-03-01T02:30:03.000Z',
  answeredAt: '2026-03-01T02:30:09.000Z',
  endedAt: '2026-03-01T02:31:20.000Z',
  talkSeconds: 71,
} as const;

let engine: StoreEngine;
beforeAll(async () => {
  engine = await startStoreEngine();
});
afterAll(() => engine.stop());

it.each([
  ['after the import looked, and before it stored', 'before', '2026-03-01T02:30:03.000Z', 1],
  ['so, and a second apart', 'before', '2026-03-01T02:30:04.000Z', 2],
  ['right after the import stored', 'after', '2026-03-01T02:30:03.000Z', 3],
  ['so, and a second apart', 'after', '2026-03-01T02:30:04.000Z', 4],
] as const)('a CDR that comes %s leaves one call', async (_when, order, startedAt, key) => {
  const lookup = createLookupKeys(Uint8Array.of(key));
  const sealer = createSealer([{ id: 'data-key-1', bytes: new Uint8Array(32).fill(1) }]);
  const { CALLS_TABLE: table, PUSHES_TABLE: pushesTable } = engine.tables;
  const access = { documents: engine.documents, table, sealer, lookup, clock: () => NOW };
  const options = { ...access, firstDelaySeconds: 0, shards: 4, retentionSeconds: 86_400 };
  const store = createDynamoConsoleCalls({ ...options, pushesTable, newId: () => `part-${key}` });
  const calls = createDynamoCallReader(access);
  const cdr = aCdr({ ...LINE, startedAt, sessionId: `session-${key}` });
  const cdrComes = () => createDynamoCallWriter(options).appendCdr(cdr, NOW);
  const racing: typeof store = {
    ...store,
    async append(...line) {
      if (order === 'before') await cdrComes();
      const appended = await store.append(...line);
      if (order === 'after') await cdrComes();
      return appended;
    },
  };

  const counts = await importConsoleCalls(
    { calls, lookup, store: racing, clock: () => NOW, attributionAt: async () => undefined },
    { name: 'rides', mode: 'AXB', keepsPool: true },
    `import-${key}`,
    [LINE],
  );

  const page = { from: undefined, to: undefined, limit: 10, after: undefined };
  const listed = await calls.list({ by: 'x', x: X }, page);
  const records = await Promise.all(listed.map(({ callId }) => calls.read(callId)));
  expect(records.flatMap((each) => each?.cdrs ?? [])).toMatchObject([
    { cdr: { sessionId: `session-${key}` } },
  ]);
  expect(counts).toMatchObject(order === 'before' ? { added: 0, known: 1 } : { added: 1, known: 0 });
});
